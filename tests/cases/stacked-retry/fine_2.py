# --- a wrapper of three around a client of one more
from openai import OpenAI
from tenacity import retry, stop_after_attempt

client = OpenAI(timeout=60.0, max_retries=1)


@retry(stop=stop_after_attempt(4))
def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
# --- a call that says it is tried once
import anthropic
from tenacity import retry, stop_after_attempt

client = anthropic.Anthropic(timeout=60.0)


@retry(stop=stop_after_attempt(6))
def ask(messages: list) -> str:
    once = client.with_options(max_retries=0)
    return once.messages.create(model="claude-sonnet-4-5", max_tokens=9, messages=messages).id
# --- an answer that is empty is asked for again
from openai import OpenAI
from tenacity import retry, retry_if_result, stop_after_attempt

client = OpenAI(timeout=60.0)


@retry(stop=stop_after_attempt(8), retry=retry_if_result(lambda text: not text))
def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
# --- backoff for an answer that does not parse, and with a clock
import json

import backoff
from openai import OpenAI

client = OpenAI(timeout=60.0)


@backoff.on_exception(backoff.expo, json.JSONDecodeError, max_tries=8)
def ask(text: str) -> dict:
    return json.loads(
        client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
    )


@backoff.on_exception(backoff.expo, Exception, max_time=60)
def timed(text: str) -> str:
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
# --- nothing but the file is tried again
from openai import OpenAI
from tenacity import retry

client = OpenAI(timeout=60.0)


@retry
def read(path: str) -> str:
    with open(path) as file:
        return file.read()


def ask(path: str) -> str:
    text = read(path)
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
# --- attempts that the caller counts
from openai import OpenAI

client = OpenAI(timeout=60.0)


def ask(text: str, attempts: int) -> str:
    for _ in range(attempts):
        try:
            return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).id
        except Exception:
            continue
    raise RuntimeError
# --- three of one's own
import time

from openai import OpenAI

client = OpenAI(timeout=60.0)


def ask(text: str) -> str:
    for attempt in range(3):
        try:
            return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).id
        except Exception:
            time.sleep(attempt)
    raise RuntimeError
# --- the handler gives up at once
from openai import OpenAI

client = OpenAI(timeout=60.0)


def ask(text: str) -> str | None:
    for _ in range(9):
        try:
            return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).id
        except Exception:
            return None
    return None
# --- a person is asked again
from openai import OpenAI

client = OpenAI(timeout=60.0)


def main() -> str:
    while True:
        text = input("> ")
        try:
            return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).id
        except Exception as error:
            print(error)
# --- LangChain's own three around its three
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o", max_tokens=500, timeout=60.0).with_retry()
one = ChatOpenAI(model="gpt-4o", timeout=60.0, max_retries=0).with_retry(stop_after_attempt=9)
# --- a decorator that is only called so
from openai import OpenAI

from .jobs import retry

client = OpenAI(timeout=60.0)


@retry
def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
# --- embeddings are not judged
from openai import OpenAI
from tenacity import retry, stop_after_attempt

client = OpenAI(timeout=60.0)


@retry(stop=stop_after_attempt(6))
def embed(text: str) -> list:
    return client.embeddings.create(model="text-embedding-3-small", input=text).data
# --- a stop of either kind, the lower one counts
from openai import OpenAI
from tenacity import retry, stop_after_attempt, stop_after_delay

client = OpenAI(timeout=60.0)


@retry(stop=stop_after_attempt(3) | stop_after_delay(60))
def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
