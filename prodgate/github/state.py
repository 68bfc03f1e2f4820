"""What one step of the action leaves for the next, in a folder of the runner's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from prodgate.github.event import Event, EventError

T = TypeVar("T")
COMMITS, VERDICT = "commits.json", "verdict.json"


class Tree(Struct, frozen=True):
    """A commit and the folder that its files are in."""

    commit: str
    folder: str


class Commits(Struct, frozen=True):
    """What was gathered."""

    event: Event
    head: Tree
    ref: str  # what code scanning files the results under
    base: Tree | None = None
    policy: str | None = None  # the folder whose policy, baseline and packs count
    renamed: dict[str, str] = {}
    notes: tuple[str, ...] = ()


class Verdict(Struct, frozen=True):
    """What the check came to. ``exit_code`` is that of the command line."""

    exit_code: int
    said: str  # one sentence
    findings: int = 0
    new: int = 0
    fixable: int = 0
    ignored: int = 0
    not_checked: int = 0


def save(folder: Path, name: str, value: Any) -> None:
    """Keep it for the next step."""
    (folder / name).write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=1))


def load(folder: Path, name: str, kind: type[T]) -> T:
    """What an earlier step left. Raises EventError where it left nothing."""
    try:
        return msgspec.json.decode((folder / name).read_bytes(), type=kind)
    except FileNotFoundError:
        raise EventError(f"an earlier step left no {name}: it did not come to its end") from None


def folder_of(runner_temp: str) -> Path:
    """A new folder that only this user can read. Raises EventError."""
    import tempfile

    if not runner_temp or not Path(runner_temp).is_absolute():
        raise EventError("RUNNER_TEMP is not set: this is for a GitHub runner to start")
    try:
        return Path(tempfile.mkdtemp(prefix="prodgate-", dir=runner_temp))
    except OSError as error:
        raise EventError(f"RUNNER_TEMP cannot be written to ({error.strerror})") from None
