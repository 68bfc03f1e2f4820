"""Lists of messages that a caller sends whole, so that the caller also says who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.meaning import web
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.outside import Outside
from prodgate.meaning.outside_words import called
from prodgate.meaning.request_fields import class_named, field_is_text, field_named
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.names import Names
    from prodgate.view import View


class Chosen(Struct, frozen=True):
    """``node``: messages of the caller with the caller's roles; ``whole``: it is a plain list of
    them, which a filter can stand around; a place in it is not counted from its start, where the
    caller's system prompt stands."""

    node: s.Node
    whole: bool


class Roles(Struct, frozen=True):
    """The caller's messages of one handler, and whether the team has a system prompt itself."""

    found: tuple[Chosen, ...]
    own_prompt: bool


def chosen_roles(view: View, outside: Outside) -> Iterator[tuple[Chosen, ...]]:
    """Such lists, together for each request handler; in source order."""
    search = _Search(view, outside)
    together: dict[int, dict[int, Chosen]] = {}
    for node, may_be_text in _sent(view):
        for found in search.messages(node, 0):
            if may_be_text and found.node is node and not _LISTED.search(view.code(node)):
                continue
            handler = web.handler(view.names, found.node, view.source.path)
            plain = found.whole and not may_be_text
            chosen = Chosen(found.node, plain or (found.whole and found.node is not node))
            together.setdefault(id(handler), {}).setdefault(found.node.start, chosen)
    for group in together.values():
        yield tuple(group[start] for start in sorted(group))


# How a list of messages is called where a text could stand as well.
_LISTED = lazy(r"(?:messages|history|conversation|turns|input)[\"'\])]*$", re.IGNORECASE)


def _sent(view: View) -> Iterator[tuple[s.Node, bool]]:
    """What calls of a known SDK, and requests written by hand, send as messages; and whether it
    may as well be a text, which has no roles."""
    for call in view.found.calls:
        for path in call.fact.prompt if call.sdk.kind == "model" else ():
            last = path.rpartition(".")[2].rpartition("|")[2]
            if last in {"messages", "input"}:
                given = argument(view.names, call.node, path)
                if isinstance(given, Present):
                    yield given.node, last == "input"
    for node in view.names.of(s.Mapping):
        if {"model", "messages"} <= {e.name for e in node.entries}:
            yield next(e.value for e in node.entries if e.name == "messages"), False


_FIRST = {"at", "shift", "find", "pop", "next"}


def is_message(names: Names, node: s.Node) -> bool:
    """``messages[0].content``: what one message of a list says, whoever wrote the list."""
    node = s.bare(node)
    if isinstance(node, s.Name):
        bindings = names.lookup(node)
        value = bindings[0].value if len(bindings) == 1 and not bindings[0].path else None
        return value is not None and not isinstance(value, s.Name) and is_message(names, value)
    key = node.key if isinstance(node, s.Index) else None
    is_content = isinstance(key, s.Literal) and key.value == "content"
    if not (is_content or (isinstance(node, s.Attribute) and node.name == "content")):
        return False
    assert isinstance(node, s.Index | s.Attribute)
    message = s.bare(node.value)
    if isinstance(message, s.Call):
        return called(message).rpartition(".")[2] in _FIRST
    return isinstance(message, s.Index) and isinstance(s.bare(message.key), s.Literal)


_CONVERTERS = {
    "convertToModelMessages", "convertToCoreMessages", "list", "concat", "slice", "reversed",
    "flat", "tuple", "Array.from", "pruneMessages", "appendResponseMessages",
}  # fmt: skip


