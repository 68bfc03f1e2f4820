"""Where the keys and values of a TOML text stand.

The data comes from the real parser (``prodgate.strict.read_toml``), which gives no places. This
finds the places, and whoever edits by them holds the result against the real parser again. A
library that writes TOML (tomlkit) was tried: it keeps comments, but drops the trailing comma behind
a comment, quotes in its own way and appends to tables at their end only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from prodgate.dependencies.lists import Brackets
from prodgate.regex import lazy

_STRING = (
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'[^'\r\n]*'"
)
_BLANK = lazy(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_HEADER = lazy(rf"\[(\[?)[ \t]*((?:{_STRING}|[^\]\r\n\"'])*?)[ \t]*\]\]?[ \t]*(?:#[^\r\n]*)?")
_KEY = lazy(
    rf"((?:{_STRING}|[A-Za-z0-9_-]+)(?:[ \t]*\.[ \t]*(?:{_STRING}|[A-Za-z0-9_-]+))*)[ \t]*=[ \t]*"
)
_PART = lazy(rf"{_STRING}|[A-Za-z0-9_-]+")
_TOKEN = lazy(rf"{_STRING}|#[^\r\n]*|[\[\]{{}},]|[ \t\r\n]+|[^\[\]{{}},#\"'\s]+")
_SCALAR = lazy(rf"{_STRING}|[^,\]}}#\r\n\"']+")


class Pair(Struct, frozen=True):
    """A key with its value. ``table`` are the keys of the header above."""

    table: tuple[str, ...]
    key: tuple[str, ...]
    start: int
    value: tuple[int, int]

    @property
    def path(self) -> tuple[str, ...]:
        """The whole path of the key."""
        return (*self.table, *self.key)


class Header(Struct, frozen=True):
    """A ``[table]`` line; ``end`` is behind its comment."""

    path: tuple[str, ...]
    start: int
    end: int


def scan(text: str) -> tuple[list[Header], list[Pair]]:
    """The tables and the pairs of a text that the real parser accepts.

    Raises ValueError where this finder does not understand it.
    """
    headers: list[Header] = []
    pairs: list[Pair] = []
    table: tuple[str, ...] = ()
    at = _skip(text, 0)
    while at < len(text):
        if header := _HEADER.match(text, at):
            name = _parts(header[2])
            table = (*name, "[]") if header[1] else name  # one of several: never looked for
            headers.append(Header(table, at, header.end()))
            at = header.end()
        elif key := _KEY.match(text, at):
            end = _value_end(text, key.end())
            pairs.append(Pair(table, _parts(key[1]), at, (key.end(), end)))
            at = end
        else:
            raise ValueError("not understood")
        at = _skip(text, at)
    return headers, pairs


def array(text: str, value: tuple[int, int]) -> Brackets:
    """The items of an array. Raises ValueError where the value is none."""
    start, end = value
    if text[start : start + 1] != "[":
        raise ValueError("no array")
    spans: list[tuple[int, int]] = []
    at = _skip(text, start + 1)
    while at < end - 1:
        stop = _value_end(text, at)
        spans.append((at, stop))
        at = _skip(text, stop)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return Brackets(start + 1, end - 1, tuple(spans))


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(name))


def _value_end(text: str, at: int) -> int:
    if text[at : at + 1] not in ("[", "{"):
        scalar = _SCALAR.match(text, at)
        if scalar is None:
            raise ValueError("no value")
        return at + len(scalar[0].rstrip())
    depth = 0
    for token in _tokens(text, at):
        depth += (token[0] in "[{") - (token[0] in "]}")
        if depth == 0:
            return token.end()
    raise ValueError("no end")


def _tokens(text: str, at: int) -> Iterator[re.Match[str]]:
    while token := _TOKEN.match(text, at):
        yield token
        at = token.end()
