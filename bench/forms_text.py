"""What a rewrite may not do to a text, asked of parsers that are not prodgate's own.

Python: ``compile`` and ``tokenize``. JavaScript and TypeScript: tree-sitter, walked here; what the
TypeScript compiler and V8 say comes from forms.mjs.
"""

from __future__ import annotations

import ast
import io
import json
import tokenize
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

PYTHON = {".py", ".pyw", ".ipynb"}
JAVASCRIPT = {".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"}


def language(path: str) -> str:
    """python, javascript or text, by suffix."""
    suffix = PurePath(path).suffix
    return "python" if suffix in PYTHON else "javascript" if suffix in JAVASCRIPT else "text"


@cache
def _parser(suffix: str) -> Parser:
    if suffix in {".ts", ".mts", ".cts"}:
        return Parser(Language(tree_sitter_typescript.language_typescript()))
    if suffix == ".tsx":
        return Parser(Language(tree_sitter_typescript.language_tsx()))
    return Parser(Language(tree_sitter_javascript.language()))


def nodes(path: str, text: str) -> Iterator[Node]:
    """Every node of a JavaScript or TypeScript text, in order, without recursion."""
    cursor = _parser(PurePath(path).suffix).parse(text.encode("utf-8", "surrogatepass")).walk()
    while True:
        if cursor.node is not None:
            yield cursor.node
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


def faults(path: str, text: str) -> int:
    """How often the text is no program: for Python 1 when it does not compile."""
    if language(path) == "python":
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return 1
        return 0
    if language(path) == "javascript":
        return sum(node.is_error or node.is_missing for node in nodes(path, text))
    if path.endswith(".json"):
        try:
            json.loads(text)
        except ValueError:
            return 1
    return 0


def comments(path: str, text: str) -> list[str] | None:
    """The comments in order, as they are written; None where the tokenizer gives up."""
    if language(path) == "javascript":
        kinds = {"comment", "html_comment"}
        return [(n.text or b"").decode() for n in nodes(path, text) if n.type in kinds]
    if language(path) == "text":
        return [line.strip() for line in text.splitlines() if line.strip().startswith(("#", "//"))]
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text, newline="").readline))
    except (tokenize.TokenError, SyntaxError):
        return None
    return [token.string.rstrip("\r") for token in tokens if token.type == tokenize.COMMENT]


def lost(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """What of ``before`` does not stand in ``after``, in that order."""
    left = iter(after)
    return [each for each in before if not any(each == other for other in left)]


# -- outside the edits -------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """The parts of a text that no edit touches, and where they stand afterwards."""

    spans: tuple[tuple[int, int], ...]  # in the text before
    places: tuple[int, ...]  # where each starts in the text after

    def moved(self, offset: int) -> tuple[int, int]:
        """Where an offset of the text before is in the text after; a range inside an edit."""
        at = bisect_right([start for start, _ in self.spans], offset) - 1
        start, end = self.spans[at]
        if offset < end:
            return (self.places[at] + offset - start,) * 2
        following = self.places[at + 1] if at + 1 < len(self.places) else self.places[at]
        return self.places[at] + end - start, following


def untouched(text: str, edits: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans of a text that lie outside all edits."""
    spans: list[tuple[int, int]] = []
    position = 0
    for start, end in sorted(set(edits)):
        if start >= position:
            spans.append((position, start))
        position = max(position, end)
    spans.append((position, len(text)))
    return tuple(spans)


def kept(before: str, after: str, edits: Iterable[tuple[int, int]]) -> Kept | str:
    """All of ``before`` outside the edits, found in ``after`` in order; else what is missing.

    The first part stands at the very start and the last at the very end.
    """
    spans = untouched(before, edits)
    places: list[int] = []
    position = 0
    for number, (start, end) in enumerate(spans):
        part = before[start:end]
        if number == len(spans) - 1:
            at = len(after) - len(part)
            if at < position or not after.endswith(part):
                return part
        else:
            at = after.find(part, position)
            if at < 0 or (number == 0 and at):
                return part
        places.append(at)
        position = at + len(part)
    return Kept(spans, tuple(places))


def line_ends(text: str) -> set[str]:
    """The kinds of line end that a text has."""
    windows = text.count("\r\n")
    found = {"\r\n"} if windows else set()
    found |= {"\n"} if text.count("\n") > windows else set()
    return found | ({"\r"} if text.count("\r") > windows else set())


def other_than_cells(data: bytes) -> object:
    """A notebook without the lines of its code cells."""
    document = json.loads(data)
    for cell in document["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = ""
    return document


# -- how two results differ --------------------------------------------------------------------


def difference(path: str, one: str, other: str) -> str:
    """How far apart two texts are: "layout", "order" or "code".

    "order" is another order of keyword arguments, keys, imports and definitions of a module, and
    imports that are joined or not: the program is the same.
    """
    if tokens(path, one) == tokens(path, other):
        return "layout"
    return "order" if _unordered(path, one) == _unordered(path, other) else "code"


def tokens(path: str, text: str) -> list[str]:
    """What a text says, without its layout."""
    if language(path) == "javascript":
        return [(n.text or b"").decode() for n in nodes(path, text) if not n.child_count]
    if language(path) == "python":
        skip = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
        try:
            stream = list(tokenize.generate_tokens(io.StringIO(text).readline))
        except (tokenize.TokenError, SyntaxError):
            return text.split()
        return [token.string for token in stream if token.type not in skip]
    return text.split()


def _unordered(path: str, text: str) -> object:
    if language(path) == "python":
        try:
            return _python_parts(ast.parse(text))
        except SyntaxError:
            return text
    if language(path) == "javascript":
        return _script_parts(path, text)
    return sorted(line.strip(" ,") for line in text.splitlines())


def _python_parts(tree: ast.Module) -> list[str]:
    """The statements of a module, sorted, each import of a name by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            node.keywords.sort(key=lambda each: each.arg or "~")
        elif isinstance(node, ast.Dict):
            pairs = list(zip(node.keys, node.values, strict=True))
            if all(isinstance(key, ast.Constant) for key in node.keys):
                pairs.sort(key=lambda pair: ast.dump(pair[0]) if pair[0] else "")
                node.keys, node.values = [k for k, _ in pairs], [v for _, v in pairs]
    parts: list[str] = []
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom):
            module = f"{'.' * statement.level}{statement.module or ''}"
            parts += [f"from {module} import {a.name} {a.asname}" for a in statement.names]
        else:
            parts.append(ast.dump(statement))
    return sorted(parts)


def _script_parts(path: str, text: str) -> tuple[list[str], list[str]]:
    """The tokens of a module, sorted, without commas, and what is imported from where."""
    imports: set[str] = set()
    inside: list[tuple[int, int]] = []
    words: list[str] = []
    for node in nodes(path, text):
        if node.type == "import_statement":
            source = node.child_by_field_name("source")
            inside.append((node.start_byte, node.end_byte))
            module = (source.text or b"").decode() if source is not None else ""
        elif any(start <= node.start_byte and node.end_byte <= end for start, end in inside[-1:]):
            if node.type in {"identifier", "namespace_import"}:
                imports.add(f"{(node.text or b'').decode()} from {module}")
        elif not node.child_count and node.type not in {",", ";"}:
            words.append((node.text or b"").decode())
    return sorted(imports), sorted(words)
