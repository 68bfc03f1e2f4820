"""An HTTP request without a timeout.

`requests`, `urllib` and `axios` wait for ever when nothing is set; Node's `fetch` gives up after
300 seconds. In a server, each such wait holds a worker or a connection; in an agent's tool, the
whole turn.

**Reported:** a request, or the session or instance that makes it, whose effective limit is above
the policy's `max-timeout`. `fetch` only in files that run on a server.

**Not reported:** `httpx`, which stops after 5 seconds unless told otherwise; a page's own `fetch`;
an address of the machine itself (`http://127.0.0.1:43000`), where a helper answers; a `signal`,
whatever is behind it; a wall clock around the call.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from prodgate import syntax as s
from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning import web
from prodgate.meaning.argument import Present, argument, constant
from prodgate.meaning.limits import Overlong, overlong
from prodgate.meaning.own_machine import is_loopback
from prodgate.view import View

RULE = Rule(
    "http-without-timeout",
    Gate.ERROR_HANDLING,
    "An HTTP request without a timeout",
    Applicability.SAFE,
    cwe=(1088,),
)


def check(view: View) -> Iterator[Finding]:
    """One finding a request, or session."""
    found = list(overlong(view, "http", view.policy.limits.max_timeout))
    page = bool(found) and _may_be_a_page(view)
    for each in found:
        if (page and each.sdk.sdk not in _SERVER_ONLY) or _stays_here(view, each):
            continue
        severity = Severity.ERROR if each.wait.seconds == math.inf else Severity.WARNING
        yield view.finding(RULE, each.node, severity, each.sentence, each)


_SERVER_ONLY = {"got", "node-fetch", "undici"}


def _may_be_a_page(view: View) -> bool:
    return view.language == "javascript" and not web.runs_on_server(view.names, view.source.path)


def _stays_here(view: View, found: Overlong) -> bool:
    """``urlopen("file:///etc/x")`` asks no server; ``fetch("/api/chat")`` has no meaning on one:
    the function is a page's."""
    if found.call is None or found.call.fact.url is None:
        return False
    url = argument(view.names, found.node, found.call.fact.url)
    if not isinstance(url, Present):
        return False
    node: s.Node = s.bare(url.node)
    if _is_request(view, node) or is_loopback(view, node):
        return True
    if isinstance(node, s.Text) and node.parts:
        node = node.parts[0]
    known, value = constant(view.names, node)
    local = ("data:", "file:") if view.language == "python" else ("/", "data:", "blob:")
    return known and isinstance(value, str) and value.lower().startswith(local)


def _is_request(view: View, node: s.Node) -> bool:
    """``fetch(request)``: the object carries the signal of whoever made it."""
    if isinstance(node, s.Call):
        return s.dotted(node.callee) == "Request" and len(node.arguments) > 1
    if not isinstance(node, s.Name) or view.language == "python":
        return False
    for binding in view.names.lookup(node):
        if binding.kind == "param":
            kind = s.dotted(getattr(binding.node, "annotation", None) or node)
            return kind in {"Request", "NextRequest"} or node.id in {"request", "req"}
        if binding.value is not None and _is_request(view, s.bare(binding.value)):
            return True
    return False
