"""What a model may have run: each tool, what its code does, and whether a person is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from prodgate import syntax as s
from prodgate.inventory.record import Tool
from prodgate.inventory.values import place
from prodgate.meaning.acting import acts_of, calls_of
from prodgate.meaning.argument import texts
from prodgate.meaning.asking import last_part
from prodgate.meaning.execution import run_by
from prodgate.meaning.failures import words
from prodgate.meaning.tool_dangers import needs_approval, tool_dangers
from prodgate.meaning.tool_functions import Tool as Function
from prodgate.meaning.tool_functions import header, tool_functions
from prodgate.meaning.tools import handovers, named_tools
from prodgate.meaning.trace import Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

Can: TypeAlias = Literal[
    "read", "write", "delete", "execute", "network", "send", "spend", "unknown"
]
_ORDER: tuple[Can, ...] = (
    "execute", "delete", "spend", "send", "write", "network", "read", "unknown"
)  # fmt: skip


def tools(view: View) -> Iterator[Tool]:
    """The tools that a file defines, and those of libraries that it hands to an agent."""
    dangerous = {id(d.tool.function) for d in tool_dangers(view)}
    told: set[str] = set()
    for tool in tool_functions(view):
        if tool.made_by is tool.function and _is_no_tool(view, tool):
            continue
        told.add(tool.name)
        can = _can(view, tool, runs=id(tool.function) in dangerous)
        approval = needs_approval(view, tool.made_by)
        yield Tool(tool.name, place(view, header(view, tool)), can, approval)
    for found in handovers(view):
        for name, node in named_tools(view, found.tools):
            if name in told or (by_name := _of_library(view, name, node)) is None:
                continue
            told.add(name)
            yield Tool(name, place(view, node), by_name, False)


_NO_TOOL = lazy(r"guardrail|instructions|system_prompt|output_validator|prepare|validator|hook")


def _is_no_tool(view: View, tool: Function) -> bool:
    """A function that an agent's SDK calls with its context, but no model: instructions, a
    guardrail, what runs at a handoff."""
    for decorator in tool.function.decorators:
        callee = decorator.callee if isinstance(decorator, s.Call) else decorator
        if _NO_TOOL.search(s.dotted(callee) or ""):
            return True
    for node in view.names.uses(tool.function.name) if tool.function.name else ():
        above = view.names.parent(node)
        if isinstance(above, s.Argument) and above.name and not _TAKES_TOOLS.search(above.name):
            return True
    return False


_TAKES_TOOLS = lazy(r"tool|function|func$|handler|callback$|coroutine|action|skill")


# -- what a function does ----------------------------------------------------------------------

_ACTS: dict[str, Can] = {
    "sends a message": "send",
    "moves money": "spend",
    "runs a command": "execute",
    "writes to a database": "write",
    "writes files": "write",
    "changes something on another server": "write",
}
_DELETES = lazy(r"_(?:delete|remove|drop|unlink|rmtree|rm|rmdir|truncate|destroy|purge)_")
_DELETING = lazy(r"^\s*(?:delete|drop|truncate)\b", re.IGNORECASE)
_READS = lazy(
    r"_(?:read|select|query|search|find|fetchall|fetchone|fetch_one|fetch_all|load|list|glob|walk|scan|lookup"
    r"|retrieve|similarity_search|get_relevant_documents)_"
)
_OPENS = {"open", "aiofiles.open", "io.open"}


def _can(view: View, tool: Function, *, runs: bool) -> tuple[Can, ...]:
    found: set[Can] = {"execute"} if runs else set()
    for call, what in acts_of(view, tool):
        deletes = _deletes(view, call)
        found.add("delete" if deletes and _ACTS[what] == "write" else _ACTS[what])
    requests = {id(c.node) for c in view.found.calls if c.sdk.kind == "http"}
    for call in calls_of(view, tool):
        run = run_by(view.names, call)
        if run is not None and run.kind in {"shell", "code"}:
            found.add("execute")
        elif run is not None:
            found.add("write")  # a statement that the model writes may do anything
        if id(call) in requests:
            found.add("network")
        elif (does := _by_library(view, call)) is not None:
            found.add(does)
        elif _reads(call, writes="write" in found):
            found.add("read")
    return tuple(can for can in _ORDER if can in found) or ("unknown",)


_CHANGES = lazy(
    r"^_(delete|remove|drop)_\w|^_(create|update|upsert|upload|insert|import)_\w|^_(send)_(?:message|e?mail|sms)"
)


def _by_library(view: View, call: s.Call) -> Can | None:
    """What a function of a library does, as its name of several words says: ``delete_corpus``."""
    match = _CHANGES.search(words(last_part(call.callee)))
    if match is None:
        return None
    from prodgate.meaning import modules

    for thing in trace(view.names, call.callee):
        below: object = thing
        while isinstance(below, Made):
            below = below.by
        if isinstance(below, Qualified) and not below.is_global:
            if modules.is_local(view, below.name):
                return None
            return "delete" if match[1] else "write" if match[2] else "send"
    return None


def _reads(call: s.Call, *, writes: bool) -> bool:
    if (s.dotted(call.callee) or "") in _OPENS:
        return not writes
    return bool(_READS.search(words(last_part(call.callee))))


def _deletes(view: View, call: s.Call) -> bool:
    if _DELETES.search(words(last_part(call.callee))):
        return True
    return bool(call.arguments) and bool(
        _DELETING.match("".join(texts(view.names, call.arguments[0].value)))
    )


# -- tools that a library brings ---------------------------------------------------------------

_LIBRARY: tuple[tuple[str, tuple[Can, ...]], ...] = (
    (r"Shell|Bash|Terminal|Command|REPL|CodeInterpreter|code_interpreter|code_execution|Python(?:Ast)?"
     r"|Computer|local_shell|executor", ("execute",)),
    (r"SQL(?:Database)?(?:Toolkit|Tool)|QuerySQL|query_sql", ("write", "read")),
    (r"(?:Write|Edit|Move|Copy)File|FileWriter|FileManagement|text_editor|apply_patch", ("write",)),
    (r"DeleteFile", ("delete",)),
    (r"Read(?:File|Tool)|FileRead|ListDirectory|DirectoryRead|FileSearch|file_search|Glob|Grep"
     r"|Retriev", ("read",)),
    (r"Gmail(?:Send|Toolkit)|Slack(?:Send|Toolkit)|SendMessage|Twilio", ("send",)),
    (r"Search|Tavily|Serper|DuckDuckGo|Wikipedia|Arxiv|Browser|Scrape|Crawl|Web|Requests|Exa|Firecrawl"
     r"|webSearch|google_search|YouTube|Weather|News|YFinance|Finance", ("network",)),
)  # fmt: skip
_CAN = tuple((lazy(pattern), can) for pattern, can in _LIBRARY)


def _of_library(view: View, name: str, node: s.Node) -> tuple[Can, ...] | None:
    """What an imported tool does, as its name says; None where it is no tool of a library."""
    from prodgate.meaning import modules

    if not name:
        return None
    node = s.bare(node)
    callee = node.callee if isinstance(node, s.Call) else node
    for thing in trace(view.names, callee):
        below = thing
        while not isinstance(below, Qualified) and hasattr(below, "by"):
            below = below.by
        if not isinstance(below, Qualified) or below.is_global:
            return None
        if modules.is_local(view, below.name):
            return None  # listed where it is defined
        last = below.name.rpartition(".")[2]
        for pattern, can in _CAN:
            if pattern.search(name) or pattern.search(last):
                return can
        return ("unknown",)
    return None
