"""A folder of the cache is made once, by whichever worker comes first; the others wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def made_once(folder: Path) -> Iterator[bool]:
    """Whether the folder is still to be made; it counts as made when the block ends well."""
    ready = folder.with_name(folder.name + ".ready")
    with alone(folder):
        wanted = not ready.exists()
        yield wanted
        if wanted:
            ready.touch()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other worker is in such a block for the same folder."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(folder.name + ".lock").open("w") as lock:
        with suppress(ImportError):  # not on Windows: there, do not run two at once
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
