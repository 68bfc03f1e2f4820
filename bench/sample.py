"""A sample of findings to be read by a person: the same for everybody who takes it.

    python bench/sample.py FOLDER --per-rule 6 > sample.yaml

FOLDER holds checkouts, one a repository. Of each rule the findings with the smallest hash of
repository, path and rule are taken (one a file), so that nobody chooses them. The reader fills in
``verdict``: wanted (a senior engineer wants to see it), noise (true, and not worth saying) or wrong
(not true), and ``why``. ``--tally FILE...`` counts the verdicts of filled-in samples by rule.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


def findings(checkout: Path) -> Iterator[dict[str, Any]]:
    """What prodgate says of one repository."""
    run = subprocess.run(
        ["prodgate", "check", "--format", "json", "--fail-on", "note", "."],
        cwd=checkout, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode not in (0, 1, 3):
        sys.exit(f"prodgate failed on {checkout.name}: {run.stderr[-500:]}")
    for row in json.loads(run.stdout)["findings"]:
        fix = row["fix"]
        yield {
            "rule": row["rule"], "repo": checkout.name, "path": row["path"], "line": row["line"],
            **({"cell": row["cell"]} if row.get("cell") else {}),
            "severity": row["severity"], "message": row["message"],
            "fix": fix.get("title") or fix.get("recipe", ""), "verdict": "", "why": "",
        }  # fmt: skip


def sample(root: Path, per_rule: int, seen: set[tuple[str, ...]]) -> list[dict[str, Any]]:
    """The chosen findings, by rule; none of a file and rule that was read before."""
    by_rule: dict[str, dict[tuple[str, str], dict[str, Any]]] = collections.defaultdict(dict)
    for checkout in sorted(p for p in root.iterdir() if p.is_dir()):
        for row in findings(checkout):
            if (row["rule"], row["repo"], row["path"]) in seen:
                continue
            by_rule[row["rule"]].setdefault((row["repo"], row["path"]), row)
    chosen: list[dict[str, Any]] = []
    for rule in sorted(by_rule):
        rows = sorted(by_rule[rule].values(), key=_order)
        chosen += rows[:per_rule]
    return chosen


def _order(row: dict[str, Any]) -> str:
    return hashlib.sha256(f"{row['repo']}\0{row['path']}\0{row['rule']}".encode()).hexdigest()


def tally(files: list[Path]) -> None:
    """A table of verdicts by rule, in Markdown."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for file in files:
        for row in yaml.safe_load(file.read_text()):
            counts[row["rule"]][row["verdict"] or "unread"] += 1
            counts["all"][row["verdict"] or "unread"] += 1
    print("| rule | read | wanted | noise | wrong | not wrong |\n|---|---|---|---|---|---|")
    for rule in sorted(counts, key=lambda r: (r == "all", r)):
        n = counts[rule]
        read = n["wanted"] + n["noise"] + n["wrong"]
        share = f"{(read - n['wrong']) / read:.2f}" if read else "-"
        print(f"| {rule} | {read} | {n['wanted']} | {n['noise']} | {n['wrong']} | {share} |")


def main() -> None:
    """Take a sample, or count a filled-in one."""
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    cli.add_argument("paths", type=Path, nargs="+")
    cli.add_argument("--per-rule", type=int, default=6)
    cli.add_argument("--without", type=Path, nargs="*", default=[], help="samples read before")
    cli.add_argument("--tally", action="store_true")
    args = cli.parse_args()
    if args.tally:
        tally(args.paths)
    else:
        read = [row for file in args.without for row in yaml.safe_load(file.read_text())]
        seen = {(row["rule"], row["repo"], row["path"]) for row in read}
        rows = sample(args.paths[0], args.per_rule, seen)
        yaml.safe_dump(rows, sys.stdout, sort_keys=False, allow_unicode=True, width=100)


if __name__ == "__main__":
    main()
