"""The formula by hand, the command with its exit codes, and what each format says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from score_harness import files_of, written

from prodgate.findings import Gate, Severity
from prodgate.score import controls, formula
from prodgate.score.formula import QUESTIONS, gate_score
from prodgate.score.model import Evidence, ScoredFinding

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "prodgate/schemas/score.json").read_text())
CAREFUL = files_of("careful")
OPEN = """from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI()


@app.post("/ask")
def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text).output_text
"""


def _prodgate(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "prodgate", "score", *words]
    return subprocess.run(program, cwd=root, capture_output=True, text=True, check=False)


def _json(root: Path, *words: str) -> dict[str, Any]:
    done = _prodgate(root, "--format", "json", *words)
    data: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(data, SCHEMA)
    return data


def _git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


# -- the formula -----------------------------------------------------------------------------------


def _evidence(required: str, further: str = "") -> list[Evidence]:
    """One control a letter: + found, - missing, . does not apply."""
    return [
        Evidence(f"c{n}", "", needed, mark == "+", "", "", applies=mark != ".")
        for needed, marks in ((True, required), (False, further))
        for n, mark in enumerate(marks)
    ]


def _finding(severity: Severity, *, holds: bool = True) -> ScoredFinding:
    return ScoredFinding("a-rule", severity, "a.py", 1, "it is so", holds=holds)


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@pytest.mark.parametrize(
    ("gate", "required", "further", "found", "score"),
    [
        (Gate.AUTH, "--", "", [], 2),
        (Gate.AUTH, "--", "+++", [], 2),  # further controls alone are none
        (Gate.AUTH, "+-", "+++", [], 3),
        (Gate.AUTH, "++", "--", [], 4),
        (Gate.AUTH, "+.", "--", [], 4),
        (Gate.AUTH, "++", "+-", [], 5),
        (Gate.AUTH, "++", "+++", [], 5),
        (Gate.TESTING, "+-", "++", [], 2),
        (Gate.TESTING, "++", "", [], 3),
        (Gate.TESTING, "++", "+", [], 4),
        (Gate.TESTING, "++", "++", [], 5),
        (Gate.AUTH, "++", "++", [NOTE] * 50, 5),
        (Gate.AUTH, "++", "++", [WARNING], 3),
        (Gate.TESTING, "++", "++", [WARNING], 2),
        (Gate.AUTH, "++", "++", [ERROR], 1),
        (Gate.AUTH, "++", "++", [ERROR] * 4, 1),
        (Gate.AUTH, "++", "++", [ERROR] * 5, 0),
        (Gate.AUTH, "--", "", [ERROR, WARNING], 1),
    ],
)
def test_the_formula_by_hand(
    gate: Gate, required: str, further: str, found: list[Severity], score: int
) -> None:
    question = next(each for each in QUESTIONS if each.gate is gate)
    made = gate_score(question, [_finding(each) for each in found], _evidence(required, further))
    assert made.score == score
    assert made.passed == (score >= question.minimum)
    assert made.state == "measured"


def test_what_cannot_be_judged_is_not_assessed_and_never_passes() -> None:
    question = QUESTIONS[0]
    none = gate_score(question, [], _evidence("..", "+++"))
    assert (none.score, none.state, none.passed) == (2, "not assessed", False)
    why = gate_score(question, [], _evidence("++", "+"), reason="no application")
    assert (why.score, why.state, why.passed) == (2, "not assessed", False)


def test_files_that_were_not_checked_hold_at_two() -> None:
    held = gate_score(QUESTIONS[0], [], _evidence("++", "++"), gaps=1)
    assert held.score == 2
    assert [cap.reason for cap in held.caps] == ["1 file not checked"]


def test_findings_aside_hold_nothing() -> None:
    aside = [_finding(ERROR, holds=False)] * 9
    assert gate_score(QUESTIONS[3], aside, _evidence("++")).score == 4


def test_every_gate_has_controls_that_its_minimum_needs_and_a_name_is_one_control() -> None:
    every = controls.every()
    assert len({control.name for control in every}) == len(every)
    for question in QUESTIONS:
        own = [control for control in every if control.gate is question.gate]
        further = sum(not control.required for control in own)
        assert any(control.required and control.detect for control in own)
        assert question.minimum + further >= formula.MOST  # five can be reached
    assert [q.gate for q in QUESTIONS][:2] == [Gate.SECURITY, Gate.AUTH]


def test_the_page_names_every_control_and_minimum() -> None:
    page = (ROOT / "docs/score.md").read_text()
    for control in controls.every():
        where = "required" if control.required else "further"
        assert f"| `{control.name}` | {where} |" in page, control.name
    for question in QUESTIONS:
        assert f"### {question.gate.value}, minimum {question.minimum}" in page


# -- the command -----------------------------------------------------------------------------------


def test_json_fits_its_schema_and_text_says_what_stops(tmp_path: Path) -> None:
    root = written(tmp_path, {"app.py": OPEN})
    data = _json(root)
    assert [gate["gate"] for gate in data["gates"]][:2] == ["security", "auth"]
    assert data["passed"] is False
    auth = data["gates"][1]
    assert {"gate", "score", "minimum", "state", "passed", "critical", "findings", "evidence"} <= {
        *auth
    }
    assert auth["findings"][0]["rule"] == "unauthenticated-endpoint"
    said = _prodgate(root)
    assert said.returncode == 0
    assert "held at 3: 1 warning" in said.stdout
    assert said.stdout.splitlines()[0].startswith("STOP  security")
    assert "below the minimum or not assessed" in said.stdout


def test_markdown_has_a_row_for_each_gate(tmp_path: Path) -> None:
    done = _prodgate(written(tmp_path, CAREFUL), "--format", "markdown")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("| passes |") == 10
    assert "All ten gates have their minimum" in done.stdout


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    root = written(tmp_path, {"app.py": OPEN})
    done = _prodgate(root, "--format", "json", "--output", "score.json")
    assert done.stdout == ""
    jsonschema.validate(json.loads((root / "score.json").read_text()), SCHEMA)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 0),
        (["--fail-under", "minimum"], 1),
        (["--fail-under", "2"], 1),  # cost control is at 1
        (["--fail-under", "0"], 0),
        (["--fail-under", "auth=2"], 0),
        (["--fail-under", "auth=3"], 1),
        (["--fail-under", "auth=2", "--fail-under", "security=5"], 1),
        (["--fail-under", "auth=minimum"], 1),
        (["--fail-under", "6"], 2),
        (["--fail-under", "nothing=3"], 2),
        (["--fail-under", ""], 2),
    ],
)
def test_fail_under(tmp_path: Path, words: list[str], code: int) -> None:
    done = _prodgate(written(tmp_path, {"app.py": OPEN}), *words)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_careful_application_holds_every_bar(tmp_path: Path) -> None:
    root = written(tmp_path, CAREFUL)
    assert _prodgate(root, "--fail-under", "minimum").returncode == 0
    assert _prodgate(root, "--fail-under", "5").returncode == 1


def test_what_was_not_checked_is_exit_3(tmp_path: Path) -> None:
    root = written(tmp_path, {**CAREFUL, "app/more.py": "import openai\ndef broken(:\n"})
    done = _prodgate(root, "--fail-under", "minimum")
    assert done.returncode == 3
    assert "not checked: app/more.py" in done.stdout


def test_a_delta_says_what_each_gate_had(tmp_path: Path) -> None:
    root = written(tmp_path, CAREFUL)
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "careful")
    _git(root, "branch", "-M", "main")
    _git(root, "checkout", "-qb", "change")
    text = (root / "app/assistant.py").read_text()
    (root / "app/assistant.py").write_text(text.replace("max_output_tokens=600,", ""))
    _git(root, "commit", "-qam", "no cap")
    data = _json(root, "--diff-base", "main")
    by_gate = {gate["gate"]: gate for gate in data["gates"]}
    assert by_gate["cost-control"]["before"] == 5
    assert by_gate["cost-control"]["score"] < 4
    assert by_gate["auth"]["before"] == by_gate["auth"]["score"]
    assert len(data["base"]) == 40
    assert data["commit"] != data["base"]
    assert "(was 5)" in _prodgate(root, "--diff-base", "main").stdout


def test_a_base_that_git_does_not_know_is_said(tmp_path: Path) -> None:
    done = _prodgate(written(tmp_path, {"app.py": OPEN}), "--diff-base", "nowhere")
    assert done.returncode == 0
    assert "compared with nothing" in done.stdout


def test_no_secret_is_in_any_format(tmp_path: Path) -> None:
    key = "sk-proj-" + "aB3xYz9Qw7" * 4
    code = OPEN.replace("OpenAI()", f'OpenAI(api_key="{key}")')
    code = code.replace("input=text)", f"input=text)  # prodgate: ignore[uncapped-tokens] {key}\n")
    root = written(tmp_path, {"app.py": code.replace("\n.output_text", "")})
    for form in ("text", "json", "markdown", "html"):
        assert key not in _prodgate(root, "--format", form).stdout


def test_a_hostile_name_forges_no_line(tmp_path: Path) -> None:
    name = "app\n\x1b[31mAll ten gates have their minimum.py"
    done = _prodgate(written(tmp_path, {name: OPEN}))
    assert "\x1b" not in done.stdout
    assert not any(line.startswith("All ten gates") for line in done.stdout.splitlines())


def test_what_nobody_looked_at_is_named(tmp_path: Path) -> None:
    (tmp_path / "prodgate.yaml").write_text("exclude: [legacy]\n")
    (tmp_path / "legacy").mkdir()
    (tmp_path / "legacy" / "chat.py").write_text(OPEN)
    done = _prodgate(tmp_path)
    assert "not looked at (excluded by the policy): legacy/" in done.stdout


def test_a_runbook_that_init_left_to_be_filled_in_is_no_evidence(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(OPEN)
    command = [sys.executable, "-m", "prodgate", "init", "--runbook"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (gate,) = [g for g in _json(tmp_path)["gates"] if g["gate"] == "monitoring"]
    (runbook,) = [e for e in gate["evidence"] if e["control"] == "runbook"]
    assert not runbook["found"]
