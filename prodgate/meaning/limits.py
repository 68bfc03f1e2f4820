"""How long a call can wait: facts, arguments, clients and wall clocks put together.

The answer is about one attempt. Whoever set a limit is named by ``Wait.node``, so that a finding
stands where the fix goes: at the client's constructor where one client serves many calls, at the
call where nothing else decides.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.edits import Fix, Refusal
from prodgate.findings import Applicability
from prodgate.meaning.argument import ABSENT, UNKNOWN, Open, Present, argument, constant, first
from prodgate.meaning.calls import Call, Client
from prodgate.meaning.names import Names
from prodgate.meaning.own_machine import serves_models
from prodgate.meaning.trace import Made, Qualified, trace
from prodgate.writing import agreed, model_reasons, set_argument, timeout_setting

if TYPE_CHECKING:
    from prodgate.view import View


class Wait(Struct, frozen=True):
    """A limit on one attempt, in seconds; ``math.inf`` for none, None for one of unknown length.

    ``given``: somebody wrote it; else it is the default of the library.
    """

    seconds: float | None
    given: bool = False

    def exceeds(self, most: float) -> bool:
        """Above ``most`` seconds; exactly the limit passes."""
        return self.seconds is not None and self.seconds > most


class Overlong(Struct, frozen=True):
    """A client or call whose effective wait is above the policy."""

    node: s.Call
    wait: Wait
    sdk: f.Sdk
    timeout: f.Timeout
    timeouts: tuple[f.Timeout, ...]  # of each release that applies
    attempts: int | None
    call: Call | None = None
    client: Client | None = None

    @property
    def sentence(self) -> str:
        """What is wrong, for a person."""
        return _sentence(self)


def overlong(view: View, kind: str, most: float) -> Iterator[Overlong]:
    """Every place in a file where an attempt can wait longer than ``most`` seconds."""
    for client in view.found.clients:
        if client.sdk.kind == kind and (found := _client(view, client, most)):
            yield found
    for call in view.found.calls:
        if call.sdk.kind == kind and (found := _call(view, call, most)):
            yield found


def is_bounded(view: View, made: Client | Call, most: float) -> bool | None:
    """Whether an attempt is known to end within ``most`` seconds, or by a bound that somebody
    set; None where that is not known."""
    if isinstance(made, Call):
        if wall_clock(view.names, made.node):
            return True
        waits = [effective(view.names, made.node, c.timeout) for c in made.facts if c.timeout]
    else:
        if _every_use_is_bounded(view, made, most) or _set_later(view, made):
            return True
        waits = [client_wait(view, made, c) for c in made.facts if c.timeout]
    if len(waits) != len(made.facts) or not all(isinstance(wait, Wait) for wait in waits):
        return None
    return not any(isinstance(wait, Wait) and wait.exceeds(most) for wait in waits)


# -- clients


def _client(view: View, client: Client, most: float) -> Overlong | None:
    timeouts = tuple(fact.timeout for fact in client.facts if fact.timeout)
    if len(timeouts) != len(client.facts):
        return None
    waits = [client_wait(view, client, fact) for fact in client.facts]
    wait = _agreed(waits, most)
    if wait is None or _every_use_is_bounded(view, client, most):
        return None
    if _set_elsewhere(view, client.sdk, client.node) or _set_later(view, client):
        return None
    count = _attempts(view, client.node, client.fact.retries)
    return Overlong(client.node, wait, client.sdk, timeouts[0], timeouts, count, client=client)


def client_wait(view: View, client: Client, fact: f.Client) -> Wait | Open | None:
    """The limit that a client's constructor sets or leaves."""
    assert fact.timeout is not None
    wait = effective(view.names, client.node, fact.timeout)
    if not isinstance(wait, Wait) or wait.given:
        return wait
    for path in fact.transport:
        answer = argument(view.names, client.node, path)
        if answer is not ABSENT:
            return _transport(view, answer, wait)
    return wait


def _transport(view: View, answer: Present | Open, default: Wait) -> Wait | Open | None:
    """An HTTP client of one's own counts where it says a limit itself."""
    if not isinstance(answer, Present):
        return UNKNOWN
    if answer.known and answer.value is None:
        return default
    for thing in trace(view.names, answer.node):
        for client in view.found.clients:
            if isinstance(thing, Made) and thing.call is client.node and client.fact.timeout:
                if _is_fake(view, client.node):
                    return UNKNOWN
                wait = effective(view.names, client.node, client.fact.timeout)
                return wait if not isinstance(wait, Wait) or wait.given else default
    return UNKNOWN


