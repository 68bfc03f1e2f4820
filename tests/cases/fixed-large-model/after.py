# --- written into the call
from openai import OpenAI
from prodgate_guard import choose_model

client = OpenAI(timeout=60)


def ask(prompt: str):
    return client.responses.create(model=choose_model("gpt-5", prompt), input=prompt)  # finding: note, unsafe
# --- a list of messages: as long as all of them
from anthropic import Anthropic
from prodgate_guard import choose_model

client = Anthropic(timeout=60)


def ask(messages: list):
    return client.messages.create(
        model=choose_model("claude-opus-4-1-20250805", str(messages)),  # finding: note, unsafe
        max_tokens=100,
        messages=messages,
    )
# --- the last message is the prompt
from openai import OpenAI
from prodgate_guard import choose_model

client = OpenAI(timeout=60)


def answer(context: str, question: str):
    prompt = f"{context}\nQuestion: {question}"
    return client.chat.completions.create(
        model=choose_model("gpt-5", prompt),  # finding: note, unsafe
        messages=[
            {"role": "system", "content": "You help."},
            {"role": "user", "content": prompt},
        ],
    )
# --- messages that grow are no constant
from openai import OpenAI
from prodgate_guard import choose_model

client = OpenAI(timeout=60)
MESSAGES = [{"role": "system", "content": "You help."}]


def reply(text: str):
    MESSAGES.append({"role": "user", "content": text})
    return client.chat.completions.create(model=choose_model("gpt-5", str(MESSAGES)), messages=MESSAGES)  # finding: note, unsafe
# --- one constant for call after call: chosen for none of them
from openai import OpenAI
from prodgate_guard import choose_model

client = OpenAI(timeout=60)
MODEL = "gpt-5"


def title(text: str):
    return client.responses.create(model=choose_model(MODEL, text), input=text)  # finding: note, unsafe


def summary(text: str):
    return client.responses.create(model=choose_model(MODEL, text), input=text)


def answer(text: str):
    return client.responses.create(model=choose_model(MODEL, text), input=text)
