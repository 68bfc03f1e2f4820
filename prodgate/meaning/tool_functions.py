"""Which functions of a file an agent can call: its tools, and what hands tools their arguments.

A function is a tool when it is decorated as one, is the ``execute`` of a tool, a method of a tool
class, stands in a list or registry of tools, has a schema of its name, or is a server's handler
for tool calls. Whoever talks to the agent, or writes what it reads, chooses the arguments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.names import Names
    from prodgate.view import View


class Tool(Struct, frozen=True):
    """A function that an agent can call. ``made_by`` makes it one: a decorator, a call, an entry
    of a registry, a class; the name of the function where only a schema names it."""

    function: s.Function
    name: str
    made_by: s.Node


def header(view: View, tool: Tool) -> s.Node:
    """Where a finding about a tool stands: the line that defines it, without decorators."""
    function, made_by = tool.function, tool.made_by
    start = function.start
    if isinstance(made_by, s.Class) and function.name in _RUN_METHODS:
        start = made_by.start  # one class, one tool
        if found := re.compile(r"class\b").search(view.text, start):
            start = found.start()
    elif isinstance(made_by, s.Call) and view.language == "javascript":
        start = made_by.start if made_by.start < function.start < made_by.end else function.start
    elif function.decorators and (found := _DEF.search(view.text, function.decorators[-1].end)):
        start = found.start()
    end = view.text.find("\n", start)
    return s.Node(start, end if end >= 0 else len(view.text))


_DEF = lazy(r"(?:async\s+)?def\b")
_DECORATORS = {
    "tool", "function_tool", "tool_plain", "beta_tool", "beta_async_tool", "kernel_function",
    "ai_function", "ai_tool", "register_for_execution", "register_for_llm", "register_tool",
    "as_tool", "call_tool", "agent_tool", "define_tool", "mcp_tool", "tool_def", "add_tool",
    "register_action", "function_declaration",
}  # fmt: skip
_TOOL_CLASS = lazy(r"(?:Tool|ToolSpec|Toolkit|Tools|ToolBase)$")
_RUN_METHODS = {
    "_run", "_arun", "forward", "run", "arun", "execute", "invoke", "call", "_call", "__call__",
    "_execute", "use", "acall", "ainvoke", "aexecute", "run_impl", "run_async",
}  # fmt: skip
_MAKERS = lazy(
    r"(?:^|\.)(?:(?:[A-Za-z]*(?:Structured|Function|Dynamic|Callable|Base)?)Tool(?:\.\w+)?"
    r"|\w*_?(?:function_)?tool|\w*(?:tool|Tool)(?:_\w*)?"
    r"|register_?(?:tool|function|action|for_llm)s?|registerTool|addTool|registerFunction"
    r"|(?:bash|text_editor|shell|computer)_\d+|local_?shell)$"
)
_NOT_MAKERS = lazy(r"(?:^|\.)(?:run|call|execute|get|use|invoke|handle|find|remove)_?[tT]ool")
_RUN_KEYS = {
    "execute", "func", "handler", "run", "invoke", "call", "callback", "fn", "function", "action",
    "implementation", "_call", "coroutine", "cb",
}  # fmt: skip
_SCHEMA_KEYS = {
    "description", "parameters", "inputSchema", "input_schema", "schema", "args_schema",
    "parametersSchema", "argsSchema",
}  # fmt: skip
_REGISTRY = lazy(
    r"(?:^|_)(?:tools?|functions|skills|actions|tool_?\w*|available_functions|function_\w+)$", re.I
)
_DISPATCHER = lazy(
    r"^_?(?:run|execute|exec|handle|call|dispatch|process|invoke|perform|use)_?(?:a_?)?"
    r"(?:tool|function|agent_?action|action|skill)(?:_?(?:call|use|request|by_?name))?s?$",
    re.I,
)


def tool_functions(view: View) -> Iterator[Tool]:
    """The tools of a file, each function once, in source order."""
    known = _known(view)
    for function in view.names.functions:
        if tool := known.tool(function):
            yield tool


def referred_tools(view: View) -> Iterator[tuple[s.Node, s.Node]]:
    """The names that a file puts among its tools, each with what makes it one."""
    yield from _known(view).handed


def _known(view: View) -> _Known:
    """Gathered once a file: several rules ask."""
    return view.kept(_gathered)


def _gathered(view: View) -> _Known:
    return _Known(view.names)


class _Known:
    """What makes functions of one file tools, gathered in one walk."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.referred: dict[str, s.Node] = {}  # the name of a function -> what makes it a tool
        self.handed: list[tuple[s.Node, s.Node]] = []
        self.schemas: set[str] = set()
        self.is_agentic = False
        for node in names.among(s.Mapping, s.Call, s.Items):
            if isinstance(node, s.Mapping):
                self._mapping(node)
            elif isinstance(node, s.Call):
                self._call(node)
            elif isinstance(node, s.Items):
                self._items(node)

    def tool(self, function: s.Function) -> Tool | None:
        """What makes a function a tool, if anything does."""
        for find in (
            _decorated,
            _contextual,
            self._method,
            self._argument,
            self._entry,
            self._named,
        ):
            if made_by := find(function):
                return Tool(function, self._name(function), made_by)
        return None

    def _name(self, function: s.Function) -> str:
        from prodgate.meaning.web import declared_name

        own = declared_name(self.names, function)
        if own and own not in _RUN_METHODS | _RUN_KEYS:
            return own
        for above in self.names.above(function):
            if isinstance(above, s.Class) and above.name:
                return above.name
            if isinstance(above, s.Mapping) and (name := _text(above, "name")):
                return name
            if isinstance(above, s.Call):
                first = above.positional(0)
                if isinstance(first, s.Literal) and isinstance(first.value, str):
                    return first.value
            if isinstance(above, s.Assign) and isinstance(above.targets[0], s.Name):
                return above.targets[0].id
            if isinstance(above, s.Entry) and above.name and above.name not in _RUN_KEYS:
                return above.name
        return own

    # -- what one walk gathers

    def _mapping(self, node: s.Mapping) -> None:
        keys = {entry.name for entry in node.entries}
        if "name" in keys and keys & _SCHEMA_KEYS and (name := _text(node, "name")):
            self.schemas.add(name)
            self.is_agentic = True
        if self._is_registry(node):
            for entry in node.entries:
                self._refer(entry.value, entry)

    def _call(self, node: s.Call) -> None:
        callee = s.dotted(node.callee) or ""
        if makes_tool(callee):
            for argument in node.arguments:
                value = s.bare(argument.value)
                if isinstance(value, s.Mapping):  # tool({ execute: run })
                    for entry in value.entries:
                        if entry.name in _RUN_KEYS:
                            self._refer(entry.value, node)
                elif argument.name in {None, *_RUN_KEYS}:
                    self._refer(value, node)

    def _items(self, node: s.Items) -> None:
        if self._is_registry(node):
            for element in node.elements:
                self._refer(element, node)

    def _refer(self, value: s.Node, made_by: s.Node) -> None:
        value = s.bare(value)
        if isinstance(value, s.Name | s.Attribute):
            self.handed.append((value, made_by))
        if isinstance(value, s.Name):
            self.referred.setdefault(value.id, made_by)
        elif isinstance(value, s.Attribute) and s.dotted(value.value) in {"self", "this"}:
            self.referred.setdefault(value.name, made_by)

    def _is_registry(self, node: s.Node) -> bool:
        """``TOOLS = {...}``, ``tools=[...]``, ``{ tools: [...] }``"""
        parent = self.names.parent(node)
        while isinstance(parent, s.Cast):
            parent = self.names.parent(parent)
        if isinstance(parent, s.Assign):
            target = s.dotted(parent.targets[0]) or ""
            return bool(_REGISTRY.search(target.rpartition(".")[2]))
        if isinstance(parent, s.Argument):
            return parent.name is not None and bool(_REGISTRY.search(parent.name))
        if isinstance(parent, s.Entry):
            return parent.name is not None and bool(_REGISTRY.search(parent.name))
        return False

    # -- the forms

    def _method(self, function: s.Function) -> s.Node | None:
        owner = self.names.parent(function)
        if not isinstance(owner, s.Class):
            return None
        bases = [(s.dotted(_unsubscripted(base)) or "").rpartition(".")[2] for base in owner.bases]
        if not any(_TOOL_CLASS.search(base) for base in bases):
            return None
        if function.name in _RUN_METHODS:
            return owner
        toolkit = any(base.endswith(("Toolkit", "ToolSpec", "Tools")) for base in bases)
        return owner if toolkit and not function.name.startswith("_") else None

    def _argument(self, function: s.Function) -> s.Node | None:
        """``tool(async (x) => ..., {...})``, ``server.tool("name", schema, fn)``"""
        parent = self.names.parent(function)
        call = self.names.parent(parent) if isinstance(parent, s.Argument) else None
        if not isinstance(call, s.Call):
            return None
        callee = s.dotted(call.callee) or ""
        if makes_tool(callee):
            return call
        handles = callee.endswith("setRequestHandler") and call.arguments
        schema = s.dotted(call.arguments[0].value) or "" if handles else ""
        return call if schema.endswith("CallToolRequestSchema") else None

    def _entry(self, function: s.Function) -> s.Node | None:
        """``tool({ execute: fn })``, ``{ name, parameters, run: fn }``, ``TOOLS = { run: fn }``"""
        entry = self.names.parent(function)
        mapping = self.names.parent(entry) if isinstance(entry, s.Entry) else None
        if not isinstance(entry, s.Entry) or not isinstance(mapping, s.Mapping):
            return None
        if self._is_registry(mapping):
            return entry
        if entry.name not in _RUN_KEYS:
            return None
        above = self.names.parent(mapping)
        call = self.names.parent(above) if isinstance(above, s.Argument) else None
        if isinstance(call, s.Call) and makes_tool(s.dotted(call.callee) or ""):
            return call
        keys = {each.name for each in mapping.entries}
        return mapping if keys & (_SCHEMA_KEYS - {"schema"}) and keys & _PARAMETERS else None

    def _named(self, function: s.Function) -> s.Node | None:
        from prodgate.meaning.web import declared_name

        name = declared_name(self.names, function)
        if not name:
            return None
        if name in self.referred:
            return self.referred[name]
        if name in self.schemas:
            return function
        return function if _DISPATCHER.match(name) and len(function.params) >= 2 else None


