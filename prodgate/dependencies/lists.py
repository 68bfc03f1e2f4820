"""One more item in a list that people wrote: where it goes, and its text among the others.

Everything is an insertion. What stands there already keeps every byte, but for the comma that the
last item of a list may need.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from msgspec import Struct

from prodgate.regex import lazy

_REST = lazy(r"[ \t]*(?:#[^\r\n]*)?(?=\r|\n)")  # of a line on which nothing follows
_GAP = lazy(r"(?:[ \t\r\n]|#[^\r\n]*)*")


def place(names: Sequence[str], name: str, key: Callable[[str], str] = str.lower) -> int:
    """The index for a new name: in order where the others are in order, else at the end."""
    keys = [key(each) for each in names]
    if len(keys) < 2 or keys != sorted(keys):
        return len(keys)
    return bisect_right(keys, key(name))


class Brackets(Struct, frozen=True):
    """Items between brackets with commas between them: of TOML, Python or JSON.

    ``start`` is behind the opening bracket, ``end`` at the closing one, ``spans`` are the items.
    """

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]


def with_item(
    text: str, items: Brackets, index: int, code: str, newline: str, step: str, *, json: bool
) -> str:
    """The text with one more item; ``step`` is one more level of indentation."""
    if not items.spans:
        return _only(text, items, code, newline, step, json=json)
    if index == 0:
        return _first(text, items, code, newline)
    return _behind(text, items, index - 1, code, newline)


def _only(text: str, items: Brackets, code: str, newline: str, step: str, *, json: bool) -> str:
    comma = "" if json else ","
    if json and "\n" not in text.strip():  # all of it on one line
        return text[: items.start] + code + text[items.end :]
    if "\n" in text[items.start : items.end]:  # before the line of the closing bracket
        at = text.rindex("\n", items.start, items.end) + 1
        return f"{text[:at]}{text[at : items.end]}{step}{code}{comma}{newline}{text[at:]}"
    indent = _indent(text, items.start)
    lines = f"{newline}{indent}{step}{code}{comma}{newline}{indent}"
    return text[: items.start] + lines + text[items.end :]


def _first(text: str, items: Brackets, code: str, newline: str) -> str:
    start = items.spans[0][0]
    if not _starts_line(text, items, start):
        return f"{text[:start]}{code}{_separator(text, items)}{text[start:]}"
    at = text.index("\n", items.start) + 1  # above the comments of the item that was first
    return f"{text[:at]}{_indent(text, start)}{code},{newline}{text[at:]}"


def _behind(text: str, items: Brackets, index: int, code: str, newline: str) -> str:
    """Behind an item, and behind the comment on its line."""
    start, end = items.spans[index]
    comma = _comma(text, end, items.end)
    rest = _REST.match(text, end if comma is None else comma + 1)
    own_line = next((s for s, _ in items.spans if _starts_line(text, items, s)), None)
    if rest is None or own_line is None:
        if own_line is not None and _starts_line(text, items, start) and index:
            return f"{text[:end]},{newline}{_indent(text, start)}{code}{text[end:]}"
        return f"{text[:end]}{_separator(text, items)}{code}{text[end:]}"
    line = newline + _indent(text, own_line) + code
    if comma is None:
        return f"{text[:end]},{text[end : rest.end()]}{line}{text[rest.end() :]}"
    return f"{text[: rest.end()]}{line},{text[rest.end() :]}"


def _separator(text: str, items: Brackets) -> str:
    """The comma between items of one line, as the first two have it."""
    gap = text[items.spans[0][1] : items.spans[1][0]] if len(items.spans) > 1 else ""
    if gap.strip() == "," and "\n" not in gap:
        return gap
    return ", " if gap or " " in text else ","


def _comma(text: str, at: int, end: int) -> int | None:
    gap = _GAP.match(text, at, end)
    stop = gap.end() if gap else at
    return stop if text[stop : stop + 1] == "," else None


def _starts_line(text: str, items: Brackets, at: int) -> bool:
    line = text.rfind("\n", items.start, at)
    return line >= 0 and not text[line + 1 : at].strip()


def _indent(text: str, at: int) -> str:
    line = text[text.rfind("\n", 0, at) + 1 :]
    return line[: len(line) - len(line.lstrip(" \t"))]


# -- items on lines of their own ---------------------------------------------------------------


def with_line(
    text: str, spans: Sequence[tuple[int, int]], index: int, code: str, newline: str
) -> str:
    """The text with one more line; ``spans`` are those of the items, whole lines without ends.

    A file without a newline at its end stays one.
    """
    if index == 0:
        at = spans[0][0]
        return f"{text[:at]}{_indent(text, at)}{code}{newline}{text[at:]}"
    start, end = spans[index - 1]
    return f"{text[:end]}{newline}{_indent(text, start)}{code}{text[end:]}"
