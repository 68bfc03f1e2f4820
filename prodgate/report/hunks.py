"""What one fix changes, as the hunks of a diff without secrets; found from its edits alone.

A diff of whole files would take its time for each of five hundred findings.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from msgspec import Struct

from prodgate.edits import Edit
from prodgate.report.markup import plain_lines
from prodgate.report.redact import Redactor
from prodgate.source import Source

_CONTEXT = 2  # lines around a change


class _Window(Struct, frozen=True):
    """Lines of a file that stand together in the diff, and the edits among them."""

    first: int
    last: int
    edits: tuple[Edit, ...]


def diff(source: Source, edits: Sequence[Edit], clean: Redactor) -> list[str]:
    """The lines, each with its sign, and ``@@`` between hunks."""
    return [line for window in _windows(source, edits) for line in _hunk(source, window, clean)]


def _windows(source: Source, edits: Sequence[Edit]) -> list[_Window]:
    found: list[_Window] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        first = max(1, source.position(edit.start)[0] - _CONTEXT)
        last = min(source.lines, source.position(edit.end)[0] + _CONTEXT)
        if found and first <= found[-1].last + 1:
            before = found.pop()
            last = max(last, before.last)
            found.append(_Window(before.first, last, (*before.edits, edit)))
        else:
            found.append(_Window(first, last, (edit,)))
    return found


def _hunk(source: Source, window: _Window, clean: Redactor) -> Iterator[str]:
    start = source.offset(window.first, 1)
    stop = source.offset(window.last, 1) + len(source.line_text(window.last))
    raw, shown = [""], [""]
    at = start
    for edit in window.edits:
        raw += [source.text[at : edit.start], edit.replacement]
        shown += [clean.part(at, edit.start), clean.prose(edit.replacement)]
        at = edit.end
    raw.append(source.text[at:stop])
    shown.append(clean.part(at, max(at, stop)))
    before = plain_lines(source.text[start:stop]), plain_lines(clean.part(start, stop))
    # Two halves of a secret may meet where neither was one.
    after = plain_lines("".join(raw)), plain_lines("\n".join(clean.lines("".join(shown))))
    cell, line = source.shown(window.first)
    yield f"@@ line {line} @@" if cell is None else f"@@ cell {cell}, line {line} @@"
    yield from _compared(before, after)


def _compared(
    before: tuple[list[str], list[str]], after: tuple[list[str], list[str]]
) -> Iterator[str]:
    """Compared as they are, shown without secrets: what differs only in a secret differs."""
    matcher = difflib.SequenceMatcher(None, before[0], after[0], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from (f" {line}" for line in before[1][a:b])
        else:
            yield from (f"-{line}" for line in before[1][a:b])
            yield from (f"+{line}" for line in after[1][c:d])
