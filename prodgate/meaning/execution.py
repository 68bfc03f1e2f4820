"""What a call runs: a shell command, code of the language, or a database statement.

``run_by`` says it of one call, with the node that is the text being run. A fixed argv, a
container, a hosted sandbox and a constant text are nothing to report: the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.names import Names
from prodgate.meaning.trace import Made, Qualified, trace
from prodgate.regex import lazy

Kind = Literal["shell", "code", "sql"]


class Run(Struct, frozen=True):
    """A call that runs a text. ``name``: what is called, for a message.

    ``is_file``: the text is the path of a file of code, which somebody wrote before.
    """

    call: s.Call
    kind: Kind
    text: s.Node
    name: str
    is_file: bool = False


def run_by(names: Names, call: s.Call) -> Run | None:
    """What a call runs, where the text is not a constant of the code."""
    kept: dict[int, Run | None] = names.__dict__.setdefault("_runs", {})  # several rules ask
    if id(call) not in kept:
        find = _python if names.module.language == "python" else _javascript
        run = find(names, call) or _sql(names, call)
        constant = run is not None and isinstance(s.bare(run.text), s.Literal)
        kept[id(call)] = None if constant else run
    return kept[id(call)]


def qualified_names(names: Names, node: s.Node) -> Iterator[str]:
    """The full names a callee can have; of a promisified function, that of the function."""
    for thing in trace(names, node):
        if isinstance(thing, Qualified):
            yield thing.name
        elif isinstance(thing, Made) and thing.call is not None and not thing.path:
            by = thing.by.name if isinstance(thing.by, Qualified) else ""
            if by.rpartition(".")[2] in {"promisify", "partial"} and thing.call.arguments:
                yield from qualified_names(names, thing.call.arguments[0].value)


# -- Python ------------------------------------------------------------------------------------

_SHELLS = {
    "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput",
    "commands.getoutput", "asyncio.create_subprocess_shell", "pty.spawn", "pexpect.run",
    "pexpect.spawn", "asyncio.subprocess.create_subprocess_shell",
}  # fmt: skip
_PROCESSES = {
    "subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output",
    "subprocess.Popen",
}  # fmt: skip
_CODE_METHODS = {"run_cell", "runsource", "runcode", "run_cell_async"}


def _python(names: Names, call: s.Call) -> Run | None:
    for name in qualified_names(names, call.callee):
        text = call.positional(0) or call.keyword("cmd") or call.keyword("args")
        if name in {"exec", "eval", "builtins.exec", "builtins.eval"} and text is not None:
            return Run(call, "code", text, name.rpartition(".")[2])
        if name in _SHELLS and text is not None and not _is_contained(names, text):
            return Run(call, "shell", text, name)
        if name in _PROCESSES and text is not None:
            shell = call.keyword("shell")
            if isinstance(shell, s.Literal) and shell.value:
                return None if _is_contained(names, text) else Run(call, "shell", text, name)
            return _argv(names, call, text, name)
        if name == "asyncio.create_subprocess_exec" and call.arguments:
            parts = tuple(a.value for a in call.arguments if a.name is None)
            return _program(names, call, parts, name)
    callee = s.bare(call.callee)
    text = call.positional(0)
    if isinstance(callee, s.Attribute) and text is not None:
        if callee.name == "exec_command":
            return Run(call, "shell", text, "exec_command")
        if callee.name in _CODE_METHODS:
            return Run(call, "code", text, callee.name)
    return _typed(names, call)


def _typed(names: Names, call: s.Call) -> Run | None:
    """``process.stdin.write(command)`` of a shell or interpreter that this file started."""
    callee = s.bare(call.callee)
    if not isinstance(callee, s.Attribute) or callee.name not in {"write", "sendline"}:
        return None
    owner = s.bare(callee.value)
    if callee.name == "write":
        if not isinstance(owner, s.Attribute) or owner.name != "stdin":
            return None
        owner = owner.value
    text = call.positional(0)
    if text is None:
        return None
    for thing in trace(names, owner):
        if not isinstance(thing, Made) or not isinstance(thing.by, Qualified) or not thing.call:
            continue
        if _is_interactive(names, thing.by.name, thing.call):
            return Run(call, "shell", text, "the stdin of a shell")
    return None


def _is_interactive(names: Names, name: str, made: s.Call) -> bool:
    """Whether a process is a shell or an interpreter that waits for lines."""
    if name in {"asyncio.create_subprocess_shell", "pexpect.spawn"}:
        return True
    tail = name.rpartition(".")[2]
    if tail not in {"Popen", "create_subprocess_exec", "spawn"} or not made.arguments:
        return False
    first = _value(names, made.arguments[0].value)
    if isinstance(first, s.Items) and first.elements:
        first = s.bare(first.elements[0])
    text = str(first.value) if isinstance(first, s.Literal) else ""
    return bool(_SHELL_PROGRAM.search(text) or _INTERPRETER.search(text))


# -- JavaScript --------------------------------------------------------------------------------

_JS_SHELLS = {"exec", "execSync"}
_JS_PROCESSES = {"spawn", "spawnSync", "execFile", "execFileSync", "fork"}
_JS_VM = {"runInContext", "runInNewContext", "runInThisContext", "Script", "compileFunction"}
_CHILD_PROCESS = ("child_process.", "node:child_process.")


def _javascript(names: Names, call: s.Call) -> Run | None:
    if not call.arguments:
        return None
    if _is_function_constructor(names, call.callee):
        return Run(call, "code", call.arguments[-1].value, "new AsyncFunction")
    text = call.arguments[0].value
    if isinstance(text, s.Spread):
        return None
    for name in qualified_names(names, call.callee):
        tail = name.rpartition(".")[2]
        if name == "eval" or name in {"globalThis.eval", "window.eval"}:
            return Run(call, "code", text, "eval")
        if name in {"Function", "globalThis.Function"}:
            return Run(call, "code", call.arguments[-1].value, "new Function")
        if name.startswith(_CHILD_PROCESS):
            return _child(names, call, tail)
        if name in {"shelljs.exec", "shelljs.default.exec", "execa.execaCommand"}:
            return Run(call, "shell", text, tail)
        if name in {"execa.execa", "execa.default", "Bun.spawn", "Bun.spawnSync"}:
            return _child(names, call, "spawn")
        if name.startswith(("vm.", "node:vm.")) and tail in _JS_VM:
            return Run(call, "code", text, f"vm.{tail}")
    return _typed(names, call)


def _is_function_constructor(names: Names, callee: s.Node) -> bool:
    """``Object.getPrototypeOf(async function () {}).constructor``, by its form or its name."""
    callee = s.bare(callee)
    if isinstance(callee, s.Attribute) and callee.name == "constructor":
        below = s.bare(callee.value)
        if isinstance(below, s.Call):
            return s.dotted(below.callee) in {"Object.getPrototypeOf", "Reflect.getPrototypeOf"}
        return isinstance(below, s.Function)
    if not isinstance(callee, s.Name):
        return False
    return any(
        binding.value is not None
        and isinstance(s.bare(binding.value), s.Attribute)
        and _is_function_constructor(names, binding.value)
        for binding in names.lookup(callee)
    )


def _child(names: Names, call: s.Call, tail: str) -> Run | None:
    text = call.arguments[0].value
    if tail in _JS_SHELLS:
        return None if _is_contained(names, text) else Run(call, "shell", text, tail)
    if tail not in _JS_PROCESSES:
        return None
    options = s.bare(call.arguments[-1].value)
    shell = any(
        e.name == "shell" and not (isinstance(e.value, s.Literal) and not e.value.value)
        for e in (options.entries if isinstance(options, s.Mapping) else ())
    )
    if isinstance(text, s.Items):
        return _program(names, call, text.elements, tail)
    given = s.bare(call.arguments[1].value) if len(call.arguments) > 1 else None
    rest = given.elements if isinstance(given, s.Items) else ()
    if shell and not _is_contained(names, text):
        foreign = next((e for e in rest if not isinstance(e, s.Literal)), None)
        chosen = text if foreign is None or not isinstance(text, s.Literal) else foreign
        return Run(call, "shell", chosen, f"{tail} with a shell")
    return _program(names, call, (text, *rest), tail)


# -- argument vectors --------------------------------------------------------------------------

_SHELL_PROGRAM = lazy(r"(?:^|[/\\])(?:ba|z|da|k|fi)?sh$|^(?:cmd|powershell|pwsh)(?:\.exe)?$")
_INTERPRETER = lazy(r"(?:^|[/\\])(?:python[\d.]*|node|deno|ruby|perl|php|bun|tsx|ts-node)$")
_CONTAINER = lazy(
    r"^\s*(?:sudo\s+)?(?:docker|podman|nerdctl|firejail|bwrap|nsjail|wasmtime|kubectl|runsc|deno)\b"
)
_EVALUATES = {"-c", "/c", "/C", "-e", "-Command", "-lc", "--eval", "-p", "-ic"}


def _argv(names: Names, call: s.Call, written: s.Node, name: str) -> Run | None:
    node = _value(names, written)
    if isinstance(node, s.Items):
        return _program(names, call, node.elements, name)
    if isinstance(node, s.Call):
        tail = _tail(node.callee)
        if tail in {"split", "list"}:  # shlex.split(command), command.split()
            owner = s.bare(node.callee)
            dotted = s.dotted(owner)
            text = node.positional(0) if dotted in {"shlex.split", "split", "list"} else None
            if text is None and isinstance(owner, s.Attribute):
                text = owner.value
            # The name, where there is one: parts[0] may be compared with what may run.
            chosen = written if isinstance(written, s.Name) else text
            return Run(call, "shell", chosen, name) if chosen is not None else None
        return None
    if isinstance(node, s.Name):
        return Run(call, "shell", node, name)
    return None


def _program(names: Names, call: s.Call, parts: tuple[s.Node, ...], name: str) -> Run | None:
    """``[shell, "-c", text]``, ``[python, path]``, ``[program_of_the_model, ...]``"""
    if not parts or isinstance(parts[0], s.Spread):
        return None
    first = _value(names, parts[0])
    text = str(first.value) if isinstance(first, s.Literal) else ""
    if s.dotted(first) in {"sys.executable", "process.execPath"}:
        text = "python"
    if not text:
        chosen = isinstance(first, s.Name | s.Index | s.Attribute | s.Call)
        return Run(call, "shell", parts[0], name) if chosen else None
    rest = parts[1:]
    is_shell, interprets = _SHELL_PROGRAM.search(text), _INTERPRETER.search(text)
    if not (is_shell or interprets):
        return None
    kind: Kind = "shell" if is_shell else "code"
    for flag, value in pairwise(rest):
        if isinstance(flag, s.Literal) and flag.value in _EVALUATES:
            return Run(call, kind, value, f"{text} {flag.value}")
    if rest and not isinstance(rest[0], s.Literal | s.Spread):
        return Run(call, kind, rest[0], text, is_file=True)
    return None


def _is_contained(names: Names, node: s.Node) -> bool:
    """Whether a command line starts with a container or jail."""
    node = _value(names, node)
    if isinstance(node, s.Binary):
        return _is_contained(names, node.left)
    if isinstance(node, s.Text) and node.parts:
        node = node.parts[0]
    return isinstance(node, s.Literal) and bool(_CONTAINER.match(str(node.value)))


def _value(names: Names, node: s.Node) -> s.Node:
    """What a name stands for, where it is bound just once to something that is no name."""
    node = s.bare(node)
    if isinstance(node, s.Name):
        bindings = names.lookup(node)
        if len(bindings) == 1 and bindings[0].kind == "value" and not bindings[0].path:
            value = s.bare(bindings[0].value) if bindings[0].value is not None else node
            if isinstance(value, s.Items | s.Call | s.Text | s.Binary | s.Literal):
                return value
    return node


# -- SQL and Cypher ----------------------------------------------------------------------------

_SQL_METHODS = {
    "execute", "executescript", "query", "raw", "unsafe", "run", "all", "exec", "prepare", "sql",
    "fetch", "fetchall", "fetchrow", "fetchval", "read_sql", "read_sql_query", "run_no_throw",
    "$queryRawUnsafe", "$executeRawUnsafe", "execute_query", "executeQuery", "driver_execute",
    "execute_sql", "runQuery", "exec_driver_sql",
}  # fmt: skip
# What can be nothing but a connection, and what may be: then the text must be named after SQL.
_CONNECTION = lazy(
    r"(?:^|_)(?:cur|cursor|conn|connection|con|c|db|database|sqlite|duckdb|engine|postgres|pg|mysql|"
    r"prisma|knex|sequelize|pool|spark|bq|bigquery|warehouse|sql)\d*$"
)
_NO_DATABASE = lazy(r"search|query_|index|vector|retriev|chat|llm|agent|rule|template|worker")
_MAYBE = lazy(r"(?:^|_)(?:session|client|tx|trx|transaction|driver|graph|neo4j|store|pd)$")
_SQL_TEXT = lazy(r"(?:^|_)(?:sql|query|cypher|statement|stmt|sql_?query|queries)(?:_|$)")
_STATEMENT = lazy(
    r"^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|WITH|MATCH|MERGE|ALTER|CALL|EXPLAIN)\s", re.I
)


def _sql(names: Names, call: s.Call) -> Run | None:
    callee = s.bare(call.callee)
    if not isinstance(callee, s.Attribute) or callee.name not in _SQL_METHODS:
        return None
    text = call.positional(0) or call.keyword("sql") or call.keyword("query")
    if text is None or isinstance(s.bare(text), s.Items | s.Mapping | s.Function):
        return None
    inner = s.bare(text)
    if isinstance(inner, s.Call) and _tail(inner.callee) == "text" and inner.arguments:
        text = inner.arguments[0].value  # SQLAlchemy's text(sql)
    owner = s.bare(callee.value)
    if isinstance(owner, s.Call):
        owner = s.bare(owner.callee)
    tail = snake(_tail(owner))
    if _NO_DATABASE.search(tail):
        return None
    if callee.name in {"read_sql", "read_sql_query", "$queryRawUnsafe", "$executeRawUnsafe"}:
        return Run(call, "sql", text, callee.name)
    if tail in {"cursor", "connect", "connection"} or _CONNECTION.search(tail):
        return Run(call, "sql", text, f"{_tail(owner)}.{callee.name}")
    if _MAYBE.search(tail) and (_SQL_TEXT.search(snake(_tail(text))) or _is_statement(names, text)):
        return Run(call, "sql", text, f"{_tail(owner)}.{callee.name}")
    return None


def _is_statement(names: Names, node: s.Node) -> bool:
    node = _value(names, node)
    if isinstance(node, s.Text) and node.parts:
        node = node.parts[0]
    elif isinstance(node, s.Binary):
        node = s.bare(node.left)
    return isinstance(node, s.Literal) and bool(_STATEMENT.match(str(node.value)))


def snake(name: str) -> str:
    """``dbClient`` -> ``db_client``"""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def _tail(node: s.Node) -> str:
    node = s.bare(node)
    return (
        node.name if isinstance(node, s.Attribute) else node.id if isinstance(node, s.Name) else ""
    )
