"""A copy of a tree to work on, gone at the end.

Whatever reads a tree may keep what it read, by root and path. So the copy gets another name after
every change: what was read under the old one is never taken for what stands there now.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from prodgate import git
from prodgate.source import max_size

_BATCH = 32_000_000  # bytes asked of git at once
_BEGINNING = 200_000  # bytes; enough to tell whether a large file is minified
_REGULAR = {b"100644", b"100755"}


class NoCopyError(Exception):
    """The tree cannot be copied; the text is one sentence with what to do."""


class Scratch:
    """The copy. ``root`` is where it stands now."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._renewals = 0
        self.root = folder / "0"
        self.root.mkdir()

    def renew(self) -> Path:
        """The same copy under another name."""
        self._renewals += 1
        self.root = self.root.rename(self._folder / str(self._renewals))
        return self.root

    def holds(self, path: str) -> bool:
        """Whether a file of the tree was copied."""
        return os.path.isfile(self.root / path)  # noqa: PTH113 (pathlib costs more than the look)

    def put(self, path: str, data: bytes) -> None:
        """Copy one file; none is there yet."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(data)


@contextmanager
def empty() -> Iterator[Scratch]:
    """An empty one, in a folder that nobody else can read."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="prodgate-"))
    except OSError as error:
        raise NoCopyError(f"no temporary folder can be made ({error.strerror})") from None
    try:
        yield Scratch(folder)
    except OSError as error:
        if error.filename is None or str(folder) not in str(error.filename):
            raise
        raise NoCopyError(
            f"the copy to work on cannot be written ({error.strerror}); make room, or set TMPDIR"
        ) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill_from_folder(scratch: Scratch, root: Path, paths: Iterable[str]) -> None:
    """Copy files of the work tree, through no link; what cannot be read is left out."""
    from prodgate.source import load

    for path in paths:
        data = load(root, path)
        if isinstance(data, bytes):
            scratch.put(path, data)


def fill_from_commit(scratch: Scratch, root: Path, commit: str, *, huge: bool = False) -> None:
    """Copy the files of a commit, as git holds them: no filter, no link.

    A file too large to be checked is left out; with ``huge`` its beginning is there, and its size,
    so that it is said to be too large.
    """
    batch: list[_Entry] = []
    size = 0
    for entry in _entries(root, commit):
        if entry.size > max_size(entry.path):
            if huge:
                _copy_beginning(scratch, root, entry)
            continue
        batch.append(entry)
        size += entry.size
        if size > _BATCH:
            _copy(scratch, root, batch)
            batch, size = [], 0
    _copy(scratch, root, batch)


def as_repository(scratch: Scratch, root: Path, commit: str) -> None:
    """Make the copy a git repository that tracks what the commit does, on the objects of ``root``.

    What a rule asks of git (is this .env tracked?) gets the same answer as there.
    """
    objects = git.ask(root, "rev-parse", "--path-format=absolute", "--git-path", "objects")
    made = git.ask(scratch.root, "init", "--quiet", "--template=", ".")
    if objects is None or made is None:
        raise NoCopyError("git cannot make a repository for the copy")
    alternates = scratch.root / ".git" / "objects" / "info" / "alternates"
    alternates.parent.mkdir(parents=True, exist_ok=True)
    alternates.write_bytes(objects)
    if git.ask(scratch.root, "read-tree", commit) is None:
        raise NoCopyError("git does not give the tree of the commit; is the repository whole?")


class _Entry(Struct, frozen=True):
    blob: bytes
    size: int
    path: str


def _entries(root: Path, commit: str) -> Iterator[_Entry]:
    """The regular files of a commit that prodgate would read: "mode type object size<TAB>path"."""
    listing = git.ask(root, "ls-tree", "-r", "-l", "-z", "--full-tree", commit)
    if listing is None:
        raise NoCopyError("git does not list the files of the commit; is the repository whole?")
    for line in filter(None, listing.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, kind, blob, size = about.split()
        path = os.fsdecode(name)
        if kind == b"blob" and mode in _REGULAR and _is_inside(path):
            yield _Entry(blob, int(size), path)


def _is_inside(path: str) -> bool:
    """git refuses to write other names; a hand-made object may hold them."""
    return not {"", ".", "..", ".git"} & {*path.split("/")}


def _copy_beginning(scratch: Scratch, root: Path, entry: _Entry) -> None:
    data = git.ask(root, "cat-file", "blob", entry.blob.decode()) or b""
    scratch.put(entry.path, data[:_BEGINNING])
    os.truncate(scratch.root / entry.path, entry.size)


def _copy(scratch: Scratch, root: Path, entries: list[_Entry]) -> None:
    if not entries:
        return
    asked = b"".join(entry.blob + b"\n" for entry in entries)
    answer = git.ask(root, "cat-file", "--batch", data=asked)
    if answer is None:
        raise NoCopyError("git does not give the files of the commit; is the repository whole?")
    at = 0
    for entry in entries:
        head = answer.index(b"\n", at) + 1  # "object type size"
        if answer[at:head].split()[1:2] != [b"blob"]:
            raise NoCopyError(
                "some files of the commit are not here (a partial clone); run `git fetch --refetch`"
            )
        scratch.put(entry.path, answer[head : head + entry.size])
        at = head + entry.size + 1
