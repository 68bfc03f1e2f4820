"""GitLab's code quality report: a list of issues, shown in the diff of a merge request.

GitLab compares the report of a branch with that of its target by fingerprint, so what was there
before stays in it.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal, TypeAlias

from prodgate.edits import Fix
from prodgate.escape import printable
from prodgate.findings import NotChecked, Severity
from prodgate.report.places import place_of, raw
from prodgate.report.ranking import Fingerprints
from prodgate.report.redact import Redactor, redactors
from prodgate.result import Reported, Result

Level: TypeAlias = Literal["info", "minor", "major", "critical", "blocker"]
_LEVELS: dict[Severity, Level] = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.NOTE: "info",
}
_NOWHERE = "prodgate.yaml"  # an issue needs a file


def render(result: Result) -> str:
    """The report. What could not be checked is an issue too: silence would look like success."""
    prints = Fingerprints(result.sources)
    redactor = redactors(result)
    issues: list[dict[str, Any]] = []
    for reported in sorted(result.reported, key=lambda r: r.finding.order):
        path = reported.finding.path
        source = result.sources.get(path)
        clean = redactor(path, source.text if source else "")
        line = place_of(reported.finding, source).line
        level = _LEVELS[reported.finding.severity]
        rule = printable(reported.finding.rule)
        known_by = _digest(prints.of(reported.finding))
        issues.append(_issue(_description(reported, clean), rule, known_by, level, path, line))
    issues += [_unchecked(each) for each in dict.fromkeys(result.not_checked)]
    return json.dumps(issues, indent=1) + "\n"


def _issue(
    description: str, rule: str, fingerprint: str, level: Level, path: str, line: int
) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": level,
        "location": {"path": _path(path), "lines": {"begin": line}},
    }


def _description(reported: Reported, clean: Redactor) -> str:
    fix = reported.fix
    said = f"fix ({fix.applicability.value}): {fix.title}" if isinstance(fix, Fix) else fix.recipe
    return "; ".join(printable(clean.prose(part)) for part in (reported.finding.message, said))


def _unchecked(missed: NotChecked) -> dict[str, Any]:
    reason = printable(Redactor().prose(missed.reason))
    known_by = _digest(f"not-checked\0{missed.path}\0{missed.reason}")
    return _issue(f"not checked: {reason}", "not-checked", known_by, "major", missed.path, 1)


def _path(path: str) -> str:
    """As it is; a name that is not text is shown rather than found."""
    return printable(path) if any("\ud800" <= c <= "\udfff" for c in path) else path or _NOWHERE


def _digest(what: str) -> str:
    return hashlib.sha256(raw(what)).hexdigest()[:32]
