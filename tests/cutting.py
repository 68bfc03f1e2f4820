"""Runs ``prodgate`` and cuts it off at the N-th thing that it does to a disk: a test's own program.

    python cutting.py HOW N ARGUMENT...     HOW: kill, full or interrupt; N 0: only count

Python tells its audit hooks of every file that is opened to be written, renamed or removed, and of
every program that is started, before it happens. What concerns the copy that prodgate works on is
not counted: it is gone at the end, and nobody's.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
STORES = {"hash-object", "update-index", "write-tree", "commit-tree", "update-ref", "read-tree"}


def main() -> None:
    how, number = sys.argv[1], int(sys.argv[2])
    del sys.argv[1:3]
    seen = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if not counts(event, arguments):
            return
        seen += 1
        if number == 0 or (seen < number if how == "full" else seen != number):
            return  # a full disk stays full
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "interrupt":
            signal.raise_signal(signal.SIGINT)
            return
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), arguments[0])

    from prodgate.__main__ import run as prodgate

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(hook)
    try:
        prodgate()
    finally:
        if number == 0:
            print(f"events: {seen}", file=sys.stderr)


def counts(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "subprocess.Popen":
        return bool(STORES & {*map(str, arguments[1])})
    if event == "open":
        path, _, flags = arguments
        return bool(flags & WRITES) and is_ours(path)
    return event in {"os.rename", "os.remove"} and is_ours(arguments[0])


def is_ours(path: object) -> bool:
    text = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
    return bool(text) and "prodgate-" not in text.rpartition("/")[0] and text != os.devnull


if __name__ == "__main__":
    main()
