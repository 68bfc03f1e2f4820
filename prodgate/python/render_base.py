"""What the parts of the Python renderer share: refusals, and edits that belong together."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from prodgate.edits import Edit, Refusal
from prodgate.regex import lazy

Span: TypeAlias = tuple[int, int]

RECIPES = {
    "argument-not-a-literal": "the options come from elsewhere: set the value where they are made",
    "check-failed": "the rewritten file did not pass its own check: make the change by hand",
    "in-a-thread": "a thread is handed the function and its arguments one by one: hand it a lambda "
    "that makes the call, and run again",
    "inside-f-string": "the code stands inside an f-string: move it to a variable of its own first",
    "name-bound-later": "the new code needs a name that is defined further down: move that up",
    "name-taken": "the file uses {name} for something else: import or define it under another name",
    "not-a-keyword": "the name cannot be written as a keyword argument: pass it by hand",
    "not-an-import": "no Python import statement says this: add the import by hand",
    "not-found": "the code was not found at its place: run the check again on the current file",
    "not-parseable": "the file could not be read without loss: make the change by hand",
    "overlapping-edits": "another fix changes the same code: run the fix again after it",
    "renderer-failed": "the file could not be rewritten in time: make the change by hand",
    "starred-call": "the position is not certain behind a starred argument: set it by hand",
    "statement-not-on-its-own-line": "give the statement a line of its own first",
    "would-lose-comment": "the code to be replaced holds a comment: make the change by hand",
    "would-repeat-argument": "the argument is already passed through a spread: change it there",
}


def refusal(code: str) -> Refusal:
    """The refusal with this code and its recipe."""
    return Refusal(code, RECIPES[code])


class RefusedError(Exception):
    """An intent cannot be written. Raised and caught inside the renderer only."""

    def __init__(self, code: str, **said: str) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, RECIPES[code].format(**said))


class Change(Struct, frozen=True):
    """Edits that stand or fall together, and the numbers of the intents that they write.

    At one offset, a lower ``rank`` stands first: imports before statements before arguments.
    ``closing`` is the rank of the last edit, where it ends what the first one began: it stands
    right behind what it closes, before anything that is added there.
    """

    numbers: tuple[int, ...]
    edits: tuple[Edit, ...]
    rank: float = 2
    closing: float | None = None

    @property
    def ranked(self) -> list[tuple[float, Edit]]:
        """Each edit with its rank."""
        ranks = [self.rank] * len(self.edits)
        if self.closing is not None:
            ranks[-1] = self.closing
        return list(zip(ranks, self.edits, strict=True))


NEWLINE = lazy(r"\r\n|\r|\n")
_TRIVIA = lazy(r"(?:[ \t\f\r\n]|\\(?:\r\n|\r|\n)|#[^\r\n]*)*")


def skip_trivia(text: str, at: int) -> int:
    """The offset of the next character that is no whitespace, comment or continuation."""
    match = _TRIVIA.match(text, at)
    return match.end() if match else at


def line_start(text: str, at: int) -> int:
    """The offset where the line of ``at`` starts. Only \\n, \\r\\n and \\r end lines in Python."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """The offset of the newline that ends the line of ``at``, or the end of the text."""
    match = NEWLINE.search(text, at)
    return match.start() if match else len(text)


def after_newline(text: str, at: int) -> int:
    """The offset behind the newline at ``at``; ``at`` itself where there is none."""
    match = NEWLINE.match(text, at)
    return match.end() if match else at


def newline_before(text: str, start: int) -> str:
    """The newline right before ``start``, where a line starts."""
    return "\r\n" if text.startswith("\r\n", start - 2) and start > 1 else text[start - 1]


def newline_near(text: str, at: int) -> str:
    """The newline that ends the line of ``at``, else the one before it, else a plain one."""
    match = NEWLINE.search(text, at) or NEWLINE.search(text)
    return match.group() if match else "\n"
