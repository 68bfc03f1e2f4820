"""The one place that starts git, so that no scanned repository can make it run something.

A repository's own configuration names commands (fsmonitor, filters, text conversion, hooks, ssh,
upload-pack, aliases). Only plumbing that needs none of them is used: nothing here compares the work
tree with the index, which would run clean filters, and only ``fetch`` speaks to a server, in a
repository of our own. What can be switched off is switched off as well. System and user
configuration are left on: they are the user's own, and ``safe.directory`` stands there.

Every function answers None (or False) where git is missing, refuses, or does not answer in time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from prodgate.findings import NotChecked
from prodgate.source import load

TIMEOUT = 60  # seconds; a listing of a million files takes a few

_OFF = (
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "core.untrackedCache=false",
    "core.attributesFile=/dev/null",
    "core.sshCommand=false",
    "core.askPass=false",
    "core.pager=cat",
    "credential.helper=",
    "diff.external=",
    "protocol.allow=never",
    "submodule.recurse=false",
)
_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    *(word for setting in _OFF for word in ("-c", setting)),
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # unlike protocol.allow, beats protocol.<name>.allow
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


def top_level(path: Path) -> Path | None:
    """The top folder of the work tree that holds a folder; None outside of one or in a bare one."""
    answer = _git(path, "rev-parse", "--show-toplevel")
    if answer is None:
        return None
    top = Path(os.path.realpath(os.fsdecode(answer.removesuffix(b"\n"))))
    # core.worktree can name any folder; believe it only where it holds the one asked about.
    return top if Path(os.path.realpath(path)).is_relative_to(top) else None


def tracked_and_untracked(root: Path, paths: Sequence[str] = ()) -> list[str] | None:
    """What git lists below ``root`` (below ``paths``, if any): tracked or not yet, not ignored.

    Relative to ``root``. A repository inside is one entry, ending in "/" when it is not a
    submodule. Tracked files that were deleted are still listed.
    """
    if top_level(root) is None:
        return None
    return _list(root, "--cached", "--others", "--exclude-standard", "--", *paths)


def tracked(root: Path, paths: Sequence[str] = ()) -> list[str] | None:
    """What git tracks below ``root`` (of ``paths``, if any)."""
    if top_level(root) is None:
        return None
    return _list(root, "--cached", "--", *paths)


def is_tracked(root: Path, path: str) -> bool:
    """Whether git is known to track a file."""
    return path in (tracked(root, [path]) or [])


def is_ignored(root: Path, path: str) -> bool:
    """Whether git is known to ignore a path, so that no ``git add .`` takes it in."""
    # check-ignore refuses --literal-pathspecs; "./" takes the magic from a leading ":".
    return top_level(root) is not None and bool(_git(root, "check-ignore", "--", f"./{path}"))


def modified(root: Path) -> list[str] | None:
    """Tracked files whose work tree is not as the index has it, gone ones included.

    No filter runs: one that stores another form (large files elsewhere) shows as modified when
    git has to look at the content.
    """
    if top_level(root) is None:
        return None
    listing = _git(root, "config", "--null", "--name-only", "--get-regexp", r"^filter\.") or b""
    names = {os.fsdecode(key).rpartition(".")[0] for key in filter(None, listing.split(b"\0"))}
    off = [
        f"{name}.{key}"
        for name in sorted(names)
        for key in ("clean=", "smudge=", "process=", "required=false")
    ]
    words = [word for setting in off for word in ("-c", setting)]
    answer = _git(root, *words, "ls-files", "-z", "--modified")
    return None if answer is None else os.fsdecode(answer).split("\0")[:-1]


def show(root: Path, rev: str, path: str) -> bytes | None:
    """A file as it was in a commit; None if there is no such commit or file."""
    commit = _commit(root, rev)
    return commit and _git(root, "cat-file", "blob", f"{commit.decode()}:./{path}")


def changed_since(root: Path, ref: str, paths: Iterable[str]) -> list[str] | None:
    """Those of ``paths`` whose content is not that of the commit where HEAD left ``ref``.

    None when the commit is not known (a typing error, a shallow clone): then everything counts.
    Untracked files are changed; so is what cannot be read, and what a filter stores differently.
    """
    left = base(root, ref)
    if left is None:
        return None
    listing = _git(root, "ls-tree", "-r", "-z", "--full-name", left, "--", ".")
    if listing is None:
        return None
    prefix = _git(root, "rev-parse", "--show-prefix")
    before = _blobs(listing, b"" if prefix is None else prefix.removesuffix(b"\n"))
    return [path for path in paths if not _is_blob(before.get(path), load(root, path))]


def commit(root: Path, ref: str) -> str | None:
    """The commit that a name stands for; None when it is not known here."""
    found = _commit(root, ref) if top_level(root) is not None else None
    return found.decode() if found else None


def base(root: Path, ref: str) -> str | None:
    """The commit where HEAD left ``ref``; None when ``ref`` is not known here."""
    named = commit(root, ref)
    if named is None:
        return None
    answer = _git(root, "merge-base", named, "HEAD")
    # No common ancestor in sight (shallow clone): the commit itself, which differs in more files.
    return named if answer is None else answer.strip().decode()


def _blobs(listing: bytes, prefix: bytes) -> dict[str, str]:
    """Path below the prefix to blob, of ``ls-tree -z``: "mode type object<TAB>path"."""
    blobs = {}
    for entry in filter(None, listing.split(b"\0")):
        about, _, path = entry.partition(b"\t")
        blobs[os.fsdecode(path.removeprefix(prefix))] = about.split()[2].decode()
    return blobs


def _is_blob(blob: str | None, data: bytes | NotChecked) -> bool:
    if blob is None or isinstance(data, NotChecked):
        return False
    # With core.autocrlf the work tree has other line ends than the blob.
    return blob in (_hash(data, len(blob)), _hash(data.replace(b"\r\n", b"\n"), len(blob)))


def _hash(data: bytes, length: int) -> str:
    """git's name of a blob; 40 digits are SHA-1, 64 SHA-256."""
    import hashlib

    content = b"blob %d\0" % len(data) + data
    if length == 64:
        return hashlib.sha256(content).hexdigest()
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def _commit(root: Path, rev: str) -> bytes | None:
    if not rev or rev.startswith("-"):  # never an option
        return None
    answer = _git(root, "rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}")
    return answer and answer.strip()


