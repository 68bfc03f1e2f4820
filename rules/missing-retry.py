"""A model client that gives up at the first failure.

Providers answer 429 and 503 every day. Most SDKs try such a call twice more by themselves, and for
them this rule says nothing unless somebody switched that off. `google-genai`, `mistralai` and some
providers behind `litellm` try once.

**Reported:** a client or call that makes one attempt, with nobody else in sight who would make
another.

**Not reported:** SDKs that retry by default; a retry decorator or loop around the use; a file
that imports a retry library (`tenacity`, `p-retry`), where that decides; raw HTTP requests; a
local `ollama`, which has no parameter for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.retries import single_attempts
from prodgate.view import View

RULE = Rule(
    "missing-retry",
    Gate.ERROR_HANDLING,
    "A model client that gives up at the first failure",
    Applicability.SAFE,
)


def check(view: View) -> Iterator[Finding]:
    """One finding a client, or a call that has none."""
    for found in single_attempts(view):
        severity = Severity.NOTE if found.retries.advice else Severity.WARNING
        yield view.finding(RULE, found.node, severity, found.sentence, found)
