"""Secrets taken out of what is shown, whichever rule shows it.

A line that is quoted for its missing timeout may hold a key as well. Only report modules use this:
it blanks too much rather than too little, and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from prodgate.regex import lazy
from prodgate.result import Result

Span = tuple[int, int]
BLANK = "\u2026"
SECRET_RULE = "hardcoded-secret"  # noqa: S105 - the name of a rule

# No pairing of quotes: an apostrophe in a comment would turn inside and outside around.
_QUOTED = lazy(
    r"(?<=[\"'`])(?:(?:Bearer|Basic|Token|Bot|Key|ApiKey|token)[ \t]+)?"
    r"(?P<value>[A-Za-z0-9_\-+/=.:~!@#$%^&]{16,500})(?=[\"'`])"
)
_NAMED = lazy(  # a name is tried from its first letter, not from every one of it
    r"(?<![\w.\-])[\d.\-]*(?P<name>[A-Za-z_][\w.\-]+)[\"']?\]?[ \t]*"
    r"(?:[:=]+|,|:[^=\n\"']{1,40}=)[ \t]*"
    r"[bfru]{0,2}[\"'`](?P<value>[^\"'`\n]{8,600})(?=[\"'`])"
)
_BARE = lazy(
    r"^[ \t]*(?:-[ \t]+|export[ \t]+)?(?P<name>[A-Za-z_][\w.\-]{1,60})[ \t]*[:=][ \t]*"
    r"(?P<value>[^\s\"'#,]{8,600})[ \t]*$",
    re.MULTILINE,
)
_QUERY = lazy(r"[?&](?P<name>[A-Za-z_\-]+)=(?P<value>[A-Za-z0-9_\-.]{16,})")
_LEAST = 8  # characters; a shorter value would blank half of a text that repeats it


@lru_cache(maxsize=64)
def spans(text: str) -> tuple[Span, ...]:
    """Where something stands in a text that looks like a secret; in order, none in another."""
    return _merged(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    from prodgate.secrets import holds, known, looks_random, role_of

    for found in known(text):
        yield found.start, found.end
    for match in _QUOTED.finditer(text):
        if looks_random(match["value"]):
            yield match.span("value")
    for pattern in (_NAMED, _BARE, _QUERY):
        for match in pattern.finditer(text):
            name = match["name"].rpartition(".")[2]
            role = "key" if name.lower() in {"key", "appid"} else role_of(name)
            if role and holds(match["value"], role):
                yield match.span("value")


def _merged(found: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


class Redactor:
    """Blanks the secrets of one file, wherever in a report they turn up."""

    def __init__(self, text: str = "", found: Iterable[Span] = ()) -> None:
        """``found``: spans of what the rule for secrets reported in ``text``, quotes included."""
        inner = [_inside_quotes(text, *span) for span in found]
        self._text = text
        self._spans = _merged([*spans(text), *inner]) if text else ()
        values = {text[a:b] for a, b in self._spans if b - a >= _LEAST}
        # The longest first: one value may begin like another.
        self._values = re.compile(
            "|".join(re.escape(v) for v in sorted(values, key=len, reverse=True)) or r"(?!)"
        )

    def part(self, start: int, end: int) -> str:
        """A stretch of the file's text, without its secrets."""
        return self._values.sub(BLANK, _blanked(self._text[start:end], self._spans, start))

    def prose(self, text: str) -> str:
        """A message, a title, or new code, without the file's secrets or any other."""
        if len(text) < _LEAST:
            return text
        return self._values.sub(BLANK, _blanked(text, spans(text), 0))

    def lines(self, text: str) -> list[str]:
        """Another state of the file, line by line; as many lines as ``text.split("\\n")``."""
        blanked = _blanked(text, spans(text), 0)
        return self._values.sub(_line_by_line, blanked).split("\n")


def redactors(result: Result) -> Callable[[str, str], Redactor]:
    """What gives the redactor of a file of a run, by its path and its text as it was read."""
    found: dict[str, list[Span]] = {}
    fixed = (finding for each in result.rewritten for finding in each.fixed)
    for finding in (*(r.finding for r in result.reported), *fixed):
        if finding.rule == SECRET_RULE:
            found.setdefault(finding.path, []).append((finding.start, finding.end))
    last: dict[str, Redactor] = {}  # findings come file by file

    def redactor(path: str, text: str) -> Redactor:
        if path not in last:
            last.clear()
            last[path] = Redactor(text, found.get(path, ()) if text else ())
        return last[path]

    return redactor


def _inside_quotes(text: str, start: int, end: int) -> Span:
    match = re.match(r"[A-Za-z]{0,2}(\"\"\"|'''|[\"'`])", text[start:end])
    if match and text[start:end].endswith(match[1]) and end - len(match[1]) > start + match.end():
        return start + match.end(), end - len(match[1])
    return start, end


def _blanked(text: str, found: Iterable[Span], offset: int) -> str:
    """``text`` stands at ``offset`` in the text that the spans are of. Line ends stay."""
    parts: list[str] = []
    at = 0
    for start, end in found:
        left, right = max(start - offset, at), min(end - offset, len(text))
        if left < right:
            parts += [text[at:left], _dots(text[left:right])]
            at = right
    return "".join([*parts, text[at:]])


def _line_by_line(match: re.Match[str]) -> str:
    return _dots(match.group())


def _dots(text: str) -> str:
    return re.sub(r"[^\r\n]+", BLANK, text)
