"""The globs of ``exclude``, as .gitignore reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence


def excluding(patterns: Sequence[str]) -> re.Pattern[str] | None:
    """The paths that exclude globs match, as .gitignore reads them (without "!").

    A pattern without a "/" matches at any depth, one with a "/" from the root; "*" stops at a
    "/", "**" does not; what matches a folder matches all in it. None for no patterns.
    """
    if not patterns:
        return None
    return re.compile("|".join(map(_glob, patterns)), re.DOTALL)


_GLOB = r"(?P<any>\*\*/)|(?P<all>\*\*)|(?P<star>\*)|(?P<one>\?)|\[(?P<set>[^]]+)\]"
_GLOB_TO = {"any": "(?:.*/)?", "all": ".*", "star": "[^/]*", "one": "[^/]"}


def _glob(pattern: str) -> str:
    plain = pattern.rstrip("/")
    anchored = "/" in plain
    plain = plain.removeprefix("./").removeprefix("/")
    parts, at = [], 0
    for found in re.finditer(_GLOB, plain):
        name = found.lastgroup or ""
        parts += [re.escape(plain[at : found.start()]), _GLOB_TO.get(name) or _set(found["set"])]
        at = found.end()
    parts.append(re.escape(plain[at:]))
    start = "" if anchored else "(?:.*/)?"
    return rf"{start}{''.join(parts)}(?:/.*)?\Z"


def _set(letters: str) -> str:
    negated = letters[0] in "!^"
    inner = re.sub(r"([\\\[\]^&~|])", r"\\\1", letters[negated:])
    return f"[{'^/' if negated else ''}{inner}]" if inner else re.escape(f"[{letters}]")
