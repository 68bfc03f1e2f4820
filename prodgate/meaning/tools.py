"""Where an agent is given its tools, which of them are privileged, and what limits them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.bodies import reads
from prodgate.meaning.trace import Made, Parameter, Qualified, qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.flow import Flow
    from prodgate.view import View


class Handover(Struct, frozen=True):
    """A call that gives tools to an agent or model.

    ``tools`` is the value of its tools argument; ``privileged`` the names of tools that write,
    run, pay or administer; ``wholesale`` says how a whole bundle was taken; ``limited`` that
    something on the call or its tools restricts them.
    """

    call: s.Call
    tools: s.Node
    privileged: tuple[str, ...] = ()
    wholesale: str = ""
    limited: bool = False

    @property
    def node(self) -> s.Node:
        """Where a finding stands: the call."""
        return self.call


_PRIVILEGED = lazy(
    r"(?:^|_)(?:admin|root|sudo|shell|bash|terminal|subprocess|file_?system|"
    r"(?:db|database|sql)_?(?:admin|write|exec\w*)|(?:exec|execute|run)_?(?:command|shell|sql|code|query)|"
    r"(?:delete|drop|destroy|remove|purge|wipe|truncate)_\w+|(?:transfer|refund|pay|payment|withdraw|"
    r"send_?(?:money|payment|funds))(?:_\w+)?|deploy(?:_\w+)?|kubectl|terraform|ssh)(?:_|$)"
)
# What only reads (a call may make something else: ``get_shell_tool()``), or works on text.
_READS = lazy(
    r"^(?:get|list|read|search|look_?up|find|describe|show|count|fetch|view|check|explain)_"
    r"(?!.*file_?system)"
)
_ON_TEXT = lazy(
    r"^(?:remove|delete|drop|truncate|purge)_"
    r"(?:stop_?words?|duplicates?|white_?space|html|punctuation|text|strings?|outliers?|background)$"
)
_LIMITS = (
    "activeTools", "active_tools", "toolApproval", "needsApproval", "needs_approval",
    "allowedTools", "allowed_tools", "disallowed_tools", "disallowedTools", "tool_filter",
    "toolFilter", "policy",
    "interrupt_before", "interruptBefore", "interrupt_on", "middleware", "permissions",
    "guardrails",
    "human_input", "humanInTheLoop", "approval", "requireApproval", "require_approval",
    "prepareStep", "experimental_activeTools", "canUseTool", "can_use_tool", "roles", "role",
)  # fmt: skip
_RECEIVERS = lazy(
    r"(agent|executor|runner|crew|assistant|generateText|streamText|generate_?content|bind_?tools|"
    r"completions?\.create|completion$|messages\.create|responses\.create|\bllm\b|model|client|invoke|run|chat)",
    re.IGNORECASE,
)


def handovers(view: View) -> Iterator[Handover]:
    """Every call of a file with a tools argument, judged."""
    for call in view.names.calls:
        for path in _paths(view, call) if _may(call) else ():
            answer = argument(view.names, call, path)
            if isinstance(answer, Present):
                yield _judge(view, call, answer.node)
                break


def _paths(view: View, call: s.Call) -> tuple[str, ...]:
    """Where a call takes its tools: LangChain's functions, also by position."""
    known = qualified(view.names, call.callee) if view.language == "python" else None
    if known is not None and re.match(r"lang(?:chain|graph).*\.create_\w*agent$", known):
        return ("1|tools",)
    if known is not None and known.endswith(".initialize_agent"):
        return ("0|tools",)
    return "0.tools", "tools", "1.tools"


def _may(call: s.Call) -> bool:
    """Whether the callee takes tools to use, rather than defining or listing them."""
    name = s.dotted(call.callee)
    if name is None:
        callee = s.bare(call.callee)
        name = callee.name if isinstance(callee, s.Attribute) else ""
    return bool(_RECEIVERS.search(name)) and not _SHOWS.match(name.rpartition(".")[2])


_SHOWS = lazy(r"(?:render|show|display|print|log|list|register|describe|count|format)(?=[A-Z_]|$)")


