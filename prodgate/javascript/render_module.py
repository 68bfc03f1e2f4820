"""What is added at the top of a module: imports, then definitions, in one place."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct
from tree_sitter import Node

from prodgate.edits import Define, Edit, Import
from prodgate.javascript.render_file import COMMENTS, File, RefusedError, walk
from prodgate.javascript.render_names import (
    Imported,
    bindings,
    bound_at_top,
    find_import,
    imports,
    module_of,
    required_by,
)
from prodgate.regex import lazy

_HEADER = lazy(
    r"copyright|licen[cs]e|spdx|@(?:file|ts-|jsx|flow|module|format|vitest|jest)|<reference"
    r"|eslint|prettier|biome|tslint|jshint|global[s ]|webpack|istanbul|c8 ignore|deno-lint",
    re.IGNORECASE,
)


# -- imports ----------------------------------------------------------------------------------


def import_edit(file: File, what: Import) -> Edit | str | None:
    """What makes the file import a name: a line of code to add, an edit in place, or nothing."""
    have = find_import(file, what)
    if have is not None and have.type_keyword is None:
        return None
    if have is not None:
        return _as_value(file, have)
    local = what.alias or what.name
    if what.name == "default" and not what.alias:
        raise RefusedError("not-found", "A default import needs a name.")
    if local is not None and next(bindings(file, local), None) is not None:
        raise RefusedError(
            "name-taken", f"`{local}` is something else in this file; rename that first."
        )
    return _import_line(file, what)


def _as_value(file: File, have: Imported) -> Edit:
    """Drop the ``type`` of a type-only import that we need at run time."""
    keyword = have.type_keyword
    following = keyword.next_sibling if keyword is not None else None
    alone = have.statement == (keyword.parent if keyword else None)
    others = [one for one in imports(file) if one.statement == have.statement]
    if keyword is None or following is None or (alone and len(others) > 1):
        raise RefusedError("name-taken", f"Import `{have.local}` as a value, not as a type.")
    start, end = file.start(keyword), file.start(following)
    if file.text[start:end].strip() != file.code(keyword):
        raise RefusedError("would-lose-comment", f"Import `{have.local}` as a value.")
    return Edit(start, end, "")


def _import_line(file: File, what: Import) -> str:
    module = file.quote_of_imports() + _specifier(file, what.module) + file.quote_of_imports()
    end = ";" if file.semicolons else ""
    if is_commonjs(file):
        return _require_line(what, module) + end
    if what.name is None and what.alias is None:
        return f"import {module}{end}"
    if what.name is None:
        return f"import * as {what.alias} from {module}{end}"
    if what.name == "default":
        return f"import {what.alias} from {module}{end}"
    alias = f" as {what.alias}" if what.alias and what.alias != what.name else ""
    return f"import {{ {what.name}{alias} }} from {module}{end}"


def _require_line(what: Import, module: str) -> str:
    if what.name is None and what.alias is None:
        return f"require({module})"
    if what.name in (None, "default"):
        return f"const {what.alias} = require({module})"
    alias = f": {what.alias}" if what.alias and what.alias != what.name else ""
    return f"const {{ {what.name}{alias} }} = require({module})"


def _specifier(file: File, module: str) -> str:
    """The specifier; a relative one has the suffix that those of the file have."""
    if not module.startswith(".") or re.search(r"\.[cm]?[jt]sx?$", module):
        return module
    seen: Counter[str] = Counter()
    for statement in {one.statement.id: one for one in imports(file)}.values():
        if statement.module.startswith("."):
            found = re.search(r"\.[jt]s$", statement.module)
            seen[found.group() if found else ""] += 1
    return module + (seen.most_common(1)[0][0] if seen else "")


def is_commonjs(file: File) -> bool:
    """Whether the file takes modules with ``require``."""
    if file.suffix == ".cjs":
        return True
    if file.suffix not in (".js", ".jsx") or "require(" not in file.text:
        return False
    top = {node.type for node in file.root.named_children}
    if top & {"import_statement", "export_statement"}:
        return False
    calls = (n for n in walk(file.root) if n.type == "call_expression")
    functions = (call.child_by_field_name("function") for call in calls)
    return any(node is not None and node.text == b"require" for node in functions)


# -- definitions ------------------------------------------------------------------------------


def define_code(file: File, define: Define) -> str | None:
    """The code to add at module level, None when the module binds the name already."""
    return None if bound_at_top(file, define.name) else define.code.strip("\n")


# -- the place --------------------------------------------------------------------------------


class Top(Struct, frozen=True):
    """Where imports and definitions go."""

    at: int
    after_code: bool  # behind an import, so that the text starts with a line break
    blank_before: bool  # needs an empty line in front


def top_edit(file: File, lines: list[str], definitions: list[str]) -> Edit | None:
    """One edit with everything that goes to the top of the module."""
    if not lines and not definitions:
        return None
    top = _top(file)
    newline = file.newline(top.at)
    blocks = [newline.join(_joined(lines))] if lines else []
    blocks += [newline.join(file.lines(code, "")) for code in definitions]
    text = (newline * 2).join(blocks)
    behind = file.text[top.at :]
    if top.after_code:
        text = newline * (1 if lines else 2) + text
        text += newline if _needs_break(behind, bool(definitions)) else ""
    else:
        text = (newline if top.blank_before else "") + text
        text += newline * 2 if behind.strip() else newline
    return Edit(top.at, top.at, text)


_NAMED = lazy(r"(import|const) \{ (.+) \}( from .+| = require.+)")


def _joined(lines: list[str]) -> list[str]:
    """Import lines with the names of one module together, where the first of them stands."""
    joined: dict[str, list[str]] = {}
    for line in lines:
        match = _NAMED.fullmatch(line)
        key = f"{match[1]} {{ @ }}{match[3]}" if match else line
        joined.setdefault(key, []).append(match[2] if match else "")
    return [
        key.replace("@", ", ".join(names), 1) if names[0] else key for key, names in joined.items()
    ]


def _needs_break(behind: str, blank: bool) -> bool:
    """Whether what follows our lines needs a line break in front; ``blank``: an empty line."""
    line, *more = behind.splitlines() or [""]
    if line.strip():  # import a from "a"; run()
        return True
    return blank and bool(more) and bool(more[0].strip())


def _top(file: File) -> Top:
    statements = [n for n in file.root.children if n.type not in COMMENTS]
    prologue = [n for n in statements if n.type == "hash_bang_line"]
    rest = statements[len(prologue) :]
    while rest and _is_directive(rest[0]):
        prologue.append(rest.pop(0))
    block: list[Node] = []
    while rest and _is_import(file, rest[0]):
        block.append(rest.pop(0))
    if block:
        return Top(_behind(file, block[-1]), True, False)
    return _before(file, rest[0] if rest else None, prologue)


def _is_directive(node: Node) -> bool:
    inside = node.named_children
    return node.type == "expression_statement" and bool(inside) and inside[0].type == "string"


def _is_import(file: File, node: Node) -> bool:
    if node.type == "import_statement":
        return True
    if node.type in ("lexical_declaration", "variable_declaration"):
        declarators = [n for n in node.named_children if n.type == "variable_declarator"]
        return all(module_of(file, required_by(n)) is not None for n in declarators)
    return module_of(file, required_by(node)) is not None


def _behind(file: File, node: Node) -> int:
    """The end of the statement and of the comments on its line."""
    at = file.end(node)
    for comment in file.comments((at, len(file.text))):
        between = file.text[at : file.start(comment)]
        if between.strip() or re.search(r"[\r\n]", between):
            break
        at = file.end(comment)
    return at


def _before(file: File, first: Node | None, prologue: list[Node]) -> Top:
    """In front of the first statement and what is said about it, behind the header."""
    start = file.start(first) if first is not None else len(file.text)
    floor = _behind(file, prologue[-1]) if prologue else 0
    for comment in _said_about(file, first, floor):
        start = file.start(comment)
    if file.begins_line(start):
        start = file.line_start(start) if first is not None else start
    before = file.text[:start].lstrip("\ufeff")
    open_line = bool(before) and before[-1] not in "\r\n"
    blank = bool(before.strip()) and not re.search(
        r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\Z", before
    )
    return Top(start, False, blank or open_line)


def _said_about(file: File, first: Node | None, floor: int) -> list[Node]:
    """The comments that belong to the statement, nearest first: attached, and no file header."""
    attached: list[Node] = []
    below = first
    while below is not None:
        above = below.prev_sibling
        if above is None or above.type not in COMMENTS or file.start(above) < floor:
            break
        between = file.text[file.end(above) : file.start(below)]
        if len(re.findall(r"\r\n|[\r\n]", between)) > 1:
            break
        attached.append(above)
        below = above
    header = [n for n, c in enumerate(attached) if _HEADER.search(file.code(c))]
    if not header:
        return attached
    end = header[0]
    while end and all(file.code(c).startswith("//") for c in attached[end - 1 : end + 1]):
        end -= 1  # a licence of several lines
    return attached[:end]
