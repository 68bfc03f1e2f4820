"""Tools that agents are given, for ``test_planted_scopes``: privileged, read-only, limited."""

from __future__ import annotations

from collections.abc import Iterator

from planting import Place, Shape, deeper, named, parts

_PRIVILEGED = (
    "db_admin_tool", "file_system_tool", "run_shell_command", "delete_user", "execute_sql",
    "send_payment", "refund_order", "deploy_service", "drop_table", "transfer_funds", "ssh_tool",
    "terminal_tool", "wipe_disk", "purge_cache", "remove_account", "sudo_tool", "kubectl_apply",
)  # fmt: skip
_HARMLESS = (
    "search", "get_weather", "list_orders", "get_payment_status", "describe_deployment",
    "read_article", "remove_stopwords", "calculator", "count_users", "find_admins", "lookup_refund",
    "translate_text", "show_delete_log", "fetch_page", "check_ssh_status", "summarize",
)  # fmt: skip

# -- Python ------------------------------------------------------------------------------------

_AGENTS = parts("scopes/python_agents")
_WAYS = {
    "a list": ("", "[search, {name}]"),
    "a list by a name": ("tools = [search, {name}]", "tools"),
    "of a module": ("", "[search, ops.{name}]"),
    "of an object": ("", "[search, toolbox.{name}]"),
    "alone": ("", "[{name}]"),
    "unpacked beside": ("", "[*others, {name}]"),
}


def _async(body: str) -> str:
    return f"async def handle(prompt, model, agent, others, toolbox):\n{deeper(body)}\n"


def _method(body: str) -> str:
    return (
        "class Desk:\n    async def handle(self, prompt, model, agent, others, toolbox):\n"
        f"{deeper(body, 8)}\n"
    )


def _endpoint(body: str) -> str:
    return (
        "from fastapi import FastAPI\napp = FastAPI()\n\n\n"
        f'@app.post("/chat")\nasync def handle(prompt: str):\n{deeper(body)}\n'
    )


_PLACES: dict[str, Place] = {"a method": _method, "an endpoint": _endpoint}


def _python(agent: str, way: str, name: str, place: Place = _async, limit: str = "") -> str:
    setup, _, call = _AGENTS[agent].rpartition("=> ")
    above, tools = _WAYS[way]
    call = call.replace("{tools}", tools).replace("{limit}", limit).replace("{name}", name)
    body = "\n".join(filter(None, (above.replace("{name}", name), call)))
    return f"{setup}\nimport ops\n\n\n{place(body)}"


def _of_python(names: tuple[str, ...]) -> Iterator[Shape]:
    """Every name once, every way and place for one."""
    for agent in _AGENTS:
        for name in names:
            text = _python(agent, "a list", name)
            yield Shape(f"{name}, {agent}", "app/desk.py", text)
        for way in list(_WAYS)[1:]:
            text = _python(agent, way, names[0])
            yield Shape(f"{names[0]} {way}, {agent}", "app/desk.py", text)
        for place, put in _PLACES.items():
            text = _python(agent, "a list", names[0], put)
            yield Shape(f"{names[0]} in {place}, {agent}", "app/desk.py", text)


_LIMITS = {
    "a policy": ", policy=AGENT_POLICY",
    "middleware": ", middleware=[approvals]",
    "interrupts": ', interrupt_before=["tools"]',
    "permissions": ", permissions=permissions",
    "approval": ", require_approval=True",
    "a role": ", role=user.role",
}
_SELECTED = {
    "a function by role": ("", "tools_for_role(user.role, [search, {name}])"),
    "a filter": ("", "[t for t in [search, {name}] if t.name in ALLOWED]"),
    "a filter by a name": ("tools = [t for t in ALL if t.name in user.permissions]", "tools"),
    "a map by role": ("", "TOOLS_BY_ROLE[user.role]"),
    "a map by role with a default": ("", "TOOLS_BY_ROLE.get(user.role, [search])"),
    "a wrapper that asks": ("", "[search, with_approval({name})]"),
    "what a function allows": ("", "allowed_tools(user)"),
    "no tools": ("", "[]"),
    "what is passed in": ("", "others"),
}
_GUARDED = {
    "asks a person": (
        'def {name}(text: str) -> str:\n    if input("Really? ") != "y":\n'
        '        return "refused"\n    return backend.act(text)'
    ),
    "asks for a permission": (
        'def {name}(text: str, user) -> str:\n    require_permission(user, "act")\n'
        "    return backend.act(text)"
    ),
    "is approved by the SDK": (
        "from agents import function_tool\n\n"
        "@function_tool(needs_approval=True)\ndef {name}(text: str) -> str:\n"
        "    return backend.act(text)"
    ),
    "acts in a container": (
        "def {name}(text: str) -> str:\n    return docker.containers.run(IMAGE, text)"
    ),
    "cannot leave its folder": (
        "def {name}(text: str) -> str:\n    target = (ROOT / text).resolve()\n"
        "    if not target.is_relative_to(ROOT):\n        raise ValueError(text)\n"
        "    return target.read_text()"
    ),
}


