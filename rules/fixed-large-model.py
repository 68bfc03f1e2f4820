"""The largest model for every call, written into the call.

The largest model of a provider costs ten to fifty times as much as its small one, and most
requests do not need it. Where its name stands in the call, every request pays for the hardest one,
and nobody can lower that without a release.

**Reported:** as advice, once a file and model: a call that generates text with the name of a large
model written into it. What counts as large stands in the facts of the SDK, and in `models.large`
of the policy.

**Not reported:** a model that is chosen, configured or passed in; small and middling models; models
that draw or speak; a question that stands in the code as a whole, so that nothing varies; a name
that no SDK's facts know.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.large_models import Large, large_models
from prodgate.view import View

RULE = Rule(
    "fixed-large-model",
    Gate.COST_CONTROL,
    "The largest model for every call, written into the call",
    Applicability.UNSAFE,
)


def check(view: View) -> Iterator[Finding]:
    """One finding a model, at the first call that names it."""
    for large in large_models(view):
        yield view.finding(RULE, large.first, Severity.NOTE, _message(large), large)


def _message(large: Large) -> str:
    count = len(large.uses)
    calls = "this call" if count == 1 else f"{count} calls of this file"
    return f"{large.model} answers {calls}, however simple the request: nothing chooses by need"
