"""Let a function choose the model, by the length of the prompt and a budget.

It returns the model that was there until the tiers are filled in, in the policy or in the guard
module; so the calls behave the same, and one place decides from now on.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import Fix, Intent, Refusal, Wrap
from prodgate.findings import Applicability, Finding
from prodgate.guard import helper
from prodgate.meaning.agents import is_text
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.large_models import Large, Use
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``choose_model("large-model", prompt)`` in every call of the file that names it."""
    found = finding.data
    assert isinstance(found, Large)
    choose = helper(view, "choose_model")
    intents: list[Intent] = [_chosen(view, choose.name, use) for use in found.uses]
    title = f"{choose.name}({found.model!r}, ...), which keeps it until tiers are filled in"
    return Fix((*choose.intents, *intents), Applicability.UNSAFE, title)


def _chosen(view: View, name: str, use: Use) -> Intent:
    """Around the name, so that the name itself may be given its date in the same run."""
    prompt = _prompt(view, use)
    after = f", {prompt})" if prompt else ")"
    return Wrap((use.node.start, use.node.end), f"{name}(", after)


def _prompt(view: View, use: Use) -> str | None:
    """The prompt, where it is text that can be written twice."""
    for path in use.call.fact.prompt:
        answer = argument(view.names, use.call.node, path)
        if not isinstance(answer, Present):
            continue
        node = s.bare(answer.node)
        is_prompt = path.rpartition(".")[2] == "prompt"
        if isinstance(node, s.Name | s.Attribute) and is_text(view, node, sure=not is_prompt):
            return view.code(node)
        if isinstance(node, s.Name) and path.rpartition(".")[2] == "messages":
            # All of them: without anything to measure the choice would stay the largest for ever.
            written = "str" if view.language == "python" else "JSON.stringify"
            return f"{written}({view.code(node)})"
        if isinstance(node, s.Items) and use.call.node.start <= node.start < use.call.node.end:
            return _last_said(view, node)
    return None


def _last_said(view: View, messages: s.Items) -> str | None:
    """The text of the last message, where that is the user's and is text for certain."""
    last = s.bare(messages.elements[-1]) if messages.elements else None
    if not isinstance(last, s.Mapping):
        return None
    given = {entry.name: s.bare(entry.value) for entry in last.entries}
    role, content = given.get("role"), given.get("content")
    if not isinstance(role, s.Literal) or role.value != "user":
        return None
    if isinstance(content, s.Name) and is_text(view, content, sure=True):
        return view.code(content)
    return None
