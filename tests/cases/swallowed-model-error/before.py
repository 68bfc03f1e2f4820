# --- an answer is made up
import logging

from openai import OpenAI

client = OpenAI()
logger = logging.getLogger(__name__)


def classify(ticket: str) -> str:
    try:
        reply = client.responses.create(model="gpt-4o-mini", input=ticket)
        return reply.output_text
    except Exception:  # finding: warning, unsafe
        # whatever happens, somebody answers
        return "general"
# --- nothing at all, and the file has no logger
from anthropic import Anthropic

client = Anthropic()


def keywords(text: str) -> list[str]:
    words: list[str] = []
    try:
        reply = client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=200,
            messages=[{"role": "user", "content": text}],
        )
        words = [block.text for block in reply.content if block.type == "text"]
    except:  # finding: warning, unsafe
        pass
    return words
# --- an apology with status 200, and the call is one function away
import structlog
from fastapi import FastAPI
from openai import AsyncOpenAI

app = FastAPI()
client = AsyncOpenAI()
log = structlog.get_logger()


async def answer(question: str) -> str:
    reply = await client.responses.create(model="gpt-4o-mini", input=question)
    return reply.output_text


@app.get("/ask")
async def ask(question: str) -> dict[str, str]:
    try:
        return {"reply": await answer(question)}
    except Exception as error:  # finding: warning, unsafe
        return {"reply": "Sorry, I am having trouble right now. Please try again."}
# --- only printed, and then a score that looks like any other
import json

from openai import OpenAI

client = OpenAI()


def grade(essay: str) -> dict[str, object]:
    try:
        reply = client.responses.create(model="gpt-4o-mini", input=essay)
        return dict(json.loads(reply.output_text))
    except Exception as e:  # finding: note, unsafe
        print(f"grading failed: {e}")
        return {"score": 50, "comment": "Solid work."}
# --- a fixed line is logged, and the error is lost
import logging

import litellm

LOG = logging.getLogger("summaries")


def summarise(text: str) -> str:
    try:
        reply = litellm.completion(model="gpt-4o-mini", messages=[{"role": "user", "content": text}])
        return str(reply.choices[0].message.content)
    except Exception:  # finding: warning, unsafe
        LOG.warning("summary failed, taking the start of the text")
        return text[:200]
# --- the loop tries three times, and then there is an answer all the same
import time

from openai import OpenAI

client = OpenAI()


def title(text: str) -> str:
    for attempt in range(3):
        try:
            return client.responses.create(model="gpt-4o-mini", input=text).output_text
        except Exception:  # finding: warning, unsafe
            time.sleep(2**attempt)
    return "Untitled"
# --- on one line
from openai import OpenAI

client = OpenAI()


def tags(text: str) -> str:
    found = ""
    try:
        found = client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception: pass  # finding: warning, statement-not-on-its-own-line
    return found
# --- the error class of the SDK, two functions away, and the logger of self
import logging

from openai import OpenAI, OpenAIError


class Router:
    def __init__(self) -> None:
        self.client = OpenAI()
        self.logger = logging.getLogger("router")

    def _ask(self, text: str) -> str:
        return self.client.responses.create(model="gpt-4o-mini", input=text).output_text

    def _route(self, text: str) -> str:
        return self._ask(f"Where does this go? {text}").strip()

    def route(self, text: str) -> str:
        try:
            queue = self._route(text)
        except OpenAIError:  # finding: warning, unsafe
            queue = "first-level"
        return queue
# --- a chain of langchain
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

chain = ChatPromptTemplate.from_template("Is this spam? {text}") | ChatOpenAI(timeout=20)


def is_spam(text: str) -> bool:
    try:
        reply = chain.invoke({"text": text})
        return "yes" in str(reply.content).lower()
    except Exception:  # finding: warning, unsafe
        return False
# --- suppressed
from contextlib import suppress

from openai import OpenAI

client = OpenAI()


def caption(text: str) -> str:
    found = ""
    with suppress(Exception):  # finding: warning, manual
        found = client.responses.create(model="gpt-4o-mini", input=text).output_text
    return found
# --- another model answers instead, and nobody learns that the first is down
from anthropic import Anthropic
from openai import OpenAI

first = OpenAI()
second = Anthropic()


def ask(text: str) -> object:
    try:
        return first.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:  # finding: note, unsafe
        return second.messages.create(
            model="claude-sonnet-4-5", max_tokens=300, messages=[{"role": "user", "content": text}]
        )
# --- the error comes back as an answer
from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=question).output_text
    except Exception as e:  # finding: warning, unsafe
        return f"An error occurred: {e}"
# --- a helper of this file gets the error, and makes something up
from openai import OpenAI

client = OpenAI()


class Relevance:
    def _fallback(self, text: str, why: str) -> dict[str, object]:
        return {"score": min(len(text), 100), "reasoning": f"Estimated ({why})"}

    def score(self, text: str) -> dict[str, object]:
        try:
            reply = client.responses.create(model="gpt-4o-mini", input=text)
            return {"score": int(reply.output_text), "reasoning": "asked"}
        except Exception as e:  # finding: warning, unsafe
            return self._fallback(text, str(e))
# --- asked again and again, and nobody learns why
import json

from openai import OpenAI

client = OpenAI()


def plan(task: str) -> object:
    while True:
        reply = client.responses.create(model="gpt-4o-mini", input=task)
        try:
            return json.loads(reply.output_text)
        except Exception:  # finding: note, unsafe
            continue
# --- those that failed are left out
import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI()


async def all_of(texts: list[str]) -> list[str]:
    calls = [client.responses.create(model="gpt-4o-mini", input=text) for text in texts]
    replies = await asyncio.gather(*calls, return_exceptions=True)  # finding: warning, manual
    return [reply.output_text for reply in replies if not isinstance(reply, BaseException)]
# --- a part of a stream that is lost, and printed
import logging

from openai import OpenAI

logger = logging.getLogger(__name__)
client = OpenAI()


def tell(question: str):
    parts = client.chat.completions.create(
        model="gpt-4o", max_tokens=500, stream=True, messages=[{"role": "user", "content": question}]
    )
    for part in parts:
        try:
            text = part.choices[0].delta.content
            if text:
                yield text
        except Exception as problem:  # finding: note, unsafe
            print("skipped", problem)
            continue
# --- the text of an error names the address, and with it the key
import os

import requests


def label(text: str) -> str:
    try:
        reply = requests.post(
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash-001:generateContent",
            params={"key": os.environ["GEMINI_API_KEY"]},
            json={"contents": [{"parts": [{"text": text}]}]},
            timeout=60,
        )
        reply.raise_for_status()
        return reply.json()["candidates"][0]["content"]["parts"][0]["text"]
    except Exception:  # finding: warning, carries-credential
        return "neutral"
