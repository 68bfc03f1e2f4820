"""Arguments of a call: object literals get the keys they lack, values are replaced in place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from tree_sitter import Node

from prodgate.edits import Edit, SetArgument
from prodgate.javascript.render_file import File, RefusedError, Span, items, same_code
from prodgate.javascript.render_list import add_members

# What a call should have: code, or by key what an object should have.
Wanted: TypeAlias = "str | dict[str, Wanted]"

_CALLS = frozenset({"call_expression", "new_expression"})
_WRAPPERS = frozenset(
    {
        "parenthesized_expression", "as_expression", "satisfies_expression",
        "non_null_expression", "type_assertion",
    }
)  # fmt: skip
_MEMBERS = frozenset({"pair", "shorthand_property_identifier", "method_definition"})
_RECIPE = "Set `{}` by hand where the options of this call are built."


def find_call(file: File, span: Span) -> Node:
    """The call or ``new`` expression that stands exactly at the span."""
    for node in file.nodes_at(span) or _awaited(file, span):
        if node.type in _CALLS and not _is_await(node):
            if node.has_error:
                raise RefusedError("syntax-error-here", "Mend the syntax of this call first.")
            return node
    raise RefusedError("not-found", "There is no call at this place any more.")


def _is_await(node: Node) -> bool:
    """``await (x)``, which the grammar may take for a call."""
    callee = node.child_by_field_name("function")
    return callee is not None and callee.text == b"await"


def _awaited(file: File, span: Span) -> list[Node]:
    """The call that the grammar takes for ``(await create)<T>()``: ``create<T>()`` is meant."""
    if not 0 <= span[0] < span[1] <= len(file.text):
        return []
    node = file.smallest(span)
    callee = node.child_by_field_name("function")
    if callee is None or callee.type != "await_expression" or file.end(node) != span[1]:
        return []
    return [node] if file.text[file.start(node) : span[0]].strip() == "await" else []


def merge(intents: Iterable[SetArgument]) -> dict[int, Wanted]:
    """What all intents of one call want together, by position of the argument."""
    wanted: dict[str, Wanted] = {}
    for intent in intents:
        if not intent.path or not intent.path[0].isdecimal():
            raise RefusedError("not-found", "An argument of a call is known by its position here.")
        _put(wanted, intent.path, intent.code)
    return {int(index): wanted[index] for index in sorted(wanted, key=int)}


def _put(wanted: dict[str, Wanted], path: Sequence[str], code: str) -> None:
    for key in path[:-1]:
        below = wanted.setdefault(key, {})
        if isinstance(below, str):
            raise _two_values(key)
        wanted = below
    if wanted.setdefault(path[-1], code) != code:
        raise _two_values(path[-1])


def _two_values(key: str) -> RefusedError:
    return RefusedError("overlapping-edits", f"Two fixes want `{key}` differently; choose one.")


def set_arguments(file: File, call: Node, wanted: dict[int, Wanted]) -> list[Edit]:
    """The edits that give the call what is wanted; none when it has it all."""
    arguments = call.child_by_field_name("arguments")
    if arguments is None:  # new OpenAI
        _check_contiguous(0, wanted)
        codes = ", ".join(_written(file, value) for value in wanted.values())
        return [Edit(file.end(call), file.end(call), f"({file.place(codes, file.end(call))})")]
    if arguments.type != "arguments":  # a tagged template
        raise RefusedError("argument-not-a-literal", "A tagged template takes no options.")
    there = items(arguments)
    if any(node.type == "spread_element" for node in there):
        raise RefusedError("spread-arguments", "Write the arguments out instead of spreading them.")
    edits: list[Edit] = []
    for index, value in wanted.items():
        if index < len(there):
            edits += _set_value(file, there[index], value)
    new = {index: value for index, value in wanted.items() if index >= len(there)}
    _check_contiguous(len(there), new)
    codes_ = [_written(file, value) for value in new.values()]
    return edits + add_members(file, arguments, codes_, in_template(file, call))


def _check_contiguous(count: int, wanted: dict[int, Wanted]) -> None:
    if list(wanted) != list(range(count, count + len(wanted))):
        raise RefusedError(
            "missing-argument",
            "Give it the arguments before this one first, undefined where there is none.",
        )


def in_template(file: File, node: Node) -> bool:
    """Whether the node stands inside ``${...}``, where we add no lines."""
    return any(above.type == "template_substitution" for above in file.above(node))


def _set_value(file: File, node: Node, wanted: Wanted) -> list[Edit]:
    """Edits for a value that stands there."""
    if isinstance(wanted, str):
        return replace_value(file, node, wanted)
    node = _unwrapped(node)
    if node.type in ("undefined", "null"):
        return replace_value(file, node, _written(file, wanted))
    if node.type != "object":
        raise _not_a_literal(wanted)
    edits: list[Edit] = []
    new: list[str] = []
    for key, value in wanted.items():
        member = _member(file, node, key)
        if member is not None:
            edits += _set_member(file, member, key, value)
        else:
            new.append(_new_member(file, node, key, value))
    return edits + add_members(file, node, new, in_template(file, node))


def _not_a_literal(wanted: dict[str, Wanted]) -> RefusedError:
    return RefusedError("argument-not-a-literal", _RECIPE.format("`, `".join(wanted)))


def _unwrapped(node: Node) -> Node:
    """The value below parentheses and casts."""
    while node.type in _WRAPPERS:
        inside = items(node)
        node = inside[-1] if node.type == "type_assertion" else inside[0]
    return node


def replace_value(file: File, node: Node, code: str) -> list[Edit]:
    """Edits that put ``code`` in place of a node; none when it is that already."""
    start, end = file.span(node)
    if same_code(file.text[start:end], code):
        return []
    check_comments(file, (start, end), code)
    return [Edit(start, end, file.place(code, start))]


def check_comments(file: File, span: Span, code: str) -> None:
    """Refuse a replacement that would lose a comment."""
    if any(file.code(comment) not in code for comment in file.comments(span)):
        raise RefusedError("would-lose-comment", "Move the comment out of the value first.")


def _member(file: File, node: Node, key: str) -> Node | None:
    """The property of that name, when it is the one that counts."""
    found: Node | None = None
    hidden = False
    for member in items(node):
        name = _name(file, member)
        if name is None:
            hidden = found is not None
        elif name == key:
            if found is not None:
                raise RefusedError("duplicate-key", f"Keep one `{key}` in this object.")
            found = member
    if hidden:  # {timeout: 1, ...options}: ours may be replaced
        raise RefusedError("spread-arguments", f"Move `{key}` behind the spread.")
    return found


def _name(file: File, member: Node) -> str | None:
    """The name of a property; None when it is a spread, or computed."""
    if member.type not in _MEMBERS:
        return None
    field = {"pair": "key", "method_definition": "name"}.get(member.type)
    key = member.child_by_field_name(field) if field else member
    if key is not None and key.type == "computed_property_name":
        key = next(iter(items(key)), None)
        if key is None or key.type != "string":
            return None
    if key is None:
        return None
    code = file.code(key)
    if key.type == "string":
        return None if "\\" in code else code[1:-1]
    return code


def _set_member(file: File, member: Node, key: str, wanted: Wanted) -> list[Edit]:
    if member.type == "pair":
        value = member.child_by_field_name("value")
        if value is not None:
            return _set_value(file, value, wanted)
    if isinstance(wanted, dict):
        raise _not_a_literal(wanted)
    return replace_value(file, member, f"{_key(file, key)}: {wanted}")


def _new_member(file: File, node: Node, key: str, wanted: Wanted) -> str:
    members = items(node)
    if isinstance(wanted, dict) and any(_name(file, member) is None for member in members):
        # {...options, config: {}} would drop the config of the options
        raise RefusedError("spread-arguments", f"Set `{key}` where the spread object is built.")
    keys = [member.child_by_field_name("key") for member in members]
    quoted = bool(keys) and all(node is not None and node.type == "string" for node in keys)
    quote = file.code(keys[0])[0] if quoted and keys[0] is not None else None
    return f"{_key(file, key, quote)}: {_written(file, wanted)}"


def _key(file: File, key: str, quote: str | None = None) -> str:
    """The key as it is written: quoted where it must be or where all others are."""
    if quote is None and re.fullmatch(r"[A-Za-z_$][\w$]*", key):
        return key
    quote = quote or file.quote
    inside = json.dumps(key, ensure_ascii=False)[1:-1]
    return (
        quote + (inside if quote == '"' else inside.replace('\\"', '"').replace("'", "\\'")) + quote
    )


def _written(file: File, wanted: Wanted) -> str:
    """A new value: code, or an object literal on one line."""
    if isinstance(wanted, str):
        return wanted
    inside = ", ".join(f"{_key(file, key)}: {_written(file, wanted[key])}" for key in wanted)
    return f"{{ {inside} }}"


def has_argument(file: File, call: Node, path: Sequence[str], code: str) -> bool:
    """Whether the call has the argument, once and with this value."""
    arguments = call.child_by_field_name("arguments")
    there = items(arguments) if arguments is not None else []
    if int(path[0]) >= len(there):
        return False
    node = there[int(path[0])]
    for key in path[1:]:
        node = _unwrapped(node)
        try:
            member = _member(file, node, key) if node.type == "object" else None
        except RefusedError:
            return False
        value = member.child_by_field_name("value") if member is not None else None
        if value is None:
            return False
        node = value
    return same_code(file.code(node), code)
