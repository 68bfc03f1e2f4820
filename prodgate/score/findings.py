"""What the rules found, as the score counts it: accepted and silenced findings are debt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from msgspec.structs import replace as with_values

from prodgate import run
from prodgate.detect import FileCheck, FileResult
from prodgate.discover import Targets
from prodgate.findings import Finding, Gate, NotChecked, Severity
from prodgate.kinds import Skipped
from prodgate.policy import Policy
from prodgate.report.redact import Redactor, redactors
from prodgate.score.model import Debt, ScoredFinding


class Found(Struct, frozen=True):
    """The findings of each gate, and what could not be looked at."""

    by_gate: dict[Gate, tuple[ScoredFinding, ...]]
    not_checked: tuple[NotChecked, ...]
    files: int
    notes: tuple[str, ...] = ()


def whole(request: run.Request) -> run.Request:
    """The request for a score: the whole tree, and every rule at its own severity.

    A policy may say that a finding fails nobody; it cannot say that there is none.
    """
    policy = with_values(request.policy, select=(), ignore=(), severity={})
    return replace(
        request,
        policy=policy,
        paths=(".",),
        start=request.root,
        select=(),
        ignore=(),
        edits=False,
        only=None,
    )


def find(request: run.Request, checker: FileCheck, asked: Policy) -> Found:
    """Everything the rules find in a tree. ``asked``: the policy as the team wrote it."""
    targets = run.targets_of(request)
    results, missed = run.find(request, checker, targets)
    return counted(request, checker, asked, targets, results, missed)


def counted(
    request: run.Request,
    checker: FileCheck,
    asked: Policy,
    targets: Targets,
    results: Sequence[FileResult],
    missed: Sequence[NotChecked],
) -> Found:
    """The findings by gate."""
    every = run.judge(replace(request, baseline=False), checker, targets, results, missed)
    new = run.judge(request, checker, targets, results, missed)
    left = Counter(each.finding.order for each in new.reported)
    off = _switched_off(asked, checker)
    by_gate: dict[Gate, list[ScoredFinding]] = {}
    redactor = redactors(every)

    def clean(finding: Finding) -> Redactor:
        source = every.sources.get(finding.path)
        return redactor(finding.path, source.text if source else "")

    for reported in every.reported:
        finding = reported.finding
        accepted = left[finding.order] <= 0
        left[finding.order] -= 1
        debt: Debt = "off" if finding.rule in off else "baseline" if accepted else ""
        by_gate.setdefault(finding.gate, []).append(_scored(finding, asked, clean(finding), debt))
    for ignored in every.ignored:
        silenced = clean(ignored.finding)
        found = _scored(ignored.finding, asked, silenced, "ignored", ignored.reason)
        by_gate.setdefault(ignored.finding.gate, []).append(found)
    ordered = {gate: tuple(sorted(each, key=_order)) for gate, each in by_gate.items()}
    notes = tuple(_notes(every.notes, new.notes, _left_out(every.skipped)))
    return Found(ordered, every.not_checked, every.files, notes)


def _left_out(skipped: Iterable[Skipped]) -> Iterator[str]:
    """What nobody looked at on purpose, by reason: whoever reads a score has to know."""
    reasons: dict[str, list[str]] = {}
    for each in skipped:
        reasons.setdefault(each.reason, []).append(each.path)
    for reason, paths in sorted(reasons.items()):
        some = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
        yield f"not looked at ({reason}): {some}"


def _notes(*several: Iterable[str]) -> Iterator[str]:
    clean = Redactor()
    for note in dict.fromkeys(note for notes in several for note in notes):
        yield clean.prose(note)


def _switched_off(asked: Policy, checker: FileCheck) -> set[str]:
    """The rules that the team's policy does not run."""
    ran = run.rules_of(run.Request(checker.root, asked), checker.pack)
    return {rule.name for rule in checker.rules} - {rule.name for rule in ran}


def _scored(
    finding: Finding, asked: Policy, clean: Redactor, debt: Debt, reason: str = ""
) -> ScoredFinding:
    severity = finding.severity
    level = asked.severity.get(finding.rule)
    if level is not None and level != "off" and Severity(level).rank > severity.rank:
        severity = Severity(level)
    return ScoredFinding(
        finding.rule,
        severity,
        finding.path,
        finding.line,
        clean.prose(finding.message),
        debt,
        clean.prose(reason),
    )


def _order(found: ScoredFinding) -> tuple[int, str, int, str]:
    return -found.severity.rank, found.path, found.line, found.rule
