"""Shapes of code for the planted tests: ways to write a thing, times places to write it in.

A shape is one small file. Its name says of what it was put together, so that a failing test says
what the rule does not see. The ways stand in ``tests/shapes/<topic>/<part>.txt``, each below a line
``--- what it is``; ``{ask}`` and the like are where another part goes.
"""

from __future__ import annotations

import json
import tempfile
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cases_harness import pack

from prodgate.detect import FileCheck
from prodgate.findings import Finding
from prodgate.policy import Policy
from prodgate.source import Source


@dataclass(frozen=True)
class Shape:
    """One planted file. ``project``: what the project requires, as ``("langgraph==1.2.22",)``."""

    name: str
    path: str
    text: str
    project: tuple[str, ...] = ()


SHAPES = Path(__file__).parent / "shapes"


def parts(name: str) -> dict[str, str]:
    """The parts of ``tests/shapes/<name>.txt`` by what stands above them."""
    found: dict[str, str] = {}
    for block in (SHAPES / f"{name}.txt").read_text().split("--- ")[1:]:
        heading, _, body = block.partition("\n")
        assert heading not in found, heading
        found[heading] = body.rstrip("\n")
    return found


Place = Callable[[str], str]  # the body of a piece of code -> that piece in its place


def findings(rule: str, shape: Shape) -> list[Finding]:
    """What a rule says of a shape that stands alone in a project."""
    result = _checker(rule, shape.project).run_on(shape.path, shape.text.encode())
    assert result.not_checked is None, (result.not_checked, shape.text)
    assert result.skipped is None
    return [detected.finding for detected in result.detected]


_PROJECTS = tempfile.TemporaryDirectory(prefix="planted-")


@lru_cache(maxsize=64)
def _checker(rule: str, project: tuple[str, ...]) -> FileCheck:
    root = Path(tempfile.mkdtemp(dir=_PROJECTS.name))
    _require(root, project)
    return FileCheck(root, pack(), Policy(), [pack().rules[rule].rule])


def _require(root: Path, project: tuple[str, ...]) -> None:
    python = [name for name in project if "@" not in name[1:]]
    if python:
        (root / "requirements.txt").write_text("\n".join(python) + "\n")
    javascript = dict(name.rsplit("@", 1) for name in project if "@" in name[1:])
    if javascript:
        (root / "package.json").write_text(json.dumps({"dependencies": javascript}))


def findings_of_patterns(rule: str, shapes: Iterable[Shape]) -> dict[str, int]:
    """How often Semgrep's part of a rule finds something in each path; started once for all."""
    from prodgate import patterns

    checker = _checker(rule, ())
    wanted = [s for s in shapes if checker.relevance.patterns(s.path, s.text.encode())]
    sources = [Source(shape.path, shape.text, "utf-8", b"") for shape in wanted]
    found, missed = patterns.scan(checker, sources)
    assert not missed, missed
    return {path: len(detected) for path, detected in found.items()}


def found_once(rule: str, shape: Shape) -> None:
    """Assert that the rule says one thing of a shape."""
    said = [(f.line, f.message) for f in findings(rule, shape)]
    assert len(said) == 1, (said, shape.text)


def silent(rule: str, shape: Shape) -> None:
    """Assert that the rule says nothing."""
    said = [(f.line, f.message) for f in findings(rule, shape)]
    assert not said, (said, shape.text)


def named(shapes: Iterable[Shape]) -> Mapping[str, Shape]:
    """By name, for the ids of a test; a name that comes twice is a mistake of the generator."""
    found: dict[str, Shape] = {}
    for shape in shapes:
        assert shape.name not in found, shape.name
        found[shape.name] = shape
    return found


def deeper(code: str, spaces: int = 4) -> str:
    """Code, further to the right."""
    return textwrap.indent(code, " " * spaces)
