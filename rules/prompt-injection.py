"""Text of somebody else inside a system prompt, or a role that the caller chose.

A model is told to obey its system prompt before anybody else. Whoever gets a sentence into it can
take the rules back, read what stands there, or make the model use its tools: the caller of an
endpoint, the author of a page that was retrieved, the server whose tools describe themselves.

**Reported:** data of the request, retrieved text, what a person types, an uploaded file's text or a
foreign tool's description that is put into a system message, `system`, `instructions` or
`system_instruction`; the same for a `{name}` of a prompt template; messages that are passed on as
the client sent them, with whatever role it wrote: as advice where the file has no system prompt and
no tools that such a message could take over.

**Not reported:** the same data in the user turn; constants, dates, numbers, schemas, the project's
own settings and files; one of several texts that the team wrote; data that a function cleans or
sets apart; roles that are filtered, made by hand, or limited by a schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from prodgate import syntax as s
from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.argument import ABSENT, argument
from prodgate.meaning.chosen_roles import Roles, chosen_roles, is_message
from prodgate.meaning.outside import Origin, Outside
from prodgate.meaning.outside_words import What
from prodgate.meaning.system_prompts import Slot, holes, slots
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "prompt-injection",
    Gate.SECURITY,
    "Somebody else's text in a system prompt, or a role that the caller chose",
    Applicability.UNSAFE,
    cwe=(1427,),
    owasp=("LLM01:2025",),
    risk=7.3,
)

_SAID: dict[What, str] = {
    "request": "data of the request is a part of the system prompt: whoever calls can give orders",
    "person": "what a person types is a part of the system prompt, where it can give orders",
    "retrieved": "retrieved text is a part of the system prompt: its author can give orders",
    "tools": "another server's tools describe themselves in the system prompt: it can give orders",
    "history": "what was said before is a part of the system prompt, where it can give orders",
}
_ROLE = "the client sends these messages with their roles: it can send a system prompt of its own"
_ALL = "the client writes every message, with its role: nothing here tells the model what it is for"


class Injected(Struct, frozen=True):
    """What the fix is told: the system prompt, and the texts from outside in it."""

    slot: Slot
    origins: tuple[Origin, ...]


def check(view: View) -> Iterator[Finding]:
    """One finding a system prompt; one a handler for messages that are passed on."""
    if is_test_path(view.source.path):
        return
    outside = view.kept(Outside)
    done: set[int] = set()
    for slot in slots(view):
        if is_message(view.names, slot.value):
            continue  # the client writes it as its first message, by design: see ``_roles``
        if origins := _told(view, slot, outside):
            place = _place(view, origins[0])
            if id(place) not in done:
                done.add(id(place))
                yield _finding(view, place, _SAID[origins[0].what], Injected(slot, origins))
        elif slot.template and (what := _filled(view, outside, slot)):
            yield _finding(view, slot.value, _SAID[what], Injected(slot, ()))
    yield from _roles(view, outside)


_OWN_PROMPT = lazy(r"system|prompt|instruct|persona", re.IGNORECASE)


def _told(view: View, slot: Slot, outside: Outside) -> tuple[Origin, ...]:
    """The texts from outside, without a system prompt that a person is there to write."""
    origins = outside.origins(slot.value)
    return tuple(
        o for o in origins if o.what != "person" or not _OWN_PROMPT.search(view.code(o.node))
    )


def _place(view: View, origin: Origin) -> s.Node:
    """The text that somebody else's is put into; else that itself."""
    place = origin.node
    for above in view.names.above(origin.node):
        if isinstance(above, s.Text | s.Binary) or _formats(above):
            place = above
        elif not isinstance(above, s.Argument | s.Cast | s.Await):
            break
    return place


def _formats(node: s.Node) -> bool:
    callee = node.callee if isinstance(node, s.Call) else None
    return isinstance(callee, s.Attribute) and callee.name in {"format", "concat"}


def _finding(view: View, node: s.Node, message: str, data: object) -> Finding:
    return view.finding(RULE, node, Severity.WARNING, message, data)


def _roles(view: View, outside: Outside) -> Iterator[Finding]:
    found = list(chosen_roles(view, outside))
    own = bool(found) and _has_prompt(view)
    told = own or (bool(found) and _has_tools(view))
    for chosen in found:
        message, severity = (_ROLE, Severity.WARNING) if told else (_ALL, Severity.NOTE)
        yield view.finding(RULE, chosen[0].node, severity, message, Roles(chosen, own))


_TOOLS = ("tools", "functions", "0.tools", "0.functions")


def _has_prompt(view: View) -> bool:
    """A system prompt of our own, which somebody could take back."""
    return any(not is_message(view.names, slot.value) for slot in slots(view))


def _has_tools(view: View) -> bool:
    """Tools that somebody could use."""
    calls = (call for call in view.found.calls if call.sdk.kind == "model")
    return any(argument(view.names, c.node, path) is not ABSENT for c in calls for path in _TOOLS)


# -- templates -----------------------------------------------------------------------------------

_CHAINS = ("create_stuff_documents_chain", "createStuffDocumentsChain")


def _filled(view: View, outside: Outside, slot: Slot) -> What | None:
    """What fills a name that the template of a system prompt leaves open."""
    text = slot.value.value if isinstance(slot.value, s.Literal) else _named_text(view, slot.value)
    names = set(holes(text)) if isinstance(text, str) else set()
    if not names:
        return None
    if "context" in names and any(chain in view.text for chain in _CHAINS):
        return "retrieved"
    for node in view.names.nodes:
        if not isinstance(node, s.Entry | s.Argument) or node.name not in names:
            continue
        if origins := outside.origins(node.value):
            return origins[0].what
        if _is_retriever(node.value):
            return "retrieved"
    return None


def _named_text(view: View, node: s.Node) -> object:
    """A constant of this file."""
    from prodgate.meaning.argument import constant

    known, value = constant(view.names, node)
    return value if known else None


def _is_retriever(node: s.Node) -> bool:
    """``{"context": retriever | format_docs}``"""
    return any(isinstance(n, s.Name) and n.id.endswith("retriever") for n in s.walk(node))
