"""Tools and agents of known libraries that run what a model writes, and what makes them sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.argument import UNKNOWN, Present, argument
from prodgate.meaning.execution import snake
from prodgate.meaning.trace import Local, Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.argument import Answer
    from prodgate.view import View


class Construct(Struct, frozen=True):
    """A function or class that runs what a model writes.

    ``sound``: arguments that make it sound when they are given and not switched off. ``only``: it
    is dangerous only with this argument at this value. ``write``: the argument that makes it
    sound, and its code; ``part``: what the findings of one file share, reported once.
    """

    tails: frozenset[str]
    roots: tuple[str, ...]
    why: str
    sound: tuple[str, ...] = ()
    only: tuple[str, str | bool] | None = None
    write: tuple[str, str] | None = None
    kind: Literal["shell", "code", "sql"] = "code"


class Use(Struct, frozen=True):
    """A construct in a file. ``write``: the argument and code that would make it sound."""

    node: s.Node
    why: str
    kind: str
    call: s.Call | None = None
    write: tuple[str, str] | None = None
    replace: tuple[s.Node, str] | None = None


def _tails(names: str) -> frozenset[str]:
    return frozenset(names.split())


_HERE = "runs on this machine, whatever the model writes"
_PROCESS = "Python that the model writes runs in this process"
_DATABASE = "the model writes the SQL, and the connection may write: a DROP is one sentence away"
_PYTHON = (
    Construct(
        _tails("ShellTool"), ("langchain",), f"a shell that {_HERE}",
        ("ask_human_input",), write=("ask_human_input", "True"), kind="shell",
    ),
    Construct(
        _tails("BashProcess LLMBashChain"), ("langchain",), f"a shell that {_HERE}", kind="shell"
    ),
    Construct(
        _tails("PythonREPLTool PythonAstREPLTool PythonREPL create_python_agent PALChain"),
        ("langchain",), _PROCESS,
    ),
    Construct(
        _tails(
            "create_pandas_dataframe_agent create_csv_agent create_spark_dataframe_agent "
            "create_xorbits_agent"
        ),
        ("langchain",), "an agent that answers by running Python of the model in this process",
    ),
    Construct(
        _tails(
            "create_sql_agent SQLDatabaseToolkit QuerySQLDataBaseTool QuerySQLDatabaseTool"
        ),
        ("langchain",), _DATABASE, kind="sql",
    ),
    Construct(
        _tails("PandasQueryEngine CodeInterpreterToolSpec PolarsQueryEngine"),
        ("llama_index",), _PROCESS,
    ),
    Construct(
        _tails(
            "NLSQLTableQueryEngine SQLTableRetrieverQueryEngine NLSQLRetriever DatabaseToolSpec "
            "SQLAutoVectorQueryEngine PGVectorSQLQueryEngine"
        ),
        ("llama_index",), _DATABASE, kind="sql",
    ),
    Construct(
        _tails("SmartDataframe SmartDatalake PandasAI Agent"), ("pandasai",),
        "an agent that answers by running Python of the model in this process", ("sandbox",),
    ),
    Construct(
        _tails("ShellTool"), ("agents",), f"a shell that {_HERE}",
        ("needs_approval", "environment"), write=("needs_approval", "True"), kind="shell",
    ),
    Construct(  # it takes an executor and nothing else: no parameter asks a person
        _tails("LocalShellTool"), ("agents",), f"a shell that {_HERE}", kind="shell",
    ),
    Construct(
        _tails("LocalCommandLineCodeExecutor"), ("autogen", "ag2"),
        f"code and shell of the model: it {_HERE}",
    ),
    Construct(
        _tails("CodeInterpreterTool"), ("crewai",), "the code interpreter without its container",
        only=("unsafe_mode", True), write=("unsafe_mode", "False"),
    ),
    Construct(
        _tails("Agent"), ("crewai",), "code of the model runs without a container",
        only=("code_execution_mode", "unsafe"), write=("code_execution_mode", '"safe"'),
    ),
    Construct(_tails("NL2SQLTool"), ("crewai",), _DATABASE, kind="sql"),
    Construct(
        _tails("UnsafeLocalCodeExecutor"), ("google.adk",), _PROCESS,
    ),
    Construct(
        _tails("ExecuteBashTool"), ("google.adk",), f"a shell that {_HERE}",
        ("require_confirmation",), kind="shell",
    ),
    Construct(
        _tails("ShellTools"), ("agno", "phi"), f"a shell that {_HERE}",
        ("requires_confirmation_tools", "external_execution_required_tools"), kind="shell",
    ),
    Construct(
        _tails("PythonTools PythonAgent"), ("agno", "phi"), _PROCESS,
        ("requires_confirmation_tools", "external_execution_required_tools"),
    ),
    Construct(
        _tails("SQLTools PostgresTools"), ("agno", "phi"), _DATABASE,
        ("requires_confirmation_tools", "include_tools", "exclude_tools"), kind="sql",
    ),
    Construct(
        _tails("beta_bash_tool beta_agent_toolset_20260401 BetaLocalBashTool"), ("anthropic",),
        f"a shell that {_HERE}", kind="shell",
    ),
)  # fmt: skip
_JAVASCRIPT = (
    Construct(
        _tails("SqlToolkit createSqlAgent QuerySqlTool"),
        ("langchain", "@langchain/"), _DATABASE, kind="sql",
    ),
    Construct(
        _tails("shellTool localShellTool"), ("@openai/agents",), f"a shell that {_HERE}",
        ("0.needsApproval", "0.environment"), write=("0.needsApproval", "true"), kind="shell",
    ),
    Construct(
        _tails("PythonREPL PythonInterpreterTool"), ("langchain", "@langchain/"),
        "Python that the model writes",
    ),
)  # fmt: skip


def dangerous_uses(view: View) -> Iterator[Use]:
    """Every construct of a file that runs what a model writes, in source order."""
    table = _PYTHON if view.language == "python" else _JAVASCRIPT
    taken: set[int] = set()
    for call in view.names.calls:
        if _is_given_a_reported_one(view, call, taken):
            continue
        if use := _construct(view, call, table) or _switch(view, call):
            taken.add(id(call))
            yield use
    if view.language == "javascript":
        yield from _options(view)
    yield from _command_lines(view)


def _construct(view: View, call: s.Call, table: tuple[Construct, ...]) -> Use | None:
    for name in _called(view, call):
        tail = name.rpartition(".")[2]
        if tail in {"from_db", "from_llm", "fromLLM", "from_uri", "from_orm"}:
            tail = name.split(".")[-2]
        for construct in table:
            if tail in construct.tails and name.startswith(construct.roots):
                return _use(view, call, construct)
    return None


def _called(view: View, call: s.Call) -> Iterator[str]:
    for thing in trace(view.names, call.callee):
        if isinstance(thing, Qualified) and not thing.is_global:
            yield thing.name


def _use(view: View, call: s.Call, construct: Construct) -> Use | None:
    if construct.only is not None:
        path, value = construct.only
        answer = argument(view.names, call, path)
        if not isinstance(answer, Present) or not answer.known or answer.value != value:
            return None
    for path in construct.sound:
        answer = argument(view.names, call, path)
        if answer is UNKNOWN or (_is_on(answer) and not _is_local(view, call, path)):
            return None
    if construct.kind == "sql" and _reads_only(view):
        return None
    return Use(call, construct.why, construct.kind, call, construct.write)


def _is_local(view: View, call: s.Call, path: str) -> bool:
    """``environment={"type": "local"}``: named, and this machine all the same."""
    kind = argument(view.names, call, f"{path}.type")
    return isinstance(kind, Present) and kind.value == "local"


def _is_on(answer: Answer) -> bool:
    return isinstance(answer, Present) and not (answer.known and not answer.value)


def _reads_only(view: View) -> bool:
    from prodgate.meaning.tool_dangers import reads_only

    return reads_only(view)


def _is_given_a_reported_one(view: View, call: s.Call, taken: set[int]) -> bool:
    """``create_sql_agent(toolkit=toolkit)`` of a toolkit that was reported where it was made."""
    return any(
        isinstance(thing, Made) and thing.call is not None and id(thing.call) in taken
        for item in call.arguments
        if item.name in {"toolkit", "python_repl", None}
        for thing in trace(view.names, item.value)
    )


# -- arguments that switch a protection off ------------------------------------------------------

_ALLOWANCES = {
    "allow_dangerous_code": "allow_dangerous_code lets the model's code run in this process",
    "allow_dangerous_requests": "allow_dangerous_requests lets the model call any address or query",
    "allow_dangerous_tools": "allow_dangerous_tools gives the agent tools that need a person",
}


def _switch(view: View, call: s.Call) -> Use | None:
    if view.language == "python":
        for find in (_allowance, _bypass, _no_container, _by_name):
            if use := find(view, call):
                return use
    return _named_tool(view, call)


def _allowance(view: View, call: s.Call) -> Use | None:
    for item in call.arguments:
        value = item.value.value if isinstance(item.value, s.Literal) else None
        if item.name in _ALLOWANCES and value is True and not _is_chain(view, call):
            return Use(call, _ALLOWANCES[item.name], "code", call)
    return None


def _is_chain(view: View, call: s.Call) -> bool:
    """A chain is no agent: the rule executed-model-output says what it runs."""
    return any("QAChain" in name for name in _called(view, call))


_BYPASSED = "bypassPermissions lets the agent run every command and edit without asking anybody"
_ACTS = {"Bash", "Write", "Edit", "NotebookEdit", "MultiEdit", "KillShell"}


def _bypass(view: View, call: s.Call) -> Use | None:
    """``ClaudeAgentOptions(permission_mode="bypassPermissions")``"""
    mode = call.keyword("permission_mode")
    if not isinstance(mode, s.Literal) or mode.value != "bypassPermissions":
        return None
    if _is_harmless(
        call.keyword("tools"), call.keyword("disallowed_tools"), call.keyword("sandbox")
    ):
        return None
    return Use(mode, _BYPASSED, "shell", call, replace=(mode, '"default"'))


def _is_harmless(tools: s.Node | None, without: s.Node | None, sandbox: s.Node | None) -> bool:
    """Nothing that acts is among the tools, or what acts is in a sandbox."""
    if isinstance(tools, s.Items):
        return not _ACTS & _strings(tools)
    if isinstance(without, s.Items) and {"Bash", "Write", "Edit"} <= _strings(without):
        return True
    return sandbox is not None and not (isinstance(sandbox, s.Literal) and not sandbox.value)


def _strings(node: s.Items) -> set[str]:
    return {str(each.value) for each in node.elements if isinstance(each, s.Literal)}


def _no_container(view: View, call: s.Call) -> Use | None:
    """``code_execution_config={"use_docker": False}``, ``CodeAgent`` outside a sandbox."""
    answer = argument(view.names, call, "code_execution_config.use_docker")
    if isinstance(answer, Present) and answer.known and answer.value is False:
        mode = argument(view.names, call, "human_input_mode")
        if isinstance(mode, Present) and mode.value == "ALWAYS":
            return None
        why = "use_docker is off: code of the model runs on this machine"
        place = s.bare(answer.node)
        inside = call.start <= place.start < call.end and isinstance(place, s.Literal)
        return Use(call, why, "code", call, replace=(place, "True") if inside else None)
    if any(
        name.startswith("smolagents.") and name.endswith("CodeAgent")
        for name in _called(view, call)
    ):
        return _code_agent(view, call)
    return None


def _code_agent(view: View, call: s.Call) -> Use | None:
    executor = argument(view.names, call, "executor_type")
    if executor is UNKNOWN or (isinstance(executor, Present) and executor.value != "local"):
        return None
    if _is_on(argument(view.names, call, "executor")):
        return None
    why = "code of the model runs in this process: the local executor is no sandbox"
    return Use(call, why, "code", call, ("executor_type", '"docker"'))


_LOADED = {"terminal", "python_repl", "requests_all", "requests_post"}


def _by_name(view: View, call: s.Call) -> Use | None:
    """``load_tools(["terminal"])``, LangChain's shell middleware on the host."""
    for name in _called(view, call):
        tail = name.rpartition(".")[2]
        listed = call.positional(0)
        if tail == "load_tools" and name.startswith("langchain") and isinstance(listed, s.Items):
            chosen = _LOADED & _strings(listed)
            if chosen:
                return Use(
                    call, f"the tool {min(chosen)} runs what the model writes", "shell", call
                )
        if tail == "ShellToolMiddleware" and name.startswith("langchain"):
            policy = argument(view.names, call, "execution_policy")
            host = isinstance(policy, Present) and "HostExecution" in view.code(policy.node)
            if host or not isinstance(policy, Present):
                return Use(call, f"a shell that {_HERE}: HostExecutionPolicy", "shell", call)
    return None


