"""Which manifest a new dependency belongs into: the nearest upward that says what runs."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from prodgate import source as door
from prodgate.dependencies import package_json, pyproject, requirements_text, setup_files
from prodgate.dependencies.manifest import CannotEdit, Manifest
from prodgate.dependencies.style import is_development
from prodgate.findings import Language, NotChecked
from prodgate.regex import lazy
from prodgate.source import Source

_REQUIREMENTS = lazy(r"(?i)(?:.*[-_.])?requirements?(?:[-_.].*)?\.(txt|in)\Z")
_MAIN = ("requirements.in", "requirements.txt")
_BELOW = tuple(  # of projects that keep them in a folder
    f"requirements/{name}.{kind}"
    for name in ("base", "common", "main", "requirements", "prod", "production")
    for kind in ("in", "txt")
)
_CONDA = ("environment.yml", "environment.yaml", "conda.yml", "conda.yaml")
_DENO = ("deno.json", "deno.jsonc")


class Found(Struct, frozen=True):
    """A manifest that can be read."""

    source: Source
    manifest: Manifest

    @property
    def names(self) -> set[str]:
        """What it names for run time."""
        return {entry.name for entry in self.manifest.entries} - {"python"}


class Blocked(Struct, frozen=True):
    """A manifest that a person has to edit; ``recipe`` instead of an entry, where there is one."""

    path: str
    reason: str
    recipe: str = ""


class Place(Struct, frozen=True):
    """The manifests of one folder: those to edit, and those that cannot be edited."""

    found: tuple[Found, ...] = ()
    blocked: tuple[Blocked, ...] = ()


class Tree(Struct):
    """Reads manifests of a tree. ``texts`` are newer than what is on the disk."""

    root: Path
    texts: Mapping[str, str]
    _listings: dict[str, frozenset[str]] = field(default_factory=dict)

    def listing(self, folder: str) -> frozenset[str]:
        """The names in a folder."""
        if folder not in self._listings:
            try:
                with os.scandir(self.root / folder) as entries:
                    names = frozenset(entry.name for entry in entries)
            except OSError:
                names = frozenset()
            self._listings[folder] = names
        return self._listings[folder]

    def read(self, path: str) -> Source | None:
        """A file of the tree as text; None where there is none or it cannot be read."""
        folder, _, name = path.rpartition("/")
        if path.startswith(("/", "..")) or name not in self.listing(folder):
            return None
        source = door.read(self.root, path)
        if isinstance(source, NotChecked):
            return None
        text = self.texts.get(path)
        return source if text is None else replace(source, text=text)


def upward(path: str) -> Iterator[str]:
    """The folders from that of a file up to the root, "" for the root."""
    for folder in PurePosixPath(path).parents:
        yield "" if str(folder) == "." else str(folder)


def find(tree: Tree, file: str, language: Language) -> Place:
    """The place for the dependencies of a file; an empty one where there is none."""
    look = _python if language == "python" else _javascript
    for folder in upward(file):
        place = look(tree, folder)
        if place.found or place.blocked:
            return place
    return Place()


def joined(folder: str, name: str) -> str:
    """A path below a folder, normalised."""
    return posixpath.normpath(posixpath.join(folder, name))


def _attempt(
    tree: Tree, path: str, reader: Callable[[str], Manifest | None]
) -> Found | Blocked | None:
    source = tree.read(path)
    if source is None:
        return Blocked(path, "it cannot be read") if _is_there(tree, path) else None
    try:
        manifest = reader(source.text)
    except CannotEdit as refused:
        return Blocked(path, refused.reason)
    return None if manifest is None else Found(source, manifest)


def _is_there(tree: Tree, path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return name in tree.listing(folder)


# -- JavaScript --------------------------------------------------------------------------------


def _javascript(tree: Tree, folder: str) -> Place:
    path = joined(folder, "package.json")
    found = _attempt(tree, path, package_json.read)
    if isinstance(found, Found):
        return Place((found,))
    if isinstance(found, Blocked):
        return Place(blocked=(found,))
    deno = next((name for name in _DENO if name in tree.listing(folder)), None)
    if deno is None:
        return Place()
    where = joined(folder, deno)
    return Place(blocked=(Blocked(where, "its imports are deno's", "deno add npm:{name}"),))


# -- Python ------------------------------------------------------------------------------------


def _python(tree: Tree, folder: str) -> Place:
    """Of several manifests the one that packaging reads first; the others where they follow it.

    A second list that names everything the first one names is kept in step by its people, so it
    gets the new entry too.
    """
    looked = list(_python_manifests(tree, folder))
    found = [each for each in looked if isinstance(each, Found)]
    blocked = tuple(each for each in looked if isinstance(each, Blocked))
    filled = [each for each in found if each.names]
    if not filled:
        return Place(tuple(found[:1]), blocked)
    first, *others = filled
    places = (first, *(each for each in others if first.names <= each.names))
    return Place(tuple({each.source.path: each for each in places}.values()), blocked)


def _python_manifests(tree: Tree, folder: str) -> Iterator[Found | Blocked]:
    names = tree.listing(folder)
    looks = (_pyproject, _setup_cfg, _setup_py, _pipfile, _requirements)
    some = [found for look in looks if (found := look(tree, folder)) is not None]
    yield from some
    conda = next((name for name in _CONDA if name in names), None)
    if conda is not None and not some:
        yield Blocked(joined(folder, conda), "environments of conda are not edited")


def _pyproject(tree: Tree, folder: str) -> Found | Blocked | None:
    path = joined(folder, "pyproject.toml")
    source = tree.read(path)
    if source is None:
        return None
    try:
        data = pyproject.data_of(source.text)
    except CannotEdit as refused:
        return Blocked(path, refused.reason)
    project, poetry = pyproject.table(data, "project"), pyproject.table(data, "tool", "poetry")
    if "dependencies" in project:
        return _attempt(tree, path, pyproject.read_project)
    if "dependencies" in poetry:
        return _attempt(tree, path, pyproject.read_poetry)
    if "dependencies" in (project.get("dynamic") or ()):
        return _dynamic(tree, folder, path, data)
    return _attempt(tree, path, pyproject.read_project) if project else None


def _dynamic(tree: Tree, folder: str, path: str, data: dict[str, Any]) -> Found | Blocked | None:
    """Where the build reads the list from."""
    tool = pyproject.table(data, "tool")
    files = pyproject.table(tool, "setuptools", "dynamic", "dependencies").get("file")
    hook = pyproject.table(tool, "hatch", "metadata", "hooks", "requirements_txt")
    listed = [*_texts(files), *_texts(hook.get("files")), *_texts(hook.get("filename"))]
    for name in listed:
        if found := _requirements_file(tree, folder, name, follow=True):
            return found
    if {"setup.cfg", "setup.py"} & tree.listing(folder):
        return None  # they say it
    return Blocked(path, "its dependencies are computed when it is built")


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def _setup_cfg(tree: Tree, folder: str) -> Found | Blocked | None:
    path = joined(folder, "setup.cfg")
    source = tree.read(path)
    if source is None:
        return None
    if named := setup_files.needs_file(source.text):
        return _requirements_file(tree, folder, named, follow=True)
    return _attempt(tree, path, setup_files.read_cfg)


def _setup_py(tree: Tree, folder: str) -> Found | Blocked | None:
    path = joined(folder, "setup.py")
    found = _attempt(tree, path, setup_files.read_setup)
    if isinstance(found, Blocked) and (source := tree.read(path)) is not None:
        named = setup_files.named_requirements(source.text)
        if named and (listed := _requirements_file(tree, folder, named, follow=True)):
            return listed
    return found


def _pipfile(tree: Tree, folder: str) -> Found | Blocked | None:
    return _attempt(tree, joined(folder, "Pipfile"), pyproject.read_pipfile)


def _requirements(tree: Tree, folder: str) -> Found | Blocked | None:
    names = tree.listing(folder)
    below = tree.listing(joined(folder, "requirements")) if "requirements" in names else ()
    known = [n for n in _MAIN if n in names]
    known += [n for n in _BELOW if n.partition("/")[2] in below]
    if not known:
        known = sorted(n for n in names if _REQUIREMENTS.match(n) and not is_development(n))
        if len(known) > 1 and len({n.rpartition(".")[0] for n in known}) > 1:
            return Blocked(joined(folder, known[0]), f"there are {len(known)} such files")
    for name in known:
        if found := _requirements_file(tree, folder, name, follow=True):
            return found
    return None


def _requirements_file(
    tree: Tree, folder: str, name: str, *, follow: bool
) -> Found | Blocked | None:
    """A requirements file, or the one that it is made from, or that it includes."""
    path = joined(folder, name)
    source = tree.read(path)
    if source is None:
        return None
    if requirements_text.is_compiled(source.text):
        return _source_of(tree, path, source.text) if follow else Blocked(path, _COMPILED)
    manifest = requirements_text.read(source.text)
    here = posixpath.dirname(path)
    if not manifest.entries and follow:
        for included in requirements_text.includes(source.text):
            if found := _requirements_file(tree, here, included, follow=False):
                return found
        if requirements_text.installs_itself(source.text):
            return None
    present = frozenset(_included(tree, here, source.text, {path}))
    aside = _development(tree, folder)
    return Found(source, replace(manifest, present=present, aside=aside))


_COMPILED = "a tool compiled it: add it to what that reads, and compile again"


def _source_of(tree: Tree, path: str, text: str) -> Found | Blocked | None:
    """What a compiled file was made from; None where another manifest of the folder is that."""
    folder = posixpath.dirname(path)
    if requirements_text.is_exported(text) and "pyproject.toml" in tree.listing(folder):
        return None
    named = [path.rpartition("/")[2].removesuffix(".txt") + ".in"]
    for name in [*named, *requirements_text.compiled_from(text)]:
        for base in (folder, ""):
            where = joined(base, name)
            if not name.endswith(".in") and tree.read(where) is not None:
                return None
            if tree.read(where) is not None and where != path:
                return _requirements_file(tree, base, name, follow=False)
    return Blocked(path, _COMPILED)


def _included(tree: Tree, folder: str, text: str, seen: set[str]) -> Iterator[str]:
    for name in requirements_text.includes(text):
        path = joined(folder, name)
        source = tree.read(path) if path not in seen and len(seen) < 20 else None
        if source is None:
            continue
        seen.add(path)
        yield from (entry.name for entry in requirements_text.read(source.text).entries)
        yield from _included(tree, posixpath.dirname(path), source.text, seen)


def _development(tree: Tree, folder: str) -> dict[str, str]:
    """What the requirements for development beside it name."""
    aside: dict[str, str] = {}
    for name in sorted(tree.listing(folder)):
        if _REQUIREMENTS.match(name) and is_development(name):
            source = tree.read(joined(folder, name))
            for entry in requirements_text.read(source.text).entries if source else ():
                aside.setdefault(entry.name, entry.specifier)
    return aside
