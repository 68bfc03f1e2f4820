"""Another file of the project, one import away, as a view of its own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from prodgate import source as door
from prodgate import syntax as s
from prodgate.findings import NotChecked
from prodgate.meaning import modules

if TYPE_CHECKING:
    from prodgate.view import View


def imported(view: View, local: str) -> tuple[View, str] | None:
    """The view of the module that a name is imported from, and its name there."""
    for node in s.walk_scope(*view.module.body):
        if not isinstance(node, s.Import):
            continue
        for name, qualified in node.names:
            if name == local:
                return of(view, qualified)
    return None


def of(view: View, qualified: str) -> tuple[View, str] | None:
    """The view of the module that a qualified name points into, and the name there."""
    name = qualified.rpartition(".")[2]
    kept = view.kept(_none_yet)
    for path in modules.files(view, qualified):
        if path in kept:  # its names and calls are found once
            return kept[path], name
        source, module = _parsed(view.root, path)
        if source is not None and module is not None:
            from prodgate.view import View as Other

            other = Other(source, module, view.policy, view.pack, view.project, view.root)
            kept[path] = other
            return other, name
    return None


def _none_yet(view: View) -> dict[str, View]:
    """By path: the other modules that were asked for."""
    return {}


@lru_cache(maxsize=64)
def _parsed(root: Path, path: str) -> tuple[door.Source | None, s.Module | None]:
    from prodgate.detect import parse

    if not (root / path).is_file():
        return None, None
    read = door.read(root, path)
    if isinstance(read, NotChecked):
        return None, None
    module = parse(read)
    return (None, None) if isinstance(module, NotChecked) else (read, module)
