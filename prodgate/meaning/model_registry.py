"""Whether a project knows a model by its name, so that another name in one place breaks it.

``Literal["gpt-4o", ...]`` refuses a dated name, ``WINDOWS["gpt-4o"]`` has no such key, and a
function that looks its parameter up in a table finds nothing. What is asked is the text of the
project's files: only where a fix would otherwise be written, and once a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.surroundings import code_says

if TYPE_CHECKING:
    from prodgate.view import View


def is_known_by_name(view: View, alias: str, uses: tuple[s.Literal, ...]) -> bool:
    """Whether something in the project is chosen, admitted or looked up by this very name."""
    if code_says(view, _pattern(alias), (alias.encode().lower(),)):
        return True
    return any(_is_looked_up(view, node) for node in uses)


@lru_cache(maxsize=64)
def _pattern(alias: str) -> re.Pattern[bytes]:
    """The name as a key, a member of a type, list or enum, and in a comparison."""
    quote = "[\"'`]"
    name = rf"{quote}(?:[\w-]+[:/])?{re.escape(alias)}{quote}"
    other = rf"(?:{quote}[^\"'`\n]*{quote}\s*,\s*|(?:\#|//)[^\n]*\n\s*)"
    forms = (
        rf"(?:[{{,]|^)[ \t]*{name}[ \t]*:(?!:)",  # a key, of a dict or an object
        rf"\[\s*{other}*{name}\s*[,\]]",  # Literal[...], z.enum([...]), a list, an index
        rf"(?<!\|)\|\s*{name}|{name}\s*\|(?!\|)",  # a type of TypeScript
        rf"[=!]==?[ \t]*{name}|{name}[ \t]*[=!]==?|\bcase[ \t]+{name}",
        rf"\bclass[ \t]+\w+\([^)\n]*Enum\w*\):[^\n]*\n(?:[ \t]+[^\n]*\n|[ \t]*\n)*?"
        rf"[ \t]+\w+[ \t]*=[ \t]*{name}",
        rf"\benum\s+\w+\s*\{{[^}}]*{name}",
        rf"\b(?:id|value|slug|key){quote}?[ \t]*:[ \t]*{name}",  # of a list to choose from
        rf"\{{(?=[^{{}}]*\b(?:{_CATALOGUE}){quote}?[ \t]*:)[^{{}}]*{name}",
    )
    return re.compile("|".join(forms).encode(), re.MULTILINE)


# What stands beside a model in a table of models, and nowhere in the options of a call.
_CATALOGUE = (
    "label|displayName|display_name|contextWindow|context_window|contextLength|context_length"
    "|pricing|price|cost|owned_by"
)


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
