"""The parts of ``prodgate_guard.py``. Each passes mypy --strict and ruff as it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate.edits import Define

if TYPE_CHECKING:
    from prodgate.policy import Policy

NAMES = {
    "tools_for_role": "tools_for_role",
    "tool_set_for_role": "tool_set_for_role",
    "caller_role": "caller_role",
    "sanitize": "sanitize_prompt",
    "approval_policy": "AGENT_POLICY",
    "choose_model": "choose_model",
}

HEADER = '''\
"""Limits that this project puts around its models and agents.

Written once by prodgate; it is yours: fill in the roles, the caller and the tiers.
"""

from __future__ import annotations
'''

_TOOLS_FOR_ROLE = '''\
from collections.abc import Mapping
from typing import TypeVar

Tool = TypeVar("Tool")


def tools_for_role(role: str | None, tools: Mapping[str, Tool]) -> list[Tool]:
    """The tools that a role may use; none for a role that ROLE_TOOLS does not name."""
    allowed = ROLE_TOOLS.get(role or "", frozenset())
    return [tool for name, tool in tools.items() if name in allowed]
'''

_TOOL_SET_FOR_ROLE = '''\
from collections.abc import Mapping
from typing import TypeVar

Named = TypeVar("Named")


def tool_set_for_role(role: str | None, tools: Mapping[str, Named]) -> dict[str, Named]:
    """The tools that a role may use, by name; none for a role that ROLE_TOOLS does not name."""
    allowed = ROLE_TOOLS.get(role or "", frozenset())
    return {name: tool for name, tool in tools.items() if name in allowed}
'''

_CALLER_ROLE = '''\
def caller_role() -> str | None:
    """The role of whoever is calling: read it from your session. Until then nobody has one."""
    return None
'''

_SANITIZE = '''\
def sanitize_prompt(text: str) -> str:
    """The text without control characters, at most MAX_PROMPT characters of it.

    This bounds cost and keeps terminals and logs clean. It does not stop prompt injection: what a
    model is told can still mislead it, so its tools must be limited too.
    """
    controls = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\\n\\t"}
    return text.translate(controls)[:MAX_PROMPT]
'''

_REDACT_PII = '''\
import re


def redact_pii(text: str) -> str:
    """The text with e-mail addresses, card numbers and telephone numbers replaced.

    It knows these by their form only. Names, addresses, dates of birth and identity numbers
    pass: use a service made for it where those matter.
    """
    text = re.sub(r"[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+", "[email]", text)
    text = re.sub(r"(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)", "[card]", text)
    phone = r"(?<![\\w+])(?:[+(]\\d|0\\d|\\d{3}[ .-]\\d{3})(?:[ ().-]{0,2}\\d){4,13}(?!\\w)"
    return re.sub(phone, "[tel]", text)
'''

_APPROVAL = '''\
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

_CHOOSE_MODEL = '''\
from typing import Literal

Tier = Literal["small", "medium", "large"]


def choose_model(current: str, prompt: str = "", budget: Tier = "large") -> str:
    """The model for a prompt: as small as its length allows, no larger than the budget.

    ``current`` is what was there before; it stays until MODEL_TIERS names a model for the tier.
    """
    sizes: tuple[Tier, ...] = ("small", "medium", "large")
    needed = 2 if not prompt else 0 if len(prompt) <= 500 else 1 if len(prompt) <= 4000 else 2
    return MODEL_TIERS.get(sizes[min(needed, sizes.index(budget))], current)
'''


def parts(part: str, policy: Policy) -> Iterator[Define]:
    """The definitions of a part, those it needs first."""
    if part in {"tools_for_role", "tool_set_for_role"}:
        yield Define("ROLE_TOOLS", _role_tools(policy))
        code = _TOOLS_FOR_ROLE if part == "tools_for_role" else _TOOL_SET_FOR_ROLE
        yield Define(part, code)
    elif part == "caller_role":
        yield Define("caller_role", _CALLER_ROLE)
    elif part == "sanitize":
        limit = f"{policy.defaults.string_length:_}"
        yield Define("MAX_PROMPT", f"MAX_PROMPT = {limit}  # characters\n")
        yield Define("sanitize_prompt", _SANITIZE)
    elif part == "approval_policy":
        yield Define("redact_pii", _REDACT_PII)
        yield Define("AgentPolicy", _APPROVAL)
        yield Define("AGENT_POLICY", _agent_policy(policy))
    elif part == "choose_model":
        yield Define("MODEL_TIERS", _tiers(policy))
        yield Define("choose_model", _CHOOSE_MODEL)


def _role_tools(policy: Policy) -> str:
    rows = [
        f"    {_text(role)}: frozenset({_list(tools)}),\n" for role, tools in policy.roles.items()
    ]
    return (
        "# The tools that each role may use, by name. A role that is not here may use none.\n"
        f"ROLE_TOOLS: dict[str, frozenset[str]] = {{{_lines(rows)}}}\n"
    )


def _agent_policy(policy: Policy) -> str:
    return (
        "AGENT_POLICY = AgentPolicy(\n"
        f"    require_approval=frozenset({_list(policy.approval)}),\n"
        "    redact_pii=redact_pii,\n"
        ")\n"
    )


def _tiers(policy: Policy) -> str:
    tiers = policy.models.tiers
    named = {"small": tiers.small, "medium": tiers.medium, "large": tiers.large}
    rows = [f"    {_text(tier)}: {_text(model)},\n" for tier, model in named.items() if model]
    return (
        "# Your models by tier: small, medium, large.\n"
        f"MODEL_TIERS: dict[str, str] = {{{_lines(rows)}}}\n"
    )


def _lines(rows: list[str]) -> str:
    return "\n" + "".join(rows) if rows else ""


def _list(values: tuple[str, ...]) -> str:
    return f"{{{', '.join(map(_text, values))}}}" if values else ""


def _text(value: str) -> str:
    return json.dumps(value)
