"""Which calls of a file call which functions of it, and with what."""

from __future__ import annotations

import re
from functools import cached_property

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.names import Binding, Names


class LocalCalls:
    """The calls and functions of one file, by name; told by name where the object is not known."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def passed(self, owner: s.Function, param: s.Param) -> list[s.Node]:
        """What the first calls of a function give to one of its parameters."""
        name = web.declared_name(self.names, owner)
        index = owner.params.index(param)
        target = param.target
        if not name or not isinstance(target, s.Name):
            return []
        found: list[s.Node] = []
        for call in self._calls_of.get(name, [])[:3]:
            is_method = owner.params[0] is not param and s.dotted(owner.params[0].target) == "self"
            given = call.keyword(target.id) or call.positional(index - is_method)
            found += [given] if given is not None else []
        return found

    @cached_property
    def _calls_of(self) -> dict[str, list[s.Call]]:
        """The calls of the functions and methods of this file, by name."""
        found: dict[str, list[s.Call]] = {}
        for call in self.names.calls:
            name = s.dotted(call.callee) or ""
            head, _, last = name.rpartition(".")
            if head in {"", "self", "this"} or self._method(last):
                found.setdefault(last, []).append(call)
        return found

    def _method(self, name: str) -> s.Function | None:
        """The only function of this file with a name that says more than ``run``."""
        found = self._named.get(name, []) if re.search(r"[a-z](?:_|[A-Z])[A-Za-z]", name) else []
        return found[0] if len(found) == 1 else None

    @cached_property
    def _named(self) -> dict[str, list[s.Function]]:
        found: dict[str, list[s.Function]] = {}
        for function in self.names.functions:
            if function.name:
                found.setdefault(function.name, []).append(function)
        return found

    def function(self, call: s.Call) -> s.Function | None:
        """The function of this file that is called."""
        callee = s.bare(call.callee)
        bindings: list[Binding] = []
        if isinstance(callee, s.Name):
            bindings = self.names.lookup(callee)
        elif isinstance(callee, s.Attribute):
            bindings = self.names.member(callee)
            if not bindings and (method := self._method(callee.name)):
                return method
        for binding in bindings:
            value = s.bare(binding.value) if binding.value is not None else binding.node
            if isinstance(value, s.Function):
                return value
        return None


def returned(function: s.Function) -> list[s.Node]:
    """What a function gives back."""
    nodes = s.walk_scope(*function.body)
    return [n.value for n in nodes if isinstance(n, s.Return) and n.value is not None]


def arguments(function: s.Function, call: s.Call) -> dict[int, s.Node]:
    """What a call gives to the parameters of a function, by the parameter's ``id``."""
    given: dict[int, s.Node] = {}
    params = list(function.params)
    if params and s.dotted(params[0].target) in {"self", "cls"}:
        params = params[1:]
    for index, param in enumerate(params):
        name = param.target.id if isinstance(param.target, s.Name) else ""
        value = call.keyword(name) or call.positional(index)
        if value is not None and param.kind == "plain":
            given[id(param)] = value
    return given
