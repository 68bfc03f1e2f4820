"""What the fields and methods that are used of a value say of it: ``.trim()``, ``["id"]``,
``.get("id")``, ``.map(...)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.body.shape import HINT, LIKELY, SURE, Shape, kind_of_name
from prodgate.body.verdicts import STRING_METHODS, literal_kind, presence

if TYPE_CHECKING:
    from prodgate.body.infer import Uses

_LIST_METHODS = {
    "map", "forEach", "filter", "some", "every", "find", "findIndex", "findLast", "reduce",
    "flatMap", "push", "unshift", "pop", "shift", "splice", "sort", "reverse", "join", "entries",
    "append", "extend", "insert", "remove",
}  # fmt: skip
_CALLBACKS = {
    "map",
    "forEach",
    "filter",
    "some",
    "every",
    "find",
    "findIndex",
    "findLast",
    "flatMap",
}
_EITHER = {
    "length",
    "slice",
    "includes",
    "indexOf",
    "concat",
    "at",
    "lastIndexOf",
    "count",
    "index",
}
_NUMBER_METHODS = {"toFixed", "toPrecision"}
_HARMLESS = {"toString", "valueOf", "then", "catch", "isoformat", "hasOwnProperty"}
_DICT_ALL = {"items", "keys", "values", "copy", "update"}


def attribute(uses: Uses, parent: s.Attribute, shape: Shape, depth: int) -> None:
    """A field of the value, or a method of it that is called."""
    name = parent.name
    call = uses.names.parent(parent)
    called = call if isinstance(call, s.Call) and call.callee is parent else None
    if called is None and (uses.python or name != "length"):
        if uses.python:  # a dict has no attributes: an object that nobody can dump
            shape.unusual = f".{name}"
            return
        uses.follow(parent, shape.has(name), depth + 1)
        return
    if name == "get" and called is not None:
        _get(uses, called, shape, depth)
    elif name in STRING_METHODS and not (name == "replace" and shape.fields):
        shape.vote("string")
        if called is not None and name != "split":
            _chained(uses, called, shape)
    elif name in _LIST_METHODS:
        _list_method(uses, name, called, shape, depth)
    elif name in _EITHER:
        text_or_list(uses, name, called, shape, depth)
    elif name in _NUMBER_METHODS:
        shape.vote("number")
    elif name in _DICT_ALL | {"setdefault"}:
        shape.vote("object", HINT)
        shape.opened = True
    elif name not in _HARMLESS:
        shape.unusual = f".{name}()"


def _chained(uses: Uses, call: s.Call, shape: Shape) -> None:
    """``body.prompt.trim()`` goes on as text; what it is compared with says nothing new."""
    if shape.kind == "string":
        parent = uses.names.parent(call)
        if isinstance(parent, s.Unary):
            presence(shape)


def _get(uses: Uses, call: s.Call, shape: Shape, depth: int) -> None:
    """``data.get("key", default)``"""
    key = call.positional(0)
    if not isinstance(key, s.Literal) or not isinstance(key.value, str):
        shape.unusual = ".get() of a computed name"
        return
    if any(a.name is not None for a in call.arguments):
        shape.unusual = ".get(..., type=)"
        return
    inner = shape.has(key.value)
    inner.optional = inner.asked = True
    default = call.positional(1)
    if default is None:
        inner.nullable = True
    elif (kind := literal_kind(default)) is not None:
        inner.vote(kind, LIKELY)
    uses.follow(call, inner, depth + 1)


def _list_method(uses: Uses, name: str, call: s.Call | None, shape: Shape, depth: int) -> None:
    if name == "remove" and shape.fields:
        return
    item = shape.items(SURE if name not in {"pop", "entries", "insert"} else LIKELY)
    if name == "join" and not uses.python:
        item.vote("string", LIKELY)
    if call is None:
        return
    callback = call.positional(0)
    if name in _CALLBACKS and isinstance(callback, s.Function) and callback.params:
        param = callback.params[0]
        uses.bound(param.target, param, callback, item, param)
    elif name in _CALLBACKS | {"reduce"}:
        item.opened = True
    if name in {"filter", "sort", "reverse"}:
        uses.follow(call, shape, depth + 1)


def text_or_list(uses: Uses, name: str, call: s.Call | None, shape: Shape, depth: int) -> None:
    """What texts and lists both have; the name of the value may say which it is."""
    shape.vote("string", HINT)
    shape.vote("list", HINT)
    if (hint := kind_of_name(shape.name)) in {"string", "list"}:
        shape.vote(hint, HINT)
    if name in {"slice", "concat"} and call is not None:
        uses.follow(call, shape, depth + 1)
    elif name == "at" and call is not None:
        uses.follow(call, shape.items(HINT), depth + 1)


def index(uses: Uses, parent: s.Index, node: s.Node, shape: Shape, depth: int) -> None:
    """A key, a number or a slice of the value; or the value as the key of something."""
    if node is parent.key:
        shape.vote("string", HINT)
        return
    key = s.bare(parent.key)
    if isinstance(key, s.Literal) and isinstance(key.value, str):
        inner = shape.has(key.value)
        inner.indexed |= uses.python
        uses.follow(parent, inner, depth + 1)
    elif isinstance(key, s.Opaque):  # a slice: text and lists have them
        shape.vote("string", HINT)
        if kind_of_name(shape.name) == "list":
            shape.vote("list", HINT + HINT)
        uses.follow(parent, shape, depth + 1)
    elif literal_kind(key) == "integer" or isinstance(key, s.Unary | s.Binary):
        uses.follow(parent, shape.items(LIKELY), depth + 1)
    else:
        shape.opened = True
