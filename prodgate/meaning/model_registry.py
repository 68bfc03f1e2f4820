"""Whether a project knows a model by its name, so that another name in one place breaks it.

``Literal["gpt-4o", ...]`` refuses a dated name, ``WINDOWS["gpt-4o"]`` has no such key, and a
function that looks its parameter up in a table finds nothing. What is asked is the text of the
project's files: only where a fix would otherwise be written, and once a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.surroundings import project, texts_with
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


def is_known_by_name(view: View, alias: str, uses: tuple[s.Literal, ...]) -> bool:
    """Whether something in the project is chosen, admitted or looked up by this very name."""
    if _stands_in_code(view.root, project(view), alias):
        return True
    return any(_is_looked_up(view, node) for node in uses)


@lru_cache(maxsize=64)
def _stands_in_code(root: Path, folder: str, alias: str) -> bool:
    return any(_names(text, alias) for text in texts_with(root, folder, alias.encode()))


# -- a name in a text --------------------------------------------------------------------------

_AROUND = 2_000  # bytes before and behind a name that are looked at
_MOST = 200  # places of one file; a table of models has some dozens


def _names(text: bytes, alias: str) -> bool:
    """Whether the name stands somewhere as a key, a member of a type, list or enum, or compared."""
    name = rb"[\"'`](?:[\w-]+[:/])?%s[\"'`]" % re.escape(alias.encode())
    for found in islice(re.finditer(name, text), _MOST):
        before = text[max(0, found.start() - _AROUND) : found.start()]
        behind = text[found.end() : found.end() + _AROUND]
        if _is_named(before.rstrip(), behind.lstrip()) or _is_in_table(before, behind):
            return True
    return False


def _is_named(before: bytes, behind: bytes) -> bool:
    """By what stands right beside it."""
    line = before.rpartition(b"\n")[2]
    if behind[:1] == b":" and behind[:2] != b"::" and before[-1:] in b"{,":
        return True  # a key of a dict or an object
    if before.endswith((b"[", b",")) and behind[:1] in (b",", b"]") and _is_listed(before):
        return True
    if before[-1:] == b"|" != before[-2:-1] or (behind[:1] == b"|" and behind[:2] != b"||"):
        return True  # a type of TypeScript
    if before.endswith((b"==", b"!=")) or behind.startswith((b"==", b"!=")):
        return True
    return bool(_CASE.search(line) or _CHOICE.search(line)) or _is_member(before)


_CASE = lazy(rb"\bcase\Z")
_CHOICE = lazy(rb"\b(?:id|value|slug|key)[\"'`]?[ \t]*:\Z")  # of a list to choose from
_OTHERS = lazy(rb"\[(?:[^\"'`\[\]]|[\"'`][^\"'`\n]*[\"'`])*\Z")


def _is_listed(before: bytes) -> bool:
    """``Literal[...]``, ``z.enum([...])``, a list, an index: names back to the bracket."""
    opening = before.rfind(b"[")
    return opening >= 0 and _OTHERS.match(before, opening) is not None


_ASSIGNED = lazy(rb"\A[ \t]+\w+[ \t]*=\Z")
_CLASS = lazy(rb"class[ \t]+\w+\([^)\n]*Enum")
_TYPE = lazy(rb"\benum\s+\w+\s*\Z")


def _is_member(before: bytes) -> bool:
    """A value of an enum, of Python or TypeScript."""
    lines = before.split(b"\n")
    if _ASSIGNED.match(lines[-1]):
        outer = next((x for x in reversed(lines) if x[:1].strip()), b"")
        return _CLASS.match(outer) is not None
    opening = before.rfind(b"{")
    return opening > before.rfind(b"}") and bool(_TYPE.search(before[:opening]))


# What stands beside a model in a table of models, and nowhere in the options of a call.
_CATALOGUE = lazy(
    rb"\b(?:label|displayName|display_name|contextWindow|context_window|contextLength"
    rb"|context_length|pricing|price|cost|owned_by)[\"'`]?[ \t]*:"
)


def _is_in_table(before: bytes, behind: bytes) -> bool:
    """Between the braces of a row that says what the model costs or how it is called."""
    opening, closing = before.rfind(b"{"), behind.find(b"}")
    if opening < 0 or before.rfind(b"}") > opening:
        return False
    row = before[opening:] + behind[: max(closing, 0)].partition(b"{")[0]
    return _CATALOGUE.search(row) is not None


# -- functions of the project ------------------------------------------------------------------

_LOOKUPS = {"get", "filter_by", "find", "find_one", "findFirst", "findUnique", "includes", "has"}


def _is_looked_up(view: View, node: s.Node) -> bool:
    """Whether a function of the project that gets the name looks it up, or compares it."""
    above = view.names.parent(node)
    if isinstance(above, s.Param):
        function, name = view.names.function(above), s.dotted(above.target)
        return function is not None and name is not None and _looks_up(view, function, name)
    if not isinstance(above, s.Argument):
        return False
    call = view.names.parent(above)
    found = _function(view, call) if isinstance(call, s.Call) else None
    if found is None or not isinstance(call, s.Call):
        return False
    home, function = found
    name = above.name or _positional(function, call, above)
    return name is not None and _looks_up(home, function, name)


def _positional(function: s.Function, call: s.Call, item: s.Argument) -> str | None:
    at = next(i for i, each in enumerate(call.arguments) if each is item)
    return s.dotted(function.params[at].target) if at < len(function.params) else None


def _function(view: View, call: s.Call) -> tuple[View, s.Function] | None:
    """The function of the project that a call calls by its name, in the file that defines it."""
    if not isinstance(call.callee, s.Name):
        return None
    bound = view.names.lookup(call.callee)
    if len(bound) != 1:
        return None
    if isinstance(bound[0].node, s.Function):
        return view, bound[0].node
    from prodgate.body import neighbours

    found = neighbours.imported(view, call.callee.id)
    if found is None:
        return None
    home, name = found
    functions = [each for each in home.names.functions if each.name == name]
    return (home, functions[0]) if len(functions) == 1 else None


def _looks_up(view: View, function: s.Function, name: str) -> bool:
    inside = (use for use in view.names.uses(name) if view.names.function(use) is function)
    return any(_lookups(view, inside))


def _lookups(view: View, uses: Iterator[s.Name]) -> Iterator[bool]:
    for use in uses:
        above = view.names.parent(use)
        if isinstance(above, s.Index):
            yield above.key is use
        elif isinstance(above, s.Binary) and above.operator in {"==", "===", "in"}:
            other = above.right if above.left is use else above.left
            yield not isinstance(other, s.Literal | s.Items)  # those hold other names
        elif isinstance(above, s.Argument):
            call = view.names.parent(above)
            callee = call.callee if isinstance(call, s.Call) else None
            yield isinstance(callee, s.Attribute) and callee.name in _LOOKUPS
