"""The door: bytes of a file to its text and back, losing nothing.

Positions everywhere else are characters into ``Source.text``. Here, and only here, they are
translated to and from bytes, lines and columns.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A decoded file. ``encode`` of the unchanged text gives the bytes that were read."""

    path: str  # relative to the root, "/" between parts
    text: str
    encoding: str
    bom: bytes
