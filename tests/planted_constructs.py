"""Constructs of libraries that run what a model writes, for ``test_planted_dangers``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planting import Shape, named


@dataclass(frozen=True)
class Construct:
    """A class or function of a library: ``bad`` arguments, and ``sound`` ones."""

    module: str
    name: str
    bad: tuple[str, ...]
    sound: tuple[str, ...] = ()


_PYTHON = (
    Construct("langchain_community.tools", "ShellTool", ("",), ("ask_human_input=True",)),
    Construct("langchain_experimental.utilities", "PythonREPL", ("",)),
    Construct("langchain_experimental.tools", "PythonREPLTool", ("",)),
    Construct("langchain_experimental.tools", "PythonAstREPLTool", ("", "locals={}")),
    Construct(
        "langchain_experimental.agents",
        "create_pandas_dataframe_agent",
        ("llm, df", "llm, df, allow_dangerous_code=True"),
    ),
    Construct(
        "langchain_experimental.agents",
        "create_csv_agent",
        ('llm, "a.csv", allow_dangerous_code=True',),
    ),
    Construct("llama_index.experimental.query_engine", "PandasQueryEngine", ("df=df",)),
    Construct("pandasai", "SmartDataframe", ("df",), ("df, sandbox=box",)),
    Construct("agents", "ShellTool", ("executor=run",), ("executor=run, needs_approval=True",)),
    Construct("agents", "LocalShellTool", ("executor=run",)),
    Construct("autogen_ext.code_executors.local", "LocalCommandLineCodeExecutor", ("",)),
    Construct(
        "autogen",
        "UserProxyAgent",
        (
            '"me", code_execution_config={"use_docker": False}',
            '"me", human_input_mode="NEVER", code_execution_config={"use_docker": False}',
        ),
        (
            '"me", code_execution_config={"use_docker": True}',
            '"me", code_execution_config=False',
            '"me", human_input_mode="ALWAYS", code_execution_config={"use_docker": False}',
        ),
    ),
    Construct(
        "smolagents",
        "CodeAgent",
        ("tools=[], model=model", 'tools=[], model=model, executor_type="local"'),
        (
            'tools=[], model=model, executor_type="e2b"',
            'tools=[], model=model, executor_type="docker"',
        ),
    ),
    Construct("smolagents", "ToolCallingAgent", (), ("tools=[], model=model",)),
    Construct("crewai_tools", "CodeInterpreterTool", ("unsafe_mode=True",), ("",)),
    Construct(
        "crewai",
        "Agent",
        ('role="a", goal="b", backstory="c", code_execution_mode="unsafe"',),
        (
            'role="a", goal="b", backstory="c", allow_code_execution=True',
            'role="a", goal="b", backstory="c", code_execution_mode="safe"',
        ),
    ),
    Construct("google.adk.code_executors", "UnsafeLocalCodeExecutor", ("",)),
    Construct("google.adk.code_executors", "ContainerCodeExecutor", (), ('image="python"',)),
    Construct("agno.tools.shell", "ShellTools", ("",)),
    Construct("agno.tools.python", "PythonTools", ("",)),
    Construct(
        "claude_agent_sdk",
        "ClaudeAgentOptions",
        ('permission_mode="bypassPermissions"',),
        (
            'permission_mode="default"',
            'permission_mode="acceptEdits"',
            'permission_mode="bypassPermissions", tools=["Read", "Grep"]',
            'permission_mode="bypassPermissions", disallowed_tools=["Bash", "Write", "Edit"]',
        ),
    ),
)
_JAVASCRIPT = (
    Construct(
        "@openai/agents",
        "shellTool",
        ("{ shell }",),
        ("{ shell, needsApproval: true }",),
    ),
    Construct(
        "@anthropic-ai/claude-agent-sdk",
        "query",
        ('{ prompt, options: { permissionMode: "bypassPermissions" } }',),
        (
            '{ prompt, options: { permissionMode: "default" } }',
            '{ prompt, options: { permissionMode: "plan" } }',
            '{ prompt, options: { permissionMode: "bypassPermissions", tools: ["Read"] } }',
        ),
    ),
    Construct(
        "@openai/codex-sdk",
        "startThread",
        ('{ sandboxMode: "danger-full-access" }',),
        ('{ sandboxMode: "workspace-write" }', '{ sandboxMode: "read-only" }'),
    ),
)


def _imports(construct: Construct) -> dict[str, tuple[str, str]]:
    module, name = construct.module, construct.name
    return {
        "from": (f"from {module} import {name}", name),
        "renamed": (f"from {module} import {name} as Made", "Made"),
        "the module": (f"import {module}", f"{module}.{name}"),
        "the module, renamed": (f"import {module} as lib", f"lib.{name}"),
    }


_PLACES = {
    "at the top": "made = {call}",
    "in a function": "def build(llm, df, run, model, box):\n    return {call}",
    "in a list": "def build(llm, df, run, model, box):\n    tools = [{call}]\n    return tools",
    "in a method": (
        "class Bot:\n    def __init__(self, llm, df, run, model, box):\n        self.made = {call}"
    ),
}


def _python(bad: bool) -> Iterator[Shape]:
    for construct in _PYTHON:
        for given in construct.bad if bad else construct.sound:
            for imported, (line, name) in _imports(construct).items():
                for place, code in _PLACES.items():
                    text = f"{line}\n\n\n{code.replace('{call}', f'{name}({given})')}\n"
                    title = f"{construct.module}.{construct.name}({given}), {imported}, {place}"
                    yield Shape(title, "app/build.py", text)


def _of_others() -> Iterator[Shape]:
    """Classes of the project that are called the same."""
    for construct in _PYTHON:
        for given in construct.bad:
            if "=True" in given or "docker" in given or "bypass" in given:
                continue
            text = (
                f"from myapp.widgets import {construct.name}\n\nmade = {construct.name}({given})\n"
            )
            yield Shape(f"{construct.module}.{construct.name}({given}), ours", "app/a.py", text)


_PLACES_OF_JAVASCRIPT = {
    "at the top": "export const made = {call};",
    "in a function": "export function build(prompt, shell) {{\n  return {call};\n}}",
    "in a method": "export class Bot {{\n  build(prompt, shell) {{\n    return {call};\n  }}\n}}",
}


def _javascript(bad: bool) -> Iterator[Shape]:
    for construct in _JAVASCRIPT:
        for given in construct.bad if bad else construct.sound:
            for line, name in (
                (f'import {{ {construct.name} }} from "{construct.module}";', construct.name),
                (f'import {{ {construct.name} as made_ }} from "{construct.module}";', "made_"),
                (f'import * as lib from "{construct.module}";', f"lib.{construct.name}"),
                (f'const {{ {construct.name} }} = require("{construct.module}");', construct.name),
            ):
                for place, code in _PLACES_OF_JAVASCRIPT.items():
                    call = code.replace("{{", "{").replace("}}", "}")
                    text = f"{line}\n\n{call.replace('{call}', f'{name}({given})')}\n"
                    title = f"{line} {given}, {place}"
                    yield Shape(title, "src/build.ts", text)


_COMMANDS = {
    "an argv of Python": (
        "app/a.py",
        "import subprocess\n\n\ndef go(prompt: str) -> str:\n"
        '    return subprocess.check_output(["{program}", "-p", prompt{flag}], text=True)\n',
    ),
    "an argv of Python, by a name": (
        "app/a.py",
        "import subprocess\n\n\ndef go(prompt: str) -> str:\n"
        '    argv = ["{program}", "-p", prompt{flag}]\n'
        "    return subprocess.check_output(argv, text=True)\n",
    ),
    "an argv of TypeScript": (
        "src/a.ts",
        'import { execFileSync } from "node:child_process";\n\n'
        "export const go = (prompt: string) =>\n"
        '  execFileSync("{program}", ["-p", prompt{flag}]).toString();\n',
    ),
}
_FLAGS = (
    ("claude", ', "--dangerously-skip-permissions"'),
    ("codex", ', "--dangerously-bypass-approvals-and-sandbox"'),
)


def _command_lines(bad: bool) -> Iterator[Shape]:
    for name, (path, text) in _COMMANDS.items():
        for program, flag in _FLAGS:
            given = flag if bad else ', "--verbose"'
            code = text.replace("{program}", program).replace("{flag}", given)
            yield Shape(f"{name}, {program}{given}", path, code)


RUNNING = named([*_python(True), *_javascript(True), *_command_lines(True)])
SOUND = named([*_python(False), *_javascript(False), *_of_others(), *_command_lines(False)])
