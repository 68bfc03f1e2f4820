"""What a call is given at an argument path: the one judge of presence, for both languages.

The answer is ``Present``, ``ABSENT`` or ``UNKNOWN``. It follows names, spreads, dict and object
literals, mutations and constants inside the file. ``UNKNOWN`` is an answer to be silent on: a
spread of a parameter, a helper of another file. ``None`` and ``undefined`` are values, not
presence: ``Present(node, value=None)`` with ``known``.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.names import Binding, Names
from prodgate.regex import lazy

Constant: TypeAlias = "str | int | float | bool | bytes | None"


class Open(enum.Enum):
    """The two answers that carry no value."""

    ABSENT = "absent"
    UNKNOWN = "unknown"


ABSENT, UNKNOWN = Open.ABSENT, Open.UNKNOWN


class Present(Struct, frozen=True):
    """The argument stands there. ``value`` counts only where ``known``."""

    node: s.Node
    value: Constant = None
    known: bool = False


Answer: TypeAlias = Present | Open
DEPTH = 12


def argument(names: Names, call: s.Call, path: str) -> Answer:
    """What ``call`` is given at ``path`` (see ``prodgate.facts`` for the notation)."""
    head, *rest = path.split(".")
    answer = _top(names, call, head)
    for key in rest:
        if not isinstance(answer, Present):
            return answer
        answer = _key(names, answer.node, key, 0)
    return answer


def first(names: Names, call: s.Call, paths: tuple[str, ...]) -> Answer:
    """The first path that is present with something other than None; else UNKNOWN if any is
    unknown; else an explicit None; else ABSENT."""
    answers = [argument(names, call, path) for path in paths]
    for answer in answers:
        if isinstance(answer, Present) and not (answer.known and answer.value is None):
            return answer
    if UNKNOWN in answers:
        return UNKNOWN
    return next((a for a in answers if isinstance(a, Present)), ABSENT)


def _top(names: Names, call: s.Call, head: str) -> Answer:
    position, _, keyword = head.partition("|") if head[0].isdigit() else ("", "", head)
    if position:
        answer = _positional(names, call, int(position))
        if answer is not ABSENT or not keyword:
            return answer
    return _keyword(names, call, keyword)


def _positional(names: Names, call: s.Call, index: int) -> Answer:
    at = 0
    for item in call.arguments:
        if item.name is not None:
            continue
        if isinstance(item.value, s.Spread):
            return UNKNOWN
        if at == index:
            return present(names, item.value)
        at += 1
    return ABSENT


def _keyword(names: Names, call: s.Call, name: str) -> Answer:
    unknown = False
    for item in call.arguments:
        if item.name == name:
            return present(names, item.value)
        if item.name == "**":
            answer = _key(names, item.value, name, 0)
            if isinstance(answer, Present):
                return answer
            unknown |= answer is UNKNOWN
    return UNKNOWN if unknown else ABSENT


def present(names: Names, node: s.Node) -> Present:
    """A node as an answer, with its value where that is a constant."""
    known, value = constant(names, node)
    return Present(node, value, known)


def _key(names: Names, node: s.Node, key: str, depth: int) -> Answer:
    """What a mapping, or an object made with keywords, has under ``key``."""
    node = s.bare(node)
    if depth > DEPTH:
        return UNKNOWN
    if isinstance(node, s.Mapping):
        return _in_mapping(names, node, key, depth)
    if isinstance(node, s.Literal | s.Text) or _is_text(names, node):
        return ABSENT  # None, a string: nothing is set inside it
    if isinstance(node, s.Name):
        return _in_name(names, node, key, depth)
    if isinstance(node, s.Attribute):
        return _in_bindings(names, names.member(node), key, depth)
    if isinstance(node, s.Call):
        return _in_call(names, node, key, depth)
    if isinstance(node, s.Either):
        return _in_either(names, node, key, depth)
    return UNKNOWN


_TEXT_TYPES = {"str", "int", "float", "bool", "string", "number", "boolean", "URL"}
_ADDRESS = lazy(r"(?:^|_)(?:url|uri|href)$|(?:Url|URL|Uri|URI|Href)$")


def _is_text(names: Names, node: s.Node) -> bool:
    """A string or number that this file does not show, as its type or its name says: ``got(url)``
    has no options in ``url``."""
    if isinstance(node, s.Call):
        return node.new and s.dotted(node.callee) == "URL"
    if isinstance(node, s.Binary):
        return node.operator == "+"
    if not isinstance(node, s.Name):
        return False
    bindings = names.lookup(node)
    if not bindings or any(b.kind != "param" or b.path for b in bindings):
        return False
    kinds = {_type_of(b) for b in bindings}
    return kinds <= _TEXT_TYPES or (kinds == {""} and bool(_ADDRESS.search(node.id)))


def _type_of(binding: Binding) -> str:
    """The name of a parameter's type, "" where it has none, "?" where it is more than a name."""
    annotation = getattr(binding.node, "annotation", None)
    return "" if annotation is None else s.dotted(annotation) or "?"


