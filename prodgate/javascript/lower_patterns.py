"""What stands on the left: destructuring patterns, parameters and their types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate.javascript.literals import number_value, string_value
from prodgate.javascript.lowering import (
    COMMENTS,
    File,
    expression,
    inner,
    missing,
    name,
    named,
    part,
    spelled,
)
from prodgate.syntax import (
    Assign,
    Attribute,
    Bound,
    Index,
    Items,
    Name,
    Node,
    Opaque,
    Param,
    Pattern,
)

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

_PATTERNS = frozenset({"object_pattern", "array_pattern"})
_DEFAULTS = frozenset({"assignment_pattern", "object_assignment_pattern"})
ANY_KEY = "*"  # the part of a path that is only known when the program runs


# -- patterns ---------------------------------------------------------------------------------


def target(file: File, node: Tree) -> Node:
    """What is assigned to: a Name, a Pattern, or an expression like ``a.b``."""
    node = inner(node)
    if node.type in _PATTERNS:
        return Pattern(*file.span(node), tuple(_bound(file, node, node, ())))
    if node.type == "undefined":  # a name like others on this side
        return name(file, node)
    return expression(file, node)


def _bound(
    file: File, node: Tree, whole: Tree, path: tuple[str, ...], rest: bool = False
) -> Iterator[Bound]:
    """The names below ``node``; ``whole`` is the part of the pattern that a name stands for."""
    kind = node.type
    if kind in _PATTERNS:
        file.enter()
        parts = _properties if kind == "object_pattern" else _elements
        yield from parts(file, node, path)
        file.leave()
    elif kind in _DEFAULTS:
        left = node.child_by_field_name("left")
        default = part(file, node, "right")
        if left is not None and left.type in _PATTERNS:
            yield from _bound(file, left, whole, path)
        elif left is not None:
            yield Bound(*file.span(whole), spelled(file.source(left)), path, default, rest)
    elif kind in ("identifier", "shorthand_property_identifier_pattern", "undefined"):
        yield Bound(*file.span(whole), spelled(file.source(node)), path, None, rest)


def _properties(file: File, node: Tree, path: tuple[str, ...]) -> Iterator[Bound]:
    for child in named(node):
        if child.type == "pair_pattern":
            value = child.child_by_field_name("value")
            if value is not None:
                yield from _bound(file, value, child, (*path, _key(file, child)))
        elif child.type == "rest_pattern":
            yield from _rest(file, child, path)
        else:
            yield from _bound(file, child, child, (*path, _shorthand(file, child)))


def _shorthand(file: File, node: Tree) -> str:
    left = node.child_by_field_name("left") if node.type in _DEFAULTS else node
    return spelled(file.source(left)) if left is not None else ANY_KEY


def _elements(file: File, node: Tree, path: tuple[str, ...]) -> Iterator[Bound]:
    index = 0
    for child in node.children:
        if child.type == ",":
            index += 1
        elif child.type == "rest_pattern":
            yield from _rest(file, child, path)
        elif child.is_named and child.type not in COMMENTS:
            yield from _bound(file, child, child, (*path, str(index)))


def _rest(file: File, node: Tree, path: tuple[str, ...]) -> Iterator[Bound]:
    """``...name``; what a pattern in its place takes apart has no path we could name."""
    for child in named(node):
        below = (*path, ANY_KEY) if child.type in _PATTERNS else path
        yield from _bound(file, child, node, below, rest=True)


def _key(file: File, node: Tree) -> str:
    below = node.child_by_field_name("key")
    if below is None or below.type == "computed_property_name":
        return ANY_KEY
    return key_name(file, below)


def key_name(file: File, node: Tree) -> str:
    """The string that a plain key stands for."""
    raw = file.source(node)
    if node.type == "string":
        return string_value(raw)
    return str(number_value(raw)) if node.type == "number" else spelled(raw)


# -- parameters -------------------------------------------------------------------------------


def parameters(file: File, node: Tree) -> tuple[Param, ...]:
    """The parameters of a function; TypeScript's ``this`` is none."""
    alone = node.child_by_field_name("parameter")
    if alone is not None:
        return (_param(file, alone),)
    below = node.child_by_field_name("parameters")
    if below is None:
        return ()
    return tuple(_param(file, child) for child in named(below) if not _is_this(child))


