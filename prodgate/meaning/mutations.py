"""What changes a value after it was bound: ``x["a"] = 1``, ``x.update(...)``."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from prodgate import syntax as s


class Mutation(msgspec.Struct, frozen=True, eq=False, gc=False):
    """``name[key] = value``, ``name.key = value``, ``name.update(...)``; key None: unknown keys."""

    node: s.Node
    key: str | None
    value: s.Node | None


def changed_by(call: s.Call) -> Iterator[tuple[str, Mutation]]:
    """The names that a call changes, and how: ``x.update(...)``, ``Object.assign(x, ...)``."""
    callee = call.callee
    if not isinstance(callee, s.Attribute) or not isinstance(callee.value, s.Name):
        return
    if callee.name in {"update", "setdefault", "pop"}:
        for key, value in _updated(call, callee.name):
            yield callee.value.id, Mutation(call, key, value)
    elif callee.name == "assign" and callee.value.id == "Object" and call.arguments:
        target = call.arguments[0].value
        if isinstance(target, s.Name):
            for argument in call.arguments[1:]:
                for key, value in _entries(argument.value):
                    yield target.id, Mutation(call, key, value)


def _updated(call: s.Call, method: str) -> Iterator[tuple[str | None, s.Node | None]]:
    if method in {"setdefault", "pop"}:
        key = call.positional(0)
        text = key.value if isinstance(key, s.Literal) and isinstance(key.value, str) else None
        yield text, call.positional(1) if method == "setdefault" else None
        return
    for argument in call.arguments:
        if argument.name and argument.name != "**":
            yield argument.name, argument.value
        else:
            yield from _entries(argument.value)


def _entries(node: s.Node) -> Iterator[tuple[str | None, s.Node | None]]:
    if isinstance(node, s.Mapping):
        for entry in node.entries:
            yield entry.name, entry.value
    else:
        yield None, None