def _in_mapping(names: Names, node: s.Mapping, key: str, depth: int) -> Answer:
    unknown = False
    for entry in reversed(node.entries):  # the last one wins
        if entry.name == key:
            return UNKNOWN if unknown else present(names, entry.value)
        if entry.key is None:
            answer = _key(names, entry.value, key, depth + 1)
            if isinstance(answer, Present):
                return UNKNOWN if unknown else answer
            unknown |= answer is UNKNOWN
        elif entry.name is None:
            known, value = constant(names, entry.key)  # {[NAME]: 1}
            if known and value == key:
                return UNKNOWN if unknown else present(names, entry.value)
            unknown |= not known
    return UNKNOWN if unknown else ABSENT


def _in_either(names: Names, node: s.Either, key: str, depth: int) -> Answer:
    if node.operator == "and":  # ...(flag && {key: 1}): there or not
        answer = _key(names, node.options[-1], key, depth + 1)
        return ABSENT if answer is ABSENT else UNKNOWN
    answers = [_key(names, option, key, depth + 1) for option in node.options]
    if all(isinstance(a, Present) for a in answers):
        return answers[0]
    return ABSENT if all(a is ABSENT for a in answers) else UNKNOWN


def _in_name(names: Names, node: s.Name, key: str, depth: int) -> Answer:
    bindings = names.lookup(node)
    answer = _in_bindings(names, bindings, key, depth)
    if isinstance(answer, Present):
        return answer
    function = names.function(node)
    for mutation in names.mutations.get(node.id, ()):
        if mutation.key == key and mutation.value is not None:
            if _same_place(names, mutation.node, function, bindings):
                return Present(mutation.value)
        elif mutation.key is None:
            answer = UNKNOWN
    if answer is ABSENT and _escapes(names, node, bindings):
        return UNKNOWN
    return answer


def _same_place(
    names: Names, node: s.Node, function: s.Function | None, bindings: list[Binding]
) -> bool:
    return names.function(node) is function or any(
        names.function(b.node) is names.function(node) for b in bindings
    )


_READERS = {
    "print", "len", "str", "repr", "list", "dict", "dumps", "stringify", "log", "info", "debug",
    "warning", "warn", "error", "keys", "entries", "values", "isinstance", "type", "pprint",
    "deepcopy", "copy", "bool", "sorted", "exception",
}  # fmt: skip


def _escapes(names: Names, use: s.Name, bindings: list[Binding]) -> bool:
    """Whether another call gets hold of the mapping before this use, and may add to it."""
    first_line = min((b.node.start for b in bindings), default=use.start)
    for call in names.calls:
        if not first_line <= call.start < use.start or call.end >= use.start:
            continue
        for item in call.arguments:
            value = s.bare(item.value)
            if isinstance(value, s.Name) and value.id == use.id and item.name != "**":
                callee = s.dotted(call.callee) or ""
                if callee.rpartition(".")[2] not in _READERS:
                    return True
    return False


def _in_bindings(names: Names, bindings: list[Binding], key: str, depth: int) -> Answer:
    answers: list[Answer] = []
    for binding in bindings:
        if binding.kind != "value" or binding.value is None or binding.path or binding.augmented:
            return UNKNOWN
        if isinstance(binding.value, s.Literal) and binding.value.value is None:
            continue  # a placeholder that something else fills
        answers.append(_key(names, binding.value, key, depth + 1))
    if not answers:
        return UNKNOWN
    if all(isinstance(a, Present) for a in answers):
        return answers[0]
    return ABSENT if all(a is ABSENT for a in answers) else UNKNOWN


_COPIES = {"dict", "copy", "deepcopy", "structuredClone", "Readonly", "freeze"}


