"""What a request carries and reaches a model, a tool or a workflow with nothing that checked it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.bodies import Read, reads
from prodgate.meaning.flow import Flow, Reach, is_guarded
from prodgate.meaning.sinks import spends
from prodgate.meaning.validators import is_validator
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Unchecked(Struct, frozen=True):
    """The handler, where it reads, and where the data goes."""

    handler: s.Function
    read: Read
    reach: Reach


def unchecked(view: View) -> Iterator[Unchecked]:
    """One a handler, at its first unchecked read."""
    done: set[int] = set()
    for function in view.names.functions:
        if not web.is_handler(view.names, function, view.source.path):
            continue
        outer = outermost(view, function)
        if id(outer) in done or is_checked_outside(view, outer):
            continue
        done.add(id(outer))
        if found := first_unchecked(view, outer):
            yield found


def is_validated(view: View, handler: s.Function) -> bool | None:
    """Whether what a handler is given is checked; None where it takes nothing, or nothing tells.

    False is what ``unchecked`` reports; True needs a sign of a check, or a way to a model on
    which everything was checked.
    """
    if is_checked_outside(view, handler):
        return True
    read = list(reads(view.names, handler))
    if not read:
        return True if _takes_schema(view, handler) else None
    if first_unchecked(view, handler):
        return False
    signs = any(
        is_checked_at_once(view, each.node) or is_guarded(handler, each.node) for each in read
    ) or any(is_validator(call) for call in view.names.calls_in(handler))
    return True if signs else None


_PLAIN = {
    "str", "int", "float", "bool", "bytes", "None", "Request", "Response", "Session", "WebSocket",
    "BackgroundTasks", "UploadFile", "dict", "list", "Any", "AsyncSession", "HTTPConnection",
}  # fmt: skip


def _takes_schema(view: View, handler: s.Function) -> bool:
    """FastAPI's own: a parameter of a class that pydantic checks; ``c.req.valid`` of Hono."""
    if view.language == "javascript":
        return any(
            isinstance(call.callee, s.Attribute) and call.callee.name == "valid"
            for call in view.names.calls_in(handler)
        )
    if not any(web.takes_body(decorator) for decorator in handler.decorators):
        return False
    for param in handler.params:
        name = (s.dotted(param.annotation) or "") if param.annotation is not None else ""
        if name and name.rpartition(".")[2] not in _PLAIN and param.default is None:
            return True
    return False


def outermost(view: View, function: s.Function) -> s.Function:
    """The handler around a handler: one finding for both."""
    for above in view.names.above(function):
        if isinstance(above, s.Function) and web.is_handler(view.names, above, view.source.path):
            function = above
    return function


def first_unchecked(view: View, handler: s.Function) -> Unchecked | None:
    for read in reads(view.names, handler):
        if is_checked_at_once(view, read.node) or is_guarded(handler, read.node):
            continue
        for reach in Flow(view.names, handler, read.node).run():
            if spends(view, reach.call):
                return Unchecked(handler, read, reach)
    return None


def is_checked_at_once(view: View, node: s.Node) -> bool:
    """``Schema.parse(await req.json())``"""
    for above in view.names.above(node):
        if isinstance(above, s.Call) and is_validator(above):
            return True
        if not isinstance(above, s.Argument | s.Await | s.Cast | s.Call):
            return False
    return False


_VALIDATES = lazy(r"valid|schema|expects_json|use_args|use_kwargs|arguments|celebrate", re.I)
_SIGNED = lazy(
    r"signature|construct_?event|verify_?key|hmac|svix|timingSafeEqual|webhook\([^()]*\)\.verify|"
    r"is_valid_request",
    re.I,
)


def is_checked_outside(view: View, handler: s.Function) -> bool:
    """Middleware, a decorator or a route schema checks, or a signature says who sent it."""
    for decorator in handler.decorators:
        name = s.dotted(decorator.callee if isinstance(decorator, s.Call) else decorator) or ""
        if _VALIDATES.search(name):
            return True
    parent = view.names.parent(handler)
    call = view.names.parent(parent) if isinstance(parent, s.Argument) else None
    if isinstance(call, s.Call):
        for argument in call.arguments:
            if argument is not parent and _VALIDATES.search(view.code(argument.value)):
                return True
    if isinstance(parent, s.Entry):  # route({schema: {body: Ask}, handler})
        options = view.names.parent(parent)
        if isinstance(options, s.Mapping) and any(e.name == "schema" for e in options.entries):
            return True
    return any(
        isinstance(node, s.Call) and _SIGNED.search(s.dotted(node.callee) or view.code(node.callee))
        for node in s.walk(*handler.body)
    )
