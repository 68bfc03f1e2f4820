"""What several controls ask in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from prodgate.score.facts import Spot
from prodgate.score.project import Subject
from prodgate.score.subject import Seen, missing, nothing


class Placed(Protocol):
    """Something with a place."""

    @property
    def spot(self) -> Spot: ...


T = TypeVar("T", bound=Placed)


def at(spot: Spot, said: str) -> Seen:
    """Found, at a place."""
    return Seen(True, said, spot.path, spot.line)


def all_of(judged: Sequence[tuple[T, bool | None]], what: str, good: str, bad: str) -> Seen:
    """Whether every one is known to be good; else the place of one that is not.

    ``what``: "client of a model"; ``good``: "waits a bounded time".
    """
    if not judged:
        return nothing(f"no {what} was found")
    for each, answer in judged:
        if answer is False:
            return missing(f"{_part(judged)} {good}; this one {bad}", *_place(each))
    for each, answer in judged:
        if answer is None:
            return missing(f"{_part(judged)} {good}; of this one it cannot be seen", *_place(each))
    first = judged[0][0].spot
    count = len(judged)
    each_of = f"the one {what}" if count == 1 else f"each of {count} ({what})"
    return Seen(True, f"{each_of} {good}", first.path, first.line)


def _part(judged: Sequence[tuple[T, bool | None]]) -> str:
    return f"{sum(answer is True for _, answer in judged)} of {len(judged)}"


def _place(each: Placed) -> tuple[str, int]:
    return each.spot.path, each.spot.line


def tested(subject: Subject, codes: Iterable[int], what: str) -> Seen:
    """A test that expects a status, where tests run."""
    wanted = tuple(codes)
    spot = subject.expecting(*wanted)
    names = " or ".join(map(str, wanted))
    if spot is None:
        return missing(f"no test that calls the application expects {names}")
    return at(spot, f"a test expects {spot.what} {what}")
