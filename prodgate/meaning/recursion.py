"""Functions that ask a model and call themselves again, with nothing that gets less."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate import syntax as s
from prodgate.meaning.deciding import Turn, keys, targets
from prodgate.meaning.endless import How, State, Walk
from prodgate.meaning.spending import Spending
from prodgate.regex import lazy

_DEPTH = lazy(
    r"(?i)depth|retr(?:y|ies)|attempt|count|level|remaining|limit|max|left|turn|step|iter|tries|"
    r"hop|budget|round|deadline|timeout|signal"
)


def recursions(spending: Spending, language: str) -> Iterator[tuple[s.Call, How]]:
    """Calls of a function to itself that only the model, or a failure, leads to."""
    for function in spending.names.functions:
        own = _own_calls(spending, function)
        if not own or any(_DEPTH.search(n) for p in function.params for n in targets(p.target)):
            continue
        again = [
            c
            for c in own
            if not _gets_less(spending, function, c) and not _flagged(spending, function, c)
        ]
        if not again or not _asks(spending, function, own):
            continue
        yield from _unbounded(spending, function, again, language)


def _own_calls(spending: Spending, function: s.Function) -> list[s.Call]:
    """The calls to itself, not those in a callback that runs later."""
    used = spending.asking.users.get(id(function), ())
    return [c for c in used if spending.names.function(c) is function]


def _asks(spending: Spending, function: s.Function, own: list[s.Call]) -> bool:
    """Whether the function asks a model itself, or through a helper that is not itself."""
    skip = {id(c) for c in own}
    return any(
        isinstance(n, s.Call)
        and id(n) in spending.calls
        and id(n) not in skip
        and function not in spending.called.get(id(n), ())
        for n in s.walk_scope(*function.body)
    )


def _gets_less(spending: Spending, function: s.Function, call: s.Call) -> bool:
    """``f(child)`` for each child, ``f(text[:half])``, ``f(n - 1)``."""
    for above in spending.names.above(call):
        if above is function:
            break
        if isinstance(above, s.Loop | s.Function):
            return True
        if isinstance(above, s.Opaque) and "comprehension" in above.kind:
            return True
    for node in s.walk(*(a.value for a in call.arguments)):
        if isinstance(node, s.Binary) and node.operator in {"-", "/", "//"}:
            return True
        if isinstance(node, s.Binary) and node.operator == "+" and _is_number(node.right):
            return True
        if isinstance(node, s.Index | s.Opaque) and _is_slice(node):
            return True
        if isinstance(node, s.Attribute) and node.name in {"slice", "substring", "parent", "next"}:
            return True
    return False


def _flagged(spending: Spending, function: s.Function, call: s.Call) -> bool:
    """``if cut and not again: f(x, again=True)``: the second time asks for no third."""
    told = {a.name for a in call.arguments if a.name and isinstance(s.bare(a.value), s.Literal)}
    names = [n for p in function.params for n in targets(p.target)]
    at = 0
    for given in call.arguments:
        if given.name is None:
            own = at + (names[:1] in (["self"], ["cls"]))
            if isinstance(s.bare(given.value), s.Literal) and own < len(names):
                told.add(names[own])
            at += 1
    return any(
        isinstance(above, s.If) and told & set(keys(above.test))
        for above in spending.names.above(call)
    )


def _is_number(node: s.Node) -> bool:
    return isinstance(node, s.Literal) and isinstance(node.value, int)


def _is_slice(node: s.Node) -> bool:
    key = node.key if isinstance(node, s.Index) else node
    return isinstance(key, s.Opaque) and "slice" in key.kind


def _unbounded(
    spending: Spending, function: s.Function, again: list[s.Call], language: str
) -> Iterator[tuple[s.Call, How]]:
    turn = Turn(spending, function.body)
    walk = Walk(spending, turn, set(), language)
    walk.watched = {id(c): set() for c in again}
    walk.run(function.body, frozenset({State()}))
    for call in again:
        states = walk.watched[id(call)]
        hows = {x.how for x in states if x.spent and not x.bounded}
        if hows and not any(x.bounded for x in states):
            yield call, How.FAILURE if hows == {How.FAILURE} else How.NORMAL
