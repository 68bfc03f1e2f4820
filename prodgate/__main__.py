"""The console script, and ``python -m prodgate``."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def main() -> NoReturn:
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
        import os

        # Else Python tries once more as it ends, and says so with a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # whoever listened has gone
            return 1
        print(f"prodgate: nothing could be printed: {error.strerror}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    main()
