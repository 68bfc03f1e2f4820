"""The addresses that a handler answers, with their methods, as far as its file says them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.argument import constant
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Route(Struct, frozen=True):
    """One address. ``method``: "*" for any, "" where there is no such thing."""

    method: str
    address: str


_METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}
_ADDRESS = lazy(r"[\w./:<>{}\[\]()*?@~,$|+\\^=&%!-]{0,200}\Z")


def routes(view: View, handler: s.Function) -> tuple[Route, ...]:
    """At least one a handler: where no address is known, the name of the handler."""
    find = _python if view.language == "python" else _javascript
    found = tuple(dict.fromkeys(find(view, handler)))
    return found or (Route("", name_of(view, handler)),)


def name_of(view: View, handler: s.Function) -> str:
    """What a handler is called, or the file where it has no name."""
    return web.declared_name(view.names, handler) or view.source.path.rpartition("/")[2]


def _text(view: View, node: s.Node | None) -> str | None:
    """An address that is written out, with "\u2026" for what is not."""
    if node is None:
        return None
    known, value = constant(view.names, node)
    if known:
        return value if isinstance(value, str) and _ADDRESS.match(value) else None
    node = s.bare(node)
    if isinstance(node, s.Text):
        parts = [p.value if isinstance(p, s.Literal) else "{}" for p in node.parts]
        text = "".join(map(str, parts))
        return text if _ADDRESS.match(text) else None
    return None


# -- Python ------------------------------------------------------------------------------------


def _python(view: View, handler: s.Function) -> Iterator[Route]:
    for decorator in handler.decorators:
        if isinstance(decorator, s.Call):
            yield from _decorated(view, decorator)
    if any(_last(d) == "api_view" for d in handler.decorators):
        yield from _django(view, handler)
        return
    owner = view.names.parent(handler)
    if isinstance(owner, s.Class):
        method = handler.name.upper() if handler.name in _METHODS else "*"
        yield Route(method, _registered_class(view, owner.name) or owner.name)
    elif not handler.decorators:
        yield from _added(view, handler)


def _last(node: s.Node) -> str:
    callee = node.callee if isinstance(node, s.Call) else node
    return (s.dotted(callee) or "").rpartition(".")[2]


def _decorated(view: View, decorator: s.Call) -> Iterator[Route]:
    verb = _last(decorator)
    if verb not in web.VERBS or not isinstance(decorator.callee, s.Attribute):
        return
    given = decorator.positional(0) or decorator.keyword("path") or decorator.keyword("rule")
    address = _text(view, given)
    if address is None:
        return
    address = _prefix(view, decorator.callee.value) + address
    if verb in _METHODS:
        yield Route(verb.upper(), address or "/")
        return
    listed = decorator.keyword("methods")
    methods = (
        [e.value for e in listed.elements if isinstance(e, s.Literal)]
        if isinstance(listed, s.Items)
        else []
    )
    default = "WEBSOCKET" if verb.startswith("websocket") else "GET" if verb == "route" else "*"
    for method in methods or [default]:
        yield Route(str(method).upper(), address or "/")


def _prefix(view: View, router: s.Node) -> str:
    """``APIRouter(prefix="/v1")``, ``Blueprint("x", url_prefix="/v1")`` of this file."""
    if not isinstance(router, s.Name):
        return ""
    for binding in view.names.lookup(router):
        made = s.bare(binding.value) if binding.value is not None else None
        if isinstance(made, s.Call):
            given = made.keyword("prefix") or made.keyword("url_prefix")
            return _text(view, given) or ""
    return ""


def _django(view: View, handler: s.Function) -> Iterator[Route]:
    for decorator in handler.decorators:
        listed = decorator.positional(0) if isinstance(decorator, s.Call) else None
        if isinstance(listed, s.Items):
            for each in listed.elements:
                if isinstance(each, s.Literal):
                    yield Route(str(each.value).upper(), handler.name)


def _registered_class(view: View, name: str) -> str | None:
    """``api.add_resource(Chat, "/chat")``, ``path("chat/", Chat.as_view())``"""
    for call in view.names.calls:
        if _last(call) == "add_resource" and _is_named(call.positional(0), name):
            return _text(view, call.positional(1))
        if _last(call) in {"path", "re_path", "url"}:
            target = call.positional(1)
            if isinstance(target, s.Call) and (s.dotted(target.callee) or "").startswith(
                f"{name}."
            ):
                return _text(view, call.positional(0))
    return None


def _added(view: View, handler: s.Function) -> Iterator[Route]:
    """``app.add_url_rule("/chat", view_func=chat)``, ``web.post("/chat", chat)``"""
    for call in view.names.calls:
        if not any(_is_named(a.value, handler.name) for a in call.arguments):
            continue
        verb = _last(call)
        address = _text(view, call.positional(0))
        if address is None or not address.startswith("/"):
            continue
        if verb in _METHODS:
            yield Route(verb.upper(), address)
        elif verb.startswith("add_") or verb in {"Route", "route", "path"}:
            yield Route("*", address)


def _is_named(node: s.Node | None, name: str) -> bool:
    return isinstance(node, s.Name) and node.id == name


# -- JavaScript --------------------------------------------------------------------------------

_EXPORTED = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
_APP = lazy(r"(?:^|.*/)app/(.*?)/?route\.[cm]?[jt]sx?$")
_PAGES = lazy(r"(?:^|.*/)(?:pages/)?(api/.+?)(?:/index)?\.[cm]?[jt]sx?$")
_SVELTE = lazy(r"(?:^|.*/)routes/(.*?)/?\+(?:server|page\.server|layout\.server)\.[jt]s$")
_REMIX = lazy(r"(?:^|.*/)app/routes/(.+?)\.[jt]sx?$")
_FUNCTIONS = lazy(r"(?:^|.*/)((?:netlify|supabase)/)?functions/(.+?)(?:/index)?\.[cm]?[jt]sx?$")
_GROUP = lazy(r"\([^/()]+\)/|@[^/]+/")


def _javascript(view: View, handler: s.Function) -> Iterator[Route]:
    if web.is_server_action(view.names, handler):
        yield Route("ACTION", name_of(view, handler))
        return
    registered = list(_registered(view, handler))
    if registered:
        yield from registered
        return
    name = web.declared_name(view.names, handler)
    address = _of_path(view.source.path)
    if address is not None:
        yield Route(name if name in _EXPORTED else "*", address)


def _of_path(path: str) -> str | None:
    """The address that a framework gives to a file."""
    for pattern in (_APP, _SVELTE):
        if match := pattern.match(path):
            return "/" + _GROUP.sub("", match[1] + "/").rstrip("/")
    if match := _FUNCTIONS.match(path):
        return "/" + match[2]
    if match := _REMIX.match(path):
        return "/" + match[1].replace(".", "/").replace("$", ":").removesuffix("/_index")
    if match := _PAGES.match(path):
        return "/" + match[1]
    return None


def _registered(view: View, handler: s.Function) -> Iterator[Route]:
    """``app.post("/chat", auth, handler)``, by itself or by its name."""
    parent = view.names.parent(handler)
    calls = []
    if isinstance(parent, s.Argument):
        calls.append(view.names.parent(parent))
    name = web.declared_name(view.names, handler)
    if name:
        calls += [
            call
            for call in view.names.calls
            if any(_is_named(s.bare(a.value), name) for a in call.arguments)
        ]
    for call in calls:
        if not isinstance(call, s.Call) or not isinstance(call.callee, s.Attribute):
            continue
        verb = call.callee.name
        if verb not in web.VERBS:
            continue
        chained = call.callee.value  # router.route("/x").post(handler)
        address = _text(view, call.positional(0))
        if address is None and isinstance(chained, s.Call):
            address = _text(view, chained.positional(0))
        if address is not None and (address == "" or address[0] in "/*"):
            yield Route(verb.upper() if verb in _METHODS else "*", address or "/")


# -- frameworks --------------------------------------------------------------------------------

_FRAMEWORKS = {
    "python": (
        "fastapi", "litestar", "rest_framework", "django", "quart", "flask_restful", "flask",
        "sanic", "starlette", "aiohttp", "bottle", "tornado",
    ),
    "javascript": (
        "express", "fastify", "@nestjs/common", "koa", "@koa/router", "koa-router", "hono",
        "elysia", "next/server", "next", "@sveltejs/kit", "@remix-run/node", "firebase-functions",
        "@cloudflare/workers-types", "itty-router", "h3",
    ),
}  # fmt: skip
_CALLED = {
    "next/server": "next", "@sveltejs/kit": "sveltekit", "@nestjs/common": "nestjs",
    "@koa/router": "koa", "koa-router": "koa", "rest_framework": "django-rest-framework",
    "@remix-run/node": "remix", "flask_restful": "flask-restful",
}  # fmt: skip


def framework_of(view: View, handler: s.Function) -> str:
    """What answers: the framework that the file imports, or that its place belongs to."""
    path = view.source.path
    imported = {node.module for node in view.names.imports}
    if view.language == "python":
        imported = {module.partition(".")[0] for module in imported}
    else:
        imported |= {
            str(m.value)
            for call in view.names.calls
            if s.dotted(call.callee) == "require" and isinstance(m := call.positional(0), s.Literal)
        }
        if _SVELTE.match(path):
            return "sveltekit"
        if "supabase/functions/" in path:
            return "supabase"
        if _FUNCTIONS.match(path) and "netlify" in path:
            return "netlify"
        if _APP.match(path) or web.is_server_action(view.names, handler):
            return "next"
    for name in _FRAMEWORKS[view.language]:
        if name in imported:
            return _CALLED.get(name, name)
    if re.search(r"Deno\.serve|deno\.land", view.text):
        return "deno"
    if "Bun.serve" in view.text:
        return "bun"
    if view.language == "javascript":
        if re.search(r"(?:^|/)pages/api/", path):
            return "next"
        if web.is_controller(handler):
            return "express" if not re.search(r"(?:^|/)api/", path) else "vercel"
        if "exports.handler" in view.text:
            return "lambda"
    return ""
