"""``prodgate init`` on GitHub: the workflow it writes, and the commit that it pins."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from prodgate import __version__, release
from prodgate.github import workflow
from prodgate.release import Pin

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "github" / "prodgate.yml"
COMMIT = "5e1ec7ed" * 5
PATH = ".github/workflows/prodgate.yml"


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    _git(folder, "init", "--quiet", "-b", "main")
    return folder


def _init(folder: Path, *arguments: str, package: Path = ROOT) -> tuple[int, str]:
    # -P would do, but Python 3.10 lacks it: the package is put first on the path by hand.
    start = f"import sys; sys.path.insert(0, {str(package)!r}); sys.argv[0] = 'prodgate'; "
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            start + "from prodgate.__main__ import main; main()",
            "init",
            *arguments,
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def _written(folder: Path) -> dict[Any, Any]:
    document = yaml.safe_load((folder / PATH).read_text())
    assert isinstance(document, dict)
    return document


# -- when it is written ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "git@github.com:acme/app.git",
        "https://github.com/acme/app",
        "https://someone@GitHub.com/acme/app.git",
        "ssh://git@github.com/acme/app",
    ],
)
def test_a_repository_with_a_remote_on_github_gets_the_workflow(repository: Path, url: str) -> None:
    _git(repository, "remote", "add", "upstream", url)
    code, said = _init(repository)
    assert code == 0
    assert f"wrote {PATH}: " in said
    assert _written(repository)["permissions"] == {}


def test_a_repository_with_githubs_folder_gets_the_workflow(repository: Path) -> None:
    (repository / ".github").mkdir()
    _init(repository)
    assert (repository / PATH).is_file()


@pytest.mark.parametrize(
    "url",
    [
        None,
        "git@gitlab.com:acme/app.git",
        "https://github.com.example.org/acme/app",
        "https://example.org/github.com/app",
        "/srv/github.com/app",
    ],
)
def test_nobody_else_gets_it(repository: Path, url: str | None) -> None:
    if url:
        _git(repository, "remote", "add", "origin", url)
    code, said = _init(repository)
    assert code == 0
    assert not (repository / ".github").exists()
    assert "workflow" not in said


def test_an_option_says_yes_or_no(repository: Path) -> None:
    (repository / ".github").mkdir()
    _init(repository, "--no-github")
    assert not (repository / PATH).exists()
    shutil.rmtree(repository / ".github")
    _init(repository, "--github")
    assert (repository / PATH).is_file()


def test_a_folder_that_is_no_repository_gets_it_when_asked(tmp_path: Path) -> None:
    assert _init(tmp_path)[0] == 0
    assert not (tmp_path / PATH).exists()
    assert _init(tmp_path, "--github")[0] == 0
    assert _written(tmp_path)[True]["push"] == {"branches": ["main"]}


# -- what is there stays -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("prodgate.yml", "name: ours\n"),
        ("prodgate.yaml", ""),
        ("ci.yml", "jobs:\n  a:\n    steps:\n      - uses: prodgate/prodgate@v0\n"),
    ],
)
def test_a_workflow_that_is_there_is_left_as_it_is(repository: Path, name: str, text: str) -> None:
    folder = repository / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / name).write_text(text)
    (folder / "a-folder.yml").mkdir()
    code, said = _init(repository)
    assert code == 0
    assert f".github/workflows/{name} is there already" in said
    assert (folder / name).read_text() == text
    assert sorted(path.name for path in folder.iterdir()) == sorted(["a-folder.yml", name])


def test_twice_changes_nothing(repository: Path) -> None:
    _init(repository, "--github")
    before = (repository / PATH).read_bytes()
    code, said = _init(repository, "--github")
    assert (code, (repository / PATH).read_bytes()) == (0, before)
    assert "is there already" in said


@pytest.mark.parametrize("place", [".github", ".github/workflows"])
def test_nothing_is_written_through_a_link(repository: Path, tmp_path: Path, place: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    link = repository / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside)
    code, said = _init(repository, "--github")
    assert code == 2
    assert f"{PATH} was not written" in said
    assert list(outside.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_said(repository: Path) -> None:
    (repository / ".github").write_text("")
    code, said = _init(repository, "--github")
    assert code == 2
    assert f"{PATH} was not written" in said


# -- the branch --------------------------------------------------------------------------------


def test_the_branch_is_the_one_that_the_remote_calls_its_own(repository: Path) -> None:
    _git(repository, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/release/2.x")
    _git(repository, "symbolic-ref", "HEAD", "refs/heads/main")
    _init(repository, "--github")
    assert _written(repository)[True]["push"] == {"branches": ["release/2.x"]}


@pytest.mark.parametrize(
    ("here", "written"), [("master", "master"), ("feature/x", "main"), ("trunk", "trunk")]
)
def test_without_a_remote_it_is_a_usual_name(repository: Path, here: str, written: str) -> None:
    _git(repository, "symbolic-ref", "HEAD", f"refs/heads/{here}")
    _init(repository, "--github")
    assert _written(repository)[True]["push"] == {"branches": [written]}


@pytest.mark.parametrize("name", ['x"]}', "a'b", "${{github.token}}", "été", "-x"])
def test_a_name_that_could_say_more_does_not_get_in(repository: Path, name: str) -> None:
    head = repository / ".git" / "refs" / "remotes" / "origin"
    head.mkdir(parents=True)
    (head / "HEAD").write_text(f"ref: refs/remotes/origin/{name}\n")
    assert workflow.default_branch(repository) == "main"


# -- the commit --------------------------------------------------------------------------------


def test_the_example_is_what_init_writes() -> None:
    text = EXAMPLE.read_text()
    (use,) = re.findall(r"uses: prodgate/prodgate@(\S+) # (\S+)", text)
    assert text == workflow.text(Pin(*use))


def test_a_release_knows_its_commit(repository: Path, tmp_path: Path) -> None:
    package = tmp_path / "installed"
    shutil.copytree(ROOT / "prodgate", package / "prodgate")
    stamp = {"version": __version__, "commit": COMMIT}
    (package / "prodgate" / "release.json").write_text(json.dumps(stamp))
    code, said = _init(repository, "--github", package=package)
    assert code == 0
    assert "ls-remote" not in said
    assert f"uses: prodgate/prodgate@{COMMIT} # v{__version__}\n" in (repository / PATH).read_text()


def test_without_a_commit_it_is_the_tag_and_one_sentence_says_how_to_pin(repository: Path) -> None:
    if release.pin().fixed:
        pytest.fail("these tests run on a checkout, which knows no commit of its own")
    _, said = _init(repository, "--github")
    assert f"uses: prodgate/prodgate@v{__version__}\n" in (repository / PATH).read_text()
    (line,) = [line for line in said.splitlines() if "ls-remote" in line]
    assert f"v{__version__}^{{}}" in line


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        json.dumps({"version": "9.9.9", "commit": COMMIT}),
        json.dumps({"version": __version__, "commit": "main"}),
        json.dumps({"version": __version__, "commit": COMMIT.upper()}),
        json.dumps({"version": __version__, "commit": 7}),
    ],
)
def test_a_stamp_that_is_not_of_this_version_counts_for_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "release.json").write_text(text)
    assert release._stamped(tmp_path / "release.json") is None


def _record(url: str = "https://github.com/prodgate/prodgate", **information: object) -> str:
    return json.dumps({"url": url, "vcs_info": {"vcs": "git", **information}})


def test_what_pip_wrote_down_of_our_repository_is_the_commit() -> None:
    record = _record(commit_id=COMMIT, requested_revision=f"v{__version__}")
    assert release._installed(record) == Pin(COMMIT, f"v{__version__}")
    ssh = _record("ssh://git@github.com/prodgate/prodgate.git", commit_id=COMMIT)
    assert release._installed(ssh) == Pin(COMMIT, "no release")


@pytest.mark.parametrize(
    "record",
    [
        "",
        "[]",
        json.dumps({"url": "file:///src/prodgate", "dir_info": {"editable": True}}),
        _record("https://github.com/someone/prodgate", commit_id=COMMIT),
        _record("https://github.com.example.org/prodgate/prodgate", commit_id=COMMIT),
        _record("file:///srv/github.com/prodgate/prodgate", commit_id=COMMIT),
        _record(commit_id="main"),
        _record(),
    ],
)
def test_a_commit_of_anything_else_is_none_of_ours(record: str) -> None:
    assert release._installed(record) is None
