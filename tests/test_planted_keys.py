"""A server's key that every visitor gets is found in every shape; what pages may have is not."""

from __future__ import annotations

import planted_keys as shapes
import pytest
from planting import found_once, silent

RULE = "browser-exposed-key"


@pytest.mark.parametrize("name", shapes.EXPOSED)
def test_a_key_that_every_visitor_gets_is_found_once(name: str) -> None:
    found_once(RULE, shapes.EXPOSED[name])


@pytest.mark.parametrize("name", shapes.MEANT)
def test_a_key_that_is_meant_for_pages_or_stays_at_home_is_left_alone(name: str) -> None:
    silent(RULE, shapes.MEANT[name])


def test_so_many_shapes_of_keys_are_planted() -> None:
    assert (len(shapes.EXPOSED), len(shapes.MEANT)) == (478, 561)
