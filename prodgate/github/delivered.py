"""What became of one way to show findings. None of them changes the verdict."""

from __future__ import annotations

from msgspec import Struct


class Delivered(Struct, frozen=True):
    """Whether a way to show findings worked, and a sentence for the log."""

    done: bool
    said: str  # "12 results are in code scanning", "no suggestion: the token can only read"
