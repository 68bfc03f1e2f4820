"""Refuses a tool that a role may not run; ROLE_TOOLS is the allow-list."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard import roles
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

PYTHON = "check_tool"
JAVASCRIPT = "checkTool"

_PYTHON = '''\
def check_tool(role: str | None, name: str) -> None:
    """Refuse a tool that ROLE_TOOLS does not give to the role, whoever named it."""
    if name not in ROLE_TOOLS.get(role or "", frozenset()):
        raise PermissionError(f"the tool {name[:80]!r} is not open to this role")
'''

_TYPESCRIPT = """\
/** Refuses a tool that ROLE_TOOLS does not give to the role, whoever named it. */
@@function checkTool(role«: string | null | undefined», name«: string»)«: void» {
  if (!(ROLE_TOOLS.get(role ?? "") ?? []).includes(name)) {
    throw new Error(`the tool ${JSON.stringify(name.slice(0, 80))} is not open to this role`);
  }
}
"""

_TYPES = """\
@param {string | null | undefined} role
@param {string} name
@returns {void}"""


def python(policy: Policy) -> Iterator[Define]:
    """The allow-list, and the function that asks it."""
    yield roles.python(policy)
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The allow-list, and the function that asks it."""
    yield roles.javascript(policy, dialect)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, _TYPES)
