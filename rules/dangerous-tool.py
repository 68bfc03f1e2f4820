"""A tool or agent that runs whatever a model writes, with the rights of this process.

The model writes the command, and whoever writes what the model reads can make it write another
one: a page it fetches, a file, a user. A shell, a Python process or a writable database then does
it, with every key and file that the process can reach.

**Reported:** shells, REPLs, pandas, SQL and Cypher agents of known libraries; `allow_dangerous_*`;
code execution without a container; bypassed permissions; and a tool whose body gives its argument
to a shell, `exec`, `eval` or `new Function`, itself or through a function of the project; an agent
that gets such a function of another file, or one that runs whole SQL statements; a store of
functions that runs the one a model names; a package that is installed because data names it, and
imported.

**Not reported:** a container or hosted sandbox; a tool that a person approves, by the SDK's own
parameter or by asking; a fixed program with arguments; a list of what may pass, in front of it (a
list of what may not is none); a database that is opened for reading. Where a tool of the same file
runs SQL, `executed-model-output` says so at the statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.dangerous import dangerous_uses
from prodgate.meaning.handed_tools import Handed, handed_tools
from prodgate.meaning.installs import named_installs
from prodgate.meaning.stored_functions import stored_runs
from prodgate.meaning.tool_dangers import Danger, tool_dangers
from prodgate.meaning.tool_functions import header
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "dangerous-tool",
    Gate.SECURITY,
    "A tool or agent that runs whatever a model writes",
    Applicability.UNSAFE,
    literals=(
        "subprocess", "os.system", "os.popen", "child_process", "create_subprocess", "exec(",
        "eval(", "Function(", "runIn", "exec_command", "execute(", "query(", "QueryRaw", "run_cell",
        "ShellTool", "PythonREPL", "PythonAstREPL", "BashProcess", "dataframe_agent", "csv_agent",
        "sql_agent", "SQLDatabase", "SqlToolkit", "SqlAgent", "SqlDatabase", "PandasQuery", "NLSQL",
        "CodeInterpreterTool", "SmartData", "pandasai", "CommandLineCodeExecutor", "NL2SQL",
        "code_execution", "use_docker", "CodeAgent", "UnsafeLocal", "ExecuteBash", "PythonTools",
        "SQLTools", "allow_dangerous", "bypassPermissions", "danger-full-access", "--dangerously-",
        "load_tools", "run_sql", "execute_sql", "run_shell", "run_bash", "run_command",
        "execute_command", "execute_shell", "_function", "shellTool", "read_sql",
        "bash_tool", "execa", "PALChain", "os import",
        "tools=[", "tools = [", "tools: [", "tools: {",
    ),
    closer=True,
    cwe=(78, 94, 89),
    owasp=("LLM06:2025", "LLM05:2025", "A03:2021"),
    risk=9.3,
)  # fmt: skip

_AGENTIC = lazy(
    rb"[tT]ool|TOOL|function_call|FunctionDecl|kernel_function|langchain|llama_index|pandasai|autogen|"
    rb"crewai|smolagents|google\.adk|allow_dangerous|bypassPerm|danger-full|--dangerously-|agno|"
    rb"\bfunctions\b|[\"']install[\"']"
)


def relevant(data: bytes) -> bool:
    """Whether anything in a file is a tool or an agent."""
    return _AGENTIC.search(data) is not None


def check(view: View) -> Iterator[Finding]:
    """One finding a tool or construct; what lies inside a tool that is reported is part of it."""
    if is_test_path(view.source.path):
        return
    spans: list[tuple[int, int]] = []
    for danger in tool_dangers(view):
        if danger.run.kind == "sql":
            continue  # the rule executed-model-output, where the statement is run
        spans.append((danger.tool.function.start, danger.tool.function.end))
        place = header(view, danger.tool)
        yield view.finding(RULE, place, Severity.ERROR, _said(danger), danger)
    for handed in handed_tools(view):
        severity = _severity(handed.danger.run.kind)
        yield view.finding(RULE, handed.node, severity, _handed(view, handed), handed)
    for call in stored_runs(view):
        yield view.finding(RULE, call, Severity.ERROR, _STORED)
    for call in named_installs(view):
        yield view.finding(RULE, call, Severity.WARNING, _INSTALLED)
    for use in dangerous_uses(view):
        if not any(start <= use.node.start < end for start, end in spans):
            yield view.finding(RULE, use.node, _severity(use.kind), use.why, use)


def _severity(kind: str) -> Severity:
    return Severity.WARNING if kind == "sql" else Severity.ERROR


_INSTALLED = "installs whatever package the name says, and imports it: the code of it runs here"
_STORED = "runs whatever function the model names, whoever or whatever wrote its code"
_WHAT = {
    "shell": "a command that the model writes",
    "code": "code that the model writes",
    "sql": "any statement that the model writes",
}


def _said(danger: Danger) -> str:
    run = danger.run
    name = re.sub(r"\s+", " ", danger.tool.name)[:60]
    return f"the tool {name} runs {_WHAT[run.kind]}: {run.name} gets {danger.given} unchecked"


def _handed(view: View, handed: Handed) -> str:
    run = handed.danger.run
    name = re.sub(r"\s+", " ", view.code(handed.node))[:60]
    return f"the agent may run {_WHAT[run.kind]} through {name}: {run.name} gets it unchecked"
