"""The tree that is scored, as its controls see it."""

from __future__ import annotations

from dataclasses import dataclass

from prodgate.detect import FileCheck
from prodgate.tree import Tree, listing


@dataclass(frozen=True)
class Subject:
    """A tree and what was gathered from its files."""

    tree: Tree


def subject_of(checker: FileCheck) -> Subject:
    """What the controls are asked about."""
    files = listing(checker.root, checker.policy.exclude)
    tree = Tree(checker.root, files, checker.policy, checker.pack, checker.project)
    return Subject(tree)
