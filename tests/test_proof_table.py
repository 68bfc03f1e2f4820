"""docs/proofs.md says what the results files say, and no SDK that a safe fix serves is left out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "proofs"))

import table  # noqa: E402


def test_the_page_is_current() -> None:
    stale = "run: python tests/proofs/table.py"
    assert table.PAGE.read_text(encoding="utf-8") == table.page(), stale


@pytest.mark.parametrize("language", table.LANGUAGES)
def test_a_row_that_does_not_hold_says_why(language: table.Language) -> None:
    results = table.load(language)
    for row in results.rows:
        assert row.holds == (row.reason == ""), row
        assert row.holds <= row.same, row
        assert row.rule in table.RULES, row
    assert len({row.key for row in results.rows}) == len(results.rows)
