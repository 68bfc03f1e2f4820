"""Take somebody else's text out of the system prompt, or set it apart there.

A system message that is nothing else becomes the user's. In a text of the project, what comes from
outside goes through a function that cleans it and marks where it starts and ends. Messages that a
client sent lose those that are neither a user's nor an assistant's. Unsafe: the model reads
something else, and what was sent with another role is dropped.
"""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.edits import Fix, Intent, Refusal, Replace, Wrap
from prodgate.findings import Applicability, Finding
from prodgate.guard import Helper, helper
from prodgate.meaning.chosen_roles import Chosen
from prodgate.meaning.outside import Origin
from prodgate.meaning.system_prompts import Slot
from prodgate.view import View


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """Another role, or a function around each text from outside."""
    data = finding.data
    if isinstance(data, Chosen):
        return _filtered(view, data)
    slot, origins = data.slot, data.origins
    if slot.template or not origins:
        return Refusal("manual", "put what fills the template into the message of the user")
    if origins[0].what == "tools":
        return Refusal("manual", "list the tools and their descriptions in your own words")
    if slot.role is not None and _is_whole(view, slot, origins):
        quote = view.text[slot.role.start]
        to_user = Replace((slot.role.start, slot.role.end), f"{quote}user{quote}")
        return Fix((to_user,), Applicability.UNSAFE, "the text becomes a message of the user")
    if not all(origin.pure for origin in origins):
        return Refusal("manual", "set the text from outside apart where the prompt is put together")
    return _set_apart(view, origins)


def _is_whole(view: View, slot: Slot, origins: tuple[Origin, ...]) -> bool:
    """Whether the message holds nothing but one text from outside."""
    whole = s.bare(slot.value) is origins[0].node
    return whole and len(origins) == 1 and origins[0].pure


def _filtered(view: View, chosen: Chosen) -> Fix | Refusal:
    if not chosen.whole:
        return Refusal("manual", 'keep only messages whose role is "user" or "assistant"')
    use = helper(view, "client_messages")
    wrap = Wrap((chosen.node.start, chosen.node.end), f"{use.name}(", ")")
    title = f"{use.name}(...) drops what is neither a user's nor an assistant's"
    return Fix((*use.intents, wrap), Applicability.UNSAFE, title)


def _set_apart(view: View, origins: tuple[Origin, ...]) -> Fix | Refusal:
    own = view.policy.function("sanitize", view.language) is not None
    use = helper(view, "sanitize" if own else "untrusted")
    intents: list[Intent] = []
    for text, group in _by_text(view, origins):
        made = _in_text(view, use, text, group) if text is not None else _around(view, use, group)
        if isinstance(made, Refusal):
            return made
        intents += made
    title = f"{use.name}(...) around it; tell the model what that means"
    return Fix((*use.intents, *intents), Applicability.UNSAFE, title)


def _by_text(view: View, origins: tuple[Origin, ...]) -> list[tuple[s.Text | None, list[Origin]]]:
    """The origins by the f-string they stand in; nothing can be put into one."""
    groups: dict[int, tuple[s.Text | None, list[Origin]]] = {}
    for origin in origins:
        text = _text_around(view, origin.node) if view.language == "python" else None
        groups.setdefault(id(text), (text, []))[1].append(origin)
    return list(groups.values())


def _text_around(view: View, node: s.Node) -> s.Text | None:
    return next((n for n in view.names.above(node) if isinstance(n, s.Text)), None)


def _around(view: View, use: Helper, origins: list[Origin]) -> list[Intent] | Refusal:
    if any(_is_shorthand(view, origin.node) for origin in origins):
        return Refusal("not-a-value", "write the property out, and set its value apart")
    return [Wrap((o.node.start, o.node.end), f"{use.name}(", ")") for o in origins]


def _is_shorthand(view: View, node: s.Node) -> bool:
    """``{ memories }``"""
    entry = view.names.parent(node)
    key = entry.key if isinstance(entry, s.Entry) and view.language == "javascript" else None
    return key is not None and key.start == node.start


_INSIDE = Refusal("inside-f-string", "put the text from outside into a variable of its own first")


def _in_text(
    view: View, use: Helper, text: s.Text, origins: list[Origin]
) -> list[Intent] | Refusal:
    """The whole f-string anew: only where Python knows what stands where in it."""
    code, shift = view.code(text), 0
    for origin in sorted(origins, key=lambda o: o.node.start):
        start, end = origin.node.start - text.start + shift, origin.node.end - text.start + shift
        if not _stands_alone(code, start, end, origin.node):
            return _INSIDE
        wrapped = f"{use.name}({code[start:end]})"
        code = code[:start] + wrapped + code[end:]
        shift += len(wrapped) - (end - start)
    return [Replace((text.start, text.end), code)]


def _stands_alone(code: str, start: int, end: int, node: s.Node) -> bool:
    """``{name}``: before Python 3.12 the places inside an f-string are not always right."""
    name = s.dotted(node)
    if not 0 < start < end < len(code) or (name is not None and code[start:end] != name):
        return False
    return code[:start].rstrip()[-1:] == "{" and code[end:].lstrip()[:1] == "}"
