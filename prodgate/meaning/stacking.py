"""Model calls that are repeated by two layers, or by one that nothing stops."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.meaning.argument import ABSENT, Present, first
from prodgate.meaning.calls import Call, Client
from prodgate.meaning.loops import Kind, endless
from prodgate.meaning.retry_layers import Layer, Stop, layers
from prodgate.meaning.spending import Spending
from prodgate.meaning.trace import Made, trace

if TYPE_CHECKING:
    from prodgate.view import View

MOST = 9  # three attempts, three times


class Owner(Struct, frozen=True):
    """What makes the attempts below a layer: a client, or a call with retries of its own."""

    node: s.Call
    attempts: int
    facts: tuple[f.Retries, ...]
    client: Client | None = None


class Stacked(Struct, frozen=True):
    """A layer of retries that is one too many, or has no end.

    ``inner``: attempts of the client below. ``below``: who is to be told not to retry; empty where
    others use it too. ``forever``: the facts of an SDK that never gives up by itself.
    """

    node: s.Node
    attempts: float
    inner: int = 1
    stop: Stop | None = None
    below: tuple[Owner, ...] = ()
    forever: tuple[f.Retries, ...] = ()


def stacked(view: View) -> Iterator[Stacked]:
    """Every place in a file where a failed request is repeated too often."""
    spending = view.kept(Spending)
    known = {id(c.node): c for c in view.found.calls if c.sdk.kind == "model"}
    for layer in layers(view):
        if found := _layer(view, spending, layer, known):
            yield found
    for own in endless(view):
        if own.kind is Kind.RETRY:
            yield Stacked(own.node, math.inf)
    yield from _sdks(view)


def _layer(view: View, spending: Spending, layer: Layer, known: dict[int, Call]) -> Stacked | None:
    inside = list(_inside(view, spending, layer))
    asking = [c for c in inside if id(c) in spending.direct]
    owners = [o for o in (_owner(view, call, known) for call in inside) if o is not None]
    if not asking and not owners:
        return None
    if layer.attempts == math.inf:
        return Stacked(layer.node, math.inf, stop=layer.stop) if asking else None
    most = max((owner.attempts for owner in owners), default=1)
    if most < 2 or layer.attempts * most <= MOST:
        return None
    below = tuple({id(o.node): o for o in owners if o.attempts > 1}.values())
    clients = [o.client for o in below if o.client is not None]
    only = all(_serves_only(view, spending, client, inside) for client in clients)
    return Stacked(layer.node, layer.attempts, most, layer.stop, below if only else ())


def _inside(view: View, spending: Spending, layer: Layer) -> Iterator[s.Call]:
    """The calls that a layer repeats, through two helpers of the file."""
    edge: list[s.Node] = list(layer.holders)
    seen: set[int] = set()
    for _ in range(3):
        found = [n for n in s.walk(*edge) if isinstance(n, s.Call) and id(n) not in seen]
        seen |= {id(n) for n in found}
        yield from found
        edge = [x for call in found for fn in spending.called.get(id(call), ()) for x in fn.body]
        if not edge:
            return


def _owner(view: View, call: s.Call, known: dict[int, Call]) -> Owner | None:
    """Who makes the attempts of a call below the layer; None where that is not known."""
    asked = known.get(id(call))
    if asked is not None and asked.fact.kind == "generate":
        return _of_call(view, asked)
    models = [c for c in view.found.clients if c.fact.model and c.sdk.kind == "model"]
    for client in models:
        if client.node is call or _is_on(view, call, client):
            return _of_client(view, client)
    return None


def _of_client(view: View, client: Client) -> Owner | None:
    return _owned(view, client.node, [fact.retries for fact in client.facts], client)


def _of_call(view: View, call: Call) -> Owner | None:
    facts = [fact.retries for fact in call.facts]
    if not call.uses or _sets(view, call.node, facts):
        return _owned(view, call.node, facts)
    for use in call.uses:
        if use.client is None:
            return None
        inner = [fact.retries for fact in use.client.facts]
        for setting in use.settings:
            if _sets(view, setting, inner):
                return _owned(view, setting, inner)
        return _of_client(view, use.client)
    return None


def _sets(view: View, node: s.Call, facts: list[f.Retries | None]) -> bool:
    """Whether a call says how often it is tried."""
    return any(fact and first(view.names, node, fact.at) is not ABSENT for fact in facts)


def _owned(
    view: View, node: s.Call, facts: list[f.Retries | None], client: Client | None = None
) -> Owner | None:
    """The attempts that every release agrees on."""
    known = tuple(fact for fact in facts if fact is not None)
    counts = {_count(view, node, fact) for fact in known}
    if len(known) != len(facts) or len(counts) != 1 or None in counts:
        return None
    return Owner(node, counts.pop() or 0, known, client)


def _count(view: View, node: s.Call, fact: f.Retries) -> int | None:
    answer = first(view.names, node, fact.at)
    if isinstance(answer, Present):
        if answer.known and isinstance(answer.value, int) and not isinstance(answer.value, bool):
            return answer.value + (fact.counts == "retries")
        return None
    return fact.attempts if answer is ABSENT and isinstance(fact.attempts, int) else None


def _serves_only(view: View, spending: Spending, client: Client, inside: list[s.Call]) -> bool:
    """Whether nobody else in the file uses the client, so that it need not retry."""
    repeated = {id(c) for c in inside}
    if client.fact.model:
        return all(
            id(call) in repeated
            for call in view.names.calls
            if id(call) in spending.direct and _is_on(view, call, client)
        )
    return all(id(call.node) in repeated for call in view.found.of(client))


def _is_on(view: View, call: s.Call, client: Client) -> bool:
    for thing in trace(view.names, call.callee):
        below: object = thing
        while isinstance(below, Made):
            if below.call is client.node:
                return True
            below = below.by
    return False


# -- SDKs that never give up -------------------------------------------------------------------


def _sdks(view: View) -> Iterator[Stacked]:
    for client in view.found.clients:
        facts = tuple(fact.retries for fact in client.facts if fact.retries)
        if client.sdk.kind != "model" or len(facts) != len(client.facts) or not facts:
            continue
        if any(fact.attempts is not None for fact in facts):
            continue
        if first(view.names, client.node, facts[0].at) is not ABSENT:
            continue
        uses = list(view.found.of(client))
        if uses and all(_says_so(view, use) for use in uses):
            continue
        yield Stacked(client.node, math.inf, forever=facts)


def _says_so(view: View, use: Call) -> bool:
    fact = use.fact.retries
    return fact is not None and first(view.names, use.node, fact.at) is not ABSENT
