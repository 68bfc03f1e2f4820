# --- an explicit map by role
from agents import Agent

TOOLS_BY_ROLE = {"admin": [delete_user, search], "reader": [search]}


def agent_for(role: str) -> Agent:
    return Agent(name="helper", tools=TOOLS_BY_ROLE.get(role, [search]))
# --- a filter by permission
def handle(user, prompt: str) -> str:
    permitted = [tool for tool in ALL_TOOLS if tool.name in user.permissions]
    return agent.run(prompt, tools=permitted)
# --- approval of the Agents SDK
from agents import Agent, function_tool


@function_tool(needs_approval=True)
def delete_user(user_id: str) -> str:
    return accounts.remove(user_id)


agent = Agent(name="helper", tools=[delete_user])
# --- interrupts of LangGraph
from langgraph.prebuilt import create_react_agent

graph = create_react_agent(model, tools=[shell_tool], interrupt_before=["tools"])
# --- a person in the loop
from langchain.agents import create_agent
from langchain.agents.middleware import HumanInTheLoopMiddleware

agent = create_agent(
    "openai:gpt-5",
    tools=[delete_record],
    middleware=[HumanInTheLoopMiddleware(interrupt_on={"delete_record": True})],
)
# --- file tools with a root and a selection
from langchain.agents import create_agent
from langchain_community.agent_toolkits import FileManagementToolkit

toolkit = FileManagementToolkit(root_dir=str(NOTES), selected_tools=["read_file", "list_directory"])
agent = create_agent("openai:gpt-5", tools=toolkit.get_tools())
# --- a shell that lives in a container
def handle(prompt: str) -> str:
    return agent.run(prompt, tools=[DockerShellTool(image="python:3.12-slim", network="none")])
# --- a database tool that can only read
from langchain.tools import tool


@tool
def run_query(sql: str) -> str:
    """Answer from the warehouse."""
    with open_connection(read_only=True) as connection:
        return str(connection.execute(sql).fetchall())


def handle(prompt: str) -> str:
    return agent.run(prompt, tools=[run_query])
# --- a hosted search and a calculator
from agents import Agent, WebSearchTool

agent = Agent(name="helper", tools=[WebSearchTool(), calculator])
# --- an MCP server of which two tools are chosen
from agents import Agent
from agents.mcp import MCPServerStreamableHttp, create_static_tool_filter

server = MCPServerStreamableHttp(
    params={"url": "https://mcp.example.org"},
    tool_filter=create_static_tool_filter(allowed_tool_names=["search", "read"]),
)
agent = Agent(name="helper", mcp_servers=[server])
# --- the tools of a server, filtered before they are used
async def build(session):
    listed = await session.list_tools()
    chosen = [tool for tool in listed.tools if tool.name in ALLOWED]
    return create_agent("openai:gpt-5", tools=chosen)
# --- the tools of a server, shown to a person
import streamlit as st


async def show(session):
    listed = await session.list_tools()
    for tool in listed.tools:
        st.write(tool.name, tool.description)
# --- the tools of a server, printed by a command
async def main():
    async with connect() as session:
        tools = await session.list_tools()
        print("\n".join(tool.name for tool in tools.tools))
# --- the tools of a server, counted in a test
# path: tests/test_server.py
async def test_the_server_offers_its_tools(session):
    listed = await session.list_tools()
    assert [tool.name for tool in listed.tools] == ["search", "delete_note"]
# --- a server's own handler that lists what it offers
from mcp.server import Server
from mcp.types import Tool

server = Server("notes")


@server.list_tools()
async def list_tools() -> list[Tool]:
    return [Tool(name="delete_note", description="Delete a note", inputSchema=SCHEMA)]
# --- tools are defined, and handed to nobody here
from langchain.tools import tool


@tool
def delete_note(note_id: str) -> str:
    """Delete a note."""
    return notes.remove(note_id)


TOOLS = [delete_note]
# --- a registry that is filled
registry = ToolRegistry()
registry.register(delete_note)
registry.register_all(tools=[delete_note, shell_tool])
# --- a schema of tools that is only measured
def tokens_of(tools: list[dict]) -> int:
    return count_tokens(json.dumps(tools))


budget = tokens_of(tools=[delete_note_schema])
# --- names that only sound like it
def handle(prompt: str) -> str:
    return agent.run(
        prompt, tools=[get_payment_status, list_deployments, describe_shell_history, search_admins]
    )
# --- reading about accounts, sessions and roots
def handle(prompt: str) -> str:
    return agent.run(prompt, tools=[get_admin_contacts, read_root_cause_report, lookup_refund_policy])
# --- drop-down, removal of stop words
def handle(text: str) -> str:
    return agent.run(text, tools=[remove_stopwords, remove_duplicates, truncate_text])
# --- another thing called tools
from setuptools import setup

setup(name="helper", tools=["shell"], setup_requires=["wheel"])
run(["apt-get", "install", "build-essential"], tools=True)
# --- Jupyter's toolbar of Bokeh
from bokeh.plotting import figure

chart = figure(title="Requests", tools="pan,wheel_zoom,box_zoom,reset,save")
# --- the package functools
import functools
from itertools import tools_of_the_day

client.run(functools.partial(print, "hello"))
# --- no tools at all
def handle(prompt: str) -> str:
    return agent.run(prompt, tools=[])


def other(prompt: str) -> str:
    return agent.run(prompt, tools=None)
# --- a tool that asks a person before it acts
from langchain.tools import tool


@tool
def send_payment(amount: float, to: str) -> str:
    """Pay somebody."""
    if input(f"Really pay {amount} to {to}? [y/N] ") != "y":
        return "The user refused."
    return bank.transfer(amount, to)


def handle(prompt: str) -> str:
    return agent.run(prompt, tools=[send_payment])
# --- a tool that checks who asks
def delete_report(report_id: str, user: User) -> str:
    require_permission(user, "reports:delete")
    return reports.remove(report_id)


def handle(prompt: str) -> str:
    return agent.run(prompt, tools=[delete_report])
# --- a file tool that cannot leave its folder
def write_file_system(path: str, text: str) -> str:
    target = (ROOT / path).resolve()
    if not target.is_relative_to(ROOT):
        raise ValueError(path)
    target.write_text(text)
    return "ok"


def handle(prompt: str) -> str:
    return agent.run(prompt, tools=[write_file_system])
# --- a fake in a test
# path: tests/test_agent.py
def test_the_agent_asks_before_it_deletes():
    reply = agent.run("delete everything", tools=[delete_user])
    assert reply.interruptions
