"""Agent loops written by hand, which end when the model stops calling tools."""

from __future__ import annotations

from programs import ADDRESS, Program
from recipes import Recipe, Use

_OPENAI = """\
import json

from openai import OpenAI

client = OpenAI(api_key="k", base_url="{url}/v1")
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "again",
            "parameters": {"type": "object", "properties": {"text": {"type": "string"}}},
        },
    }
]


def again(text: str = "") -> str:
    return "again"


def ask() -> None:
    messages = [{"role": "user", "content": "hi"}]
    while True:
        reply = client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS)
        message = reply.choices[0].message
        if not message.tool_calls:
            break
        messages.append(message)
        for call in message.tool_calls:
            result = again(**json.loads(call.function.arguments))
            messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
    print(message.content)


if __name__ == "__main__":
    ask()
"""
_ANTHROPIC = """\
from anthropic import Anthropic

client = Anthropic(api_key="k", base_url="{url}")
TOOLS = [
    {
        "name": "again",
        "input_schema": {"type": "object", "properties": {"text": {"type": "string"}}},
    }
]


def ask() -> None:
    messages = [{"role": "user", "content": "hi"}]
    while True:
        reply = client.messages.create(
            model="claude-sonnet-4-5", max_tokens=500, messages=messages, tools=TOOLS
        )
        if reply.stop_reason != "tool_use":
            break
        messages.append({"role": "assistant", "content": reply.content})
        results = [
            {"type": "tool_result", "tool_use_id": block.id, "content": "again"}
            for block in reply.content
            if block.type == "tool_use"
        ]
        messages.append({"role": "user", "content": results})
    print(reply.content[0].text)


if __name__ == "__main__":
    ask()
"""


def _program(sdk: str, path: str, text: str) -> Program:
    use = Use(path)
    made = text.replace("{url}", ADDRESS)
    return Program(Recipe(sdk, "", {}, (use,)), use, made)


BY_HAND = (
    _program("openai", "while True around chat.completions.create", _OPENAI),
    _program("anthropic", "while True around messages.create", _ANTHROPIC),
)
