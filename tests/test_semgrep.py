"""Semgrep, missing, broken, hanging, silent: never believed, never the end of a run."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import Any

import pytest

from prodgate import semgrep
from prodgate.source import Source

ROOT = Path(__file__).parent.parent
RULE: dict[str, Any] = {
    "id": "no-eval",
    "languages": ["python"],
    "severity": "ERROR",
    "message": "eval",
    "pattern": "eval($X)",
}
TOOLS = "from agents.mcp import MCPServerStdio\n\nserver = MCPServerStdio(params={})\n"
OPENAI = "from openai import OpenAI\n\nclient = OpenAI()\n"
LOST = "def f(x):\n    match x:\n        case {'a': 1, **rest}:\n            return rest\n"


def source(text: str, path: str = "a.py") -> Source:
    return Source(path, text, "utf-8", b"")


# -- the real one -----------------------------------------------------------------------------


def test_matches_are_places_in_the_text_of_the_file() -> None:
    text = "ü = '💥'; eval(ü)\n"
    outcome = semgrep.scan([RULE], [source(text)])
    assert [text[m.start : m.end] for m in outcome.matches] == ["eval(ü)"]
    assert outcome.not_checked == ()


def test_a_file_that_semgrep_drops_without_a_word_is_said() -> None:
    outcome = semgrep.scan([RULE], [source(LOST + "eval(1)\n"), source("eval(2)\n", "b.py")])
    assert [m.source.path for m in outcome.matches] == ["b.py"]
    assert [n.path for n in outcome.not_checked] == ["a.py"]


def test_a_file_cannot_claim_to_have_been_read() -> None:
    outcome = semgrep.scan([RULE], [source("prodgate_canary_d1f0()\n" + LOST + "eval(1)\n")])
    assert [n.path for n in outcome.not_checked] == ["a.py"]


@pytest.mark.parametrize("suffix", [".py", ".js", ".jsx", ".ts", ".tsx", ".mts", ".cts", ".mjs"])
def test_every_kind_of_file_is_read_to_its_end(suffix: str) -> None:
    languages = ["python"] if suffix == ".py" else ["javascript", "typescript"]
    outcome = semgrep.scan([{**RULE, "languages": languages}], [source("eval(1)", "a" + suffix)])
    assert len({m.start for m in outcome.matches}) == 1
    assert outcome.not_checked == ()


@pytest.mark.parametrize("name", ["a b.py", "-x.py", "--config.py", "new\nline.py", "\udcff.py"])
def test_names_never_reach_semgrep(name: str) -> None:
    outcome = semgrep.scan([RULE], [source("eval(1)", name)])
    assert [m.source.path for m in outcome.matches] == [name]


def test_ignore_comments_of_others_count_for_nothing() -> None:
    outcome = semgrep.scan([RULE], [source("eval(1)  # nosemgrep\n")])
    assert len(outcome.matches) == 1


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ({**RULE, "id": "b", "pattern": "foo((("}, "Invalid pattern"),
        ({**RULE, "id": "b", "languages": ["klingon", "python"]}, "klingon"),
        ({"id": "b", "languages": ["python"], "severity": "ERROR", "message": "m"}, "pattern"),
    ],
)
def test_a_broken_rule_is_named_and_the_others_run(broken: dict[str, Any], why: str) -> None:
    outcome = semgrep.scan([broken, RULE], [source("eval(1)\n")])
    assert len(outcome.matches) == 1
    (missed,) = outcome.not_checked
    assert missed.reason.startswith("the rule b is broken and did not run")
    assert why in missed.reason
    assert "\n" not in missed.reason


def test_nothing_is_left_of_the_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    semgrep.scan([RULE], [source("eval(1)\n")])
    assert list(tmp_path.iterdir()) == []


# -- others in its place ----------------------------------------------------------------------


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has our packages, and no programs beside it."""
    folder = tmp_path_factory.mktemp("bare") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    paths = f"{ROOT}\n{sysconfig.get_paths()['purelib']}\n"
    (site / "ours.pth").write_text(paths)
    return folder / "bin" / "python"