class _Search:
    def __init__(self, view: View, outside: Outside) -> None:
        self.view = view
        self.names = view.names
        self.outside = outside

    def messages(self, node: s.Node, depth: int) -> Iterator[Chosen]:
        """The caller's messages among those of an expression."""
        node = s.bare(node)
        if depth > 8:
            return
        if isinstance(node, s.Items):
            for element in node.elements:
                if isinstance(element, s.Spread):
                    yield from self.messages(element.value, depth + 1)
                elif not isinstance(s.bare(element), s.Mapping) and self._is_sent(element):
                    yield Chosen(element, whole=False)
        elif isinstance(node, s.Binary) and node.operator == "+":
            yield from self.messages(node.left, depth + 1)
            yield from self.messages(node.right, depth + 1)
        elif isinstance(node, s.Either):
            for option in node.options:
                yield from self.messages(option, depth + 1)
        elif isinstance(node, s.Opaque) and node.kind == "comprehension":
            yield from self._comprehension(node)
        elif isinstance(node, s.Call):
            yield from self._call(node, depth)
        elif isinstance(node, s.Index) and isinstance(node.key, s.Opaque):  # messages[-10:]
            yield from self._cut(node, node.value, depth)
        elif isinstance(node, s.Name):
            yield from self._name(node, depth)
        elif isinstance(node, s.Attribute | s.Index) and self._is_sent(node):
            yield Chosen(node, whole=True)

    def _name(self, node: s.Name, depth: int) -> Iterator[Chosen]:
        followed = False
        for binding in self.names.lookup(node):
            value = s.bare(binding.value) if binding.value is not None else None
            if binding.kind != "value" or binding.path or value is None:
                continue
            if isinstance(value, s.Items | s.Binary | s.Call | s.Opaque | s.Name | s.Either):
                followed = True
                yield from self.messages(value, depth + 1)
        if not followed and self._is_sent(node):
            yield Chosen(node, whole=True)
        yield from self._added(node, depth)

    def _added(self, node: s.Name, depth: int) -> Iterator[Chosen]:
        """``messages.extend(body["messages"])``, ``messages.push(...body.messages)``"""
        function = self.names.function(node)
        for call in self.names.calls:
            callee = call.callee
            if not isinstance(callee, s.Attribute) or s.dotted(callee.value) != node.id:
                continue
            if call.start > node.start or self.names.function(call) is not function:
                continue
            for given in call.arguments:
                if callee.name == "extend" or isinstance(given.value, s.Spread):
                    inner = given.value.value if isinstance(given.value, s.Spread) else given.value
                    yield from self.messages(inner, depth + 1)
                elif callee.name in {"append", "push"} and self._keeps_role(given.value):
                    yield Chosen(given.value, whole=False)

    def _call(self, node: s.Call, depth: int) -> Iterator[Chosen]:
        name = s.dotted(node.callee) or ""
        callee = node.callee
        last = callee.name if isinstance(callee, s.Attribute) else name
        if is_helper(self.view, callee, "client_messages"):
            return
        if last in {"map", "filter"} and isinstance(callee, s.Attribute):
            if not self._limits(node):
                yield from self.messages(callee.value, depth + 1)
            return
        if last not in _CONVERTERS:
            if isinstance(s.bare(callee), s.Attribute) and last in {"get"} and self._is_sent(node):
                yield Chosen(node, whole=True)
            return
        if last == "slice" and isinstance(callee, s.Attribute):
            yield from self._cut(node, callee.value, depth)
            return
        if isinstance(callee, s.Attribute) and name not in _CONVERTERS:
            yield from self.messages(callee.value, depth + 1)
        for given in node.arguments:
            inner = given.value.value if isinstance(given.value, s.Spread) else given.value
            yield from self.messages(inner, depth + 1)

    def _cut(self, node: s.Node, value: s.Node, depth: int) -> Iterator[Chosen]:
        """A part of a list is counted in the list as it came: a filter stands around the part."""
        for found in self.messages(value, depth + 1):
            inside = found.node is s.bare(value)
            yield Chosen(node, found.whole) if inside else found

    def _limits(self, call: s.Call) -> bool:
        """Whether a callback of map or filter says which role a message has."""
        function = s.bare(call.arguments[0].value) if call.arguments else None
        if not isinstance(function, s.Function):
            return True  # made elsewhere: not known
        mapped = isinstance(call.callee, s.Attribute) and call.callee.name == "map"
        if not mapped:
            return bool(re.search(r"\brole\b", self.view.code(function)))
        returned = [n.value for n in s.walk_scope(*function.body) if isinstance(n, s.Return)]
        return not any(value is not None and _passes_role(value) for value in returned)

    def _comprehension(self, node: s.Opaque) -> Iterator[Chosen]:
        code = self.view.code(node)
        if not node.children or re.search(r"\bif\b[^\n]*\brole\b", code):
            return
        element, *rest = node.children
        if not isinstance(s.bare(element), s.Name) and not _passes_role(element):
            return
        if any(self._is_sent(source) for source in rest):
            yield Chosen(node, whole=False)

    def _keeps_role(self, node: s.Node) -> bool:
        """A message whose role is a field of what the caller sent."""
        node = s.bare(node)
        if not isinstance(node, s.Mapping):
            return False
        role = next((s.bare(e.value) for e in node.entries if e.name == "role"), None)
        if not isinstance(role, s.Attribute | s.Index) or not _is_role(role):
            return False
        return self._is_sent(role.value)

    def _is_sent(self, node: s.Node) -> bool:
        """Whether a value is of the request's body and nothing says which roles it may have."""
        node = s.bare(node)
        found = [o for o in self.outside.origins(node) if o.what == "request"]
        return bool(found) and not self._is_typed(node)

    def _is_typed(self, node: s.Node) -> bool:
        """A model of the file says what a role may be, or another file may say so."""
        if self.view.language == "javascript":
            return self._schema_limits(node)
        base = node
        while isinstance(base, s.Attribute | s.Index | s.Call):
            base = s.bare(base.callee if isinstance(base, s.Call) else base.value)
        if not isinstance(base, s.Name):
            return False
        for binding in self.names.lookup(base):
            if binding.kind == "loop" and binding.value is not None:
                return self._is_typed(s.bare(binding.value))
            if model := self.outside.checks.model(binding):
                return self._role_is_limited(model, node)
            annotation = getattr(binding.node, "annotation", None)
            if binding.kind != "param" or annotation is None:
                continue
            if self.view.code(annotation) in {"dict", "Request", "Any", "WebSocket"}:
                return False
            return self._role_is_limited(annotation, node)
        return False

    def _schema_limits(self, node: s.Node) -> bool:
        """A zod schema says what a role may be, or does not show it."""
        schemas = self.outside.checks.schemas
        schema = schemas.checked(node)
        if schema is None:
            return False
        message = schemas.child(schema, "0") or schema
        role = schemas.child(message, "role")
        if role is None:  # a text; or messages without a role, or written elsewhere
            return message is not schema or not schemas.is_text(schema)
        return not schemas.is_text(role)

    def _role_is_limited(self, annotation: s.Node, node: s.Node) -> bool:
        owner = class_named(self.view, annotation)
        if owner is None:
            return True
        field = _field(node)
        for statement in owner.body:
            annotated = statement.annotation if isinstance(statement, s.Assign) else None
            if annotated is not None and field_named(statement) == field:
                return self._message_is_limited(annotated)
        return True

    def _message_is_limited(self, annotation: s.Node) -> bool:
        if class_named(self.view, annotation) is None:
            code = self.view.code(annotation)
            return not re.search(r"\b(?:dict|Dict|Any)\b", code)
        return field_is_text(self.view, annotation, "role") is not True


def _field(node: s.Node) -> str:
    """The field of ``body.messages``, ``body["messages"]``, ``body.get("messages")``."""
    if isinstance(node, s.Attribute):
        return node.name
    key = node.key if isinstance(node, s.Index) else None
    if isinstance(node, s.Call):
        key = node.positional(0)
    return str(key.value) if isinstance(key, s.Literal) else ""


def _is_role(node: s.Node) -> bool:
    if isinstance(node, s.Attribute):
        return node.name == "role"
    key = node.key if isinstance(node, s.Index) else None
    return isinstance(key, s.Literal) and key.value == "role"


def _passes_role(node: s.Node) -> bool:
    """``{"role": m.role, ...}``, ``{...m}``, ``m``"""
    node = s.bare(node)
    if isinstance(node, s.Name):
        return True
    if not isinstance(node, s.Mapping):
        return isinstance(node, s.Call) and (s.dotted(node.callee) or "").endswith(
            (".dict", ".model_dump")
        )
    role = next((s.bare(e.value) for e in node.entries if e.name == "role"), None)
    if role is None:
        return any(e.key is None for e in node.entries)
    return _is_role(role) or isinstance(role, s.Name)
