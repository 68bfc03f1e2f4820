"""One import away: whether a function of the project lives in a module that uses a model SDK.

The call is usually not in the handler's own file. The module an import names is found beside the
file, or below the root, and only its bytes are looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from prodgate import source as door

if TYPE_CHECKING:
    from prodgate.findings import Language
    from prodgate.view import View

_SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mjs", "/index.ts", "/index.js")
_ALIASES = ("", "src/", "app/")


def imports(view: View, name: str, pattern: re.Pattern[bytes]) -> bool:
    """Whether the module of ``module.name``, of the scanned tree, holds a pattern."""
    data = next((_read(view.root, path) for path in files(view, name)), None)
    return data is not None and pattern.search(data) is not None


def uses_sdk(view: View, name: str) -> bool:
    """Whether ``module.function`` is of a module of the project that imports a model SDK."""
    for path in files(view, name):
        data = _read(view.root, path)
        if data is not None:
            return bool(_pattern(view).search(data))
    return False


def is_local(view: View, name: str) -> bool:
    """Whether ``module.name`` is defined in a module of the scanned tree."""
    return name.startswith(".") or bool(files(view, name))


def files(view: View, name: str) -> tuple[str, ...]:
    """The files of the tree that the module of ``module.name`` may be, the likeliest first."""
    module = name.rpartition(".")[0]
    known = view.kept(_none_yet)
    if module not in known:
        paths = candidates(view.language, view.source.path, name)
        known[module] = tuple(path for path in paths if _is_file(view.root, path))
    return known[module]


def _none_yet(view: View) -> dict[str, tuple[str, ...]]:
    """By module: what was asked of this file."""
    return {}


def _is_file(root: Path, path: str) -> bool:
    return os.path.isfile(f"{root}/{path}")  # noqa: PTH113 (a third of the time, for many paths)


def candidates(language: Language, path: str, name: str) -> Iterator[str]:
    """Where the module of ``module.name`` may stand in the tree, as seen from a file."""
    folder = PurePosixPath(path).parent
    if language == "python":
        yield from _python(folder, name)
    else:
        yield from _javascript(folder, name)


def _python(folder: PurePosixPath, name: str) -> Iterator[str]:
    stripped = name.lstrip(".")
    level = len(name) - len(stripped)
    base = folder
    for _ in range(level - 1):
        base = base.parent
    parts = stripped.split(".")
    for length in range(len(parts) - 1, 0, -1):
        module = "/".join(parts[:length])
        for start in (base,) if level else (folder, *folder.parents):
            yield str(start / f"{module}.py")


def _javascript(folder: PurePosixPath, name: str) -> Iterator[str]:
    module = name.rpartition(".")[0] if not name.startswith(("./", "../")) else _specifier(name)
    if module.startswith(("./", "../")):
        base = _normal(folder / module)
        starts = [base] if base else []
    elif module.startswith(("@/", "~/")):
        starts = [
            str(parent / alias / module[2:]) for parent in folder.parents for alias in _ALIASES
        ]
    else:
        return
    for start in starts:
        stem = re.sub(r"\.[cm]?js$", "", start)
        for suffix in _SUFFIXES:
            yield stem + suffix


def _specifier(name: str) -> str:
    """``./lib/openai.js.ask`` -> ``./lib/openai.js``"""
    return name.rpartition(".")[0]


def _normal(path: PurePosixPath) -> str | None:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


@lru_cache(maxsize=2048)
def _read(root: Path, path: str) -> bytes | None:
    if not (root / path).is_file():
        return None
    data = door.load(root, path)
    return data if isinstance(data, bytes) else None


def _pattern(view: View) -> re.Pattern[bytes]:
    return _compiled(
        tuple(
            sorted(
                root
                for sdk in view.pack.catalogue(view.language).sdks
                if sdk.kind == "model"
                for root in sdk.imports
            )
        ),
        view.language,
    )


@lru_cache(maxsize=2)
def _compiled(roots: tuple[str, ...], language: Language) -> re.Pattern[bytes]:
    names = b"|".join(re.escape(root.encode()) for root in roots)
    if language == "python":
        return re.compile(rb"^[ \t]*(?:from|import)\s+(?:" + names + rb")\b", re.MULTILINE)
    return re.compile(rb"(?:from|require\(|import\()\s*[\"'](?:" + names + rb")[\"'/]")
