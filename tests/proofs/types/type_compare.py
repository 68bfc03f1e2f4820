"""What a type checker says of a file before and after: which of it is new.

A line that stayed is known by its place, so an error on it is old only where the same line had the
same error. On a line that was rewritten an error may say the same in other words, because the type
it prints has one more key: that is ``reworded``, to be read by a person, and never counted as old.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One error of a checker; the line counts from 1."""

    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.line}: {self.code}: {self.message}"


@dataclass(frozen=True)
class New:
    """The errors after that were not there before."""

    errors: tuple[Problem, ...] = ()
    reworded: tuple[tuple[Problem, Problem], ...] = ()  # before, after
    # The rewrite says an expression once more, and its error that is there already comes with it.
    repeated: tuple[Problem, ...] = ()


def compare(before: str, after: str, problems: Sequence[Problem], again: Sequence[Problem]) -> New:
    """What of ``again`` (of the text after) is not in ``problems`` (of the text before)."""
    moved, changed, rewritten = _lines(before, after)
    old = Counter((moved.get(p.line, -1), p.code, p.message) for p in problems)
    left: list[Problem] = []
    for problem in sorted(again):
        key = (problem.line, problem.code, problem.message)
        if old[key]:
            old[key] -= 1
        else:
            left.append(problem)
    # What stood on lines that were rewritten, and is to be found on lines that replaced them.
    kept = Counter((p.line, p.code, p.message) for p in again)
    gone = [p for p in sorted(problems) if not kept[moved.get(p.line, -1), p.code, p.message]]
    errors: list[Problem] = []
    reworded: list[tuple[Problem, Problem]] = []
    repeated: list[Problem] = []
    for problem in left:
        same = [p for p in gone if p.code == problem.code]
        here = [p for p in same if _beside(p, problem, moved, changed, rewritten)]
        exact = next((p for p in here if p.message == problem.message), None)
        if exact is not None:
            gone.remove(exact)
        elif here:
            gone.remove(here[0])
            reworded.append((here[0], problem))
        elif problem.line in rewritten and _stays(problem, problems, kept, moved):
            repeated.append(problem)
        else:
            errors.append(problem)
    return New(tuple(errors), tuple(reworded), tuple(repeated))


def _stays(
    problem: Problem,
    problems: Sequence[Problem],
    kept: Counter[tuple[int, str, str]],
    moved: dict[int, int],
) -> bool:
    """Whether the same error was there before, and is where it was."""
    return any(
        (p.code, p.message) == (problem.code, problem.message)
        and kept[moved.get(p.line, -1), p.code, p.message]
        for p in problems
    )


def _beside(
    before: Problem,
    after: Problem,
    moved: dict[int, int],
    changed: dict[int, int],
    rewritten: dict[int, int],
) -> bool:
    """Whether both stand in one place: the same kept line, or the same rewritten lines."""
    if moved.get(before.line) == after.line:
        return True
    hunk = changed.get(before.line)
    return hunk is not None and hunk == rewritten.get(after.line)


def _lines(before: str, after: str) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Where lines went; and the numbers of the hunks that lines before, and after, are part of."""
    rows, others = before.split("\n"), after.split("\n")
    matcher = difflib.SequenceMatcher(None, rows, others, autojunk=False)
    moved: dict[int, int] = {}
    changed: dict[int, int] = {}
    rewritten: dict[int, int] = {}
    for number, (tag, a, b, c, d) in enumerate(matcher.get_opcodes()):
        if tag == "equal":
            moved |= {a + n + 1: c + n + 1 for n in range(b - a)}
        else:
            changed |= {n + 1: number for n in range(a, b)}
            rewritten |= {n + 1: number for n in range(c, d)}
    return moved, changed, rewritten
