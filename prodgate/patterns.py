"""Semgrep's matches as findings: with the fix of their rule, and never twice at one place."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from msgspec.structs import replace

from prodgate import semgrep
from prodgate import syntax as s
from prodgate.detect import Detected, FileCheck, FileResult
from prodgate.findings import NotChecked, Severity
from prodgate.source import Source
from prodgate.view import View

_SEVERITIES = {
    "INFO": Severity.NOTE,
    "LOW": Severity.NOTE,
    "WARNING": Severity.WARNING,
    "MEDIUM": Severity.WARNING,
    "ERROR": Severity.ERROR,
    "HIGH": Severity.ERROR,
    "CRITICAL": Severity.ERROR,
}


def scan(
    checker: FileCheck, sources: Sequence[Source]
) -> tuple[dict[str, list[Detected]], tuple[NotChecked, ...]]:
    """What the chosen Semgrep rules find, by path, and what Semgrep could not check."""
    outcome = semgrep.scan(checker.patterns, sources)
    found: dict[str, list[Detected]] = {}
    views: dict[str, View | NotChecked] = {}
    for match in outcome.matches:
        path = match.source.path
        if path not in views:
            views[path] = checker.view(match.source)
        view = views[path]
        if isinstance(view, View):
            found.setdefault(path, []).append(_detected(checker, view, match))
    return found, outcome.not_checked


def _detected(checker: FileCheck, view: View, match: semgrep.Match) -> Detected:
    rule = checker.pack.rules[str(match.rule["id"]).partition("--")[0]].rule
    severity = _SEVERITIES.get(str(match.rule.get("severity", "WARNING")), Severity.WARNING)
    place = s.Node(match.start, match.end)
    finding = dataclasses.replace(
        view.finding(rule, place, severity, match.message), by_pattern=True
    )
    if named := match.rule.get("metadata", {}).get("fix"):
        from prodgate import pattern_fixes

        fix = pattern_fixes.fix(view, (match.start, match.end), named)
        return Detected(finding, fix)
    return checker.with_fix(view, finding)


def merge(result: FileResult, more: Sequence[Detected]) -> FileResult:
    """A file's result with further findings, less those that lie on one of the same rule."""
    kept = list(result.detected)
    for each in sorted(more, key=lambda d: (d.finding.start, -d.finding.end)):
        if not any(_same_place(each, other) for other in kept):
            kept.append(each)
    return replace(result, detected=tuple(kept)) if more else result


def _same_place(one: Detected, other: Detected) -> bool:
    a, b = one.finding, other.finding
    return a.rule == b.rule and a.start < b.end and b.start < a.end
