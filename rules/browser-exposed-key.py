"""A key of a server in code that every visitor gets.

What is in a bundle can be read in it, minified or not, and a proxy that records requests is not
even needed. Whoever has the key of a model provider spends the project's money until it is revoked.

**Reported:** a variable with the prefix of a bundler (`NEXT_PUBLIC_`, `VITE_`, `REACT_APP_`,
`EXPO_PUBLIC_`, ...) that is called after a server's key or used as one; `dangerouslyAllowBrowser`
with a key of the environment; settings of a bundler that write a key into the code; a provider's
key in a `'use client'` file, in a page's script, or beside that flag.

**Not reported:** keys that are meant for pages (publishable and anonymous ones, Firebase, maps); a
made-up key in front of one's own proxy; a key that the person types in, or that a session hands
out; tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.browser_keys import (
    KEY,
    PREFIXES,
    Exposed,
    Way,
    configured,
    flagged,
    is_of_server,
    literals,
    public_reads,
)
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "browser-exposed-key",
    Gate.SECURITY,
    "A key of a server in code that every visitor gets",
    Applicability.MANUAL,
    languages=("javascript",),
    literals=(
        *PREFIXES[:-1], "$env/", "env.PUBLIC_", "dangerouslyAllowBrowser", "DefinePlugin",
        "define:", "env:", "publicRuntimeConfig", "sk-", "gsk_", "hf_", "xai-", "pplx-",
        "r8_", "nvapi-",
    ),
    closer=True,
    cwe=(522, 200),
    owasp=("LLM02:2025", "A04:2021"),
    risk=8.6,
)  # fmt: skip

_NAMED = lazy(
    rb"(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|GATSBY|VUE_APP|PUBLIC)_\w*(?:KEY|TOKEN|SECRET|PAT)"
)
_WRITTEN = lazy(
    rb"\b(?:define\s*:|env\s*:|publicRuntimeConfig|DefinePlugin)[^;]{0,2000}?"
    rb"(?:KEY|TOKEN|SECRET|process\.env\s*\))"
)
_LITERAL = lazy(KEY.pattern.encode())


def relevant(data: bytes) -> bool:
    """Whether a key by name, flag, settings or form stands in the file."""
    return b"dangerouslyAllowBrowser" in data or any(
        pattern.search(data) for pattern in (_NAMED, _WRITTEN, _LITERAL)
    )


def check(view: View) -> Iterator[Finding]:
    """One finding a key."""
    if is_test_path(view.source.path):
        return
    of_server = is_of_server(view)
    for find in (public_reads, flagged, configured, literals):
        for found in find(view):
            named = of_server and found.way == "named"
            severity = Severity.WARNING if named else Severity.ERROR
            yield view.finding(
                RULE, found.node, severity, _message(found, of_server), _recipe(found)
            )


_MESSAGES: dict[Way, str] = {
    "named": "{} is built into the page: every visitor can read it and spend with it",
    "flag": "{} has to be in the page for this to work: every visitor can read it",
    "config": "{} is written into the code of the page: every visitor can read it",
    "literal": "the key of a model provider stands in the code of a page: every visitor has it",
}


_RECIPES: dict[Way, str] = {
    "named": "rename {} so that no bundler takes it into the page (no public prefix), read it on "
    "the "
    "server only, let the page call a route of yours, and rotate the key",
    "flag": "make the call in a route of your server, let the page call that, and drop the flag; "
    "rotate {} if it was ever deployed",
    "config": "take {} out of the settings of the bundler, read it on the server only, let the "
    "page call "
    "a route of yours, and rotate the key",
    "literal": "rotate the key now, keep the new one in the environment of the server, and let "
    "the page "
    "call a route of yours",
}


def _recipe(found: Exposed) -> str:
    return _RECIPES[found.way].format(found.name)


def _message(found: Exposed, of_server: bool) -> str:
    if of_server and found.way == "named":
        return f"the name {found.name} gives the key to every page that reads it"
    return _MESSAGES[found.way].format(found.name)
