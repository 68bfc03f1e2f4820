"""Cap the output at the policy's number, under the name that this SDK and version use.

A cap that stands under the name of another version, where it does nothing, keeps its number.

By hand where one number for everything would cut a sound answer off, or do nothing: an answer that
is its input rewritten, JSON of a model that thinks first, a framework that takes the cap from a
small window, a server of one's own, a model that writes no more by itself.

Safe for models known to take a cap as it is. Unsafe for reasoning models, which spend the cap on
thinking, for structured output, where a cut answer raises, and for models not known.
"""

from __future__ import annotations

from prodgate.edits import Fix, Refusal
from prodgate.findings import Applicability, Finding
from prodgate.meaning.answer_length import (
    ends_by_itself,
    own_most,
    rewrites_its_input,
    shares_its_window,
    thinks_before_json,
)
from prodgate.meaning.argument import ABSENT, Present, argument
from prodgate.meaning.caps import Uncapped, written_at
from prodgate.meaning.own_machine import asks_itself
from prodgate.view import View
from prodgate.writing import Setting, agreed, known_model, model_is_plain, set_argument


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
    own = _own_number(view, found)
    if own is None and (refusal := _refused(view, found)):
        return refusal
    code = own or str(view.policy.defaults.output_tokens)
    wanted = agreed(
        Setting(written_at(view, found, cap), code, make=cap.make) for cap in found.caps
    )
    applicability = _applicability(view, found)
    return set_argument(view, found.node, wanted, found.cap.at, "", applicability)


def _refused(view: View, found: Uncapped) -> Refusal | None:
    """What to do by hand where the policy's number is the wrong one."""
    cap = view.policy.defaults.output_tokens
    name = written_at(view, found, found.cap).rpartition(".")[2]
    if ends_by_itself(view, found, cap):
        return Refusal(
            "ends-by-itself",
            f"the model itself stops at {cap:,} tokens or before: set {name} to what this answer "
            "needs, or leave it",
        )
    if rewrites_its_input(view, found):
        return Refusal(
            "rewrites-its-input",
            f"the answer is as long as what it rewrites: set {name} by the length of the input "
            "(its tokens and a quarter more), refuse an input that is too long for that, and "
            "throw away an answer whose finish reason says that it was cut off",
        )
    if thinks_before_json(view, found):
        return Refusal(
            "thinks-before-json",
            f"the model spends {name} on thinking first, and half a JSON text cannot be read: "
            "measure what whole answers take with their thinking, and set twice that",
        )
    if shares_its_window(view, found, cap):
        return Refusal(
            "shares-its-window",
            f"LlamaIndex takes {name} from the window of the model, and leaves the rest to the "
            "prompt and what it found: set a quarter of the window at most",
        )
    made = found.call or found.client
    if made is not None and asks_itself(view, made):
        return Refusal(
            "own-server",
            f"what answers here is a server beside it, which may not know {name}: cap the output "
            "where that server asks the model",
        )
    return None


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
    name = known_model(view, found.node, path)
    if name and own_most(view, name):  # half of its window: longer prompts are refused
        return Applicability.UNSAFE
    plain = model_is_plain(view, found.node, path, found.sdk.models)
    return Applicability.SAFE if plain else Applicability.UNSAFE
