"""git, asked about every kind of repository, and made to run nothing by any of them."""

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from prodgate import git

IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def run(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    """A git command of the test itself, not of ours."""
    program = ["git", *IDENTITY, "-c", "protocol.file.allow=always", *arguments]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | (env or {})
    done = subprocess.run(program, cwd=folder, env=clean, capture_output=True, check=True)
    return os.fsdecode(done.stdout).strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Committed: a.py, d/b.py, .gitignore (*.log, .env); untracked: new.py, x.log, .env."""
    root = tmp_path / "repository"
    (root / "d").mkdir(parents=True)
    run(root, "init", "-q", "-b", "main")
    (root / "a.py").write_text("a = 1\n")
    (root / "d" / "b.py").write_text("b = 1\n")
    (root / ".gitignore").write_text("*.log\n.env\n")
    run(root, "add", "-A")
    run(root, "commit", "-q", "-m", "one")
    for name in ("new.py", "x.log", ".env"):
        (root / name).write_text("new\n")
    return root


ALL = [".gitignore", "a.py", "d/b.py", "new.py"]


def listed(root: Path, *paths: str) -> list[str] | None:
    found = git.tracked_and_untracked(root, paths)
    return None if found is None else sorted(found)


# -- what it answers --------------------------------------------------------------------------


def test_lists_tracked_and_new_files_and_no_ignored_ones(repository: Path) -> None:
    assert listed(repository) == ALL
    assert listed(repository, "d") == ["d/b.py"]
    assert listed(repository, "d", "new.py", "nowhere") == ["d/b.py", "new.py"]
    assert listed(repository / "d") == ["b.py"]


@pytest.mark.parametrize(
    "name",
    [
        "a b.py",
        'it\'s "so".py',
        "new\nline.py",
        "-r.py",
        ":(top)x.py",
        "*.py",
        os.fsdecode(b"\xff.py"),
    ],
)
def test_odd_names_are_names(repository: Path, name: str) -> None:
    (repository / "d" / name).write_text("x = 1\n")
    assert f"d/{name}" in (listed(repository) or [])
    run(repository, "--literal-pathspecs", "add", "--", f"d/{name}")
    run(repository, "commit", "-q", "-m", "odd")
    assert listed(repository / "d", name) == [name]
    assert git.is_tracked(repository / "d", name)
    assert not git.is_ignored(repository / "d", name)
    assert git.show(repository, "HEAD", f"d/{name}") == b"x = 1\n"
    assert git.changed_since(repository, "HEAD", [f"d/{name}"]) == []


def test_deleted_files_are_listed_and_unmerged_ones_once(repository: Path) -> None:
    run(repository, "checkout", "-q", "-b", "other")
    (repository / "a.py").write_text("a = 2\n")
    run(repository, "commit", "-q", "-am", "two")
    run(repository, "checkout", "-q", "main")
    (repository / "a.py").write_text("a = 3\n")
    run(repository, "commit", "-q", "-am", "three")
    with pytest.raises(subprocess.CalledProcessError):
        run(repository, "merge", "other")
    (repository / "d" / "b.py").unlink()
    assert listed(repository) == ALL


def test_tells_tracked_from_ignored(repository: Path) -> None:
    assert git.is_tracked(repository, "a.py")
    assert not git.is_tracked(repository, "new.py")
    assert not git.is_tracked(repository, ".env")
    assert git.is_ignored(repository, ".env")
    assert git.is_ignored(repository, "d/y.log")
    assert not git.is_ignored(repository, "a.py")
    assert not git.is_ignored(repository, "new.py")
    run(repository, "add", "-f", ".env")
    assert not git.is_ignored(repository, ".env"), "tracked: the next commit takes it in"
    assert git.tracked(repository, [".env", "new.py"]) == [".env"]


def test_shows_a_file_as_it_was(repository: Path) -> None:
    (repository / "a.py").write_text("a = 2\n")
    run(repository, "commit", "-q", "-am", "two")
    assert git.show(repository, "HEAD~1", "a.py") == b"a = 1\n"
    assert git.show(repository, "main", "a.py") == b"a = 2\n"
    assert git.show(repository / "d", "HEAD", "b.py") == b"b = 1\n"
    for rev, path in [("HEAD", "new.py"), ("nope", "a.py"), ("HEAD", "d"), ("", "a.py")]:
        assert git.show(repository, rev, path) is None
    assert git.show(repository, "--output=pwned", "a.py") is None
    assert git.show(repository, "HEAD", "a\0b") is None
    assert not (repository / "pwned").exists()


def test_says_what_changed_since_a_branch_was_left(repository: Path) -> None:
    run(repository, "checkout", "-q", "-b", "work")
    (repository / "d" / "b.py").write_text("b = 2\n")
    run(repository, "commit", "-q", "-am", "committed")
    (repository / "d" / "c.py").write_text("c = 1\n")
    run(repository, "add", "d/c.py")  # staged
    run(repository, "checkout", "-q", "main")
    (repository / "other.py").write_text("o = 1\n")
    run(repository, "add", "other.py")
    run(repository, "commit", "-q", "-m", "meanwhile")
    run(repository, "checkout", "-q", "work")
    paths = ["a.py", "d/b.py", "d/c.py", "new.py"]
    assert git.changed_since(repository, "main", paths) == ["d/b.py", "d/c.py", "new.py"]
    (repository / "a.py").write_text("a = 9\n")  # not staged
    assert git.changed_since(repository, "main", paths) == paths
    assert git.changed_since(repository / "d", "main", ["b.py"]) == ["b.py"]
    assert git.changed_since(repository / "d", "HEAD", ["b.py"]) == []
    assert git.changed_since(repository, "nope", paths) is None
    assert git.changed_since(repository, "--all", paths) is None


def test_a_change_that_keeps_size_and_time_is_seen(repository: Path) -> None:
    before = (repository / "a.py").stat()
    (repository / "a.py").write_text("a = 2\n")
    os.utime(repository / "a.py", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert git.changed_since(repository, "HEAD", ["a.py", "d/b.py"]) == ["a.py"]


def test_windows_line_ends_of_a_checkout_are_no_change(repository: Path) -> None:
    (repository / "a.py").write_bytes(b"a = 1\r\n")
    assert git.changed_since(repository, "HEAD", ["a.py"]) == []


def test_the_name_of_a_blob_is_the_one_git_gives(repository: Path) -> None:
    name = run(repository, "hash-object", "a.py")
    assert name == hashlib.sha1(b"blob 6\0a = 1\n").hexdigest()


# -- kinds of repository ----------------------------------------------------------------------


def test_outside_of_a_repository_it_answers_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    assert git.top_level(tmp_path) is None
    assert git.tracked_and_untracked(tmp_path) is None
    assert not git.is_ignored(tmp_path, "a.py")
    assert not git.is_tracked(tmp_path, "a.py")
    assert git.show(tmp_path, "HEAD", "a.py") is None
    assert git.changed_since(tmp_path, "HEAD", ["a.py"]) is None
    assert git.top_level(tmp_path / "nowhere") is None


def test_without_git_it_answers_nothing(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = repository / "git"
    fake.write_text("#!/bin/sh\n: > pwned\n")
    fake.chmod(0o755)
    monkeypatch.chdir(repository)
    for path in ("", ".", os.pathsep, "d", "/nowhere"):
        monkeypatch.setenv("PATH", path)
        assert git.top_level(repository) is None
        assert git.tracked_and_untracked(repository) is None
        assert not git.is_ignored(repository, ".env")
    assert not (repository / "pwned").exists(), "git was taken from the scanned folder"


def test_a_bare_repository_has_no_files(tmp_path: Path, repository: Path) -> None:
    run(tmp_path, "clone", "-q", "--bare", str(repository), "bare")
    bare = tmp_path / "bare"
    assert git.top_level(bare) is None
    assert git.tracked_and_untracked(bare) is None
    assert git.show(bare, "main", "a.py") in (None, b"a = 1\n")


def test_a_shallow_clone_lists_and_does_not_know_its_past(tmp_path: Path, repository: Path) -> None:
    (repository / "a.py").write_text("a = 2\n")
    run(repository, "commit", "-q", "-am", "two")
    run(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    assert listed(tmp_path / "shallow") == ALL[:-1]
    assert git.changed_since(tmp_path / "shallow", "HEAD~1", ["a.py"]) is None
    assert git.changed_since(tmp_path / "shallow", "HEAD", ["a.py"]) == []


def test_an_unborn_head_lists_and_has_no_past(tmp_path: Path) -> None:
    run(tmp_path, "init", "-q")
    for name in ("a.py", "b.py"):
        (tmp_path / name).touch()
    run(tmp_path, "add", "a.py")
    assert git.top_level(tmp_path) == tmp_path.resolve()
    assert listed(tmp_path) == ["a.py", "b.py"]
    assert git.is_tracked(tmp_path, "a.py")
    assert git.show(tmp_path, "HEAD", "a.py") is None
    assert git.changed_since(tmp_path, "HEAD", ["a.py"]) is None


def test_a_submodule_is_one_entry_and_a_repository_itself(tmp_path: Path, repository: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    run(outer, "init", "-q")
    run(outer, "submodule", "--quiet", "add", str(repository), "sub")
    assert listed(outer) == [".gitmodules", "sub"]
    assert listed(outer / "sub") == ALL[:-1]
    assert git.top_level(outer / "sub" / "d") == (outer / "sub").resolve()


def test_a_second_worktree_is_a_repository(tmp_path: Path, repository: Path) -> None:
    run(repository, "worktree", "add", "-q", str(tmp_path / "second"), "-b", "second")
    assert listed(tmp_path / "second") == ALL[:-1]
    assert git.top_level(tmp_path / "second") == (tmp_path / "second").resolve()
    assert git.show(tmp_path / "second", "main", "a.py") == b"a = 1\n"


def test_a_top_folder_whose_name_ends_in_a_newline(tmp_path: Path) -> None:
    root = tmp_path / "odd\n"
    root.mkdir()
    run(root, "init", "-q")
    assert git.top_level(root) == root.resolve()


HOOK = """#!{python}
import sys
sys.path.insert(0, {ours!r})
from pathlib import Path
from prodgate import git
other = Path({other!r})
print(sorted(git.tracked_and_untracked(Path("."))), sorted(git.tracked_and_untracked(other)),
      git.top_level(other) == other, git.is_tracked(Path("."), "new.py"), file=sys.stderr)
"""


@pytest.mark.parametrize("how", [("-a",), ("--only", "a.py"), ()])
def test_inside_a_hook_it_looks_at_the_folder_it_is_asked_about(
    tmp_path: Path, repository: Path, how: tuple[str, ...]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    run(other, "init", "-q")
    (other / "o.py").touch()
    hook = repository / ".git" / "hooks" / "pre-commit"
    ours = str(Path(git.__file__).parents[1])
    hook.write_text(HOOK.format(python=sys.executable, ours=ours, other=os.path.realpath(other)))
    hook.chmod(0o755)
    (repository / "a.py").write_text("a = 5\n")
    run(repository, "add", "new.py")
    done = subprocess.run(
        ["git", *IDENTITY, "commit", "-q", "-m", "two", *how],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.strip() == f"{ALL} ['o.py'] True True"


def test_what_the_environment_says_about_another_repository_is_not_believed(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    run(other, "init", "-q")
    for name, value in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / "index"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.bare",
        "GIT_CONFIG_VALUE_0": "true",
        "GIT_EXTERNAL_DIFF": "touch pwned",
        "GIT_CEILING_DIRECTORIES": str(repository),
    }.items():
        monkeypatch.setenv(name, value)
    assert listed(repository) == ALL
    assert listed(repository / "d") == ["b.py"]


# -- hostile ----------------------------------------------------------------------------------

HOSTILE = """
[core]
    fsmonitor = {evil}
    hooksPath = {hooks}
    sshCommand = {evil}
    gitProxy = {evil}
    pager = {evil}
    editor = {evil}
    askPass = {evil}
    alternateRefsCommand = {evil}
    untrackedCache = true
    attributesFile = {attributes}
[pager]
    ls-files = {evil}
    cat-file = {evil}
    rev-parse = {evil}
[alias]
    ls-files = !{evil}
    rev-parse = !{evil}
    check-ignore = !{evil}
    cat-file = !{evil}
[diff]
    external = {evil}
[diff "evil"]
    command = {evil}
    textconv = {evil}
[merge "evil"]
    driver = {evil}
[filter "evil"]
    clean = {evil}
    smudge = {evil}
    process = {evil}
    required = true
[filter "a=b"]
    clean = {evil}
[credential]
    helper = !{evil}
[gpg]
    program = {evil}
[log]
    showSignature = true
[submodule]
    recurse = true
[submodule "x"]
    update = !{evil}
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[protocol "file"]
    allow = always
[uploadpack]
    packObjectsHook = {evil}
"""


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """A command that leaves a trace."""
    program = tmp_path / "evil"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {tmp_path}/pwned\nexit 1\n')
    program.chmod(0o755)
    return program


def test_a_hostile_configuration_runs_nothing(repository: Path, evil: Path) -> None:
    commit = run(repository, "rev-parse", "HEAD")
    for name in ("a.py", "new.py"):
        (repository / name).write_text("z = 1\n")  # the same size: only content tells
    attributes = "* filter=evil diff=evil merge=evil text=auto\nd/* filter=a=b\n"
    for place in (".gitattributes", ".git/info/attributes", "attributes"):
        (repository / place).write_text(attributes)
    hooks = repository / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction"):
        (hooks / hook).write_text(f"#!/bin/sh\n{evil} {hook}\n")
        (hooks / hook).chmod(0o755)
    with (repository / ".git" / "config").open("a") as file:
        settings = {"evil": evil, "hooks": hooks, "attributes": repository / "attributes"}
        file.write(HOSTILE.format(**settings))
    os.utime(repository / ".git" / "index", (0, 0))  # every entry is to be compared again

    assert "a.py" in (listed(repository) or [])
    assert git.is_tracked(repository, "a.py")
    assert git.is_ignored(repository, ".env")
    assert git.show(repository, commit, "a.py") == b"a = 1\n"
    assert git.show(repository, commit, "d/b.py") == b"b = 1\n"
    assert git.changed_since(repository, commit, ["a.py"]) == ["a.py"]
    assert git.top_level(repository) == repository.resolve()
    assert not (evil.parent / "pwned").exists(), (evil.parent / "pwned").read_text()

    # The test can fail: git as people use it does run these.
    subprocess.run(["git", "status"], cwd=repository, capture_output=True, check=False)
    assert (evil.parent / "pwned").exists()


LAZY = """
[protocol "ext"]
    allow = always
[protocol "file"]
    allow = always
[extensions]
    partialClone = origin
[remote "origin"]
    promisor = true
    url = {url}
    uploadpack = {evil}
"""


@pytest.mark.parametrize("url", ["ext::{evil}", "file://{root}/.git", "{root}/.git"])
def test_a_missing_object_is_not_fetched_by_a_hostile_remote(
    repository: Path, evil: Path, url: str
) -> None:
    blob = run(repository, "rev-parse", "HEAD:d/b.py")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with (repository / ".git" / "config").open("a") as file:
        file.write(LAZY.format(url=url.format(evil=evil, root=repository), evil=evil))
    assert git.show(repository, "HEAD", "d/b.py") is None
    assert git.show(repository, "HEAD", "a.py") == b"a = 1\n"
    assert git.changed_since(repository, "HEAD", ["a.py", "d/b.py"]) == []
    assert not (evil.parent / "pwned").exists(), (evil.parent / "pwned").read_text()

    subprocess.run(
        ["git", "cat-file", "blob", blob], cwd=repository, capture_output=True, timeout=20
    )
    assert (evil.parent / "pwned").exists(), "plain git does run it"


@pytest.mark.parametrize("place", ["/", "..", "d", "/nowhere"])
def test_a_work_tree_elsewhere_is_not_believed(repository: Path, place: str) -> None:
    with (repository / ".git" / "config").open("a") as file:
        file.write(f"[core]\n\tworktree = {place if place[0] == '/' else '../' + place}\n")
    top = git.top_level(repository)
    assert top is None or repository.resolve().is_relative_to(top)
    for path in git.tracked_and_untracked(repository) or []:
        assert not path.startswith(("/", ".."))


@pytest.mark.parametrize("broken", ["[core\n", "[core]\nrepositoryformatversion = 99\n"])
def test_a_broken_configuration_is_no_answer(repository: Path, broken: str) -> None:
    (repository / ".git" / "config").write_text(broken)
    assert git.tracked_and_untracked(repository) is None
    assert git.show(repository, "HEAD", "a.py") is None


def test_a_broken_index_is_no_answer(repository: Path) -> None:
    (repository / ".git" / "index").write_bytes(b"DIRC rubbish")
    assert git.tracked_and_untracked(repository) is None
    assert not git.is_tracked(repository, "a.py")


def test_git_that_hangs_is_no_answer(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exclude = repository / ".git" / "info" / "exclude"
    exclude.unlink()
    os.mkfifo(exclude)  # git waits for somebody to write into it
    monkeypatch.setattr(git, "TIMEOUT", 0.5)
    assert git.tracked_and_untracked(repository) is None


def test_nothing_is_written_into_the_repository(repository: Path) -> None:
    def state() -> list[tuple[str, int]]:
        paths = sorted((repository / ".git").rglob("*"))
        return [(str(p), p.stat().st_mtime_ns) for p in paths if stat.S_ISREG(p.stat().st_mode)]

    os.utime(repository / "a.py")
    before = state()
    git.tracked_and_untracked(repository)
    git.changed_since(repository, "HEAD", ["a.py"])
    git.is_ignored(repository, ".env")
    assert state() == before
