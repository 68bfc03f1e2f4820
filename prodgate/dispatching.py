"""Asking an allow-list by role before a function runs that a model named."""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.body.readings import statement_before
from prodgate.edits import Fix, InsertBefore, Intent, Refusal
from prodgate.findings import Applicability
from prodgate.guard import helper
from prodgate.meaning.agents import role_in_scope
from prodgate.meaning.dispatch import Dispatch
from prodgate.view import View

_RECIPE = "put the name in a variable, and compare it with the tools of the caller before the call"


def checked(view: View, found: Dispatch) -> Fix | Refusal:
    """``check_tool(caller_role(), name)`` in front of the look-up."""
    key = s.bare(found.lookup.key)
    statement = statement_before(view, (found.lookup.node,))
    if statement is None or not _can_be_written_before(view, key, statement):
        return Refusal("no-place", _RECIPE)
    check = helper(view, "check_tool")
    intents: list[Intent] = [*check.intents]
    role = role_in_scope(view, found.call)
    if role is None:
        caller = helper(view, "caller_role")
        intents += caller.intents
        role = f"{caller.name}()"
    end = ";" if view.language == "javascript" and view.text[statement.end - 1] == ";" else ""
    code = f"{check.name}({role}, {view.code(key)}){end}"
    intents.append(InsertBefore((statement.start, statement.end), code))
    title = f"{check.name}() refuses a name that the caller's role may not run"
    return Fix(tuple(intents), Applicability.UNSAFE, title)


def _can_be_written_before(view: View, key: s.Node, statement: s.Node) -> bool:
    """Whether the name is a plain expression whose parts are bound before the statement."""
    node = key
    while isinstance(node, s.Attribute | s.Index):
        if isinstance(node, s.Index) and not isinstance(s.bare(node.key), s.Literal):
            return False
        node = s.bare(node.value)
    if not isinstance(node, s.Name):
        return False
    bindings = view.names.lookup(node)
    if not bindings:
        return node.id in {"self", "this"}
    return all(
        not (statement.start <= binding.node.start < statement.end)
        or isinstance(binding.node, s.Function | s.Class)
        for binding in bindings
    )
