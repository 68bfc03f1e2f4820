"""Agents that loop: how each is given a tool and a model on the local server."""

from __future__ import annotations

from typing import Any

from js_code import Code
from js_subjects import ASK, URL, Maker, Spoken, Subject

_SCHEMA = (
    '{ type: "object", properties: { text: { type: "string" } }, required: ["text"], '
    "additionalProperties: false }"
)

# -- the AI SDK


def _ai(version: str, provider: str, agent: str = "", quick: bool = False) -> Subject:
    schema = "parameters" if version.startswith("4") else "inputSchema"
    tool = (
        f'tool({{ description: "Look again.", {schema}: jsonSchema({_SCHEMA}), '
        'execute: async () => "again" })'
    )
    model = Code('createOpenAI({ apiKey: "k", baseURL: URL }).chat("m")')
    asked = {"model": model, "tools": Code("{ again }"), "prompt": "hi"}
    calls = [Spoken("ai.generateText", "generateText", [asked], loops=True)]
    names = ["generateText", "tool", "jsonSchema"]
    if not version.startswith("4"):
        names += ["stepCountIs", "hasToolCall"]
    if version.startswith(("6", "7")):
        names.append("isLoopFinished")
    if agent:
        names.append(agent)
        options = {"model": model, "tools": Code("{ again }")}
        maker = Maker(f"ai.{agent}", f"new {agent}", [options])
        calls.append(Spoken("generate", "client.generate", [{"prompt": "hi"}], maker, loops=True))
    imports = (
        f'import {{ {", ".join(names)} }} from "ai";\n'
        'import { createOpenAI } from "@ai-sdk/openai";\n'
        f"const again = {tool};"
    )
    zod = "zod@3.25.76" if version.startswith("4") else "zod@4.6.7"
    packages = (f"ai@{version}", f"@ai-sdk/openai@{provider}", zod)
    return Subject(f"ai {version} loops", "ai", packages, imports, tuple(calls), quick=quick)


# -- providers' own runners


def _openai(version: str, quick: bool = False) -> Subject:
    tool: dict[str, Any] = {
        "type": "function",
        "function": {
            "name": "again",
            "description": "Look again.",
            "parameters": Code(_SCHEMA),
            "function": Code('async () => "again"'),
            "parse": Code("JSON.parse"),
        },
    }
    beta = "beta." if version.startswith("4") else ""
    path = f"{beta}chat.completions.runTools"
    maker = Maker("openai.OpenAI", "new OpenAI", [{"apiKey": "k", "baseURL": URL}])
    asked = {"model": "m", "messages": ASK, "tools": [tool]}
    whole = "await {call}.finalContent();"
    call = Spoken(path, f"client.{path}", [asked], maker, whole, loops=True)
    imports = 'import { OpenAI } from "openai";'
    name = f"openai {version} loops"
    return Subject(name, "openai", (f"openai@{version}",), imports, (call,), quick=quick)


def _anthropic(version: str, quick: bool = False) -> Subject:
    package = "@anthropic-ai/sdk"
    tool = {
        "type": "custom",
        "name": "again",
        "description": "Look again.",
        "input_schema": Code(_SCHEMA),
        "run": Code('async () => "again"'),
        "parse": Code("structuredClone"),
    }
    maker = Maker(f"{package}.default", "new Anthropic", [{"apiKey": "k", "baseURL": URL}])
    asked = {"model": "claude-x", "max_tokens": 9, "messages": ASK, "tools": [tool]}
    path = "beta.messages.toolRunner"
    whole = "await {call}.runUntilDone();"
    call = Spoken(path, f"client.{path}", [asked], maker, whole, loops=True)
    imports = f'import Anthropic from "{package}";'
    name = f"anthropic {version} loops"
    return Subject(name, "anthropic", (f"{package}@{version}",), imports, (call,), quick=quick)


_AGENT = Maker(
    "@openai/agents.Agent",
    "new Agent",
    [
        {
            "name": "a",
            "tools": Code("[again]"),
            "model": Code(
                'new OpenAIChatCompletionsModel(new OpenAI({ apiKey: "k", baseURL: URL }), "m")'
            ),
        }
    ],
)
_OPENAI_AGENTS = Subject(
    "openai-agents 0.20.0 loops",
    "openai-agents",
    ("@openai/agents@0.20.0", "zod@4.6.7"),
    'import { Agent, run, tool, OpenAIChatCompletionsModel } from "@openai/agents";\n'
    'import OpenAI from "openai";\n'
    'import { z } from "zod";\n'
    'const again = tool({ name: "again", description: "Look again.", '
    'parameters: z.object({ text: z.string() }), execute: async () => "again" });',
    (Spoken("@openai/agents.run", "run", [Code("client"), "hi"], _AGENT, loops=True),),
)

AGENTS: tuple[Subject, ...] = (
    _ai("7.0.173", "4.0.118", "ToolLoopAgent", quick=True),
    _ai("6.0.326", "3.0.141", "ToolLoopAgent"),
    _ai("5.0.277", "2.0.131", "Experimental_Agent"),
    _ai("4.3.19", "1.3.24"),
    _openai("7.57.0", quick=True),
    _openai("6.49.0"),
    _openai("5.23.2"),
    _openai("4.104.0"),
    _anthropic("1.12.0", quick=True),
    _anthropic("0.137.0"),
    _OPENAI_AGENTS,
)
