"""The ways in: routes, server actions, and the handlers of bots and pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.inventory import bots
from prodgate.inventory.record import Endpoint
from prodgate.inventory.routes import framework_of, routes
from prodgate.inventory.values import place
from prodgate.meaning import web
from prodgate.meaning.callers import asked
from prodgate.meaning.endpoints import endpoints as asking
from prodgate.meaning.endpoints import place as head
from prodgate.meaning.limiters import limited
from prodgate.meaning.unchecked_bodies import is_validated, outermost

if TYPE_CHECKING:
    from prodgate.view import View


def handlers(view: View) -> tuple[s.Function, ...]:
    """The outermost request handlers of a file, in source order."""
    return view.kept(_handlers)


def _handlers(view: View) -> tuple[s.Function, ...]:
    found: dict[int, s.Function] = {}
    for function in view.names.functions:
        if web.is_handler(view.names, function, view.source.path):
            outer = outermost(view, function)
            found[id(outer)] = outer
    return tuple(sorted(found.values(), key=lambda f: f.start))


def endpoints(view: View) -> Iterator[Endpoint]:
    """Every way in of a file; one a route and method."""
    spending = {id(e.handler) for e in asking(view)}
    found = handlers(view)
    is_limited = limited(view) if found else False
    for handler in found:
        validates = is_validated(view, handler)
        checks = asked(view, handler)
        for route in routes(view, handler):
            yield Endpoint(
                place(view, head(view, handler)),
                route.method,
                route.address,
                framework_of(view, handler),
                id(handler) in spending,
                checks,
                validates,
                is_limited,
            )
    yield from bots.endpoints(view)
