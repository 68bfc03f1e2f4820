"""How often a call is made for one request: loops, retry layers, agents; and clocks around it.

``math.inf`` is "nothing stops it", not a number (``nan``) is "not known": neither is a bound.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.meaning.agent_bounds import bound
from prodgate.meaning.argument import ABSENT, Present, argument, constant, first
from prodgate.meaning.asking import Asking, last_part
from prodgate.meaning.calls import Call as Known
from prodgate.meaning.loops import Endless, endless
from prodgate.meaning.retry_layers import Layer, layers, times
from prodgate.meaning.spending import Spending

if TYPE_CHECKING:
    from prodgate.view import View

HOPS = 2  # helpers of the same file between a loop and the call


def rounds(view: View, node: s.Call, depth: int = 0) -> float:
    """How often the loops around a call may make it, through helpers of the file."""
    count = 1.0
    below: s.Node = node
    home: s.Function | None = None
    for above in view.names.above(node):
        if isinstance(above, s.Loop) and below not in (above.subject, *above.before):
            count = _product(count, _turns(view, above))
        elif isinstance(above, s.Opaque) and above.kind == "comprehension":
            count = _product(count, math.nan)
        elif isinstance(above, s.Function):
            if _is_mapped(view, above):
                count = _product(count, math.nan)
            elif above.name or not isinstance(view.names.parent(above), s.Argument):
                home = above
                break
        below = above
    if any(e.node is node for e in _endless(view)):
        return math.inf  # a function that runs itself again
    if home is not None and depth < HOPS:
        users = view.kept(Asking).users.get(id(home), [])
        if any(home.start <= user.start < home.end for user in users):
            count = _product(count, math.nan)  # it runs itself again, and something ends it
        often = [rounds(view, user, depth + 1) for user in users if user is not node]
        if often:
            count = _product(count, _worst(often))
    return count


def _product(one: float, other: float) -> float:
    """Without an end is worse than not known, and neither becomes a number again."""
    return math.inf if math.inf in (one, other) else one * other


def _worst(often: list[float]) -> float:
    if math.inf in often:
        return math.inf
    return math.nan if any(n != n for n in often) else max(often)


def _is_mapped(view: View, function: s.Function) -> bool:
    parent = view.names.parent(function)
    call = view.names.parent(parent) if isinstance(parent, s.Argument) else None
    return isinstance(call, s.Call) and last_part(call.callee) in {"map", "forEach", "flatMap"}


def _endless(view: View) -> tuple[Endless, ...]:
    return view.kept(_all_endless)


def _all_endless(view: View) -> tuple[Endless, ...]:
    return tuple(endless(view))


def _turns(view: View, loop: s.Loop) -> float:
    """How often one loop goes round for one request."""
    if any(e.node is loop for e in _endless(view)):
        return math.inf
    if any(layer.node is loop for layer in _layers(view)):
        return 1  # attempts, which are counted as such
    counted = times(view, loop)
    if counted is not None:
        return counted
    subject = s.bare(loop.subject) if loop.subject is not None else None
    if isinstance(subject, s.Name):
        made = [b.value for b in view.names.lookup(subject) if b.kind == "value" and not b.path]
        subject = s.bare(made[0]) if len(made) == 1 and made[0] is not None else subject
    if isinstance(subject, s.Items) and not any(isinstance(e, s.Spread) for e in subject.elements):
        return len(subject.elements)
    if _serves(view, loop):
        return 1
    return _counted(view, loop)


def _serves(view: View, loop: s.Loop) -> bool:
    """A loop that waits for somebody at every turn: each turn is a request of its own."""
    waiting = view.kept(Spending).waits
    return any(isinstance(n, s.Call) and id(n) in waiting for n in s.walk(loop))


def _counted(view: View, loop: s.Loop) -> float:
    """``while turn < MAX_TURNS``: the number, where it is written in this file."""
    if loop.kind == "for" or loop.test is None:
        return math.nan
    found = []
    for node in s.walk(loop.test):
        if isinstance(node, s.Binary) and node.operator in {"<", "<=", ">", ">="}:
            side = node.right if node.operator[0] == "<" else node.left
            known, value = constant(view.names, side)
            if known and isinstance(value, int) and not isinstance(value, bool):
                found.append(float(value + node.operator.endswith("=")))
    return min(found) if found else math.nan


# -- attempts by others ------------------------------------------------------------------------


def _layers(view: View) -> tuple[Layer, ...]:
    return view.kept(_all_layers)


def _all_layers(view: View) -> tuple[Layer, ...]:
    return tuple(layers(view))


def layers_around(view: View, node: s.Call) -> float:
    """How often retries around a call make it: those of its function, and of who calls that."""
    count = 1.0
    spending = view.kept(Spending)
    for layer in _layers(view):
        holders = layer.holders
        inside = any(h.start <= node.start and node.end <= h.end for h in holders)
        if not inside:
            called = (
                fn
                for call in view.names.calls
                if any(h.start <= call.start and call.end <= h.end for h in holders)
                for fn in spending.called.get(id(call), ())
            )
            inside = any(fn.start <= node.start and node.end <= fn.end for fn in called)
        if inside:
            count *= layer.attempts
    return count


# -- agents ------------------------------------------------------------------------------------


def agent_turns(view: View, call: Known, loop: f.Loop) -> float:
    """The turns of an agent's run: what the call says, else the agent, else the SDK."""
    given = first(view.names, call.node, loop.at) if loop.at else ABSENT
    if isinstance(given, Present) or loop.default != "client":
        if not _needs(view, call.node, loop):
            return 1
        found = bound(view, call.node, loop)
        if found is None and isinstance(given, Present):
            return _steps(view, given.node)
        return found.turns if found is not None else math.nan
    turns = []
    for use in call.uses:
        if use.client is None:
            return math.nan
        for fact in use.client.facts:
            if fact.loop is not None:
                own = bound(view, use.client.node, fact.loop)
                turns.append(own.turns if own is not None else math.nan)
    if not turns or any(n != n for n in turns):
        return math.nan
    return max(turns)


