"""The mark of what only a person can write, and who does not take it for evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prodgate.tree import Tree

UNWRITTEN = "prodgate: to be written"


def written(tree: Tree, paths: Iterable[str]) -> Iterator[str]:
    """The files that do not say of themselves that they are still to be written.

    The runner and the thresholds of an evaluation scaffold name the mark, so they never are
    evidence: its cases are, once somebody has written them.
    """
    mark = UNWRITTEN.encode()
    return (path for path in paths if mark not in tree.read(path))
