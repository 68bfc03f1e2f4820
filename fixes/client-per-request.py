"""Make the client once, when it is first needed."""

from __future__ import annotations

import re

from prodgate import syntax as s
from prodgate.edits import AddImport, Define, Fix, Import, Intent, Refusal, Replace
from prodgate.findings import Applicability, Finding
from prodgate.meaning.per_request import PerRequest
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """A cached function (Python) or a constant (JavaScript) at module level."""
    found = finding.data
    assert isinstance(found, PerRequest)
    if refusal := _refusal(view, found):
        return refusal
    name = _name(view, found)
    if name is None:
        return Refusal("name-taken", _once(view, found))
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


def _once(view: View, found: PerRequest) -> str:
    made = view.code(found.client.node.callee)
    return f"make {made}(...) once, when the application starts, and give it to those who use it"


def _refusal(view: View, found: PerRequest) -> Refusal | None:
    once = _once(view, found)
    if found.managed:
        return Refusal("lifetime-unknown", f"{once}, and close it when it stops")
    if found.client.sdk.kind == "http":
        return Refusal(
            "lifetime-unknown", f"{once}; cookies that a server sets are then shared by all"
        )
    if not found.outside:
        return Refusal(
            "local-values",
            f"{once}: move what its arguments are made from out of the function first, or keep one "
            "client for each set of arguments (functools.cache on a function that makes it)"
            if view.language == "python"
            else f"{once}: move what its arguments are made from out of the function first",
        )
    code = view.code(found.client.node)
    if view.language == "python" and "Async" in code and _has_many_loops(view):
        return Refusal(
            "lifetime-unknown",
            f"{once}, in one event loop: asyncio.run makes another each time",
        )
    if view.language == "javascript" and "dotenv" in view.text:
        return Refusal("lifetime-unknown", f"{once}, after dotenv has read the settings")
    if "#" in code or "//" in code.replace("://", ""):
        return Refusal("would-lose-comment", once)
    return None


def _has_many_loops(view: View) -> bool:
    loops = {"asyncio.run", "loop.run_until_complete", "anyio.run"}
    return any(s.dotted(call.callee) in loops for call in view.names.calls)


def _name(view: View, found: PerRequest) -> str | None:
    """The name of the shared client, if no scope binds it."""
    if view.language == "python":
        names = [found.name, f"shared_{found.name}"]
    else:
        camel = re.sub(r"_(\w)", lambda m: m[1].upper(), found.name)
        names = [camel, f"shared{camel[0].upper()}{camel[1:]}"]
    scopes = view.names.scopes.values()
    return next((name for name in names if not any(name in s.bindings for s in scopes)), None)
