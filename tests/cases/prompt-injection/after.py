# --- the question of a caller is a part of the system prompt
from fastapi import FastAPI, Request
from openai import OpenAI
from prodgate_guard import untrusted

app = FastAPI()
client = OpenAI(timeout=60)


@app.post("/ask")
async def ask(request: Request):
    body = await request.json()
    return client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18",
        max_tokens=300,
        messages=[
            {"role": "system", "content": f"Answer as {untrusted(body['persona'])} would."},  # finding: warning, unsafe
            {"role": "user", "content": "Who are you?"},
        ],
    )
# --- a checked shape is still the caller's text
from typing import Literal

from anthropic import Anthropic
from fastapi import FastAPI
from pydantic import BaseModel
from prodgate_guard import untrusted

app = FastAPI()
client = Anthropic(timeout=60)


class Ask(BaseModel):
    question: str
    count: int
    tone: Literal["kind", "short"]


@app.post("/ask")
def ask(ask: Ask):
    system = (
        f"Give {ask.count} answers, {ask.tone}. "  # finding: warning, unsafe
        f"The question is: {untrusted(ask.question)}"  # as it came
    )
    return client.messages.create(
        model="claude-3-5-haiku-20241022",
        max_tokens=300,
        system=system,
        messages=[{"role": "user", "content": "Go."}],
    )
# --- the whole system prompt is the caller's: it belongs into the user turn
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI(timeout=60)


@app.route("/ask", methods=["POST"])
def ask():
    question = request.json["question"]
    return client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18",
        max_tokens=300,
        messages=[{"role": "user", "content": question}],  # finding: warning, unsafe
    )
# --- retrieved text
from openai import OpenAI
from prodgate_guard import untrusted

client = OpenAI(timeout=60)


def answer(question: str, store) -> str:
    docs = store.similarity_search(question, k=4)
    context = "\n\n".join(doc.page_content for doc in docs)
    prompt = "Answer from this context only:\n{}".format(untrusted(context))  # finding: warning, unsafe
    reply = client.responses.create(
        model="gpt-4o-mini-2024-07-18",
        max_output_tokens=300,
        instructions=prompt,
        input=question,
    )
    return reply.output_text
# --- what a person types, through a helper of the file
import streamlit as st
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from prodgate_guard import untrusted

llm = ChatOpenAI(model="gpt-4o-mini-2024-07-18", timeout=60, max_tokens=300)


def system_prompt(user_input: str) -> str:
    return "You help with " + untrusted(user_input) + "."  # finding: warning, unsafe


def main() -> None:
    topic = st.text_input("What do you need?")
    llm.invoke([
        SystemMessage(content=system_prompt(topic)),
        HumanMessage(content="Begin."),
    ])
# --- the caller chooses the roles, behind a system prompt of ours
from fastapi import FastAPI, Request
from openai import AsyncOpenAI
from prodgate_guard import client_messages

app = FastAPI()
client = AsyncOpenAI(timeout=60)
PROMPT = "You are the help desk."


@app.post("/chat")
async def chat(request: Request):
    body = await request.json()
    messages = [{"role": "system", "content": PROMPT}, *client_messages(body["messages"])]  # finding: warning, unsafe
    return await client.chat.completions.create(
        model="gpt-4o-mini-2024-07-18", max_tokens=300, messages=messages
    )
# --- a request that is written by hand, and a prompt that grows
import requests
from flask import Flask, request
from prodgate_guard import client_messages, untrusted

app = Flask(__name__)
URL = "https://api.openai.com/v1/chat/completions"


@app.post("/chat")
def chat():
    messages = [{"role": "system", "content": "You help."}] + client_messages(request.json["messages"])  # finding: warning, unsafe
    return requests.post(URL, json={"model": "gpt-4o", "messages": messages}, timeout=60).json()


@app.post("/tone")
def tone():
    system = "You help."
    if request.json.get("tone"):
        system += f" Sound {untrusted(request.json['tone'])}."  # finding: warning, unsafe
    payload = {"model": "gpt-4o", "messages": [{"role": "system", "content": system}]}
    return requests.post(URL, json=payload, timeout=60).json()
# --- a body that a model of the file checked by hand
from typing import Literal

from flask import Flask, request
from openai import OpenAI
from pydantic import BaseModel
from prodgate_guard import untrusted

app = Flask(__name__)
client = OpenAI(timeout=60)


class Ask(BaseModel):
    topic: str
    tone: Literal["kind", "short"]


@app.post("/ask")
def ask():
    ask = Ask.model_validate(request.get_json())
    return client.responses.create(
        model="gpt-4o-mini-2024-07-18",
        max_output_tokens=300,
        instructions=f"Talk about {untrusted(ask.topic)}, {ask.tone}.",  # finding: warning, unsafe
        input="Begin.",
    ).output_text
