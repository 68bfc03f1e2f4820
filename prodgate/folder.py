"""Folders inside a tree, reached without following a link, and what is done in them.

A path is checked once and used later, and in between a folder may have become a link. So each
part of a path is opened relative to the one before it, links refused, and the open folder is what
reading and writing work with. Where the platform cannot do that (Windows), each part is looked at
first; that leaves a moment in which it can be swapped, but no link that stands still is followed.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
# O_NONBLOCK: a FIFO must not hold us up. O_NOCTTY: nor a terminal become ours.
READ = (
    os.O_RDONLY
    | NOFOLLOW
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
# O_PATH: a folder that may be entered need not be readable.
_ENTER = (
    getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
)
_REPARSE_POINT = 0x400  # Windows: links and junctions

dir_fd_works = bool(NOFOLLOW) and {os.open, os.stat, os.unlink} <= os.supports_dir_fd


class Folder:
    """An open folder. Names are single parts, never paths; links are never followed."""

    def __init__(self, path: str, fd: int | None) -> None:
        self._path = path
        self._fd = fd

    def _at(self, name: str) -> str:
        return name if self._fd is not None else os.path.join(self._path, name)  # noqa: PTH118

    def open(self, name: str, flags: int, mode: int = 0o600) -> int:
        """A file descriptor of the entry. Raises OSError, ELOOP for a link."""
        if self._fd is None and not flags & os.O_EXCL:
            self.stat(name, refuse_links=True)
        return os.open(self._at(name), flags | NOFOLLOW, mode, dir_fd=self._fd)

    def stat(self, name: str, *, refuse_links: bool = False) -> os.stat_result:
        """What the entry itself is, a link included unless they are refused."""
        found = os.stat(self._at(name), dir_fd=self._fd, follow_symlinks=False)
        if refuse_links and is_link(found):
            raise OSError(errno.ELOOP, "link")
        return found

    def replace(self, old: str, new: str) -> None:
        """Put one entry in the place of another, in one step."""
        os.replace(self._at(old), self._at(new), src_dir_fd=self._fd, dst_dir_fd=self._fd)

    def unlink(self, name: str) -> None:
        """Remove an entry."""
        os.unlink(self._at(name), dir_fd=self._fd)

    @property
    def read_only(self) -> bool:
        """Whether nobody may write here, by its mode. Root can all the same, but should not."""
        found = os.stat(self._path if self._fd is None else self._fd)  # noqa: PTH116
        return os.name != "nt" and not found.st_mode & 0o222

    def sync(self) -> None:
        """Make renames survive a power cut, where the platform lets a folder be synced."""
        if self._fd is None:
            return
        try:
            fd = os.open(".", os.O_RDONLY, dir_fd=self._fd)
        except OSError:
            return
        try:
            os.fsync(fd)
        except OSError:
            pass  # not every file system can; the content itself is synced
        finally:
            os.close(fd)


def is_link(found: os.stat_result) -> bool:
    """Whether a stat (not followed) is of a symbolic link or a Windows junction."""
    attributes = getattr(found, "st_file_attributes", 0)
    return stat.S_ISLNK(found.st_mode) or bool(attributes & _REPARSE_POINT)


def parts_of(path: str) -> list[str]:
    """The parts of a relative path with "/" between them. Raises OSError if it leaves the tree."""
    parts = path.split("/")
    bad = {"", ".", ".."}
    if not bad.isdisjoint(parts) or "\0" in path or (os.name == "nt" and set("\\:") & set(path)):
        raise OSError(errno.EXDEV, "outside")
    return parts


@contextmanager
def open_folder(root: Path | str, path: str) -> Iterator[tuple[Folder, str]]:
    """The folder that holds ``path``, and the last part of it.

    ``root`` may be reached through links, it is the user's own word; nothing below it may.
    Raises OSError: ELOOP for a link on the way, EXDEV for a path that leaves the tree.
    """
    *folders, name = parts_of(path)
    if not dir_fd_works:
        yield Folder(_look_at_each(os.fspath(root), folders), None), name
        return
    fd = _enter(os.fspath(root), folders)
    try:
        yield Folder("", fd), name
    finally:
        os.close(fd)


def _enter(root: str, folders: list[str]) -> int:
    fd = os.open(root, _ENTER)
    for part in folders:
        try:
            inner = os.open(part, _ENTER | NOFOLLOW, dir_fd=fd)
        except OSError as error:
            raise _said_as_link(error, part, fd) from None
        finally:
            os.close(fd)
        fd = inner
    return fd


def _said_as_link(error: OSError, part: str, fd: int) -> OSError:
    """Linux says "not a directory" of a link to one; say what it is."""
    if error.errno in (errno.ENOTDIR, errno.ELOOP, errno.EMLINK):
        found = os.stat(part, dir_fd=fd, follow_symlinks=False)
        if is_link(found):
            return OSError(errno.ELOOP, "link")
    return error


def _look_at_each(root: str, folders: list[str]) -> str:
    path = root
    for part in folders:
        path = os.path.join(path, part)  # noqa: PTH118
        if is_link(os.lstat(path)):
            raise OSError(errno.ELOOP, "link")
    return path


_SENTENCES = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ELOOP: "a symbolic link, or behind one: not followed",
    errno.EMLINK: "a symbolic link, or behind one: not followed",
    errno.EXDEV: "outside the folder that is checked",
    errno.ENXIO: "not a regular file",
    errno.EISDIR: "a folder, not a file",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ENOSPC: "no space left on the device",
    errno.EROFS: "on a read-only file system",
}


def explain(error: OSError) -> str:
    """An operating system's refusal as a clause a person can read."""
    known = _SENTENCES.get(error.errno or 0)
    return known or (error.strerror or "the operating system refused it").lower()
