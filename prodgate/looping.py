"""Count the turns of a loop that nothing ends: the least edit that says so when it is too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.edits import Fix, InsertBefore, Refusal
from prodgate.findings import Applicability

if TYPE_CHECKING:
    from prodgate.view import View


def bound_loop(view: View, loop: s.Loop, what: str, most: int) -> Fix | Refusal:
    """A counter before the loop, and a check as the first statement of its body.

    ``what``: "turns" or "attempts", for the name and the error.
    """
    if not loop.body or not _is_block(view, loop):
        return Refusal("no-place", f"count the {what} of this loop, and raise after {most}")
    name = _free(view, loop, what)
    first = loop.body[0]
    message = f"gave up after {most} {what}"
    if view.language == "python":
        before = f"{name} = 0"
        check = f'{name} += 1\nif {name} > {most}:\n    raise RuntimeError("{message}")'
    else:
        before = f"let {name} = 0;"
        check = f'{name} += 1;\nif ({name} > {most}) throw new Error("{message}");'
    return Fix(
        (
            InsertBefore((loop.start, loop.end), before),
            InsertBefore((first.start, first.end), check),
        ),
        Applicability.UNSAFE,
        f"at most {most} {what}",
    )


def _is_block(view: View, loop: s.Loop) -> bool:
    """The body has lines of its own, to put one before."""
    first = loop.body[0]
    return "\n" in view.text[loop.start : first.start]


def _free(view: View, loop: s.Loop, what: str) -> str:
    """A name that the function around the loop does not use."""
    around = view.names.function(loop) or view.module
    nodes = list(s.walk(around))
    used = {n.id for n in nodes if isinstance(n, s.Name)}
    used |= {n.name for n in nodes if isinstance(n, s.Bound)}
    for name in (what, f"{what}_taken" if view.language == "python" else f"{what}Taken"):
        if name not in used:
            return name
    return f"prodgate_{what}"
