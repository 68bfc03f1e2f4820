"""Which expressions hold text of somebody else: a caller, a retriever, a file, another server.

Asked backwards, from where a text is used: through names, joined texts, containers and functions
of the same file, to where it came from. What cannot be followed is nobody's: silent. A number, a
choice among what the team wrote, and text that a function cleaned are no text from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.bodies import Read, reads
from prodgate.meaning.checks import Checks, inputs
from prodgate.meaning.flow import Flow
from prodgate.meaning.local_calls import LocalCalls, arguments, returned
from prodgate.meaning.names import Binding
from prodgate.meaning.outside_words import (
    DESCRIBES,
    DOCUMENT,
    OF_DOCUMENT,
    THROUGH,
    What,
    called,
    cleans,
    is_comprehension,
    is_format,
    key_of,
    named,
    source,
)
from prodgate.meaning.request_fields import is_plain, is_request_data
from prodgate.meaning.validators import is_cut, is_table, looks_up

if TYPE_CHECKING:
    from prodgate.view import View

DEPTH = 16
MOST = 400  # nodes looked at for one question


class Origin(Struct, frozen=True):
    """Text from outside.

    ``node``: the widest expression that is nothing but that text, as it stands in the asked one:
    what a fix wraps. ``what`` it is; ``read``: where a request was read, if it was one. ``pure``:
    the expression holds no words of the project's own.
    """

    node: s.Node
    what: What
    read: Read | None = None
    pure: bool = True


class Outside:
    """Answers for one file."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.names = view.names
        self.checks = Checks(view)
        self._local = LocalCalls(view.names)
        self._left = 0
        self._mixed = False
        self._given: list[dict[int, s.Node]] = []  # arguments of the functions that are followed
        self._open: set[int] = set()  # what is checked, while it is asked what that was made of

    def origins(self, node: s.Node) -> tuple[Origin, ...]:
        """The texts from outside that an expression is made of, in source order."""
        self._left = MOST
        self._given = []
        found = {id(o.node): o for o in self._parts(node, 0) if self._holds(o, node)}
        return tuple(found.values())

    def _holds(self, origin: Origin, node: s.Node) -> bool:
        """Whether nothing in the handler asked what the request's data is."""
        if origin.read is None:
            return True
        handler = web.handler(self.names, origin.read.node, self.view.source.path)
        if handler is None or not handler.start <= node.start < handler.end:
            return True
        flow = Flow(self.names, handler, origin.read.node)
        flow.run()
        return flow.carries(origin.node) or flow.carries(node)

    # -- texts that are put together

    def _parts(self, node: s.Node, depth: int) -> Iterator[Origin]:
        """The origins in the pieces of a text; each with the piece that holds it."""
        node = s.bare(node)
        if isinstance(node, s.Text):
            for part in node.parts:
                yield from self._parts(part, depth + 1)
        elif isinstance(node, s.Binary) and node.operator in {"+", "%"}:
            yield from self._parts(node.left, depth + 1)
            yield from self._parts(node.right, depth + 1)
        elif isinstance(node, s.Items):
            for element in node.elements:
                yield from self._parts(element, depth + 1)
        elif isinstance(node, s.Mapping):  # {"type": "text", "text": ...}
            for entry in node.entries:
                if entry.name in {"text", "content", "parts", None}:
                    yield from self._parts(entry.value, depth + 1)
        elif isinstance(node, s.Call) and is_format(node):
            for argument in node.arguments:
                yield from self._parts(argument.value, depth + 1)
        elif made := self._made_here(node):
            for value in made:
                yield from self._parts(value, depth + 1)
        elif values := self._arguments_for(node, depth):
            for value in values:
                yield from self._parts(value, depth + 4)
        elif isinstance(node, s.Call) and (function := self._text_function(node)):
            self._given.append(arguments(function, node))
            for value in returned(function):
                yield from self._parts(value, depth + 2)
            self._given.pop()
        elif isinstance(node, s.Call) and self._makes_prompt(node):
            for argument in node.arguments:
                given = s.bare(argument.value)
                values = (
                    [e.value for e in given.entries] if isinstance(given, s.Mapping) else [given]
                )
                for value in values:
                    yield from self._parts(value, depth + 1)
        else:
            self._mixed = False
            if found := self._of(node, depth + 1):
                yield Origin(node, *found, pure=not self._mixed)

    def _made_here(self, node: s.Node) -> list[s.Node]:
        """The texts a name stands for, where they are put together in the same function."""
        if not isinstance(node, s.Name):
            return []
        values: list[s.Node] = []
        for binding in self.names.lookup(node):
            value = s.bare(binding.value) if binding.value is not None else None
            same = self.names.function(binding.node) is self.names.function(node)
            if binding.kind != "value" or binding.path or not same or value is None:
                return []
            values.append(value)
        composed = [self._is_composed(value) for value in values]
        plain = all(isinstance(v, s.Literal) or c for v, c in zip(values, composed, strict=True))
        return values if plain and any(composed) else []

    def _is_composed(self, node: s.Node) -> bool:
        """Whether a value is a text that this file puts together."""
        node = s.bare(node)
        if isinstance(node, s.Call) and not is_format(node):
            return self._text_function(node) is not None or self._makes_prompt(node)
        return is_text(node) or bool(self._made_here(node))

    def _arguments_for(self, node: s.Node, depth: int) -> list[s.Node]:
        """The texts a parameter is given, here or by calls of the file."""
        bindings = self.names.lookup(node) if isinstance(node, s.Name) else []
        if len(bindings) != 1 or bindings[0].kind != "param" or bindings[0].path:
            return []
        param, name = bindings[0].node, bindings[0].name
        owner = self.names.parent(param)
        if not isinstance(param, s.Param) or not isinstance(owner, s.Function):
            return []
        if given := next((g[id(param)] for g in reversed(self._given) if id(param) in g), None):
            return [given] if self._is_composed(given) else []
        is_handler = web.is_handler(self.names, owner, self.view.source.path)
        if is_handler or named(name) or is_plain(self.view, param):
            return []
        return [v for v in self._passed(owner, param, depth) if self._is_composed(v)]

    def _makes_prompt(self, call: s.Call) -> bool:
        """A function of another file that, as its name says, puts a prompt together."""
        name = called(call).rpartition(".")[2]
        made = re.search(r"[pP]rompt$", name) and not re.match(r"(?:get|load|read|fetch)_?", name)
        return bool(made) and self._local.function(call) is None and not cleans(self.view, call)

    def _text_function(self, call: s.Call) -> s.Function | None:
        """A function of this file that puts a text together."""
        function = self._local.function(call)
        if function is None or len(self._given) > 2 or cleans(self.view, call):
            return None
        values = [s.bare(v) for v in returned(function)]
        return function if any(is_text(v) and not isinstance(v, s.Items) for v in values) else None

    # -- one value

    def _of(self, node: s.Node, depth: int) -> tuple[What, Read | None] | None:
        """What a value is, if it holds text from outside."""
        self._left -= 1
        node = s.bare(node)
        if depth > DEPTH or self._left < 0 or self.checks.is_limited(node):
            return None
        if read := self._read(node):
            return "request", read
        if isinstance(node, s.Name):
            return self._name(node, depth)
        if isinstance(node, s.Attribute):
            return self._attribute(node, depth)
        if isinstance(node, s.Index):
            if is_cut(node) or is_table(self.names, s.bare(node.value)):
                return None
            return self._field(node.value, key_of(node), depth)
        if isinstance(node, s.Call):
            return self._call(node, depth)
        if isinstance(node, s.Either):
            return self._any(node.options, depth)
        if isinstance(node, s.Binary):
            both = (node.left, node.right) if node.operator in {"+", "%"} else ()
            return self._any(both, depth)
        if is_comprehension(node):  # texts of items are no sentence
            mixed = self._mixed
            found = self._any(s.children(node), depth)
            self._mixed = mixed
            return found
        if isinstance(node, s.Text | s.Items | s.Spread):
            return self._any(s.children(node), depth)
        return None

    def _any(
        self, nodes: tuple[s.Node, ...] | list[s.Node], depth: int
    ) -> tuple[What, Read | None] | None:
        found = next((found for n in nodes if (found := self._of(n, depth + 1))), None)
        self._mixed |= found is not None and any(_is_wording(n) for n in nodes)
        return found

    def _read(self, node: s.Node) -> Read | None:
        return self._reads.get((node.start, node.end)) if self._reads else None

    @cached_property
    def _reads(self) -> dict[tuple[int, int], Read]:
        found: dict[tuple[int, int], Read] = {}
        for function in self.names.functions:
            if web.is_handler(self.names, function, self.view.source.path):
                for read in reads(self.names, function):
                    if read.param is None:
                        bare = s.bare(read.node)
                        found.setdefault((bare.start, bare.end), read)
        return found

    def _name(self, node: s.Name, depth: int) -> tuple[What, Read | None] | None:
        for binding in self.names.lookup(node):
            if found := self._binding(binding, depth):
                return found
        return None

    def _binding(self, binding: Binding, depth: int) -> tuple[What, Read | None] | None:
        if binding.kind == "param":
            return self._param(binding, depth)
        if binding.kind not in {"value", "loop"} or binding.value is None:
            return None
        if isinstance(binding.node, s.Assign) and self.checks.is_checked(binding):
            return self._checked(binding.node, binding.value, depth)
        if binding.path:
            return self._field(binding.value, binding.path[-1], depth)
        return self._of(binding.value, depth + 1)

    def _checked(
        self, node: s.Assign, value: s.Node, depth: int
    ) -> tuple[What, Read | None] | None:
        """What a schema of this file made of a request: read anew from there."""
        if id(node) in self._open:
            return None
        self._open.add(id(node))
        found = self._any(list(inputs(value)), depth)
        self._open.discard(id(node))
        return ("request", Read(node.targets[0])) if found else None

    def _attribute(self, node: s.Attribute, depth: int) -> tuple[What, Read | None] | None:
        if node.name in DOCUMENT or OF_DOCUMENT.search(s.dotted(node) or ""):
            return "retrieved", None
        if node.name in {"length", "size"}:
            return None
        return self._field(node.value, node.name, depth)

    def _field(
        self, owner: s.Node, name: str | None, depth: int
    ) -> tuple[What, Read | None] | None:
        """A field of a value; of a request's model only where it is text."""
        owner = s.bare(owner)
        if isinstance(owner, s.Name) and name is not None:
            typed = self.checks.field_is_text(owner, name)
            if typed is False:
                return None
        found = self._of(owner, depth + 1)
        if found and found[0] == "tools" and name not in {None, *DESCRIBES}:
            return found if name in {"tools", "result"} else None
        return found

    # -- parameters

    def _param(self, binding: Binding, depth: int) -> tuple[What, Read | None] | None:
        param = binding.node
        owner = self.names.parent(param)
        if not isinstance(param, s.Param) or not isinstance(owner, s.Function):
            return None
        for given in reversed(self._given):
            if id(param) in given:
                return self._of(given[id(param)], depth + 1)
        if is_plain(self.view, param):
            return None
        if web.is_handler(self.names, owner, self.view.source.path):
            if self.view.language == "python" and is_request_data(self.view, owner, param):
                return "request", Read(param.target, param)
            if web.is_server_action(self.names, owner):
                return "request", Read(param.target, param)
        if what := named(binding.name):
            return what, None
        return self._callers(owner, param, depth)

    def _callers(
        self, owner: s.Function, param: s.Param, depth: int
    ) -> tuple[What, Read | None] | None:
        """One hop up: what the calls of this file give to a parameter."""
        return next(
            (found for v in self._passed(owner, param, depth) if (found := self._of(v, depth + 4))),
            None,
        )

    def _passed(self, owner: s.Function, param: s.Param, depth: int) -> list[s.Node]:
        return self._local.passed(owner, param) if depth <= DEPTH // 2 else []

    # -- calls

    def _call(self, node: s.Call, depth: int) -> tuple[What, Read | None] | None:
        name = called(node)
        last = name.rpartition(".")[2]
        if cleans(self.view, node) or looks_up(self.names, node) or is_cut(node):
            return None
        if what := source(name):
            return what, None
        if last == "get" and self.checks.is_limited_key(node):
            return None
        if last in THROUGH:
            inputs = [a.value for a in node.arguments]
            if isinstance(node.callee, s.Attribute):
                inputs.insert(0, node.callee.value)
            return self._any(inputs, depth)
        if function := self._local.function(node):
            return self._returned(function, node, depth)
        return None

    def _returned(
        self, function: s.Function, call: s.Call, depth: int
    ) -> tuple[What, Read | None] | None:
        """What a helper of this file makes of what it is given."""
        if len(self._given) > 2:
            return None
        self._given.append(arguments(function, call))
        try:
            return self._any(returned(function), depth + 1)
        finally:
            self._given.pop()


def is_text(node: s.Node) -> bool:
    """A text that is put together: an f-string, a template, a sum, ``.format()``, a list."""
    if isinstance(node, s.Binary):
        return node.operator in {"+", "%"}
    return isinstance(node, s.Text | s.Items) or (isinstance(node, s.Call) and is_format(node))


def _is_wording(node: s.Node) -> bool:
    """A literal with words in it."""
    if not isinstance(node, s.Literal) or not isinstance(node.value, str):
        return False
    return bool(re.search(r"[A-Za-z]{3}", node.value))
