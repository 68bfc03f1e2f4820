"""Where a request handler can be given a check, and in which way its framework refuses."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from prodgate import syntax as s
from prodgate.edits import InsertBefore
from prodgate.guard import Helper, helper
from prodgate.meaning import web
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# FastAPI raises, Flask aborts, "web" returns a Response, "express" answers through ``res``.
Framework: TypeAlias = Literal["fastapi", "flask", "web", "express"]
_DENO = lazy(r"\bDeno\.|https://deno\.land|\"npm:")


class Entrance(Struct, frozen=True):
    """A handler that a check can stand in: its first statement, and what it calls the request."""

    handler: s.Function
    framework: Framework
    first: s.Node
    request: str = ""
    response: str = ""

    def insert(
        self, code: str, ahead_of: s.Node | None = None, *, raises: bool = True
    ) -> InsertBefore:
        """Code that runs before anything else of the handler, or just before a call in it.

        What ``raises`` stands before a ``try`` around the call, which would catch it; what returns
        stands in there, behind whatever else refuses a call.
        """
        at = self.first
        if ahead_of is not None:
            at = _around(self.handler.body, ahead_of) or at
            while not raises and isinstance(at, s.Try):
                inner = _around(at.body, ahead_of)
                if inner is None:
                    break
                at = inner
        return InsertBefore((at.start, at.end), code)


def _around(body: tuple[s.Node, ...], node: s.Node) -> s.Node | None:
    return next((n for n in body if n.start <= node.start < n.end), None)


def entrance(view: View, handler: s.Function) -> Entrance | None:
    """Where a check goes; None where the framework, or a place for it, is not known."""
    body = list(handler.body)
    if body and _is_docstring(body[0]):
        body = body[1:]
    if not body:
        return None
    if view.language == "python":
        framework = _python(view, handler)
        return Entrance(handler, framework, body[0]) if framework else None
    if _DENO.search(view.text) or view.text[body[0].start - 1 : body[0].start] in {">", "("}:
        return None
    return _javascript(view, handler, body[0])


def _is_docstring(node: s.Node) -> bool:
    return (
        isinstance(node, s.Expression)
        and isinstance(node.value, s.Literal)
        and isinstance(node.value.value, str)
    )


def _python(view: View, handler: s.Function) -> Framework | None:
    roots = {node.module.split(".")[0] for node in view.names.imports}
    if not handler.decorators or {"fastapi", "flask"} <= roots:
        return None
    if "fastapi" in roots:
        return "fastapi" if not _is_socket(handler) else None
    return "flask" if "flask" in roots else None


def _is_socket(handler: s.Function) -> bool:
    return any("websocket" in (s.dotted(_callee(d)) or "") for d in handler.decorators)


def _callee(decorator: s.Node) -> s.Node:
    return decorator.callee if isinstance(decorator, s.Call) else decorator


_WEB_NAMES = {"GET", "POST", "PUT", "PATCH", "DELETE", "action", "loader"}


def _javascript(view: View, handler: s.Function, first: s.Node) -> Entrance | None:
    if web.is_server_action(view.names, handler):
        return None
    if web.is_controller(handler):
        request, response = (s.dotted(param.target) or "" for param in handler.params[:2])
        if response == "reply":  # Fastify's answers are sent, not given as JSON
            return None
        return Entrance(handler, "express", first, request, response)
    if web.declared_name(view.names, handler) in _WEB_NAMES or _takes_request(view, handler):
        request = _web_request(handler)
        return Entrance(handler, "web", first, request) if request else None
    return None


def _takes_request(view: View, handler: s.Function) -> bool:
    """``handler(req: NextRequest)`` of an edge route."""
    if len(handler.params) != 1 or handler.params[0].annotation is None:
        return False
    return view.code(handler.params[0].annotation) in {"NextRequest", "Request"}


def _web_request(handler: s.Function) -> str:
    """The name of the ``Request``: the first parameter, or one it is taken apart into."""
    target = handler.params[0].target if handler.params else None
    if isinstance(target, s.Name):
        return "" if target.id in {"event", "c", "ctx", "context", "args"} else target.id
    if isinstance(target, s.Pattern):
        return next((b.name for b in target.names if b.path == ("request",)), "")
    return ""


# Every file of these folders is an endpoint: no place for a guard module.
_ENDPOINTS = lazy(r"(?:^|/)pages/api/|^(?:api|functions|netlify/functions)/")


def guard(view: View, part: str, framework: Framework) -> Helper | None:
    """The team's own function for a part, else the guard module's for this framework.

    None where the module would have to stand in a folder whose every file is an endpoint.
    """
    if view.policy.function(part, view.language) is not None:
        return helper(view, part)
    if view.language == "javascript" and _ENDPOINTS.search(view.source.path):
        return None
    suffix = f"_{framework}" if framework in {"flask", "express"} else ""
    return helper(view, part + suffix)


def label(view: View, handler: s.Function) -> str:
    """What to call an endpoint: its function, the route it is registered for, or its folder."""
    name = web.declared_name(view.names, handler)
    parent = view.names.parent(handler)
    call = view.names.parent(parent) if isinstance(parent, s.Argument) else None
    route = call.positional(0) if isinstance(call, s.Call) else None
    if isinstance(route, s.Literal) and isinstance(route.value, str):
        name = route.value
    path = PurePosixPath(view.source.path)
    if name in {*_WEB_NAMES, "handler", "default", ""}:
        at = path.parent.name if path.stem in {"route", "+server", "index"} else path.stem
        name = at or name
    return re.sub(r"[^\w/:.-]", "", name) or "endpoint"
