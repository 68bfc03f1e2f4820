"""For programs: one JSON document, described by schemas/report.json."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from prodgate import __version__
from prodgate.edits import Edit, Fix
from prodgate.findings import Finding, Severity
from prodgate.report.redact import Redactor, redactors
from prodgate.result import Ignored, Reported, Result
from prodgate.source import Source


def render(result: Result) -> str:
    """The document. Paths that are not UTF-8 keep their bytes as lone surrogates, escaped."""
    redactor = redactors(result)
    clean = Redactor()
    document: dict[str, Any] = {
        "version": __version__,
        "findings": [_reported(r, result, redactor) for r in result.reported],
        "ignored": [_ignored(each, result.sources, redactor) for each in result.ignored],
        "fixed": [
            _finding(finding, result.sources.get(finding.path), redactor)
            for each in result.rewritten
            for finding in sorted(each.fixed, key=lambda f: f.order)
        ],
        "not_checked": [
            {"path": n.path, "reason": clean.prose(n.reason)} for n in result.not_checked
        ],
        "skipped": [{"path": s.path, "reason": s.reason} for s in result.skipped],
        "notes": [clean.prose(note) for note in result.notes],
        "summary": summary(result),
    }
    if result.base is not None:
        document["base"] = result.base
    return json.dumps(document, indent=2) + "\n"


def summary(result: Result) -> dict[str, Any]:
    """Counts; of findings, without those that the base had."""
    by_severity = {"error": 0, "warning": 0, "note": 0}
    for reported in result.at_or_above(Severity.NOTE):
        by_severity[reported.finding.severity.value] += 1
    return {
        "files": result.files,
        "findings": by_severity,
        "known": sum(reported.known for reported in result.reported),
        "suppressed": result.suppressed,
        "baselined": result.baselined,
        "rewritten": [r.path for r in result.rewritten],
    }


def _ignored(
    each: Ignored, sources: dict[str, Source], redactor: Callable[[str, str], Redactor]
) -> dict[str, Any]:
    source = sources.get(each.finding.path)
    clean = redactor(each.finding.path, source.text if source else "")
    finding = _finding(each.finding, source, redactor)
    return {**finding, "reason": clean.prose(each.reason), "new": each.new}


def _reported(
    reported: Reported, result: Result, redactor: Callable[[str, str], Redactor]
) -> dict[str, Any]:
    finding = reported.finding
    source = result.sources.get(finding.path)
    clean = redactor(finding.path, source.text if source else "")
    new = {} if result.base is None else {"new": not reported.known}
    return {
        **_finding(finding, source, redactor),
        **new,
        "fix": _fix(reported, source, clean),
    }


def _finding(
    finding: Finding, source: Source | None, redactor: Callable[[str, str], Redactor]
) -> dict[str, Any]:
    clean = redactor(finding.path, source.text if source else "")
    return {
        "rule": finding.rule,
        "gate": finding.gate.value,
        "severity": finding.severity.value,
        "path": finding.path,
        **_place(source, finding.line, finding.column, finding.end_line, finding.end_column),
        "message": clean.prose(finding.message),
    }


def _place(
    source: Source | None, line: int, column: int, end_line: int, end_column: int
) -> dict[str, int]:
    """Lines and columns; in a notebook those of a cell, whose number is given too."""
    cell = None
    if source is not None:
        (cell, line), (_, end_line) = source.shown(line), source.shown(end_line)
    place = {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
    return place if cell is None else {"cell": cell, **place}


def _fix(reported: Reported, source: Source | None, clean: Redactor) -> dict[str, Any]:
    fix = reported.fix
    if not isinstance(fix, Fix):
        recipe = clean.prose(fix.recipe)
        return {"applicability": "manual", "reason": fix.code, "recipe": recipe, "edits": []}
    edits = reported.edits or () if source else ()
    # Half of an edit is worse than none: one that would carry a secret is left out, with its kin.
    if any(clean.prose(edit.replacement) != edit.replacement for edit in edits):
        edits = ()
    return {
        "applicability": fix.applicability.value,
        "title": clean.prose(fix.title),
        "edits": [_edit(edit, source) for edit in edits if source],
    }


def _edit(edit: Edit, source: Source) -> dict[str, Any]:
    line, column = source.position(edit.start)
    end_line, end_column = source.position(edit.end)
    place = _place(source, line, column, end_line, end_column)
    return {**place, "replacement": edit.replacement}
