"""What stands inside one statement: the expressions it evaluates itself, and further statements."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate import syntax as s


def expressions(node: s.Node) -> Iterator[s.Node]:
    """The expressions that a statement itself evaluates."""
    if isinstance(node, (s.Assign, s.Expression | s.Return | s.Throw)):
        if node.value is not None:
            yield node.value
    elif isinstance(node, s.Loop):
        yield from (n for n in (node.subject, node.test) if n is not None)
    elif isinstance(node, s.With):
        yield from (item.value for item in node.items)
    elif isinstance(node, s.Switch):
        yield node.subject
    elif isinstance(node, s.Opaque):
        yield from node.children


def bodies(node: s.Node) -> Iterator[tuple[s.Node, ...]]:
    """The lists of statements inside one."""
    if isinstance(node, s.Loop):
        yield node.before
        yield node.body
        yield node.orelse
    elif isinstance(node, s.Try):
        yield node.body
        for handler in node.handlers:
            yield handler.body
        yield node.orelse
        yield node.final
    elif isinstance(node, s.With | s.Block):
        yield node.body
    elif isinstance(node, s.Switch):
        yield from node.cases
