"""Where a finding stands, for what shows a file as it is: lines and columns of the file itself.

The text of a notebook is that of its cells. Code hosts show its JSON, where a line of a cell
mostly has a line of its own.
"""

from __future__ import annotations

import json
import posixpath
from urllib.parse import quote

from msgspec import Struct

from prodgate.findings import Finding
from prodgate.notebook import Notebook
from prodgate.regex import lazy
from prodgate.source import Source

_STRING = lazy(r'"[^"\\]*(?:\\.[^"\\]*)*"')


class Place(Struct, frozen=True):
    """Lines and columns of a file, 1-based; the end column is the one behind the last."""

    line: int
    column: int
    end_line: int
    end_column: int
    name: str  # for people: "line 12", "cell 3, line 2"


def place_of(finding: Finding, source: Source | None) -> Place:
    """The place of a finding in its file as it is stored."""
    line, end_line = max(finding.line, 1), max(finding.end_line, finding.line, 1)
    column, end_column = max(finding.column, 1), max(finding.end_column, 1)
    if line == end_line:
        end_column = max(column, end_column)
    if isinstance(source, Notebook):
        return _of_notebook(source, line)
    return Place(line, column, end_line, end_column, f"line {line}")


def _of_notebook(book: Notebook, line: int) -> Place:
    number, inner = book.shown(line)
    name = f"line {inner}" if number is None else f"cell {number}, line {inner}"
    cell = next((each for each in book.cells if each.number == number), None)
    at = 0 if cell is None else _start(book.file, cell.span, inner)
    first = book.file.rfind("\n", 0, at) + 1
    last = book.file.find("\n", at)
    length = (last if last >= 0 else len(book.file)) - first
    stored = book.file.count("\n", 0, at) + 1
    return Place(stored, 1, stored, length + 1, name)


def _start(file: str, span: tuple[int, int], line: int) -> int:
    """The offset of the JSON string that holds a line of a cell."""
    at = span[0]
    if file[at] != "[":
        return at
    for match in _STRING.finditer(file[slice(*span)]):
        at = span[0] + match.start()
        line -= str(json.loads(match[0], strict=False)).count("\n")
        if line < 1:
            break
    return at


def uri(path: str) -> str:
    """A path under the root as a relative URI: normalised, inside the root, percent-encoded."""
    parts = [part for part in posixpath.normpath(path).split("/") if part not in ("", ".", "..")]
    return quote(raw("/".join(parts)), safe="/")


def raw(text: str) -> bytes:
    """The bytes of a name as the system has it; nothing is refused."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half of a character, from Windows
        return text.encode("utf-8", "surrogatepass")
