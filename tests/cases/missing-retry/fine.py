# --- openai retries twice by itself
from openai import AsyncOpenAI, OpenAI

client = OpenAI()
other = AsyncOpenAI(max_retries=1)


def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text).output_text
# --- anthropic, groq and together do too
from anthropic import Anthropic
from groq import Groq
from together import Together

clients = [Anthropic(), Groq(), Together()]
# --- langchain's wrappers retry
from langchain_anthropic import ChatAnthropic
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o")
judge = ChatAnthropic(model="claude-sonnet-4-5", max_retries=5)
# --- google-genai told to retry
from google import genai
from google.genai import types

client = genai.Client(
    http_options=types.HttpOptions(retry_options=types.HttpRetryOptions(attempts=3)),
)
second = genai.Client(http_options={"retry_options": {"attempts": 4}})
OPTIONS = types.HttpOptions(timeout=30_000, retry_options=types.HttpRetryOptions(attempts=3))
third = genai.Client(http_options=OPTIONS)
# --- retry options without a number have one of their own
from google import genai
from google.genai import types

client = genai.Client(http_options=types.HttpOptions(retry_options=types.HttpRetryOptions()))
# --- retry options made elsewhere
from google import genai
from google.genai import types

from app.net import RETRIES, http_options

client = genai.Client(http_options=types.HttpOptions(retry_options=RETRIES))
second = genai.Client(http_options=http_options())


def make(**options):
    return genai.Client(**options)
# --- tenacity around the use
from google import genai
from tenacity import retry, stop_after_attempt, wait_exponential

client = genai.Client()


@retry(stop=stop_after_attempt(3), wait=wait_exponential())
def ask(prompt: str) -> str:
    return client.models.generate_content(model="gemini-2.0-flash", contents=prompt).text
# --- a decorator of the team
from google import genai

from app.resilience import retry_on_overload

client = genai.Client()


@retry_on_overload(attempts=3)
async def ask(prompt: str) -> str:
    reply = await client.aio.models.generate_content(model="gemini-2.0-flash", contents=prompt)
    return reply.text
# --- a loop of attempts with a pause
import time

from google import genai
from google.genai import errors

client = genai.Client()


def ask(prompt: str) -> str:
    for attempt in range(3):
        try:
            return client.models.generate_content(model="gemini-2.0-flash", contents=prompt).text
        except errors.ServerError:
            time.sleep(2**attempt)
    raise RuntimeError("the model is not available")
# --- a helper that is called with the function
from google import genai

from app.net import call_with_retries

client = genai.Client()


def ask(prompt: str) -> str:
    return call_with_retries(
        lambda: client.models.generate_content(model="gemini-2.0-flash", contents=prompt)
    ).text
# --- a function passed to the helper by name
from google import genai

from app.net import with_backoff

client = genai.Client()


def _ask(prompt: str):
    return client.models.generate_content(model="gemini-2.0-flash", contents=prompt)


def ask(prompt: str) -> str:
    return with_backoff(_ask, prompt).text
# --- a queue that repeats the task
from celery import shared_task
from google import genai

client = genai.Client()


@shared_task(autoretry_for=(Exception,), retry_backoff=True, max_retries=5)
def ask(prompt: str) -> str:
    return client.models.generate_content(model="gemini-2.0-flash", contents=prompt).text
# --- a Celery task that repeats itself
from celery import Celery
from google import genai

app = Celery("worker")
client = genai.Client()


@app.task(bind=True, max_retries=3)
def ask(self, prompt: str) -> str:
    try:
        return client.models.generate_content(model="gemini-2.0-flash", contents=prompt).text
    except Exception as error:
        raise self.retry(exc=error, countdown=30)
# --- mistralai with a retry_config
from mistralai.client import Mistral
from mistralai.client.utils import BackoffStrategy, RetryConfig

client = Mistral(
    api_key="from-the-vault",
    retry_config=RetryConfig("backoff", BackoffStrategy(500, 8000, 2.0, 60_000), True),
)
# --- mistralai with one at every call
from mistralai import Mistral

