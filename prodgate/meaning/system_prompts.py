"""Where a file says what a model's system prompt is: messages, arguments, templates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

ROLES = {"system", "developer"}


class Slot(Struct, frozen=True):
    """A value that becomes a system prompt.

    ``role``: the literal that makes it one, where it is a message with a role.
    ``template``: its ``{names}`` are filled in later.
    """

    value: s.Node
    role: s.Node | None = None
    template: bool = False


_SYSTEM_ARGUMENTS = {
    "system_instruction", "systemInstruction", "system_instructions", "system_prompt",
    "systemPrompt", "system_message", "systemMessage",
}  # fmt: skip
_MESSAGES = {"SystemMessage", "DeveloperMessage", "ChatMessage.from_system", "SystemModelMessage"}
_TEMPLATES = {
    "SystemMessagePromptTemplate.from_template",
    "SystemMessagePromptTemplate.fromTemplate",
}
_PROMPTS = {"from_messages", "fromMessages"}
_MODEL_CALLS = lazy(
    r"(?:^|\.)(?:generateText|streamText|generateObject|streamObject|messages\.(?:create|stream)|"
    r"(?:chat\.)?generate|streamUI|converse(?:_stream)?)$"
)
_AGENTS = lazy(r"(?:Agent|Assistant|assistants\.create|responses\.(?:create|stream|parse))$")


def slots(view: View) -> Iterator[Slot]:
    """Every system prompt of a file, in source order of calls and mappings."""
    names = view.names
    nodes: list[s.Mapping | s.Call] = [*names.of(s.Mapping), *names.calls]
    for node in sorted(nodes, key=lambda node: node.start):
        if isinstance(node, s.Mapping):
            yield from _of_mapping(node)
        else:
            yield from _of_call(view, node)


def _of_mapping(node: s.Mapping) -> Iterator[Slot]:
    role = _entry(node, "role")
    if isinstance(role, s.Literal) and role.value in ROLES:
        content = _entry(node, "content") or _entry(node, "parts")
        if content is not None:
            yield Slot(content, role)
    for entry in node.entries:  # {systemInstruction: ...}, config of a call
        if entry.name in _SYSTEM_ARGUMENTS or (entry.name == "system" and _is_payload(node)):
            yield Slot(entry.value)


def _is_payload(node: s.Mapping) -> bool:
    """What is sent to a provider: ``{model, system, messages}``."""
    return bool({entry.name for entry in node.entries} & {"messages", "modelId", "model", "prompt"})


def _entry(node: s.Mapping, name: str) -> s.Node | None:
    return next((s.bare(e.value) for e in node.entries if e.name == name), None)


def _of_call(view: View, call: s.Call) -> Iterator[Slot]:
    name = s.dotted(call.callee) or ""
    tail = ".".join(name.split(".")[-2:])
    if name.rpartition(".")[2] in _MESSAGES or tail in _MESSAGES:
        value = call.keyword("content") or call.positional(0)
        if isinstance(value, s.Mapping):  # new SystemMessage({content: ...})
            value = _entry(value, "content")
        if value is not None:
            yield Slot(value)
    elif tail in _TEMPLATES and (value := call.positional(0)) is not None:
        yield Slot(value, template=True)
    elif name.rpartition(".")[2] in _PROMPTS:
        yield from _of_template(call)
    else:
        yield from _of_arguments(view, call, name)


def _of_arguments(view: View, call: s.Call, name: str) -> Iterator[Slot]:
    plain = set()
    if _MODEL_CALLS.search(name):
        plain.add("system")
    if _AGENTS.search(name) or _MODEL_CALLS.search(name):
        plain.add("instructions")
    options = call.positional(0) if view.language == "javascript" else None
    if isinstance(options, s.Mapping):
        plain_here = plain - {"system"} if _is_payload(options) else plain
        for entry in options.entries:
            if entry.name in plain_here:
                yield Slot(entry.value)
    for argument in call.arguments:
        if argument.name in _SYSTEM_ARGUMENTS or (argument.name in plain):
            yield Slot(argument.value)


def _of_template(call: s.Call) -> Iterator[Slot]:
    """``ChatPromptTemplate.from_messages([("system", "..."), ...])``"""
    listed = call.positional(0) or call.keyword("messages")
    if not isinstance(listed, s.Items):
        return
    for element in listed.elements:
        if isinstance(element, s.Items) and len(element.elements) == 2:
            role, text = element.elements
            if isinstance(role, s.Literal) and role.value in ROLES:
                yield Slot(text, role, template=True)


_HOLE = lazy(r"(?<!\{)\{(\w+)\}(?!\})")


def holes(text: str) -> tuple[str, ...]:
    """The names that a template leaves open."""
    return tuple(dict.fromkeys(_HOLE.findall(text)))
