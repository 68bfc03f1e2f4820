"""What a request handler reads from outside: bodies, forms, queries, server-action arguments.

A *read* is the expression through which a handler gets at data that the caller chose. Framework
schemas are no reads: a pydantic parameter of FastAPI, ``c.req.valid`` of Hono.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.names import Names
from prodgate.meaning.trace import Made, Parameter, Qualified, Thing, trace


class Read(Struct, frozen=True):
    """One read: the expression (``await`` included), or the parameter of a server action."""

    node: s.Node
    param: s.Param | None = None


_FLASK = {"flask.request", "quart.request", "sanic.request", "bottle.request"}
_FLASK_PARTS = {"json", "form", "args", "values", "data", "files"}
_FLASK_CALLS = {"get_json", "get_data"}
_DJANGO_PARTS = {"POST", "GET", "body", "data", "query_params", "FILES"}
_ASYNC_CALLS = {"json", "form", "body", "text", "post", "formData", "multipart"}
_SOCKET_CALLS = {"receive_json", "receive_text", "receive_bytes"}
_JS_PARTS = {"body", "query", "rawBody"}
_JS_CALLS = {"json", "formData", "text", "parseBody", "query", "queries", "arrayBuffer"}


def reads(names: Names, handler: s.Function) -> Iterator[Read]:
    """The reads of a handler in source order; nested functions included."""
    if names.module.language == "javascript" and web.is_server_action(names, handler):
        for param in handler.params:
            yield Read(param.target, param)
    if names.module.language == "python":
        yield from _untyped_parameters(names, handler)
    for node in s.walk(*handler.body):
        if isinstance(node, s.Attribute | s.Call) and _is_read(names, node, handler):
            parent = names.parent(node)
            yield Read(parent if isinstance(parent, s.Await) else node)


def _is_read(names: Names, node: s.Attribute | s.Call, handler: s.Function) -> bool:
    if isinstance(node, s.Call):
        callee = node.callee
        if not isinstance(callee, s.Attribute):
            return False
        return _method_read(names, callee, handler)
    parent = names.parent(node)
    if isinstance(parent, s.Call) and parent.callee is node:
        return False  # judged as the call
    return _attribute_read(names, node, handler)


def _method_read(names: Names, callee: s.Attribute, handler: s.Function) -> bool:
    method = callee.name
    if names.module.language == "python":
        if method in _FLASK_CALLS and _is_named(names, callee.value, _FLASK):
            return True
        return method in (_ASYNC_CALLS | _SOCKET_CALLS) and _is_request(
            names, callee.value, handler
        )
    if method in _JS_CALLS and _is_request(names, callee.value, handler):
        return True
    if method in {"get", "getAll"}:  # url.searchParams.get("q"), formData is read before
        return isinstance(callee.value, s.Attribute) and callee.value.name == "searchParams"
    return False


def _attribute_read(names: Names, node: s.Attribute, handler: s.Function) -> bool:
    if names.module.language == "python":
        if node.name in _FLASK_PARTS and _is_named(names, node.value, _FLASK):
            return True
        return node.name in _DJANGO_PARTS and _is_request(names, node.value, handler)
    return node.name in _JS_PARTS and _is_request(names, node.value, handler)


def _is_named(names: Names, node: s.Node, wanted: set[str]) -> bool:
    return any(isinstance(t, Qualified) and t.name in wanted for t in trace(names, node))


def _is_request(names: Names, node: s.Node, handler: s.Function) -> bool:
    """The request parameter of the handler: by its type, else by its place and name."""
    return any(_names_request(names, thing, handler) for thing in trace(names, node))


_REQUEST_TYPES = ("Request", "WebSocket", "HttpRequest", "NextRequest", "NextApiRequest", "Context")
_REQUEST_NAMES = {"req", "request", "_req", "websocket", "ws", "c", "ctx", "context", "event"}


def _names_request(names: Names, thing: Thing, handler: s.Function) -> bool:
    if isinstance(thing, Made) and thing.call is None:
        return isinstance(thing.by, Qualified) and thing.by.name.endswith(_REQUEST_TYPES)
    if not isinstance(thing, Parameter) or not isinstance(thing.node, s.Param):
        return False
    owner = names.parent(thing.node)
    if owner is not handler:
        return False
    name, path = thing.name, thing.path
    if name in {"c", "ctx", "context"}:
        return path in {("req",), ("request",)}
    if name == "event":
        return path in {(), ("request",)}
    if name == "request" and path in {(), ("request",)}:
        return True
    return name in _REQUEST_NAMES and path in {(), ("req",), ("request",)}


_RAW_TYPES = {"dict", "Dict", "Any", "list", "List", "Mapping", "object", "bytes"}


def _untyped_parameters(names: Names, handler: s.Function) -> Iterator[Read]:
    """FastAPI: ``body: dict`` takes whatever JSON comes."""
    if not any(web.takes_body(d) for d in handler.decorators) or not _is_fastapi(names):
        return
    for param in handler.params:
        annotation = s.bare(param.annotation) if param.annotation else None
        base = annotation.value if isinstance(annotation, s.Index) else annotation
        name = (s.dotted(base) or "").rpartition(".")[2] if base else ""
        default = s.dotted(param.default.callee) if isinstance(param.default, s.Call) else ""
        if name in _RAW_TYPES and (default or "").rpartition(".")[2] in {"", "Body", "Form"}:
            if _holds_models(names, annotation):
                continue
            yield Read(param.target, param)


def _holds_models(names: Names, annotation: s.Node | None) -> bool:
    """``list[Message]`` with a class of the project: the items are checked."""
    if not isinstance(annotation, s.Index):
        return False
    parts = annotation.key.elements if isinstance(annotation.key, s.Items) else (annotation.key,)
    plain = _RAW_TYPES | {"str", "int", "float", "bool", "None"}
    last = (s.dotted(parts[-1]) or "").rpartition(".")[2]
    return bool(last) and last not in plain


def _is_fastapi(names: Names) -> bool:
    return any(node.module.split(".")[0] in {"fastapi", "litestar"} for node in names.imports)
