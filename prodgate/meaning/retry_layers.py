"""Retries on top of retries: what repeats a model call, how often, and how often the client does.

A layer is a decorator, a helper, or a loop with a handler. ``math.inf`` attempts is a layer that
nothing stops; a layer whose number cannot be known is none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.argument import ABSENT, UNKNOWN, Present, argument, constant
from prodgate.meaning.asking import last_part
from prodgate.meaning.endless import catches_failures, names_only_contents
from prodgate.meaning.trace import Local, Qualified, trace

if TYPE_CHECKING:
    from prodgate.view import View


class Stop(Struct, frozen=True):
    """What a fix writes to end a layer: an argument path, its code, a name to import."""

    path: str
    code: str  # with {attempts} and {retries}
    module: str = ""
    name: str = ""


class Layer(Struct, frozen=True):
    """Something that repeats a model call. ``holder``: the nodes whose calls it repeats."""

    node: s.Node
    attempts: float
    holders: tuple[s.Node, ...]
    stop: Stop | None = None


Counter: TypeAlias = "Callable[[View, s.Node], float | None]"


class _Library(Struct, frozen=True):
    count: Counter
    stop: Stop


def layers(view: View) -> Iterator[Layer]:
    """Every layer of a file, whatever it is around."""
    for function in view.names.functions:
        for decorator in function.decorators:
            yield from _decorator(view, function, decorator)
    for node in view.names.of(s.Loop):
        yield from _loop(view, node)
    for call in view.names.calls:
        yield from _wrapper(view, call)


# -- Python's libraries ------------------------------------------------------------------------


def _decorator(view: View, function: s.Function, node: s.Node) -> Iterator[Layer]:
    callee = node.callee if isinstance(node, s.Call) else node
    for thing in trace(view.names, callee):
        library = _PYTHON.get(thing.name) if isinstance(thing, Qualified) else None
        if library and (attempts := library.count(view, node)) is not None:
            yield Layer(node, attempts, function.body, library.stop)


def _tenacity(view: View, node: s.Node) -> float | None:
    if not isinstance(node, s.Call):
        return math.inf  # @retry
    if any(a.name == "**" or isinstance(a.value, s.Spread) for a in node.arguments):
        return None
    when = argument(view.names, node, "retry")
    if isinstance(when, Present) and _is_about_answers(when.node):
        return None
    stop = argument(view.names, node, "stop")
    if stop is ABSENT:
        return math.inf
    return _stops(view, stop.node) if isinstance(stop, Present) else None


def _is_about_answers(node: s.Node) -> bool:
    """``retry_if_exception_type(ValidationError)``, ``retry_if_result(...)``"""
    node = s.bare(node)
    if not isinstance(node, s.Call):
        return False
    if "result" in last_part(node.callee):
        return True
    return all(names_only_contents(a.value) for a in node.arguments) and bool(node.arguments)


def _stops(view: View, node: s.Node) -> float | None:
    """``stop_after_attempt(5)``, alone or with others."""
    node = s.bare(node)
    if isinstance(node, s.Binary) and node.operator == "|":
        either = [n for n in (_stops(view, node.left), _stops(view, node.right)) if n is not None]
        return min(either) if either else None
    name = last_part(node.callee if isinstance(node, s.Call) else node)
    if name == "stop_never":
        return math.inf
    if name == "stop_after_attempt" and isinstance(node, s.Call):
        first = node.positional(0) or node.keyword("max_attempt_number")
        return _number(view, first) if first is not None else None
    return None


def _number(view: View, node: s.Node) -> float | None:
    known, value = constant(view.names, node)
    if known and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return None


def _backoff(view: View, node: s.Node) -> float | None:
    if not isinstance(node, s.Call) or any(a.name == "**" for a in node.arguments):
        return None
    kinds = argument(view.names, node, "1|exception")
    if isinstance(kinds, Present) and names_only_contents(kinds.node):
        return None
    if argument(view.names, node, "giveup") is not ABSENT:
        return None
    return _given(view, node, "max_tries", "max_time", default=math.inf)


def _given(
    view: View, node: s.Node, path: str, *others: str, default: float | None, more: int = 0
) -> float | None:
    """The number at ``path``; ``default`` where neither it nor another bound is given."""
    if not isinstance(node, s.Call):
        return default
    if any(_is_given(view, node, other) for other in others):
        return None
    answer = argument(view.names, node, path)
    if answer is ABSENT or (isinstance(answer, Present) and answer.known and answer.value is None):
        return default
    number = _number(view, answer.node) if isinstance(answer, Present) else None
    if number is None:
        return None
    return math.inf if number < 0 else number + more


def _is_given(view: View, node: s.Call, path: str) -> bool:
    answer = argument(view.names, node, path)
    if answer is UNKNOWN:
        return True
    none = isinstance(answer, Present) and answer.known and answer.value is None
    return isinstance(answer, Present) and not none


def _retry(view: View, node: s.Node) -> float | None:
    kinds = argument(view.names, node, "0|exceptions") if isinstance(node, s.Call) else ABSENT
    if isinstance(kinds, Present) and names_only_contents(kinds.node):
        return None
    return _given(view, node, "tries", default=math.inf)


def _retrying(view: View, node: s.Node) -> float | None:
    others = ("stop", "stop_max_delay", "retry_on_exception", "retry_on_result", "stop_func")
    return _given(view, node, "stop_max_attempt_number", *others, default=math.inf)


def _stamina(view: View, node: s.Node) -> float | None:
    return _given(view, node, "attempts", default=None)


_TENACITY = _Library(
    _tenacity, Stop("stop", "stop_after_attempt({attempts})", "tenacity", "stop_after_attempt")
)
_PYTHON = {
    "tenacity.retry": _TENACITY,
    "tenacity.Retrying": _TENACITY,
    "tenacity.AsyncRetrying": _TENACITY,
    "backoff.on_exception": _Library(_backoff, Stop("max_tries", "{attempts}")),
    "retry.retry": _Library(_retry, Stop("tries", "{attempts}")),
    "retry.api.retry": _Library(_retry, Stop("tries", "{attempts}")),
    "retrying.retry": _Library(_retrying, Stop("stop_max_attempt_number", "{attempts}")),
    "stamina.retry": _Library(_stamina, Stop("attempts", "{attempts}")),
}


# -- JavaScript's libraries, and LangChain's ---------------------------------------------------

_ASKED = ("shouldRetry", "retryIf", "retry", "onFailedAttempt")


def _options(path: str, default: float, more: int) -> Counter:
    def count(view: View, node: s.Node) -> float | None:
        assert isinstance(node, s.Call)
        options = path.rpartition(".")[0]
        forever = argument(view.names, node, f"{options}.forever")
        if isinstance(forever, Present) and forever.known and forever.value is True:
            return math.inf
        if any(argument(view.names, node, f"{options}.{name}") is not ABSENT for name in _ASKED):
            return None
        return _given(view, node, path, default=default, more=more)

    return count


_RETRIES = Stop("1.retries", "{retries}")
_JAVASCRIPT = {
    "p-retry.default": _Library(_options("1.retries", 11, 1), _RETRIES),
    "p-retry": _Library(_options("1.retries", 11, 1), _RETRIES),
    "async-retry.default": _Library(_options("1.retries", 11, 1), _RETRIES),
    "async-retry": _Library(_options("1.retries", 11, 1), _RETRIES),
    "exponential-backoff.backOff": _Library(
        _options("1.numOfAttempts", 10, 0), Stop("1.numOfAttempts", "{attempts}")
    ),
}


def _wrapper(view: View, call: s.Call) -> Iterator[Layer]:
    """``pRetry(() => ask(x), {...})``, ``model.with_retry(...)``"""
    if last_part(call.callee) in {"with_retry", "withRetry"}:
        yield from _langchain(view, call)
        return
    for thing in trace(view.names, call.callee):
        library = _JAVASCRIPT.get(thing.name) if isinstance(thing, Qualified) else None
        if library is None or not call.arguments:
            continue
        attempts = library.count(view, call)
        if attempts is not None:
            yield Layer(call, attempts, _run_by(view, call.arguments[0].value), library.stop)


def _run_by(view: View, node: s.Node) -> tuple[s.Node, ...]:
    """The body of the function that is given, here or by its name."""
    for thing in trace(view.names, node):
        if isinstance(thing, Local) and isinstance(thing.node, s.Function):
            return thing.node.body
    return (node,)


def _langchain(view: View, call: s.Call) -> Iterator[Layer]:
    path = "stop_after_attempt" if view.language == "python" else "0.stopAfterAttempt"
    kinds = argument(view.names, call, "retry_if_exception_type")
    if isinstance(kinds, Present) and names_only_contents(kinds.node):
        return
    attempts = _given(view, call, path, default=3.0)
    callee = s.bare(call.callee)
    if attempts is not None and isinstance(callee, s.Attribute):
        yield Layer(call, attempts, (callee.value,))


# -- loops of one's own ------------------------------------------------------------------------


def _loop(view: View, node: s.Loop) -> Iterator[Layer]:
    subject = s.bare(node.subject) if node.subject is not None else None
    if isinstance(subject, s.Call):
        for thing in trace(view.names, subject.callee):
            library = _PYTHON.get(thing.name) if isinstance(thing, Qualified) else None
            if library and (attempts := library.count(view, subject)) is not None:
                yield Layer(subject, attempts, node.body, library.stop)
                return
    attempts = times(view, node)
    tried = [n for n in _own(node.body) if isinstance(n, s.Try)]
    for one in tried if attempts is not None else ():
        if _tries_again(node, one):
            assert attempts is not None
            yield Layer(node, attempts, one.body)


def times(view: View, node: s.Loop) -> float | None:
    """How often ``for i in range(5)`` and ``for (let i = 0; i < 5; i++)`` go round."""
    if node.kind != "for":
        return None
    subject = s.bare(node.subject) if node.subject is not None else None
    if isinstance(subject, s.Call) and s.dotted(subject.callee) == "range":
        ends = [_number(view, a.value) for a in subject.arguments]
        if len(ends) in {1, 2} and None not in ends:
            low, high = (0.0, ends[0]) if len(ends) == 1 else ends
            return high - low if low is not None and high is not None else None
        return None
    test = s.bare(node.test) if node.test is not None else None
    if subject is None and isinstance(test, s.Binary) and test.operator in {"<", "<="}:
        start = next((n.value for n in node.before if isinstance(n, s.Assign)), None)
        low, high = (_number(view, n) if n else None for n in (start, test.right))
        if low is not None and high is not None:
            return high - low + (test.operator == "<=")
    return None


def _tries_again(loop: s.Loop, node: s.Try) -> bool:
    """A success leaves the loop, and a failed call does not."""
    handlers = [h for h in node.handlers if catches_failures(h)]
    if not handlers or any(_always_leaves(h.body) for h in handlers):
        return False
    after = loop.body[loop.body.index(node) + 1 :] if node in loop.body else ()
    return any(
        isinstance(n, s.Return) or (isinstance(n, s.Jump) and n.kind == "break")
        for n in _own((*node.body, *node.orelse, *after))
    )


def _always_leaves(body: tuple[s.Node, ...]) -> bool:
    return any(
        isinstance(n, s.Return | s.Throw) or (isinstance(n, s.Jump) and n.kind == "break")
        for n in body
    )


def _own(body: tuple[s.Node, ...]) -> Iterator[s.Node]:
    """The statements of a loop's body, not those of loops inside."""
    stack = list(body)
    while stack:
        node = stack.pop(0)
        yield node
        if not isinstance(node, s.Loop | s.Function | s.Class):
            stack += s.children(node)
