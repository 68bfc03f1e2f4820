"""The refusal of ``rate_limit`` for handlers with ``(req, res)``: Express, Next's pages."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.call_limits import limit_javascript
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

JAVASCRIPT = "limitRate"

_TYPESCRIPT = """\
/** Whether a call is within the limit; above it, it has got its answer (429). */
@@function limitRate(
  endpoint«: string»,
  res«: { status(code: number): { json(body: unknown): unknown } }»,
)«: boolean» {
  if (isWithinLimit(endpoint)) return true;
  res.status(429).json({ error: "too many requests" });
  return false;
}
"""
_TYPES = """\
@param {string} endpoint
@param {{ status(code: number): { json(body: unknown): unknown } }} res
@returns {boolean}"""


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """A count in this process, and an answer."""
    yield from limit_javascript(dialect)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, _TYPES)
