"""Commands and calls that start a server made for development."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import starting
from prodgate.meaning.argument import ABSENT, Present, argument
from prodgate.meaning.trace import Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_DIRECT = lazy(
    r"\bflask\b(?:\s+--?[\w-]+(?:[= ][\w.:]+)?)*\s+run\b|\bmanage\.py\s+runserver\b"
    r"|\bfastapi\s+dev\b"
    r"|\b(?:uvicorn|gunicorn|hypercorn)\b[^|;&\n]*?\s--reload\b(?!-)"
    r"|\b(?:next|nuxt|nuxi|astro|remix|wrangler|vinxi|langgraph)\s+dev\b"
    r"|\b(?:nodemon|ts-node-dev|tsnd)\b|\btsx\s+watch\b|\b(?:node|bun)\s+--(?:watch|hot)\b"
    r"|\breact-scripts\s+start\b|\bng\s+serve\b|\bwebpack(?:-dev-server|\s+serve)\b"
    r"|\bvite\b(?!\s+(?:build|preview)\b)(?![\w./:@-])"
)
_SCRIPT = lazy(r"\b(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?(?:--silent\s+)?([a-z][\w:.-]*)")
_FRONTEND = lazy(r"react-scripts|\bng\b|webpack|vite|astro")
_NO_SCRIPT = {"install", "ci", "build", "run", "exec", "add", "test", "prune", "cache", "i"}


def development(command: str, scripts: dict[str, str], depth: int = 0) -> str | None:
    """The development server that a command starts, as it is written; None for any other."""
    if match := _DIRECT.search(command):
        return " ".join(match[0].split())
    for match in _SCRIPT.finditer(command):
        name = match[1]
        if name in scripts and depth < 3:
            return development(scripts[name], scripts, depth + 1)
        if name not in _NO_SCRIPT and not scripts and name in {"dev", "start:dev"}:
            return match[0]
    return None


# -- files that say how a project is started ----------------------------------------------------


class Command(Struct, frozen=True):
    """A command in a file, without brackets and quotes, and where it stands."""

    text: str
    start: int
    end: int


_INSTRUCTION = lazy(
    r"^[ \t]*(?P<what>CMD|ENTRYPOINT|FROM)[ \t]+(?P<text>(?:[^\n\\]|\\[^\n]|\\\r?\n)+)", re.M | re.I
)
_PROCESS = lazy(r"^(?:web|app|api|server)[ \t]*:[ \t]*(?P<text>[^\n]+)", re.M)
_PLATFORM = lazy(r"^[ \t]*\"?(?:startCommand|entrypoint)\"?[ \t]*[:=][ \t]*(?P<text>[^\n]+)", re.M)
_COMPOSE = lazy(
    r"^(?P<indent>[ \t]+)(?:command|entrypoint)[ \t]*:"
    r"(?P<text>[^\n]*(?:\n(?P=indent)[ \t]+-?[^\n:]*)*)",
    re.M,
)
_START = lazy(r"\"start\"\s*:\s*\"(?P<text>(?:[^\"\\\n]|\\.)*)\"")
_PRODUCTION = {"start:prod", "start:production", "prod", "production", "serve", "start-prod"}


def commands(root: Path, path: str, text: str) -> Iterator[Command]:
    """The commands by which a file starts the project where it runs for others."""
    name = PurePosixPath(path).name.lower()
    if starting.PARTIAL.search(path):
        return
    if "dockerfile" in name or name.startswith("containerfile"):
        if not starting.only_tried(root, path):
            yield from _dockerfile(text)
    elif name.startswith("procfile"):
        yield from _matches(_PROCESS, text)
    elif name in {"render.yaml", "app.yaml", "railway.json", "railway.toml"}:
        yield from _matches(_PLATFORM, text)
    elif re.fullmatch(r"(docker-)?compose[\w.-]*\.ya?ml", name):
        yield from _compose(text, name)
    elif name == "package.json" and not _has_other_start(root, path):
        for found in _matches(_START, text):
            if not _FRONTEND.search(found.text):  # by convention, their servers for development
                yield found


def _command(match: re.Match[str]) -> Command:
    text = re.sub(r"\\\r?\n|[\[\]\",']|^\s*-", " ", match["text"], flags=re.M)
    return Command(" ".join(text.split()), *match.span("text"))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Command]:
    return (_command(match) for match in pattern.finditer(text))


def _dockerfile(text: str) -> Iterator[Command]:
    """The last CMD and ENTRYPOINT of the last stage: what a container runs."""
    last: dict[str, re.Match[str]] = {}
    for match in _INSTRUCTION.finditer(text):
        what = match["what"].upper()
        if what == "FROM":
            last = {}
        else:
            last[what] = match
    yield from map(_command, last.values())


def _compose(text: str, name: str) -> Iterator[Command]:
    """Commands of a stack that is not one for development: it mounts no source."""
    if "prod" not in name and re.search(r"^\s*-\s*[\"']?\.{1,2}/?[\w./-]*:/", text, re.M):
        return
    yield from _matches(_COMPOSE, text)


def _has_other_start(root: Path, path: str) -> bool:
    """Whether another script, or a Dockerfile, starts it in production."""
    folder = str(PurePosixPath(path).parent)
    if _PRODUCTION & starting.scripts(root, folder).keys():
        return True
    return (root / folder / "Dockerfile").is_file()


# -- calls ------------------------------------------------------------------------------------

Kind: TypeAlias = Literal["flask", "reload", "tunnel", "next", "bundler"]


class Started(Struct, frozen=True):
    """A call that starts a server made for development; ``value`` is the option to change."""

    call: s.Call
    kind: Kind
    value: s.Node | None = None
    shipped: bool = True  # something starts this file where it runs for others


def started(view: View) -> Iterator[Started]:
    """The calls of a file."""
    for call in view.names.calls:
        if view.language == "python":
            yield from _python(view, call)
        else:
            yield from _javascript(view, call)


def _python(view: View, call: s.Call) -> Iterator[Started]:
    names = {t.name for t in trace(view.names, call.callee) if isinstance(t, Qualified)}
    if "uvicorn.run" in names:
        value = _true(view, call, "reload")
        if value is not None and starting.started_as_script(view.root, view.source.path):
            yield Started(call, "reload", value)
    elif isinstance(call.callee, s.Attribute) and call.callee.name == "launch":
        value = _true(view, call, "share")
        is_open = value is not None and argument(view.names, call, "auth") is ABSENT
        if is_open and _is_of(view, call.callee.value, "gradio", _GRADIO):
            yield Started(call, "tunnel", value)
    elif (
        isinstance(call.callee, s.Attribute)
        and call.callee.name == "run"
        and _is_of(view, call.callee.value, "flask.Flask", r"app|application|server")
    ):
        yield from _flask(view, call)


_GRADIO = r"demo|interface|app|blocks|ui|chat|iface"


def _flask(view: View, call: s.Call) -> Iterator[Started]:
    """Flask's own server: where the project is started by it, or nothing else can start it."""
    if starting.started_as_script(view.root, view.source.path):
        yield Started(call, "flask")
    elif _listens(view, call) and not _has_server(view) and not _ASIDE.search(view.source.path):
        yield Started(call, "flask", shipped=False)


