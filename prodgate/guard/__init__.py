"""The guard module: what production code needs and a prototype lacks, owned by the user.

``prodgate_guard.py`` or ``prodgate-guard.ts`` is written once beside the fixed file, with only the
parts that the fixes of that file call. It decides nothing: roles, approval and model tiers come
from the policy, and where the policy is silent the part fails closed or keeps what was there. A
function that the policy names (``functions:``) is used instead.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from prodgate import syntax as s
from prodgate.edits import AddImport, Define, Import, Intent, WriteFile
from prodgate.guard.dialect import Dialect

if TYPE_CHECKING:
    from prodgate.findings import Language
    from prodgate.policy import Function, Policy
    from prodgate.view import View

PYTHON_HEADER = '''\
"""Limits that this project puts around its models and agents.

Written once by prodgate; it is yours: fill in the roles, the caller and the tiers.
"""

from __future__ import annotations
'''
JAVASCRIPT_HEADER = """\
// Limits that this project puts around its models and agents.
// Written once by prodgate; it is yours: fill in the roles, the caller and the tiers.
"""


@dataclass(frozen=True)
class Helper:
    """A name that fixed code can use, and what makes it available there."""

    name: str
    intents: tuple[Intent, ...]
    own: bool = False  # the team's function, not the guard module's


def helper(view: View, part: str) -> Helper:
    """The team's own function for a part, else that of the guard module beside the file.

    ``part`` is the name of a module in ``prodgate.guard.parts``; a key of the same name in the
    policy's ``functions`` names the team's own.
    """
    own = view.policy.function(part, view.language)
    if own is not None:
        what = Import(_own_module(view, own), own.name)
        return Helper(own.name, (AddImport(what),), own=True)
    module = _python(view) if view.language == "python" else _javascript(view)
    name = _name(part, view.language)
    file = WriteFile(module.file, module.header, tuple(module.parts(part, view.policy)))
    return Helper(name, (file, AddImport(Import(module.specifier, name))))


def is_helper(view: View, callee: s.Node, part: str) -> bool:
    """Whether a callee is the function of a part: the guard module's, or the team's own.

    Told by its name: where the function is imported from, a rule need not know.
    """
    name = (s.dotted(callee) or "").rpartition(".")[2]
    if not name:
        return False
    own = view.policy.function(part, view.language)
    return name == _name(part, view.language) or (own is not None and name == own.name)


def _name(part: str, language: Language) -> str:
    """What the part is called in the guard module of a language."""
    module = _part(part)
    return str(module.PYTHON if language == "python" else module.JAVASCRIPT)


def _part(part: str) -> Any:
    return importlib.import_module(f"prodgate.guard.parts.{part}")


@dataclass(frozen=True)
class _Module:
    file: str  # beside the fixed file
    specifier: str
    header: str
    dialect: Dialect | None = None

    def parts(self, part: str, policy: Policy) -> Iterable[Define]:
        """The definitions of a part, those it needs first."""
        found: Iterable[Define]
        if self.dialect is None:
            found = _part(part).python(policy)
        else:
            found = _part(part).javascript(policy, self.dialect)
        return found


# -- Python ------------------------------------------------------------------------------------


def _python(view: View) -> _Module:
    return _Module("prodgate_guard.py", _python_module(view), PYTHON_HEADER)


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
    dialect = Dialect(typed, _requires(view))
    return _Module(file, f"./prodgate-guard{written}", JAVASCRIPT_HEADER, dialect)


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
