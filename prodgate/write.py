"""The one place that writes to disk.

A file is replaced in one step by a finished copy, so nobody ever sees half of it, and only if it
still is what was read: same file, same bytes. Nothing is written through a link, over a second
name of a file, or over what is marked read-only.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from prodgate.findings import NotChecked
from prodgate.folder import READ, Folder, explain, open_folder
from prodgate.source import Source, decode, load, read_all, stamp

_NEW = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
_CHANGED = "it changed since it was read"


class WriteRefused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A file was left as it was. ``reason`` is one clause, without its path or content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Old(Struct, frozen=True):
    """The file that is to be replaced, as it was when it was looked at."""

    status: os.stat_result
    content: bytes | None = None  # None: whatever it is, a report replaces it
    attributes: tuple[tuple[str, bytes], ...] = ()  # extended ones: access lists, labels


def write_file(root: Path, path: str, expected: bytes, new: bytes) -> None:
    """Replace a file of the tree, keeping its mode, owner and extended attributes.

    ``expected`` is what was read from it; if it is not that any more, it is left alone.
    Raises WriteRefused, with the file as it was and nothing left beside it.
    """
    with _refusing(), open_folder(root, path) as (folder, name):
        _replace(folder, name, _compared(folder, name, expected), new)


def create_file(root: Path, path: str, new: bytes, mode: int = 0o644) -> None:
    """Write a new file of the tree, ``mode`` less the user's umask; its folder must exist.

    Raises WriteRefused if there is anything of that name, a dangling link included.
    """
    with _refusing(), open_folder(root, path) as (folder, name):
        _refuse_read_only(folder)
        fd = folder.open(name, _NEW, mode)
        with _gone_on_failure(folder, name):
            _fill_and_close(fd, None, new)
        folder.sync()


def append_line(root: Path, path: str, line: str, mode: int = 0o600) -> None:
    """Add a line to a text file such as ``.env``, which is created with ``mode`` if need be.

    A line that stands there already is not added again. The last line gets its missing end.
    Raises WriteRefused; no reason holds the line, which may be a secret.
    """
    if len(line.splitlines()) != 1 or "\0" in line:
        raise WriteRefused("what is to be added is not one line")
    data = load(root, path)
    if isinstance(data, NotChecked):
        if data.reason != explain(FileNotFoundError(errno.ENOENT, "")):
            raise WriteRefused(data.reason)
        with _refusing():
            new = Source(path, "", "utf-8", b"").encode(line + "\n")
        create_file(root, path, new, mode)
        return
    source = decode(path, data)
    if isinstance(source, NotChecked):
        raise WriteRefused(source.reason)
    if line in map(source.line_text, range(1, source.lines + 1)):
        return
    start = source.newline if source.line_text(source.lines) else ""
    with _refusing():
        new = source.encode(f"{source.text}{start}{line}{source.newline}")
    write_file(root, path, data, new)


def write_output(path: Path, data: bytes, tree: Path | None = None) -> None:
    """Write a report where the user said, over an older one if there is one.

    Below ``tree`` (the current folder if not given), whose links somebody else may have made,
    none is followed; elsewhere the folders of the path are the user's own word, and only the file
    itself must not be a link. Raises WriteRefused.
    """
    target = os.path.abspath(path)  # noqa: PTH100
    root = os.path.abspath(tree or Path())  # noqa: PTH100
    if not target.startswith(root.rstrip(os.sep) + os.sep):
        root = os.path.dirname(target)  # noqa: PTH120
    relative = target[len(root.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
    with _refusing(), open_folder(root, relative) as (folder, name):
        _replace(folder, name, _present(folder, name), data)


# -- looking ----------------------------------------------------------------------------------


def _compared(folder: Folder, name: str, expected: bytes) -> _Old:
    """The file, opened as one that may be written; refused unless it is what was read."""
    _refuse_odd(folder.stat(name, refuse_links=True))
    fd = folder.open(name, READ | os.O_RDWR)  # changes nothing, but asks whether we might
    try:
        status = os.fstat(fd)
        _refuse_odd(status)
        if status.st_nlink > 1:
            raise WriteRefused("it has more than one name (hard links), which would come apart")
        if read_all(fd, len(expected)) != expected:
            raise WriteRefused(_CHANGED)
        return _Old(status, expected, _attributes(fd))
    finally:
        os.close(fd)


def _present(folder: Folder, name: str) -> _Old | None:
    """The file, if there is one."""
    try:
        status = folder.stat(name, refuse_links=True)
    except FileNotFoundError:
        return None
    _refuse_odd(status)
    return _Old(status)


def _refuse_odd(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise WriteRefused("not a regular file")
    if not status.st_mode & 0o222:
        raise WriteRefused("it is read-only")


def _refuse_read_only(folder: Folder) -> None:
    if folder.read_only:
        raise WriteRefused("its folder is read-only")


def _refuse_changed(folder: Folder, name: str, old: _Old | None) -> None:
    """The last look before the file is replaced."""
    if old is None or old.content is None:
        now = _present(folder, name)
    else:
        now = _compared(folder, name, old.content)
    if (now and stamp(now.status)) != (old and stamp(old.status)):
        raise WriteRefused(_CHANGED)


def _attributes(fd: int) -> tuple[tuple[str, bytes], ...]:
    if sys.platform == "linux":
        with suppress(OSError):
            return tuple((name, os.getxattr(fd, name)) for name in os.listxattr(fd))
    return ()


# -- writing ----------------------------------------------------------------------------------


def _replace(folder: Folder, name: str, old: _Old | None, new: bytes) -> None:
    _refuse_read_only(folder)
    temporary = f".prodgate-{os.urandom(8).hex()}.tmp"
    fd = folder.open(temporary, _NEW, 0o666 if old is None else 0o600)
    with _gone_on_failure(folder, temporary):
        _fill_and_close(fd, old, new)
        _refuse_changed(folder, name, old)
        folder.replace(temporary, name)
    folder.sync()


@contextmanager
def _gone_on_failure(folder: Folder, name: str) -> Iterator[None]:
    """Removes a file of ours if anything goes wrong, an interrupt included."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            folder.unlink(name)
        raise


def _fill_and_close(fd: int, old: _Old | None, data: bytes) -> None:
    """Writes a new file, to the disk, dressed like the one it is to replace."""
    try:
        if old is not None:
            _dress(fd, old)
        view = memoryview(data)
        while view:
            view = view[os.write(fd, view) :]
        _sync(fd)
    finally:
        os.close(fd)


def _dress(fd: int, old: _Old) -> None:
    """Gives the new file the owner, attributes and mode of the old one, as far as we may."""
    if sys.platform == "win32":
        return
    mine = os.fstat(fd)
    if (mine.st_uid, mine.st_gid) != (old.status.st_uid, old.status.st_gid):
        with suppress(OSError):
            os.fchown(fd, -1, old.status.st_gid)
        with suppress(OSError):
            os.fchown(fd, old.status.st_uid, -1)
    if sys.platform == "linux":
        for name, value in old.attributes:
            with suppress(OSError):
                os.setxattr(fd, name, value)
    os.fchmod(fd, stat.S_IMODE(old.status.st_mode))  # last: a change of owner clears bits


def _sync(fd: int) -> None:
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # not every file system can
            raise


@contextmanager
def _refusing() -> Iterator[None]:
    """Every refusal of the operating system or of an encoding as WriteRefused."""
    try:
        yield
    except FileExistsError:
        raise WriteRefused("there is something of that name already") from None
    except OSError as error:
        raise WriteRefused(explain(error)) from None
    except ValueError as error:
        raise WriteRefused(str(error)) from None
