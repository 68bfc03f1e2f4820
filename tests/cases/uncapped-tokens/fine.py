# --- a cap under each of its names
from openai import OpenAI

client = OpenAI(timeout=30)
one = client.chat.completions.create(model="gpt-4o", messages=[], max_tokens=500)
two = client.chat.completions.create(model="o3-mini", messages=[], max_completion_tokens=2000)
three = client.responses.create(model="gpt-4o", input="hello", max_output_tokens=500)
four = client.completions.create(model="gpt-3.5-turbo-instruct", prompt="hello")
# --- the SDK demands a cap
from anthropic import Anthropic

client = Anthropic(timeout=30)


def ask(messages):
    return client.messages.create(model="claude-sonnet-4-5", messages=messages, max_tokens=1024)


def incomplete(messages):
    return client.messages.create(model="claude-sonnet-4-5", messages=messages)
# --- embeddings, images, audio, moderation, files
from openai import OpenAI

client = OpenAI(timeout=30)
client.embeddings.create(model="text-embedding-3-small", input="a")
client.images.generate(model="gpt-image-1", prompt="a")
client.audio.speech.create(model="tts-1", voice="alloy", input="a")
client.moderations.create(input="a")
client.files.create(file=open("a.jsonl", "rb"), purpose="batch")
client.beta.assistants.create(model="gpt-4o")
client.beta.threads.messages.create(thread_id="t", role="user", content="a")
# --- params of this file with the cap among them
from openai import OpenAI

client = OpenAI(timeout=30)
COMMON = dict(model="gpt-4o", max_tokens=500)


def ask(messages: list[dict], **more):
    return client.chat.completions.create(messages=messages, **COMMON)


def built(messages: list[dict], creative: bool):
    params = {"model": "gpt-4o", "messages": messages}
    params["max_tokens"] = 800 if creative else 200
    return client.chat.completions.create(**params)


def updated(messages: list[dict]):
    params = {"model": "gpt-4o"}
    params.update(max_completion_tokens=500, temperature=0)
    return client.chat.completions.create(messages=messages, **params)
# --- the cap under a computed key
from openai import OpenAI

client = OpenAI(timeout=30)


def ask(model: str, messages: list[dict]):
    key = "max_completion_tokens" if model.startswith("o") else "max_tokens"
    return client.chat.completions.create(model=model, messages=messages, **{key: 500})


def later(model: str, messages: list[dict]):
    params = {"model": model}
    params["max_completion_tokens" if model.startswith("o") else "max_tokens"] = 500
    return client.chat.completions.create(messages=messages, **params)
# --- arguments that this file does not show
from openai import OpenAI

from app.params import build_params, defaults

client = OpenAI(timeout=30)


def ask(messages: list[dict], **options):
    return client.chat.completions.create(model="gpt-4o", messages=messages, **options)


def other(messages: list[dict], params: dict):
    client.chat.completions.create(**build_params(messages))
    client.chat.completions.create(messages=messages, **defaults)
    return client.chat.completions.create(messages=messages, **{**defaults, **params})
# --- params that a helper fills
from openai import OpenAI

from app.params import add_limits

client = OpenAI(timeout=30)


def ask(messages: list[dict]):
    params = {"model": "gpt-4o", "messages": messages}
    add_limits(params)
    return client.chat.completions.create(**params)
# --- the cap from a constant, a dataclass, settings, the environment
import os
from dataclasses import dataclass

from openai import OpenAI

from app.settings import settings

client = OpenAI(timeout=30)
MAX_TOKENS = 500


@dataclass(frozen=True)
class Config:
    model: str = "gpt-4o"
    max_tokens: int = 800


config = Config()


def ask(messages: list[dict], limit: int = 300):
    create = client.chat.completions.create
    create(model="gpt-4o", messages=messages, max_tokens=MAX_TOKENS)
    create(model=config.model, messages=messages, max_tokens=config.max_tokens)
    create(model="gpt-4o", messages=messages, max_tokens=settings.max_tokens)
    create(model="gpt-4o", messages=messages, max_tokens=int(os.environ["MAX_TOKENS"]))
    return create(model="gpt-4o", messages=messages, max_tokens=limit)
