"""The header that lets every web site read an answer, set by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import surroundings
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
    if _only_reads(view, node) or _is_request(view, node) or _asks_for_key(view, node):
        return True
    return _is_mounted_behind_key(view, node)


_KEY = lazy(r"(?:^|_)(?:api_?keys?|bearer|access_?tokens?)(?:_|$)", re.IGNORECASE)


def _asks_for_key(view: View, node: s.Node) -> bool:
    """``app.post("/v1/chat", [validApiKey], handler)``: no browser sends a key on its own, so no
    page has one of its visitors'."""
    for above in view.names.above(node):
        given = view.names.parent(above) if isinstance(above, s.Function) else None
        call = view.names.parent(given) if isinstance(given, s.Argument) else None
        if isinstance(call, s.Call) and any(_is_key_guard(view, g) for g in _guards(call, given)):
            return True
    return False


def _guards(call: s.Call, handler: s.Node | None) -> Iterator[s.Node]:
    """What stands beside a handler where it is registered."""
    for argument in call.arguments:
        value = s.bare(argument.value)
        if argument is not handler and not isinstance(value, s.Literal | s.Function):
            yield from value.elements if isinstance(value, s.Items) else (value,)


def _is_key_guard(view: View, guard: s.Node) -> bool:
    """By its name, or by what it does: no request passes it that sends no header of its own."""
    from prodgate.meaning.injected import definitions

    named = guard.callee if isinstance(guard, s.Call) else guard
    if _KEY.search(_snake(s.dotted(named) or "")):
        return True
    return any(
        isinstance(found, s.Function) and _wants_header(found)
        for _, found in definitions(view, named)
    )


_HEADER_OF_KEY = lazy(r"^(?:authorization|x-[\w-]+|[\w-]*(?:token|api-?key|secret)[\w-]*)$", re.I)


def _wants_header(guard: s.Function) -> bool:
    """Whether a guard reads a header that only a program sets, before it lets anything pass."""
    calls = [node for node in s.walk(*guard.body) if isinstance(node, s.Call)]
    read = [call.start for call in calls if _reads_header(call)] + [
        node.start
        for node in s.walk(*guard.body)
        if isinstance(node, s.Index) and _is_of_headers(node.value) and _is_key_header(node.key)
    ]
    passes = [call.start for call in calls if s.dotted(call.callee) == "next"]
    return bool(read) and bool(passes) and min(read) < min(passes)


def _reads_header(call: s.Call) -> bool:
    """``request.header("x-token")``, ``req.get("authorization")``, ``headers.get("x-token")``"""
    callee = s.bare(call.callee)
    is_reading = isinstance(callee, s.Attribute) and callee.name in {"header", "get", "getHeader"}
    return is_reading and _is_key_header(call.positional(0))


def _is_of_headers(node: s.Node) -> bool:
    return (s.dotted(node) or "").rpartition(".")[2] == "headers"


def _is_key_header(node: s.Node | None) -> bool:
    return isinstance(node, s.Literal) and bool(_HEADER_OF_KEY.match(str(node.value)))


_FEW = 8  # files that may use one handler


def _is_mounted_behind_key(view: View, node: s.Node) -> bool:
    """The same of a function that other files call: behind such a guard, wherever they do."""
    from prodgate.meaning.endpoints import parsed

    name = next(
        (f.name for f in view.names.above(node) if isinstance(f, s.Function) and f.name), ""
    )
    if not name:
        return False
    wanted = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    paths = surroundings.holding(view, (wanted,), _FEW)
    others = [other for p in paths if p != view.source.path and (other := parsed(view, p))]
    uses = [
        (other, use)
        for other in others
        for use in other.names.calls
        if (s.dotted(use.callee) or "").rpartition(".")[2] == name
    ]
    return bool(uses) and len(paths) < _FEW and all(_asks_for_key(at, use) for at, use in uses)


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
