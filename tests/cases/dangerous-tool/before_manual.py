# --- a pandas agent
from langchain_experimental.agents import create_pandas_dataframe_agent

agent = create_pandas_dataframe_agent(llm, df, allow_dangerous_code=True)  # finding: error, manual
# --- a Python REPL in this process
from langchain_experimental.utilities import PythonREPL

repl = PythonREPL()  # finding: error, manual
# --- a SQL agent on the main database: told once, where its tools are made
from langchain_community.agent_toolkits import SQLDatabaseToolkit, create_sql_agent
from langchain_community.utilities import SQLDatabase

db = SQLDatabase.from_uri("postgresql://app@db/shop")
toolkit = SQLDatabaseToolkit(db=db, llm=llm)  # finding: warning, manual
agent = create_sql_agent(llm=llm, toolkit=toolkit)
# --- the terminal by its name
from langchain.agents import load_tools

tools = load_tools(["terminal", "llm-math"], llm=llm)  # finding: error, manual
# --- code execution on the host
from autogen_ext.code_executors.local import LocalCommandLineCodeExecutor

executor = LocalCommandLineCodeExecutor(work_dir="out")  # finding: error, manual
# --- a program that is told to ask nobody
import subprocess


def review(prompt: str) -> str:
    command = ["claude", "-p", prompt, "--dangerously-skip-permissions"]  # finding: error, manual
    return subprocess.check_output(command, text=True)
# --- an agent over a table
from llama_index.experimental.query_engine import PandasQueryEngine

engine = PandasQueryEngine(df=df, verbose=True)  # finding: error, manual
# --- a tool that is defined elsewhere, and says what it runs
tools = [
    TurboTool("run_sql", run_sql_config, instruments.run_sql),  # finding: warning, manual
    TurboTool("get_tables", get_tables_config, instruments.get_tables),
]
# --- a store of functions, of which the model names one
import json

import litellm

tools = [describe(function) for function in get_all_functions()]
reply = litellm.completion(model="gpt-4o", messages=[], tools=tools)
for call in reply.choices[0].message.tool_calls:
    execute_function(call.function.name, **json.loads(call.function.arguments))  # finding: error, manual
# --- a shell that has no parameter to ask by
from agents import LocalShellTool

tool = LocalShellTool(executor=run_here)  # finding: error, manual
# --- an agent gets a function of another file that runs whole statements
# also: queries.py | from sqlalchemy import text\nfrom base import engine\n\n\ndef ask_stock(statement: str) -> list:\n    with engine.begin() as connection:\n        return list(connection.execute(text(statement)))
from google.adk.agents import Agent

from queries import ask_stock

agent = Agent(
    name="stock",
    model="gemini-2.5-flash",
    tools=[ask_stock],  # finding: warning, manual
)
# --- a table of functions of another file, one of which is a shell
# also: shop/commands.py | import subprocess\n\n\ndef week(day: str) -> str:\n    return day[:2]\n\n\ndef maintain(order: str) -> str:\n    return subprocess.getoutput(order)
from shop import commands

TOOLS = {
    "week": commands.week,
    "maintain": commands.maintain,  # finding: error, manual
}
# --- what is checked is what the model was asked with, not what it answers
import json

import litellm

ROLES = {"user", "assistant"}


def answer(history: list, skills: list) -> str:
    messages = [m for m in history if m["role"] in ROLES]
    offered = [describe(get_function(name)) for name in skills]
    reply = litellm.completion(model="gpt-4o", max_tokens=500, messages=messages, tools=offered)
    for call in reply.choices[0].message.tool_calls:
        name = call.function.name
        messages.append(run_skill(name, **json.loads(call.function.arguments)))  # finding: error, manual
    return messages[-1]
# --- a package that data names is installed and imported
import importlib
import subprocess
import sys


def library(package: str, module: str):
    try:
        return importlib.import_module(module)
    except ImportError:
        subprocess.check_call([sys.executable, "-m", "pip", "install", package])  # finding: warning, manual
        return importlib.import_module(module)
