"""Tools that run what a model writes are found in every shape; what confines or asks is not."""

from __future__ import annotations

import planted_constructs as constructs
import planted_dangers as tools
import pytest
from planting import found_once, silent

RULE = "dangerous-tool"


@pytest.mark.parametrize("name", tools.RUNNING)
def test_a_tool_of_python_that_runs_its_argument_is_found_once(name: str) -> None:
    found_once(RULE, tools.RUNNING[name])


@pytest.mark.parametrize("name", tools.SOUND)
def test_a_tool_of_python_that_confines_or_asks_is_left_alone(name: str) -> None:
    silent(RULE, tools.SOUND[name])


@pytest.mark.parametrize("name", tools.RUNNING_OF_JAVASCRIPT)
def test_a_tool_of_typescript_that_runs_its_argument_is_found_once(name: str) -> None:
    found_once(RULE, tools.RUNNING_OF_JAVASCRIPT[name])


@pytest.mark.parametrize("name", tools.SOUND_OF_JAVASCRIPT)
def test_a_tool_of_typescript_that_confines_or_asks_is_left_alone(name: str) -> None:
    silent(RULE, tools.SOUND_OF_JAVASCRIPT[name])


@pytest.mark.parametrize("name", constructs.RUNNING)
def test_a_construct_that_runs_what_the_model_writes_is_found_once(name: str) -> None:
    found_once(RULE, constructs.RUNNING[name])


@pytest.mark.parametrize("name", constructs.SOUND)
def test_a_construct_that_confines_or_asks_is_left_alone(name: str) -> None:
    silent(RULE, constructs.SOUND[name])


def test_so_many_shapes_of_dangers_are_planted() -> None:
    running = tools.RUNNING, tools.RUNNING_OF_JAVASCRIPT, constructs.RUNNING
    sound = tools.SOUND, tools.SOUND_OF_JAVASCRIPT, constructs.SOUND
    assert (sum(map(len, running)), sum(map(len, sound))) == (1212, 1189)
