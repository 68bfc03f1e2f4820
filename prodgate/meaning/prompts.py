"""The long prompts that a file writes out itself: which texts they are, and where each stands.

A prompt is a text that reaches a place where a model is asked: the prompt paths of the facts, a
message with a role, the instructions of an agent, a template. It is followed through names,
concatenation, ``dedent`` and ``format``, one function of the same file that makes it, and one that
takes it on to the model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.model_calls import reads_as_model
from prodgate.meaning.names import Binding, Names
from prodgate.meaning.system_prompts import slots
from prodgate.meaning.trace import Local, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

LONG = 400  # characters of fixed text
DEPTH = 8


class Prompt(Struct, frozen=True):
    """A text as it stands in the file, without what is filled in.

    ``role``: whose message it is, "template" for one that is filled in later, "" where nothing
    says it.
    """

    node: s.Node
    text: str
    role: str = ""


def long_prompts(view: View) -> list[Prompt]:
    """The prompts of at least ``LONG`` characters, each once, in source order."""
    if not _has_long_text(view.names):
        return []
    return prompts_of(view, LONG)


def prompts_of(view: View, least: int) -> list[Prompt]:
    """The prompts of at least so many fixed characters, each once, in source order."""
    texts = _Texts(view.names, least)
    for node, role in _asked(view):
        texts.role = role
        texts.follow(node)
    texts.role = ""
    for node in _handed_on(view, texts.parameters):
        texts.follow(node)
    return sorted(texts.found.values(), key=lambda prompt: prompt.node.start)


def _has_long_text(names: Names) -> bool:
    """Whether the pieces of text are long enough for two prompts: most files end here."""
    left = 2 * LONG
    for node in names.of(s.Literal):
        if isinstance(node.value, str) and len(node.value) > 40:
            left -= len(node.value)
            if left <= 0:
                return True
    return False


# -- where a model is asked --------------------------------------------------------------------

_ROLES = {"system", "developer", "user", "human"}
_MESSAGES = {"SystemMessage", "DeveloperMessage", "HumanMessage", "UserMessage", "ChatMessage"}
_TEMPLATES = {"from_template", "fromTemplate", "PromptTemplate", "RichPromptTemplate"}
_TOLD = {
    "backstory", "goal", "description", "expected_output", "instruction", "instructions",
    "system_prompt", "system_message",
}  # fmt: skip
_LISTS = {"from_messages", "fromMessages"}


def _asked(view: View) -> Iterator[tuple[s.Node, str]]:
    """What is asked, each with the role that its place gives it."""
    said = [slot.value for slot in slots(view)]
    system = {id(s.bare(value)) for value in said}
    for call in view.found.calls:
        if call.sdk.kind == "model" and call.fact.kind == "generate":
            for path in call.fact.prompt:
                answer = argument(view.names, call.node, path)
                if isinstance(answer, Present):
                    yield answer.node, "system" if id(s.bare(answer.node)) in system else "user"
    yield from ((value, "system") for value in said)
    for call_node in view.names.calls:
        yield from ((node, _role_of(call_node)) for node in _of_call(call_node))


def _role_of(call: s.Call) -> str:
    """Of a message or template, as its class is called; who an agent is, is a system prompt."""
    name = (s.dotted(call.callee) or "").rpartition(".")[2]
    if name in _TEMPLATES or name in _LISTS:
        return "template"
    if name in _MESSAGES:
        return "user" if name[0] in "HU" else "system"
    return "user" if name == "Task" else "system"


def _of_call(call: s.Call) -> Iterator[s.Node]:
    """Messages, templates, and the members of a crew, which are told who they are."""
    callee = s.bare(call.callee)
    if isinstance(callee, s.Index):  # Agent[Context](...)
        callee = callee.value
    name = (s.dotted(callee) or "").rpartition(".")[2]
    if name in _MESSAGES or name in _TEMPLATES:
        options = call.positional(0)
        if isinstance(options, s.Mapping):
            yield from (e.value for e in options.entries if e.name in {"content", "template"})
        elif options is not None:
            yield options
        yield from (a.value for a in call.arguments if a.name in {"content", "template"})
    elif name in _LISTS:
        listed = call.positional(0) or call.keyword("messages")
        for element in listed.elements if isinstance(listed, s.Items) else ():
            if isinstance(element, s.Items) and len(element.elements) == 2:
                yield element.elements[1]
    elif name == "Task" or name.endswith("Agent"):
        yield from (a.value for a in call.arguments if a.name in _TOLD)


# -- helpers that take it on -------------------------------------------------------------------

_SAYS = lazy(r"(?i)^(?:system|user)?_?(?:prompt|instructions?|message|system|template)$")


def _handed_on(view: View, asked: set[int]) -> Iterator[s.Node]:
    """What is given to a function that asks a model with it: one of this file whose parameter
    reaches the model, or one of another file by its name."""
    tried = [node for node in view.module.body if _is_try_out(node)]
    for call in view.names.calls:
        if not call.arguments or any(node.start <= call.start < node.end for node in tried):
            continue
        things = trace(view.names, call.callee)
        own = [t.node for t in things if isinstance(t, Local) and isinstance(t.node, s.Function)]
        if own:
            yield from _for_parameters(call, own[0], asked)
        elif not things or reads_as_model(s.dotted(call.callee) or ""):
            yield from _by_name(call)


def _is_try_out(node: s.Node) -> bool:
    """``if __name__ == "__main__":`` what is asked there is an example."""
    if not isinstance(node, s.If) or not isinstance(node.test, s.Binary):
        return False
    return isinstance(node.test.left, s.Name) and node.test.left.id == "__name__"


def _for_parameters(call: s.Call, function: s.Function, asked: set[int]) -> Iterator[s.Node]:
    params = [p for p in function.params if p.kind == "plain"]
    if params and isinstance(params[0].target, s.Name) and params[0].target.id in {"self", "cls"}:
        params = params[1:]
    for index, param in enumerate(params):
        if id(param) not in asked:
            continue
        value = call.positional(index)
        if isinstance(param.target, s.Name):
            value = call.keyword(param.target.id) or value
        if value is not None:
            yield value


def _by_name(call: s.Call) -> Iterator[s.Node]:
    if not reads_as_model(s.dotted(call.callee) or ""):
        return
    for position, item in enumerate(call.arguments):
        if isinstance(item.value, s.Mapping):
            yield from (e.value for e in item.value.entries if _SAYS.match(e.name or ""))
        elif (item.name is None and position == 0) or _SAYS.match(item.name or ""):
            yield item.value


# -- the text of a prompt ----------------------------------------------------------------------

_PASS = {
    "dedent", "cleandoc", "strip", "lstrip", "rstrip", "trim", "trimStart", "trimEnd", "format",
    "format_map", "replace", "replaceAll", "join", "substitute", "safe_substitute", "Template",
    "outdent", "stripIndent", "stripIndents", "codeBlock", "oneLine", "raw", "concat", "str",
    "String", "PromptTemplate", "from_template", "fromTemplate", "filter",
}  # fmt: skip
_EXAMPLE = lazy(r"(?i)(?:^|_)(?:examples?|samples?|demo|test|mock|dummy)(?:_|\d|$)")
_INSIDE = {"content", "text", "parts", "template", "prompt", "messages", "systemInstruction"}


_AS = {"system": "system", "developer": "system"}  # every other role speaks for a user


class _Texts:
    """Follows nodes to the texts that they stand for, and keeps those that are long."""

    def __init__(self, names: Names, least: int) -> None:
        self.names = names
        self.least = least
        self.role = ""  # of what is followed just now
        self.found: dict[int, Prompt] = {}
        self.parameters: set[int] = set()  # that reach a model
        self._seen: set[int] = set()

    def follow(self, node: s.Node, depth: int = 0) -> None:
        """Keep the long texts that a node stands for."""
        node = s.bare(node)
        if depth > DEPTH or id(node) in self._seen:
            return
        self._seen.add(id(node))
        if _is_text(node):
            self._below(node, depth, is_part=self._keep(node))
        elif isinstance(node, s.Name):
            self._bindings(self.names.lookup(node), depth)
        elif isinstance(node, s.Attribute):
            self._bindings(self.names.member(node), depth)
        elif isinstance(node, s.Call):
            self._call(node, depth)
        elif isinstance(node, s.Mapping):
            self._mapping(node, depth)
        elif isinstance(node, s.Function):
            self._returned(node, depth)
        elif isinstance(node, s.Items | s.Either | s.Spread):
            for below in s.children(node):
                if below is not getattr(node, "test", None):
                    self.follow(below, depth + 1)

    def _keep(self, node: s.Node) -> bool:
        text = " ".join("".join(_fixed(node)).split())
        if len(text) >= self.least:
            self.found.setdefault(id(node), Prompt(node, text, self.role))
        return len(text) >= self.least

    def _below(self, node: s.Node, depth: int, is_part: bool) -> None:
        """A name inside a short text stands for the prompt; inside a long one it is a part."""
        for below in s.children(node):
            if _is_text(below):
                self._seen.add(id(below))
                self._below(below, depth, is_part)
            elif is_part and isinstance(below, s.Name):
                self._note_parameters(self.names.lookup(below))
            elif not is_part and isinstance(s.bare(below), s.Name | s.Attribute | s.Either):
                self.follow(below, depth + 1)

    def _note_parameters(self, bindings: list[Binding]) -> None:
        self.parameters.update(id(b.node) for b in bindings if b.kind == "param" and not b.path)

    def _bindings(self, bindings: list[Binding], depth: int) -> None:
        self._note_parameters(bindings)
        for binding in bindings:
            if binding.path or _EXAMPLE.search(binding.name):
                continue
            value = binding.value if binding.kind == "value" else None
            if isinstance(binding.node, s.Param):
                value = binding.node.default
            elif isinstance(binding.node, s.Function):
                value = binding.node
            if value is not None:
                self.follow(value, depth + 1)

    def _call(self, node: s.Call, depth: int) -> None:
        callee = s.bare(node.callee)
        name = callee.name if isinstance(callee, s.Attribute) else (s.dotted(callee) or "")
        if name in _PASS:
            if isinstance(callee, s.Attribute):
                self.follow(callee.value, depth + 1)
            for item in node.arguments:
                if isinstance(item.value, s.Text | s.Literal | s.Binary | s.Name):
                    self.follow(item.value, depth + 1)
            return
        for thing in trace(self.names, callee):
            if isinstance(thing, Local) and isinstance(thing.node, s.Function):
                self._returned(thing.node, depth + 1)

    def _returned(self, function: s.Function, depth: int) -> None:
        for below in s.walk_scope(*function.body):
            if isinstance(below, s.Return) and below.value is not None:
                self.follow(below.value, depth + 1)

    def _mapping(self, node: s.Mapping, depth: int) -> None:
        role = next((s.bare(e.value) for e in node.entries if e.name == "role"), None)
        if isinstance(role, s.Literal) and role.value not in _ROLES:
            return  # what a model is said to have answered: an example
        before = self.role
        if isinstance(role, s.Literal):
            self.role = _AS.get(str(role.value), "user")
        for entry in node.entries:
            if entry.name in _INSIDE:
                self.follow(entry.value, depth + 1)
        self.role = before


def _is_text(node: s.Node) -> bool:
    """A text as it is written: a literal, one with holes, a concatenation, lines to be joined."""
    node = s.bare(node)
    if isinstance(node, s.Literal):
        return isinstance(node.value, str)
    if isinstance(node, s.Binary):
        return node.operator in {"+", "%"} and (_is_text(node.left) or _is_text(node.right))
    return isinstance(node, s.Text) or _lines(node) is not None


def _lines(node: s.Node) -> s.Items | None:
    """The list of ``["...", "..."].join("\\n")`` and of ``"\\n".join(["...", "..."])``."""
    if not isinstance(node, s.Call) or not isinstance(node.callee, s.Attribute):
        return None
    if node.callee.name != "join" or not node.arguments:
        return None
    for listed in (s.bare(node.callee.value), s.bare(node.arguments[0].value)):
        if isinstance(listed, s.Items):
            return listed
    return None


def written(node: s.Node) -> str:
    """The text as it is written, with "{}" for what is filled in."""
    return "".join(_pieces(node))


def _pieces(node: s.Node) -> Iterator[str]:
    node = s.bare(node)
    if isinstance(node, s.Literal):
        yield str(node.value)
    elif (listed := _lines(node)) is not None:
        for element in listed.elements:
            yield from _pieces(element)
            yield "\n"
    elif isinstance(node, s.Binary) and node.operator == "%":
        yield from _pieces(node.left)
    elif isinstance(node, s.Text | s.Binary):
        for below in s.children(node):
            yield from _pieces(below)
    else:
        yield "{}"


def holes_of(node: s.Node) -> Iterator[s.Node]:
    """The nodes that are filled in, in order."""
    node = s.bare(node)
    if (listed := _lines(node)) is not None:
        for element in listed.elements:
            yield from holes_of(element)
    elif isinstance(node, s.Text | s.Binary):
        for below in s.children(node):
            yield from holes_of(below)
    elif not isinstance(node, s.Literal):
        yield node


def _fixed(node: s.Node) -> Iterator[str]:
    """The pieces that are written out."""
    node = s.bare(node)
    if isinstance(node, s.Literal):
        if isinstance(node.value, str):
            yield node.value
    elif (listed := _lines(node)) is not None:
        for element in listed.elements:
            yield from _fixed(element)
    elif isinstance(node, s.Text | s.Binary):
        for below in s.children(node):
            yield from _fixed(below)
