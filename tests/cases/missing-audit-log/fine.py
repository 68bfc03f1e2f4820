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
