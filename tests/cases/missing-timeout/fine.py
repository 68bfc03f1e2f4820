# --- the client sets a limit
from openai import OpenAI

client = OpenAI(timeout=30.0)


def answer(question: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": question}]
    )
    return reply.choices[0].message.content or ""
# --- exactly the policy's limit passes
from openai import OpenAI

client = OpenAI(timeout=120)
# --- groq stops after 60 s by itself
from groq import Groq

client = Groq()


def ask(text: str) -> str:
    return client.chat.completions.create(
        model="llama-3.3-70b-versatile", messages=[{"role": "user", "content": text}]
    ).choices[0].message.content
# --- every use seen sets its own limit
from openai import OpenAI

client = OpenAI()


def quick(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text, timeout=20).output_text


def slower(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text, timeout=90).output_text
# --- with_options on the way
from anthropic import Anthropic

client = Anthropic()


def ask(messages: list[dict]) -> str:
    bounded = client.with_options(timeout=45.0, max_retries=1)
    return bounded.messages.create(model="claude-sonnet-4-5", max_tokens=500, messages=messages)


def ask_inline(messages: list[dict]) -> str:
    return client.with_options(timeout=45.0).messages.create(
        model="claude-sonnet-4-5", max_tokens=500, messages=messages
    )
# --- a wall clock around the only call
import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI()


async def ask(text: str) -> str:
    async with asyncio.timeout(30):
        reply = await client.responses.create(model="gpt-4o", input=text)
    return reply.output_text
# --- asyncio.wait_for around the only call
import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI()


async def ask(text: str):
    return await asyncio.wait_for(
        client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "user", "content": text}]
        ),
        timeout=25,
    )
# --- anyio around the stream
import anyio
from anthropic import AsyncAnthropic

client = AsyncAnthropic()


async def stream(messages):
    with anyio.fail_after(60):
        async with client.messages.stream(
            model="claude-sonnet-4-5", max_tokens=800, messages=messages
        ) as events:
            async for text in events.text_stream:
                yield text
# --- a client made in another file
from app.clients import client


def ask(text: str) -> str:
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": text}]
    ).choices[0].message.content
# --- a client passed in
from openai import OpenAI


def ask(client: OpenAI, text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text).output_text


class Service:
    def __init__(self, llm: OpenAI) -> None:
        self.llm = llm

    def ask(self, text: str) -> str:
        return self.llm.responses.create(model="gpt-4o", input=text).output_text
# --- arguments this file does not show
from openai import OpenAI

from app.settings import client_options


def make(**kwargs) -> OpenAI:
    return OpenAI(**kwargs)


client = OpenAI(**client_options())
# --- a timeout in a dict that is spread
from langchain_openai import ChatOpenAI

COMMON = dict(temperature=0, timeout=45)
COMMON["max_retries"] = 2

llm = ChatOpenAI(model="gpt-4o", **COMMON)
judge = ChatOpenAI(model="gpt-4o-mini", **{**COMMON, "temperature": 1})
# --- a timeout added to the dict below
from openai import OpenAI

options = {"api_key": "from-the-vault"}
options["timeout"] = 20.0
client = OpenAI(**options)

others = {}
others.update(timeout=20.0, max_retries=1)
second = OpenAI(**others)
# --- the limit comes from settings
import os

from langchain_openai import ChatOpenAI
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    llm_timeout: float = 30.0


settings = Settings()
llm = ChatOpenAI(model="gpt-4o", timeout=settings.llm_timeout)
other = ChatOpenAI(model="gpt-4o", request_timeout=float(os.environ["LLM_TIMEOUT"]))
# --- a limit that depends
from openai import OpenAI

from app import settings

client = OpenAI(timeout=120 if settings.batch else 20)
second = OpenAI(timeout=settings.timeout or 30)
# --- httpx.Timeout objects
import httpx
from openai import OpenAI

client = OpenAI(timeout=httpx.Timeout(60.0, connect=5.0))
second = OpenAI(timeout=httpx.Timeout(connect=5, read=60, write=10, pool=None))
LIMIT = httpx.Timeout(30)
third = OpenAI(timeout=LIMIT)
# --- an own HTTP client with a limit
import httpx
from openai import OpenAI

client = OpenAI(http_client=httpx.Client(timeout=20.0, proxy="http://proxy:3128"))
# --- an own HTTP client made elsewhere
from openai import OpenAI

from app.http import shared_client

