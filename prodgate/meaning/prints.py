"""Prints of a server, and what they carry. What a program of the command line prints is output."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.credentials import names_credential
from prodgate.meaning.model_text import model_text
from prodgate.meaning.outside import Outside
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

Carried: TypeAlias = Literal["request", "person", "model", "error", "named"]


class Print(Struct, frozen=True):
    """A call that prints, and what it carries: data of a request, somebody's text, a model's, an
    error, or what is called after one of them. ``credential``: what is called after a secret."""

    call: s.Call
    carried: Carried
    credential: str = ""


def prints(view: View) -> Iterator[Print]:
    """The prints of a server's file that carry such data, in source order."""
    calls = [call for call in view.names.calls if _is_print(view, call)]
    if not calls or not is_server(view):
        return
    outside = view.kept(Outside)
    for call in calls:
        if (carried := _carried(view, outside, call)) and not _is_asked_for(view, call):
            yield Print(call, carried, _credential(view, call))


_CONSOLE = {"console.log", "console.info", "console.debug"}


def _is_print(view: View, call: s.Call) -> bool:
    if not call.arguments:
        return False
    if view.language == "javascript":
        return s.dotted(call.callee) in _CONSOLE
    if not isinstance(call.callee, s.Name) or call.callee.id != "print":
        return False
    if view.names.lookup(call.callee):  # rich's, or the project's own
        return False
    return call.keyword("end") is None and call.keyword("file") is None


# -- whose file ------------------------------------------------------------------------------------

_ELSEWHERE = lazy(
    r"(^|/)(examples?|samples?|demos?|tutorials?|scripts?|notebooks?|cookbooks?|bench(marks?)?|"
    r"cli|bin|evals?|tests?|docs?)(/|\.)|(^|/)(cli|demo|example|bench)[\w-]*\.\w+$"
)
_SERVERS = {
    "fastapi", "flask", "quart", "django", "starlette", "sanic", "litestar", "chainlit", "discord",
    "telegram", "slack_bolt", "slack_sdk", "telebot", "aiogram", "celery", "mangum", "bottle",
    "tornado", "falcon", "socketio", "flask_socketio", "rest_framework", "streamlit", "gradio",
    "nextcord", "disnake", "twilio", "functions_framework", "websockets", "aiohttp.web", "modal",
}  # fmt: skip
_TERMINAL = {
    "argparse", "click", "typer", "fire", "rich", "prompt_toolkit", "cmd", "readline", "optparse",
    "docopt", "textual", "curses", "termcolor", "colorama", "simple_parsing", "questionary",
}  # fmt: skip
_JS_TERMINAL = {
    "commander", "yargs", "inquirer", "readline", "node:readline", "readline/promises", "ora",
    "node:readline/promises", "ink", "@clack/prompts", "prompts", "meow", "cac", "minimist",
    "enquirer", "node:util",
}  # fmt: skip
_JS_SERVERS = (
    "express", "fastify", "koa", "hono", "next", "@nestjs/core", "discord.js", "@slack/bolt",
    "grammy", "telegraf", "@sveltejs/kit", "@remix-run/node", "nuxt",
)  # fmt: skip
_PY_SERVERS = ("fastapi", "flask", "quart", "django", "starlette", "sanic", "litestar", "streamlit",
                "gradio", "chainlit")  # fmt: skip


def is_elsewhere(view: View) -> bool:
    """Whether the path is that of an example, a script, a test: nothing that serves."""
    return bool(_ELSEWHERE.search(view.source.path))


def is_server(view: View) -> bool:
    """Whether a file answers others, or is a part of what does."""
    if is_elsewhere(view) or is_terminal(view):
        return False
    if any(web.is_handler(view.names, f, view.source.path) for f in view.names.functions):
        return True
    language = view.language
    if language == "javascript" and not web.runs_on_server(view.names, view.source.path):
        return False
    imported = _imports(view)
    if language == "python" and (imported & _SERVERS or _is_served_agent(imported)):
        return True
    frameworks = _PY_SERVERS if language == "python" else _JS_SERVERS
    depends = view.project.depends_on
    return any(depends(view.source.path, name, language) is True for name in frameworks)


def _is_served_agent(imported: set[str]) -> bool:
    """Tools of frameworks whose agents run behind an API."""
    return any(module.startswith(("google.adk", "mcp.server", "fastmcp")) for module in imported)


def _imports(view: View) -> set[str]:
    modules = {node.module for node in view.names.imports}
    return modules | {m.split(".")[0] for m in modules if not m.startswith(".")}


def is_terminal(view: View) -> bool:
    """Whether a file is a program of the command line, whose prints are its output."""
    imported = _imports(view)
    if view.language == "javascript":
        if imported & _JS_TERMINAL or view.text.startswith("#!"):
            return True
        return "process.argv" in view.text or "process.stdin" in view.text
    if imported & _TERMINAL or "sys.argv" in view.text:
        return True
    if any(isinstance(c.callee, s.Name) and c.callee.id == "input" for c in view.names.calls):
        return True
    return "__main__" in view.text and not imported & _SERVERS


