"""GitLab: the jobs of the example, run by a shell in a real repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
GITLAB = ROOT / "examples" / "gitlab" / ".gitlab-ci.yml"

OLD = "from openai import OpenAI\n\nclient = OpenAI()\nprint(client)\n"
NEW = "from anthropic import Anthropic\n\nclient = Anthropic()\nprint(client)\n"


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One commit with an old finding."""
    folder = tmp_path / "repository"
    folder.mkdir()
    _git(folder, "init", "--quiet", "-b", "main")
    (folder / "old.py").write_text(OLD)
    _git(folder, "add", ".")
    _git(folder, "commit", "--quiet", "-m", "old")
    return folder


def _gitlab() -> dict[str, Any]:
    document = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


def _run(lines: list[str], folder: Path, variables: dict[str, str]) -> tuple[int, str]:
    """Lines of a job, as the runner's shell runs them."""
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(lines)],
        cwd=folder,
        env={**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=100,
        check=False,
    )
    return done.returncode, done.stdout


def _job(name: str, folder: Path, **variables: str) -> tuple[int, str]:
    """The exit code of a job and its log; what runs afterwards has to end well."""
    code, log = _run(_gitlab()[name]["script"], folder, variables)
    afterwards = _run(_gitlab()[".prodgate"]["after_script"], folder, variables)
    assert afterwards[0] == 0, afterwards[1]
    return code, log


def _report(folder: Path) -> list[dict[str, Any]]:
    name = _gitlab()[".prodgate"]["artifacts"]["reports"]["codequality"]
    document = json.loads((folder / name).read_text())
    assert isinstance(document, list)
    return document


def test_a_merge_request_fails_for_what_is_new_by_the_policy_of_its_target(
    repository: Path,
) -> None:
    base = _git(repository, "rev-parse", "HEAD")
    (repository / "new.py").write_text(NEW)
    (repository / "prodgate.yaml").write_text("fail-on: never\nignore: [missing-timeout]\n")
    _git(repository, "add", ".")
    _git(repository, "commit", "--quiet", "-m", "new")
    code, log = _job("prodgate:merge-request", repository, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert code == 1, log
    assert "new.py:3:10 warning missing-timeout" in log
    assert "old.py" not in log
    # What did not change is in the report, or GitLab would call it resolved.
    assert {each["location"]["path"] for each in _report(repository)} == {"new.py", "old.py"}


def test_a_merge_request_that_adds_nothing_passes(repository: Path) -> None:
    base = _git(repository, "rev-parse", "HEAD")
    (repository / "old.py").write_text(OLD + "print(2)\n")
    _git(repository, "commit", "--quiet", "--all", "-m", "more")
    code, log = _job("prodgate:merge-request", repository, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert code == 0, log
    before = _report(repository)
    _git(repository, "checkout", "--quiet", base)
    _job("prodgate:default-branch", repository)
    prints = [{each["fingerprint"] for each in report} for report in (before, _report(repository))]
    assert prints[0] == prints[1]


def test_the_default_branch_reports_everything(repository: Path) -> None:
    code, log = _job("prodgate:default-branch", repository)
    assert code == 1
    assert "old.py:3:10 warning missing-timeout" in log
    assert {each["location"]["path"] for each in _report(repository)} == {"old.py"}
