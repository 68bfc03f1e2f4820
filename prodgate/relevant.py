"""The prefilter: most files end here, after one look at their bytes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate.findings import Language, Rule
from prodgate.words import Words

if TYPE_CHECKING:
    from prodgate.index import Signs
    from prodgate.kinds import Kind
    from prodgate.pack import Pack


class Interest(Struct, frozen=True):
    """Who may have something to say of a file."""

    rules: tuple[Rule, ...] = ()  # of ours
    patterns: bool = False  # of Semgrep
    lints: tuple[str, ...] = ()  # rules of a linter

    def __bool__(self) -> bool:
        return bool(self.rules or self.patterns or self.lints)


class Relevance:
    """Which of the chosen rules can have a finding in a file, judged by its bytes."""

    def __init__(self, pack: Pack, rules: Iterable[Rule]) -> None:
        rules = tuple(rules)
        chosen = {rule.name for rule in rules}
        self._pack = pack
        self._rules = [r for r in rules if r.engine == "prodgate" and not r.project]
        self._linted = [r for r in rules if r.engine in {"ruff", "bandit"}]
        self._patterns = [p for p in pack.index.patterns if p.id.partition("--")[0] in chosen]
        self._languages: dict[Language, _Code] = {}

    def look(self, path: str, kind: Kind, data: bytes) -> Interest:
        """Who may have something to say of a file; most often nobody."""
        if kind == "text":
            return Interest(self._close(self._texts(data), data))
        code = self._code(kind)
        words = code.words.of(data)
        lints = self._linted if kind == "python" else ()
        linted = (rule for rule in lints if not words.isdisjoint(code.literals[rule.name]))
        return Interest(
            self._close(code.rules(words, data), data),
            self.patterns(path, data),
            tuple(rule.name for rule in self._close(linted, data)),
        )

    def patterns(self, path: str, data: bytes) -> bool:
        """Whether a Semgrep rule can match in a file, judged by its name and bytes."""
        suffix = scanned_suffix(path)
        return any(
            suffix in _suffixes(pattern.languages) and _holds(pattern.literals, data)
            for pattern in self._patterns
        )

    def _code(self, language: Language) -> _Code:
        if language not in self._languages:
            rules = [rule for rule in self._rules if language in rule.languages]
            linted = self._linted if language == "python" else []
            self._languages[language] = _Code(self._pack, language, rules, linted)
        return self._languages[language]

    @cached_property
    def _text_rules(self) -> list[tuple[Rule, re.Pattern[bytes]]]:
        return [(rule, _any(rule.literals)) for rule in self._rules if rule.text]

    def _texts(self, data: bytes) -> Iterable[Rule]:
        return (rule for rule, literals in self._text_rules if literals.search(data))

    def _close(self, rules: Iterable[Rule], data: bytes) -> tuple[Rule, ...]:
        """Those that still stand after a closer look of their own."""
        return tuple(rule for rule in rules if not rule.closer or self._is_closer(rule, data))

    def _is_closer(self, rule: Rule, data: bytes) -> bool:
        relevant = self._pack.rules[rule.name].relevant
        return relevant is None or relevant(data)


class _Code:
    """What is looked for in the files of one language: all literals in one pass."""

    def __init__(
        self, pack: Pack, language: Language, rules: list[Rule], linted: list[Rule]
    ) -> None:
        self._language = language
        self._signs = pack.index.signs[language]
        self._rules = rules
        self.literals = {
            rule.name: frozenset(text.encode() for text in rule.literals)
            for rule in (*rules, *linted)
        }
        self._known = frozenset(word.encode() for word in self._signs.words)
        self.words = Words(self._known.union(*self.literals.values()))

    def rules(self, words: frozenset[bytes], data: bytes) -> Iterable[Rule]:
        """The rules that these words call for; those without any, a known client or call."""
        known: bool | None = None
        for rule in self._rules:
            if rule.literals:
                if not words.isdisjoint(self.literals[rule.name]):
                    yield rule
                continue
            if known is None:
                known = not words.isdisjoint(self._known) and self._may_know(data)
            if known:
                yield rule

    def _may_know(self, data: bytes) -> bool:
        """Whether a client or call that the facts know can stand in a file."""
        if self._sign.search(data):
            return True
        return any(
            all(part in data and re.search(rb"\b%s\b" % part, data) for part in parts)
            for parts in self._paths
        )

    @cached_property
    def _sign(self) -> re.Pattern[bytes]:
        return (_imports if self._language == "python" else _modules)(self._signs)

    @cached_property
    def _paths(self) -> list[list[bytes]]:
        """The parts of each, the longest first: it is the rarest."""
        return [
            sorted((part.encode() for part in path), key=len, reverse=True)
            for path in self._signs.paths
        ]


# Semgrep does not scan these suffixes: copies are given another.
_SUFFIXES = {
    ".mts": ".ts",
    ".cts": ".ts",
    ".pyw": ".py",
    ".ipynb": ".py",
    ".cjs": ".js",
    ".mjs": ".js",
}
_LANGUAGES = {
    **dict.fromkeys(("python", "py"), (".py",)),
    **dict.fromkeys(("javascript", "js"), (".js", ".jsx")),
    **dict.fromkeys(("typescript", "ts"), (".ts", ".tsx")),
}


def scanned_suffix(path: str) -> str:
    """The suffix under which Semgrep is shown a file."""
    suffix = os.path.splitext(path)[1]  # noqa: PTH122 (a tenth of the time, once a file)
    return _SUFFIXES.get(suffix, suffix)


def _suffixes(languages: Iterable[str]) -> set[str]:
    return {suffix for language in languages for suffix in _LANGUAGES.get(language, ())}


def _holds(literals: Iterable[str], data: bytes) -> bool:
    return any(text.encode() in data for text in literals or ("",))


def _alternatives(texts: Iterable[str]) -> bytes:
    return b"|".join(re.escape(text.encode()) for text in texts) or b"(?!)"


def _any(literals: Iterable[str]) -> re.Pattern[bytes]:
    return re.compile(_alternatives(literals))


def _imports(signs: Signs) -> re.Pattern[bytes]:
    """Python: a root of an SDK in an import, or a call of something below it."""
    roots = _alternatives(dict.fromkeys(root.split(".")[0] for root in signs.imports))
    return re.compile(
        rb"(?:import|from)[ \t\\(]+(?:" + roots + rb")\b|\b(?:" + roots + rb")\.[a-zA-Z_.]+\("
    )


def _modules(signs: Signs) -> re.Pattern[bytes]:
    """JavaScript: the name of a module in quotes, or what needs no import."""
    return re.compile(
        rb"[\"'`](?:" + _alternatives(signs.imports) + rb")[\"'`/]"
        rb"|\b(?:" + _alternatives(signs.names) + rb")\b"
    )
