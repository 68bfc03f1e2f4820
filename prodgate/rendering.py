"""What both renderers answer: the edits that write the intents of one file."""

from __future__ import annotations

from dataclasses import dataclass

from prodgate.edits import Edit, Intent, Refusal


@dataclass(frozen=True)
class Rendered:
    """Edits of one file, sorted and free of overlaps, and the intents that could not be written.

    An intent in neither is already fulfilled by the text.
    """

    edits: tuple[Edit, ...] = ()
    refused: tuple[tuple[Intent, Refusal], ...] = ()
