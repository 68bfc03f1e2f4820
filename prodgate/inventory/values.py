"""What a node may stand for: texts that are written in the project, and settings that choose them.

Constants are followed through names, conditionals, defaults of parameters and of the environment,
and one import into another file of the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.inventory import settings
from prodgate.inventory.record import Place
from prodgate.meaning.argument import constant

if TYPE_CHECKING:
    from prodgate.meaning.names import Binding
    from prodgate.view import View

DEPTH = 8


class Choice(Struct, frozen=True):
    """One text that a node may stand for. ``name`` is "" where only the setting says it."""

    name: str
    setting: str
    view: View
    node: s.Node


def place(view: View, node: s.Node) -> Place:
    """Where a node stands."""
    return place_at(view, node.start)


def place_at(view: View, offset: int) -> Place:
    """Where a character of a file stands."""
    cell, line = view.source.shown(view.source.position(offset)[0])
    return Place(view.source.path, line, cell)


def choices(view: View, node: s.Node, setting: str = "", depth: int = 0) -> Iterator[Choice]:
    """The texts that a node may stand for, in the order they are written."""
    node = s.bare(node)
    if depth > DEPTH:
        return
    if isinstance(node, s.Literal):
        if isinstance(node.value, str) and node.value:
            yield Choice(node.value, setting, view, node)
        return
    if (read := settings.at(view, node)) is not None:
        yield from _of_setting(view, read, depth)
    elif isinstance(node, s.Either):
        yield from _of_either(view, node, setting, depth)
    elif isinstance(node, s.Name):
        yield from _of_bindings(view, view.names.lookup(node), setting, depth)
    elif isinstance(node, s.Attribute):
        yield from _of_attribute(view, node, setting, depth)
    elif isinstance(node, s.Call):
        yield from _of_call(view, node, setting, depth)
    elif isinstance(node, s.Text):
        known, value = constant(view.names, node)
        if known and isinstance(value, str):
            yield Choice(value, setting, view, node)


def _of_setting(view: View, read: settings.Setting, depth: int) -> Iterator[Choice]:
    found = []
    if read.default is not None:
        found = list(choices(view, read.default, read.name, depth + 1))
    yield from found or [Choice("", read.name, view, read.node)]


def _of_either(view: View, node: s.Either, setting: str, depth: int) -> Iterator[Choice]:
    """``process.env.MODEL ?? "gpt-4o"``: the setting, with the name that stands in for it."""
    first = s.bare(node.options[0])
    read = settings.at(view, first) if node.test is None else None
    if read is not None and read.default is not None and node.operator in {"or", "??"}:
        yield from _of_setting(view, read, depth)
        return
    for option in node.options:
        yield from choices(view, option, setting, depth + 1)


def _of_bindings(view: View, bindings: list[Binding], setting: str, depth: int) -> Iterator[Choice]:
    for binding in bindings[:4]:
        if binding.kind == "import" and binding.qualified:
            yield from _imported(view, binding.qualified, setting, depth)
            continue
        if isinstance(binding.node, s.Bound) and settings.usable(binding.name):
            yield from _of_bound(view, binding, setting, depth)
            continue
        value = binding.value if binding.kind == "value" and not binding.path else None
        if isinstance(binding.node, s.Param):
            value = binding.node.default
        if value is not None and not binding.augmented:
            yield from choices(view, value, setting, depth + 1)


def _of_bound(view: View, binding: Binding, setting: str, depth: int) -> Iterator[Choice]:
    """``{ model = "gpt-4o" }``: of the environment, or of a parameter."""
    assert isinstance(binding.node, s.Bound)
    owner = view.names.parent(view.names.parent(binding.node) or binding.node)
    value = owner.value if isinstance(owner, s.Assign) else None
    if value is not None and s.dotted(s.bare(value)) == "process.env":
        setting = binding.path[0] if binding.path else binding.name
    found: list[Choice] = []
    if binding.node.default is not None:
        found = list(choices(view, binding.node.default, setting, depth + 1))
    if not found and setting:
        found = [Choice("", setting, view, binding.node)]
    yield from found


def _of_attribute(view: View, node: s.Attribute, setting: str, depth: int) -> Iterator[Choice]:
    bindings = view.names.member(node)
    if bindings:
        yield from _of_bindings(view, bindings, setting, depth)
        return
    from prodgate.meaning.trace import Local, Made, Qualified, Value, trace

    for thing in trace(view.names, node):
        if isinstance(thing, Qualified) and not thing.is_global:
            yield from _imported(view, thing.name, setting, depth)
        elif isinstance(thing, Made) and isinstance(thing.by, Local) and len(thing.path) == 1:
            yield from _of_field(view, thing.by.node, thing.path[0], setting, depth)
        elif isinstance(thing, Local) and len(thing.path) == 1:
            yield from _of_field(view, thing.node, thing.path[0], setting, depth)
        elif isinstance(thing, Value) and not thing.path and thing.node is not node:
            yield from choices(view, thing.node, setting, depth + 1)


def _of_field(view: View, owner: s.Node, name: str, setting: str, depth: int) -> Iterator[Choice]:
    """A field of a class of this file; of ``BaseSettings``, the environment chooses it."""
    if not isinstance(owner, s.Class):
        return
    for node in owner.body:
        if not isinstance(node, s.Assign) or s.dotted(node.targets[0]) != name:
            continue
        for read in settings.settings(view):
            if read.node is node:
                yield from _of_setting(view, read, depth)
                return
        if node.value is not None:
            yield from choices(view, node.value, setting, depth + 1)


_STRIPS = {"strip", "lower", "trim", "toLowerCase", "str", "String"}


def _of_call(view: View, node: s.Call, setting: str, depth: int) -> Iterator[Choice]:
    """``openai("gpt-4o")`` of a provider, ``getenv(...).strip()``, a function of this file."""
    from prodgate.meaning.trace import Local, qualified, trace

    callee = s.bare(node.callee)
    if isinstance(callee, s.Attribute) and callee.name in _STRIPS:
        yield from choices(view, callee.value, setting, depth + 1)
        return
    if is_provider(view, node) or (qualified(view.names, callee) or "") in _STRIPS:
        yield from choices(view, node.arguments[0].value, setting, depth + 1)
        return
    for thing in trace(view.names, callee):
        if isinstance(thing, Local) and isinstance(thing.node, s.Function) and not thing.path:
            for below in s.walk_scope(*thing.node.body):
                if isinstance(below, s.Return) and below.value is not None:
                    yield from choices(view, below.value, setting, depth + 2)


_PROVIDERS = ("@ai-sdk/", "@openrouter/", "ollama-ai-provider", "workers-ai-provider")


def is_provider(view: View, call: s.Call) -> bool:
    """``openai("gpt-4o")``, ``provider.chat("...")`` of the AI SDK's packages."""
    from prodgate.meaning.trace import Made, Qualified, trace

    if not call.arguments:
        return False
    for thing in trace(view.names, call.callee):
        name = ""
        if isinstance(thing, Qualified) and not thing.is_global:
            name = thing.name
        elif isinstance(thing, Made) and isinstance(thing.by, Qualified):
            name = thing.by.name  # createOpenAI({...})("gpt-4o")
        first = s.bare(call.arguments[0].value)
        last = name.rpartition(".")[2]
        if name.startswith(_PROVIDERS) and not isinstance(first, s.Mapping):
            return not (isinstance(thing, Qualified) and last.startswith("create"))
    return False


