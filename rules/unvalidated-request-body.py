"""A request body, form or query that reaches a model, tool or workflow unchecked.

Whoever calls the endpoint decides what is in it: a thousand messages, a megabyte of text, another
role, a price. The types of TypeScript and Python's type hints do not exist at run time, and a cast
checks nothing.

**Reported:** once per handler, where it reads the request, when what it read reaches a call that
spends model money, runs a tool or starts a workflow, and nothing on the way checked it.

**Not reported:** a parse that throws; a `safeParse`, `ajv` or form whose answer is asked; an early
return for the wrong type or length; a number made by hand, a text that is cut, one of a list; the
framework's own schema (a pydantic parameter, `schema` of a Fastify route, `zValidator`); a record
that is looked up by an id; a signed webhook; a handler that never gets near a model.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate import syntax as s
from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.unchecked_bodies import Unchecked, unchecked
from prodgate.view import View

RULE = Rule(
    "unvalidated-request-body",
    Gate.DATA_VALIDATION,
    "A request body that reaches a model, tool or workflow unchecked",
    Applicability.UNSAFE,
    # How handlers read: the same expressions that ``prodgate.meaning.bodies`` knows.
    literals=(
        "request.json", "request.get_json", "request.form", "request.args", "request.values",
        "request.data", "request.body", "request.query", "request.text(", "request.POST",
        "request.GET", "request.post(", "request.multipart", "request.files", "request.FILES",
        "get_json(", "req.body", "req.json", "req.query", "req.text(", "req.formData",
        "req.rawBody", "formData(", "searchParams", "use server", "c.req", "ctx.req", "event.body",
        "ctx.request", "context.request", "receive_json", "receive_text", "receive_bytes",
        "fastapi", "litestar", "{ body", "{body", "parseBody",
    ),
    cwe=(20, 770),
    owasp=("API4:2023", "A03:2021"),
    risk=5.3,
)  # fmt: skip


def check(view: View) -> Iterator[Finding]:
    """One finding a handler, at its first unchecked read."""
    for found in unchecked(view):
        message = _message(view, found)
        yield view.finding(RULE, found.read.node, Severity.WARNING, message, found)


def _message(view: View, found: Unchecked) -> str:
    callee = found.reach.call.callee
    name = s.dotted(callee) or (callee.name if isinstance(callee, s.Attribute) else "a model")
    return f"reaches {name} unchecked: whoever calls decides its shape and size"
