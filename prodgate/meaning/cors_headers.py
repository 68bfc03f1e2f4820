"""The header that lets every web site read an answer, set by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

HEADER = "access-control-allow-origin"
_METHODS = "access-control-allow-methods"
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def is_star(node: s.Node) -> bool:
    """A text that stands for every origin."""
    return isinstance(node, s.Literal) and node.value in ("*", ".*")


_SETTERS = {
    "setHeader", "header", "set", "append", "send_header", "add_header", "set_header", "add",
    "setdefault", "headers",
}  # fmt: skip


def star_headers(view: View) -> list[s.Node]:
    """The values "*" given to the header by hand, in source order; not those of requests."""
    if HEADER not in view.text.lower() or _serves_files(view):
        return []
    found: list[s.Node] = []
    for node in view.names.nodes:
        value: s.Node | None = None
        if isinstance(node, s.Call) and _is_name(node.positional(0)):
            tail = node.callee.name if isinstance(node.callee, s.Attribute) else ""
            value = node.positional(1) if tail in _SETTERS else None
        elif isinstance(node, s.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            value = node.value if isinstance(target, s.Index) and _is_name(target.key) else None
        elif isinstance(node, s.Entry) and _is_name(node.key):
            value = node.value
        elif isinstance(node, s.Mapping):
            value = _key_and_value(node)
        if value is not None and is_star(value) and not _is_harmless(view, node):
            found.append(value)
    return found


def _is_name(node: s.Node | None, name: str = HEADER) -> bool:
    text = node.value if isinstance(node, s.Literal) else None
    return isinstance(text, str) and text.lower() == name


def _key_and_value(node: s.Mapping, name: str = HEADER) -> s.Node | None:
    """``{ key: "Access-Control-Allow-Origin", value: "*" }`` of next.config.js."""
    named = {entry.name: entry.value for entry in node.entries}
    return named.get("value") if _is_name(named.get("key"), name) else None


def _is_harmless(view: View, node: s.Node) -> bool:
    """The headers of a request, those of something that others may only read, or of a route that
    asks for a key."""
    return _only_reads(view, node) or _is_request(view, node) or _asks_for_key(view, node)


_KEY = lazy(r"(?:^|_)(?:api_?keys?|bearer|access_?tokens?)(?:_|$)", re.IGNORECASE)


def _asks_for_key(view: View, node: s.Node) -> bool:
    """``app.post("/v1/chat", [validApiKey], handler)``: no browser sends a key on its own, so no
    page has one of its visitors'."""
    for above in view.names.above(node):
        given = view.names.parent(above) if isinstance(above, s.Function) else None
        call = view.names.parent(given) if isinstance(given, s.Argument) else None
        if not isinstance(call, s.Call):
            continue
        for argument in call.arguments:
            before = argument.value
            parts = before.elements if isinstance(before, s.Items) else (before,)
            names = (s.dotted(p.callee if isinstance(p, s.Call) else p) or "" for p in parts)
            if argument is not given and any(_KEY.search(_snake(name)) for name in names):
                return True
    return False


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.rpartition(".")[2])


def _only_reads(view: View, node: s.Node) -> bool:
    """The methods that other sites may use stand beside it, and none of them changes anything."""
    holder = view.names.parent(node)
    for entry in s.walk(holder) if isinstance(holder, s.Mapping | s.Items) else ():
        value: s.Node | None = None
        if isinstance(entry, s.Entry) and _is_name(entry.key, _METHODS):
            value = entry.value
        elif isinstance(entry, s.Mapping):
            value = _key_and_value(entry, _METHODS)
        if isinstance(value, s.Literal) and isinstance(value.value, str):
            return {word.strip().upper() for word in value.value.split(",")} <= READING
    return False


_CLIENTS = lazy(
    r"^(fetch|axios|got|ky|superagent|\$|jQuery|requests|httpx|aiohttp|session|client|http|https|"
    r"api|ajax|xhr|request)(\.|$)|\.(fetch|ajax|request)$|^new Headers$",
    re.I,
)


def _is_request(view: View, node: s.Node, depth: int = 0) -> bool:
    """Headers that are sent with a request: they do nothing there, and harm nobody."""
    below: s.Node = node
    for above in view.names.above(node):
        if isinstance(above, s.Call) and below is not above.callee:
            return bool(_CLIENTS.search(s.dotted(above.callee) or ""))
        if isinstance(above, s.Assign) and depth < 2:
            names = [t.id for t in above.targets if isinstance(t, s.Name)]
            uses = [
                use for name in names for use in view.names.uses(name) if use not in above.targets
            ]
            return bool(uses) and all(_is_request(view, use, depth + 1) for use in uses)
        if isinstance(above, s.Function):
            return False
        below = above
    return False


def _serves_files(view: View) -> bool:
    """Python's own file server with a header more."""
    return "SimpleHTTPRequestHandler" in view.text and "do_POST" not in view.text
