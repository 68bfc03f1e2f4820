# --- an endpoint prints what it was asked and what it answers
import os

from fastapi import FastAPI, Request
from openai import OpenAI

app = FastAPI()
client = OpenAI(timeout=60)


@app.post("/ask")
async def ask(request: Request):
    body = await request.json()
    print("starting")
    print("question:", body["question"])  # finding: warning, unsafe
    reply = client.responses.create(
        model="gpt-4o-mini-2024-07-18", max_output_tokens=300, input=body["question"]
    )
    text = reply.output_text
    print(f"answer: {text}")  # for now
    print(text)
    print("done in", os.getpid())
    return {"answer": text}
# --- a logger is there
import logging

from flask import Flask, request
from openai import OpenAI

log = logging.getLogger("chat")
app = Flask(__name__)
client = OpenAI(timeout=60)


@app.route("/ask", methods=["POST"])
def ask():
    prompt = request.json["prompt"]
    print(f"100% of {prompt!r}", flush=True)  # finding: warning, unsafe
    return "asked"
# --- a bot
import discord

bot = discord.Client(intents=discord.Intents.default())


@bot.event
async def on_message(message):
    user_message = message.content
    print(user_message)  # finding: note, unsafe
# --- two values that are made from each other, in a loop
import logging

from flask import Flask, request
from openai import OpenAI

log = logging.getLogger("chat")
app = Flask(__name__)
client = OpenAI(timeout=60)


@app.route("/parts", methods=["POST"])
def parts():
    text = client.responses.create(model="gpt-4o", input=request.json["q"]).output_text
    while "," in text:
        rest = text.lstrip(",")
        text = rest.partition(",")[2]
    print(f"last: {text}")  # finding: warning, unsafe
    print(f"of: {rest}")
    return "done"
# --- a credential is not moved into a log
# path: app/connect.py
from fastapi import FastAPI

app = FastAPI()


@app.post("/connect")
async def connect(calendar_creds: dict, note: str):
    print(calendar_creds)  # finding: warning, carries-credential
    return {"ok": bool(calendar_creds)}
# --- a credential beside other data
# path: app/login.py
from flask import Flask, request

app = Flask(__name__)


@app.post("/login")
def login():
    print(f"login of {request.json['name']}: {request.json['password']}")  # finding: warning, carries-credential
    return {"ok": True}
