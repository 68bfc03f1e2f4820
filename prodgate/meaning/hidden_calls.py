"""Failures hidden without a ``try``: ``suppress``, promises, settled lists, masked streams."""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.meaning.asking import Asking, is_base, last_part
from prodgate.meaning.failures import Scene, Trace, trace_left
from prodgate.meaning.hidden import Swallowed, either_tells, is_made_up, literal, name_of


def suppressed(asking: Asking, node: s.With) -> Swallowed | None:
    """``with suppress(Exception):`` around a model call."""
    values = [s.bare(item.value) for item in node.items]
    for value in values:
        if not isinstance(value, s.Call) or last_part(value.callee) != "suppress":
            continue
        call = next(asking.within(*node.body), None)
        if call is not None and any(is_base(last_part(a.value)) for a in value.arguments):
            instead = "the code goes on without the answer"
            return Swallowed(value, name_of(call), Trace.NOTHING, instead, form="suppress")
    return None


def _caught(asking: Asking, node: s.Call) -> Swallowed | None:
    """``ask(x).catch(() => null)``"""
    callee = s.bare(node.callee)
    if not isinstance(callee, s.Attribute) or callee.name != "catch":
        return None
    call = _promised(asking, callee.value)
    given = node.positional(0)
    if call is None or not isinstance(given, s.Function):
        return None
    errors = _names_of(given.params[0].target if given.params else None)
    left = trace_left(Scene(asking.names, given.body, frozenset(errors), asking.own))
    if left is Trace.KEPT:
        return None
    value = next((n.value for n in s.walk_scope(*given.body) if isinstance(n, s.Return)), None)
    made = value is not None and is_made_up(value)
    if left is Trace.PRINTED and not made:
        return None
    instead = "what comes back looks like an answer" if made else "nothing comes in its place"
    return Swallowed(given, name_of(call), left, instead, form="callback")


def _promised(asking: Asking, node: s.Node) -> s.Call | None:
    """The model call at the root of ``ask(x).then(...)``."""
    node = s.bare(node)
    while isinstance(node, s.Call):
        if id(node) in asking.calls:
            return node
        callee = s.bare(node.callee)
        if not isinstance(callee, s.Attribute) or callee.name not in {"then", "finally"}:
            return None
        node = s.bare(callee.value)
    return None


_STREAMS = {
    "createUIMessageStream", "toUIMessageStreamResponse", "toDataStreamResponse",
    "createDataStreamResponse", "createDataStream", "toUIMessageStream", "mergeIntoDataStream",
    "pipeUIMessageStreamToResponse", "pipeDataStreamToResponse", "streamText", "streamObject",
}  # fmt: skip


def _masked(asking: Asking, node: s.Call) -> Swallowed | None:
    """``onError: () => "Oops"`` of the ai package: the one place where a stream's error is seen."""
    last = last_part(node.callee)
    if last not in _STREAMS or not asking.direct:
        return None
    for argument in node.arguments:
        value = s.bare(argument.value)
        for entry in value.entries if isinstance(value, s.Mapping) else ():
            given = s.bare(entry.value)
            if entry.name in {"onError", "getErrorMessage"} and isinstance(given, s.Function):
                target = given.params[0].target if given.params else None
                errors = frozenset(_names_of(target))
                if trace_left(Scene(asking.names, given.body, errors, asking.own)) in {
                    Trace.NOTHING, Trace.LINE,
                }:  # fmt: skip
                    value_ = "users see a fixed text"
                    return Swallowed(given, "stream", Trace.NOTHING, value_, form="callback")
    return None


def _names_of(target: s.Node | None) -> set[str]:
    if isinstance(target, s.Name):
        return {target.id}
    return {b.name for b in target.names} if isinstance(target, s.Pattern) else set()


def _settled(asking: Asking, node: s.Call) -> Swallowed | None:
    """``Promise.allSettled(...)`` where nobody reads ``reason``."""
    if s.dotted(node.callee) != "Promise.allSettled":
        return None
    call = _inside(asking, node)
    if call is None:
        return None
    around = asking.names.function(node) or asking.view.module
    for below in s.walk(around):
        if isinstance(below, s.Attribute) and below.name == "reason":
            return None
        if isinstance(below, s.Literal) and below.value == "rejected":
            return None
    instead = "what failed is left out of the results"
    return Swallowed(node, name_of(call), Trace.NOTHING, instead, form="settled")


def _gathered(asking: Asking, node: s.Call) -> Swallowed | None:
    """``asyncio.gather(..., return_exceptions=True)``, and what is an exception is left out."""
    flag = node.keyword("return_exceptions")
    if flag is None or literal(flag) is not True or last_part(node.callee) != "gather":
        return None
    call = _inside(asking, node)
    around = asking.names.function(node)
    if call is None or around is None or not _filters_exceptions(asking, around):
        return None
    instead = "what failed is left out of the results"
    return Swallowed(node, name_of(call), Trace.NOTHING, instead, form="gathered")


def _filters_exceptions(asking: Asking, function: s.Function) -> bool:
    """Whether exceptions are told from results, and then dropped without a word."""
    asked = False
    for node in s.walk_scope(*function.body):
        if isinstance(node, s.If) and _is_exception_test(node.test):
            if either_tells(asking, node):
                return False
            asked = True
        elif isinstance(node, s.Opaque) and node.kind == "comprehension":
            asked |= any(map(_is_exception_test, node.children))
    return asked


def _is_exception_test(node: s.Node) -> bool:
    return any(
        isinstance(n, s.Call)
        and last_part(n.callee) == "isinstance"
        and len(n.arguments) == 2
        and is_base(last_part(n.arguments[1].value))
        for n in s.walk(node)
    )


def _inside(asking: Asking, node: s.Call) -> s.Call | None:
    """A model call among the arguments, or in the list that is spread there."""
    spans = [(node.start, node.end)]
    for argument in node.arguments:
        value = s.bare(argument.value)
        value = s.bare(value.value) if isinstance(value, s.Spread) else value
        if isinstance(value, s.Name):
            bindings = asking.names.lookup(value)
            spans += [(b.value.start, b.value.end) for b in bindings if b.value is not None]
    return next((call for span in spans for call in asking.between(*span)), None)


# What hides a failure at a call, in the order in which it is looked for.
IN_CALLS = (_masked, _caught, _settled, _gathered)
