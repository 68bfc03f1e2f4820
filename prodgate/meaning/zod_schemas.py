"""What a zod schema of a file leaves of what it checks: free text, or something that is none.

``z.string()`` says how long a text is and of which type, and nothing of what it says: it is as much
the caller's as before. One of several words, a number, an id, an address, or a text that somebody's
own expression looked at, is no free text. A schema that is not written in the file is not known.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from prodgate import syntax as s
from prodgate.meaning.names import Binding
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

Schema: TypeAlias = s.Node

_DEPTH = 12
_SHORT = 32  # characters that no order fits into
_PARSES = {"parse", "parseAsync"}
_ASKS = {"safeParse", "safeParseAsync", "spa"}
_SAME = {
    "optional", "nullable", "nullish", "default", "catch", "describe", "meta", "strict", "readonly",
    "brand", "min", "max", "length", "nonempty", "trim", "toLowerCase", "toUpperCase", "partial",
    "deepPartial", "required", "passthrough", "loose", "strip", "extend", "safeExtend", "refine",
    "prefault", "nonoptional", "catchall",
}  # fmt: skip
_INNER = {
    "array", "set", "optional", "nullable", "nullish", "promise", "readonly", "union", "tuple",
    "discriminatedUnion", "intersection", "map", "record", "partialRecord", "strictObject",
    "looseObject", "object",
}  # fmt: skip
_OPEN = {"any", "unknown", "json"}
_OPENING = {"passthrough", "loose", "catchall"}
# What may stand in the callback of ``refine`` and only asks how long something is.
_SIZE = lazy(
    r"^(?:async\s*)?\(?\s*\w+[^)=]*\)?\s*=>\s*[^&|?]*(?:\(\w+\)\s*\?\?\s*\"\"\)\s*)?"
    r"\.length\s*[<>]=?\s*[\w.]+\s*$"
)
_SAME_VALUE = lazy(r"^\(?(\w+)\)?\s*=>\s*\1\s+as\s+\w+$")


class ZodSchemas:
    """Answers for one file of JavaScript or TypeScript."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.names = view.names

    @cached_property
    def _imported(self) -> set[str]:
        """The names of zod itself in this file."""
        if self.view.language != "javascript" or "zod" not in self.view.text:
            return set()
        found = {
            local
            for node in self.names.imports
            if re.match(r"(?:npm:|https://.*/)?zod(?:[@/].*)?$", node.module)
            for local, _ in node.names
        }
        return found | set(re.findall(r"\b(\w+)\s*\}?\s*=\s*require\([\"']zod", self.view.text))

    # -- which schema a value was checked by

    def parsed(self, node: s.Node) -> Schema | None:
        """The schema of ``Schema.parse(x)`` and ``Schema.safeParse(x)``."""
        call = s.bare(node)
        if not self._imported or not isinstance(call, s.Call):
            return None
        callee = call.callee
        if not isinstance(callee, s.Attribute) or callee.name not in _PARSES | _ASKS:
            return None
        return callee.value if self._root(callee.value) is not None else None

    def checked(self, node: s.Node, depth: int = 0) -> Schema | None:
        """The schema, or the part of one, that says what a value is."""
        node = s.bare(node)
        if not self._imported or depth > _DEPTH:
            return None
        if isinstance(node, s.Name):
            found = (self._bound(binding, depth + 1) for binding in self.names.lookup(node))
            return next((schema for schema in found if schema is not None), None)
        if isinstance(node, s.Attribute):
            return self._part(node.value, node.name, depth + 1)
        if isinstance(node, s.Index):
            key = node.key.value if isinstance(node.key, s.Literal) else None
            return self._part(node.value, key if isinstance(key, str) else "0", depth + 1)
        if isinstance(node, s.Call):
            return self.parsed(node) if _method(node) not in _ASKS else None
        return None

    def _bound(self, binding: Binding, depth: int) -> Schema | None:
        if binding.value is None or binding.kind not in {"value", "loop"}:
            return None
        path = list(binding.path)
        if _method(s.bare(binding.value)) in _ASKS:
            if path[:1] != ["data"]:
                return None
            schema, path = self.parsed(binding.value), path[1:]
        else:
            schema = self.checked(binding.value, depth)
        if binding.kind == "loop":
            path.insert(0, "0")
        for name in path:
            schema = self.child(schema, name, depth) if schema is not None else None
        return schema

    def _part(self, owner: s.Node, name: str, depth: int) -> Schema | None:
        owner = s.bare(owner)
        if name == "data" and (asked := self._asked(owner)) is not None:
            return asked
        schema = self.checked(owner, depth)
        return self.child(schema, name, depth) if schema is not None else None

    def _asked(self, node: s.Node) -> Schema | None:
        """``result`` of ``const result = Schema.safeParse(...)``."""
        if isinstance(node, s.Call):
            return self.parsed(node) if _method(node) in _ASKS else None
        for binding in self.names.lookup(node) if isinstance(node, s.Name) else ():
            value = s.bare(binding.value) if binding.value is not None else None
            if value is not None and not binding.path and _method(value) in _ASKS:
                return self.parsed(value)
        return None

    def is_verdict(self, node: s.Node) -> bool:
        """``result.success`` and ``result.error`` of a ``safeParse``, by whatever name."""
        if not self._imported:
            return False
        if isinstance(node, s.Attribute):
            return node.name != "data" and self._asked(s.bare(node.value)) is not None
        bindings = self.names.lookup(node) if isinstance(node, s.Name) else []
        return any(
            b.value is not None
            and b.path[:1] not in {(), ("data",)}
            and _method(s.bare(b.value)) in _ASKS
            and self.parsed(b.value) is not None
            for b in bindings
        )

    # -- what it says

    def child(self, schema: Schema, name: str, depth: int = 0) -> Schema | None:
        """What the schema of an object says of a field, or that of a list of its items."""
        root = self._root(schema)
        if root is None or depth > _DEPTH:
            return None
        call, kind, methods = root
        for method in methods:  # the last extension counts
            if _method(method) in {"extend", "safeExtend"} and (entry := _entry(method, name)):
                return entry
        if kind in _OPEN | {"custom"}:
            return schema
        if kind in {"object", "strictObject", "looseObject"}:
            return _entry(call, name)
        if kind in {"array", "set"} or (kind == "record" and call.arguments):
            return call.arguments[-1].value if kind == "record" else call.positional(0)
        if kind in {"optional", "nullable", "nullish", "readonly"} and call.arguments:
            return self.child(call.arguments[0].value, name, depth + 1)
        return None

    def is_text(self, schema: Schema, depth: int = 0) -> bool:
        """Whether what a schema lets through may hold free text; False where it is not known."""
        root = self._root(schema)
        if root is None or depth > _DEPTH:
            return False
        call, kind, methods = root
        if not all(self._says_nothing(method) for method in methods):
            return False
        if kind in _OPEN or any(_method(method) in _OPENING for method in methods):
            return True
        if kind == "looseObject":
            return True
        if kind == "string":
            return not any(_is_short(method) for method in methods)
        if kind == "custom":
            return not call.arguments or self._is_size(call.arguments[0].value)
        if kind not in _INNER:
            return False
        inner = list(_inside(call))
        inner += [value for m in methods if _method(m) != "refine" for value in _inside(m)]
        return any(self.is_text(value, depth + 1) for value in inner)

    def _says_nothing(self, method: s.Call) -> bool:
        """Whether a method leaves what a text says open: a limit, a default."""
        name = _method(method)
        if name == "transform":  # another type, the same text
            return bool(method.arguments) and bool(
                _SAME_VALUE.match(self.view.code(method.arguments[0].value))
            )
        if name == "refine":
            return bool(method.arguments) and self._is_size(method.arguments[0].value)
        return name in _SAME

    def _is_size(self, node: s.Node) -> bool:
        return bool(_SIZE.match(self.view.code(node)))

    def _root(self, schema: Schema, depth: int = 0) -> tuple[s.Call, str, list[s.Call]] | None:
        """``z.string()`` below ``z.string().max(10).optional()``, its name, and the methods."""
        methods: list[s.Call] = []
        node = s.bare(schema)
        while isinstance(node, s.Call) and isinstance(node.callee, s.Attribute):
            owner = s.bare(node.callee.value)
            name = (s.dotted(node.callee) or "").split(".")
            if len(name) > 1 and name[0] in self._imported and self._is_import(owner):
                coerced = name[1] == "coerce" and name[-1] != "string"
                return node, "coerce" if coerced else name[-1], methods
            methods.append(node)
            node = owner
        if not isinstance(node, s.Name) or depth > _DEPTH:
            return None
        for binding in self.names.lookup(node):
            if binding.kind == "value" and binding.value is not None and not binding.path:
                found = self._root(binding.value, depth + 1)
                return (found[0], found[1], methods + found[2]) if found is not None else None
        return None

    def _is_import(self, owner: s.Node) -> bool:
        """``z`` and ``z.coerce``, and nothing of that name which is something else here."""
        while isinstance(owner, s.Attribute):
            owner = s.bare(owner.value)
        return isinstance(owner, s.Name) and owner.id in self._imported


def _method(node: s.Node) -> str:
    callee = node.callee if isinstance(node, s.Call) else None
    return callee.name if isinstance(callee, s.Attribute) else ""


def _entry(call: s.Call, name: str) -> s.Node | None:
    fields = s.bare(call.arguments[0].value) if call.arguments else None
    entries = fields.entries if isinstance(fields, s.Mapping) else ()
    return next((entry.value for entry in entries if entry.name == name), None)


def _inside(call: s.Call) -> list[s.Node]:
    """The schemas among the arguments of one: fields, items, options."""
    found: list[s.Node] = []
    for argument in call.arguments:
        given = s.bare(argument.value)
        if isinstance(given, s.Mapping):
            found += [entry.value for entry in given.entries]
        elif isinstance(given, s.Items):
            found += given.elements
        else:
            found.append(given)
    return found


def _is_short(method: s.Call) -> bool:
    """``.max(20)``"""
    limit = method.positional(0) if _method(method) in {"max", "length"} else None
    number = s.bare(limit) if limit is not None else None
    value = number.value if isinstance(number, s.Literal) else None
    return isinstance(value, int) and value <= _SHORT
