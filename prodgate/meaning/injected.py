"""What a framework gives a handler through ``Depends(...)``: the functions that it runs first.

A function that is given there may ask for others in its own parameters, stand in another file, or
be made by a factory: ``Depends(get_service(validate))`` runs the function that ``get_service``
returns, and what that one depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from prodgate import syntax as s
from prodgate.meaning import modules
from prodgate.meaning.asking import last_part
from prodgate.meaning.trace import Local, Made, Qualified, Thing, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

MECHANISMS = {"Depends", "Security"}
_HOPS = 5  # dependencies of dependencies
_MOST = 40  # functions looked at for one handler
_DATABASE = lazy(r"(?i)\bdb\b|database|sqlalchemy|asyncsession|get_session|get_db")

Found: TypeAlias = "tuple[View, s.Function]"


def any_dependency(
    view: View, function: s.Function, judge: Callable[[View, s.Function], bool]
) -> bool:
    """Whether something that a function depends on, near or far, is what ``judge`` looks for."""
    seen: set[tuple[str, int]] = set()
    edge: list[Found] = [(view, function)]
    for _ in range(_HOPS):
        below = [found for at, where in edge for found in _below(at, where)]
        edge = []
        for other, each in below:
            key = other.source.path, each.start
            if key not in seen and len(seen) < _MOST:
                seen.add(key)
                if judge(other, each):
                    return True
                edge.append((other, each))
    return False


def _below(view: View, function: s.Function) -> Iterator[Found]:
    for given in needs(view, function):
        if not _DATABASE.search(view.code(given)):
            yield from provided(view, given)


def needs(view: View, function: s.Function) -> Iterator[s.Node]:
    """What is given to ``Depends`` in the parameters and the decorators of a function."""
    for param in function.params:
        yield from needed(view, param)
    for decorator in function.decorators:
        yield from _given(view, decorator)


def needed(view: View, param: s.Param) -> Iterator[s.Node]:
    """What a parameter is filled by."""
    for part in (param.default, param.annotation):
        if part is not None:
            yield from _given(view, part)


def _given(view: View, node: s.Node) -> Iterator[s.Node]:
    """Also through ``CurrentUser = Annotated[User, Depends(current_user)]`` of the file."""
    for part in s.walk(node):
        if isinstance(part, s.Call) and last_part(part.callee) in MECHANISMS:
            yield from (a.value for a in part.arguments[:1])
        elif isinstance(part, s.Name) and part is node:
            for binding in view.names.lookup(part):
                if binding.kind == "value" and isinstance(binding.value, s.Index):
                    yield from _given(view, binding.value)


def provided(view: View, given: s.Node) -> Iterator[Found]:
    """The functions that are run for what is given to ``Depends``."""
    given = s.bare(given)
    if not isinstance(given, s.Call):
        for other, node in definitions(view, given):
            yield from ((other, each) for each in _runs(node, "__init__"))
        return
    for argument in given.arguments:  # a function that the factory's own depends on
        if isinstance(s.bare(argument.value), s.Name | s.Attribute):
            yield from provided(view, argument.value)
    for other, node in definitions(view, given.callee):
        if isinstance(node, s.Class):  # Depends(Roles("admin")): the instance is called
            yield from ((other, each) for each in _runs(node, "__call__"))
            continue
        made = [n for n in s.walk(*node.body) if isinstance(n, s.Function)]
        yield from ((other, each) for each in made or [node])


def _runs(node: s.Function | s.Class, method: str) -> Iterator[s.Function]:
    if isinstance(node, s.Function):
        yield node
    else:
        yield from (n for n in node.body if isinstance(n, s.Function) and n.name == method)


def returned(view: View, given: s.Node) -> Iterator[tuple[View, s.Class]]:
    """The classes of the project whose instances a dependency gives."""
    if not isinstance(s.bare(given), s.Call):
        for other, node in definitions(view, given):
            if isinstance(node, s.Class):
                yield other, node
    for other, function in provided(view, given):
        for part in s.walk_scope(*function.body):
            value = s.bare(part.value) if isinstance(part, s.Return) and part.value else None
            made = definitions(other, value.callee) if isinstance(value, s.Call) else ()
            yield from ((at, node) for at, node in made if isinstance(node, s.Class))


def definitions(view: View, node: s.Node) -> Iterator[tuple[View, s.Function | s.Class]]:
    """Where a name is defined: in this file, or in the module that it is imported from."""
    for thing in trace(view.names, node):
        yield from defined(view, thing)


def defined(view: View, thing: Thing) -> Iterator[tuple[View, s.Function | s.Class]]:
    """The definition of what a value stands for."""
    from prodgate.meaning.endpoints import parsed

    if isinstance(thing, Local):
        if not thing.path:
            yield view, thing.node
        elif isinstance(thing.node, s.Class):
            yield from ((view, each) for each in _runs(thing.node, thing.path[-1]))
    elif isinstance(thing, Made) and thing.call is not None and isinstance(thing.by, Local):
        if isinstance(thing.by.node, s.Class) and len(thing.path) < 2:
            method = thing.path[0] if thing.path else "__call__"
            yield from ((view, each) for each in _runs(thing.by.node, method))
    elif isinstance(thing, Qualified) and not thing.is_global:
        path = next(iter(modules.files(view, thing.name)), view.source.path)
        other = parsed(view, path) if path != view.source.path else None
        parts = thing.name.split(".")[-2:]
        if other is not None:
            yield from ((other, each) for each in _named(other, parts))


def _named(view: View, parts: list[str]) -> Iterator[s.Function | s.Class]:
    """``function`` of a module, or ``Class.method``."""
    for node in view.module.body:
        if isinstance(node, s.Function | s.Class) and node.name == parts[-1]:
            yield node
        elif isinstance(node, s.Class) and node.name == parts[0]:
            yield from _runs(node, parts[-1])
