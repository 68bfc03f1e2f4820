"""The way in that an evaluation set asks: an HTTP route behind which a model answers, else a
function that can be imported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from prodgate import syntax as s
from prodgate.inventory.endpoints import handlers
from prodgate.inventory.record import Endpoint, Language
from prodgate.inventory.routes import routes
from prodgate.inventory.values import place as place_of
from prodgate.meaning import web
from prodgate.meaning.endpoints import leads_to_model
from prodgate.meaning.endpoints import place as head
from prodgate.regex import lazy
from prodgate.scaffold.addresses import address_of
from prodgate.scaffold.fields import Sent, answer_in, example, sent_to
from prodgate.scaffold.imports import module_of
from prodgate.scaffold.marks import UNWRITTEN
from prodgate.scaffold.subject import Subject, names_of_slots, slots

if TYPE_CHECKING:
    from prodgate.view import View

BASE_URL, TOKEN = "EVALS_BASE_URL", "EVALS_TOKEN"
_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "*", ""}
_ASKED = lazy(r"chat|ask|answer|question|query|complet|generat|message|prompt|agent", flags=2)
_ASIDE = lazy(r"health|admin|debug|stats|history|upload|webhook|transcri|audio|image", flags=2)


class WayIn(Struct, frozen=True):
    """How cases are asked: ``target`` as the runner reads it, and what a case sends."""

    language: Language
    target: dict[str, Any]
    input: dict[str, Any] = field(default_factory=dict)
    path: dict[str, str] = field(default_factory=dict)
    said: str = ""  # for a person: "POST /chat (app.py:12)"
    others: tuple[str, ...] = ()  # that ask a model too


def way_in(subject: Subject) -> WayIn | None:
    """The best way in of a tree; None where none was found that can be asked."""
    found = (e for e in subject.inventory.endpoints if _can_be_asked(subject, e))
    ways = sorted(found, key=_rank)
    for endpoint in ways:
        view = subject.view(endpoint.place.path)
        handler = _handler(view, endpoint) if view else None
        if view is not None and handler is not None:
            return _over_http(subject, view, handler, endpoint, ways)
    return next(_functions(subject), None)


def _can_be_asked(subject: Subject, endpoint: Endpoint) -> bool:
    if not endpoint.asks_model or endpoint.place.cell is not None:
        return False
    return endpoint.method in _METHODS and bool(address_of(subject, endpoint))


def _rank(endpoint: Endpoint) -> tuple[bool, bool, bool]:
    return (
        bool(_ASIDE.search(endpoint.route)),
        endpoint.method not in {"POST", "*", ""},
        not _ASKED.search(endpoint.route),
    )


def _handler(view: View, endpoint: Endpoint) -> s.Function | None:
    for handler in handlers(view):
        if place_of(view, head(view, handler)) == endpoint.place and any(
            route.method == endpoint.method and endpoint.route.endswith(route.address.rstrip("/"))
            for route in routes(view, handler)
        ):
            return handler
    return None


def _over_http(
    subject: Subject, view: View, handler: s.Function, endpoint: Endpoint, ways: list[Endpoint]
) -> WayIn:
    route = address_of(subject, endpoint)
    names = names_of_slots(route)
    sent = sent_to(subject, view, handler, names)
    method = endpoint.method
    if method in {"*", ""}:
        method = "GET" if sent.how == "query" else "POST"
    target = {
        "base-url-env": BASE_URL,
        "method": method,
        "route": slots(route),
        "sends": "query" if method in {"GET", "DELETE"} else sent.how,
        "headers": {"Authorization": f"Bearer ${{{TOKEN}}}"} if endpoint.checks_caller else {},
        "answer": answer_in(view, handler),
        "timeout-seconds": 120,
    }
    others = tuple(_shown(each) for each in ways if each is not endpoint)
    path = dict.fromkeys(names, UNWRITTEN)
    said = f"{method} {slots(route)} ({endpoint.place.path}:{endpoint.place.line})"
    return WayIn(view.language, target, sent.example(), path, said, others)


def _shown(endpoint: Endpoint) -> str:
    return f"{endpoint.method} {endpoint.route}"


# -- functions -------------------------------------------------------------------------------------


def _functions(subject: Subject) -> Iterator[WayIn]:
    """A public function of a module that a model is asked behind, the outermost first."""
    for path in subject.tree.model_files:
        view = subject.view(path)
        if view is None:
            continue
        yield from _python(subject, view) if view.language == "python" else _javascript(view)


def _public(view: View) -> Iterator[s.Function]:
    """The functions that lead to a model, those that others call last."""
    own = [
        node
        for node in view.module.body
        if isinstance(node, s.Function)
        and not node.name.startswith("_")
        and not node.decorators
        and leads_to_model(view, node)
        and not web.is_handler(view.names, node, view.source.path)
    ]
    called = {s.dotted(call.callee) for function in own for call in view.names.calls_in(function)}
    yield from sorted(own, key=lambda function: function.name in called)


def _python(subject: Subject, view: View) -> Iterator[WayIn]:
    module = module_of(subject, view.source.path)
    if module is None or _runs_at_import(view):
        return
    for function in _public(view):
        given = [p for p in function.params if p.kind == "plain"]
        if len(given) != len(function.params) or not all(_is_plain(view, p) for p in given):
            continue
        sent = Sent()
        for param in given:
            if param.default is None:
                sent.shape.has(s.dotted(param.target) or "")
        if not sent.shape.fields:
            continue
        target = {
            "module": module.name,
            "function": function.name,
            "root": "../" + module.root if module.root else "..",
            "answer": "",
        }
        line = view.source.position(function.start)[0]
        said = f"{module.name}.{function.name} ({view.source.path}:{line})"
        yield WayIn("python", target, sent.example(), {}, said)


_PLAIN = lazy(r"(?:str|int|float|bool|None|list|dict|List|Dict|Optional|Any|[\[\], |])+\Z")
_OBJECTS = {"client", "context", "logger", "session", "db", "request", "self", "ctx", "event"}


def _is_plain(view: View, param: s.Param) -> bool:
    """Whether a parameter takes what a line of JSON can hold."""
    if param.annotation is None:
        return s.dotted(param.target) not in _OBJECTS
    return bool(_PLAIN.match(view.code(param.annotation).removeprefix(":").strip()))


def _runs_at_import(view: View) -> bool:
    """A script that asks, or talks to a terminal, as soon as it is imported."""
    for call in view.names.calls:
        if any(isinstance(n, s.Function | s.Class | s.If) for n in view.names.above(call)):
            continue
        if s.dotted(call.callee) in {"input", "print", "main", "asyncio.run"}:
            return True
    return False


def _javascript(view: View) -> Iterator[WayIn]:
    """An exported function of one argument; Node takes no TypeScript by itself."""
    if not view.source.path.endswith((".mjs", ".js")) or b"export " not in view.text.encode():
        return
    for function in _public(view):
        if not function.exported or len(function.params) != 1:
            continue
        uses = _uses(view, function)
        target = {"module": f"../{view.source.path}", "function": function.name, "answer": ""}
        line = view.source.position(function.start)[0]
        yield WayIn("javascript", target, uses, {}, f"{function.name} ({view.source.path}:{line})")


def _uses(view: View, function: s.Function) -> dict[str, Any]:
    """The fields of the object that a function takes."""
    from prodgate.body.infer import Uses
    from prodgate.body.shape import Shape

    shape = Shape()
    param = function.params[0]
    if isinstance(param.target, s.Pattern):
        Uses(view).pattern(param.target, param.target, function, shape)
    elif isinstance(param.target, s.Name):
        Uses(view).name(param.target.id, param, function, shape)
    made = example(shape)
    return made if isinstance(made, dict) else {}
