"""The whole tree, as a project rule sees it: which files there are, and what stands in them.

Project rules ask for evidence: a file of some name, or a text in some files. They say what they
looked for and where, and are silent unless the tree is an application that serves somebody with a
model: a library, or a script that nobody waits for, needs no health check.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from prodgate import serving
from prodgate import source as door
from prodgate.findings import Finding, Language, NotChecked, Rule, Severity
from prodgate.globs import excluding
from prodgate.kinds import kind, left_out
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.serving import Place
from prodgate.source import Source
from prodgate.view import finding_at

if TYPE_CHECKING:
    from prodgate.pack import Pack
    from prodgate.policy import Policy
    from prodgate.project import Project

_LARGE = 1_000_000  # bytes; no text of people is longer
# An example, a tutorial or a demo serves nobody.
_ASIDE = lazy(
    r"(?:^|/)(?:examples?|samples?|demos?|docs?|tutorials?|notebooks?|cookbooks?|benchmarks?"
    r"|bench|scripts|tools|templates?|fixtures|node_modules|vendor|third_party)/",
    re.IGNORECASE,
)
# A platform that starts a function for each request, and looks after it.
_FUNCTIONS = r"(?:^|/)(?:vercel\.json|netlify\.toml|serverless\.ya?ml|wrangler\.(?:toml|jsonc?))$"
_MANIFESTS = (
    r"(?:^|/)(?:pyproject\.toml|package\.json|pipfile|setup\.(?:py|cfg)|environment\.ya?ml"
    r"|deno\.jsonc?|[\w.-]*requirements[\w.-]*\.(?:txt|in))$|(?:^|/)requirements/[^/]+\.(?:txt|in)$"
)


class Tree(Struct, frozen=True, dict=True):
    """The files below a root, ``paths``: all that git knows, not only those with rules."""

    root: Path
    paths: tuple[str, ...]
    policy: Policy
    pack: Pack
    project: Project
    _kept: dict[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        """The bytes of a file; none of one that is too large, a link or gone."""
        if path not in self._kept:
            data = door.load(self.root, path)
            usable = isinstance(data, bytes) and len(data) <= _LARGE
            self._kept[path] = data if isinstance(data, bytes) and usable else b""
        return self._kept[path]

    @cached_property
    def code(self) -> tuple[str, ...]:
        """The source files that people wrote for the application itself: no tests, no examples."""
        return tuple(
            path
            for path in self.paths
            if kind(path) in {"python", "javascript"}
            and not is_test_path(path)
            and not _ASIDE.search(path)
            and left_out(path, self.read(path)) is None
        )

    def named(self, pattern: str) -> Iterator[str]:
        """The paths that match a regular expression (anywhere, case ignored)."""
        wanted = re.compile(pattern, re.IGNORECASE)
        return (path for path in self.paths if wanted.search(path))

    def holding(self, pattern: re.Pattern[bytes], paths: Iterable[str]) -> Iterator[Place]:
        """The first match of a pattern in each of some files."""
        for path in paths:
            if match := pattern.search(self.read(path)):
                yield Place(path, *match.span())

    @cached_property
    def model_files(self) -> tuple[str, ...]:
        """The code that imports a model SDK."""
        wanted = {
            language: _imports(
                root
                for sdk in self.pack.sdks
                if sdk.kind == "model" and sdk.language == language
                for root in sdk.imports
            )
            for language in ("python", "javascript")
        }
        return tuple(p for p in self.code if wanted[str(kind(p))].search(self.read(p)))

    @cached_property
    def application(self) -> Place | None:
        """Where the tree serves somebody with a model; None for a library and for scripts.

        ``serving`` says which of several places that is.
        """
        return None if self.is_library or not self.model_files else serving.best(self)

    @cached_property
    def server(self) -> Place | None:
        """Where the tree serves HTTP from a process of its own; no functions of a platform."""
        place = self.application
        if place is None or any(
            self._is_above(path, place.path) for path in self.named(_FUNCTIONS)
        ):
            return None
        return serving.listening(self, place)

    @cached_property
    def started(self) -> frozenset[str]:
        """The ends of the paths of what is started, where a README or a Dockerfile says it."""
        return frozenset(serving.started(self))

    def _is_above(self, path: str, other: str) -> bool:
        """Whether a file stands in the folder of another one, or further up."""
        folder = path.rpartition("/")[0]
        return not folder or other.startswith(f"{folder}/")

    @cached_property
    def manifests(self) -> tuple[str, ...]:
        """The files that name what the tree depends on."""
        return tuple(self.named(_MANIFESTS))

    @cached_property
    def is_library(self) -> bool:
        """Whether the tree is published for others to import: it says so in its manifest."""
        pyproject = self.read("pyproject.toml")
        if b"[build-system]" in pyproject and b"Programming Language ::" in pyproject:
            return True
        if b"long_description" in self.read("setup.py"):
            return True
        package = self.read("package.json")
        return bool(
            re.search(rb'"(?:main|module|exports|types)"\s*:', package)
            and not re.search(rb'"private"\s*:\s*true', package)
            and not re.search(rb'"(?:start|dev)"\s*:', package)
        )

    def findings(
        self, rule: Rule, place: Place, severity: Severity, message: str, recipe: str
    ) -> Iterator[Finding]:
        """A finding of ``rule`` at a place, with what a person can do; none in unreadable files."""
        source = self.source(place.path)
        if source is None:
            return
        data = self.read(place.path)[len(source.bom) :]
        start, end = (max(at - len(source.bom), 0) for at in (place.start, place.end))
        before = len(data[:start].decode(source.encoding, "replace"))
        within = len(data[start:end].decode(source.encoding, "replace"))
        what = kind(place.path)
        language: Language | None = what if what in {"python", "javascript"} else None
        span = before, before + within
        yield finding_at(rule, source, span, severity, message, language, recipe)

    def source(self, path: str) -> Source | None:
        """The decoded text of a file."""
        source = door.decode(path, self.read(path))
        return None if isinstance(source, NotChecked) else source


_NEVER = lazy(rb"(?!)")


def _imports(roots: Iterable[str]) -> re.Pattern[bytes]:
    names = b"|".join(sorted({re.escape(root.encode()) for root in roots}))
    if not names:
        return _NEVER
    return re.compile(
        rb"(?:import|from)[ \t\(]+(?:" + names + rb")\b"
        rb"|(?:from|require\(|import\()\s*[\"'](?:" + names + rb")[\"'/]"
    )


def listing(root: Path, exclude: Sequence[str]) -> tuple[str, ...]:
    """All regular files of a tree that the policy does not exclude."""
    from prodgate import git

    paths = git.tracked_and_untracked(root)
    if paths is None:
        paths = list(_walk(root))
    excluded = excluding(exclude)
    return tuple(
        sorted(
            path
            for path in paths
            if not path.endswith("/") and not (excluded is not None and excluded.match(path))
        )
    )


_NOT_WALKED = {".git", "node_modules", ".venv", "venv", "__pycache__", "dist", "build", ".next"}


def _walk(root: Path) -> Iterator[str]:
    """The files of a folder that git does not know; through no link."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _NOT_WALKED)
        for name in files:
            yield Path(folder, name).relative_to(root).as_posix()
