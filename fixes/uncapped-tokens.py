"""Cap the output at the policy's number, under the name that this SDK and version use.

A cap that stands under the name of another version, where it does nothing, keeps its number.

Safe for models known to take a cap as it is. Unsafe for reasoning models, which spend the cap on
thinking, for structured output, where a cut answer raises, and for models not known.
"""

from __future__ import annotations

from prodgate.edits import Fix, Refusal
from prodgate.findings import Applicability, Finding
from prodgate.meaning.argument import ABSENT, Present, argument
from prodgate.meaning.caps import Uncapped, written_at
from prodgate.view import View
from prodgate.writing import Setting, agreed, model_is_plain, set_argument


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """The cap, at the call or at the model object."""
    found = finding.data
    assert isinstance(found, Uncapped)
    if found.caller is not None:
        return Refusal(
            "spread-arguments",
            "give the wrapper a parameter for the cap with a default, pass it on, and let "
            "callers change it",
        )
    code = _own_number(view, found) or str(view.policy.defaults.output_tokens)
    wanted = agreed(
        Setting(written_at(view, found, cap), code, make=cap.make) for cap in found.caps
    )
    applicability = _applicability(view, found)
    return set_argument(view, found.node, wanted, found.cap.at, "", applicability)


def _own_number(view: View, found: Uncapped) -> str | None:
    """The number under a name that does nothing here: the team's own, within the policy."""
    for path in found.cap.inert if found.inert else ():
        answer = argument(view.names, found.node, path)
        if not isinstance(answer, Present) or not answer.known:
            continue
        value = answer.value if isinstance(answer.value, int) else 0
        if value is not True and 0 < value <= view.policy.limits.max_output_tokens:
            return view.code(answer.node)
    return None


def _applicability(view: View, found: Uncapped) -> Applicability:
    fact = found.call.fact if found.call else None
    if found.inert or found.value is not None or (fact and fact.structured):
        return Applicability.UNSAFE
    if argument(view.names, found.node, "response_format") is not ABSENT:
        return Applicability.UNSAFE
    head = found.cap.at[0].partition(".")[0]  # JavaScript: which argument holds the options
    options = head if head.isdigit() else "0"
    if argument(view.names, found.node, f"{options}.response_format") is not ABSENT:
        return Applicability.UNSAFE
    path = fact.model if fact else None
    plain = model_is_plain(view, found.node, path, found.sdk.models)
    return Applicability.SAFE if plain else Applicability.UNSAFE
