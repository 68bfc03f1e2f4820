"""Where the text, the tool names and the tool arguments that a model gave go inside a file.

::

    given = model_text(view).of(node)   # Given or None: is the value of this expression a model's?
    given.is_text                       # the value itself, no container around it
    given.kind, given.parsed, given.schema, given.call

It walks backwards on demand: from an expression through names, attributes, f-strings, string
methods, regular expressions, JSON, containers, loops and streams, through functions of this file
(arguments in, results out), and one import away, to a call that asks a model. It answers None
wherever that is not seen; names alone count for functions that ask a model by what they are called
(``model_calls.reads_as_model``) and live where nobody can look. Whether a value was checked is for
the rule to say; ``schema`` tells what the SDK checks by itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.meaning import modules
from prodgate.meaning.model_calls import by_convention, known_calls, reads_as_model, reply
from prodgate.meaning.model_given import UNCHECKED, Given, applied, as_text, below, parsed, stepped
from prodgate.meaning.model_words import (
    ASKING,
    EACH,
    KEEPING,
    KEEPING_LAST,
    PARSERS,
    SAME,
    VALIDATING,
)
from prodgate.meaning.names import Binding
from prodgate.meaning.trace import Local, Made, Qualified, trace

if TYPE_CHECKING:
    from prodgate.view import View

__all__ = ["PARSERS", "Given", "ModelText", "model_text", "parses"]

_DEPTH, _MOST, _HOPS = 24, 4, 3
_NONE = 1_000_000
_WORK = 50_000  # expressions; afterwards partial answers are kept


def parses(call: s.Call) -> bool:
    """Whether a call reads JSON or a literal from text, with no schema."""
    return (s.dotted(call.callee) or "") in PARSERS and call.keyword("type") is None


def model_text(view: View) -> ModelText:
    """The walk for a file, made once."""
    return view.kept(ModelText)


class ModelText:
    """The values of one file that a model decides."""

    def __init__(self, view: View, hops: int = 0) -> None:
        self.view = view
        self.names = view.names
        self.hops = hops
        self.known = known_calls(view)
        self.unchecked = {key for key, given in self.known.items() if given.path == (UNCHECKED,)}
        self.kept: dict[int, tuple[Given, ...]] = {}
        self._open: dict[int, int] = {}  # what is being looked at: how many stood open before it
        self._low = _NONE  # the outermost of these that was met again
        self._walked = 0
        self._partial: set[int] = set()  # answers that lack what a cycle or the depth cut off
        self._sites: dict[int, list[s.Call]] | None = None
        self._adds: dict[str, list[s.Node]] | None = None

    def of(self, node: s.Node) -> Given | None:
        """What a model gave for the value of an expression; None where nothing shows that."""
        return next(iter(self.all_of(node)), None)

    def all_of(self, node: s.Node) -> tuple[Given, ...]:
        """The alternatives, through the callers of this file for what is a parameter."""
        found = tuple(self._settled(self._of(node, 0), 0))
        self._forget()
        return found

    def returned(self, function: s.Function) -> tuple[Given, ...]:
        """What a function gives back; kind "param" where that is what it was given."""
        found = self._returned(function, 0)
        self._forget()
        return found

    def _forget(self) -> None:
        """Partial answers depend on where the walk began: the next question starts afresh."""
        if self._open or self._walked > _WORK:
            return
        for key in self._partial:
            self.kept.pop(key, None)
        self._partial.clear()
        self._low = _NONE

    # -- parameters

    def _settled(self, givens: tuple[Given, ...], hops: int) -> list[Given]:
        found: list[Given] = []
        for given in givens:
            if given.kind != "param":
                found.append(given)
            elif hops < _HOPS and given.param is not None:
                found += self._from_callers(given, hops)
        return list(dict.fromkeys(found))[:_MOST]

    def _from_callers(self, given: Given, hops: int) -> list[Given]:
        assert given.param is not None
        function = self.names.parent(given.param)
        if not isinstance(function, s.Function):
            return []
        found: list[Given] = []
        for call in self.sites(function):
            argument = self.argument(function, given.param, call)
            if argument is not None:
                passed = self._settled(self._of(argument, 4), hops + 1)
                found += [g for p in passed for g in applied(p, given)]
        return found

    def sites(self, function: s.Function) -> list[s.Call]:
        """The calls of a function in its own file."""
        if self._sites is None:
            self._sites = defaultdict(list)
            for call in self.names.calls:
                if (local := self.local(call)) is not None:
                    self._sites[id(local)].append(call)
        return self._sites.get(id(function), [])

    def local(self, call: s.Call) -> s.Function | None:
        """The function of this file that a call runs, methods of its classes included."""
        for thing in trace(self.names, call.callee):
            if isinstance(thing, Local) and isinstance(thing.node, s.Function) and not thing.path:
                return thing.node
            if isinstance(thing, Made) and isinstance(thing.by, Local) and len(thing.path) == 1:
                owner = thing.by.node
                for member in owner.body if isinstance(owner, s.Class) else ():
                    if isinstance(member, s.Function) and member.name == thing.path[0]:
                        return member
        return None

    def argument(self, function: s.Function, param: s.Param, call: s.Call) -> s.Node | None:
        """What a call gives a function of this file for one of its parameters."""
        name = param.target.id if isinstance(param.target, s.Name) else ""
        if name and (given := call.keyword(name)) is not None:
            return given
        index = next((n for n, p in enumerate(function.params) if p is param), None)
        if index is None or param.kind != "plain":
            return None
        if self._takes_self(function):
            index -= 1
        return call.positional(index) if index >= 0 else None

    def _takes_self(self, function: s.Function) -> bool:
        first = function.params[0].target if function.params else None
        return isinstance(first, s.Name) and first.id in {"self", "cls"}

    def uses(self, name: str) -> list[s.Name]:
        """Every place where a name is written."""
        return self.names.uses(name)

    # -- expressions

    def _of(self, node: s.Node, depth: int) -> tuple[Given, ...]:
        node = s.bare(node)
        key = id(node)
        if depth > _DEPTH:
            self._low = -1
            return ()
        if key in self._open:  # a value made from itself adds nothing
            self._low = min(self._low, self._open[key])
            return ()
        if key in self.kept:
            self._low = -1 if key in self._partial else self._low
            return self.kept[key]
        outside, self._low = self._low, _NONE
        self._open[key] = level = len(self._open)
        self._walked += 1
        kept = tuple(dict.fromkeys(self._walk(node, depth + 1)))[:_MOST]
        del self._open[key]
        if self._low < level:
            self._partial.add(key)
            self._low = min(self._low, outside)
        else:
            self._low = outside
        self.kept[key] = kept
        return kept

    def _walk(self, node: s.Node, depth: int) -> list[Given]:
        if isinstance(node, s.Name):
            return self._name(node, depth)
        if isinstance(node, s.Call):
            return self._call(node, depth)
        if isinstance(node, s.Attribute):
            if isinstance(node.value, s.Name) and node.value.id in {"self", "this", "cls"}:
                return [g for b in self.names.member(node) for g in self._binding(b, depth)]
            found = stepped(self._of(node.value, depth), node.name)
            if not any(g.kind != "param" for g in found):
                found += [g for b in self.names.member(node) for g in self._binding(b, depth)]
            return found + self._convention(found, node.value, node.name)
        if isinstance(node, s.Index):
            base = self._of(node.value, depth)
            key = s.bare(node.key)
            if isinstance(key, s.Opaque):  # a slice
                return list(base)
            part = str(key.value) if isinstance(key, s.Literal) else "*"
            found = stepped(base, "*" if part.lstrip("-").isdigit() else part)
            return found + self._convention(found, node.value, part)
        if isinstance(node, s.Text):
            return [as_text(g) for part in node.parts for g in self._of(part, depth) if g.is_text]
        if isinstance(node, s.Either):
            return [g for option in node.options for g in self._of(option, depth)]
        return self._compound(node, depth)

    def _convention(self, found: list[Given], owner: s.Node, part: str) -> list[Given]:
        """The words of the protocol, where nothing better is known than a parameter."""
        return [] if any(g.kind != "param" for g in found) else by_convention(owner, part)

    def _compound(self, node: s.Node, depth: int) -> list[Given]:
        if isinstance(node, s.Binary):
            sides = (node.left, node.right) if node.operator in {"+", "%"} else ()
            return [g for side in sides for g in self._of(side, depth)]
        if isinstance(node, s.Assigned):
            return list(self._of(node.value, depth))
        if isinstance(node, s.Spread):
            return stepped(self._of(node.value, depth), "*")
        if isinstance(node, s.Items):
            parts = ((str(n), item) for n, item in enumerate(node.elements))
            return [below(g, key) for key, item in parts for g in self._of(item, depth)]
        if isinstance(node, s.Mapping):
            return [
                g if entry.key is None else below(g, entry.name or "*")
                for entry in node.entries
                for g in self._of(entry.value, depth)
            ]
        if isinstance(node, s.Opaque) and node.kind == "comprehension" and node.children:
            return [below(g, "*") for g in self._of(node.children[0], depth)]
        return []

    # -- names

    def _name(self, node: s.Name, depth: int) -> list[Given]:
        bindings = self.names.lookup(node)
        if not bindings:
            return self._in_comprehension(node, depth)
        found = [g for binding in bindings for g in self._binding(binding, depth)]
        if any(_is_container(b.value) for b in bindings):
            found += [below(g, "*") for a in self._added(node.id) for g in self._of(a, depth)]
        return found

    def _in_comprehension(self, node: s.Name, depth: int) -> list[Given]:
        """The loop variable of a comprehension stands for what it goes through."""
        for above in self.names.above(node):
            if isinstance(above, s.Opaque) and above.kind == "comprehension":
                sources = above.children[1:]
                return [g for source in sources for g in stepped(self._of(source, depth), "*")]
            if isinstance(above, s.Function):
                break
        return []

    def _binding(self, binding: Binding, depth: int) -> list[Given]:
        if binding.kind == "param":
            return self._param(binding, depth)
        if binding.value is None or binding.kind not in {"value", "with", "loop"}:
            return []
        found = list(self._of(binding.value, depth))
        path = binding.path
        if binding.kind == "loop":
            if isinstance(binding.value, s.Opaque) and binding.value.kind == "keys":
                return []  # for (key in object)
            found = stepped(tuple(found), "*")
            path = tuple(p for p in path if not p.isdigit())  # enumerate, items, entries
        for part in path:
            found = stepped(tuple(found), part)
        return found

    def _param(self, binding: Binding, depth: int) -> list[Given]:
        param = binding.node
        function = self.names.parent(param)
        if not isinstance(param, s.Param) or not isinstance(function, s.Function):
            return []
        above = self.names.parent(function)
        call = self.names.parent(above) if isinstance(above, s.Argument) else None
        if isinstance(call, s.Call) and isinstance(call.callee, s.Attribute):
            found = self._callback(call, function, param, depth)
        else:
            found = [Given("param", param=param)]
        for part in binding.path:
            found = stepped(tuple(found), part)
        return found

    def _callback(
        self, call: s.Call, function: s.Function, param: s.Param, depth: int
    ) -> list[Given]:
        """``reply.then((text) => ...)``, ``calls.map((call) => ...)``"""
        assert isinstance(call.callee, s.Attribute)
        if not function.params or function.params[0] is not param:
            return []
        base = self._of(call.callee.value, depth)
        if call.callee.name == "then":
            return list(base)
        return stepped(base, "*") if call.callee.name in EACH else []

    def _added(self, name: str) -> list[s.Node]:
        """What is put into a list of that name."""
        if self._adds is None:
            self._adds = defaultdict(list)
            for call in self.names.calls:
                callee = call.callee
                if not isinstance(callee, s.Attribute) or callee.name not in {"append", "push"}:
                    continue
                if isinstance(callee.value, s.Name) and call.arguments:
                    self._adds[callee.value.id].append(call.arguments[0].value)
        return self._adds.get(name, [])

    # -- calls

    def _call(self, call: s.Call, depth: int) -> list[Given]:
        if (given := reply(self.view, call, self.known)) is not None:
            return [given]
        name = s.dotted(call.callee) or ""
        if parses(call) and call.arguments:
            return [parsed(g) for g in self._of(call.arguments[0].value, depth) if not g.under]
        if (local := self.local(call)) is not None:
            return self._through(self._returned(local, depth), local, call, depth)
        keeps = name in KEEPING or name.rpartition(".")[2] in KEEPING_LAST
        if keeps or is_helper(self.view, call.callee, "record_usage"):
            return [g for a in call.arguments for g in self._of(a.value, depth)]
        callee = s.bare(call.callee)
        if isinstance(callee, s.Attribute) and (found := self._method(callee, call, depth)):
            return found
        return self._elsewhere(call, name, depth)

    def _method(self, callee: s.Attribute, call: s.Call, depth: int) -> list[Given]:
        base = self._of(callee.value, depth)
        if not base and callee.name in {"send", "decode"} and call.arguments:
            return list(self._of(call.arguments[0].value, depth))  # send(new ConverseCommand(...))
        if not base and callee.name in {"join", "format"}:
            inner = [g for a in call.arguments for g in self._of(a.value, depth)]
            return [g for g in inner if g.is_text] + stepped(tuple(inner), "*")
        if callee.name in VALIDATING and call.arguments and not base:
            inner = [parsed(g) for g in self._of(call.arguments[0].value, depth) if g.is_text]
            return [replace(g, schema=True) for g in inner]
        if callee.name == "find" and _takes_function(call):
            return stepped(base, "*")  # of an array; of a text it is a number
        if callee.name in ASKING:
            return []
        if callee.name in {"get", "pop", "getattr"}:
            key = call.positional(0)
            part = key.value if isinstance(key, s.Literal) else "*"
            return stepped(base, str(part))
        if callee.name in SAME or all(g.kind in {"text", "arguments"} for g in base):
            return list(base)
        return stepped(base, f"{callee.name}()")

    def _returned(self, function: s.Function, depth: int) -> tuple[Given, ...]:
        found: list[Given] = []
        for node in s.walk_scope(*function.body):
            value: s.Node | None = None
            if isinstance(node, s.Return):
                value = node.value
            elif isinstance(node, s.Opaque) and node.kind == "yield" and node.children:
                found += [below(g, "*") for g in self._of(node.children[0], depth + 3)]
            if value is not None:
                found += self._of(value, depth + 3)
        return tuple(dict.fromkeys(found))[:_MOST]

    def _through(
        self, returned: tuple[Given, ...], function: s.Function, call: s.Call, depth: int
    ) -> list[Given]:
        """What a function gives back for the arguments of this call."""
        found: list[Given] = []
        for given in returned:
            if given.kind != "param" or given.param is None:
                found.append(given)
                continue
            argument = self.argument(function, given.param, call)
            if argument is not None:
                found += [g for p in self._of(argument, depth + 2) for g in applied(p, given)]
        return found

    def _elsewhere(self, call: s.Call, name: str, depth: int) -> list[Given]:
        """A function of another module of the project: looked at, else judged by its name."""
        for thing in trace(self.names, call.callee):
            if not isinstance(thing, Qualified) or thing.is_global:
                continue
            if self.hops < 1 and modules.is_local(self.view, thing.name):
                seen = self._imported(thing.name, call, depth)
                if seen is not None:
                    return seen
        return [Given("reply", call)] if reads_as_model(name) else []

    def _imported(self, name: str, call: s.Call, depth: int) -> list[Given] | None:
        """What a function one import away gives back; None where it is not found."""
        if not modules.uses_sdk(self.view, name) and not reads_as_model(name):
            return None
        from prodgate.body import neighbours

        other = neighbours.of(self.view, name)
        if other is None:
            return None
        view, wanted = other
        for function in view.names.functions:
            if function.name == wanted or _declared(view, function) == wanted:
                there = ModelText(view, self.hops + 1)
                returned = there.returned(function)
                found = self._through(returned, function, call, depth)
                return [replace(g, call=None) for g in found]
        return None


def _declared(view: View, function: s.Function) -> str:
    parent = view.names.parent(function)
    if isinstance(parent, s.Assign) and isinstance(parent.targets[0], s.Name):
        return parent.targets[0].id
    return ""


def _takes_function(call: s.Call) -> bool:
    return bool(call.arguments) and isinstance(s.bare(call.arguments[0].value), s.Function)


def _is_container(node: s.Node | None) -> bool:
    if node is None:
        return False
    node = s.bare(node)
    return isinstance(node, s.Items) or (
        isinstance(node, s.Call) and s.dotted(node.callee) in {"list", "set", "Array", "deque"}
    )
