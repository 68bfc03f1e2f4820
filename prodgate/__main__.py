"""The console script, and ``python -m prodgate``."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run, and end at once: to take every object apart first is a tenth of a small run."""
    if sys.stdout is None:  # closed by whoever started this: only the exit code is wanted
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    try:
        run()
    except SystemExit as end:
        code = end.code or 0
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:
        sys.exit(code)  # Python says what could not be written
    os._exit(code if isinstance(code, int) else 1)


def run() -> NoReturn:
    """Answer a clean commit at once, anything else through the commands."""
    gc.set_threshold(100_000)  # a short run is over before the collector would earn its time
    try:
        from prodgate import quick

        if answer := quick.clean(sys.argv[1:]):
            sys.exit(_say(answer))
        from prodgate import cli

        cli.main()
    except KeyboardInterrupt:
        sys.exit(130)


def _say(answer: str) -> int:
    """Print the answer of a clean run; its exit code."""
    try:
        print(answer, flush=True)
    except OSError as error:
        # Else Python tries once more as it ends, and says so with a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # whoever listened has gone
            return 1
        print(f"prodgate: nothing could be printed: {error.strerror}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    main()
