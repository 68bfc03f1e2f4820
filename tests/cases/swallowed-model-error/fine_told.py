# --- the one who waits gets the error
from concurrent.futures import Future

from openai import OpenAI

client = OpenAI()


def work(text: str, done: "Future[str]") -> None:
    try:
        done.set_result(client.responses.create(model="gpt-4o-mini", input=text).output_text)
    except Exception as e:
        done.set_exception(e)
# --- errors are collected for a report
from openai import OpenAI

client = OpenAI()


def titles(texts: list[str]) -> tuple[list[str], list[str]]:
    found, errors = [], []
    for text in texts:
        try:
            found.append(client.responses.create(model="gpt-4o-mini", input=text).output_text)
        except Exception as e:
            errors.append(f"{text[:20]}: {e}")
    return found, errors
# --- a span has it
from openai import OpenAI
from .tracing import tracer

client = OpenAI()


def title(text: str) -> str:
    with tracer.start_as_current_span("title") as span:
        try:
            return client.responses.create(model="gpt-4o-mini", input=text).output_text
        except Exception as e:
            span.record_exception(e)
            return "Untitled"
# --- no handler, only cleaning up
from openai import OpenAI

client = OpenAI()


def title(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    finally:
        client.close()
# --- the program ends
import sys

from openai import OpenAI

client = OpenAI()


def title(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        sys.exit(1)
# --- the whole trace is written out
import traceback

from openai import OpenAI

client = OpenAI()


def title(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        traceback.print_exc()
        return "Untitled"
# --- loguru's way
from loguru import logger
from openai import OpenAI

client = OpenAI()


def title(text: str) -> str:
    try:
        return client.responses.create(model="gpt-4o-mini", input=text).output_text
    except Exception:
        logger.opt(exception=True).warning("no title")
        return "Untitled"
# --- one cause is waited for, and the last attempt raises
import time

import openai

client = openai.OpenAI(max_retries=0)


def title(text: str) -> str:
    for attempt in range(3):
        try:
            return client.responses.create(model="gpt-4o-mini", input=text).output_text
        except openai.RateLimitError:
            time.sleep(2**attempt)
    return client.responses.create(model="gpt-4o-mini", input=text).output_text
# --- the socket is told
from fastapi import FastAPI, WebSocket
from openai import AsyncOpenAI

app = FastAPI()
client = AsyncOpenAI()


@app.websocket("/talk")
async def talk(socket: WebSocket) -> None:
    await socket.accept()
    try:
        reply = await client.responses.create(model="gpt-4o-mini", input="Hello")
        await socket.send_json({"type": "answer", "text": reply.output_text})
    except Exception:
        await socket.send_json({"type": "error", "text": "Please try again."})
# --- Django's status
from django.http import HttpResponse, JsonResponse
from openai import OpenAI

client = OpenAI()


def ask(request):
    try:
        reply = client.responses.create(model="gpt-4o-mini", input=request.GET["q"])
        return JsonResponse({"reply": reply.output_text})
    except Exception:
        return HttpResponse("Please try again.", status=503)
# --- only the client is made in the try
import os

from openai import OpenAI

try:
    client = OpenAI(api_key=os.environ["KEY"])
except Exception:
    client = None


def title(text: str) -> str:
    assert client is not None
    return client.responses.create(model="gpt-4o-mini", input=text).output_text
# --- tokens are counted by hand, where that fails
import tiktoken
from openai import OpenAI

client = OpenAI()


def title(text: str) -> str:
    try:
        size = len(tiktoken.get_encoding("o200k_base").encode(text))
    except Exception:
        size = len(text) // 4
    cut = text if size < 1000 else text[:4000]
    return client.responses.create(model="gpt-4o-mini", input=cut).output_text
# --- the state says that it failed
from openai import OpenAI

client = OpenAI()


def run(job: dict[str, str]) -> None:
    try:
        job["text"] = client.responses.create(model="gpt-4o-mini", input=job["ask"]).output_text
        job["status"] = "done"
    except Exception:
        job["status"] = "failed"
# --- a probe, whose answer this is
from openai import OpenAI

client = OpenAI()


def is_up() -> bool:
    try:
        client.responses.create(model="gpt-4o-mini", input="Hi", max_output_tokens=16)
        return True
    except Exception:
        return False
# --- the call stands in a function that only later runs
from collections.abc import Callable

from openai import OpenAI

client = OpenAI()


def maker(text: str) -> Callable[[], str] | None:
    try:
        cut = text.encode("ascii")

        def run() -> str:
            return client.responses.create(model="gpt-4o-mini", input=cut.decode()).output_text

        return run
    except Exception:
        return None
# --- an event with the error
from collections.abc import Iterator

from openai import OpenAI

client = OpenAI()


def events(text: str) -> Iterator[dict[str, str]]:
    try:
        for event in client.responses.create(model="gpt-4o-mini", input=text, stream=True):
            yield {"type": event.type}
    except Exception as e:
        yield {"type": "end", "why": str(e)}
