"""Make the client once, when it is first needed."""

from __future__ import annotations

import re

from prodgate import syntax as s
from prodgate.edits import AddImport, Define, Fix, Import, Intent, Refusal, Replace
from prodgate.findings import Applicability, Finding
from prodgate.meaning.per_request import PerRequest, clients_per_request
from prodgate.view import View

_ONCE = "make it once, when the application starts, and give it to those who use it"


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """A cached function (Python) or a constant (JavaScript) at module level."""
    found = finding.data
    assert isinstance(found, PerRequest)
    if refusal := _refusal(view, found):
        return refusal
    name = _name(view, found)
    if name is None:
        return Refusal("name-taken", _ONCE)
    node = found.client.node
    made = view.code(node)
    span = (node.start, node.end)
    if view.language == "python":
        kind = view.code(node.callee)
        code = f"@cache\ndef {name}() -> {kind}:\n    return {made}"
        intents: tuple[Intent, ...] = (
            AddImport(Import("functools", "cache")),
            Define(name, code),
            Replace(span, f"{name}()"),
        )
        return Fix(intents, Applicability.UNSAFE, f"{name}(), which makes it once")
    intents = (Define(name, f"const {name} = {made};"), Replace(span, name))
    return Fix(intents, Applicability.UNSAFE, f"{name}, made once")


def _refusal(view: View, found: PerRequest) -> Refusal | None:
    if found.managed:
        return Refusal("manual", f"{_ONCE}, and close it when it stops")
    if found.client.sdk.kind == "http":
        return Refusal("manual", f"{_ONCE}; cookies that a server sets are then shared by all")
    if not found.outside:
        return Refusal("manual", f"{_ONCE}; its arguments are put together in this function")
    code = view.code(found.client.node)
    if view.language == "python" and "Async" in code and _has_many_loops(view):
        return Refusal("manual", f"{_ONCE}, in one event loop: asyncio.run makes another each time")
    if view.language == "javascript" and "dotenv" in view.text:
        return Refusal("manual", f"{_ONCE}, after dotenv has read the settings")
    if "#" in code or "//" in code.replace("://", ""):
        return Refusal("would-lose-comment", _ONCE)
    return None


def _has_many_loops(view: View) -> bool:
    loops = {"asyncio.run", "loop.run_until_complete", "anyio.run"}
    return any(s.dotted(call.callee) in loops for call in view.names.calls)


def _name(view: View, found: PerRequest) -> str | None:
    """A name that no scope binds: one for each way in which the file makes this client."""
    bound = {name for scope in view.names.scopes.values() for name in scope.bindings}
    base = _words(view, found.client.node)
    same = [
        view.code(other.client.node)
        for other in clients_per_request(view)
        if _words(view, other.client.node) == base
    ]
    number = list(dict.fromkeys(same)).index(view.code(found.client.node))
    suffix = f"_{number + 1}" if number else ""
    if view.language == "python":
        names = [f"{base}{suffix}", f"shared_{base}{suffix}"]
    else:
        camel = re.sub(r"_(\w)", lambda m: m[1].upper(), base) + suffix.strip("_")
        names = [camel, f"shared{camel[0].upper()}{camel[1:]}"]
    return next((name for name in names if name not in bound), None)


def _words(view: View, node: s.Call) -> str:
    """``OpenAI`` is openai_client, ``genai.Client`` genai_client."""
    parts = (s.dotted(node.callee) or "client").split(".")
    last = re.sub(r"^Async(?=[A-Z])", "async_", parts[-1])
    last = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", "_", last).lower()
    if last in {"client", "async_client", "client_v2"} and len(parts) > 1:
        last = f"{parts[-2].lower()}_{last}"
    return last if "client" in last else f"{last}_client"
