"""Where a file lets every web site call it: settings of CORS middleware, headers set by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from prodgate import syntax as s
from prodgate.meaning import surroundings
from prodgate.meaning.argument import ABSENT, Answer, Present, argument
from prodgate.meaning.cors_headers import READING, is_star, star_headers
from prodgate.meaning.trace import Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# What stands there, and so what a fix would write: a list of origins, the text of one header, an
# option that is missing, a Django switch, what applies where nothing is configured; or something
# that only a person can change.
Shape: TypeAlias = Literal["list", "header", "missing", "switch", "fallback", "other"]


class Wildcard(Struct, frozen=True):
    """One place that accepts every origin.

    ``node`` is the value that says so, or the call that lacks it; ``more`` are the other headers
    of the file. ``path``: where a missing option belongs in the call.
    """

    node: s.Node
    shape: Shape
    credentials: bool = False
    path: tuple[str, ...] = ()
    more: tuple[s.Node, ...] = ()


def wildcards(view: View) -> Iterator[Wildcard]:
    """Every setting that accepts all origins, and the headers of the file as one."""
    python = view.language == "python"
    found: dict[int, Wildcard] = {}
    for call in view.names.calls:
        for each in _python(view, call) if python else _javascript(view, call):
            found.setdefault(id(each.node), each)
    if python:
        found |= {id(each.node): each for each in _django(view)}
    headers = [node for node in star_headers(view) if not _is_development(view, node)]
    if headers:
        found[id(headers[0])] = Wildcard(headers[0], "header", more=tuple(headers[1:]))
    for each in sorted(found.values(), key=lambda w: w.node.start):
        if not _is_development(view, each.node):
            yield each


_VISITORS = lazy(
    rb"cookie(?!jar)|sessionmiddleware|request\.session|\bsession\[|express-session|passport"
    rb"|(?<!get)log_?in[_(]|/(?:log|sign)-?in\b|http_?basic(?!_?auth)|basic-auth\b|next-?auth"
    rb"|getserversession|clerk|kinde|auth0|lucia|better-auth"
)


def knows_visitors(view: View) -> bool:
    """Whether anything in the project may tell one visitor from another by what browsers send."""
    return surroundings.code_has_word(view, _VISITORS)


_DEVELOPMENT = lazy(r"debug|\bdev|_dev|isDev|local|test|NODE_ENV|environment|\benv\b", re.I)


def _is_development(view: View, node: s.Node) -> bool:
    """In a branch that asks for the environment: what it says is not what ships everywhere."""
    return any(
        isinstance(above, s.If | s.Either)
        and above.test is not None
        and _DEVELOPMENT.search(view.code(above.test))
        for above in view.names.above(node)
    )


# -- values -----------------------------------------------------------------------------------


def _any_origin(view: View, answer: Answer) -> s.Node | None:
    """The node that says "every origin": "*", ["*"], True; through names of this file."""
    if not isinstance(answer, Present):
        return None
    node = s.bare(answer.node)
    if answer.known and answer.value in ("*", ".*", True):
        value = _bound(view, node)
        return value if isinstance(value, s.Literal) else node
    value = _bound(view, node)
    if isinstance(value, s.Items) and any(is_star(e) for e in value.elements):
        return value
    if isinstance(value, s.Function) and _agrees_always(value):
        return value
    return None


def _bound(view: View, node: s.Node) -> s.Node:
    """The value of a name that is bound once."""
    for _ in range(4):
        if not isinstance(node, s.Name):
            break
        bindings = view.names.lookup(node)
        value = bindings[0].value if len(bindings) == 1 and not bindings[0].path else None
        if value is None or bindings[0].kind not in {"value", "function"}:
            break
        node = s.bare(value)
    return node


_READERS = {"getenv", "get", "env", "config"}


def _fallback(view: View, answer: Answer) -> s.Node | None:
    """What holds where nothing is configured: ``getenv(name, "*")``, ``x or ["*"]``."""
    if not isinstance(answer, Present):
        return None
    for node in s.walk(_bound(view, s.bare(answer.node))):
        if (
            isinstance(node, s.Call)
            and (s.dotted(node.callee) or "").rpartition(".")[2] in _READERS
        ):
            default = node.positional(1) or node.keyword("default")
            if default is not None and _says_all(default):
                return default
        if isinstance(node, s.Either) and _says_all(node.options[-1]):
            asked = s.dotted(node.test) if node.test else None
            if node.operator in {"or", "??"} or (asked and asked == s.dotted(node.options[0])):
                return node.options[-1]
    return None


def _says_all(node: s.Node) -> bool:
    parts = node.elements if isinstance(node, s.Items) else (node,)
    return any(is_star(part) for part in parts)


def _judged(view: View, answer: Answer, credentials: bool) -> Iterator[Wildcard]:
    """The value of an option, where it says "every origin"."""
    if (node := _any_origin(view, answer)) is not None:
        yield Wildcard(node, "list", credentials)
    elif (node := _fallback(view, answer)) is not None:
        yield Wildcard(node, "fallback")


def _agrees_always(function: s.Function) -> bool:
    """``(origin, callback) => callback(null, true)``, ``(origin) => origin``."""
    nodes = list(s.walk(*function.body))
    if any(isinstance(n, s.If | s.Either | s.Binary | s.Switch | s.Throw) for n in nodes):
        return False
    asked = s.dotted(function.params[0].target) if function.params else None
    for node in nodes:
        if isinstance(node, s.Call) and len(node.arguments) == 2:
            first, second = node.positional(0), node.positional(1)
            is_null = isinstance(first, s.Literal) and first.value is None
            if is_null and isinstance(second, s.Literal) and second.value is True:
                return True
        if isinstance(node, s.Return) and isinstance(node.value, s.Name):
            return node.value.id == asked
    return False


def _is_true(view: View, call: s.Call, path: str) -> bool:
    answer = argument(view.names, call, path)
    return isinstance(answer, Present) and answer.known and answer.value is True


def _only_reads(view: View, call: s.Call, path: str) -> bool:
    """The methods that other sites may use are written out, and none of them changes anything."""
    answer = argument(view.names, call, path)
    if not isinstance(answer, Present):
        return False
    value = _bound(view, s.bare(answer.node))
    parts = value.elements if isinstance(value, s.Items) else (value,)
    texts = [p.value for p in parts if isinstance(p, s.Literal) and isinstance(p.value, str)]
    words = {word.strip().upper() for text in texts for word in text.split(",")}
    return bool(words) and len(texts) == len(parts) and words <= READING


def _names_of(view: View, node: s.Node) -> set[str]:
    return {t.name for t in trace(view.names, node) if isinstance(t, Qualified)}


# -- Python -----------------------------------------------------------------------------------

_FLASK = {"flask_cors.CORS", "flask_cors.cross_origin", "quart_cors.cors", "sanic_cors.CORS"}
_SOCKETS = {"flask_socketio.SocketIO", "socketio.AsyncServer", "socketio.Server"}


def _python(view: View, call: s.Call) -> Iterator[Wildcard]:
    names = _names_of(view, call.callee)
    if names & _FLASK:
        yield from _flask(view, call, decorator="flask_cors.cross_origin" in names)
    elif names & _SOCKETS:
        yield from _judged(view, argument(view.names, call, "cors_allowed_origins"), False)
    elif _is_middleware(view, call, names):
        yield from _starlette(view, call)
    elif any(name.endswith(".CORSConfig") and name.startswith("litestar") for name in names):
        yield from _litestar(view, call)


def _flask(view: View, call: s.Call, decorator: bool) -> Iterator[Wildcard]:
    credentials = _is_true(view, call, "supports_credentials")
    if _only_reads(view, call, "methods"):
        return
    origins = argument(view.names, call, "origins")
    if origins is not ABSENT:
        yield from _judged(view, origins, credentials)
        return
    resources = argument(view.names, call, "resources")
    if isinstance(resources, Present):
        for node in _flask_resources(view, resources.node):
            yield Wildcard(node, "list", credentials)
    elif resources is ABSENT and (decorator or call.arguments):
        splat = any(a.name == "**" for a in call.arguments)
        if "CORS_ORIGINS" not in view.text and not splat:
            yield Wildcard(call, "missing", credentials, ("origins",))


def _flask_resources(view: View, node: s.Node) -> Iterator[s.Node]:
    """``{r"/api/*": {"origins": "*"}}``"""
    resources = _bound(view, s.bare(node))
    for entry in resources.entries if isinstance(resources, s.Mapping) else ():
        options = _bound(view, s.bare(entry.value))
        for option in options.entries if isinstance(options, s.Mapping) else ():
            if option.name == "origins":
                value = _bound(view, s.bare(option.value))
                listed = value.elements if isinstance(value, s.Items) else (value,)
                if any(is_star(each) for each in listed):
                    yield value


def _is_middleware(view: View, call: s.Call, names: set[str]) -> bool:
    if any(name.endswith("CORSMiddleware") for name in names):
        return True
    tail = (s.dotted(call.callee) or "").rpartition(".")[2]
    first = call.positional(0)
    if tail not in {"add_middleware", "Middleware"} or first is None:
        return False
    return any(
        n.endswith("CORSMiddleware") for n in (*_names_of(view, first), s.dotted(first) or "")
    )


def _starlette(view: View, call: s.Call) -> Iterator[Wildcard]:
    if _only_reads(view, call, "allow_methods"):
        return
    credentials = _is_true(view, call, "allow_credentials")
    yield from _judged(view, argument(view.names, call, "allow_origins"), credentials)
    pattern = argument(view.names, call, "allow_origin_regex")
    if isinstance(pattern, Present) and pattern.known and _matches_all(pattern.value):
        yield Wildcard(pattern.node, "other", credentials)


def _matches_all(value: object) -> bool:
    return isinstance(value, str) and bool(
        re.fullmatch(r"\^?(https\?|https?|\(https\?\|http\))?(:(//|\\/\\/))?\(?\.[*+]\)?\$?", value)
    )


def _litestar(view: View, call: s.Call) -> Iterator[Wildcard]:
    credentials = _is_true(view, call, "allow_credentials")
    origins = argument(view.names, call, "allow_origins")
    if origins is ABSENT:
        yield Wildcard(call, "missing", credentials, ("allow_origins",))
    else:
        yield from _judged(view, origins, credentials)


_DJANGO = {"CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"}


def _django(view: View) -> Iterator[Wildcard]:
    if not any(name in view.text for name in _DJANGO):
        return
    switches: dict[str, s.Node] = {}
    for node in s.walk_scope(*view.module.body):
        if isinstance(node, s.Assign) and len(node.targets) == 1 and node.value is not None:
            switches[s.dotted(node.targets[0]) or ""] = node.value
    true = {k for k, v in switches.items() if isinstance(v, s.Literal) and v.value is True}
    for name in sorted(_DJANGO & true):
        yield Wildcard(switches[name], "switch", "CORS_ALLOW_CREDENTIALS" in true)


# -- JavaScript ---------------------------------------------------------------------------------

_PACKAGES = ("cors", "hono/cors", "@elysiajs/cors")
_KOA = ("@koa/cors", "koa2-cors")
_PLUGINS = ("@fastify/cors", "fastify-cors")


def _is_of(names: set[str], packages: tuple[str, ...]) -> bool:
    wanted = {f"{p}{end}" for p in packages for end in ("", ".default", ".cors")}
    return bool(names & wanted)


def _javascript(view: View, call: s.Call) -> Iterator[Wildcard]:
    names = _names_of(view, call.callee)
    tail = call.callee.name if isinstance(call.callee, s.Attribute) else ""
    if _is_of(names, _PACKAGES):
        yield from _options(view, call, "0")
    elif _is_of(names, _KOA):  # takes one origin, or a function
        yield from (replace(each, shape="other") for each in _options(view, call, "0"))
    elif tail == "register" and (plugin := call.positional(0)) is not None:
        if _is_of(_plugin(view, plugin), _PLUGINS):
            yield from _options(view, call, "1")
    elif tail == "enableCors":
        yield from _options(view, call, "0")
    elif names & {"@nestjs/core.NestFactory.create"}:
        node = _any_origin(view, argument(view.names, call, "1.cors"))
        if node is not None:
            yield Wildcard(node, "other")
    elif call.new and any(n.startswith("socket.io") for n in names):
        for path in ("0.cors", "1.cors"):
            origin = argument(view.names, call, f"{path}.origin")
            yield from _judged(view, origin, _is_reflected(view, call, path))


def _plugin(view: View, node: s.Node) -> set[str]:
    """``register(cors)``, ``register(require("@fastify/cors"))``, ``register(import("..."))``"""
    found = _names_of(view, node)
    for thing in trace(view.names, node):
        if isinstance(thing, Made) and isinstance(thing.by, Qualified) and thing.by.is_global:
            first = thing.call.positional(0) if thing.call else None
            if isinstance(first, s.Literal) and isinstance(first.value, str):
                found.add(first.value)
    return found


def _options(view: View, call: s.Call, at: str) -> Iterator[Wildcard]:
    if _only_reads(view, call, f"{at}.methods") or _is_static(view):
        return
    origin = argument(view.names, call, f"{at}.origin")
    if origin is ABSENT and argument(view.names, call, at) is not ABSENT:
        options = argument(view.names, call, at)
        if isinstance(options, Present) and not isinstance(_bound(view, options.node), s.Mapping):
            return  # a function that decides for each request
    if origin is ABSENT:
        yield Wildcard(call, "missing", False, (at, "origin"))
    else:
        yield from _judged(view, origin, _is_reflected(view, call, at))


def _is_reflected(view: View, call: s.Call, at: str) -> bool:
    """Credentials, and the caller's own origin in the answer: with "*" browsers send none."""
    origin = argument(view.names, call, f"{at}.origin")
    star = isinstance(origin, Present) and origin.known and origin.value == "*"
    return not star and _is_true(view, call, f"{at}.credentials")


_CHANGING = {"post", "put", "patch", "delete", "all", "route", "register"}


def _is_static(view: View) -> bool:
    """A server of files: nothing to send, nothing to spend."""
    if "express.static" not in view.text and "serveStatic" not in view.text:
        return False
    tails = {c.callee.name for c in view.names.calls if isinstance(c.callee, s.Attribute)}
    if tails & _CHANGING:
        return False
    return not any(call.sdk.kind == "model" for call in view.found.calls)
