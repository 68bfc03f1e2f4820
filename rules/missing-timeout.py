"""A model client that waits longer than the policy allows.

A provider that hangs holds up every worker that waits for it. What counts is the time one
attempt can really take: the SDK's own default, what wrappers make of it, and what the code sets.
`ChatOpenAI` of langchain-openai passes `timeout=None` and so removes the 600 seconds of the SDK
below; `groq` stops after 60 by itself.

**Reported:** once per client, at its constructor, or at the call where there is no client: an
error when nothing ends the wait, a warning when something does, but later than the policy's
`max-timeout`; a note there for a model on the machine of whoever runs the program
(`http://localhost:11434`, LM Studio), which answers slowly.

**Not reported:** a client whose uses in this file all set their own limit; a wall clock around
the call (`asyncio.timeout`, `AbortSignal.timeout`); exactly the limit; a client made in another
file.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.limits import overlong
from prodgate.meaning.own_machine import serves_models
from prodgate.view import View

RULE = Rule(
    "missing-timeout",
    Gate.ERROR_HANDLING,
    "A model client that waits longer than the policy allows",
    Applicability.SAFE,
    cwe=(1088,),
)


def check(view: View) -> Iterator[Finding]:
    """One finding a client, or a call that has none."""
    for found in overlong(view, "model", view.policy.limits.max_timeout):
        severity = Severity.ERROR if found.wait.seconds == math.inf else Severity.WARNING
        if severity is Severity.WARNING and serves_models(view, found.call or found.client):
            severity = Severity.NOTE
        yield view.finding(RULE, found.node, severity, found.sentence, found)
