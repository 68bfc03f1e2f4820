# --- it is read
import logging

from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    reply = client.responses.create(model="gpt-4o-mini", input=question)
    logging.info("tokens: %s", reply.usage)
    return reply.output_text
# --- the whole answer goes to somebody else
from openai import OpenAI
from openai.types.responses import Response

from .book import keep

client = OpenAI()


def ask(question: str) -> Response:
    return client.responses.create(model="gpt-4o-mini", input=question)


def tell(question: str) -> str:
    reply = client.responses.create(model="gpt-4o-mini", input=question)
    keep(reply)
    return reply.output_text


class Session:
    def ask(self, question: str) -> None:
        self.last = client.responses.create(model="gpt-4o-mini", input=question)
# --- a client that traces
from langfuse.openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    return client.responses.create(model="gpt-4o-mini", input=question).output_text
# --- the project traces
# project: langfuse openai
from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    return client.responses.create(model="gpt-4o-mini", input=question).output_text
# --- a gateway counts
from openai import OpenAI

client = OpenAI(base_url="https://oai.helicone.ai/v1")


def answer(question: str) -> str:
    return client.responses.create(model="gpt-4o-mini", input=question).output_text
# --- callbacks count
import litellm

litellm.success_callback = ["s3"]


def answer(question: str) -> str:
    reply = litellm.completion(model="gpt-4o-mini", messages=[{"role": "user", "content": question}])
    return str(reply.choices[0].message.content)
# --- a test
# path: tests/test_answer.py
from openai import OpenAI

client = OpenAI()


def test_answer() -> None:
    assert client.responses.create(model="gpt-4o-mini", input="Hello").output_text
# --- embeddings are not answers
from openai import OpenAI

client = OpenAI()


def vector(text: str) -> list[float]:
    return client.embeddings.create(model="text-embedding-3-small", input=text).data[0].embedding
# --- what comes from the thread is handed on whole
import asyncio

from openai import OpenAI

client = OpenAI()


async def ask(question: str):
    return await asyncio.to_thread(lambda: client.responses.create(model="gpt-4o-mini", input=question))


async def tell(question: str) -> str:
    reply = await asyncio.to_thread(client.responses.create, model="gpt-4o-mini", input=question)
    keep(reply)
    return reply.output_text
# --- nobody waits for it here: whoever does may read its usage
import asyncio

from openai import OpenAI

client = OpenAI()


async def both(one: str, other: str) -> list:
    return await asyncio.gather(
        asyncio.to_thread(client.responses.create, model="gpt-4o-mini", input=one),
        asyncio.to_thread(lambda: client.responses.create(model="gpt-4o-mini", input=other)),
    )
# --- a thread, and no model
import asyncio

from openai import OpenAI

client = OpenAI()


async def vector(text: str) -> list[float]:
    reply = await asyncio.to_thread(client.embeddings.create, model="text-embedding-3-small", input=text)
    return reply.data[0].embedding


async def read(path: str) -> str:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, lambda: open(path).read())
# --- the lambda reads the usage itself
import asyncio

from openai import OpenAI

client = OpenAI()


async def cost(question: str) -> int:
    return await asyncio.to_thread(
        lambda: client.responses.create(model="gpt-4o-mini", input=question).usage.total_tokens
    )
# --- a lambda that is kept, and no thread runs
from openai import OpenAI

client = OpenAI()
ask = lambda question: client.responses.create(model="gpt-4o-mini", input=question)
# --- an agent has a method of that name
from pydantic_ai import Agent

agent = Agent("openai:gpt-4o-mini")


def answer(question: str):
    return agent.run_sync(question)
# --- a page on which each visitor types a key
import streamlit as st
from openai import OpenAI

key = st.text_input("Your key", type="password")
question = st.text_input("Question")
if key and question:
    client = OpenAI(api_key=key)
    st.write(client.responses.create(model="gpt-4o", input=question).output_text)
# --- a helper that is given what the visitor typed
import streamlit as st
from openai import OpenAI


def answer(question: str, api_key: str) -> str:
    client = OpenAI(api_key=api_key)
    return client.responses.create(model="gpt-4o", input=question).output_text


st.write(answer(st.text_input("Question"), st.session_state.api_key))

# --- the answer of an old endpoint, which says nothing of tokens
from anthropic import Anthropic

client = Anthropic(timeout=60)


def answer(question: str) -> str:
    reply = client.completions.create(
        model="claude-2.1", prompt=question, max_tokens_to_sample=300
    )
    return reply.completion.strip()
# --- a text alone
from huggingface_hub import InferenceClient

client = InferenceClient(timeout=60)


def answer(question: str) -> str:
    return client.text_generation(question, max_new_tokens=100).strip()
# --- an adapter, and who asks it counts for all of them
# also: llm.py | import tiktoken\n\nfrom adapter import ask\n\n\ndef inference(prompt: str, state) -> str:\n    state.add_token_usage(len(tiktoken.get_encoding("cl100k_base").encode(prompt)))\n    return ask(prompt)
from openai import OpenAI

client = OpenAI()


def ask(prompt: str) -> str:
    reply = client.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": prompt}])
    return reply.choices[0].message.content
