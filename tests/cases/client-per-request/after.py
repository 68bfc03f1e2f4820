# --- in an endpoint
from functools import cache

from fastapi import FastAPI
from openai import OpenAI


@cache
def openai_client() -> OpenAI:
    return OpenAI(timeout=60)


app = FastAPI()


@app.post("/ask")
def ask(question: str):
    client = openai_client()  # finding: warning, unsafe
    reply = client.responses.create(model="gpt-4o", input=question)
    return {"answer": reply.output_text}
# --- settings come from the environment
import os
from functools import cache

from anthropic import AsyncAnthropic
from fastapi import FastAPI


@cache
def async_anthropic_client() -> AsyncAnthropic:
    return AsyncAnthropic(api_key=os.environ["CLAUDE_KEY"], timeout=60)


app = FastAPI()


@app.post("/ask")
async def ask(question: str):
    claude = async_anthropic_client()  # finding: warning, unsafe
    reply = await claude.messages.create(
        model="claude-sonnet-4-6",
        max_tokens=500,
        messages=[{"role": "user", "content": question}],
    )
    return reply.content
# --- in a function that an endpoint calls
from functools import cache

from flask import Flask, request
from google import genai


@cache
def genai_client() -> genai.Client:
    return genai.Client(http_options={"timeout": 60_000, "retry_options": {"attempts": 3}})


app = Flask(__name__)


def answer(question: str) -> str:
    client = genai_client()  # finding: warning, unsafe
    return client.models.generate_content(model="gemini-2.5-flash", contents=question).text


@app.route("/ask", methods=["POST"])
def ask():
    return {"answer": answer(request.json["question"])}
# --- FastAPI calls it for every request
from functools import cache

from fastapi import Depends, FastAPI
from openai import AsyncOpenAI


@cache
def async_openai_client() -> AsyncOpenAI:
    return AsyncOpenAI(timeout=60)


app = FastAPI()


def get_client() -> AsyncOpenAI:
    return async_openai_client()  # finding: warning, unsafe


@app.get("/ask")
async def ask(question: str, client: AsyncOpenAI = Depends(get_client)):
    return (await client.responses.create(model="gpt-4o", input=question)).output_text
# --- the same client in two endpoints, and the name of it is taken
from functools import cache

from fastapi import FastAPI
from openai import OpenAI


@cache
def shared_openai_client() -> OpenAI:
    return OpenAI(timeout=60)


@cache
def openai_client_2() -> OpenAI:
    return OpenAI(timeout=5)


app = FastAPI()


@app.get("/ask")
def ask(question: str):
    openai_client = shared_openai_client()  # finding: warning, unsafe
    return openai_client.responses.create(model="gpt-4o", input=question).output_text


@app.get("/title")
def title(text: str):
    return shared_openai_client().responses.create(model="gpt-4o", input=text).output_text  # finding: warning, unsafe


@app.get("/quick")
def quick(text: str):
    return openai_client_2().responses.create(model="gpt-4o", input=text).output_text  # finding: warning, unsafe
# --- turn by turn
from functools import cache

from openai import OpenAI


@cache
def openai_client() -> OpenAI:
    return OpenAI(timeout=60)


def titles(texts: list[str]) -> list[str]:
    found = []
    for text in texts:
        client = openai_client()  # finding: note, unsafe
        found.append(client.responses.create(model="gpt-4o", input=text).output_text)
    return found
# --- for every message of a chat
from functools import cache

import discord
from discord.ext import commands
from openai import AsyncOpenAI


@cache
def async_openai_client() -> AsyncOpenAI:
    return AsyncOpenAI(timeout=60)


bot = commands.Bot("!", intents=discord.Intents.default())


@bot.command()
async def ask(context, *, question: str):
    client = async_openai_client()  # finding: warning, unsafe
    reply = await client.responses.create(model="gpt-4o", input=question)
    await context.send(reply.output_text)
