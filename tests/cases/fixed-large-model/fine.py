# --- a small model
from openai import OpenAI

client = OpenAI()


def ask(prompt: str):
    return client.responses.create(model="gpt-5-mini", input=prompt)
# --- one place says which
from openai import OpenAI

client = OpenAI()
MODEL = "gpt-5"


def ask(prompt: str):
    return client.responses.create(model=MODEL, input=prompt)
# --- an embedding
from openai import OpenAI

client = OpenAI()


def embed(text: str):
    return client.embeddings.create(model="text-embedding-3-large", input=text)
# --- a choice is made
from openai import OpenAI

client = OpenAI()


def ask(prompt: str, hard: bool):
    return client.responses.create(model="gpt-5" if hard else "gpt-5-mini", input=prompt)
# --- it draws: a smaller model of text is none at all
from google import genai

client = genai.Client()


def poster(brief: str):
    return client.models.generate_content(model="gemini-3-pro-image-preview", contents=brief)
# --- the only question stands in the code: whoever wrote it chose for it
from openai import OpenAI

client = OpenAI()
QUESTION = "What is the capital of France?"
MESSAGES = [{"role": "user", "content": QUESTION}]

print(client.chat.completions.create(model="gpt-5", messages=MESSAGES))
# --- a constant, and a smaller one beside it
from openai import OpenAI

client = OpenAI()
MODEL = "gpt-5"
SMALL = "gpt-5-mini"


def ask(prompt: str):
    return client.responses.create(model=MODEL, input=prompt)


def title(prompt: str):
    return client.responses.create(model=SMALL, input=prompt)


def tags(prompt: str):
    return client.responses.create(model=SMALL, input=prompt)
# --- a constant that a setting replaces
import os

from openai import OpenAI

client = OpenAI()
MODEL = "gpt-5"
if os.getenv("CHEAP"):
    MODEL = "gpt-5-mini"


def ask(prompt: str):
    return client.responses.create(model=MODEL, input=prompt)


def title(prompt: str):
    return client.responses.create(model=MODEL, input=prompt)


def tags(prompt: str):
    return client.responses.create(model=MODEL, input=prompt)
# --- the default of a parameter, which a caller gives
from openai import OpenAI

client = OpenAI()


def ask(prompt: str, model: str = "gpt-5"):
    first = client.responses.create(model=model, input=prompt)
    second = client.responses.create(model=model, input=first.output_text)
    return client.responses.create(model=model, input=second.output_text)