# --- a LangChain model with a cap
from langchain_anthropic import ChatAnthropic
from langchain_openai import ChatOpenAI, OpenAI

one = ChatOpenAI(model="gpt-4o", max_tokens=500)
two = ChatOpenAI(model="gpt-4o", max_completion_tokens=500)
three = ChatOpenAI(model="gpt-4o", model_kwargs={"max_tokens": 500})
four = ChatAnthropic(model="claude-sonnet-4-5", max_tokens=1024)
five = OpenAI(model="gpt-3.5-turbo-instruct")
# --- a cap bound to the model, or given at the call
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o").bind(max_tokens=500)
second = ChatOpenAI(model="gpt-4o")


def ask(question: str) -> str:
    return second.invoke(question, max_tokens=300).content
# --- google-genai with a cap in its config
from google import genai
from google.genai import types

from app.configs import load_config

client = genai.Client(http_options={"timeout": 30_000})
CONFIG = types.GenerateContentConfig(max_output_tokens=500, temperature=0)


def ask(prompt: str):
    client.models.generate_content(
        model="gemini-2.0-flash", contents=prompt, config={"max_output_tokens": 500}
    )
    client.models.generate_content(model="gemini-2.0-flash", contents=prompt, config=load_config())
    return client.models.generate_content(model="gemini-2.0-flash", contents=prompt, config=CONFIG)
# --- counting, embedding, listing
from google import genai

client = genai.Client(http_options={"timeout": 30_000})
client.models.count_tokens(model="gemini-2.0-flash", contents="a")
client.models.embed_content(model="text-embedding-004", contents="a")
# --- functions of one's own with the name of an SDK's
from app.llm import completion, generate_content


def prompt(text: str) -> str:
    return completion(model="gpt-4o", messages=[{"role": "user", "content": text}])


class Chat:
    def create(self, model: str, messages: list) -> str:
        return generate_content(model=model, contents=messages)


answer = Chat().create(model="gpt-4o", messages=[])
# --- a local function shadows an import
from litellm import completion


def render(pages):
    def completion(done, total):
        return done / total

    return completion(sum(pages), len(pages))
# --- names in docstrings and strings
import openai


def help_text() -> str:
    """Call ``client.chat.completions.create(model="gpt-4o", messages=[])``."""
    # client.chat.completions.create(model="gpt-4o", messages=messages)
    return f"openai {openai.__version__}: client.chat.completions.create(...)"
# --- create() of other things
from openai import OpenAI

from app.db import users

client = OpenAI(timeout=30)
users.create(name="a")
users.chat.create(model="gpt-4o")
client.vector_stores.create(name="docs")
client.fine_tuning.jobs.create(model="gpt-4o-mini", training_file="f")
client.batches.create(input_file_id="f", endpoint="/v1/chat/completions", completion_window="24h")
# --- reading what was generated before
from openai import OpenAI

client = OpenAI(timeout=30)
client.chat.completions.retrieve("id")
client.responses.retrieve("id")
client.responses.input_items.list("id")
client.models.list()
# --- a mocked client in a test
from unittest.mock import MagicMock

client = MagicMock()
client.chat.completions.create.return_value.choices = []


def test_called():
    client.chat.completions.create.assert_called_once()
# --- ollama with num_predict
import ollama

OPTIONS = {"num_predict": 300, "temperature": 0}
one = ollama.chat(model="llama3.2", messages=[], options=OPTIONS)
two = ollama.generate(model="llama3.2", prompt="a", options={**OPTIONS, "seed": 1})
three = ollama.embed(model="nomic-embed-text", input="a")
four = ollama.chat(model="llama3.2", messages=[], options=ollama.Options(num_predict=100))
# --- functools.partial carries the cap
from functools import partial

from openai import OpenAI

client = OpenAI(timeout=30)
ask = partial(client.chat.completions.create, model="gpt-4o", max_tokens=500)
reply = ask(messages=[{"role": "user", "content": "hello"}])
# --- litellm with a cap, and a Router
import litellm

one = litellm.completion(model="gpt-4o", messages=[], max_tokens=500)
two = litellm.embedding(model="text-embedding-3-small", input=["a"])


