"""What the fixes write type-checks: pyright, and tsc under strict, against the real packages.

Every case with an ``after`` is rewritten by its rule, and by all rules together; then no file may
have an error that it did not have before. The packages are those of today and of one major before.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cases_harness import Case, all_cases
from type_cases import cases_for, check, said
from type_compare import New, Problem, compare
from type_environments import CURRENT, ENVIRONMENTS, Environment


@pytest.mark.proof
@pytest.mark.parametrize("environment", [pytest.param(e, id=e.id) for e in ENVIRONMENTS])
def test_no_rewrite_brings_a_type_error(
    environment: Environment, cache: Path, tmp_path: Path
) -> None:
    verdicts = check(environment, cache, tmp_path)
    assert verdicts, "no case is checked here"
    assert not any(verdict.new.errors for verdict in verdicts), said(verdicts)


@pytest.mark.proof
def test_every_case_is_checked_somewhere() -> None:
    checked = {case.id for environment in ENVIRONMENTS for case in cases_for(environment)}
    current = [e for e in ENVIRONMENTS if e.name == CURRENT]
    assert len(current) == 2
    missed = {case.id for case in cases_with_code()} - checked
    assert not missed, sorted(missed)


def cases_with_code() -> list[Case]:
    return [c for c in all_cases() if c.after is not None and not c.file.endswith(".txt")]


# -- the comparison itself ---------------------------------------------------------------------

OLD = "one\ntwo\nthree\n"


def test_an_error_that_moved_down_is_old() -> None:
    before, after = [Problem(2, "x", "bad")], [Problem(3, "x", "bad")]
    assert compare(OLD, "zero\n" + OLD, before, after) == New()


def test_the_same_words_elsewhere_are_new() -> None:
    before, after = [Problem(2, "x", "bad")], [Problem(2, "x", "bad"), Problem(3, "x", "bad")]
    assert compare(OLD, OLD, before, after).errors == (Problem(3, "x", "bad"),)


def test_an_error_on_a_rewritten_line_is_old_when_it_stood_there_and_says_the_same() -> None:
    before, after = [Problem(2, "x", "bad")], [Problem(3, "x", "bad")]
    assert compare(OLD, "one\ntwo(\n    3)\nthree\n", before, after) == New()


def test_other_words_on_a_rewritten_line_are_shown() -> None:
    before, after = Problem(2, "x", "has {a}"), Problem(2, "x", "has {a, b}")
    assert compare(OLD, "one\ntwo!\nthree\n", [before], [after]) == New((), ((before, after),))


def test_an_error_of_another_kind_on_a_rewritten_line_is_new() -> None:
    before, after = Problem(2, "x", "bad"), Problem(2, "y", "bad")
    assert compare(OLD, "one\ntwo!\nthree\n", [before], [after]).errors == (after,)


def test_two_errors_where_one_was_are_one_too_many() -> None:
    before, after = Problem(2, "x", "bad"), Problem(2, "x", "worse")
    new = compare(OLD, "one\ntwo!\nthree\n", [before], [before, after])
    assert new.errors == (after,)
