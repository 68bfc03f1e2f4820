"""Privileged tools and whole bundles are found however an agent gets them; what limits them, and
tools that only read, silence the rule."""

from __future__ import annotations

import planted_bundles as bundles
import planted_scopes as shapes
import pytest
from planting import findings_of_patterns, found_once, silent

RULE = "unscoped-tools"


@pytest.mark.parametrize("name", shapes.OPEN)
def test_a_privileged_tool_or_bundle_in_python_is_found_once(name: str) -> None:
    found_once(RULE, shapes.OPEN[name])


@pytest.mark.parametrize("name", shapes.LIMITED)
def test_a_tool_in_python_that_is_limited_or_only_reads_is_left_alone(name: str) -> None:
    silent(RULE, shapes.LIMITED[name])


@pytest.mark.parametrize("name", shapes.OPEN_OF_JAVASCRIPT)
def test_a_privileged_tool_in_typescript_is_found_once(name: str) -> None:
    found_once(RULE, shapes.OPEN_OF_JAVASCRIPT[name])


@pytest.mark.parametrize("name", shapes.LIMITED_OF_JAVASCRIPT)
def test_a_tool_in_typescript_that_is_limited_or_only_reads_is_left_alone(name: str) -> None:
    silent(RULE, shapes.LIMITED_OF_JAVASCRIPT[name])


@pytest.fixture(scope="module")
def matched() -> dict[str, int]:
    return findings_of_patterns(RULE, [*bundles.OPEN.values(), *bundles.LIMITED.values()])


@pytest.mark.parametrize("name", bundles.OPEN)
def test_a_toolkit_or_server_without_a_limit_is_found_once(
    name: str, matched: dict[str, int]
) -> None:
    silent(RULE, bundles.OPEN[name])  # the pattern's alone
    assert matched.get(bundles.OPEN[name].path) == 1


@pytest.mark.parametrize("name", bundles.LIMITED)
def test_a_toolkit_or_server_with_a_limit_is_left_alone(name: str, matched: dict[str, int]) -> None:
    silent(RULE, bundles.LIMITED[name])
    assert bundles.LIMITED[name].path not in matched


def test_so_many_shapes_of_tools_are_planted() -> None:
    unlimited = shapes.OPEN, shapes.OPEN_OF_JAVASCRIPT, bundles.OPEN
    limited = shapes.LIMITED, shapes.LIMITED_OF_JAVASCRIPT, bundles.LIMITED
    assert (sum(map(len, unlimited)), sum(map(len, limited))) == (797, 1353)
