"""claude-agent-sdk starts a program: the bound of its loop is what that program is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from proofrun import environment, run, type_errors
from proofscript import facts

from prodgate.facts import Loop

pytestmark = pytest.mark.proof
_SDK = facts("claude-agent-sdk")
_FILE = "sdks/python/claude-agent-sdk.yaml"
_PROGRAM = """\
import asyncio
from claude_agent_sdk import ClaudeAgentOptions, query
async def main() -> None:
    options = ClaudeAgentOptions(cli_path="{cli}"{given})
    async for message in query(prompt="hi", options=options):
        pass
asyncio.run(main())
"""
# A stand-in for the program: it writes down what it is told, and ends.
_CLI = """#!{python}
import sys
with open("{seen}", "a") as out:
    out.write(repr(sys.argv[1:]) + "\\n")
sys.exit(1)
"""


def _loop() -> Loop:
    clients = (c for r in _SDK.releases for c in r.clients)
    (loop,) = (c.loop for c in clients if c.loop is not None)
    return loop


def _python(cache: Path) -> Path:
    return environment(cache, (f"claude-agent-sdk=={_SDK.measured.version}",))


def _told(cache: Path, folder: Path, given: str) -> str:
    """The arguments that the program was started with."""
    seen, cli, script = folder / "seen", folder / "claude", folder / "program.py"
    cli.write_text(_CLI.format(python=sys.executable, seen=seen))
    cli.chmod(0o755)
    script.write_text(_PROGRAM.format(cli=cli, given=given))
    outcome = run(_python(cache), script, "http://127.0.0.1:9")
    assert seen.exists(), f"the program was not started: {outcome.error}"
    return seen.read_text()


def test_no_limit_is_passed_by_itself(cache: Path, tmp_path: Path) -> None:
    assert _loop().default is None
    told = _told(cache, tmp_path, "")
    assert "--max-turns" not in told, f"{_FILE}, loop.default: {told}"
    assert "--max-budget" not in told, f"{_FILE}, loop.default: {told}"


def test_a_limit_that_a_fix_writes_is_passed(cache: Path, tmp_path: Path) -> None:
    path = _loop().at[0]
    told = _told(cache, tmp_path, f", {path}=4")
    assert "'--max-turns', '4'" in told, f"{_FILE}, loop.at ({path}): {told}"


def test_zero_passes_none(cache: Path, tmp_path: Path) -> None:
    for number in _loop().unlimited:
        told = _told(cache, tmp_path, f", {_loop().at[0]}={number}")
        assert "--max-turns" not in told, f"{_FILE}, loop.unlimited ({number}): {told}"


def test_a_budget_is_passed(cache: Path, tmp_path: Path) -> None:
    path = _loop().also[0]
    told = _told(cache, tmp_path, f", {path}=1.0")
    assert "--max-budget-usd" in told, f"{_FILE}, loop.also ({path}): {told}"


def test_the_limit_type_checks(cache: Path, tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(_PROGRAM.format(cli="claude", given=f", {_loop().at[0]}=4"))
    refused = type_errors(cache, _python(cache), script)
    assert not refused, f"{_FILE}, loop.at: {refused}"