def _judge(view: View, call: s.Call, tools: s.Node) -> Handover:
    limited = any(_limits(view, call, name) for name in _LIMITS) or _selected(view, tools)
    privileged = tuple(_privileged(view, tools))
    wholesale = "" if privileged else _wholesale(view, call, tools)
    return Handover(call, tools, privileged, wholesale, limited)


def _limits(view: View, call: s.Call, name: str) -> bool:
    for path in (f"0.{name}", name, f"1.{name}"):
        answer = argument(view.names, call, path)
        # ``role="researcher"`` is what an agent of a crew is, and nobody's permission
        if isinstance(answer, Present) and not (name == "role" and answer.known):
            return True
    return False


_SELECTING = lazy(
    r"filter|allow|permit|scope|restrict|select|for_?(role|user|caller)|approv|wrap(?!per)|guard|safe",
    re.I,
)


def _selected(view: View, tools: s.Node) -> bool:
    """``toolsFor(role, {...})``, ``[t for t in tools if t.name in ALLOWED]``"""
    for node in s.walk(tools):
        if isinstance(node, s.Call) and _selects(view, s.dotted(node.callee) or _method(node)):
            return True
        if isinstance(node, s.Opaque) and node.kind == "comprehension" and len(node.children) > 2:
            return True
    if isinstance(tools, s.Name):
        return any(
            b.value is not None and b.value is not tools and _selected(view, b.value)
            for b in view.names.lookup(tools)
            if b.kind == "value" and not isinstance(b.value, s.Name)
        )
    return False


def _selects(view: View, callee: str) -> bool:
    """Whether a function chooses tools, by its name or because the policy says so."""
    own = view.policy.function("tools_for_role", view.language)
    is_own = own is not None and callee.rpartition(".")[2] == own.name
    return is_own or bool(_SELECTING.search(callee))


def _method(node: s.Call) -> str:
    callee = s.bare(node.callee)
    return callee.name if isinstance(callee, s.Attribute) else ""


def named_tools(view: View, tools: s.Node) -> Iterator[tuple[str, s.Node]]:
    """The tools that are handed over, with their names, where the list is written in the file."""
    return _elements(view, tools)


def _elements(view: View, tools: s.Node) -> Iterator[tuple[str, s.Node]]:
    """The tools of a literal list or map with their names."""
    tools = s.bare(tools)
    if isinstance(tools, s.Name):
        bindings = [b for b in view.names.lookup(tools) if b.kind == "value" and not b.path]
        if len(bindings) == 1 and bindings[0].value is not None:
            value = s.bare(bindings[0].value)
            if isinstance(value, s.Items | s.Mapping):
                tools = value
    if isinstance(tools, s.Items):
        for element in tools.elements:
            yield _name(element), element
    elif isinstance(tools, s.Mapping):
        for entry in tools.entries:
            yield entry.name or _name(entry.value), entry.value


def _name(node: s.Node) -> str:
    node = s.bare(node)
    if isinstance(node, s.Call):
        return (s.dotted(node.callee) or "").rpartition(".")[2]
    return (s.dotted(node) or "").rpartition(".")[2]


def _privileged(view: View, tools: s.Node) -> Iterator[str]:
    for name, node in _elements(view, tools):
        if not name or not _is_privileged(_snake(name), node):
            continue
        if not _is_guarded(view, node) and not _is_reported(view, node):
            yield name


def _is_reported(view: View, node: s.Node) -> bool:
    """Whether the rule dangerous-tool says of the tool itself what it does: once is enough."""
    from prodgate.meaning.dangerous import dangerous_uses
    from prodgate.meaning.tool_dangers import tool_dangers

    node = s.bare(node)
    if isinstance(node, s.Call):
        return any(use.node is node for use in dangerous_uses(view))
    bound = view.names.lookup(node) if isinstance(node, s.Name) else []
    return any(
        binding.node.start <= danger.tool.function.start < binding.node.end
        for binding in bound
        for danger in tool_dangers(view)
    )


def _is_privileged(name: str, node: s.Node) -> bool:
    if not _PRIVILEGED.search(name) or _ON_TEXT.match(name):
        return False
    return isinstance(s.bare(node), s.Call) or not _READS.match(name)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


