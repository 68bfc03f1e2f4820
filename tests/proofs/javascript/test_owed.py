"""Every place where a safe fix writes something is proven by a program, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from js_owed import UNPROVEN, Owed, owed, sdks
from js_programs import Program, programs
from packaging.specifiers import SpecifierSet

_PROGRAMS = tuple(programs())
_SDKS = {sdk.sdk: sdk for sdk in sdks()}


def _proving(what: Owed) -> Iterator[Program]:
    """The programs for one place."""
    for program in _PROGRAMS:
        fits = (program.rule, program.sdk) == (what.rule, what.sdk)
        if fits and program.owner in what.names and _is_in(program, what.versions):
            yield program


def _is_in(program: Program, versions: str) -> bool:
    version = program.packages[0].rpartition("@")[2] if program.packages else ""
    return not versions or SpecifierSet(versions).contains(version, prereleases=True)


@pytest.mark.parametrize("name", sorted(_SDKS))
def test_every_safe_fix_of_an_sdk_has_a_program(name: str) -> None:
    for what in owed(_SDKS[name]):
        proven, reason = list(_proving(what)), UNPROVEN.get(what)
        assert proven or reason, f"no program in programs/{name}.mjs, no reason: {what}"
        assert not (proven and reason), f"proven, and said to be unproven: {what}"


def test_a_program_is_for_a_place_in_the_facts() -> None:
    places = [what for sdk in _SDKS.values() for what in owed(sdk)]
    served = {program.name for what in places for program in _proving(what)}
    stray = {program.name for program in _PROGRAMS} - served
    assert not stray


def test_what_is_said_to_be_unproven_is_in_the_facts() -> None:
    places = {what for sdk in _SDKS.values() for what in owed(sdk)}
    assert set(UNPROVEN) <= places
