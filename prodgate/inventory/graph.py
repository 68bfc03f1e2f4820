"""Which function calls which, over the files of a project: who comes from a route to a call.

Only what can be followed by name is an edge: functions and classes of the project, through
imports. What a container or a registry hands out is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from prodgate import syntax as s
from prodgate.inventory import bots, turns
from prodgate.inventory.endpoints import handlers
from prodgate.inventory.record import Call, Endpoint, Place
from prodgate.inventory.values import place
from prodgate.meaning import modules, web
from prodgate.meaning.argument import constant
from prodgate.meaning.asking import Asking, last_part
from prodgate.meaning.endpoints import place as head
from prodgate.meaning.trace import Local, Made, Qualified, Thing, trace

if TYPE_CHECKING:
    from prodgate.view import View

HOPS = 8  # functions between a route and a call

Node = tuple[str, str]  # a file, and the name of a function in it, "" for what runs at the top


class Edges(msgspec.Struct):
    """What one file says: who calls what, and where its endpoints and model calls stand."""

    path: str
    calls: dict[str, set[Node]] = {}
    looped: dict[str, dict[Node, float]] = {}  # how often loops call functions of other files
    entries: list[tuple[Place, str]] = []  # a handler's place, and its function
    asking: list[tuple[Place, str]] = []  # a model call's place, and its function
    mounts: list[tuple[str, str]] = []  # a file whose router is mounted here, and where


def edges(view: View) -> Iterator[Edges]:
    """The one record of a file."""
    found = Edges(view.source.path, {}, {}, [], [])
    for call in view.names.calls:
        home = _home(view, call)
        for target in _targets(view, call):
            found.calls.setdefault(home, set()).add(target)
            if target[0] != found.path and (often := turns.rounds(view, call)) != 1:
                known = found.looped.setdefault(home, {})
                known[target] = _worse(known.get(target, 1), often)
    for made in view.names.functions:  # whoever is handed one made here may run it
        if outer := _home(view, made):
            found.calls.setdefault(outer, set()).add((found.path, key_of(view, made)))
    found.mounts += _mounts(view)
    found.entries += [(place(view, head(view, h)), key_of(view, h)) for h in handlers(view)]
    for function, endpoint in bots.ways(view):
        found.entries.append((endpoint.place, key_of(view, function) if function else ""))
    for node in _asking(view):
        found.asking.append((place(view, node), _home(view, node)))
    yield found


_MOUNTS = {"include_router", "register_blueprint", "use", "mount", "route"}


def _mounts(view: View) -> Iterator[tuple[str, str]]:
    """``app.include_router(chat.router, prefix="/chat")``, ``app.use("/chat", router)``: the
    file of the router, and the prefix."""
    for call in view.names.calls:
        if last_part(call.callee) not in _MOUNTS or len(call.arguments) < 2:
            continue
        prefix = call.keyword("prefix") or call.keyword("url_prefix")
        router = call.positional(0)
        if prefix is None and view.language == "javascript":
            prefix, router = router, call.arguments[-1].value
        known, value = constant(view.names, prefix) if prefix is not None else (False, None)
        if router is None or not known or not isinstance(value, str) or value[:1] != "/":
            continue
        for thing in trace(view.names, router):
            if isinstance(thing, Qualified) and modules.is_local(view, thing.name):
                for file in modules.files(view, thing.name)[:1]:
                    yield file, value.rstrip("/")


def mounted(endpoints: Sequence[Endpoint], found: Iterable[Edges]) -> list[Endpoint]:
    """The endpoints with the prefixes that other files give to their routers."""
    prefixes: dict[str, set[tuple[str, str]]] = {}
    for each in found:
        for file, prefix in each.mounts:
            prefixes.setdefault(file, set()).add((each.path, prefix))
    return [
        replace(each, route=_prefixed(prefixes, each.place.path, each.route))
        if each.route.startswith("/")
        else each
        for each in endpoints
    ]


def _prefixed(prefixes: dict[str, set[tuple[str, str]]], file: str, route: str) -> str:
    """A route behind the mounts on the way up; as it stands where there are two ways."""
    seen: set[str] = set()
    while file not in seen:
        seen.add(file)
        above = prefixes.get(file, set())
        if len(above) != 1:
            break
        file, prefix = next(iter(above))
        route = prefix + (route if route != "/" else "")
    return route


def _asking(view: View) -> Iterator[s.Call]:
    for call in view.found.calls:
        if call.sdk.kind == "model" and call.fact.kind == "generate":
            yield call.node
    yield from view.kept(Asking).direct.values()


def _home(view: View, node: s.Node) -> str:
    """The function that a node runs in; callbacks count as the code around them."""
    last = ""
    for above in view.names.above(node):
        if not isinstance(above, s.Function):
            continue
        last = key_of(view, above)
        if above.name or not isinstance(view.names.parent(above), s.Argument):
            return last
    return last


def key_of(view: View, function: s.Function) -> str:
    """A name for a function that is its own in the file: "Agent.run", or where it starts."""
    name = web.declared_name(view.names, function)
    if not name:
        return f"@{function.start}"
    owner = view.names.parent(function)
    return f"{owner.name}.{name}" if isinstance(owner, s.Class) else name


def _targets(view: View, call: s.Call) -> Iterator[Node]:
    nodes = [call.callee]
    nodes += [a.value for a in call.arguments if isinstance(a.value, s.Name | s.Attribute)]
    for node in nodes:
        for thing in trace(view.names, node):
            yield from _of(view, thing)
    callee = s.bare(call.callee)
    owner = view.names.class_of(call)
    if owner and isinstance(callee, s.Attribute) and s.dotted(callee.value) in {"self", "this"}:
        yield view.source.path, f"{owner.name}.{callee.name}"


def _of(view: View, thing: Thing) -> Iterator[Node]:
    if isinstance(thing, Local):
        yield from _local(view, thing.node, thing.path)
    elif isinstance(thing, Qualified) and not thing.is_global:
        yield from _foreign(view, thing.name, ())
    elif isinstance(thing, Made):
        if isinstance(thing.by, Local):
            yield from _local(view, thing.by.node, thing.path)
        elif isinstance(thing.by, Qualified) and not thing.by.is_global:
            yield from _foreign(view, thing.by.name, thing.path)


def _local(view: View, node: s.Node, path: tuple[str, ...]) -> Iterator[Node]:
    if isinstance(node, s.Function):
        yield view.source.path, key_of(view, node)
    elif isinstance(node, s.Class):
        yield view.source.path, f"{node.name}.{path[0] if path else '__init__'}"


def _foreign(view: View, name: str, path: tuple[str, ...]) -> Iterator[Node]:
    """``services.chat.answer``: a function of a module, or of a class or object of one."""
    if not modules.is_local(view, name):
        return
    parts = name.split(".")
    for file in modules.files(view, name)[:1]:
        yield file, ".".join((parts[-1], *path[:1]))
        if path:
            yield file, path[0]  # an object that the module makes
        else:
            yield file, f"{parts[-1]}.__init__"
        if len(parts) > 1:
            yield file, f"{parts[-2]}.{parts[-1]}"


def joined(
    calls: Sequence[Call], endpoints: Sequence[Endpoint], found: Iterable[Edges]
) -> tuple[list[Call], list[Endpoint]]:
    """The calls, each with the routes that lead to it; the endpoints that lead to one ask."""
    files = {each.path: each for each in found}
    routes: dict[Place, list[Endpoint]] = {}
    for endpoint in endpoints:
        routes.setdefault(endpoint.place, []).append(endpoint)
    leading: dict[Node, dict[Place, float]] = {}
    for each in files.values():
        for at, name in each.entries:
            for node, often in _reached(files, (each.path, name)).items():
                known = leading.setdefault(node, {})
                known[at] = _worse(known.get(at, 1), often)
    homes = {at: (each.path, name) for each in files.values() for at, name in each.asking}
    ways = {c.place: leading.get(homes[c.place], {}) for c in calls if c.place in homes}
    asking = {at for places in ways.values() for at in places}
    return (
        [_with(call, ways.get(call.place, {}), routes) for call in calls],
        [replace(e, asks_model=True) if e.place in asking else e for e in endpoints],
    )


def _with(call: Call, places: dict[Place, float], routes: dict[Place, list[Endpoint]]) -> Call:
    ways = [each for place in sorted(places) for each in routes.get(place, ())]
    if not ways:
        return call
    named = tuple(dict.fromkeys(f"{each.method} {each.route}".strip() for each in ways))
    often = 1.0
    for each in places.values():
        often = _worse(often, each)
    return replace(_oftener(call, often), endpoint=ways[0].route, endpoints=named)


def _oftener(call: Call, often: float) -> Call:
    """A call that loops of other files make so often."""
    if call.rounds is None or often == 1:
        return call
    if math.isfinite(often):
        return replace(call, rounds=call.rounds * int(often))
    unknown = (*call.unknown, "rounds") if math.isnan(often) else call.unknown
    return replace(call, rounds=None, unknown=unknown)


def _worse(one: float, other: float) -> float:
    """The larger; not known is worse than a number, and without an end worse than that."""
    if math.inf in (one, other):
        return math.inf
    return math.nan if math.isnan(one) or math.isnan(other) else max(one, other)


def _reached(files: dict[str, Edges], start: Node) -> dict[Node, float]:
    """The functions that one leads to, and how often the loops between them run each at most."""
    seen: dict[Node, float] = {start: 1.0}
    edge = [start]
    for _ in range(HOPS):
        further: list[Node] = []
        for node in edge:
            file = files.get(node[0])
            if file is None:
                continue
            loops = file.looped.get(node[1], {})
            for target in file.calls.get(node[1], ()):
                often = seen[node] * loops.get(target, 1.0)
                if target not in seen or _is_worse(often, seen[target]):
                    seen[target] = often
                    further.append(target)
        edge = list(dict.fromkeys(further))
        if not edge:
            break
    return seen


def _is_worse(one: float, other: float) -> bool:
    worst = _worse(one, other)
    return worst != other and not (math.isnan(worst) and math.isnan(other))
