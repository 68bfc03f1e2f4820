"""Which functions of a file answer requests from outside.

Python: FastAPI, Starlette, Flask, Django, aiohttp, Sanic and what shares their decorators.
JavaScript: Express, Fastify, Koa, Hono, Next.js (routes, pages/api, server actions), SvelteKit,
Remix, Deno, Bun, Lambda and Vercel handlers.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.meaning.names import Names
from prodgate.regex import lazy

VERBS = {
    "get", "post", "put", "patch", "delete", "head", "options", "all", "use", "route", "api_route",
    "websocket", "websocket_route", "api_view", "on",
}  # fmt: skip
_EXPORTED_VERBS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
_ROUTE_FILE = lazy(r"(^|/)(route|\+server|\+page\.server|\+layout\.server)\.[cm]?[jt]sx?$")
_PAGES_API = lazy(r"(^|/)(pages/api|api|netlify/functions|functions)/.+\.[cm]?[jt]sx?$")


def handler(names: Names, node: s.Node, path: str = "") -> s.Function | None:
    """The request handler a node runs in: the nearest function around it that is one."""
    if isinstance(node, s.Function) and is_handler(names, node, path):
        return node
    for above in names.above(node):
        if isinstance(above, s.Function) and is_handler(names, above, path):
            return above
    return None


def is_handler(names: Names, function: s.Function, path: str = "") -> bool:
    """Whether a function answers requests."""
    if names.module.language == "python":
        if any(_is_route(decorator) for decorator in function.decorators):
            return True
        return _reads_flask_request(names, function) or _is_view_method(names, function)
    return (
        _is_exported_route(names, function, path)
        or is_registered(names, function)
        or is_controller(function)
    )


def _reads_flask_request(names: Names, function: s.Function) -> bool:
    """Flask's ``request`` exists only while one is answered, wherever the route is registered."""
    imported = names.kept(_requests)
    if not imported:
        return False
    return any(
        isinstance(node, s.Attribute)
        and isinstance(node.value, s.Name)
        and node.value.id in imported
        and node.name in {"json", "form", "args", "values", "data", "get_json", "files"}
        for node in s.walk_scope(*function.body)
    )


def _requests(names: Names) -> frozenset[str]:
    return frozenset(
        local
        for node in names.imports
        for local, qualified in node.names
        if qualified in {"flask.request", "quart.request"}
    )


def _is_view_method(names: Names, function: s.Function) -> bool:
    """``def post(self, request)`` of a Django, DRF or Flask class-based view."""
    owner = names.parent(function)
    if not isinstance(owner, s.Class) or function.name not in {"get", "post", "put", "patch"}:
        return False
    return any(
        (s.dotted(base) or "").endswith(("View", "ViewSet", "Resource")) for base in owner.bases
    )


_REQUESTS = {"req", "request", "_req"}
_RESPONSES = {"res", "response", "reply", "_res"}


def is_controller(function: s.Function) -> bool:
    """``async (req, res, next) => ...``: Express's convention, registered in another file."""
    names = [s.dotted(param.target) for param in function.params[:2]]
    return len(names) == 2 and names[0] in _REQUESTS and names[1] in _RESPONSES


def is_server_action(names: Names, function: s.Function) -> bool:
    """A 'use server' function: the client calls it with whatever it likes."""
    if "use server" in function.directives:
        return True
    return "use server" in names.module.directives and _is_exported(names, function)


def _is_route(decorator: s.Node) -> bool:
    callee = decorator.callee if isinstance(decorator, s.Call) else decorator
    name = s.dotted(callee) or ""
    head, _, verb = name.rpartition(".")
    if verb not in VERBS:
        return verb in {"api_view", "csrf_exempt", "require_POST", "require_http_methods"}
    if not isinstance(decorator, s.Call):
        return False
    address = decorator.positional(0) or decorator.keyword("path") or decorator.keyword("rule")
    if isinstance(address, s.Literal) and isinstance(address.value, str):
        return bool(head) and (address.value == "" or address.value[0] in "/<{")
    return bool(head) and isinstance(address, s.Name | s.Text | s.Binary)


