# --- a membership test, and arguments that are checked
import json

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI()


class Order(BaseModel):
    number: str


def read_order(order: Order) -> str:
    return order.number


TOOLS = {"read_order": read_order}


def turn(messages: list, tools: list) -> list:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=tools
    )
    results = []
    for call in reply.choices[0].message.tool_calls or []:
        name = call.function.name
        if name not in TOOLS:
            results.append("unknown tool")
            continue
        results.append(TOOLS[name](Order.model_validate_json(call.function.arguments)))
    return results


# --- a miss is answered
import json

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI()
TOOLS: dict = {}


class Query(BaseModel):
    text: str


def turn(messages: list, tools: list) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=tools
    )
    call = reply.choices[0].message.tool_calls[0]
    tool = TOOLS.get(call.function.name)
    if tool is None:
        return "unknown tool"
    return tool(Query.model_validate_json(call.function.arguments))


def again(messages: list, tools: list) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=tools
    )
    call = reply.choices[0].message.tool_calls[0]
    try:
        tool = TOOLS[call.function.name]
    except KeyError:
        return "unknown tool"
    return tool(Query.model_validate_json(call.function.arguments))


# --- an enumeration
import enum

import anthropic

client = anthropic.Anthropic()


class Tool(str, enum.Enum):
    SEARCH = "search"


HANDLERS = {Tool.SEARCH: print}


def turn(messages: list, specs: list) -> None:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514", max_tokens=900, messages=messages, tools=specs
    )
    for block in reply.content:
        if block.type == "tool_use":
            HANDLERS[Tool(block.name)](block.id)


# --- the tools of a role
import anthropic
from app.roles import tools_for

client = anthropic.Anthropic()


def turn(messages: list, specs: list, user) -> list:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514", max_tokens=900, messages=messages, tools=specs
    )
    allowed = tools_for(user.role)
    return [allowed[b.name](b.id) for b in reply.content if b.type == "tool_use"]


# --- a person or a permission is asked first
import anthropic
from app.auth import require_permission
from app.tools import TOOLS

client = anthropic.Anthropic()


def turn(messages: list, specs: list, user) -> list:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514", max_tokens=900, messages=messages, tools=specs
    )
    results = []
    for block in reply.content:
        if block.type == "tool_use":
            require_permission(user, block.name)
            results.append(TOOLS[block.name](block.id))
    return results


# --- if and elif
import anthropic

client = anthropic.Anthropic()


def search(query: str) -> str:
    return query


def turn(messages: list, specs: list) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514", max_tokens=900, messages=messages, tools=specs
    )
    for block in reply.content:
        if block.type == "tool_use" and block.name == "search":
            return search(str(block.input["query"]))
    return ""


# --- names that no model gave
import sys

from app import commands
from openai import OpenAI

client = OpenAI()
FORMATS = {"json": str, "text": repr}


def main() -> None:
    getattr(commands, sys.argv[1])()
    FORMATS[sys.argv[2]](client.responses.create(model="gpt-4o", max_output_tokens=9, input="x"))


# --- methods with a prefix
import json

from openai import OpenAI


class Agent:
    def __init__(self) -> None:
        self.client = OpenAI()

    def tool_search(self, query: str) -> str:
        return query

    def step(self, messages: list, specs: list) -> str:
        reply = self.client.chat.completions.create(
            model="gpt-4o", max_tokens=900, messages=messages, tools=specs
        )
        call = reply.choices[0].message.tool_calls[0]
        method = getattr(self, f"tool_{call.function.name}", None)
        if method is None:
            return "unknown tool"
        return method(str(json.loads(call.function.arguments).get("query", "")))


# --- a value is looked up, and nothing runs
import anthropic

client = anthropic.Anthropic()
COSTS = {"search": 1, "refund": 5}


def turn(messages: list, specs: list) -> int:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514", max_tokens=900, messages=messages, tools=specs
    )
    return sum(COSTS[b.name] for b in reply.content if b.type == "tool_use")


# --- a function of this file refuses
import anthropic

client = anthropic.Anthropic()
ALLOWED = {"search"}
TOOLS: dict = {}


def known(name: str) -> str:
    if name not in ALLOWED:
        raise ValueError(name)
    return name


def turn(messages: list, specs: list) -> list:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514", max_tokens=900, messages=messages, tools=specs
    )
    return [TOOLS[known(b.name)](b.id) for b in reply.content if b.type == "tool_use"]


# --- a dispatcher that checks
from app.tools import REGISTRY


def run_tool(tool_name: str, tool_input: dict) -> str:
    if tool_name not in REGISTRY:
        raise KeyError(tool_name)
    return REGISTRY[tool_name](**tool_input)


# --- a registry of something else
PLUGINS: dict = {}


def load(plugin: str, options: dict) -> object:
    return PLUGINS[plugin](**options)


def tool_name(function_name: str) -> str:
    return PLUGINS[function_name]()
