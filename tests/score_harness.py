"""Projects for the score: written from one readable file, in a git repository of their own."""

from __future__ import annotations

import datetime
import re
import subprocess
from pathlib import Path

from prodgate import policy as policies
from prodgate.findings import Gate
from prodgate.run import Request
from prodgate.score.measuring import measure
from prodgate.score.model import Evidence, GateScore, Score

PROJECTS = Path(__file__).parent / "score_projects"
TODAY = datetime.date(2026, 5, 20)


def files_of(name: str) -> dict[str, str]:
    """The files of a project, by their path."""
    text = (PROJECTS / f"{name}.txt").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^--- (.+)\n", text)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def written(root: Path, files: dict[str, str]) -> Path:
    """The files in a folder that git knows."""
    for path, text in files.items():
        where = root / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_text(text, encoding="utf-8")
    if not (root / ".git").exists():
        subprocess.run(["git", "init", "-q", root], check=True)
    return root


def scored(root: Path) -> Score:
    """The score of a folder, on a fixed day."""
    return measure(Request(root, policies.load(root)), TODAY)


def gate(score: Score, name: Gate) -> GateScore:
    """One gate of a score."""
    return next(each for each in score.gates if each.gate is name)


def control(score: Score, name: str) -> Evidence:
    """What one control found."""
    return next(e for each in score.gates for e in each.evidence if e.control == name)
