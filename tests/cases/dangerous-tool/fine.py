# --- the shell asks a person
from langchain_community.tools import ShellTool

tools = [ShellTool(ask_human_input=True)]
# --- approval by the SDK
import subprocess

from agents import function_tool


@function_tool(needs_approval=True)
def shell(command: str) -> str:
    return subprocess.check_output(command, shell=True, text=True)
# --- the tool asks
import subprocess

from langchain.tools import tool


@tool
def shell(command: str) -> str:
    if input(f"Run {command}? [y/N] ") != "y":
        return "The user refused."
    return subprocess.check_output(command, shell=True, text=True)
# --- the guard's own function asks
import subprocess

from langchain.tools import tool
from prodgate_guard import require_approval


@tool
def shell(command: str) -> str:
    require_approval("shell", command)
    return subprocess.check_output(command, shell=True, text=True)
# --- a fixed program with arguments
import subprocess

from langchain.tools import tool


@tool
def list_files(folder: str) -> str:
    return subprocess.run(["ls", "-la", folder], capture_output=True, text=True).stdout


@tool
def branch(name: str) -> str:
    argv = ["git", "switch", name]
    return subprocess.check_output(argv, text=True)
# --- a container
import subprocess

from langchain.tools import tool


@tool
def run_python(code: str) -> str:
    argv = ["docker", "run", "--rm", "--network", "none", "python:3.12-slim", "python", "-c", code]
    return subprocess.run(argv, capture_output=True, text=True).stdout


@tool
def run_shell(command: str) -> str:
    return subprocess.getoutput(f"docker exec sandbox {command}")
# --- a hosted sandbox
from e2b_code_interpreter import Sandbox
from langchain.tools import tool


@tool
def run_python(code: str) -> str:
    with Sandbox() as sandbox:
        return str(sandbox.run_code(code).logs)
# --- Daytona, which has an exec of its own
from daytona import Daytona
from agents import function_tool

box = Daytona().create()


@function_tool
def shell(command: str) -> str:
    return box.process.exec(command).result
# --- a list of programs that may run
import shlex
import subprocess

from langchain.tools import tool

ALLOWED = {"ls", "cat", "wc"}


@tool
def shell(command: str) -> str:
    parts = shlex.split(command)
    if parts[0] not in ALLOWED:
        return "not allowed"
    return subprocess.run(parts, capture_output=True, text=True).stdout
# --- a calculator that knows its characters
from langchain.tools import tool


@tool
def calculate(expression: str) -> str:
    if not all(c in "0123456789+-*/(). " for c in expression):
        return "only digits"
    return str(eval(expression))
# --- a calculator with a pattern
import re

from langchain.tools import tool


@tool
def calculate(expression: str) -> str:
    if not re.fullmatch(r"[\d\s+*/().-]+", expression):
        raise ValueError(expression)
    return str(eval(expression))
# --- a calculator that walks the tree
import ast

from langchain.tools import tool


@tool
def calculate(expression: str) -> float:
    tree = ast.parse(expression, mode="eval")
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Expression, ast.BinOp, ast.Constant, ast.operator)):
            raise ValueError(expression)
    return eval(compile(tree, "", "eval"))
# --- a literal
import ast

from langchain.tools import tool


@tool
def read_list(text: str) -> list:
    return ast.literal_eval(text)
# --- only SELECT
import sqlite3

from agents import function_tool


@function_tool
def query(sql: str) -> str:
    if not sql.strip().lower().startswith("select"):
        return "only SELECT"
    return str(sqlite3.connect("shop.db").execute(sql).fetchall())
# --- opened for reading
import sqlite3

from agents import function_tool

connection = sqlite3.connect("file:shop.db?mode=ro", uri=True)


@function_tool
def query(sql: str) -> str:
    return str(connection.execute(sql).fetchall())
# --- parameters of a fixed statement
import sqlite3

from agents import function_tool

connection = sqlite3.connect("shop.db")


@function_tool
def order(order_id: str) -> str:
    return str(connection.execute("SELECT * FROM orders WHERE id = ?", (order_id,)).fetchone())
# --- a SQL agent that may only read
from langchain_community.agent_toolkits import create_sql_agent
from langchain_community.utilities import SQLDatabase

