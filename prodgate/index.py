"""The small half of a compiled pack: enough to tell that a file is of no interest."""

from __future__ import annotations

import msgspec

from prodgate.findings import Rule


class PackError(Exception):
    """A rule, fix or facts file that cannot be used; the text is one sentence naming it."""


class Pattern(msgspec.Struct, frozen=True):
    """What the prefilter needs of one Semgrep rule."""

    id: str
    languages: tuple[str, ...]
    literals: tuple[str, ...]


class Index(msgspec.Struct, frozen=True):
    """The small half of a compiled pack: enough to tell that a file is of no interest."""

    stamp: str  # of the files it was made from
    rules: tuple[Rule, ...]
    patterns: tuple[Pattern, ...]
    python: tuple[str, ...]  # literals one of which stands in every file with a known call
    javascript: tuple[str, ...]
