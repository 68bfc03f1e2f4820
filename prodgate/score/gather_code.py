"""What the functions of a file do that controls ask for: refuse, ask, log, start a collector."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import callers, web
from prodgate.meaning.asking import last_part
from prodgate.meaning.trace import Made, Qualified, trace
from prodgate.regex import lazy
from prodgate.score.facts import Function, Spot

if TYPE_CHECKING:
    from prodgate.view import View

CODES = frozenset({400, 401, 402, 403, 413, 422, 429, 500, 502, 503, 504})
_NAMED = lazy(r"HTTP_(\d{3})_")
_ERRORS = (
    (re.compile(r"Unauthori[sz]ed|NotAuthenticated|AuthenticationFailed", re.I), 401),
    (re.compile(r"Forbidden|PermissionDenied|NotAuthori[sz]ed", re.I), 403),
    (re.compile(r"Too_?Many_?Requests|Throttled|Rate_?Limit", re.I), 429),
)
_HOOKS = {"before_request", "before_app_request", "middleware", "on_request", "before_serving"}
_FRONT = re.compile(r"(?:^|/)(?:middleware|proxy|hooks\.server)\.[jt]s$")


def functions(view: View) -> Iterator[Function]:
    """The functions that have a name, with what they do."""
    for function in view.names.functions:
        name = web.declared_name(view.names, function)
        if not name:
            continue
        tails = {last_part(_callee(each)) for each in function.decorators}
        exported = function.exported and bool(_FRONT.search(view.source.path))
        line = view.source.position(function.start)[0]
        yield Function(
            name,
            Spot(view.source.path, line, name),
            mentioned(view, function),
            codes(view, function),
            callers.asks(view, function),
            any(is_logged(view, call) for call in view.names.calls_in(function)),
            bool(tails & _HOOKS) or exported or _is_of_middleware(view, function),
        )


def _is_of_middleware(view: View, function: s.Function) -> bool:
    """``async def dispatch(self, request, call_next)`` of a BaseHTTPMiddleware."""
    owner = view.names.parent(function)
    return isinstance(owner, s.Class) and any(
        "Middleware" in (s.dotted(base) or "") for base in owner.bases
    )


def _callee(node: s.Node) -> s.Node:
    return node.callee if isinstance(node, s.Call) else node


def mentioned(view: View, *roots: s.Node) -> frozenset[str]:
    """Every name below some nodes: variables, attributes, decorators."""
    found = set()
    for node in s.walk(*roots):
        if isinstance(node, s.Name):
            found.add(node.id)
        elif isinstance(node, s.Attribute):
            found.add(node.name)
    return frozenset(found)


def codes(view: View, root: s.Node) -> frozenset[int]:
    """The error status that a function answers with, on a condition."""
    body = root.body if isinstance(root, s.Function | s.Handler) else (root,)
    nodes = list(s.walk(*body))
    chooses = isinstance(root, s.Handler) or any(
        isinstance(n, s.If | s.Handler | s.Either | s.Switch) for n in nodes
    )
    if not chooses:
        return frozenset()
    return frozenset(code for node in nodes for code in _code(view, node))


def _code(view: View, node: s.Node) -> Iterator[int]:
    if isinstance(node, s.Literal) and node.value in CODES and not isinstance(node.value, bool):
        given_on = node.value == 429 and _is_handled(view, node)  # that of the provider
        if _is_answer(view, node) and not given_on:
            yield int(str(node.value))
    elif isinstance(node, s.Literal) and isinstance(node.value, str) and len(node.value) < 60:
        given_on = _is_handled(view, node)
        if not given_on and _is_thrown(view, node):
            yield from (code for pattern, code in _ERRORS if pattern.search(node.value))
    elif isinstance(node, s.Attribute) and (match := _NAMED.search(node.name)):
        if not isinstance(view.names.parent(node), s.Binary):
            yield int(match[1])
    elif isinstance(node, s.Throw) and node.value is not None:
        name = last_part(_callee(s.bare(node.value)))
        yield from (code for pattern, code in _ERRORS if pattern.search(name))
    elif isinstance(node, s.Call) and last_part(node.callee) == "redirect":
        texts = (str(n.value) for n in s.walk(node) if isinstance(n, s.Literal))
        yield from (401 for text in texts if _LOGIN.search(text))


_ANSWERS = {
    "abort", "status", "sendStatus", "send_error", "Response", "JSONResponse", "json", "jsonify",
    "HTTPException", "writeHead", "set_status", "make_response", "createError", "code", "text",
}  # fmt: skip


def _is_answer(view: View, node: s.Node) -> bool:
    """Whether a number stands in what is raised, returned or answered; not in a comparison."""
    for above in view.names.above(node):
        if isinstance(above, s.Throw | s.Return):
            return True
        if isinstance(above, s.Call) and last_part(above.callee) in _ANSWERS:
            return True
        if isinstance(above, s.Binary | s.If | s.Function | s.Assign):
            return False
    return False


def _is_thrown(view: View, node: s.Node) -> bool:
    """``new ChatError("unauthorized:chat")`` that is thrown or returned."""
    above = view.names.parent(node)
    call = view.names.parent(above) if isinstance(above, s.Argument) else None
    return (
        isinstance(call, s.Call)
        and "rror" in last_part(call.callee)
        and any(isinstance(n, s.Throw | s.Return) for n in view.names.above(call))
    )


def _is_handled(view: View, node: s.Node) -> bool:
    return any(isinstance(above, s.Handler) for above in view.names.above(node))


_LOGIN = re.compile(r"log_?in|sign_?in", re.I)


# -- logs ------------------------------------------------------------------------------------------

_LOGGERS = {
    "logging", "structlog", "loguru", "pino", "winston", "bunyan", "tslog", "log4js", "consola",
    "logfire", "google.cloud.logging", "aws_lambda_powertools",
}  # fmt: skip
_LEVELS = {
    "info", "warning", "warn", "error", "exception", "critical", "fatal", "debug", "log", "trace",
}  # fmt: skip
_LOG = re.compile(r"(?:^|[._])_?log(?:ger|ging)?$", re.I)


def is_logged(view: View, call: s.Call) -> bool:
    """A record of a logger; print and console.log are none."""
    if last_part(call.callee) not in _LEVELS or not isinstance(call.callee, s.Attribute):
        return False
    owner = call.callee.value
    if any(_root(thing) in _LOGGERS for thing in trace(view.names, owner)):
        return True
    return bool(_LOG.search(s.dotted(owner) or ""))


def _root(thing: object) -> str:
    while isinstance(thing, Made):
        thing = thing.by
    return thing.name.split(".")[0] if isinstance(thing, Qualified) else ""


# -- what is started -------------------------------------------------------------------------------

# Module to the calls of it that start the collection. An import alone starts nothing.
TRACKERS = {
    "sentry_sdk": {"init"}, "@sentry/node": {"init"}, "@sentry/nextjs": {"init"},
    "@sentry/": {"init"}, "rollbar": {"init"}, "bugsnag": {"configure", "start"},
    "@bugsnag/js": {"start"}, "honeybadger": {"configure"}, "newrelic": {"initialize"},
    "azure": {"configure_azure_monitor"}, "applicationinsights": {"setup"},
    "raygun4py": {"attach", "RaygunSender"}, "elasticapm": {"Client", "ElasticAPM", "start"},
    "ddtrace": {"patch_all", "patch"}, "dd-trace": {"init"}, "appsignal": {"Appsignal", "start"},
}  # fmt: skip
TRACING = {
    "opentelemetry": {"set_tracer_provider", "instrument", "instrument_app",
                      "start_as_current_span", "BatchSpanProcessor"},
    "@opentelemetry/": {"start", "NodeSDK", "startActiveSpan", "register"},
    "@vercel/otel": {"registerOTel"}, "langfuse": {"Langfuse", "observe", "CallbackHandler"},
    "langsmith": {"traceable", "wrap_openai", "Client"}, "logfire": {"configure", "instrument",
    "instrument_openai", "instrument_fastapi"}, "traceloop": {"init"}, "openinference":
    {"instrument"}, "phoenix": {"register"}, "mlflow": {"autolog"}, "weave": {"init"},
    "ddtrace": {"patch_all"}, "dd-trace": {"init"}, "prometheus_client": {"Counter", "Histogram"},
    "prom-client": {"Counter", "Histogram"},
}  # fmt: skip


def started(view: View, known: dict[str, set[str]]) -> Iterator[Spot]:
    """Calls that start a collector, and decorators that do."""
    roots = {name for name in known for each in view.names.imports if _is_of(each.module, name)}
    if not roots:
        return
    for call in view.names.calls:
        last = last_part(call.callee)
        if any(last in known[root] for root in roots) and any(
            _of_known(thing, roots) for thing in trace(view.names, call.callee)
        ):
            yield Spot(view.source.path, view.source.position(call.start)[0], last)


def _is_of(module: str, root: str) -> bool:
    return module == root or module.startswith((f"{root}.", root if root.endswith("/") else "\0"))


def _of_known(thing: object, roots: set[str]) -> bool:
    while isinstance(thing, Made):
        thing = thing.by
    return isinstance(thing, Qualified) and any(
        _is_of(thing.name.rpartition(".")[0], root) or _is_of(thing.name, root) for root in roots
    )


_KEY = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL|DSN)", re.I)


def settings(view: View) -> Iterator[Spot]:
    """Secrets that are read from the environment, or from a settings object that does."""
    for node in view.names.nodes:
        name = _environment(node)
        if name and _KEY.search(name):
            yield Spot(view.source.path, view.source.position(node.start)[0], name)


def _environment(node: s.Node) -> str:
    if isinstance(node, s.Call):
        callee = s.dotted(node.callee) or ""
        first = node.positional(0)
        if callee.endswith(
            ("getenv", "environ.get", "env.get", "env.str", "config")
        ) and isinstance(first, s.Literal):
            return str(first.value)
    if isinstance(node, s.Index) and (s.dotted(node.value) or "").endswith(("environ", "env")):
        return str(node.key.value) if isinstance(node.key, s.Literal) else ""
    if isinstance(node, s.Attribute) and (s.dotted(node) or "").startswith(
        ("process.env.", "import.meta.env.", "settings.", "env.")
    ):
        return node.name
    if isinstance(node, s.Class) and any((s.dotted(b) or "").endswith("BaseSettings")
                                         for b in node.bases):  # fmt: skip
        names = (s.dotted(t) or "" for f in node.body if isinstance(f, s.Assign) for t in f.targets)
        return next((name for name in names if _KEY.search(name)), "")
    return ""


def failure_handlers(view: View) -> Iterator[Spot]:
    """What answers for any failure: ``@app.exception_handler``, ``app.use((err, ...) => ...)``."""
    for function in view.names.functions:
        tails = {last_part(_callee(each)) for each in function.decorators}
        express = len(function.params) == 4 and s.dotted(function.params[0].target) in {
            "err", "error", "_err"
        }  # fmt: skip
        records = any(is_logged(view, call) or "capture" in last_part(call.callee).lower()
                      for call in view.names.calls_in(function))  # fmt: skip
        if records and (
            tails & {"exception_handler", "errorhandler", "app_errorhandler"} or express
        ):
            yield Spot(view.source.path, view.source.position(function.start)[0])


_SPENT = re.compile(r"(?i)spent|spend|cost|tokens|usage")
_BUDGET = re.compile(
    r"(?i)budget|quota|allowance|max_?(?:cost|spend)|(?:cost|spend|token)_?(?:limit|cap)"
)


def budgets(view: View) -> Iterator[Spot]:
    """What was spent is compared with a budget, and something is refused."""
    for node in view.names.nodes:
        if not isinstance(node, s.If):
            continue
        for test in s.walk(node.test):
            if not isinstance(test, s.Binary) or test.operator not in {">", ">=", "<", "<="}:
                continue
            sides = [" ".join(mentioned(view, side)) for side in (test.left, test.right)]
            if (
                any(map(_SPENT.search, sides))
                and any(map(_BUDGET.search, sides))
                and any(isinstance(n, s.Throw | s.Return) for n in s.walk(*node.body, *node.orelse))
            ):
                yield Spot(view.source.path, view.source.position(node.start)[0])


_LIMITS = (
    "slowapi", "flask_limiter", "fastapi_limiter", "express-rate-limit", "rate-limiter-flexible",
    "@upstash/ratelimit", "hono-rate-limiter", "@fastify/rate-limit", "koa-ratelimit",
    "django_ratelimit", "ratelimit", "@nestjs/throttler", "express-slow-down", "@arcjet/",
)  # fmt: skip


def limiters(view: View) -> frozenset[str]:
    """The names that a library for limits is bound to in a file, and what is made of it."""
    libraries = {
        local
        for each in view.names.imports
        if any(_is_of(each.module, root) for root in _LIMITS)
        for local, _ in each.names
    }
    if not libraries:
        return frozenset()
    made = {
        name
        for node in _assigns(view)
        if node.value is not None and isinstance(s.bare(node.value), s.Call)
        and mentioned(view, node.value) & libraries
        for name in map(s.dotted, node.targets)
        if name
    }  # fmt: skip
    return frozenset(libraries | made)


def _assigns(view: View) -> Iterable[s.Assign]:
    return (node for node in view.names.nodes if isinstance(node, s.Assign))
