# --- a tool that mails
import smtplib
from email.message import EmailMessage

from agents import function_tool


@function_tool  # finding: warning, unsafe
def send_letter(to: str, subject: str, body: str) -> str:
    """Send a letter to a customer."""
    letter = EmailMessage()
    letter["To"], letter["Subject"] = to, subject
    letter.set_content(body)
    with smtplib.SMTP("localhost", timeout=10) as server:
        server.send_message(letter)
    return "sent"
# --- a tool that moves money, with a context that is left out
import stripe
from pydantic_ai import Agent, RunContext

agent = Agent("openai:gpt-4o-mini", deps_type=str)


@agent.tool  # finding: warning, unsafe
def give_back(ctx: RunContext[str], charge: str, cents: int) -> str:
    """Give a customer their money back."""
    refund = stripe.Refund.create(charge=charge, amount=cents)
    return str(refund.id)
# --- a tool that writes to a database, through a helper
import sqlite3

from langchain_core.tools import tool


def _store(number: int, state: str) -> None:
    with sqlite3.connect("orders.db") as connection:
        connection.execute("UPDATE orders SET state = ? WHERE number = ?", (state, number))


@tool  # finding: warning, unsafe
def cancel_order(number: int) -> str:
    """Cancel an order."""
    _store(number, "cancelled")
    return "cancelled"
# --- a tool whose name says that it changes something elsewhere
import requests
from crewai.tools import tool


@tool("create_ticket")  # finding: warning, unsafe
def create_ticket(title: str, token: str) -> str:
    """Open a ticket."""
    reply = requests.post(
        "https://tickets.example.com/api", json={"title": title}, headers={"key": token}, timeout=10
    )
    return reply.text
# --- a tool that writes files
from pathlib import Path

from agents import function_tool


@function_tool  # finding: note, unsafe
def keep_note(name: str, text: str) -> str:
    """Keep a note."""
    Path("notes", name).write_text(text)
    return "kept"
# --- a dispatcher of another file that logs a failure only, and a tool nobody has
# path: shop/tools/refund.py
# also: shop/tools/base.py | class BaseTool: ...
# also: shop/runner.py | import logging\n\nlog = logging.getLogger(__name__)\n\n\ndef run_tool(tools, tool_name, given):\n    if tool_name not in tools:\n        log.warning("no tool %s", tool_name)\n        return "no such tool"\n    try:\n        return tools[tool_name].run(**given)\n    except ValueError:\n        log.exception("%s failed", tool_name)\n        return "failed"
import stripe

from shop.tools.base import BaseTool


class RefundTool(BaseTool):
    name = "refund"

    def run(self, charge: str) -> str:  # finding: warning, unsafe
        return str(stripe.Refund.create(charge=charge).id)
# --- an agent of a package runs the tool, which the dispatcher of another file never sees
# path: shop/tools.py
# also: shop/runner.py | import logging\n\nlog = logging.getLogger(__name__)\n\n\ndef run_tool(tools, tool_name, given):\n    log.info("runs %s", tool_name)\n    return tools[tool_name].run(**given)
import smtplib

from agents import function_tool


@function_tool  # finding: warning, unsafe
def send_letter(to: str, body: str) -> str:
    """Send a letter to a customer."""
    with smtplib.SMTP("localhost", timeout=10) as server:
        server.sendmail("us@example.com", to, body)
    return "sent"
# --- a program that starts whatever is named, and a file that is removed without being made
import os
import subprocess

from langchain_core.tools import tool


@tool  # finding: warning, unsafe
def start(name: str) -> str:
    """Start an application."""
    subprocess.run(["open", "-a", name], check=True)
    return "started"


@tool  # finding: note, unsafe
def forget(name: str) -> str:
    """Remove a note."""
    os.remove(name)
    return "gone"
