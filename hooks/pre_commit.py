"""Where prodgate meets pre-commit: staged file names in, findings out.

``prodgate`` checks and writes nothing; ``prodgate-fix`` rewrites what has a safe fix. Neither ever
moves a secret: pre-commit may roll a rewrite back and would leave the value behind.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

USAGE = "usage: prodgate pre-commit check|fix [--fail-on LEVEL] [--select RULE] FILE..."


def main(argv: Sequence[str]) -> int:
    """Check or fix the named files. 0 clean, 1 findings or rewritten, 2 usage, 3 incomplete."""
    mode, *rest = argv or [""]
    if mode not in {"check", "fix"}:
        click.echo(USAGE, err=True)
        return 2
    os.environ["PRE_COMMIT"] = "1"  # also where another runner calls us
    from prodgate.cli import commands

    # An option may not be told from a file name by its looks: names come after "--".
    options, names = _split(rest)
    command = [mode, *options, "--", *names]
    if not names:
        return 0
    try:
        commands.main(command, prog_name="prodgate", standalone_mode=True)
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
        if code == 1 and mode == "check":
            _hint()
        return code
    return 0


_TAKES_VALUE = {"--fail-on", "--select", "--ignore", "--policy", "--pack", "--format"}


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Options of the hook's ``args:`` come first; the file names that pre-commit adds after."""
    options: list[str] = []
    names = list(arguments)
    while names and names[0].startswith("--"):
        option = names.pop(0)
        if option == "--":
            break
        options.append(option)
        if option in _TAKES_VALUE and names:
            options.append(names.pop(0))
    return options, names


def _hint() -> None:
    print("To rewrite what can be rewritten: prodgate fix (or the hook prodgate-fix)", file=sys.stderr)
