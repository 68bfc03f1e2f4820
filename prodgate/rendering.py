"""What both renderers answer: the edits that write the intents of one file."""

from __future__ import annotations

from msgspec import Struct

from prodgate.edits import Edit, Intent, Refusal


class Rendered(Struct, frozen=True):
    """Edits of one file, sorted and free of overlaps, and the intents that could not be written.

    An intent in neither is already fulfilled by the text.
    """

    edits: tuple[Edit, ...] = ()
    refused: tuple[tuple[Intent, Refusal], ...] = ()
