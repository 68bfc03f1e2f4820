"""The controls of the ten gates, a module each."""

from __future__ import annotations

from prodgate.score.controls import (
    auth,
    cost_control,
    data_validation,
    deployment,
    error_handling,
    monitoring,
    observability,
    performance,
    security,
    testing,
)
from prodgate.score.subject import Control

_GATES = (
    security, auth, data_validation, error_handling, testing, observability, performance,
    deployment, monitoring, cost_control,
)  # fmt: skip


def every() -> tuple[Control, ...]:
    """All controls, in the order of the page that names them."""
    return tuple(control for gate in _GATES for control in gate.CONTROLS)