def _in_call(names: Names, node: s.Call, key: str, depth: int) -> Answer:
    """``dict(a=1)``, ``Config(a=1)``, ``Object.assign({}, x)``, ``build()`` of this file."""
    callee = s.dotted(node.callee) or ""
    last = callee.rpartition(".")[2]
    if callee == "Object.assign":
        for item in reversed(node.arguments):
            answer = _key(names, item.value, key, depth + 1)
            if answer is not ABSENT:
                return answer
        return ABSENT
    if last in _COPIES and len(node.arguments) == 1 and node.arguments[0].name is None:
        return _key(names, node.arguments[0].value, key, depth + 1)
    if last == "model_dump" or last == "asdict":
        return UNKNOWN
    if isinstance(node.callee, s.Name):
        for binding in names.lookup(node.callee):
            if binding.kind == "function" and isinstance(binding.node, s.Function):
                return _in_function(names, binding.node, key, depth)
            if binding.kind == "class" and isinstance(binding.node, s.Class):
                return _in_instance(names, node, binding.node, key, depth)
            if binding.kind != "import":
                return UNKNOWN
    if names.module.language == "python" and (last[:1].isupper() or last == "dict"):
        return _keyword(names, node, key)
    return UNKNOWN


def _in_function(names: Names, function: s.Function, key: str, depth: int) -> Answer:
    returned = [n for n in s.walk_scope(*function.body) if isinstance(n, s.Return)]
    answers = [_key(names, r.value, key, depth + 2) if r.value else ABSENT for r in returned]
    if not answers or UNKNOWN in answers:
        return UNKNOWN
    if all(isinstance(a, Present) for a in answers):
        return answers[0]
    return ABSENT if all(a is ABSENT for a in answers) else UNKNOWN


def _in_instance(names: Names, call: s.Call, owner: s.Class, key: str, depth: int) -> Answer:
    """A dataclass of this file: what the call gives, else the default of its field."""
    answer = _keyword(names, call, key)
    if answer is not ABSENT:
        return answer
    for statement in owner.body:
        if isinstance(statement, s.Assign) and statement.value is not None:
            target = statement.targets[0]
            if isinstance(target, s.Name) and target.id == key:
                return present(names, statement.value)
    return UNKNOWN if owner.bases else ABSENT


def constant(names: Names, node: s.Node, depth: int = 0) -> tuple[bool, Constant]:
    """(True, value) of a constant expression, (False, None) of any other."""
    node = s.bare(node)
    if isinstance(node, s.Literal):
        return True, node.value
    if depth > DEPTH:
        return False, None
    if isinstance(node, s.Name):
        return _named(names, node, depth)
    if isinstance(node, s.Attribute):
        bindings = names.member(node)
        if len(bindings) == 1 and bindings[0].kind == "value" and bindings[0].value is not None:
            return constant(names, bindings[0].value, depth + 1)
        return False, None
    if isinstance(node, s.Binary):
        return _arithmetic(names, node, depth)
    if isinstance(node, s.Call) and s.dotted(node.callee) == "float":
        text = node.positional(0)
        if isinstance(text, s.Literal) and str(text.value).lower() in {"inf", "infinity"}:
            return True, float("inf")
    return False, None


def _named(names: Names, node: s.Name, depth: int) -> tuple[bool, Constant]:
    bindings = names.lookup(node)
    if not bindings and node.id == "Infinity":
        return True, float("inf")
    if len(bindings) != 1:
        return False, None
    binding = bindings[0]
    if binding.kind != "value" or binding.path or binding.augmented or binding.value is None:
        return False, None
    if names.mutations.get(node.id):
        return False, None
    return constant(names, binding.value, depth + 1)


def _arithmetic(names: Names, node: s.Binary, depth: int) -> tuple[bool, Constant]:
    left_known, left = constant(names, node.left, depth + 1)
    right_known, right = constant(names, node.right, depth + 1)
    if not (left_known and right_known):
        return False, None
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return False, None
    if node.operator == "*":
        return True, left * right
    if node.operator == "+":
        return True, left + right
    if node.operator == "-":
        return True, left - right
    if node.operator == "/" and right:
        return True, left / right
    return False, None


def texts(names: Names, node: s.Node, depth: int = 0) -> Iterator[str]:
    """The constant parts of a text, such as an address, in order; through names of this file."""
    if depth > DEPTH:
        return
    known, value = constant(names, node)
    if known:
        yield str(value)
        return
    bare = s.bare(node)
    if isinstance(bare, s.Name):
        for binding in names.lookup(bare):
            made = binding.value if binding.kind == "value" and not binding.path else None
            if made is not None and isinstance(s.bare(made), s.Text | s.Binary):
                yield from texts(names, made, depth + 1)
    elif isinstance(bare, s.Text | s.Binary):
        for part in s.children(bare):
            yield from texts(names, part, depth + 1)
