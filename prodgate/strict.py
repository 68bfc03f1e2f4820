"""Strict reading of data files: YAML or TOML to typed values, or one sentence with the line.

Nothing is constructed but text, numbers, booleans, lists and mappings; a file can run no code,
refer to nothing, repeat no key and follow no link out of the tree. Imported only when there is
such a file to read.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec

from prodgate.regex import lazy

YAML_LIMIT = 100_000  # bytes; a page of text, anything larger is an attack or a mistake
_DEPTH = 8  # the deepest file of ours has half of it

Keys: TypeAlias = tuple[str, ...]  # the way to a value: ("limits", "max-timeout"), ("select", "0")
Lines: TypeAlias = dict[Keys, int]  # 1-based line of every key and item
T = TypeVar("T")


class DataError(Exception):
    """A data file that cannot be used; its text is one sentence for the user."""


# -- bytes and text ---------------------------------------------------------------------------


def read_file(path: Path, root: Path | None, limit: int) -> bytes:
    """The bytes of a regular file. Raises OSError; ``strerror`` says what is wrong with it.

    With ``root``, a link that leads out of it is refused. Never blocks on a FIFO.
    """
    if root is not None and not inside(path, root):
        raise OSError(0, "is a link out of the tree; put the file itself there")
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "is not a regular file; put a file there")
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(0, f"is larger than {limit // 1000} kB; make it smaller")
    return data


def inside(path: Path, root: Path) -> bool:
    """Whether a path, all links followed, lies in a folder."""
    real, base = os.path.realpath(path), os.path.realpath(root)
    return real == base or real.startswith(base.rstrip(os.sep) + os.sep)


def read_text(path: Path, source: str, root: Path | None, limit: int) -> str:
    """The text of a UTF-8 file, which messages call ``source``. Raises DataError."""
    try:
        data = read_file(path, root, limit)
    except OSError as error:
        if error.errno:  # from the system: "No such file or directory"
            reason = (error.strerror or "").lower()
            raise DataError(f"{source}: cannot be read ({reason}); name a file that can") from None
        raise DataError(f"{source}: {error.strerror}") from None
    except ValueError:  # a NUL in the name
        raise DataError(f"{quote(source)}: is not a file name; name a file") from None
    return _decode(data, source)


def _decode(data: bytes, source: str) -> str:
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise DataError(f"{source}:{line}: contains a NUL byte; write plain text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DataError(f"{source}:{line}: is not UTF-8; save the file as UTF-8") from None


# -- YAML -------------------------------------------------------------------------------------

_INT = lazy(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = lazy(r"[-+]?[0-9]{1,18}(\.[0-9]{0,18})?([eE][-+]?[0-9]{1,2})?\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_yaml(text: str, source: str) -> tuple[Any, Lines]:
    """The data of a YAML text and its lines; None for an empty one. Raises DataError."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # Events, not objects: nothing is constructed, so tags, aliases and depth cannot hurt.
        reader = _Reader(yaml.parse(text, Loader=loader), source)
        return reader.document(), reader.lines
    except yaml.YAMLError as error:
        raise DataError(_yaml_sentence(error, text, source)) from None


def _yaml_sentence(error: Any, text: str, source: str) -> str:
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return f"{source}: has characters that YAML does not allow; write plain text"
    line = min(mark.line, text.count("\n"))
    row = text.split("\n")[line]
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return f"{source}:{line + 1}: is indented with a tab; use spaces"
    problem = " ".join(str(getattr(error, "problem", "") or "cannot be parsed").split())
    return f"{source}:{line + 1}: is not valid YAML ({problem}); correct this line"


