# --- google-genai makes one attempt
from google import genai

client = genai.Client()  # finding: warning, safe


def ask(prompt: str) -> str:
    reply = client.models.generate_content(model="gemini-2.0-flash", contents=prompt)
    return reply.text
# --- retries switched off
from openai import OpenAI

client = OpenAI(timeout=30, max_retries=0)  # finding: warning, unsafe


def ask(text: str) -> str:
    return client.responses.create(model="gpt-4o", input=text).output_text
# --- switched off by a constant
import anthropic

ATTEMPTS = 0

client = anthropic.AsyncAnthropic(max_retries=ATTEMPTS)  # finding: warning, unsafe
# --- one attempt, written out, on google-genai
from google import genai
from google.genai import types

client = genai.Client(  # finding: warning, unsafe
    http_options=types.HttpOptions(
        timeout=30_000,
        retry_options=types.HttpRetryOptions(attempts=1),
    ),
)
# --- google-genai with options, but none for retries
from google import genai
from google.genai.types import HttpOptions

client = genai.Client(http_options=HttpOptions(timeout=30_000))  # finding: warning, safe
second = genai.Client(http_options={"timeout": 30_000})  # finding: warning, safe
# --- google-genai with options made by a class of its module, which is not imported by itself
from google import genai
from google.genai import types

client = genai.Client(http_options=types.HttpOptions(timeout=30_000))  # finding: warning, safe
# --- mistralai needs a retry_config
# project: mistralai==3.7.0
import os

from mistralai.client import Mistral

client = Mistral(api_key=os.environ["MISTRAL_API_KEY"], timeout_ms=30_000)  # finding: warning, safe


def ask(text: str) -> str:
    reply = client.chat.complete(
        model="mistral-small-latest", messages=[{"role": "user", "content": text}]
    )
    return reply.choices[0].message.content
# --- the langchain wrapper told not to
from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o", timeout=30, max_retries=0)  # finding: warning, unsafe
# --- a client on self, of the class of a factory
from google import genai


class Gemini:
    def __init__(self, key: str) -> None:
        self._client = genai.Client(api_key=key)  # finding: warning, safe

    async def ask(self, prompt: str) -> str:
        reply = await self._client.aio.models.generate_content(
            model="gemini-2.0-flash", contents=prompt
        )
        return reply.text
# --- a loop over items is no retry
from google import genai

client = genai.Client()  # finding: warning, safe


def label(items: list[str]) -> list[str]:
    labels = []
    for item in items:
        try:
            reply = client.models.generate_content(model="gemini-2.0-flash", contents=item)
            labels.append(reply.text)
        except Exception:
            labels.append("unknown")
    return labels
# --- a retry around another function
from google import genai

from app.retries import with_retry

client = genai.Client()  # finding: warning, safe


def ask(prompt: str) -> str:
    return client.models.generate_content(model="gemini-2.0-flash", contents=prompt).text


@with_retry
def save(text: str) -> None:
    with open("answers.txt", "a") as file:
        file.write(text)
# --- handed out in a project where nobody repeats anything
from google import genai


def client(key: str) -> genai.Client:
    return genai.Client(api_key=key)  # finding: warning, safe
# --- the handler gives up, and what stands below is another question
from google import genai

client = genai.Client()  # finding: warning, safe


def answer(question: str) -> str | None:
    try:
        return client.models.generate_content(model="gemini-2.0-flash", contents=question).text
    except Exception:
        return None
