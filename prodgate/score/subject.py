"""What a control is asked about, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate.findings import Gate
from prodgate.policy import Vouched

if TYPE_CHECKING:
    from prodgate.score.project import Subject


class Seen(Struct, frozen=True):
    """The answer of a detector. ``applies`` False: there is nothing here that it is about."""

    found: bool
    said: str
    path: str = ""
    line: int = 0
    applies: bool = True


def nothing(said: str) -> Seen:
    """There is nothing here that the control is about."""
    return Seen(False, said, applies=False)


def missing(said: str, path: str = "", line: int = 0) -> Seen:
    """The control is not there, or not everywhere; a place, where one says so."""
    return Seen(False, said, path, line)


class Control(Struct, frozen=True):
    """One thing that a gate demands. ``detect`` None: only an attestation can show it."""

    gate: Gate
    name: str
    title: str
    required: bool
    detect: Callable[[Subject], Seen] | None
    attest: Vouched | None = None
