"""The calls that ask a model, with what bounds each: tokens, seconds, attempts, rounds.

``None`` is "no bound is known". Where something may set one, to a number that is not written, the
bound is named among the ``unknown`` of the call.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.inventory import turns
from prodgate.inventory.clients import elsewhere
from prodgate.inventory.models import is_name, models_of
from prodgate.inventory.record import Call
from prodgate.inventory.values import choices, place
from prodgate.meaning.argument import ABSENT, UNKNOWN, Present, argument, constant, first
from prodgate.meaning.asking import Asking
from prodgate.meaning.calls import Call as Known
from prodgate.meaning.calls import Client
from prodgate.meaning.caps import of_request
from prodgate.meaning.limits import Wait, client_wait, effective, wall_clock
from prodgate.meaning.trace import Made, Qualified, trace

if TYPE_CHECKING:
    from prodgate.view import View

# A client, the view of the file that makes it, and what is set on the way to the call.
Owner: TypeAlias = "tuple[View, Client, tuple[s.Call, ...]]"
Bound: TypeAlias = Literal["output-tokens", "timeout-seconds", "attempts", "rounds"]
_BOUNDS: tuple[Bound, ...] = ("output-tokens", "timeout-seconds", "attempts", "rounds")


def calls(view: View) -> Iterator[Call]:
    """Every call of a file that asks a model."""
    known = {id(c.node) for c in view.found.calls}
    direct = view.kept(Asking).direct
    for call in view.found.calls:
        if call.sdk.kind == "model" and call.fact.kind == "generate":
            yield _of_sdk(view, call)
        elif call.sdk.kind == "http" and id(call.node) in direct:
            yield _of_request(view, call)
    for node in direct.values():
        if id(node) in known:
            continue
        client = model_object(view, node)
        if client is not None:
            yield _of_object(view, node, client)
        elif (package := _framework(view, node)) is not None:
            # What a framework does inside one run is not known here.
            yield _call(view, node, package, (), math.nan, math.nan, math.nan, math.nan)


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
    from prodgate.meaning import modules

    known = {id(c.node) for c in view.found.calls}
    for thing in trace(view.names, node.callee):
        below: object = thing
        while isinstance(below, Made):
            if id(below.call) in known:
                return None  # a method of an answer: ``raw_response.parse()``
            below = below.by
        if isinstance(below, Qualified) and not below.is_global:
            return None if modules.is_local(view, below.name) else _package(view, below.name)
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
    owners = _owners(view, call)
    models = {n.name: None for n in models_of(view, call) if n.name}
    for there, client, _ in owners if not models else ():
        models |= {n.name: None for n in models_of(there, client) if n.name}
        if not models and client.fact.default_model:
            models[client.fact.default_model] = None
    return _call(
        view,
        call.node,
        call.sdk.package,
        tuple(models),
        _tokens(view, call, owners),
        _seconds(view, call, owners),
        _attempts(view, call, owners) * turns.layers_around(view, call.node),
        turns.rounds(view, call.node) * _agent(view, call),
    )


_BODIES = ("json.model", "1.model", "0.model", "data.model")


def _of_request(view: View, call: Known) -> Call:
    """A request of one's own to a provider."""
    models: dict[str, None] = {}
    for path in _BODIES:
        answer = argument(view.names, call.node, path)
        if isinstance(answer, Present):
            models |= {c.name: None for c in choices(view, answer.node) if is_name(c.name)}
    return _call(
        view,
        call.node,
        call.sdk.package or call.sdk.sdk,
        tuple(models),
        math.inf if of_request(view, call) else math.nan,
        _seconds(view, call, _owners(view, call)),
        _attempts(view, call, _owners(view, call)) * turns.layers_around(view, call.node),
        turns.rounds(view, call.node),
    )


def _of_object(view: View, node: s.Call, client: Client) -> Call:
    models = tuple(dict.fromkeys(n.name for n in models_of(view, client) if n.name))
    if not models and client.fact.default_model:
        models = (client.fact.default_model,)
    at_call = _agreed(_cap(view, node, fact.cap) for fact in client.facts)
    tokens = _agreed(_cap(view, client.node, fact.cap) for fact in client.facts)
    return _call(
        view,
        node,
        client.sdk.package,
        models,
        at_call if math.isfinite(at_call) else tokens,
        _of_client(view, client),
        _agreed(_tries(view, client.node, fact.retries) for fact in client.facts)
        * turns.layers_around(view, node),
        turns.rounds(view, node),
    )


def _call(
    view: View,
    node: s.Call,
    package: str,
    models: tuple[str, ...],
    tokens: float,
    seconds: float,
    attempts: float,
    rounds: float,
) -> Call:
    """The record: ``inf`` is no bound, not a number (``nan``) one that is not known."""
    clock = turns.clock_around(view, node)
    if clock is not None and not seconds < clock:
        seconds = clock
    elif not math.isfinite(seconds) and wall_clock(view.names, node):
        seconds = math.nan
    found = (tokens, seconds, attempts, rounds)
    whole = [int(n) if math.isfinite(n) else None for n in found]
    unknown = tuple(name for name, n in zip(_BOUNDS, found, strict=True) if math.isnan(n))
    return Call(
        place(view, node),
        package,
        models,
        whole[0],
        seconds if math.isfinite(seconds) else None,
        whole[2],
        whole[3],
        unknown=unknown,
    )