def _is_fake(view: View, node: s.Call) -> bool:
    """``httpx.Client(transport=httpx.MockTransport(...))``: no network, or one of its own kind."""
    answer = argument(view.names, node, "transport")
    if not isinstance(answer, Present) or not isinstance(answer.node, s.Call):
        return answer is not ABSENT
    return not (s.dotted(answer.node.callee) or "").endswith("HTTPTransport")


def _every_use_is_bounded(view: View, client: Client, most: float) -> bool:
    uses = list(view.found.of(client))
    return bool(uses) and all(_bounded_use(view, call, client, most) for call in uses)


def _bounded_use(view: View, call: Call, client: Client, most: float) -> bool:
    if wall_clock(view.names, call.node):
        return True
    waits: list[Wait | Open | None] = []
    if call.fact.timeout is not None:
        waits.append(effective(view.names, call.node, call.fact.timeout))
    for use in call.uses:
        if use.client is client and client.fact.timeout is not None:
            waits += [effective(view.names, n, client.fact.timeout) for n in use.settings]
    return any(isinstance(w, Wait) and w.given and not w.exceeds(most) for w in waits)


# -- calls


def _call(view: View, call: Call, most: float) -> Overlong | None:
    timeouts = tuple(fact.timeout for fact in call.facts if fact.timeout)
    if not timeouts or len(timeouts) != len(call.facts) or wall_clock(view.names, call.node):
        return None
    waits = [_call_wait(view, call, timeout) for timeout in timeouts]
    wait = _agreed(waits, most)
    if wait is None or _set_elsewhere(view, call.sdk, call.node):
        return None
    count = _attempts(view, call.node, call.fact.retries)
    return Overlong(call.node, wait, call.sdk, timeouts[0], timeouts, count, call=call)


def _call_wait(view: View, call: Call, timeout: f.Timeout) -> Wait | Open | None:
    """None where the client decides, which is judged at its constructor."""
    return effective(view.names, call.node, timeout)


def _attempts(view: View, node: s.Call, fact: f.Retries | None) -> int | None:
    """How often this is tried, for the message; None when that is not certain."""
    if fact is None or not fact.timeouts:
        return None
    answer = first(view.names, node, fact.at)
    if isinstance(answer, Present) and answer.known and isinstance(answer.value, int):
        return answer.value + (fact.counts == "retries")
    return fact.attempts if answer is ABSENT and isinstance(fact.attempts, int) else None


def _set_elsewhere(view: View, sdk: f.Sdk, node: s.Call) -> bool:
    """``openai.timeout = 20``, ``session.request = partial(session.request, timeout=5)``,
    ``api.defaults.timeout = 5000``, ``global.fetch = mock``: another statement decides."""
    attributes = view.names.attributes
    if any(f"{root}.{name}" in attributes for root in sdk.imports for name in _SETTINGS):
        return True
    if isinstance(node.callee, s.Attribute):
        base = s.dotted(node.callee.value)
        if any(f"{base}.{name}" in attributes for name in ("request", "send")):
            return True
    if sdk.sdk == "axios":
        return any(path.endswith(".defaults.timeout") for path in attributes)
    if sdk.sdk == "fetch":
        return any(path in attributes for path in ("global.fetch", "globalThis.fetch"))
    return sdk.sdk in {"urllib", "http-client"} and any(
        s.dotted(call.callee) in {"socket.setdefaulttimeout", "setdefaulttimeout"}
        for call in view.names.calls
    )


_SETTINGS = ("timeout", "request_timeout", "defaults.timeout")


def _set_later(view: View, client: Client) -> bool:
    """``client.timeout = 30`` below the constructor."""
    made = view.names.parent(client.node)
    if not isinstance(made, s.Assign):
        return False
    names = [s.dotted(target) for target in made.targets]
    paths = client.fact.timeout.at if client.fact.timeout else ()
    return any(f"{n}.{p.rpartition('.')[2]}" in view.names.attributes for n in names for p in paths)


def _agreed(waits: Sequence[Wait | Open | None], most: float) -> Wait | None:
    """The newest release's wait, if under every release it is too long."""
    if all(isinstance(wait, Wait) and wait.exceeds(most) for wait in waits):
        return waits[0] if isinstance(waits[0], Wait) else None
    return None


# -- one argument


