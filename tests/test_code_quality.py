"""GitLab's code quality report: the fields that it documents, and no others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from report_samples import (
    APP,
    HOSTILE,
    KEY,
    NAMES,
    TEXTS,
    by_hand,
    checked,
    found,
    hostile_result,
    many,
)

from prodgate.findings import NotChecked, Severity
from prodgate.report import code_quality
from prodgate.result import Result

_TEXT = {"type": "string", "minLength": 1}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": _TEXT,
            "check_name": _TEXT,
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def issues_of(result: Result) -> list[dict[str, Any]]:
    text = code_quality.render(result)
    issues: list[dict[str, Any]] = json.loads(text)
    jsonschema.validate(issues, SCHEMA)
    json.dumps(issues, ensure_ascii=False).encode()  # no lone surrogate
    prints = [issue["fingerprint"] for issue in issues]
    assert len(prints) == len(set(prints))
    return issues


def test_severities() -> None:
    each = tuple(by_hand(found(f"{s.value}.py", severity=s)) for s in Severity)
    levels = {issue["location"]["path"]: issue["severity"] for issue in issues_of(Result(each))}
    assert levels == {"error.py": "critical", "warning.py": "major", "note.py": "info"}


def test_the_same_code_twice_is_known_apart() -> None:
    assert len(issues_of(many(50, files=3))) == 50


def test_what_could_not_be_checked_is_an_issue() -> None:
    missed = (NotChecked("a.py", "too large"), NotChecked("", "no semgrep"))
    first, second = issues_of(Result(not_checked=missed))
    assert (first["check_name"], first["location"]["path"]) == ("not-checked", "a.py")
    assert second["location"]["path"] == "prodgate.yaml"


def test_fingerprints_outlive_moved_lines_and_hold_no_key(tmp_path: Path) -> None:
    before = checked(tmp_path / "a", {"app.py": APP})
    after = checked(tmp_path / "b", {"app.py": "\n\n\n" + APP})
    first, second = (
        {i["check_name"]: i["fingerprint"] for i in issues_of(r)} for r in (before, after)
    )
    assert first == second
    assert KEY not in code_quality.render(before)


def test_old_findings_stay_because_gitlab_compares_by_itself() -> None:
    result = many(2)
    old = replace(result, reported=tuple(replace(r, known=True) for r in result.reported))
    assert issues_of(result) == issues_of(old)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str) -> None:
    issues_of(hostile_result("src/a.py", text))


@given(NAMES, TEXTS)
@settings(max_examples=60)
def test_any_name_and_text(name: str, text: str) -> None:
    issues_of(hostile_result(name, text))
