"""The refusal of ``require_caller`` as Flask says it; called in a view."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.known_callers import is_known_python
from prodgate.policy import Policy

PYTHON = "require_caller"

_PYTHON = '''\
from flask import abort, request


def require_caller() -> None:
    """Refuse a caller that is not known; call it first in a view."""
    if not is_known_caller(request.headers.get("Authorization")):
        abort(401, "unknown caller")
'''


def python(policy: Policy) -> Iterator[Define]:
    """Who is known, and a check for the request at hand."""
    yield is_known_python()
    yield Define(PYTHON, _PYTHON)
