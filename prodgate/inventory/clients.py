"""The client that a call is made on, where another file of the project makes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import modules, web
from prodgate.meaning.calls import Call, Client
from prodgate.meaning.trace import Local, Made, Qualified, trace

if TYPE_CHECKING:
    from prodgate.view import View


def elsewhere(view: View, call: Call) -> tuple[tuple[View, Client], ...]:
    """The clients of another file that a call may be made on, each with the view of its file."""
    found = {id(client.node): (there, client) for there, client in _found(view, call)}
    return tuple(found.values())


def _found(view: View, call: Call) -> Iterator[tuple[View, Client]]:
    from prodgate.body import neighbours

    for name in _names(view, call.node):
        if not modules.is_local(view, name):
            continue
        other = neighbours.of(view, name)
        if other is not None:
            there, last = other
            for client in there.found.clients:
                if client.sdk is call.sdk and _is_of(there, client, last):
                    yield there, client


def _names(view: View, node: s.Call) -> Iterator[str]:
    """What the callee begins with: an imported client, or the function that gives one."""
    root = s.bare(node.callee)
    while isinstance(root, s.Attribute | s.Index):
        root = s.bare(root.value)
    if isinstance(root, s.Name):
        for binding in view.names.lookup(root):
            if binding.kind == "import" and binding.qualified:
                yield binding.qualified
    for thing in trace(view.names, node.callee):
        below: object = thing
        while isinstance(below, Made):
            below = below.by
        if isinstance(below, Qualified) and not below.is_global and below is not thing:
            yield below.name


def _is_of(view: View, client: Client, name: str) -> bool:
    """Whether a client is what the module has under a name, or what its function of it gives."""
    for above in view.names.above(client.node):
        if isinstance(above, s.Function):
            return web.declared_name(view.names, above) == name
        if isinstance(above, s.Assign) and view.names.function(above) is None:
            return any(s.dotted(target) == name for target in above.targets)
    return any(
        isinstance(thing, Local) and thing.node is view.names.function(client.node)
        for binding in view.names.scopes[id(view.module)].bindings.get(name, [])
        for thing in (trace(view.names, binding.value) if binding.value is not None else ())
    )
