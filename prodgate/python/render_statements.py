"""Statements before and after a statement, other code at a place, code around a place."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable

import libcst as cst

from prodgate.edits import Edit, InsertAfter, InsertBefore, Refusal, Replace, Wrap
from prodgate.python.render_base import (
    NEWLINE,
    Change,
    RefusedError,
    Span,
    after_newline,
    line_start,
    newline_before,
    newline_near,
    skip_trivia,
)
from prodgate.python.render_threads import refuse_whole
from prodgate.python.render_tree import Tree, below
from prodgate.regex import lazy

# A comment that speaks about the line below it stays with that line.
_DIRECTIVE = lazy(
    r"[ \t]*#\s*(?:prodgate|noqa|type|pylint|pyright|mypy|fmt|isort|yapf|ruff|pragma|nosec"
    r"|nosemgrep|bandit|flake8)\b"
)


def replace(
    tree: Tree, intents: Iterable[tuple[int, Replace]]
) -> tuple[list[Change], dict[int, Refusal]]:
    """Edits for the numbered intents, none where the code stands there already; refusals."""
    changes: list[Change] = []
    refused: dict[int, Refusal] = {}
    for number, intent in intents:
        try:
            edits = _replacement(tree, intent)
        except RefusedError as error:
            refused[number] = error.refusal
        else:
            changes.append(Change((number,), tuple(edits)))
    return changes, refused


def _replacement(tree: Tree, intent: Replace) -> list[Edit]:
    start, end = intent.span
    if not 0 <= start < end <= len(tree.text):
        raise RefusedError("not-found")
    node = _node_at(tree, intent.span)
    tree.refuse_in_quotes(intent.span)
    refuse_whole(tree, intent.span)
    before = tree.source(intent.span)
    code = tree.in_its_lines(_guarded(tree, node, intent))
    if code == before:
        return []
    if _loses_comment(tree, intent.span, code):
        raise RefusedError("would-lose-comment")
    if not code:
        start, end = _whole_line(tree.text, intent.span)
    return [Edit(start, end, code)]


def _whole_line(text: str, span: Span) -> Span:
    """The line with its break, where nothing else stands on it; else the span itself."""
    start, end = span
    above = line_start(text, start)
    below = end + len(text[end:]) - len(text[end:].lstrip(" \t"))
    if text[above:start].strip(" \t") or after_newline(text, below) == below:
        return span
    return above, after_newline(text, below)


_FAR = 10_000  # more than there are intents about one file


def wrap(
    tree: Tree, intents: Iterable[tuple[int, Wrap]]
) -> tuple[list[Change], dict[int, Refusal]]:
    """Insertions at both ends of an expression; the outer of two begins first and ends last."""
    changes: list[Change] = []
    refused: dict[int, Refusal] = {}
    for number, intent in intents:
        start, end = intent.span
        try:
            _node_at(tree, intent.span)
            tree.refuse_in_quotes(intent.span)
            refuse_whole(tree, intent.span)
        except RefusedError as error:
            refused[number] = error.refusal
            continue
        edits = Edit(start, start, intent.before), Edit(end, end, intent.after)
        # Of two around one, the first is outer, unless it is the one to stand near.
        depth = number + (_FAR if intent.near else 0)
        size = (end - start) / len(tree.text) - depth * 1e-10
        changes.append(Change((number,), edits, rank=4 - size, closing=size - 4))
    return changes, refused


def _node_at(tree: Tree, span: Span) -> cst.CSTNode:
    """The innermost node at exactly this span, with or without its own parentheses."""
    inner = span
    while True:
        found = [node for node, at in tree.spans.items() if at == inner]
        if found:
            return found[0]
        start, end = inner
        if end - start < 3 or tree.text[start] != "(" or tree.text[end - 1] != ")":
            raise RefusedError("not-found")
        inner = skip_trivia(tree.text, start + 1), end - 1
        inner = inner[0], inner[0] + len(tree.source(inner).rstrip())


def _loses_comment(tree: Tree, span: Span, code: str) -> bool:
    comments = [at for at in tree.comments if span[0] <= at[0] < span[1]]
    return any(tree.source(at) not in code for at in comments)


_OPERATIONS = (
    cst.Attribute,
    cst.Subscript,
    cst.BinaryOperation,
    cst.UnaryOperation,
    cst.BooleanOperation,
    cst.Comparison,
    cst.ComparisonTarget,
    cst.Await,
    cst.IfExp,
    cst.CompFor,
    cst.CompIf,
    cst.StarredElement,
    cst.StarredDictElement,
)
_CLOSED = (
    ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.List, ast.Dict, ast.Set, ast.ListComp,
    ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.JoinedStr,
)  # fmt: skip


def _guarded(tree: Tree, node: cst.CSTNode, intent: Replace) -> str:
    """The code, in parentheses where its operators would bind to what stands around it."""
    if not isinstance(node, cst.BaseExpression) or not _is_operand(tree, node):
        return intent.code
    if node.lpar and intent.span == tree.spans[node]:  # its own parentheses stay
        return intent.code
    try:
        value = ast.parse(f"(\n{intent.code}\n)", mode="eval").body
    except (SyntaxError, ValueError):
        return intent.code
    closed = isinstance(value, _CLOSED) or intent.code.startswith("(")
    return intent.code if closed else f"({intent.code})"


def _is_operand(tree: Tree, node: cst.BaseExpression) -> bool:
    """Whether the expression is part of an operation."""
    parent = next((n for n in below(tree.module) if any(c is node for c in n.children)), None)
    if isinstance(parent, cst.Call):
        return parent.func is node
    return isinstance(parent, _OPERATIONS) or (isinstance(parent, cst.Arg) and bool(parent.star))


def insert_before(
    tree: Tree, intents: Iterable[tuple[int, InsertBefore]]
) -> tuple[list[Change], dict[int, Refusal]]:
    """Edits for the numbered intents, those of one statement together, and the refusals."""
    places: dict[int, list[tuple[int, str]]] = {}
    refused: dict[int, Refusal] = {}
    asked_for = list(intents)
    starts = _statements(tree) if asked_for else {}
    for number, intent in asked_for:
        try:
            place = _place(tree, starts, intent.span)
        except RefusedError as error:
            refused[number] = error.refusal
        else:
            places.setdefault(place, []).append((number, intent.code))
    changes = (_insertion(tree, place, asked) for place, asked in places.items())
    return [change for change in changes if change is not None], refused


def insert_after(
    tree: Tree, intents: Iterable[tuple[int, InsertAfter]]
) -> tuple[list[Change], dict[int, Refusal]]:
    """Lines below the line on which each statement ends, and the refusals."""
    changes: list[Change] = []
    refused: dict[int, Refusal] = {}
    asked_for = list(intents)
    starts = _statements(tree) if asked_for else {}
    for number, intent in asked_for:
        try:
            place = _place(tree, starts, intent.span)
        except RefusedError as error:
            refused[number] = error.refusal
            continue
        change = _appended(tree, number, intent, place)
        changes += [change] if change is not None else []
    return changes, refused


def _appended(tree: Tree, number: int, intent: InsertAfter, place: int) -> Change | None:
    indent = tree.text[line_start(tree.text, place) : place]
    newline = newline_near(tree.text, place)
    block = indented(intent.code, indent, tree.module.default_indent, newline)
    ended = NEWLINE.search(tree.text, intent.span[1])  # a comment behind it stays behind it
    at = ended.end() if ended else len(tree.text)
    if f"{tree.text[at:]}{newline}".startswith(block):
        return None
    edit = Edit(at, at, block if ended else newline + block.removesuffix(newline))
    return Change((number,), (edit,), rank=1)


def _statements(tree: Tree) -> dict[int, cst.CSTNode | None]:
    """Statements by the offset where they start; None where they share their line."""
    starts: dict[int, cst.CSTNode | None] = {}
    for node, (start, _) in tree.spans.items():
        if isinstance(node, cst.SimpleStatementSuite):
            starts |= dict.fromkeys((tree.spans[s][0] for s in node.body), None)
        elif isinstance(node, cst.SimpleStatementLine):
            whole = node if len(node.body) == 1 else None
            starts |= {tree.spans[s][0]: whole for s in node.body}
        elif isinstance(node, cst.BaseCompoundStatement):
            starts[start] = node
    return starts


def _place(tree: Tree, starts: dict[int, cst.CSTNode | None], span: Span) -> int:
    """The offset of the line that the code goes before."""
    found = starts.get(span[0], starts.get(_undecorated(tree, span[0]), tree.module))
    if found is tree.module:
        raise RefusedError("not-found")
    if found is None:
        raise RefusedError("statement-not-on-its-own-line")
    start = tree.spans[found][0]
    if isinstance(found, cst.FunctionDef | cst.ClassDef) and found.decorators:
        start = tree.spans[found.decorators[0]][0]
    line = line_start(tree.text, start)
    is_elif = isinstance(found, cst.If) and tree.text.startswith("elif", start)
    if tree.text[line:start].strip() or is_elif or tree.text[:line].endswith(("\\\n", "\\\r\n")):
        raise RefusedError("statement-not-on-its-own-line")
    return start


def _undecorated(tree: Tree, start: int) -> int:
    """Where ``def`` or ``class`` stands when ``start`` is that of the first decorator."""
    for node, span in tree.spans.items():
        if isinstance(node, cst.FunctionDef | cst.ClassDef) and node.decorators:
            first = tree.spans[node.decorators[0]][0]
            if start in (first, first + 1):
                return span[0]
    return -1


def _insertion(tree: Tree, place: int, asked: list[tuple[int, str]]) -> Change | None:
    line = line_start(tree.text, place)
    indent = tree.text[line:place]
    newline = newline_near(tree.text, place)
    line = _above_directives(tree.text, line, indent)
    above = tree.text[:line]
    blocks: list[str] = []
    for _, code in reversed(asked):
        block = indented(code, indent, tree.module.default_indent, newline)
        if not blocks and _ends_with_lines(above, block):
            above = above.removesuffix(block)
        elif block not in blocks:
            blocks.insert(0, block)
    if not blocks:
        return None
    numbers = tuple(number for number, _ in asked)
    return Change(numbers, (Edit(line, line, "".join(blocks)),), rank=1)


def _ends_with_lines(text: str, block: str) -> bool:
    at = len(text) - len(block)
    return text.endswith(block) and line_start(text, at) == at


def _above_directives(text: str, line: int, indent: str) -> int:
    while line:
        previous = line_start(text, line - len(newline_before(text, line)))
        comment = text[previous:line]
        if not (comment.startswith(f"{indent}#") and _DIRECTIVE.match(comment)):
            break
        line = previous
    return line


def indented(code: str, indent: str, unit: str, newline: str) -> str:
    """``code`` as whole lines at ``indent``, with the file's own unit of indentation.

    Lines inside a string literal are left as they are, empty lines empty.
    """
    code = NEWLINE.sub("\n", code)
    inside = _lines_inside_strings(code)
    lines: list[str] = []
    for number, line in enumerate(code.rstrip("\n").split("\n"), start=1):
        if line and number not in inside:
            depth = len(line) - len(line.lstrip(" "))
            line = indent + unit * (depth // 4) + " " * (depth % 4) + line.lstrip(" ")
        lines.append(line + newline)
    return "".join(lines)


def _lines_inside_strings(code: str) -> set[int]:
    inside: set[int] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type not in (tokenize.NEWLINE, tokenize.NL):
                inside |= set(range(token.start[0] + 1, token.end[0] + 1))
    except (tokenize.TokenError, SyntaxError):
        pass  # the check of the result decides
    return inside
