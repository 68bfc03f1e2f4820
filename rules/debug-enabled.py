"""A debug switch that is on wherever the program runs.

Flask's debugger runs any Python that is typed into it, guarded by a short number; Django's debug
page shows settings and local values; stack traces in answers tell a stranger what to attack. What
is written into the code is on in production too.

**Reported:** `app.run(debug=True)` of Flask, Quart and Dash (an error where it listens on every
interface), `FastAPI(debug=True)`, `app.debug = True`, `DEBUG = True` in Django's settings,
`FLASK_DEBUG` or `NODE_ENV=development` set by the code; the `errorhandler` middleware, stack traces
of Apollo, the query log of mongoose.

**Not reported:** a switch from the environment, the configuration or the command line; a branch
that asks for it; `if __name__ == "__main__"` of a project whose Dockerfile, Procfile or script
starts a real server instead; settings for development and tests; a reloader, which `dev-server`
knows; log levels and `asyncio.run(debug=True)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.debugging import Debug, switches
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "debug-enabled",
    Gate.SECURITY,
    "A debug switch that is on wherever the program runs",
    Applicability.UNSAFE,
    literals=(
        "debug=True", "debug = True", "DEBUG = True", "DEBUG=True", "\"DEBUG\"] = True",
        "'DEBUG'] = True", "FLASK_DEBUG", "FLASK_ENV", "errorhandler", "StacktraceInError",
        "debug: true", "\"debug\", true", "'debug', true", "NODE_ENV", "\"env\", \"dev",
        "'env', 'dev",
    ),
    closer=True,
    cwe=(489, 209),
    owasp=("A05:2021", "API8:2023"),
    risk=6.5,
)  # fmt: skip

_CLOSER = lazy(
    rb"[dD][eE][bB][uU][gG]['\"\]]*\s*[=:,]\s*[Tt]rue|FLASK_(?:DEBUG|ENV)['\"]\]\s*=[^=]|"
    rb"\berrorhandler['\"]|StacktraceInError|NODE_ENV['\"\]]*\s*=\s*['\"]dev|"
    rb"['\"]env['\"],\s*['\"]dev"
)


def relevant(data: bytes) -> bool:
    """Whether a switch is written with a value that can be on."""
    return bool(_CLOSER.search(data))


def check(view: View) -> Iterator[Finding]:
    """One finding a switch."""
    if is_test_path(view.source.path):
        return
    for found in switches(view):
        severity = Severity.ERROR if found.exposed else Severity.WARNING
        yield view.finding(RULE, found.node, severity, _message(found), found)


_MESSAGES = {
    "flask": "the debugger is on wherever this runs: whoever reaches it can run code",
    "django": "debug pages are on wherever these settings apply: they show code and local values",
    "traces": "answers to errors carry stack traces and code wherever this runs",
    "environment": "the code itself switches to development, wherever it runs",
    "errorhandler": "this middleware answers errors with their stack, wherever it runs",
    "graphql": "answers to errors carry stack traces wherever this runs",
    "queries": "every query is written to the log, values included, wherever this runs",
}


def _message(found: Debug) -> str:
    if found.exposed:
        return "the debugger listens on every interface: whoever reaches it can run code"
    return _MESSAGES[found.kind]
