"""Whether a failed call is tried again, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.meaning.argument import ABSENT, UNKNOWN, Open, Present, argument, first
from prodgate.meaning.calls import Call, Client
from prodgate.meaning.limits import applies
from prodgate.meaning.model_calls import reads_as_model
from prodgate.meaning.surroundings import code_says
from prodgate.meaning.web import declared_name
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class SingleAttempt(Struct, frozen=True):
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
        why = self.retries.why or f"{self.sdk.label} does not retry by itself"
        return f"one attempt, so that the first 429 or 503 is final: {why}"


def single_attempts(view: View) -> Iterator[SingleAttempt]:
    """Every client and call of a model SDK that nobody repeats."""
    if _retries_itself(view):
        return
    for client in view.found.clients:
        if client.sdk.kind == "model":
            facts = tuple(fact.retries for fact in client.facts if fact.retries)
            if len(facts) == len(client.facts):
                uses = list(view.found.of(client))
                yield from _judge(view, client.node, client.sdk, facts, uses, client=client)
    for call in view.found.calls:
        if call.sdk.kind == "model":
            facts = tuple(fact.retries for fact in call.facts if fact.retries)
            if facts and len(facts) == len(call.facts):
                yield from _judge(view, call.node, call.sdk, facts, [call], call=call)


MOST = 9  # attempts in all; more is a storm


def is_retried(view: View, made: Client | Call) -> bool | None:
    """Whether a failure is known to be tried again, a bounded number of times; None where that
    is not known."""
    facts = tuple(fact.retries for fact in made.facts if fact.retries)
    if len(facts) == len(made.facts):
        counts = [_attempts(view, made.node, fact) for fact in facts]
        if all(count is not None and 1 < count <= MOST for count in counts):
            return True
    uses = [made] if isinstance(made, Call) else [*view.found.of(made)]
    if uses and all(_repeated(view, use.node) or _goes_on(view, use.node) for use in uses):
        return True
    if any(found.node is made.node for found in single_attempts(view)):
        return False
    return None


def _judge(
    view: View,
    node: s.Call,
    sdk: f.Sdk,
    facts: tuple[f.Retries, ...],
    uses: list[Call],
    call: Call | None = None,
    client: Client | None = None,
) -> Iterator[SingleAttempt]:
    attempts = [_attempts(view, node, fact) for fact in facts]
    if any(count != 1 for count in attempts):
        return
    asked = client is not None  # of a call, its own value has been judged just now
    if uses and all(_repeated(view, u.node) or (asked and _says_so(view, u)) for u in uses):
        return
    if uses and all(_goes_on(view, use.node) for use in uses):
        return
    if not uses and _is_session(view):
        return
    if (
        client is not None
        and not uses
        and _leaves(view, node)
        and code_says(view, _IMPORTED, _WORDS)
    ):
        return
    if client is not None and client.fact.model and _chained(view):
        return
    off = isinstance(first(view.names, node, facts[0].at), Present)
    if facts[0].advice and not facts[0].at:
        return  # advice that nobody can follow by a parameter
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
    if _options_of_retries(view, node, fact):
        return None
    return fact.attempts if isinstance(fact.attempts, int) else None


def _options_of_retries(view: View, node: s.Call, fact: f.Retries) -> bool:
    """``retry_options=HttpRetryOptions()``: there, with a number of its own."""
    for path in fact.at:
        above = path.rpartition(".")[0]
        if "retry" in above.rpartition(".")[2].lower():
            answer = argument(view.names, node, above)
            if answer is UNKNOWN or (isinstance(answer, Present) and not answer.known):
                return True
    return False


def _says_so(view: View, use: Call) -> bool:
    """The call, or the client on the way to it, is given retries of its own."""
    given = [(use.node, use.fact.retries)]
    for way in use.uses:
        if way.client is not None:
            given += [(node, way.client.fact.retries) for node in way.settings]
    return any(
        fact is not None and first(view.names, node, fact.at) is not ABSENT for node, fact in given
    )


_CHAINED = {"with_retry", "withRetry", "with_fallbacks", "withFallbacks"}


def _chained(view: View) -> bool:
    """``model.with_retry()``, or a chain that it stands in: LangChain repeats it."""
    return any(
        isinstance(call.callee, s.Attribute) and call.callee.name in _CHAINED
        for call in view.names.calls
    )


_LIBRARIES = {
    "tenacity", "backoff", "retry", "retrying", "stamina", "p-retry", "async-retry", "ts-retry",
    "cockatiel", "retry-axios", "axios-retry", "exponential-backoff", "promise-retry",
}  # fmt: skip


def _retries_itself(view: View) -> bool:
    """The file imports a retry library: who retries what is decided there."""
    return any(node.module.split(".")[0] in _LIBRARIES for node in view.names.imports)


_IMPORTED = lazy(
    rb"^[ \t]*(?:from|import)\s+(?:tenacity|backoff|retry|retrying|stamina)\b"
    rb"|[\"'](?:p-retry|async-retry|ts-retry|cockatiel|exponential-backoff|promise-retry)[\"']",
    re.MULTILINE,
)
_WORDS = (b"tenacity", b"backoff", b"retry", b"stamina", b"cockatiel")


def _leaves(view: View, node: s.Node) -> bool:
    """A function hands the client out: the files that ask with it decide who tries again."""
    above = view.names.parent(node)
    while isinstance(above, s.Either | s.Cast | s.Await):
        above = view.names.parent(above)
    return isinstance(above, s.Return)


_CALLS = lazy(r"\.(?:models|chats|caches|files|batches|interactions)\.")


def _is_session(view: View) -> bool:
    """``client.aio.live.connect(...)`` and nothing else: a retry of HTTP has no part in it."""
    callees = [view.code(call.callee) for call in view.names.calls]
    live = any(each.endswith(".live.connect") for each in callees)
    return live and not any(_CALLS.search(each) for each in callees)


def _goes_on(view: View, node: s.Node) -> bool:
    """Whoever fails here is followed by another model: in the handler, or after it."""
    function = view.names.function(node)
    for above in view.names.above(node):
        if above is function:
            return False
        if isinstance(above, s.Try) and any(b.start <= node.start < b.end for b in above.body):
            handlers = [statement for each in above.handlers for statement in each.body]
            if _asks(view, s.walk_scope(*handlers)):
                return True
            leaves = any(
                isinstance(n, s.Return | s.Throw | s.Jump) for n in s.walk_scope(*handlers)
            )
            if not above.handlers or leaves or function is None:
                continue
            later = (n for n in s.walk_scope(*function.body) if n.start >= above.end)
            if _asks(view, later):
                return True
    return False


def _asks(view: View, nodes: Iterator[s.Node]) -> bool:
    models = {id(call.node) for call in view.found.calls if call.sdk.kind == "model"}
    return any(
        isinstance(node, s.Call)
        and (id(node) in models or reads_as_model(s.dotted(node.callee) or ""))
        for node in nodes
    )


def _repeated(view: View, node: s.Node) -> bool:
    """A decorator, a helper named retry, or a loop with a handler around a call."""
    inside: s.Try | None = None
    for above in view.names.above(node):
        if isinstance(above, s.Try):
            inside = above
        elif isinstance(above, s.Loop) and inside is not None:
            if not _is_over_items(view, above, inside, node):
                return True
        elif isinstance(above, s.Call) and above is not node and _is_retrying(above):
            return True
        elif isinstance(above, s.Function):
            if any(_decorated(d) for d in above.decorators):
                return True
            name = declared_name(view.names, above)
            if name and (_mentions_retry(name) or _is_handed_over(view, name)):
                return True
            if name and not isinstance(view.names.parent(above), s.Entry):
                return False
    return False


def _is_retrying(call: s.Call) -> bool:
    """``withRetry(() => ...)``, ``createFunction({retries: 4}, ...)``, ``task({retry, run})``."""
    options = [s.bare(a.value) for a in call.arguments]
    return _mentions_retry(s.dotted(call.callee)) or any(
        _mentions_retry(entry.name)
        for node in options
        if isinstance(node, s.Mapping)
        for entry in node.entries
    )


def _is_over_items(view: View, loop: s.Loop, inside: s.Try, node: s.Node) -> bool:
    """A loop whose variable is in the call, and which goes on after a success: no second try."""
    bound = {
        n.id
        for n in s.walk(*(x for x in (loop.target, *loop.before) if x))
        if isinstance(n, s.Name)
    }
    if not any(isinstance(n, s.Name) and n.id in bound for n in s.walk(node)):
        return False
    done = s.walk_scope(*inside.body, *inside.orelse)
    return not any(
        isinstance(n, s.Return) or (isinstance(n, s.Jump) and n.kind == "break") for n in done
    )


def _is_handed_over(view: View, name: str) -> bool:
    """``with_backoff(ask, prompt)`` for the function ``ask``."""
    return any(
        _mentions_retry(s.dotted(call.callee))
        and any(isinstance(a.value, s.Name) and a.value.id == name for a in call.arguments)
        for call in view.names.calls
    )


def _decorated(node: s.Node) -> bool:
    """``@retry``, ``@retry(...)``, and ``@task(max_retries=3)`` of a queue."""
    if isinstance(node, s.Call):
        return _mentions_retry(s.dotted(node.callee)) or any(
            _mentions_retry(a.name) for a in node.arguments
        )
    return _mentions_retry(s.dotted(node))


def _mentions_retry(name: str | None) -> bool:
    lowered = (name or "").lower()
    return "retry" in lowered or "retri" in lowered or "backoff" in lowered
