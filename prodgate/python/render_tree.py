"""A file as LibCST reads it, with positions that are characters into the decoded text.

Imports LibCST (170 ms): import this module late.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper
from msgspec import Struct

from prodgate.python.render_base import NEWLINE, RefusedError, Span
from prodgate.regex import lazy

_LINE_FEED = lazy(r"(?<!\r)\n")  # code taken from a file with \r\n has them already
_QUOTED = ("FormattedString", "TemplatedString")  # the second is newer than our oldest LibCST


class Tree(Struct, frozen=True):
    """The parsed file. ``spans`` hold each node without its own parentheses."""

    text: str
    module: cst.Module
    spans: Mapping[cst.CSTNode, Span]
    calls: Mapping[Span, cst.Call]
    quoted: tuple[Span, ...]  # f-strings
    comments: tuple[Span, ...]

    def outer(self, node: cst.BaseExpression) -> Span:
        """The span of an expression with its own parentheses."""
        start, end = self.spans[node]
        if node.lpar:
            start, end = self.spans[node.lpar[0]][0], self.spans[node.rpar[-1]][1]
        return start, end

    def source(self, span: Span) -> str:
        """The text at a span."""
        return self.text[span[0] : span[1]]

    def refuse_in_quotes(self, span: Span) -> None:
        """Refuse what stands inside an f-string: its quotes and lines follow other rules."""
        if any(start < span[0] and span[1] < end for start, end in self.quoted):
            raise RefusedError("inside-f-string")

    def in_its_lines(self, code: str) -> str:
        """New code with the newlines of this file."""
        newline = NEWLINE.search(self.text)
        return code if newline is None else _LINE_FEED.sub(newline.group(), code)

    def has_comment(self, span: Span) -> bool:
        """Whether replacing the span would lose a comment."""
        return any(span[0] <= start < span[1] for start, _ in self.comments)


@lru_cache(maxsize=1)  # the fixes of one file are asked for one after the other
def read(text: str) -> Tree:
    """Parse ``text``; RefusedError "not-parseable" when LibCST cannot, or cannot print it again."""
    plain, origin = _stand_in(text)
    try:
        module = cst.parse_module(plain)
    except Exception as error:  # ParserSyntaxError, and whatever else its parser comes up with
        raise RefusedError("not-parseable") from error
    if module.code != plain:
        raise RefusedError("not-parseable")
    return _indexed(text, module, _spans(module, plain, origin))


def _indexed(text: str, module: cst.Module, spans: Mapping[cst.CSTNode, Span]) -> Tree:
    calls: dict[Span, cst.Call] = {}
    quoted: list[Span] = []
    comments: list[Span] = []
    for node, span in spans.items():
        if isinstance(node, cst.Call):
            calls[span] = node
        elif isinstance(node, cst.Comment):
            comments.append(span)
        elif type(node).__name__ in _QUOTED:
            quoted.append(span)
    return Tree(text, module, spans, calls, tuple(quoted), tuple(comments))


# LibCST loses a form feed at the start of a line that holds code, and ends no line at a lone \r;
# it reads a stand-in without them. Python itself ignores the one and accepts the other.
_FORM_FEEDS = lazy(r"(?:(?<=[\r\n])|\A)\f+")
_LONE_RETURN = lazy(r"\r(?!\n)")


def _stand_in(text: str) -> tuple[str, Sequence[int]]:
    """What LibCST is given, and for each of its characters the offset in ``text``."""
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    for match in _FORM_FEEDS.finditer(text):
        parts.append(text[at : match.start()])
        origin += range(at, match.start())
        at = match.end()
    if not parts:
        return _LONE_RETURN.sub("\n", text), range(len(text) + 1)
    parts.append(text[at:])
    origin += range(at, len(text) + 1)
    return _LONE_RETURN.sub("\n", "".join(parts)), origin


def _spans(module: cst.Module, plain: str, origin: Sequence[int]) -> dict[cst.CSTNode, Span]:
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)  # a fresh tree shares no nodes
    found = wrapper.resolve(ByteSpanPositionProvider)
    characters = range(len(plain) + 1) if plain.isascii() else _characters(plain)

    # The span of the module counts a last newline that the text may not have.
    size = len(characters) - 1

    def place(start: int, length: int) -> Span:
        first, last = characters[min(start, size)], characters[min(start + length, size)]
        # The end is taken from the last character: what was left out behind it is not part of it.
        return origin[first], origin[last - 1] + 1 if last > first else origin[first]

    return {node: place(span.start, span.length) for node, span in found.items()}


def _characters(plain: str) -> Sequence[int]:
    """For each byte of the UTF-8 form, and its end, the number of the character there."""
    numbers: list[int] = []
    for number, character in enumerate(plain):
        numbers += [number] * len(character.encode())
    numbers.append(len(plain))
    return numbers


def unicode_text(node: cst.BaseExpression) -> str | None:
    """The value of a plain string literal, else None."""
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        value = node.evaluated_value
        return value if isinstance(value, str) else None
    return None


def below(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The node and all below it, parents first."""
    stack: list[cst.CSTNode] = [node]
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(node.children)
