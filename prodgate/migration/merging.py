"""The reports of all shares of one migration, joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from prodgate.migration.options import MigrationError
from prodgate.migration.record import Counts, Record, Step


def merged(records: Sequence[tuple[str, Record]]) -> Record:
    """One record of all. Raises MigrationError where they are not the shares of one migration.

    A share that is not there is said: a report that lacks a part must not read as if whole.
    """
    first = records[0][1]
    for name, other in records[1:]:
        if _kind(other) != _kind(first):
            raise MigrationError(
                f"{name} is not of the same migration as {records[0][0]}: its commit, options or "
                "version differ"
            )
    missing = _missing(records)
    parts = sorted((each for _, each in records), key=lambda r: _number(r))
    return msgspec.structs.replace(
        first,
        files=sum(each.files for each in parts),
        options={k: v for k, v in first.options.items() if k != "shard"},
        branch=", ".join(dict.fromkeys(each.branch for each in parts if each.branch)) or None,
        shard=None,
        steps=tuple(_steps(parts)),
        before=_added(each.before for each in parts),
        after=_added(each.after for each in parts),
        left=tuple(item for each in parts for item in each.left),
        secrets=tuple(item for each in parts for item in each.secrets),
        not_checked=tuple(dict.fromkeys(item for each in parts for item in each.not_checked)),
        notes=(*missing, *dict.fromkeys(note for each in parts for note in each.notes)),
    )


def _kind(record: Record) -> object:
    options = {k: v for k, v in record.options.items() if k != "shard"}
    return record.base, options, record.prodgate, record.applied, _of(record)


def _number(record: Record) -> int:
    return int((record.shard or "1/1").partition("/")[0])


def _of(record: Record) -> int:
    return int((record.shard or "1/1").partition("/")[2])


def _missing(records: Sequence[tuple[str, Record]]) -> list[str]:
    seen: dict[int, str] = {}
    for name, each in records:
        number = _number(each)
        if number in seen:
            raise MigrationError(f"{name} and {seen[number]} are both share {each.shard}")
        seen[number] = name
    lacking = [str(n) for n in range(1, _of(records[0][1]) + 1) if n not in seen]
    if not lacking:
        return []
    return [f"not all of it: the reports of shares {', '.join(lacking)} were not given"]


def _steps(parts: Sequence[Record]) -> Iterable[Step]:
    """A rule is one row; which commits of which branch it is in, each share's own report says."""
    by_rule: dict[str, Step] = {}
    for each in parts:
        for step in each.steps:
            have = by_rule.get(step.rule)
            by_rule[step.rule] = step if have is None else _together(have, step)
    return by_rule.values()


def _together(one: Step, other: Step) -> Step:
    return Step(
        one.rule,
        one.gate,
        one.summary,
        one.findings + other.findings,
        one.safe + other.safe,
        one.unsafe + other.unsafe,
        one.waiting + other.waiting,
        one.declined + other.declined,
        (*one.changes, *other.changes),
        one.commit if one.commit == other.commit else None,
    )


def _added(counts: Iterable[dict[str, Counts]]) -> dict[str, Counts]:
    total: dict[str, Counts] = {}
    for each in counts:
        for gate, number in each.items():
            total[gate] = total.get(gate, Counts()) + number
    return total
