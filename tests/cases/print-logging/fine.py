# --- a program of the command line
import argparse

from openai import OpenAI

client = OpenAI(timeout=60)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("prompt")
    prompt = parser.parse_args().prompt
    reply = client.responses.create(model="gpt-4o-mini", input=prompt)
    print(reply.output_text)
# --- a script
from openai import OpenAI

client = OpenAI(timeout=60)

reply = client.responses.create(model="gpt-4o-mini", input="Who are you?")
print(reply.output_text)

if __name__ == "__main__":
    print(f"answer: {reply.output_text}")
# --- a loop with a person
from anthropic import Anthropic

client = Anthropic(timeout=60)

while True:
    question = input("> ")
    with client.messages.stream(model="claude-3-5-haiku-20241022", max_tokens=9) as stream:
        for text in stream.text_stream:
            print(text, end="", flush=True)
# --- an endpoint that prints nothing of anybody, or logs
import logging

from fastapi import FastAPI, Request
from openai import OpenAI

logger = logging.getLogger(__name__)
app = FastAPI()
client = OpenAI(timeout=60)


@app.post("/ask")
async def ask(request: Request):
    body = await request.json()
    print("asked")
    print("items:", len(body["items"]))
    logger.info("question: %s", body["question"])
    return {}


@app.on_event("startup")
def start() -> None:
    print(f"listening on {8080}")


@app.post("/debug")
async def debug(request: Request, verbose: bool = False):
    body = await request.json()
    if verbose:
        print(body)
    return {}
# --- an example
# path: examples/server.py
from flask import Flask, request

app = Flask(__name__)


@app.route("/ask", methods=["POST"])
def ask():
    print(request.json)
    return "asked"
# --- a library without a server
from openai import OpenAI

client = OpenAI(timeout=60)


def answer(prompt: str) -> str:
    print("asking", prompt)
    return client.responses.create(model="gpt-4o-mini", input=prompt).output_text
# --- a print of the project's own, a file, a page
import sys

import streamlit as st
from rich import print

question = st.text_input("Question")
print(question)


def report(question: str) -> None:
    print(question, file=sys.stderr)
# --- whether there is a credential, and how many tokens an answer took
# path: app/connect.py
from fastapi import FastAPI

app = FastAPI()


@app.post("/connect")
async def connect(creds: dict, max_tokens: int):
    print("credentials came", bool(creds))
    print(len(creds), "fields", max_tokens)
    return {"ok": True}
# --- a credential that is masked
# path: app/login.py
from flask import Flask, request

app = Flask(__name__)


@app.post("/login")
def login():
    token = "***"
    print("login with", token)
    return {"ok": bool(request.json["token"])}