def effective(names: Names, node: s.Call, timeout: f.Timeout) -> Wait | Open | None:
    """The limit that this call or constructor sets; None to inherit the client's; UNKNOWN."""
    for path in timeout.total:
        answer = argument(names, node, path)
        if answer is UNKNOWN:
            return UNKNOWN
        if isinstance(answer, Present) and not (answer.known and answer.value is None):
            return Wait(None, given=True)
    if applies(names, node, timeout.unless):
        return Wait(None)
    answer = first(names, node, timeout.at)
    if answer is UNKNOWN:
        return UNKNOWN
    if not isinstance(answer, Present):
        return _default(timeout)
    return _given(names, answer, timeout)


def _default(timeout: f.Timeout) -> Wait | None:
    if timeout.default == "client":
        return None
    return Wait(math.inf if timeout.default is None else float(timeout.default))


def _given(names: Names, answer: Present, timeout: f.Timeout) -> Wait | None:
    if answer.known:
        if answer.value is None:
            if names.module.language == "javascript" or timeout.none == "default":
                return _default(timeout)
            return Wait(math.inf, given=True)
        if isinstance(answer.value, int | float) and not isinstance(answer.value, bool):
            if answer.value == 0 and timeout.zero == "unlimited":
                return Wait(math.inf, given=True)
            return Wait(_seconds(answer.value, timeout.unit), given=True)
        return Wait(None, given=True)
    return Wait(_longest(names, answer.node, timeout.unit), given=True)


def _seconds(value: float, unit: str) -> float:
    return value / 1000 if unit == "ms" else float(value)


def _longest(names: Names, node: s.Node, unit: str) -> float | None:
    """The longest part of a tuple (connect, read) or a ``Timeout(...)`` object; None if unknown."""
    node = s.bare(node)
    parts: list[s.Node] = []
    if isinstance(node, s.Items):
        parts = list(node.elements)
    elif isinstance(node, s.Call) and (s.dotted(node.callee) or "").endswith("Timeout"):
        counted = [a for a in node.arguments if a.name not in {"connect", "pool", "**"}]
        reading = [a for a in counted if a.name in {"read", "sock_read"}]
        parts = [a.value for a in reading or counted]  # the wait for the answer
    elif isinstance(node, s.Name):
        bindings = names.lookup(node)
        if len(bindings) == 1 and bindings[0].kind == "value" and bindings[0].value is not None:
            value = s.bare(bindings[0].value)
            if isinstance(value, s.Call | s.Items):
                return _longest(names, value, unit)
    found = [constant(names, part) for part in parts]
    if not found or not all(known for known, _ in found):
        return None
    values = [math.inf if v is None else v for _, v in found]
    numbers = [v for v in values if isinstance(v, int | float)]
    return _seconds(max(numbers), unit) if numbers else None


def applies(names: Names, node: s.Call, cases: tuple[f.Unless, ...]) -> bool:
    """Whether one of the cases in which the default is no hazard holds at a call."""
    return any(_case(names, node, case) for case in cases)


def _case(names: Names, node: s.Call, case: f.Unless) -> bool:
    answer = argument(names, node, case.at)
    if not isinstance(answer, Present):
        return answer is UNKNOWN
    if not case.values and not case.made_by:
        return not (answer.known and answer.value is None)
    if answer.known and isinstance(answer.value, str):
        from fnmatch import fnmatchcase

        return any(fnmatchcase(answer.value, glob) for glob in case.values)
    for thing in trace(names, answer.node):
        while isinstance(thing, Made):
            thing = thing.by
        if isinstance(thing, Qualified) and thing.name in case.made_by:
            return True
    return False


# -- wall clocks

_CLOCKS = {
    "asyncio.timeout", "asyncio.timeout_at", "async_timeout.timeout", "anyio.fail_after",
    "anyio.move_on_after", "trio.fail_after", "trio.move_on_after", "asyncio.wait_for",
    "asyncio.wait",
}  # fmt: skip
_RACES = {"Promise.race", "pTimeout", "withTimeout", "timeoutPromise"}


def wall_clock(names: Names, node: s.Node) -> bool:
    """Whether a bound on elapsed time stands around a call: ``asyncio.timeout``,
    ``Promise.race``, a decorator; also around the one function that makes the call."""
    return _clocked(names, node) or any(
        _is_given_to_a_clock(names, above, node) for above in names.above(node)
    )


def _clocked(names: Names, node: s.Node) -> bool:
    for above in names.above(node):
        if isinstance(above, s.With):
            if any(_is_clock(names, item.value) for item in above.items):
                return True
        elif isinstance(above, s.Call) and above is not node:
            name = s.dotted(above.callee) or ""
            if name in _RACES or name in _CLOCKS or _is_clock(names, above):
                return True
        elif isinstance(above, s.Function) and above.name:
            return any(_limits_time(d) for d in above.decorators)
    return False


