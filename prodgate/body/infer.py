"""The shape of a request body, from how a handler uses it.

Each use is a vote: ``.map`` makes a list, ``.trim()`` a string, ``if (!x)`` something that may be
left out. Declared types count for more than uses, uses for more than names. Uses are followed
through variables, destructuring, loops, callbacks, and into functions of this file or of a module
of the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.body import neighbours
from prodgate.body.declared import declare
from prodgate.body.shape import HINT, LIKELY, SURE, Kind, Shape, kind_of_name
from prodgate.guard import is_helper
from prodgate.guard.parts.logger import JAVASCRIPT as LOGGER
from prodgate.meaning.trace import Local, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_DEPTH = 25
_HOPS = 3  # functions

_LIST_METHODS = {
    "map", "forEach", "filter", "some", "every", "find", "findIndex", "findLast", "reduce",
    "flatMap", "push", "unshift", "pop", "shift", "splice", "sort", "reverse", "join", "entries",
    "append", "extend", "insert", "remove",
}  # fmt: skip
_CALLBACKS = {
    "map",
    "forEach",
    "filter",
    "some",
    "every",
    "find",
    "findIndex",
    "findLast",
    "flatMap",
}
_STRING_METHODS = {
    "trim", "toLowerCase", "toUpperCase", "split", "replace", "replaceAll", "startsWith",
    "endsWith",
    "padStart", "padEnd", "charAt", "charCodeAt", "substring", "substr", "match", "matchAll",
    "normalize", "localeCompare", "repeat", "trimStart", "trimEnd", "search",
    "strip", "lstrip", "rstrip", "lower", "upper", "startswith", "endswith", "encode", "format",
    "title", "capitalize", "isdigit", "splitlines", "casefold", "removeprefix", "removesuffix",
    "partition", "rpartition", "isalnum", "zfill",
}  # fmt: skip
_EITHER = {
    "length",
    "slice",
    "includes",
    "indexOf",
    "concat",
    "at",
    "lastIndexOf",
    "count",
    "index",
}
_NUMBER_METHODS = {"toFixed", "toPrecision"}
_LOGGING = lazy(
    r"^(print|console\.\w+|(\w+\.)*log(ger|ging)?\.\w+|repr|str|String|pprint|type|id|hash)$"
)
_LISTING = {"list", "sorted", "enumerate", "zip", "set", "tuple", "sum", "max", "min", "reversed",
            "Array.isArray", "Array.from"}  # fmt: skip
_TEXTUAL = {"parseInt", "parseFloat", "encodeURIComponent", "decodeURIComponent", "Date", "URL",
            "json.loads", "JSON.parse", "re.sub", "re.match", "re.search", "quote"}  # fmt: skip
_RECORDING = {"Object.keys", "Object.entries", "Object.values"}
# Functions of the guard module that give back what they are given, cleaned or with less in it.
_HANDED_ON = ("untrusted", "sanitize", "redact", "client_messages")
_HARMLESS = {"toString", "valueOf", "then", "catch", "isoformat", "hasOwnProperty"}
_DICT_ALL = {"items", "keys", "values", "copy", "update"}


class Uses:
    """Follows the uses of values in one file."""

    def __init__(self, view: View, hops: int = 0, foreign: bool = False) -> None:
        self.view = view
        self.foreign = foreign  # another file than the one that the schema will stand in
        self.names = view.names
        self.python = view.language == "python"
        self.hops = hops
        self.seen: set[int] = set()

    def follow(self, node: s.Node, shape: Shape, depth: int = 0) -> None:
        """Read the use of a value that stands at ``node``."""
        parent = self.names.parent(node)
        if parent is None or depth > _DEPTH or id(node) in self.seen:
            return
        self.seen.add(id(node))
        if isinstance(parent, s.Cast):
            self._cast(parent, node, shape)
            self.follow(parent, shape, depth + 1)
        elif isinstance(parent, s.Await):
            self.follow(parent, shape, depth + 1)
        elif isinstance(parent, s.Attribute):
            self._attribute(parent, shape, depth)
        elif isinstance(parent, s.Index):
            self._index(parent, node, shape, depth)
        elif isinstance(parent, s.Binary):
            self._binary(parent, node, shape)
        elif isinstance(parent, s.Either):
            self._either(parent, node, shape, depth)
        elif isinstance(parent, s.Assign | s.Assigned):
            self._assign(parent, node, shape, depth)
        elif isinstance(parent, s.Argument):
            self._argument(parent, shape, depth)
        else:
            self._other(parent, node, shape, depth)

    def name(self, name: str, binding: s.Node, scope: s.Node, shape: Shape) -> None:
        """Read the uses of a variable that ``binding`` binds, inside ``scope``."""
        for node in s.walk(scope):
            if isinstance(node, s.Name) and node.id == name and not self._is_target(node):
                found = self.names.lookup(node)
                if any(b.node is binding for b in found):
                    self.follow(node, shape)

    def pattern(self, target: s.Pattern, binding: s.Node, scope: s.Node, shape: Shape) -> None:
        """Read the uses of what a destructuring takes out of the value."""
        for bound in target.names:
            inner = shape
            for part in bound.path:
                inner = inner.items() if part.isdigit() else inner.has(part)
            if bound.rest:
                inner.opened = True
            if bound.default is not None:
                self._default(bound.default, inner)
                inner.nullable = False  # a default stands in for undefined only
                inner.settled = True
            self.name(bound.name, binding, scope, inner)

    def _is_target(self, node: s.Name) -> bool:
        parent = self.names.parent(node)
        if isinstance(parent, s.Assign):
            return any(node is target for target in parent.targets)
        return isinstance(parent, s.Param | s.Loop | s.WithItem | s.Assigned) and (
            parent.target is node
        )

    # -- operators

    def _cast(self, cast: s.Cast, value: s.Node, shape: Shape) -> None:
        code = self.view.text[value.end : cast.end].lstrip(")! \t\r\n")
        match = re.match(r"(?:as|satisfies)\s+(?!const\b)(.+)", code, re.DOTALL)
        if match and declare(self.view, match[1], shape, self.foreign):
            shape.declared = True

    def _binary(self, parent: s.Binary, node: s.Node, shape: Shape) -> None:
        other = parent.right if node is parent.left else parent.left
        operator = parent.operator
        literal = _literal_kind(other)
        if operator == "+":
            self._sum(parent, shape)
        elif operator in {"in", "not in"}:
            self._membership(parent, node, shape)
        elif operator in {"==", "!=", "is", "is not", "===", "!=="}:
            if isinstance(other, s.Literal) and other.value is None:
                shape.optional = shape.nullable = True
            elif literal is not None:
                shape.vote(literal, LIKELY)
        elif operator == "%" and _literal_kind(parent.left) == "string":
            pass  # "..." % value
        elif operator in {"-", "*", "/", "%", "**", "<", ">", "<=", ">=", "//"}:
            shape.vote("number", LIKELY)

    def _sum(self, parent: s.Binary, shape: Shape) -> None:
        """What stands beside it says what it is: ``[system] + history + [question]``."""
        top = parent
        while isinstance(above := self.names.parent(top), s.Binary) and above.operator == "+":
            top = above
        parts = list(_summands(top))
        if self.view.language == "python" and any(isinstance(p, s.Items) for p in parts):
            shape.items()
        else:
            is_text = any(
                isinstance(n, s.Text) or (isinstance(n, s.Literal) and isinstance(n.value, str))
                for n in s.walk(top)
            )
            shape.vote("string" if is_text else "number", LIKELY)

    def _membership(self, parent: s.Binary, node: s.Node, shape: Shape) -> None:
        if node is parent.left:
            shape.vote("string", LIKELY)
            return
        key = parent.left.value if isinstance(parent.left, s.Literal) else None
        if isinstance(key, str) and (shape.fields or not shape.name):
            inner = shape.has(key)
            inner.optional = inner.asked = True

    def _either(self, parent: s.Either, node: s.Node, shape: Shape, depth: int) -> None:
        if node is parent.test:
            _presence(shape)
            return
        if parent.operator in {"or", "??"} and node is parent.options[0]:
            before, shape.settled = shape.settled, True
            self._default(parent.options[-1], shape)
            self.follow(parent, shape, depth + 1)
            shape.settled = before
            return
        if parent.operator == "and" and node is parent.options[0]:
            _presence(shape)
            return
        self.follow(parent, shape, depth + 1)

    def _default(self, default: s.Node, shape: Shape) -> None:
        if shape.name and not shape.declared:
            shape.optional = shape.nullable = True
        kind = _literal_kind(default)
        if kind is not None:
            shape.vote(kind, LIKELY)

    # -- parts

    def _attribute(self, parent: s.Attribute, shape: Shape, depth: int) -> None:
        name = parent.name
        call = self.names.parent(parent)
        called = call if isinstance(call, s.Call) and call.callee is parent else None
        if called is None and (self.python or name != "length"):
            if self.python:  # a dict has no attributes: an object that nobody can dump
                shape.unusual = f".{name}"
                return
            self.follow(parent, shape.has(name), depth + 1)
            return
        if name == "get" and called is not None:
            self._get(called, shape, depth)
        elif name in _STRING_METHODS and not (name == "replace" and shape.fields):
            shape.vote("string")
            if called is not None and name != "split":
                self._chained(called, shape, depth)
        elif name in _LIST_METHODS:
            self._list_method(name, called, shape, depth)
        elif name in _EITHER:
            self._either_method(name, called, shape, depth)
        elif name in _NUMBER_METHODS:
            shape.vote("number")
        elif name in _DICT_ALL | {"setdefault"}:
            shape.vote("object", HINT)
            shape.opened = True
        elif name not in _HARMLESS:
            shape.unusual = f".{name}()"

    def _chained(self, call: s.Call, shape: Shape, depth: int) -> None:
        """``body.prompt.trim()`` goes on as text; what it is compared with says nothing new."""
        if shape.kind == "string":
            parent = self.names.parent(call)
            if isinstance(parent, s.Unary):
                _presence(shape)

    def _get(self, call: s.Call, shape: Shape, depth: int) -> None:
        """``data.get("key", default)``"""
        key = call.positional(0)
        if not isinstance(key, s.Literal) or not isinstance(key.value, str):
            shape.unusual = ".get() of a computed name"
            return
        if any(a.name is not None for a in call.arguments):
            shape.unusual = ".get(..., type=)"
            return
        inner = shape.has(key.value)
        inner.optional = inner.asked = True
        default = call.positional(1)
        if default is None:
            inner.nullable = True
        elif (kind := _literal_kind(default)) is not None:
            inner.vote(kind, LIKELY)
        self.follow(call, inner, depth + 1)

    def _list_method(self, name: str, call: s.Call | None, shape: Shape, depth: int) -> None:
        if name == "remove" and shape.fields:
            return
        item = shape.items(SURE if name not in {"pop", "entries", "insert"} else LIKELY)
        if name == "join" and not self.python:
            item.vote("string", LIKELY)
        if call is None:
            return
        callback = call.positional(0)
        if name in _CALLBACKS and isinstance(callback, s.Function) and callback.params:
            param = callback.params[0]
            self._bound(param.target, param, callback, item, param)
        elif name in _CALLBACKS | {"reduce"}:
            item.opened = True
        if name in {"filter", "sort", "reverse"}:
            self.follow(call, shape, depth + 1)

    def _either_method(self, name: str, call: s.Call | None, shape: Shape, depth: int) -> None:
        shape.vote("string", HINT)
        shape.vote("list", HINT)
        if (hint := kind_of_name(shape.name)) in {"string", "list"}:
            shape.vote(hint, HINT)
        if name in {"slice", "concat"} and call is not None:
            self.follow(call, shape, depth + 1)
        elif name == "at" and call is not None:
            self.follow(call, shape.items(HINT), depth + 1)

    def _index(self, parent: s.Index, node: s.Node, shape: Shape, depth: int) -> None:
        if node is parent.key:
            shape.vote("string", HINT)
            return
        key = s.bare(parent.key)
        if isinstance(key, s.Literal) and isinstance(key.value, str):
            inner = shape.has(key.value)
            inner.indexed |= self.python
            self.follow(parent, inner, depth + 1)
        elif isinstance(key, s.Opaque):  # a slice: text and lists have them
            shape.vote("string", HINT)
            if kind_of_name(shape.name) == "list":
                shape.vote("list", HINT + HINT)
            self.follow(parent, shape, depth + 1)
        elif _literal_kind(key) == "integer" or isinstance(key, s.Unary | s.Binary):
            self.follow(parent, shape.items(LIKELY), depth + 1)
        else:
            shape.opened = True

    # -- names and calls

    def _assign(self, parent: s.Node, node: s.Node, shape: Shape, depth: int) -> None:
        targets: tuple[s.Node, ...] = ()
        if isinstance(parent, s.Assign):
            targets = parent.targets
            if parent.annotation is not None:
                code = annotation_code(self.view, parent.annotation)
                if declare(self.view, code, shape, self.foreign):
                    shape.declared = True
        elif isinstance(parent, s.Assigned):
            targets = (parent.target,)
            self.follow(parent, shape, depth + 1)
        for target in targets:
            if target is node:
                return
            self._bound(target, parent, self._scope(parent), shape)

    def _scope(self, node: s.Node) -> s.Node:
        return self.names.function(node) or self.names.module

    def _bound(
        self, target: s.Node, binding: s.Node, scope: s.Node, shape: Shape,
        param: s.Param | None = None,
    ) -> None:  # fmt: skip
        if param is not None and param.annotation is not None:
            code = annotation_code(self.view, param.annotation)
            declare(self.view, code, shape, self.foreign)
            shape.declared |= bool(shape.fields)
        if isinstance(target, s.Name):
            self.name(target.id, binding, scope, shape)
        elif isinstance(target, s.Pattern):
            self.pattern(target, binding, scope, shape)
        else:
            shape.opened = True

    def _argument(self, parent: s.Argument, shape: Shape, depth: int) -> None:
        call = self.names.parent(parent)
        if not isinstance(call, s.Call):
            return
        if parent.name is not None and parent.name != "**":
            self._entry_name(parent.name, shape)
        callee = s.dotted(call.callee) or ""
        last = callee.rpartition(".")[2]
        if isinstance(call.callee, s.Attribute):
            last = call.callee.name
        if _LOGGING.match(callee) or self._logs(callee):
            return
        if any(is_helper(self.view, call.callee, part) for part in _HANDED_ON):
            self.follow(call, shape, depth + 1)  # what it was before somebody put this around it
            return
        if callee in {"Number", "int", "float"}:
            shape.vote("integer" if callee == "int" else "number")
            shape.coerced |= callee == "Number"
        elif callee in {"len", "bool", "Boolean"}:
            if callee == "len":
                self._either_method("length", None, shape, depth)
            else:
                _presence(shape)
        elif callee in {"JSON.stringify", "json.dumps"}:
            shape.opened = True
        elif callee in _LISTING:
            shape.items(LIKELY)
        elif callee in _RECORDING or callee == "dict":
            shape.opened = True
        elif callee in _TEXTUAL:
            shape.vote("string")
        elif last == "join" and self.python:
            shape.items().vote("string")
        elif last == "isinstance":
            self._isinstance(call, shape)
        elif last in {"append", "push", "includes", "add", "test", "has"}:
            shape.opened = True
        else:
            self._into(call, parent, shape)

    def _logs(self, callee: str) -> bool:
        """Whether a callee is the logger of the guard module, or the team's own."""
        own = self.view.policy.function("logger", self.view.language)
        name = own.name if own is not None else "" if self.python else LOGGER
        return bool(name) and callee.rpartition(".")[2] == name

    def _isinstance(self, call: s.Call, shape: Shape) -> None:
        kind = {"str": "string", "list": "list", "dict": "object", "int": "integer"}.get(
            s.dotted(call.positional(1) or call) or ""
        )
        if kind is not None:
            shape.vote(kind)  # type: ignore[arg-type]

    def _into(self, call: s.Call, argument: s.Argument, shape: Shape) -> None:
        """Into the function that is called, where the project has it."""
        for view, function in self._functions(call):
            param = _param(function, call, argument)
            if param is not None and self.hops < _HOPS:
                if not self.python and not shape.settled and not self._is_asked(call, argument):
                    shape.taken_as = shape.taken_as or _promised(view, param)
                before = shape.settled
                uses = self if view is self.view else Uses(view, self.hops + 1, True)
                self.hops += 1
                uses._bound(param.target, param, function, shape, param)
                self.hops -= 1
                shape.settled = before
                return
        shape.opened = True

    def _is_asked(self, call: s.Call, argument: s.Argument) -> bool:
        """``if (id) find(id)``: what is handed on is there."""
        code = self.view.code(argument.value)
        tests = (
            above.test
            for above in self.names.above(call)
            if isinstance(above, s.If | s.Either) and above.test is not None
        )
        return any(code == self.view.code(test) for test in tests)

    def _ends(self, negation: s.Unary) -> bool:
        """``if (!id || !name) return``: below, it is there."""
        for above in self.names.above(negation):
            if isinstance(above, s.If):
                inside = negation.start < above.test.end
                return inside and any(isinstance(n, s.Return | s.Throw) for n in above.body)
            if not isinstance(above, s.Either) or above.operator != "or":
                return False
        return False

    def _functions(self, call: s.Call) -> Iterator[tuple[View, s.Function]]:
        for thing in trace(self.names, call.callee):
            if isinstance(thing, Local) and isinstance(thing.node, s.Function) and not thing.path:
                yield self.view, thing.node
                continue
            if not isinstance(thing, Qualified) or thing.is_global:
                continue
            if (found := neighbours.of(self.view, thing.name)) is not None:
                view, name = found
                yield from ((view, f) for f in view.names.functions if _goes_by(view, f, name))

    # -- what else stands around it

    def _other(self, parent: s.Node, node: s.Node, shape: Shape, depth: int) -> None:
        if isinstance(parent, s.Text):
            shape.vote("string", HINT)
            if kind_of_name(shape.name) in {"list", "integer", "number", "boolean"}:
                shape.vote(kind_of_name(shape.name) or "any", HINT + HINT)
        elif isinstance(parent, s.Unary):
            if parent.operator == "not":
                _presence(shape)
                shape.settled |= self._ends(parent)
            elif parent.operator in {"-", "+", "~"}:
                shape.vote("number", LIKELY)
        elif isinstance(parent, s.If | s.Loop) and node is parent.test:
            _presence(shape)
        elif isinstance(parent, s.Loop) and node is parent.subject:
            item = shape.items()
            if parent.target is not None:
                self._bound(parent.target, parent, parent, item)
        elif isinstance(parent, s.Entry):
            self._entry(parent, node, shape)
        elif isinstance(parent, s.Spread):
            self._spread(parent, shape)
        elif isinstance(parent, s.Switch):
            shape.vote("string", LIKELY)
        elif isinstance(parent, s.Opaque):
            self._opaque(parent, node, shape)
        elif not isinstance(parent, s.Expression):
            shape.opened = True

    def _entry(self, parent: s.Entry, node: s.Node, shape: Shape) -> None:
        shape.opened = True
        if parent.key is None:
            shape.vote("object", LIKELY)
        elif node is parent.value and parent.name is not None:
            self._entry_name(parent.name, shape)

    def _entry_name(self, name: str, shape: Shape) -> None:
        """``content: x``: what an option of that name takes."""
        if (kind := kind_of_name(name)) is not None:
            shape.vote(kind, HINT + HINT)

    def _spread(self, parent: s.Spread, shape: Shape) -> None:
        shape.items(LIKELY).opened = True
        shape.opened = True

    def _opaque(self, parent: s.Opaque, node: s.Node, shape: Shape) -> None:
        if parent.kind == "keys":
            shape.vote("record", LIKELY)
            shape.opened = True
            return
        before = self.view.text[: node.start].rstrip()
        loop = re.search(r"\bfor\s+(\w+)\s+in\Z", before[-80:])
        if parent.kind == "comprehension" and loop:
            item = shape.items()
            for inner in s.walk(parent):
                if isinstance(inner, s.Name) and inner.id == loop[1]:
                    self.follow(inner, item)
        elif parent.kind == "comprehension" and before.endswith(" in"):
            shape.items().opened = True
        elif parent.kind == "comprehension" and before.endswith(" if"):
            _presence(shape)
        else:
            shape.opened = True


