"""Names and addresses of the scanned tree inside the files that are written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from prodgate.regex import lazy

_TAME = lazy(r"/[A-Za-z0-9_./{}-]{0,100}\Z")


def in_comment(address: str) -> str:
    """A route inside a comment or a docstring, which nothing in it can end."""
    return f"GET {address}" if _TAME.match(address) else "the route below"


def literal(what: str) -> str:
    """A string of Python, in ASCII; with double quotes where that is as plain."""
    made = ascii(what)
    return f'"{made[1:-1]}"' if made[0] == "'" and '"' not in made and "\\'" not in made else made


def filled(template: str, parts: Mapping[str, str]) -> str:
    """A template with its parts put in, in one pass: what is put in is not looked at again."""
    names = sorted(parts, key=len, reverse=True)
    pattern = "|".join(rf"\b{re.escape(name)}\b" for name in names)
    return re.sub(pattern, lambda match: parts[match[0]], template)
