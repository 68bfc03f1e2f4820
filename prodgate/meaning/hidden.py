"""A failure that is hidden, and what the look for one asks of values and statements."""

from __future__ import annotations

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.asking import Asking, last_part
from prodgate.meaning.failures import Scene, Trace, trace_left


class Swallowed(Struct, frozen=True):
    """A failure that is hidden. ``call`` names what failed, ``value`` says what comes instead."""

    node: s.Node
    call: str
    left: Trace
    value: str
    handler: s.Handler | None = None
    instead: bool = False  # another model answers
    form: str = "handler"


def name_of(call: s.Call) -> str:
    """What a person calls the call that failed."""
    name = s.dotted(call.callee) or last_part(call.callee) or "model call"
    return name.removeprefix("self.").removeprefix("this.")


def is_made_up(value: s.Node) -> bool:
    """Whether a value looks like an answer: neither nothing, nor empty."""
    value = s.bare(value)
    if isinstance(value, s.Literal):
        return value.value not in {None, False, ""}
    if isinstance(value, s.Items):
        return bool(value.elements)
    if isinstance(value, s.Mapping):
        return bool(value.entries)
    if isinstance(value, s.Either):
        return any(map(is_made_up, value.options))
    return not (isinstance(value, s.Call) and last_part(value.callee) in {"dict", "list", "set"})


def literal(node: s.Node) -> object:
    """The value of a literal; of anything else the node itself."""
    node = s.bare(node)
    return node.value if isinstance(node, s.Literal) else node


def tells(asking: Asking, body: tuple[s.Node, ...]) -> bool:
    """Whether statements make a failure known, if only in a line."""
    return bool(body) and trace_left(Scene(asking.names, body, own=asking.own)) is not Trace.NOTHING


def either_tells(asking: Asking, node: s.If) -> bool:
    """Whether a branch of a condition does."""
    return tells(asking, node.body) or tells(asking, node.orelse)
