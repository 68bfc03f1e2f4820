"""Imports and exports.

The node of an exported declaration spans the whole export statement, because code is put before
statements. ``export default value`` is an assignment to the Name "default", which no program
can use otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from prodgate.javascript.literals import string_value
from prodgate.javascript.lower_patterns import key_name
from prodgate.javascript.lowering import STATEMENTS, File, expression, name, named, only, statement
from prodgate.syntax import Assign, Class, Expression, Function, Import, Name, Node, Opaque

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

_NAMED_VALUES = frozenset({"function_expression", "generator_function", "class"})


def _import(file: File, node: Tree) -> tuple[Node, ...]:
    clause = next((c for c in named(node) if c.type.endswith("_clause")), None)
    source = node.child_by_field_name("source")
    if clause is not None and clause.type == "import_require_clause":
        source = clause.child_by_field_name("source")
    if source is None:
        return (Opaque(*file.span(node), "error"),)
    module = string_value(file.source(source))
    names = tuple(_bindings(file, clause, module)) if clause is not None else ()
    return (Import(*file.span(node), module, names),)


def _bindings(file: File, clause: Tree, module: str) -> Iterator[tuple[str, str]]:
    """(local name, qualified name) for every name that an import clause binds."""
    whole = clause.type == "import_require_clause"  # import x = require("x"): all of it
    for child in named(clause):
        if child.type == "identifier":
            yield file.source(child), module if whole else f"{module}.default"
        elif child.type == "namespace_import":
            yield from ((file.source(below), module) for below in named(child))
        elif child.type == "named_imports":
            yield from (_specifier(file, below, module) for below in named(child))


def _specifier(file: File, node: Tree, module: str) -> tuple[str, str]:
    """``a``, ``a as b``, ``default as b``, ``"any text" as b``"""
    source = node.child_by_field_name("name")
    alias = node.child_by_field_name("alias")
    imported = key_name(file, source) if source is not None else ""
    return file.source(alias) if alias is not None else imported, f"{module}.{imported}"


def _import_alias(file: File, node: Tree) -> tuple[Node, ...]:
    """``import Client = OpenAI.Client``"""
    left, *right = named(node)
    value = expression(file, right[0]) if right else None
    return (Assign(*file.span(node), (name(file, left),), value, kind="const"),)


def _export(file: File, node: Tree) -> tuple[Node, ...]:
    return tuple(_exports(file, node))


def _exports(file: File, node: Tree) -> Iterator[Node]:
    source = node.child_by_field_name("source")
    declaration = node.child_by_field_name("declaration")
    value = node.child_by_field_name("value")
    if source is not None:  # a re-export binds nothing here
        yield Import(*file.span(node), string_value(file.source(source)), ())
    elif declaration is not None:
        for lowered in statement(file, declaration):
            yield _exported(file, node, lowered)
    elif value is not None:
        yield _default(file, node, value)
    else:
        yield from _named(file, node)


def _exported(file: File, node: Tree, lowered: Node) -> Node:
    start, end = file.span(node)
    if isinstance(lowered, Class | Function):
        decorators = tuple(
            only(file, child) for child in node.named_children if child.type == "decorator"
        )
        every = (*decorators, *lowered.decorators)
        return replace(lowered, start=start, end=end, exported=True, decorators=every)
    if isinstance(lowered, Assign):
        return replace(lowered, start=start, end=end, exported=True)
    return lowered


def _default(file: File, node: Tree, value: Tree) -> Node:
    lowered = expression(file, value)
    if value.type in _NAMED_VALUES:
        return _exported(file, node, lowered)
    word = next(child for child in node.children if child.type == "default")
    target = Name(*file.span(word), "default")
    return Assign(*file.span(node), (target,), lowered, kind="const", exported=True)


def _named(file: File, node: Tree) -> Iterator[Node]:
    """``export { a, b as c }`` uses names; ``export = value`` uses a value."""
    span = file.span(node)
    for child in named(node):
        if child.type == "export_clause":
            sources = (below.child_by_field_name("name") for below in named(child))
            yield Opaque(*span, "export", tuple(name(file, s) for s in sources if s is not None))
        elif any(token.type == "=" for token in node.children):
            yield Expression(*span, expression(file, child))


STATEMENTS.update(
    {"import_statement": _import, "import_alias": _import_alias, "export_statement": _export}
)
