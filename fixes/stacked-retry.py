"""One layer retries: the client below is told not to, or the layer that never stops is counted."""

from __future__ import annotations

import math

from prodgate import syntax as s
from prodgate.edits import AddImport, Fix, Import, Intent, Refusal, Replace, SetArgument
from prodgate.findings import Applicability, Finding
from prodgate.looping import bound_loop
from prodgate.meaning.argument import ABSENT, argument
from prodgate.meaning.stacking import Stacked
from prodgate.view import View
from prodgate.writing import agreed, retries_setting, set_argument

_RECIPE = (
    "let one layer retry: set the retries of the client to 0 (max_retries=0, maxRetries: 0), or "
    "take "
    "this wrapper away"
)


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """A stop where there is none; else no retries in the client that only this layer uses."""
    found = finding.data
    assert isinstance(found, Stacked)
    if found.forever:
        assert isinstance(found.node, s.Call)
        wanted = agreed(retries_setting(r, view.policy.defaults.retries) for r in found.forever)
        paths = found.forever[0].at
        return set_argument(view, found.node, wanted, paths, "", Applicability.UNSAFE)
    if found.attempts == math.inf:
        return _stop(view, found)
    return _no_retries_below(view, found)


def _stop(view: View, found: Stacked) -> Fix | Refusal:
    retries = view.policy.defaults.retries
    if isinstance(found.node, s.Loop):
        return bound_loop(view, found.node, "attempts", retries + 1)
    if found.stop is None:
        return Refusal("no-parameter", f"count the attempts, and give up after {retries + 1}")
    path = found.stop.path
    code = found.stop.code.replace("{attempts}", str(retries + 1)).replace(
        "{retries}", str(retries)
    )
    span = (found.node.start, found.node.end)
    intents = _names(view, found)
    if isinstance(found.node, s.Call):
        forever = argument(view.names, found.node, "1.forever")
        if view.language == "javascript" and forever is not ABSENT:
            intents.append(SetArgument(span, ("1", "forever"), "false"))
        qualified = _prefix(view, found.node.callee) + code
        intents.append(SetArgument(span, tuple(path.split(".")), qualified))
    else:
        given = f"{path}={_prefix(view, found.node)}{code}"
        intents.append(Replace(span, f"{view.code(found.node)}({given})"))
    return Fix(tuple(intents), Applicability.UNSAFE, f"{path.rpartition('.')[2]}={code}")


def _names(view: View, found: Stacked) -> list[Intent]:
    """The import that the new code needs, where the module is not imported as a whole."""
    assert found.stop is not None
    callee = found.node.callee if isinstance(found.node, s.Call) else found.node
    if not found.stop.module or _prefix(view, callee):
        return []
    return [AddImport(Import(found.stop.module, found.stop.name))]


def _prefix(view: View, callee: s.Node) -> str:
    """``tenacity.`` of ``tenacity.retry``"""
    callee = s.bare(callee)
    if view.language == "python" and isinstance(callee, s.Attribute):
        owner = s.dotted(callee.value) or ""
        return f"{owner}." if owner.endswith("tenacity") else ""
    return ""


def _no_retries_below(view: View, found: Stacked) -> Fix | Refusal:
    if not found.below:
        return Refusal("needs-a-decision", _RECIPE)
    intents: list[Intent] = []
    for owner in found.below:
        wanted = agreed(retries_setting(fact, 0) for fact in owner.facts)
        paths = owner.facts[0].at
        below = set_argument(view, owner.node, wanted, paths, _RECIPE, Applicability.UNSAFE)
        if isinstance(below, Refusal):
            return below
        intents += below.intents
    return Fix(tuple(intents), Applicability.UNSAFE, "no retries in the client below")
