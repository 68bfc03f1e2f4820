"""Facts about the scanned project: which version of a package applies to a file.

The nearest manifest upward from the file decides, its lock file first. Nothing is read until it
is asked for, each folder once; what is missing, too large, malformed or behind a link that leaves
the tree is unknown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from msgspec import Struct

from prodgate.findings import Language
from prodgate.project import manifests
from prodgate.project.manifests import Declared, Locked, MalformedError
from prodgate.project.versions import (
    VersionRange,
    contains,
    exactly,
    hull,
    intersect,
    parse_version,
    possible,
)
from prodgate.regex import lazy
from prodgate.strict import read_file

__all__ = ["Project", "VersionRange", "possible"]

_LIMIT = 5_000_000  # bytes
_INCLUDES = 20  # files named after -r; deeper is no project of people
_REQUIREMENTS = lazy(r"(?:.*[-_.])?requirements?(?:[-_.].*)?\.(txt|in)\Z", re.IGNORECASE)
_OPAQUE = {
    "python": ("setup.py", "environment.yml", "environment.yaml", "conda.yml", "conda.yaml"),
    "javascript": ("deno.json", "deno.jsonc"),
}
_MANIFESTS: dict[str, dict[str, Callable[[str], Declared | None]]] = {
    "python": {
        "pyproject.toml": manifests.read_pyproject,
        "Pipfile": manifests.read_pipfile,
        "setup.cfg": manifests.read_setup_cfg,
    },
    "javascript": {"package.json": manifests.read_package_json},
}
_LOCKS: dict[str, dict[str, Callable[[str], Locked]]] = {
    "python": {
        "uv.lock": manifests.read_toml_lock,
        "poetry.lock": manifests.read_toml_lock,
        "pdm.lock": manifests.read_toml_lock,
        "pylock.toml": manifests.read_toml_lock,
        "Pipfile.lock": manifests.read_pipfile_lock,
    },
    "javascript": {
        "package-lock.json": manifests.read_npm_lock,
        "npm-shrinkwrap.json": manifests.read_npm_lock,
        "pnpm-lock.yaml": manifests.read_pnpm_lock,
        "yarn.lock": manifests.read_yarn_lock,
        "bun.lock": manifests.read_bun_lock,
    },
}


class Named(Struct, frozen=True):
    """Where a package is named: the manifest with its text, and the versions of the lock file."""

    manifest: str = ""
    text: str = ""
    locked: frozenset[str] = frozenset()


class Project:
    """The manifests of a tree. Paths are relative to the root, "/" between parts.

    A package is named as its registry names it: "google-genai" in Python, "@google/genai" in
    JavaScript.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._places: dict[tuple[str, Language], _Place] = {}

    def version(self, path: str, package: str, language: Language) -> VersionRange | None:
        """The versions of a package that may apply to a file; None when nothing names it."""
        name = _name(package, language)
        declared: VersionRange | None = None
        for place, below in self._upward(path, language):
            here = place.allowed(name) if declared is None else None
            declared = here or declared
            if (locked := place.locked(name, below, declared, near=here is not None)) is not None:
                return locked
            if declared is not None and declared.exact:
                return declared
        return declared

    def named(self, path: str, package: str, language: Language) -> Named:
        """The manifest nearest to a file that names a package, and what a lock file settled on."""
        name, manifest, text = _name(package, language), "", ""
        for place, below in self._upward(path, language):
            if not manifest:
                manifest = next((at for at, d in place.declared if name in d.names), "")
                text = place.text(manifest) if manifest else ""
            locked = frozenset(v for lock in place.locks for v in lock.find(below, name))
            if locked:
                return Named(manifest, text, locked)
        return Named(manifest, text)

    def depends_on(self, path: str, package: str, language: Language) -> bool | None:
        """Whether a manifest at or above a file names a package; None when that is unknown."""
        name = _name(package, language)
        known, complete = False, True
        for place, _ in self._upward(path, language):
            if place.allowed(name) is not None:
                return True
            known = known or bool(place.declared)
            complete = complete and place.complete
        return False if known and complete else None

    def manifest(self, path: str, language: Language) -> str | None:
        """The path of the nearest manifest of a file that declares anything, or None."""
        for place, _ in self._upward(path, language):
            if place.declared:
                return place.declared[0][0]
        return None

    def _upward(self, path: str, language: Language) -> Iterator[tuple[_Place, str]]:
        """The folders from a file up to the root, each with the file's folder relative to it."""
        parts = PurePosixPath(path).parts[:-1]
        if ".." in parts or path.startswith("/") or "\0" in path:
            return
        for length in range(len(parts), -1, -1):
            yield self._place("/".join(parts[:length]), language), "/".join(parts[length:])

    def _place(self, folder: str, language: Language) -> _Place:
        key = (folder, language)
        if key not in self._places:
            self._places[key] = _Place(self._root, folder, language)
        return self._places[key]


