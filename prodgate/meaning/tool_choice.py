"""Functions that choose an agent's tools, and give all of them when none is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_CHOOSES = lazy(
    r"^_?(?:select|filter|choose|pick|allowed|limit|restrict)\w*_?tools?$|^_?"
    r"(?:select|filter|choose|pick|limit|restrict)\w*Tools?$",
    re.IGNORECASE,
)
_TOOLS = lazy(r"tools$", re.IGNORECASE)
# A server's or registry's list: what somebody else adds to it is open too.
_SERVES = lazy(r"mcp|list_?tools|get_?tools|registry", re.IGNORECASE)


def open_choices(view: View) -> Iterator[s.Node]:
    """``if not chosen: return tools`` of a function that chooses among a server's tools."""
    for function in view.names.functions:
        if not _CHOOSES.match(function.name) or len(function.params) < 2:
            continue
        first, *others = (p.target.id for p in function.params if isinstance(p.target, s.Name))
        if not _TOOLS.search(first) or not _SERVES.search(view.text):
            continue
        for node in s.walk_scope(*function.body):
            if isinstance(node, s.If) and _is_absent(node.test, others) and _gives(node, first):
                yield node.test


def _is_absent(test: s.Node, names: list[str]) -> bool:
    """``not chosen``, ``chosen is None``, ``!chosen?.length``"""
    test = s.bare(test)
    if isinstance(test, s.Unary) and test.operator == "not":
        return (s.dotted(test.value) or "").partition(".")[0] in names
    if isinstance(test, s.Binary) and test.operator in {"is", "=="}:
        value = s.bare(test.right)
        none = isinstance(value, s.Literal) and value.value in {None, 0}
        return none and (s.dotted(test.left) or "").partition(".")[0] in names
    if isinstance(test, s.Either) and test.operator == "or":
        return any(_is_absent(option, names) for option in test.options)
    return False


def _gives(node: s.If, tools: str) -> bool:
    """Whether the branch returns all of them."""
    value = node.body[0].value if node.body and isinstance(node.body[0], s.Return) else None
    return isinstance(value, s.Name) and value.id == tools
