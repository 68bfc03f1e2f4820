"""All requirements of a run, to one edit a manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from prodgate.dependencies import ManifestEdit, Requirement
from prodgate.project import Project


def manifest_edits(
    root: Path,
    requirements: Iterable[Requirement],
    project: Project,
    texts: Mapping[str, str],
    exclude: Sequence[str],
) -> tuple[ManifestEdit, ...]:
    """See ``prodgate.dependencies.manifest_edits``."""
    return ()
