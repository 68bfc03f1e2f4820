"""A fix run over many files: plan each, keep secrets safe, write, and say what was done."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from prodgate import faults
from prodgate import source as door
from prodgate.dependencies import Requirement, manifest_edits
from prodgate.detect import Detected, FileCheck
from prodgate.edits import MoveSecret, WriteFile
from prodgate.findings import Applicability, Finding, NotChecked, Severity
from prodgate.result import Reported, Result, Rewritten
from prodgate.rewrite import Plan, plan
from prodgate.write import WriteRefused, create_file, write_file

if TYPE_CHECKING:
    from prodgate.secrets.dotenv import Kept


Keep: TypeAlias = "Callable[[str, tuple[MoveSecret, ...]], Kept]"


def rewrite_files(
    checker: FileCheck,
    judged: Result,
    allowed: set[Applicability],
    least: Severity,
    *,
    write: bool,
    keep: Keep | None,
) -> Result:
    """``judged`` with what was rewritten, and only the findings that are left.

    Rewritten are findings of at least ``least`` whose fix is one of the ``allowed`` kinds.
    ``keep`` puts the secrets of a file where the code will read them; without it, they are only
    shown to go.
    """
    by_path: dict[str, list[Reported]] = {}
    for reported in judged.reported:
        by_path.setdefault(reported.finding.path, []).append(reported)
    left: list[Reported] = []
    rewritten: list[Rewritten] = []
    missed: list[NotChecked] = []
    notes: list[str] = []
    needed: list[Requirement] = []
    made: dict[str, str] = {}  # files that fixes of this run wrote, or would write, and their text
    for path, group in by_path.items():
        chosen = [
            r
            for r in group
            if r.fix.applicability in allowed and r.finding.severity.rank >= least.rank
        ]
        left += [r for r in group if r not in chosen]
        if not chosen:
            continue
        try:
            detected = [Detected(r.finding, r.fix) for r in chosen]
            planned = plan(checker, judged.sources[path], detected)
        except Exception as error:  # a renderer that breaks on one file costs no other
            missed.append(faults.not_checked(path, error))
            left += chosen
            continue
        outcome = _apply(checker, planned, made, write=write, keep=keep)
        needed += outcome.needed
        notes += outcome.notes
        for each in outcome.rewritten:
            _merge(rewritten, each)
        missed += outcome.missed
        left += _left(chosen, outcome.fixed, planned)
    left.sort(key=lambda r: r.finding.order)
    if needed:
        missed += _require(checker, needed, rewritten, notes, write=write)
    return replace(
        judged,
        reported=tuple(left),
        rewritten=tuple(rewritten),
        not_checked=(*judged.not_checked, *missed),
        notes=(*judged.notes, *notes),
    )


class _Outcome:
    """What became of one file."""

    def __init__(self) -> None:
        self.fixed: tuple[Finding, ...] = ()
        self.rewritten: list[Rewritten] = []
        self.missed: list[NotChecked] = []
        self.notes: list[str] = []
        self.needed: tuple[Requirement, ...] = ()


def _left(chosen: list[Reported], fixed: Iterable[Finding], planned: Plan) -> list[Reported]:
    done = {id(f) for f in fixed}
    why = {id(finding): refusal for finding, refusal in planned.refused}
    return [
        Reported(r.finding, why.get(id(r.finding), r.fix))
        for r in chosen
        if id(r.finding) not in done
    ]


def _apply(
    checker: FileCheck,
    planned: Plan,
    made: dict[str, str],
    *,
    write: bool,
    keep: Keep | None,
) -> _Outcome:
    outcome = _Outcome()
    if planned.secrets and keep and (stop := _keep_secrets(planned, outcome, keep)):
        chosen = [f for f in planned.fixed if f.rule != "hardcoded-secret"]
        outcome.notes.append(stop)
        planned = _again_without(checker, planned, chosen)
    if not planned.fixed:
        return outcome
    source = planned.source
    try:
        new_files = _companions(checker.root, source.path, planned.files, made)
        if write:
            for path, before, after in new_files:
                _write_companion(checker.root, path, before, after)
            data = source.encode(source.text)
            write_file(checker.root, source.path, data, source.encode(planned.after))
    except WriteRefused as refused:
        outcome.missed.append(NotChecked(source.path, f"not rewritten: {refused}"))
        return outcome
    made |= {path: after for path, _, after in new_files}
    outcome.fixed = planned.fixed
    outcome.needed = planned.requirements
    outcome.rewritten.append(Rewritten(source.path, source.text, planned.after, planned.fixed))
    outcome.rewritten += [
        Rewritten(path, before or "", after, (), new=before is None)
        for path, before, after in new_files
        if before != after
    ]
    return outcome


def _again_without(checker: FileCheck, planned: Plan, keep: list[Finding]) -> Plan:
    """The plan without the fixes that may not be made here."""
    result = checker.run_on(planned.source.path, planned.source.encode(planned.source.text))
    wanted = {(f.rule, f.start) for f in keep}
    chosen = [d for d in result.detected if (d.finding.rule, d.finding.start) in wanted]
    again = plan(checker, planned.source, chosen)
    same = {(f.rule, f.start): f for f in keep}
    fixed = tuple(same[f.rule, f.start] for f in again.fixed)
    return replace(again, fixed=fixed)


def _keep_secrets(planned: Plan, outcome: _Outcome, keep: Keep) -> str | None:
    """Put the values into .env; the sentence that says why that may not be, else None."""
    kept = keep(planned.source.path, _distinct(planned.secrets))
    if kept.refused is not None:
        return kept.refused
    outcome.notes += kept.notes
    return None


def _distinct(secrets: tuple[MoveSecret, ...]) -> tuple[MoveSecret, ...]:
    return tuple(dict.fromkeys(secrets))


# -- the manifests of what was rewritten ---------------------------------------------------------


def _require(
    checker: FileCheck,
    needed: Iterable[Requirement],
    rewritten: list[Rewritten],
    notes: list[str],
    *,
    write: bool,
) -> list[NotChecked]:
    """Add what the rewritten files need to the project's manifests; what could not be written.

    A manifest that the same run has rewritten stays one entry of the report.
    """
    newer = {} if write else {each.path: each.after for each in rewritten}
    missed: list[NotChecked] = []
    for edit in manifest_edits(
        checker.root,
        needed,
        checker.project,
        texts=newer,
        exclude=checker.policy.exclude,
        planned=not write,
    ):
        if edit.path is not None and edit.changed:
            try:
                if write:
                    write_file(checker.root, edit.path, edit.old, edit.new)
            except WriteRefused as refused:
                added = ", ".join(edit.added)
                reason = f"not edited: {refused}; add {added} by hand, which rewritten code needs"
                missed.append(NotChecked(edit.path, reason))
                continue
            _merge(rewritten, Rewritten(edit.path, edit.before, edit.after, ()))
        notes += edit.notes
    return missed


def _merge(rewritten: list[Rewritten], last: Rewritten) -> None:
    for index, each in enumerate(rewritten):
        if each.path == last.path:
            rewritten[index] = replace(each, after=last.after, fixed=(*each.fixed, *last.fixed))
            return
    rewritten.append(last)


# -- the module that a fix writes beside the file ----------------------------------------------


def _companions(
    root: Path, path: str, wanted: Iterable[WriteFile], made: Mapping[str, str]
) -> list[tuple[str, str | None, str]]:
    """Path, text before (None: not there) and text after of each file that the fixes need."""
    from prodgate.guard import with_part

    texts: dict[str, tuple[str | None, str]] = {}
    for each in wanted:
        where = str(PurePosixPath(path).parent / each.path)
        if where not in texts:
            before = made[where] if where in made else _existing(root, where)
            texts[where] = before, each.header if before is None else before
        before, text = texts[where]
        for part in each.parts:
            if not _defines(text, part.name):
                text = with_part(text, part)
        texts[where] = before, text
    return [(where, before, after) for where, (before, after) in texts.items()]


def _existing(root: Path, path: str) -> str | None:
    """The text of a file that may be there. Raises ``WriteRefused`` where it cannot be added to."""
    if not os.path.lexists(root / path):
        return None
    data = door.load(root, path)
    source = door.decode(path, data) if isinstance(data, bytes) else data
    if isinstance(source, NotChecked):
        raise WriteRefused(f"{path} is there already and cannot be added to ({source.reason})")
    return source.text


def _defines(text: str, name: str) -> bool:
    return bool(
        re.search(
            rf"^(?:export\s+)?(?:async\s+)?(?:def|class|function|const|type|interface)\s+{name}\b"
            rf"|^{name}\s*[:=]",
            text,
            re.MULTILINE,
        )
    )


def _write_companion(root: Path, path: str, before: str | None, after: str) -> None:
    if before is None:
        create_file(root, path, after.encode())
    elif before != after:
        write_file(root, path, before.encode(), after.encode())
