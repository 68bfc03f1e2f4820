"""Addresses of Django, which stand in other files than what they lead to.

Of the other frameworks the inventory has the whole address already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import modules
from prodgate.meaning.argument import constant
from prodgate.meaning.trace import Qualified, trace

if TYPE_CHECKING:
    from prodgate.inventory.record import Endpoint
    from prodgate.scaffold.subject import Subject
    from prodgate.view import View

_DEPTH = 4


def address_of(subject: Subject, endpoint: Endpoint) -> str:
    """The address of a way in as a caller sees it, as far as the files say; "" for none."""
    path, route = endpoint.place.path, endpoint.route
    if route.startswith("/"):
        return route
    return _of_django(subject, path, route, 0) if endpoint.framework in _DJANGO else ""


_DJANGO = {"django", "django-rest-framework"}


def _of_django(subject: Subject, path: str, name: str, depth: int) -> str:
    """``path("chat/", views.chat)``, below ``path("api/", include("bot.urls"))``."""
    for view in subject.views_with(b"urlpatterns"):
        for call in view.names.calls:
            known, text = _first(view, call)
            target = call.positional(1)
            if s.dotted(call.callee) != "path" or not known or target is None:
                continue
            if _leads_to(view, target, path, name):
                return _included(subject, view.source.path, depth) + text
    return ""


def _first(view: View, call: s.Call) -> tuple[bool, str]:
    node = call.positional(0)
    known, value = constant(view.names, node) if node is not None else (False, None)
    return known and isinstance(value, str), str(value)


def _leads_to(view: View, target: s.Node, path: str, name: str) -> bool:
    """``views.chat``, ``chat``, ``Chat.as_view()``"""
    if isinstance(target, s.Call) and isinstance(target.callee, s.Attribute):
        target = target.callee.value
    if (s.dotted(target) or "").rpartition(".")[2] != name:
        return False
    if view.source.path == path:
        return True
    names = (t.name for t in trace(view.names, target) if isinstance(t, Qualified))
    return any(path in modules.files(view, each) for each in names)


def _included(subject: Subject, path: str, depth: int) -> str:
    """What stands before the addresses of a file of them."""
    module = path.removesuffix(".py").replace("/", ".")
    for view in subject.views_with(b"include(") if depth < _DEPTH else ():
        for call in view.names.calls:
            inner = call.positional(1)
            known, text = _first(view, call)
            if not known or not isinstance(inner, s.Call) or s.dotted(inner.callee) != "include":
                continue
            given, named = _first(view, inner)
            if given and f".{module}".endswith(f".{named}"):
                return _included(subject, view.source.path, depth + 1) + text
    return "/"
