"""The refusal of ``rate_limit`` as Flask says it; called in a view."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.call_limits import limit_python
from prodgate.policy import Policy

PYTHON = "limit_rate"

_PYTHON = '''\
from flask import abort


def limit_rate(endpoint: str) -> None:
    """Refuse a call above the limit (429); call it before what costs."""
    if not is_within_limit(endpoint):
        abort(429, "too many requests")
'''


def python(policy: Policy) -> Iterator[Define]:
    """A count in this process, and Flask's refusal."""
    yield from limit_python()
    yield Define(PYTHON, _PYTHON)