_GUARDS = lazy(
    r"approv|confirm|human_?input|permission|sandbox|docker|read_?only|root_dir|allowlist|allowed|"
    r"is_relative_to|(?<![\w.])input\(",
    re.I,
)


def _is_guarded(view: View, node: s.Node) -> bool:
    """A tool of this file whose own definition asks, confines or only reads."""
    node = s.bare(node)
    if isinstance(node, s.Call):
        return bool(_GUARDS.search(view.code(node)))
    if isinstance(node, s.Name):
        for binding in view.names.lookup(node):
            if binding.kind in {"function", "value"} and _GUARDS.search(view.code(binding.node)):
                return True
    return False


_LISTING = lazy(
    r"^(get_|load_|fetch_|discover_)?(all|available|registered|mcp)_(mcp_)?(functions|tools|actions|skills)"
    r"(_wrapper)?$|^list_tools$|^getmembers$"
)


def listings(view: View) -> Iterator[tuple[s.Call, str]]:
    """Calls that take every tool of a server, module or registry, where the list then goes to a
    model or agent unfiltered; with what it is all tools of."""
    for call in view.names.calls:
        name = _snake(_method(call) or s.dotted(call.callee) or "")
        if not _LISTING.match(name) or _chosen_at_server(view, call):
            continue
        if _reaches_tools(view, call, call):
            yield call, _bundle(name)


# What servers and their clients call a choice of tools: an environment name, a flag, a keyword.
_CHOICE = lazy(
    r"^(?:--?)?(?:\w+_)?(?:toolsets?|read[-_]?only|(?:enabled|allowed|include|exclude)[-_]tools)(?:=|$)",
    re.IGNORECASE,
)


def _chosen_at_server(view: View, call: s.Call) -> bool:
    """``MCPTools(server_params=...)`` of a server that is started with a part of its tools."""
    if any(given.name and _CHOICE.match(given.name) for given in call.arguments):
        return True
    for given in call.arguments:
        for value in _with_bound(view, given.value):
            words = [n.value for n in s.walk(value) if isinstance(n, s.Literal)]
            names = [w for w in words if isinstance(w, str) and _CHOICE.match(w)]
            # A name that is only handed on (docker's -e NAME) gets its value beside it.
            if names and not _is_everything(words):
                return True
    return False


def _is_everything(words: Iterable[object]) -> bool:
    return any(isinstance(w, str) and re.search(r"(?:^|=)(?:all|false|0)$", w) for w in words)


def _with_bound(view: View, node: s.Node) -> Iterator[s.Node]:
    """A value, and what a name in it is bound to."""
    yield node
    if isinstance(node := s.bare(node), s.Name):
        yield from (b.value for b in view.names.lookup(node) if b.value is not None)


def _bundle(name: str) -> str:
    if "mcp" in name or name == "list_tools":
        return "all tools of an MCP server"
    return "every function of a module" if name == "getmembers" else "every function of a registry"


def _reaches_tools(view: View, call: s.Call, origin: s.Node, depth: int = 0) -> bool:
    """Whether the result becomes somebody's tools, here or in a function that calls this one."""
    from prodgate.meaning.flow import Flow

    function = view.names.function(call)
    if function is None or depth > 2:
        return False
    parent = view.names.parent(call)
    flow = Flow(view.names, function, parent if isinstance(parent, s.Await) else call)
    reached = flow.run()
    if _filters(function, flow):
        return False
    for reach in reached:
        if _gives_tools(view, reach.call, flow):
            return True
    if not _is_returned(function, flow):
        return False
    return any(
        _reaches_tools(view, other, origin, depth + 1)
        for other in view.names.calls
        if isinstance(other.callee, s.Name)
        and any(b.node is function for b in view.names.lookup(other.callee))
    )


def _gives_tools(view: View, call: s.Call, flow: Flow) -> bool:
    """Whether a call hands them to a model or agent; ``res.json({ tools })`` only shows them."""
    if not _may(call):
        return False
    for path in ("0.tools", "tools", "0.toolConfig.tools", "1.tools", "toolConfig.tools"):
        answer = argument(view.names, call, path)
        if isinstance(answer, Present) and flow.carries(answer.node):
            return not any(_limits(view, call, name) for name in _LIMITS)
    return False


