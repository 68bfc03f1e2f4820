"""The console script, and ``python -m prodgate``."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Answer a clean commit at once, anything else through the commands."""
    from prodgate import quick

    if answer := quick.clean(sys.argv[1:]):
        print(answer)
        sys.exit(0)
    from prodgate import cli

    cli.main()


if __name__ == "__main__":
    main()
