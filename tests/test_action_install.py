"""What the action installs: exactly what its commit names, once, and nothing that a job chooses."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from test_action import tool_cache

from prodgate.github import installing

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
HOOK = ROOT / "hooks" / "github_action.py"


def locked() -> dict[str, list[Requirement]]:
    """The packages of the lock file."""
    found: dict[str, list[Requirement]] = {}
    for line in installing.LOCK.read_text().splitlines():
        if line and not line.startswith((" ", "#")):
            requirement = Requirement(line.removesuffix("\\").strip())
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def test_the_lock_has_every_dependency_in_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    have = locked()
    for text in project["dependencies"]:
        wanted = Requirement(text)
        pins = have.get(canonicalize_name(wanted.name), [])
        assert pins, f"{wanted.name} is not locked; run python3 dev.py lock"
        for pin in pins:
            (version,) = [each.version for each in pin.specifier]
            assert wanted.specifier.contains(version), f"{pin}; run python3 dev.py lock"


def test_every_package_of_the_lock_has_one_version_and_hashes() -> None:
    blocks = re.split(r"\n(?=[a-z])", installing.LOCK.read_text())[1:]
    assert len(blocks) > 40
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==[\w.]+", block), block[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]
    assert "http" not in re.sub(r"\bhttp\w*(?=[-=])|-http\b", "", installing.LOCK.read_text())


def test_the_action_passes_no_input_through_the_text_of_a_script() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert "uses" not in step
        assert step["working-directory"] == "${{ runner.temp }}"
    tokens = [s["id"] for s in action["runs"]["steps"] if "PRODGATE_TOKEN" in s.get("env", {})]
    assert tokens == ["gather", "report"]  # never the one that reads what strangers wrote


def install(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The first step, in a folder of its own."""
    folder.mkdir(exist_ok=True)
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "RUNNER_"))}
    given = {"RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(folder / "output"), **environment}
    command = [sys.executable, "-I", str(HOOK), "install"]
    return subprocess.run(command, cwd=folder, env=keep | given, capture_output=True, text=True)


def test_a_second_run_finds_it_made(tmp_path: Path) -> None:
    tools = tool_cache()
    install(tmp_path / "first", RUNNER_TOOL_CACHE=str(tools))
    before = {path: path.stat().st_mtime_ns for path in tools.glob("prodgate/*/.complete")}
    assert before
    done = install(tmp_path / "second", RUNNER_TOOL_CACHE=str(tools))
    assert (done.returncode, done.stdout) == (0, "")
    python = (tmp_path / "second" / "output").read_text().strip().removeprefix("python=")
    assert Path(python).is_relative_to(tools)
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_its_packages_are_those_of_the_lock(tmp_path: Path) -> None:
    install(tmp_path / "job", RUNNER_TOOL_CACHE=str(tool_cache()))
    python = (tmp_path / "job" / "output").read_text().strip().removeprefix("python=")
    code = (
        "import importlib.metadata as m\n"
        "for d in m.distributions(): print(d.metadata['Name'], d.version)"
    )
    listed = subprocess.check_output([python, "-I", "-c", code], text=True).splitlines()
    have = {canonicalize_name(name): v for name, v in (line.split() for line in listed)}
    environment = default_environment() | {"extra": ""}
    for name, pins in locked().items():
        for pin in pins:
            if pin.marker is None or pin.marker.evaluate(environment):
                assert pin.specifier.contains(have[name], prereleases=True), pin


@pytest.mark.parametrize("tampered", ["hash", "name"])
def test_a_package_that_is_not_the_locked_one_is_refused(tmp_path: Path, tampered: str) -> None:
    action = tmp_path / "action"
    for part in ("hooks", "prodgate"):
        shutil.copytree(ROOT / part, action / part, ignore=shutil.ignore_patterns("__pycache__"))
    block = "uv==0.13.9 \\\n    --hash=sha256:" + "0" * 64 + "\n"
    if tampered == "name":
        block = "no-such-package-of-prodgate==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n" + block
    (action / "hooks" / "github_action.lock").write_text(block)
    job = tmp_path / "job"
    job.mkdir()
    command = [sys.executable, "-I", str(action / "hooks" / "github_action.py"), "install"]
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "RUNNER_"))}
    done = subprocess.run(
        command, cwd=job, env=keep | {"RUNNER_TEMP": str(job)}, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stdout.startswith("::error title=prodgate::the environment of prodgate cannot be")
    assert "Traceback" not in done.stdout + done.stderr
    assert not list(job.glob("prodgate/*/.complete"))


def test_without_a_runner_it_says_so(tmp_path: Path) -> None:
    done = install(tmp_path / "job", RUNNER_TEMP="", RUNNER_TOOL_CACHE="")
    assert done.returncode == 2
    assert "RUNNER_TEMP is not set" in done.stdout


def test_an_old_python_is_named() -> None:
    code = HOOK.read_text().replace("(3, 10)", "(99, 0)")
    done = subprocess.run(
        [sys.executable, "-I", "-", "install"], input=code, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "prodgate needs 3.10" in done.stdout
