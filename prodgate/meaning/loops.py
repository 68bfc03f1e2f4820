"""The loops of a file that nothing but the model, or a failure that goes on, ends."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.argument import constant
from prodgate.meaning.asking import last_part
from prodgate.meaning.deciding import Turn, keys
from prodgate.meaning.endless import How, States, walk_loop
from prodgate.meaning.limits import wall_clock
from prodgate.meaning.polling import ignores_failure, polls
from prodgate.meaning.recursion import recursions
from prodgate.meaning.spending import Spending

if TYPE_CHECKING:
    from prodgate.view import View


class Kind(enum.Enum):
    """What goes on for ever."""

    TURNS = "turns"
    CONTENT = "content"  # asked again because the answer was not right
    RETRY = "retry"  # asked again because the call failed
    RECURSION = "recursion"
    POLL = "poll"


class Endless(Struct, frozen=True):
    """A loop, or the call by which a function runs itself again."""

    node: s.Node
    kind: Kind


def endless(view: View) -> Iterator[Endless]:
    """All of them, inner before outer; a loop around one of them is not named again."""
    spending = view.kept(Spending)
    told: list[Endless] = []
    for node in _loops(view):
        if any(node.start <= t.node.start < node.end for t in told):
            continue
        found = _loop(view, spending, node)
        if found is not None and not wall_clock(view.names, node):
            told.append(found)
            yield found
    for call, how in recursions(spending, view.language):
        if not wall_clock(view.names, call):
            yield Endless(call, Kind.RETRY if how is How.FAILURE else Kind.RECURSION)


def _loops(view: View) -> list[s.Loop]:
    """Innermost first."""
    return sorted(view.names.of(s.Loop), key=lambda n: n.end - n.start)


def _loop(view: View, spending: Spending, node: s.Loop) -> Endless | None:
    if node.kind == "for" and node.subject is not None and not isinstance(node.subject, s.Call):
        return None
    if _polls(spending, node):
        return Endless(node, Kind.POLL)
    if not any(isinstance(n, s.Call) and id(n) in spending.calls for n in s.walk(node)):
        return None
    walked = walk_loop(spending, node, view.language)
    if walked is None or not walked[1]:
        return None
    turn, states = walked
    if all(state.slept for state in states) and _is_service(spending, turn, node):
        return None
    return Endless(node, _kind(states))


def _polls(spending: Spending, node: s.Loop) -> bool:
    if node.kind == "for" or not any(map(polls, s.walk(*node.body))):
        return False
    turn = Turn(spending, tuple(n for n in (node.test, *node.body) if n is not None))
    return ignores_failure(turn)


def _kind(states: States) -> Kind:
    hows = {state.how for state in states}
    if How.NORMAL in hows:
        return Kind.TURNS
    return Kind.CONTENT if How.CONTENT in hows else Kind.RETRY


_LONG = 60  # seconds between two turns: a schedule, whatever it asks


def _is_service(spending: Spending, turn: Turn, node: s.Loop) -> bool:
    """A loop that looks for work, sleeps, and looks again: what the model said does not go on."""
    asking = [c for c in turn.calls if id(c) in spending.calls]
    fed = {key for call in asking for argument in call.arguments for key in keys(argument)}
    for _ in range(4):
        fed |= {k for name in fed & set(turn.values) for v in turn.values[name] for k in keys(v)}
    if (turn.grown | (turn.counted & turn.tainted)) & fed:
        return False
    if any(id(call) not in spending.direct for call in asking) or _sleeps_long(turn):
        return True
    return any(_is_work(spending, value) for name in fed for value in turn.values.get(name, ()))


def _is_work(spending: Spending, value: s.Node) -> bool:
    """Something that was fetched for this turn."""
    return any(
        isinstance(n, s.Call) and not n.new and id(n) not in spending.calls for n in s.walk(value)
    )


def _sleeps_long(turn: Turn) -> bool:
    for call in turn.calls:
        if last_part(call.callee) in {"sleep", "setTimeout"}:
            for argument in call.arguments:
                known, value = constant(turn.names, argument.value)
                unit = 1000 if last_part(call.callee) == "setTimeout" else 1
                if known and isinstance(value, int | float) and value >= _LONG * unit:
                    return True
    return False
