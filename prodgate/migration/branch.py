"""The branch that a migration makes: commits of finished steps, made without the work tree.

Plumbing only: no hook runs, no filter, nothing is checked out, and the index of the user is not
touched. A commit is there whole or not at all, because one reference moves at the end.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from prodgate import git
from prodgate.scratch import Scratch

_PASSED_ON = ("GIT_AUTHOR_", "GIT_COMMITTER_")  # who commits; git.py drops the rest of GIT_*
_HEADS = "refs/heads/"


class BranchError(Exception):
    """Why no commit can be made; one sentence with what to do."""


def head(root: Path) -> str | None:
    """The commit that is checked out."""
    answer = git.ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return answer.decode().strip() if answer else None


def current(root: Path) -> str | None:
    """The short name of the branch that is checked out; None on a detached head."""
    answer = git.ask(root, "symbolic-ref", "--quiet", "--short", "HEAD")
    return os.fsdecode(answer).strip() if answer else None


def tip(root: Path, branch: str) -> str | None:
    """The commit of a branch; None where there is no such branch."""
    answer = git.ask(root, "rev-parse", "--verify", "--quiet", f"{_HEADS}{branch}^{{commit}}")
    return answer.decode().strip() if answer else None


def check_name(root: Path, branch: str) -> None:
    """Raises BranchError for a name that git would not take."""
    if branch.startswith("-") or git.ask(root, "check-ref-format", "--branch", branch) is None:
        raise BranchError(f"{branch!r} is no name for a branch")
    for above in Path(branch).parents:
        if above.name and tip(root, above.as_posix()):
            raise BranchError(
                f"a branch {above.as_posix()} is there, so none can be called {branch}; "
                "give another with --branch"
            )


def check_identity(root: Path) -> None:
    """Raises BranchError where git does not know who commits."""
    for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if git.ask(root, "var", name, also=_identity()) is None:
            raise BranchError(
                "git does not know who commits; set user.name and user.email with `git config`"
            )


def changed(root: Path, commit: str) -> str | None:
    """A file that is not as the commit has it, in the index or in the work tree; None: clean.

    Files that git does not track do not count: no step sees them.
    """
    staged = git.ask(root, "diff-index", "--cached", "--name-only", "-z", commit, "--")
    if staged is None:
        return "the index"
    if staged:
        return os.fsdecode(staged.split(b"\0")[0])
    # git may take line ends or a large file that is kept elsewhere for a change.
    differing = git.changed_since(root, commit, git.modified(root) or ())
    return next(iter(differing or ()), None)


def commit(root: Path, scratch: Scratch, paths: Iterable[str], parent: str, message: str) -> str:
    """A commit on top of ``parent`` in which ``paths`` are as in the copy; no branch moves yet."""
    modes = _modes(root, parent)
    entries = [
        f"{modes.get(path, '100644')} {blob}\t".encode() + os.fsencode(path) + b"\0"
        for path, blob in _blobs(root, scratch, list(paths))
    ]
    with tempfile.TemporaryDirectory(prefix="prodgate-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        _asked(root, "read-tree", parent, also=index)
        _asked(root, "update-index", "-z", "--index-info", data=b"".join(entries), also=index)
        tree = _asked(root, "write-tree", also=index)
    return _asked(
        root, "commit-tree", tree, "-p", parent, "-F", "-", data=message.encode(), also=_identity()
    )


def move(root: Path, branch: str, new: str, old: str | None) -> None:
    """Let a branch name another commit, if it still is where it was left (None: not there)."""
    was = old or "0" * len(new)
    if git.ask(root, "update-ref", f"{_HEADS}{branch}", new, was) is None:
        raise BranchError(
            f"the branch {branch} was changed by somebody else, or cannot be written; "
            "nothing was moved"
        )


def _blobs(root: Path, scratch: Scratch, paths: list[str]) -> Iterable[tuple[str, str]]:
    """Stores the files; git reads one name a line, so names with a line end go one by one."""
    plain = [path for path in paths if "\n" not in path and not path.endswith("\r")]
    names = b"".join(os.fsencode(scratch.root / path) + b"\n" for path in plain)
    blobs = _asked(root, "hash-object", "-w", "--no-filters", "--stdin-paths", data=names)
    yield from zip(plain, blobs.split(), strict=True)
    for path in set(paths) - set(plain):
        data = (scratch.root / path).read_bytes()
        yield path, _asked(root, "hash-object", "-w", "--stdin", data=data)


def _modes(root: Path, commit: str) -> dict[str, str]:
    listing = git.ask(root, "ls-tree", "-r", "-z", "--full-tree", commit) or b""
    modes = {}
    for entry in filter(None, listing.split(b"\0")):
        about, _, path = entry.partition(b"\t")
        modes[os.fsdecode(path)] = about.split()[0].decode()
    return modes


def _identity() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k.startswith(_PASSED_ON)}


def _asked(
    root: Path, *arguments: str, data: bytes = b"", also: dict[str, str] | None = None
) -> str:
    answer = git.ask(root, *arguments, data=data, also=also)
    if answer is None:
        raise BranchError(
            f"git could not write the commit (`git {arguments[0]}`); is the disk full, or the "
            "repository read-only?"
        )
    return answer.decode().strip()
