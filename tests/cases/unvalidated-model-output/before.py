# --- JSON mode, returned as a record
import json

from openai import OpenAI

client = OpenAI()


def extract(text: str) -> dict:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        max_tokens=900,
        response_format={"type": "json_object"},
        messages=[{"role": "user", "content": text}],
    )
    return json.loads(reply.choices[0].message.content)  # finding: warning


# --- tool arguments splatted into a function
import json

from openai import OpenAI

client = OpenAI()


def weather(city: str, unit: str = "C") -> str:
    return f"{city}: 20 {unit}"


def turn(messages: list, tools: list) -> list:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=tools
    )
    results = []
    for call in reply.choices[0].message.tool_calls or []:
        arguments = json.loads(call.function.arguments)  # finding: warning
        results.append(weather(**arguments))
    return results


# --- through a helper, out of a fence, field by field into a store
import json
import re

import anthropic

client = anthropic.Anthropic()


def ask(prompt: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514",
        max_tokens=900,
        messages=[{"role": "user", "content": prompt}],
    )
    return reply.content[0].text


def unfence(text: str) -> str:
    match = re.search(r"```json(.*?)```", text, re.DOTALL)
    return match.group(1).strip() if match else text


def plan(goal: str, store) -> None:
    answer = ask(f"Plan: {goal}")
    steps = json.loads(unfence(answer))  # finding: warning
    store.save(title=steps["title"], steps=steps["steps"])


# --- the input of a tool block
import anthropic

client = anthropic.Anthropic()


def transfer(account: str, amount: float) -> str:
    return "done"


def act(messages: list) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514", max_tokens=900, messages=messages, tools=[]
    )
    for block in reply.content:
        if block.type == "tool_use" and block.name == "transfer":
            return transfer(**block.input)  # finding: warning
    return ""


# --- a parser of this file, with the model in another method
import json

from langchain_openai import ChatOpenAI


class Grader:
    def __init__(self) -> None:
        self.llm = ChatOpenAI(model="gpt-4o-mini", timeout=60, max_tokens=100)

    def _ask(self, prompt: str) -> str:
        return self.llm.invoke(prompt).content

    def _parse(self, raw: str) -> dict:
        start, end = raw.find("{"), raw.rfind("}")
        return json.loads(raw[start : end + 1])  # finding: warning

    def grade(self, answer: str) -> float:
        verdict = self._parse(self._ask(answer))
        return verdict["score"]


# --- a function of another module asks the model
import json

from app.llm import call_llm


def topics(text: str) -> list:
    found = json.loads(call_llm(f"Topics of: {text}"))  # finding: warning
    return [topic["name"] for topic in found["topics"]]


# --- a raw request to a provider
import json

import requests


def tags(text: str) -> list:
    response = requests.post(
        "https://api.openai.com/v1/chat/completions",
        json={"model": "gpt-4o", "messages": [{"role": "user", "content": text}]},
        timeout=60,
    )
    content = response.json()["choices"][0]["message"]["content"]
    return json.loads(content)  # finding: warning


# --- a streamed answer
import json

import ollama


def outline(topic: str) -> dict:
    text = ""
    for chunk in ollama.chat(model="llama3", messages=[], stream=True):
        text += chunk["message"]["content"]
    return json.loads(text)  # finding: warning


# --- strict json_schema, and nobody asks whether the answer was cut
import json

from openai import OpenAI

client = OpenAI()


def city(text: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        max_tokens=900,
        response_format={
            "type": "json_schema",
            "json_schema": {"name": "city", "strict": True, "schema": {"type": "object"}},
        },
        messages=[{"role": "user", "content": text}],
    )
    return json.loads(reply.choices[0].message.content)["name"]  # finding: note


# --- broken JSON is waited for, a wrong shape is not
import json

from openai import OpenAI

client = OpenAI()


def grade(answer: str) -> float:
    reply = client.chat.completions.create(
        model="gpt-4o-mini", max_tokens=900, messages=[{"role": "user", "content": answer}]
    )
    try:
        verdict = json.loads(reply.choices[0].message.content)  # finding: warning, unsafe
        return verdict["score"] / 100
    except (json.JSONDecodeError, KeyError):
        return 0.0


# --- a choice between two uses is no check
import json

from openai import OpenAI

client = OpenAI()


def remember(memory, user: str) -> dict:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=[{"role": "user", "content": user}]
    )
    profile = json.loads(reply.choices[0].message.content)  # finding: warning, shape-unknown
    for key, value in profile.items():
        if isinstance(value, list):
            memory.extend(value)
        else:
            memory.add(f"{key}: {value}")
    return profile


# --- the words of the protocol, in a dict that a stream has filled
import json

from app.functions import lookup


def run(function_call: dict) -> str:
    return lookup(**json.loads(function_call["arguments"]))  # finding: warning, shape-unknown
# --- the answer comes from a thread
import asyncio
import json

from openai import OpenAI

client = OpenAI()


async def extract(text: str) -> dict:
    reply = await asyncio.to_thread(
        client.chat.completions.create,
        model="gpt-4o-mini",
        max_tokens=900,
        response_format={"type": "json_object"},
        messages=[{"role": "user", "content": text}],
    )
    return json.loads(reply.choices[0].message.content)  # finding: warning


# --- a record of the call that this file takes apart
import json

from openai import OpenAI

from tools import TOOLS

client = OpenAI()


def turn(messages: list, tools: list) -> list:
    reply = client.chat.completions.create(model="gpt-4o", max_tokens=900, messages=messages, tools=tools)
    calls = []
    for call in reply.choices[0].message.tool_calls or []:
        calls.append({"name": call.function.name, "args": json.loads(call.function.arguments)})  # finding: warning, manual
    return [TOOLS[each["name"]](each["args"]) for each in calls]


# --- a function that is only known when it runs
import json

from openai import OpenAI

client = OpenAI()


def turn(messages: list, tools: list, functions: dict) -> list:
    reply = client.chat.completions.create(model="gpt-4o", max_tokens=900, messages=messages, tools=tools)
    results = []
    for call in reply.choices[0].message.tool_calls or []:
        arguments = json.loads(call.function.arguments)  # finding: warning, shape-unknown
        results.append(functions[call.function.name](**arguments))
    return results
