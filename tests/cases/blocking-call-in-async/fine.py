# --- asynchronous clients
import aiohttp
import httpx
from anthropic import AsyncAnthropic
from google import genai
from litellm import acompletion
from openai import AsyncOpenAI

client = AsyncOpenAI()
claude = AsyncAnthropic()
gemini = genai.Client()


async def ask(prompt: str):
    messages = [{"role": "user", "content": prompt}]
    await client.chat.completions.create(model="gpt-4o", messages=messages)

    await gemini.aio.models.generate_content(model="gemini-2.5-flash", contents=prompt)

    await acompletion(model="gpt-4o", messages=messages)

    async with httpx.AsyncClient() as web:
        await web.get("https://example.org")

    async with aiohttp.ClientSession() as session, session.get("https://example.org") as reply:
        await reply.text()

    async with claude.messages.stream(model="claude-sonnet-4-6", max_tokens=9, messages=messages) as stream:
        async for text in stream.text_stream:
            print(text)
# --- gathered: a coroutine is handed on
import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI()


async def both(a: str, b: str):
    first = client.responses.create(model="gpt-4o", input=a)
    second = client.responses.create(model="gpt-4o", input=b)

    return await asyncio.gather(first, second)
# --- handed to a thread
import asyncio

import requests
from openai import OpenAI
from starlette.concurrency import run_in_threadpool

client = OpenAI(timeout=60)


def answer(question: str) -> str:
    return client.responses.create(model="gpt-4o", input=question).output_text


async def ask(question: str, url: str):
    await asyncio.to_thread(answer, question)

    await run_in_threadpool(answer, question)

    await asyncio.to_thread(requests.get, url, timeout=5)

    await asyncio.to_thread(lambda: client.responses.create(model="gpt-4o", input=question))

    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, lambda: requests.get(url, timeout=5))

    def inner():
        return requests.get(url, timeout=5)

    return await loop.run_in_executor(None, inner)
# --- a plain function: FastAPI runs it in a thread
import requests
from fastapi import FastAPI

app = FastAPI()


@app.get("/weather")
def weather(city: str):
    return requests.get(f"https://weather.example.org/{city}", timeout=5).json()
# --- a generator, which Starlette goes through in a thread
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from openai import OpenAI

app = FastAPI()
client = OpenAI(timeout=60)


def words(prompt: str):
    for chunk in client.chat.completions.create(
        model="gpt-4o", stream=True, messages=[{"role": "user", "content": prompt}]
    ):
        yield chunk.choices[0].delta.content or ""


@app.get("/tell")
async def tell(prompt: str):
    return StreamingResponse(words(prompt))
# --- before the first request
from contextlib import asynccontextmanager

import requests
from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.keys = requests.get("https://login.example.org/keys", timeout=5).json()
    yield
# --- a client of another file: it may be either kind
import asyncio

from app.clients import client


async def ask(prompt: str):
    await client.responses.create(model="gpt-4o", input=prompt)

    task = asyncio.create_task(client.chat.completions.create(model="gpt-4o", messages=[]))

    async for chunk in client.chat.completions.create(model="gpt-4o", stream=True, messages=[]):
        print(chunk)

    return await task
# --- awaiting methods of the same names
import asyncio

from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o-2024-08-06", timeout=60)


class Graph:
    async def invoke(self, text: str) -> str:
        return text


async def ask(graph: Graph, text: str):
    await llm.ainvoke(text)

    await graph.invoke(text)

    await asyncio.sleep(1)
# --- making an object asks nobody
from google import genai

client = genai.Client()


async def ask(prompt: str):
    chat = client.chats.create(model="gemini-2.5-flash")

    web = client.aio.chats.create(model="gemini-2.5-flash")

    return chat, await web.send_message(prompt)
# --- a test may wait
# path: tests/test_api.py
import time

import requests


async def test_health(url: str) -> None:
    time.sleep(1)

    assert requests.get(url, timeout=5).ok
# --- names that look like it
from app.queue import requests, sleep


async def work():
    requests.get("next")

    sleep(1)

    requests.post("done").json()
# --- an SDK whose runs are coroutines
from agents import Agent, Runner

agent = Agent(name="guide", model="gpt-4o")


async def tell(prompt: str):
    result = Runner.run_streamed(agent, prompt)

    async for event in result.stream_events():
        print(event)
# --- a thread makes all of them
import asyncio
from functools import partial

import requests
from openai import OpenAI

client = OpenAI(timeout=60)


def answer(question: str) -> str:
    return client.responses.create(model="gpt-4o", input=question).output_text


async def ask(question: str) -> str:
    loop = asyncio.get_running_loop()
    first = await asyncio.to_thread(answer, question)
    second = await asyncio.to_thread(lambda: answer(question).strip())
    third = await loop.run_in_executor(None, partial(client.responses.create, model="gpt-4o", input=first))
    fourth = await loop.run_in_executor(None, requests.get, "https://example.org")
    task = asyncio.create_task(asyncio.to_thread(client.responses.create, model="gpt-4o", input=second))
    return third.output_text + fourth.text + (await task).output_text
# --- starlette's threads
from fastapi.concurrency import run_in_threadpool
from openai import OpenAI

client = OpenAI(timeout=60)


async def ask(question: str) -> str:
    reply = await run_in_threadpool(client.responses.create, model="gpt-4o", input=question)
    return reply.output_text
