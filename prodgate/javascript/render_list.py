"""New members for what stands between brackets: an object literal, an argument list.

Nothing that is there is printed again. The layout follows the neighbours: on one line where they
are on one line, else on lines of their own with the neighbour's indent, after the comma and the
comment of the last member.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from tree_sitter import Node

from prodgate.edits import Edit
from prodgate.javascript.render_file import COMMENTS, File, items


class Spot(Struct, frozen=True):
    """Where new members go: after the last one, its comma and the comments on its line."""

    at: int
    last: int | None  # end of the last member, None when there is none
    comma: bool
    line_comment: bool  # the rest of the line is a comment: nothing more can go on it


def add_members(
    file: File, brackets: Node, codes: Sequence[str], one_line: bool = False
) -> list[Edit]:
    """Edits that put ``codes`` behind the members of an ``object`` or ``arguments`` node.

    ``one_line``: no new lines unless a comment forces one.
    """
    if not codes:
        return []
    spot = _spot(file, brackets)
    indent = _indent(file, brackets, spot)
    if spot.line_comment or (indent is not None and not one_line):
        return _on_own_lines(file, brackets, spot, codes, indent)
    return _on_the_line(file, brackets, spot, codes)


def _spot(file: File, brackets: Node) -> Spot:
    members = items(brackets)
    last = file.end(members[-1]) if members else None
    start = last if last is not None else file.start(brackets) + 1
    commas = [c for c in brackets.children if c.type == "," and file.start(c) >= start]
    at = file.end(commas[-1]) if commas and members else start
    comment = ""
    for node in file.comments((at, file.end(brackets) - 1)):
        if members and _breaks(file.text[at : file.start(node)]):
            break
        at, comment = file.end(node), file.code(node)
    return Spot(at, last, bool(commas and members), bool(comment) and not comment.startswith("/*"))


def _indent(file: File, brackets: Node, spot: Spot) -> str | None:
    """The indent of the members that have lines of their own; None when there are none."""
    start, end = file.span(brackets)
    inside = [c for c in brackets.children[1:-1] if c.type != ","]
    neighbours = [c for c in inside if c.type not in COMMENTS] or inside
    for node in reversed(neighbours):
        if file.begins_line(file.start(node)):
            return file.indent(file.start(node))
    if neighbours and not spot.line_comment:
        return None
    if not neighbours and not _breaks(file.text[start:end]):
        return None
    outer = file.indent(end - 1)
    return outer + ("\t" if "\t" in outer else file.unit)


def _on_own_lines(
    file: File, brackets: Node, spot: Spot, codes: Sequence[str], indent: str | None
) -> list[Edit]:
    indent = indent or ""
    newline = file.newline(spot.at)
    between = f",{newline}{indent}"
    text = newline + indent + between.join(file.place(code, spot.at, indent) for code in codes)
    if spot.comma or (spot.last is None and brackets.type == "object"):
        text += ","
    if spot.last is None or spot.comma:
        return [Edit(spot.at, spot.at, text)]
    if spot.at == spot.last:
        return [Edit(spot.at, spot.at, "," + text)]
    return [Edit(spot.last, spot.last, ","), Edit(spot.at, spot.at, text)]


def _on_the_line(file: File, brackets: Node, spot: Spot, codes: Sequence[str]) -> list[Edit]:
    text = ", ".join(file.place(code, spot.at) for code in codes)
    if spot.last is not None:
        return [Edit(spot.at, spot.at, f" {text}," if spot.comma else f", {text}")]
    close = file.end(brackets) - 1
    if spot.at > file.start(brackets) + 1:  # behind a comment
        return [Edit(spot.at, spot.at, f" {text}")]
    padded = f" {text} " if brackets.type == "object" else text
    return [Edit(spot.at, close, padded)]


def _breaks(text: str) -> bool:
    return "\n" in text or "\r" in text
