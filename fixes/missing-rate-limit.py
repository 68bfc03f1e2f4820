"""Refuse calls above a number a minute, before they spend anything.

Unsafe: what is above the number gets 429 from now on. The guard module counts in one process, and
says so. Where the policy names the team's own `rate-limit`, that is called: with the name of the
endpoint in Python, with the request in JavaScript; it raises.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import Fix, Intent, Refusal
from prodgate.findings import Applicability, Finding
from prodgate.guard.handlers import Entrance, entrance, guard, label
from prodgate.meaning.endpoints import Endpoint
from prodgate.view import View

_NO_PLACE = (
    "every file of this folder is an endpoint: write a function that counts the calls of a minute "
    "outside of it, and call it before the model is called"
)


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """A check before the call in each handler; all of them or none."""
    found = finding.data
    assert isinstance(found, tuple)
    intents: list[Intent] = []
    name = ""
    for endpoint in found:
        assert isinstance(endpoint, Endpoint)
        where = entrance(view, endpoint.handler)
        if where is None:
            return Refusal("framework-unknown", _recipe(endpoint.handler))
        limit = guard(view, "rate_limit", where.framework)
        if limit is None:
            return Refusal("no-place", _NO_PLACE)
        name = limit.name
        code = _code(view, where, name, own=limit.own)
        # Not first: who is refused for another reason spends nothing, and does not count.
        raises = limit.own or where.framework in {"fastapi", "flask"}
        intents += [*limit.intents, where.insert(code, ahead_of=endpoint.call, raises=raises)]
    return Fix(tuple(dict.fromkeys(intents)), Applicability.UNSAFE, f"{name} before it spends")


def _recipe(handler: s.Function) -> str:
    name = handler.name or "the handler"
    return (
        f"count the calls of each caller before {name} asks the model (a limiter of the framework, "
        "middleware for this route, or the gateway), and answer with 429 above a number a minute"
    )


def _code(view: View, where: Entrance, name: str, *, own: bool) -> str:
    endpoint = f'"{label(view, where.handler)}"'
    if where.framework in {"fastapi", "flask"}:
        return f"{name}({endpoint})"
    if own:
        awaited = "await " if where.handler.is_async else ""
        return f"{awaited}{name}({where.request});"
    if where.framework == "express":
        return f"if (!{name}({endpoint}, {where.response})) return;"
    return f"const limited = {name}({endpoint});\nif (limited) return limited;"
