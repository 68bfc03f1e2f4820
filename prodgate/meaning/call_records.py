"""Arguments of a tool call that stay beside the tool's name, in a record of the call.

``{"type": "tool_use", "name": name, "input": arguments}`` is the model's own call again: in the
history it is given back, in another SDK's form, or on its way to the server that has the tool. Who
makes it does not know the tool, and so no schema; whoever takes it apart has to check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.asking import last_part
from prodgate.meaning.execution import snake
from prodgate.meaning.model_checks import VALIDATING
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_ARGUMENTS = lazy(r"(?:^|_)(?:args|arguments|input|params|parameters)$")
_NAME = lazy(r"(?:^|_)name$")
_CLASS = lazy(r"^(?:[A-Z]\w*)?(?:(?:Tool|Function)_?(?:Call|Use)|Message|FunctionCallPart)\w*$")
# What a record goes through without being taken apart.
_CARRIES = VALIDATING | {
    "append", "push", "extend", "concat", "dumps", "stringify", "post", "put", "request", "fetch",
    "send", "send_json", "publish", "unshift", "splice",
}  # fmt: skip


def is_in_record(view: View, node: s.Node) -> bool:
    """Whether a value stands in a record of a call that this file does not take apart."""
    part, key = _part(view, node)
    if part is None or not _is_record(view, part):
        return False
    said = _is_said(view, part) or _is_sent(view, part)
    return said or not _is_taken_apart(view, key)


_ROLES = {"assistant", "model", "ai"}
_CALLS = {"function_call", "tool_use", "AIMessage", "ToolUseBlock"}


def _is_said(view: View, part: s.Node) -> bool:
    """Whether the record stands in a message of the model, as the history has it."""
    for above in view.names.above(part):
        if isinstance(above, s.Mapping):
            role = next((s.bare(e.value) for e in above.entries if e.name == "role"), None)
            if isinstance(role, s.Literal) and role.value in _ROLES:
                return True
        named = last_part(above.callee) if isinstance(above, s.Call) else ""
        named = snake(above.name or "") if isinstance(above, s.Entry) else named
        if named in _CALLS:
            return True
        if isinstance(above, s.Assign | s.Expression):
            break
    return False


def _is_sent(view: View, part: s.Node) -> bool:
    """Whether the record gets a name of its own, under which it is only carried on."""
    bound = view.names.parent(view.names.parent(part) or part)
    target = s.bare(bound.targets[0]) if isinstance(bound, s.Assign) else None
    if not isinstance(target, s.Name):
        return False
    around = view.names.function(part)
    uses = [
        use
        for use in view.names.uses(target.id)
        if use is not target and view.names.function(use) is around
    ]
    return bool(uses) and all(_is_carried(view, use) for use in uses)


def _is_carried(view: View, node: s.Node) -> bool:
    """``client.post(url, json=body)``, ``json.dumps(body)``"""
    above = view.names.parent(node)
    call = view.names.parent(above) if isinstance(above, s.Argument) else None
    return isinstance(call, s.Call) and last_part(call.callee) in _CARRIES


def _part(view: View, node: s.Node) -> tuple[s.Entry | s.Argument | None, str]:
    """The entry or keyword argument of arguments that a value stands in, and its key."""
    above = view.names.parent(node)
    while isinstance(above, s.Cast | s.Await | s.Either):
        above = view.names.parent(above)
    name = above.name if isinstance(above, s.Entry | s.Argument) else None
    if not isinstance(above, s.Entry | s.Argument) or not _ARGUMENTS.search(snake(name or "")):
        return None, ""
    return above, name or ""


def _is_record(view: View, part: s.Entry | s.Argument) -> bool:
    holder = view.names.parent(part)
    if isinstance(holder, s.Call):
        return bool(_CLASS.match(last_part(holder.callee))) and _names_tool(holder.arguments)
    if not isinstance(holder, s.Mapping) or not _names_tool(holder.entries):
        return False
    above = view.names.parent(holder)
    call = view.names.parent(above) if isinstance(above, s.Argument) else None
    if not isinstance(call, s.Call):
        return True
    last = last_part(call.callee)
    return last in _CARRIES or bool(_CLASS.match(last))


def _names_tool(parts: tuple[s.Entry, ...] | tuple[s.Argument, ...]) -> bool:
    """Whether one of the parts says which tool it is, as the model chose it."""
    return any(
        part.name is not None
        and _NAME.search(snake(part.name))
        and not isinstance(s.bare(part.value), s.Literal)
        for part in parts
    )


def _is_taken_apart(view: View, key: str) -> bool:
    """Whether the file reads the part from a record, other than into the next record."""
    for node in view.names.nodes:
        if isinstance(node, s.Attribute):
            read = node.name == key
        elif isinstance(node, s.Index):
            read = isinstance(node.key, s.Literal) and node.key.value == key
        else:
            read = isinstance(node, s.Bound) and key in node.path
        if read and _part(view, node)[0] is None and not _is_carried(view, node):
            return True
    return False
