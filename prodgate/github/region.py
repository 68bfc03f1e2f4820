"""The whole lines that a rewrite replaces, as git and GitHub count lines.

A suggestion cannot say everything that an edit can: what it cannot say exactly is no region.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from prodgate.edits import Edit, apply_edits
from prodgate.escape import printable
from prodgate.source import Source

MOST = 20  # lines; more is no longer read before it is applied


class Region(Struct, frozen=True):
    """Lines ``start`` to ``end`` (1-based), and what stands there afterwards."""

    start: int
    end: int
    span: tuple[int, int]  # the same as offsets into the text
    new: str  # as in the file: with its line ends

    @property
    def shown(self) -> str:
        """The new lines with plain line ends, "" for none."""
        lines = self.new.replace("\r\n", "\n")
        return lines if not lines or lines.endswith("\n") else lines + "\n"


def region_of(source: Source, edits: Sequence[Edit]) -> Region | None:
    """The one region that all edits are in, made as small as it gets."""
    if type(source) is not Source or not edits:  # the lines of a notebook are not its file's
        return None
    text = source.text
    if source.encoding != "utf-8" and not text.isascii():
        return None  # GitHub writes UTF-8
    found = _lines(text, edits)
    if found is None:
        return None
    start, end, new = _least(text, *found)
    old = text[start:end]
    if new == old or not _sayable(old, new):
        return None
    first = text.count("\n", 0, start) + 1
    last = first + max(old.count("\n") - old.endswith("\n"), 0)
    if last - first >= MOST or new.count("\n") > 2 * MOST or (first == 1 and source.bom):
        return None
    return Region(first, last, (start, end), new)


def _lines(text: str, edits: Sequence[Edit]) -> tuple[int, int, str] | None:
    """Offsets of the whole lines that hold all edits, and the new text of these lines."""
    low, high = min(e.start for e in edits), max(e.end for e in edits)
    start = text.rfind("\n", 0, low) + 1
    if start == len(text):  # behind the last line: there is nothing to put a comment on
        start = text.rfind("\n", 0, max(start - 1, 0)) + 1
    end = _line_end(text, max(high - 1, low))
    new = _applied(text, start, end, edits)
    if new and text[start:end].endswith("\n") and not new.endswith("\n"):
        further = _line_end(text, end)  # it joins the next line
        if further == end:
            return None
        end, new = further, _applied(text, start, further, edits)
    return start, end, new


def _line_end(text: str, offset: int) -> int:
    return text.find("\n", offset) + 1 or len(text)


def _applied(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    inner = [Edit(e.start - start, e.end - start, e.replacement) for e in edits]
    return apply_edits(text[start:end], inner)


def _least(text: str, start: int, end: int, new: str) -> tuple[int, int, str]:
    """Without the lines at both ends that stay as they are; one line is always left."""
    old, wanted = _split(text[start:end]), _split(new)
    while len(old) > 1 and wanted and old[-1] == wanted[-1]:
        end -= len(old.pop())
        wanted.pop()
    while len(old) > 1 and wanted and old[0] == wanted[0]:
        start += len(old.pop(0))
        wanted.pop(0)
    return start, end, "".join(wanted)


def _split(text: str) -> list[str]:
    """Lines with their ends, as git has them."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _sayable(old: str, new: str) -> bool:
    """Whether lines in a comment say just this."""
    if not old or old.endswith("\n") != (new == "" or new.endswith("\n")):
        return False  # the last line end of a file cannot be added or taken away
    ends = {line.endswith("\r\n") for line in _split(old + new) if line.endswith("\n")}
    if len(ends) > 1:
        return False
    lines = (old + new).replace("\r\n", "\n").split("\n")
    return all(printable(part) == part for line in lines for part in line.split("\t"))
