"""A JavaScript or TypeScript file as the renderer sees it: exact syntax, positions in characters.

The tree-sitter tree is used as it is, because an edit needs every comma and comment of it. It
counts UTF-8 bytes; everything handed out here counts characters of the decoded text.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import PurePosixPath

from tree_sitter import Language, Node, Parser

from prodgate.edits import Refusal

Span = tuple[int, int]

_GRAMMARS = {
    **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs"), "javascript"),
    **dict.fromkeys((".ts", ".mts", ".cts"), "typescript"),
    ".tsx": "tsx",
}
COMMENTS = frozenset({"comment", "html_comment"})
_STATEMENTS = frozenset(
    {"import_statement", "expression_statement", "lexical_declaration", "variable_declaration",
     "return_statement"}
)  # fmt: skip
_HABITS_SEEN_IN = 20_000  # nodes: enough to know how a file is written, quick in a bundle


class RefusedError(Exception):
    """An intent that cannot be written; never leaves the renderer."""

    def __init__(self, code: str, recipe: str) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, recipe)


@functools.cache
def _parser(grammar: str) -> Parser:
    if grammar == "javascript":
        import tree_sitter_javascript

        return Parser(Language(tree_sitter_javascript.language()))
    import tree_sitter_typescript as typescript

    tsx = grammar == "tsx"
    return Parser(Language(typescript.language_tsx() if tsx else typescript.language_typescript()))


class File:
    """A parsed file. Raises RefusedError("not-parseable") when no tree can be had of it."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.suffix = PurePosixPath(path).suffix.lower()
        self.root = self.parse(text)
        if self.root.type == "ERROR":
            raise RefusedError("not-parseable", "Mend the syntax of the file first.")
        # Byte offset of each character, and of the end; none is needed where the two agree.
        sizes = (
            1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4 for c in text
        )
        self._bytes = None if text.isascii() else list(accumulate(sizes, initial=0))

    def parse(self, text: str) -> Node:
        """The tree of any text in the language of this file."""
        grammar = _GRAMMARS.get(self.suffix)
        if grammar is None:
            raise RefusedError("not-parseable", "Only JavaScript and TypeScript can be rewritten.")
        try:
            return _parser(grammar).parse(text.encode()).root_node
        except UnicodeEncodeError:  # a lone surrogate
            raise RefusedError("not-parseable", "Save the file as UTF-8 first.") from None

    # -- positions and nodes ------------------------------------------------------------------

    def start(self, node: Node) -> int:
        """Where the node starts, in characters."""
        return self._character(node.start_byte)

    def end(self, node: Node) -> int:
        """Where the last token of the node ends, in characters.

        tree-sitter counts a comment behind a block to the block where a semicolon could stand:
        ``{ run() {} /* here */ }``.
        """
        last: Node | None = node
        while last is not None:
            node = last
            last = next((c for c in reversed(node.children) if c.type not in COMMENTS), None)
        return self._character(node.end_byte)

    def span(self, node: Node) -> Span:
        """The node's place, in characters."""
        return self.start(node), self.end(node)

    def code(self, node: Node) -> str:
        """The text of the node."""
        return self.text[self.start(node) : self.end(node)]

    def _character(self, offset: int) -> int:
        return offset if self._bytes is None else bisect_right(self._bytes, offset) - 1

    def nodes_at(self, span: Span) -> list[Node]:
        """The nodes that stand exactly at the span, innermost first; often none."""
        if not 0 <= span[0] < span[1] <= len(self.text):
            return []
        start, end = self._range(*span)
        node = self.root.descendant_for_byte_range(start, end)
        found: list[Node] = []
        while node is not None and (node.start_byte, node.end_byte) == (start, end):
            found.append(node)
            node = node.parent
        return found

    def smallest(self, span: Span) -> Node:
        """The smallest node around the span."""
        return self.root.descendant_for_byte_range(*self._range(*span)) or self.root

    def _range(self, start: int, end: int) -> Span:
        return (start, end) if self._bytes is None else (self._bytes[start], self._bytes[end])

    def above(self, node: Node) -> list[Node]:
        """What the node is in, innermost first. (``Node.parent`` walks from the root each time.)"""
        path: list[Node] = []
        around: Node | None = self.root
        while around is not None and around != node:
            path.append(around)
            around = around.child_with_descendant(node)
        return path[::-1]

    def errors(self) -> list[tuple[int, int, str]]:
        """What the parser could not read or had to make up: start, end, kind."""
        if not self.root.has_error:
            return []
        return [
            (*self.span(node), node.type)
            for node in walk(self.root, lambda node: node.has_error)
            if node.is_error or node.is_missing
        ]

    def comments(self, span: Span) -> list[Node]:
        """The comments within the span, in order."""
        start, end = self._range(*span)
        below = walk(self.root, lambda node: node.start_byte < end and node.end_byte > start)
        return [
            node
            for node in below
            if node.type in COMMENTS and start <= node.start_byte and node.end_byte <= end
        ]

    # -- lines and habits ---------------------------------------------------------------------

    def line_start(self, position: int) -> int:
        """Where the line of the position starts, after a byte order mark."""
        start = 1 + max(self.text.rfind("\n", 0, position), self.text.rfind("\r", 0, position))
        return 1 if start == 0 and position and self.text[0] == "\ufeff" else start

    def line_end(self, position: int) -> int:
        """Where the line of the position ends, before its line break."""
        end = self.text.find("\n", position)
        end = len(self.text) if end < 0 else end
        mac = self.text.find("\r", position, end)
        return end if mac < 0 else mac

    def indent(self, position: int) -> str:
        """The white space that the line of the position starts with."""
        line = self.text[self.line_start(position) : self.line_end(position)]
        return line[: len(line) - len(line.lstrip())]

    def begins_line(self, position: int) -> bool:
        """Whether only white space stands before the position on its line."""
        return not self.text[self.line_start(position) : position].strip()

    def newline(self, position: int) -> str:
        """The line break in use around the position."""
        at = self.line_end(position)
        if at == len(self.text):
            at = self.line_start(position) - 1
            at -= self.text[max(at - 1, 0) : at + 1] == "\r\n"
        found = re.compile(r"\r\n|[\r\n]").match(self.text, at) if at >= 0 else None
        return found.group() if found else "\n"

    @functools.cached_property
    def unit(self) -> str:
        """One level of indentation, as most lines of the file have it."""
        steps: Counter[str] = Counter()
        before = ""
        for line in self.text.splitlines():
            bare = line.lstrip(" \t")
            indent = line[: len(line) - len(bare)]
            if not bare or bare.startswith("*"):  # blank, or inside a comment
                continue
            step = indent.removeprefix(before)
            if step != indent or not before:
                steps["\t" if "\t" in step else step] += 1
            before = indent
        known = [step for step, _ in steps.most_common() if step in ("\t", "  ", "    ")]
        return known[0] if known else "  "

    @functools.cached_property
    def _habits(self) -> tuple[str, bool]:
        quotes: Counter[str] = Counter()
        semicolons = 0
        for count, node in enumerate(walk(self.root)):
            if count > _HABITS_SEEN_IN:
                break
            if node.type == "string" and node.parent and node.parent.type != "jsx_attribute":
                quotes[self.text[self.start(node)]] += 1
            elif node.type in _STATEMENTS:
                semicolons += 1 if self.text[self.end(node) - 1] == ";" else -1
        return ("'" if quotes["'"] > quotes['"'] else '"'), semicolons >= 0

    def quote_of_imports(self) -> str:
        """The quote that most imports have, or else most strings."""
        seen: Counter[str] = Counter()
        for node in self.root.named_children:
            if node.type == "import_statement":
                source = node.child_by_field_name("source")
                seen.update(self.code(source)[:1] if source is not None else "")
        return seen.most_common(1)[0][0] if seen else self.quote

    @property
    def quote(self) -> str:
        """The quote that most strings of the file have."""
        return self._habits[0]

    @property
    def semicolons(self) -> bool:
        """Whether statements of the file end in semicolons."""
        return self._habits[1]

    # -- new code -----------------------------------------------------------------------------

    def lines(self, code: str, indent: str) -> list[str]:
        """The lines of new code, two spaces a level, in the indentation of the file.

        The first has no indent, as it goes where something is already.
        """
        if "\n" not in code:
            return [code]
        unit = "\t" if "\t" in indent else self.unit
        kept = self._inside_template(code) if "`" in code else frozenset[int]()
        lines = code.split("\n")
        for number, line in enumerate(lines[1:], 1):
            if number not in kept:
                bare = line.lstrip(" ")
                levels, rest = divmod(len(line) - len(bare), 2)
                lines[number] = indent + unit * levels + " " * rest + bare if bare else ""
        return lines

    def _inside_template(self, code: str) -> frozenset[int]:
        """Numbers of the lines that start inside a template literal: their indent is a value."""
        kept: set[int] = set()
        for node in walk(self.parse(code)):
            if node.type == "template_string":
                kept.update(range(node.start_point[0] + 1, node.end_point[0] + 1))
        return frozenset(kept)

    def place(self, code: str, position: int, indent: str | None = None) -> str:
        """New code as it is to stand at the position."""
        indent = self.indent(position) if indent is None else indent
        return self.newline(position).join(self.lines(code, indent))


def walk(node: Node, into: Callable[[Node], bool] | None = None) -> Iterator[Node]:
    """The node and all below, parents first, in order; only below nodes that ``into`` accepts."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        if into is None or into(node):
            stack.extend(reversed(node.children))


def items(node: Node) -> list[Node]:
    """What the commas of an object, array or argument list separate."""
    return [child for child in node.named_children if child.type not in COMMENTS]


def same_code(one: str, other: str) -> bool:
    """Whether two pieces of code differ in nothing but indentation and digit separators."""
    return _plain(one) == _plain(other)


def _plain(code: str) -> list[str]:
    code = re.sub(r"(?<=\d)_(?=\d)", "", code)
    return [line.strip() for line in code.strip().splitlines()]
