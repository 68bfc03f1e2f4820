"""Text from outside, made harmless in Markdown as GitHub and GitLab render it.

Names, messages and code of a repository must not make links, images, HTML, headings or table
cells, end a fence, mention a person or refer to an issue. Mentions and references are looked for in
the rendered text, where no backslash is left to stop them: a character without width does.
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlsplit

from prodgate.escape import printable
from prodgate.regex import lazy
from prodgate.report.places import raw

_MARKED = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|~!&@$"})
_APART = "&#8203;"
# What is made a link, a mention, a reference or a picture once the Markdown is rendered. Looked for
# after the escaping, so a backslash may stand in front.
_LIVE = lazy(
    r"(?P<sign>@|\#)(?=[\w\\])"  # @name, #12, a@b.c, owner/name#12
    r"|(?P<scheme>:)(?=//|[\w+\-]+:)"  # http://, :emoji:
    r"|(?P<www>\bwww)(?=\.)"
    r"|(?P<short>\b(?:GH|gh|Gh|gH)-)(?=\d)"  # GH-12
    r"|(?P<mail>\b(?:mailto|xmpp))(?=:)"
    r"|(?P<commit>(?:\b|(?<=_))[0-9a-fA-F]{7,}\b)"
)
_START = lazy(
    r"^(\d+(?=[.)](?:\s|$))|(?=[-+=]))([-+=.)])"
)  # of a list, a rule, a heading that is underlined
_TICKS = lazy(r"`+")
# What a URL may hold; ";" and "&" too, but nothing that ends a link.
_IN_URL = ":/?#@!$&'*+,;=%-._~"


def text(what: str) -> str:
    """One line that is shown as it is and does nothing, at the start of a line or an item too."""
    escaped = _START.sub(r"\1\\\2", printable(what).strip().translate(_MARKED))
    return _LIVE.sub(_apart, escaped)


def _apart(match: re.Match[str]) -> str:
    if match["commit"] is None:
        return match[0] + _APART
    return _APART.join(match[0][at : at + 6] for at in range(0, len(match[0]), 6))


def code(what: str, *, table: bool = False) -> str:
    """A span of code with whatever is in it; ``table`` where it stands in a cell."""
    shown = printable(what) or " "
    if table:
        shown = shown.replace("|", "\\|")
    longest = max((len(run) for run in _TICKS.findall(shown)), default=0)
    ticks = "`" * (longest + 1)
    # A blank on both sides is taken away again, unless there is nothing else; one is needed beside
    # a backtick or a blank.
    pad = " " if shown.strip(" ") and (shown[0] in "` " or shown[-1] in "` ") else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def fence(lines: list[str], language: str = "") -> str:
    """A block of code that no line of it can end; each line is made printable, tabs stay."""
    shown = ["\t".join(map(printable, line.split("\t"))) for line in lines]
    longest = max((len(run) for line in shown for run in _TICKS.findall(line)), default=0)
    ticks = "`" * max(3, longest + 1)
    return "\n".join([f"{ticks}{language}", *shown, ticks])


def link(label: str, url: str | None) -> str:
    """A link around a label that is Markdown already; the label alone where there is no address."""
    if url is None or urlsplit(url).scheme not in ("https", "http"):
        return label
    return f"[{label}](<{quote(raw(url), safe=_IN_URL)}>)"


def details(summary: str, body: str, *, open_: bool = False) -> str:
    """A part that is folded away. ``summary`` is plain text, ``body`` Markdown."""
    head = html.escape(printable(summary))
    return f"<details{' open' if open_ else ''}><summary>{head}</summary>\n\n{body}\n\n</details>"


def count(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def capital(what: str) -> str:
    """A sentence with a capital, unless it starts with a name from code."""
    word = what.partition(" ")[0].rstrip(",:;")
    return what[:1].upper() + what[1:] if word.isalpha() and word.islower() else what


def cut(what: str, most: int) -> str:
    """At most so many characters."""
    return what if len(what) <= most else what[: most - 1] + "\u2026"


def plain_lines(what: str) -> list[str]:
    """The lines of a text, however they end."""
    return re.split(r"\r\n|\r|\n", what)