def _is_exported(names: Names, function: s.Function) -> bool:
    if function.exported:
        return True
    parent = names.parent(function)
    return isinstance(parent, s.Assign) and parent.exported


def declared_name(names: Names, function: s.Function) -> str:
    """The name a function goes by: its own, or that of the variable or property it is put in."""
    if function.name:
        return function.name
    parent = names.parent(function)
    if isinstance(parent, s.Assign) and parent.targets:
        target = parent.targets[0]
        return (s.dotted(target) or "").rpartition(".")[2]
    if isinstance(parent, s.Entry):
        return parent.name or ""
    return ""


def _is_exported_route(names: Names, function: s.Function, path: str) -> bool:
    if is_server_action(names, function):
        return True
    name = declared_name(names, function)
    exported = _is_exported(names, function)
    if exported and name in _EXPORTED_VERBS:
        return True
    if exported and _ROUTE_FILE.search(path) and name in {"actions", "action", "load", "loader"}:
        return True
    if exported and _PAGES_API.search(path):
        params = [s.dotted(p.target) for p in function.params]
        return name in {"handler", "default", ""} or params[:1] in (["req"], ["request"])
    parent = names.parent(function)
    if isinstance(parent, s.Assign):
        target = s.dotted(parent.targets[0]) if parent.targets else None
        return target in {"exports.handler", "module.exports", "exports.default"} and bool(
            function.params
        )
    return False


_CLIENTS = {
    "axios",
    "http",
    "https",
    "api",
    "client",
    "request",
    "got",
    "ky",
    "superagent",
    "fetcher",
}


def is_registered(names: Names, function: s.Function) -> bool:
    """``app.post("/chat", auth, async (req, res) => ...)``, ``serve(async (req) => ...)``."""
    parent = names.parent(function)
    if isinstance(parent, s.Argument):
        call = names.parent(parent)
        if isinstance(call, s.Call):
            return _registers(names, call)
        return False
    if isinstance(parent, s.Entry) and parent.name in {"fetch", "handler"}:
        above = names.parent(parent)
        outer = names.parent(above) if above else None
        call = names.parent(outer) if outer else None
        if isinstance(call, s.Call):
            return s.dotted(call.callee) in {
                "Bun.serve",
                "Deno.serve",
                "app.route",
                "fastify.route",
            }
        return isinstance(outer, s.Assign) and outer.exported
    return _is_passed_by_name(names, function)


def _registers(names: Names, call: s.Call) -> bool:
    name = s.dotted(call.callee) or ""
    if name in {"serve", "Deno.serve", "onRequest", "onCall", "functions.https.onRequest"}:
        return True
    callee = call.callee
    if not isinstance(callee, s.Attribute) or callee.name not in VERBS:
        return False
    if (s.dotted(callee.value) or "").rpartition(".")[2] in _CLIENTS:
        return False
    address = call.positional(0)
    if isinstance(address, s.Literal) and isinstance(address.value, str):
        return address.value.startswith(("/", "*")) or address.value == ""
    chained = callee.value  # router.route("/x").post(handler)
    return isinstance(chained, s.Call) and (s.dotted(chained.callee) or "").endswith(".route")


def _is_passed_by_name(names: Names, function: s.Function) -> bool:
    """``app.post("/chat", chat)`` with ``chat`` defined in this file."""
    name = declared_name(names, function)
    return bool(name) and name in names.kept(_passed)


def _passed(names: Names) -> frozenset[str]:
    """The names that a file hands to a router."""
    return frozenset(
        argument.value.id
        for call in names.calls
        if _registers(names, call)
        for argument in call.arguments[1:] or call.arguments
        if isinstance(argument.value, s.Name)
    )


