"""The gate before a file is rewritten and the check after it, both by Python's own compiler.

Independent of the renderer on purpose: it reads ``ast``, not LibCST.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Sequence

from prodgate.edits import Edit, Intent, SetArgument, apply_edits
from prodgate.python.render_base import Span
from prodgate.rendering import Rendered


def compiles(text: str) -> bool:
    """Whether Python accepts the text. Also turns away what is nested too deeply for a parser."""
    # Compiled, not only parsed: the parser alone accepts f(t=1, t=2) and a late __future__.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # The cells of a notebook may wait for something outside of a function.
            cells = text.startswith("# %% cell ")
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if cells else 0
            compile(text, "<source>", "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError):
        return False
    return True


def fulfils(text: str, rendered: Rendered, intents: Sequence[Intent]) -> bool:
    """Whether the edited text compiles and holds each written argument exactly once."""
    try:
        result = apply_edits(text, list(rendered.edits))
    except ValueError:
        return False
    if not compiles(result):
        return False
    refused = {id(intent) for intent, _ in rendered.refused}
    asked = [i for i in intents if isinstance(i, SetArgument) and id(i) not in refused]
    if not asked:
        return True
    calls = _calls(result)
    return all(
        any(
            _holds(calls[span], intent)
            for span in _places(intent.call, rendered.edits)
            if span in calls
        )
        for intent in asked
    )


def _calls(text: str) -> dict[Span, ast.Call]:
    """The calls of a file that compiles, by their span in characters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(line: int, column: int) -> int:
        source = lines[line - 1]
        if source.isascii():
            return starts[line - 1] + column
        return starts[line - 1] + len(source.encode()[:column].decode())

    return {
        (
            offset(node.lineno, node.col_offset),
            offset(node.end_lineno or 0, node.end_col_offset or 0),
        ): node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }


def _places(span: Span, edits: Sequence[Edit]) -> list[Span]:
    """Where a span of the old text may stand in the new one.

    More than one place only where something was inserted exactly at its start or end.
    """
    starts = {_moved(span[0], edits, inclusive) for inclusive in (False, True)}
    ends = {_moved(span[1], edits, inclusive) for inclusive in (False, True)}
    return [(start, end) for start in starts for end in ends]


def _moved(at: int, edits: Sequence[Edit], inclusive: bool) -> int:
    before = [e for e in edits if e.end < at or (e.end == at and (inclusive or e.start < at))]
    return at + sum(len(edit.replacement) - (edit.end - edit.start) for edit in before)


def _holds(call: ast.Call, intent: SetArgument) -> bool:
    """Whether the call has the argument, once, with the value that was asked for."""
    node: ast.expr = call
    for key in intent.path:
        values = _values(node, key)
        if len(values) != 1:
            return False
        node = values[0]
    try:
        wanted = ast.parse(f"(\n{intent.code}\n)", mode="eval").body
    except (SyntaxError, ValueError):
        return False
    return ast.dump(node) == ast.dump(wanted)


def _values(node: ast.expr, key: str) -> list[ast.expr]:
    if isinstance(node, ast.Dict):
        values = [v for k, v in zip(node.keys, node.values, strict=True) if _is_key(k, key)]
        return values[-1:]  # of a repeated key the last one counts
    if not isinstance(node, ast.Call):
        return []
    if key.isdecimal():
        return node.args[int(key) : int(key) + 1]
    return [keyword.value for keyword in node.keywords if keyword.arg == key]


def _is_key(node: ast.expr | None, key: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == key
