"""JSX: what a component is given, and the expressions between its tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate.javascript.literals import string_value
from prodgate.javascript.lowering import EXPRESSIONS, File, expression, named, only
from prodgate.syntax import Entry, Literal, Node, Opaque

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

_TAGS = frozenset({"jsx_opening_element", "jsx_self_closing_element"})
_NOTHING = frozenset({"jsx_text", "jsx_closing_element", "html_character_reference"})


def _element(file: File, node: Tree) -> Node:
    """Opaque("jsx"): the component, if it is one, attributes as Entry, embedded expressions."""
    return Opaque(*file.span(node), "jsx", tuple(_children(file, node)))


def _children(file: File, node: Tree) -> Iterator[Node]:
    if node.type in _TAGS:
        yield from _tag(file, node)
        return
    for child in named(node):
        if child.type in _TAGS and child.type != "jsx_self_closing_element":
            yield from _tag(file, child)
        elif child.type == "jsx_expression":
            yield from (expression(file, below) for below in named(child))
        elif child.type not in _NOTHING:
            yield expression(file, child)


def _tag(file: File, node: Tree) -> Iterator[Node]:
    component = node.child_by_field_name("name")
    if component is not None and _is_component(file, component):
        yield expression(file, component)
    for child in named(node):
        if child.type == "jsx_attribute":
            yield _attribute(file, child)
        elif child.type == "jsx_expression":
            yield from (_spread(file, child, below) for below in named(child))


def _is_component(file: File, node: Tree) -> bool:
    """``<Chat>`` and ``<ui.Chat>`` are values, ``<div>`` is a word."""
    return node.type == "member_expression" or file.source(node)[:1].isupper()


def _spread(file: File, node: Tree, below: Tree) -> Node:
    """``{...props}``"""
    value = only(file, below) if below.type == "spread_element" else expression(file, below)
    return Entry(*file.span(node), None, value)


def _attribute(file: File, node: Tree) -> Node:
    """``key="text"``, ``key={value}`` and ``key``, which is true."""
    first, *rest = named(node)
    span = file.span(first)
    key = Literal(*span, file.source(first))
    value = _value(file, rest[0]) if rest else Literal(*span, True)
    return Entry(*file.span(node), key, value)


def _value(file: File, node: Tree) -> Node:
    if node.type == "jsx_expression":
        return only(file, node)
    if node.type != "string":
        return expression(file, node)
    text = string_value(file.source(node).replace("\\", "\\\\"))  # a backslash is no escape here
    if "&" in text:
        from html import unescape  # its table of names is large

        text = unescape(text)
    return Literal(*file.span(node), text)


EXPRESSIONS.update(
    dict.fromkeys(("jsx_element", "jsx_self_closing_element", "jsx_fragment"), _element)
)
