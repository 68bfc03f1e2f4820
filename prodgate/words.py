"""Which of many words stand in the bytes of a file: one pass, however many words there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def pattern(words: Iterable[bytes]) -> bytes:
    """A regular expression that is the longest of the words at each place where one starts.

    Words that start alike share their start, so that a place is left after a letter or two. Those
    with a space in them are left out: ``Words`` looks for them one by one.
    """
    root: dict[int, Any] = {}
    for word in words:
        if _is_spaced(word):
            continue
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return b"(?=(" + _alternatives(root) + b"))" if root else b"(?!)"


_END = -1


def _is_spaced(word: bytes) -> bool:
    return word.split() != [word]


def _alternatives(node: dict[int, Any]) -> bytes:
    letters = sorted(letter for letter in node if letter != _END)
    parts = [re.escape(bytes([letter])) + _alternatives(node[letter]) for letter in letters]
    if not parts:
        return b""
    inner = b"|".join(parts)
    if len(parts) == 1 and _END not in node:
        return inner
    return b"(?:" + inner + (b")?" if _END in node else b")")


class Words:
    """Finds words by the expression that ``pattern`` made of them, or of more of them."""

    def __init__(self, expression: bytes, words: Iterable[bytes]) -> None:
        self._find = re.compile(expression).findall
        self._words = frozenset(words)
        self._spaced = [word for word in self._words if _is_spaced(word)]
        self._within: dict[bytes, frozenset[bytes]] = {}

    def of(self, data: bytes) -> frozenset[bytes]:
        """The words that stand in ``data``, inside other words too."""
        # Without what stands there twice, half of the bytes of a usual file are left.
        once = b"\n".join({*data.split()})
        found = [self._starting(word) for word in {*self._find(once)}]
        return frozenset(word for word in self._spaced if word in data).union(*found)

    def _starting(self, found: bytes) -> frozenset[bytes]:
        """The words that stand where the longest was found."""
        kept = self._within.get(found)
        if kept is None:
            starts = {found[:end] for end in range(1, len(found) + 1)}
            kept = self._within[found] = frozenset(starts & self._words)
        return kept
