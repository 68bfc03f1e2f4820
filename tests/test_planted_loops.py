"""Loops that only the model ends, in every shape, are found; what bounds them silences the rule."""

from __future__ import annotations

import planted_agents as agents
import planted_loops as loops
import pytest
from planting import found_once, silent

RULE = "unbounded-agent-loop"


@pytest.mark.parametrize("name", loops.ENDLESS)
def test_a_loop_of_python_that_only_the_model_ends_is_found_once(name: str) -> None:
    found_once(RULE, loops.ENDLESS[name])


@pytest.mark.parametrize("name", loops.BOUNDED)
def test_a_loop_of_python_that_something_bounds_is_left_alone(name: str) -> None:
    silent(RULE, loops.BOUNDED[name])


@pytest.mark.parametrize("name", loops.RECURSIVE)
def test_a_function_that_asks_and_calls_itself_is_found_once(name: str) -> None:
    found_once(RULE, loops.RECURSIVE[name])


@pytest.mark.parametrize("name", loops.RECURSIVE_BOUNDED)
def test_a_recursion_that_comes_to_an_end_is_left_alone(name: str) -> None:
    silent(RULE, loops.RECURSIVE_BOUNDED[name])


@pytest.mark.parametrize("name", loops.ENDLESS_OF_JAVASCRIPT)
def test_a_loop_of_typescript_that_only_the_model_ends_is_found_once(name: str) -> None:
    found_once(RULE, loops.ENDLESS_OF_JAVASCRIPT[name])


@pytest.mark.parametrize("name", loops.BOUNDED_OF_JAVASCRIPT)
def test_a_loop_of_typescript_that_something_bounds_is_left_alone(name: str) -> None:
    silent(RULE, loops.BOUNDED_OF_JAVASCRIPT[name])


@pytest.mark.parametrize("name", agents.FOUND)
def test_an_agent_of_an_sdk_without_a_limit_is_found_once(name: str) -> None:
    found_once(RULE, agents.FOUND[name])


@pytest.mark.parametrize("name", agents.SILENT)
def test_an_agent_of_an_sdk_with_a_limit_is_left_alone(name: str) -> None:
    silent(RULE, agents.SILENT[name])


def test_so_many_shapes_of_loops_are_planted() -> None:
    endless = loops.ENDLESS, loops.RECURSIVE, loops.ENDLESS_OF_JAVASCRIPT, agents.FOUND
    bounded = loops.BOUNDED, loops.RECURSIVE_BOUNDED, loops.BOUNDED_OF_JAVASCRIPT, agents.SILENT
    assert (sum(map(len, endless)), sum(map(len, bounded))) == (822, 1348)
