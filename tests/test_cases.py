"""Every case of every rule: found where marked and nowhere else, rewritten exactly as shown."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from cases_harness import (
    Case,
    Checked,
    all_cases,
    comments,
    errors,
    expected,
    pack,
    plant,
    run,
    said,
    with_text,
)

from prodgate.edits import Fix
from prodgate.rewrite import plan

# Cases that are right although the engine is not there yet, each with what it gets wrong.
XFAIL: dict[str, str] = {}

# Rules whose fix does not hold yet, left out where the fixes of all rules are tried together.
UNFINISHED: dict[str, str] = {
    "fixed-large-model": 'choose_model("gpt-4o") is read as a provider of one argument: found again'
}


def _parameters(chosen: list[Case]) -> list[object]:
    marks = {
        case.id: [pytest.mark.xfail(reason=XFAIL[case.id], strict=True)]
        for case in chosen
        if case.id in XFAIL
    }
    return [pytest.param(case, id=case.id, marks=marks.get(case.id, [])) for case in chosen]


CASES = all_cases()
BEFORE = [case for case in CASES if not case.is_fine]


def test_every_expected_failure_is_a_case() -> None:
    assert set(XFAIL) <= {case.id for case in CASES}


@pytest.mark.parametrize("case", _parameters(CASES))
def test_case(case: Case, tmp_path: Path) -> None:
    checked = run(case, tmp_path)
    _assert_found_where_marked(case, checked)
    if case.is_fine:
        return
    if case.after is None:
        _assert_no_fix(checked)
    else:
        _assert_rewritten(checked, plant(case.after))


def _assert_found_where_marked(case: Case, checked: Checked) -> None:
    marked = expected(case.text)
    if not case.is_fine:
        assert marked, "a before case marks at least one line with `finding`"
    found = Counter(d.finding.line for d in checked.detected)
    messages = [f"{d.finding.line}: {d.finding.message}" for d in checked.detected]
    assert found == Counter({line: len(words) for line, words in marked.items()}), messages
    for detected in checked.detected:
        for words in marked[detected.finding.line][:1]:
            assert words <= said(detected), (detected.finding.line, detected)


def _assert_no_fix(checked: Checked) -> None:
    """A before without an after: nothing is rewritten, and a person is told what to do."""
    planned = checked.rewritten()
    assert planned.after == checked.source.text
    refused = [d.fix for d in checked.detected if not isinstance(d.fix, Fix)]
    refused += [refusal for _, refusal in planned.refused]
    assert len(refused) == len(checked.detected)
    assert all(refusal.code and refusal.recipe for refusal in refused)


def _assert_rewritten(checked: Checked, after: str) -> None:
    planned = checked.rewritten()
    assert not planned.refused
    assert planned.after == after
    result = with_text(checked.source, after)
    assert checked.again(after) == (), "a second run has nothing left to say or to do"
    assert not comments(checked.source) - comments(result), "every comment is kept"
    assert errors(result) <= errors(checked.source)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in BEFORE])
def test_the_fixes_of_all_rules_hold_together(case: Case, tmp_path: Path) -> None:
    rules = tuple(name for name in pack().rules if name not in UNFINISHED)
    checked = run(case, tmp_path, rules=rules)
    planned = checked.rewritten()
    unheld = [refusal for _, refusal in planned.refused if refusal.code == "check-failed"]
    assert not unheld, unheld
    result = with_text(checked.source, planned.after)
    assert not comments(checked.source) - comments(result), "every comment is kept"
    assert errors(result) <= errors(checked.source)
    left = Counter(d.finding.rule for d in checked.detected)
    left -= Counter(finding.rule for finding in planned.fixed)
    again = checked.again(planned.after)
    # What one fix mends may end what another rule saw: a body that is checked, a loop that ends.
    assert not Counter(d.finding.rule for d in again) - left, "no fix brings a finding"
    second = plan(checked.check, result, [d for d in again if isinstance(d.fix, Fix)])
    assert second.after == planned.after, "a second run changes nothing"
