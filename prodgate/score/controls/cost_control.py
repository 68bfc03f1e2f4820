"""Cost control: is the bill bounded at a hundred times the load?"""

from __future__ import annotations

from prodgate.findings import Gate
from prodgate.score.controls.common import all_of, at, tested
from prodgate.score.facts import Way
from prodgate.score.project import Subject
from prodgate.score.subject import Control, Seen, missing, nothing

G = Gate.COST_CONTROL


def calls_capped(subject: Subject) -> Seen:
    """Every call of a model has a cap on its output."""
    if bad := subject.found("uncapped-tokens"):
        return missing(bad.message, bad.path, bad.line)
    judged = [(each, each.capped) for each in subject.asked]
    return all_of(judged, "call of a model", "has a cap on its output", "has none")


def loops_bounded(subject: Subject) -> Seen:
    """What takes several turns ends."""
    if bad := subject.found("unbounded-agent-loop"):
        return missing(bad.message, bad.path, bad.line)
    spots = subject.spots("agents")
    if not spots:
        return nothing("no agent and no loop around a call was found")
    return at(spots[0], f"{len(spots)} loops, and none without a bound: {spots[0].what}")


def is_limited(subject: Subject, way: Way) -> bool:
    """Whether a limiter is seen in front of a handler."""
    names = way.mentions | subject.in_front(way.spot.path)
    if 429 in way.codes or names & subject.limiters:
        return True
    return subject.refuser(names, {429}, asks=False) is not None


def rate_limited(subject: Subject) -> Seen:
    """A limiter stands in front of every model endpoint."""
    judged = [(way, is_limited(subject, way)) for way in subject.ways]
    return all_of(judged, "endpoint that asks a model", "has a limiter in front",
                  "is not seen to answer 429 to anybody")  # fmt: skip


def budget(subject: Subject) -> Seen:
    """What was spent is compared with a budget."""
    if spots := subject.spots("budget"):
        return at(spots[0], "what was spent is compared with a budget, and refused beyond it")
    return missing("nothing compares what was spent with a budget")


def limit_tested(subject: Subject) -> Seen:
    """A test runs into the limit."""
    return tested(subject, (429, 402), "for a caller that asks too often")


CONTROLS = (
    Control(G, "calls-capped", "Every call has a cap on its output", True, calls_capped),
    Control(G, "loops-bounded", "Loops and agents end", True, loops_bounded),
    Control(G, "rate-limited", "A limiter stands before every model endpoint", True,
            rate_limited),
    Control(G, "budget", "Spending has a budget", False, budget, "budget"),
    Control(G, "limit-tested", "A test runs into the limit", False, limit_tested),
)  # fmt: skip
