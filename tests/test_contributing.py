"""CONTRIBUTING.md works as it is written: its files are laid down, its commands run in a copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text()
_FILE = re.compile(r"^`([^`\n]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COPIED = ("prodgate", "rules", "fixes", "sdks", "hooks", "docs", "examples", "tests")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of this checkout, as a contributor has it."""
    folder = tmp_path / "prodgate"
    folder.mkdir()
    unwanted = shutil.ignore_patterns("__pycache__", "node_modules", ".hypothesis")
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
    for page in [*ROOT.glob("*.md"), ROOT / "pyproject.toml"]:
        shutil.copy(page, folder)
    return folder


def _section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def _lay_down(section: str, checkout: Path) -> None:
    for name, text in _FILE.findall(section):
        path = checkout / name
        assert not path.exists(), f"{name} is there already: the guide needs another example"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def _run(command: str, checkout: Path) -> subprocess.CompletedProcess[str]:
    """A command of the guide, with this interpreter and the copy's own modules."""
    words = re.findall(r'"([^"]*)"|(\S+)', command)
    first, *rest = [quoted or plain for quoted, plain in words]
    start = {"python": [sys.executable], "prodgate": [sys.executable, "-m", "prodgate"]}[first]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    return subprocess.run(
        [*start, *rest], cwd=checkout, env=environment, capture_output=True, text=True
    )


def _commands(section: str) -> list[str]:
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return [line for language, block in blocks if not language for line in block.splitlines()]


def test_a_rule_is_added_as_the_guide_says(checkout: Path) -> None:
    section = _section("Add a rule")
    _lay_down(section, checkout)
    commands = _commands(section)
    assert len(commands) == 4
    for command in commands:
        done = _run(command, checkout)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    assert re.search(r"\d passed", done.stdout)
    cases = checkout / "tests" / "cases" / "high-temperature"
    assert "temperature=1.0,  # wild ideas only" in (cases / "after.py").read_text()
    assert "temperature: 1.0, input" in (cases / "after.ts").read_text()
    assert "high-temperature" in (checkout / "README.md").read_text()
    assert (checkout / "docs" / "rules" / "high-temperature.md").is_file()


def test_the_example_rule_keeps_the_rules_of_the_house(checkout: Path) -> None:
    _lay_down(_section("Add a rule"), checkout)
    files = ["rules/high-temperature.py", "fixes/high-temperature.py"]
    for tool in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]):
        done = _run(" ".join(["python", "-m", *tool, *files]), checkout)
        assert done.returncode == 0, done.stdout + done.stderr


def test_an_sdk_is_added_as_the_guide_says(checkout: Path) -> None:
    section = _section("Add an SDK")
    _lay_down(section, checkout)
    (command,) = _commands(section)
    done = _run(command, checkout)
    assert done.returncode == 1, done.stdout + done.stderr
    for said in ("missing-timeout", "up to 300 s", "missing-retry", "uncapped-tokens"):
        assert said in done.stdout
    (test,) = re.findall(r"`(python -m pytest [^`]+)`", section)
    done = _run(test, checkout)
    assert done.returncode == 0, done.stdout


def test_the_guide_of_packs_shows_the_same_facts() -> None:
    facts = dict(_FILE.findall(_section("Add an SDK")))["sdks/python/acme-llm.yaml"]
    packs = (ROOT / "docs" / "packs.md").read_text()
    (shown,) = re.findall(r"```yaml\n(sdk: acme-llm\n.*?)```", packs, re.DOTALL)
    assert re.sub(r" +#.*", "", shown) == facts


def test_a_team_covers_its_wrapper_with_a_data_pack(tmp_path: Path) -> None:
    facts = dict(_FILE.findall(_section("Add an SDK")))
    pack = tmp_path / "prodgate-pack" / "sdks" / "python"
    pack.mkdir(parents=True)
    (pack / "acme-llm.yaml").write_text(facts["sdks/python/acme-llm.yaml"])
    (tmp_path / "app.py").write_text(facts["try_acme.py"])
    (tmp_path / "prodgate.yaml").write_text("packs: [prodgate-pack]\n")
    done = _run("prodgate fix --unsafe", tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    text = (tmp_path / "app.py").read_text()
    assert "Client(timeout=60, retries=2)" in text or "timeout=60.0" in text
    assert "max_output_tokens=4096" in text
