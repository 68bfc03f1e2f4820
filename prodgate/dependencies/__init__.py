"""Dependencies that a rewrite needs, added to the project's own manifest.

A file that is rewritten may import a package that it did not import before (``zod``,
``pydantic``). The flow::

    plan.requirements                       # what the rewrite of one file needs (rewrite.Plan)
    edits = manifest_edits(root, requirements, project)     # pure: one edit a manifest
    for edit in edits:                      # each written once, through prodgate/write.py
        if edit.changed:
            write_file(root, edit.path, edit.old, edit.new)
        notes += edit.notes

Nothing is installed, no lock file is touched, no file is executed, nothing is written here. A
package that the manifest has already is not added again, so a second run changes nothing. Where a
manifest cannot be edited safely the edit is empty and its note says what to do by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate.findings import Language

if TYPE_CHECKING:
    from prodgate.project import Project
    from prodgate.source import Source

__all__ = ["ManifestEdit", "Requirement", "manifest_edits"]


class Requirement(Struct, frozen=True):
    """A package that the rewrite of a file needs, as its registry names it.

    ``package`` is "" where nobody knows which package has ``module``: then a person is told.
    """

    package: str
    language: Language
    path: str  # of the rewritten file: the nearest manifest upward from it is the one
    module: str  # what the new import says


class ManifestEdit(Struct, frozen=True):
    """What becomes of one manifest; with ``path`` None, what is said where there is none.

    ``notes`` are sentences for a person, each whole: what was added and which command of the
    project's own tool comes next, or what to add by hand and why.
    """

    path: str | None
    source: Source | None = None  # None: nothing could be read
    after: str = ""
    added: tuple[str, ...] = ()  # as written: "pydantic>=2", "zod ^4.1.8"
    notes: tuple[str, ...] = ()

    @property
    def before(self) -> str:
        """The text as it is."""
        return self.source.text if self.source is not None else ""

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.source is not None and self.after != self.source.text

    @property
    def old(self) -> bytes:
        """The bytes that are expected in the file."""
        return self.source.encode(self.before) if self.source is not None else b""

    @property
    def new(self) -> bytes:
        """The bytes to write."""
        return self.source.encode(self.after) if self.source is not None else b""


def manifest_edits(
    root: Path,
    requirements: Iterable[Requirement],
    project: Project,
    *,
    texts: Mapping[str, str] | None = None,
    exclude: Sequence[str] = (),
    planned: bool = False,
) -> tuple[ManifestEdit, ...]:
    """One edit a manifest, for all requirements of a run; empty where nothing is missing.

    ``texts`` has manifests as they will be, by path, where the same run changes them otherwise
    and has not written that yet. ``exclude`` are the globs that the policy leaves out: such a
    manifest is not edited. ``planned``: the notes say "would add", not "added". Raises nothing for
    what the files hold.
    """
    from prodgate.dependencies import editing

    return editing.manifest_edits(
        root, requirements, project, texts or {}, exclude, planned=planned
    )
