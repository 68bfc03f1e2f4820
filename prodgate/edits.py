"""What a fix wants (intents), and what a renderer makes of it (edits).

A fix is pure: it looks at a finding and returns intents. All intents of one file are merged
and rendered together, so that three rules can touch one call without knowing of each other.
Offsets are characters into the decoded text of the file (``source.Source.text``).
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from prodgate.findings import Applicability


class Import(Struct, frozen=True):
    """A name the new code needs.

    Python: ``Import("os")`` is ``import os``; ``Import("pydantic", "BaseModel")`` is a from-import.
    JavaScript: ``Import("zod", "z")`` is ``import { z } from "zod"``; ``name="default"`` with
    ``alias`` is a default import. Local modules start with "." ("./prodgate-guard").
    """

    module: str
    name: str | None = None
    alias: str | None = None


class SetArgument(Struct, frozen=True):
    """Give a call an argument, or replace the value of the one it has.

    ``call`` is the span of the whole call expression (of ``new X(...)`` too). ``path`` says where:
    its first part is a keyword ("timeout"), or the number of a positional argument ("0") that is
    an object literal; each further part is a key inside: ``("http_options", "timeout")`` writes
    ``http_options={"timeout": ...}``, or adds to the dict or constructor call that stands there.
    """

    call: tuple[int, int]
    path: tuple[str, ...]
    code: str


class Replace(Struct, frozen=True):
    """Put ``code`` in place of an expression."""

    span: tuple[int, int]
    code: str


class Wrap(Struct, frozen=True):
    """Put ``before`` and ``after`` around an expression, such as ``track(`` and ``)``.

    What stands inside stays as it is and may be changed by other intents. Of several around one
    expression, the first is outermost, and those that are ``near`` are inside of all others.
    """

    span: tuple[int, int]
    before: str
    after: str
    near: bool = False


class InsertBefore(Struct, frozen=True):
    """A statement of its own before the statement at ``span``, with the indent of that one."""

    span: tuple[int, int]
    code: str  # may have several lines, indented relative to nothing, "\n" between them


class InsertAfter(Struct, frozen=True):
    """A statement of its own after the statement at ``span``, with the indent of that one."""

    span: tuple[int, int]
    code: str  # like that of InsertBefore


class Define(Struct, frozen=True):
    """Definitions at module level, once, after the imports: a schema, a helper."""

    name: str  # the name it defines; a module that binds it already is left alone
    code: str


class AddImport(Struct, frozen=True):
    """An import at the top of the file, unless the file has it."""

    what: Import


class WriteFile(Struct, frozen=True):
    """A new file beside the fixed one, owned by the user from then on; never overwrites.

    ``path`` is relative to the folder of the fixed file. If it exists, ``parts`` whose name is not
    yet defined in it are appended.
    """

    path: str
    header: str
    parts: tuple[Define, ...]


class MoveSecret(Struct, frozen=True):
    """The value of a hard-coded key, to be kept in ``.env`` where that is safe."""

    name: str
    value: str

    def __repr__(self) -> str:  # no traceback, no debug print shows the value
        return f"MoveSecret(name={self.name!r})"


Intent: TypeAlias = (
    SetArgument
    | Replace
    | Wrap
    | InsertBefore
    | InsertAfter
    | Define
    | AddImport
    | WriteFile
    | MoveSecret
)


class Fix(Struct, frozen=True):
    """What to do about one finding."""

    intents: tuple[Intent, ...]
    applicability: Applicability
    title: str  # what a person reads: ``timeout=60.0``; never a secret


class Refusal(Struct, frozen=True):
    """Why a finding has no fix: a reason code and what a person can do instead."""

    code: str  # kebab-case, documented in docs/fixes.md
    recipe: str  # one sentence

    @property
    def applicability(self) -> Applicability:
        """A person does it."""
        return Applicability.MANUAL


class Edit(Struct, frozen=True):
    """A span of the decoded text and what stands there afterwards."""

    start: int
    end: int
    replacement: str


def apply_edits(text: str, edits: list[Edit]) -> str:
    """The text after all edits. Raises ValueError when two of them overlap."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < position:
            raise ValueError(f"edits overlap at {edit.start}")
        parts += [text[position : edit.start], edit.replacement]
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)
