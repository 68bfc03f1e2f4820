"""Jupyter notebooks: their code cells as one Python text, and back without touching the rest.

A rule needs all cells at once: the client is made in one and called in another. So the cells stand
one below another, each under a line ``# %% cell N`` (N counts all cells, as notebooks and ruff do).
What only IPython understands (``%pip``, ``!ls``, ``x = !ls``, ``name?``) stands there as
``pass  # ipython: ...``. Written back, a changed cell gets its new lines; every other byte of the
file, outputs and metadata included, stays as it was.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from msgspec import Struct

from prodgate.findings import NotChecked
from prodgate.regex import lazy
from prodgate.source import Source

_MARK = lazy(r"^# %% cell (\d+)\n", re.MULTILINE)
_STRING = lazy(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_TOKEN = lazy(_STRING.pattern + r'|[{}\[\],:]|[^\s{}\[\],:"]+')
_MAGIC = lazy(
    r"^(?P<indent>[ \t]*)"
    r"(?P<code>(?:[%!].*|\?{1,2}[\w.].*|[\w.]+\?{1,2}|[\w.,\[\] ]+=[ \t]*[%!].*))$"
)
_HIDDEN = lazy(r"^([ \t]*)pass  # ipython: (.*)$", re.MULTILINE)
_LANGUAGE = lazy(
    rb'"kernelspec"\s*:\s*\{[^{}]*"language"\s*:\s*"(\w+)"'
    rb'|"language_info"\s*:\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)?"name"\s*:\s*"(\w+)"'
)


class Cell(Struct, frozen=True):
    """A code cell. ``span``: that of the value of its ``source`` in the file's own text."""

    number: int
    code: str  # what stands in the text, under its line
    span: tuple[int, int]
    other: bool = False  # no Python: its lines stand there as comments


class Notebook(Source, frozen=True, dict=True):
    """The Python text of a notebook; ``encode`` gives the bytes of the whole file."""

    file: str = ""  # the decoded JSON
    cells: tuple[Cell, ...] = ()

    def encode(self, text: str) -> bytes:
        """The file with the cells of ``text``. Raises ValueError where cells were lost."""
        before, *parts = _MARK.split(text)
        numbers = [int(number) for number in parts[::2]]
        if numbers != [cell.number for cell in self.cells]:
            raise ValueError("the cells of the notebook are not all there")
        codes = parts[1::2]
        if before:  # what goes to the top of a module goes to the top of its first cell
            first = next((n for n, cell in enumerate(self.cells) if not cell.other), None)
            if first is None:
                raise ValueError("the notebook has no cell of Python")
            codes[first] = before + codes[first]
        file = self.file
        for cell, code in reversed(list(zip(self.cells, codes, strict=True))):
            if code == cell.code:
                continue
            if cell.other:
                raise ValueError(f"cell {cell.number} is no Python")
            start, end = cell.span
            file = file[:start] + _written(self.file[start:end], _shown(code)) + file[end:]
        return self.bom + file.encode(self.encoding)

    @property
    def unread(self) -> str:
        """Which cells could not be read."""
        broken = [str(cell.number) for cell in self.cells if cell.code.startswith(_BROKEN)]
        return f"cell {', '.join(broken)}: not Python that can be read" if broken else ""

    def shown(self, line: int) -> tuple[int | None, int]:
        """The number of the cell that a line of the text stands in, and its line there."""
        at = bisect_right(self._marks, line) - 1
        if at < 0:
            return None, line
        return self.cells[at].number, max(line - self._marks[at], 1)

    @cached_property
    def _marks(self) -> list[int]:
        """The lines of the text that name a cell."""
        return [self.position(match.start())[0] for match in _MARK.finditer(self.text)]


def language(data: bytes) -> str:
    """The language that a notebook says it is in, in small letters; Python where it says none."""
    found = _LANGUAGE.search(data)
    return (found[1] or found[2]).decode().lower() if found else "python"


def decode(path: str, data: bytes) -> Notebook | NotChecked:
    """The text of a notebook's code cells, or why there is none."""
    try:
        file = data.decode()
        document = json.loads(file)
        cells = list(_cells(document, file))
    except UnicodeDecodeError:
        return NotChecked(path, "not UTF-8 text")
    except (ValueError, RecursionError):
        return NotChecked(path, "not a notebook that can be read: its JSON is malformed")
    except LookupError:
        return NotChecked(path, "a notebook of an old form: convert it with `jupyter nbconvert`")
    text = "".join(f"# %% cell {cell.number}\n{cell.code}" for cell in cells)
    if any("\ud800" <= character <= "\udfff" for character in text):
        return NotChecked(path, "half of a character stands in a cell")
    return Notebook(path, text, "utf-8", b"", file, tuple(cells))


