"""Where data of a caller goes inside one function: a small taint walk over the syntax tree.

Starts at a read, follows names in source order through assignments, calls and containers, and
tells what was checked on the way and which calls the data reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from prodgate import syntax as s
from prodgate.meaning.names import Names

# Methods whose result is checked data, given that the receiver is no plain decoder.
_THROWING = {
    "parse", "parseAsync", "parse_obj", "parse_raw", "model_validate", "model_validate_json",
    "validate_python", "validate_json", "validateSync", "validateAsync", "attempt", "assert",
    "decode", "Parse", "Decode", "Assert", "create", "deserialize", "from_dict", "structure",
    "validate", "validateOrReject", "load", "loads", "validated", "valid", "valid_json",
}  # fmt: skip
_RETURNING = {"safeParse", "safeParseAsync", "safe_parse", "spa", "is_valid", "isValid", "Check"}
_DECODERS = {
    "JSON", "json", "ujson", "orjson", "simplejson", "yaml", "qs", "querystring", "Date", "URL",
    "url", "URLSearchParams", "marked", "csv", "Number", "path", "superjson", "ast", "toml",
    "jwt", "base64", "urllib.parse", "Buffer", "Object", "TextDecoder", "db", "prisma",
}  # fmt: skip
_GUARD_CALLS = re.compile(
    r"^(is[A-Z_]\w*|assert\w+|validat\w*|sanitiz\w*|ensure\w*|check\w*|allowed\w*|verify\w*|"
    r"require[A-Z_]\w*|guard\w*|clamp\w*|coerce\w*|parse[A-Z_]\w*|normali[sz]e\w*)$"
)
_TYPE_TESTS = {"isinstance", "Array.isArray", "Number.isInteger", "Number.isFinite", "type"}
_COUNTING = {"len", "bool", "Boolean", "isinstance", "type", "typeof"}
_LOGGING = re.compile(r"^(print|console\.\w+|log(ger|ging)?\.\w+|.*\.(info|debug|warning|error))$")


@dataclass(frozen=True)
class Reach:
    """A call that gets unchecked data of the caller, and the argument that carries it."""

    call: s.Call
    node: s.Node


class Flow:
    """One walk through a handler, from one read."""

    def __init__(self, names: Names, handler: s.Function, source: s.Node) -> None:
        self.names = names
        self.source = s.bare(source)
        self.handler = handler
        self.tainted: set[str] = set()
        self.checked: set[str] = set()
        self.pending: dict[str, set[str]] = {}  # result of safeParse -> nothing until .success
        self.reached: list[Reach] = []
        self.any_check = False
        if isinstance(source, s.Name):
            self.tainted.add(source.id)
        elif isinstance(source, s.Pattern):
            self.tainted |= {bound.name for bound in source.names}

    def run(self) -> tuple[Reach, ...]:
        """The calls that unchecked data reaches, in source order."""
        for _ in range(2):  # a loop may carry what its end assigns to its start
            before = len(self.tainted)
            for statement in self.handler.body:
                self._statement(statement)
            if len(self.tainted) == before:
                break
        unique: dict[int, Reach] = {id(r.call): r for r in self.reached}
        return tuple(unique.values())

    # -- statements

    def _statement(self, node: s.Node) -> None:
        if isinstance(node, s.Function | s.Class):
            for inner in node.body:
                self._statement(inner)
            return
        if isinstance(node, s.If):
            self._if(node)
            return
        for part in _expressions(node):
            self._reach(part)
        if isinstance(node, s.Assign) and node.value is not None:
            for target in node.targets:
                self._assign(target, node.value, augmented=node.kind == "augmented")
        elif isinstance(node, s.Loop) and node.target is not None and node.subject is not None:
            self._assign(node.target, node.subject)
        elif isinstance(node, s.With):
            for item in node.items:
                if item.target is not None:
                    self._assign(item.target, item.value)
        for suite in _bodies(node):
            for inner in suite:
                self._statement(inner)

    def _if(self, node: s.If) -> None:
        self._reach(node.test)
        names = self._guarded(node.test)
        if names and _leaves(node.body):
            self._check(names)  # if (typeof x !== "string") return 400
        for inner in node.body:
            self._statement(inner)
        for inner in node.orelse:
            self._statement(inner)

    def _check(self, names: set[str]) -> None:
        self.any_check = True
        self.tainted -= names
        self.checked |= names

    def _guarded(self, test: s.Node) -> set[str]:
        """The tainted names whose type, membership or validity a condition asks about."""
        found: set[str] = set()
        for node in s.walk(test):
            found |= self._guard(node)
        return found

    def _guard(self, node: s.Node) -> set[str]:
        if isinstance(node, s.Unary) and node.operator == "typeof":
            return self._names_in(node.value)
        if isinstance(node, s.Binary):
            if node.operator in {"in", "not in", "instanceof"}:
                return self._names_in(node.left)
            if node.operator in {"<", ">", "<=", ">="}:
                return self._names_in(node.left) | self._names_in(node.right)
        if isinstance(node, s.Attribute) and node.name in {"success", "error", "ok", "issues"}:
            return self._result_of(node.value)
        if isinstance(node, s.Call):
            name = s.dotted(node.callee) or ""
            last = name.rpartition(".")[2]
            if (
                name in _TYPE_TESTS
                or _GUARD_CALLS.match(last)
                or last in {"includes", "has", "test"}
            ):
                return {n for a in node.arguments for n in self._names_in(a.value)}
            if last in _THROWING or last in _RETURNING:
                return {n for a in node.arguments for n in self._names_in(a.value)}
        return set()

    def _result_of(self, node: s.Node) -> set[str]:
        node = s.bare(node)
        if isinstance(node, s.Name) and node.id in self.pending:
            return {node.id, *self.pending[node.id]}
        return set()

    # -- names

    def _assign(self, target: s.Node, value: s.Node, *, augmented: bool = False) -> None:
        bound = _bound(target)
        if self._is_checked(value):
            self.any_check = True
            self.tainted -= bound
            self.checked |= bound
            return
        inner = s.bare(value)
        if isinstance(inner, s.Call) and _method(inner) in _RETURNING:
            carried = {n for a in inner.arguments for n in self._names_in(a.value)}
            if carried or self._carries(inner):
                for name in bound:
                    self.pending[name] = carried
                self.tainted |= bound
                return
        if self._carries(value):
            self.tainted |= bound
            if isinstance(target, s.Attribute | s.Index):
                base = _base(target)
                if base is not None:
                    self.tainted.add(base)
        elif not augmented and self._always(target):
            kept = {self.source.id} if isinstance(self.source, s.Name) else set()
            self.tainted -= bound - kept

    def _always(self, target: s.Node) -> bool:
        """Whether an assignment runs on every path: it stands directly in the handler's body."""
        statement = self.names.statement(target)
        return statement in self.handler.body

    def _names_in(self, node: s.Node) -> set[str]:
        return {
            n.id
            for n in s.walk(node)
            if isinstance(n, s.Name) and n.id in self.tainted | self.checked
        }

    def carries(self, node: s.Node) -> bool:
        """Whether, at the end of the walk, the value of an expression holds unchecked data."""
        return self._carries(node)

    def _carries(self, node: s.Node) -> bool:
        node = s.bare(node)
        if node is self.source or self._is_source(node):
            return True
        if isinstance(node, s.Name):
            return node.id in self.tainted
        if isinstance(node, s.Function):
            return False
        if isinstance(node, s.Unary) or (
            isinstance(node, s.Binary)
            and node.operator in {"==", "!=", "<", ">", "<=", ">=", "in", "is"}
        ):
            return False
        if isinstance(node, s.Attribute) and node.name in {"length", "size"}:
            return False
        if isinstance(node, s.Call):
            if self._is_checked(node) or (s.dotted(node.callee) or "") in _COUNTING:
                return False
            callee = node.callee
            receiver = isinstance(callee, s.Attribute) and self._carries(callee.value)
            return receiver or any(self._carries(a.value) for a in node.arguments)
        if isinstance(node, s.Either):
            return any(self._carries(option) for option in node.options)
        return any(self._carries(child) for child in s.children(node))

    def _is_source(self, node: s.Node) -> bool:
        return node.start == self.source.start and node.end == self.source.end

    def _is_checked(self, node: s.Node) -> bool:
        """The result of a validator that throws, of a model's constructor, of a coercion."""
        node = s.bare(node)
        if isinstance(node, s.Either) and node.operator in {"or", "??"}:
            return self._is_checked(node.options[0])
        if not isinstance(node, s.Call):
            if isinstance(node, s.Attribute):  # Schema.parse(x).messages
                return self._is_checked(node.value)
            return False
        if not any(self._carries(a.value) for a in node.arguments):
            return False
        return is_validator(node)

    # -- sinks

    def _reach(self, node: s.Node) -> None:
        for inner in s.walk(node):
            if isinstance(inner, s.Function):
                continue
            if isinstance(inner, s.Assigned):
                self._assign(inner.target, inner.value)
            if not isinstance(inner, s.Call):
                continue
            self._note_container(inner)
            if is_validator(inner) or _LOGGING.match(s.dotted(inner.callee) or ""):
                continue
            for argument in inner.arguments:
                if self._carries(argument.value):
                    self.reached.append(Reach(inner, argument.value))
                    break
            else:
                callee = inner.callee
                if isinstance(callee, s.Attribute) and self._carries(callee.value):
                    self.reached.append(Reach(inner, callee.value))
        for inner in s.walk(node):  # callbacks: their bodies run here
            if isinstance(inner, s.Function):
                for statement in inner.body:
                    self._statement(statement)

    def _note_container(self, call: s.Call) -> None:
        """``messages.append({"content": prompt})``"""
        callee = call.callee
        if isinstance(callee, s.Attribute) and callee.name in {
            "append", "push", "unshift", "insert", "extend", "add", "update", "set",
        }:  # fmt: skip
            base = _base(callee)
            if base is not None and any(self._carries(a.value) for a in call.arguments):
                self.tainted.add(base)