from app.net import RETRIES

client = Mistral(api_key="from-the-vault")


def ask(messages):
    return client.chat.complete(model="mistral-small-latest", messages=messages, retries=RETRIES)
# --- litellm: who repeats depends on the provider and on tenacity being there
import litellm
from litellm import Router


def ask(model: str, messages: list[dict]):
    litellm.completion(model="gpt-4o", messages=messages)
    litellm.completion(model="azure/my-deployment", messages=messages)
    litellm.completion(model="gemini/gemini-2.0-flash", messages=messages, num_retries=2)
    return litellm.completion(model=model, messages=messages)


router = Router(model_list=[])
# --- litellm and a provider that it does not retry
import litellm

def ask(messages):
    return litellm.completion(model="gemini/gemini-2.0-flash", messages=messages)
# --- retries that depend
import os

from openai import OpenAI

client = OpenAI(max_retries=int(os.environ.get("LLM_RETRIES", "2")))
second = OpenAI(max_retries=0 if os.environ.get("CI") else 3)
# --- switched off, but the caller repeats
import backoff
from openai import OpenAI, RateLimitError

client = OpenAI(max_retries=0)


@backoff.on_exception(backoff.expo, RateLimitError, max_tries=5)
def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text).output_text
# --- switched off on the client, on again where it is used
from openai import OpenAI

client = OpenAI(max_retries=0)


def ask(text: str) -> str:
    return client.with_options(max_retries=3).responses.create(model="gpt-4o", input=text)
# --- a fallback chain is a second attempt elsewhere
from langchain_openai import ChatOpenAI

primary = ChatOpenAI(model="gpt-4o", max_retries=0)
llm = primary.with_fallbacks([ChatOpenAI(model="gpt-4o-mini")])
# --- langchain's own with_retry
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o", max_retries=0).with_retry(stop_after_attempt=3)
# --- raw HTTP is another matter
import httpx
import requests

page = requests.get("https://api.example/items", timeout=10)
client = httpx.Client()
# --- a client of another file, a parameter, a type
from google import genai

from app.models import client


def ask(prompt: str) -> str:
    return client.models.generate_content(model="gemini-2.0-flash", contents=prompt).text


def other(gemini: genai.Client, prompt: str) -> str:
    return gemini.models.generate_content(model="gemini-2.0-flash", contents=prompt).text
# --- only embeddings and files of a client that retries
from openai import OpenAI

client = OpenAI()
vectors = client.embeddings.create(model="text-embedding-3-small", input=["a"])
# --- a class of one's own with the same name
from app.gemini import Client, genai

client = Client()
other = genai.Client()
# --- google-genai's interactions retry by themselves
from google import genai
from google.genai import types

client = genai.Client(http_options={"retry_options": types.HttpRetryOptions(attempts=2)})
reply = client.interactions.create(model="gemini-2.0-flash", input="hello")
# --- a local ollama, which has no parameter for it
from ollama import Client

client = Client(host="http://localhost:11434", timeout=60)


def ask(prompt: str) -> str:
    return client.generate(model="llama3.2", prompt=prompt).response
# --- handed out to files of a project that has a library for it
# path: app/clients.py
# also: app/ask.py | from tenacity import retry
# also: requirements.txt | tenacity
from google import genai


def client(key: str) -> genai.Client:
    return genai.Client(api_key=key)
# --- another model in the handler
from google import genai
from openai import OpenAI

first = genai.Client()
second = OpenAI()


def answer(question: str) -> str | None:
    try:
        return first.models.generate_content(model="gemini-2.0-flash", contents=question).text
    except Exception:
        return second.responses.create(model="gpt-4o", input=question).output_text
# --- a session, for which there is no retry
from google import genai

_client = None


def client() -> genai.Client:
    global _client
    if _client is None:
        _client = genai.Client()
    return _client


async def talk() -> None:
    async with client().aio.live.connect(model="gemini-2.0-flash-live-001") as session:
        await session.send_realtime_input(text="Hello")
