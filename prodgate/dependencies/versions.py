"""Which versions a new entry asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from prodgate.dependencies import Requirement, package_json, style
from prodgate.dependencies.manifest import CannotEdit, Manifest
from prodgate.dependencies.packages import Line, Package, is_held, pydantic_is_old
from prodgate.dependencies.places import Found, Tree, joined, upward
from prodgate.meaning.pins import Loose, installed
from prodgate.project import Project, possible
from prodgate.project.versions import exactly, parse_version
from prodgate.regex import lazy

_CATALOG = lazy(r"^catalog:[^\n]*\n((?:[ \t]+[^\n]*\n?|\r?\n)*)", re.MULTILINE)


def specifier(
    tree: Tree, project: Project, found: Found, package: Package, wanted: Requirement
) -> str:
    """What the project says of the package elsewhere, else what its neighbours are like."""
    manifest = found.manifest
    if known := manifest.aside.get(package.name):
        return known
    if manifest.dialect == "npm" and (shared := _shared(tree, found, package, wanted)):
        return shared
    chosen = line(project, package, wanted)
    certain = _certain(tree.root, project, found.source.path, package, chosen, wanted)
    return style.specifier(manifest, chosen, certain)


def line(project: Project, package: Package, wanted: Requirement) -> Line:
    """The major line that the code of the fix was written for."""
    if package.name == "pydantic":  # its fix asks the same
        return package.lines[pydantic_is_old(project, wanted.path)]
    return package.lines[is_held(project, package, wanted.path)]


def _certain(
    root: Path,
    project: Project,
    path: str,
    package: Package,
    chosen: Line,
    wanted: Requirement,
) -> str | None:
    """The one version that is there: that of a lock file, or what is installed here."""
    known = project.version(wanted.path, package.name, package.language)
    if known is not None and known.exact and known.low is not None:
        text = ".".join(map(str, known.low))
    else:
        loose = Loose(package.language, package.name, (0, 0), "")
        text = installed(root, path, loose) or ""
    version = parse_version(text)
    if not version or possible(exactly(version), chosen.specifier) != "yes":
        return None
    return text


def above(tree: Tree, path: str) -> Iterator[Manifest]:
    """Every package.json from a file up to the root."""
    for folder in upward(path):
        source = tree.read(joined(folder, "package.json"))
        try:
            manifest = package_json.read(source.text) if source else None
        except CannotEdit:
            continue
        if manifest is not None:
            yield manifest


def _shared(tree: Tree, found: Found, package: Package, wanted: Requirement) -> str | None:
    """The range that the workspace has for the package: from its catalog, or its root."""
    if any(e.specifier == "catalog:" for e in found.manifest.entries) and _in_catalog(
        tree, wanted.path, package.name
    ):
        return "catalog:"
    for manifest in above(tree, wanted.path):
        ranges = {e.name: e.specifier for e in manifest.entries} | dict(manifest.aside)
        if re.match(r"[\^~\d>]", ranges.get(package.name, "")):
            return ranges[package.name]
    return None


def _in_catalog(tree: Tree, path: str, name: str) -> bool:
    for folder in upward(path):
        source = tree.read(joined(folder, "pnpm-workspace.yaml"))
        catalog = _CATALOG.search(source.text) if source else None
        if catalog and re.search(rf"^[ \t]+[\"']?{re.escape(name)}[\"']?:", catalog[1], re.M):
            return True
    return False
