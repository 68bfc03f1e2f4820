# --- code of a reply
from openai import OpenAI

client = OpenAI()


def solve(task: str) -> object:
    reply = client.responses.create(model="gpt-4o", input=f"Write Python for: {task}")
    code = reply.output_text.strip().removeprefix("```python").removesuffix("```")
    scope: dict[str, object] = {}
    exec(code, scope)  # finding: error, manual
    return scope["result"]
# --- through a function of the file
import subprocess

from openai import OpenAI

client = OpenAI()


def command_for(task: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": task}]
    )
    return reply.choices[0].message.content


def run(command: str) -> str:
    return subprocess.check_output(command, shell=True, text=True)  # finding: error, manual


print(run(command_for("show the free disk space")))
# --- a statement of a reply
import sqlite3

from openai import OpenAI

client = OpenAI()
connection = sqlite3.connect("shop.db")


def answer(question: str) -> list[tuple[object, ...]]:
    reply = client.responses.create(model="gpt-4o", input=f"SQL for: {question}")
    query = reply.output_text
    return connection.execute(query).fetchall()  # finding: error, manual
# --- the name of a function
import json

from openai import OpenAI

client = OpenAI()
reply = client.chat.completions.create(model="gpt-4o", messages=[], tools=[])
call = reply.choices[0].message.tool_calls[0]
function = eval(call.function.name)  # finding: error, manual
print(function(**json.loads(call.function.arguments)))
# --- a tool that takes a whole statement
import sqlite3

from agents import function_tool

connection = sqlite3.connect("shop.db")


@function_tool
def run_query(query: str) -> str:
    """Run SQL."""
    return str(connection.execute(query).fetchall())  # finding: error, manual
# --- a tool that asks only afterwards what it was
from sqlalchemy import text
from google.adk.tools import ToolContext


def run_query(query: str, tool_context: ToolContext) -> str:
    db = SessionLocal()
    result = db.execute(text(query))  # finding: error, manual
    if query.upper().startswith("SELECT"):
        return str(result.fetchall())
    db.commit()
    return "done"
# --- a chain that runs what it writes
from langchain_neo4j import GraphCypherQAChain

chain = GraphCypherQAChain.from_llm(llm, graph=graph, allow_dangerous_requests=True)  # finding: error, manual
# --- code of a store
import litellm


class Runner:
    def run(self, name: str) -> object:
        version = self.db.get_function(name)
        scope: dict[str, object] = {}
        exec(version["code"], scope)  # finding: error, manual
        return scope[name]


answer = litellm.completion(model="gpt-4o", messages=[])
# --- code that is kept
import json

import litellm


def invent(task: str) -> None:
    reply = litellm.completion(model="gpt-4o", messages=[{"role": "user", "content": task}])
    data = json.loads(reply.choices[0].message.content)
    store.add_function(name=data["name"], code=data["code"])  # finding: error, manual
# --- a file of code, and an interpreter
import subprocess
import sys

from openai import OpenAI

client = OpenAI()


def build(task: str) -> None:
    reply = client.responses.create(model="gpt-4o", input=task)
    subprocess.run([sys.executable, "-c", reply.output_text])  # finding: error, manual
# --- markup of the program around the reply
import streamlit as st
from openai import OpenAI

client = OpenAI()
reply = client.responses.create(model="gpt-4o", input="hello")
st.markdown(f"<div class='card'>{reply.output_text}</div>", unsafe_allow_html=True)  # finding: warning, manual
# --- a tool whose helper stands far away: each can be mended by itself
# (the tool is dangerous-tool's)
import subprocess

from langchain.tools import Tool

WORDS = [
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
]


def on_host(line: str) -> str:
    return subprocess.run(  # finding: error, manual
        line, shell=True, capture_output=True, text=True
    ).stdout


def days() -> list[str]:
    return WORDS[:7]


def months() -> list[str]:
    return WORDS[7:]


def is_day(word: str) -> bool:
    return word in days()


def is_month(word: str) -> bool:
    return word in months()


house = Tool(name="house", description="Any work.", func=lambda line: on_host(line))
# --- a tool that leaves its statement to another file
# also: shop/store.py | import psycopg2\n\nconn = psycopg2.connect("")\n\n\ndef run_statement(text):\n    cursor = conn.cursor()\n    cursor.execute(text)\n    return cursor.fetchall()
from agents import function_tool
from shop.store import run_statement


@function_tool
def stock(statement: str) -> list:
    """What is in stock."""
    return run_statement(statement)  # finding: error, manual
# --- a method that another file describes to the model as a tool
# also: agents/schemas.py | ASK = {"type": "function", "function": {"name": "ask_warehouse", "description": "Any SQL.", "parameters": {}}}
import psycopg2


class Warehouse:
    """What the agent is prompted with."""

    def __init__(self, url: str) -> None:
        self.cursor = psycopg2.connect(url).cursor()

    def ask_warehouse(self, statement: str) -> list:
        self.cursor.execute(statement)  # finding: error, manual
        return self.cursor.fetchall()
# --- an answer, cut out by a function of another file, through methods of a class
# also: helpers/cut.py | class Cutter:\n    @staticmethod\n    def brackets(text: str) -> str:\n        start = text.find("[")\n        if start < 0:\n            return text\n        return text[start : text.rfind("]") + 1]
from helpers.cut import Cutter


class Planner:
    def __init__(self, llm) -> None:
        self.llm = llm
        self.steps: list[str] = []

    def plan(self, goal: str) -> None:
        self._take(self._ask(goal))

    def _ask(self, goal: str) -> str:
        reply = self.llm.chat_completion([{"role": "user", "content": goal}], 500)
        if "content" not in reply:
            raise RuntimeError("no answer")
        return reply["content"]

    def _take(self, listed: str) -> None:
        listed = Cutter.brackets(listed)
        self.steps = sorted(eval(listed))  # finding: error, manual
# --- a parameter that is called after an answer, in a method that other files call
class StepHandler:
    def handle(self, session, assistant_reply):
        steps = eval(assistant_reply.strip())  # finding: error, manual
        session.add_all(steps)
# --- a function that evaluates an answer
def read_plan(llm_output: str) -> object:
    return eval(llm_output[llm_output.index("{") :])  # finding: error, manual
# --- a statement for a database that another file opens
# also: store/open.py | import sqlite3\n\n\ndef opened(path: str) -> sqlite3.Connection:\n    return sqlite3.connect(path)
from openai import OpenAI
from store.open import opened

client = OpenAI()


def answer(question: str) -> list:
    conn = opened("shop.db")
    reply = client.responses.create(model="gpt-4o", input=f"SQL for: {question}")
    return conn.execute(reply.output_text).fetchall()  # finding: error, manual
