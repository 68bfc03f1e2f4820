"""Reads and runs the cases of ``tests/cases/<rule>/``.

A folder holds ``before*`` files, for each that has a fix an ``after*`` file of the same name and
suffix, and ``fine*`` files. A file may hold several cases, one below another::

    # --- what this case shows

Each is checked as a file of its own, so nothing in one case can hide what another shows. ``after``
has the same headings as its ``before``. Comments steer a case:

``# path: app/api/chat/route.ts``  where the file stands in the project (default: its own name)
``# also: tests/test_app.py``      another file of the project, empty (project rules look at all)
``# also: Procfile | web: x``      ... with a line in it; "\\n" between lines
``# project: openai==1.0 httpx``   what the project requires; ``// project: ai@4 zod`` in JavaScript
``# finding``                      a finding starts on this line; on every other line, none does
``# finding: error, unsafe``       ... of this severity, with a fix of this applicability
``# finding: no-parameter``        ... whose fix is refused for this reason; ``manual``: for any

``python tests/cases_harness.py RULE...`` writes the ``after`` files anew, to be read before they
are believed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from prodgate import detect, linters, project_rules
from prodgate.detect import Detected, FileCheck, FileResult
from prodgate.edits import Fix
from prodgate.explaining import sections
from prodgate.kinds import kind
from prodgate.pack import Pack
from prodgate.policy import Policy
from prodgate.rewrite import Plan, plan
from prodgate.source import Source, decode

try:
    from planted import plant
except ImportError:

    def plant(text: str) -> str:
        return text


CASES = Path(__file__).parent / "cases"
_STEERING = re.compile(r"^(?:#|//) (path|project): (.+)$", re.MULTILINE)
_ALSO = re.compile(r"^(?:#|//) also: (.+)$", re.MULTILINE)
_MARK = re.compile(r"(?:#|//|/\*) finding(?:: ([\w, -]+?))?(?: \*/\}?)?$")
_SEVERITIES = {"note", "warning", "error"}
_APPLICABILITIES = {"safe", "unsafe"}


@dataclass(frozen=True)
class Case:
    """One file to check, as it stands in a project of its own."""

    rule: str
    file: str  # before_2.py
    title: str
    text: str
    after: str | None = None

    @property
    def id(self) -> str:
        """What pytest prints."""
        return f"{self.rule}/{self.file}" + (f"::{self.title}" if self.title else "")

    @property
    def is_fine(self) -> bool:
        """Whether no finding may come."""
        return self.file.startswith("fine")

    def steered(self, key: str) -> str | None:
        """The value of a steering comment."""
        return next((v.strip() for k, v in _STEERING.findall(self.text) if k == key), None)

    @property
    def path(self) -> str:
        """The file's place in the project."""
        return self.steered("path") or "app" + Path(self.file).suffix


def read(file: Path) -> list[tuple[str, str]]:
    """The cases of one file: title and text."""
    return sections(file.read_bytes().decode())


def cases(rule: str) -> Iterator[Case]:
    """All cases of a rule, in the order of their files."""
    folder = CASES / rule
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.name.startswith("after") or not file.is_file():
            continue
        after = file.with_name("after" + file.name.removeprefix("before"))
        texts = dict(read(after)) if file.name.startswith("before") and after.exists() else {}
        for title, text in read(file):
            yield Case(rule, file.name, title, text, texts.get(title))


def rules_with_cases() -> list[str]:
    """The folders of tests/cases."""
    return sorted(p.name for p in CASES.iterdir() if p.is_dir() and any(p.iterdir()))


def all_cases() -> list[Case]:
    """Every case there is."""
    return [case for rule in rules_with_cases() for case in cases(rule)]


# -- running one --------------------------------------------------------------------------------


class _NoProject:
    def version(self, *_: Any) -> None:
        return None


def _project(root: Path) -> Any:
    try:
        from prodgate.project import Project
    except ImportError:
        return _NoProject()
    return Project(root)


@lru_cache(maxsize=1)
def pack() -> Pack:
    """The built-in pack, loaded once."""
    return Pack()


@dataclass(frozen=True)
class Checked:
    """A case in its project, and what its rule says."""

    check: FileCheck
    source: Source
    detected: tuple[Detected, ...]

    def again(self, text: str) -> tuple[Detected, ...]:
        """What the rule says of another text in the same place."""
        return _detected(self.check, self.source.path, text)

    def rewritten(self) -> Plan:
        """The plan of every fix there is."""
        return plan(self.check, self.source, [d for d in self.detected if isinstance(d.fix, Fix)])


def run(case: Case, folder: Path, *, rules: tuple[str, ...] = ()) -> Checked:
    """Check a case with its rule (or ``rules``) in a repository made in ``folder``."""
    text = plant(case.text)
    lay_out(case, folder, text)
    chosen = tuple(pack().rules[name].rule for name in rules or (case.rule,))
    check = FileCheck(folder, pack(), Policy(), chosen)
    source = decode(case.path, text.encode())
    assert isinstance(source, Source), source
    return Checked(check, source, _detected(check, case.path, text))


