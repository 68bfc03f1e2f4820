"""Error handling: does failure degrade safely and predictably?"""

from __future__ import annotations

from prodgate.findings import Gate
from prodgate.score.controls.common import all_of, at, tested
from prodgate.score.facts import Asked, Made
from prodgate.score.project import Subject
from prodgate.score.subject import Control, Seen, missing, nothing

G = Gate.ERROR_HANDLING


def _direct(subject: Subject) -> list[Asked]:
    """Calls that no client of this tree bounds."""
    if subject.made:
        return [a for a in subject.asked if a.direct and a.bounded is not None]
    return [a for a in subject.asked if a.direct]


def waits_bounded(subject: Subject) -> Seen:
    """Every client waits a bounded time."""
    if bad := subject.found("missing-timeout", "http-without-timeout"):
        return missing(f"{bad.rule}: {bad.message}", bad.path, bad.line)
    clients: list[tuple[Made | Asked, bool | None]] = [(m, m.bounded) for m in subject.made]
    clients += [(a, a.bounded) for a in _direct(subject)]
    return all_of(clients, "client of a model", "waits a bounded time", "does not")


def failures_retried(subject: Subject) -> Seen:
    """Every client tries again, a bounded number of times."""
    if bad := subject.found("stacked-retry", "missing-retry"):
        return missing(f"{bad.rule}: {bad.message}", bad.path, bad.line)
    clients: list[tuple[Made | Asked, bool | None]] = [(m, m.retried) for m in subject.made]
    clients += [(a, a.retried) for a in _direct(subject)]
    return all_of(clients, "client of a model", "tries again, and stops", "makes one attempt")


def failures_recorded(subject: Subject) -> Seen:
    """A failed call is recorded, and not given out as an answer."""
    if bad := subject.found("swallowed-model-error"):
        return missing(f"a failure is hidden: {bad.message}", bad.path, bad.line)
    if not subject.asked:
        return nothing("no call of a model was found")
    whole = subject.spots("failures")
    if whole:
        return at(whole[0], "a handler for the whole application records what fails")
    judged = [(a, a.caught or _is_caught_above(subject, a)) for a in subject.asked]
    return all_of(judged, "call of a model", "has a handler for its failure", "has none")


def _is_caught_above(subject: Subject, asked: Asked) -> bool:
    """Who calls the function answers for its failure with a status."""
    return any(
        asked.function in way.mentions and way.codes & {500, 502, 503, 504}
        for way in subject.ways
        if asked.function
    )


def falls_back(subject: Subject) -> Seen:
    """There is a way on when the model does not answer."""
    if spot := next((a.spot for a in subject.asked if a.falls_back), None):
        return at(spot, "its handler has another way on")
    for way in subject.ways:
        if way.codes & {502, 503, 504}:
            return at(way.spot, "answers a failure with a status that says: later")
    return missing("looked for another model, a stored answer, or a 503 where a call fails")


def failure_tested(subject: Subject) -> Seen:
    """A test in which the model fails."""
    return tested(subject, (502, 503, 504, 500), "when the model fails")


CONTROLS = (
    Control(G, "waits-bounded", "Every client waits a bounded time", True, waits_bounded),
    Control(G, "failures-retried", "Failures are tried again, a bounded number of times", True,
            failures_retried),
    Control(G, "failures-recorded", "A failed call is recorded", True, failures_recorded),
    Control(G, "falls-back", "There is a way on when the model fails", True, falls_back),
    Control(G, "failure-tested", "A test has the model fail", False, failure_tested),
)  # fmt: skip
