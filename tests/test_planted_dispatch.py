"""Functions that a model names are found, however they are looked up; a name that is asked about
silences the rule."""

from __future__ import annotations

import planted_dispatch as shapes
import pytest
from planting import found_once, silent

RULE = "unchecked-tool-dispatch"
# Every function of a module is a tool: another rule says so, at the same place.
OF_A_MODULE = ("getattr of a module", "getattr, then a call")


@pytest.mark.parametrize("name", shapes.UNCHECKED)
def test_a_function_of_python_that_the_model_names_is_found_once(name: str) -> None:
    whole = name.startswith(OF_A_MODULE)
    found_once("unscoped-tools" if whole else RULE, shapes.UNCHECKED[name])
    if whole:
        silent(RULE, shapes.UNCHECKED[name])


@pytest.mark.parametrize("name", shapes.CHECKED)
def test_a_name_that_python_asks_about_is_left_alone(name: str) -> None:
    silent(RULE, shapes.CHECKED[name])


@pytest.mark.parametrize("name", shapes.UNCHECKED_OF_JAVASCRIPT)
def test_a_function_of_typescript_that_the_model_names_is_found_once(name: str) -> None:
    found_once(RULE, shapes.UNCHECKED_OF_JAVASCRIPT[name])


@pytest.mark.parametrize("name", shapes.CHECKED_OF_JAVASCRIPT)
def test_a_name_that_typescript_asks_about_is_left_alone(name: str) -> None:
    silent(RULE, shapes.CHECKED_OF_JAVASCRIPT[name])


def test_so_many_shapes_of_dispatch_are_planted() -> None:
    unchecked = shapes.UNCHECKED, shapes.UNCHECKED_OF_JAVASCRIPT
    checked = shapes.CHECKED, shapes.CHECKED_OF_JAVASCRIPT
    assert (sum(map(len, unchecked)), sum(map(len, checked))) == (687, 932)
