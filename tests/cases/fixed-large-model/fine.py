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