_COUNTS = {"stepCountIs", "isStepCount", "StepCountIs"}


def _steps(view: View, node: s.Node) -> float:
    """``stepCountIs(5)``, alone or the least of several conditions."""
    node = s.bare(node)
    if isinstance(node, s.Items):
        found = [n for n in (_steps(view, e) for e in node.elements) if not math.isnan(n)]
        return min(found, default=math.nan)
    if isinstance(node, s.Call) and last_part(node.callee) in _COUNTS:
        value = number(view, node.positional(0))
        return float(value) if value is not None else math.nan
    return math.nan


def _needs(view: View, node: s.Call, loop: f.Loop) -> bool:
    """Whether there is anything to take a second turn for."""
    if not loop.needs:
        return True
    return any(argument(view.names, node, path) is not ABSENT for path in loop.needs)


# -- clocks ------------------------------------------------------------------------------------

_CLOCKS = {"timeout", "wait_for", "fail_after", "move_on_after"}


def clock_around(view: View, node: s.Call) -> float | None:
    """The seconds of ``asyncio.timeout(20)`` or ``wait_for(..., 20)`` around a call."""
    found: list[float] = []
    for above in view.names.above(node):
        if isinstance(above, s.With):
            for item in above.items:
                value = s.bare(item.value)
                if isinstance(value, s.Call) and last_part(value.callee) in _CLOCKS:
                    found += _limit(view, value, 0)
        elif isinstance(above, s.Call) and above is not node:
            if last_part(above.callee) == "wait_for":
                found += _limit(view, above, 1)
        elif isinstance(above, s.Function):
            break
    return min(found, default=None)


def _limit(view: View, call: s.Call, at: int) -> list[float]:
    node = call.positional(at) or call.keyword("timeout") or call.keyword("delay")
    value = number(view, node) if node is not None else None
    return [value] if value is not None else []


def signal(view: View, node: s.Call, timeout: f.Timeout) -> float | None:
    """The seconds of ``AbortSignal.timeout(9000)`` where a call is given one."""
    for path in timeout.total:
        answer = argument(view.names, node, path)
        if not isinstance(answer, Present):
            continue
        made = s.bare(answer.node)
        if isinstance(made, s.Name):
            bound_to = [b.value for b in view.names.lookup(made) if b.kind == "value"]
            made = s.bare(bound_to[0]) if len(bound_to) == 1 and bound_to[0] else made
        if isinstance(made, s.Call) and s.dotted(made.callee) == "AbortSignal.timeout":
            value = number(view, made.positional(0)) if made.positional(0) else None
            return value / 1000 if value is not None else None
    return None


def number(view: View, node: s.Node | None) -> float | int | None:
    """A constant number, of this file or one that it imports."""
    if node is None:
        return None
    known, value = constant(view.names, node)
    if known and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return _elsewhere(view, s.bare(node))


def _elsewhere(view: View, node: s.Node) -> float | int | None:
    if not isinstance(node, s.Name):
        return None
    from prodgate.body import neighbours
    from prodgate.meaning import modules

    for binding in view.names.lookup(node):
        if binding.kind != "import" or not binding.qualified:
            continue
        if not modules.is_local(view, binding.qualified):
            continue
        other = neighbours.of(view, binding.qualified)
        if other is None:
            continue
        there, name = other
        for found in there.names.scopes[id(there.module)].bindings.get(name, [])[:1]:
            if found.value is not None:
                known, value = constant(there.names, found.value)
                if known and isinstance(value, int | float) and not isinstance(value, bool):
                    return value
    return None
