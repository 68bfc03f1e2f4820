# --- written into the call
from openai import OpenAI

client = OpenAI(timeout=60)


def ask(prompt: str):
    return client.responses.create(model="gpt-5", input=prompt)  # finding: note, unsafe
# --- a list of messages is no prompt
from anthropic import Anthropic

client = Anthropic(timeout=60)


def ask(messages: list):
    return client.messages.create(
        model="claude-opus-4-1-20250805",  # finding: note, unsafe
        max_tokens=100,
        messages=messages,
    )
