"""Where the routes of one file are put by another: ``include_router(chat.router, prefix="/v1")``.

The inventory gives the address that a handler has in its own file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import modules
from prodgate.meaning.argument import constant
from prodgate.meaning.trace import Qualified, trace

if TYPE_CHECKING:
    from prodgate.scaffold.subject import Subject
    from prodgate.view import View

_DEPTH = 4


def mounted(subject: Subject, path: str, route: str) -> str:
    """The address of a route as a caller sees it, as far as the files say."""
    view = subject.view(path)
    if view is None or not route.startswith("/"):
        return route
    return _prefix(subject, path, view.language, 0) + route


def _prefix(subject: Subject, path: str, language: str, depth: int) -> str:
    if depth >= _DEPTH:
        return ""
    for view, call in _mounting(subject, language):
        prefix, target = _mount(view, call)
        if target is None or view.source.path == path or not _is_of(view, target, path):
            continue
        return _prefix(subject, view.source.path, language, depth + 1) + prefix.rstrip("/")
    return ""


def _mounting(subject: Subject, language: str) -> Iterator[tuple[View, s.Call]]:
    words = (
        (b"include_router", b"register_blueprint")
        if language == "python"
        else (b".use(", b".route(", b".register(")
    )
    for word in words:
        name = word.strip(b".(").decode()
        for view in subject.views_with(word):
            if view.language == language:
                for call in view.names.calls:
                    if isinstance(call.callee, s.Attribute) and call.callee.name == name:
                        yield view, call


def _mount(view: View, call: s.Call) -> tuple[str, s.Node | None]:
    """The prefix, and what is put there."""
    if view.language == "python":
        given = call.keyword("prefix") or call.keyword("url_prefix")
        target = call.positional(0) or call.keyword("router") or call.keyword("blueprint")
        return _text(view, given), target
    first, last = call.positional(0), call.arguments[-1].value if call.arguments else None
    if len(call.arguments) > 1 and isinstance(last, s.Mapping):  # fastify: register(x, {prefix})
        given = next((e.value for e in last.entries if e.name == "prefix"), None)
        return _text(view, given), first
    return _text(view, first), last if last is not first else None


def _text(view: View, node: s.Node | None) -> str:
    known, value = constant(view.names, node) if node is not None else (False, None)
    return value if known and isinstance(value, str) and value.startswith("/") else ""


def _is_of(view: View, target: s.Node, path: str) -> bool:
    """Whether a router is one of another file."""
    for thing in trace(view.names, target):
        if isinstance(thing, Qualified) and not thing.is_global:
            found = (*modules.files(view, thing.name), *modules.files(view, f"{thing.name}.x"))
            if found[:1] == (path,) or (path in found and len(found) <= 2):
                return True
    return False
