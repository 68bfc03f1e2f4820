"""No way on when the model fails or is unsure.

Providers fail for an hour, filters refuse, answers miss the point. Production code has a next step:
another model, a stored answer, a form, a person.

**Reported:** as advice, once for the repository, at the place where it serves, when no code speaks
of a fallback, of a second model or of handing over to a person.

**Not reported:** a library, a script, an example; whether the way on is a good one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.regex import lazy
from prodgate.tree import Tree

RULE = Rule(
    "missing-fallback",
    Gate.ERROR_HANDLING,
    "No way on when the model fails or is unsure",
    Applicability.MANUAL,
    project=True,
)
_EVIDENCE = lazy(
    rb"fall[-_ ]?back|escalat|hand[-_ ]?(?:off|over)|hand(?:s|ed)? over|circuit[-_ ]?breaker"
    rb"|degraded|human[-_ ]?(?:in|review|agent|support|approval|feedback)|needs[-_ ]?review"
    rb"|live[-_ ]agent"
    rb"|default[-_ ]?(?:answer|reply|response)|canned|(?:backup|secondary)[-_ ]?model"
    rb"|litellm\.Router|contact[-_ ]support"
    rb"|(?:return|\?\?|\|\||\bor)\s*\(?\s*f?[\"'`](?:I(?:'m| am) |we(?:'re| are) )?sorry\b",
    re.IGNORECASE,
)
_RECIPE = (
    "decide what a user gets when the model does not answer, and write it into the handler of its "
    "errors: another model, a default answer, or a person to hand over to"
)


def check_project(tree: Tree) -> Iterator[Finding]:
    """One finding for the repository."""
    place = tree.application
    if place is None or next(tree.holding(_EVIDENCE, tree.code), None):
        return
    message = (
        "has no way on when the model fails: "
        "looked for a fallback, a second model, a default answer, a person to hand over to"
    )
    yield from tree.findings(RULE, place, Severity.NOTE, message, _RECIPE)