_SAYS = {
    "run_sql": "sql", "execute_sql": "sql", "run_shell": "shell", "run_bash": "shell",
    "run_command": "shell", "execute_command": "shell", "run_shell_command": "shell",
    "execute_shell": "shell",
}  # fmt: skip
_CONTAINED = lazy(r"sandbox|docker|container|e2b|daytona|read_?only|approv|confirm", re.I)


def _named_tool(view: View, call: s.Call) -> Use | None:
    """``Tool("run_sql", config, database.run_sql)``: not seen here, but it says what it is."""
    from prodgate.meaning.tool_functions import makes_tool

    if not makes_tool(s.dotted(call.callee) or ""):
        return None
    first = call.positional(0) or call.keyword("name")
    kind = _SAYS.get(snake(str(first.value))) if isinstance(first, s.Literal) else None
    if kind is None or _CONTAINED.search(view.code(call)) or _reads_only(view):
        return None
    for item in call.arguments:
        value = s.bare(item.value)
        if isinstance(value, s.Attribute) and snake(value.name) in _SAYS:
            if any(isinstance(thing, Local) for thing in trace(view.names, value)):
                continue  # judged by its body
            why = f"the tool {value.name} runs what the model writes, and nothing here limits it"
            return Use(call, why, kind, call)
    return None


