"""package.json, edited as text: its indentation, line ends and order stay as they are."""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec import Struct

from prodgate.dependencies import lists
from prodgate.dependencies.lists import Brackets
from prodgate.dependencies.manifest import CannotEdit, Entry, Manifest
from prodgate.regex import lazy

_PRESENT = ("peerDependencies", "optionalDependencies", "bundleDependencies")
_GROUPS = ("dependencies", "devDependencies", *_PRESENT)
_OF_A_PACKAGE = {"name", "workspaces", "scripts", *_GROUPS}
_BLANK = lazy(r"[ \t\r\n]*")
_INVALID = "it is not valid JSON"


class _Member(Struct, frozen=True):
    name: str
    start: int
    colon: tuple[int, int]  # with the blanks around it
    value: tuple[int, int]


def read(text: str) -> Manifest | None:
    """The dependencies of a package; None where it is none (it only names a module type)."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise CannotEdit(_INVALID) from None
    if not isinstance(data, dict) or not (
        {"name", "workspaces", "scripts", *_GROUPS} & data.keys()
    ):
        return None
    groups = (data.get(group) for group in _PRESENT)
    listed = [name for group in groups if isinstance(group, dict | list) for name in group]
    entries = tuple(
        Entry(name, version if isinstance(version, str) else "")
        for name, version in _mapping(data, "dependencies").items()
    )
    aside = {k: v for k, v in _mapping(data, "devDependencies").items() if isinstance(v, str)}
    return Manifest(
        "npm",
        entries,
        lambda name, version: _add(text, data, name, version),
        frozenset(name for name in listed if isinstance(name, str)),
        aside,
    )


def _mapping(data: dict[str, Any], group: str) -> dict[str, Any]:
    found = data.get(group)
    return found if isinstance(found, dict) else {}


def _add(text: str, data: dict[str, Any], name: str, version: str) -> str:
    """The text with one more dependency, which is moved where it was one for development."""
    try:
        after = _with_dependency(text, name, version)
        if name in _mapping(data, "devDependencies"):
            after = _without(after, "devDependencies", name)
        now = json.loads(after)
    except (ValueError, RecursionError):
        raise CannotEdit(_INVALID) from None
    wanted = {**data, "dependencies": {**_mapping(data, "dependencies"), name: version}}
    if name in _mapping(data, "devDependencies"):
        left = {k: v for k, v in data["devDependencies"].items() if k != name}
        wanted["devDependencies"] = left
    if now != wanted:  # a key stands there twice, or a group is no object
        raise CannotEdit("it is written in a way that cannot be added to")
    return after


def _with_dependency(text: str, name: str, version: str) -> str:
    top = _members(text, _skip(text, 0))
    group = next((m for m in top if m.name == "dependencies"), None)
    newline = "\r\n" if "\r\n" in text else "\n"
    step = _step(text)
    if group is None:
        return _with_group(text, top, name, version, newline, step)
    members = _members(text, group.value[0])
    pair = f"{json.dumps(name)}{_colon(text, members or top)}{json.dumps(version)}"
    index = lists.place([m.name for m in members], name)
    items = _brackets(group.value, members)
    return lists.with_item(text, items, index, pair, newline, step, json=True)


def _with_group(
    text: str, top: list[_Member], name: str, version: str, newline: str, step: str
) -> str:
    """``dependencies`` in front of those for development, else at the end."""
    colon = _colon(text, top)
    pair = f"{json.dumps(name)}{colon}{json.dumps(version)}"
    code = f'"dependencies"{colon}{{{newline}{step * 2}{pair}{newline}{step}}}'
    start = _skip(text, 0)
    end = json.JSONDecoder().raw_decode(text, start)[1]
    names = [m.name for m in top]
    index = names.index("devDependencies") if "devDependencies" in names else len(names)
    items = _brackets((start, end), top)
    return lists.with_item(text, items, index, code, newline, step, json=True)


def _without(text: str, group: str, name: str) -> str:
    """The text without one member of a group, and without its comma."""
    outer = next(m for m in _members(text, _skip(text, 0)) if m.name == group)
    members = _members(text, outer.value[0])
    index = next(i for i, m in enumerate(members) if m.name == name)
    if index + 1 < len(members):
        start, end = members[index].start, members[index + 1].start
    elif index:
        start, end = members[index - 1].value[1], members[index].value[1]
    else:
        start, end = outer.value[0] + 1, outer.value[1] - 1
    return text[:start] + text[end:]


# -- places ------------------------------------------------------------------------------------


def _members(text: str, at: int) -> list[_Member]:
    """The members of the object at an offset. Raises ValueError for anything else."""
    if text[at : at + 1] != "{":
        raise ValueError("no object")
    decoder = json.JSONDecoder()
    found: list[_Member] = []
    at = _skip(text, at + 1)
    while text[at] != "}":
        name, end = decoder.raw_decode(text, at)
        value = _skip(text, _skip(text, end) + 1)
        stop = decoder.raw_decode(text, value)[1]
        found.append(_Member(name, at, (end, value), (value, stop)))
        at = _skip(text, stop)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def _brackets(span: tuple[int, int], members: list[_Member]) -> Brackets:
    return Brackets(span[0] + 1, span[1] - 1, tuple((m.start, m.value[1]) for m in members))


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _colon(text: str, members: list[_Member]) -> str:
    """The colon with the blanks that a neighbour has around it."""
    found = text[slice(*members[0].colon)] if members else ": "
    return ": " if "\n" in found else found


def _step(text: str) -> str:
    """One level of indentation: that of the first member."""
    found = re.match(r"\s*\{[^\S\n]*\n([ \t]+)", text)
    return found[1] if found else "  "