def lay_out(case: Case, folder: Path, text: str) -> None:
    """Write the case and its manifest where a project would have them."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    file = folder / case.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_ALSO.sub("#" if kind(case.path) == "python" else "//", text).encode())
    for also in _ALSO.findall(text):
        path, _, content = also.partition(" | ")
        other = folder / path.strip()
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text(content.replace("\\n", "\n") + "\n" if content else "")
    required = (case.steered("project") or "").split()
    if not required:
        return
    if kind(case.path) == "python":
        (folder / "requirements.txt").write_text("\n".join(required) + "\n")
        return
    named = [r.rpartition("@") if "@" in r[1:] else (r, "", "*") for r in required]
    dependencies = {name: version for name, _, version in named}
    (folder / "package.json").write_text(json.dumps({"dependencies": dependencies}))


def _detected(check: FileCheck, path: str, text: str) -> tuple[Detected, ...]:
    result = check.run_on(path, text.encode())
    assert result.not_checked is None, result.not_checked
    assert result.skipped is None, result.skipped
    result = _with_patterns(check, result)
    (result,), missed = linters.scan(check.rules, [result])
    assert not missed, missed
    return (*result.detected, *_of_the_project(check, path))


def _of_the_project(check: FileCheck, path: str) -> list[Detected]:
    """What the chosen rules say of the project as a whole, as a run over all of it does."""
    rules = [rule for rule in check.rules if rule.project]
    if not rules:
        return []
    results, missed = project_rules.scan(check, rules, [])
    assert not missed, missed
    return [d for result in results if result.path == path for d in result.detected]


def _with_patterns(check: FileCheck, result: FileResult) -> FileResult:
    """Add what Semgrep finds, as a run does."""
    if not result.patterns or result.source is None:
        return result
    from prodgate import patterns

    found, missed = patterns.scan(check, [result.source])
    assert not missed, missed
    return patterns.merge(result, found.get(result.path, ()))


# -- what a case says of itself ----------------------------------------------------------------


def expected(text: str) -> dict[int, list[set[str]]]:
    """The marks by line: for each finding the words behind it."""
    found: dict[int, list[set[str]]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if match := _MARK.search(line.rstrip("\r")):
            words = {word.strip() for word in (match[1] or "").split(",") if word.strip()}
            times = 2 if "twice" in words else 1
            found[number] = [words - {"twice"}] * times
    return found


def said(detected: Detected) -> set[str]:
    """All words that a mark may use for a finding."""
    words = {detected.finding.severity.value}
    if isinstance(detected.fix, Fix):
        return words | {detected.fix.applicability.value}
    return words | {"manual", detected.fix.code}


def comments(source: Source) -> Counter[str]:
    """The comments of a text, so that none is lost."""
    if kind(source.path) == "python":
        from prodgate.python.parse import comments as of_python

        spans = of_python(source.text)
    elif kind(source.path) == "text":
        found = re.finditer(r"(?:^|(?<=\s))(?:#|//)[^\r\n]*", source.text)
        spans = [match.span() for match in found]
    else:
        from prodgate.javascript.parse import comments as of_javascript

        spans = of_javascript(source.text, source.path)
    return Counter(source.text[start:end] for start, end in spans)


def errors(source: Source) -> int:
    """Places that the parser cannot read; for Python, 1 when it does not compile."""
    if kind(source.path) == "python":
        try:
            compile(source.text, source.path, "exec", dont_inherit=True)
        except SyntaxError:
            return 1
        return 0
    if kind(source.path) == "text":
        return 0  # whether it can still be read, its renderer asks
    module = detect.parse(source)
    return len(getattr(module, "broken", "x"))


def with_text(source: Source, text: str) -> Source:
    """The same file with another text."""
    changed = decode(source.path, source.encode(text))
    assert isinstance(changed, Source)
    return changed


# -- writing after files ------------------------------------------------------------------------


def write_after(rule: str) -> None:
    """Make the ``after`` files of a rule from its ``before`` files, where all fixes apply."""
    for file in sorted((CASES / rule).glob("before*")):
        heading = "#" if file.suffix == ".py" else "//"
        parts: list[str] = []
        for title, text in read(file):
            with tempfile.TemporaryDirectory() as folder:
                checked = run(Case(rule, file.name, title, text), Path(folder))
                planned = checked.rewritten()
            if not planned.fixed or len(planned.fixed) < len(checked.detected):
                continue
            parts.append((f"{heading} --- {title}\n" if title else "") + planned.after)
        after = file.with_name("after" + file.name.removeprefix("before"))
        if parts:
            after.write_bytes("".join(parts).encode())
        elif after.exists():
            after.unlink()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write_after(name)