def _limited() -> Iterator[Shape]:
    for agent in _AGENTS:
        for title, limit in _LIMITS.items():
            if agent == "crewai" and title == "a role":
                continue  # its agents have a role of another kind
            text = _python(agent, "a list", "delete_user", limit=limit)
            yield Shape(f"{title}, {agent}", "app/desk.py", text)
        for title, (above, tools) in _SELECTED.items():
            _, _, call = _AGENTS[agent].rpartition("=> ")
            body = "\n".join(
                filter(None, (above, call.replace("{tools}", tools).replace("{limit}", "")))
            ).replace("{name}", "delete_user")
            setup = _AGENTS[agent].rpartition("=> ")[0]
            yield Shape(f"{title}, {agent}", "app/desk.py", f"{setup}\n\n{_async(body)}")
        for title, tool in _GUARDED.items():
            text = tool.replace("{name}", "delete_user")
            text += "\n\n\n" + _python(agent, "a list", "delete_user")
            yield Shape(f"a tool that {title}, {agent}", "app/desk.py", text)


def _given_to_nobody() -> Iterator[Shape]:
    for name in _PRIVILEGED:
        yield Shape(f"{name}, listed", "app/tools.py", f"TOOLS = [search, {name}]\n")
        yield Shape(f"{name}, shown", "app/tools.py", f"print_menu(tools=[search, {name}])\n")
        yield Shape(f"{name}, registered", "app/tools.py", f"registry.register(tools=[{name}])\n")
        text = f"def test_it(prompt):\n    assert agent.run(prompt, tools=[{name}])\n"
        yield Shape(f"{name}, in a test", "tests/test_desk.py", text)


# -- bundles -----------------------------------------------------------------------------------

_BUNDLES = {
    "a session of MCP": (
        "async def handle(session, prompt):\n    listed = await session.list_tools()\n"
        "    return await agent.run(prompt, tools=listed.tools)\n"
    ),
    "a session of MCP, by a name": (
        "async def handle(session, prompt):\n    listed = await session.list_tools()\n"
        "    tools = listed.tools\n    return await agent.run(prompt, tools=tools)\n"
    ),
    "a session of MCP, as schemas": (
        "async def handle(session, prompt):\n    listed = await session.list_tools()\n"
        "    tools = [{'name': t.name, 'input_schema': t.inputSchema} for t in listed.tools]\n"
        "    return await client.messages.create(model='m', messages=[], tools=tools)\n"
    ),
    "adapters of langchain": (
        "from langchain_mcp_adapters.client import MultiServerMCPClient\n"
        "from langchain.agents import create_agent\n\n\n"
        "async def handle(prompt):\n    client = MultiServerMCPClient(SERVERS)\n"
        "    return create_agent('openai:gpt-5', tools=await client.get_tools())\n"
    ),
    "adapters of langchain, by a name": (
        "from langchain_mcp_adapters.client import MultiServerMCPClient\n"
        "from langchain.agents import create_agent\n\n\n"
        "async def handle(prompt):\n    client = MultiServerMCPClient(SERVERS)\n"
        "    tools = await client.get_tools()\n"
        "    return create_agent('openai:gpt-5', tools=tools)\n"
    ),
    "a registry": (
        "def handle(prompt):\n    functions = get_all_functions()\n"
        "    return llm.completion(messages=[prompt], tools=functions)\n"
    ),
    "a registry, described": (
        "def handle(prompt):\n    tools = [describe(f) for f in get_all_tools()]\n"
        "    return llm.completion(messages=[prompt], tools=tools)\n"
    ),
}
_CHOSEN = {
    "a session of MCP, filtered": (
        "async def handle(session, prompt):\n    listed = await session.list_tools()\n"
        "    tools = [t for t in listed.tools if t.name in ALLOWED]\n"
        "    return await agent.run(prompt, tools=tools)\n"
    ),
    "a session of MCP, shown": (
        "async def handle(session):\n    listed = await session.list_tools()\n"
        "    print([t.name for t in listed.tools])\n"
    ),
    "a session of MCP, counted": (
        "async def handle(session):\n    return len((await session.list_tools()).tools)\n"
    ),
    "a registry, filtered": (
        "def handle(prompt, user):\n    tools = filter_tools(get_all_functions(), user.role)\n"
        "    return llm.completion(messages=[prompt], tools=tools)\n"
    ),
    "a registry, some of it": (
        "def handle(prompt):\n    tools = [f for f in get_all_functions() if f.name in ALLOWED]\n"
        "    return llm.completion(messages=[prompt], tools=tools)\n"
    ),
    "a server's own list": (
        "from mcp.server import Server\n\nserver = Server('notes')\n\n\n"
        "@server.list_tools()\nasync def list_tools():\n    return [Tool(name='delete_note')]\n"
    ),
}

