# --- in an endpoint
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()


@app.post("/ask")
def ask(question: str):
    client = OpenAI(timeout=60)  # finding: warning, unsafe
    reply = client.responses.create(model="gpt-4o", input=question)
    return {"answer": reply.output_text}
# --- settings come from the environment
import os

from anthropic import AsyncAnthropic
from fastapi import FastAPI

app = FastAPI()


@app.post("/ask")
async def ask(question: str):
    claude = AsyncAnthropic(api_key=os.environ["CLAUDE_KEY"], timeout=60)  # finding: warning, unsafe
    reply = await claude.messages.create(
        model="claude-sonnet-4-6",
        max_tokens=500,
        messages=[{"role": "user", "content": question}],
    )
    return reply.content
# --- in a function that an endpoint calls
from flask import Flask, request
from google import genai

app = Flask(__name__)


def answer(question: str) -> str:
    client = genai.Client(http_options={"timeout": 60_000, "retry_options": {"attempts": 3}})  # finding: warning, unsafe
    return client.models.generate_content(model="gemini-2.5-flash", contents=question).text


@app.route("/ask", methods=["POST"])
def ask():
    return {"answer": answer(request.json["question"])}
# --- FastAPI calls it for every request
from fastapi import Depends, FastAPI
from openai import AsyncOpenAI

app = FastAPI()


def get_client() -> AsyncOpenAI:
    return AsyncOpenAI(timeout=60)  # finding: warning, unsafe


@app.get("/ask")
async def ask(question: str, client: AsyncOpenAI = Depends(get_client)):
    return (await client.responses.create(model="gpt-4o", input=question)).output_text
# --- the same client in two endpoints, and the name of it is taken
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()


@app.get("/ask")
def ask(question: str):
    openai_client = OpenAI(timeout=60)  # finding: warning, unsafe
    return openai_client.responses.create(model="gpt-4o", input=question).output_text


@app.get("/title")
def title(text: str):
    return OpenAI(timeout=60).responses.create(model="gpt-4o", input=text).output_text  # finding: warning, unsafe


@app.get("/quick")
def quick(text: str):
    return OpenAI(timeout=5).responses.create(model="gpt-4o", input=text).output_text  # finding: warning, unsafe
# --- closed again: advice
import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/weather")
async def weather(city: str):
    async with httpx.AsyncClient(timeout=5) as web:  # finding: note, manual
        return (await web.get(f"https://weather.example.org/{city}")).json()
# --- a session keeps cookies: a person decides
import requests
from flask import Flask

app = Flask(__name__)


@app.route("/weather")
def weather():
    session = requests.Session()  # finding: warning, manual
    return session.get("https://weather.example.org", timeout=5).json()
# --- arguments put together in the handler
import os

from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()


@app.get("/ask")
def ask(question: str):
    key = os.environ["OPENAI_KEY"].strip()
    client = OpenAI(api_key=key, timeout=60)  # finding: warning, manual
    return client.responses.create(model="gpt-4o", input=question).output_text
# --- turn by turn
from openai import OpenAI


def titles(texts: list[str]) -> list[str]:
    found = []
    for text in texts:
        client = OpenAI(timeout=60)  # finding: note, unsafe
        found.append(client.responses.create(model="gpt-4o", input=text).output_text)
    return found
# --- for every message of a chat
import discord
from discord.ext import commands
from openai import AsyncOpenAI

bot = commands.Bot("!", intents=discord.Intents.default())


@bot.command()
async def ask(context, *, question: str):
    client = AsyncOpenAI(timeout=60)  # finding: warning, unsafe
    reply = await client.responses.create(model="gpt-4o", input=question)
    await context.send(reply.output_text)
