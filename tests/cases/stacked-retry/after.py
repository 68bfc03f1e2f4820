# --- tenacity around a client that retries
from openai import OpenAI
from tenacity import retry, stop_after_attempt, wait_random_exponential

client = OpenAI(timeout=60.0, max_retries=0)


@retry(wait=wait_random_exponential(min=1, max=60), stop=stop_after_attempt(6))  # finding: warning, unsafe
def ask(text: str) -> str:
    reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=text)
    return reply.output_text
# --- tenacity without a stop
from openai import OpenAI
from tenacity import retry
from tenacity import stop_after_attempt

client = OpenAI(timeout=60.0, max_retries=0)


@retry(stop=stop_after_attempt(3))  # finding: error, unsafe
def ask(text: str) -> str:
    reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=text)
    return reply.output_text
# --- tenacity waits, and never stops
import tenacity
from openai import OpenAI

client = OpenAI(timeout=60.0)


@tenacity.retry(wait=tenacity.wait_fixed(2), stop=tenacity.stop_after_attempt(3))  # finding: error, unsafe
def ask(text: str) -> str:
    reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=text)
    return reply.output_text
# --- backoff, the call in a helper
import backoff
import openai

client = openai.OpenAI(timeout=60.0, max_retries=0)


def _ask(text: str) -> str:
    reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=text)
    return reply.output_text


@backoff.on_exception(backoff.expo, openai.RateLimitError, max_tries=8)  # finding: warning, unsafe
def ask(text: str) -> str:
    return _ask(text)


@backoff.on_exception(backoff.expo, openai.RateLimitError, max_tries=3)  # finding: error, unsafe
def other(text: str) -> str:
    return _ask(text)
# --- a loop of one's own
import time

from openai import OpenAI

client = OpenAI(timeout=60.0, max_retries=0)


def ask(text: str) -> str:
    for attempt in range(5):  # finding: warning, unsafe
        try:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=text)
            return reply.output_text
        except Exception:
            time.sleep(2**attempt)
    raise RuntimeError
# --- a loop of one's own that never stops
import time

import openai

client = openai.OpenAI(timeout=60.0)


def ask(messages: list) -> str:
    attempts = 0
    while True:  # finding: error, unsafe
        attempts += 1
        if attempts > 3:
            raise RuntimeError("gave up after 3 attempts")
        try:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=500, input=messages)
            return reply.output_text
        except openai.RateLimitError:
            time.sleep(20)
# --- AsyncRetrying, and a client whose retries were raised
from anthropic import AsyncAnthropic
from tenacity import AsyncRetrying, stop_after_attempt

client = AsyncAnthropic(timeout=60.0, max_retries=0)


async def ask(messages: list) -> str:
    async for attempt in AsyncRetrying(stop=stop_after_attempt(3)):  # finding: warning, unsafe
        with attempt:
            reply = await client.messages.create(
                model="claude-sonnet-4-5", max_tokens=500, messages=messages
            )
    return reply.content[0].text
# --- LangChain's own wrapper
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o", max_tokens=500, timeout=60.0, max_retries=0).with_retry(stop_after_attempt=6)  # finding: warning, unsafe
