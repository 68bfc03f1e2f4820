"""AddImport and Define: what the new code needs at the top of the file."""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from itertools import takewhile

import libcst as cst
from msgspec import Struct, field

from prodgate.edits import Define, Edit, Import, Refusal
from prodgate.python.render_base import (
    NEWLINE,
    Change,
    RefusedError,
    after_newline,
    line_end,
    newline_near,
)
from prodgate.python.render_names import Binding, bindings, local_name, names_at_import, origin
from prodgate.python.render_statements import indented
from prodgate.python.render_tree import Tree
from prodgate.regex import lazy

_MODULE = lazy(r"\.*[^\W\d]\w*(?:\.[^\W\d]\w*)*|\.+")


class _Asked(Struct):
    """What is left to write, and the intents that it fulfils."""

    imports: list[Import] = field(default_factory=list)
    defines: list[Define] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)


def write_top(
    tree: Tree, intents: Sequence[tuple[int, Import | Define]], limit: int
) -> tuple[list[Change], dict[int, Refusal]]:
    """Edits for the numbered intents, and the refusals by number.

    ``limit`` is the offset of the first place that will use what is imported or defined here.
    """
    if not intents:
        return [], {}
    bound = _bindings(tree.text)
    places = _Places(tree, limit)
    asked = _Asked()
    for number, intent in intents:
        try:
            _ask(asked, bound, places, number, intent)
        except RefusedError as error:
            asked.refused[number] = error.refusal
    edits = _edits(tree, places, asked)
    return ([Change(tuple(asked.numbers), tuple(edits), rank=0)] if edits else []), asked.refused


def _bindings(text: str) -> list[Binding]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bindings(ast.parse(text))
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise RefusedError("not-parseable") from error


def _ask(
    asked: _Asked, bound: list[Binding], places: _Places, number: int, intent: Import | Define
) -> None:
    if isinstance(intent, Import):
        wanted = _is_missing_import(asked, bound, places, intent)
        if wanted and intent not in asked.imports:
            asked.imports.append(intent)
    else:
        wanted = _is_missing_definition(asked, bound, places, intent)
        if wanted and intent not in asked.defines:
            asked.defines.append(intent)
    if wanted:
        asked.numbers.append(number)


def _is_missing_import(asked: _Asked, bound: list[Binding], places: _Places, what: Import) -> bool:
    _refuse_unwritable(what)
    name = local_name(what)
    same_name = [binding for binding in bound if binding.name == name]
    others = [other for other in asked.imports if local_name(other) == name]
    if any(b.origin != origin(what) for b in same_name) or any(
        origin(other) != origin(what) for other in others
    ):
        raise RefusedError("name-taken", name=name)
    return not any(
        b.depth == 0
        and b.line <= places.limit_line
        and f"{b.module}.".startswith(f"{what.module}.")
        for b in same_name
    )


def _refuse_unwritable(what: Import) -> None:
    names = [name for name in (what.name, what.alias) if name is not None]
    relative_plain = what.module.startswith(".") and what.name is None
    if (
        relative_plain
        or not _MODULE.fullmatch(what.module)
        or not all(map(str.isidentifier, names))
    ):
        raise RefusedError("not-an-import")


def _is_missing_definition(
    asked: _Asked, bound: list[Binding], places: _Places, what: Define
) -> bool:
    depths = [binding.depth for binding in bound if binding.name == what.name]
    if any(depth < 2 for depth in depths):
        return False
    if depths or any(d.name == what.name and d.code != what.code for d in asked.defines):
        raise RefusedError("name-taken", name=what.name)
    place = places.line_of(places.for_definitions)
    for name in names_at_import(what.code):
        lines = [b.line for b in bound if b.name == name and b.depth < 2]
        if lines and min(lines) >= place:
            raise RefusedError("name-bound-later")
    return True


