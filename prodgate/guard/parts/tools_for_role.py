"""The listed tools that a role may use; ROLE_TOOLS is the allow-list."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard import roles
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

PYTHON = "tools_for_role"
JAVASCRIPT = "toolsForRole"

_PYTHON = '''\
from collections.abc import Mapping
from typing import TypeVar

Tool = TypeVar("Tool")


def tools_for_role(role: str | None, tools: Mapping[str, Tool]) -> list[Tool]:
    """The tools that a role may use; none for a role that ROLE_TOOLS does not name."""
    allowed = ROLE_TOOLS.get(role or "", frozenset())
    return [tool for name, tool in tools.items() if name in allowed]
'''

_TYPESCRIPT = """\
/** The tools that a role may use; none for a role that ROLE_TOOLS does not name. */
@@function toolsForRole«<T>»(
  role«: string | null | undefined»,
  tools«: Readonly<Record<string, T>>»,
)«: T[]» {
  const allowed = ROLE_TOOLS.get(role ?? "") ?? [];
  return Object.entries(tools)
    .filter(([name]) => allowed.includes(name))
    .map(([, tool]) => tool);
}
"""

_TYPES = """\
@template T
@param {string | null | undefined} role
@param {Readonly<Record<string, T>>} tools
@returns {T[]}"""


def python(policy: Policy) -> Iterator[Define]:
    """The allow-list, and the function that asks it."""
    yield roles.python(policy)
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The allow-list, and the function that asks it."""
    yield roles.javascript(policy, dialect)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, _TYPES)
