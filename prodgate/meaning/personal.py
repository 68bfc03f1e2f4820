"""Personal data on its way into a log or to a model's provider, told by clear names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.outside import Outside
from prodgate.meaning.prints import is_elsewhere, is_terminal
from prodgate.meaning.trace import Made, Qualified, Thing, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

Sink: TypeAlias = Literal["log", "model"]
# "form": an e-mail address, a card or telephone number, known by its form; "plain": anything else.
Kind: TypeAlias = Literal["form", "plain"]


class Personal(Struct, frozen=True):
    """A value of a person: as what it is known, and whether its loss does lasting harm."""

    node: s.Node
    name: str
    kind: Kind
    grave: bool


class Leak(Struct, frozen=True):
    """A call that gives personal data away."""

    place: s.Node
    sink: Sink
    values: tuple[Personal, ...]


# -- names -----------------------------------------------------------------------------------------

_GRAVE = lazy(
    r"(?:^|_)(?:ssn|social_security(?:_number|_no)?|passport(?:_number|_no)|national_id(?:_number)?|"
    r"driv(?:er|ing)s?_licen[cs]e(?:_number|_no)?|medical_record(?:_number)?|cvv|cvc|"
    r"(?:credit|debit)_card(?:_number)?|card_number)$"
)
_CARD = lazy(r"card")
_ALONE = lazy(
    r"(?:^|_)(?:date_of_birth|birth_?date|dob|home_address|street_address|postal_address)$"
)
_FORM_ALONE = lazy(
    r"^(?:(?:user|customer|patient|client|member|contact|employee|candidate|applicant|lead|student|"
    r"subscriber|guest)_(?:email|phone)|"
    r"(?:\w+_)?(?:email_address|phone_number|mobile_number|telephone_number))$"
)
_FORM_FIELD = lazy(r"^(?:e_?mail|phone|telephone|mobile)$")
_FIELD = lazy(r"^(?:address|birthday|diagnosis|medical_history)$")
_PEOPLE = lazy(
    r"(?:^|_)(?:user|customer|patient|person|member|employee|contact|lead|applicant|candidate|"
    r"subscriber|student|guest|buyer|profile|passenger|tenant|caller)$"
)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


class Finder:
    """Finds the leaks of one file."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.outside = view.kept(Outside)

    def leaks(self) -> Iterator[Leak]:
        """One a call, in source order of logs, then of models."""
        for call in self.view.names.calls:
            if self._is_log(call):
                values = self._values([a.value for a in call.arguments])
                if values:
                    yield Leak(values[0].node, "log", values)
        for known in self.view.found.calls:
            if known.sdk.kind != "model" or known.fact.kind != "generate":
                continue
            for path in known.fact.prompt:
                given = argument(self.view.names, known.node, path)
                values = self._values([given.node]) if isinstance(given, Present) else ()
                if values and isinstance(given, Present):
                    yield Leak(given.node, "model", values)

    # -- sinks

    def _is_log(self, call: s.Call) -> bool:
        name = s.dotted(call.callee) or ""
        head, _, last = name.rpartition(".")
        if name == "print" or head == "console":
            return self._prints
        return last in _LEVELS and bool(_LOGGERS.search(head))

    @cached_property
    def _prints(self) -> bool:
        """Whether what the file prints is kept: not on a terminal, and not in a browser."""
        view = self.view
        if is_elsewhere(view) or is_terminal(view):
            return False
        return view.language == "python" or web.runs_on_server(view.names, view.source.path)

    # -- values

    def _values(self, nodes: list[s.Node]) -> tuple[Personal, ...]:
        found = (self._personal(leaf) for node in nodes for leaf in self._leaves(node, 0))
        return tuple({id(p.node): p for p in found if p is not None}.values())

    def _leaves(self, node: s.Node, depth: int) -> Iterator[s.Node]:
        """The values that a text or a list of messages is made of."""
        node = s.bare(node)
        if depth > 8:
            return
        if isinstance(node, s.Text | s.Items):
            for part in s.children(node):
                yield from self._leaves(part, depth + 1)
        elif isinstance(node, s.Binary) and node.operator in {"+", "%"}:
            yield from self._leaves(node.left, depth + 1)
            yield from self._leaves(node.right, depth + 1)
        elif isinstance(node, s.Mapping):
            for entry in node.entries:
                yield from self._leaves(entry.value, depth + 1)
        elif isinstance(node, s.Either):
            for option in node.options:
                yield from self._leaves(option, depth + 1)
        elif isinstance(node, s.Call):
            yield from self._of_call(node, depth)
        elif isinstance(node, s.Name) and (made := self._composed(node)):
            for value in made:
                yield from self._leaves(value, depth + 1)
        elif isinstance(node, s.Name | s.Attribute | s.Index):
            yield node

    def _of_call(self, node: s.Call, depth: int) -> Iterator[s.Node]:
        name = s.dotted(node.callee) or ""
        callee = node.callee
        last = callee.name if isinstance(callee, s.Attribute) else name
        if last == "get" and node.arguments:
            yield node
        elif last in {"format", "concat"} or name in {"str", "String", "dedent", "textwrap.dedent"}:
            for given in node.arguments:
                yield from self._leaves(given.value, depth + 1)
        elif last in {"strip", "lower", "trim", "toLowerCase"} and isinstance(callee, s.Attribute):
            yield from self._leaves(callee.value, depth + 1)

    def _composed(self, node: s.Name) -> list[s.Node]:
        """The texts that a name stands for in its own function."""
        names = self.view.names
        values: list[s.Node] = []
        for binding in names.lookup(node):
            value = s.bare(binding.value) if binding.value is not None else None
            same = names.function(binding.node) is names.function(node)
            if binding.kind == "value" and same and not binding.path and _is_composed(value):
                assert value is not None
                values.append(value)
        return values

    def _personal(self, node: s.Node) -> Personal | None:
        if self._is_operators(node, 0):
            return None
        name = _name(node)
        plain = _snake(name)
        said = self.view.code(node)
        if _GRAVE.search(plain):
            return Personal(node, said, "form" if _CARD.search(plain) else "plain", grave=True)
        if _ALONE.search(plain):
            return Personal(node, said, "plain", grave=False)
        if _FORM_ALONE.match(plain):
            return Personal(node, said, "form", grave=False)
        is_form = bool(_FORM_FIELD.match(plain))
        if (is_form or _FIELD.match(plain)) and self._is_of_person(
            node, address=plain == "address"
        ):
            return Personal(node, said, "form" if is_form else "plain", grave=False)
        return None

    def _is_operators(self, node: s.Node, depth: int) -> bool:
        """Whether whoever runs the program gave the value: in its environment, at its console.

        Also a field of what was made of it: ``create_admin(email=os.environ["EMAIL"]).email``.
        """
        node = s.bare(node)
        if depth > 3 or not isinstance(node, s.Name | s.Attribute | s.Index | s.Call | s.Either):
            return False
        things = trace(self.view.names, node)
        if things and all(_is_setting(thing) for thing in things):
            return True
        owner = _owner(node) if isinstance(node, s.Attribute) else None
        made = trace(self.view.names, owner) if owner is not None else ()
        given = [
            thing.call.keyword(_name(node)) if isinstance(thing, Made) and thing.call else None
            for thing in made
        ]
        return bool(given) and all(
            each is not None and self._is_operators(each, depth + 1) for each in given
        )

    def _is_of_person(self, node: s.Node, *, address: bool) -> bool:
        """A field of a person, or of what a caller sent."""
        owner = _owner(node)
        if owner is not None and _PEOPLE.search(_snake(_name(owner))):
            return True
        if isinstance(node, s.Name) and not address:
            for binding in self.view.names.lookup(node):
                value = s.bare(binding.value) if binding.value is not None else None
                if value is not None and not binding.path and self._personal(value):
                    return True
        return any(o.what == "request" for o in self.outside.origins(node))


