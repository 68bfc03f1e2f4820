"""Where the packs are that a command line names: folders, and installed distributions.

A pack may bring code only from outside the tree that is checked: nothing in a pull request can make
prodgate run it. An installed pack is found by an entry point of the group ``prodgate.packs``, whose
value is the package that holds its ``rules``, ``fixes`` and ``sdks``.
"""

from __future__ import annotations

from pathlib import Path

from prodgate.strict import quote, suggest

GROUP = "prodgate.packs"
_PARTS = ("rules", "sdks", "fixes")


class NoPackError(Exception):
    """A pack that cannot be used; the text is one sentence."""


def locate(given: str, root: Path) -> tuple[Path, bool]:
    """The folder of a pack, and whether its code may run. Raises ``NoPackError``."""
    folder = Path(given)
    if not folder.is_dir():
        folder = _installed(given)
    folder = folder.resolve()
    if not any((folder / part).is_dir() for part in _PARTS):
        raise NoPackError(f"the pack {quote(given)} has no rules, sdks or fixes folder")
    return folder, not folder.is_relative_to(root.resolve())


def _installed(name: str) -> Path:
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in found:
        hint = suggest(name, found, "install it beside prodgate, or name a folder")
        raise NoPackError(f"there is no pack {quote(name)}; {hint}")
    package = found[name].value.partition(":")[0].strip()
    spec = find_spec(package) if package.isidentifier() else None  # imports nothing
    if spec is None or not spec.submodule_search_locations:
        raise NoPackError(f"the pack {quote(name)} names {quote(package)}, which is no package")
    return Path(next(iter(spec.submodule_search_locations)))
