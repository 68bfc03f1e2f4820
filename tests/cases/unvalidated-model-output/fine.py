# --- pydantic on the next statement
import json

from openai import OpenAI
from pydantic import BaseModel, Field

client = OpenAI()


class Invoice(BaseModel):
    number: str = Field(max_length=40)
    total: float


def extract(text: str) -> Invoice:
    reply = client.chat.completions.create(
        model="gpt-4o-mini", max_tokens=900, messages=[{"role": "user", "content": text}]
    )
    data = json.loads(reply.choices[0].message.content)
    return Invoice(**data)


def again(text: str) -> Invoice:
    reply = client.chat.completions.create(
        model="gpt-4o-mini", max_tokens=900, messages=[{"role": "user", "content": text}]
    )
    return Invoice.model_validate(json.loads(reply.choices[0].message.content))


# --- the caller of the parser validates
import json

from openai import OpenAI
from pydantic import TypeAdapter

client = OpenAI()
names = TypeAdapter(list[str])


def _ask(text: str) -> object:
    reply = client.responses.create(model="gpt-4o-mini", max_output_tokens=900, input=text)
    return json.loads(reply.output_text)


def people(text: str) -> list[str]:
    return names.validate_python(_ask(text))


# --- arguments that are checked against a schema before the call
import json

from jsonschema import validate
from openai import OpenAI

client = OpenAI()
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}


def weather(city: str) -> str:
    return city


def turn(messages: list, tools: list) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=tools
    )
    arguments = json.loads(reply.choices[0].message.tool_calls[0].function.arguments)
    validate(arguments, SCHEMA)
    return weather(**arguments)


# --- the SDK parses
from openai import OpenAI
from pydantic import BaseModel

client = OpenAI()


class Plan(BaseModel):
    steps: list[str]


def plan(goal: str) -> Plan | None:
    reply = client.beta.chat.completions.parse(
        model="gpt-4o-mini",
        max_tokens=900,
        messages=[{"role": "user", "content": goal}],
        response_format=Plan,
    )
    return reply.choices[0].message.parsed


# --- instructor
import instructor
from openai import OpenAI
from pydantic import BaseModel

client = instructor.from_openai(OpenAI())


class User(BaseModel):
    name: str
    age: int


def user(text: str) -> str:
    found = client.chat.completions.create(
        model="gpt-4o-mini",
        max_tokens=900,
        response_model=User,
        messages=[{"role": "user", "content": text}],
    )
    return found.name


# --- with_structured_output
from langchain_openai import ChatOpenAI
from pydantic import BaseModel


class Route(BaseModel):
    to: str


llm = ChatOpenAI(model="gpt-4o-mini", timeout=60, max_tokens=100)
router = llm.with_structured_output(Route)


def route(question: str) -> str:
    return router.invoke(question).to


# --- strict json_schema, and the end of the answer is asked for
import json

from openai import OpenAI

client = OpenAI()
FORMAT = {
    "type": "json_schema",
    "json_schema": {
        "name": "city",
        "strict": True,
        "schema": {"type": "object", "properties": {"name": {"type": "string"}}},
    },
}


def city(text: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        max_tokens=900,
        response_format=FORMAT,
        messages=[{"role": "user", "content": text}],
    )
    if reply.choices[0].finish_reason != "stop":
        raise ValueError("the answer was cut")
    return json.loads(reply.choices[0].message.content)["name"]


# --- field by field
import json

from openai import OpenAI

client = OpenAI()
KINDS = {"bug", "feature", "question"}


def triage(text: str) -> dict:
    reply = client.chat.completions.create(
        model="gpt-4o-mini", max_tokens=900, messages=[{"role": "user", "content": text}]
    )
    try:
        raw = json.loads(reply.choices[0].message.content)
    except json.JSONDecodeError:
        raw = {}
    kind = raw.get("kind")
    if kind not in KINDS:
        kind = "question"
    return {"kind": kind, "score": min(1.0, max(0.0, float(raw.get("score", 0))))}


# --- a list that is filtered by type
import json

from openai import OpenAI

client = OpenAI()


def keywords(text: str) -> list[str]:
    reply = client.chat.completions.create(
        model="gpt-4o-mini", max_tokens=900, messages=[{"role": "user", "content": text}]
    )
    found = json.loads(reply.choices[0].message.content)
    if not isinstance(found, list):
        return []
    return [word for word in found if isinstance(word, str)][:20]


# --- JSON that no model wrote: a cache, settings, an event, an API
import json
import os
from pathlib import Path

