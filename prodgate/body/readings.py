"""Where a handler reads its request unchecked, and where a check of it has to stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.bodies import Read, reads
from prodgate.meaning.flow import Flow, is_guarded
from prodgate.meaning.sinks import spends
from prodgate.meaning.unchecked_bodies import is_checked_at_once
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Reading(Struct, frozen=True):
    """One source of a handler: the same expression, wherever it stands in there.

    ``places`` are whole values: ``await req.json()``, ``JSON.parse(event.body)``.
    """

    code: str
    places: tuple[s.Node, ...]
    param: s.Param | None = None

    @property
    def first(self) -> s.Node:
        """The place that comes first."""
        return self.places[0]


def unchecked(view: View, handler: s.Function) -> list[Reading]:
    """The sources of a handler that reach a model, tool or workflow as they came."""
    found: dict[str, list[s.Node]] = {}
    params: dict[str, s.Param] = {}
    wanted: set[str] = set()
    for read in reads(view.names, handler):
        node = read.node if read.param else whole(view, read.node)
        if read.param is None and (
            is_checked_at_once(view, node) or is_guarded(handler, read.node)
        ):
            continue
        code = view.code(node)
        found.setdefault(code, []).append(node)
        if read.param is not None:
            params[code] = read.param
        if code not in wanted and _reaches(view, handler, read):
            wanted.add(code)
    return [Reading(c, tuple(n), params.get(c)) for c, n in found.items() if c in wanted]


def _reaches(view: View, handler: s.Function, read: Read) -> bool:
    return any(spends(view, r.call) for r in Flow(view.names, handler, read.node).run())


_DECODERS = {"JSON.parse", "json.loads", "orjson.loads", "ujson.loads"}


def whole(view: View, node: s.Node) -> s.Node:
    """The value that a read gives: with ``await``, decoding, and a default for nothing at all."""
    names = view.names
    while True:
        parent = names.parent(node)
        if isinstance(parent, s.Await):
            node = parent
        elif isinstance(parent, s.Attribute) and parent.name == "decode":
            call = names.parent(parent)
            node = call if isinstance(call, s.Call) else node
            if node is not call:
                return node
        elif isinstance(parent, s.Argument):
            call = names.parent(parent)
            if not isinstance(call, s.Call) or s.dotted(call.callee) not in _DECODERS:
                return node
            node = call
        elif isinstance(parent, s.Either) and parent.operator in {"or", "??"}:
            if parent.options[0] is not node or not _is_empty(parent.options[-1]):
                return node
            node = parent
        elif isinstance(parent, s.Cast) and isinstance(names.parent(parent), s.Argument):
            call = names.parent(names.parent(parent) or parent)
            if not isinstance(call, s.Call) or s.dotted(call.callee) not in _DECODERS:
                return node
            node = parent
        else:
            return node


def _is_empty(node: s.Node) -> bool:
    node = s.bare(node)
    if isinstance(node, s.Mapping):
        return not node.entries
    return isinstance(node, s.Literal) and node.value in {"", "{}", b"{}", b""}


# -- the place ---------------------------------------------------------------------------------


def assignment(view: View, node: s.Node) -> s.Assign | None:
    """The assignment whose whole value the read is: ``const body = (await req.json()) as T``."""
    parent = view.names.parent(node)
    while isinstance(parent, s.Cast):
        parent = view.names.parent(parent)
    return parent if isinstance(parent, s.Assign) and len(parent.targets) == 1 else None


def statement_before(view: View, places: tuple[s.Node, ...]) -> s.Node | None:
    """The statement in front of which a variable is seen by all places; None if there is none."""
    paths = [_statements_above(view, place) for place in places]
    for statement, suite in paths[0]:
        if all(any(suite is other for _, other in path) for path in paths):
            if isinstance(statement, s.If) and _is_elif(view, statement):
                continue
            return statement
    return None


def _statements_above(view: View, node: s.Node) -> list[tuple[s.Node, s.Node]]:
    """The statements around a node, innermost first, each with what holds its list.

    A list inside a nested function does not count: it runs at another time, or not at all.
    """
    found: list[tuple[s.Node, s.Node]] = []
    current = node
    for above in view.names.above(node):
        for suite in _suites(above):
            if any(current is member for member in suite):
                found.append((current, suite[0]))
        current = above
    return found


def _suites(node: s.Node) -> Iterator[tuple[s.Node, ...]]:
    if isinstance(node, s.Function):
        if not (len(node.body) == 1 and _is_expression_body(node)):
            yield node.body
    elif isinstance(node, s.Block | s.With | s.Handler | s.Module):
        yield node.body
    elif isinstance(node, s.If):
        yield node.body
        yield node.orelse
    elif isinstance(node, s.Loop):
        yield node.body
    elif isinstance(node, s.Try):
        yield node.body
        yield node.orelse
        yield node.final


def _is_expression_body(node: s.Function) -> bool:
    """An arrow or lambda: its one Return has the span of its value."""
    only = node.body[0]
    return (
        isinstance(only, s.Return)
        and only.value is not None
        and (only.start, only.end) == (only.value.start, only.value.end)
    )


def _is_elif(view: View, node: s.If) -> bool:
    parent = view.names.parent(node)
    return isinstance(parent, s.If) and any(node is n for n in parent.orelse)


# -- names -------------------------------------------------------------------------------------

_VERB = lazy(
    r"^(?:run|start|execute|invoke|handle|process|call|create|do|post|on|perform|trigger|submit"
    r"|get|ask|send|fetch|stream|generate)(?=[A-Z_])_?"
)
_DULL = {"", "handler", "post", "put", "patch", "get", "default", "main", "create", "run", "invoke",
         "action", "fetch", "endpoint", "index", "route", "server", "app", "api", "generate",
         "delete", "head", "options"}  # fmt: skip


def title_of(view: View, handler: s.Function) -> str:
    """What the input of a handler is called: after what it calls, its route, its file."""
    for candidate in _candidates(view, handler):
        words = [w for w in re.split(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])", candidate) if w]
        title = "".join(w[:1].upper() + w[1:] for w in words)
        if title.lower() not in _DULL and title[0].isalpha():
            return title
    return "Request"


_WORKFLOW = lazy(r"workflow|agent|pipeline|chain|crew", re.IGNORECASE)


def _candidates(view: View, handler: s.Function) -> Iterator[str]:
    for call in view.names.calls:
        inside = handler.start <= call.start < handler.end
        if inside and isinstance(call.callee, s.Name) and _WORKFLOW.search(call.callee.id):
            yield _VERB.sub("", call.callee.id)
    yield _route(view, handler)
    name = web.declared_name(view.names, handler)
    yield _VERB.sub("", name) if name.lower() not in _DULL else ""
    path = PurePosixPath(view.source.path)
    folder = next((p for p in reversed(path.parts[:-1]) if not p.startswith(("[", "("))), "")
    yield folder if path.stem in {"route", "index", "+server", "page", "actions"} else path.stem


def _route(view: View, handler: s.Function) -> str:
    """The last fixed part of the address that the handler is registered under."""
    calls = [d for d in handler.decorators if isinstance(d, s.Call)]
    parent = view.names.parent(handler)
    call = view.names.parent(parent) if isinstance(parent, s.Argument) else None
    if isinstance(call, s.Call):
        calls.append(call)
    for each in calls:
        address = each.positional(0)
        if isinstance(address, s.Literal) and isinstance(address.value, str):
            parts = [p for p in address.value.split("/") if p and p[0] not in ":<{*["]
            if parts and not re.fullmatch(r"v\d+|api", parts[-1]):
                return parts[-1]
    return ""


def numbered(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    count, free = 2, name
    while free in taken:
        free = f"{name}{count}"
        count += 1
    return free


def handlers_before(view: View, handler: s.Function) -> Iterator[s.Function]:
    """The other handlers of the file that stand above one."""
    for function in view.names.functions:
        above = function.start < handler.start and function is not handler
        if above and web.is_handler(view.names, function, view.source.path):
            yield function


def numbered_title(view: View, handler: s.Function) -> str:
    """The title of a handler's schema; the second handler of that name gets a 2."""
    title = title_of(view, handler)
    same = sum(title_of(view, other) == title for other in handlers_before(view, handler))
    return f"{title}{same + 1}" if same else title


def decoded_later(view: View, reading: Reading) -> Reading | None:
    """``raw = await request.body(); ... json.loads(raw)``: that is the body."""
    alone = assignment(view, reading.first)
    target = alone.targets[0] if alone is not None else None
    if alone is None or not isinstance(target, s.Name):
        return None
    for call in view.names.calls:
        given = call.positional(0)
        name = s.dotted(call.callee) or ""
        decodes = name.endswith("loads") if view.language == "python" else name == "JSON.parse"
        if not decodes or not isinstance(given, s.Name):
            continue
        if any(b.node is alone for b in view.names.lookup(given)):
            return Reading(view.code(call), (call,))
    return None
