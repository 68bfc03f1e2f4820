"""An endpoint that spends model money as often as it is called.

One visitor with a loop, or one page that retries, is enough for a bill of a month in an afternoon.
A login does not help: it says who it was.

**Reported:** once a file, at its first handler behind which a model answers, where nothing in the
project limits how often.

**Not reported:** where anything may limit: a limiter, throttle or quota in the handler, the file or
the project, a library for it among the requirements, a count of messages, credits or payments, a
gateway's configuration; a call that the caller's own key pays for; a server that listens to this
machine only; tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.endpoints import Endpoint, endpoints, may_handle, place
from prodgate.meaning.limiters import limited
from prodgate.meaning.own_keys import caller_pays
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "missing-rate-limit",
    Gate.COST_CONTROL,
    "An endpoint that spends model money as often as it is called",
    Applicability.UNSAFE,
    # How handlers are written: the same that ``prodgate.meaning.web`` knows.
    literals=(
        "fastapi", "flask", "Flask", "APIRouter", "quart", "starlette", "litestar", "sanic",
        "aiohttp", "django", "rest_framework", "express", "fastify", "koa", "hono", "Router",
        "NextRe", "NextApi", "use server", "req,", "req:", "req)", "request:", "request)",
        "Request", "POST", "Deno.serve", "Bun.serve", "serve(",
    ),
    closer=True,
    cwe=(770, 799),
    owasp=("LLM10:2025", "API4:2023"),
    risk=5.9,
)  # fmt: skip


def relevant(data: bytes) -> bool:
    """Whether a file can hold a handler."""
    return may_handle(data)


def check(view: View) -> Iterator[Finding]:
    """One finding a file."""
    if is_test_path(view.source.path):
        return
    found = [e for e in endpoints(view) if not e.runs and not caller_pays(view, e.handler)]
    if found and not limited(view):
        yield view.finding(
            RULE, place(view, found[0].handler), Severity.WARNING, _message(found), tuple(found)
        )


def _message(found: list[Endpoint]) -> str:
    name = found[0].name or "a model"
    more = f", {len(found)} endpoints of this file" if len(found) > 1 else ""
    return f"a model answers through {name} as often as anybody calls: nothing limits it{more}"
