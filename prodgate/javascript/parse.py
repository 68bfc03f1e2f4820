"""A JavaScript or TypeScript file as ``prodgate.syntax``.

Offsets are characters, although the parser counts bytes. Nothing here recurses over the depth of
the input without a bound: what is nested more deeply than people write raises ``TooDeep``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from prodgate.javascript import (  # these fill the tables of ``lowering``
    lower_expressions,
    lower_functions,
    lower_imports,
    lower_jsx,
    lower_statements,
    lower_values,
)
from prodgate.javascript.lowering import COMMENTS, File, TooDeep, body, character_offsets
from prodgate.regex import lazy
from prodgate.syntax import Module

if TYPE_CHECKING:
    from tree_sitter import Node as Tree
    from tree_sitter import Parser

__all__ = ["TooDeep", "comments", "has_errors", "parse", "tree"]
_TABLES = (
    lower_expressions,
    lower_functions,
    lower_imports,
    lower_jsx,
    lower_statements,
    lower_values,
)
_USING = lazy(rb"\b(?:await\s+)?using(?=\s+[\w$]+\s*(?::|=|of\b))")
_COMMENT = lazy(rb"//|/\*|<!--|-->")
_NO_CODE = b"\x01"  # a character that is fine in JSX text and an error anywhere else


def parse(text: str, path: str) -> Module:
    """The file as a Module; ``path`` only tells the language, by its suffix.

    The nodes of an exported declaration span the whole export statement, those of several
    variables declared together the whole declaration, those of a method or class its decorators.
    Types and overload signatures are dropped. Raises TooDeep.
    """
    data = _encode(text)
    root = tree(data, path)
    file = File(text, data)
    try:
        statements = body(file, root.named_children)
    except RecursionError:  # the caller had used up most of the frames
        raise TooDeep("nested too deeply to be read") from None
    broken = tuple(file.span(node) for node in _broken(root))
    directives = lower_functions.directives(file, statements)
    return Module(0, len(text), "javascript", statements, directives, broken)


def comments(text: str, path: str) -> list[tuple[int, int]]:
    """The spans of the comments, in characters, in order. JSX text and strings are none."""
    data = _encode(text)
    match = _COMMENT.search(data)
    if match is None:
        return []
    at = character_offsets(text, data)
    root = tree(data, path)
    found: list[tuple[int, int]] = []
    while match is not None:
        end = match.start() + 1
        leaf = root.descendant_for_byte_range(match.start(), end)
        if leaf is not None and not leaf.child_count:  # a comment, or a string that is not one
            end = max(end, leaf.end_byte)
            if leaf.type in COMMENTS:
                found.append((at[leaf.start_byte], at[leaf.end_byte]))
        match = _COMMENT.search(data, end)
    return found


def has_errors(text: str, path: str) -> int:
    """How many places the parser could not read, or had to make up something to go on."""
    return _count(tree(_encode(text), path))


def _broken(root: Tree, *, inside: bool = False) -> Iterator[Tree]:
    """ERROR and MISSING nodes in order; ``inside``: also those within another."""
    stack = [root]
    while stack:
        node = stack.pop()
        if not node.has_error:
            continue
        if node.is_error or node.is_missing:
            yield node
            if not inside:
                continue
        stack += reversed(node.children)


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def tree(data: bytes, path: str) -> Tree:
    """The root of tree-sitter's tree of a file in UTF-8.

    Two things that people write and these grammars do not know are stood in for, byte for byte:
    ``using`` in TypeScript, and a lone ``&`` in JSX text.
    """
    grammar = _grammar(path)
    parser = _parser(grammar)
    if grammar != "javascript" and b"using" in data:
        data = _USING.sub(lambda match: b"const".ljust(len(match[0])), data)
    root = parser.parse(data).root_node
    if not root.has_error or grammar == "typescript":
        return root
    known = _without_ampersands(data, root)
    if known == data:
        return root
    again = parser.parse(known).root_node
    return again if _count(again) < _count(root) else root


def _without_ampersands(data: bytes, root: Tree) -> bytes:
    known = bytearray(data)
    for node in _broken(root):
        start, end = node.start_byte, node.end_byte
        if data.startswith(b"&", start):
            known[start:end] = known[start:end].replace(b"&", _NO_CODE)
    return bytes(known)


def _count(root: Tree) -> int:
    return sum(1 for _ in _broken(root, inside=True))


def _grammar(path: str) -> str:
    suffix = path.rpartition(".")[2].lower()
    return {"ts": "typescript", "mts": "typescript", "cts": "typescript", "tsx": "tsx"}.get(
        suffix, "javascript"
    )


@lru_cache(maxsize=3)
def _parser(grammar: str) -> Parser:
    import tree_sitter

    if grammar == "javascript":
        import tree_sitter_javascript

        return tree_sitter.Parser(tree_sitter.Language(tree_sitter_javascript.language()))
    import tree_sitter_typescript

    language = getattr(tree_sitter_typescript, f"language_{grammar}")
    return tree_sitter.Parser(tree_sitter.Language(language()))
