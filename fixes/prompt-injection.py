"""Take somebody else's text out of the system prompt, or set it apart there.

A system message that is nothing else becomes the user's. In a text of the project, what comes from
outside goes through a function that cleans it and marks where it starts and ends. Messages that a
client sent lose those that are neither a user's nor an assistant's. Unsafe: the model reads
something else, and what was sent with another role is dropped.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import Fix, Refusal, Replace
from prodgate.findings import Applicability, Finding
from prodgate.guard import helper
from prodgate.meaning.chosen_roles import Chosen, Roles
from prodgate.meaning.marked import becomes_text, is_form
from prodgate.meaning.outside import Origin
from prodgate.meaning.system_prompts import Slot
from prodgate.view import View
from prodgate.wrapping import Change, changed


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """Another role, or a function around each text from outside."""
    data = finding.data
    if isinstance(data, Roles):
        if not data.own_prompt:  # the client's may be the only prompt there is, by design
            return Refusal("needs-a-decision", _OWN_PROMPT)
        return _filtered(view, data.found)
    slot, origins = data.slot, data.origins
    if slot.template or not origins:
        return Refusal(
            "needs-a-decision",
            "leave the placeholders out of the system template, and put them into the message of "
            "the "
            'user: ("human", "Context: {context}\\nQuestion: {question}")',
        )
    if origins[0].what == "tools":
        return Refusal(
            "needs-a-decision",
            "write the names and descriptions of the tools that you allow into the prompt "
            "yourself, and "
            "leave out what the server says of them",
        )
    if slot.role is not None and _is_whole(view, slot, origins):
        quote = view.text[slot.role.start]
        to_user = Replace((slot.role.start, slot.role.end), f"{quote}user{quote}")
        return Fix((to_user,), Applicability.UNSAFE, "the text becomes a message of the user")
    if any(is_form(view, origin.node) for origin in origins):
        return Refusal("no-place", _FORM)
    if not all(o.pure and becomes_text(view, o.node, slot.value) for o in origins):
        return Refusal(
            "no-place",
            "where the text from outside is put into the prompt, mark where it begins and ends, "
            "and tell "
            "the model that nothing between is an order; or give it as a message of the user",
        )
    return _set_apart(view, origins)


_OWN_PROMPT = (
    "decide who writes the system prompt. The page, by design: give the model no tools and no data "
    "that its caller may not have. The team: write it on the server as the first message, and keep "
    'of the client\'s messages only those whose role is "user" or "assistant"'
)
_FORM = (
    "marks in the form of an answer would come back in the answer: leave out of it what the code "
    "knows itself, put it in afterwards, and give the rest as a message of the user"
)


def _is_whole(view: View, slot: Slot, origins: tuple[Origin, ...]) -> bool:
    """Whether the message holds nothing but one text from outside."""
    whole = s.bare(slot.value) is origins[0].node
    return whole and len(origins) == 1 and origins[0].pure


def _filtered(view: View, found: tuple[Chosen, ...]) -> Fix | Refusal:
    if not all(chosen.whole for chosen in found):
        return Refusal(
            "no-place",
            'keep only messages whose role is "user" or "assistant" before they go into the list: '
            '[m for m in messages if m["role"] in {"user", "assistant"}]'
            if view.language == "python"
            else 'keep only messages whose role is "user" or "assistant" before they go into the '
            "list: "
            'messages.filter((m) => m.role === "user" || m.role === "assistant")',
        )
    use = helper(view, "client_messages")
    made = changed(view, (Change(chosen.node, f"{use.name}(", ")") for chosen in found))
    if isinstance(made, Refusal):
        return made
    title = f"{use.name}(...) drops what is neither a user's nor an assistant's"
    return Fix((*use.intents, *made), Applicability.UNSAFE, title)


def _set_apart(view: View, origins: tuple[Origin, ...]) -> Fix | Refusal:
    own = view.policy.function("sanitize", view.language) is not None
    use = helper(view, "sanitize" if own else "untrusted")
    made = changed(view, (Change(o.node, f"{use.name}(", ")") for o in origins))
    if isinstance(made, Refusal):
        return made
    title = f"{use.name}(...) around it; tell the model what that means"
    return Fix((*use.intents, *made), Applicability.UNSAFE, title)