class _Places:
    """Where imports and definitions go: offsets of line starts between top-level statements."""

    def __init__(self, tree: Tree, limit: int) -> None:
        self._text = tree.text
        self.limit_line = self.line_of(min(limit, len(tree.text)))
        kinds = list(_kinds(tree))
        start = max([_header_end(tree.text)] + [end for kind, end in kinds if kind == "opening"])
        block = [end for end in _first_block(kinds) if end <= limit]
        others = [end for kind, end in kinds if kind in ("import", "guard") and end <= limit]
        self.under_imports = bool(block)
        self.for_imports = max(block, default=start)
        self.for_definitions = max(others, default=start)
        self.top = start
        self._leading = [x for x in _leading(tree) if x.start >= start and x.end <= limit]
        self._late = {root: end for root, end in _late(tree) if end <= limit}

    def of_import(self, what: Import) -> int:
        """Where an import goes: one of the standard library among its kind, others below all."""
        if (late := self._late.get(what.module.partition(".")[0])) is not None:
            return late
        if not self._leading or not _is_stdlib_name(what.module):
            return self.for_imports
        run = list(takewhile(lambda x: x.stdlib, self._leading))
        if what.name is None:  # "import x" stands above "from x import y"
            run = list(takewhile(lambda x: x.plain, run))
        if run:
            return run[-1].end
        set_off = not self._text[self.top : self._leading[0].start].strip()
        return self.top if set_off else self.for_imports

    def line_of(self, at: int) -> int:
        """The 1-based line of an offset."""
        return len(NEWLINE.findall(self._text, 0, at)) + 1


class _Line(Struct, frozen=True):
    """An import at the top of the file, and the offset of the line below it."""

    start: int
    end: int
    stdlib: bool
    plain: bool  # "import x", not "from x import y"


def _leading(tree: Tree) -> Iterator[_Line]:
    """The imports that the file starts with, up to whatever else there is."""
    for node in tree.module.body:
        kind = _kind(node)
        if kind in ("string", "future"):
            continue
        if kind != "import" or not isinstance(node, cst.SimpleStatementLine):
            return
        start, end = tree.spans[node]
        modules = [module for small in node.body for module in _modules(small)]
        plain = all(isinstance(small, cst.Import) for small in node.body)
        yield _Line(start, _below(tree.text, end), all(map(_is_stdlib_name, modules)), plain)


def _late(tree: Tree) -> Iterator[tuple[str, int]]:
    """What is imported only behind a change of ``sys.path``: the root, and the offset below it.

    Higher up, another module of the same package would not be found.
    """
    changed = False
    early: set[str] = set()
    for node in tree.module.body:
        start, end = tree.spans[node]
        if _kind(node) != "import":
            changed = changed or "sys.path" in tree.text[start:end]
        elif isinstance(node, cst.SimpleStatementLine):
            roots = {root for small in node.body for root in _modules(small)} - {""}
            if changed:
                yield from ((root, _below(tree.text, end)) for root in roots - early)
            else:
                early |= roots


def _modules(node: cst.CSTNode) -> Iterator[str]:
    """The roots of what an import statement names; an empty one for a relative import."""
    if isinstance(node, cst.Import):
        yield from (_root(alias.name) for alias in node.names)
    elif isinstance(node, cst.ImportFrom):
        yield "" if node.relative or node.module is None else _root(node.module)


def _root(node: cst.BaseExpression) -> str:
    while isinstance(node, cst.Attribute):
        node = node.value
    return node.value if isinstance(node, cst.Name) else ""


