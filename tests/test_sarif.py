"""SARIF: valid against the schema of the standard, and inside what GitHub takes."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from cases_harness import pack
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
    reported,
    source_of,
)

from prodgate.compiling import compile_pack
from prodgate.edits import Edit, apply_edits
from prodgate.findings import Gate, NotChecked, Severity
from prodgate.report import sarif
from prodgate.result import Ignored, Result

DATA = Path(__file__).parent / "data"


@cache
def validator() -> Any:
    schema = json.loads((DATA / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema)


def log_of(result: Result, rules: int = 100, **options: Any) -> dict[str, Any]:
    """The document, after the checks that every one has to pass."""
    text = sarif.render(result, dict([*pack().rules.items()][:rules]), **options)
    text.encode()  # no lone surrogate
    document: dict[str, Any] = json.loads(text)
    found_ = validator().iter_errors(document)
    assert [f"{list(e.absolute_path)}: {e.message[:200]}" for e in found_] == []
    check_limits(document)
    return document


def check_limits(document: dict[str, Any]) -> None:
    """What GitHub requires, and what it refuses."""
    assert document["version"] == "2.1.0"
    assert document["$schema"]
    (run,) = document["runs"]
    driver = run["tool"]["driver"]
    assert len(run["results"]) <= 25_000
    for rule in driver["rules"]:
        assert 0 < len(rule["id"]) <= 255
        assert 0 < len(rule["name"]) <= 255
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"].strip()
        assert rule["help"]["markdown"].strip()
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
        properties = rule["properties"]
        assert properties["precision"] in ("very-high", "high", "medium", "low")
        assert properties["problem.severity"] in ("error", "warning", "recommendation")
        assert len(properties["tags"]) == len(set(properties["tags"])) <= 10
        risk = properties.get("security-severity")
        assert risk is None or (isinstance(risk, str) and 0 < float(risk) <= 10)
        assert ("security" in properties["tags"]) == (risk is not None)
    for each in run["results"]:
        assert driver["rules"][each["ruleIndex"]]["id"] == each["ruleId"]
        (location,) = each["locations"]
        place = location["physicalLocation"]
        check_uri(place["artifactLocation"]["uri"])
        region = place["region"]
        start = (region["startLine"], region["startColumn"])
        assert (1, 1) <= start <= (region["endLine"], region["endColumn"])
        assert "primaryLocationLineHash" not in each["partialFingerprints"]
    prints = [each["partialFingerprints"][sarif.FINGERPRINT] for each in run["results"]]
    assert len(prints) == len(set(prints))
    for text in strings(document):
        assert text, "GitHub takes no empty text"


def check_uri(uri: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_.\-~/%]+", uri)
    assert not re.search(r"%(?![0-9A-F]{2})", uri)
    assert not uri.startswith("/")
    assert not {"", ".", ".."} & set(uri.split("/"))


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    return [text for each in value for text in strings(each)] if isinstance(value, list) else []


def results_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    found_: list[dict[str, Any]] = document["runs"][0]["results"]
    return found_


# -- a real run ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return checked(tmp_path_factory.mktemp("real"), {"app.py": APP, "src/b.py": APP})


def test_a_real_run_is_valid_and_whole(real: Result) -> None:
    document = log_of(real, category="python")
    results = results_of(document)
    assert len(results) == len(real.reported) + len(real.ignored)
    assert {"hardcoded-secret", "missing-timeout", "http-without-timeout"} <= {
        each["ruleId"] for each in results
    }
    assert document["runs"][0]["automationDetails"] == {"id": "python/"}
    assert document["runs"][0]["invocations"][0]["executionSuccessful"] is True
    assert KEY not in json.dumps(document)


def test_the_edits_of_a_fix_apply(real: Result) -> None:
    """An editor that follows the lines and columns gets what the fix writes."""
    applied = 0
    for each in results_of(log_of(real)):
        for fix in each.get("fixes", ()):
            (change,) = fix["artifactChanges"]
            source = real.sources[change["artifactLocation"]["uri"]]
            edits = []
            for replacement in change["replacements"]:
                region = replacement["deletedRegion"]
                start = source.offset(region["startLine"], region["startColumn"])
                end = source.offset(region["endLine"], region["endColumn"])
                text = replacement.get("insertedContent", {}).get("text", "")
                edits.append(Edit(start, end, text))
            compile(apply_edits(source.text, edits), "x.py", "exec")
            applied += 1
    assert applied >= 2


def test_silenced_findings_say_so_or_are_left_out(real: Result) -> None:
    silenced = [each for each in results_of(log_of(real)) if "suppressions" in each]
    assert [each["ruleId"] for each in silenced] == ["uncapped-tokens"] * 2
    (first,) = silenced[0]["suppressions"]
    assert first["kind"] == "inSource"
    assert first["justification"].startswith("the answer of \u2026 is short")
    assert len(results_of(log_of(real, suppressed=False))) == len(real.reported)


def test_a_fingerprint_outlives_moved_lines(tmp_path: Path) -> None:
    before = checked(tmp_path / "a", {"app.py": APP})
    after = checked(tmp_path / "b", {"app.py": "# new\n\n# lines\n" + APP})
    first, second = (
        {each["ruleId"]: each["partialFingerprints"] for each in results_of(log_of(result))}
        for result in (before, after)
    )
    assert first == second


def test_a_notebook_is_shown_where_its_json_has_the_line(tmp_path: Path) -> None:
    cell = ["import requests\n", "\n", 'requests.get("https://example.org")\n']
    book = {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# x\n"]},
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": {},
                "outputs": [],
                "source": cell,
            },
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(book, indent=1)
    result = checked(tmp_path, {"a.ipynb": text})
    (each,) = [r for r in results_of(log_of(result)) if r["ruleId"] == "http-without-timeout"]
    region = each["locations"][0]["physicalLocation"]["region"]
    line = text.split("\n")[region["startLine"] - 1]
    assert "requests.get(" in line
    assert region["endLine"] == region["startLine"]
    assert region["endColumn"] == len(line) + 1
    assert "(cell 2, line 3)" in each["message"]["text"]
    assert "fixes" not in each


# -- made results -------------------------------------------------------------------------------


def test_old_and_new_and_silenced_findings_say_what_they_are() -> None:
    finding = found()
    result = Result(
        (by_hand(finding), by_hand(found("old.py"), known=True)),
        ignored=(Ignored(found("quiet.py"), "why", 1, new=True),),
        base="abc",
    )
    states = {
        unquote_to_bytes(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]): r.get(
            "baselineState"
        )
        for r in results_of(log_of(result))
    }
    assert states == {b"app.py": "new", b"old.py": "unchanged", b"quiet.py": "new"}
    alone = results_of(log_of(Result((by_hand(finding),))))
    assert "baselineState" not in alone[0]


def test_what_was_not_checked_is_a_failure_of_the_tool() -> None:
    result = Result(not_checked=(NotChecked("a b.py", "too large"), NotChecked("", "no semgrep")))
    (told,) = log_of(result)["runs"][0]["invocations"]
    assert told["executionSuccessful"] is False
    first, second = told["toolExecutionNotifications"]
    assert first["message"]["text"] == "Not checked: too large"
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.py"
    assert "locations" not in second


def test_the_worst_come_first_and_no_more_than_github_takes() -> None:
    notes, errors = many(25_000, severity=Severity.NOTE), many(40, files=2)
    known = tuple(replace(r, known=True) for r in many(10).reported)
    result = Result((*notes.reported, *known, *errors.reported), base="abc")
    document = json.loads(sarif.render(result, {}))
    check_limits(document)
    results = results_of(document)
    assert len(results) == 25_000
    assert [r["level"] for r in results[:41]] == ["error"] * 40 + ["note"]
    (told,) = document["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "50 findings are not in this file" in told["message"]["text"]


def test_a_large_file_is_cut_to_what_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    most = 10_000
    monkeypatch.setattr(sarif, "_MOST_BYTES", most)
    text = sarif.render(many(3_000, files=50), {})
    assert len(gzip.compress(text.encode())) <= most * 1.01
    assert 0 < len(json.loads(text)["runs"][0]["results"]) < 3_000


def test_an_edit_with_a_secret_is_left_out() -> None:
    text = f'key = "{KEY}"\n'
    source = source_of("app.py", text)
    edits = (Edit(0, 3, "name"), Edit(len(text), len(text), f'x = "{KEY}"\n'))
    finding = found(message=f"has {KEY}", start=6, end=len(text) - 1)
    result = Result(
        (reported(finding, title=f"use {KEY}", edits=edits),), sources={"app.py": source}
    )
    document = log_of(result)
    assert "fixes" not in results_of(document)[0]
    assert KEY not in json.dumps(document)


def test_a_rule_that_no_module_has() -> None:
    finding = found(rule="invalid-ignore", gate=Gate.TESTING)
    driver = log_of(Result((by_hand(finding),)))["runs"][0]["tool"]["driver"]
    (rule,) = [rule for rule in driver["rules"] if rule["id"] == "invalid-ignore"]
    assert rule["helpUri"].endswith("docs/suppressing.md")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str) -> None:
    document = log_of(hostile_result("src/a.py", text), rules=1)
    said = json.dumps(document, ensure_ascii=False)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)


@given(NAMES, TEXTS)
@settings(max_examples=60)
def test_any_name_and_text(name: str, text: str) -> None:
    document = log_of(hostile_result(name, text), rules=1)
    uri = results_of(document)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote_to_bytes(uri) == name.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("path", ["../a.py", "/etc/passwd", "a/../../b", "./a//b.py", "c:\\x"])
def test_no_path_leads_out(path: str) -> None:
    log_of(Result((by_hand(found(path)),)), rules=1)


# -- what rules say of weaknesses ---------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(pack().rules))
def test_a_weakness_is_named_as_the_lists_name_it(name: str) -> None:
    rule = pack().rules[name].rule
    assert all(1 <= number <= 1500 for number in rule.cwe)
    assert len(set(rule.cwe)) == len(rule.cwe)
    editions = r"LLM(0[1-9]|10):2025|API([1-9]|10):2023|A(0[1-9]|10):2021"
    assert all(re.fullmatch(editions, entry) for entry in rule.owasp)
    if rule.risk is None:
        assert not rule.owasp
    else:
        assert rule.cwe
        assert 0 < rule.risk <= 10
    if rule.gate in (Gate.SECURITY, Gate.AUTH):
        assert rule.cwe
        assert rule.owasp
        assert rule.risk


def test_a_teams_pattern_can_name_its_weakness(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "rules:\n- id: no-eval\n  languages: [python]\n  severity: ERROR\n  message: eval\n"
        "  pattern: eval(...)\n  metadata:\n    gate: security\n    literals: [eval]\n"
        "    cwe: ['CWE-95: Eval Injection', 'CWE-94']\n    owasp: A03:2021 - Injection\n"
        "    risk: 8\n",
        encoding="utf-8",
    )
    index, _ = compile_pack("s", (), [("rules", tmp_path / "x.yaml")])
    (rule,) = index.rules
    assert (rule.cwe, rule.owasp, rule.risk) == ((95, 94), ("A03:2021",), 8.0)
