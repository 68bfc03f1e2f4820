"""Statements other than imports, exports, functions and classes.

A declaration of several variables becomes several Assign nodes, each with the span of the whole
statement, because that is where code can be put before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate.javascript.lower_patterns import annotation, target
from prodgate.javascript.lowering import (
    LINK,
    STATEMENTS,
    File,
    block,
    body,
    expression,
    inner,
    missing,
    name,
    named,
    opaque,
    part,
    statement,
)
from prodgate.syntax import (
    Assign,
    Block,
    Expression,
    Handler,
    If,
    Jump,
    Literal,
    Loop,
    Name,
    Node,
    Opaque,
    Return,
    Switch,
    Throw,
    Try,
    With,
    WithItem,
)

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

_Statements = tuple[Node, ...]


# -- expressions and assignments --------------------------------------------------------------


def _expression_statement(file: File, node: Tree) -> _Statements:
    below = named(node)
    if not below:
        return ()
    if below[0].type in STATEMENTS:  # the grammar takes ``namespace N {}`` for an expression
        return statement(file, below[0])
    return (_effect(file, inner(below[0]), file.span(node)),)


def _effect(file: File, node: Tree, span: tuple[int, int]) -> Node:
    """An expression whose value nobody takes: as a statement, or as the update of a loop."""
    kind = node.type
    if kind == "assignment_expression":
        return _assign(file, node, span, "")
    if kind == "augmented_assignment_expression":
        return _assign(file, node, span, "augmented")
    if kind == "update_expression":
        return _count(file, node, span)
    return Expression(*span, expression(file, node))


def _assign(file: File, node: Tree, span: tuple[int, int], kind: str) -> Node:
    left = node.child_by_field_name("left")
    where = target(file, left) if left is not None else missing(file, node)
    return Assign(*span, (where,), part(file, node, "right"), kind=kind)


def _count(file: File, node: Tree, span: tuple[int, int]) -> Node:
    """``i++`` is what ``i += 1`` is."""
    token = node.child_by_field_name("operator")
    one = Literal(*file.span(token if token is not None else node), 1)
    return Assign(*span, (part(file, node, "argument"),), one, kind="augmented")


def _declaration(file: File, node: Tree) -> _Statements:
    """``const``, ``let``, ``var``, ``using``"""
    span = file.span(node)
    word = file.source(node.children[0])
    kind = "using" if word == "await" else word
    return tuple(
        _declarator(file, child, span, kind)
        if child.type == "variable_declarator"
        else expression(file, child)
        for child in named(node)
    )


def _declarator(file: File, node: Tree, span: tuple[int, int], kind: str) -> Node:
    left = node.child_by_field_name("name")
    right = node.child_by_field_name("value")
    return Assign(
        *span,
        (target(file, left) if left is not None else missing(file, node),),
        expression(file, right) if right is not None else None,
        annotation(file, node.child_by_field_name("type")),
        kind,
    )


# -- branches ---------------------------------------------------------------------------------


def _if(file: File, node: Tree) -> _Statements:
    """An ``else if`` is a level of its own, however many there are, so they are not recursed."""
    heads: list[tuple[int, int, Node, _Statements]] = []
    other: Tree | None = node
    while other is not None and other.type == "if_statement":
        node = other
        test = part(file, node, "condition")
        then = block(file, node.child_by_field_name("consequence"))
        heads.append((*file.span(node), test, then))
        file.enter(LINK)
        other = _else(node)
    orelse = block(file, other)
    file.leave(LINK * len(heads))
    for start, end, test, then in reversed(heads):
        orelse = (If(start, end, test, then, orelse),)
    return orelse


def _else(node: Tree) -> Tree | None:
    clause = node.child_by_field_name("alternative")
    return next(iter(named(clause)), None) if clause is not None else None


def _switch(file: File, node: Tree) -> _Statements:
    """``default`` is Opaque("default") among the patterns."""
    members = node.child_by_field_name("body")
    cases = [c for c in (named(members) if members is not None else ()) if "switch_" in c.type]
    patterns = tuple(
        part(file, case, "value") if case.type == "switch_case" else _default(file, case)
        for case in cases
    )
    bodies = tuple(body(file, case.children_by_field_name("body")) for case in cases)
    return (Switch(*file.span(node), part(file, node, "value"), patterns, bodies),)


def _default(file: File, node: Tree) -> Node:
    return Opaque(*file.span(node.children[0]), "default")


# -- loops ------------------------------------------------------------------------------------


def _while(file: File, node: Tree) -> _Statements:
    test = part(file, node, "condition")
    inside = block(file, node.child_by_field_name("body"))
    if node.type == "do_statement":
        return (Loop(*file.span(node), "do", inside, test=test),)
    return (Loop(*file.span(node), "while", inside, test=test),)


def _for(file: File, node: Tree) -> _Statements:
    before = node.child_by_field_name("initializer")
    update = node.child_by_field_name("increment")
    inside = block(file, node.child_by_field_name("body"))
    if update is not None:
        inside = (*inside, *_updates(file, inner(update)))
    return (
        Loop(
            *file.span(node),
            "for",
            inside,
            test=_condition(file, node),
            before=_initial(file, before) if before is not None else (),
        ),
    )


def _initial(file: File, node: Tree) -> _Statements:
    if node.type in STATEMENTS:
        return statement(file, node)
    return _updates(file, inner(node))


def _updates(file: File, node: Tree) -> _Statements:
    """``i++, j--`` are two statements."""
    steps = named(node) if node.type == "sequence_expression" else [node]
    return tuple(_effect(file, inner(step), file.span(step)) for step in steps)


def _condition(file: File, node: Tree) -> Node | None:
    test = node.child_by_field_name("condition")
    if test is None or test.type in ("empty_statement", ";"):
        return None
    if test.type == "expression_statement":  # older grammars
        below = named(test)
        return expression(file, below[0]) if below else None
    return expression(file, test)


def _for_in(file: File, node: Tree) -> _Statements:
    """``for (x of y)``; what ``for (x in y)`` goes through is Opaque("keys", (y,))."""
    left = node.child_by_field_name("left")
    subject = part(file, node, "right")
    word = node.child_by_field_name("operator")
    if word is not None and word.type == "in":
        subject = Opaque(subject.start, subject.end, "keys", (subject,))
    where = target(file, left) if left is not None else missing(file, node)
    inside = block(file, node.child_by_field_name("body"))
    return (Loop(*file.span(node), "for", inside, target=where, subject=subject),)


# -- jumps ------------------------------------------------------------------------------------


def _return(file: File, node: Tree) -> _Statements:
    below = named(node)
    return (Return(*file.span(node), expression(file, below[0]) if below else None),)


def _throw(file: File, node: Tree) -> _Statements:
    below = named(node)
    return (Throw(*file.span(node), expression(file, below[0]) if below else None),)


def _jump(file: File, node: Tree) -> _Statements:
    return (Jump(*file.span(node), node.type.removesuffix("_statement")),)


def _try(file: File, node: Tree) -> _Statements:
    handler = node.child_by_field_name("handler")
    final = node.child_by_field_name("finalizer")
    handlers = (_handler(file, handler),) if handler is not None else ()
    last = block(file, final.child_by_field_name("body")) if final is not None else ()
    inside = block(file, node.child_by_field_name("body"))
    return (Try(*file.span(node), inside, handlers, final=last),)


def _handler(file: File, node: Tree) -> Handler:
    """A destructured error has no name; what it binds is an Assign at the start of the body."""
    inside = block(file, node.child_by_field_name("body"))
    parameter = node.child_by_field_name("parameter")
    if parameter is None:
        return Handler(*file.span(node), None, None, inside)
    where = target(file, parameter)
    if isinstance(where, Name):
        return Handler(*file.span(node), None, where.id, inside)
    bound = Assign(where.start, where.end, (where,), None, kind="let")
    return Handler(*file.span(node), None, None, (bound, *inside))


# -- what only holds others -------------------------------------------------------------------


def _block(file: File, node: Tree) -> _Statements:
    return (Block(*file.span(node), body(file, node.named_children)),)


def _labelled(file: File, node: Tree) -> _Statements:
    return (Block(*file.span(node), block(file, node.child_by_field_name("body"))),)


def _namespace(file: File, node: Tree) -> _Statements:
    return (Block(*file.span(node), block(file, node.child_by_field_name("body"))),)


def _ambient(file: File, node: Tree) -> _Statements:
    """``declare const x: T`` binds a name; ``declare global { ... }`` holds declarations."""
    return body(file, (child for child in named(node) if child.type != "property_identifier"))


def _with(file: File, node: Tree) -> _Statements:
    value = part(file, node, "object")
    inside = block(file, node.child_by_field_name("body"))
    return (With(*file.span(node), (WithItem(value.start, value.end, value, None),), inside),)


def _enum(file: File, node: Tree) -> _Statements:
    """``enum E { A = f() }`` binds E to something we do not look into."""
    where = node.child_by_field_name("name")
    members = node.child_by_field_name("body")
    if where is None or members is None:
        return (opaque(file, node, "enum"),)
    given = (m.child_by_field_name("value") for m in named(members))
    values = tuple(expression(file, value) for value in given if value is not None)
    value = Opaque(*file.span(members), "enum", values)
    return (Assign(*file.span(node), (name(file, where),), value, kind="const"),)


def _nothing(file: File, node: Tree) -> _Statements:
    return ()


def _error(file: File, node: Tree) -> _Statements:
    return (opaque(file, node, "error"),)


STATEMENTS.update(
    dict.fromkeys(
        (
            "debugger_statement",
            "empty_statement",
            "function_signature",
            "hash_bang_line",
            "interface_declaration",
            "type_alias_declaration",
        ),
        _nothing,
    )
    | dict.fromkeys(
        ("lexical_declaration", "using_declaration", "variable_declaration"), _declaration
    )
    | dict.fromkeys(("break_statement", "continue_statement"), _jump)
    | dict.fromkeys(("do_statement", "while_statement"), _while)
    | dict.fromkeys(("internal_module", "module"), _namespace)
    | {
        "ERROR": _error,
        "ambient_declaration": _ambient,
        "enum_declaration": _enum,
        "expression_statement": _expression_statement,
        "for_in_statement": _for_in,
        "for_statement": _for,
        "if_statement": _if,
        "labeled_statement": _labelled,
        "return_statement": _return,
        "statement_block": _block,
        "switch_statement": _switch,
        "throw_statement": _throw,
        "try_statement": _try,
        "with_statement": _with,
    }
)