# -- what is printed -------------------------------------------------------------------------------

_NAMED = lazy(
    r"(?:^|_)(?:prompt|question|user_?(?:input|message|query|prompt)|completion|query_?input|"
    r"llm_?(?:response|output)|conversation|chat_?history|tool_?(?:args|arguments|output|result)|"
    r"request_?body|sql_?query|generated_?(?:sql|code|text))$",
    re.IGNORECASE,
)
# What says which one it was, and nothing of what was said.
_LABEL = lazy(
    r"(?:^|_)(?:ids?|type|status|count|limit|page|version|model|score|tool|name|role|key|index|size"
    r"|code|price|cost|amount|total|duration|usage|tokens|time|date|kind|mode)$",
    re.IGNORECASE,
)
_COUNTS = {"len", "type", "Object.keys", "typeof", "bool", "id", "int", "float", "Number"}


def _carried(view: View, outside: Outside, call: s.Call) -> Carried | None:
    values = [v for a in call.arguments if a.name is None for v in _values(a.value)]
    values = [value for value in values if names_credential(value) or not _is_label(value)]
    if any(model_text(view).of(value) is not None for value in values):
        return "model"
    for value in values:
        for origin in outside.origins(value):
            if origin.what != "tools":
                return "request" if origin.what == "request" else "person"
    if any(_is_error(view, value) for value in values):
        return "error"
    return "named" if any(_is_named(value) for value in values) else None


def _credential(view: View, call: s.Call) -> str:
    """What a printed value is called that is a credential by its name; no piece of an answer."""
    for argument in call.arguments:
        for value in _values(argument.value):
            name = names_credential(value)
            if name and not _is_piece(view, value):
                return name
    return ""


def _is_piece(view: View, node: s.Node) -> bool:
    """``for token in stream``"""
    if isinstance(node, s.Name) and any(b.kind == "loop" for b in view.names.lookup(node)):
        return True
    return model_text(view).of(node) is not None


def _values(node: s.Node) -> Iterator[s.Node]:
    """The values that a printed text is made of."""
    node = s.bare(node)
    if isinstance(node, s.Text):
        for part in node.parts:
            yield from _values(part)
    elif isinstance(node, s.Binary):
        yield from _values(node.left)
        yield from _values(node.right)
    elif isinstance(node, s.Mapping):
        for entry in node.entries:
            yield from _values(entry.value)
    elif isinstance(node, s.Call):
        name = s.dotted(node.callee) or ""
        if name in _WRITES:
            for argument in node.arguments[:1]:
                yield from _values(argument.value)
        elif name not in _COUNTS:
            yield node
    elif isinstance(node, s.Name | s.Attribute | s.Index):
        yield node


_WRITES = {"JSON.stringify", "json.dumps", "str", "repr", "String", "pformat", "pprint.pformat"}


def _is_label(node: s.Node) -> bool:
    """An id, a count, a kind: ``answer.usage``, ``body["id"]``, ``reply.get("score")``."""
    name = _last_name(node)
    return name in {"length", "size"} or bool(_LABEL.search(_snake(name)))


def _last_name(node: s.Node) -> str:
    if isinstance(node, s.Attribute):
        return node.name
    if isinstance(node, s.Call):
        callee, key = node.callee, node.positional(0)
        if isinstance(callee, s.Attribute) and callee.name == "get" and isinstance(key, s.Literal):
            return str(key.value)
        return ""
    if isinstance(node, s.Index):
        return str(node.key.value) if isinstance(node.key, s.Literal) else ""
    return s.dotted(node) or ""


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)


def _is_named(node: s.Node) -> bool:
    name = _last_name(node)
    return not name.isupper() and bool(_NAMED.search(_snake(name)))


def _is_error(view: View, node: s.Node) -> bool:
    """What was caught around a model call or in a handler, and is told to nobody else."""
    if not isinstance(node, s.Name) or view.language == "javascript":
        return False
    caught = [b.node for b in view.names.lookup(node) if b.kind == "catch"]
    if not caught:
        return False
    if web.handler(view.names, node, view.source.path) is not None:
        return True
    around = view.names.parent(caught[0])
    return isinstance(around, s.Try) and any(
        around.start <= call.node.start < caught[0].start
        for call in view.found.calls
        if call.sdk.kind == "model"
    )


_ASKED = lazy(r"verbose|debug|trace|DEV\b|development|NODE_ENV|dry_?run", re.IGNORECASE)


def _is_asked_for(view: View, call: s.Call) -> bool:
    """``if verbose: print(...)``"""
    for above in view.names.above(call):
        if isinstance(above, s.If) and _ASKED.search(view.code(above.test)):
            return True
        if isinstance(above, s.Function):
            return bool(_ASKED.search(above.name))
    return False
