"""A tool that writes, spends or sends, with no record of who did what, and when.

When a customer asks who cancelled the order, or an agent has mailed the wrong thousand people, the
answer must not depend on what the model remembers. A line for each action is the least that lets a
team explain, undo and prove.

**Reported:** a function given to a model as a tool that sends messages, moves money, runs commands,
writes to a database, changes something on another server, or (as a note) writes files, when
neither it nor a helper of the file that it calls logs anything.

**Not reported:** tools that only read, or show a page; files of a sandbox, one that the tool
removes itself, and what stands in the folder for what may be lost; a logger, an audit or event call
in the body, one hop away, or in a decorator; hooks, callbacks or tracing that see every call of a
tool; a project where one place records them all with the name of the tool: what takes a tool out of
a table by its name and runs it, the tools' base class, a handler of the agent's events; the team's
own function, named in the policy under `functions.audit`. A transcript that another file keeps is
not seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.acting import unrecorded
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "missing-audit-log",
    Gate.OBSERVABILITY,
    "A tool that writes, spends or sends, with no record of who did what",
    Applicability.UNSAFE,
    literals=("tool", "Tool", "execute", "skill"),
    closer=True,
    cwe=(778,),
    owasp=("A09:2021",),
    risk=4.3,
)


def relevant(data: bytes) -> bool:
    """Whether a file defines tools of an agent, by the words that do."""
    return any(word in data for word in _WORDS)


_WORDS = (
    b"function_tool", b"@tool", b"tool(", b"Tool(", b"tools=", b"tools:", b"tools =", b"TOOLS",
    b"register_tool", b"registerTool", b"addTool", b"add_tool", b"inputSchema", b"input_schema",
    b"BaseTool", b"Toolkit", b"tool_plain", b".tool", b"kernel_function", b"Tools(",
)  # fmt: skip


def check(view: View) -> Iterator[Finding]:
    """One finding a tool, where it is defined."""
    if is_test_path(view.source.path):
        return
    for act in unrecorded(view):
        severity = Severity.WARNING if act.grave else Severity.NOTE
        name = act.tool.name or "this tool"
        message = f"{name} {act.what}, and nothing here records who had it do what"
        yield view.finding(RULE, act.tool.function, severity, message, act)
