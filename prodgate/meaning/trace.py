"""Where a value comes from: the question behind "is this a client of that SDK?".

``trace`` follows names, attributes, ``self.x``, conditionals and one hop through functions of
the same file, and answers with what can be known by name: something imported (``Qualified``),
the result of a call (``Made``), a parameter, or a definition of this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from prodgate import syntax as s
from prodgate.meaning.names import Binding, Names

MOST = 4  # alternatives followed for one value
DEPTH = 14


class Qualified(msgspec.Struct, frozen=True):
    """Something known by its full name: imported, or (``is_global``) bound nowhere in the file."""

    name: str
    is_global: bool = False


class Made(msgspec.Struct, frozen=True):
    """The result of a call, and a path of attributes from there.

    ``call`` is None for a parameter or field that is only declared to be of the type ``by``.
    """

    by: Thing
    call: s.Call | None
    path: tuple[str, ...] = ()


class Parameter(msgspec.Struct, frozen=True):
    """A parameter of a function (or what a loop yields), and a path from there."""

    node: s.Node
    name: str
    path: tuple[str, ...] = ()


class Local(msgspec.Struct, frozen=True):
    """A function or class of this file."""

    node: s.Function | s.Class
    path: tuple[str, ...] = ()


class Value(msgspec.Struct, frozen=True):
    """Any other node: a literal, a mapping, text; with a path from there."""

    node: s.Node
    path: tuple[str, ...] = ()


Thing: TypeAlias = Qualified | Made | Parameter | Local | Value


def trace(names: Names, node: s.Node, depth: int = 0) -> tuple[Thing, ...]:
    """The alternatives for what a node stands for; at most ``MOST``."""
    if depth > DEPTH:
        return ()
    node = s.bare(node)
    kept = names.traced.get(id(node))
    if kept is None:
        names.traced[id(node)] = ()  # a value that is made from itself adds nothing
        kept = names.traced[id(node)] = _trace(names, node, depth)
    return kept


def _trace(names: Names, node: s.Node, depth: int) -> tuple[Thing, ...]:
    if isinstance(node, s.Name):
        return _name(names, node, depth)
    if isinstance(node, s.Attribute):
        return _attribute(names, node, depth)
    if isinstance(node, s.Index):
        if isinstance(node.key, s.Literal) and isinstance(node.key.value, str | int):
            return tuple(_step(t, str(node.key.value)) for t in trace(names, node.value, depth + 1))
        return tuple(_step(t, "*") for t in trace(names, node.value, depth + 1))
    if isinstance(node, s.Call):
        return _call(names, node, depth)
    if isinstance(node, s.Either):
        found = [t for option in node.options for t in trace(names, option, depth + 1)]
        return _unique(found)
    if isinstance(node, s.Assigned):
        return trace(names, node.value, depth + 1)
    if isinstance(node, s.Function | s.Class):
        return (Local(node),)
    return (Value(node),)


def qualified(names: Names, node: s.Node) -> str | None:
    """The full name of what a node refers to, when there is just one."""
    things = trace(names, node)
    if len(things) == 1 and isinstance(things[0], Qualified):
        return things[0].name
    return None


def _unique(things: list[Thing]) -> tuple[Thing, ...]:
    return tuple(dict.fromkeys(things))[:MOST]


def _name(names: Names, node: s.Name, depth: int) -> tuple[Thing, ...]:
    bindings = names.lookup(node)
    if not bindings:
        return (Qualified(node.id, is_global=True),)
    return _bindings(names, bindings, depth)


def _bindings(names: Names, bindings: list[Binding], depth: int) -> tuple[Thing, ...]:
    found: list[Thing] = []
    for binding in bindings:
        if binding.augmented or binding.kind == "declared":
            found += _annotated(names, binding.node, depth)
            continue
        found += _binding(names, binding, depth)
    solid = [t for t in found if not (isinstance(t, Value) and _is_none(t.node))]
    return _unique(solid or found)


def _is_none(node: s.Node) -> bool:
    return isinstance(node, s.Literal) and node.value is None


def _binding(names: Names, binding: Binding, depth: int) -> list[Thing]:
    if binding.kind == "import":
        return [Qualified(binding.qualified or binding.name)]
    if binding.kind in {"function", "class"}:
        assert isinstance(binding.node, s.Function | s.Class)
        return [Local(binding.node)]
    if binding.kind == "param":
        return _param(names, binding, depth)
    if binding.kind in {"loop", "catch"} or binding.value is None:
        return [Parameter(binding.node, binding.name, ("*", *binding.path))]
    things = list(trace(names, binding.value, depth + 1))
    for part in binding.path:
        things = [_step(t, part) for t in things]
    if not any(isinstance(t, Made | Qualified) for t in things):
        things = _annotated(names, binding.node, depth) or things
    return things


def _param(names: Names, binding: Binding, depth: int) -> list[Thing]:
    param = binding.node
    typed = _annotated(names, param, depth)
    if typed:
        return typed
    found: list[Thing] = [Parameter(param, binding.name, binding.path)]
    if isinstance(param, s.Param) and param.default is not None and not binding.path:
        found = [t for t in trace(names, param.default, depth + 1) if isinstance(t, Made)] or found
    return found


def _annotated(names: Names, node: s.Node, depth: int) -> list[Thing]:
    """What a type annotation says: an instance of that class, made elsewhere."""
    annotation = getattr(node, "annotation", None)
    if annotation is None:
        return []
    return [
        Made(thing, None)
        for part in _type_names(annotation)
        for thing in trace(names, part, depth + 1)
        if isinstance(thing, Qualified) and not thing.is_global
    ]


def _type_names(node: s.Node) -> Iterator[s.Node]:
    """``OpenAI`` of ``OpenAI | None``, ``Optional[OpenAI]``, ``Annotated[OpenAI, ...]``."""
    node = s.bare(node)
    if isinstance(node, s.Name | s.Attribute):
        yield node
    elif isinstance(node, s.Index):
        name = s.dotted(node.value) or ""
        if name.rpartition(".")[2] in {"Optional", "Annotated", "Union", "Promise", "Awaitable"}:
            key = node.key
            inner = key.elements[:1] if isinstance(key, s.Items) else (key,)
            for part in inner:
                yield from _type_names(part)
    elif isinstance(node, s.Binary) and node.operator == "|":
        yield from _type_names(node.left)
        yield from _type_names(node.right)


def _attribute(names: Names, node: s.Attribute, depth: int) -> tuple[Thing, ...]:
    if bindings := names.member(node):
        return _bindings(names, bindings, depth)
    return _unique([_step(t, node.name) for t in trace(names, node.value, depth + 1)])


def _step(thing: Thing, part: str) -> Thing:
    """One attribute further."""
    if isinstance(thing, Qualified):
        return Qualified(f"{thing.name}.{part}", thing.is_global)
    if isinstance(thing, Made):
        return Made(thing.by, thing.call, (*thing.path, part))
    if isinstance(thing, Parameter):
        return Parameter(thing.node, thing.name, (*thing.path, part))
    if isinstance(thing, Local):
        return Local(thing.node, (*thing.path, part))
    return _into(thing, part)


def _into(thing: Value, part: str) -> Thing:
    if isinstance(thing.node, s.Mapping) and not thing.path:
        for entry in thing.node.entries:
            if entry.name == part:
                return Value(entry.value)
    return Value(thing.node, (*thing.path, part))


def _call(names: Names, node: s.Call, depth: int) -> tuple[Thing, ...]:
    callee = s.bare(node.callee)
    if isinstance(callee, s.Name) and callee.id in {"require", "import"}:
        module = node.positional(0)
        if isinstance(module, s.Literal) and isinstance(module.value, str):
            return (Qualified(module.value),)
    found: list[Thing] = []
    for thing in trace(names, node.callee, depth + 1):
        if isinstance(thing, Local) and not thing.path and isinstance(thing.node, s.Function):
            returned = _returned(names, thing.node, depth)
            found += returned or [Made(thing, node)]
        else:
            found.append(Made(thing, node))
    return _unique(found)


def _returned(names: Names, function: s.Function, depth: int) -> list[Thing]:
    """What a function of this file gives back, where that is something made or imported."""
    found: list[Thing] = []
    for node in s.walk_scope(*function.body):
        value: s.Node | None = None
        if isinstance(node, s.Return):
            value = node.value
        elif isinstance(node, s.Opaque) and node.kind == "yield" and node.children:
            value = node.children[0]
        if value is not None:
            found += [t for t in trace(names, value, depth + 3) if isinstance(t, Made)]
    if not found and function.returns is not None:
        for part in _type_names(function.returns):
            for thing in trace(names, part, depth + 1):
                if isinstance(thing, Qualified) and not thing.is_global:
                    found.append(Made(thing, None))
    return found
