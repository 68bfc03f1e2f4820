"""What a fix must know of a call that gives tools to an agent: whose call it is, which tools it
lists, which argument is the task, and whose role is at hand."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.edits import Refusal
from prodgate.meaning import modules, web
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.bodies import reads
from prodgate.meaning.flow import Flow
from prodgate.meaning.sinks import FRAMEWORKS
from prodgate.meaning.tools import Handover
from prodgate.meaning.trace import Local, Made, Qualified, Thing, Value, trace

if TYPE_CHECKING:
    from prodgate.view import View


class Agent(enum.Enum):
    """Whose agent is called: that decides which arguments it can be given."""

    OURS = "ours"  # of the project, or not known to be anybody's
    SDK = "sdk"  # of a library, which has names of its own for approval
    AT_IMPORT = "at import"  # made once, before there is a caller

    @property
    def at_import(self) -> bool:
        """Whether no caller can be known where the tools are given."""
        return self is Agent.AT_IMPORT


def callee_origin(view: View, found: Handover) -> Agent:
    """Whose agent it is."""
    things = trace(view.names, found.call.callee)
    if _is_made(view, found.call) and view.names.function(found.call) is None:
        return Agent.AT_IMPORT
    if any(_is_library(view, thing) for thing in things):
        return Agent.SDK
    if any(call.node is found.call for call in view.found.calls):
        facts = next(c for c in view.found.calls if c.node is found.call)
        return Agent.SDK if facts.sdk.package else Agent.OURS
    accepts = [_accepts_policy(view, thing) for thing in things]
    return Agent.SDK if False in accepts else Agent.OURS


def _is_made(view: View, call: s.Call) -> bool:
    """Whether the call makes an agent, to be run later."""
    if call.new:
        return True
    tail = (s.dotted(call.callee) or "").rpartition(".")[2]
    made = tail.startswith(("create", "make", "build", "initialize", "bind"))
    return made or (view.language == "python" and tail[:1].isupper())


def _is_library(view: View, thing: Thing) -> bool:
    while isinstance(thing, Made):
        thing = thing.by
    if not isinstance(thing, Qualified) or thing.is_global:
        return False
    if thing.name.startswith(FRAMEWORKS):
        return True
    if view.language == "python":
        return not modules.is_local(view, thing.name)
    return not thing.name.startswith((".", "@/", "~/", "#", "$"))


def _accepts_policy(view: View, thing: Thing) -> bool | None:
    """Whether a function of this file takes a policy; None for what is defined elsewhere."""
    function = thing.node if isinstance(thing, Local) else _method(view, thing)
    if not isinstance(function, s.Function):
        return None
    if view.language == "python":
        names = {p.target.id for p in function.params if isinstance(p.target, s.Name)}
        return "policy" in names or any(p.kind == "keywords" for p in function.params)
    first = function.params[0] if function.params else None
    return first is not None and "policy" in view.code(first)


def _method(view: View, thing: Thing) -> s.Node | None:
    """``run`` of a class or object of this file."""
    if isinstance(thing, Value) and len(thing.path) == 1 and isinstance(thing.node, s.Mapping):
        return None
    if not isinstance(thing, Made) or len(thing.path) != 1 or not isinstance(thing.by, Local):
        return None
    owner = thing.by.node
    body = owner.body if isinstance(owner, s.Class) else ()
    return next((n for n in body if isinstance(n, s.Function) and n.name == thing.path[0]), None)


# -- the tools ---------------------------------------------------------------------------------


def tool_names(view: View, found: Handover) -> dict[str, s.Node] | Refusal:
    """The listed tools by name; a refusal where they are not listed in the call itself."""
    tools = s.bare(found.tools)
    if isinstance(tools, s.Mapping):
        if any(entry.name is None for entry in tools.entries):
            return _NOT_LISTED
        return {entry.name or "": entry.value for entry in tools.entries}
    if not isinstance(tools, s.Items):
        return _NOT_LISTED
    named: dict[str, s.Node] = {}
    for element in tools.elements:
        name = _name(element)
        if not name or name in named:
            return _NOT_LISTED
        named[name] = element
    return named


_NOT_LISTED = Refusal(
    "tools-not-listed", "write the tools as a list of names in this call, and run again"
)


def _name(node: s.Node) -> str:
    node = s.bare(node)
    callee = node.callee if isinstance(node, s.Call) else node
    return (s.dotted(callee) or "").rpartition(".")[2]


# -- the task ----------------------------------------------------------------------------------

_TASKS = ("task", "prompt", "input", "query", "question", "message", "goal", "user_input")


def sanitizable(view: View, found: Handover, agent: Agent) -> tuple[int, int] | None:
    """The span of the task, where it is text that comes from outside."""
    for name in _TASKS:
        path = name if view.language == "python" else f"0.{name}"
        answer = argument(view.names, found.call, path)
        if not isinstance(answer, Present) or answer.known:
            continue
        node = s.bare(answer.node)
        inside = found.call.start <= node.start < found.call.end
        if inside and is_text(view, node, sure=agent is Agent.SDK):
            return node.start, node.end
    return None


def is_text(view: View, node: s.Node, *, sure: bool = False) -> bool:
    """Whether a value is text: by its form or type; by its place alone unless ``sure``."""
    node = s.bare(node)
    if isinstance(node, s.Text):
        return True
    if isinstance(node, s.Binary):
        return node.operator == "+" and (is_text(view, node.left, sure=True) or _is_literal(node))
    if isinstance(node, s.Literal):
        return isinstance(node.value, str)
    if isinstance(node, s.Name):
        return _named_text(view, node, sure)
    return isinstance(node, s.Attribute) and not sure


def _is_literal(node: s.Binary) -> bool:
    return any(
        isinstance(n, s.Literal) and isinstance(n.value, str) for n in (node.left, node.right)
    )


def _named_text(view: View, node: s.Name, sure: bool) -> bool:
    for binding in view.names.lookup(node):
        annotation = getattr(binding.node, "annotation", None)
        if annotation is not None and not binding.path:
            return view.code(annotation).removeprefix(":").strip() in {"str", "string"}
        value = s.bare(binding.value) if binding.value is not None and not binding.path else None
        if isinstance(value, s.Items | s.Mapping | s.Function):
            return False
        if value is not None and isinstance(value, s.Text | s.Literal | s.Binary):
            return is_text(view, value, sure=True)
    return not sure


# -- the role ----------------------------------------------------------------------------------


def role_in_scope(view: View, node: s.Node) -> str | None:
    """How the role of the caller is written where a node stands, if somebody knows it there.

    Never one that the caller chose: a field of the body, a parameter of the endpoint.
    """
    function = view.names.function(node)
    if function is None:
        return None
    handler = web.handler(view.names, node, view.source.path)
    for candidate in _roles(view, function, node):
        if handler is None or not _is_chosen(view, handler, candidate):
            return view.code(candidate)
    return None


_ROLES = {"role", "user_role", "userRole"}


def _roles(view: View, function: s.Function, node: s.Node) -> Iterator[s.Node]:
    """Parameters, variables and ``user.role`` that are there before the call."""
    around = (n for n in view.names.above(function) if isinstance(n, s.Function))
    for each in (function, *around):
        for param in each.params:
            if isinstance(param.target, s.Name) and param.target.id in _ROLES:
                yield param.target
    for used in s.walk(*function.body):
        if used.end > node.start:
            continue
        if isinstance(used, s.Attribute) and used.name == "role" and _is_caller(used):
            yield used
        elif isinstance(used, s.Assign) and len(used.targets) == 1 and used.value is not None:
            target = used.targets[0]
            if isinstance(target, s.Name) and target.id in _ROLES and _is_caller(used.value):
                yield target


def _is_caller(node: s.Node) -> bool:
    """``user.role``, ``req.user.role``, ``session.user.role``"""
    node = s.bare(node)
    if not isinstance(node, s.Attribute):
        return False
    owner = (s.dotted(node.value) or "").rpartition(".")[2]
    return owner in {"user", "current_user", "currentUser", "caller", "session", "principal"}


def _is_chosen(view: View, handler: s.Function, role: s.Node) -> bool:
    """Whether the caller says what the role is."""
    if isinstance(view.names.parent(role), s.Param) and view.names.function(role) is handler:
        return True
    for read in reads(view.names, handler):
        flow = Flow(view.names, handler, read.node)
        flow.run()
        if flow.carries(role):
            return True
    return False