async def ask(messages, **options):
    return await litellm.acompletion(model="gpt-4o", messages=messages, **options)
# --- the cap as a conditional entry
from openai import OpenAI

client = OpenAI(timeout=30)


def ask(messages, limit=None):
    return client.chat.completions.create(
        model="gpt-4o", messages=messages, **({"max_tokens": limit} if limit else {})
    )
# --- a subclass of the model with a cap of its own
from langchain_openai import ChatOpenAI


class CappedChat(ChatOpenAI):
    max_tokens: int = 500


llm = CappedChat(model="gpt-4o")
# --- a patched method counts calls only
from openai import OpenAI

client = OpenAI(timeout=30)
create = client.chat.completions.create


def counted(*args, **kwargs):
    kwargs.setdefault("max_tokens", 500)
    return create(*args, **kwargs)


client.chat.completions.create = counted
# --- exactly the policy's limit, and a negative index elsewhere
from openai import OpenAI

client = OpenAI(timeout=30)
reply = client.responses.create(model="gpt-4o", input="a", max_output_tokens=64_000)
# --- extra_body carries the cap to another provider
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1", timeout=30)
reply = client.chat.completions.create(
    model="local", messages=[], extra_body={"max_tokens": 500, "top_k": 40}
)


# --- agno's Ollama refuses the name: there is no answer that could be too long
from agno.models.ollama import Ollama

small = Ollama(id="llama3.2", max_tokens=256)
big = Ollama(id="llama3.2", request_params={"options": {"num_predict": 300}})
# --- a wrapper whose callers all give a cap, by any name
from openai import OpenAI

client = OpenAI()


def ask(prompt: str, **options) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": prompt}], **options
    )
    return reply.choices[0].message.content or ""


def title(text: str) -> str:
    return ask(f"A title for {text}", max_tokens=20)


def summary(text: str) -> str:
    return ask(f"A summary of {text}", max_completion_tokens=400)


def any_text(text: str, **more) -> str:
    return ask(text, **more)
# --- a wrapper that fills the cap in
from openai import OpenAI

client = OpenAI()


def ask(prompt: str, **options) -> str:
    options.setdefault("max_tokens", 500)
    reply = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": prompt}], **options
    )
    return reply.choices[0].message.content or ""


def tell(prompt: str, **options) -> str:
    if "max_tokens" not in options:
        options["max_tokens"] = 500
    reply = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": prompt}], **options
    )
    return reply.choices[0].message.content or ""


def short() -> str:
    return ask("a poem") + tell("a joke")
# --- a wrapper that hands its options to somebody else first
from openai import OpenAI

from shop.limits import with_limits

client = OpenAI()


def ask(prompt: str, **options) -> str:
    with_limits(options)
    reply = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": prompt}], **options
    )
    return reply.choices[0].message.content or ""


def poem() -> str:
    return ask("a poem")
# --- a wrapper that only other files call
from openai import OpenAI

client = OpenAI()


def ask(prompt: str, **options) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": prompt}], **options
    )
    return reply.choices[0].message.content or ""
# --- a wrapper with a parameter for the cap, and a caller that leaves the default
from openai import OpenAI

client = OpenAI()


def ask(prompt: str, limit: int = 300, **options) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o",
        max_tokens=limit,
        messages=[{"role": "user", "content": prompt}],
        **options,
    )
    return reply.choices[0].message.content or ""


def poem() -> str:
    return ask("a poem", temperature=1)
# --- a method of the same name as one of Bedrock's
import boto3


class Bot:
    store = boto3.client("s3")

    def converse(self, text: str) -> str:
        return text

    def run(self) -> str:
        return self.converse("hi") + Bot().converse("ho")
# --- a thread is handed the cap as well
import asyncio

from openai import OpenAI

client = OpenAI()


async def answer(question: str) -> str:
    reply = await asyncio.to_thread(
        client.chat.completions.create,
        model="gpt-4o",
        max_tokens=500,
        messages=[{"role": "user", "content": question}],
    )
    return reply.choices[0].message.content
# --- a thread runs another function of that name
import asyncio

from store import records


async def add(text: str) -> None:
    await asyncio.to_thread(records.create, model="gpt-4o", text=text)
