"""Where prodgate meets pre-commit: staged file names in, findings out.

``prodgate`` checks and writes nothing; ``prodgate-fix`` rewrites what has a safe fix. Neither ever
moves a secret: pre-commit may roll a rewrite back and would leave the value behind.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

USAGE = "usage: prodgate pre-commit check|fix [OPTION]... [--] FILE..."


def main(argv: Sequence[str]) -> int:
    """Check or fix the named files. 0 clean, 1 findings or rewritten, 2 usage, 3 incomplete."""
    mode, *rest = argv or [""]
    if mode not in {"check", "fix"}:
        click.echo(USAGE, err=True)
        return 2
    os.environ["PRE_COMMIT"] = "1"  # also where another runner calls us
    options, names = _split(rest, _options(mode))
    if unclear := next((o for o in options if o.startswith("-") and os.path.lexists(o)), None):
        from prodgate.escape import line

        message = f"prodgate: {unclear} is an option, and a file too; end the hook's args with --"
        click.echo(line(message), err=True)
        return 2
    if not names:  # checking nothing would pass for a good answer
        click.echo(
            "prodgate: no file was given; for the whole tree set pass_filenames: false "
            "and args: [.]",
            err=True,
        )
        return 2
    return _run([mode, *options, "--", *names])


def _run(command: list[str]) -> int:
    from prodgate.cli import commands

    try:
        answer = commands.main(command, prog_name="prodgate", standalone_mode=False)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    return answer if isinstance(answer, int) else 0


def _options(mode: str) -> dict[str, bool]:
    """The options of a command, each with whether a value follows it."""
    from prodgate.cli import commands

    options = (p for p in commands.commands[mode].params if isinstance(p, click.Option))
    return {name: not each.is_flag for each in options for name in each.opts}


def _split(arguments: Sequence[str], known: dict[str, bool]) -> tuple[list[str], list[str]]:
    """The options of the hook's ``args:``, which come first, and the names that pre-commit adds.

    A file may be called "--diff.py": what is no option of ours and is there is a file.
    """
    options: list[str] = []
    names = list(arguments)
    while names and names[0].startswith("-"):
        name, has_value, _ = names[0].partition("=")
        if names[0] == "--":
            return options, names[1:]
        if name not in known and os.path.lexists(names[0]):
            break
        options.append(names.pop(0))
        if known.get(name) and not has_value and names:
            options.append(names.pop(0))
    return options, names
