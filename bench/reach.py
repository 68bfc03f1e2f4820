"""How far the fixes reach: of what `prodgate check` reports, how much `prodgate fix` rewrites.

    python bench/reach.py CORPUS [--markdown] [REPOSITORY ...]     (CORPUS: see corpus.py)

Each repository is copied, checked, and rewritten with ``fix --unsafe``; a second copy with
``--fail-on note`` as well, because notes are advice and are rewritten only where they are asked
for. Run it with the interpreter of an environment in which prodgate is installed.

Counted are the findings of rules that have a fix at all. A finding is rewritten where the run says
so; the others are counted by the reason code that the run gives.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TARGETS = {"uncapped-tokens": 0.9, "missing-timeout": 0.9, "http-without-timeout": 0.9}
OVERALL = 0.7


@dataclass
class Tally:
    """What became of the findings of one rule."""

    found: int = 0
    rewritten: int = 0
    notes: int = 0
    notes_rewritten: int = 0
    left: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Take the counts of another one in."""
        self.found += other.found
        self.rewritten += other.rewritten
        self.notes += other.notes
        self.notes_rewritten += other.notes_rewritten
        self.left += other.left


Tallies = dict[str, Tally]


def prodgate(*arguments: str, folder: Path | None = None) -> Any:
    """The answer of one process, as data."""
    command = [sys.executable, "-m", "prodgate", *arguments, "--format", "json"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode not in {0, 1, 3}:
        raise SystemExit(f"{' '.join(command)} in {folder}: exit {run.returncode}: {run.stderr}")
    return json.loads(run.stdout)


def fixable() -> set[str]:
    """The rules that rewrite anything."""
    rows = prodgate("rules")["rules"]
    return {row["name"] for row in rows if row["applicability"] != "manual"}


def copied(repository: Path, target: Path) -> Path:
    """The repository with its history, so that ignored files are known as such."""
    shutil.copytree(repository, target, symlinks=True)
    return target


def measure(repository: Path, rules: set[str]) -> Tallies:
    """Check and rewrite copies of one repository."""
    with tempfile.TemporaryDirectory(prefix="reach-") as name:
        plain = copied(repository, Path(name, "plain"))
        checked = prodgate("check", folder=plain)
        fixed = prodgate("fix", "--unsafe", folder=plain)
        shutil.rmtree(plain)
        asked = copied(repository, Path(name, "asked"))
        advised = prodgate("fix", "--unsafe", "--fail-on", "note", folder=asked)
    tallies: Tallies = {rule: Tally() for rule in rules}
    for row in of_interest(checked["findings"], rules):
        if row["severity"] == "note":
            tallies[row["rule"]].notes += 1
        else:
            tallies[row["rule"]].found += 1
    for row in of_interest(fixed["fixed"], rules):
        tallies[row["rule"]].rewritten += 1
    for row in of_interest(fixed["findings"], rules):
        if row["severity"] != "note":
            tallies[row["rule"]].left[reason(row)] += 1
    for row in of_interest(advised["fixed"], rules):
        tallies[row["rule"]].notes_rewritten += row["severity"] == "note"
    check_sums(repository, tallies)
    return tallies


def of_interest(rows: Iterable[Any], rules: set[str]) -> Iterator[Any]:
    """The findings of rules that rewrite."""
    return (row for row in rows if row["rule"] in rules)


def reason(row: Mapping[str, Any]) -> str:
    """The code of what was refused; a fix that was held back has none."""
    return str(row["fix"].get("reason", "held-back"))


def check_sums(repository: Path, tallies: Tallies) -> None:
    """Each finding is either rewritten or left with a reason: nothing may go missing."""
    for rule, tally in tallies.items():
        if tally.found != tally.rewritten + tally.left.total():
            raise SystemExit(f"{repository.name}: the findings of {rule} do not add up: {tally}")


# -- the table -------------------------------------------------------------------------------------


def table(tallies: Tallies, *, markdown: bool) -> Iterator[str]:
    """One line a rule, most findings first, and the sum."""
    rows = [
        ("rule", "findings", "rewritten", "share", "notes", "rewritten", "why not"),
        *(line(rule, tally) for rule, tally in ordered(tallies)),
        line("all", total(tallies)),
    ]
    if markdown:
        head, *body = (" | ".join(row) for row in rows)
        yield f"| {head} |"
        yield "|---|--:|--:|--:|--:|--:|---|"
        yield from (f"| {row} |" for row in body)
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:], strict=True)]
        yield "  ".join([*cells, row[-1]]).rstrip()


def ordered(tallies: Tallies) -> list[tuple[str, Tally]]:
    """Rules with findings, by how many."""
    rows = [(rule, tally) for rule, tally in tallies.items() if tally.found or tally.notes]
    return sorted(rows, key=lambda row: (-row[1].found, -row[1].notes, row[0]))


def line(rule: str, tally: Tally) -> tuple[str, ...]:
    """The cells of one rule."""
    why = ", ".join(f"{code} {count}" for code, count in tally.left.most_common())
    return (
        rule,
        str(tally.found),
        str(tally.rewritten),
        share(tally.rewritten, tally.found),
        str(tally.notes),
        str(tally.notes_rewritten),
        why,
    )


def share(part: int, whole: int) -> str:
    """A percentage, rounded down: 89.9 is not 90."""
    return f"{100 * part // whole} %" if whole else ""


def total(tallies: Tallies) -> Tally:
    """The sum of all rules."""
    whole = Tally()
    for tally in tallies.values():
        whole.add(tally)
    return whole


def verdict(tallies: Tallies) -> Iterator[str]:
    """The targets, and whether they are met."""
    whole = total(tallies)
    yield f"overall: {share(whole.rewritten, whole.found)} of the findings (target 70 %)"
    every = whole.found + whole.notes
    both = share(whole.rewritten + whole.notes_rewritten, every)
    yield f"with notes, where they are asked for: {both} of {every}"
    for rule, least in TARGETS.items():
        tally = tallies[rule]
        yield f"{rule}: {share(tally.rewritten, tally.found)} (target {round(100 * least)} %)"


def main() -> int:
    """Measure, print, and fail where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("repositories", nargs="*", help="names of folders; else all")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    rules = fixable()
    tallies: Tallies = {rule: Tally() for rule in rules}
    for repository in sorted(path for path in options.corpus.resolve().iterdir() if path.is_dir()):
        if options.repositories and repository.name not in options.repositories:
            continue
        print(repository.name, file=sys.stderr, flush=True)
        for rule, tally in measure(repository, rules).items():
            tallies[rule].add(tally)
    print("\n".join(table(tallies, markdown=options.markdown)))
    print("", *verdict(tallies), sep="\n")
    return int(missed(tallies))


def missed(tallies: Tallies) -> bool:
    """Whether a share is below its target."""
    whole = total(tallies)
    rows = [(whole, OVERALL), *((tallies[rule], least) for rule, least in TARGETS.items())]
    return any(tally.rewritten < least * tally.found for tally, least in rows)


if __name__ == "__main__":
    sys.exit(main())
