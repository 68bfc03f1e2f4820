"""A refusal for a request whose caller is not known; nobody is until tokens are set.

Frameworks refuse in their own way: this part is FastAPI's and, in JavaScript, that of handlers with
a web ``Request``; ``require_caller_flask`` and ``require_caller_express`` are its twins.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect
from prodgate.guard.known_callers import is_known_javascript, is_known_python
from prodgate.policy import Policy

PYTHON = "require_caller"
JAVASCRIPT = "requireCaller"

_PYTHON = '''\
from fastapi import HTTPException, Request


def require_caller(request: Request) -> None:
    """Refuse a caller that is not known: `dependencies=[Depends(require_caller)]`."""
    if not is_known_caller(request.headers.get("authorization")):
        raise HTTPException(401, "unknown caller")
'''

_TYPESCRIPT = """\
/** The answer to a caller that is not known; undefined for one that is. */
@@function requireCaller(request«: Request»)«: Response | undefined» {
  if (isKnownCaller(request.headers.get("authorization"))) return undefined;
  return Response.json({ error: "unknown caller" }, { status: 401 });
}
"""


def python(policy: Policy) -> Iterator[Define]:
    """Who is known, and a FastAPI dependency."""
    yield is_known_python()
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """Who is known, and an answer for everybody else."""
    yield is_known_javascript(dialect)
    types = "@param {Request} request\n@returns {Response | undefined}"
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, types)
