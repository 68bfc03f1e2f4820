# --- tools that only read
import sqlite3

import requests
from langchain_core.tools import tool


@tool
def find_order(number: int) -> str:
    """Find an order."""
    with sqlite3.connect("orders.db") as connection:
        row = connection.execute("SELECT state FROM orders WHERE number = ?", (number,)).fetchone()
    return str(row)


@tool
def search(question: str) -> str:
    """Search the web."""
    return requests.post("https://search.example.com", json={"q": question}, timeout=10).text


@tool
def read_note(name: str) -> str:
    """Read a note."""
    with open(name) as file:
        return file.read()
# --- a logger says who did what
import logging
import smtplib

from agents import RunContextWrapper, function_tool

logger = logging.getLogger(__name__)


@function_tool
def send_letter(wrapper: RunContextWrapper[str], to: str, body: str) -> str:
    """Send a letter."""
    logger.info("%s sends a letter to %s", wrapper.context, to)
    with smtplib.SMTP("localhost", timeout=10) as server:
        server.sendmail("us@example.com", to, body)
    return "sent"
# --- a helper of the file records it
import structlog
import stripe
from pydantic_ai import Agent, RunContext

agent = Agent("openai:gpt-4o-mini", deps_type=str)
log = structlog.get_logger()


def _refund(user: str, charge: str) -> str:
    log.info("refund", user=user, charge=charge)
    return str(stripe.Refund.create(charge=charge).id)


@agent.tool
def give_back(ctx: RunContext[str], charge: str) -> str:
    """Give a customer their money back."""
    return _refund(ctx.deps, charge)
# --- a decorator records it
from pathlib import Path

from agents import function_tool

from .records import recorded


@function_tool
@recorded
def keep_note(name: str, text: str) -> str:
    """Keep a note."""
    Path("notes", name).write_text(text)
    return "kept"
# --- hooks see every call of a tool
from pathlib import Path

from agents import Agent, RunHooks, function_tool


@function_tool
def keep_note(name: str, text: str) -> str:
    """Keep a note."""
    Path("notes", name).write_text(text)
    return "kept"


class Book(RunHooks):
    async def on_tool_end(self, context, agent, tool, result) -> None:
        await self.write(tool.name, result)


agent = Agent("clerk", tools=[keep_note])
# --- traced from outside
# project: langfuse openai-agents
from pathlib import Path

from agents import function_tool


@function_tool
def keep_note(name: str, text: str) -> str:
    """Keep a note."""
    Path("notes", name).write_text(text)
    return "kept"
# --- the same, but no tool
import smtplib


def send_letter(to: str, body: str) -> str:
    with smtplib.SMTP("localhost", timeout=10) as server:
        server.sendmail("us@example.com", to, body)
    return "sent"


TOOLS: list[str] = []
# --- a tool that asks a model, and one that works in memory
from agents import function_tool
from anthropic import Anthropic

client = Anthropic()
cart: dict[str, int] = {}


@function_tool
def create_summary(text: str) -> str:
    """Summarise a text."""
    reply = client.messages.create(
        model="claude-haiku-4-5", max_tokens=300, messages=[{"role": "user", "content": text}]
    )
    return reply.content[0].text


@function_tool
def add_to_cart(item: str) -> str:
    """Put something into the cart."""
    cart[item] = cart.get(item, 0) + 1
    return "added"
# --- a test
# path: tests/test_tools.py
from pathlib import Path

from agents import function_tool


@function_tool
def keep_note(name: str, text: str) -> str:
    """Keep a note."""
    Path("notes", name).write_text(text)
    return "kept"
# --- the guard's own, as a fix leaves it
import smtplib

from agents import function_tool
from prodgate_guard import audit


@function_tool
def send_letter(to: str, body: str) -> str:
    """Send a letter."""
    audit("send_letter", to=to, body=body)
    with smtplib.SMTP("localhost", timeout=10) as server:
        server.sendmail("us@example.com", to, body)
    return "sent"
