"""What every kind of manifest is to the rest: entries, and a way to add one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct, field

Dialect = Literal["pep508", "poetry", "pipfile", "npm"]


class CannotEdit(Exception):  # noqa: N818 - it is an answer, not a fault
    """A manifest is left as it is. ``reason`` is one clause, such as "its list is computed"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Entry(Struct, frozen=True):
    """A package that is needed at run time.

    ``specifier`` is what is said about versions, as it is written (">=1, <2", "^1.2"); "" where
    nothing is, or no text.
    """

    name: str  # normalised, as the registry compares
    specifier: str
    written: str = ""  # all of it


class Manifest(Struct, frozen=True):
    """One manifest.

    ``present`` are names in groups that whoever runs the program may have chosen (extras, peers);
    ``aside`` has those in groups for development, with what is written there. ``add`` takes a
    name and a specifier and gives the whole text with the entry; it raises ``CannotEdit``.
    """

    dialect: Dialect
    entries: tuple[Entry, ...]
    add: Callable[[str, str], str]
    present: frozenset[str] = frozenset()
    aside: Mapping[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether a package is there at run time."""
        return name in self.present or any(entry.name == name for entry in self.entries)
