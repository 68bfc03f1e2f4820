"""The Claude Agent SDK starts a program: the bound of its loop is what that program is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from js_code import Code, arguments, placed
from js_run import environment, run, type_errors

from prodgate.facts import Loop, decode

pytestmark = pytest.mark.proof
_FILE = "sdks/javascript/claude-agent-sdk.yaml"
_SDK = decode((Path(__file__).parents[3] / _FILE).read_text(), _FILE)
_PACKAGES = (f"{_SDK.package}@{_SDK.measured.version}", "zod@4.6.7")
_IMPORTS = f'import {{ query }} from "{_SDK.package}";'
# A stand-in for the program: it writes down what it is told, and ends.
_CLI = """\
import { appendFileSync } from "node:fs";
appendFileSync("SEEN", JSON.stringify(process.argv.slice(2)) + "\\n");
process.exit(1);
"""


def _loop() -> Loop:
    (loop,) = (c.loop for r in _SDK.releases for c in r.calls if c.loop is not None)
    return loop


def _call(cli: Path, path: str, value: object) -> str:
    options = {"pathToClaudeCodeExecutable": str(cli)}
    given = [{"prompt": "hi", "options": options}]
    written = arguments(placed(given, path, value) if path else given)
    return f"for await (const message of query({written})) void message;"


def _told(cache: Path, folder: Path, path: str = "", value: object = None) -> str:
    """The arguments that the program was started with."""
    seen, cli = folder / "seen", folder / "claude.mjs"
    cli.write_text(_CLI.replace("SEEN", str(seen)))
    scenario = f"scenario('s', '200', async () => {{ {_call(cli, path, value)} }});"
    done = run(environment(cache, _PACKAGES), _IMPORTS, [scenario], "http://x", fast=False, most=20)
    assert seen.exists(), f"the program was not started: {done}"
    return seen.read_text()


def test_no_limit_is_passed_by_itself(cache: Path, tmp_path: Path) -> None:
    assert _loop().default is None
    told = _told(cache, tmp_path)
    assert "--max-turns" not in told, f"{_FILE}, loop.default: {told}"
    assert "--max-budget" not in told, f"{_FILE}, loop.default: {told}"


def test_a_limit_that_a_fix_writes_is_passed(cache: Path, tmp_path: Path) -> None:
    path = _loop().at[0]
    told = _told(cache, tmp_path, path, 4)
    assert '"--max-turns=4"' in told, f"{_FILE}, loop.at ({path}): {told}"


def test_null_passes_none(cache: Path, tmp_path: Path) -> None:
    assert _loop().none == "unlimited"
    told = _told(cache, tmp_path, _loop().at[0], Code("null"))
    assert "--max-turns" not in told, f"{_FILE}, loop.none: {told}"


def test_a_budget_is_passed(cache: Path, tmp_path: Path) -> None:
    path = _loop().also[0]
    told = _told(cache, tmp_path, path, 1)
    assert "--max-budget-usd" in told, f"{_FILE}, loop.also ({path}): {told}"


def test_the_limit_passes_strict_type_checking(cache: Path) -> None:
    code = f"{_IMPORTS}\n{_call(Path('claude'), _loop().at[0], 4)}\nexport {{}};\n"
    refused = type_errors(cache, environment(cache, _PACKAGES), code)
    assert not refused, f"{_FILE}, loop.at: {refused}"