# --- the dispatcher of another file logs every tool that it runs
# path: shop/tools/refund.py
# also: shop/tools/base.py | from abc import ABC, abstractmethod\n\n\nclass BaseTool(ABC):\n    name = ""\n\n    @abstractmethod\n    def run(self, **given): ...
# also: shop/runner.py | import logging\n\nlog = logging.getLogger(__name__)\n\n\nclass Runner:\n    def __init__(self, tools, user):\n        self.tools = {tool.name: tool for tool in tools}\n        self.user = user\n\n    def run(self, tool_name, given):\n        if tool_name not in self.tools:\n            return "no such tool"\n        log.info("%s has %s run", self.user, tool_name)\n        return self.tools[tool_name].run(**given)
import stripe

from shop.tools.base import BaseTool


class RefundTool(BaseTool):
    name = "refund"

    def run(self, charge: str) -> str:
        return str(stripe.Refund.create(charge=charge).id)
# --- what runs any tool writes a row for it
# path: shop/tools.py
# also: shop/base.py | class HouseTool: ...
# also: shop/loop.py | from shop.models import ToolRun\nfrom shop.tools import ALL\n\n\ndef answer(session, user, call):\n    tool = next((each for each in ALL if each.name == call.name), None)\n    if tool is None:\n        return "unknown"\n    session.add(ToolRun(user=user, tool_name=call.name, given=call.args))\n    return tool.execute(call.args)
import smtplib

from shop.base import HouseTool


class LetterTool(HouseTool):
    name = "letter"

    def execute(self, given: dict[str, str]) -> str:
        with smtplib.SMTP("localhost", timeout=10) as server:
            server.sendmail("us@example.com", given["to"], given["body"])
        return "sent"
# --- the base class of the tools records what each of them does
# path: shop/tools/letter.py
# also: shop/tools/base.py | from shop.store import record_event\n\n\nclass BaseTool:\n    def run(self, user, **given):\n        record_event("tool", self.name, user, given)\n        return self._run(**given)
import smtplib

from .base import BaseTool


class LetterTool(BaseTool):
    name = "letter"

    def _run(self, to: str, body: str) -> str:
        with smtplib.SMTP("localhost", timeout=10) as server:
            server.sendmail("us@example.com", to, body)
        return "sent"
# --- a handler of the agent's events records the tools of its package, too
# path: app/tools.py
# also: app/turn.py | from agents import Runner\n\nfrom app.logs import logger\n\n\nasync def turn(agent, user, text):\n    async for event in Runner.run_streamed(agent, text).stream_events():\n        if event.type == "run_item_stream_event" and event.name == "tool_called":\n            logger.info("%s has %s run", user, event.item.tool_name)
import smtplib

from agents import function_tool


@function_tool
def send_letter(to: str, body: str) -> str:
    """Send a letter to a customer."""
    with smtplib.SMTP("localhost", timeout=10) as server:
        server.sendmail("us@example.com", to, body)
    return "sent"
# --- a copy that the tool removes again, and one in the temporary folder
import os
import tempfile

from langchain_core.tools import tool

from store import fetch, words


@tool
def read_report(number: str) -> str:
    """Read a report."""
    copy = f"{number}.pdf"
    with open(copy, "wb") as file:
        file.write(fetch(number))
    text = words(copy)
    os.remove(copy)
    return text


@tool
def read_sheet(number: str) -> str:
    """Read a sheet."""
    folder = tempfile.mkdtemp()
    copy = os.path.join(folder, "sheet.csv")
    with open(copy, "wb") as file:
        file.write(fetch(number))
    return words(copy)
# --- a page that is shown
import subprocess

from langchain_core.tools import tool


@tool
def show(page: str) -> str:
    """Show a page."""
    subprocess.Popen(["xdg-open", page])
    return "shown"