def is_validator(call: s.Call) -> bool:
    """A call whose result is checked: ``Schema.parse(x)``, ``Model(**x)``, ``int(x)``."""
    name = s.dotted(call.callee) or _of_made(call.callee)
    head, _, last = name.rpartition(".")
    if last in _THROWING:
        owner = head.rpartition(".")[2] or head
        if not head:  # a bare parse(x): valibot's v.parse is qualified, so is zod's
            return last in {"parse", "validate", "structure", "validated"}
        if last in {"load", "loads", "decode", "create", "from_dict", "valid", "assert"}:
            return "schema" in owner.lower() or owner[:1].isupper() or owner in {"v", "t", "S"}
        return head not in _DECODERS and owner not in _DECODERS
    if not head and _GUARD_CALLS.match(last):
        return not last.startswith(("check", "is", "parseJSON", "parse_json", "ensure_"))
    if name in {"int", "float", "Number", "parseInt", "parseFloat", "UUID", "uuid.UUID", "bool"}:
        return True
    starred = any(a.name == "**" for a in call.arguments)
    return starred and last[:1].isupper()  # Model(**data)


def _of_made(callee: s.Node) -> str:
    """``AskSchema.load`` for ``AskSchema().load``."""
    if isinstance(callee, s.Attribute) and isinstance(callee.value, s.Call):
        owner = s.dotted(callee.value.callee)
        return f"{owner}.{callee.name}" if owner else ""
    return ""


