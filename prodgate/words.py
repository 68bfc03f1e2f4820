"""Which of many words stand in the bytes of a file: one pass, however many words there are."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick import Automaton


class Words:
    """Finds words, inside other words too."""

    def __init__(self, words: Iterable[bytes]) -> None:
        self._automaton = Automaton()
        for word in words:
            if word:
                self._automaton.add_word(word.decode("latin-1"), word)
        self._automaton.make_automaton()

    def of(self, data: bytes) -> frozenset[bytes]:
        """The words that stand in ``data``."""
        if not self._automaton:
            return frozenset()
        return frozenset(word for _, word in self._automaton.iter(data.decode("latin-1")))
