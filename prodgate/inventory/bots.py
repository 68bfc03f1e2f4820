"""Ways in that are no routes: messages to a bot, a page that runs its script, jobs of a queue.

Who may write to a bot is set where it runs, in the channel or the workspace: only the code's own
look at the caller counts here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.inventory.record import Endpoint
from prodgate.inventory.values import place
from prodgate.meaning import web
from prodgate.meaning.asking import Asking
from prodgate.meaning.endpoints import leads_to_model
from prodgate.meaning.endpoints import place as head
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class _Kind(Struct, frozen=True):
    framework: str
    imports: tuple[str, ...]
    decorators: tuple[str, ...]  # last parts
    calls: tuple[str, ...] = ()  # that take the handler as an argument


_KINDS = {
    "python": (
        _Kind("discord", ("discord", "nextcord", "disnake", "interactions"),
              ("event", "command", "slash_command", "hybrid_command", "listener", "listen"),
              ("add_listener",)),
        _Kind("slack", ("slack_bolt",),
              ("event", "message", "command", "action", "shortcut", "view", "options"),
              ("event", "message", "command", "action", "shortcut", "view")),
        _Kind("telegram", ("telegram", "telebot", "aiogram", "pyrogram"),
              ("message_handler", "message", "on_message", "callback_query_handler", "command"),
              ("CommandHandler", "MessageHandler", "CallbackQueryHandler", "register")),
        _Kind("chainlit", ("chainlit",),
              ("on_message", "on_chat_start", "action_callback", "on_audio_chunk")),
        _Kind("gradio", ("gradio",), (), ("ChatInterface", "Interface", "click", "submit")),
        _Kind("celery", ("celery",), ("task", "shared_task")),
        _Kind("mcp", ("mcp", "fastmcp"), ()),
        _Kind("whatsapp", ("twilio",), ()),
        _Kind("chainlit", ("chainlit",), ()),
    ),
    "javascript": (
        _Kind("discord", ("discord.js",), (), ("on", "once")),
        _Kind("slack", ("@slack/bolt",), (),
              ("event", "message", "command", "action", "shortcut", "view")),
        _Kind("telegram", ("telegraf", "grammy", "node-telegram-bot-api"), (),
              ("on", "command", "hears", "start", "onText")),
        _Kind("whatsapp", ("whatsapp-web.js", "@whiskeysockets/baileys"), (), ("on",)),
        _Kind("bullmq", ("bullmq",), (), ("Worker",)),
        _Kind("inngest", ("inngest",), (), ("createFunction",)),
    ),
}  # fmt: skip
_PAGE = lazy(r"(?:^|/)(?:pages/)?([^/]+)\.py$")
_SAFE = lazy(r"[^\x00-\x1f\x7f]{1,100}\Z")
_INPUTS = {"chat_input", "text_input", "text_area", "file_uploader", "button", "form_submit_button"}


def endpoints(view: View) -> Iterator[Endpoint]:
    """The handlers of bots, and a page whose script asks."""
    for _, endpoint in ways(view):
        yield endpoint


def ways(view: View) -> tuple[tuple[s.Function | None, Endpoint], ...]:
    """The same, each with its function; None for a script."""
    return view.kept(_all_ways)


def _all_ways(view: View) -> tuple[tuple[s.Function | None, Endpoint], ...]:
    return tuple(_ways(view))


def _ways(view: View) -> Iterator[tuple[s.Function | None, Endpoint]]:
    imported = {node.module for node in view.names.imports}
    tops = {m.partition(".")[0] for m in imported} if view.language == "python" else imported
    if view.language == "javascript":
        tops = tops | {
            str(m.value)
            for call in view.names.calls
            if s.dotted(call.callee) == "require" and isinstance(m := call.positional(0), s.Literal)
        }
    told: set[int] = set()
    for kind in _KINDS[view.language]:
        if not tops.intersection(kind.imports):
            continue
        for function, name in _handlers(view, kind):
            if id(function) in told or web.is_handler(view.names, function, view.source.path):
                continue
            told.add(id(function))
            yield function, _endpoint(view, function, name, kind.framework)
    if "streamlit" in tops and (page := _page(view)) is not None:
        yield None, page


def _handlers(view: View, kind: _Kind) -> Iterator[tuple[s.Function, str]]:
    by_name = {f.name: f for f in view.names.functions if f.name}
    for function in view.names.functions:
        for decorator in function.decorators:
            callee = decorator.callee if isinstance(decorator, s.Call) else decorator
            path = s.dotted(callee) or ""
            if path.rpartition(".")[2] in kind.decorators and "." in path:
                yield function, _event(decorator) or function.name
    for call in view.names.calls:
        made = s.bare(call.callee)  # app.event("app_mention")(ack=ack, lazy=[answer])
        asked = made if isinstance(made, s.Call) else call
        if _last(asked.callee) not in kind.calls or _is_of_a_stream(asked):
            continue
        for value in _given(call):
            if isinstance(value, s.Function):
                name = web.declared_name(view.names, value) or _last(asked.callee)
                yield value, _event(asked) or name
            elif isinstance(value, s.Name) and value.id in by_name:
                yield by_name[value.id], _event(asked) or value.id


_BOT = lazy(r"(?i)client|bot|app|discord|slack|telegram|worker|inngest")


def _is_of_a_stream(call: s.Call) -> bool:
    """``stream.on("end", ...)``: an event of something that is no bot."""
    callee = s.bare(call.callee)
    if not isinstance(callee, s.Attribute) or callee.name not in {"on", "once", "start", "event"}:
        return False
    return not _BOT.search(_last(callee.value))


def _last(node: s.Node) -> str:
    node = s.bare(node)
    return node.name if isinstance(node, s.Attribute) else (s.dotted(node) or "")


def _given(call: s.Call) -> Iterator[s.Node]:
    for item in call.arguments:
        value = s.bare(item.value)
        yield from map(s.bare, value.elements) if isinstance(value, s.Items) else (value,)


def _event(node: s.Node) -> str:
    """``@app.event("app_mention")``, ``client.on("messageCreate", ...)``"""
    first = node.positional(0) if isinstance(node, s.Call) else None
    if isinstance(first, s.Literal) and isinstance(first.value, str) and _SAFE.match(first.value):
        return first.value
    if isinstance(first, s.Attribute) and s.dotted(first.value) in {"Events", "Event"}:
        return first.name
    named = node.keyword("name") if isinstance(node, s.Call) else None
    if isinstance(named, s.Literal) and isinstance(named.value, str) and _SAFE.match(named.value):
        return named.value
    return ""


def _endpoint(view: View, function: s.Function, name: str, framework: str) -> Endpoint:
    from prodgate.meaning.callers import handler_asks
    from prodgate.meaning.limiters import limited

    asks = leads_to_model(view, function)
    checks = handler_asks(view, function)
    where = place(view, head(view, function))
    return Endpoint(where, "", name, framework, asks, checks, None, limited(view))


def _page(view: View) -> Endpoint | None:
    """A page of Streamlit: the whole script runs for whoever opens it."""
    from prodgate.meaning.callers import file_asks
    from prodgate.meaning.limiters import limited

    shows = next(
        (c for c in view.names.calls if (s.dotted(c.callee) or "").rpartition(".")[2] in _INPUTS),
        None,
    )
    match = _PAGE.search(view.source.path)
    if shows is None or match is None or not _is_script(view):
        return None
    asks = (
        bool(view.kept(Asking).direct)
        or any(leads_to_model(view, f) for f in view.names.functions if not f.decorators)
        or _script_leads(view)
    )
    checks = file_asks(view)
    return Endpoint(
        place(view, shows), "", match[1], "streamlit", asks, checks, None, limited(view)
    )


def _is_script(view: View) -> bool:
    """Whether the file does something of Streamlit's when it is run, and not only for others."""
    by_name = {f.name: f for f in view.names.functions if f.name}
    for call in view.names.calls:
        if view.names.function(call) is not None:
            continue
        path = s.dotted(call.callee) or ""
        if path.startswith(("st.", "streamlit.")) or path in by_name:
            return True
    return False


def _script_leads(view: View) -> bool:
    """A call at the top of the script that leads to a model in another file."""
    from prodgate.meaning.endpoints import call_leads

    return any(
        view.names.function(call) is None and call_leads(view, call) for call in view.names.calls
    )
