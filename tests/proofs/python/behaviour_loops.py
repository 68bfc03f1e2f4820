"""An agent before and after its loop is bounded, with a model that always calls a tool."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import table
from behaviour import Proof, alike, name_of, times
from programs import Program
from proofrun import environment, run
from proofscript import version
from recipes import Recipe, Use
from rewritten import TURNS, rewritten, row

_PATIENCE = 70  # so many answers call a tool: whoever gets to the end of them is not bounded


def loop(proof: Proof, where: str) -> table.Row:
    """After the fix the model is asked so many times; before, for as long as it calls tools.

    A healthy model calls a tool once, and answers.
    """
    rule = "unbounded-agent-loop"
    fix = proof.fixed(rule)
    one, _ = proof.seen(proof.program.text, "tool", patience=1)
    two, _ = proof.seen(fix.text, "tool", patience=1)
    same = alike(one, two)
    _, asked = proof.seen(proof.program.text, "tool", patience=_PATIENCE)
    after, bounded = proof.seen(fix.text, "tool", patience=_PATIENCE)
    most = _most(fix.title)
    wrong = []
    if len(asked) != _PATIENCE + 1:
        wrong.append(f"before: the model was asked {len(asked)} times")
    if len(bounded) != most:
        wrong.append(f"after: the model was asked {len(bounded)} times, not {most}")
    seen = (
        f"asked {times(len(asked), 'time')}: until the model stopped",
        f"asked {times(len(bounded), 'time')}, then {name_of(after)}",
    )
    return row(proof.program, rule, where, fix, seen, same, wrong)


def _most(title: str) -> int:
    """The requests that the bound allows: steps of a graph are model and tool in turn."""
    steps = re.search(r"recursion_limit.*?(\d+)", title)
    return (int(steps.group(1)) + 1) // 2 if steps else TURNS


# -- agents of agents: a loop over them, which nothing but a tool ends

_LOOP_AGENT = """\
import asyncio

from google.adk.agents import LlmAgent, LoopAgent
from google.adk.runners import InMemoryRunner
from google.adk.tools import exit_loop
from google.genai.types import Content, Part

writer = LlmAgent(
    name="writer", model="gemini-2.0-flash", instruction="Improve the text.", tools=[exit_loop]
)
agent = LoopAgent(
    name="loop",
    sub_agents=[writer],
)


async def ask() -> None:
    runner = InMemoryRunner(agent=agent, app_name="a")
    session = await runner.session_service.create_session(app_name="a", user_id="u")
    said = Content(role="user", parts=[Part(text="hi")])
    run = runner.run_async(user_id="u", session_id=session.id, new_message=said)
    async for event in run:
        for part in (event.content.parts or []) if event.content else []:
            print(part.text, part.function_call and part.function_call.name)


if __name__ == "__main__":
    asyncio.run(ask())
"""
LOOP_AGENT = Program(
    Recipe("google-adk", "google.adk.agents.LoopAgent", {}, (Use(""),)),
    Use(""),
    _LOOP_AGENT,
    {"GOOGLE_API_KEY": "k", "GOOGLE_GEMINI_BASE_URL": "{url}"},
)


def loop_agent(proof: Proof) -> table.Row:
    """Before, its agents are run again until the clock ends it; a tool ends a healthy one."""
    rule, clock = "unbounded-agent-loop", 6.0
    fix = proof.fixed(rule)
    one, _ = proof.seen(proof.program.text, "tool", patience=1)
    two, _ = proof.seen(fix.text, "tool", patience=1)
    same = alike(one, two)
    before, asked = proof.seen(proof.program.text, "ok", clock=clock)
    after, bounded = proof.seen(fix.text, "ok")
    wrong = []
    if before.error != "outlasted" or len(asked) <= 2 * TURNS:
        wrong.append(f"before: {name_of(before)} after {times(len(asked), 'request')}")
    if len(bounded) != TURNS or after.error:
        wrong.append(f"after: {name_of(after)} after {times(len(bounded), 'request')}")
    seen = (
        f"still asking when {clock:.0f} s had passed",
        f"asked {times(len(bounded), 'time')}, then {name_of(after)}",
    )
    return row(proof.program, rule, "client", fix, seen, same, wrong)


# -- an agent in a program of its own: a stand-in for that writes down what it is told

_CLAUDE = """\
import asyncio

from claude_agent_sdk import AssistantMessage, ClaudeAgentOptions, query

options = ClaudeAgentOptions(
    cli_path="/opt/claude",
    allowed_tools=["Read"],
)


async def ask() -> None:
    async for message in query(prompt="hi", options=options):
        if isinstance(message, AssistantMessage):
            print(*[block.text for block in message.content])


if __name__ == "__main__":
    asyncio.run(ask())
"""
_CLAUDE_RECIPE = Recipe("claude-agent-sdk", "claude_agent_sdk.ClaudeAgentOptions", {}, (Use(""),))
CLAUDE = Program(_CLAUDE_RECIPE, Use(""), _CLAUDE)
_STAND_IN = """\
#!{python}
import json, sys

def say(**message):
    print(json.dumps(message), flush=True)

with open("{seen}", "a") as out:
    out.write(repr(sys.argv[1:]) + "\\n")
for line in sys.stdin:
    told = json.loads(line)
    if told["type"] == "control_request":
        answer = {{"subtype": "success", "request_id": told["request_id"], "response": {{}}}}
        say(type="control_response", response=answer)
    elif told["type"] == "user":
        text = [{{"type": "text", "text": "hi"}}]
        said = {{"id": "m", "role": "assistant", "model": "m", "content": text}}
        say(type="assistant", message=said, session_id="s", parent_tool_use_id=None)
        say(type="result", subtype="success", is_error=False, num_turns=1, session_id="s",
            duration_ms=1, duration_api_ms=1, result="hi", total_cost_usd=0.0)
        break
"""


def claude(proof: Proof) -> table.Row:
    """Before, no limit is handed to the program of Claude Code; after, the policy's."""
    rule = "unbounded-agent-loop"
    fix = rewritten(CLAUDE, rule, proof.folder / "project")
    printed, told, errors = [], [], []
    for name, text in (("before", CLAUDE.text), ("after", fix.text)):
        folder = proof.folder / name
        folder.mkdir()
        outcome = _with_stand_in(proof, text, folder)
        printed.append(outcome[0])
        errors.append(outcome[1])
        told.append((folder / "seen").read_text())
    same = printed == ["hi", "hi"] and not any(errors)
    wrong = [f"{errors}"] if any(errors) else []
    if "--max-turns" in told[0]:
        wrong.append("before: a limit was passed")
    if f"'--max-turns', '{TURNS}'" not in told[1]:
        wrong.append(f"after: {told[1]}")
    seen = ("no --max-turns passed to the program", f"--max-turns {TURNS} passed to the program")
    return row(CLAUDE, rule, "client", fix, seen, same, wrong)


def _with_stand_in(proof: Proof, text: str, folder: Path) -> tuple[str, str]:
    cli, script = folder / "claude", folder / "program.py"
    cli.write_text(_STAND_IN.format(python=sys.executable, seen=folder / "seen"))
    cli.chmod(0o755)
    script.write_text(text.replace("/opt/claude", str(cli)))
    python = environment(proof.cache, (f"claude-agent-sdk=={version(_CLAUDE_RECIPE)}",))
    outcome = run(python, script, "http://127.0.0.1:9", clock=60)
    return outcome.printed, outcome.error
