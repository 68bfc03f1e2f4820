"""What serves nobody is advice; what serves somebody keeps its severity, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from prodgate.aside import is_aside
from prodgate.findings import Finding, Gate, Severity
from prodgate.policy import Policy
from prodgate.run import Request, check
from prodgate.source import Source

CALL = 'import requests\n\n\ndef ask():\n    return requests.get("https://api.example.org")\n'
MAIN = 'if __name__ == "__main__":\n    requests.get("https://api.example.org")\n'


def aside(
    root: Path,
    path: str,
    text: str = CALL,
    *,
    gate: Gate = Gate.ERROR_HANDLING,
    rule: str = "http-without-timeout",
) -> bool:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    start = text.rindex("requests.get") if "requests.get" in text else 0
    finding = Finding(rule, gate, Severity.ERROR, path, 1, 1, 1, 2, "x", start, start + 1)
    return is_aside(root, finding, Source(path, text, "utf-8", b""))


@pytest.mark.parametrize(
    "path",
    [
        "tests/test_app.py",
        "backend/tests/integration/common/chat.py",
        "scripts/load.py",
        "backend/scripts/debugging/load.py",
        "examples/assistant/ask.py",
        "course/agent_framework_crash_course/3_tools/agent.py",
    ],
)
def test_tests_scripts_examples_and_lessons_are_aside(path: str, tmp_path: Path) -> None:
    assert aside(tmp_path, path)


@pytest.mark.parametrize(
    "path", ["app.py", "backend/app/ask.py", "scripting/load.py", "my_examples.py", "src/script.py"]
)
def test_other_places_are_not(path: str, tmp_path: Path) -> None:
    assert not aside(tmp_path, path)


def test_whoever_asks_about_an_example_hears_of_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "examples" / "bot").mkdir(parents=True)
    (tmp_path / "examples" / "bot" / "ask.py").write_text(CALL)
    for start, given, level in (
        (tmp_path, ".", Severity.NOTE),
        (tmp_path, "examples/bot", Severity.WARNING),
        (tmp_path / "examples", ".", Severity.WARNING),
        (tmp_path / "examples" / "bot", "ask.py", Severity.WARNING),
        (tmp_path, "examples/bot/ask.py", Severity.NOTE),  # as a hook is given the files
    ):
        asked = Request(tmp_path, Policy(), (given,), start, ("http-without-timeout",))
        (reported,) = check(asked).reported
        assert (reported.finding.severity is Severity.NOTE) is (level is Severity.NOTE)


def test_a_script_that_the_project_is_started_by_is_not(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text('FROM python:3.12\nCMD ["python", "scripts/worker.py"]\n')
    assert not aside(tmp_path, "scripts/worker.py")
    assert aside(tmp_path, "scripts/other.py")


def test_secrets_and_what_hands_the_machine_over_stay_as_they_are(tmp_path: Path) -> None:
    for rule, gate in (
        ("hardcoded-secret", Gate.SECURITY),
        ("executed-model-output", Gate.SECURITY),
        ("dangerous-tool", Gate.SECURITY),
        ("unauthenticated-endpoint", Gate.AUTH),
    ):
        assert not aside(tmp_path, "scripts/load.py", gate=gate, rule=rule)


@pytest.mark.parametrize(
    "opening",
    [
        "# Purely for development use\n",
        '"""For local development only."""\n',
        "# Not for production.\n",
    ],
)
def test_what_a_file_says_of_itself_does_not_count(opening: str, tmp_path: Path) -> None:
    assert not aside(tmp_path, "tools/reset.py", opening + CALL)


def test_the_trial_below_a_module_that_others_import_is_aside(tmp_path: Path) -> None:
    (tmp_path / "serve.py").write_text("from tools.custom import ask\n")
    assert aside(tmp_path, "tools/custom.py", CALL + "\n\n" + MAIN)
    assert not aside(tmp_path, "tools/custom.py", MAIN.replace("requests.get(", "print(") + CALL)


def test_the_start_of_a_program_is_not(tmp_path: Path) -> None:
    (tmp_path / "jobs.py").write_text("from worker import ask\nfrom app import other\n")
    (tmp_path / "Procfile").write_text("web: python worker.py\n")
    assert not aside(tmp_path, "worker.py", CALL + MAIN)
    assert not aside(tmp_path, "app.py", CALL + MAIN)
    assert not aside(tmp_path, "alone.py", CALL + MAIN)  # nobody imports it: it is the program


def test_a_class_that_stands_in_for_another_is_aside(tmp_path: Path) -> None:
    mock = "class MockAgent(Agent):\n    def ask(self):\n        return requests.get('x')\n"
    assert aside(tmp_path, "agents.py", mock)
    assert not aside(tmp_path, "agents.py", mock.replace("MockAgent", "Agent"))
    assert not aside(tmp_path, "agents.py", mock.replace("requests.get('x')", "1") + "\n\n" + CALL)
