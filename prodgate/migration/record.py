"""What a migration says, as data: the plan, and the report at its end. No secret is in it.

The JSON of both is described by schemas/migration.json.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from prodgate.findings import Gate, Severity

VERSION = 1


class Base(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document is read strictly: it may come from another job."""


class Counts(Base, frozen=True):
    """Findings by severity."""

    error: int = 0
    warning: int = 0
    note: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.error + other.error, self.warning + other.warning, self.note + other.note
        )


class Change(Base, frozen=True):
    """A file before and after a step: SHA-256 of its bytes; ``before`` null: it is new."""

    path: str
    before: str | None
    after: str


class Step(Base, frozen=True):
    """One rule: what it found, what is rewritten, and the commit that does it."""

    rule: str
    gate: str
    summary: str
    findings: int = 0  # when its turn came
    safe: int = 0  # rewritten
    unsafe: int = 0  # rewritten
    waiting: int = 0  # that an unsafe fix would rewrite, where those were not asked for
    declined: int = 0  # by the person who was asked
    changes: tuple[Change, ...] = ()
    commit: str | None = None

    @property
    def rewritten(self) -> int:
        """Findings that are gone."""
        return self.safe + self.unsafe


class Left(Base, frozen=True):
    """A finding that a person has to do."""

    rule: str
    severity: str
    path: str
    line: int
    message: str
    reason: str  # a code of docs/fixes.md; "unsafe": a fix is there, and was not asked for
    recipe: str
    cell: int | None = None


class Missed(Base, frozen=True):
    """What could not be checked."""

    path: str
    reason: str


class Record(Base, frozen=True):
    """A plan (``applied`` false) or a report."""

    version: int
    prodgate: str
    applied: bool
    files: int
    options: dict[str, str]  # what was asked for; a report of other options cannot be joined
    base: str | None = None  # the commit that it is of
    branch: str | None = None
    shard: str | None = None  # "2/4"
    steps: tuple[Step, ...] = ()
    before: dict[str, Counts] = {}  # by gate
    after: dict[str, Counts] = {}
    left: tuple[Left, ...] = ()
    secrets: tuple[Left, ...] = ()  # keys to rotate, whatever was rewritten
    not_checked: tuple[Missed, ...] = ()
    notes: tuple[str, ...] = ()


class RecordError(Exception):
    """A document that cannot be used; the text is one sentence."""


def encode(record: Record) -> bytes:
    """The document. Paths that are not UTF-8 keep their bytes as lone surrogates, escaped."""
    import json

    plain = msgspec.to_builtins(record)
    return (json.dumps(plain, indent=2) + "\n").encode()


def decode(data: bytes, name: str) -> Record:
    """Raises RecordError, naming the document."""
    import json

    try:
        record = msgspec.convert(json.loads(data), Record)
    except (ValueError, RecursionError) as error:
        raise RecordError(
            f"{name} is not a plan or report of `prodgate migrate`: {error}"
        ) from None
    if record.version != VERSION:
        raise RecordError(
            f"{name} was written by another version of prodgate ({record.prodgate}); make it again"
        )
    return record


def by_gate(findings: Iterable[tuple[Gate, Severity]]) -> dict[str, Counts]:
    """Counts for every gate, in the order of the gates."""
    counts = {gate.value: Counts() for gate in Gate}
    for gate, severity in findings:
        counts[gate.value] += Counts(**{severity.value: 1})
    return counts