def _limits_time(decorator: s.Node) -> bool:
    callee = decorator.callee if isinstance(decorator, s.Call) else decorator
    return "timeout" in (s.dotted(callee) or "").lower()


def _is_given_to_a_clock(names: Names, above: s.Node, node: s.Node) -> bool:
    """``task = create(...)`` and then ``wait_for(task, 20)``; ``wait_for(ask(text), 20)`` at
    every call of the function ``ask`` around the call."""
    if isinstance(above, s.Assign) and above.value is not None and s.bare(above.value) is node:
        name = s.dotted(above.targets[0])
        return any(
            _is_clock(names, call) and any(s.dotted(a.value) == name for a in call.arguments)
            for call in names.calls
        )
    if isinstance(above, s.Function) and above.name:
        ways = {above.name, f"self.{above.name}", f"this.{above.name}"}
        callers = [call for call in names.calls if s.dotted(call.callee) in ways]
        return bool(callers) and all(_clocked(names, call) for call in callers)
    return False


def _is_clock(names: Names, node: s.Node) -> bool:
    node = s.bare(node)
    if not isinstance(node, s.Call):
        return False
    return any(
        isinstance(thing, Qualified) and thing.name in _CLOCKS
        for thing in trace(names, node.callee)
    )


def _sentence(found: Overlong) -> str:
    seconds = found.wait.seconds
    why = f": {found.timeout.why}" if found.timeout.why and not found.wait.given else ""
    if seconds is None or seconds == math.inf:
        return f"waits for ever{why}" if why or not found.wait.given else "waits for ever"
    attempts = f", {found.attempts} attempts" if found.attempts and found.attempts > 1 else ""
    return f"waits up to {seconds:g} s an attempt{attempts}{why}"


def _ends_a_stream(view: View, found: Overlong) -> bool:
    """In JavaScript a limit on a streaming call counts to its last word."""
    if view.language != "javascript":
        return False
    callee = s.bare(found.node.callee)
    name = callee.name if isinstance(callee, s.Attribute) else s.dotted(callee) or ""
    whole = found.sdk.sdk in _WHOLE
    return "stream" in name.lower() or (not whole and _is_read_bit_by_bit(view, found.node))


_WHOLE = {"got"}  # a body that has been read when the answer is there


def _is_read_bit_by_bit(view: View, node: s.Call) -> bool:
    """``const reply = await fetch(...)`` and then ``reply.body``: the answer as it comes."""
    made = view.names.parent(node)
    while isinstance(made, s.Await | s.Cast):
        made = view.names.parent(made)
    if not isinstance(made, s.Assign) or not isinstance(made.targets[0], s.Name):
        return False
    target, function = made.targets[0].id, view.names.function(node)
    return any(
        isinstance(other, s.Attribute)
        and other.name == "body"
        and isinstance(other.value, s.Name)
        and other.value.id == target
        for other in s.walk(function or view.module)
    )


def timeout_fix(view: View, found: Overlong) -> Fix | Refusal:
    """The fix of both timeout rules: the parameter that the facts name, at the policy's default.

    A number that somebody chose, and a model that is slow, get the most that the policy allows.
    """
    local = serves_models(view, found.call or found.client)
    chosen = found.wait.given and found.wait.seconds != math.inf
    policy = view.policy
    seconds = policy.limits.max_timeout if local or chosen else policy.defaults.timeout
    timeouts = (_where_it_fits(view, found.node, each) for each in found.timeouts)
    wanted = agreed(timeout_setting(t, seconds, view.language) for t in timeouts)
    path = found.call.fact.model if found.call else None
    slow = (
        found.timeout.slow
        or local
        or model_reasons(view, found.node, path, found.sdk.models)
        or _ends_a_stream(view, found)
    )
    applicability = Applicability.UNSAFE if slow else Applicability.SAFE
    return set_argument(
        view, found.node, wanted, found.timeout.at, found.timeout.recipe, applicability
    )


def _where_it_fits(view: View, node: s.Call, fact: f.Timeout) -> f.Timeout:
    """``axios(url)`` takes its options second, ``axios({url})`` first: the first path of the
    facts that does not lead into a text."""
    for path in fact.at:
        answer = argument(view.names, node, path.partition(".")[0])
        text = isinstance(answer, Present) and (
            isinstance(s.bare(answer.node), s.Text) or isinstance(answer.value, str)
        )
        if not text:
            return structs.replace(fact, at=(path,))
    return fact
