"""Refuse whoever is not known, before anything else happens.

Unsafe: until tokens are in CALLER_TOKENS, or a login takes their place in the guard module, nobody
gets an answer. Where the policy names the team's own `require-caller`, that is called: a dependency
of FastAPI, a call without arguments in Flask, a call with the request in JavaScript; it raises.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import AddImport, Fix, Import, Intent, Refusal, SetArgument
from prodgate.findings import Applicability, Finding
from prodgate.guard.handlers import Entrance, entrance, guard
from prodgate.meaning.endpoints import Endpoint
from prodgate.view import View

_NO_PLACE = (
    "every file of this folder is an endpoint: write a function that refuses unknown callers "
    "outside "
    "of it, and call it first in the handler"
)


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """A dependency of the route, or a check as the first statement."""
    found = finding.data
    assert isinstance(found, Endpoint)
    where = entrance(view, found.handler)
    if where is None:
        return Refusal("framework-unknown", _recipe(found))
    check = guard(view, "require_caller", where.framework)
    if check is None:
        return Refusal("no-place", _NO_PLACE)
    intents = _intents(where, check.name, own=check.own)
    if not intents:
        return Refusal("framework-unknown", _recipe(found))
    title = f"{check.name} first" + ("" if check.own else ", which knows nobody until it is told")
    return Fix((*check.intents, *intents), Applicability.UNSAFE, title)


def _recipe(found: Endpoint) -> str:
    name = found.handler.name or "the handler"
    return (
        f"find out who calls before anything else in {name} (a token, the session of the "
        f"framework, or "
        "its middleware for this route), and answer whoever is not known with 401"
    )


def _intents(where: Entrance, name: str, *, own: bool) -> list[Intent]:
    if where.framework == "fastapi":
        return _dependencies(where.handler, name)
    if where.framework == "flask":
        return [where.insert(f"{name}()")]
    if own:
        awaited = "await " if where.handler.is_async else ""
        return [where.insert(f"{awaited}{name}({where.request});")]
    if where.framework == "express":
        return [where.insert(f"if (!{name}({where.request}, {where.response})) return;")]
    code = f"const refused = {name}({where.request});\nif (refused) return refused;"
    return [where.insert(code)]


def _dependencies(handler: s.Function, name: str) -> list[Intent]:
    """``dependencies=[Depends(require_caller)]`` in each route; none where some stand there."""
    routes = [d for d in handler.decorators if isinstance(d, s.Call) and _is_route(d)]
    if not routes or any(route.keyword("dependencies") is not None for route in routes):
        return []
    code = f"[Depends({name})]"
    spans = [(route.start, route.end) for route in routes]
    return [
        AddImport(Import("fastapi", "Depends")),
        *(SetArgument(span, ("dependencies",), code) for span in spans),
    ]


def _is_route(decorator: s.Call) -> bool:
    verb = (s.dotted(decorator.callee) or "").rpartition(".")[2]
    return verb in {"get", "post", "put", "patch", "delete", "api_route"}
