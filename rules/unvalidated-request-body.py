"""A request body, form or query that reaches a model, tool or workflow unchecked.

Whoever calls the endpoint decides what is in it: a thousand messages, a megabyte of text, another
role, a price. The types of TypeScript and Python's type hints do not exist at run time, and a cast
checks nothing.

**Reported:** once per handler, where it reads the request, when what it read reaches a call that
spends model money, runs a tool or starts a workflow, and nothing on the way checked it.

**Not reported:** a parse that throws; a `safeParse`, `ajv` or form whose answer is asked; an early
return for the wrong type or length; a number made by hand, a text that is cut, one of a list; the
framework's own schema (a pydantic parameter, `schema` of a Fastify route, `zValidator`); a record
that is looked up by an id; a signed webhook; a handler that never gets near a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prodgate import syntax as s
from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning import web
from prodgate.meaning.bodies import Read, reads
from prodgate.meaning.flow import Flow, Reach, is_guarded
from prodgate.meaning.sinks import spends
from prodgate.meaning.validators import is_validator
from prodgate.regex import lazy
from prodgate.view import View

RULE = Rule(
    "unvalidated-request-body",
    Gate.DATA_VALIDATION,
    "A request body that reaches a model, tool or workflow unchecked",
    Applicability.UNSAFE,
    # How handlers read: the same expressions that ``prodgate.meaning.bodies`` knows.
    literals=(
        "request.json", "request.get_json", "request.form", "request.args", "request.values",
        "request.data", "request.body", "request.query", "request.text(", "request.POST",
        "request.GET", "request.post(", "request.multipart", "request.files", "request.FILES",
        "get_json(", "req.body", "req.json", "req.query", "req.text(", "req.formData",
        "req.rawBody", "formData(", "searchParams", "use server", "c.req", "ctx.req", "event.body",
        "ctx.request", "context.request", "receive_json", "receive_text", "receive_bytes",
        "fastapi", "litestar", "{ body", "{body", "parseBody",
    ),
    cwe=(20, 770),
    owasp=("API4:2023", "A03:2021"),
    risk=5.3,
)  # fmt: skip


@dataclass(frozen=True)
class Unchecked:
    """What the fix is told: the handler, where it reads, and where the data goes."""

    handler: s.Function
    read: Read
    reach: Reach


def check(view: View) -> Iterator[Finding]:
    """One finding a handler, at its first unchecked read."""
    done: set[int] = set()
    for function in view.names.functions:
        if not web.is_handler(view.names, function, view.source.path):
            continue
        outer = _outermost(view, function)
        if id(outer) in done or _is_checked_outside(view, outer):
            continue
        done.add(id(outer))
        if found := _first(view, outer):
            message = _message(view, found)
            yield view.finding(RULE, found.read.node, Severity.WARNING, message, found)


def _outermost(view: View, function: s.Function) -> s.Function:
    """The handler around a handler: one finding for both."""
    for above in view.names.above(function):
        if isinstance(above, s.Function) and web.is_handler(view.names, above, view.source.path):
            function = above
    return function


def _first(view: View, handler: s.Function) -> Unchecked | None:
    for read in reads(view.names, handler):
        if _is_checked_at_once(view, read.node) or is_guarded(handler, read.node):
            continue
        for reach in Flow(view.names, handler, read.node).run():
            if spends(view, reach.call):
                return Unchecked(handler, read, reach)
    return None


def _is_checked_at_once(view: View, node: s.Node) -> bool:
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


def _is_checked_outside(view: View, handler: s.Function) -> bool:
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


def _message(view: View, found: Unchecked) -> str:
    callee = found.reach.call.callee
    name = s.dotted(callee) or (callee.name if isinstance(callee, s.Attribute) else "a model")
    return f"reaches {name} unchecked: whoever calls decides its shape and size"
