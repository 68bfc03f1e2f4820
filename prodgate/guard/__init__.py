"""The guard module: what production code needs and a prototype lacks, owned by the user.

``prodgate_guard.py`` or ``prodgate-guard.ts`` is written once beside the fixed file, with only the
parts that the fixes of that file call. It decides nothing: roles, approval and model tiers come
from the policy, and where the policy is silent the part fails closed or keeps what was there. A
function that the policy names (``functions:``) is used instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, TypeAlias

from prodgate import syntax as s
from prodgate.edits import AddImport, Define, Import, Intent, WriteFile
from prodgate.guard import javascript as guard_javascript
from prodgate.guard import python as guard_python

if TYPE_CHECKING:
    from prodgate.policy import Function, Policy
    from prodgate.view import View

Part: TypeAlias = Literal[
    "tools_for_role", "tool_set_for_role", "caller_role", "sanitize", "approval_policy",
    "choose_model",
]  # fmt: skip


@dataclass(frozen=True)
class Helper:
    """A name that fixed code can use, and what makes it available there."""

    name: str
    intents: tuple[Intent, ...]
    own: bool = False  # the team's function, not the guard module's


def helper(view: View, part: Part) -> Helper:
    """The team's own function for a part, else that of the guard module beside the file."""
    own = None if part == "tool_set_for_role" else view.policy.function(part, view.language)
    if own is not None:
        what = Import(_own_module(view, own), own.name)
        return Helper(own.name, (AddImport(what),), own=True)
    module = _python(view) if view.language == "python" else _javascript(view)
    texts = guard_python if view.language == "python" else guard_javascript
    name = texts.NAMES[part]
    file = WriteFile(module.file, module.header, tuple(module.parts(part, view.policy)))
    return Helper(name, (file, AddImport(Import(module.specifier, name))))


@dataclass(frozen=True)
class _Module:
    file: str  # beside the fixed file
    specifier: str
    header: str
    dialect: guard_javascript.Dialect | None = None

    def parts(self, part: Part, policy: Policy) -> Iterable[Define]:
        """The definitions of a part, those it needs first."""
        if self.dialect is None:
            return guard_python.parts(part, policy)
        return guard_javascript.parts(part, policy, self.dialect)


# -- Python ------------------------------------------------------------------------------------


def _python(view: View) -> _Module:
    return _Module("prodgate_guard.py", _python_module(view), guard_python.HEADER)


def _python_module(view: View) -> str:
    """How the file imports its neighbours: relatively, by the full name, or as a script does."""
    folder = PurePosixPath(view.source.path).parent
    modules = [n.module for n in s.walk(*view.module.body) if isinstance(n, s.Import)]
    if any(module.startswith(".") for module in modules):
        return ".prodgate_guard"
    parts = folder.parts
    for start in range(len(parts)):
        package = ".".join(parts[start:])
        if any(module == package or module.startswith(package + ".") for module in modules):
            return f"{package}.prodgate_guard"
    if (view.root / folder / "__init__.py").is_file():
        return ".prodgate_guard"
    return "prodgate_guard"


# -- JavaScript --------------------------------------------------------------------------------


def _javascript(view: View) -> _Module:
    suffix = PurePosixPath(view.source.path).suffix.lower()
    typed = suffix in {".ts", ".tsx", ".mts", ".cts"}
    ending = {".tsx": ".ts", ".jsx": ".js"}.get(suffix, suffix)
    file = f"prodgate-guard{ending}"
    # A bundler or tsc finds "./prodgate-guard"; node and the .m/.c variants need the suffix.
    written = {".ts": "", ".mts": ".mjs", ".cts": ".cjs"}.get(ending, ending)
    dialect = guard_javascript.Dialect(typed, _requires(view))
    header = guard_javascript.HEADER
    return _Module(file, f"./prodgate-guard{written}", header, dialect)


def _requires(view: View) -> bool:
    """Whether the file takes modules with ``require``, as the renderer sees it."""
    if view.source.path.lower().endswith((".mjs", ".ts", ".tsx", ".mts", ".cts")):
        return False
    from prodgate.javascript.render_file import File
    from prodgate.javascript.render_module import is_commonjs

    return is_commonjs(File(view.text, view.source.path))


# -- the team's own ----------------------------------------------------------------------------


def _own_module(view: View, own: Function) -> str:
    """The specifier; one that is relative to the policy file, from the folder of this file."""
    if not own.module.startswith(".") or view.policy.folder is None:
        return own.module
    target = os.path.normpath(view.policy.folder / own.module)
    here = (view.root / view.source.path).parent
    relative = PurePosixPath(os.path.relpath(target, here).replace(os.sep, "/")).as_posix()
    return relative if relative.startswith(".") else f"./{relative}"


# -- adding to a module ------------------------------------------------------------------------


def with_part(text: str, part: Define) -> str:
    """A guard module with one more part; the imports the part starts with go to the others."""
    lines = part.code.strip("\n").split("\n")
    count = next((n for n, line in enumerate(lines) if not _is_import(line)), len(lines))
    for line in filter(None, lines[:count]):
        text = _with_import(text, line)
    python = "\nfrom __future__" in text or text.startswith("from __future__")
    blank = "\n\n\n" if python and count else "\n\n"
    body = "\n".join(lines[count:]).strip("\n")
    last = text.rstrip("\n").rpartition("\n")[2]
    if python and (body.startswith(("def ", "class ", "@")) or last.startswith("    ")):
        blank = "\n\n\n"
    return text.rstrip("\n") + blank + body + "\n"


def _is_import(line: str) -> bool:
    return not line or (line.startswith(("import ", "from ")) and not line.endswith(";"))


def _with_import(text: str, line: str) -> str:
    """The import among the others, sorted; names of one module on one line."""
    lines = text.split("\n")
    if line in lines:
        return text
    module, _, names = line.partition(" import ")
    for number, other in enumerate(lines):
        if names and other.startswith(f"{module} import ") and "(" not in other:
            together = {*other.partition(" import ")[2].split(", "), *names.split(", ")}
            lines[number] = f"{module} import {', '.join(sorted(together))}"
            return "\n".join(lines)
    future = next((n for n, other in enumerate(lines) if "from __future__" in other), -1)
    smaller = (
        n
        for n, other in enumerate(lines)
        if n > future and other and _is_import(other) and _order(other) < _order(line)
    )
    at = max(smaller, default=future)
    gap = [""] if at == future and not _is_block(lines, future + 2) else []
    if at == future and not gap:
        at += 1  # the empty line that ends the future import
    return "\n".join([*lines[: at + 1], *gap, line, *lines[at + 1 :]])


def _is_block(lines: list[str], at: int) -> bool:
    """Whether imports stand at this line."""
    return at < len(lines) and bool(lines[at]) and _is_import(lines[at])


def _order(line: str) -> tuple[bool, str]:
    return line.startswith("from "), line.split(" ")[1]