# What shows how something is done ships to nobody.
_ASIDE = lazy(r"(?i)(?:^|/)(?:examples?|samples?|demos?|docs?|tutorials?|cookbooks?)/")
_SERVERS = ("gunicorn", "waitress", "uwsgi", "hypercorn", "uvicorn", "gevent", "mangum")


def _has_server(view: View) -> bool:
    path = view.source.path
    if starting.started_by_server(view.root, path):
        return True
    return any(view.project.depends_on(path, package, "python") for package in _SERVERS)


def _listens(view: View, call: s.Call) -> bool:
    """Made for others: it listens on every interface, or on a port that a platform chooses."""
    host = argument(view.names, call, "host")
    if isinstance(host, Present) and host.known and host.value == "0.0.0.0":  # noqa: S104
        return True
    port = argument(view.names, call, "port")
    return isinstance(port, Present) and "PORT" in _code(view, port.node)


def _code(view: View, node: s.Node) -> str:
    bindings = view.names.lookup(node) if isinstance(node, s.Name) else []
    value = bindings[0].value if len(bindings) == 1 else None
    return view.code(value or node)


def _is_of(view: View, owner: s.Node, maker: str, usual: str) -> bool:
    """Whether a value is made by a library, or imported under the usual name of such a value."""
    things = trace(view.names, owner)
    for thing in things:
        made = thing
        while isinstance(made, Made):
            made = made.by
        if isinstance(thing, Made) and isinstance(made, Qualified):
            return made.name.startswith(maker)
    library = maker.partition(".")[0]
    named = re.fullmatch(rf"(?:.*[._])?(?:{usual})", s.dotted(owner) or "")
    imported = any(node.module.split(".")[0] == library for node in view.names.imports)
    return bool(named) and imported


def _javascript(view: View, call: s.Call) -> Iterator[Started]:
    names = {t.name for t in trace(view.names, call.callee) if isinstance(t, Qualified)}
    if names & {"next", "next.default"}:
        if (value := _true(view, call, "0.dev")) is not None:
            yield Started(call, "next", value)
    elif names & {"webpack-dev-middleware", "webpack-dev-middleware.default"}:
        if not _asks(view, call):
            yield Started(call, "bundler")
    elif "vite.createServer" in names and not _asks(view, call) and _middleware(view, call):
        yield Started(call, "bundler")


def _middleware(view: View, call: s.Call) -> bool:
    return _true(view, call, "0.server.middlewareMode") is not None


def _asks(view: View, node: s.Node) -> bool:
    """In a branch or function that asks for the environment, or after one that left."""
    return bool(re.search(r"NODE_ENV|isProd|isDev|production|import\.meta\.env|dev\b", view.text))


def _true(view: View, call: s.Call, path: str) -> s.Node | None:
    answer = argument(view.names, call, path)
    if isinstance(answer, Present) and answer.known and answer.value is True:
        return answer.node
    return None