# -- options of JavaScript SDKs, command lines of agents -----------------------------------------


def _options(view: View) -> Iterator[Use]:
    if "bypassPermissions" not in view.text and "danger-full-access" not in view.text:
        return
    for node in view.names.of(s.Mapping):
        given = {entry.name: s.bare(entry.value) for entry in node.entries}
        mode, sandbox = given.get("permissionMode"), given.get("sandboxMode")
        if isinstance(mode, s.Literal) and mode.value == "bypassPermissions":
            if not _is_harmless(
                given.get("tools"), given.get("disallowedTools"), given.get("sandbox")
            ):
                yield Use(mode, _BYPASSED, "shell", replace=(mode, '"default"'))
        elif isinstance(sandbox, s.Literal) and sandbox.value == "danger-full-access":
            why = "danger-full-access lets the agent write and run anything on this machine"
            yield Use(sandbox, why, "shell", replace=(sandbox, '"workspace-write"'))


_FLAGS = lazy(
    r"(?:^|\s)(--dangerously-skip-permissions|--dangerously-bypass-approvals-and-sandbox)(?:\s|$)"
)


def _command_lines(view: View) -> Iterator[Use]:
    """``["claude", "-p", prompt, "--dangerously-skip-permissions"]``, given to a process."""
    if "--dangerously-" not in view.text:
        return
    for node in view.names.of(s.Literal):
        if not isinstance(node.value, str):
            continue
        found = _FLAGS.search(node.value)
        if found is None or len(node.value) > 400 or not _is_part_of_a_command(view, node):
            continue
        yield Use(node, f"{found[1]} lets the agent run every command without asking", "shell")


def _is_part_of_a_command(view: View, node: s.Literal) -> bool:
    """An element of an argv, or a command line that starts with the program."""
    parent = view.names.parent(node)
    if isinstance(parent, s.Items):
        return True
    if isinstance(parent, s.Argument):
        call = view.names.parent(parent)
        callee = s.bare(call.callee) if isinstance(call, s.Call) else None
        return isinstance(callee, s.Attribute) and callee.name in {"append", "extend", "push"}
    return bool(re.match(r"\s*(?:claude|codex)\b", str(node.value)))
