"""Switches that make a server show its inside: debuggers, traces in answers, settings of Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import starting
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.trace import Made, Qualified, Thing, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

Kind: TypeAlias = Literal[
    "flask", "django", "traces", "environment", "errorhandler", "graphql", "queries"
]


class Debug(Struct, frozen=True):
    """A switch that is on.

    ``value`` is what a fix replaces, None where only a person can; ``variable`` the environment
    variable that takes its place, "" where the switch just goes off.
    """

    node: s.Node
    kind: Kind
    value: s.Node | None = None
    variable: str = ""
    exposed: bool = False  # a debugger that runs code, on every interface


def switches(view: View) -> Iterator[Debug]:
    """Every switch that is on wherever the file runs."""
    found = _python(view) if view.language == "python" else _javascript(view)
    for each in found:
        if not _is_gated(view, each.node):
            yield each


_GATE = lazy(
    r"debug|\bdev\b|_dev|dev_|isDev|is_dev|local|test|NODE_ENV|environ|\benv\b|\bENV|argv|args|"
    r"verbose|prod",
    re.I,
)


def _is_gated(view: View, node: s.Node) -> bool:
    """In a branch that asks for the environment or for an option of the command line."""
    return any(
        isinstance(above, s.If | s.Either)
        and above.test is not None
        and not _is_main(above.test)
        and _GATE.search(view.code(above.test))
        for above in view.names.above(node)
    )


def _is_main(test: s.Node) -> bool:
    """``__name__ == "__main__"``"""
    return isinstance(test, s.Binary) and s.dotted(test.left) == "__name__"


def runs_only_by_hand(view: View, node: s.Node) -> bool:
    """Below ``if __name__ == "__main__"`` of a project that a real server starts."""
    is_main = any(isinstance(a, s.If) and _is_main(a.test) for a in view.names.above(node))
    root, path = view.root, view.source.path
    if not is_main or starting.started_as_script(root, path):
        return False
    return starting.started_by_server(root, path)


# -- Python -----------------------------------------------------------------------------------

_DEBUGGERS = ("flask.Flask", "quart.Quart", "dash.Dash", "flask_socketio.SocketIO", "connexion.")
_TRACES = ("fastapi.FastAPI", "starlette.applications.Starlette", "bottle.Bottle", "sanic.Sanic")
_APPS = lazy(r"^(?:.*[._])?(?:app|application|server|socketio)$")


def _python(view: View) -> Iterator[Debug]:
    for call in view.names.calls:
        yield from _debugging_call(view, call)
    for node in view.names.of(s.Assign):
        if node.value is not None and len(node.targets) == 1:
            yield from _debugging_assignment(view, node.targets[0], node.value)


def _debugging_call(view: View, call: s.Call) -> Iterator[Debug]:
    names = {t.name for t in trace(view.names, call.callee) if isinstance(t, Qualified)}
    if names & set(_TRACES) or names & {"tornado.web.Application"}:
        if (value := _true(view, call, "debug")) is not None:
            yield Debug(call, "traces", value, "DEBUG")
    elif isinstance(call.callee, s.Attribute) and call.callee.name in {"run", "run_server"}:
        yield from _run(view, call, call.callee.value)
    elif isinstance(call.callee, s.Attribute) and call.callee.name == "update":
        owner = s.dotted(call.callee.value) or ""
        value = _true(view, call, "DEBUG")
        if owner.endswith("app.config") and value is not None:
            yield Debug(call, "flask", value, "FLASK_DEBUG")


def _run(view: View, call: s.Call, owner: s.Node) -> Iterator[Debug]:
    """``app.run(debug=True)`` of Flask and its kin."""
    value = _true(view, call, "debug")
    if value is None or runs_only_by_hand(view, call):
        return
    kind = _kind_of(view, owner)
    if kind is None:
        return
    host = argument(view.names, call, "host")
    exposed = isinstance(host, Present) and host.known and host.value in _EVERY_INTERFACE
    variable = "FLASK_DEBUG" if kind == "flask" else "DEBUG"
    yield Debug(call, kind, value, variable, exposed and kind == "flask")


_EVERY_INTERFACE = ("0.0.0.0", "::")  # noqa: S104 (what is looked for)


def _kind_of(view: View, owner: s.Node) -> Kind | None:
    things = trace(view.names, owner)
    made = {name for thing in things if (name := _maker(thing))}
    if any(name.startswith(_DEBUGGERS) for name in made):
        return "flask"
    if any(name.startswith(_TRACES) for name in made):
        return "traces"
    if any(isinstance(thing, Made) for thing in things):
        return "flask" if _imports_flask(view) and _is_factory(made) else None
    is_app = bool(_APPS.match(s.dotted(owner) or ""))
    return (
        "flask"
        if is_app
        and not any(
            isinstance(t, Qualified)
            and not t.is_global
            and t.name.startswith(("asyncio", "anyio", "uvicorn"))
            for t in things
        )
        else None
    )


def _is_factory(made: set[str]) -> bool:
    return any(name.rpartition(".")[2] in {"create_app", "make_app", "build_app"} for name in made)


def _imports_flask(view: View) -> bool:
    return "flask" in view.text.lower() or "create_app" in view.text


def _maker(thing: Thing) -> str | None:
    while isinstance(thing, Made):
        thing = thing.by
    return thing.name if isinstance(thing, Qualified) else None


def _true(view: View, call: s.Call, path: str) -> s.Node | None:
    """The value ``True`` of an argument, where it stands."""
    answer = argument(view.names, call, path)
    if isinstance(answer, Present) and answer.known and answer.value is True:
        return answer.node
    return None


_SETTINGS = lazy(r"(^|/)settings(/(base|prod|production|common|defaults|__init__))?\.py$")


def _debugging_assignment(view: View, target: s.Node, value: s.Node) -> Iterator[Debug]:
    on = isinstance(value, s.Literal) and value.value is True
    name = s.dotted(target) or ""
    if on and name == "DEBUG" and _is_django(view) and view.names.function(target) is None:
        yield Debug(value, "django", value, "DJANGO_DEBUG")
    elif on and name.endswith("app.debug"):
        yield Debug(value, "flask", value, "FLASK_DEBUG")
    elif isinstance(target, s.Index) and isinstance(target.key, s.Literal):
        owner, key = s.dotted(target.value) or "", target.key.value
        if on and owner.endswith("app.config") and key == "DEBUG":
            yield Debug(value, "flask", value, "FLASK_DEBUG")
        text = str(value.value).lower() if isinstance(value, s.Literal) else ""
        if owner == "os.environ" and (key, text) in _ENVIRONMENT:
            yield Debug(value, "environment", value)


_ENVIRONMENT = {("FLASK_DEBUG", "1"), ("FLASK_DEBUG", "true"), ("FLASK_ENV", "development")}


def _is_django(view: View) -> bool:
    if not _SETTINGS.search(view.source.path):
        return False
    return "INSTALLED_APPS" in view.text or "ROOT_URLCONF" in view.text


# -- JavaScript ---------------------------------------------------------------------------------


def _javascript(view: View) -> Iterator[Debug]:
    for call in view.names.calls:
        names = {t.name for t in trace(view.names, call.callee) if isinstance(t, Qualified)}
        if names & {"errorhandler", "errorhandler.default"}:
            yield Debug(call, "errorhandler")
        elif any(name.startswith(_GRAPHQL) for name in names):
            yield from _graphql(view, call)
        elif names & {"mongoose.set", "mongoose.default.set"}:
            key, value = call.positional(0), call.positional(1)
            if _is_text(key, "debug") and _is_true(value):
                yield Debug(call, "queries", value)
        elif isinstance(call.callee, s.Attribute) and call.callee.name == "set":
            value = call.positional(1)
            if _is_text(call.positional(0), "env") and _is_text(value, "development"):
                yield Debug(call, "environment", value)
    for node in view.names.of(s.Assign):
        if len(node.targets) == 1:
            is_env = s.dotted(node.targets[0]) == "process.env.NODE_ENV"
            if is_env and _is_text(node.value, "development"):
                assert node.value is not None
                yield Debug(node.value, "environment", node.value)


_GRAPHQL = (
    "@apollo/server.ApolloServer", "apollo-server.ApolloServer", "apollo-server-express.Apollo",
)  # fmt: skip


def _graphql(view: View, call: s.Call) -> Iterator[Debug]:
    for option in ("includeStacktraceInErrorResponses", "debug"):
        if (value := _true(view, call, f"0.{option}")) is not None:
            yield Debug(value, "graphql", value)


def _is_text(node: s.Node | None, text: str) -> bool:
    return isinstance(node, s.Literal) and node.value == text


def _is_true(node: s.Node | None) -> bool:
    return isinstance(node, s.Literal) and node.value is True
