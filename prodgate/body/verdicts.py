"""What a single use says of a value: the votes that ask nothing but what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.body.shape import HINT, LIKELY, Kind, Shape, kind_of_name

if TYPE_CHECKING:
    from prodgate.meaning.names import Names
    from prodgate.view import View

STRING_METHODS = {
    "trim", "toLowerCase", "toUpperCase", "split", "replace", "replaceAll", "startsWith",
    "endsWith",
    "padStart", "padEnd", "charAt", "charCodeAt", "substring", "substr", "match", "matchAll",
    "normalize", "localeCompare", "repeat", "trimStart", "trimEnd", "search",
    "strip", "lstrip", "rstrip", "lower", "upper", "startswith", "endswith", "encode", "format",
    "title", "capitalize", "isdigit", "splitlines", "casefold", "removeprefix", "removesuffix",
    "partition", "rpartition", "isalnum", "zfill",
}  # fmt: skip
_ARITHMETIC = {"-", "*", "/", "%", "**", "//"}


def binary(view: View, parent: s.Binary, node: s.Node, shape: Shape) -> None:
    """What an operator, and what stands on its other side, says."""
    other = parent.right if node is parent.left else parent.left
    operator = parent.operator
    literal = literal_kind(other)
    if operator == "+":
        _sum(view, parent, shape)
    elif operator in {"in", "not in"}:
        _membership(parent, node, shape)
    elif operator in {"==", "!=", "is", "is not", "===", "!=="}:
        if isinstance(other, s.Literal) and other.value is None:
            shape.optional = shape.nullable = True
        elif literal is not None:
            shape.vote(literal, LIKELY)
    elif operator == "%" and literal_kind(parent.left) == "string":
        pass  # "..." % value
    elif operator in {"-", "*", "/", "%", "**", "<", ">", "<=", ">=", "//"}:
        shape.vote("number", LIKELY)


def _sum(view: View, parent: s.Binary, shape: Shape) -> None:
    """What stands beside it says what it is: ``[system] + history + [question]``."""
    top = parent
    while isinstance(above := view.names.parent(top), s.Binary) and above.operator == "+":
        top = above
    parts = list(_summands(top))
    if view.language == "python" and any(isinstance(p, s.Items) for p in parts):
        shape.items()
    elif any(_is_text(part) for part in s.walk(top)):
        shape.vote("string", LIKELY)
    elif any(_is_number(part) for part in parts):
        shape.vote("number", LIKELY)


def _is_number(node: s.Node) -> bool:
    computed = isinstance(node, s.Binary) and node.operator in _ARITHMETIC
    return computed or literal_kind(node) in {"number", "integer"}


def _is_text(node: s.Node) -> bool:
    if isinstance(node, s.Literal):
        return isinstance(node.value, str)
    if isinstance(node, s.Call) and isinstance(node.callee, s.Attribute):
        return node.callee.name in STRING_METHODS
    return isinstance(node, s.Text)


def _membership(parent: s.Binary, node: s.Node, shape: Shape) -> None:
    if node is parent.left:
        shape.vote("string", LIKELY)
        return
    key = parent.left.value if isinstance(parent.left, s.Literal) else None
    if isinstance(key, str) and (shape.fields or not shape.name):
        inner = shape.has(key)
        inner.optional = inner.asked = True


def stand_in(default: s.Node, shape: Shape) -> None:
    """``value ?? "x"``: it may be missing, and what stands in for it is of its kind."""
    if shape.name and not shape.declared:
        shape.optional = shape.nullable = True
    kind = literal_kind(default)
    if kind is not None:
        shape.vote(kind, LIKELY)


def entry_name(name: str, shape: Shape) -> None:
    """``content: x``: what an option of that name takes."""
    if (kind := kind_of_name(name)) is not None:
        shape.vote(kind, HINT + HINT)


def leaves(names: Names, negation: s.Unary) -> bool:
    """``if (!id || !name) return``: below, it is there."""
    for above in names.above(negation):
        if isinstance(above, s.If):
            inside = negation.start < above.test.end
            return inside and any(isinstance(n, s.Return | s.Throw) for n in above.body)
        if not isinstance(above, s.Either) or above.operator != "or":
            return False
    return False


def presence(shape: Shape) -> None:
    """Somebody asks whether it is there: it may not be."""
    if shape.name and not shape.declared:
        shape.optional = shape.nullable = True


def literal_kind(node: s.Node) -> Kind | None:
    """The kind of a value that is written out."""
    node = s.bare(node)
    if isinstance(node, s.Text):
        return "string"
    if isinstance(node, s.Items):
        return "list"
    if not isinstance(node, s.Literal):
        return None
    value = node.value
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    return "string" if isinstance(value, str) else None


def _summands(node: s.Node) -> Iterator[s.Node]:
    """The parts of a sum, from left to right."""
    node = s.bare(node)
    if isinstance(node, s.Binary) and node.operator == "+":
        yield from _summands(node.left)
        yield from _summands(node.right)
    else:
        yield node
