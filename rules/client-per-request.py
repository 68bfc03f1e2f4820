"""A client that is made anew for every request.

A client of an SDK holds a pool of open connections. Made in the handler, it is thrown away after
one call: every request pays for a new connection and its TLS handshake, in Python also for some
50 ms of reading certificates during which nothing else runs, and under load the sockets of the old
ones are still open.

**Reported:** a client with connections of its own, made in a request handler, in a function that a
handler of the file calls, or in a handler of chat messages, with nothing of the request in it. As
advice where a `with` statement closes it again, and in the body of a loop.

**Not reported:** a client with a key or an address of the caller's, or that asks only addresses
which callers send; one that is cached, kept in a global, an attribute or a table; libraries whose
clients share the connections of the process (LangChain, and most SDKs for JavaScript); scripts;
tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.per_request import PerRequest, clients_per_request
from prodgate.view import View

RULE = Rule(
    "client-per-request",
    Gate.PERFORMANCE,
    "A client that is made anew for every request",
    Applicability.UNSAFE,
)


def check(view: View) -> Iterator[Finding]:
    """One finding a client, at its constructor."""
    from prodgate.secrets import is_test_path

    if is_test_path(view.source.path):
        return
    for found in clients_per_request(view):
        advice = found.managed or found.often == "turn"
        severity = Severity.NOTE if advice else Severity.WARNING
        yield view.finding(RULE, found.client.node, severity, _message(found), found)


def _message(found: PerRequest) -> str:
    often = {"request": "request", "message": "message", "turn": "turn of the loop"}[found.often]
    return f"a new client for every {often}: it opens connections of its own, and throws them away"
