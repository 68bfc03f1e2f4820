# --- made at import, before there is a caller
from agents import Agent

agent = Agent(name="ops", tools=[run_shell_command, search])  # finding: error, role-unknown
# --- a list that is put together elsewhere
def handle(prompt: str, tools: dict) -> str:
    return agent.run(prompt, tools=[*tools.values(), delete_user])  # finding: error, tools-not-listed
# --- file tools without a root
from langchain_community.agent_toolkits import FileManagementToolkit

toolkit = FileManagementToolkit()  # finding: error, manual
# --- an MCP server without a filter
from agents.mcp import MCPServerStdio

server = MCPServerStdio(params={"command": "npx"})  # finding: manual
# --- a factory of something privileged, whatever its verb
def handle(prompt: str, tools: list) -> str:
    return agent.run(prompt, tools=[get_shell_tool(), *tools])  # finding: error, tools-not-listed
# --- tools that remove more than words
def handle(prompt: str, tools: list) -> str:
    return agent.run(prompt, tools=[remove_background_jobs, *tools])  # finding: error, tools-not-listed
# --- every function of a registry, and a test of something else
def ask(question: str) -> str:
    functions = get_all_functions()  # finding: warning, manual
    tools = [describe(function) for function in functions]
    reply = llm.completion(messages=[question], tools=tools)
    return reply if "Answer:" in reply else "none"
# --- a server that is told to offer all it has
from agno.agent import Agent
from agno.tools.mcp import MCPTools
from mcp import StdioServerParameters


async def triage(message: str) -> str:
    server = StdioServerParameters(command="github-mcp", env={"GITHUB_TOOLSETS": "all"})
    async with MCPTools(server_params=server) as mcp_tools:  # finding: warning, manual
        agent = Agent(tools=[mcp_tools])
        return (await agent.arun(message)).content
# --- a choice that gives everything to whoever chooses nothing
async def mcp_tools(session):
    return (await session.list_tools()).tools


def select_tools(tools: list, names: list | None) -> list:
    if not names:  # finding: note, manual
        return tools
    return [tool for tool in tools if tool.name in names]