def annotation_code(view: View, annotation: s.Node) -> str:
    """A type as it is written."""
    return view.code(annotation).removeprefix(":").strip()


def _presence(shape: Shape) -> None:
    """Somebody asks whether it is there: it may not be."""
    if shape.name and not shape.declared:
        shape.optional = shape.nullable = True


def _literal_kind(node: s.Node) -> Kind | None:
    node = s.bare(node)
    if isinstance(node, s.Text):
        return "string"
    if isinstance(node, s.Items):
        return "list"
    if not isinstance(node, s.Literal):
        return None
    value = node.value
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    return "string" if isinstance(value, str) else None


def _param(function: s.Function, call: s.Call, argument: s.Argument) -> s.Param | None:
    """The parameter that an argument of a call goes to."""
    plain = [p for p in function.params if p.kind == "plain"]
    if argument.name == "**":
        return None
    if argument.name is not None:
        named = (p for p in plain if isinstance(p.target, s.Name) and p.target.id == argument.name)
        return next(named, None)
    at = 0
    for each in call.arguments:
        if isinstance(each.value, s.Spread):
            return None
        if each is argument:
            return plain[at] if at < len(plain) else None
        at += each.name is None
    return None


_SCALAR = lazy(r"(string|number|boolean)((?:\s*\|\s*(?:undefined|null))*)\Z")


def _promised(view: View, param: s.Param) -> str:
    """The plain type of a parameter that does not take both ``null`` and ``undefined``."""
    code = annotation_code(view, param.annotation) if param.annotation is not None else ""
    match = _SCALAR.match(code)
    if match is None:
        return ""
    between = view.text[param.target.end : param.annotation.start if param.annotation else 0]
    undefined = "undefined" in match[2] or "?" in between
    return "" if undefined and "null" in match[2] else match[1]


def _goes_by(view: View, function: s.Function, name: str) -> bool:
    from prodgate.meaning.web import declared_name

    if view.names.function(function) is not None:
        return False
    if name == "default":
        return function.exported and view.code(function).startswith("export default")
    return declared_name(view.names, function) == name


def _summands(node: s.Node) -> Iterator[s.Node]:
    """The parts of a sum, from left to right."""
    node = s.bare(node)
    if isinstance(node, s.Binary) and node.operator == "+":
        yield from _summands(node.left)
        yield from _summands(node.right)
    else:
        yield node
