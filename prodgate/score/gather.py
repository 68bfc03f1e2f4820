"""What one parsed file shows: the meanings that the rules use, asked for the good."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import acting, agent_bounds, caps, limits, retries, web
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.asking import last_part
from prodgate.meaning.model_objects import parsed
from prodgate.meaning.per_request import clients_per_request
from prodgate.meaning.tool_functions import tool_functions
from prodgate.meaning.usage import is_streamed
from prodgate.regex import lazy
from prodgate.score import gather_code, gather_ways
from prodgate.score.facts import Acting, Asked, FileFacts, Made, Spot

if TYPE_CHECKING:
    from prodgate.meaning.calls import Call, Client
    from prodgate.view import View


def gather(view: View) -> FileFacts:
    """Everything that the controls ask of one file."""
    return FileFacts(
        view.source.path,
        tuple(_made(view)),
        tuple(_asked(view)),
        tuple(gather_ways.ways(view)),
        tuple(gather_code.functions(view)),
        tuple(spot(view, tool.function, tool.name) for tool in tool_functions(view)),
        tuple(_acting(view)),
        tuple(spot(view, node) for node in parsed(view)),
        tuple(_structured(view)),
        tuple(gather_ways.bounds(view)),
        tuple(_usage(view)),
        tuple(gather_ways.health(view)),
        tuple(gather_code.started(view, gather_code.TRACKERS)),
        tuple(gather_code.started(view, gather_code.TRACING)),
        tuple(gather_code.settings(view)),
        tuple(gather_code.failure_handlers(view)),
        tuple(_agents(view)),
        tuple(gather_code.budgets(view)),
        gather_code.limiters(view),
        gather_ways.mounted(view, everywhere=True),
        gather_ways.mounted(view, everywhere=False),
        gather_ways.aliases(view),
        tuple(_models(view)),
    )


def spot(view: View, node: s.Node, what: str = "") -> Spot:
    """The place of a node."""
    return Spot(view.source.path, view.source.position(node.start)[0], what)


# -- clients and calls


def _made(view: View) -> Iterator[Made]:
    anew = {id(found.client.node) for found in clients_per_request(view)}
    for client in view.found.clients:
        if client.sdk.kind not in {"model", "http"}:
            continue
        most = view.policy.limits.max_timeout
        yield Made(
            spot(view, client.node, client.sdk.label),
            client.sdk.kind,
            limits.is_bounded(view, client, most),
            retries.is_retried(view, client) if client.sdk.kind == "model" else None,
            _has_literal_key(view, client),
            False if id(client.node) in anew else _is_shared(view, client),
        )


def _has_literal_key(view: View, client: Client) -> bool:
    for fact in client.facts:
        for path in fact.key.at if fact.key else ():
            answer = argument(view.names, client.node, path)
            if isinstance(answer, Present) and answer.known and isinstance(answer.value, str):
                return True
    return False


_CACHES = {"cache", "lru_cache", "cached", "cached_property", "once", "memoize"}


def _is_shared(view: View, client: Client) -> bool | None:
    """At the top of a module, in what is cached, or where the program starts."""
    if all(fact.connections == "shared" for fact in client.facts):
        return True
    function = view.names.function(client.node)
    if function is None:
        return True
    decorators = {last_part(d.callee if isinstance(d, s.Call) else d) for d in function.decorators}
    if decorators & (_CACHES | {"asynccontextmanager"}):
        return True
    if function.name in {"__init__", "constructor", "lifespan", "startup", "on_startup"}:
        return True
    return None


def _asked(view: View) -> Iterator[Asked]:
    for call in view.found.calls:
        if call.sdk.kind == "model" and call.fact.kind == "generate":
            yield _one_asked(view, call)


def _one_asked(view: View, call: Call) -> Asked:
    direct = not any(use.client for use in call.uses)
    function = view.names.function(call.node)
    handler, body = _handled(view, call.node)
    most = view.policy.limits
    return Asked(
        spot(view, call.node, call.sdk.label),
        direct,
        caps.is_capped(view, call, most.max_output_tokens),
        limits.is_bounded(view, call, most.max_timeout) if direct else None,
        retries.is_retried(view, call) if direct else None,
        _blocks(view, call, function),
        handler is not None,
        body,
        is_streamed(view, call.node),
        web.declared_name(view.names, function) if function is not None else "",
    )


def _blocks(view: View, call: Call, function: s.Function | None) -> bool:
    if view.language != "python" or function is None or not function.is_async:
        return False
    above = view.names.parent(call.node)
    while isinstance(above, s.Cast | s.Attribute | s.Call):
        if isinstance(above, s.Threaded):
            return False
        above = view.names.parent(above)
    if isinstance(above, s.Await | s.WithItem | s.Loop):
        return False
    return not isinstance(above, s.Return | s.Argument)


_AGAIN = {502, 503, 504}


def _handled(view: View, node: s.Node) -> tuple[s.Handler | None, bool]:
    """The handler around a call that does something, and whether it has another way on."""
    for above in view.names.above(node):
        if not isinstance(above, s.Try):
            continue
        if not any(part.start <= node.start < part.end for part in above.body):
            continue
        for handler in above.handlers:
            if not any(isinstance(n, s.Call | s.Throw | s.Return) for n in s.walk(*handler.body)):
                continue
            return handler, _has_way_on(view, handler)
    return None, False


def _has_way_on(view: View, handler: s.Handler) -> bool:
    """Another model, a stored answer, a status that says "later"."""
    if gather_code.codes(view, handler) & _AGAIN:
        return True
    asked = {id(call.node) for call in view.found.calls if call.sdk.kind == "model"}
    for node in s.walk(*handler.body):
        if id(node) in asked:
            return True
        if isinstance(node, s.Call) and _FALLS_BACK.search(last_part(node.callee)):
            return True
    return False


_FALLS_BACK = lazy(r"(?i)fall_?back|escalat|hand_?(?:off|over)|degrade|stored_?answer|backup")


_PARSED = {"parse", "generateObject", "streamObject"}
_SCHEMAS = {"response_model", "output_type", "text_format"}


def _structured(view: View) -> Iterator[Spot]:
    for call in view.found.calls:
        if call.sdk.kind != "model":
            continue
        last = last_part(call.node.callee)
        if last in _PARSED or any(each.name in _SCHEMAS for each in call.node.arguments):
            yield spot(view, call.node)
    for node in view.names.calls:
        if last_part(node.callee) in {"with_structured_output", "withStructuredOutput"}:
            yield spot(view, node)


_USAGE = lazy(
    r"^(?:usage|usage_metadata|usageMetadata|(?:total|prompt|completion|input|output)_?[tT]okens)$"
)


def _usage(view: View) -> Iterator[Spot]:
    """Tokens that are read and handed to a call: recorded, counted, charged."""
    if not any(c.sdk.kind == "model" for c in view.found.calls):
        return
    for node in view.names.nodes:
        if not isinstance(node, s.Attribute) or not _USAGE.search(node.name):
            continue
        for above in view.names.above(node):
            if isinstance(above, s.Argument):
                call = view.names.parent(above)
                if isinstance(call, s.Call) and last_part(call.callee) not in _NO_RECORD:
                    yield spot(view, node, s.dotted(call.callee) or "")
                break
            if isinstance(above, s.Function | s.Assign):
                break


_NO_RECORD = {
    "hasattr",
    "max",
    "min",
    "int",
    "sum",
    "print",
    "len",
    "str",
    "repr",
    "isinstance",
    "bool",
    "type",
    "getattr",
    "log",
}


def _agents(view: View) -> Iterator[Spot]:
    """What takes several turns: agents of an SDK with their bound, loops around a call."""
    every: tuple[Client | Call, ...] = (*view.found.clients, *view.found.calls)
    for made in every:
        for fact in made.facts:
            if fact.loop and (bound := agent_bounds.bound(view, made.node, fact.loop)):
                yield spot(view, made.node, f"at most {bound.turns:g} turns")
                break
    for call in view.found.calls:
        if call.sdk.kind == "model" and web.in_loop(view.names, call.node):
            yield spot(view, call.node, "a loop")


def _acting(view: View) -> Iterator[Acting]:
    for act, recorded in acting.acts(view):
        function = act.tool.function
        yield Acting(
            spot(view, function, f"{act.tool.name} {act.what}"),
            recorded,
            gather_code.mentioned(view, function),
        )


def _models(view: View) -> Iterator[Spot]:
    """The names of models that calls are given here."""
    every: tuple[Client | Call, ...] = (*view.found.calls, *view.found.clients)
    for made in every:
        if made.sdk.kind != "model":
            continue
        path = getattr(made.fact, "model", None)
        paths = (path,) if isinstance(path, str) else ("model", "0.model", "1.model")
        for each in paths:
            answer = argument(view.names, made.node, each)
            if isinstance(answer, Present) and answer.known and isinstance(answer.value, str):
                yield spot(view, made.node, answer.value)
                break
