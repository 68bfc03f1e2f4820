"""From the bytes of one file to what its rules say, and what a fix would do about it.

One function, ``FileCheck.run``, does all of it for one file and returns plain data, so that
files can be shared out to processes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from prodgate import faults
from prodgate import source as door
from prodgate.findings import Finding, NotChecked, Rule
from prodgate.index import PackError
from prodgate.kinds import Skipped, kind, left_out
from prodgate.pack import Pack
from prodgate.relevant import Interest, Relevance
from prodgate.source import Source

if TYPE_CHECKING:
    from prodgate import syntax as s
    from prodgate.edits import Fix, Refusal
    from prodgate.policy import Policy
    from prodgate.project import Project
    from prodgate.view import View


class Detected(Struct, frozen=True):
    """A finding and what can be done about it. The finding carries no live nodes."""

    finding: Finding
    fix: Fix | Refusal


class FileResult(Struct, frozen=True):
    """What one file gave. ``source`` is there when there is something to show or rewrite."""

    path: str
    detected: tuple[Detected, ...] = ()
    not_checked: NotChecked | None = None
    skipped: Skipped | None = None
    source: Source | None = None
    patterns: bool = False  # a Semgrep rule may match here too
    lints: tuple[str, ...] = ()  # rules that a linter may find here


class FileCheck:
    """Checks files of one tree under one policy."""

    def __init__(
        self,
        root: Path,
        pack: Pack,
        policy: Policy,
        rules: Iterable[Rule],
        generated: Collection[str] | None = None,
    ) -> None:
        """``generated``: files whose word that they were generated is believed (None: any's)."""
        self.root = root
        self.generated = generated
        self.pack = pack
        self.policy = policy
        self.rules = tuple(rules)
        self.relevance = Relevance(pack, self.rules)

    @cached_property
    def project(self) -> Project:
        """The manifests of the tree; nothing is read until a version is asked for."""
        from prodgate.project import Project

        return Project(self.root)

    @cached_property
    def patterns(self) -> tuple[dict[str, Any], ...]:
        """The Semgrep rules of the chosen rules: "<rule>--<part>" is a part of <rule>."""
        chosen = {rule.name for rule in self.rules}
        return tuple(p for p in self.pack.semgrep if str(p["id"]).partition("--")[0] in chosen)

    def run(self, path: str) -> FileResult:
        """Read a file, and check it if any rule can apply."""
        data = door.load(self.root, path)
        if isinstance(data, NotChecked):
            return FileResult(path, not_checked=data)
        try:
            return self.run_on(path, data)
        except PackError:
            raise
        except Exception as error:
            return FileResult(path, not_checked=faults.not_checked(path, error))

    def is_of_no_interest(self, path: str) -> bool:
        """Whether no rule can have anything to say of a file, judged by its bytes."""
        data = door.load(self.root, path)
        if isinstance(data, NotChecked):
            return False
        what = kind(path, data[:200])
        if b"prodgate: ignore" in data or b"\0" in data:
            return False
        return what is None or not self.relevance.look(path, what, data)

    def run_on(self, path: str, data: bytes) -> FileResult:
        """Check the bytes of a file."""
        what = kind(path, data[:200])
        interest = self.relevance.look(path, what, data) if what else Interest()
        rules, patterns, lints = interest.rules, interest.patterns, interest.lints
        if not (interest or b"prodgate: ignore" in data):
            return FileResult(path, not_checked=_binary(path, data))
        believed = self.generated is None or path in self.generated
        if skipped := left_out(path, data, believed=believed):
            return self._unread(FileResult(path, skipped=skipped), data, rules)
        source = door.decode(path, data)
        if isinstance(source, NotChecked):
            return self._unread(FileResult(path, not_checked=source), data, rules)
        if what == "text":
            return self._text(source, rules)
        view = self.view(source)
        if isinstance(view, NotChecked):
            return self._unread(FileResult(path, not_checked=view), data, rules)
        checked = self._code(view, rules, patterns or bool(lints))
        view.forget()
        missed = checked.not_checked
        if source.unread:  # some cells of a notebook: the others are checked
            missed = missed or NotChecked(path, source.unread)
        return replace(checked, lints=lints, patterns=patterns, not_checked=missed)

    def _unread(self, result: FileResult, data: bytes, rules: tuple[Rule, ...]) -> FileResult:
        """A file that is not read as code is still looked through for keys of known forms."""
        from prodgate.secrets import unread

        if all(rule.name != unread.RULE for rule in rules):
            return result
        source = door.decode(result.path, data)
        if isinstance(source, NotChecked):  # only to be looked at, never to be written
            source = Source(result.path, data.decode("utf-8", "replace"), "utf-8", b"")
        found = tuple(Detected(finding, _by_hand()) for finding in unread.keys(source))
        return replace(result, detected=found, source=source if found else None)

    def view(self, source: Source) -> View | NotChecked:
        """The parsed file."""
        from prodgate.view import View

        module = parse(source)
        if isinstance(module, NotChecked):
            return module
        return View(source, module, self.policy, self.pack, self.project, self.root)

    def _text(self, source: Source, rules: tuple[Rule, ...]) -> FileResult:
        from prodgate.view import TextView

        view = TextView(source, self.policy, self.pack, self.project, self.root)
        found: list[Detected] = []
        for rule in rules:
            check = self.pack.rules[rule.name].check_text
            for finding in check(view) if check else ():
                function = self.pack.text_fix(rule.name)
                fix = function(view, finding) if function else _by_hand()
                found.append(Detected(dataclasses.replace(finding, data=None), fix))
        wanted = found or "prodgate: ignore" in source.text
        return FileResult(source.path, tuple(found), source=source if wanted else None)

    def _code(self, view: View, rules: tuple[Rule, ...], patterns: bool) -> FileResult:
        path = view.source.path
        found: list[Detected] = []
        missed = None
        for rule in rules:
            try:
                found += self._judged(view, rule)
            except PackError:
                raise
            except Exception as error:  # a rule that breaks on one file costs no other
                missed = faults.not_checked(path, error)
        wanted = found or patterns or "prodgate: ignore" in view.text
        source = view.source if wanted else None
        return FileResult(path, tuple(found), missed, source=source, patterns=patterns)

    def _judged(self, view: View, rule: Rule) -> Iterator[Detected]:
        check = self.pack.rules[rule.name].check
        for finding in check(view) if check else ():
            yield self.with_fix(view, finding)

    def with_fix(self, view: View, finding: Finding) -> Detected:
        """The finding with what its fix wants; nodes are let go."""
        function = self.pack.fix(finding.rule)
        fix = function(view, finding) if function is not None else _no_rewrite(finding)
        return Detected(dataclasses.replace(finding, data=None), fix)


def _no_rewrite(finding: Finding) -> Refusal:
    """What a rule without a fix gives the finding to say, or that its message says it."""
    from prodgate.edits import Refusal

    said = f"change what the message says; `prodgate explain {finding.rule}` shows what is right"
    recipe = finding.data if isinstance(finding.data, str) else said
    return Refusal("no-rewrite", recipe)


def _by_hand() -> Refusal:
    from prodgate.edits import Refusal

    return Refusal(
        "not-code",
        "rotate the credential, take the file out of git (git rm --cached, and a line in "
        ".gitignore), and "
        "let the program read it from a path or variable that deployment sets",
    )


def _binary(path: str, data: bytes) -> NotChecked | None:
    """A file named like code that holds NUL bytes was not checked, whatever is in it."""
    if b"\0" in data[:8192] and kind(path) in {"python", "javascript"}:
        decoded = door.decode(path, data)
        return decoded if isinstance(decoded, NotChecked) else None
    return None


def parse(source: Source) -> s.Module | NotChecked:
    """The syntax tree of a source, by its language."""
    if kind(source.path, source.text[:200].encode(errors="replace")) == "python":
        from prodgate.python.parse import UnreadableError
        from prodgate.python.parse import parse as parse_python

        try:
            return parse_python(source.text, source.path)
        except UnreadableError as error:
            where = f"line {error.line}: " if error.line else ""
            return NotChecked(source.path, f"{where}{error}")
    from prodgate.javascript.parse import TooDeep
    from prodgate.javascript.parse import parse as parse_javascript

    try:
        return parse_javascript(source.text, source.path)
    except TooDeep as error:
        return NotChecked(source.path, str(error))
