"""The README shows what the action really makes of a pull request."""

from __future__ import annotations

from pathlib import Path

from readme_review import PART, README, part
from test_action import tools

__all__ = ["tools"]


def test_the_readme_shows_a_real_summary_and_suggestion(tmp_path: Path, tools: Path) -> None:
    (shown,) = PART.findall(README.read_text())
    assert shown == part(tmp_path, tools), "run: python tests/readme_review.py"
