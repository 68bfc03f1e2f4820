"""The prefilter: most files end here, after one look at their bytes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from prodgate.findings import Rule

if TYPE_CHECKING:
    from prodgate.discover import Kind
    from prodgate.pack import Pack


class Relevance:
    """Which of the chosen rules can have a finding in a file, judged by its bytes."""

    def __init__(self, pack: Pack, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._modules = pack.rules
        self._sdk = {
            "python": _imports(text.encode() for text in pack.index.python),
            "javascript": _any(text.encode() for text in pack.index.javascript),
        }
        chosen = {rule.name for rule in self._rules}
        self._patterns = [p for p in pack.index.patterns if p.id.partition("--")[0] in chosen]
        self._linted = [r for r in self._rules if r.engine in {"ruff", "bandit"}]
        self._literals = {r.name: _any([t.encode() for t in r.literals]) for r in self._rules}

    def patterns(self, path: str, data: bytes) -> bool:
        """Whether a Semgrep rule can match in a file, judged by its name and bytes."""
        suffix = scanned_suffix(path)
        return any(
            suffix in _suffixes(pattern.languages) and _holds(pattern.literals, data)
            for pattern in self._patterns
        )

    def lints(self, kind: Kind, data: bytes) -> tuple[str, ...]:
        """The rules that a linter may find in a file."""
        if kind != "python":
            return ()
        return tuple(r.name for r in self._linted if self._literals[r.name].search(data))

    def _closer(self, rule: Rule, data: bytes) -> bool:
        relevant = self._modules[rule.name].relevant if rule.closer else None
        return relevant is None or relevant(data)

    def rules(self, kind: Kind, data: bytes) -> tuple[Rule, ...]:
        """The rules worth running on a file; most often none."""
        sdk: bool | None = None
        chosen: list[Rule] = []
        for rule in self._rules:
            if rule.project or rule.engine != "prodgate":
                continue
            if kind == "text":
                fits = rule.text and bool(self._literals[rule.name].search(data))
            elif kind not in rule.languages:
                fits = False
            elif rule.literals:
                fits = bool(self._literals[rule.name].search(data))
            else:
                if sdk is None:
                    sdk = bool(self._sdk[kind].search(data))
                fits = sdk
            if fits and self._closer(rule, data):
                chosen.append(rule)
        return tuple(chosen)


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


_NEVER = re.compile(rb"(?!)")


def _any(literals: Iterable[bytes]) -> re.Pattern[bytes]:
    parts = [re.escape(text) for text in literals]
    return re.compile(b"|".join(parts)) if parts else _NEVER


def _imports(literals: Iterable[bytes]) -> re.Pattern[bytes]:
    """Python: a root of an SDK in an import, or a distinctive method being called."""
    parts = [re.escape(text) for text in literals]
    if not parts:
        return _NEVER
    names = b"|".join(parts)
    return re.compile(
        rb"(?:import|from)[ \t\\(]+(?:" + names + rb")\b"
        rb"|\.(?:" + names + rb")\s*\("
        rb"|\b(?:" + names + rb")\.[a-zA-Z_.]+\("
    )
