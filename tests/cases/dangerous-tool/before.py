# --- a tool that gives its argument to a shell
import subprocess

from langchain.tools import tool


@tool
def run_command(command: str) -> str:  # finding: error, unsafe
    """Run a command."""
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    return done.stdout
# --- the tool of an SDK that can ask
import subprocess

from agents import Agent, function_tool


@function_tool
def shell(command: str) -> str:  # finding: error, unsafe
    """Run a command."""
    return subprocess.check_output(["bash", "-c", command], text=True)


agent = Agent(name="ops", tools=[shell])
# --- a decorator with arguments
from agents import function_tool


@function_tool(name_override="python")
async def run_python(code: str) -> str:  # finding: error, unsafe
    scope: dict[str, object] = {}
    exec(code, scope)
    return str(scope.get("result"))
# --- pydantic-ai asks by another name
import os

from pydantic_ai import Agent

agent = Agent("openai:gpt-5")


@agent.tool_plain
def shell(command: str) -> str:  # finding: error, unsafe
    return os.popen(command).read()
# --- a shell tool of LangChain
from langchain_community.tools import ShellTool

tools = [ShellTool()]  # finding: error, unsafe
# --- the Agents SDK's own shell
from agents import Agent, ShellTool

agent = Agent(name="ops", tools=[ShellTool(executor=run_here)])  # finding: error, unsafe
# --- an environment that is this machine
from agents import ShellTool

tool = ShellTool(executor=run_here, environment={"type": "local"})  # finding: error, unsafe
# --- permissions of Claude's agent bypassed
from claude_agent_sdk import ClaudeAgentOptions

options = ClaudeAgentOptions(
    cwd="/srv/app",
    permission_mode="bypassPermissions",  # finding: error, unsafe
)
# --- AutoGen without Docker
from autogen import UserProxyAgent

proxy = UserProxyAgent(  # finding: error, unsafe
    "runner",
    human_input_mode="NEVER",
    code_execution_config={"work_dir": "out", "use_docker": False},
)
# --- the local executor of smolagents
from smolagents import CodeAgent

agent = CodeAgent(tools=[], model=model)  # finding: error, unsafe
# --- CrewAI's interpreter without its container
from crewai_tools import CodeInterpreterTool

tool = CodeInterpreterTool(unsafe_mode=True)  # finding: error, unsafe
# --- a tool class, through a method of its own
import subprocess

from langchain.tools import BaseTool


class Terminal(BaseTool):  # finding: error, unsafe
    name: str = "terminal"

    def _run(self, command: str) -> str:
        return self._go(command.strip())

    def _go(self, line: str) -> str:
        return subprocess.getoutput(line)
# --- a schema and a dispatcher, and a list of what may not run
import os

TOOLS = [
    {"name": "run_shell", "description": "Run a command", "input_schema": {"type": "object"}},
]
BLOCKED = ["rm -rf", "shutdown"]


def run_shell(command: str) -> str:  # finding: error, unsafe
    if any(word in command for word in BLOCKED):
        return "refused"
    return os.popen(command).read()
# --- code in a file, and an interpreter for it
import subprocess
import sys
from pathlib import Path

from google.adk.tools import FunctionTool


def run_code(code: str) -> str:  # finding: error, unsafe
    """Run Python code."""
    script = Path("generated.py")
    script.write_text(code)
    done = subprocess.run([sys.executable, str(script)], capture_output=True)
    return done.stdout.decode()


tool = FunctionTool(run_code)
# --- a session of a shell that is typed into
import asyncio


class Session:
    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_shell("/bin/bash", stdin=-1, stdout=-1)

    async def run(self, line: str) -> str:
        self.process.stdin.write(line.encode() + b"\n")
        return (await self.process.stdout.readline()).decode()


class BashTool(BaseTool):  # finding: error, unsafe
    def __init__(self) -> None:
        self.session = Session()

    async def __call__(self, command: str) -> str:
        return await self.session.run(command)
# --- code that the function of an agent's context may run
from google.adk.tools import ToolContext


def evaluate(expression: str, tool_context: ToolContext) -> str:  # finding: error, unsafe
    return str(eval(expression, {"__builtins__": {}}))