def _is_stdlib_name(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


def _first_block(kinds: Sequence[tuple[str, int]]) -> Iterator[int]:
    """The ends of the imports that stand together at the top."""
    begun = False
    for kind, end in kinds:
        if kind == "import":
            begun = True
            yield end
        elif begun and kind != "guard":
            return


def _kinds(tree: Tree) -> Iterator[tuple[str, int]]:
    """Each top-level statement line: what it is to us, and the offset of the line below it."""
    opening = True
    for number, node in enumerate(tree.module.body):
        kind = _kind(node)
        if kind == "string":
            kind = "opening" if number == 0 else "other"
        if kind == "future":
            kind = "opening" if opening else "other"
        opening = opening and kind == "opening"
        yield kind, _below(tree.text, tree.spans[node][1])


def _kind(node: cst.CSTNode) -> str:
    if isinstance(node, cst.SimpleStatementLine):
        if all(isinstance(small, cst.Import | cst.ImportFrom) for small in node.body):
            return "future" if any(map(_is_future, node.body)) else "import"
        first = node.body[0]
        strings = cst.SimpleString | cst.ConcatenatedString
        is_text = isinstance(first, cst.Expr) and isinstance(first.value, strings)
        return "string" if is_text else "other"
    return "guard" if _is_guard(node) else "other"


def _is_future(node: cst.CSTNode) -> bool:
    module = node.module if isinstance(node, cst.ImportFrom) else None
    return isinstance(module, cst.Name) and module.value == "__future__"


def _is_guard(node: cst.CSTNode) -> bool:
    """``if TYPE_CHECKING:`` or ``try:`` around imports, and little else."""
    if not isinstance(node, cst.If | cst.Try):
        return False
    imports = False
    stack: list[cst.CSTNode] = [node]
    while stack:
        inner = stack.pop()
        if isinstance(inner, cst.SimpleStatementLine | cst.SimpleStatementSuite):
            imports = imports or isinstance(inner.body[0], cst.Import | cst.ImportFrom)
            if any(isinstance(small, cst.Expr | cst.Return) for small in inner.body):
                return False
        elif isinstance(inner, cst.BaseCompoundStatement) and not isinstance(
            inner, cst.If | cst.Try
        ):
            return False
        else:
            stack += inner.children
    return imports


def _below(text: str, at: int) -> int:
    """The start of the line below the statement that ends at ``at``."""
    while True:
        end = line_end(text, at)
        below = after_newline(text, end)
        continued = "#" not in text[at:end] and text[at:end].rstrip().endswith("\\")
        if not continued or below == len(text):
            return below
        at = below


_COOKIE = lazy(r"#.*coding[:=]")


def _header_end(text: str) -> int:
    """The end of the shebang, the encoding line and a comment set off by an empty line."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text)
    fixed = 0
    if lines[0].startswith("#!"):
        fixed = 1
    if any(_COOKIE.match(line) for line in lines[:2]):
        fixed = 2 if len(lines) > 1 and _COOKIE.match(lines[1]) else 1
    count = 0
    while count < len(lines) and lines[count].lstrip().startswith("#"):
        count += 1
    set_off = count < len(lines) and not lines[count].strip()
    return sum(map(len, lines[: count if set_off else fixed]))


def _edits(tree: Tree, places: _Places, asked: _Asked) -> list[Edit]:
    text, at = tree.text, places.for_imports
    newline = newline_near(text, 0)
    together = places.for_definitions == at
    groups: dict[int, list[Import]] = {at: []}
    for what in asked.imports:
        groups.setdefault(places.of_import(what), []).append(what)
    edits = []
    code = _imports(groups.pop(at), newline)
    for above, wanted in groups.items():
        lines = _imports(wanted, newline)
        if above == places.top:
            lines = _spaced(text[:above], lines, text[above:], 1, newline)
        edits.append(_line_edit(text, above, lines, newline))
    if code and not places.under_imports:
        code = _spaced(text[:at], code, "" if together and asked.defines else text[at:], 1, newline)
    if not together:
        edits.append(_line_edit(text, at, code, newline))
    at = places.for_definitions
    before, code = (text[:at] + code, code) if together else (text[:at], "")
    definitions = _definitions(tree, asked.defines, newline)
    if definitions:
        code += _spaced(before, definitions, text[at:], 2, newline)
    return [edit for edit in [*edits, _line_edit(text, at, code, newline)] if edit.replacement]


def _line_edit(text: str, at: int, code: str, newline: str) -> Edit:
    """Whole lines inserted at ``at``, also behind a last line that has no newline."""
    if code and text[:at] and text[at - 1] not in "\r\n":
        code = newline + code.removesuffix(newline)
    return Edit(at, at, code)


def _spaced(before: str, code: str, after: str, blank: int, newline: str) -> str:
    """``code`` with that many empty lines around it, counting those that are there."""
    above = blank - max(len(NEWLINE.findall(before[len(before.rstrip()) :])) - 1, 0)
    lead = after[: len(after) - len(after.lstrip())]
    below = blank - len(NEWLINE.findall(lead))
    if not before.strip():
        above = 0
    if not after.strip():
        below = 0
    return newline * above + code + newline * below


def _imports(wanted: Sequence[Import], newline: str) -> str:
    plain = {_aliased(f"import {what.module}", what) for what in wanted if what.name is None}
    froms: dict[str, set[str]] = {}
    for what in wanted:
        if what.name is not None:
            froms.setdefault(what.module, set()).add(_aliased(what.name, what))
    lines = sorted(plain)
    for module in sorted(froms, key=lambda name: (name.startswith("."), name)):
        lines.append(f"from {module} import {', '.join(sorted(froms[module]))}")
    return "".join(line + newline for line in lines)


def _aliased(code: str, what: Import) -> str:
    return f"{code} as {what.alias}" if what.alias else code


def _definitions(tree: Tree, defines: Sequence[Define], newline: str) -> str:
    unit = tree.module.default_indent
    blocks = [indented(define.code.strip("\n"), "", unit, newline) for define in defines]
    return (newline * 2).join(blocks)
