"""A person's word before a tool acts; until the team writes how to ask, nobody gives it."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

PYTHON = "require_approval"
JAVASCRIPT = "requireApproval"

_PYTHON = '''\
def require_approval(action: str, detail: object) -> None:
    """Ask a person whether the action may run, and return only if they say yes.

    Write here how your team asks: a queue, a chat message, a prompt. Until then nobody approves.
    """
    raise PermissionError(f"{action} needs a person's approval: {str(detail)[:200]}")
'''

_TYPESCRIPT = """\
/**
 * Asks a person whether the action may run, and returns only if they say yes.
 *
 * Write here how your team asks: a queue, a chat message, a prompt. Until then nobody approves.
 */
@@function requireApproval(action«: string», detail«: unknown»)«: void» {
  throw new Error(`${action} needs a person's approval: ${String(detail).slice(0, 200)}`);
}
"""
_TYPES = """\
@param {string} action
@param {unknown} detail
@returns {void}"""


def python(policy: Policy) -> Iterator[Define]:
    """The function."""
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The function."""
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, _TYPES)