_LEVELS = {
    "debug", "info", "warning", "warn", "error", "critical", "exception", "log", "trace", "success",
    "fatal", "verbose",
}  # fmt: skip
_LOGGERS = lazy(r"(?:^|[._])(?:log|logger|logging|LOG|LOGGER|winston|pino|log4js|loguru)$")


_SETTINGS = ("os.getenv", "os.environ", "process.env", "decouple.config")


def _is_setting(thing: Thing) -> bool:
    below = thing
    while isinstance(below, Made):
        below = below.by
    if not isinstance(below, Qualified):
        return False
    return below.name.startswith(_SETTINGS) or (below.name == "input" and below.is_global)


def _is_composed(node: s.Node | None) -> bool:
    if isinstance(node, s.Binary):
        return node.operator in {"+", "%"}
    if isinstance(node, s.Call):
        return (s.dotted(node.callee) or "").endswith((".format", "dedent"))
    return isinstance(node, s.Text | s.Items | s.Mapping)


def _name(node: s.Node) -> str:
    """The last name of an expression: a field, a key, a variable."""
    node = s.bare(node)
    if isinstance(node, s.Attribute):
        return node.name
    if isinstance(node, s.Name):
        return node.id
    key: s.Node | None = None
    if isinstance(node, s.Index):
        key = node.key
    elif isinstance(node, s.Call) and isinstance(node.callee, s.Attribute):
        key = node.positional(0)
    return str(key.value) if isinstance(key, s.Literal) else ""


def _owner(node: s.Node) -> s.Node | None:
    if isinstance(node, s.Attribute | s.Index):
        return s.bare(node.value)
    if isinstance(node, s.Call) and isinstance(node.callee, s.Attribute):
        return s.bare(node.callee.value)
    return None
