"""What a fix run would change, as a unified diff."""

from __future__ import annotations

import difflib

import click

from prodgate.escape import printable
from prodgate.result import Result, Rewritten


def render(result: Result, *, colour: bool) -> str:
    """The diffs of all files, one after the other."""
    return "".join(_file(each, colour) for each in result.rewritten)


def _file(rewritten: Rewritten, colour: bool) -> str:
    path = printable(rewritten.path)
    before = "/dev/null" if rewritten.new else f"a/{path}"
    lines = difflib.unified_diff(
        _lines(rewritten.before), _lines(rewritten.after), before, f"b/{path}", n=3
    )
    return "".join(_styled(line, colour) for line in lines)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _styled(line: str, colour: bool) -> str:
    text = printable(line.rstrip("\n").replace("\t", "        "))
    if colour and line[:1] in "+-@":
        text = click.style(text, fg={"+": "green", "-": "red", "@": "cyan"}[line[0]])
    return text + "\n"
