"""The refusal of ``require_caller`` for handlers with ``(req, res)``: Express, Next's pages."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect
from prodgate.guard.known_callers import is_known_javascript
from prodgate.policy import Policy

JAVASCRIPT = "requireCaller"

_TYPESCRIPT = """\
/** Whether the caller is known; anybody else has got an answer when this returns false. */
@@function requireCaller(
  req«: { headers: { authorization?: string | undefined } }»,
  res«: { status(code: number): { json(body: unknown): unknown } }»,
)«: boolean» {
  if (isKnownCaller(req.headers.authorization)) return true;
  res.status(401).json({ error: "unknown caller" });
  return false;
}
"""
_TYPES = """\
@param {{ headers: { authorization?: string | undefined } }} req
@param {{ status(code: number): { json(body: unknown): unknown } }} res
@returns {boolean}"""


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """Who is known, and an answer for everybody else."""
    yield is_known_javascript(dialect)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, _TYPES)
