"""A map of tools, less those that a role may not use."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard import roles
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

PYTHON = "tool_set_for_role"
JAVASCRIPT = "toolSetForRole"

_PYTHON = '''\
from collections.abc import Mapping
from typing import TypeVar

Named = TypeVar("Named")


def tool_set_for_role(role: str | None, tools: Mapping[str, Named]) -> dict[str, Named]:
    """The tools that a role may use, by name; none for a role that ROLE_TOOLS does not name."""
    allowed = ROLE_TOOLS.get(role or "", frozenset())
    return {name: tool for name, tool in tools.items() if name in allowed}
'''

_TYPESCRIPT = """\
/**
 * The tools that a role may use, by name; none for a role that ROLE_TOOLS does not name.
 * The type stays that of the whole set, so that SDKs accept it: any of them may be missing.
 */
@@function toolSetForRole«<T extends Record<string, unknown>>»(
  role«: string | null | undefined»,
  tools«: T»,
)«: T» {
  const allowed = ROLE_TOOLS.get(role ?? "") ?? [];
  const kept = { ...tools };
  for (const name of Object.keys(tools)) {
    if (!allowed.includes(name)) delete kept[name« as keyof T»];
  }
  return kept;
}
"""

_TYPES = """\
@template {Record<string, unknown>} T
@param {string | null | undefined} role
@param {T} tools
@returns {T}"""


def python(policy: Policy) -> Iterator[Define]:
    """The allow-list, and the function that asks it."""
    yield roles.python(policy)
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The allow-list, and the function that asks it."""
    yield roles.javascript(policy, dialect)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, _TYPES)
