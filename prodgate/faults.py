"""A fault of our own, said so that it can be reported: where, but not on what.

The text of an exception may hold somebody's code, or a key; only its type and place are told.
"""

from __future__ import annotations

import os
from pathlib import Path

from prodgate.findings import NotChecked

SWITCH = "PRODGATE_TRACEBACK"  # set to anything: the whole traceback instead


def not_checked(path: str, error: Exception) -> NotChecked:
    """What became of one file. Call it while ``error`` is handled; raises it again if wanted."""
    if SWITCH in os.environ:
        raise error
    if isinstance(error, RecursionError):
        return NotChecked(path, "nested too deeply to check")
    return NotChecked(path, f"a fault of prodgate's own ({place_of(error)}); please report it")


def place_of(error: Exception) -> str:
    """``KeyError at trace.py:12``."""
    import traceback

    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
