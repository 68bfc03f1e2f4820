"""All requirements of a run, to one edit a manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from prodgate.dependencies import ManifestEdit, Requirement, advice, places, versions
from prodgate.dependencies.manifest import CannotEdit, Dialect, Manifest
from prodgate.dependencies.packages import Package, named
from prodgate.dependencies.places import Blocked, Found, Place, Tree
from prodgate.globs import excluding
from prodgate.project import Project
from prodgate.project.manifests import python_name
from prodgate.secrets import is_test_path


def manifest_edits(
    root: Path,
    requirements: Iterable[Requirement],
    project: Project,
    texts: Mapping[str, str],
    exclude: Sequence[str],
    *,
    planned: bool,
) -> tuple[ManifestEdit, ...]:
    """See ``prodgate.dependencies.manifest_edits``."""
    run = _Run(root, project, dict(texts), exclude, planned)
    for each in sorted(set(requirements), key=lambda r: (r.path, r.package, r.module)):
        run.require(each)
    run.say_what_is_left()
    return tuple(run.edits.values())


class _Run:
    """The edits so far, by path; the texts that they leave are what the next one reads."""

    def __init__(
        self,
        root: Path,
        project: Project,
        texts: dict[str, str],
        exclude: Sequence[str],
        planned: bool,
    ) -> None:
        self.project = project
        self.texts = texts
        self.tree = Tree(root, texts)
        self.excluded = excluding(exclude)
        self.planned = planned
        self.edits: dict[str | None, ManifestEdit] = {}
        self.left: dict[tuple[str | None, str], list[str]] = {}  # what to do for which files

    def require(self, wanted: Requirement) -> None:
        """One package for one file."""
        package = named(wanted.package, wanted.language)
        place = places.find(self.tree, wanted.path, wanted.language)
        if package is None:
            if not _is_known(self.tree, wanted, place):
                self._leave(None, _UNKNOWN.format(module=wanted.module), wanted)
            return
        if not (place.found or place.blocked):
            shown = _default(package, self.project, wanted)
            self._leave(None, _NOWHERE.format(shown=shown), wanted)
            return
        for found in place.found:
            self._add(found, package, wanted)
        for blocked in place.blocked:
            if not any(each.manifest.has(package.name) for each in place.found):
                self._by_hand(blocked, package, wanted)

    def _add(self, found: Found, package: Package, wanted: Requirement) -> None:
        path, manifest = found.source.path, found.manifest
        if self._is_there(manifest, package, wanted):
            return
        specifier = versions.specifier(self.tree, self.project, found, package, wanted)
        if self.excluded is not None and self.excluded.match(path):
            self._by_hand(Blocked(path, "the policy leaves that file out"), package, wanted)
            return
        try:
            after = manifest.add(package.name, specifier)
        except CannotEdit as refused:
            self._by_hand(Blocked(path, refused.reason), package, wanted)
            return
        shown = _shown(package.name, specifier, manifest.dialect)
        command = advice.command(self.tree, path, manifest.dialect)
        self._edit(found, after, shown, self._said(package, manifest, shown, path, command))

    def _said(
        self, package: Package, manifest: Manifest, shown: str, path: str, command: str
    ) -> str:
        if manifest.dialect == "npm" and package.name in manifest.aside:
            verb = "would move" if self.planned else "moved"
            return f"{verb} {shown} from devDependencies to dependencies of {path}: {command}"
        if self.planned:
            return f"would add {shown} to {path}; then {command}"
        return f"added {shown} to {path}: {command}"

    def _is_there(self, manifest: Manifest, package: Package, wanted: Requirement) -> bool:
        names = (package.name, *package.brought_by)
        if any(manifest.has(name) for name in names):
            return True
        if is_test_path(wanted.path) and any(name in manifest.aside for name in names):
            return True
        # A part of a workspace that declares nothing lives on what the folders above declare.
        return (
            manifest.dialect == "npm"
            and not manifest.entries
            and any(above.has(package.name) for above in versions.above(self.tree, wanted.path))
        )

    def _edit(self, found: Found, after: str, shown: str, note: str) -> None:
        path = found.source.path
        old = self.edits.get(path) or ManifestEdit(path, found.source, found.source.text)
        self.edits[path] = replace(
            old, after=after, added=(*old.added, shown), notes=(*old.notes, note)
        )
        self.texts[path] = after

    def _by_hand(self, blocked: Blocked, package: Package, wanted: Requirement) -> None:
        if blocked.recipe:
            recipe = blocked.recipe.format(name=package.name)
            self._leave(blocked.path, f"run `{recipe}` for {blocked.path}", wanted)
            return
        shown = _default(package, self.project, wanted)
        what = f"add {shown} by hand, as {blocked.path} is left as it is ({blocked.reason})"
        self._leave(blocked.path, what, wanted)

    def _leave(self, path: str | None, what: str, wanted: Requirement) -> None:
        files = self.left.setdefault((path, what), [])
        if wanted.path not in files:
            files.append(wanted.path)

    def say_what_is_left(self) -> None:
        """One note for each thing that a person has to do, however many files need it."""
        for (path, what), files in self.left.items():
            more = f" and {len(files) - 1} more" if len(files) > 1 else ""
            need = "need" if more else "needs"
            old = self.edits.get(path) or ManifestEdit(path)
            note = f"{what}: {files[0]}{more} {need} it"
            self.edits[path] = replace(old, notes=(*old.notes, note))


_UNKNOWN = "see to it that the package with the module {module} is among your dependencies"
_NOWHERE = "add {shown} to your dependencies, for which no manifest was found"


def _is_known(tree: Tree, wanted: Requirement, place: Place) -> bool:
    """Whether a module without a known package is the project's own, or plainly declared."""
    root = wanted.module
    for folder in places.upward(wanted.path):
        for base in (folder, places.joined(folder, "src")):
            names = tree.listing(base)
            if root in names or f"{root}.py" in names:
                return True
    name = python_name(root) if wanted.language == "python" else root
    return any(found.manifest.has(name) or name in found.manifest.aside for found in place.found)


def _default(package: Package, project: Project, wanted: Requirement) -> str:
    line = versions.line(project, package, wanted)
    if line.npm:
        return _shown(package.name, line.npm, "npm")
    return _shown(package.name, line.specifier, "pep508")


def _shown(name: str, specifier: str, dialect: Dialect) -> str:
    return f"{name}{specifier}" if dialect == "pep508" else f"{name} {specifier.strip()}"
