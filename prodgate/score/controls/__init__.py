"""The controls of the ten gates, a module each."""

from __future__ import annotations

from prodgate.score.subject import Control


def every() -> tuple[Control, ...]:
    """All controls, in the order of the page that names them."""
    return ()
