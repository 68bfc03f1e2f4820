"""A service that nobody can ask whether it works.

A process that hangs on its model or has lost its database still listens. Without a check that
asks, the platform sends it requests until a person looks.

**Reported:** once for the repository, at the place where it serves HTTP, when no route, probe or
`HEALTHCHECK` is found.

**Not reported:** what a platform starts for each request (routes of Next.js, functions); Streamlit,
Gradio and bots, which have a check of their own or no address; a library, an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.regex import lazy
from prodgate.tree import Tree

RULE = Rule(
    "missing-healthcheck",
    Gate.MONITORING,
    "A service that nobody can ask whether it works",
    Applicability.MANUAL,
    project=True,
)
_EVIDENCE = lazy(
    rb"/(?:[\w-]*health\w*|livez?|liveness|ready|readyz|readiness|ping|heartbeat|status|up)\b[\"'`]"
    rb"|\bHEALTHCHECK\b|\b(?:liveness|readiness|startup)Probe\b|\bhealth[-_]?check\w*\b"
    rb"|\bterminus\b|http_service\.checks",
    re.IGNORECASE,
)
_SETTINGS = r"(?:^|/)(?:[\w.-]*dockerfile[\w.-]*|[\w.-]+\.(?:ya?ml|toml|json|tf))$"
_RECIPE = (
    "add GET /health that answers 200 when the model and the store can be reached, and let the "
    "platform probe it (HEALTHCHECK in the Dockerfile, livenessProbe, or its settings)"
)


def check_project(tree: Tree) -> Iterator[Finding]:
    """One finding for the repository."""
    place = tree.server
    if place is None or next(tree.holding(_EVIDENCE, tree.code), None):
        return
    if next(tree.holding(_EVIDENCE, tree.named(_SETTINGS)), None):
        return
    message = (
        "serves requests, and nothing can ask whether it works: "
        "looked for a /health or /ready route, HEALTHCHECK and probes"
    )
    yield from tree.findings(RULE, place, Severity.WARNING, message, _RECIPE)
