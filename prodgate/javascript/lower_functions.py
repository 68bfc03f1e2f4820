"""Functions, methods and classes.

The span of a method or class takes in its decorators; the export statement around a declaration
is added by ``lower_imports``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate.javascript.lower_patterns import (
    annotation,
    key_name,
    parameter_properties,
    parameters,
)
from prodgate.javascript.lowering import (
    EXPRESSIONS,
    STATEMENTS,
    File,
    block,
    body,
    expression,
    named,
    only,
    part,
)
from prodgate.syntax import (
    Assign,
    Block,
    Class,
    Expression,
    Function,
    Literal,
    Name,
    Node,
    Opaque,
    Return,
)

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

_METHODS = frozenset({"method_definition"})
_FIELDS = frozenset({"field_definition", "public_field_definition"})
# Types and signatures say nothing about what runs.
_TYPES_ONLY = frozenset({"abstract_method_signature", "index_signature", "method_signature"})


def directives(file: File, statements: tuple[Node, ...]) -> tuple[str, ...]:
    """The strings that stand first: 'use client'. They stay in the body as well."""
    found: list[str] = []
    for node in statements:
        if not (isinstance(node, Expression) and file.text[node.start] in "'\""):
            break
        if not isinstance(node.value, Literal):  # "text".length
            break
        found.append(str(node.value.value))
    return tuple(found)


def function(file: File, node: Tree) -> Function:
    """Any function. Arrows have no name, methods that of their key."""
    return _function(file, node, file.span(node)[0], ())


def _function(file: File, node: Tree, start: int, decorators: tuple[Node, ...]) -> Function:
    statements = _body(file, node)
    identifier = _name(file, node)
    if identifier == "constructor":
        statements = (*parameter_properties(file, node), *statements)
    return Function(
        start,
        file.span(node)[1],
        identifier,
        parameters(file, node),
        statements,
        decorators,
        is_async=_is_async(node),
        directives=directives(file, statements),
        returns=annotation(file, node.child_by_field_name("return_type")),
    )


def _body(file: File, node: Tree) -> tuple[Node, ...]:
    below = node.child_by_field_name("body")
    if below is None or below.type == "statement_block":
        return block(file, below)
    value = expression(file, below)
    return (Return(value.start, value.end, value),)


def _name(file: File, node: Tree) -> str:
    below = node.child_by_field_name("name")
    if below is None or below.type == "computed_property_name":
        return ""
    return key_name(file, below)


def _is_async(node: Tree) -> bool:
    for child in node.children:
        if child.type == "async":
            return True
        if child.type in ("formal_parameters", "statement_block"):
            break
    return False


# -- classes ----------------------------------------------------------------------------------


def lower_class(file: File, node: Tree) -> Class:
    """A class declaration or expression."""
    members = node.child_by_field_name("body")
    return Class(
        *file.span(node),
        _name(file, node),
        tuple(_bases(file, node)),
        tuple(_members(file, members)) if members is not None else (),
        _decorators(file, node),
    )


def _decorators(file: File, node: Tree) -> tuple[Node, ...]:
    found = (child for child in node.named_children if child.type == "decorator")
    return tuple(only(file, child) for child in found)


def _bases(file: File, node: Tree) -> Iterator[Node]:
    """What the class extends; interfaces are left out."""
    for heritage in named(node):
        if heritage.type != "class_heritage":
            continue
        for child in named(heritage):
            if child.type == "extends_clause":  # TypeScript has one more level
                yield part(file, child, "value")
            elif child.type != "implements_clause":
                yield expression(file, child)


def _members(file: File, node: Tree) -> Iterator[Node]:
    """Methods as Function, fields as Assign, static blocks as Block."""
    waiting: list[Tree] = []  # the TypeScript grammar puts decorators beside their method
    for child in named(node):
        kind = child.type
        if kind == "decorator":
            waiting.append(child)
            continue
        if kind in _METHODS:
            yield _decorated(file, child, waiting)
        elif kind in _FIELDS:
            yield from _field(file, child)
        elif kind not in _TYPES_ONLY:
            yield from body(file, (child,))
        waiting = []


def _decorated(file: File, node: Tree, before: list[Tree]) -> Function:
    file.enter()
    start = file.span(before[0] if before else node)[0]
    decorators = tuple(only(file, decorator) for decorator in before) + _decorators(file, node)
    result = _function(file, node, start, decorators)
    file.leave()
    return result


def _field(file: File, node: Tree) -> Iterator[Node]:
    """``static #x: T = value``. Its decorators come first, as expressions of their own."""
    for decorator in _decorators(file, node):
        yield Expression(decorator.start, decorator.end, decorator)
    # The two grammars name the field differently.
    key = node.child_by_field_name("name") or node.child_by_field_name("property")
    if key is None:
        return
    value = part(file, node, "value") if node.child_by_field_name("value") is not None else None
    kind = annotation(file, node.child_by_field_name("type"))
    yield Assign(*file.span(node), (_field_name(file, key),), value, kind)


def _field_name(file: File, node: Tree) -> Node:
    if node.type == "computed_property_name":
        return Opaque(*file.span(node), "computed", (only(file, node),))
    return Name(*file.span(node), key_name(file, node))


def _static_block(file: File, node: Tree) -> tuple[Node, ...]:
    return (Block(*file.span(node), block(file, node.child_by_field_name("body"))),)


def _function_statement(file: File, node: Tree) -> tuple[Node, ...]:
    return (function(file, node),)


def _class_statement(file: File, node: Tree) -> tuple[Node, ...]:
    return (lower_class(file, node),)


EXPRESSIONS.update(
    dict.fromkeys(
        (
            "arrow_function",
            "function_expression",
            "generator_function",
            "method_definition",
        ),
        function,
    )
    | {"class": lower_class}
)
STATEMENTS.update(
    dict.fromkeys(
        ("function_declaration", "generator_function_declaration"),
        _function_statement,
    )
    | dict.fromkeys(("class_declaration", "abstract_class_declaration"), _class_statement)
    | {"class_static_block": _static_block}
)
