"""The calls that ask a model, with what bounds each: tokens, seconds, attempts, rounds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.inventory import turns
from prodgate.inventory.models import models_of
from prodgate.inventory.record import Call
from prodgate.inventory.values import place
from prodgate.meaning.argument import UNKNOWN, Present, argument, constant, first
from prodgate.meaning.asking import Asking
from prodgate.meaning.calls import Call as Known
from prodgate.meaning.calls import Client
from prodgate.meaning.limits import Wait, client_wait, effective
from prodgate.meaning.trace import Made, Qualified, trace

if TYPE_CHECKING:
    from prodgate.view import View


def calls(view: View) -> Iterator[Call]:
    """Every call of a file that asks a model."""
    known = {id(c.node) for c in view.found.calls}
    for call in view.found.calls:
        if call.sdk.kind == "model" and call.fact.kind == "generate":
            yield _of_sdk(view, call)
    for node in view.kept(Asking).direct.values():
        if id(node) in known:
            continue
        client = model_object(view, node)
        if client is not None:
            yield _of_object(view, node, client)
        elif (sdk := _framework(view, node)) is not None:
            yield _of_framework(view, node, sdk)


def model_object(view: View, node: s.Call) -> Client | None:
    """The model object (LangChain) that a call is made on, or a chain begins with."""
    made = {id(c.node): c for c in view.found.clients if c.fact.model and c.sdk.kind == "model"}
    for thing in trace(view.names, node.callee):
        below: object = thing
        while isinstance(below, Made):
            if id(below.call) in made:
                return made[id(below.call)]
            below = below.by
    return None


def _framework(view: View, node: s.Call) -> str | None:
    """The package whose agent, chain or engine a call runs; None where it is a function of the
    project, whose own calls are listed themselves."""
    for thing in trace(view.names, node.callee):
        below: object = thing
        while isinstance(below, Made):
            below = below.by
        if isinstance(below, Qualified) and not below.is_global:
            from prodgate.meaning import modules

            if modules.is_local(view, below.name):
                return None
            return _package(view, below.name)
    return None


def _package(view: View, name: str) -> str | None:
    for sdk in view.pack.sdks:
        if sdk.language != view.language or sdk.kind != "model":
            continue
        if any(name == root or name.startswith((f"{root}.", f"{root}/")) for root in sdk.imports):
            return sdk.package
    return None


# -- one call ----------------------------------------------------------------------------------


def _of_sdk(view: View, call: Known) -> Call:
    models = {n.name: None for n in models_of(view, call) if n.name}
    clients = [use.client for use in call.uses if use.client is not None]
    for client in clients if not models else ():
        models |= {n.name: None for n in models_of(view, client) if n.name}
        if not models and client.fact.default_model:
            models[client.fact.default_model] = None
    return Call(
        place(view, call.node),
        call.sdk.package,
        tuple(models),
        _tokens(view, call),
        _number(_seconds(view, call)),
        _whole(_attempts(view, call) * turns.layers_around(view, call.node)),
        _whole(turns.rounds(view, call.node) * _agent(view, call)),
        "",
    )


def _of_object(view: View, node: s.Call, client: Client) -> Call:
    models = tuple(dict.fromkeys(n.name for n in models_of(view, client) if n.name))
    if not models and client.fact.default_model:
        models = (client.fact.default_model,)
    tokens = _least(_cap(view, client.node, fact.cap) for fact in client.facts)
    retries = [_tries(view, client.node, fact.retries) for fact in client.facts]
    return Call(
        place(view, node),
        client.sdk.package,
        models,
        _bound_at(view, node, client) or tokens,
        _number(_client_seconds(view, client)),
        _whole(_worst(retries) * turns.layers_around(view, node)),
        _whole(turns.rounds(view, node)),
        "",
    )


def _of_framework(view: View, node: s.Call, package: str) -> Call:
    """What a framework does inside one run is not known here: only what stands around it is."""
    return Call(place(view, node), package, (), None, None, None, None, "")


def _number(value: float | None) -> float | None:
    return None if value is None or value == math.inf else value


def _whole(value: float) -> int | None:
    return int(value) if value not in (math.inf,) and value == value else None


# -- tokens ------------------------------------------------------------------------------------


def _tokens(view: View, call: Known) -> int | None:
    """The most that one answer may have: what the call says, else its client, else the SDK."""
    own = [_cap(view, call.node, fact.cap) for fact in call.facts]
    if None not in own:
        return max((n for n in own if n is not None), default=None)
    found: list[int | None] = []
    for use in call.uses:
        if use.client is None:
            return None
        each = [
            _cap(view, node, fact.cap)
            for fact in use.client.facts
            for node in (*use.settings, use.client.node)
        ]
        found.append(next((n for n in each if n is not None), None))
    numbers = [n for n in found if n is not None]
    return max(numbers) if numbers and len(numbers) == len(found) else None


def _cap(view: View, node: s.Call, cap: f.Cap | None) -> int | None:
    if cap is None:
        return None
    answer = first(view.names, node, cap.at)
    if isinstance(answer, Present):
        value = answer.value if answer.known else turns.number(view, answer.node)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        return None
    if answer is UNKNOWN or not isinstance(cap.default, int):
        return None
    return cap.default


def _bound_at(view: View, node: s.Call, client: Client) -> int | None:
    """``llm.invoke(x, max_tokens=300)``"""
    for fact in client.facts:
        for path in fact.cap.at if fact.cap else ():
            answer = argument(view.names, node, path)
            if isinstance(answer, Present) and answer.known and isinstance(answer.value, int):
                return answer.value
    return None


def _least(found: Iterator[int | None]) -> int | None:
    numbers = list(found)
    return None if None in numbers else max((n for n in numbers if n is not None), default=None)


# -- seconds -----------------------------------------------------------------------------------


def _seconds(view: View, call: Known) -> float | None:
    """The longest one attempt waits; None where nothing ends it, or that is not known."""
    waits: list[float | None] = []
    clock = turns.clock_around(view, call.node)
    for fact in call.facts:
        if fact.timeout is not None:
            own = effective(view.names, call.node, fact.timeout)
            if isinstance(own, Wait):
                signal = turns.signal(view, call.node, fact.timeout)
                waits.append(signal if signal is not None else own.seconds)
                continue
        waits.append(_of_clients(view, call))
    known = [w for w in waits if w is not None]
    longest = max(known) if known and len(known) == len(waits) else None
    return min((w for w in (longest, clock) if w is not None), default=None)


def _of_clients(view: View, call: Known) -> float | None:
    found: list[float | None] = []
    for use in call.uses:
        if use.client is None:
            found += _elsewhere(call)
            continue
        given = [
            wait.seconds
            for node in use.settings
            for fact in use.client.facts
            if fact.timeout is not None
            and isinstance(wait := effective(view.names, node, fact.timeout), Wait)
            and wait.given
        ]
        found.append(given[0] if given else _client_seconds(view, use.client))
    known = [w for w in found if w is not None]
    return max(known) if known and len(known) == len(found) else None


def _elsewhere(call: Known) -> list[float | None]:
    """A client of another file: what its constructor says is not seen here."""
    return [None]


def _client_seconds(view: View, client: Client) -> float | None:
    found: list[float | None] = []
    for fact in client.facts:
        wait = client_wait(view, client, fact) if fact.timeout is not None else None
        found.append(wait.seconds if isinstance(wait, Wait) else None)
    known = [w for w in found if w is not None]
    return max(known) if known and len(known) == len(found) else None


# -- attempts ----------------------------------------------------------------------------------


def _attempts(view: View, call: Known) -> float:
    """The most requests for one call; not a number where that is not known."""
    own = [_tries(view, call.node, fact.retries) for fact in call.facts]
    if all(n is not None for n in own):
        return _worst(own)
    if not call.uses:
        return math.nan
    found: list[float | None] = []
    for use in call.uses:
        if use.client is None:
            return math.nan
        for node in (*use.settings, use.client.node):
            each = [_tries(view, node, fact.retries) for fact in use.client.facts]
            if node is use.client.node or all(
                fact.retries and isinstance(first(view.names, node, fact.retries.at), Present)
                for fact in use.client.facts
            ):
                found += each
                break
    return _worst(found)


def _worst(found: list[float | None]) -> float:
    if not found or None in found:
        return math.nan
    return max(n for n in found if n is not None)


def _tries(view: View, node: s.Call, fact: f.Retries | None) -> float | None:
    """What one call or constructor says; None where the client decides, or nobody knows."""
    if fact is None:
        return None
    answer = first(view.names, node, fact.at)
    if isinstance(answer, Present):
        known, value = constant(view.names, answer.node)
        if known and isinstance(value, int) and not isinstance(value, bool):
            return value + (fact.counts == "retries")
        return None if not known or value is not None else _by_default(fact)
    return None if answer is UNKNOWN else _by_default(fact)


def _by_default(fact: f.Retries) -> float | None:
    if fact.attempts == "client":
        return None
    return math.inf if fact.attempts is None else float(fact.attempts)


# -- rounds of an agent ------------------------------------------------------------------------


def _agent(view: View, call: Known) -> float:
    """How often an agent of the SDK asks for one run; not a number where that is not known."""
    loops = [fact.loop for fact in call.facts if fact.loop is not None]
    if not loops:
        return 1
    found = [turns.agent_turns(view, call, loop) for loop in loops]
    return max(found) if not any(n != n for n in found) else math.nan