def _imported(view: View, name: str, setting: str, depth: int) -> Iterator[Choice]:
    """A constant, or a field of an object, of another file of the project."""
    from prodgate.body import neighbours
    from prodgate.meaning import modules

    parts = name.split(".")
    for cut in (0, 1):
        target = ".".join(parts[: len(parts) - cut]) if cut else name
        if cut and len(parts) < 2:
            return
        if not modules.is_local(view, target):
            continue
        other = neighbours.of(view, target)
        if other is None:
            continue
        there, last = other
        found = list(_there(there, last, parts[len(parts) - cut :], setting, depth))
        if found:
            yield from found
            return


def _there(view: View, name: str, path: list[str], setting: str, depth: int) -> Iterator[Choice]:
    scope = view.names.scopes[id(view.module)]
    bindings = scope.bindings.get(name, [])
    if not path:
        yield from _of_bindings(view, bindings[:2], setting, depth + 1)
        return
    from prodgate.meaning.trace import Local, Made, trace

    for binding in bindings[:2]:
        value = binding.value
        if isinstance(binding.node, s.Class):
            yield from _of_field(view, binding.node, path[0], setting, depth + 1)
        elif value is not None and isinstance(s.bare(value), s.Mapping):
            mapping = s.bare(value)
            assert isinstance(mapping, s.Mapping)
            for entry in mapping.entries:
                if entry.name == path[0]:
                    yield from choices(view, entry.value, setting, depth + 1)
        elif value is not None:
            for thing in trace(view.names, value):
                if isinstance(thing, Made) and isinstance(thing.by, Local) and not thing.path:
                    yield from _of_field(view, thing.by.node, path[0], setting, depth + 1)