# -- TypeScript --------------------------------------------------------------------------------

_AGENTS_OF_JAVASCRIPT = parts("scopes/javascript_agents")
_WAYS_OF_JAVASCRIPT = {
    "a list": ("", "[search, {name}]"),
    "a map": ("", "{ search, {name} }"),
    "a map of names": ("", "{ find: search, {name}: other }"),
    "a list by a name": ("const tools = [search, {name}];", "tools"),
    "a map by a name": ("const tools = { search, {name} };", "tools"),
    "of a module": ("", "[search, ops.{name}]"),
    "spread beside": ("", "[...others, {name}]"),
}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)


def _arrow(body: str) -> str:
    head = "export const handle = async (prompt, model, agent, others, user) => {"
    return f"{head}\n{deeper(body, 2)}\n}};\n"


def _class(body: str) -> str:
    head = "export class Desk {\n  async handle(prompt, model, agent, others, user) {"
    return f"{head}\n{deeper(body, 4)}\n  }}\n}}\n"


def _javascript(agent: str, way: tuple[str, str], place: Place = _arrow, limit: str = "") -> str:
    setup, _, call = _AGENTS_OF_JAVASCRIPT[agent].rpartition("=> ")
    above, tools = way
    call = call.replace("{tools}", tools).replace("{limit}", limit)
    body = "\n".join(filter(None, (above, call)))
    return f'{setup}\nimport * as ops from "./ops";\n\n{place(body)}'


def _way(way: str, name: str) -> tuple[str, str]:
    above, tools = _WAYS_OF_JAVASCRIPT[way]
    return above.replace("{name}", name), tools.replace("{name}", name)


def _of_javascript(names: tuple[str, ...]) -> Iterator[Shape]:
    first = _camel(names[0])
    for agent in _AGENTS_OF_JAVASCRIPT:
        for name in map(_camel, names):
            text = _javascript(agent, _way("a list", name))
            yield Shape(f"{name}, {agent}", "src/desk.ts", text)
        for way in list(_WAYS_OF_JAVASCRIPT)[1:]:
            text = _javascript(agent, _way(way, first))
            yield Shape(f"{first} {way}, {agent}", "src/desk.ts", text)
        text = _javascript(agent, _way("a map", first), _class)
        yield Shape(f"{first} in a method, {agent}", "src/desk.ts", text)


_LIMITS_OF_JAVASCRIPT = {
    "a policy": ", policy: AGENT_POLICY",
    "a choice of tools": ', activeTools: ["search"]',
    "a choice of tools at each step": ", prepareStep: choose",
    "approval": ", toolApproval: approve",
    "a role": ", role: user.role",
}
_SELECTED_OF_JAVASCRIPT = {
    "a function by role": ("", "toolsForRole(user.role, { search, deleteUser })"),
    "a filter": ("", "[search, deleteUser].filter((t) => ALLOWED.has(t.name))"),
    "a filter by a name": ("const tools = ALL.filter((t) => user.can(t.name));", "tools"),
    "a map by role": ("", "TOOLS_BY_ROLE[user.role]"),
    "a wrapper that asks": ("", "[search, withApproval(deleteUser)]"),
    "what a function allows": ("", "allowedTools(user)"),
    "no tools": ("", "{}"),
    "what is passed in": ("", "others"),
}


def _limited_of_javascript() -> Iterator[Shape]:
    for agent in _AGENTS_OF_JAVASCRIPT:
        for title, limit in _LIMITS_OF_JAVASCRIPT.items():
            text = _javascript(agent, _way("a list", "deleteUser"), limit=limit)
            yield Shape(f"{title}, {agent}", "src/desk.ts", text)
        for title, way in _SELECTED_OF_JAVASCRIPT.items():
            yield Shape(f"{title}, {agent}", "src/desk.ts", _javascript(agent, way))


def _files(texts: dict[str, str]) -> Iterator[Shape]:
    for name, text in texts.items():
        yield Shape(name, "app/desk.py", text)


OPEN = named([*_of_python(_PRIVILEGED), *_files(_BUNDLES)])
LIMITED = named([*_of_python(_HARMLESS), *_limited(), *_given_to_nobody(), *_files(_CHOSEN)])
OPEN_OF_JAVASCRIPT = named(_of_javascript(_PRIVILEGED))
LIMITED_OF_JAVASCRIPT = named([*_of_javascript(_HARMLESS), *_limited_of_javascript()])
