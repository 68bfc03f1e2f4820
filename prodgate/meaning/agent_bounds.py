"""How many turns the agent of an SDK takes: the facts, and what a call or constructor says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.meaning.argument import ABSENT, UNKNOWN, Open, Present, argument, first
from prodgate.meaning.calls import Call, Client
from prodgate.meaning.limits import wall_clock
from prodgate.meaning.trace import Made, Qualified, trace

if TYPE_CHECKING:
    from prodgate.view import View

MOST = 1000  # turns; whoever allows more has no limit that a bill would notice


class Bound(Struct, frozen=True):
    """The turns that are allowed, ``math.inf`` for no limit. ``given``: somebody wrote it."""

    turns: float
    given: bool


class Unbounded(Struct, frozen=True):
    """A client or call of an SDK whose agent has no limit worth the name."""

    node: s.Call
    sdk: f.Sdk
    loops: tuple[f.Loop, ...]  # of each release that applies
    bound: Bound
    runs: tuple[Call, ...] = ()  # where the limit is set, when the agent itself takes none

    @property
    def loop(self) -> f.Loop:
        """The newest release's."""
        return self.loops[0]


def unbounded(view: View) -> Iterator[Unbounded]:
    """Every agent of a file that may run for ever."""
    for client in view.found.clients:
        loops = tuple(fact.loop for fact in client.facts if fact.loop)
        if loops and len(loops) == len(client.facts) and not _set_by_uses(view, client):
            runs = tuple(call for call in view.found.of(client) if call.fact.loop)
            yield from _judge(view, client.node, client.sdk, loops, runs)
    for call in view.found.calls:
        loops = tuple(fact.loop for fact in call.facts if fact.loop)
        if loops and len(loops) == len(call.facts):
            yield from _judge(view, call.node, call.sdk, loops)


def _judge(
    view: View, node: s.Call, sdk: f.Sdk, loops: tuple[f.Loop, ...], runs: tuple[Call, ...] = ()
) -> Iterator[Unbounded]:
    bounds = [bound(view, node, loop) for loop in loops]
    if any(each is None or each.turns <= MOST for each in bounds) or wall_clock(view.names, node):
        return
    assert bounds[0] is not None
    yield Unbounded(node, sdk, loops, bounds[0], runs)


def bound(view: View, node: s.Call, loop: f.Loop) -> Bound | None:
    """What bounds an agent; None where that cannot be known, or something else does."""
    if _is_bounded_otherwise(view, node, loop) or not _has_what_loops(view, node, loop):
        return None
    answer: Present | Open = first(view.names, node, loop.at)
    if answer is UNKNOWN:
        return None
    if not isinstance(answer, Present):
        return None if loop.default == "client" else Bound(_turns(loop.default), given=False)
    if answer.known and answer.value is None and loop.none == "unlimited":
        return Bound(math.inf, given=True)
    if answer.known and isinstance(answer.value, int | float) and answer.value is not True:
        none = answer.value in loop.unlimited or answer.value == math.inf
        return Bound(math.inf if none else answer.value, given=True)
    return Bound(math.inf, given=True) if _never_ends(view, answer.node, loop) else None


def _turns(default: float | str | None) -> float:
    return math.inf if default is None else float(default)


def _is_bounded_otherwise(view: View, node: s.Call, loop: f.Loop) -> bool:
    for path in loop.also:
        answer = argument(view.names, node, path)
        if answer is not ABSENT and not (
            isinstance(answer, Present) and answer.known and answer.value is None
        ):
            return True
    return False


def _has_what_loops(view: View, node: s.Call, loop: f.Loop) -> bool:
    """Tools, or whatever the agent needs to take a second turn."""
    if not loop.needs:
        return True
    for path in loop.needs:
        answer = argument(view.names, node, path)
        if isinstance(answer, Present) and not (answer.known and not answer.value):
            items = s.bare(answer.node)
            return not (isinstance(items, s.Items) and not items.elements)
    return False


def _never_ends(view: View, node: s.Node, loop: f.Loop) -> bool:
    """``stopWhen: []``, and conditions none of which counts."""
    node = s.bare(node)
    if isinstance(node, s.Items):
        return all(_never_ends(view, element, loop) for element in node.elements)
    if not loop.endless or not isinstance(node, s.Call):
        return False
    return any(
        isinstance(thing, Qualified) and thing.name in loop.endless
        for thing in trace(view.names, node.callee)
    )


def _set_by_uses(view: View, client: Client) -> bool:
    """The runs of this agent set a limit of their own: in a call, or with ``with_config``."""
    uses = [call for call in view.names.calls if _is_on(view, call, client)]
    if any("recursion" in (a.name or "") or _mentions(a.value) for c in uses for a in c.arguments):
        return True
    calls: list[Call] = [c for c in view.found.of(client) if c.fact.loop]
    return bool(calls) and all(
        first(view.names, c.node, c.fact.loop.at) is not ABSENT for c in calls if c.fact.loop
    )


def _is_on(view: View, call: s.Call, client: Client) -> bool:
    """A method called on the client, or on what a method of it gave."""
    if not isinstance(s.bare(call.callee), s.Attribute):
        return False
    for thing in trace(view.names, call.callee):
        below: object = thing
        while isinstance(below, Made):
            if below.call is client.node:
                return True
            below = below.by
    return False


_LIMITS = {"recursion_limit", "recursionLimit"}


def _mentions(node: s.Node) -> bool:
    return any(isinstance(n, s.Entry) and n.name in _LIMITS for n in s.walk(node))
