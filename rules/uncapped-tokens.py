"""A model call without a cap on its output.

A model writes until it decides to stop. Without a cap, one odd prompt costs as much as a hundred
usual ones and takes as long, and nobody set that number. Nearly every provider accepts a limit;
only some SDKs demand one.

**Reported:** a call that generates text, or a model object that will, when neither the call, its
client nor anything spread into it carries a cap. `None`, `undefined` and a number above the
policy's `max-output-tokens` are no caps; nor is an argument of another version of the SDK, which
is silently ignored. A wrapper that hands its `**kwargs` on is reported where a caller in the same
file gives no cap.

As advice where the model itself writes no more than the policy's `output-tokens`
(`gpt-3.5-turbo`).

**Not reported:** SDKs that demand a cap or send one of their own; embeddings, images, audio; a
call whose arguments come from somewhere this file does not show.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning import web
from prodgate.meaning.answer_length import ends_by_itself
from prodgate.meaning.caps import Uncapped, of_call, of_model, of_request, written_at
from prodgate.view import View
from prodgate.writing import where_it_stands

RULE = Rule(
    "uncapped-tokens",
    Gate.COST_CONTROL,
    "A model call without a cap on its output",
    Applicability.SAFE,
    cwe=(770,),
    owasp=("LLM10:2025",),
    risk=4.3,
)


def check(view: View) -> Iterator[Finding]:
    """One finding a call, or a model object that carries the cap for all its calls."""
    most = view.policy.limits.max_output_tokens
    for client in view.found.clients:
        if uncapped := of_model(view, client, most):
            yield _finding(view, uncapped)
    for call in view.found.calls:
        generates = call.fact.kind == "generate"
        found = of_call(view, call, most) if generates else of_request(view, call)
        if found:
            yield _finding(view, found)


def _finding(view: View, uncapped: Uncapped) -> Finding:
    names, node = view.names, uncapped.node
    if ends_by_itself(view, uncapped, view.policy.defaults.output_tokens):
        return view.finding(RULE, node, Severity.NOTE, _message(view, uncapped), uncapped)
    exposed = web.handler(names, node, view.source.path) is not None
    severity = Severity.ERROR if exposed or web.in_loop(names, node) else Severity.WARNING
    return view.finding(RULE, node, severity, _message(view, uncapped), uncapped)


def _message(view: View, uncapped: Uncapped) -> str:
    stands = where_it_stands(view, uncapped.node, uncapped.cap.at)
    cap = (stands or written_at(view, uncapped, uncapped.cap)).rpartition(".")[2]
    if uncapped.value is not None:
        return f"{cap} is {uncapped.value:,}, which bounds nothing the policy would accept"
    if uncapped.inert:
        return f"{uncapped.inert} does nothing in this version of {uncapped.sdk.label}; it is {cap}"
    if uncapped.caller is not None:
        line = view.source.position(uncapped.caller.start)[0]
        return f"{cap} is left to the callers of this function, and line {line} gives none"
    if ends_by_itself(view, uncapped, view.policy.defaults.output_tokens):
        return f"no {cap}: only the model's own limit ends the answer"
    why = f": {uncapped.cap.why}" if uncapped.cap.why else ""
    return f"no {cap}: the answer may be as long as the model allows{why}"
