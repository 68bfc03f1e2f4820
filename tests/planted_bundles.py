"""Toolkits and servers of tools, with and without a limit, for ``test_planted_scopes``: what
Semgrep finds for the rule."""

from __future__ import annotations

from collections.abc import Iterator

from planting import Shape, named

_SERVERS = ("MCPServerStdio", "MCPServerSse", "MCPServerStreamableHttp")
# module, name, arguments that leave it open, arguments that limit it
_PYTHON = (
    (
        "langchain_community.agent_toolkits",
        "FileManagementToolkit",
        ("", 'selected_tools=["read_file"]'),
        ('root_dir="/srv/notes"', "root_dir=str(ROOT)", '"/srv/notes"'),
    ),
    *(
        (
            "agents.mcp",
            server,
            ('params={"url": URL}', 'params={"url": URL}, cache_tools_list=True'),
            (
                'params={"url": URL}, tool_filter=ALLOWED',
                'params={"url": URL}, require_approval="always"',
            ),
        )
        for server in _SERVERS
    ),
    ("coinbase_agentkit", "AgentKit", ("", "config"), ()),
)
_HOSTED = '{{"type": "mcp", "server_url": URL{}}}'
_HOSTED_OPEN = (
    ', "require_approval": "never"',
    ', "server_label": "a", "require_approval": "never"',
)
_HOSTED_LIMITED = (
    ', "require_approval": "always"',
    ', "require_approval": "never", "allowed_tools": ["search"]',
    "",
)
_HOSTED_TOOL_OPEN = ('serverUrl: "u"', 'serverUrl: "u", requireApproval: "never"')
_HOSTED_TOOL_LIMITED = (
    'serverUrl: "u", allowedTools: ["search"]',
    'serverUrl: "u", requireApproval: "always"',
)


def _constructed(is_open: bool) -> Iterator[tuple[str, str]]:
    for module, name, bad, sound in _PYTHON:
        for given in bad if is_open else sound:
            for title, line, call in (
                ("from", f"from {module} import {name}", name),
                ("the module", f"import {module}", f"{module}.{name}"),
                ("renamed", f"from {module} import {name} as Made", "Made"),
            ):
                made = f"{call}({given})"
                yield f"{name}({given}), {title}", f"{line}\n\nmade = {made}\n"
                in_function = f"{line}\n\n\ndef build(config):\n    return {made}\n"
                yield f"{name}({given}), {title}, in a function", in_function


def _hosted(is_open: bool) -> Iterator[tuple[str, str]]:
    for given in _HOSTED_OPEN if is_open else _HOSTED_LIMITED:
        tool = _HOSTED.format(given)
        call = f'client.responses.create(model="m", input="a", tools=[{tool}])'
        yield f"hosted{given}", f"reply = {call}\n"
        yield f"hosted{given}, by a name", f"server = {tool}\nreply = ask(tools=[server])\n"


def _of_javascript(is_open: bool) -> Iterator[tuple[str, str]]:
    for given in _HOSTED_OPEN if is_open else _HOSTED_LIMITED:
        entries = given.replace('"type"', "type").replace('"require_approval"', "require_approval")
        entries = entries.replace('"allowed_tools"', "allowed_tools")
        entries = entries.replace('"server_label"', "server_label")
        yield (
            f"hosted{given}, TypeScript",
            f'export const tools = [{{ type: "mcp", server_url: URL{entries} }}];\n',
        )
    for given in _HOSTED_TOOL_OPEN if is_open else _HOSTED_TOOL_LIMITED:
        line = 'import { hostedMcpTool } from "@openai/agents";\n'
        made = f'hostedMcpTool({{ serverLabel: "a", {given} }})'
        yield f"hostedMcpTool {given}", f"{line}export const made = {made};\n"
        yield f"hostedMcpTool {given}, in a list", f"{line}export const tools = [{made}];\n"


def _numbered(of_python: Iterator[tuple[str, str]], suffix: str, start: str) -> Iterator[Shape]:
    for number, (title, text) in enumerate(of_python):
        yield Shape(title, f"{start}{number}{suffix}", text)


def _all(is_open: bool) -> Iterator[Shape]:
    start = "open" if is_open else "limited"
    yield from _numbered(_constructed(is_open), ".py", f"{start}_made_")
    yield from _numbered(_hosted(is_open), ".py", f"{start}_hosted_")
    yield from _numbered(_of_javascript(is_open), ".ts", f"{start}_")


OPEN = named(_all(True))
LIMITED = named(_all(False))
