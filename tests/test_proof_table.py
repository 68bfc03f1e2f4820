"""docs/proofs.md says what the results files say, and no SDK that a safe fix serves is left out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from prodgate.facts import Call, Client, Loop, Sdk, Timeout, decode
from prodgate.meaning.agent_bounds import MOST

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


def _served(sdk: Sdk) -> set[str]:
    """The rules whose safe fix has something to write for the SDK."""
    parts: list[Client | Call] = [p for r in sdk.releases for p in (*r.clients, *r.calls)]
    rules = set()
    if any(p.timeout and p.timeout.at and _is_late(p.timeout) for p in parts):
        rules.add("missing-timeout" if sdk.kind == "model" else "http-without-timeout")
    once = any(p.retries and p.retries.at and p.retries.attempts == 1 for p in parts)
    if once and sdk.kind == "model":
        rules.add("missing-retry")
    # A cap is safe where the model is named at the call or object that carries it.
    if sdk.models.plain and any(p.cap and p.cap.default is None and p.model for p in parts):
        rules.add("uncapped-tokens")
    if any(p.loop and _goes_on(p.loop) for p in parts):
        rules.add("unbounded-agent-loop")
    return rules


def _is_late(timeout: Timeout) -> bool:
    """A limit of its own, and not one that a fix lowers only with --unsafe."""
    return timeout.default != "client" and not timeout.slow


def _goes_on(loop: Loop) -> bool:
    """No default that the rule accepts; one on the call or the agent holds for both."""
    return loop.default is None or (isinstance(loop.default, int) and loop.default > MOST)


@pytest.mark.parametrize("language", table.LANGUAGES)
def test_every_sdk_that_a_safe_fix_serves_has_a_row_or_a_reason(language: table.Language) -> None:
    results = table.load(language)
    shown = {(row.rule, row.sdk) for row in results.rows if row.applicability == "safe"}
    listed = {(each.rule, each.sdk) for each in results.not_proven}
    for path in sorted((ROOT / "sdks" / language).glob("*.yaml")):
        sdk = decode(path.read_text(encoding="utf-8"), path.name)
        missing = {(rule, sdk.sdk) for rule in _served(sdk)} - shown - listed
        assert not missing, f"no row and no reason: {missing}"
