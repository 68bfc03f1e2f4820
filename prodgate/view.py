"""One file as a rule sees it: its text, tree, names, and the calls that the facts know."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec import Struct

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.findings import Finding, Language, Rule, Severity
from prodgate.meaning.calls import Finder, Found
from prodgate.meaning.names import Names
from prodgate.source import Source

if TYPE_CHECKING:
    from prodgate.pack import Pack
    from prodgate.policy import Policy
    from prodgate.project import Project

T = TypeVar("T")


def finding_at(
    rule: Rule,
    source: Source,
    span: tuple[int, int],
    severity: Severity,
    message: str,
    language: Language | None = None,
    data: Any = None,
) -> Finding:
    """A finding of ``rule`` at a span of characters."""
    line, column = source.position(span[0])
    end_line, end_column = source.position(span[1])
    return Finding(
        rule.name, rule.gate, severity, source.path, line, column, end_line, end_column, message,
        *span, language, data=data,
    )  # fmt: skip


class TextView(Struct, frozen=True):
    """A file without a syntax tree (.env, YAML, JSON, TOML, Dockerfile), as a rule sees it."""

    source: Source
    policy: Policy
    pack: Pack
    project: Project
    root: Path

    @property
    def text(self) -> str:
        """The decoded text."""
        return self.source.text

    def finding(
        self, rule: Rule, span: tuple[int, int], severity: Severity, message: str, data: Any = None
    ) -> Finding:
        """A finding of ``rule`` at a span of characters."""
        return finding_at(rule, self.source, span, severity, message, None, data)


class View(Struct, frozen=True, dict=True):
    """A parsed file with everything a rule may ask. Computed on first use, then kept."""

    source: Source
    module: s.Module
    policy: Policy
    pack: Pack
    project: Project
    root: Path

    @property
    def language(self) -> Language:
        """The language family of the file."""
        return self.module.language

    @property
    def text(self) -> str:
        """The decoded text."""
        return self.source.text

    def code(self, node: s.Node) -> str:
        """The source of a node."""
        return self.source.text[node.start : node.end]

    @cached_property
    def names(self) -> Names:
        """Scopes and bindings."""
        return Names(self.module)

    @cached_property
    def found(self) -> Found:
        """The clients and calls of known SDKs."""
        return Finder(self.names, self.pack.catalogue(self.language), self.releases).find()

    def kept(self, gather: Callable[[View], T]) -> T:
        """What ``gather`` makes of the file, made once: several rules ask the same."""
        made = self.__dict__.setdefault("_kept", {})
        if gather not in made:
            made[gather] = gather(self)
        return cast("T", made[gather])

    def forget(self) -> None:
        """Let go of what was gathered: much of it holds the view, and neither would ever end."""
        self.__dict__.pop("_kept", None)

    def releases(self, sdk: f.Sdk) -> frozenset[int]:
        """Which releases of an SDK the manifests nearest to this file allow (indexes)."""
        every = frozenset(n for n, release in enumerate(sdk.releases) if not release.pinned)
        if len(sdk.releases) == 1 or not sdk.package:
            return every
        version = self.project.version(self.source.path, sdk.package, sdk.language)
        if version is None or version.unbounded:
            return every
        from prodgate.project import possible

        answers = [possible(version, release.versions) for release in sdk.releases]
        allowed = frozenset(n for n in every if answers[n] != "no")
        pinned = {n for n, release in enumerate(sdk.releases) if release.pinned}
        return frozenset(n for n in pinned if answers[n] == "yes") or allowed

    def finding(
        self, rule: Rule, node: s.Node, severity: Severity, message: str, data: Any = None
    ) -> Finding:
        """A finding of ``rule`` at ``node``."""
        span = node.start, node.end
        return finding_at(rule, self.source, span, severity, message, self.language, data)
