"""The role of whoever is calling; nobody has one until it is filled in."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

PYTHON = "caller_role"
JAVASCRIPT = "callerRole"

_PYTHON = '''\
def caller_role() -> str | None:
    """The role of whoever is calling: read it from your session. Until then nobody has one."""
    return None
'''

_TYPESCRIPT = """\
/** The role of whoever is calling: read it from your session. Until then nobody has one. */
@@function callerRole()«: string | undefined» {
  return undefined;
}
"""


def python(policy: Policy) -> Iterator[Define]:
    """A function to be filled in."""
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """A function to be filled in."""
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, "@returns {string | undefined}")
