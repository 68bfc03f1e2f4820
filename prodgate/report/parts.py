"""HTML made of named parts of a template file, with one place where text becomes harmless.

A template file is a row of parts, each under ``<!-- part: name -->``, with ``$holes`` as
``string.Template`` has them. Whatever goes into a hole is escaped there, unless ``Parts.fill`` made
it: ``Html`` plus anything is plain text again. So nobody who renders can forget to escape, and the
markup stays in a file that reads as HTML. A hole stands between tags or inside quotes, nowhere
else; none is the address of a link.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path
from string import Template

from prodgate.escape import printable

_PART = re.compile(r"^<!-- part: ([\w-]+) -->\n", re.MULTILINE)


class Html(str):
    """Markup, made by ``Parts.fill`` and nobody else."""

    __slots__ = ()


class Parts:
    """The parts of a template file."""

    def __init__(self, path: Path) -> None:
        _, *pieces = _PART.split(path.read_text(encoding="utf-8"))
        self._parts = {
            name: Template(text.strip())
            for name, text in zip(pieces[::2], pieces[1::2], strict=True)
        }

    def fill(self, part: str, **holes: str | int | Iterable[Html]) -> Html:
        """A part with its holes filled; a hole without a value is an error."""
        return Html(self._parts[part].substitute({name: _safe(v) for name, v in holes.items()}))


def _safe(value: str | int | Iterable[Html]) -> str:
    if isinstance(value, (str, int)):
        return value if isinstance(value, Html) else html.escape(printable(str(value)))
    return "\n".join(_safe(each) for each in value)