def _owners(view: View, call: Known) -> tuple[Owner, ...]:
    """The clients that a call may be made on; none where they are not known."""
    found: list[Owner] = []
    for use in call.uses:
        if use.client is not None:
            found.append((view, use.client, use.settings))
        else:
            foreign = elsewhere(view, call)
            if not foreign:
                return ()
            found += [(there, client, use.settings) for there, client in foreign]
    return tuple(found)


def _agreed(found: Iterator[float | None]) -> float:
    """The most of what each release, or each client, says; None is no bound."""
    numbers = [math.inf if n is None else n for n in found]
    if any(math.isnan(n) for n in numbers):
        return math.nan
    return max(numbers, default=math.nan)


# -- tokens ------------------------------------------------------------------------------------


def _tokens(view: View, call: Known, owners: tuple[Owner, ...]) -> float:
    """The most that one answer may have: what the call says, else its client, else the SDK."""
    own = [_cap(view, call.node, fact.cap) for fact in call.facts]
    if all(n is not None for n in own):
        return _agreed(iter(own))
    capped = any(c.cap for release in call.sdk.releases for c in release.clients)
    if not owners:
        return math.nan if capped and call.uses else math.inf
    return _agreed(_tokens_of(view, owner) for owner in owners)


def _tokens_of(view: View, owner: Owner) -> float | None:
    there, client, settings = owner
    for fact in client.facts:
        for where, node in (*((view, n) for n in settings), (there, client.node)):
            found = _cap(where, node, fact.cap)
            if found is not None:
                return found
    return None


def _cap(view: View, node: s.Call, cap: f.Cap | None) -> float | None:
    """What one call or constructor says; None where it says nothing."""
    if cap is None:
        return None
    answer = first(view.names, node, cap.at)
    if isinstance(answer, Present):
        if answer.known and answer.value is None:
            return float(cap.default) if isinstance(cap.default, int) else None
        value = turns.number(view, answer.node)
        return float(value) if value is not None and value > 0 else math.nan
    if answer is UNKNOWN or cap.default == "required":
        return math.nan
    return float(cap.default) if isinstance(cap.default, int) else None


# -- seconds -----------------------------------------------------------------------------------


def _seconds(view: View, call: Known, owners: tuple[Owner, ...]) -> float:
    """The longest one attempt waits."""
    waits: list[float] = []
    for fact in call.facts:
        wait = effective(view.names, call.node, fact.timeout) if fact.timeout else None
        if isinstance(wait, Wait):
            signal = turns.signal(view, call.node, fact.timeout) if fact.timeout else None
            waits.append(signal if signal is not None else _of_wait(wait))
        elif wait is UNKNOWN or not owners:
            waits.append(math.nan)
        else:
            waits.append(_agreed(_seconds_of(view, owner) for owner in owners))
    return _agreed(iter(waits))


def _of_wait(wait: Wait) -> float:
    return math.nan if wait.seconds is None else wait.seconds


def _seconds_of(view: View, owner: Owner) -> float:
    there, client, settings = owner
    for node in settings:
        for fact in client.facts:
            wait = effective(view.names, node, fact.timeout) if fact.timeout else None
            if isinstance(wait, Wait) and wait.given:
                return _of_wait(wait)
    return _of_client(there, client)


def _of_client(view: View, client: Client) -> float:
    waits = (client_wait(view, client, x) if x.timeout else UNKNOWN for x in client.facts)
    return _agreed(_of_wait(wait) if isinstance(wait, Wait) else math.nan for wait in waits)


# -- attempts ----------------------------------------------------------------------------------


def _attempts(view: View, call: Known, owners: tuple[Owner, ...]) -> float:
    """The most requests for one call."""
    own = [_tries(view, call.node, fact.retries) for fact in call.facts]
    if all(n is not None for n in own):
        return _agreed(iter(own))
    if not owners:
        return math.nan
    return _agreed(_attempts_of(view, owner) for owner in owners)


def _attempts_of(view: View, owner: Owner) -> float:
    there, client, settings = owner
    facts = [fact.retries for fact in client.facts]
    for node in settings:
        if all(r is not None and first(view.names, node, r.at) is not ABSENT for r in facts):
            return _agreed(_or_unknown(_tries(view, node, r)) for r in facts)
    return _agreed(_or_unknown(_tries(there, client.node, r)) for r in facts)


def _or_unknown(value: float | None) -> float:
    return math.nan if value is None else value


def _tries(view: View, node: s.Call, fact: f.Retries | None) -> float | None:
    """What one call or constructor says; None where the client decides."""
    if fact is None:
        return None
    answer = first(view.names, node, fact.at)
    if answer is UNKNOWN:
        return math.nan
    if isinstance(answer, Present):
        known, value = constant(view.names, answer.node)
        if not (known and value is None):
            number = turns.number(view, answer.node)
            return math.nan if number is None else number + (fact.counts == "retries")
    if fact.attempts == "client":
        return None
    return math.inf if fact.attempts is None else float(fact.attempts)


# -- rounds of an agent ------------------------------------------------------------------------


def _agent(view: View, call: Known) -> float:
    """How often an agent of the SDK asks for one run."""
    loops = [fact.loop for fact in call.facts if fact.loop is not None]
    if not loops:
        return 1
    return _agreed(turns.agent_turns(view, call, loop) for loop in loops)
