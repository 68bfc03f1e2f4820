"""Edits after edits: where an offset went, and two rounds of edits as one."""

from __future__ import annotations

from collections.abc import Sequence

from prodgate.edits import Edit, apply_edits


def moved(edits: Sequence[Edit], offset: int, code: str = "") -> int | None:
    """Where what starts at an offset starts after the edits; None where it was replaced.

    What is inserted at the offset stands before it. ``code``: what stands there; where all of it
    was replaced by a text that holds it once, as the argument of another call, it is followed; and
    where one other text that was written holds it, such as a function that makes a shared client.
    """
    change = 0
    for edit in edits:
        if edit.start < offset < edit.end or (edit.start == offset < edit.end):
            if not code or offset + len(code) > edit.end:
                return None
            if edit.replacement.count(code) == 1:
                return edit.start + change + edit.replacement.index(code)
            return _elsewhere(edits, code)
        if edit.start <= offset:
            change += len(edit.replacement) - (edit.end - edit.start)
    return offset + change


def _elsewhere(edits: Sequence[Edit], code: str) -> int | None:
    """Where the one text that was written and holds the code has it, after the edits."""
    found: list[int] = []
    change = 0
    for edit in edits:
        at = edit.replacement.find(code)
        while at >= 0:
            found.append(edit.start + change + at)
            at = edit.replacement.find(code, at + 1)
        change += len(edit.replacement) - (edit.end - edit.start)
    return found[0] if len(found) == 1 else None


def composed(after: str, first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that do what both rounds did. ``second`` are edits of ``after``, the text that
    the first round made; both are sorted and free of overlaps."""
    written: list[tuple[int, int, int]] = []  # what the first round wrote: span, and growth
    change = 0
    for edit in first:
        start = edit.start + change
        grown = len(edit.replacement) - (edit.end - edit.start)
        written.append((start, start + len(edit.replacement), grown))
        change += grown
    answer: list[Edit] = []
    for start, end in _joined([(s, e) for s, e, _ in written] + [(e.start, e.end) for e in second]):
        inside = [e for e in second if start <= e.start and e.end <= end]
        before = sum(grown for s, e, grown in written if e <= start and s < start)
        within = sum(grown for s, e, grown in written if start <= s and e <= end)
        local = [Edit(e.start - start, e.end - start, e.replacement) for e in inside]
        text = apply_edits(after[start:end], local)
        answer.append(Edit(start - before, end - before - within, text))
    return tuple(answer)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
