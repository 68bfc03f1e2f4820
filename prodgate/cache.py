"""The user's cache folder: small files, readable by the user alone, that can always be made again.

Nothing is trusted from a folder or file that someone else owns or can write to.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path


def folder() -> Path | None:
    """The cache folder, made if need be; None where there can be none."""
    base = os.environ.get("XDG_CACHE_HOME") if sys.platform != "win32" else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    try:
        root = Path(base) if base else Path.home() / ".cache"
        if not root.is_absolute():
            return None
        path = root / "prodgate"
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path if _own(path.lstat(), stat.S_ISDIR) else None
    except (OSError, RuntimeError):
        return None


def _own(status: os.stat_result, kind: object) -> bool:
    if not callable(kind) or not kind(status.st_mode):
        return False
    if sys.platform == "win32":
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022


def read(name: str) -> bytes | None:
    """The bytes kept under ``name``, or None."""
    root = folder()
    if root is None:
        return None
    try:
        descriptor = os.open(root / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read() if _own(os.fstat(file.fileno()), stat.S_ISREG) else None


def write(name: str, data: bytes) -> Path | None:
    """Keep ``data``; the path, or None where it could not be kept."""
    root = folder()
    if root is None:
        return None
    import tempfile  # late: a run that finds what it wants does not write

    try:
        descriptor, temporary = tempfile.mkstemp(dir=root)  # 0600
    except OSError:
        return None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(temporary).replace(root / name)
    except OSError:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        return None
    return root / name
