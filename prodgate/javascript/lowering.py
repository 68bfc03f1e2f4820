"""What all lowering functions share: positions, the depth guard and the dispatch tables.

The tables are filled by the ``lower_*`` modules, which call each other through ``expression``
and ``statement`` here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, TypeAlias

from prodgate.javascript.literals import unescape
from prodgate.syntax import Name, Node, Opaque

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

# Python allows 1,000 frames by default and a level takes up to six of them, so LIMIT allows 125
# levels; the deepest bundle seen in public code has 66. A link of a chain takes no frame, but
# those who read the result may recurse over it.
LEVEL = 8
LINK = 2
LIMIT = 1000
LONGEST = 200  # links of a chain or operands of a binary expression that are kept as such

COMMENTS = frozenset({"comment", "html_comment"})
_STARTS = bytes(0 if 0x80 <= byte < 0xC0 else 1 for byte in range(256))


class TooDeep(ValueError):  # noqa: N818 - it says what the file is
    """The file is nested deeper than any person writes."""


class File:
    """The text being lowered. ``at[byte offset]`` is the character offset."""

    __slots__ = ("at", "depth", "text")

    def __init__(self, text: str, data: bytes) -> None:
        self.text = text
        self.at = character_offsets(text, data)
        self.depth = 0

    def span(self, node: Tree) -> tuple[int, int]:
        """Start and end of the node, in characters."""
        return self.at[node.start_byte], self.at[node.end_byte]

    def source(self, node: Tree) -> str:
        """The text of the node."""
        return self.text[self.at[node.start_byte] : self.at[node.end_byte]]

    def enter(self, cost: int = LEVEL) -> None:
        """One level down. No ``leave`` is needed when this raises TooDeep: nothing goes on."""
        self.depth += cost
        if self.depth > LIMIT:
            raise TooDeep("nested too deeply to be read")

    def leave(self, cost: int = LEVEL) -> None:
        """One level up."""
        self.depth -= cost


def character_offsets(text: str, data: bytes) -> Sequence[int]:
    """For each byte offset of ``data``, and its end, the number of characters before it."""
    if len(text) == len(data):
        return range(len(data) + 1)
    return list(accumulate(chain((0,), data.translate(_STARTS))))


ToExpression: TypeAlias = "Callable[[File, Tree], Node]"
ToStatements: TypeAlias = "Callable[[File, Tree], tuple[Node, ...]]"
EXPRESSIONS: dict[str, ToExpression] = {}
STATEMENTS: dict[str, ToStatements] = {}


def named(node: Tree) -> list[Tree]:
    """The named children that are not comments."""
    return [child for child in node.named_children if child.type not in COMMENTS]


def expression(file: File, node: Tree) -> Node:
    """One expression. What the tables do not know is Opaque with its children lowered."""
    kind = node.type
    if kind == "identifier":
        return name(file, node)
    file.enter()
    lower = EXPRESSIONS.get(kind)
    result = lower(file, node) if lower is not None else opaque(file, node, kind)
    file.leave()
    return result


def part(file: File, node: Tree, field: str) -> Node:
    """The expression in a field; Opaque where the parser found none."""
    below = node.child_by_field_name(field)
    return missing(file, node) if below is None else expression(file, below)


def only(file: File, node: Tree) -> Node:
    """The first expression among the children: what an operator with one operand works on."""
    for child in node.named_children:
        if child.type not in COMMENTS:
            return expression(file, child)
    return missing(file, node)


def missing(file: File, node: Tree) -> Opaque:
    """Stands where the parser found nothing."""
    start = file.span(node)[0]
    return Opaque(start, start, "missing")


def statement(file: File, node: Tree) -> tuple[Node, ...]:
    """The statements that one statement stands for: none for a type, several for ``let a, b``."""
    lower = STATEMENTS.get(node.type)
    if lower is None:
        return () if node.type in COMMENTS else (expression(file, node),)
    file.enter()
    result = lower(file, node)
    file.leave()
    return result


def body(file: File, nodes: Iterable[Tree]) -> tuple[Node, ...]:
    """The statements of a block's children."""
    result: list[Node] = []
    for node in nodes:
        result += statement(file, node)
    return tuple(result)


def block(file: File, node: Tree | None) -> tuple[Node, ...]:
    """The statements of ``{ ... }``, or the one statement that stands in its place."""
    if node is None:
        return ()
    if node.type == "statement_block":
        return body(file, node.named_children)
    return statement(file, node)


def opaque(file: File, node: Tree, kind: str) -> Opaque:
    """A node without a word of its own, and whatever stands in it."""
    return Opaque(*file.span(node), kind, body(file, node.named_children))


def name(file: File, node: Tree) -> Node:
    """An identifier; one that the parser made up to go on is Opaque."""
    start, end = file.span(node)
    if start == end:
        return Opaque(start, end, "missing")
    return Name(start, end, spelled(file.text[start:end]))


def spelled(identifier: str) -> str:
    r"""The identifier that is meant: ``\u0065val`` is ``eval``."""
    return unescape(identifier) if "\\" in identifier else identifier


def inner(node: Tree) -> Tree:
    """The node below any parentheses."""
    while node.type == "parenthesized_expression":
        below = named(node)
        if not below:
            break
        node = below[0]
    return node