def in_loop(names: Names, node: s.Node) -> bool:
    """Whether a node runs once an item: in a loop or comprehension of its own function.

    What a loop goes over is evaluated once: ``for chunk in client.create(stream=True)``.
    """
    below = node
    for above in names.above(node):
        if isinstance(above, s.Loop) and below not in (above.subject, *above.before):
            return True
        if isinstance(above, s.Opaque) and above.kind == "comprehension":
            return True
        if isinstance(above, s.Function):
            return _is_mapped(names, above)
        below = above
    return False


def _is_mapped(names: Names, function: s.Function) -> bool:
    parent = names.parent(function)
    call = names.parent(parent) if isinstance(parent, s.Argument) else None
    if isinstance(call, s.Call) and isinstance(call.callee, s.Attribute):
        return call.callee.name in {"map", "forEach", "flatMap"}
    return False


_BROWSER_GLOBALS = {"window", "document", "localStorage", "sessionStorage", "navigator"}
_SERVER_MODULES = {
    "express", "fastify", "koa", "hono", "next/server", "next/headers", "fs", "path", "http",
    "https", "child_process", "crypto", "os", "stream", "dotenv", "dotenv/config", "ai", "openai",
    "server-only", "discord.js", "cheerio", "pg", "redis", "mongoose", "@prisma/client",
    "util", "url", "@google/genai", "groq-sdk", "@anthropic-ai/sdk", "commander", "langchain",
}  # fmt: skip
_SERVER_PATH = lazy(
    r"(^|/)(api|server|backend|functions|workers?|bot|scripts?|cron|jobs|route)(/|\.[cm]?[jt]sx?$)"
)
_BROWSER_PATH = lazy(r"(^|/)(components?|hooks|public|static|client|frontend|assets|www)/")


def runs_on_server(names: Names, path: str) -> bool:
    """Whether a JavaScript file is known to run on a server; False where it may be a page's.

    A page's ``fetch`` ends with its tab; a server's holds a connection of everyone.
    """
    if "use client" in names.module.directives:
        return False
    if "use server" in names.module.directives:
        return True
    imported = {node.module for node in names.imports}
    required = {
        m.value
        for call in names.calls
        if s.dotted(call.callee) == "require" and isinstance(m := call.positional(0), s.Literal)
    }
    modules = imported | {m for m in required if isinstance(m, str)}
    server = any(
        m.startswith(("node:", "@langchain/", "@ai-sdk/")) or m in _SERVER_MODULES for m in modules
    )
    if _ROUTE_FILE.search(path):
        return True
    if _PAGES_API.search(path) and (_answers(names, path) or not _uses_browser(names)):
        return True
    if _uses_browser(names) or any(m.startswith("react") and "server" not in m for m in modules):
        return False
    if server or _reads_environment(names):
        return True
    if path.endswith((".jsx", ".tsx")) or _BROWSER_PATH.search(path):
        return False
    return bool(_SERVER_PATH.search(path))


def _answers(names: Names, path: str) -> bool:
    """Whether a function of the file handles requests; pages keep their clients in ``api/`` too."""
    return any(
        _is_exported_route(names, function, path)
        or [s.dotted(each.target) for each in function.params[:1]] in (["req"], ["request"])
        for function in names.functions
    )


def _uses_browser(names: Names) -> bool:
    return any(not names.lookup(node) for name in _BROWSER_GLOBALS for node in names.uses(name))


def _reads_environment(names: Names) -> bool:
    """``process.env.X`` with a name that no bundler gives to pages; ``Deno.env``, ``Bun.env``."""
    for node in names.of(s.Attribute):
        if isinstance(node.value, s.Attribute):
            owner = s.dotted(node.value)
            if owner == "process.env" and not node.name.startswith(
                ("NEXT_PUBLIC_", "VITE_", "REACT_APP_", "NODE_ENV", "PUBLIC_")
            ):
                return True
            if owner in {"Deno.env", "Bun.env"}:
                return True
    return False


def takes_body(decorator: s.Node) -> bool:
    """Whether a route decorator is of a method that carries a body."""
    callee = decorator.callee if isinstance(decorator, s.Call) else decorator
    verb = (s.dotted(callee) or "").rpartition(".")[2]
    return verb in {"post", "put", "patch", "api_route", "route"}
