# --- a synchronous client in an endpoint
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
client = OpenAI(timeout=60)


@app.post("/ask")
async def ask(question: str):
    reply = client.chat.completions.create(  # finding: warning, unsafe
        model="gpt-4o",
        messages=[{"role": "user", "content": question}],  # one turn
    )
    return reply.choices[0].message.content
# --- requests, read at once
import requests


async def weather(city: str) -> dict:
    return requests.get(f"https://weather.example.org/{city}", timeout=5).json()  # finding: warning, unsafe
# --- several calls of one coroutine, one finding
import time

import requests


async def poll(url: str) -> str:
    while True:
        reply = requests.get(url, timeout=5)  # finding: warning, unsafe
        if reply.ok:
            return reply.text
        time.sleep(2)  # before the next try
# --- sleeping
from time import sleep


async def slowly(words: list[str]):
    for word in words:
        sleep(0.1)  # finding: warning, unsafe
        yield word
# --- through a function of the same file
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
    return {"answer": answer(question)}  # finding: warning, unsafe
# --- a method of the same class
import requests


class Bot:
    def _fetch(self, url: str) -> str:
        return requests.get(url, timeout=5).text

    async def on_message(self, url: str) -> str:
        text = self._fetch(url)  # finding: warning, unsafe
        return text.upper()
# --- a chain of LangChain
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

chain = ChatPromptTemplate.from_template("{question}") | ChatOpenAI(model="gpt-4o-2024-08-06", timeout=60)


async def ask(question: str) -> str:
    result = chain.invoke({"question": question})  # finding: warning, unsafe
    return result.content
# --- a stream waits for each of its parts
from openai import OpenAI

client = OpenAI(timeout=60)


async def tell(prompt: str):
    stream = client.chat.completions.create(  # finding: warning, manual
        model="gpt-4o", stream=True, messages=[{"role": "user", "content": prompt}]
    )
    for chunk in stream:
        yield chunk.choices[0].delta.content
# --- in a script nobody else waits
import asyncio

from openai import OpenAI

client = OpenAI(timeout=60)


async def main() -> None:
    reply = client.responses.create(model="gpt-4o", input="Hello")  # finding: note, unsafe
    print(reply.output_text)


asyncio.run(main())
# --- a client of another file, read as only an answer can be
from app.clients import client


async def ask(question: str) -> str:
    reply = client.chat.completions.create(  # finding: warning, unsafe
        model="gpt-4o", messages=[{"role": "user", "content": question}]
    )
    return reply.choices[0].message.content
# --- an argument that is awaited
import requests


async def send(queue, url: str) -> None:
    requests.post(url, json=await queue.get(), timeout=5)  # finding: warning, manual
# --- many in a comprehension
import requests


async def fetch(urls: list[str]) -> list[str]:
    return [requests.get(url, timeout=5).text for url in urls]  # finding: warning, manual
# --- time is asked for something else too
import asyncio
import time


async def wait_a_bit() -> float:
    start = time.monotonic()
    time.sleep(0.5)  # finding: warning, unsafe
    await asyncio.sleep(0)
    return time.monotonic() - start
# --- asyncio is there already
import asyncio
import time


async def wait_a_bit() -> None:
    time.sleep(0.5)  # finding: warning, unsafe
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
    reply = client.responses.create(model="gpt-4o", input=" ".join(answers))  # finding: note, unsafe
    print(reply.output_text)


asyncio.run(main())
# --- each of several that run together holds up the others
import asyncio

from openai import OpenAI

client = OpenAI()


async def ask(question: str) -> None:
    reply = client.responses.create(model="gpt-4o", input=question)  # finding: warning, unsafe
    print(reply.output_text)


async def main() -> None:
    await asyncio.gather(ask("Who?"), ask("Where?"))


asyncio.run(main())
# --- what a thread is given is made here
import asyncio

import requests


async def save(url: str, store) -> None:
    await asyncio.to_thread(store.put, requests.get(url, timeout=5).content)  # finding: warning, unsafe
# --- two functions sleep, and nothing else needs the import at the top
import time
from typing import Any


class Slow:
    async def first(self) -> list[Any]:
        time.sleep(1)  # finding: warning, unsafe
        return []

    async def second(self) -> list[Any]:
        time.sleep(0.5)  # finding: warning, unsafe
        return []
