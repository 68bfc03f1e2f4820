"""The objects that a model wrote and a file uses as they came: parsed JSON, tool arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.call_records import is_in_record
from prodgate.meaning.model_calls import is_strict_text
from prodgate.meaning.model_given import UNCHECKED, Given
from prodgate.meaning.model_text import ModelText, model_text, parses
from prodgate.meaning.model_use import Use, Verdict, judge

if TYPE_CHECKING:
    from prodgate.view import View


class Object(Struct, frozen=True):
    """An object where it comes into being (``json.loads(text)``, ``block.input``), and its worst
    use. ``cut``: a strict schema holds it, but nobody asks whether the answer was cut."""

    node: s.Node
    given: Given
    use: Use
    verdict: Verdict
    cut: bool = False

    @property
    def is_arguments(self) -> bool:
        """Whether it holds the arguments of a tool call."""
        return self.given.kind == "arguments"


def objects(view: View) -> Iterator[Object]:
    """Those that nothing checks, in source order."""
    text = model_text(view)
    told: set[tuple[int, str]] = set()
    for node in _births(view, text):
        given = text.of(node)
        if given is None or not (given.parsed or _is_unchecked(given)) or not given.is_text:
            continue
        if _is_checked(view, node, given):
            continue
        verdict = judge(text, node)
        if verdict.worst is None:
            continue
        kept = [use for use in verdict.uses if not is_in_record(view, use.node)]
        verdict = Verdict(verdict.checked, verdict.checks, kept)
        if (use := verdict.worst) is None:
            continue
        if not isinstance(node, s.Call):  # block.input, branch after branch
            key = (id(view.names.function(node)), given.kind)
            if key in told:
                continue
            told.add(key)
        yield Object(node, given, use, verdict, cut=given.schema)


def parsed(view: View) -> Iterator[s.Node]:
    """Every object that a model wrote, checked or not, where it comes into being."""
    text = model_text(view)
    for node in _births(view, text):
        given = text.of(node)
        if given is not None and (given.parsed or _is_unchecked(given)) and given.is_text:
            yield node


def _births(view: View, text: ModelText) -> Iterator[s.Node]:
    """The expressions at which JSON becomes an object, or an SDK gives one."""
    for call in view.names.calls:
        if parses(call):
            yield call
    yield from (call.node for call in view.found.calls if id(call.node) in text.unchecked)
    for attribute in _given_objects(view):
        given = text.of(attribute)
        if given is not None and given.kind == "arguments" and given.path[-1:] in _OBJECTS:
            yield attribute


_OBJECTS = {("args",), ("input",)}


def _is_unchecked(given: Given) -> bool:
    """``generateObject({ output: "no-schema" })``"""
    return given.path == (UNCHECKED,)


def _given_objects(view: View) -> Iterator[s.Node]:
    for node in view.names.among(s.Attribute, s.Index):
        if isinstance(node, s.Attribute) and node.name in {"args", "input"}:
            yield node
        elif isinstance(node, s.Index) and isinstance(node.key, s.Literal):
            yield from (node,) if node.key.value in {"args", "input"} else ()


def _is_checked(view: View, node: s.Node, given: Given) -> bool:
    """Whether the SDK checks it, or the provider holds the model to a schema and the end of the
    answer is asked for."""
    if given.kind == "arguments" and given.call is not None:
        return given.schema or _has_strict_tools(view, given.call)
    if not given.schema:
        return False
    return not (isinstance(node, s.Call) and is_strict_text(view, given)) or _asks_for_end(
        view, node
    )


_ENDS = {"finish_reason", "finishReason", "refusal", "incomplete_details", "incompleteDetails"}


def _asks_for_end(view: View, node: s.Node) -> bool:
    """Whether a function looks at why the answer ended, or catches what a cut one raises."""
    function = view.names.function(node)
    if any(isinstance(above, s.Try) for above in view.names.above(node)):
        return True
    scope = function.body if function is not None else view.module.body
    return any(
        (isinstance(n, s.Attribute) and n.name in _ENDS)
        or (isinstance(n, s.Literal) and n.value in _ENDS)
        for n in s.walk(*scope)
    )


def _has_strict_tools(view: View, call: s.Call) -> bool:
    for path in ("tools", "0.tools"):
        answer = argument(view.names, call, path)
        if isinstance(answer, Present):
            nodes = [answer.node]
            if isinstance(answer.node, s.Name):
                nodes += [b.value for b in view.names.lookup(answer.node) if b.value is not None]
            return any(_is_strict(n) for node in nodes for n in s.walk(node))
    return False


def _is_strict(node: s.Node) -> bool:
    return (
        isinstance(node, s.Entry)
        and node.name == "strict"
        and isinstance(node.value, s.Literal)
        and node.value.value is True
    )
