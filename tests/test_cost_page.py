"""docs/cost.md: its numbers are computed again, its commands and its table are run."""

from __future__ import annotations

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from prodgate.cli import commands
from prodgate.inventory import cost, prices
from prodgate.inventory.record import Inventory
from prodgate.report.money import amount

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "cost.md").read_text(encoding="utf-8")


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "prototype"
    shutil.copytree(ROOT / "examples" / "prototype", folder)
    monkeypatch.chdir(folder)
    return folder


def run(*options: str) -> str:
    done = CliRunner().invoke(commands, ["inventory", *options])
    assert done.exit_code == 0, done.output
    return done.output


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_sums_are_right() -> None:
    sums = re.findall(r"^[0-9].* = [0-9.]+$", PAGE, re.MULTILINE)
    assert len(sums) == 3
    for line in sums:
        left, _, right = line.partition(" = ")
        assert re.fullmatch(r"[0-9.x+/() ]+", left), line
        exact = re.sub(r"[0-9.]+", lambda n: f"Decimal('{n[0]}')", left.replace("x", "*"))
        assert eval(exact, {"Decimal": Decimal}) == Decimal(right), line


def test_the_call_of_the_example_is_as_told(example: Path) -> None:
    found: dict[str, Any] = json.loads(run("--format", "json"))
    (way,) = [way for way in found["money"]["ways"] if way["route"] == "GET /summary"]
    assert way["open-cost"] == ["no output cap"]
    assert way["cost-at-model-limit"] == 0.0290304
    assert way["seconds"] == 600
    (call,) = [c for c in found["calls"] if "GET /summary" in c["endpoints"]]
    assert (call["attempts"], call["rounds"], call["worst"]["price-date"]) == (1, 1, "2026-11-13")
    row = prices.load().rows["gpt-4o-mini"]
    assert f"${row.input:g}" in PAGE
    assert f"${row.output:g} out, the window had {row.context} tokens" in PAGE.replace("\n", " ")
    assert f"longest answer {row.max_output}:" in PAGE
    assert "unbounded ($0.02904*)" in run()


def test_the_cap_that_a_fix_writes_makes_it_a_ceiling(example: Path) -> None:
    import msgspec

    found = msgspec.json.decode(run("--format", "json"), type=Inventory)
    (call,) = [c for c in found.calls if "GET /summary" in c.endpoints]
    capped = cost.cost_of(replace(call, output_tokens=4096), prices.load())
    assert capped.amount == Decimal("0.0216576")
    (load, *_) = cost.loads(capped, cost.requests_a_day("1000/day"))
    assert load.cost_a_month is not None
    assert amount(load.cost_a_month, "USD") == "$671.39"
    assert "$671.39 a month" in PAGE


def test_the_table_of_the_page_can_be_used(example: Path) -> None:
    (table,) = blocks("yaml")
    (example / "prices.yaml").write_text(table)
    assert prices.load(example / "prices.yaml").assumed == "gpt-4o"
    for line in blocks("bash")[0].splitlines():
        command = line.partition("#")[0].split()
        assert command[:2] == ["prodgate", "inventory"]
        assert "Ceilings, not estimates" in run(*command[2:])
