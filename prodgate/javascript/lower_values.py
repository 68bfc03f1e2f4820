"""Literals, templates, arrays and objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate.javascript.literals import number_value, string_value, template_text
from prodgate.javascript.lower_patterns import key_name
from prodgate.javascript.lowering import (
    EXPRESSIONS,
    File,
    expression,
    named,
    only,
    opaque,
    part,
    spelled,
)
from prodgate.syntax import Entry, Items, Literal, Mapping, Name, Node, Opaque, Text

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}


# -- literals ---------------------------------------------------------------------------------


def _string(file: File, node: Tree) -> Node:
    start, end = file.span(node)
    return Literal(start, end, string_value(file.text[start:end]))


def _number(file: File, node: Tree) -> Node:
    start, end = file.span(node)
    return Literal(start, end, number_value(file.text[start:end]))


def _constant(file: File, node: Tree) -> Node:
    return Literal(*file.span(node), _CONSTANTS[node.type])


def _template(file: File, node: Tree) -> Node:
    start, end = file.span(node)
    if not any(child.type == "template_substitution" for child in node.named_children):
        return Literal(start, end, template_text(file.text[start + 1 : end - 1]))
    return Text(start, end, template_parts(file, node))


def template_parts(file: File, node: Tree) -> tuple[Node, ...]:
    """Text and values in turn. The grammars split text differently, so it is what is between."""
    start, end = file.span(node)
    at, end = start + 1, max(start + 1, end - 1)
    parts: list[Node] = []
    for child in node.named_children:
        if child.type == "template_substitution":
            opening, closing = file.span(child)
            if opening > at:
                parts.append(Literal(at, opening, template_text(file.text[at:opening])))
            parts.append(only(file, child))
            at = closing
    if end > at:
        parts.append(Literal(at, end, template_text(file.text[at:end])))
    return tuple(parts)


def _array(file: File, node: Tree) -> Node:
    return Items(*file.span(node), tuple(expression(file, child) for child in named(node)))


# -- objects ----------------------------------------------------------------------------------


def _object(file: File, node: Tree) -> Node:
    entries = tuple(_entry(file, child) for child in named(node))
    return Mapping(*file.span(node), entries)


def _entry(file: File, node: Tree) -> Entry:
    start, end = file.span(node)
    kind = node.type
    if kind == "pair":
        return Entry(start, end, _key(file, node, "key"), part(file, node, "value"))
    if kind == "shorthand_property_identifier":
        identifier = spelled(file.text[start:end])
        return Entry(start, end, Literal(start, end, identifier), Name(start, end, identifier))
    if kind == "spread_element":
        return Entry(start, end, None, only(file, node))
    if kind == "method_definition":
        return Entry(start, end, _key(file, node, "name"), _method(file, node))
    return Entry(start, end, None, expression(file, node))


def _method(file: File, node: Tree) -> Node:
    """A method of an object; an accessor is no function to those who read the key."""
    value = expression(file, node)
    accessor = next((c.type for c in node.children if c.type in ("get", "set")), None)
    if accessor is None:
        return value
    return Opaque(value.start, value.end, f"{accessor}ter", (value,))


def _key(file: File, node: Tree, field: str) -> Node:
    """The key in a field: Literal when it is plain, any node when it is computed."""
    below = node.child_by_field_name(field)
    if below is None:
        return opaque(file, node, "missing")
    if below.type == "computed_property_name":
        return only(file, below)
    return Literal(*file.span(below), key_name(file, below))


EXPRESSIONS.update(
    dict.fromkeys(_CONSTANTS, _constant)
    | {
        "array": _array,
        "number": _number,
        "object": _object,
        "string": _string,
        "template_string": _template,
    }
)