def _cells(document: Any, file: str) -> Iterator[Cell]:
    """The code cells. Raises LookupError for a notebook before version 4, ValueError for others."""
    if not isinstance(document, dict) or not isinstance(document.get("cells"), list):
        raise LookupError("cells")
    spans = list(_spans(file))
    if len(spans) != len(document["cells"]):
        raise ValueError("a cell without a source, or with two")
    for number, (cell, span) in enumerate(zip(document["cells"], spans, strict=True), 1):
        source = cell["source"] if isinstance(cell, dict) else None
        lines: list[Any] = source if isinstance(source, list) else [source]
        if not all(isinstance(line, str) for line in lines):
            raise ValueError("a source that is no text")
        if cell.get("cell_type") == "code":
            python = _python("".join(lines))
            yield Cell(number, python, span, other=python.startswith((_BROKEN, _FOREIGN)))


def _spans(file: str) -> Iterator[tuple[int, int]]:
    """Where the value of each cell's ``source`` stands."""
    keys: list[str] = [""] * 64
    depth, start = 0, -1
    tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(file)]
    for at, (piece, _, end) in enumerate(tokens):
        if piece in "{[":
            depth += 1
        elif piece in "}]":
            depth -= 1
            if start >= 0 and depth == 3:
                yield start, end
                start = -1
        elif depth < 64 and piece[0] == '"' and tokens[at + 1][0] == ":":
            keys[depth] = piece
            if depth == 3 and keys[1] == '"cells"' and piece == '"source"':
                value, value_start, value_end = tokens[at + 2]
                if value == "[":
                    start = value_start
                else:
                    yield value_start, value_end


# -- between a cell and its Python -------------------------------------------------------------

_BROKEN = "# Not Python that can be read:\n"
_FOREIGN = "# Not Python:\n"
_AROUND_PYTHON = lazy(r"\s*%%(?:time|timeit|capture|prun|memit|mprun|snakeviz)\b")


def _python(code: str) -> str:
    """The lines of a cell as Python; all of them as comments where they are none."""
    code = code.replace("\r\n", "\n")
    if code and not code.endswith("\n"):
        code += "\n"
    lines = code.split("\n")[:-1]
    as_comments = "".join(f"#: {line}\n" for line in lines)
    if code.lstrip().startswith("%%") and not _AROUND_PYTHON.match(code):
        return _FOREIGN + as_comments  # a cell of the shell, of SQL, of HTML
    if _is_python(code):
        return code
    hidden = "".join(f"{_hide(line)}\n" for line in lines)
    return hidden if _is_python(hidden) else _BROKEN + as_comments


def _hide(line: str) -> str:
    match = _MAGIC.match(line)
    return f"{match['indent']}pass  # ipython: {match['code']}" if match else line


def _is_python(code: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST
            compile(code, "<cell>", "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError):
        return False
    return not _MARK.search(code)


def _shown(code: str) -> str:
    """The lines of a cell as the notebook has them."""
    return _HIDDEN.sub(r"\1\2", code)


def _written(old: str, code: str) -> str:
    """The JSON of a cell's source with other code, in the style of the old one."""
    if not old.startswith("["):
        had_end = json.loads(old).endswith("\n")
        return _string(code if had_end else code.removesuffix("\n"), old)
    kept = {json.loads(match[0]): match[0] for match in _STRING.finditer(old)}
    strings = [match.span() for match in _STRING.finditer(old)]
    if not strings:
        lines = code.removesuffix("\n").splitlines(keepends=True)
        return f"[{', '.join(map(json.dumps, lines))}]"
    lead, tail = old[: strings[0][0]], old[strings[-1][1] :]
    between = old[strings[0][1] : strings[1][0]] if len(strings) > 1 else "," + lead[1:]
    last = json.loads(old[slice(*strings[-1])])
    lines = [*(f"{line}\n" for line in code.split("\n")[:-1])]
    if lines and not last.endswith("\n"):
        lines[-1] = lines[-1].removesuffix("\n")
    if any(key.endswith("\r\n") for key in kept):
        lines = [line.replace("\n", "\r\n") for line in lines]
    return lead + between.join(kept.get(line) or _string(line, old) for line in lines) + tail


def _string(text: str, like: str) -> str:
    """A JSON string, with characters written as the old text writes them."""
    return json.dumps(text, ensure_ascii="\\u" in like)
