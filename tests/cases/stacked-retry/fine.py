# --- three times three
from openai import OpenAI
from tenacity import retry, stop_after_attempt

client = OpenAI(timeout=60.0)


@retry(stop=stop_after_attempt(3))
def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
# --- the client does not retry, or not here
from openai import OpenAI
from tenacity import retry, stop_after_attempt

client = OpenAI(timeout=60.0, max_retries=0)
other = OpenAI(timeout=60.0)


@retry(stop=stop_after_attempt(6))
def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text


@retry(stop=stop_after_attempt(6))
def ask_other(text: str) -> str:
    quick = other.with_options(max_retries=0)
    return quick.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
# --- an answer that does not fit is no failed request
import json

from openai import OpenAI
from pydantic import ValidationError
from tenacity import retry, retry_if_exception_type, stop_after_attempt

client = OpenAI(timeout=60.0)


@retry(stop=stop_after_attempt(6), retry=retry_if_exception_type(ValidationError))
def ask(text: str) -> dict:
    return json.loads(
        client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
    )


def again(text: str) -> dict:
    for _ in range(6):
        reply = client.responses.create(model="gpt-4o", max_output_tokens=5, input=text)
        try:
            return json.loads(reply.output_text)
        except ValueError:
            continue
    raise RuntimeError


def and_again(text: str) -> dict:
    for _ in range(6):
        try:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=5, input=text)
            return json.loads(reply.output_text)
        except json.JSONDecodeError:
            continue
    raise RuntimeError
# --- an SDK that does not retry by itself
from google import genai
from tenacity import retry, stop_after_attempt

client = genai.Client()


@retry(stop=stop_after_attempt(6))
def ask(text: str) -> str:
    return client.models.generate_content(model="gemini-2.0-flash", contents=text).text
# --- a clock stops it, or the number is not known here
from openai import OpenAI
from tenacity import retry, stop_after_attempt, stop_after_delay

from .settings import ATTEMPTS, options

client = OpenAI(timeout=60.0)


@retry(stop=stop_after_delay(60))
def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text


@retry(stop=stop_after_attempt(ATTEMPTS))
def ask_more(text: str) -> str:
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text


@retry(**options)
def ask_less(text: str) -> str:
    return client.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text
# --- a client of another file, an item each, no model at all
import requests
from openai import OpenAI
from tenacity import retry, stop_after_attempt

from .clients import client as elsewhere

client = OpenAI(timeout=60.0)


@retry(stop=stop_after_attempt(6))
def ask(text: str) -> str:
    return elsewhere.responses.create(model="gpt-4o", max_output_tokens=5, input=text).output_text


@retry
def page(url: str) -> str:
    return requests.get(url, timeout=10).text


def each(texts: list[str]) -> list[str]:
    found = []
    for text in texts:
        try:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=5, input=text)
            found.append(reply.output_text)
        except Exception:
            found.append("")
    return found


def rounds(topic: str) -> None:
    for number in range(20):
        try:
            client.responses.create(model="gpt-4o", max_output_tokens=5, input=f"{topic} {number}")
        except Exception as error:
            print(error)
# --- counted after all
import time

import openai

client = openai.OpenAI(timeout=60.0, max_retries=0)


def ask(messages: list) -> str:
    failures = 0
    while True:
        try:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=5, input=messages)
            return reply.output_text
        except openai.RateLimitError:
            failures += 1
            if failures > 5:
                raise
            time.sleep(20)
# --- another model each time
from openai import OpenAI

client = OpenAI(timeout=60.0)
MODELS = ["gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini", "gpt-4.1-nano"]


def ask(text: str) -> str:
    for model in MODELS:
        try:
            return client.responses.create(model=model, max_output_tokens=5, input=text).output_text
        except Exception:
            continue
    raise RuntimeError
# --- a failure that is not tried again
from openai import OpenAI

client = OpenAI(timeout=60.0)


def ask(texts: list) -> str:
    for number in range(12):
        try:
            reply = client.responses.create(model="gpt-4o", max_output_tokens=5, input="Go on.")
            texts.append(reply.output_text)
        except Exception:
            raise RuntimeError(number) from None
    return "".join(texts)
