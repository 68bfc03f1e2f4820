# --- a literal is read as one
import ast

from openai import OpenAI

client = OpenAI()
reply = client.responses.create(model="gpt-4o", input="a list")
words = ast.literal_eval(reply.output_text)
# --- a parameter of a fixed statement
import sqlite3

from openai import OpenAI

client = OpenAI()
connection = sqlite3.connect("notes.db")
reply = client.responses.create(model="gpt-4o", input="a title")
connection.execute("INSERT INTO notes (title) VALUES (?)", (reply.output_text,))

cursor = connection.cursor()
cursor.execute("UPDATE notes SET body = ? WHERE id = ?", (reply.output_text, 3))
# --- a connection that reads
import sqlite3

from openai import OpenAI

client = OpenAI()
connection = sqlite3.connect("file:shop.db?mode=ro", uri=True)
reply = client.responses.create(model="gpt-4o", input="SQL")
rows = connection.execute(reply.output_text).fetchall()
# --- only SELECT passes
import sqlite3

from openai import OpenAI

client = OpenAI()


def answer(question: str) -> list[tuple[object, ...]]:
    query = client.responses.create(model="gpt-4o", input=question).output_text
    if not query.lower().startswith("select"):
        raise ValueError(query)
    return sqlite3.connect("shop.db").execute(query).fetchall()
# --- a person is asked
import subprocess

from openai import OpenAI

client = OpenAI()


def run(task: str) -> None:
    command = client.responses.create(model="gpt-4o", input=task).output_text
    print(command)
    if input("Run it? [y/N] ") == "y":
        subprocess.run(command, shell=True)
# --- a list of what may run
import subprocess

from openai import OpenAI

client = OpenAI()
ALLOWED = {"ls", "df -h"}


def run(task: str) -> None:
    command = client.responses.create(model="gpt-4o", input=task).output_text.strip()
    if command not in ALLOWED:
        raise ValueError(command)
    subprocess.run(command, shell=True)
# --- an argument of a fixed program
import subprocess

from openai import OpenAI

client = OpenAI()
message = client.responses.create(model="gpt-4o", input="a commit message").output_text
subprocess.run(["git", "commit", "-m", message], check=True)

subprocess.run(["say", message])
# --- a sandbox
from e2b_code_interpreter import Sandbox
from openai import OpenAI

client = OpenAI()
code = client.responses.create(model="gpt-4o", input="code").output_text
with Sandbox() as sandbox:
    print(sandbox.run_code(code).text)
# --- a container
import subprocess

from openai import OpenAI

client = OpenAI()
code = client.responses.create(model="gpt-4o", input="code").output_text
subprocess.run(["docker", "run", "--rm", "-i", "python:3.12-slim", "python", "-c", code])
# --- Markdown, no HTML
import streamlit as st
from openai import OpenAI

client = OpenAI()
reply = client.responses.create(model="gpt-4o", input="hello").output_text
st.markdown(reply)

st.write(reply)

st.markdown("<style>p {color: red}</style>", unsafe_allow_html=True)
# --- cleaned
import nh3
import streamlit as st
from openai import OpenAI

client = OpenAI()
reply = client.responses.create(model="gpt-4o", input="hello").output_text
st.markdown(nh3.clean(reply), unsafe_allow_html=True)
# --- execute of a task, a tool, a node, a graph
from openai import OpenAI

client = OpenAI()
reply = client.responses.create(model="gpt-4o", input="hello").output_text
task.execute(reply)
tool.execute(reply)
node.run(reply)
index.query(reply)
# --- a constant expression
import os

from openai import OpenAI

client = OpenAI()
reply = client.responses.create(model="gpt-4o", input="hello").output_text
os.system("clear")
print(reply)
# --- the user's own command
import subprocess
import sys

from openai import OpenAI

client = OpenAI()
subprocess.run(sys.argv[1], shell=True)
# --- a name is looked up
from openai import OpenAI

client = OpenAI()
FUNCTIONS = {"weather": weather, "time": time_of}
reply = client.chat.completions.create(model="gpt-4o", messages=[], tools=[])
call = reply.choices[0].message.tool_calls[0]
function = FUNCTIONS[call.function.name]
# --- the model in evaluation mode
import torch
from transformers import AutoModel

model = AutoModel.from_pretrained("bert-base-uncased")
model.eval()
with torch.no_grad():
    print(model(ids))
# --- a number of tokens is written down
import sqlite3

from openai import OpenAI

client = OpenAI()
reply = client.responses.create(model="gpt-4o", input="hello")
tokens = int(reply.usage.total_tokens)
sqlite3.connect("use.db").execute(f"INSERT INTO used VALUES ({tokens})")
# --- a function is added by hand
registry.add_function(name="greet", code=GREET)

store.register_tool(name="search", code=read_file("search.py"))
# --- a plugin's own file
from pathlib import Path


def load(plugin: str) -> dict[str, object]:
    scope: dict[str, object] = {}
    exec(compile(Path(plugin).read_text(), plugin, "exec"), scope)
    return scope
# --- a chain that may only read
from langchain_neo4j import GraphCypherQAChain, Neo4jGraph

graph = Neo4jGraph(url=URL, driver_config={"default_access_mode": "READ"})
chain = GraphCypherQAChain.from_llm(llm, graph=graph)
# --- an f-string that is printed
from openai import OpenAI

client = OpenAI()
reply = client.responses.create(model="gpt-4o", input="hello").output_text
print(f"<b>{reply}</b>")
# --- a test
# path: tests/test_answer.py
from openai import OpenAI

reply = OpenAI().responses.create(model="gpt-4o", input="1 + 1").output_text
assert eval(reply) == 2
# --- a helper right below its tool: told at the tool
import subprocess

