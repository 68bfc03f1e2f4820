"""The result of a run, before it is printed in one form or another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from prodgate.findings import Finding, NotChecked, Severity

if TYPE_CHECKING:
    from prodgate.edits import Edit, Fix, Refusal
    from prodgate.kinds import Skipped
    from prodgate.source import Source


class Reported(Struct, frozen=True):
    """A finding with what can be done about it."""

    finding: Finding
    fix: Fix | Refusal
    edits: tuple[Edit, ...] | None = None  # rendered only for the formats that carry them
    known: bool = False  # it stood there at the base that this run is compared with: not counted


class Ignored(Struct, frozen=True):
    """A finding that an ignore comment silences."""

    finding: Finding
    reason: str
    line: int  # of the comment
    new: bool = False  # the base that this run is compared with has no such comment


class Rewritten(Struct, frozen=True):
    """One file that a fix run rewrote, or would (``--diff``)."""

    path: str
    before: str
    after: str
    fixed: tuple[Finding, ...]
    new: bool = False  # a file that was not there: the guard module


class Result(Struct, frozen=True):
    """Everything a report may say."""

    reported: tuple[Reported, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    rewritten: tuple[Rewritten, ...] = ()
    notes: tuple[str, ...] = ()  # sentences for a person: a key to rotate, a value moved
    files: int = 0  # that were asked for and could be looked at
    suppressed: int = 0
    ignored: tuple[Ignored, ...] = ()
    baselined: int = 0
    sources: dict[str, Source] = field(default_factory=dict)
    base: str | None = None  # the commit that this run is compared with; None: with none

    def at_or_above(self, severity: Severity) -> tuple[Reported, ...]:
        """The findings that count under ``fail-on``."""
        return tuple(
            r for r in self.reported if not r.known and r.finding.severity.rank >= severity.rank
        )


def exit_code(result: Result, fail_on: Severity | None, *, wrote: bool = False) -> int:
    """0 clean, 1 findings at or above ``fail_on`` or files rewritten, 3 incomplete.

    Incomplete wins: a list of findings that may lack some is not one to act on as if whole.
    ``fail_on`` None: findings alone never fail a run.
    """
    if result.not_checked:
        return 3
    return int(wrote or (fail_on is not None and bool(result.at_or_above(fail_on))))
