"""The guard module: what production code needs and a prototype lacks, owned by the user.

``prodgate_guard.py`` or ``prodgate-guard.ts`` is written once beside the fixed file, with only the
parts that the fixes of that file call. It decides nothing: roles, approval and model tiers come
from the policy, and where the policy is silent the part fails closed or keeps what was there. A
function that the policy names (``functions:``) is used instead.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

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


class Helper(Struct, frozen=True):
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


class _Module(Struct, frozen=True):
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
    imports = [n for n in s.walk(*view.module.body) if isinstance(n, s.Import)]
    if any(each.module.startswith(".") for each in imports):
        return ".prodgate_guard"
    if (package := _package(view, folder, imports)) is not None:
        return f"{package}.prodgate_guard"
    if (view.root / folder / "__init__.py").is_file():
        return ".prodgate_guard"
    return "prodgate_guard"


def _package(view: View, folder: PurePosixPath, imports: Iterable[s.Import]) -> str | None:
    """The full name of the folder, where the file imports a part of the same tree by one.

    ``shop/agents/run.py`` that says ``from shop.kinds import Tool`` runs with the parent of
    ``shop`` on the path, whether or not there is an ``__init__.py``. What it imports must stand
    there: ``agents`` is the name of many a folder, and of a library.
    """
    named = {name for each in imports for name in (each.module, *(full for _, full in each.names))}
    modules = [name.split(".") for name in sorted(named) if "." in name]
    parts = folder.parts
    for start, part in enumerate(parts):
        if not all(map(str.isidentifier, parts[start:])):
            continue
        base = view.root.joinpath(*parts[:start])
        if any(name[0] == part and _exists(base.joinpath(*name)) for name in modules):
            return ".".join(parts[start:])
    return None


def _exists(module: Path) -> bool:
    return module.is_dir() or module.with_name(f"{module.name}.py").is_file()


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
    """The import among the others: sorted, the standard library first, names of a module together.

    The user's own lines below the imports stay as they are.
    """
    lines = text.split("\n")
    start = next((n + 1 for n, other in enumerate(lines) if "from __future__" in other), 0)
    end = start
    while end < len(lines) and _is_import(lines[end]):
        end += 1
    imports = _merged([*filter(None, lines[start:end]), line])
    blocks = [
        sorted((x for x in imports if _is_standard(x) is own), key=_order) for own in (True, False)
    ]
    block = [row for part in blocks if part for row in ("", *part)]
    blank = [] if end == len(lines) else [""] * max(1, _blanks(lines, end))
    return "\n".join([*lines[:start], *block, *blank, *lines[end:]])


def _merged(imports: list[str]) -> list[str]:
    """Names taken from one module on one line, each line once."""
    names: dict[str, set[str]] = {}
    for line in imports:
        module, _, taken = line.partition(" import ")
        names.setdefault(module, set()).update(filter(None, taken.split(", ")))
    return [
        f"{module} import {', '.join(sorted(taken))}" if taken else module
        for module, taken in names.items()
    ]


def _is_standard(line: str) -> bool:
    return line.split(" ")[1].partition(".")[0] in sys.stdlib_module_names


def _blanks(lines: list[str], end: int) -> int:
    """The empty lines above a line."""
    count = 0
    while count < end and not lines[end - 1 - count]:
        count += 1
    return count


def _order(line: str) -> tuple[bool, str]:
    return line.startswith("from "), line.split(" ")[1]
