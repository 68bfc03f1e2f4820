"""Which function calls which, over the files of a project: who comes from a route to a call.

Only what can be followed by name is an edge: functions and classes of the project, through
imports. What a container or a registry hands out is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from prodgate import syntax as s
from prodgate.inventory import bots
from prodgate.inventory.endpoints import handlers
from prodgate.inventory.record import Call, Endpoint, Place
from prodgate.inventory.values import place
from prodgate.meaning import modules, web
from prodgate.meaning.asking import Asking
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
    entries: list[tuple[Place, str]] = []  # a handler's place, and its function
    asking: list[tuple[Place, str]] = []  # a model call's place, and its function


def edges(view: View) -> Iterator[Edges]:
    """The one record of a file."""
    found = Edges(view.source.path, {}, [], [])
    for call in view.names.calls:
        home = _home(view, call)
        for target in _targets(view, call):
            found.calls.setdefault(home, set()).add(target)
    found.entries += [(place(view, head(view, h)), key_of(view, h)) for h in handlers(view)]
    for function, endpoint in bots.ways(view):
        found.entries.append((endpoint.place, key_of(view, function) if function else ""))
    for node in _asking(view):
        found.asking.append((place(view, node), _home(view, node)))
    yield found


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


def with_endpoints(
    calls: Sequence[Call], endpoints: Sequence[Endpoint], found: Iterable[Edges]
) -> list[Call]:
    """The calls, each with the routes that lead to it."""
    files = {each.path: each for each in found}
    routes: dict[Place, list[Endpoint]] = {}
    for endpoint in endpoints:
        routes.setdefault(endpoint.place, []).append(endpoint)
    leading: dict[Node, set[Place]] = {}
    for each in files.values():
        for at, name in each.entries:
            for node in _reached(files, (each.path, name)):
                leading.setdefault(node, set()).add(at)
    homes = {at: (each.path, name) for each in files.values() for at, name in each.asking}
    nowhere: set[Place] = set()
    return [
        _with(call, leading.get(homes[call.place], nowhere), routes)
        if call.place in homes
        else call
        for call in calls
    ]


def _with(call: Call, places: set[Place], routes: dict[Place, list[Endpoint]]) -> Call:
    ways = [each for place in sorted(places) for each in routes.get(place, ())]
    if not ways:
        return call
    named = tuple(dict.fromkeys(f"{each.method} {each.route}".strip() for each in ways))
    return replace(call, endpoint=ways[0].route, endpoints=named)


def _reached(files: dict[str, Edges], start: Node) -> set[Node]:
    seen = {start}
    edge = [start]
    for _ in range(HOPS):
        further: list[Node] = []
        for path, name in edge:
            if path in files:
                further += files[path].calls.get(name, ())
        edge = [node for node in dict.fromkeys(further) if node not in seen]
        seen.update(edge)
        if not edge:
            break
    return seen
