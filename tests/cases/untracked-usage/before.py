# --- one call, whose answer is kept in a name
from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    reply = client.responses.create(model="gpt-4o-mini", input=question)  # finding: note, unsafe
    return reply.output_text
# --- used up at once, and a second call
from anthropic import AsyncAnthropic

client = AsyncAnthropic()


async def title(text: str) -> str:
    return (
        await client.messages.create(  # finding: note, unsafe
            model="claude-haiku-4-5",
            max_tokens=50,
            messages=[{"role": "user", "content": text}],
        )
    ).content[0].text


async def summary(text: str) -> str:
    reply = await client.messages.create(
        model="claude-haiku-4-5", max_tokens=500, messages=[{"role": "user", "content": text}]
    )
    print(reply)
    return reply.content[0].text
# --- a stream says it at its end
from openai import OpenAI

client = OpenAI()


def tell(question: str) -> None:
    for event in client.responses.create(model="gpt-4o-mini", input=question, stream=True):  # finding: note, manual
        print(event)
# --- what a loop goes through comes in parts, whatever its arguments say
from anthropic import Anthropic

client = Anthropic()


def tell(question: str, **more: object) -> None:
    for event in client.messages.create(model="claude-haiku-4-5", **more):  # finding: note, manual
        print(event)
# --- a thread makes the call: its answer is what is awaited
import asyncio

from openai import OpenAI

client = OpenAI()


async def answer(question: str) -> str:
    reply = await asyncio.to_thread(
        lambda: client.responses.create(model="gpt-4o-mini", input=question)  # finding: note, unsafe
    )
    return reply.output_text
# --- a thread is handed the function, and its arguments
import asyncio

from openai import OpenAI

client = OpenAI()


async def answer(question: str) -> str:
    return (
        await asyncio.to_thread(client.responses.create, model="gpt-4o-mini", input=question)  # finding: note, unsafe
    ).output_text
# --- an executor is handed a call with its arguments
import asyncio
from functools import partial

from openai import OpenAI

client = OpenAI()


async def answer(question: str) -> str:
    loop = asyncio.get_running_loop()
    reply = await loop.run_in_executor(
        None, partial(client.responses.create, model="gpt-4o-mini", input=question)  # finding: note, unsafe
    )
    return reply.output_text
# --- anyio, and a lambda
import anyio
from anthropic import Anthropic

client = Anthropic()


async def answer(question: str) -> str:
    reply = await anyio.to_thread.run_sync(
        lambda: client.messages.create(  # finding: note, unsafe
            model="claude-haiku-4-5",
            max_tokens=500,
            messages=[{"role": "user", "content": question}],
        ),
        abandon_on_cancel=True,
    )
    return reply.content[0].text
# --- a line of a log is no more than a printed one
import logging

from openai import OpenAI

client = OpenAI()
logger = logging.getLogger(__name__)


def answer(question: str) -> str:
    reply = client.responses.create(model="gpt-4o-mini", input=question)  # finding: note, unsafe
    logger.debug("%s", reply)
    return reply.output_text
# --- a key that is filled in with ours
import os

import streamlit as st
from openai import OpenAI

key = st.text_input("Key", value=os.getenv("OPENAI_API_KEY", ""), type="password")
client = OpenAI(api_key=key)
answer = client.responses.create(model="gpt-4o", input="Hi!")  # finding: note, unsafe
st.write(answer.output_text)
# --- a helper that is given a key from nobody knows where
from openai import OpenAI


def answer(question: str, api_key: str) -> str:
    client = OpenAI(api_key=api_key)
    reply = client.responses.create(model="gpt-4o", input=question)  # finding: note, unsafe
    return reply.output_text
# --- an old endpoint beside one whose answers tell
from anthropic import Anthropic

client = Anthropic(timeout=60)


def old(question: str) -> str:
    return client.completions.create(model="claude-2.1", prompt=question, max_tokens_to_sample=300).completion


def new(question: str) -> str:
    reply = client.messages.create(  # finding: note, unsafe
        model="claude-3-5-haiku-20241022", max_tokens=300, messages=[{"role": "user", "content": question}]
    )
    return reply.content[0].text
# --- another file bounds what is asked, and counts nothing
# also: cut.py | import tiktoken\n\n\ndef cut(text: str, max_tokens: int) -> str:\n    names = tiktoken.get_encoding("cl100k_base")\n    return names.decode(names.encode(text)[:max_tokens])
from cut import cut
from openai import OpenAI

client = OpenAI()


def ask(prompt: str) -> str:
    reply = client.chat.completions.create(  # finding: note, unsafe
        model="gpt-4o-mini", messages=[{"role": "user", "content": cut(prompt, 900)}]
    )
    return reply.choices[0].message.content
