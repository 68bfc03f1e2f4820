"""Rules about the repository as a whole, run once, when the whole tree is checked."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence

from msgspec.structs import replace

from prodgate import faults
from prodgate.detect import Detected, FileCheck, FileResult
from prodgate.edits import Refusal
from prodgate.findings import Finding, NotChecked, Rule
from prodgate.patterns import merge
from prodgate.tree import Tree, listing


def wanted(checker: FileCheck, paths: Sequence[str], start: os.PathLike[str]) -> tuple[Rule, ...]:
    """The project rules to run: none unless a path is the root itself.

    Whoever commits three files did not ask about the health check.
    """
    top = os.path.realpath(checker.root)
    asked = (os.path.realpath(os.path.join(start, path)) for path in paths)  # noqa: PTH118
    rules = tuple(rule for rule in checker.rules if rule.project)
    return rules if rules and top in asked else ()


def scan(
    checker: FileCheck, rules: Sequence[Rule], results: list[FileResult]
) -> tuple[list[FileResult], tuple[NotChecked, ...]]:
    """The results with what the rules find in the tree, and rules that broke."""
    files = listing(checker.root, checker.policy.exclude)
    tree = Tree(checker.root, files, checker.policy, checker.pack, checker.project)
    found: dict[str, list[Detected]] = {}
    missed: list[NotChecked] = []
    for rule in rules:
        check = checker.pack.rules[rule.name].check_project
        try:
            for finding in check(tree) if check else ():
                found.setdefault(finding.path, []).append(_by_hand(finding))
        except Exception as error:  # a rule that breaks costs no other
            missed.append(faults.not_checked("", error))
    return _merged(tree, results, found), tuple(missed)


def _by_hand(finding: Finding) -> Detected:
    """What to do stands in the finding: nothing about a whole repository is rewritten."""
    recipe = (
        finding.data
        if isinstance(finding.data, str)
        else f"decide who looks after this; `prodgate explain {finding.rule}` says why"
    )
    return Detected(
        dataclasses.replace(finding, data=None), Refusal("concerns-the-repository", recipe)
    )


def _merged(
    tree: Tree, results: list[FileResult], found: dict[str, list[Detected]]
) -> list[FileResult]:
    merged: list[FileResult] = []
    for result in results:
        more = found.pop(result.path, None)
        if more is not None:
            source = result.source or tree.source(result.path)
            result = replace(merge(result, more), source=source)
        merged.append(result)
    for path, more in sorted(found.items()):  # files that no other rule reads
        merged.append(FileResult(path, tuple(more), source=tree.source(path)))
    return merged
