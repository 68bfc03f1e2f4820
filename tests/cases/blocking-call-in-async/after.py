# --- a synchronous client in an endpoint
import asyncio

from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI(timeout=60)


@app.post("/ask")
async def ask(question: str):
    reply = await asyncio.to_thread(lambda: client.chat.completions.create(  # finding: warning, unsafe
        model="gpt-4o",
        messages=[{"role": "user", "content": question}],  # one turn
    ))
    return reply.choices[0].message.content
# --- requests, read at once
import asyncio

import requests


async def weather(city: str) -> dict:
    return (await asyncio.to_thread(lambda: requests.get(f"https://weather.example.org/{city}", timeout=5))).json()  # finding: warning, unsafe
# --- several calls of one coroutine, one finding
import asyncio

import requests


async def poll(url: str) -> str:
    while True:
        reply = await asyncio.to_thread(lambda: requests.get(url, timeout=5))  # finding: warning, unsafe
        if reply.ok:
            return reply.text
        await asyncio.sleep(2)  # before the next try
# --- sleeping
import asyncio


async def slowly(words: list[str]):
    for word in words:
        await asyncio.sleep(0.1)  # finding: warning, unsafe
        yield word
# --- through a function of the same file
import asyncio

from anthropic import Anthropic
from fastapi import FastAPI

app = FastAPI()
client = Anthropic(timeout=60)


def answer(question: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514",
        max_tokens=500,
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text


@app.get("/ask")
async def ask(question: str):
    return {"answer": await asyncio.to_thread(lambda: answer(question))}  # finding: warning, unsafe
# --- a method of the same class
import asyncio

import requests


class Bot:
    def _fetch(self, url: str) -> str:
        return requests.get(url, timeout=5).text

    async def on_message(self, url: str) -> str:
        text = await asyncio.to_thread(lambda: self._fetch(url))  # finding: warning, unsafe
        return text.upper()
# --- a chain of LangChain
import asyncio

from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

chain = ChatPromptTemplate.from_template("{question}") | ChatOpenAI(model="gpt-4o-2024-08-06", timeout=60)


async def ask(question: str) -> str:
    result = await asyncio.to_thread(lambda: chain.invoke({"question": question}))  # finding: warning, unsafe
    return result.content
# --- in a script nobody else waits
import asyncio

from openai import OpenAI

client = OpenAI(timeout=60)


async def main() -> None:
    reply = await asyncio.to_thread(lambda: client.responses.create(model="gpt-4o", input="Hello"))  # finding: note, unsafe
    print(reply.output_text)


asyncio.run(main())
# --- a client of another file, read as only an answer can be
import asyncio

from app.clients import client


async def ask(question: str) -> str:
    reply = await asyncio.to_thread(lambda: client.chat.completions.create(  # finding: warning, unsafe
        model="gpt-4o", messages=[{"role": "user", "content": question}]
    ))
    return reply.choices[0].message.content
# --- time is asked for something else too
import asyncio
import time


async def wait_a_bit() -> float:
    start = time.monotonic()
    await asyncio.sleep(0.5)  # finding: warning, unsafe
    await asyncio.sleep(0)
    return time.monotonic() - start
# --- asyncio is there already
import asyncio


async def wait_a_bit() -> None:
    await asyncio.sleep(0.5)  # finding: warning, unsafe
    await asyncio.sleep(0)
# --- a script that has gathered what it asked, and asks on with nobody beside it
import asyncio

from openai import AsyncOpenAI, OpenAI

helper = AsyncOpenAI()
client = OpenAI()


async def ask(question: str) -> str:
    reply = await helper.responses.create(model="gpt-4o", input=question)
    return reply.output_text


async def main() -> None:
    answers = await asyncio.gather(ask("Who?"), ask("Where?"))
    reply = await asyncio.to_thread(lambda: client.responses.create(model="gpt-4o", input=" ".join(answers)))  # finding: note, unsafe
    print(reply.output_text)


asyncio.run(main())
# --- each of several that run together holds up the others
import asyncio

from openai import OpenAI

client = OpenAI()


async def ask(question: str) -> None:
    reply = await asyncio.to_thread(lambda: client.responses.create(model="gpt-4o", input=question))  # finding: warning, unsafe
    print(reply.output_text)


async def main() -> None:
    await asyncio.gather(ask("Who?"), ask("Where?"))


asyncio.run(main())
# --- what a thread is given is made here
import asyncio

import requests


async def save(url: str, store) -> None:
    await asyncio.to_thread(store.put, (await asyncio.to_thread(lambda: requests.get(url, timeout=5))).content)  # finding: warning, unsafe
# --- two functions sleep, and nothing else needs the import at the top
import asyncio
from typing import Any


class Slow:
    async def first(self) -> list[Any]:
        await asyncio.sleep(1)  # finding: warning, unsafe
        return []

    async def second(self) -> list[Any]:
        await asyncio.sleep(0.5)  # finding: warning, unsafe
        return []