from agents import function_tool


@function_tool
def keep_house(line: str) -> str:
    """Do what has to be done."""
    return on_host(line)


def on_host(line: str) -> str:
    return subprocess.run(line, shell=True, capture_output=True, text=True).stdout
# --- a helper far away that asks before it runs
import subprocess

from agents import function_tool

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
    if input(f"run {line}? ") != "yes":
        return "refused"
    return subprocess.run(line, shell=True, capture_output=True, text=True).stdout


def days() -> list[str]:
    return WORDS[:7]


def months() -> list[str]:
    return WORDS[7:]


def is_day(word: str) -> bool:
    return word in days()


@function_tool
def keep_house(line: str) -> str:
    """Do what has to be done."""
    return on_host(line)
# --- statements of another file with their parameters, or only to read
# also: shop/store.py | import psycopg2\n\nconn = psycopg2.connect("")\n\n\ndef run_named(name):\n    cursor = conn.cursor()\n    cursor.execute("SELECT * FROM stock WHERE name = %s", (name,))\n    return cursor.fetchall()
# also: shop/copy.py | import sqlite3\n\nconn = sqlite3.connect("file:shop.db?mode=ro", uri=True)\n\n\ndef run_statement(text):\n    return conn.execute(text).fetchall()
from agents import function_tool
from shop.copy import run_statement
from shop.store import run_named


@function_tool
def stock(name: str) -> list:
    """What is in stock."""
    return run_named(name)


@function_tool
def report(statement: str) -> list:
    """Anything about last year."""
    return run_statement(statement)
# --- described to a model elsewhere, and not the whole statement, or checked, or of one word
# also: agents/schemas.py | TOOLS = [{"name": "find_item", "description": "An item."}, {"name": "ask_copy", "description": "SQL."}, {"name": "execute", "description": "A step."}]
import psycopg2

connection = psycopg2.connect("")  # what the agent may ask


def find_item(name: str) -> list:
    cursor = connection.cursor()
    cursor.execute("SELECT * FROM items WHERE name = %s", (name,))
    return cursor.fetchall()


def ask_copy(statement: str) -> list:
    if not statement.lower().startswith("select"):
        raise ValueError(statement)
    cursor = connection.cursor()
    cursor.execute(statement)
    return cursor.fetchall()


def execute(statement: str) -> list:
    cursor = connection.cursor()
    cursor.execute(statement)
    return cursor.fetchall()
# --- a helper of the database whose name is only said in a sentence
# also: agents/prompts.py | SYSTEM = 'The name is "run_statement", description follows.'\nNAMES = {"name": "run_statements", "description": "Several."}
import psycopg2

connection = psycopg2.connect("")  # the agent has its own


def run_statement(statement: str) -> list:
    cursor = connection.cursor()
    cursor.execute(statement)
    return cursor.fetchall()
# --- a number of a mail box, whose connection another file opens
# also: mail/open.py | import imaplib\n\n\nclass Box:\n    def opened(self, host: str) -> imaplib.IMAP4_SSL:\n        return imaplib.IMAP4_SSL(host)
from agents import function_tool
from mail.open import Box


@function_tool
def read_mail(folder: str, uid: str) -> str:
    """Read a mail."""
    conn = Box().opened("mail.example.com")
    conn.select("INBOX")
    return str(conn.fetch(uid, "(RFC822)"))
# --- a connection that this file opens, to no database
import imaplib

from agents import function_tool


@function_tool
def read_mail(uid: str) -> str:
    """Read a mail."""
    conn = imaplib.IMAP4_SSL("mail.example.com")
    return str(conn.fetch(uid, "(RFC822)"))
# --- a number is no statement
from agents import function_tool


@function_tool
def read_rows(store, limit: int) -> list:
    """Read the last rows."""
    conn = store.connection()
    return [conn.fetch(str(number)) for number in range(5)] + _more(conn, limit)


def _more(conn, limit: int) -> list:
    found = []
    for number in range(limit, 0, -1):
        found.append(conn.fetch(str(number + 1)))
    return found
# --- an answer is read as a literal, by a method that other files call
import ast


class StepHandler:
    def handle(self, session, assistant_reply):
        session.add_all(ast.literal_eval(assistant_reply))
# --- what is evaluated is called after nothing that a model says
def value_of(expression: str, response: str) -> object:
    return eval(expression), response.strip()
# --- a parameter of that name, which this file gives a text of its own
def read_plan(agent_output: str) -> object:
    return eval(agent_output)


print(read_plan("[1, 2]"))
# --- a parameter of that name that is no text
def scored(model_output: dict, rule: str) -> object:
    return eval(rule, {"output": model_output["score"]})
# --- another file chooses by the answer what is evaluated
# also: formulas.py | FORMULAS = {"sum": "a + b"}\n\n\ndef formula_for(text: str) -> str:\n    return FORMULAS["sum" if "sum" in text else "sum"]
from formulas import formula_for
from openai import OpenAI

client = OpenAI()


def solve(task: str) -> object:
    reply = client.responses.create(model="gpt-4o", input=task)
    return eval(formula_for(reply.output_text), {"a": 1, "b": 2})
# --- a list of what may pass
STEPS = {"['start']", "['stop']"}


def handle(assistant_reply: str) -> object:
    if assistant_reply not in STEPS:
        raise ValueError(assistant_reply)
    return eval(assistant_reply)
# --- a person is asked before
def handle(assistant_reply: str) -> object:
    if input(f"run {assistant_reply}? ") != "yes":
        raise ValueError("not approved")
    return eval(assistant_reply)
