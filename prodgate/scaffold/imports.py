"""How a test or a runner imports a file of the project: from which folder, and by what name."""

from __future__ import annotations

import keyword
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.scaffold.subject import Subject
    from prodgate.view import View

_STARTED = lazy(r"(?<![\w./-])([A-Za-z_]\w*(?:\.\w+)*):\w+")


class Module(Struct, frozen=True):
    """A module by its name, and the folder ("" for the top) that has to be on the path."""

    name: str
    root: str


def module_of(subject: Subject, path: str) -> Module | None:
    """How a Python file is imported; None where its name allows no import.

    A command that starts it says so best, then what it imports itself, then its packages.
    """
    parts = PurePosixPath(path.removesuffix(".py").removesuffix("/__init__")).parts
    if not path.endswith(".py") or not parts or not _is_name(parts[-1]):
        return None
    at = _by_command(subject, parts)
    if at is None:
        at = _by_imports(subject, path, parts)
    if at is None:
        at = _by_packages(subject, parts)
    if not all(map(_is_name, parts[at:])):
        return None
    return Module(".".join(parts[at:]), "/".join(parts[:at]))


def _is_name(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text)


def _by_command(subject: Subject, parts: tuple[str, ...]) -> int | None:
    """``uvicorn app.main:app``"""
    for start in subject.inventory.start:
        for match in re.finditer(_STARTED.pattern, start.command):
            named = tuple(match[1].split("."))
            if parts[-len(named) :] == named:
                return len(parts) - len(named)
    return None


def _by_imports(subject: Subject, path: str, parts: tuple[str, ...]) -> int | None:
    """``from app.store import Store``: the nearest folder above in which there is an ``app``."""
    view = subject.view(path)
    if view is None:
        return None
    relative = max((_level(node.module) for node in view.names.imports), default=0)
    for node in view.names.imports:
        first = node.module.partition(".")[0]
        for at in range(len(parts) - 1, -1, -1) if first else ():
            if _has(subject, "/".join((*parts[:at], first))):
                return min(at, len(parts) - relative)
    if relative:
        return min(_by_packages(subject, parts), max(len(parts) - relative - 1, 0))
    return None


def _level(module: str) -> int:
    return len(module) - len(module.lstrip("."))


def _has(subject: Subject, name: str) -> bool:
    """Whether there is a module or a package of that path."""
    if f"{name}.py" in subject.paths or f"{name}/__init__.py" in subject.paths:
        return True
    return any(path.startswith(f"{name}/") and path.endswith(".py") for path in subject.paths)


def _by_packages(subject: Subject, parts: tuple[str, ...]) -> int:
    """Up to the first folder that is no package."""
    at = len(parts) - 1
    while at and "/".join((*parts[:at], "__init__.py")) in subject.paths:
        at -= 1
    return at


# -- the application object ------------------------------------------------------------------------

_CLASSES = {
    "FastAPI": "fastapi", "Starlette": "starlette", "Flask": "flask", "Quart": "quart",
}  # fmt: skip


class App(Struct, frozen=True):
    """The object that serves: what a test client of its framework is made with."""

    framework: str
    module: Module
    name: str  # of the object, or of the function that makes it
    made: bool  # whether a function makes it
    path: str


def app_of(subject: Subject, near: str) -> App | None:
    """The application of a tree, best the one nearest to a file."""
    found = []
    for word in _CLASSES:
        for view in subject.views_with(f"{word}(".encode()):
            if view.language == "python" and (app := _in(subject, view)) is not None:
                found.append(app)
    return max(found, key=lambda app: (_shared(app.path, near), not app.made), default=None)


def _shared(path: str, other: str) -> int:
    """How many folders two files share, and one more for the same file."""
    if path == other:
        return 99
    pairs = zip(path.split("/")[:-1], other.split("/")[:-1], strict=False)
    return sum(1 for a, b in pairs if a == b)


def _in(subject: Subject, view: View) -> App | None:
    module = module_of(subject, view.source.path)
    if module is None:
        return None
    for call in view.names.calls:
        framework = _CLASSES.get((s.dotted(call.callee) or "").rpartition(".")[2])
        parent = view.names.parent(call)
        if framework is None or not isinstance(parent, s.Assign) or len(parent.targets) != 1:
            continue
        target = parent.targets[0]
        if not isinstance(target, s.Name):
            continue
        above = [n for n in view.names.above(parent) if isinstance(n, s.Function)]
        if not above:
            return App(framework, module, target.id, False, view.source.path)
        maker = above[0]
        if len(above) == 1 and all(p.default is not None for p in maker.params):
            made = App(framework, module, maker.name, True, view.source.path)
            return None if maker.is_async or not _is_name(maker.name) else made
    return None
