"""Where a new item goes between the brackets of a call or dict, and how it is laid out.

Pure text: offsets in, insertions out. Nothing that stands there is touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from prodgate.edits import Edit
from prodgate.python.render_base import (
    NEWLINE,
    Span,
    after_newline,
    line_end,
    line_start,
    newline_before,
    newline_near,
    skip_trivia,
)
from prodgate.regex import lazy

# What may still follow on the line behind an item: the comment that belongs to it.
_LINE_TAIL = lazy(r"[ \t\f]*(?:#[^\r\n]*|\\)?(?=[\r\n])")


class Bracket(Struct, frozen=True):
    """The inside of a call's parentheses or a dict's braces."""

    start: int  # behind the opening bracket
    end: int  # the closing bracket
    items: tuple[Span, ...]
    before: int | None  # the number of the item that new ones must precede; None: at the end
    unit: str  # one level of indentation in this file


def add_items(text: str, bracket: Bracket, entries: Sequence[str]) -> list[Edit]:
    """Insertions that put ``entries`` into the bracket, in the style of their neighbours."""
    if not bracket.items:
        return [_into_empty(text, bracket, entries)]
    if bracket.before is not None:
        return _before_item(text, bracket, bracket.before, entries)
    return _after_last(text, bracket.items[-1], entries)


def _insertion(at: int, code: str) -> Edit:
    return Edit(at, at, code)


def _own_indent(text: str, at: int) -> str | None:
    """The indent of the item at ``at`` if it is the first thing on its line."""
    prefix = text[line_start(text, at) : at]
    return None if prefix.strip(" \t\f") else prefix


def _line_tail(text: str, at: int) -> int:
    """The end of the line if only a comment follows ``at`` on it, else ``at``."""
    match = _LINE_TAIL.match(text, at)
    return match.end() if match else at


def _into_empty(text: str, bracket: Bracket, entries: Sequence[str]) -> Edit:
    inside = text[bracket.start : bracket.end]
    if not NEWLINE.search(inside):
        return _insertion(bracket.start, ", ".join(entries))
    at = line_start(text, bracket.end)
    newline = newline_near(text, bracket.start)
    indent = _indent_inside(text, bracket)
    return _insertion(at, "".join(f"{indent}{entry},{newline}" for entry in entries))


def _indent_inside(text: str, bracket: Bracket) -> str:
    """The indent of a comment that stands alone in the bracket, else one level more."""
    alone = re.search(r"[\r\n]([ \t]*)#", text[bracket.start : bracket.end])
    if alone:
        return alone.group(1)
    start = line_start(text, bracket.start)
    outer = re.match(r"[ \t\f]*", text[start : bracket.start])
    return (outer.group() if outer else "") + bracket.unit


def _after_last(text: str, item: Span, entries: Sequence[str]) -> list[Edit]:
    start, end = item
    comma = skip_trivia(text, end)
    trailing = text[comma] == ","
    indent = _own_indent(text, start)
    if indent is None:
        code = ", ".join(entries)
        return [_insertion(comma + 1, f" {code},") if trailing else _insertion(end, f", {code}")]
    newline = newline_before(text, line_start(text, start))
    edits = [] if trailing else [_insertion(end, ",")]
    lines = f",{newline}{indent}".join(entries) + ("," if trailing else "")
    at = _line_tail(text, comma + 1 if trailing else end)
    return [*edits, _insertion(at, f"{newline}{indent}{lines}")]


def _before_item(text: str, bracket: Bracket, number: int, entries: Sequence[str]) -> list[Edit]:
    start = bracket.items[number][0]
    indent = _own_indent(text, start)
    if indent is None:
        return [_insertion(start, ", ".join(entries) + ", ")]
    if number == 0:  # above the comments that describe the item, below the bracket's own
        at = after_newline(text, line_end(text, bracket.start))
        newline = newline_near(text, bracket.start)
        return [_insertion(at, "".join(f"{indent}{entry},{newline}" for entry in entries))]
    comma = skip_trivia(text, bracket.items[number - 1][1])
    at = _line_tail(text, comma + 1)
    newline = newline_near(text, comma)
    return [_insertion(at, "".join(f"{newline}{indent}{entry}," for entry in entries))]
