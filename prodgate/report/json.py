"""For programs: one JSON document, described by schemas/report.json."""

from __future__ import annotations

import json
from typing import Any

from prodgate import __version__
from prodgate.edits import Edit, Fix
from prodgate.result import Reported, Result
from prodgate.source import Source


def render(result: Result) -> str:
    """The document. Paths that are not UTF-8 keep their bytes as lone surrogates, escaped."""
    document = {
        "version": __version__,
        "findings": [_finding(r, result.sources.get(r.finding.path)) for r in result.reported],
        "not_checked": [{"path": n.path, "reason": n.reason} for n in result.not_checked],
        "skipped": [{"path": s.path, "reason": s.reason} for s in result.skipped],
        "summary": summary(result),
    }
    return json.dumps(document, indent=2) + "\n"


def summary(result: Result) -> dict[str, Any]:
    """Counts."""
    by_severity = {"error": 0, "warning": 0, "note": 0}
    for reported in result.reported:
        by_severity[reported.finding.severity.value] += 1
    return {
        "files": result.files,
        "findings": by_severity,
        "suppressed": result.suppressed,
        "baselined": result.baselined,
        "rewritten": [r.path for r in result.rewritten],
    }


def _finding(reported: Reported, source: Source | None) -> dict[str, Any]:
    finding = reported.finding
    return {
        "rule": finding.rule,
        "gate": finding.gate.value,
        "severity": finding.severity.value,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "message": finding.message,
        "fix": _fix(reported, source),
    }


def _fix(reported: Reported, source: Source | None) -> dict[str, Any]:
    fix = reported.fix
    if not isinstance(fix, Fix):
        return {"applicability": "manual", "reason": fix.code, "recipe": fix.recipe, "edits": []}
    edits = [_edit(e, source) for e in reported.edits or ()] if source else []
    return {"applicability": fix.applicability.value, "title": fix.title, "edits": edits}


def _edit(edit: Edit, source: Source) -> dict[str, Any]:
    line, column = source.position(edit.start)
    end_line, end_column = source.position(edit.end)
    return {
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "replacement": edit.replacement,
    }
