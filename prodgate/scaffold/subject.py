"""The tree that is scaffolded for: its inventory, and its files as they are parsed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from prodgate import source as door
from prodgate.findings import NotChecked
from prodgate.inventory.record import Inventory
from prodgate.regex import lazy
from prodgate.tree import Tree, listing

if TYPE_CHECKING:
    from pathlib import Path

    from prodgate.detect import FileCheck
    from prodgate.run import Request
    from prodgate.view import View

_SLOT = lazy(
    r"\{(?P<brace>\w+)(?::\w+)?\}|<(?:\w+:)?(?P<angle>\w+)>|:(?P<colon>\w+)\??"
    r"|\[\[?(?:\.\.\.)?(?P<square>\w+)\]\]?"
)


class Subject(Struct, frozen=True, dict=True):
    """What the scaffolds know of a tree."""

    root: Path
    inventory: Inventory
    checker: FileCheck
    tree: Tree
    _views: dict[str, View | None] = field(default_factory=dict)

    def view(self, path: str) -> View | None:
        """A file, parsed; None where it cannot be."""
        if path not in self._views:
            source = door.read(self.root, path)
            view = source if isinstance(source, NotChecked) else self.checker.view(source)
            self._views[path] = None if isinstance(view, NotChecked) else view
        return self._views[path]

    @cached_property
    def paths(self) -> frozenset[str]:
        """The files of the tree."""
        return frozenset(self.tree.paths)

    def views_with(self, word: bytes) -> tuple[View, ...]:
        """The code of the application in which a word stands, parsed."""
        found = (self.view(path) for path in self.tree.code if word in self.tree.read(path))
        return tuple(view for view in found if view is not None)


def subject_of(request: Request) -> Subject:
    """Read a tree. Raises PolicyError where its policy names what there is not."""
    from prodgate.inventory.gather import inventory
    from prodgate.run import checker_of, pack_of

    checker = checker_of(request, pack_of(request))
    paths = listing(request.root, request.policy.exclude)
    tree = Tree(request.root, paths, request.policy, checker.pack, checker.project)
    return Subject(request.root, inventory(request), checker, tree)


def slots(route: str, write: Callable[[str], str] = "{{{}}}".format) -> str:
    """A route with its parameters in one form, ``{name}``, however its framework writes them."""
    return _SLOT.sub(lambda match: write(str(match[str(match.lastgroup)])), route)


def names_of_slots(route: str) -> tuple[str, ...]:
    """The parameters of a route."""
    return tuple(str(match[str(match.lastgroup)]) for match in _SLOT.finditer(route))
