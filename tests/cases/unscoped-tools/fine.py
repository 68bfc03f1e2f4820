# --- read-only tools
def handle(prompt: str) -> str:
    return agent.run(task=prompt, tools=[search_orders, get_weather])
# --- tools by role
def handle(prompt: str, role: str) -> str:
    return agent.run(task=prompt, tools=tools_for_role(role, {"admin_tool": admin_tool}))
# --- the call carries a policy
def handle(prompt: str) -> str:
    return agent.run(task=prompt, tools=[admin_tool], policy=AGENT_POLICY)
# --- only those on a list
ALLOWED = {"search"}


def handle(prompt: str) -> str:
    tools = [admin_tool, search]
    return agent.run(task=prompt, tools=[t for t in tools if t.name in ALLOWED])
# --- the tool asks a person
def delete_account(account: str) -> str:
    if not confirm(f"Delete {account}?"):
        return "refused"
    return remove(account)


def handle(prompt: str) -> str:
    return agent.run(task=prompt, tools=[delete_account])
# --- file tools with a root
from langchain_community.agent_toolkits import FileManagementToolkit

toolkit = FileManagementToolkit(root_dir="/srv/notes", selected_tools=["read_file"])
# --- an MCP server with a filter
from agents.mcp import MCPServerStdio, create_static_tool_filter

server = MCPServerStdio(
    params={"command": "npx"},
    tool_filter=create_static_tool_filter(allowed_tool_names=["search"]),
)
# --- a list of tools that no agent gets
TOOLS = [shell_tool, admin_tool]
print_menu(tools=TOOLS)
# --- a person approves
from langchain.agents import create_agent


def build(middleware):
    return create_agent("openai:gpt-5", tools=[shell_tool], middleware=[middleware])


# --- somebody chose which toolsets the server starts with
import os

from agno.agent import Agent
from agno.tools.mcp import MCPTools
from mcp import StdioServerParameters


async def triage(message: str) -> str:
    server = StdioServerParameters(
        command="docker",
        args=["run", "-i", "--rm", "-e", "GITHUB_TOOLSETS", "ghcr.io/github/github-mcp-server"],
        env={**os.environ, "GITHUB_TOOLSETS": "issues,labels"},
    )
    async with MCPTools(server_params=server) as mcp_tools:
        agent = Agent(tools=[mcp_tools])
        return (await agent.arun(message)).content


# --- a server that may only read
from agno.agent import Agent
from agno.tools.mcp import MCPTools


async def look(message: str) -> str:
    async with MCPTools(command="postgres-mcp --read-only", include_tools=["query"]) as mcp_tools:
        agent = Agent(tools=[mcp_tools])
        return (await agent.arun(message)).content
# --- a choice that is refused when it is empty, and one of a list that this file holds
async def mcp_tools(session):
    return (await session.list_tools()).tools


def select_tools(tools: list, names: list) -> list:
    if not names:
        return []
    return [tool for tool in tools if tool.name in names]


def filter_rows(rows: list, names: list | None) -> list:
    if not names:
        return rows
    return [row for row in rows if row.name in names]
# --- a module's function that was asked about first
import json

import house_tools
from openai import OpenAI

client = OpenAI(timeout=30)


def turn(messages):
    reply = client.chat.completions.create(model="gpt-4o", max_completion_tokens=900, messages=messages)
    call = reply.choices[0].message.tool_calls[0]
    if call.function.name not in {"search", "weather"}:
        raise ValueError("no such tool")
    function = getattr(house_tools, call.function.name)
    return function(**json.loads(call.function.arguments))
