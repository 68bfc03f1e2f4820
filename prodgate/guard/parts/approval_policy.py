"""What an agent must not do alone: actions that a person approves, and redaction."""

from __future__ import annotations

import json
from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect, listed
from prodgate.guard.parts import redact
from prodgate.policy import Policy

PYTHON = "AGENT_POLICY"
JAVASCRIPT = "agentPolicy"

_PYTHON = '''\
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class AgentPolicy:
    """What an agent must not do alone; whoever runs its tools has to ask this first."""

    require_approval: frozenset[str]  # actions that a person must approve
    redact_pii: Callable[[str], str]  # for what is logged or leaves the system

    def needs_approval(self, action: str) -> bool:
        """Whether a person must approve the action first."""
        return action in self.require_approval
'''

_TYPESCRIPT = """\
/** What an agent must not do alone; whoever runs its tools has to ask this first. */
@@const agentPolicy = {
  /** Actions that a person must approve. */
  requireApproval: %s,
  /** For what is logged or leaves the system. */
  redactPii,
};
"""


def python(policy: Policy) -> Iterator[Define]:
    """Redaction, the class, and the policy of this project."""
    yield from redact.python(policy)
    yield Define("AgentPolicy", _PYTHON)
    yield Define(PYTHON, _agent_policy(policy))


def _agent_policy(policy: Policy) -> str:
    approved = ", ".join(map(json.dumps, policy.approval))
    return (
        "AGENT_POLICY = AgentPolicy(\n"
        f"    require_approval=frozenset({f'{{{approved}}}' if approved else ''}),\n"
        "    redact_pii=redact_pii,\n"
        ")\n"
    )


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """Redaction, and the policy of this project."""
    yield from redact.javascript(policy, dialect)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT % listed(policy.approval))