db = SQLDatabase.from_uri("sqlite:///file:shop.db?mode=ro&uri=true")
agent = create_sql_agent(llm=llm, db=db)
# --- execute of a task, a tool, a node
from langchain.tools import tool


@tool
def start(task_name: str) -> str:
    task = TASKS.create(task_name)
    return task.execute(task_name)


@tool
def forward(query: str) -> str:
    return search_engine.query(query)
# --- no tool: a program of its own
import subprocess
import sys


def main(command: str) -> int:
    return subprocess.call(command, shell=True)


main(sys.argv[1])
# --- a constant command
import subprocess

from langchain.tools import tool


@tool
def disk_space(unit: str) -> str:
    """How much is free; unit is for the text only."""
    return subprocess.getoutput("df -h") + unit
# --- quoted
import shlex
import subprocess

from langchain.tools import tool


@tool
def size(path: str) -> str:
    return subprocess.getoutput(f"du -sh {shlex.quote(path)}")
# --- AutoGen in Docker, and a person who is asked every time
from autogen import UserProxyAgent

proxy = UserProxyAgent("runner", code_execution_config={"use_docker": True})

person = UserProxyAgent(
    "me", human_input_mode="ALWAYS", code_execution_config={"use_docker": False}
)
# --- smolagents in a sandbox
from smolagents import CodeAgent

agent = CodeAgent(tools=[], model=model, executor_type="e2b")
# --- Claude's agent with tools that read
from claude_agent_sdk import ClaudeAgentOptions

options = ClaudeAgentOptions(permission_mode="bypassPermissions", tools=["Read", "Grep"])

asks = ClaudeAgentOptions(permission_mode="default", allowed_tools=["Bash"])
# --- CrewAI's interpreter in its container
from crewai_tools import CodeInterpreterTool

tool = CodeInterpreterTool()
# --- a docstring and a help text that name the flag
"""Start it with claude --dangerously-skip-permissions at your own risk."""
HELP = "never pass --dangerously-skip-permissions to the tool"
# --- a flag is offered, off by default
from langchain_experimental.agents import create_csv_reader

agent = create_csv_reader(llm, "data.csv", allow_dangerous_code=False)
# --- an agent of a test
# path: tests/test_agent.py
from langchain_community.tools import ShellTool

tools = [ShellTool()]
# --- a shell of somebody else
from myapp.widgets import ShellTool

tools = [ShellTool()]
# --- a linter's own eval of its options
import sys


def read_option(text: str) -> object:
    return eval(text, {})


options = [read_option(argument) for argument in sys.argv[1:]]
# --- a question to a graph that is read
from langchain.tools import tool


@tool
def related(name: str) -> str:
    return session.run("MATCH (p:Person {name: $name})--(o) RETURN o", name=name).data()
# --- a store of functions, of which few may be named
import json

import litellm


def step(names: list[str]) -> None:
    tools = [describe(get_function(name)) for name in names]
    reply = litellm.completion(model="gpt-4o", messages=[], tools=tools)
    for call in reply.choices[0].message.tool_calls:
        name = call.function.name
        if name not in names:
            raise ValueError(name)
        execute_function(name, **json.loads(call.function.arguments))
# --- a function of a cloud, named by the program
import litellm

reply = litellm.completion(model="gpt-4o", messages=[])
client.invoke_function("resize", payload=reply.choices[0].message.content)
run_function(get_function("resize"), reply)
# --- a shell in a hosted container
from agents import ShellTool

tool = ShellTool(environment={"type": "container_auto", "network_policy": {"type": "disabled"}})
# --- functions of another file: parameters, a fixed program, a read-only connection
# also: queries.py | import sqlite3\nimport subprocess\n\ndb = sqlite3.connect("shop.db")\n\n\ndef stock(item: str) -> list:\n    return db.execute("SELECT n FROM stock WHERE item = ?", (item,)).fetchall()\n\n\ndef uptime(host: str) -> bytes:\n    return subprocess.check_output(["ssh-keyscan", host])
# also: report.py | import sqlite3\n\ndb = sqlite3.connect("file:shop.db?mode=ro", uri=True)\n\n\ndef ask_report(sql: str) -> list:\n    return db.execute(sql).fetchall()
from google.adk.agents import Agent

