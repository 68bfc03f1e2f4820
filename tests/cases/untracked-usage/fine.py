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