def is_guarded(handler: s.Function, node: s.Node) -> bool:
    """Whether the same expression was asked about before, and a wrong answer ends the handler:
    ``if (!isAskRequest(req.body)) return``."""
    code = s.dotted(node)
    if code is None:
        return False
    for test in s.walk_scope(*handler.body):
        if not isinstance(test, s.If) or test.start >= node.start or not _leaves(test.body):
            continue
        for call in s.walk(test.test):
            if isinstance(call, s.Call) and _asks(call):
                if any(s.dotted(argument.value) == code for argument in call.arguments):
                    return True
    return False


def _asks(call: s.Call) -> bool:
    last = _method(call)
    return bool(_GUARD_CALLS.match(last)) or last in _RETURNING


def _method(call: s.Call) -> str:
    return (s.dotted(call.callee) or "").rpartition(".")[2]


def _bound(target: s.Node) -> set[str]:
    target = s.bare(target)
    if isinstance(target, s.Name):
        return {target.id}
    if isinstance(target, s.Pattern):
        return {bound.name for bound in target.names}
    return set()


def _base(node: s.Node) -> str | None:
    while isinstance(node, s.Attribute | s.Index):
        node = node.value
    return node.id if isinstance(node, s.Name) and node.id not in {"self", "this"} else None


def _leaves(body: tuple[s.Node, ...]) -> bool:
    """Whether a branch ends the handler."""
    return any(isinstance(node, s.Return | s.Throw | s.Jump) for node in body) or any(
        isinstance(node, s.Expression) and _ends(node.value) for node in body
    )


def _ends(node: s.Node) -> bool:
    node = s.bare(node)
    if not isinstance(node, s.Call):
        return False
    return (s.dotted(node.callee) or "").rpartition(".")[2] in {
        "abort",
        "error",
        "redirect",
        "notFound",
    }


def _expressions(node: s.Node) -> Iterator[s.Node]:
    """The expressions that a statement itself evaluates."""
    if isinstance(node, (s.Assign, s.Expression | s.Return | s.Throw)):
        if node.value is not None:
            yield node.value
    elif isinstance(node, s.Loop):
        yield from (n for n in (node.subject, node.test) if n is not None)
    elif isinstance(node, s.With):
        yield from (item.value for item in node.items)
    elif isinstance(node, s.Switch):
        yield node.subject
    elif isinstance(node, s.Opaque):
        yield from node.children


def _bodies(node: s.Node) -> Iterator[tuple[s.Node, ...]]:
    if isinstance(node, s.Loop):
        yield node.before
        yield node.body
        yield node.orelse
    elif isinstance(node, s.Try):
        yield node.body
        for handler in node.handlers:
            yield handler.body
        yield node.orelse
        yield node.final
    elif isinstance(node, s.With | s.Block):
        yield node.body
    elif isinstance(node, s.Switch):
        yield from node.cases
