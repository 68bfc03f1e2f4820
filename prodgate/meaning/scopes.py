"""What binds a name, how far a binding reaches, and the statement lists that it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from prodgate import syntax as s

Kind = Literal["value", "param", "import", "function", "class", "loop", "with", "catch", "declared"]
Suite = tuple[int, int]


class Binding(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One place that binds a name.

    ``value`` and ``path``: the name is ``value`` followed by the parts of ``path`` (destructuring).
    ``suite`` is the span of the statement list it stands in.
    """

    name: str
    kind: Kind
    node: s.Node
    value: s.Node | None
    suite: Suite
    path: tuple[str, ...] = ()
    qualified: str | None = None  # imports
    block_scoped: bool = False  # let, const: not visible outside ``suite``
    augmented: bool = False


class Scope(msgspec.Struct, eq=False):
    """The names bound by a module, function or class body."""

    owner: s.Node
    parent: Scope | None
    bindings: dict[str, list[Binding]] = msgspec.field(default_factory=lambda: defaultdict(list))


def declaring(scope: Scope, name: str) -> Scope:
    """JavaScript: a plain assignment binds where the name was declared, else at the top."""
    current = scope
    while True:
        if name in current.bindings or current.parent is None:
            return current
        current = current.parent


def within(node: s.Node, span: Suite) -> bool:
    return span[0] <= node.start and node.end <= span[1]


_OPENING = {"loop", "with", "catch"}  # bound before the node that binds them ends


def reaching(bindings: list[Binding], use: s.Name) -> list[Binding]:
    """The bindings that can reach a use in the same scope: the last one that always runs before
    it, and whatever may come between."""
    before = [b for b in bindings if b.node.end <= use.start or b.kind in {"param", "import"}]
    inside = [b for b in bindings if b.kind in _OPENING and b.node.start <= use.start]
    candidates = sorted({*before, *inside}, key=lambda b: b.node.start)
    if not candidates:
        return bindings
    for index in range(len(candidates) - 1, -1, -1):
        binding = candidates[index]
        if within(use, binding.suite) and not binding.augmented and binding.kind != "declared":
            return candidates[index:]
    return candidates


def _span(nodes: Sequence[s.Node]) -> Suite:
    return nodes[0].start, nodes[-1].end


def _statement_lists(node: s.Node) -> Iterator[tuple[s.Node, ...]]:
    if isinstance(node, s.Module | s.Function | s.Class | s.Block | s.With | s.Handler):
        yield node.body
    elif isinstance(node, s.If):
        yield node.body
        yield node.orelse
    elif isinstance(node, s.Loop):
        yield node.before
        yield node.body
        yield node.orelse
    elif isinstance(node, s.Try):
        yield node.body
        yield node.orelse
        yield node.final
    elif isinstance(node, s.Switch):
        yield from node.cases


def suite_members(node: s.Node) -> set[s.Node]:
    return {member for suite in _statement_lists(node) for member in suite}


def suites(node: s.Node) -> dict[int, Suite]:
    """The statement list that each direct child of a node stands in."""
    found: dict[int, Suite] = {}
    for suite in _statement_lists(node):
        if suite:
            span = (node.start, node.end) if isinstance(node, s.Module) else _span(suite)
            if isinstance(node, s.With):
                continue  # a with block runs once, always: it is part of the list around it
            for member in suite:
                found[id(member)] = span
    return found