class _Reader:
    """Builds data from YAML events, and remembers the line of every key."""

    def __init__(self, events: Iterator[Any], source: str) -> None:
        import yaml

        self.events = events
        self.source = source
        self.lines: Lines = {}
        self.yaml = yaml

    def document(self) -> Any:
        data: Any = None
        seen = False
        for event in self.events:
            if isinstance(event, self.yaml.DocumentStartEvent):
                if seen:
                    raise self.error(event, "starts a second document; keep one")
                seen = True
            elif isinstance(event, self.yaml.NodeEvent):
                data = self.node(event, ())
        return data

    def node(self, event: Any, path: Keys) -> Any:
        self.lines.setdefault(path, _line(event))
        if event.anchor is not None:
            raise self.error(event, "uses an anchor or alias; write the value out")
        if event.tag is not None:
            raise self.error(event, f"uses the tag {quote(event.tag)}; write a plain value")
        if len(path) > _DEPTH:
            raise self.error(event, "is nested too deeply; write it flatter")
        if isinstance(event, self.yaml.ScalarEvent):
            return _scalar(event.value) if event.implicit[0] else event.value
        if isinstance(event, self.yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def sequence(self, path: Keys) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, self.yaml.SequenceEndEvent):
                break
            items.append(self.node(event, (*path, str(len(items)))))
        return items

    def mapping(self, path: Keys) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, self.yaml.MappingEndEvent):
                break
            if not isinstance(event, self.yaml.ScalarEvent) or event.anchor or event.tag:
                raise self.error(event, "has a key that is not a plain word; write a word")
            key = (*path, event.value)
            if event.value in found:
                again = f"repeats the key {quote(event.value)} of line {self.lines[key]}"
                raise self.error(event, f"{again}; keep one of them")
            self.lines[key] = _line(event)
            found[event.value] = self.node(next(self.events), key)
        return found

    def error(self, event: Any, problem: str) -> DataError:
        return DataError(f"{self.source}:{_line(event)}: {problem}")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _scalar(text: str) -> Any:
    """A plain scalar as YAML 1.2 reads it: ``off`` and ``no`` are words, a date is text."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INT.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


# -- TOML -------------------------------------------------------------------------------------


def read_toml(text: str, source: str) -> dict[str, Any]:
    """The data of a TOML text. Raises DataError."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        at = re.search(r"\(at line (\d+)", str(error))
        place = f"{source}:{at.group(1)}" if at else source
        raise DataError(f"{place}: is not valid TOML; correct it") from None


def toml_lines(table: Any, text: str, header: str) -> Lines:
    """The lines of the keys of a table, found by looking for each word below that of its parent.

    The parser gives no lines; a guess that is off by a few is better than none.
    ``header`` is a regular expression for the name of the table.
    """
    rows = text.split("\n")
    lines: Lines = {}
    start = next((i for i, row in enumerate(rows) if re.match(rf"\s*\[+\s*{header}", row)), 0)
    _toml_lines(table, rows, start, (), lines)
    return lines


def _toml_lines(value: Any, rows: list[str], start: int, path: Keys, lines: Lines) -> None:
    lines[path] = start + 1
    if len(path) > _DEPTH:
        return
    if isinstance(value, list):
        lines.update({(*path, str(index)): start + 1 for index in range(len(value))})
    for key, below in value.items() if isinstance(value, dict) else ():
        word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
        hits = (i for i in range(start, len(rows)) if word.search(rows[i].partition("#")[0]))
        _toml_lines(below, rows, next(hits, start), (*path, key), lines)


# -- data to types ----------------------------------------------------------------------------


def convert(data: Any, kind: type[T], lines: Lines, source: str) -> T:
    """The data as a msgspec type. Raises DataError with the line of what does not fit."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise DataError(_sentence(str(error), data, kind, lines, source)) from None


def place(source: str, lines: Lines, *paths: Keys) -> str:
    """``file:line`` of the first path that stands in the file, or of what is above it."""
    above = [path[:length] for path in paths for length in range(len(path) - 1, -1, -1)]
    for path in [*paths, *above]:
        if path in lines:
            return f"{source}:{lines[path]}"
    return source


def suggest(name: str, known: Iterable[str], otherwise: str) -> str:
    """``did you mean "x"?``, or what to say when nothing is near."""
    import difflib

    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else otherwise


def quote(text: str) -> str:
    """Untrusted text for a message: quoted, ASCII, short."""
    return json.dumps(text if len(text) <= 60 else text[:57] + "...")


_KINDS = {
    "str": "text", "int": "a whole number", "float": "a number", "bool": "true or false",
    "array": "a list", "object": "a mapping", "null": "empty", "datetime": "a date",
    "date": "a date", "time": "a time",
}  # fmt: skip


def _sentence(message: str, data: Any, kind: type, lines: Lines, source: str) -> str:
    """What the decoder said, in words for the writer of the file."""
    reason, _, where = message.partition(" - at ")
    path = _error_path(where.strip("`"), message, data, kind)
    unknown = re.match(r"Object contains unknown field `(.*)`\Z", reason, re.DOTALL)
    if unknown:
        return _unknown_key(unknown.group(1), path, kind, lines, source)
    name = ".".join(part for part in path if not part.isdigit()) or "the file"
    if not re.fullmatch(r"[A-Za-z0-9_. -]{1,80}", name):
        name = quote(name)
    return f"{place(source, lines, path)}: {name} {_reason(reason, path, kind)}"


def _unknown_key(key: str, path: Keys, kind: type, lines: Lines, source: str) -> str:
    known = _known_keys(kind, path)
    under = f" under {'.'.join(path)}" if path else ""
    hint = suggest(key, known, f"known are {', '.join(sorted(known))}")
    return f"{place(source, lines, (*path, key))}: unknown key {quote(key)}{under}; {hint}"


def _reason(reason: str, path: Keys, kind: type) -> str:
    if wrong := re.match(r"Invalid enum value '(.*)'\Z", reason, re.DOTALL):
        choices = _choices(kind, path)
        hint = suggest(wrong[1], choices, f"write one of {', '.join(choices)}")
        return f"has an unknown value {quote(wrong[1])}; {hint}"
    if "matching regex" in reason:
        return "has characters that are not allowed there; see the schema"
    if size := re.search(r"of length (>=|<=) (\d+)", reason):
        return "must not be empty" if size[1] == ">=" else f"is longer than {size[2]} characters"
    if bound := re.search(r"`\w+` (>=|<=|>|<) ([\d.]+)", reason):
        words = {">": "above", ">=": "at least", "<=": "at most", "<": "below"}
        return f"must be {words[bound[1]]} {float(bound[2]):g}; change the number"
    if wrong := re.match(r"Expected `([^`]*)`, got `([^`]*)`", reason):
        wanted = [_KINDS.get(part.strip(), part.strip()) for part in wrong[1].split("|")]
        got = _KINDS.get(wrong[2], wrong[2])
        return f"must be {' or '.join(part for part in wanted if part != 'empty')}, not {got}"
    return f"is not valid ({reason[:1].lower()}{reason[1:]}); correct it"


def _types(kind: type, path: Keys) -> list[Any]:
    """What may stand at a path, as msgspec describes it."""
    from msgspec import inspect

    found = _plain([inspect.type_info(kind)])
    for step in path:
        found = _plain([below for outer in found for below in _below(outer, step)])
    return found


def _plain(kinds: list[Any]) -> list[Any]:
    """Types without unions and descriptions around them."""
    done: list[Any] = []
    while kinds:
        kind = kinds.pop(0)
        if hasattr(kind, "types"):
            kinds += kind.types
        elif hasattr(kind, "type"):
            kinds.append(kind.type)
        else:
            done.append(kind)
    return done


def _below(kind: Any, step: str) -> list[Any]:
    fields = [field.type for field in getattr(kind, "fields", ()) if field.encode_name == step]
    inner = getattr(kind, "value_type", None) or getattr(kind, "item_type", None)
    return [*fields, inner] if inner is not None else fields


def _known_keys(kind: type, path: Keys) -> list[str]:
    return [f.encode_name for found in _types(kind, path) for f in getattr(found, "fields", ())]


def _choices(kind: type, path: Keys) -> list[str]:
    return [str(v) for found in _types(kind, path) for v in getattr(found, "values", ())]


def _error_path(where: str, message: str, data: Any, kind: type) -> Keys:
    """``$.severity[...]`` as the keys of the file; the decoder does not say which key it met."""
    path: list[str] = []
    for part in re.findall(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]", where):
        step = part[0] or part[1]
        path.append(_culprit(path, message, data, kind) if step == "..." else step)
    return tuple(path)


def _culprit(path: list[str], message: str, data: Any, kind: type) -> str:
    """The key of a mapping that alone causes the message."""
    node = data
    for step in path:
        node = node[int(step)] if isinstance(node, list) else node[step]
    for key, value in node.items():
        alone: Any = {key: value}
        for step in reversed(path):
            alone = {step: alone}
        try:
            msgspec.convert(alone, kind)
        except msgspec.ValidationError as error:
            if str(error) == message:
                return str(key)
    return str(next(iter(node), ""))
