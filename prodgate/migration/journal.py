"""How far a migration has come: one small file in git's own folder, replaced whole at each step.

A step is first written here with its commit, then the branch moves. Cut between the two, the next
run moves the branch. Cut anywhere else, it does the step again.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from prodgate import git
from prodgate.migration.record import Counts, Left, Step
from prodgate.write import WriteRefused, write_output

VERSION = 1
_NAME = "prodgate-migration.json"


class Journal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a run needs to go on. Answers are kept by rule and by what they were about."""

    version: int
    base: str
    branch: str
    options: dict[str, str]
    before: dict[str, Counts] = {}
    secrets: tuple[Left, ...] = ()
    steps: tuple[Step, ...] = ()
    answers: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    finished: bool = False

    @property
    def last(self) -> str:
        """The commit of the last step that made one."""
        return next((s.commit for s in reversed(self.steps) if s.commit), self.base)

    @property
    def previous(self) -> str | None:
        """Where the branch stood before that; None: it was not there."""
        commits = [s.commit for s in self.steps if s.commit]
        return commits[-2] if len(commits) > 1 else None


class JournalError(Exception):
    """The journal cannot be read or written; one sentence with what to do."""


def place(root: Path) -> Path:
    """Where the journal of a work tree stands."""
    answer = git.ask(root, "rev-parse", "--absolute-git-dir")
    if answer is None:
        raise JournalError("this is no git repository; `git init`, and commit what there is, first")
    return Path(os.fsdecode(answer.removesuffix(b"\n"))) / _NAME


def read(root: Path) -> Journal | None:
    """The journal, if a migration was begun."""
    path = place(root)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JournalError(f"{path} cannot be read ({error.strerror})") from None
    try:
        journal = msgspec.json.decode(data, type=Journal)
    except (msgspec.MsgspecError, RecursionError):
        raise JournalError(f"{path} is damaged, or of another version; remove it") from None
    if journal.version != VERSION:
        raise JournalError(f"{path} is of another version of prodgate; remove it")
    return journal


def write(root: Path, journal: Journal) -> None:
    """Replace it."""
    path = place(root)
    try:
        write_output(path, msgspec.json.encode(journal), path.parent)
    except WriteRefused as refused:
        raise JournalError(f"{path} cannot be written: {refused}") from None


def drop(root: Path) -> bool:
    """Forget it; whether there was one. The branch stays."""
    try:
        place(root).unlink()
    except FileNotFoundError:
        return False
    return True
