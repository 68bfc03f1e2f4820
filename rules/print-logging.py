"""Prints on a server that carry what people asked and what a model answered.

A print has no level, no time and no request to belong to: nobody can find it, silence it, or keep
it from those who may not read it. Where it carries prompts and answers, the texts of all users end
up in whatever keeps the output of the process.

**Reported:** once a file, at the first `print` or `console.log` of a server, bot or web application
that carries data of a request, what a person typed, or what a model gave (`warning`); or an error
of such a call, or something that is called after them, such as a prompt (`note`). Among such data,
what is called after a credential is reported for itself, and is never moved into a log.

**Not reported:** the output of programs of the command line, scripts, examples and notebooks;
streams that are printed piece by piece; prints of ids, counts and constants; those behind a switch
such as `verbose`; components of a page; `console.error` and `console.warn`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.prints import Carried, Print, prints
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "print-logging",
    Gate.OBSERVABILITY,
    "Prints on a server that carry what people asked and what a model answered",
    Applicability.UNSAFE,
    literals=("print(", "console.log(", "console.info(", "console.debug("),
    closer=True,
    cwe=(532,),
    owasp=("LLM02:2025", "A09:2021"),
    risk=3.3,
)

_SERVES = lazy(
    rb"(?:fastapi|flask|quart|django|starlette|sanic|litestar|chainlit|discord|telegram|slack|"
    rb"streamlit|gradio|express|fastify|[\"']koa|[\"']hono|next/|NextRe|@nestjs|use server|"
    rb"\breq\b|\bRequest\b|openai|anthropic|langchain|llama_index|litellm|genai|generativeai|groq|"
    rb"google\.adk|mcp\.server|fastmcp|mistral|ollama|bedrock|cohere|crewai|[\"']ai[\"'])"
)
_TERMINAL = lazy(
    rb"^[ \t]*(?:import|from)[ \t]+(?:argparse|click|typer|fire|rich|prompt_toolkit)\b|sys\.argv|"
    rb"process\.argv",
    re.MULTILINE,
)


def relevant(data: bytes) -> bool:
    """Whether a file that prints may be a server's."""
    return bool(_SERVES.search(data)) and not _TERMINAL.search(data)


def check(view: View) -> Iterator[Finding]:
    """One finding, at the first print of the worst kind; one more for printed credentials."""
    if is_test_path(view.source.path):
        return
    every = tuple(prints(view))
    if secret := tuple(each for each in every if each.credential):
        message = _CREDENTIAL.format(secret[0].credential)
        yield view.finding(RULE, secret[0].call, Severity.WARNING, message, secret)
    found = tuple(each for each in every if not each.credential)
    if not found:
        return
    sure = [each for each in found if each.carried in _SURE]
    first = sure[0] if sure else found[0]
    severity = Severity.WARNING if sure else Severity.NOTE
    yield view.finding(RULE, first.call, severity, _message(first, len(found)), found)


_CREDENTIAL = (
    "prints {}, a credential by its name: whoever reads the output can use it as its owner does"
)
_SURE: set[Carried] = {"request", "person", "model"}
_WHAT: dict[Carried, str] = {
    "request": "prints data of the request",
    "person": "prints what somebody asked or wrote",
    "model": "prints what a model gave",
    "error": "prints an error",
    "named": "prints what a model is asked or gave",
}


def _message(first: Print, count: int) -> str:
    more = f", as {count - 1} more of this file do" if count > 2 else ""
    more = ", as one more of this file does" if count == 2 else more
    return f"{_WHAT[first.carried]}{more}: no level, no request id, nothing to filter it by"
