"""Agents of SDKs with and without a limit to their turns, for ``test_planted_loops``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planting import Shape, named


@dataclass(frozen=True)
class Agent:
    """How an SDK's agent is limited.

    ``imported``: the ways to import it, each with the name that the call then has. ``call``: the
    call with {it} and {limit}. ``none``: values that take the limit away; "" where giving nothing
    does. ``some``: values that are a limit, "" where the SDK has one by itself.
    """

    imported: dict[str, str]
    call: str
    key: str
    none: tuple[str, ...]
    some: tuple[str, ...]
    project: tuple[str, ...] = ()


_PYTHON = {
    "openai-agents, sync": Agent(
        {
            "from agents import Agent, Runner": "Runner",
            "import agents": "agents.Runner",
            "from agents import Runner as R": "R",
        },
        "{it}.run_sync(agent, text{limit})",
        "max_turns",
        ("None", "100_000"),
        ("10", "50", ""),
    ),
    "openai-agents, async": Agent(
        {"from agents import Agent, Runner": "Runner"},
        "await {it}.run(agent, text{limit})",
        "max_turns",
        ("None", "100_000"),
        ("10", ""),
    ),
    "langchain 0, AgentExecutor": Agent(
        {
            "from langchain.agents import AgentExecutor": "AgentExecutor",
            "import langchain.agents": "langchain.agents.AgentExecutor",
            "from langchain.agents import AgentExecutor as E": "E",
        },
        "{it}(agent=agent, tools=[search]{limit})",
        "max_iterations",
        ("None", "1_000_000"),
        ("15", ""),
        ("langchain==0.3.30",),
    ),
    "anthropic, tool_runner": Agent(
        {
            "from anthropic import Anthropic": "Anthropic()",
            "import anthropic": "anthropic.Anthropic()",
        },
        "{it}.beta.messages.tool_runner("
        'model="m", max_tokens=9, tools=[search], messages=text{limit})',
        "max_iterations",
        ("",),
        ("10",),
    ),
    "google-adk, LoopAgent": Agent(
        {
            "from google.adk.agents import LoopAgent": "LoopAgent",
            "from google.adk import agents": "agents.LoopAgent",
        },
        '{it}(name="refine", sub_agents=[critic]{limit})',
        "max_iterations",
        ("",),
        ("5",),
    ),
    "google-adk, RunConfig": Agent(
        {"from google.adk.agents import RunConfig": "RunConfig"},
        "{it}(streaming=False{limit})",
        "max_llm_calls",
        ("0", "-1"),
        ("100", ""),
    ),
    "crewai": Agent(
        {
            "from crewai import Agent": "Agent",
            "import crewai": "crewai.Agent",
            "from crewai import Agent as Worker": "Worker",
        },
        '{it}(role="writer", goal="write", backstory="writes"{limit})',
        "max_iter",
        ("1_000_000",),
        ("50", ""),
    ),
    "claude-agent-sdk": Agent(
        {
            "from claude_agent_sdk import ClaudeAgentOptions": "ClaudeAgentOptions",
            "import claude_agent_sdk": "claude_agent_sdk.ClaudeAgentOptions",
        },
        '{it}(tools=["Read"]{limit})',
        "max_turns",
        ("",),
        ("20",),
    ),
}
_JAVASCRIPT = {
    "@openai/agents": Agent(
        {
            'import { Agent, run } from "@openai/agents";': "run",
            'import { run as start } from "@openai/agents";': "start",
            'const { run } = require("@openai/agents");': "run",
            'import * as sdk from "@openai/agents";': "sdk.run",
        },
        "{it}(agent, text, { stream: false{limit} })",
        "maxTurns",
        ("null", "100_000"),
        ("10", ""),
    ),
    "ai 6, generateText": Agent(
        {
            'import { generateText, stepCountIs } from "ai";': "generateText",
            'import { stepCountIs, generateText as ask } from "ai";': "ask",
            'import * as sdk from "ai";\nimport { stepCountIs } from "ai";': "sdk.generateText",
        },
        "{it}({ model, prompt: text, tools: { search }{limit} })",
        "stopWhen",
        ("[]",),
        ("stepCountIs(10)", "[stepCountIs(10)]", ""),
        ("ai@6",),
    ),
    "ai 6, streamText": Agent(
        {'import { streamText, stepCountIs } from "ai";': "streamText"},
        "{it}({ model, prompt: text, tools: { search }{limit} })",
        "stopWhen",
        ("[]",),
        ("stepCountIs(10)", ""),
        ("ai@6",),
    ),
    "ai 4, maxSteps": Agent(
        {'import { generateText } from "ai";': "generateText"},
        "{it}({ model, prompt: text, tools: { search }{limit} })",
        "maxSteps",
        ("100_000",),
        ("5", ""),
        ("ai@4",),
    ),
    "@anthropic-ai/sdk, toolRunner": Agent(
        {'import Anthropic from "@anthropic-ai/sdk";': "new Anthropic()"},
        '{it}.beta.messages.toolRunner({ model: "m", max_tokens: 9, tools: [search]{limit} })',
        "max_iterations",
        ("",),
        ("10",),
    ),
    "claude-agent-sdk": Agent(
        {
            'import { query } from "@anthropic-ai/claude-agent-sdk";': "query",
            'import { query as ask } from "@anthropic-ai/claude-agent-sdk";': "ask",
        },
        '{it}({ prompt: text, options: { tools: ["Read"]{limit} } })',
        "maxTurns",
        ("",),
        ("20",),
    ),
}


def _of_python(kind: str, none: bool) -> Iterator[Shape]:
    agent = _PYTHON[kind]
    for imported, it in agent.imported.items():
        for value in agent.none if none else agent.some:
            call = agent.call.replace("{it}", it)
            for way, (above, given) in _given_in_python(agent.key, value).items():
                body = f"    {above}\n" if above else ""
                text = (
                    f"{imported}\n\n\nasync def run(agent, text, most, options):\n"
                    f"{body}    return {call.replace('{limit}', given)}\n"
                )
                name = f"{kind}, {imported!r}, {value or 'nothing'} {way}"
                yield Shape(name, "app/agent.py", text, agent.project)


def _given_in_python(key: str, value: str) -> dict[str, tuple[str, str]]:
    if not value:
        return {"given": ("", "")}
    return {
        "in the call": ("", f", {key}={value}"),
        "by a name": (f"limit = {value}", f", {key}=limit"),
        "by a mapping": (f'given = {{"{key}": {value}}}', ", **given"),
    }


def _of_javascript(kind: str, none: bool) -> Iterator[Shape]:
    agent = _JAVASCRIPT[kind]
    for imported, it in agent.imported.items():
        for value in agent.none if none else agent.some:
            call = agent.call.replace("{it}", it)
            for way, (above, given) in _given_in_javascript(agent.key, value).items():
                body = f"  {above}\n" if above else ""
                text = (
                    f"{imported}\n\n"
                    "export async function run(agent, model, text, most, options) {\n"
                    f"{body}  return await {call.replace('{limit}', given)};\n}}\n"
                )
                name = f"{kind}, {imported!r}, {value or 'nothing'} {way}"
                yield Shape(name, "src/agent.ts", text, agent.project)


def _given_in_javascript(key: str, value: str) -> dict[str, tuple[str, str]]:
    if not value:
        return {"given": ("", "")}
    found = {
        "in the call": ("", f", {key}: {value}"),
        "by a mapping": (f"const given = {{ {key}: {value} }};", ", ...given"),
    }
    if value != "[]":
        found["by a name"] = f"const limit = {value};", f", {key}: limit"
        found["by its own name"] = f"const {key} = {value};", f", {key}"
    return found


def _unknown() -> Iterator[Shape]:
    """Limits that are passed in, and options that nobody here can see into."""
    for kind, agent in _PYTHON.items():
        imported, it = next(iter(agent.imported.items()))
        for given in (f", {agent.key}=most", ", **options"):
            call = agent.call.replace("{it}", it).replace("{limit}", given)
            text = (
                f"{imported}\n\n\nasync def run(agent, text, most, options):\n    return {call}\n"
            )
            yield Shape(f"{kind}, passed in{given}", "app/agent.py", text, agent.project)
    for kind, agent in _JAVASCRIPT.items():
        imported, it = next(iter(agent.imported.items()))
        for given in (f", {agent.key}: most", ", ...options"):
            call = agent.call.replace("{it}", it).replace("{limit}", given)
            text = (
                f"{imported}\n\nexport const run = async (agent, model, text, most, options) =>\n"
                f"  {call};\n"
            )
            yield Shape(
                f"{kind} of JavaScript, passed in{given}", "src/agent.ts", text, agent.project
            )


def _all(none: bool) -> Iterator[Shape]:
    for kind in _PYTHON:
        yield from _of_python(kind, none)
    for kind in _JAVASCRIPT:
        for shape in _of_javascript(kind, none):
            yield Shape(f"{shape.name}, JavaScript", shape.path, shape.text, shape.project)


FOUND = named(_all(none=True))
SILENT = named([*_all(none=False), *_unknown()])