def _name(package: str, language: Language) -> str:
    if language == "python":
        return manifests.python_name(package)
    return manifests.javascript_name(package)


class _Place(Struct, dict=True):
    """One folder: its manifests and lock files, read when first asked for."""

    root: Path
    folder: str
    language: Language

    @cached_property
    def _listing(self) -> frozenset[str]:
        try:
            with os.scandir(self.root / self.folder) as entries:
                return frozenset(entry.name for entry in entries)
        except OSError:
            return frozenset()

    @cached_property
    def declared(self) -> tuple[tuple[str, Declared], ...]:
        """The manifests that declare anything, the main one first, each with its path."""
        return tuple(self._declared())

    @cached_property
    def complete(self) -> bool:
        """Whether the manifests here can be trusted to name all they need."""
        opaque = any(name in self._listing for name in _OPAQUE[self.language])
        return not opaque and all(found.complete for _, found in self.declared)

    @cached_property
    def locks(self) -> tuple[Locked, ...]:
        """The lock files that can be read."""
        readers = _LOCKS[self.language]
        found = (self._lock(name, readers[name]) for name in readers if name in self._listing)
        return tuple(lock for lock in found if lock is not None)

    def allowed(self, package: str) -> VersionRange | None:
        """What the manifests of this folder allow, None when none names the package.

        Several requirements files may be several environments: any of them may apply. Other
        manifests describe the same environment: all of them do.
        """
        named = [(path, d.names[package]) for path, d in self.declared if package in d.names]
        if not named:
            return None
        environments = [allowed for path, allowed in named if path.endswith(".txt")]
        others = [allowed for path, allowed in named if not path.endswith(".txt")]
        groups = [*others, hull(environments)] if environments else others
        return intersect(groups) or hull(groups)

    def locked(
        self, package: str, below: str, declared: VersionRange | None, *, near: bool
    ) -> VersionRange | None:
        """What the lock files here have settled on, for a file in the folder ``below``.

        A lock file further up than the manifest (not ``near``) that has no version the manifest
        allows belongs to another project.
        """
        for lock in self.locks:
            parsed = [parse_version(text) for text in lock.find(below, package)]
            found = [exactly(version) for version in parsed if version and any(version)]
            fitting = [v for v in found if declared is None or contains(declared, v)]
            if fitting or (found and near):
                return hull(fitting or found)
        return None

    def _declared(self) -> Iterator[tuple[str, Declared]]:
        readers = _MANIFESTS[self.language]
        for name in (name for name in readers if name in self._listing):
            found = self._manifest(name, readers[name])
            if found is not None:
                yield self._path(name), found
        if self.language == "python":
            for name in sorted(filter(_REQUIREMENTS.match, self._listing), key=_main_first):
                yield self._path(name), self._requirements(name)

    def _requirements(self, name: str) -> Declared:
        seen = {name}

        def include(target: str) -> str | None:
            if target in seen:
                return ""  # a cycle, or twice the same: adds nothing
            seen.add(target)
            return self._read(target) if len(seen) <= _INCLUDES else None

        text = self._read(name)
        if text is None:
            return Declared({}, complete=False)
        return manifests.read_requirements(text, include)

    def _manifest(self, name: str, reader: Callable[[str], Declared | None]) -> Declared | None:
        text = self._read(name)
        try:
            return Declared({}, complete=False) if text is None else reader(text)
        except MalformedError:
            return Declared({}, complete=False)

    def _lock(self, name: str, reader: Callable[[str], Locked]) -> Locked | None:
        text = self._read(name)
        try:
            return None if text is None else reader(text)
        except MalformedError:
            return None

    def text(self, path: str) -> str:
        """The text of a manifest of this folder."""
        return self._read(path.rpartition("/")[2]) or ""

    def _path(self, name: str) -> str:
        return f"{self.folder}/{name}" if self.folder else name

    def _read(self, name: str) -> str | None:
        try:
            data = read_file(self.root / self.folder / name, self.root, _LIMIT)
        except (OSError, ValueError):
            return None
        return _decode(data)


def _main_first(name: str) -> tuple[bool, str]:
    return name != "requirements.txt", name


def _decode(data: bytes) -> str | None:
    # "pip freeze > requirements.txt" in PowerShell writes UTF-16.
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
