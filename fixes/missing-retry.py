"""Switch on the retries that the SDK has; never wrap a second layer around it."""

from __future__ import annotations

from prodgate.edits import Fix, Refusal
from prodgate.findings import Finding
from prodgate.meaning.retries import SingleAttempt
from prodgate.view import View
from prodgate.writing import agreed, retries_setting, set_argument


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """The SDK's own parameter, with the policy's number of retries."""
    found = finding.data
    assert isinstance(found, SingleAttempt)
    wanted = agreed(retries_setting(r, view.policy.defaults.retries) for r in found.every)
    return set_argument(view, found.node, wanted, found.retries.at, found.retries.recipe)
