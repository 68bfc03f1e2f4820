"""Where data of a caller goes inside one function: a small taint walk over the syntax tree.

Starts at a read, follows names in source order through assignments, calls and containers, and
tells what was checked on the way and which calls the data reaches.
"""

from __future__ import annotations

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.names import Names
from prodgate.meaning.statements import bodies, expressions
from prodgate.meaning.validators import (
    GUARD_CALLS,
    RETURNING,
    THROWING,
    asserts,
    converts,
    gives_verdict,
    is_cut,
    is_table,
    is_validator,
    looks_up,
)
from prodgate.regex import lazy

_TYPE_TESTS = {"isinstance", "Array.isArray", "Number.isInteger", "Number.isFinite", "type"}
_COUNTING = {"len", "bool", "Boolean", "isinstance", "type", "typeof"}
_LOGGING = lazy(r"^(print|console\.\w+|log(ger|ging)?\.\w+|.*\.(info|debug|warning|error))$")


class Reach(Struct, frozen=True):
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
        self.verdicts: dict[str, set[str]] = {}  # valid = ajv.validate(...) -> until it is asked
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
        for part in expressions(node):
            self._reach(part)
        call = s.bare(node.value) if isinstance(node, s.Expression) else None
        if isinstance(call, s.Call) and asserts(call):
            self._check(self._given_to(call))
        if isinstance(node, s.Assign) and node.value is not None:
            for target in node.targets:
                self._assign(target, node.value, augmented=node.kind == "augmented")
        elif isinstance(node, s.Loop) and node.target is not None and node.subject is not None:
            self._assign(node.target, node.subject)
        elif isinstance(node, s.With):
            for item in node.items:
                if item.target is not None:
                    self._assign(item.target, item.value)
        for suite in bodies(node):
            for inner in suite:
                self._statement(inner)

    def _if(self, node: s.If) -> None:
        self._reach(node.test)
        names = self._guarded(node.test)
        if names and _leaves(node.body):
            self._check(names)  # if (typeof x !== "string") return 400
        approved = self._approved(node.test)
        self.tainted -= approved
        for inner in node.body:
            self._statement(inner)
        self.tainted |= approved
        for inner in node.orelse:
            self._statement(inner)

    def _approved(self, test: s.Node) -> set[str]:
        """What a condition found right, for its branch: ``if (result.success) {...}``."""
        test = s.bare(test)
        if isinstance(test, s.Either) and test.operator == "and":
            return set().union(*(self._approved(option) for option in test.options))
        if isinstance(test, s.Attribute) and test.name in {"success", "ok"}:
            return self._result_of(test.value) & self.tainted
        if isinstance(test, s.Name):
            return self._verdict(test) & self.tainted
        if isinstance(test, s.Call) and (gives_verdict(test) or _asks(test)):
            given = [s.bare(a.value) for a in test.arguments]
            return {n.id for n in given if isinstance(n, s.Name)} & self.tainted
        return set()

    def _given_to(self, call: s.Call) -> set[str]:
        """The caller's names among the arguments of a call, and its receiver."""
        receiver = [call.callee.value] if isinstance(call.callee, s.Attribute) else []
        return {n for a in (*call.arguments, *receiver) for n in self._names_in(a)}

    def _verdict(self, node: s.Name) -> set[str]:
        return self.verdicts.get(node.id, set())

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
        if isinstance(node, s.Name):
            return self._verdict(node)
        if isinstance(node, s.Attribute) and node.name in {"success", "error", "ok", "issues"}:
            return self._result_of(node.value)
        if isinstance(node, s.Call):
            name = s.dotted(node.callee) or ""
            last = name.rpartition(".")[2]
            if not name and isinstance(node.callee, s.Attribute):
                last = node.callee.name  # ["en", "de"].includes(x)
            if last in THROWING or last in RETURNING:
                return self._given_to(node)
            if (
                name in _TYPE_TESTS
                or GUARD_CALLS.match(last)
                or last in {"includes", "has", "test"}
            ):
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
        call = s.bare(value)
        if isinstance(call, s.Call) and gives_verdict(call) and isinstance(target, s.Name):
            self.verdicts[target.id] = self._given_to(call)
        if self._is_source(target):  # what a schema made of a request: asked from there on
            return
        if self._is_checked(value):
            self.any_check = True
            self.tainted -= bound
            self.checked |= bound
            return
        inner = s.bare(value)
        if isinstance(inner, s.Call) and _method(inner) in RETURNING:
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
                # ``req.paid = {tool}`` is a note on the request: its body is none the more read.
                if base is not None and base != _base(self.source):
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
        if type(node) is s.Name:
            return node.id in self.tainted
        if type(node) is s.Function:
            return False
        if type(node) is s.Unary or (
            type(node) is s.Binary
            and node.operator in {"==", "!=", "<", ">", "<=", ">=", "in", "is"}
        ):
            return False
        if type(node) is s.Attribute and node.name in {"length", "size"}:
            return False
        if is_cut(node):
            return False
        if type(node) is s.Index and is_table(self.names, s.bare(node.value)):
            return self._carries(node.value)  # PROMPTS[kind]: chosen here, written by the team
        if type(node) is s.Call:
            if self._is_checked(node) or (s.dotted(node.callee) or "") in _COUNTING:
                return False
            if converts(self.names, node):
                return False
            callee = node.callee
            if isinstance(callee, s.Attribute) and self._carries(callee.value):
                return True
            return not looks_up(self.names, node) and any(
                self._carries(a.value) for a in node.arguments
            )
        if type(node) is s.Either:
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
            if type(inner) is s.Function:
                continue
            if type(inner) is s.Assigned:
                self._assign(inner.target, inner.value)
            if type(inner) is not s.Call:
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
            if type(inner) is s.Function:
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
            asked = call.arguments if isinstance(call, s.Call) and _asks(call) else ()
            if any(s.dotted(argument.value) == code for argument in asked):
                return True
    return False


def _asks(call: s.Call) -> bool:
    last = _method(call)
    return bool(GUARD_CALLS.match(last)) or last in RETURNING


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
