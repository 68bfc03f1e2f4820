"""Calls that Python hands to a thread: what runs there is a call like any other.

``asyncio.to_thread(lambda: f(a))``, ``asyncio.to_thread(f, a)`` and
``loop.run_in_executor(None, partial(f, a))`` are ``f(a)``, whose value arrives where they are
awaited. Lowered to that once, no rule has to know of threads to see the call or its answer.
"""

from __future__ import annotations

from prodgate import syntax as s

# How many arguments stand before the function, by the last part of the name.
_BEFORE = {"to_thread": 0, "run_in_threadpool": 0, "run_sync": 0, "run_in_executor": 1}
# Their keywords are the function's; the others have some of their own, or take none.
HANDING_KEYWORDS = frozenset({"to_thread", "run_in_threadpool"})


def handed(callee: str) -> int | None:
    """How many arguments stand before the function that a call of this name hands to a thread;
    None for any other name. ``agent.run_sync(text)`` is no thread, ``to_thread.run_sync`` is."""
    head, _, last = callee.rpartition(".")
    if last == "run_sync" and head.rpartition(".")[2] != "to_thread":
        return None
    if last == "run_in_executor" and not head:
        return None
    return _BEFORE.get(last)


def is_partial(callee: str) -> bool:
    """``functools.partial``, however imported."""
    return callee in {"partial", "functools.partial"}


def lowered(call: s.Call) -> s.Node:
    """The call that a thread makes, in a ``Threaded``; any other call as it is."""
    last = _last(call.callee)
    if last not in _BEFORE:
        return call
    before = handed(f"{_owner(call.callee)}.{last}".lstrip("."))
    plain = [argument for argument in call.arguments if argument.name is None]
    if before is None or len(plain) <= before:
        return call
    if any(isinstance(argument.value, s.Spread) for argument in plain[: before + 1]):
        return call
    function = plain[before].value
    rest = tuple(a for a in call.arguments if a not in plain[: before + 1])
    own = [] if last in HANDING_KEYWORDS else [a for a in rest if a.name is not None]
    by = (call.callee, *(argument.value for argument in (*plain[:before], *own)))
    return _threaded(call, function, tuple(a for a in rest if a not in own), by)


def _threaded(
    call: s.Call, function: s.Node, rest: tuple[s.Argument, ...], by: tuple[s.Node, ...]
) -> s.Node:
    span = call.start, call.end
    if isinstance(function, s.Function):
        answer = function.body[0] if len(function.body) == 1 else None
        if function.params or rest or not isinstance(answer, s.Return) or answer.value is None:
            return call
        return s.Threaded(*span, answer.value, by)
    inner = span
    if isinstance(function, s.Call) and is_partial(s.dotted(function.callee) or ""):
        if not function.arguments or function.arguments[0].name is not None:
            return call
        by = (*by, function.callee)
        inner = function.start, function.end
        first, *given = function.arguments
        function, rest = first.value, (*given, *rest)
    if not isinstance(function, s.Name | s.Attribute) or s.dotted(function) == "print":
        return call  # what is looked up, or made, and then run is for those who ask for that
    return s.Threaded(*span, s.Call(*inner, function, rest), by, evaluated=True)


def _last(callee: s.Node) -> str:
    if isinstance(callee, s.Attribute):
        return callee.name
    return callee.id if isinstance(callee, s.Name) else ""


def _owner(callee: s.Node) -> str:
    """The name before the last dot, or of what was called there: ``get_event_loop()``."""
    if not isinstance(callee, s.Attribute):
        return ""
    owner = callee.value
    return _last(owner.callee if isinstance(owner, s.Call) else owner) or "?"
