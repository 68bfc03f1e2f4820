"""Where the failure of a model call is hidden: in its handlers, and in all other places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.asking import Asking, is_broad, last_part
from prodgate.meaning.failures import Scene, Trace, is_marked, trace_left
from prodgate.meaning.hidden import Swallowed, either_tells, is_made_up, literal, name_of, tells
from prodgate.meaning.hidden_calls import IN_CALLS, suppressed
from prodgate.meaning.streamed import streamed
from prodgate.meaning.told_on_page import is_check, shows_failure

if TYPE_CHECKING:
    from prodgate.view import View


def swallowed(view: View) -> Iterator[Swallowed]:
    """Every place of a file that hides the failure of a model call."""
    asking = view.kept(Asking)
    if not asking.calls:
        return
    for node in view.names.among(s.Try, s.With, s.Call):
        found: Swallowed | None = None
        if isinstance(node, s.Try):
            found = _handled(asking, node)
        elif isinstance(node, s.With):
            found = suppressed(asking, node)
        elif isinstance(node, s.Call):
            found = next((f for look in IN_CALLS if (f := look(asking, node))), None)
        if found is not None:
            yield found


# -- try ---------------------------------------------------------------------------------------


def _handled(asking: Asking, node: s.Try) -> Swallowed | None:
    handler = next((h for h in node.handlers if is_broad(h)), None)
    if handler is None:
        return None
    calls = list(asking.within(*node.body))
    if not calls:
        return _repeated(asking, node, handler) or streamed(asking, node, handler)
    function = asking.names.function(node)
    errors = {handler.name} if handler.name else _bound(handler.body)
    left = trace_left(Scene(asking.names, handler.body, frozenset(errors), asking.own))
    if left is Trace.KEPT or _tries_again(asking, handler, function):
        return None
    asks = all(id(call) in asking.direct for call in calls)  # a function may do more than ask
    if (asks and is_check(node, calls, handler)) or shows_failure(asking.names, handler.body):
        return None
    value = _outcome(asking, node, handler.body, function, left)
    if value is None:
        return None
    other = _asked(asking, handler)
    if other is None:
        return Swallowed(handler, name_of(calls[0]), left, value, handler)
    first = next((c for c in calls if name_of(c) != name_of(other)), calls[0])
    value = f"{name_of(other)} answers instead"
    return Swallowed(handler, name_of(first), left, value, handler, instead=True)


def _repeated(asking: Asking, node: s.Try, handler: s.Handler) -> Swallowed | None:
    """``while True: text = ask(...); try: return parse(text) except Exception: continue``

    Nobody learns why an answer was thrown away, however often the model is asked for another.
    """
    loop = next((n for n in asking.names.above(node) if isinstance(n, s.Loop | s.Function)), None)
    if not isinstance(loop, s.Loop) or loop.test is None or literal(loop.test) is not True:
        return None
    if node not in loop.body or any(isinstance(n, s.Return) for n in s.walk_scope(*handler.body)):
        return None
    before = loop.body[: loop.body.index(node)]
    call = next(asking.within(*before), None) if before else None
    errors = frozenset({handler.name} if handler.name else ())
    if call is None or trace_left(Scene(asking.names, handler.body, errors, asking.own)) not in {
        Trace.NOTHING, Trace.LINE,
    }:  # fmt: skip
        return None
    value = "the model is asked again"
    name = f"use of {name_of(call)}"
    return Swallowed(handler, name, Trace.NOTHING, value, handler, instead=True, form="repeat")


def _bound(body: tuple[s.Node, ...]) -> set[str]:
    """``catch ({ message })``"""
    first = body[0] if body else None
    if isinstance(first, s.Assign) and first.value is None:
        return {b.name for t in first.targets if isinstance(t, s.Pattern) for b in t.names}
    return set()


def _asked(asking: Asking, node: s.Node) -> s.Call | None:
    """The other model that answers instead."""
    return next(iter(asking.between(node.start, node.end)), None)


def _tries_again(asking: Asking, handler: s.Node, function: s.Function | None) -> bool:
    """The function calls itself: whatever happens then is told there."""
    users = asking.users.get(id(function), ()) if function else ()
    return any(handler.start <= call.start < handler.end for call in users)


def _outcome(
    asking: Asking,
    node: s.Try,
    body: tuple[s.Node, ...],
    function: s.Function | None,
    left: Trace,
) -> str | None:
    """What comes instead of the answer; None where somebody notices, or nobody can be misled."""
    inside = list(s.walk_scope(*body))
    returns = [n for n in inside if isinstance(n, s.Return)]
    if returns and (returns[0].value is not None or not _is_noticed(asking, node, [])):
        return _returned(asking, function, returns[0].value, left)
    made = [n for n in inside if isinstance(n, s.Assign) and n.value is not None]
    puts = any(isinstance(n, s.Call) and last_part(n.callee) in _PUTS for n in inside)
    makes = puts or any(is_made_up(n.value) for n in made if n.value)
    if left is Trace.PRINTED and not makes:
        return None
    if _is_noticed(asking, node, made):
        return None
    if any(isinstance(n, s.Jump) for n in inside):
        return "the loop goes on as if nothing were missing"
    if any(is_made_up(n.value) for n in made if n.value):
        return "a made-up value takes the place of the answer"
    return "the code goes on without the answer"


_PUTS = {"append", "push", "add", "extend", "set", "unshift"}


def _returned(
    asking: Asking, function: s.Function | None, value: s.Node | None, left: Trace
) -> str | None:
    if function is not None and _is_text(value) and id(function) in asking.tools:
        return None  # for the model to read
    if left is Trace.PRINTED and _is_sentence(value):
        return None  # the user was told, and the text says it again
    if left is Trace.TEXT and asking.shows:
        return None
    if left is Trace.TEXT:
        asked = function is not None and _is_asked(asking, function)
        return None if asked else "its text comes back where an answer is expected"
    if value is not None and is_made_up(value):
        return "what comes back looks like an answer"
    if left is Trace.PRINTED:
        return None
    if function is not None and (_only_says_whether(function) or _is_asked(asking, function)):
        return None
    return "what comes back is empty, as an answer may be"


def _is_text(value: s.Node | None) -> bool:
    value = s.bare(value) if value is not None else None
    return isinstance(value, s.Text) or (
        isinstance(value, s.Literal) and isinstance(value.value, str) and bool(value.value)
    )


def _is_sentence(value: s.Node | None) -> bool:
    """A text about the error, or one that says it is none: ``"Error in ..."``"""
    return value is not None and any(
        isinstance(n, s.Literal) and isinstance(n.value, str) and is_marked(n)
        for n in s.walk(value)
    )


def _only_says_whether(function: s.Function) -> bool:
    """``return True`` ... ``return False``: a probe, whose answer this is."""
    values = [n.value for n in s.walk_scope(*function.body) if isinstance(n, s.Return)]
    return all(
        v is not None and isinstance(s.bare(v), s.Literal) and isinstance(literal(v), bool)
        for v in values
    )


# -- noticed later -----------------------------------------------------------------------------


def _is_noticed(asking: Asking, node: s.Try, made: list[s.Assign]) -> bool:
    """Whether something after the try asks about what is missing, or always says so."""
    names = {
        target.id
        for n in (*s.walk_scope(*node.body), *made)
        if isinstance(n, s.Assign)
        for target in n.targets
        if isinstance(target, s.Name)
    }
    after, looped = _after(asking, node)
    for statement in after:
        asks = isinstance(statement, s.If) and _is_about(statement.test, names)
        if asks and isinstance(statement, s.If) and either_tells(asking, statement):
            return True
    return any(isinstance(n, s.Throw) or _logs(asking, n) for n in looped)


def _is_about(test: s.Node, names: set[str]) -> bool:
    """Whether a condition asks for a name itself, rather than what a function says of it."""
    stack = [test]
    while stack:
        node = stack.pop()
        if isinstance(node, s.Name) and node.id in names:
            return True
        plain = not isinstance(node, s.Call) or last_part(node.callee) in _PLAIN_TESTS
        stack += s.children(node)[: None if plain else 1]
    return False


_PLAIN_TESTS = {"len", "isinstance", "bool", "Boolean", "startswith", "startsWith", "includes"}


def _logs(asking: Asking, node: s.Node) -> bool:
    return isinstance(node, s.Expression | s.Return) and tells(asking, (node,))


def _after(asking: Asking, node: s.Node) -> tuple[list[s.Node], list[s.Node]]:
    """The statements after a node up to the end of its function; and those after a loop around."""
    after: list[s.Node] = []
    looped: list[s.Node] = []
    below: s.Node = node
    for above in asking.names.above(node):
        for suite in _suites(above):
            if below in suite:
                rest = suite[suite.index(below) + 1 :]
                after += rest
                if isinstance(below, s.Loop):
                    looped += rest
        if isinstance(above, s.Function):
            break
        below = above
    return after, looped


def _suites(node: s.Node) -> Iterator[tuple[s.Node, ...]]:
    if isinstance(node, s.If | s.Loop):
        yield node.body
        yield node.orelse
    elif isinstance(node, s.Try):
        yield node.body
        yield node.orelse
        yield node.final
    elif isinstance(node, s.Switch):
        yield from node.cases
    elif isinstance(node, s.Module | s.Function | s.With | s.Handler | s.Block):
        yield node.body


def _is_asked(asking: Asking, function: s.Function) -> bool:
    """Whether a caller in this file asks about the missing answer, and then says so."""
    return any(_asks_about(asking, call) for call in asking.users.get(id(function), ()))


def _asks_about(asking: Asking, call: s.Call) -> bool:
    statement = asking.names.statement(call)
    if isinstance(statement, s.If) and statement.test.start <= call.start < statement.test.end:
        return either_tells(asking, statement)
    if not isinstance(statement, s.Assign):
        return False
    names = {t.id for t in statement.targets if isinstance(t, s.Name)}
    names |= {b.name for t in statement.targets if isinstance(t, s.Pattern) for b in t.names}
    after, _ = _after(asking, statement)
    return any(
        isinstance(n, s.If) and _is_about(n.test, names) and either_tells(asking, n)
        for n in s.walk_scope(*after)
    )