client = OpenAI(http_client=shared_client)
# --- google-genai counts in milliseconds
from google import genai
from google.genai import types

client = genai.Client(http_options=types.HttpOptions(timeout=30_000))
second = genai.Client(http_options={"timeout": 30_000, "api_version": "v1"})
OPTIONS = types.HttpOptions(timeout=60 * 1000)
third = genai.Client(api_key="from-the-vault", http_options=OPTIONS)
# --- mistralai with its own name and unit
from mistralai import Mistral

client = Mistral(api_key="from-the-vault", timeout_ms=30_000)
# --- ollama with a timeout for httpx
from ollama import Client

client = Client(host="http://localhost:11434", timeout=60)
print(client.chat(model="llama3.2", messages=[]))
# --- the limit is set on the module
import openai

openai.api_key = "from-the-vault"
openai.timeout = 20


def ask(text: str) -> str:
    return openai.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": text}]
    ).choices[0].message.content
# --- openai below 1.0 with request_timeout
# project: openai==0.28.1
import openai


def ask(text: str) -> str:
    return openai.ChatCompletion.create(
        model="gpt-4", messages=[{"role": "user", "content": text}], request_timeout=30
    )
# --- litellm with a limit
import litellm
from litellm import acompletion


def ask(messages):
    return litellm.completion(model="gpt-4o", messages=messages, timeout=30)


async def later(messages, **options):
    return await acompletion(model="gpt-4o", messages=messages, **options)
# --- classes of other packages with the same names
from myproject.llms import ChatOpenAI, OpenAI

llm = ChatOpenAI(model="gpt-4o")
client = OpenAI()
# --- a class of this file with the name of an SDK's
import openai


class OpenAI:
    def __init__(self, name: str) -> None:
        self.name = name


plan = OpenAI("enterprise")
print(openai.__version__)
# --- names in docstrings, comments and strings
import openai


def ask(text: str) -> str:
    """Ask the model.

    >>> client = OpenAI()
    >>> client.chat.completions.create(model="gpt-4o", messages=[])
    """
    # client = openai.OpenAI()
    example = "client = OpenAI()"
    return example + openai.__version__
# --- only types are imported
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openai import OpenAI


def count(client: OpenAI) -> int:
    return len(client.models.list().data)
# --- a subclass that sets the limit
from openai import OpenAI


class BoundedOpenAI(OpenAI):
    def __init__(self, **options):
        super().__init__(timeout=30, **options)


client = BoundedOpenAI()
# --- a dataclass of settings
from dataclasses import dataclass

from langchain_openai import ChatOpenAI


@dataclass
class Config:
    timeout: float = 30.0
    temperature: float = 0.2


config = Config()
llm = ChatOpenAI(model="gpt-4o", timeout=config.timeout, temperature=config.temperature)
# --- functools.partial carries the limit
from functools import partial

from langchain_openai import ChatOpenAI

make_model = partial(ChatOpenAI, timeout=30, max_retries=2)
fast = make_model(model="gpt-4o-mini")
good = make_model(model="gpt-4o")
# --- a test that mocks the SDK
from unittest.mock import MagicMock, patch


def test_answer():
    with patch("app.chat.OpenAI") as OpenAI:
        OpenAI.return_value.chat.completions.create.return_value = MagicMock()
        client = OpenAI()
        assert client.chat.completions.create(model="gpt-4o", messages=[])
# --- a name that is rebound to something else
from openai import OpenAI

from app.fakes import FakeOpenAI

OpenAI = FakeOpenAI
client = OpenAI()
# --- optional import with a placeholder
try:
    from openai import OpenAI
except ImportError:
    OpenAI = None

client = OpenAI(timeout=30) if OpenAI is not None else None
# --- only constants and errors of the SDK
from openai import APITimeoutError, RateLimitError


def is_transient(error: Exception) -> bool:
    return isinstance(error, APITimeoutError | RateLimitError)
# --- llama-index has 60 s of its own
from llama_index.llms.openai import OpenAI

llm = OpenAI(model="gpt-4o", temperature=0.1)
# --- bedrock has 60 s of its own
import boto3

client = boto3.client("bedrock-runtime", region_name="eu-central-1")
reply = client.converse(modelId="anthropic.claude-3-haiku-20240307-v1:0", messages=[])
# --- a keyword after a positional spread
from langchain_openai import ChatOpenAI


def make(*args, **options):
    options.setdefault("timeout", 30)
    return ChatOpenAI(*args, **options)