from queries import stock, uptime
from report import ask_report

agent = Agent(name="stock", model="gemini-2.5-flash", tools=[stock, uptime, ask_report])
# --- a function of another file that asks first, or takes one of a list
# also: commands.py | import subprocess\n\nKNOWN = {"df", "uptime"}\n\n\ndef known(order: str) -> str:\n    if order not in KNOWN:\n        raise ValueError(order)\n    return subprocess.getoutput(order)\n\n\ndef asked(order: str) -> str:\n    if input(f"{order}? ") != "y":\n        return "no"\n    return subprocess.getoutput(order)
from commands import asked, known
from crewai import Agent

agent = Agent(role="keeper", goal="keep", backstory="", tools=[known, asked])
# --- a tool of another file is told there
# also: commands.py | import subprocess\nfrom langchain_core.tools import tool\n\n\n@tool\ndef anything(order: str) -> str:\n    return subprocess.getoutput(order)
from commands import anything
from langchain.agents import create_agent

agent = create_agent(model="openai:gpt-5", tools=[anything])
# --- a graph that stops before its tools
# also: commands.py | import subprocess\n\n\ndef anything(order: str) -> str:\n    return subprocess.getoutput(order)
from commands import anything
from langgraph.prebuilt import create_react_agent

agent = create_react_agent("openai:gpt-5", tools=[anything], interrupt_before=["tools"])
# --- the shell of another file, in the hands of no agent
# also: commands.py | import subprocess\n\n\ndef anything(order: str) -> str:\n    return subprocess.getoutput(order)
from agents import Agent
from commands import anything

STEPS = [anything("date"), anything]
agent = Agent(name="clock", tools=[])
# --- the argument is a literal in the code: data, whatever it holds
import json
import subprocess

from langchain_core.tools import tool


@tool
def rows(where: str) -> str:
    """Rows of a table."""
    script = f"import table; print(table.rows({json.dumps(where)}))"
    return subprocess.run(["python", "-c", script], capture_output=True, text=True).stdout
# --- what the model answers is compared with what it was offered
import json

import litellm


def answer(messages: list, skills: list) -> str:
    offered = [describe(get_function(name)) for name in skills]
    reply = litellm.completion(model="gpt-4o", max_tokens=500, messages=messages, tools=offered)
    for call in reply.choices[0].message.tool_calls:
        name = call.function.name
        if name not in skills:
            raise PermissionError(name)
        messages.append(run_skill(name, **json.loads(call.function.arguments)))
    return messages[-1]
# --- a person is asked before what the model chose is run
import json

import litellm


def answer(messages: list, skills: list) -> str:
    offered = [describe(get_function(name)) for name in skills]
    reply = litellm.completion(model="gpt-4o", max_tokens=500, messages=messages, tools=offered)
    for call in reply.choices[0].message.tool_calls:
        if input(f"run {call.function.name}? ") == "y":
            messages.append(run_skill(call.function.name, **json.loads(call.function.arguments)))
    return messages[-1]
# --- tools of another file whose own decorator asks a person
# also: machine.py | import subprocess\nfrom agents import function_tool\nfrom base import engine\n\n\n@function_tool(needs_approval=True)\ndef anything(order: str) -> str:\n    return subprocess.getoutput(order)\n\n\n@function_tool(needs_approval=True)\ndef ask_stock(statement: str) -> list:\n    connection = engine.connect()\n    return list(connection.execute(statement))
from agents import Agent
from machine import anything, ask_stock

agent = Agent(name="keeper", tools=[anything, ask_stock])
# --- packages that the program itself chooses, and a file of requirements
import importlib
import subprocess
import sys

NEEDED = ["numpy", "pandas"]


def prepare():
    for package in NEEDED:
        subprocess.check_call([sys.executable, "-m", "pip", "install", package])
    return importlib.import_module("numpy")


def from_file(path: str):
    subprocess.check_call([sys.executable, "-m", "pip", "install", "-r", path])
    return importlib.import_module("numpy")


def environment(folder: str, package: str) -> None:
    subprocess.check_call([f"{folder}/bin/python", "-m", "pip", "install", package])
