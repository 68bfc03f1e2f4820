"""Whether the output of a model call is bounded: the call, its client, and what lies between."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.meaning.argument import ABSENT, UNKNOWN, Open, Present, argument, first, texts
from prodgate.meaning.calls import Call, Client
from prodgate.meaning.limits import applies
from prodgate.meaning.trace import Made, trace
from prodgate.meaning.wrapped_caps import caller_without_cap

if TYPE_CHECKING:
    from prodgate.view import View


class Cap(enum.Enum):
    """The states that are not a number."""

    BOUNDED = "bounded"
    MISSING = "missing"
    UNKNOWN = "unknown"


class Uncapped(Struct, frozen=True):
    """A call or model object without a bound. ``value``: one that is there and bounds nothing."""

    node: s.Call
    sdk: f.Sdk
    cap: f.Cap
    caps: tuple[f.Cap, ...]  # of each release that applies
    value: int | float | None = None
    inert: str | None = None  # an argument of another version, which does nothing
    call: Call | None = None
    client: Client | None = None
    caller: s.Call | None = None  # of the wrapper around it, which leaves the cap to its callers


def of_call(view: View, call: Call, most: int) -> Uncapped | None:
    """The call, if its output has no bound under every release that applies."""
    caps = tuple(fact.cap for fact in call.facts if fact.cap)
    if not caps or len(caps) != len(call.facts):
        return None
    states = [_state(view, call, cap, most) for cap in caps]
    if any(state in {Cap.BOUNDED, Cap.UNKNOWN} for state in states):
        return _of_wrapper(view, call, caps)
    value = next((n for n in states if isinstance(n, int | float)), None)
    inert = _inert(view, call.node, caps[0])
    return Uncapped(call.node, call.sdk, caps[0], caps, value, inert, call=call)


def _of_wrapper(view: View, call: Call, caps: tuple[f.Cap, ...]) -> Uncapped | None:
    """The call, if its arguments are the wrapper's own and a caller of this file gives no cap."""
    if view.language != "python" or any(c.cap for r in call.sdk.releases for c in r.clients):
        return None
    if any(cap.default is not None or cap.unless for cap in caps):
        return None
    caller = caller_without_cap(view, call.node)
    if caller is None:
        return None
    return Uncapped(call.node, call.sdk, caps[0], caps, call=call, caller=caller)


def of_model(view: View, client: Client, most: int) -> Uncapped | None:
    """The model object (LangChain), if neither it nor a ``bind`` on it has a bound."""
    caps = tuple(fact.cap for fact in client.facts if fact.cap and fact.model)
    if not caps or len(caps) != len(client.facts):
        return None
    states = [_here(view, client.node, cap, most) for cap in caps]
    if any(state in {Cap.BOUNDED, Cap.UNKNOWN} for state in states):
        return None
    if _bound_later(view, client, caps[0]):
        return None
    value = next((n for n in states if isinstance(n, int | float)), None)
    inert = _inert(view, client.node, caps[0])
    return Uncapped(client.node, client.sdk, caps[0], caps, value, inert, client=client)


def is_capped(view: View, call: Call, most: int) -> bool | None:
    """Whether the output of a call is known to have a bound; None where that is not known."""
    caps = tuple(fact.cap for fact in call.facts if fact.cap)
    if caps and len(caps) == len(call.facts):
        return _all_bounded([_state(view, call, cap, most) for cap in caps])
    models = [u.client for u in call.uses if u.client and any(c.cap for c in u.client.facts)]
    answers = {_is_capped_model(view, client, most) for client in models}
    return answers.pop() if len(answers) == 1 else None


def _is_capped_model(view: View, client: Client, most: int) -> bool | None:
    caps = tuple(fact.cap for fact in client.facts if fact.cap)
    if len(caps) != len(client.facts):
        return None
    if _bound_later(view, client, caps[0]):
        return True
    return _all_bounded([_here(view, client.node, cap, most) for cap in caps])


def _all_bounded(states: list[Cap | int | float]) -> bool | None:
    if Cap.UNKNOWN in states:
        return None
    return all(state is Cap.BOUNDED for state in states)


def written_at(view: View, found: Uncapped, cap: f.Cap) -> str:
    """Where a cap is written: the first spelling, or that of another provider of the client."""
    for case in cap.write_when:
        if found.client and argument(view.names, found.node, case.client_has) is not ABSENT:
            return case.at
        for use in found.call.uses if found.call else ():
            if use.client is None:
                continue
            if argument(view.names, use.client.node, case.client_has) is not ABSENT:
                return case.at
    return cap.at[0]


