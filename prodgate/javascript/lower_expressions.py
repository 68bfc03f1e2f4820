"""Expressions: JavaScript, TypeScript and JSX."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate.javascript.lower_patterns import target
from prodgate.javascript.lower_values import template_parts
from prodgate.javascript.lowering import (
    COMMENTS,
    EXPRESSIONS,
    LINK,
    LONGEST,
    File,
    expression,
    inner,
    name,
    named,
    only,
    opaque,
    part,
    spelled,
)
from prodgate.syntax import (
    Argument,
    Assigned,
    Attribute,
    Await,
    Binary,
    Call,
    Cast,
    Either,
    Index,
    Name,
    Node,
    Opaque,
    Spread,
    Text,
    Unary,
)

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

_BELOW = {  # the field that holds the next link of ``a.b[c]!(d)``, from right to left
    "call_expression": "function",
    "member_expression": "object",
    "nested_identifier": "object",
    "subscript_expression": "object",
}
_OPERATORS = {"===": "==", "!==": "!=", "||": "or", "&&": "and", "!": "not"}
_LOGICAL = frozenset({"or", "and", "??"})


# -- chains and operators: as long as they like, without recursion ----------------------------


def _chain(file: File, node: Tree) -> Node:
    """``a.b(c)!.d[e]``"""
    links: list[Tree] = []
    base = node
    while (below := _below(base)) is not None:
        links.append(base)
        base = inner(below)
    if not links:  # the parser lost what the chain stands on
        return opaque(file, node, node.type)
    if len(links) > LONGEST:
        return Opaque(*file.span(node), "chain", (expression(file, base), *_asides(file, links)))
    cost = LINK * len(links)
    file.enter(cost)
    value = expression(file, base)
    for link in reversed(links):
        value = _link(file, link, value)
    file.leave(cost)
    return value


def _below(node: Tree) -> Tree | None:
    kind = node.type
    field = _BELOW.get(kind)
    if field is not None:
        return node.child_by_field_name(field)
    return next(iter(named(node)), None) if kind == "non_null_expression" else None


def _link(file: File, node: Tree, value: Node) -> Node:
    start, end = file.span(node)
    kind = node.type
    if kind == "call_expression":
        return Call(start, end, value, _arguments(file, node))
    if kind == "subscript_expression":
        return Index(start, end, value, part(file, node, "index"))
    if kind == "non_null_expression":
        return Cast(start, end, value)
    field = node.child_by_field_name("property")
    return Attribute(start, end, value, spelled(file.source(field)) if field else "")


def _asides(file: File, links: list[Tree]) -> Iterator[Node]:
    """What stands in the parentheses and brackets of a chain that is too long to keep."""
    for link in reversed(links):
        if link.type == "call_expression":
            yield from (argument.value for argument in _arguments(file, link))
        elif link.type == "subscript_expression":
            yield part(file, link, "index")


def _arguments(file: File, node: Tree) -> tuple[Argument, ...]:
    """The arguments of a call; a tagged template has one."""
    below = node.child_by_field_name("arguments")
    if below is None:
        return ()
    if below.type == "template_string":
        span = file.span(below)
        return (Argument(*span, None, Text(*span, template_parts(file, below))),)
    return tuple(
        Argument(*file.span(child), None, expression(file, child))
        for child in below.named_children
        if child.type not in COMMENTS
    )


def _new(file: File, node: Tree) -> Node:
    callee = part(file, node, "constructor")
    return Call(*file.span(node), callee, _arguments(file, node), new=True)


def _binary(file: File, node: Tree) -> Node:
    spine: list[Tree] = []
    left: Tree | None = node
    while left is not None and left.type == "binary_expression":
        spine.append(left)
        node = left
        left = left.child_by_field_name("left")
        left = left and inner(left)
    spine.reverse()
    if len(spine) > LONGEST:
        rest = (part(file, below, "right") for below in spine)
        return Opaque(*file.span(spine[-1]), "binary", (part(file, node, "left"), *rest))
    cost = LINK * len(spine)
    file.enter(cost)
    value = part(file, node, "left")
    for below in spine:
        value = _operation(file, below, value)
    file.leave(cost)
    return value


def _operation(file: File, node: Tree, left: Node) -> Node:
    operator = _operator(node)
    right = part(file, node, "right")
    start, end = file.span(node)
    if operator not in _LOGICAL:
        return Binary(start, end, operator, left, right)
    if isinstance(left, Either) and left.operator == operator:
        return Either(start, end, (*left.options, right), operator=operator)
    return Either(start, end, (left, right), operator=operator)


def _operator(node: Tree) -> str:
    token = node.child_by_field_name("operator")
    kind = token.type if token is not None else ""
    return _OPERATORS.get(kind, kind)


def _unary(file: File, node: Tree) -> Node:
    return Unary(*file.span(node), _operator(node), part(file, node, "argument"))


def _ternary(file: File, node: Tree) -> Node:
    test = part(file, node, "condition")
    options = part(file, node, "consequence"), part(file, node, "alternative")
    return Either(*file.span(node), options, test)


def _assigned(file: File, node: Tree) -> Node:
    value = part(file, node, "right")
    return Assigned(*file.span(node), _left(file, node), value)


def _augmented(file: File, node: Tree) -> Node:
    """``(a += b)``: what a is afterwards is not b."""
    value = part(file, node, "right")
    unknown = Opaque(value.start, value.end, "augmented", (value,))
    return Assigned(*file.span(node), _left(file, node), unknown)


def _left(file: File, node: Tree) -> Node:
    left = node.child_by_field_name("left")
    return opaque(file, node, "missing") if left is None else target(file, left)


# -- the rest ---------------------------------------------------------------------------------


def _parenthesized(file: File, node: Tree) -> Node:
    below = inner(node)
    return opaque(file, node, "missing") if below is node else expression(file, below)


def _cast(file: File, node: Tree) -> Node:
    return Cast(*file.span(node), only(file, node))


def _type_assertion(file: File, node: Tree) -> Node:
    """``<T>value``: the type stands first."""
    return Cast(*file.span(node), expression(file, named(node)[-1]))


def _word(file: File, node: Tree) -> Node:
    """``this``, ``super``, ``import`` and private names are names like others."""
    return name(file, node)


def _await(file: File, node: Tree) -> Node:
    return Await(*file.span(node), only(file, node))


def _spread(file: File, node: Tree) -> Node:
    return Spread(*file.span(node), only(file, node))


def _meta(file: File, node: Tree) -> Node:
    """``import.meta``, ``new.target``"""
    start, end = file.span(node)
    word, _, field = file.text[start:end].partition(".")
    word = word.rstrip()
    return Attribute(start, end, Name(start, start + len(word), word), field.strip())


def _yield(file: File, node: Tree) -> Node:
    return Opaque(*file.span(node), "yield", tuple(expression(file, c) for c in named(node)))


def _sequence(file: File, node: Tree) -> Node:
    return opaque(file, node, "sequence")


def _regex(file: File, node: Tree) -> Node:
    return Opaque(*file.span(node), "regex")


def _error(file: File, node: Tree) -> Node:
    return opaque(file, node, "error")


EXPRESSIONS.update(
    dict.fromkeys((*_BELOW, "non_null_expression"), _chain)
    | dict.fromkeys(("as_expression", "satisfies_expression", "instantiation_expression"), _cast)
    | dict.fromkeys(("unary_expression", "update_expression"), _unary)
    | dict.fromkeys(("this", "super", "import", "private_property_identifier"), _word)
    | {
        "ERROR": _error,
        "assignment_expression": _assigned,
        "augmented_assignment_expression": _augmented,
        "await_expression": _await,
        "binary_expression": _binary,
        "meta_property": _meta,
        "new_expression": _new,
        "parenthesized_expression": _parenthesized,
        "regex": _regex,
        "sequence_expression": _sequence,
        "spread_element": _spread,
        "ternary_expression": _ternary,
        "type_assertion": _type_assertion,
        "unary_expression": _unary,
        "yield_expression": _yield,
    }
)