def _is_this(node: Tree) -> bool:
    pattern = node.child_by_field_name("pattern")
    return pattern is not None and pattern.type == "this"


def _param(file: File, node: Tree) -> Param:
    pattern: Tree | None = node
    default = annotation_ = None
    if node.type == "assignment_pattern":
        pattern = node.child_by_field_name("left")
        default = part(file, node, "right")
    elif node.type in ("required_parameter", "optional_parameter"):
        pattern = node.child_by_field_name("pattern")
        annotation_ = annotation(file, node.child_by_field_name("type"))
        default = part(file, node, "value") if node.child_by_field_name("value") else None
    if pattern is None:
        return Param(*file.span(node), missing(file, node), annotation_, default)
    if pattern.type == "rest_pattern":
        below = named(pattern)
        rest = target(file, below[0]) if below else missing(file, pattern)
        return Param(*file.span(node), rest, annotation_, default, "rest")
    return Param(*file.span(node), target(file, pattern), annotation_, default)


def parameter_properties(file: File, node: Tree) -> Iterator[Node]:
    """``this.client = client`` for each ``constructor(private client: OpenAI)``.

    These have the span of the parameter, which stands before the body.
    """
    below = node.child_by_field_name("parameters")
    for child in named(below) if below is not None else ():
        pattern = child.child_by_field_name("pattern")
        if pattern is None or pattern.type != "identifier" or not _is_property(child):
            continue
        span, (start, end) = file.span(child), file.span(pattern)
        identifier = spelled(file.text[start:end])
        field = Attribute(start, end, Name(start, end, "this"), identifier)
        yield Assign(*span, (field,), Name(start, end, identifier))


def _is_property(node: Tree) -> bool:
    kinds = ("accessibility_modifier", "override_modifier", "readonly")
    return any(child.type in kinds for child in node.children)


# -- types ------------------------------------------------------------------------------------


def annotation(file: File, node: Tree | None) -> Node | None:
    """``: T``: Name or Attribute for a plain reference, Index for a generic one.

    Anything else (unions, arrays, functions) is Opaque("type").
    """
    if node is None:
        return None
    below = named(node)
    if node.type != "type_annotation" or not below:
        return Opaque(*file.span(node), "type")
    return _type(file, below[0])


def _type(file: File, node: Tree) -> Node:
    kind = node.type
    if kind in ("type_identifier", "identifier", "predefined_type"):
        return name(file, node)
    if kind in ("nested_type_identifier", "nested_identifier"):
        return _qualified(file, node)
    if kind == "generic_type":
        return _generic(file, node)
    return Opaque(*file.span(node), "type")


def _qualified(file: File, node: Tree) -> Node:
    """``OpenAI.Chat.Completion``"""
    file.enter()
    value = node.child_by_field_name("module") or node.child_by_field_name("object")
    field = node.child_by_field_name("name") or node.child_by_field_name("property")
    result: Node = Opaque(*file.span(node), "type")
    if value is not None and field is not None:
        result = Attribute(*file.span(node), _type(file, value), spelled(file.source(field)))
    file.leave()
    return result


def _generic(file: File, node: Tree) -> Node:
    """``Promise<T>``: Index of the name by its argument, or by Items of several."""
    file.enter()
    first, *rest = named(node)
    keys = [_type(file, child) for below in rest for child in named(below)]
    key = keys[0] if len(keys) == 1 else Items(*file.span(rest[0] if rest else node), tuple(keys))
    result = Index(*file.span(node), _type(file, first), key)
    file.leave()
    return result
