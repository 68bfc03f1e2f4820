"""The small half of a compiled pack: enough to tell that a file is of no interest."""

from __future__ import annotations

import msgspec

from prodgate.findings import Language, Rule


class PackError(Exception):
    """A rule, fix or facts file that cannot be used; the text is one sentence naming it."""


class Pattern(msgspec.Struct, frozen=True):
    """What the prefilter needs of one Semgrep rule."""

    id: str
    languages: tuple[str, ...]
    literals: tuple[str, ...]


class Signs(msgspec.Struct, frozen=True):
    """What one of stands in every file with a client or call that the facts of a language know."""

    imports: tuple[str, ...]  # roots of SDKs
    names: tuple[str, ...]  # that need no import
    paths: tuple[tuple[str, ...], ...]  # known by themselves: all parts of one
    words: tuple[str, ...]  # one of which stands wherever one of the above does


class Index(msgspec.Struct, frozen=True):
    """The small half of a compiled pack: enough to tell that a file is of no interest."""

    stamp: str  # of the files it was made from
    rules: tuple[Rule, ...]
    patterns: tuple[Pattern, ...]
    signs: dict[Language, Signs]