_PARAMETERS = {"parameters", "inputSchema", "input_schema", "args_schema", "argsSchema"}


def _decorated(function: s.Function) -> s.Node | None:
    for decorator in function.decorators:
        callee = decorator.callee if isinstance(decorator, s.Call) else decorator
        if (s.dotted(callee) or "").rpartition(".")[2] in _DECORATORS:
            return decorator
    return None


_CONTEXTS = {"ToolContext", "RunContext", "RunContextWrapper", "ToolRuntime"}


def _contextual(function: s.Function) -> s.Node | None:
    """A parameter that only an agent can give: ``tool_context: ToolContext``."""
    for param in function.params:
        annotation = param.annotation
        if isinstance(annotation, s.Index):
            annotation = annotation.value
        name = s.dotted(annotation) if annotation is not None else None
        if name is not None and name.rpartition(".")[2] in _CONTEXTS:
            return function
    return None


def makes_tool(callee: str) -> bool:
    """Whether a function of that name makes a tool: ``tool``, ``FunctionTool.from_defaults``."""
    return bool(_MAKERS.search(callee)) and not _NOT_MAKERS.search(callee)


def _unsubscripted(node: s.Node) -> s.Node:
    """``BaseTool`` of ``BaseTool[Input]``"""
    return node.value if isinstance(node, s.Index) else node


def _text(node: s.Mapping, key: str) -> str:
    for entry in node.entries:
        if entry.name == key and isinstance(entry.value, s.Literal):
            return str(entry.value.value)
    return ""
