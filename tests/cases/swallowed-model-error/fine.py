# --- raised again, as it is or as something of our own
from openai import OpenAI

client = OpenAI()


class ModelDown(Exception):
    pass


def ask(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception as error:
        raise ModelDown("no answer") from error


def ask_again(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        client.close()
        raise
# --- an error status
from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse
from openai import AsyncOpenAI

app = FastAPI()
client = AsyncOpenAI()


@app.get("/ask")
async def ask(question: str):
    try:
        return {"reply": (await client.responses.create(model="gpt-4o-mini", input=question)).output_text}
    except Exception:
        return JSONResponse({"reply": "Sorry, try again later."}, status_code=503)


@app.get("/tell")
async def tell(question: str):
    try:
        return {"reply": (await client.responses.create(model="gpt-4o-mini", input=question)).output_text}
    except Exception:
        raise HTTPException(502, "the model did not answer")
# --- an error status in Flask
from flask import Flask, jsonify, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post("/ask")
def ask():
    try:
        return jsonify(reply=client.responses.create(model="gpt-4o-mini", input=request.json["q"]).output_text)
    except Exception:
        return jsonify(reply="Please try again."), 500
# --- a logger with the error, and a fallback that says so
import logging

from openai import OpenAI

client = OpenAI()
logger = logging.getLogger(__name__)


def label(ticket: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=ticket).output_text
    except Exception as e:
        logger.warning("no label: %s", e)
        return "general"


def title(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        logger.exception("no title, taking the first words")
        return text[:40]


def mood(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        logger.error("no mood", exc_info=True)
        return "neutral"
# --- a metric, and what watches errors
import sentry_sdk
from openai import OpenAI
from prometheus_client import Counter

client = OpenAI()
FAILED = Counter("model_failed_total", "Model calls that failed")


def label(ticket: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=ticket).output_text
    except Exception:
        FAILED.inc()
        return "general"


def mood(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception as e:
        sentry_sdk.capture_exception(e)
        return "neutral"
# --- a failure that callers can tell from an answer
from dataclasses import dataclass

from openai import OpenAI

client = OpenAI()


@dataclass
class Failed:
    why: str


def ask(text: str) -> dict[str, object]:
    try:
        return {"ok": True, "text": client.responses.create(model="gpt-4o-mini", input=text).output_text}
    except Exception:
        return {"ok": False, "text": ""}


def tell(text: str) -> dict[str, object]:
    try:
        return {"text": client.responses.create(model="gpt-4o-mini", input=text).output_text}
    except Exception as e:
        return {"error": str(e)}


def say(text: str) -> str | Failed:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        return Failed("the model did not answer")
# --- the result of a tool, given to the model on purpose
from agents import function_tool
from openai import OpenAI

client = OpenAI()


@function_tool
def translate(text: str) -> str:
    """Translate a text."""
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception as e:
        return f"Error: {e}"
# --- only parsing is tried
import json

from openai import OpenAI

client = OpenAI()


def grade(essay: str) -> dict[str, object]:
    reply = client.responses.create(model="gpt-4o-mini", input=essay)
    try:
        return dict(json.loads(reply.output_text))
    except Exception:
        return {}


def score(essay: str) -> int:
    try:
        return int(client.responses.create(model="gpt-4o-mini", input=essay).output_text)
    except (ValueError, TypeError):
        return 0
# --- the end of a stream, of a wait and of a program
import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI()


async def first(text: str) -> str:
    try:
        reply = await asyncio.wait_for(client.responses.create(model="gpt-4o-mini", input=text), 5)
    except asyncio.TimeoutError:
        return ""
    return reply.output_text


async def listen(text: str) -> None:
    try:
        while True:
            await client.responses.create(model="gpt-4o-mini", input=text)
    except KeyboardInterrupt:
        pass
    except asyncio.CancelledError:
        return
# --- cleaning up, and an import that may be missing
from openai import OpenAI

try:
    import anthropic
except Exception:
    anthropic = None

client = OpenAI()


def forget(thread: str) -> None:
    try:
        client.beta.threads.delete(thread)
    except Exception:
        pass


def is_up() -> bool:
    try:
        client.models.list()
        return True
    except Exception:
        return False
# --- three attempts, then the last error
import time

from openai import OpenAI

client = OpenAI()


def title(text: str) -> str:
    for attempt in range(3):
        try:
            return client.responses.create(model="gpt-4o-mini", input=text).output_text
        except Exception:
            time.sleep(2**attempt)
    raise RuntimeError("no title after three attempts")


def mood(text: str) -> str:
    last = None
    for attempt in range(3):
        try:
            return client.responses.create(model="gpt-4o-mini", input=text).output_text
        except Exception as e:
            last = e
    raise RuntimeError("no mood") from last
# --- what is missing is noticed after the try
from openai import OpenAI

client = OpenAI()


def title(text: str) -> str:
    found = None
    try:
        found = client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        found = None
    if found is None:
        raise RuntimeError("no title")
    return found


def _ask(text: str) -> str | None:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        return None


def answer(text: str) -> str:
    reply = _ask(text)
    if reply is None:
        raise RuntimeError("the model did not answer")
    return reply
# --- another model answers instead, and it is known why
import logging

from anthropic import Anthropic
from openai import OpenAI

first = OpenAI()
second = Anthropic()
logger = logging.getLogger(__name__)


def ask(text: str) -> object:
    try:
        return first.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception as e:
        logger.warning("the second model answers: %s", e)
        return second.messages.create(
            model="claude-sonnet-4-5", max_tokens=300, messages=[{"role": "user", "content": text}]
        )
# --- an attempt more, by calling itself
import time

from openai import OpenAI

client = OpenAI()


def ask(text: str, left: int = 3) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        if not left:
            raise
        time.sleep(1)
        return ask(text, left - 1)
# --- a tool of agno, whose error is for the model
from agno.agent import Agent
from agno.models.openai import OpenAIChat


def research(agent: Agent, question: str) -> str:
    """Look something up."""
    helper = Agent(model=OpenAIChat(id="gpt-4o-mini"))
    try:
        return str(helper.run(question).content)
    except Exception as e:
        return f"Error while researching: {e}"
# --- an outcome with the error in it
import time

import httpx

KEY = "x"


def probe(model: str) -> dict[str, object]:
    start = time.monotonic()
    try:
        reply = httpx.post("https://api.openai.com/v1/chat/completions", json={"model": model})
        return {"outcome": "OK", "ms": time.monotonic() - start, "detail": reply.text}
    except Exception as e:
        return {"outcome": "NETWORK", "ms": time.monotonic() - start, "detail": str(e)}
# --- results that are exceptions are logged
import asyncio
import logging

from openai import AsyncOpenAI

client = AsyncOpenAI()
logger = logging.getLogger(__name__)


async def all_of(texts: list[str]) -> list[str]:
    calls = [client.responses.create(model="gpt-4o-mini", input=text) for text in texts]
    found = []
    for reply in await asyncio.gather(*calls, return_exceptions=True):
        if isinstance(reply, BaseException):
            logger.error("one answer is missing", exc_info=reply)
        else:
            found.append(reply.output_text)
    return found
# --- a helper of this file logs it
import logging

from openai import OpenAI

client = OpenAI()


def on_failure(text: str, error: Exception) -> str:
    logging.error("no answer for %s: %s", text[:20], error)
    return "general"


def label(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception as e:
        return on_failure(text, e)
# --- a program at a terminal tells its user
from openai import OpenAI

client = OpenAI()


def main() -> None:
    while True:
        line = input("> ")
        try:
            print(client.responses.create(model="gpt-4o-mini", input=line).output_text)
        except Exception as e:
            print(f"Error: {e}")


if __name__ == "__main__":
    main()
# --- a page shows it
import streamlit as st
from openai import OpenAI

client = OpenAI()

if question := st.text_input("Question"):
    try:
        st.write(client.responses.create(model="gpt-4o-mini", input=question).output_text)
    except Exception:
        st.error("The model did not answer.")
# --- an event tells the client
import json
from collections.abc import Iterator

from openai import OpenAI

client = OpenAI()


def events(text: str) -> Iterator[str]:
    try:
        for event in client.responses.create(model="gpt-4o-mini", input=text, stream=True):
            yield f"data: {event.to_json()}\n\n"
    except Exception:
        yield "event: error\ndata: the answer broke off\n\n"
# --- the helper has handled it, so nothing is caught here
import logging

from openai import OpenAI

client = OpenAI()
logger = logging.getLogger(__name__)


def ask(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        logger.exception("no answer")
        return ""


def length(text: str) -> int:
    try:
        return len(ask(text))
    except Exception:
        return 0
# --- no model is called in the try
import requests
from openai import OpenAI

client = OpenAI()


def page(address: str) -> str:
    try:
        return requests.get(address, timeout=5).text
    except Exception:
        return ""


def ask(address: str) -> str:
    return client.responses.create(model="gpt-4o-mini", input=page(address)).output_text
# --- parts of a stream that carry no text
from openai import OpenAI

client = OpenAI()


def tell(question: str):
    parts = client.chat.completions.create(
        model="gpt-4o", max_tokens=500, stream=True, messages=[{"role": "user", "content": question}]
    )
    for part in parts:
        try:
            yield part.choices[0].delta.content or ""
        except Exception:
            continue
# --- the stream ends with the part that fails, or says so
from openai import OpenAI

client = OpenAI()


def tell(question: str):
    parts = client.chat.completions.create(
        model="gpt-4o", max_tokens=500, stream=True, messages=[{"role": "user", "content": question}]
    )
    for part in parts:
        try:
            yield part.choices[0].delta.content or ""
        except Exception as problem:
            print(problem)
            break


def announce(question: str):
    parts = client.chat.completions.create(
        model="gpt-4o", max_tokens=500, stream=True, messages=[{"role": "user", "content": question}]
    )
    for part in parts:
        try:
            yield part.choices[0].delta.content or ""
        except Exception as problem:
            print(problem)
            yield f"[a part is missing: {problem}]"
# --- lines of a file, and of an answer that is no model's
import json

import requests


def orders(path: str) -> list:
    found = []
    for line in open(path):
        try:
            found.append(json.loads(line))
        except Exception as problem:
            print(problem)
    return found


def prices() -> list:
    found = []
    for line in requests.get("https://api.acme.dev/prices", timeout=5).iter_lines():
        try:
            found.append(json.loads(line))
        except Exception as problem:
            print(problem)
    return found