class Stage:
    """A project, and a program called semgrep that is the first on PATH."""

    def __init__(self, bare: Path, folder: Path) -> None:
        self.python = bare
        self.project = folder / "project"
        self.programs = folder / "programs"
        self.project.mkdir()
        self.programs.mkdir()
        self.write("tools.py", TOOLS)
        self.write("plain.py", OPENAI)

    def write(self, name: str, text: str) -> None:
        (self.project / name).write_text(text)

    def fake(self, code: str) -> None:
        program = self.programs / "semgrep"
        program.write_text(f"#!{sys.executable}\n{code}\n")
        program.chmod(0o755)

    def check(self, *arguments: str, semgrep_on_path: bool = True) -> tuple[int, str]:
        path = f"{self.programs}{os.pathsep}/usr/bin{os.pathsep}/bin"
        done = subprocess.run(
            [self.python, "-m", "prodgate", "check", *arguments],
            cwd=self.project,
            env={**os.environ, "PATH": path if semgrep_on_path else "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        text = done.stdout + done.stderr
        assert "Traceback" not in text
        return done.returncode, text


@pytest.fixture
def stage(bare: Path, tmp_path: Path) -> Stage:
    return Stage(bare, tmp_path)


def test_without_semgrep_its_rules_are_named_and_the_rest_runs(stage: Stage) -> None:
    code, text = stage.check(semgrep_on_path=False)
    assert code == 3
    assert "plain.py:3:10" in text
    assert "Semgrep is not installed, so these rules did not run: unscoped-tools--" in text


def test_a_policy_may_do_without_semgrep(stage: Stage) -> None:
    stage.write("prodgate.yaml", "semgrep: optional\n")
    code, text = stage.check(semgrep_on_path=False)
    assert code == 1
    assert "plain.py:3:10" in text
    assert "Semgrep is not installed, so these rules did not run" in text  # said all the same


def test_semgrep_is_not_missed_where_nothing_needs_it(stage: Stage) -> None:
    (stage.project / "tools.py").unlink()
    code, text = stage.check(semgrep_on_path=False)
    assert code == 1
    assert "Semgrep" not in text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; print('no such engine', file=sys.stderr); sys.exit(2)", "failed with exit"),
        ("import os; os.kill(os.getpid(), 11)", "failed with exit code -11"),
        ("print('hello')", "printed something that is not its JSON"),
        ("", "printed something that is not its JSON"),
        ("print('[]')", "printed something that is not its JSON"),
        ('print(\'{"results": 1, "errors": []}\')', "printed something that is not its JSON"),
        ("print('[' * 100000)", "printed something that is not its JSON"),
        ('print(\'{"results": [], "errors": []}\')', "could not read it"),
        (
            "import json, sys\n"
            "print(json.dumps({'results': [{'path': p, 'check_id': 'prodgate_canary_d1f0-python'}"
            " for p in sys.argv], 'errors': []}))",
            "printed a match that has no place",
        ),
        (
            "print('\\x1b[31m::error::pwn', file=__import__('sys').stderr); raise SystemExit(7)",
            "failed with exit code 7",
        ),
    ],
)
def test_a_semgrep_that_fails_costs_its_rules_only(stage: Stage, code: str, said: str) -> None:
    stage.fake(code)
    exit_code, text = stage.check()
    assert exit_code == 3
    assert f"tools.py: not checked: Semgrep {said}" in text
    assert "plain.py:3:10" in text
    assert "\x1b" not in text
    stage.write("prodgate.yaml", "semgrep: optional\n")  # missing is one thing, broken another
    assert stage.check()[0] == 3


def test_errors_beside_results_are_said_by_file(stage: Stage) -> None:
    stage.fake(
        "import json, sys\n"
        "copies = sys.argv[sys.argv.index('--') + 1:]\n"
        "row = lambda p: {'path': p, 'check_id': 'prodgate_canary_d1f0-python',"
        " 'start': {'offset': 10**6}, 'end': {'offset': 10**6}}\n"
        "error = lambda p: {'path': p, 'level': 'warn', 'message': 'timeout'}\n"
        "print(json.dumps({'results': list(map(row, copies)), 'errors': list(map(error, copies))}))"
    )
    code, text = stage.check()
    assert code == 3
    assert "tools.py: not checked: Semgrep gave up on a part of it" in text


def test_a_semgrep_that_cannot_be_started_is_said(stage: Stage) -> None:
    program = stage.programs / "semgrep"
    program.write_text("#!/nowhere/at/all\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    code, text = stage.check()
    assert code == 3
    assert "could not be started" in text


def test_a_semgrep_that_hangs_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = tmp_path / "pids"
    program = tmp_path / "semgrep"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $$ $! > {pids}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(semgrep, "find", lambda _: str(program))
    start = time.monotonic()
    many = [source("eval(1)", f"{n}.py") for n in range(semgrep.CHUNK + 1)]
    outcome = semgrep.scan([RULE], many, bound=1.0)
    assert time.monotonic() - start < 20
    assert {n.path for n in outcome.not_checked} == {s.path for s in many}
    assert {n.reason for n in outcome.not_checked} == {
        "Semgrep did not come to an end and was stopped"
    }
    for pid in map(int, pids.read_text().split()):
        assert _is_gone(pid)


def _is_gone(pid: int) -> bool:
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


def test_no_token_and_no_git_state_reaches_semgrep(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen.json"
    stage.fake(f"import json, os; json.dump(dict(os.environ), open({str(seen)!r}, 'w'))")
    for name in ("GITHUB_TOKEN", "SEMGREP_APP_TOKEN", "SEMGREP_RULES", "GIT_DIR"):
        monkeypatch.setenv(name, "x")
    stage.check()
    names = set(json.loads(seen.read_text()))
    assert not {"GITHUB_TOKEN", "SEMGREP_APP_TOKEN", "SEMGREP_RULES"} & names
    assert not any(name.startswith("GIT_") for name in names)
