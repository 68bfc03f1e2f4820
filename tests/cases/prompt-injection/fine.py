# --- constants, dates, numbers, own configuration, schema metadata
import datetime
import json
import os

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI(timeout=60)
COMPANY = "Acme"
TOPICS = {"tax": "You know taxes.", "law": "You know the law."}


class Answer(BaseModel):
    text: str


def dated(question: str):
    today = datetime.date.today().isoformat()
    return [
        {"role": "system", "content": f"You work for {COMPANY}. Today is {today}."},
        {"role": "user", "content": question},
    ]


def configured(question: str):
    return [
        {"role": "system", "content": os.environ["SYSTEM_PROMPT"]},
        {"role": "user", "content": f"Answer this: {question}"},
    ]


def shaped(question: str):
    schema = json.dumps(Answer.model_json_schema())
    return [
        {"role": "system", "content": f"Answer as JSON of this schema: {schema}"},
        {"role": "user", "content": question},
    ]


def from_a_file(question: str):
    with open("prompts/system.txt") as file:
        system = file.read()
    return client.responses.create(model="gpt-4o-mini", instructions=system, input=question)
# --- a choice among what the team has written, and numbers
from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI(timeout=60)
TOPICS = {"tax": "You know taxes.", "law": "You know the law."}


class Ask(BaseModel):
    topic: str
    question: str
    words: int


@app.post("/ask")
def ask(ask: Ask):
    return client.responses.create(
        model="gpt-4o-mini",
        instructions=f"{TOPICS[ask.topic]} Use {ask.words} words, no more than {int(ask.words)}.",
        input=ask.question,
    )


@app.post("/count")
def count(ask: Ask):
    return client.responses.create(
        model="gpt-4o-mini",
        instructions=f"The question has {len(ask.question)} letters.",
        input=ask.question,
    )
# --- data in the user turn
from fastapi import FastAPI, Request
from openai import OpenAI

app = FastAPI()
client = OpenAI(timeout=60)


@app.post("/ask")
async def ask(request: Request):
    body = await request.json()
    return client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[
            {"role": "system", "content": "Answer from the context."},
            {"role": "user", "content": f"Context: {body['context']}\n\n{body['question']}"},
        ],
    )
# --- cleaned and set apart by a function
from flask import Flask, request
from openai import OpenAI

from prodgate_guard import sanitize_prompt

app = Flask(__name__)
client = OpenAI(timeout=60)


@app.route("/ask", methods=["POST"])
def ask():
    persona = sanitize_prompt(request.json["persona"])
    return client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": f"Answer as {persona}."}],
    )


@app.route("/role", methods=["POST"])
def role():
    messages = [m for m in request.json["messages"] if m["role"] in {"user", "assistant"}]
    return client.chat.completions.create(model="gpt-4o-mini", messages=messages)


@app.route("/made", methods=["POST"])
def made():
    data = request.get_json()
    messages = [{"role": "user", "content": m["content"]} for m in data["messages"]]
    return client.chat.completions.create(model="gpt-4o-mini", messages=messages)


@app.route("/one", methods=["POST"])
def one():
    persona = request.json["persona"]
    if persona not in {"pirate", "poet"}:
        return "no such persona", 400
    return client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": f"Answer as a {persona}."}],
    )
# --- roles that a type limits
from typing import Literal

from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI(timeout=60)


class Message(BaseModel):
    role: Literal["user", "assistant"]
    content: str


class Chat(BaseModel):
    messages: list[Message]


@app.post("/chat")
def chat(chat: Chat):
    messages = [{"role": m.role, "content": m.content} for m in chat.messages]
    return client.chat.completions.create(model="gpt-4o-mini", messages=messages)
# --- a wrapper that is given its prompt, a class that has one, a template of the user turn
from langchain_core.prompts import ChatPromptTemplate, PromptTemplate
from openai import OpenAI

client = OpenAI(timeout=60)

turn = ChatPromptTemplate.from_messages([
    ("system", "Answer from the context, in {language}."),
    ("human", "Context: {context}\n\nQuestion: {question}"),
])

plain = PromptTemplate.from_template("Context: {context}\n\nQuestion: {question}")


def complete(system_prompt: str, user_prompt: str) -> str:
    messages = [
        {"role": "system", "content": system_prompt},
        {"role": "user", "content": user_prompt},
    ]
    return client.chat.completions.create(model="gpt-4o-mini", messages=messages)


class Agent:
    def __init__(self, name: str, instructions: str) -> None:
        self.name = name
        self.instructions = instructions

    def run(self, messages: list) -> str:
        system = {"role": "system", "content": f"You are {self.name}. {self.instructions}"}
        return client.chat.completions.create(model="gpt-4o-mini", messages=[system, *messages])
# --- the owner of the application writes its prompt
import streamlit as st
from anthropic import Anthropic

client = Anthropic(timeout=60)


def chat(question: str):
    system_prompt = st.text_area("System prompt", "You help.")
    return client.messages.create(
        model="claude-3-5-haiku-20241022",
        max_tokens=300,
        system=system_prompt,
        messages=[{"role": "user", "content": question}],
    )


def in_a_terminal():
    page = input("Which page? ")
    return client.messages.create(
        model="claude-3-5-haiku-20241022",
        max_tokens=300,
        system=f"You work on page {page}.",
        messages=[{"role": "user", "content": "Begin."}],
    )
# --- a text of the user turn, and what a model of the file limits
from typing import Literal

from flask import Flask, request
from openai import OpenAI
from pydantic import BaseModel

app = Flask(__name__)
client = OpenAI(timeout=60)


class Ask(BaseModel):
    topic: str
    tone: Literal["kind", "short"]


@app.post("/ask")
def ask():
    body = request.get_json()
    return client.responses.create(model="gpt-4o-mini", input=body["question"]).output_text


@app.post("/tone")
def tone():
    ask = Ask(**request.get_json())
    return client.responses.create(
        model="gpt-4o-mini", instructions=f"Be {ask.tone}.", input=ask.topic
    ).output_text


@app.post("/topic")
def topic():
    ask = Ask.model_validate(request.get_json())
    if ask.topic not in {"tax", "law"}:
        return "no such topic", 400
    return client.responses.create(
        model="gpt-4o-mini", instructions=f"Talk about {ask.topic}.", input="Begin."
    ).output_text
# --- documents that a function makes a message of the user of
from openai import OpenAI
from prompts import answer_prompt, rules_prompt

client = OpenAI(timeout=60)
RULES = {"tone": "kind", "length": "short"}


def ask(store, question: str):
    found = store.similarity_search(question)
    return client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18",
        max_tokens=300,
        messages=[
            {"role": "system", "content": rules_prompt(RULES)},
            {"role": "user", "content": answer_prompt(found)},
        ],
    )
# --- the form of an answer, with nothing but what the code knows
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI(timeout=60)
KINDS = {"a": "letter", "b": "memo"}


@app.post("/name")
def name():
    kind = KINDS[request.json["kind"]]
    reply = client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18",
        max_tokens=300,
        messages=[
            {"role": "system", "content": f'Answer {{"kind": "{kind}", "name": "..."}}'},
            {"role": "user", "content": request.json["text"]},
        ],
    )
    return reply.choices[0].message.content
