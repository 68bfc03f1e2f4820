"""The ways into an application: who is asked, what is validated, what stands in front."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import callers, web
from prodgate.meaning.asking import last_part
from prodgate.meaning.bodies import reads
from prodgate.meaning.endpoints import endpoints, place
from prodgate.meaning.validators import asserts, gives_verdict, is_validator
from prodgate.score import gather_code
from prodgate.score.facts import Spot, Way

if TYPE_CHECKING:
    from prodgate.view import View


def ways(view: View) -> Iterator[Way]:
    """Every handler behind which a model answers."""
    for found in endpoints(view):
        handler = found.handler
        around = [*_wrappers(view, handler)]
        read = [*reads(view.names, handler)]
        name = web.declared_name(view.names, handler) or "a handler"
        yield Way(
            Spot(
                view.source.path, view.source.position(place(view, handler).start)[0], name
            ),
            view.source.position(handler.end)[0],
            gather_code.mentioned(
                view, *handler.decorators, *handler.params, *handler.body, *around
            ),
            callers.asks(view, handler),
            gather_code.codes(view, handler),
            any(_is_typed(param) for param in handler.params),
            len(read),
            any(
                is_validator(call) or asserts(call) or gives_verdict(call)
                or last_part(call.callee) in {"safeParse", "safeParseAsync", "valid"}
                for call in view.names.calls_in(handler)
            ),
            route(view, handler),
        )  # fmt: skip


def _wrappers(view: View, handler: s.Function) -> Iterator[s.Node]:
    for above in view.names.above(handler):
        if isinstance(above, s.Function | s.Class):
            return
        if isinstance(above, s.Call):
            yield above.callee
            for argument in above.arguments:
                if not argument.start <= handler.start < argument.end:
                    yield argument.value
    name = handler.name
    for call in view.names.calls if name else ():
        for argument in call.arguments:
            if isinstance(argument.value, s.Name) and argument.value.id == name:
                yield call.callee
                yield from (a.value for a in call.arguments if a is not argument)


_PLAIN = {
    "Request", "Response", "str", "int", "float", "bool", "dict", "Dict", "Any", "list", "List",
    "BackgroundTasks", "WebSocket", "bytes", "object", "Mapping", "HttpRequest", "NextRequest",
    "Session", "AsyncSession",
}  # fmt: skip


def _is_typed(param: s.Param) -> bool:
    """A parameter that the framework fills through a class of one's own."""
    if param.annotation is None:
        return False
    if isinstance(param.default, s.Call) and last_part(param.default.callee) in {
        "Depends", "Security", "Header", "Cookie"
    }:  # fmt: skip
        return False
    node = s.bare(param.annotation)
    if isinstance(node, s.Index):
        if any(isinstance(n, s.Name) and n.id in {"Depends", "Security", "Header"}
               for n in s.walk(node)):  # fmt: skip
            return False
        node = node.key.elements[0] if isinstance(node.key, s.Items) else node.key
    name = (s.dotted(node) or "").rpartition(".")[2]
    return name[:1].isupper() and name not in _PLAIN


def route(view: View, handler: s.Function) -> str:
    """The address that a handler is registered under; "" where it is not written there."""
    calls = [each for each in handler.decorators if isinstance(each, s.Call)]
    parent = view.names.parent(handler)
    call = view.names.parent(parent) if isinstance(parent, s.Argument) else None
    for each in (*calls, *((call,) if isinstance(call, s.Call) else ())):
        address = each.positional(0) or each.keyword("path")
        if isinstance(address, s.Literal) and isinstance(address.value, str):
            return address.value
    match = re.search(r"(?:^|/)(?:app|src/app|pages|src/pages)/(api/.+?)(?:/route)?\.\w+$",
                      view.source.path)  # fmt: skip
    return f"/{match[1]}" if match else ""


_BOUNDED = {"max_length", "maxLength", "max_items", "le", "lt", "ge", "min_length", "max_size"}
_CHAINED = {"max", "length", "maxLength"}


def bounds(view: View) -> Iterator[Spot]:
    """Lengths and ranges in schemas: ``Field(max_length=...)``, ``z.string().max(...)``."""
    for call in view.names.calls:
        last = last_part(call.callee)
        if last in {"Field", "Query", "Body", "constr", "conlist", "StringConstraints", "Meta"}:
            if any(argument.name in {"max_length", "max_items", "le", "lt"}
                   for argument in call.arguments):  # fmt: skip
                yield Spot(view.source.path, view.source.position(call.start)[0], last)
        elif last in _CHAINED and re.match(
            r"(?:z|v|zod|Joi|yup|s)\.", re.sub(r"\s+", "", view.code(call.callee))
        ):
            yield Spot(view.source.path, view.source.position(call.start)[0], last)


_HEALTH = re.compile(
    r"(?i)/(?:[\w-]*health\w*|livez?|liveness|ready|readyz|readiness|ping|heartbeat|status|up)/?$"
)


def health(view: View) -> Iterator[Spot]:
    """Routes that say whether the process works."""
    for function in view.names.functions:
        if web.is_handler(view.names, function, view.source.path):
            address = route(view, function)
            if _HEALTH.search(address):
                line = view.source.position(function.start)[0]
                yield Spot(view.source.path, line, address)


_MOUNTS = {"use", "addHook", "add_middleware", "middleware", "include_router", "register"}
_APPS = {"FastAPI", "Litestar", "Starlette", "Quart", "Sanic"}


def mounted(view: View, *, everywhere: bool) -> frozenset[str]:
    """What stands in front of every route: of the tree, or of the routers of this file."""
    found: set[str] = set()
    for call in view.names.calls:
        last = last_part(call.callee)
        dependencies = call.keyword("dependencies")
        owner = s.dotted(call.callee.value) if isinstance(call.callee, s.Attribute) else ""
        is_router = "rout" in (owner or "").lower()
        if last in _MOUNTS and is_router != everywhere:
            named = [a.value for a in call.arguments]
            found |= gather_code.mentioned(view, *named)
        elif dependencies is not None and (last in _APPS) == everywhere:
            found |= gather_code.mentioned(view, dependencies)
    return frozenset(found)


def aliases(view: View) -> dict[str, frozenset[str]]:
    """``CurrentUser = Annotated[User, Depends(current_user)]``"""
    found = {}
    for node in view.module.body:
        if isinstance(node, s.Assign) and node.value is not None:
            names = gather_code.mentioned(view, node.value)
            if names & {"Depends", "Security"}:
                for target in node.targets:
                    if isinstance(target, s.Name):
                        found[target.id] = names
    return found
