# --- a table, by the name in the tool call
import json

from openai import OpenAI
from prodgate_guard import caller_role, check_tool

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
        check_tool(caller_role(), name)
        results.append(TOOLS[name](**args))  # finding: warning, unsafe
    return results


# --- JSON of its own: an action and its input
import json

from langchain_openai import ChatOpenAI
from prodgate_guard import caller_role, check_tool

llm = ChatOpenAI(model="gpt-4o", timeout=60, max_tokens=900)


class Agent:
    def __init__(self, actions: dict) -> None:
        self.actions = actions

    def step(self, prompt: str) -> str:
        step = json.loads(llm.invoke(prompt).content)
        check_tool(caller_role(), step["action"])
        action = self.actions[step["action"]]  # finding: warning, unsafe
        return action(step["input"])


# --- a dispatcher for whoever has a tool call
from app import tools
from prodgate_guard import caller_role, check_tool

REGISTRY = {"search": tools.search, "delete_user": tools.delete_user}


def run_tool(tool_name: str, tool_input: dict) -> str:
    check_tool(caller_role(), tool_name)
    return REGISTRY[tool_name](**tool_input)  # finding: warning, unsafe


