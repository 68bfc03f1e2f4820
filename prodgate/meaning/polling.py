"""Loops that wait for a run of an assistant and do not see that it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.deciding import Turn

_POLLS = lazy(r"(?:^|\.)runs\.(?:retrieve|get|get_run|getRun)$|(?:^|[._])(?:get|retrieve)_?[rR]un$")
_FAILED = {"failed", "expired", "cancelled", "canceled", "incomplete", "error"}


def ignores_failure(turn: Turn) -> bool:
    """``while run.status != "completed"``, and nobody looks for "failed" or counts."""
    if not any(map(polls, turn.calls)):
        return False
    words = {n.value for n in turn.nodes if isinstance(n, s.Literal) and isinstance(n.value, str)}
    if words & _FAILED or "completed" not in words:
        return False
    return not any(_waits_while_at_work(n) for n in turn.nodes)


def polls(node: s.Node) -> bool:
    """``client.beta.threads.runs.retrieve(...)``"""
    return isinstance(node, s.Call) and bool(_POLLS.search(s.dotted(node.callee) or ""))


def _waits_while_at_work(node: s.Node) -> bool:
    """``status in ("queued", "in_progress")``, ``status == "in_progress"``: else it ends."""
    return (
        isinstance(node, s.Binary)
        and node.operator in {"==", "in", "!="}
        and any(
            isinstance(n, s.Literal) and n.value in {"queued", "in_progress"} for n in s.walk(node)
        )
    )
