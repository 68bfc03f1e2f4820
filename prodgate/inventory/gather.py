"""All records of a tree: every file for itself, over several processes, and then joined.

Tests, examples and other people's code are left out, unless they are asked for.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from prodgate import __version__, faults
from prodgate import source as door
from prodgate.findings import NotChecked
from prodgate.index import PackError
from prodgate.inventory import joining, manifests, texts
from prodgate.inventory.record import Inventory
from prodgate.kinds import kind, left_out
from prodgate.regex import lazy
from prodgate.run import PARALLEL, Request, checker_of, pack_of, targets_of
from prodgate.tree import Tree, listing

if TYPE_CHECKING:
    from prodgate.detect import FileCheck
    from prodgate.discover import Targets
    from prodgate.view import View

Kind = TypeVar("Kind")


class Part(msgspec.Struct):
    """What one file gives, each kind under the name that ``Inventory`` has for it."""

    path: str
    found: dict[str, tuple[Any, ...]] = {}
    not_checked: str = ""


def inventory(request: Request, *, everything: bool = False) -> Inventory:
    """What the tree of a request is made of. ``everything``: tests and examples too."""
    checker = checker_of(request, pack_of(request))
    targets = targets_of(request)
    scope = _Scope(request, everything=everything)
    files = [path for path in targets.files if _is_code(path) and scope.holds(path)]
    parts = list(_parts(_Gatherer(checker), files))
    tree = _tree(request, checker)
    beside = [path for path in tree.paths if scope.holds(path)]
    parts.append(texts.of_tree(tree, beside))
    found = joining.join(parts, tree)
    whole = Inventory(
        1,
        __version__,
        commit_of(request),
        **found,
        start=manifests.start(tree, beside),
        not_checked=tuple(_missed(parts, targets)),
    )
    return joining.without_secrets(whole)


def commit_of(request: Request) -> str:
    """The commit that the tree stands at, "" where git knows none."""
    from prodgate import git

    return git.commit(request.root, "HEAD") or ""


def _tree(request: Request, checker: FileCheck) -> Tree:
    paths = listing(request.root, request.policy.exclude)
    return Tree(request.root, paths, request.policy, checker.pack, checker.project)


def _is_code(path: str) -> bool:
    return kind(path) in {"python", "javascript"}


# Folders whose code is no part of the application. Not those of scripts and of tools: there
# the agents of many applications have theirs.
_ASIDE = lazy(
    r"(?:^|/)(?:examples?|samples?|demos?|docs?|tutorials?|cookbooks?|benchmarks?|bench|fixtures"
    r"|node_modules|vendor|third_party|site-packages)/",
    re.IGNORECASE,
)


class _Scope:
    """Which files a request is about. An example that is asked for by its name is no example."""

    def __init__(self, request: Request, *, everything: bool) -> None:
        self.everything = everything
        top = os.path.realpath(request.root)
        start = request.start or request.root
        named = (os.path.realpath(os.path.join(start, path)) for path in request.paths)  # noqa: PTH118
        below = (os.path.relpath(each, top).replace(os.sep, "/") for each in named)
        self.folders = tuple("" if each == "." else each for each in below)

    def holds(self, path: str) -> bool:
        """Whether a file is asked for and of the application itself: no test, no example."""
        return any(self._counts(path, folder) for folder in self.folders)

    def _counts(self, path: str, folder: str) -> bool:
        if path == folder:
            return True
        if folder and not path.startswith(f"{folder}/"):
            return False
        from prodgate.secrets import is_test_path

        inside = path[len(folder) :].lstrip("/")
        return self.everything or not (is_test_path(inside) or _ASIDE.search(inside))


def _missed(parts: Sequence[Part], targets: Targets) -> Iterator[str]:
    for missed in targets.not_checked:
        if _is_code(missed.path):
            yield f"{missed.path}: {missed.reason}"
    for part in parts:
        if part.not_checked:
            yield f"{part.path}: {part.not_checked}"


# -- one file ----------------------------------------------------------------------------------


def _parts(gatherer: _Gatherer, files: Sequence[str]) -> Iterator[Part]:
    if len(files) < PARALLEL or (os.cpu_count() or 1) < 2:
        yield from map(gatherer.run, files)
        return
    from prodgate import parallel
    from prodgate.report import progress

    yield from progress.watch(parallel.over(gatherer.run, files, _lost), len(files))


def _lost(path: str) -> Part:
    return Part(path, {}, "the process that read it was ended from outside, or by the file itself")


class _Gatherer:
    """Reads files of one tree."""

    def __init__(self, checker: FileCheck) -> None:
        self.checker = checker

    def run(self, path: str) -> Part:
        """Everything that one file gives."""
        data = door.load(self.checker.root, path)
        if isinstance(data, NotChecked):
            return Part(path, {}, data.reason)
        if left_out(path, data):
            return Part(path)
        try:
            return self._read(path, data)
        except PackError:
            raise
        except Exception as error:
            return Part(path, {}, faults.not_checked(path, error).reason)

    def _read(self, path: str, data: bytes) -> Part:
        source = door.decode(path, data)
        if isinstance(source, NotChecked):
            return Part(path, {}, source.reason)
        view = self.checker.view(source)
        if isinstance(view, NotChecked):
            return Part(path, {}, view.reason)
        part = Part(path, {}, source.unread)
        for name, function in kinds().items():
            try:
                part.found[name] = tuple(function(view))
            except PackError:
                raise
            except Exception as error:  # one kind that breaks costs no other
                part.not_checked = faults.not_checked(path, error).reason
        view.forget()
        return part


def kinds() -> dict[str, Callable[[View], Iterable[Any]]]:
    """What is looked for in a parsed file, by the field of the record."""
    from prodgate.inventory.calls import calls
    from prodgate.inventory.data_sources import data_sources
    from prodgate.inventory.endpoints import endpoints
    from prodgate.inventory.graph import edges
    from prodgate.inventory.models import models
    from prodgate.inventory.prompts import prompts
    from prodgate.inventory.sdks import sdks
    from prodgate.inventory.secrets import implied, secrets
    from prodgate.inventory.tools import tools

    return {
        "models": models,
        "prompts": prompts,
        "endpoints": endpoints,
        "sdks": sdks,
        "tools": tools,
        "secrets": secrets,
        "data": data_sources,
        "calls": calls,
        "edges": edges,
        "implied": implied,
    }
