# --- a derived client that is kept
from openai import OpenAI

base = OpenAI()
client = base.with_options(timeout=20)


def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text).output_text
# --- derived in the constructor of a class
from anthropic import AsyncAnthropic


class Writer:
    def __init__(self) -> None:
        self.client = AsyncAnthropic().with_options(timeout=30.0)

    async def write(self, messages):
        return await self.client.messages.create(
            model="claude-sonnet-4-5", max_tokens=500, messages=messages
        )
# --- a wall clock in the function that calls the helper
import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI()


async def _ask(text: str) -> str:
    return (await client.responses.create(model="gpt-4o", input=text)).output_text


async def ask(text: str) -> str:
    return await asyncio.wait_for(_ask(text), timeout=20)
# --- the wall clock under its own name
from asyncio import timeout, wait_for

from openai import AsyncOpenAI

client = AsyncOpenAI()


async def one(text: str) -> str:
    async with timeout(20):
        return (await client.responses.create(model="gpt-4o", input=text)).output_text


async def two(text: str):
    task = client.responses.create(model="gpt-4o", input=text)
    return await wait_for(task, 20)
# --- a decorator with a limit
from openai import AsyncOpenAI

from app.limits import with_timeout

client = AsyncOpenAI()


@with_timeout(seconds=20)
async def ask(text: str) -> str:
    return (await client.responses.create(model="gpt-4o", input=text)).output_text
# --- options merged with the operator
from langchain_openai import ChatOpenAI

BASE = {"temperature": 0}
LIMITS = {"timeout": 30, "max_retries": 2}

one = ChatOpenAI(model="gpt-4o", **(BASE | LIMITS))
two = ChatOpenAI(model="gpt-4o", **{**BASE, **LIMITS})
three = ChatOpenAI(**dict(BASE, model="gpt-4o", timeout=30))
# --- a dict per environment
import os

from openai import OpenAI

OPTIONS = {"dev": {"timeout": 20}, "prod": {"timeout": 60, "max_retries": 3}}

client = OpenAI(**OPTIONS[os.environ["STAGE"]])
# --- a limit set after construction
from langchain_openai import ChatOpenAI
from openai import OpenAI

client = OpenAI()
client.timeout = 30

llm = ChatOpenAI(model="gpt-4o")
llm.request_timeout = 30
# --- google-genai: every call carries its own options
from google import genai
from google.genai import types

client = genai.Client()


def ask(prompt: str) -> str:
    return client.models.generate_content(
        model="gemini-2.0-flash",
        contents=prompt,
        config=types.GenerateContentConfig(http_options=types.HttpOptions(timeout=20_000)),
    ).text
# --- a pydantic settings object as keyword arguments
from openai import OpenAI

from app.settings import ClientSettings

client = OpenAI(**ClientSettings().model_dump())
# --- the SDK's own default passed on by name is somebody else's choice
from openai import OpenAI
from openai._constants import DEFAULT_TIMEOUT

from app.settings import TIMEOUT

client = OpenAI(timeout=TIMEOUT)
# --- a fixture of tests with a fake transport
import httpx
import pytest
from openai import OpenAI


@pytest.fixture
def client():
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json={}))
    return OpenAI(api_key="test", http_client=httpx.Client(transport=transport))
# --- match statement, walrus, and a positional-only default
from openai import OpenAI


def make(kind: str, /, limit: float = 30.0):
    match kind:
        case "openai":
            return OpenAI(timeout=limit)
        case _:
            if (client := OpenAI(timeout=limit)) is not None:
                return client
    return None
