"""Whether a failed call is tried again, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.argument import UNKNOWN, Open, Present, first
from prodgate.calls import Call, Client
from prodgate.limits import applies

if TYPE_CHECKING:
    from prodgate.view import View


@dataclass(frozen=True)
class SingleAttempt:
    """A client or call that makes one attempt. ``off``: somebody switched the retries off."""

    node: s.Call
    sdk: f.Sdk
    retries: f.Retries
    every: tuple[f.Retries, ...]  # of each release that applies
    off: bool
    call: Call | None = None
    client: Client | None = None

    @property
    def sentence(self) -> str:
        """What is wrong, for a person."""
        if self.off:
            return "retries are switched off: the first 429 or 503 is final"
        why = f": {self.retries.why}" if self.retries.why else ""
        return f"one attempt: {self.sdk.label} does not retry a 429 or 503 by itself{why}"


def single_attempts(view: View) -> Iterator[SingleAttempt]:
    """Every client and call of a model SDK that nobody repeats."""
    if _retries_itself(view):
        return
    for client in view.found.clients:
        if client.sdk.kind == "model":
            facts = tuple(fact.retries for fact in client.facts if fact.retries)
            if len(facts) == len(client.facts):
                uses = [call.node for call in view.found.of(client)]
                yield from _judge(view, client.node, client.sdk, facts, uses, client=client)
    for call in view.found.calls:
        if call.sdk.kind == "model":
            facts = tuple(fact.retries for fact in call.facts if fact.retries)
            if facts and len(facts) == len(call.facts):
                yield from _judge(view, call.node, call.sdk, facts, [call.node], call=call)


def _judge(
    view: View,
    node: s.Call,
    sdk: f.Sdk,
    facts: tuple[f.Retries, ...],
    uses: list[s.Call],
    call: Call | None = None,
    client: Client | None = None,
) -> Iterator[SingleAttempt]:
    attempts = [_attempts(view, node, fact) for fact in facts]
    if any(count != 1 for count in attempts):
        return
    if uses and all(_repeated(view, use) for use in uses):
        return
    off = isinstance(first(view.names, node, facts[0].at), Present)
    yield SingleAttempt(node, sdk, facts[0], facts, off, call, client)


def _attempts(view: View, node: s.Call, fact: f.Retries) -> int | None:
    """How often this is tried; None when that cannot be known, or the client decides."""
    if applies(view.names, node, fact.unless):
        return None
    answer: Present | Open = first(view.names, node, fact.at)
    if answer is UNKNOWN:
        return None
    if isinstance(answer, Present):
        if not answer.known:
            return None
        if isinstance(answer.value, int) and not isinstance(answer.value, bool):
            return answer.value + (fact.counts == "retries")
        if answer.value is not None:
            return None
    return fact.attempts if isinstance(fact.attempts, int) else None


_LIBRARIES = {
    "tenacity", "backoff", "retry", "retrying", "stamina", "p-retry", "async-retry", "ts-retry",
    "cockatiel", "retry-axios", "axios-retry", "exponential-backoff", "promise-retry",
}  # fmt: skip


def _retries_itself(view: View) -> bool:
    """The file imports a retry library: who retries what is decided there."""
    return any(node.module.split(".")[0] in _LIBRARIES for node in view.names.imports)


def _repeated(view: View, node: s.Node) -> bool:
    """A decorator or helper named retry, or a loop with a handler, around a call."""
    inside_try = False
    for above in view.names.above(node):
        if isinstance(above, s.Try):
            inside_try = True
        elif (isinstance(above, s.Loop) and inside_try) or (
            isinstance(above, s.Call) and _mentions_retry(s.dotted(above.callee))
        ):
            return True
        elif isinstance(above, s.Function):
            if any(_mentions_retry(_decorator(d)) for d in above.decorators):
                return True
            if above.name:
                return _mentions_retry(above.name)
    return False


def _decorator(node: s.Node) -> str | None:
    return s.dotted(node.callee if isinstance(node, s.Call) else node)


def _mentions_retry(name: str | None) -> bool:
    lowered = (name or "").lower()
    return "retry" in lowered or "retri" in lowered or "backoff" in lowered
