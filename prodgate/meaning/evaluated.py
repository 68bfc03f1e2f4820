"""A model's answer that is evaluated further away from its call than ``model_text`` follows it.

Through functions of the project that cut a text out of what they are given, one import away; from
a model that the object was given, by what its method is called; and to a parameter that is called
after an answer, where the file itself does not call the function.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import modules
from prodgate.meaning.execution import Run, snake
from prodgate.meaning.local_calls import returned
from prodgate.meaning.model_calls import reads_as_model
from prodgate.meaning.model_text import ModelText, model_text
from prodgate.meaning.names import Binding
from prodgate.meaning.tool_dangers import imported_function
from prodgate.meaning.trace import Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_DEPTH = 8
_CUTS = {
    "strip", "lstrip", "rstrip", "trim", "trimStart", "trimEnd", "replace", "replaceAll", "slice",
    "substring", "removeprefix", "removesuffix", "lower", "toString", "decode", "encode",
}  # fmt: skip
_SAID = lazy(
    r"^(?:assistant|llm|ai|gpt|chatgpt|claude|gemini|agent|model)_"
    r"(?:reply|response|answer|output|completion)$"
)
_PARTS = {"content", "text", "message", "choices", "output_text", 0}  # of a model's answer
_TEXTS = {"str", "string", "Optional[str]", "str | None", ": string"}


def evaluates_answer(view: View, run: Run) -> bool:
    """Whether a text that is run as code is what a model answered."""
    if run.kind != "code" or run.is_file:
        return False
    return any(_is_answer(view, node) for node in _made_of(view, run.text, 0))


def _is_answer(view: View, node: s.Node) -> bool:
    given = model_text(view).of(node)
    if given is not None:
        return given.is_text
    return _is_said(view, node) or _is_asked(view, node)


def _is_asked(view: View, node: s.Node) -> bool:
    """``self.llm.chat_completion(...)`` of a model that was handed in."""
    if not isinstance(node, s.Call) or model_text(view).local(node) is not None:
        return False
    return reads_as_model(s.dotted(node.callee) or "")


def _is_said(view: View, node: s.Node) -> bool:
    """``def handle(self, assistant_reply: str)``, which other files call."""
    for binding in view.names.lookup(node) if isinstance(node, s.Name) else ():
        param = binding.node
        if binding.kind != "param" or binding.path or not isinstance(param, s.Param):
            continue
        function = view.names.parent(param)
        typed = view.code(param.annotation) if param.annotation is not None else "str"
        if not _SAID.match(snake(binding.name)) or typed not in _TEXTS:
            continue
        if isinstance(function, s.Function) and not model_text(view).sites(function):
            return True
    return False


def _made_of(view: View, node: s.Node, depth: int) -> Iterator[s.Node]:
    """The texts that a text was cut out of, and itself."""
    node = s.bare(node)
    yield node
    if depth > _DEPTH:
        return
    for each in _inner(view, node):
        yield from _made_of(view, each, depth + 1)


def _inner(view: View, node: s.Node) -> list[s.Node]:
    if isinstance(node, s.Name):
        return [n for b in view.names.lookup(node) for n in _bound(view, b)]
    if isinstance(node, s.Index):
        key = s.bare(node.key)
        part = key.value if isinstance(key, s.Literal) else None
        return [node.value] if isinstance(key, s.Opaque) or part in _PARTS else []
    if isinstance(node, s.Attribute) and node.name in _PARTS:
        return [node.value]
    if isinstance(node, s.Call):
        local = model_text(view).local(node)
        return _cut_by(view, node) if local is None else returned(local)
    return []


def _bound(view: View, binding: Binding) -> list[s.Node]:
    """What a name is bound to; a parameter, to what the calls of this file give it."""
    if binding.kind == "value" and binding.value is not None and not binding.path:
        return [binding.value]
    param, text = binding.node, model_text(view)
    owner = view.names.parent(param) if isinstance(param, s.Param) else None
    if not isinstance(param, s.Param) or not isinstance(owner, s.Function):
        return []
    given = (text.argument(owner, param, call) for call in text.sites(owner))
    return [node for node in given if node is not None]


def _cut_by(view: View, call: s.Call) -> list[s.Node]:
    """What a call cuts its result out of: a text's own method, or a function of the project."""
    callee = s.bare(call.callee)
    if isinstance(callee, s.Attribute) and callee.name in _CUTS:
        return [callee.value]
    for thing in trace(view.names, callee):
        name = _full(thing)
        if not name or not modules.is_local(view, name):
            continue
        found = imported_function(view, name)
        if found is not None:
            there, function = found
            return _passed(there, function, call)
    return []


def _full(thing: object) -> str:
    """``package.module.Class.method`` of ``Class.method`` and of ``Class().method``."""
    if isinstance(thing, Made) and isinstance(thing.by, Qualified) and len(thing.path) == 1:
        return f"{thing.by.name}.{thing.path[0]}"
    return thing.name if isinstance(thing, Qualified) and not thing.is_global else ""


def _passed(there: View, function: s.Function, call: s.Call) -> list[s.Node]:
    """The arguments of a call that come back out of a function as a text."""
    text = there.kept(ModelText)
    params = [g.param for g in text.returned(function) if g.kind == "param" and not g.parsed]
    given = (text.argument(function, param, call) for param in params if param is not None)
    return [node for node in given if node is not None]
