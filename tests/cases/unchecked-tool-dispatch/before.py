# --- a table, by the name in the tool call
import json

from openai import OpenAI

client = OpenAI()


def read_order(order: str) -> str:
    return order


def refund(order: str, amount: float) -> str:
    return "done"


TOOLS = {"read_order": read_order, "refund": refund}


def turn(messages: list, tools: list) -> list:
    reply = client.chat.completions.create(
        model="gpt-4o", max_tokens=900, messages=messages, tools=tools
    )
    results = []
    for call in reply.choices[0].message.tool_calls or []:
        name = call.function.name
        args = json.loads(call.function.arguments)
        results.append(TOOLS[name](**args))  # finding: warning, unsafe
    return results


# --- globals
import anthropic

client = anthropic.Anthropic()


def turn(messages: list, specs: list) -> list:
    reply = client.messages.create(
        model="claude-sonnet-4-20250514", max_tokens=900, messages=messages, tools=specs
    )
    return [
        globals()[block.name](**block.input)  # finding: error, no-place
        for block in reply.content
        if block.type == "tool_use"
    ]


# --- JSON of its own: an action and its input
import json

from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="gpt-4o", timeout=60, max_tokens=900)


class Agent:
    def __init__(self, actions: dict) -> None:
        self.actions = actions

    def step(self, prompt: str) -> str:
        step = json.loads(llm.invoke(prompt).content)
        action = self.actions[step["action"]]  # finding: warning, unsafe
        return action(step["input"])


# --- a dispatcher for whoever has a tool call
from app import tools

REGISTRY = {"search": tools.search, "delete_user": tools.delete_user}


def run_tool(tool_name: str, tool_input: dict) -> str:
    return REGISTRY[tool_name](**tool_input)  # finding: warning, unsafe


# --- tools of LangChain by name
from app.tools import delete_file, read_file
from langchain_openai import ChatOpenAI

tools = [read_file, delete_file]
by_name = {tool.name: tool for tool in tools}
llm = ChatOpenAI(model="gpt-4o", timeout=60, max_tokens=900).bind_tools(tools)


def turn(messages: list) -> list:
    reply = llm.invoke(messages)
    return [
        by_name[call["name"]].invoke(call["args"])  # finding: warning, no-place
        for call in reply.tool_calls
    ]
