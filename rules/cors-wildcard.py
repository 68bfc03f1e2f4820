"""An API that every web site may call from its visitors' browsers.

The same-origin rule keeps the page of a stranger from reading what your API answers. A wildcard
switches it off: any page can call the API through its visitors, from inside their network and on
your bill. Where credentials are allowed too, it does so in the name of the visitor.

**Reported:** `CORS(app)` and `cors()`, whose default is every origin; `"*"`, `["*"]`, `true` or a
function that always agrees; the header set to `*` by hand (once a file); Django's switch for all
origins; `"*"` as the default of a setting. An error where credentials are allowed, the caller's
origin is sent back, and the project knows its visitors by a cookie, a session or a login.

**Not reported:** a list, a pattern, origins from the environment; options that come from elsewhere;
a branch for development; a server of files, or one that lets others only read; a route behind a
check of an API key or of a token in a header, also where another file mounts the handler; headers
of a request that is sent; tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.cors import Wildcard, knows_visitors, wildcards
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "cors-wildcard",
    Gate.SECURITY,
    "An API that every web site may call from its visitors' browsers",
    Applicability.UNSAFE,
    literals=(
        "cors(", "cors,", "cors:", "cors)", "CORS", "enableCors", "cross_origin", "cors_allowed",
        "Access-Control-Allow-Origin", "access-control-allow-origin",
    ),
    cwe=(942,),
    owasp=("A05:2021", "API8:2023"),
    risk=5.3,
)  # fmt: skip


def check(view: View) -> Iterator[Finding]:
    """One finding a setting; the headers of a file are one."""
    if is_test_path(view.source.path):
        return
    for found in wildcards(view):
        named = found.credentials and (found.shape == "switch" or knows_visitors(view))
        severity = Severity.ERROR if named else Severity.WARNING
        yield view.finding(RULE, found.node, severity, _message(found, named), found)


def _message(found: Wildcard, named: bool) -> str:
    if named:
        return "every web site may call this API in the name of whoever visits it"
    if found.shape == "fallback":
        return "where nothing is configured, any web site may call this API through its visitors"
    if found.shape == "missing":
        return "every origin is the default: any web site may call this API through its visitors"
    times = f", {len(found.more) + 1} times in this file" if found.more else ""
    return f"any web site may call this API through its visitors and read the answer{times}"