# What the address of a raw request says of its body: the names under which a cap may stand.
_OPENAI = ("max_tokens", "max_completion_tokens")
_ADDRESSES = (
    ("/chat/completions", _OPENAI),
    ("/v1/responses", ("max_output_tokens",)),
    (":generateContent", ("generationConfig.maxOutputTokens",)),
    (":streamGenerateContent", ("generationConfig.maxOutputTokens",)),
)
_BODIES = ("json", "data", "1.body", "1", "1.json", "1.data")


def of_request(view: View, call: Call) -> Uncapped | None:
    """A raw HTTP request to a provider whose body, written here, has no cap."""
    if call.sdk.kind != "http" or not (names := _caps_of_address(view, call)):
        return None
    for path in _BODIES:
        answer = argument(view.names, call.node, path)
        if isinstance(answer, Present) and (found := _body(view, call, path, answer.node, names)):
            return found
    return None


def _caps_of_address(view: View, call: Call) -> tuple[str, ...]:
    if call.fact.url is None:
        return ()
    answer = argument(view.names, call.node, call.fact.url)
    if not isinstance(answer, Present):
        return ()
    text = "".join(texts(view.names, answer.node))
    return next((names for address, names in _ADDRESSES if address in text), ())


def _body(
    view: View, call: Call, path: str, node: s.Node, names: tuple[str, ...]
) -> Uncapped | None:
    where, node = call.node, s.bare(node)
    if isinstance(node, s.Call) and (s.dotted(node.callee) or "").endswith(("dumps", "stringify")):
        where, path = node, "0"  # the object inside JSON.stringify({...})
    if not isinstance(argument(view.names, where, f"{path}.model"), Present) and not isinstance(
        argument(view.names, where, f"{path}.contents"), Present
    ):
        return None
    answer = first(view.names, where, tuple(f"{path}.{name}" for name in names))
    if answer is not ABSENT:
        return None
    cap = f.Cap(at=tuple(f"{path}.{name}" for name in names))
    return Uncapped(where, call.sdk, cap, (cap,), call=call)


def _inert(view: View, node: s.Call, cap: f.Cap) -> str | None:
    for path in cap.inert:
        if argument(view.names, node, path) is not ABSENT:
            return path.rpartition(".")[2]
    return None


def _here(view: View, node: s.Call, cap: f.Cap, most: int) -> Cap | int | float:
    """What the arguments of one call say; a number above ``most`` is no bound."""
    if cap.default is not None or applies(view.names, node, cap.unless):
        return Cap.BOUNDED
    answer: Present | Open = first(view.names, node, cap.at)
    if answer is UNKNOWN:
        return Cap.UNKNOWN
    if not isinstance(answer, Present) or (answer.known and answer.value is None):
        return Cap.MISSING
    value = answer.value
    if answer.known and isinstance(value, int | float) and not isinstance(value, bool):
        return value if value > most or value < 0 else Cap.BOUNDED
    return Cap.BOUNDED


def _state(view: View, call: Call, cap: f.Cap, most: int) -> Cap | int | float:
    state = _here(view, call.node, cap, most)
    if state is not Cap.MISSING:
        return state
    for use in call.uses:
        if use.client is None:
            if any(c.cap for r in call.sdk.releases for c in r.clients):
                return Cap.UNKNOWN  # it may be set where the client is made
            continue
        for fact in use.client.facts:
            if fact.cap is None:
                continue
            for node in (use.client.node, *use.settings):
                found = _here(view, node, fact.cap, most)
                if found is not Cap.MISSING:
                    return found
    return Cap.MISSING


def _bound_later(view: View, client: Client, cap: f.Cap) -> bool:
    """``llm.bind(max_tokens=...)``, ``llm.invoke(x, max_tokens=...)`` anywhere in the file."""
    for node in view.names.calls:
        if node is client.node or not node.arguments:
            continue
        if not isinstance(node.callee, s.Attribute):
            continue
        if any(
            isinstance(t, Made) and t.call is client.node for t in trace(view.names, node.callee)
        ) and any(isinstance(argument(view.names, node, p), Present) for p in cap.at):
            return True
    return False
