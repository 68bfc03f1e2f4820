"""The door: bytes of a file to its text and back, losing nothing.

Positions everywhere else are characters into ``Source.text``. Here, and only here, they are
translated to and from bytes, lines and columns.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path

from msgspec import Struct

from prodgate.findings import NotChecked
from prodgate.folder import READ, Folder, explain, open_folder
from prodgate.regex import lazy

MAX_SIZE = 1_000_000  # bytes; what people write by hand is far below it
MAX_NOTEBOOK = 30_000_000  # bytes; pictures stand in them
PYTHON_SUFFIXES = (".py", ".pyw")
NOTEBOOK = ".ipynb"

_NEWLINE = lazy(r"\r\n?|\n")
_STEP = 1024  # characters between two known byte offsets


class Source(Struct, frozen=True, dict=True):
    """A decoded file. ``encode`` of the unchanged text gives the bytes that were read.

    Offsets are characters into ``text``. Lines and columns are 1-based, columns count characters;
    a line ends with ``\\n``, ``\\r\\n`` or a lone ``\\r``, and with nothing else.
    """

    path: str  # relative to the root, "/" between parts; undecodable names by surrogateescape
    text: str
    encoding: str
    bom: bytes

    def encode(self, text: str) -> bytes:
        """The bytes of a text in this file's encoding, with its byte order mark.

        Raises ValueError, with a sentence, for a character the encoding does not have.
        """
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            character = f"U+{ord(text[error.start]):04X}"
            raise ValueError(f"the file is {self.encoding}, which has no {character}") from None

    @cached_property
    def _starts(self) -> list[int]:
        """The offset at which each line starts."""
        return [0, *(match.end() for match in _NEWLINE.finditer(self.text))]

    @property
    def lines(self) -> int:
        """How many lines there are; an empty file and a file that ends a line have one more."""
        return len(self._starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset. Raises ValueError outside the text."""
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is outside the text")
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def shown(self, line: int) -> tuple[int | None, int]:
        """How a line is named to people: the cell of a notebook, and the line in it."""
        return None, line

    @property
    def unread(self) -> str:
        """What of the file is not in the text, as a clause; "" for nothing."""
        return ""

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column. Raises ValueError for a place that is not there."""
        if not 1 <= line <= self.lines:
            raise ValueError(f"there is no line {line}")
        offset = self._starts[line - 1] + column - 1
        end = self._starts[line] if line < self.lines else len(self.text)
        if column < 1 or offset > end:
            raise ValueError(f"line {line} has no column {column}")
        return offset

    def line_text(self, line: int) -> str:
        """A line without its end. Raises ValueError if there is none."""
        start = self.offset(line, 1)
        end = self._starts[line] if line < self.lines else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def indent_of(self, offset: int) -> str:
        """The spaces and tabs that the line of an offset starts with.

        A form feed starts the count again, as it does for Python.
        """
        line = self.line_text(self.position(offset)[0])
        blank = line[: len(line) - len(line.lstrip(" \t\f"))]
        return blank.rpartition("\f")[2]

    @cached_property
    def newline(self) -> str:
        """The line end most lines have; ``\\n`` when there is none or no winner."""
        windows = self.text.count("\r\n")
        unix = self.text.count("\n") - windows
        old = self.text.count("\r") - windows
        if unix >= windows and unix >= old:
            return "\n"
        return "\r\n" if windows >= old else "\r"

    @cached_property
    def utf8(self) -> bytes:
        """The text, without a byte order mark, as the engines are given it."""
        return self.text.encode()

    @cached_property
    def _bytes_before(self) -> list[int] | None:
        """UTF-8 bytes before every ``_STEP``-th character; None when both are the same."""
        text = self.text
        if text.isascii():
            return None
        steps = range(0, len(text) - len(text) % _STEP, _STEP)
        return [0, *accumulate(len(text[at : at + _STEP].encode()) for at in steps)]

    def byte_offset(self, offset: int) -> int:
        """The offset into ``utf8`` of an offset into ``text``."""
        known = self._bytes_before
        if known is None:
            return offset
        step = offset // _STEP
        return known[step] + len(self.text[step * _STEP : offset].encode())

    def char_offset(self, offset: int) -> int:
        """The offset into ``text`` of an offset into ``utf8``. ValueError inside a character."""
        known = self._bytes_before
        if known is None:
            return offset
        step = bisect_right(known, offset) - 1
        return step * _STEP + len(self.utf8[known[step] : offset].decode())


def read(root: Path, path: str) -> Source | NotChecked:
    """A file of the tree as text, or why not. ``path`` is relative, "/" between parts."""
    data = load(root, path)
    return data if isinstance(data, NotChecked) else decode(path, data)


# -- bytes ------------------------------------------------------------------------------------


def load(root: Path, path: str) -> bytes | NotChecked:
    """The bytes of a regular file of at most 1 MB (a notebook: 30) inside the tree, or why not.

    Follows no link, waits for no FIFO, and does not take half of a file that is being written.
    """
    try:
        with open_folder(root, path) as (folder, name):
            return _load(folder, name, path)
    except OSError as error:
        return NotChecked(path, explain(error))


def peek(root: Path, path: str, size: int) -> bytes:
    """The first bytes of a regular file; none when it cannot be read."""
    try:
        with open_folder(root, path) as (folder, name):
            fd = folder.open(name, READ)
            try:
                return os.read(fd, size) if stat.S_ISREG(os.fstat(fd).st_mode) else b""
            finally:
                os.close(fd)
    except OSError:
        return b""


def _load(folder: Folder, name: str, path: str) -> bytes | NotChecked:
    fd = folder.open(name, READ)
    try:
        before = os.fstat(fd)
        if not stat.S_ISREG(before.st_mode):
            return NotChecked(path, "not a regular file")
        if before.st_size > max_size(path):
            return NotChecked(path, f"over {max_size(path) // 1_000_000} MB")
        data = read_all(fd, before.st_size)
        if len(data) != before.st_size or stamp(os.fstat(fd)) != stamp(before):
            return NotChecked(path, "it changed while it was read")
        return data
    finally:
        os.close(fd)


def max_size(path: str) -> int:
    """The most bytes that a file may have, by its name."""
    return MAX_NOTEBOOK if path.lower().endswith(NOTEBOOK) else MAX_SIZE


def stamp(found: os.stat_result) -> tuple[int, ...]:
    """What changes when a file is written to or replaced."""
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def read_all(fd: int, size: int) -> bytes:
    """All there is to read, but not far more than the size it had: it may be growing."""
    parts: list[bytes] = []
    missing = size + 1
    while missing > 0 and (part := os.read(fd, missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


# -- text -------------------------------------------------------------------------------------

_COOKIE = lazy(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = lazy(rb"[ \t\f]*(?:#.*)?\Z")
_BYTES_NEWLINE = lazy(rb"\r\n?|\n")
_ASCII = "".join(map(chr, range(128)))
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def decode(path: str, data: bytes) -> Source | NotChecked:
    """The text of a file's bytes, or why there is none.

    Python files are read as Python reads them (PEP 263). All others are UTF-8, or UTF-16 with a
    byte order mark; nothing is guessed, as a wrong guess would write rubbish back.
    """
    if path.lower().endswith(NOTEBOOK):
        from prodgate import notebook  # late: few trees have one

        return notebook.decode(path, data)
    if is_python(path, data):
        return _decode_python(path, data)
    encoding = _UTF16.get(data[:2])
    if encoding is not None:
        return _decode(path, data, encoding, data[:2])
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return _decode(path, data, "utf-8", bom)


def is_python(path: str, data: bytes) -> bool:
    """Whether a file is Python by its suffix, or having none, by its first line."""
    name = path.rpartition("/")[2]
    if name.lower().endswith(PYTHON_SUFFIXES):
        return True
    return "." not in name and shebang(data) == "python"


def shebang(data: bytes) -> str | None:
    """ "python" or "javascript" if the first line says that one of these runs the file."""
    if not data.startswith(b"#!"):
        return None
    line = data[:200].splitlines()[0]
    if b"python" in line:
        return "python"
    return "javascript" if re.search(rb"\b(?:node|deno|bun|tsx|ts-node)\b", line) else None


def _decode_python(path: str, data: bytes) -> Source | NotChecked:
    if data[:2] in _UTF16:
        return NotChecked(path, "UTF-16, which Python does not read")
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    cookie = _cookie(data[len(bom) :])
    encoding = "utf-8" if cookie is None else _codec(cookie)
    if encoding is None:
        return NotChecked(path, f"it names the encoding {cookie!r}, which Python cannot read")
    if bom and encoding != "utf-8":
        return NotChecked(path, f"it names the encoding {cookie!r} but starts with a UTF-8 mark")
    return _decode(path, data, encoding, bom)


def _cookie(data: bytes) -> str | None:
    """The encoding that one of the first two lines names (PEP 263)."""
    for line in _BYTES_NEWLINE.split(data, maxsplit=2)[:2]:
        found = _COOKIE.match(line)
        if found:
            return found[1].decode("ascii", "replace")
        if not _BLANK.match(line):
            return None
    return None


@lru_cache
def _codec(name: str) -> str | None:
    """Python's own name of an encoding, None unless it is one that extends ASCII.

    Others cannot hold Python source, and some (punycode) take minutes over a hostile file.
    """
    plain = name.lower().replace("_", "-")
    if plain == "utf-8" or plain.startswith("utf-8-"):
        return "utf-8"
    try:
        codec = codecs.lookup(name)
        same = (
            _ASCII.encode(codec.name) == _ASCII.encode()
            and _ASCII.encode().decode(codec.name) == _ASCII
        )
    except (LookupError, ValueError):
        return None
    return codec.name if same else None


def _decode(path: str, data: bytes, encoding: str, bom: bytes) -> Source | NotChecked:
    try:
        text = data[len(bom) :].decode(encoding)
    except ValueError:
        return NotChecked(path, f"not {encoding.upper()} text")
    if "\0" in text:
        return NotChecked(path, "it has NUL bytes: not text")
    source = Source(path, text, encoding, bom)
    # Strict UTF-8 has one spelling for each text; of the others only some do.
    if encoding != "utf-8" and not _comes_back(source, data):
        return NotChecked(path, f"its {encoding} text cannot be written back as it was")
    return source


def _comes_back(source: Source, data: bytes) -> bool:
    try:
        return source.encode(source.text) == data
    except ValueError:
        return False