def _is_returned(function: s.Function, flow: Flow) -> bool:
    return any(
        isinstance(node, s.Return) and node.value is not None and flow.carries(node.value)
        for node in s.walk_scope(*function.body)
    )


def _filters(function: s.Function, flow: Flow | None = None) -> bool:
    """Somebody asks which of them may pass: a membership test, ``.filter``, a selection.

    With ``flow``, a test counts only where one of them is asked about: ``"Answer:" in reply`` is
    about something else.
    """
    for node in s.walk(*function.body):
        if isinstance(node, s.Binary) and node.operator in {"in", "not in"}:
            if flow is None or not isinstance(s.bare(node.left), s.Literal):
                return True
        elif isinstance(node, s.Call):
            if _method(node) in {"includes", "has"}:
                return True
            if _SELECTING.search(_method(node) or s.dotted(node.callee) or ""):
                return True
    return False


def extensions(view: View) -> Iterator[s.Call]:
    """``self.tools.extend(mcp_tools)``: what a server offers is added to what an agent has."""
    for call in view.names.calls:
        callee = call.callee
        if not isinstance(callee, s.Attribute) or callee.name not in {"extend", "push", "update"}:
            continue
        owner = (s.dotted(callee.value) or "").rpartition(".")[2]
        given = call.positional(0)
        given = given.value if isinstance(given, s.Spread) else given
        name = _snake(s.dotted(given) or "") if given is not None else ""
        if owner in {"tools", "_tools"} and re.search(r"(^|[._])mcp_tools$", name):
            function = view.names.function(call)
            if function is None or not _filters(function):
                yield call


def chosen_by_request(view: View) -> Iterator[s.Call]:
    """``client.callTool({name: body.toolName})`` in a handler: the caller names the tool."""
    from prodgate.meaning.flow import Flow

    for call in view.names.calls:
        if _method(call) not in {"callTool", "call_tool"}:
            continue
        handler = web.handler(view.names, call, view.source.path)
        name = argument(view.names, call, "0.name")
        if not isinstance(name, Present):
            name = argument(view.names, call, "0|name")
        if handler is None or not isinstance(name, Present) or _filters(handler):
            continue
        for read in reads(view.names, handler):
            flow = Flow(view.names, handler, read.node)
            flow.run()
            if flow.carries(name.node):
                yield call
                break


def _wholesale(view: View, call: s.Call, tools: s.Node) -> str:
    """How a bundle was taken whole: from a server, or by the request."""
    if _from_request(view, call, tools):
        return "the request chooses the tools"
    for thing in trace(view.names, tools):
        if isinstance(thing, Made) and isinstance(thing.by, Made | Qualified | Parameter):
            by = thing.by
            path = by.path if isinstance(by, Made | Parameter) else tuple(by.name.split("."))
            if path and path[-1] in {"get_tools", "getTools", "tools"} and _is_server(by):
                return "all tools of an MCP server"
    return ""


def _is_server(thing: object) -> bool:
    while isinstance(thing, Made):
        thing = thing.by
    if isinstance(thing, Qualified):
        return "mcp" in thing.name.lower()
    return isinstance(thing, Parameter) and "mcp" in thing.name.lower()


def _from_request(view: View, call: s.Call, tools: s.Node) -> bool:
    handler = web.handler(view.names, call, view.source.path)
    if handler is None:
        return False
    from prodgate.meaning.flow import Flow

    for read in reads(view.names, handler):
        flow = Flow(view.names, handler, read.node)
        flow.run()
        tools = s.bare(tools)
        if isinstance(tools, s.Name) and tools.id in flow.tainted and _comes_whole(view, tools):
            return True
    return False


def _comes_whole(view: View, name: s.Name) -> bool:
    """Taken out of the body as it is: destructured, or ``body.tools``."""
    for binding in view.names.lookup(name):
        if binding.path and binding.path[-1] in {"tools", "toolNames", "enabledTools"}:
            return True
        value = s.bare(binding.value) if binding.value is not None else None
        if isinstance(value, s.Attribute) and value.name == "tools":
            return True
    return False
