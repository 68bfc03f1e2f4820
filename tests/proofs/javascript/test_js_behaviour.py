"""What the safe fixes do: programs before and after ``prodgate fix``, with the real SDKs.

With PRODGATE_PROOF_RESULTS=1 what was seen goes into tests/proofs/results-javascript.yaml.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from js_programs import programs
from js_prove import Proofs, keep

_PROGRAMS = tuple(programs())
_QUICK = {"fetch"}  # what needs no package also runs in CI


def _param(sdk: str) -> ParameterSet:
    marks = [pytest.mark.proof, *([pytest.mark.quick_proof] if sdk in _QUICK else [])]
    return pytest.param(sdk, id=sdk, marks=marks)


@pytest.mark.parametrize("sdk", [_param(sdk) for sdk in sorted({p.sdk for p in _PROGRAMS})])
def test_the_fixes_of_an_sdk_do_what_they_say(sdk: str, cache: Path) -> None:
    with Proofs(cache) as proofs:
        begun = [proofs.start(program) for program in _PROGRAMS if program.sdk == sdk]
        rows = [proof.result() for proof in begun]
    for row in rows:
        keep(row)
    wrong = [f"{row.program.name}: {row.why}" for row in rows if row.why]
    assert not wrong, "\n".join(wrong)


def test_programs_are_told_apart_by_their_names() -> None:
    assert len({program.name for program in _PROGRAMS}) == len(_PROGRAMS) > 0