def _list(root: Path, *arguments: str) -> list[str] | None:
    answer = _git(root, "--literal-pathspecs", "ls-files", "-z", *arguments)
    if answer is None:
        return None
    # Unmerged files are listed once for each side.
    return list(dict.fromkeys(filter(None, os.fsdecode(answer).split("\0"))))


def ask(
    root: Path, *arguments: str, data: bytes = b"", also: Mapping[str, str] | None = None
) -> bytes | None:
    """What a plumbing command prints, None unless it ends well.

    ``data`` is its standard input. ``also``: environment on top of the one that every call has.
    """
    return _git(root, *arguments, data=data, also=also)


def fetch(
    root: Path, url: str, wanted: Sequence[str], also: Mapping[str, str], *, seconds: int
) -> str | None:
    """Fetch commits (or refspecs) without their history; None when done, else a clause.

    ``root`` is a repository of our own: one that others configured could send the fetch elsewhere.
    Redirects are not followed: what ``also`` holds for the server is for nobody else.
    """
    import subprocess

    program = _program()
    if program is None or not url.startswith(("https://", "http://")):
        return "git is missing" if program is None else "not an address of a server"
    options = [*_OPTIONS, "-c", "http.followRedirects=false", "-c", "gc.auto=0"]
    # What a borrowed shallow checkout has is not all that its branches stand for.
    options += ["-c", "core.alternateRefsPrefixes=refs/none/"]
    options += ["-c", "protocol.https.allow=always", "-c", "protocol.http.allow=always"]
    arguments = ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head", "--force"]
    environment = _environment() | {"GIT_ALLOW_PROTOCOL": "http:https"} | dict(also)
    try:
        done = subprocess.run(
            [program, *options, *arguments, "--end-of-options", url, *wanted],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer in {seconds} s"
    except OSError as error:
        return (error.strerror or "git cannot be started").lower()
    return None if done.returncode == 0 else _last_line(done.stderr)


def _last_line(said: bytes) -> str:
    """What git says at its end, for a person: one line, printable, without its prefix."""
    from prodgate.escape import line

    lines = [part for part in said.decode(errors="replace").splitlines() if part.strip()]
    return line(lines[-1].removeprefix("fatal: ").removeprefix("error: ")[:200]) if lines else "?"


def _git(
    root: Path, *arguments: str, data: bytes = b"", also: Mapping[str, str] | None = None
) -> bytes | None:
    """What git prints, None unless it ends well."""
    import subprocess  # 5 ms, and most commits need no git

    program = _program()
    if program is None or "\0" in "".join(arguments):
        return None
    try:
        done = subprocess.run(
            [program, *_OPTIONS, *arguments],
            cwd=root,
            env=_environment() | dict(also or {}),
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _environment() -> dict[str, str]:
    """The caller's environment without what a hook has told git: GIT_DIR and its kin."""
    kept = {k: v for k, v in os.environ.items() if not k.upper().startswith("GIT_")}
    return kept | _ENVIRONMENT


def _program() -> str | None:
    """git on PATH, in absolute folders only: "." would be the scanned folder."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.get_exec_path():
        program = os.path.join(folder, name)  # noqa: PTH118 - pathlib costs more than the look
        if os.path.isabs(folder) and os.path.isfile(program) and os.access(program, os.X_OK):  # noqa: PTH113, PTH117
            return program
    return None
