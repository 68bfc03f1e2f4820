"""Tools whose function stands in another file: what it runs, told where an agent gets the tool.

The place can be mended by itself: another tool in the list, a person who is asked, a role. Where
the file of the function tells of the tool already (``@tool`` over a shell), nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.tool_dangers import (
    Danger,
    danger_of,
    imported_function,
    needs_approval,
)
from prodgate.meaning.tool_functions import Tool, referred_tools, tool_functions
from prodgate.meaning.trace import Qualified, trace
from prodgate.secrets import is_test_path

if TYPE_CHECKING:
    from prodgate.view import View


class Handed(Struct, frozen=True):
    """A tool in the hands of an agent. ``node``: where it is named; ``danger``: what it runs."""

    node: s.Node
    danger: Danger


def handed_tools(view: View) -> Iterator[Handed]:
    """Functions of other files that this one makes tools, and that run what they are given."""
    seen: set[str] = set()
    for node, made_by in referred_tools(view):
        for thing in trace(view.names, node):
            if not isinstance(thing, Qualified) or thing.is_global or thing.name in seen:
                continue
            seen.add(thing.name)
            if (danger := _danger(view, thing.name)) and not _is_asked(view, node, made_by):
                yield Handed(node, danger)


def _danger(view: View, name: str) -> Danger | None:
    found = imported_function(view, name)
    if found is None or is_test_path(found[0].source.path):
        return None
    there, function = found
    danger = danger_of(there, Tool(function, name.rpartition(".")[2], function))
    if danger is None:
        return None
    tool = next((t for t in tool_functions(there) if t.function is function), None)
    if tool is not None and (danger.run.kind != "sql" or needs_approval(there, tool.made_by)):
        return None  # told there, or a person is asked
    return danger


_ASKING = {"interrupt_before", "interruptBefore", "interrupt_on", "can_use_tool", "canUseTool"}


def _is_asked(view: View, node: s.Node, made_by: s.Node) -> bool:
    """Whether the tool, or the agent that gets it, waits for a person."""
    calls = [above for above in view.names.above(node) if isinstance(above, s.Call)]
    return needs_approval(view, made_by) or any(
        needs_approval(view, call) or any(a.name in _ASKING for a in call.arguments)
        for call in calls
    )
