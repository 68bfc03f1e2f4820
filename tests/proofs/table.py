"""What the proofs of behaviour saw, kept as rows; and docs/proofs.md, which is written from them.

A row is one program with a defect, as it stood and as ``prodgate fix`` left it, run with the real
SDK against the local server. ``record`` puts rows into tests/proofs/results-<language>.yaml;
``python tests/proofs/table.py`` writes the page, ``--check`` says whether it is current.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

PROOFS = Path(__file__).parent
PAGE = PROOFS.parents[1] / "docs" / "proofs.md"
Language = Literal["python", "javascript"]
LANGUAGES: tuple[Language, ...] = ("python", "javascript")
_TITLES = {"python": "Python", "javascript": "JavaScript and TypeScript"}
RULES = (
    "missing-timeout",
    "http-without-timeout",
    "missing-retry",
    "uncapped-tokens",
    "unbounded-agent-loop",
)


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename="kebab"):
    """One proof. ``at``: the client or call of the facts, where the fix writes.

    ``claim``: the message of the finding. ``fix``: what the rewrite says that it wrote.
    ``before`` and ``after``: what was seen, in a few words. ``same``: on a healthy server both
    print the same. ``holds``: all of it is as claimed; else ``reason`` says what is not.
    """

    rule: str
    sdk: str
    version: str
    at: str
    applicability: Literal["safe", "unsafe"] = "safe"
    claim: str
    fix: str
    before: str
    after: str
    same: bool
    holds: bool
    reason: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """Two rows with the same key are two runs of the same proof."""
        return (self.rule, self.sdk, self.version, self.at)


class NotProven(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An SDK that a rule serves and no proof runs, and why."""

    rule: str
    sdk: str
    reason: str


class Results(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A results file. ``not_proven`` is written by hand, the rest by the proofs."""

    date: str = ""
    runtime: str = ""
    rows: tuple[Row, ...] = ()
    not_proven: tuple[NotProven, ...] = ()


# -- the files


def path_of(language: Language) -> Path:
    """Where the rows of a language are kept."""
    return PROOFS / f"results-{language}.yaml"


def load(language: Language) -> Results:
    """What was recorded; nothing where there is no file. Raises on what does not fit."""
    path = path_of(language)
    if not path.exists():
        return Results()
    return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")) or {}, Results)


def wanted() -> bool:
    """Whether this run of the proofs is to be recorded: PRODGATE_PROOF_RESULTS=1."""
    return os.environ.get("PRODGATE_PROOF_RESULTS", "") not in {"", "0"}


def record(language: Language, row: Row, runtime: str) -> None:
    """Puts a row in its place, if this run is to be recorded; ``runtime``: "Python 3.11.9"."""
    if not wanted():
        return
    from made_once import alone  # beside this file: the conftest puts it on the path

    path = path_of(language)
    with alone(_lock(language)):
        old = load(language)
        rows = {each.key: each for each in old.rows} | {row.key: row}
        ordered = tuple(sorted(rows.values(), key=lambda r: (RULES.index(r.rule), r.key)))
        new = Results(_today(), runtime, ordered, old.not_proven)
        fresh = path.with_suffix(".new")  # whoever reads meanwhile finds the whole file
        fresh.write_text(_text(new), encoding="utf-8")
        fresh.replace(path)


def _lock(language: Language) -> Path:
    cache = os.environ.get("PRODGATE_PROOF_CACHE")
    return (Path(cache) if cache else PROOFS) / f"results-{language}"


def _today() -> str:
    return datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def _text(results: Results) -> str:
    head = (
        "# Written by the proofs (PRODGATE_PROOF_RESULTS=1); not-proven by hand. See README.md.\n"
    )
    plain: Any = msgspec.to_builtins(results)
    return head + yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)


# -- the page

_HEAD = """\
# Proofs of behaviour

What the safe fixes do, seen with the real SDKs. Every row is a small program with a defect. It was
rewritten by `prodgate fix`, under a policy with short limits (seconds, two retries, a few turns),
and both programs were run with the package of that version against a server on 127.0.0.1 that
hangs, fails, answers, or calls a tool for ever. *same*: on a healthy server both programs print
the same. A row that does not hold stands here too, and says why; *(unsafe)* are rewrites that are
made with `--unsafe` only.

This page is written by `python tests/proofs/table.py` from `tests/proofs/results-*.yaml`, which
the proofs write: `PRODGATE_PROOF_RESULTS=1 python3 dev.py proofs -k behaviour`.
"""


def page() -> str:
    """docs/proofs.md."""
    every = [(language, load(language)) for language in LANGUAGES]
    parts = [_HEAD, _summary(every)]
    for language, results in every:
        if results.rows or results.not_proven:
            parts.append(_of_language(language, results))
    return "\n".join(parts)


def _summary(every: Iterable[tuple[Language, Results]]) -> str:
    lines = ["| | rule | programs | SDKs | hold |", "|---|---|--:|--:|--:|"]
    for language, results in every:
        for rule in RULES:
            rows = [row for row in results.rows if row.rule == rule]
            if rows:
                hold, sdks = sum(row.holds for row in rows), len({row.sdk for row in rows})
                cells = (_TITLES[language], _link(rule), str(len(rows)), str(sdks), str(hold))
                lines.append(_line(*cells))
    return "\n".join(lines) + "\n"


def _of_language(language: Language, results: Results) -> str:
    lines = [f"## {_TITLES[language]}", ""]
    if results.date:
        lines += [f"Last run: {results.date}, {results.runtime}.", ""]
    for rule in RULES:
        rows = [row for row in results.rows if row.rule == rule]
        if rows:
            lines += [f"### {rule}", "", *_table(rows), ""]
    if results.not_proven:
        lines += ["### Not proven", "", "| rule | SDK | why |", "|---|---|---|"]
        lines += [_line(each.rule, each.sdk, each.reason) for each in results.not_proven]
        lines.append("")
    return "\n".join(lines)


def _table(rows: Iterable[Row]) -> list[str]:
    lines = ["| SDK | at | fix | before | after | healthy |", "|---|---|---|---|---|---|"]
    for row in rows:
        fix = f"`{row.fix}`" + (" (unsafe)" if row.applicability == "unsafe" else "")
        after = row.after if row.holds else f"{row.after} **Does not hold:** {row.reason}"
        healthy = "same" if row.same else "not the same"
        lines.append(
            _line(f"{row.sdk} {row.version}", f"`{row.at}`", fix, row.before, after, healthy)
        )
    return lines


def _line(*cells: str) -> str:
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"


def _link(rule: str) -> str:
    return f"[{rule}](rules/{rule}.md)"


def main(arguments: list[str]) -> int:
    """Writes the page, or with --check says whether it is current."""
    text = page()
    if "--check" in arguments:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        print("current" if current else "stale: python tests/proofs/table.py")
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
