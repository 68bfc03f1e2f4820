"""An endpoint that spends model money for whoever calls it.

Addresses are found within hours, and every call costs. Without a look at who calls there is nobody
to limit, to charge or to block, and no record of who did what.

**Reported:** once a handler, where a model answers behind it, in the same file or in modules that
it imports, and nothing asks for the caller. As an error, a handler that runs a command, code or a
tool that the caller sends; as a note, one that has a model of its own machine answer a fixed text.

**Not reported:** where anything may ask: a decorator, a dependency and what that one depends on, in
whichever file and whatever factory makes it, a guard of the router or the application, middleware
in any file of the project, a wrapper around the handler, a session, token, header or cookie that it
reads, a signed webhook, a secret of a scheduler, a payment, the caller's own key, a gateway's
configuration; a server that listens to this machine only; functions whose callers are set where
they are deployed; tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.callers import asked
from prodgate.meaning.endpoints import Endpoint, endpoints, is_fixed, may_handle, place
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "unauthenticated-endpoint",
    Gate.AUTH,
    "An endpoint that spends model money for whoever calls it",
    Applicability.UNSAFE,
    # How handlers are written: the same that ``prodgate.meaning.web`` knows.
    literals=(
        "fastapi", "flask", "Flask", "APIRouter", "quart", "starlette", "litestar", "sanic",
        "aiohttp", "django", "rest_framework", "express", "fastify", "koa", "hono", "Router",
        "NextRe", "NextApi", "use server", "req,", "req:", "req)", "request:", "request)",
        "Request", "POST", "Deno.serve", "Bun.serve", "serve(",
    ),
    closer=True,
    cwe=(306,),
    owasp=("API2:2023", "A07:2021", "LLM10:2025"),
    risk=7.5,
)  # fmt: skip


def relevant(data: bytes) -> bool:
    """Whether a file can hold a handler."""
    return may_handle(data)


def check(view: View) -> Iterator[Finding]:
    """One finding a handler."""
    if is_test_path(view.source.path):
        return
    for found in endpoints(view):
        if not asked(view, found.handler):
            severity = Severity.ERROR if found.runs else Severity.WARNING
            if found.own_machine and is_fixed(view, found):
                severity = Severity.NOTE
            where = place(view, found.handler)
            yield view.finding(RULE, where, severity, _message(found), found)


_DOES = {"editfile": "changes what files it likes", "calltool": "calls what tool it likes"}


def _message(found: Endpoint) -> str:
    name = found.name or "a model"
    does = "spends model money"
    if found.runs:
        does = _DOES.get(name.lower().replace("_", ""), "runs what it likes")
    elif found.own_machine:
        does = "keeps this machine busy"
    return f"whoever finds this address {does} through {name}: nothing asks who calls"
