"""How far a long run has come: one line on a terminal, gone when it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")

PATIENCE = 1.0  # seconds in which nothing is shown
STEP = 0.1
_CELLS = 30
_CLEAR = "\r\x1b[K"


def watch(items: Iterable[Item], total: int, stream: TextIO | None = None) -> Iterator[Item]:
    """The items, as they come. Nothing is shown but on a terminal, and not in the first second."""
    out = stream or sys.stderr
    if total == 0 or not out.isatty():
        yield from items
        return
    due = time.monotonic() + PATIENCE
    shown = False
    try:
        for done, item in enumerate(items, 1):
            if time.monotonic() >= due:
                due = time.monotonic() + STEP
                shown = _show(out, done, total)
            yield item
    finally:
        if shown:
            out.write(_CLEAR)
            out.flush()


def _show(out: TextIO, done: int, total: int) -> bool:
    cells = min(_CELLS, _CELLS * done // total)
    bar = "#" * cells + "-" * (_CELLS - cells)
    out.write(f"{_CLEAR}  {bar}  {done} of {total} files")
    out.flush()
    return True
