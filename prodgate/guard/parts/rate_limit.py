"""A refusal of calls above a number a minute, counted in one process.

FastAPI's and, in JavaScript, that of handlers that return a web ``Response``;
``rate_limit_flask`` and ``rate_limit_express`` are its twins.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.call_limits import limit_javascript, limit_python
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

PYTHON = "limit_rate"
JAVASCRIPT = "limitRate"

_PYTHON = '''\
from fastapi import HTTPException


def limit_rate(endpoint: str) -> None:
    """Refuse a call above the limit (429); call it before what costs."""
    if not is_within_limit(endpoint):
        raise HTTPException(429, "too many requests")
'''

_TYPESCRIPT = """\
/** The answer to a call above the limit (429); undefined for one within it. */
@@function limitRate(endpoint«: string»)«: Response | undefined» {
  if (isWithinLimit(endpoint)) return undefined;
  return Response.json({ error: "too many requests" }, { status: 429 });
}
"""


def python(policy: Policy) -> Iterator[Define]:
    """A count in this process, and FastAPI's refusal."""
    yield from limit_python()
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """A count in this process, and an answer."""
    yield from limit_javascript(dialect)
    types = "@param {string} endpoint\n@returns {Response | undefined}"
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, types)
