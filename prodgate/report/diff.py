"""What a fix run would change, as a unified diff.

``git apply`` takes it, unless a line of it had to be changed to be shown: one with a secret, or
with characters that a terminal would act on.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

import click

from prodgate.escape import inert, printable
from prodgate.report.redact import Redactor, redactors
from prodgate.result import Result, Rewritten

_CONTEXT = 3


def render(result: Result, *, colour: bool) -> str:
    """The diffs of all files, one after the other."""
    redactor = redactors(result)
    lines = [
        line for each in result.rewritten for line in _file(each, redactor(each.path, each.before))
    ]
    return "".join(_styled(line, colour) for line in lines)


def of(rewritten: Rewritten, redactor: Redactor, *, colour: bool = False) -> str:
    """The diff of one file; ``redactor`` knows the secrets of the file as it once was."""
    return "".join(_styled(line, colour) for line in _file(rewritten, redactor))


def _file(rewritten: Rewritten, redactor: Redactor) -> Iterator[str]:
    before, after = _lines(rewritten.before), _lines(rewritten.after)
    shown = _shown(redactor, rewritten.before, before), _shown(redactor, rewritten.after, after)
    yield "--- " + ("/dev/null" if rewritten.new else _name("a/" + rewritten.path))
    yield "+++ " + _name("b/" + rewritten.path)
    # Compared as they are, shown without secrets: what differs only in a secret differs.
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@"
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from _marked(" ", shown[0][a:b])
                continue
            yield from _marked("-", shown[0][a:b])
            yield from _marked("+", shown[1][c:d])


def _lines(text: str) -> list[str]:
    """With their ends: the last one may have none, and "\\r" belongs to its line."""
    *whole, last = text.split("\n")
    return [*(part + "\n" for part in whole), *filter(None, [last])]


def _shown(redactor: Redactor, text: str, lines: Sequence[str]) -> list[str]:
    clean = redactor.lines(text)  # one more, an empty one, behind the last line end
    return [c + "\n" if line[-1] == "\n" else c for c, line in zip(clean, lines, strict=False)]


def _range(start: int, stop: int) -> str:
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _marked(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        body = line.removesuffix("\n")
        end = "\r" if body.endswith("\r") and line != body else ""
        # A tab does nothing but indent, and makes the patch fit.
        text = "\t".join(map(printable, body.removesuffix("\r").split("\t")))
        if sign == " " and text.lstrip().startswith("::"):  # nothing but blanks in front of it
            text = inert(text)
        yield sign + text + end
        if line == body:
            yield "\\ No newline at end of file"


def _name(path: str) -> str:
    """A file name as git quotes it; one with blanks gets the tab that ends it."""
    plain = printable(path)
    if plain == path and '"' not in path and "\\" not in path:
        return path + "\t" if " " in path else path
    data = path.encode("utf-8", "surrogateescape")
    return '"' + "".join(map(_quoted, data)) + '"'


def _quoted(byte: int) -> str:
    character = chr(byte)
    if character in '"\\':
        return "\\" + character
    return character if 32 <= byte < 127 else f"\\{byte:03o}"


def _styled(line: str, colour: bool) -> str:
    if colour and line[:1] in "+-@":
        line = click.style(line, fg={"+": "green", "-": "red", "@": "cyan"}[line[0]])
    return line.replace("##[", "##\\[") + "\n"
