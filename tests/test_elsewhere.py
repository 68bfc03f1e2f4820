"""The same engine where it is not GitHub's: prek, a container (GitLab: test_elsewhere_gitlab.py).

The files that people copy are run as they are written, as far as any machine can;
tests/proofs/test_published.py has the rest.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from prodgate import __version__

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent
GITLAB = ROOT / "examples" / "gitlab" / ".gitlab-ci.yml"
CONTAINER = ROOT / "examples" / "container" / "Containerfile"
PREK = ROOT / "examples" / "prek" / "prek.toml"

OLD = "from openai import OpenAI\n\nclient = OpenAI()\nprint(client)\n"


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


# -- the container -----------------------------------------------------------------------------


def test_the_container_is_pinned_and_runs_as_nobody_in_particular() -> None:
    text = CONTAINER.read_text(encoding="utf-8")
    assert re.search(r"^FROM \S+@sha256:[0-9a-f]{64}$", text, re.MULTILINE)
    assert re.search(r"^USER [1-9]\d*$", text, re.MULTILINE)
    assert "safe.directory /src" in text
    for word in ("--network none", "--read-only", "--cap-drop ALL", '-v "$PWD:/src:ro"'):
        assert word in text


def test_a_tree_of_another_user_that_nobody_may_write_to_is_checked(
    repository: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    config = tmp_path / "gitconfig"
    config.write_text(f'[safe]\n\tdirectory = "{repository}"\n')
    for path in [*repository.rglob("*"), repository]:
        if os.geteuid() == 0:
            os.chown(path, 12345, 12345)
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {path: path.stat().st_mtime_ns for path in repository.rglob("*")}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "prodgate", "check", "--format", "json"],
            cwd=repository,
            env={
                **os.environ,
                "GIT_CONFIG_SYSTEM": str(config),
                "GIT_CONFIG_GLOBAL": str(config),
                "HOME": str(home),
                "XDG_CACHE_HOME": str(home / "cache"),
            },
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        assert {path: path.stat().st_mtime_ns for path in repository.rglob("*")} == before
    finally:
        for path in [repository, *repository.rglob("*")]:
            path.chmod(0o755)
    report = json.loads(done.stdout)
    assert {each["path"] for each in report["findings"]} == {"old.py"}
    assert report["not_checked"] == []


# -- prek --------------------------------------------------------------------------------------


def test_the_hooks_of_the_prek_example_are_in_the_manifest() -> None:
    text = PREK.read_text(encoding="utf-8")
    named = re.findall(r'id = "([\w-]+)"', text)
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert set(named) == {hook["id"] for hook in manifest}
    (entry,) = tomllib.loads(text)["repos"]
    assert entry["hooks"] == [{"id": "prodgate"}]


def test_every_example_names_this_version() -> None:
    assert f'rev = "v{__version__}"' in PREK.read_text(encoding="utf-8")
    assert f"prodgate=={__version__}" in GITLAB.read_text(encoding="utf-8")
    assert f"ARG VERSION={__version__}" in CONTAINER.read_text(encoding="utf-8")


def test_the_gitlab_job_has_the_history_and_keeps_the_report_of_a_failed_run() -> None:
    job = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))[".prodgate"]
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert job["artifacts"]["when"] == "always"


# -- pages -------------------------------------------------------------------------------------


def test_every_test_that_the_threat_model_names_is_there() -> None:
    page = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    assert len(named) > 20
    assert named - set(re.findall(r"^def (test_\w+)", tests, re.MULTILINE)) == set()


def _table(page: str, title: str) -> set[str]:
    """The code words in the first column of the table under a title."""
    rows = page.partition(f"\n## {title}\n")[2].partition("\n## ")[0].splitlines()
    return {
        name
        for row in rows
        if row.startswith("| `")
        for name in re.findall(r"`([\w-]+)`", row.split("|")[1])
    }


@pytest.mark.parametrize("kind", ["inputs", "outputs"])
def test_the_page_names_every_input_and_output_of_the_action(kind: str) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "github.md").read_text(encoding="utf-8")
    assert _table(page, kind.capitalize()) == set(action[kind])


def test_the_page_shows_the_workflow_that_init_writes() -> None:
    page = (ROOT / "docs" / "github.md").read_text(encoding="utf-8")
    text = (ROOT / "examples" / "github" / "prodgate.yml").read_text(encoding="utf-8")
    shown = page.partition("```yaml\n")[2].partition("```")[0]
    assert text.endswith(shown)


def test_the_page_shows_the_jobs_of_the_gitlab_example() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    shown = [block.partition("```")[0] for block in page.split("```yaml\n")[1:]]
    assert any(block in GITLAB.read_text(encoding="utf-8") for block in shown)