import requests
from openai import OpenAI

client = OpenAI()
SETTINGS = json.loads(os.environ["APP_SETTINGS"])


def cached(key: str) -> dict:
    return json.loads(Path(f"{key}.json").read_text())


def event(body: str) -> dict:
    return json.loads(body)


def price(symbol: str) -> dict:
    reply = requests.get(f"https://prices.example.com/{symbol}", timeout=10)
    return json.loads(reply.text)


def ask(text: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o-mini",
        max_tokens=SETTINGS["max_tokens"],
        messages=[{"role": "user", "content": text}],
    )
    return reply.choices[0].message.content


# --- the envelope of a provider, which is its API
import json

import requests


def text_of(prompt: str) -> str:
    response = requests.post(
        "http://localhost:11434/api/generate", json={"prompt": prompt}, timeout=60, stream=True
    )
    parts = []
    for line in response.iter_lines():
        chunk = json.loads(line)
        parts.append(chunk["response"])
    return "".join(parts)


# --- printed, logged, counted, written back as text
import json
import logging

from openai import OpenAI

client = OpenAI()
log = logging.getLogger(__name__)


def pretty(text: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o-mini", max_tokens=900, messages=[{"role": "user", "content": text}]
    )
    data = json.loads(reply.choices[0].message.content)
    log.info("%d keys", len(data))
    print(data)
    return json.dumps(data, indent=2)


# --- the library of the tool validates its arguments
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI


@tool
def add(a: int, b: int) -> int:
    """Add."""
    return a + b


llm = ChatOpenAI(model="gpt-4o-mini", timeout=60, max_tokens=100).bind_tools([add])


def turn(question: str) -> list:
    reply = llm.invoke(question)
    return [add.invoke(call["args"]) for call in reply.tool_calls]


# --- strict tools
import json

from openai import OpenAI

client = OpenAI()
TOOLS = [
    {
        "type": "function",
        "function": {"name": "weather", "strict": True, "parameters": {"type": "object"}},
    }
]


def weather(city: str) -> str:
    return city


def turn(messages: list) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=TOOLS
    )
    call = reply.choices[0].message.tool_calls[0]
    return weather(**json.loads(call.function.arguments))


# --- the request to the model, not its answer
import json

from openai import OpenAI

client = OpenAI()


def run(row: str) -> str | None:
    request = json.loads(row)
    reply = client.chat.completions.create(
        model="gpt-4o-mini", max_tokens=900, messages=request["messages"]
    )
    return reply.choices[0].message.content
# --- what comes from the thread is no model's
import asyncio
import json


def read(path: str) -> str:
    with open(path) as file:
        return file.read()


async def settings(path: str) -> dict:
    return json.loads(await asyncio.to_thread(read, path))


async def more(path: str) -> dict:
    return json.loads(await asyncio.to_thread(lambda: read(path)))


# --- passed on, with the tool's name, to the server that has the tool
import json

import httpx
from openai import OpenAI

client = OpenAI()


async def turn(messages: list, tools: list) -> list:
    reply = client.chat.completions.create(model="gpt-4o", max_tokens=900, messages=messages, tools=tools)
    answers = []
    for call in reply.choices[0].message.tool_calls or []:
        body = {"tool_name": call.function.name, "tool_arguments": json.loads(call.function.arguments)}
        async with httpx.AsyncClient(timeout=60) as server:
            answers.append(await server.post("https://tools.example.com/run", json=body))
    return answers


# --- a message of one library as that of another
import json

from langchain_core.messages import AIMessage
from litellm import completion


def ask(messages: list, tools: list) -> AIMessage:
    reply = completion(model="gpt-4o", max_tokens=900, messages=messages, tools=tools).choices[0].message
    calls = [
        {"name": call.function.name, "args": json.loads(call.function.arguments), "id": call.id}
        for call in reply.tool_calls or []
    ]
    return AIMessage(content=reply.content or "", tool_calls=calls)


# --- a record of the call, for whoever runs tools
import json
from dataclasses import dataclass

from openai import OpenAI

client = OpenAI()


@dataclass
class ToolCall:
    name: str
    args: dict


def wanted(messages: list, tools: list) -> list[ToolCall]:
    reply = client.chat.completions.create(model="gpt-4o", max_tokens=900, messages=messages, tools=tools)
    return [
        ToolCall(name=call.function.name, args=json.loads(call.function.arguments))
        for call in reply.choices[0].message.tool_calls or []
    ]
