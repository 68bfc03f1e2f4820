"""Replacing an expression, and putting statements in front of a statement."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodgate.edits import Edit, InsertAfter, InsertBefore, Replace, Wrap
from prodgate.javascript.render_call import check_comments, in_template
from prodgate.javascript.render_file import COMMENTS, File, RefusedError, Span, same_code, walk
from prodgate.javascript.render_names import bindings, mentions
from prodgate.regex import lazy

_ATOMS = frozenset(
    {
        "identifier", "member_expression", "subscript_expression", "call_expression", "string",
        "template_string", "number", "true", "false", "null", "undefined", "this", "array",
        "parenthesized_expression", "regex", "object",
    }
)  # fmt: skip
# Where any expression without a comma can stand, by the field of the parent ("" is any).
_LOOSE = {
    "arguments": "", "array": "", "parenthesized_expression": "", "template_substitution": "",
    "jsx_expression": "", "expression_statement": "", "return_statement": "",
    "throw_statement": "", "spread_element": "", "pair": "value", "variable_declarator": "value",
    "assignment_expression": "right", "augmented_assignment_expression": "right",
    "arrow_function": "body", "public_field_definition": "value", "field_definition": "value",
    "assignment_pattern": "right", "required_parameter": "value", "yield_expression": "",
}  # fmt: skip
_HOLDS_STATEMENTS = frozenset({"program", "statement_block", "switch_case", "switch_default"})
_STATEMENT = lazy(r"_(?:statement|declaration)$")
# A comment of a tool about the line below it must stay there.
_ABOUT_NEXT_LINE = lazy(
    r"@ts-|-disable-next|disable-line|ignore|noinspection|nosemgrep|NOSONAR|@preserve",
    re.IGNORECASE,
)


def replace_edits(file: File, intent: Replace) -> list[Edit]:
    """The edit that puts the code there; none when it is there already."""
    start, end = intent.span
    nodes = file.nodes_at(intent.span)
    if not nodes:
        raise RefusedError("not-found", "There is no such expression at this place any more.")
    if same_code(file.text[start:end], intent.code):
        return []
    check_comments(file, intent.span, intent.code)
    if "\n" in intent.code and in_template(file, nodes[0]):
        raise RefusedError("inside-template", "Take the value out of the template literal first.")
    return [Edit(start, end, file.place(_fitted(file, nodes, intent.code), start))]


def wrap_edits(file: File, intent: Wrap) -> list[Edit]:
    """The edits at both ends of the expression."""
    start, end = intent.span
    nodes = file.nodes_at(intent.span)
    if not nodes:
        raise RefusedError("not-found", "There is no such expression at this place any more.")
    if nodes[0].type == "shorthand_property_identifier":
        before = f"{file.code(nodes[0])}: {intent.before}"
        return [Edit(start, start, before), Edit(end, end, intent.after)]
    return [Edit(start, start, intent.before), Edit(end, end, intent.after)]


def _fitted(file: File, nodes: list[Node], code: str) -> str:
    """The code as it must be written in this place: in braces, with its key, in parentheses."""
    inner, outer = nodes[0], nodes[-1]
    parent = outer.parent
    if inner.type == "shorthand_property_identifier":
        return f"{file.code(inner)}: {code}"
    if parent is None or any(_STATEMENT.search(node.type) for node in nodes[:-1]):
        return code
    if _STATEMENT.search(outer.type):
        parent = outer
        outer = nodes[-2] if len(nodes) > 1 else outer
        if len(nodes) == 1:
            return code
    if parent.type == "jsx_attribute":
        return f"{{{code}}}"
    return code if _fits(file, parent, outer, code) else f"({code})"


def _fits(file: File, parent: Node, node: Node, code: str) -> bool:
    kind = _kind(file, code)
    if kind is None:
        return True  # no expression: the check afterwards decides
    if kind == "object" and parent.type in ("arrow_function", "expression_statement"):
        return False
    field = _LOOSE.get(parent.type)
    if field is not None and (not field or parent.child_by_field_name(field) == node):
        return kind != "sequence_expression"
    if parent.type == "new_expression" and kind == "call_expression":
        return False
    return kind in _ATOMS and (kind != "number" or parent.type != "member_expression")


def _kind(file: File, code: str) -> str | None:
    """The type of the node that the code is, None when it is no single expression."""
    root = file.parse(f"({code}\n)")
    node = root.named_children[0] if len(root.named_children) == 1 else None
    if node is None or root.has_error or node.type != "expression_statement":
        return None
    inside = node.named_children[0]
    kinds = [child.type for child in inside.named_children if child.type not in COMMENTS]
    return kinds[0] if inside.type == "parenthesized_expression" and len(kinds) == 1 else None


# -- statements -------------------------------------------------------------------------------


def insert_edits(file: File, intent: InsertBefore | InsertAfter) -> list[Edit]:
    """The edit that puts the lines there; none when they are there already."""
    statement = _statement(file, intent.span)
    start = file.start(statement)
    if not file.begins_line(start):
        raise _crowded()
    if isinstance(intent, InsertAfter):
        return _appended(file, statement, intent)
    at = _above_remarks(file, statement)
    indent = file.indent(start)
    lines = file.lines(intent.code.strip("\n"), indent)
    newline = file.newline(at)
    above = file.text[:at].splitlines()[-len(lines) :]
    if same_code("\n".join(above), "\n".join(lines)):
        return []
    _check_names(file, statement, intent.code)
    return [
        Edit(at, at, "".join((indent if n == 0 else "") + x + newline for n, x in enumerate(lines)))
    ]


def _appended(file: File, statement: Node, intent: InsertAfter) -> list[Edit]:
    """The edit below the line on which the statement ends."""
    end = file.end(statement)
    newline = file.newline(end)
    rest = file.text.find(newline, end)
    rest = len(file.text) if rest < 0 else rest
    behind = file.text[end:rest].strip()
    if behind and not behind.startswith(("//", ";")):  # `}` of a one-line block, another statement
        raise _crowded()
    indent = file.indent(file.start(statement))
    lines = file.lines(intent.code.strip("\n"), indent)
    below = file.text[rest:].splitlines()[1 : len(lines) + 1]
    if same_code("\n".join(below), "\n".join(lines)):
        return []
    _check_names(file, statement, intent.code)
    code = "".join(newline + (indent if n == 0 else "") + x for n, x in enumerate(lines))
    return [Edit(rest, rest, code)]


def _crowded() -> RefusedError:
    return RefusedError(
        "statement-not-on-its-own-line", "Put the statement on a line of its own, in braces."
    )


def _statement(file: File, span: Span) -> Node:
    """The statement that starts at the span; of a declaration, its first variable will do."""
    nodes = file.nodes_at(span)
    if not nodes:
        raise RefusedError("not-found", "There is no such statement at this place any more.")
    node = nodes[0]
    for parent in file.above(node):
        if parent.type in _HOLDS_STATEMENTS and _STATEMENT.search(node.type):
            return _not_a_directive(file, node)
        first = next((c for c in parent.named_children if c.type not in COMMENTS), None)
        declares = node.type == "variable_declarator" or _STATEMENT.search(node.type)
        if first != node and not (declares and parent.type == "export_statement"):
            break
        if parent.start_byte != node.start_byte and not declares:
            break
        node = parent
    raise _crowded()


def _not_a_directive(file: File, node: Node) -> Node:
    inside = node.named_children
    if node.type == "expression_statement" and inside and inside[0].type == "string":
        raise RefusedError("not-found", "Nothing can stand before a directive.")
    return node


def _above_remarks(file: File, statement: Node) -> int:
    """The start of the line to insert at: above its JSDoc, and comments to tools about it."""
    at = file.line_start(file.start(statement))
    above = statement.prev_sibling
    while above is not None and above.type in COMMENTS:
        start = file.start(above)
        gap = file.text[file.end(above) : at]
        said = file.code(above)
        remark = said.startswith("/**") or _ABOUT_NEXT_LINE.search(said)
        if not remark or len(gap.splitlines()) > 1 or gap.strip() or not file.begins_line(start):
            break
        at, above = file.line_start(start), above.prev_sibling
    return at


def _check_names(file: File, statement: Node, code: str) -> None:
    """Refuse to declare a name that the same block uses, or its function has as a parameter."""
    block = statement.parent
    if block is None:
        return
    start, end = file.span(block)
    owner = block.parent.id if block.parent is not None else None
    for name in _declared(file, code):
        used = any(start <= file.start(node) < end for node in mentions(file, name))
        if used or any(_owner_of(node) == owner for node in bindings(file, name)):
            raise RefusedError("name-taken", f"`{name}` is something else here; rename that first.")


def declared_names(file: File, intent: InsertBefore | InsertAfter) -> set[tuple[int, str]]:
    """What the inserted code declares, and in which block."""
    block = _statement(file, intent.span).parent
    return {(block.id if block is not None else 0, name) for name in _declared(file, intent.code)}


def whole_statements(file: File, span: Span) -> bool:
    """Whether the span, but for white space around, is statements and comments, none cut."""
    text = file.text[span[0] : span[1]]
    start = span[0] + len(text) - len(text.lstrip())
    end = span[1] - (len(text) - len(text.rstrip()))
    around = file.smallest((start, end))
    while around.parent is not None and file.span(around) == (start, end):
        around = around.parent
    touched = [n for n in around.children if file.start(n) < end and file.end(n) > start]
    return around.type in _HOLDS_STATEMENTS and all(
        start <= file.start(node) and file.end(node) <= end for node in touched
    )


def _declared(file: File, code: str) -> list[str]:
    names: list[str] = []
    for statement in file.parse(code).named_children:
        names += [
            node.text.decode()
            for node in walk(
                statement, lambda n: n.type not in ("statement_block", "arrow_function")
            )
            if node.type == "identifier" and node.text and _is_declared(node)
        ]
    return names


def _is_declared(node: Node) -> bool:
    parent = node.parent
    return (
        parent is not None
        and parent.type == "variable_declarator"
        and parent.child_by_field_name("name") == node
    )


def _owner_of(node: Node) -> int | None:
    """The function or catch clause whose parameter the name is; None for other bindings."""
    above = node.parent
    while above is not None and above.type not in _HOLDS_STATEMENTS:
        if "function" in above.type or above.type in ("method_definition", "catch_clause"):
            return above.id
        above = above.parent
    return None
