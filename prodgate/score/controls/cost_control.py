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


def limiter(subject: Subject, way: Way) -> str:
    """What is seen to limit how often a handler answers; "" for nothing."""
    if subject.found("missing-rate-limit", path=way.spot.path):
        return ""
    if 429 in way.codes:
        return "itself"
    names = way.mentions | subject.in_front(way.spot.path)
    if known := sorted(names & subject.limiters):
        return known[0]
    refuser = subject.refuser(way, names, {429}, asks=False)
    return f"{refuser.name} in {refuser.spot.path}:{refuser.spot.line}" if refuser else ""


def rate_limited(subject: Subject) -> Seen:
    """A limiter stands in front of every model endpoint."""
    if not subject.ways:
        return missing("serves people, and no endpoint was found that a limiter stands before",
                       subject.place, 1)  # fmt: skip
    answers = [(way, limiter(subject, way)) for way in subject.ways]
    by = next((answer for _, answer in answers if answer), "")
    return all_of([(way, bool(answer)) for way, answer in answers], "endpoint that asks a model",
                  f"has a limiter in front ({by})" if by else "has a limiter in front",
                  "is not seen to answer 429")  # fmt: skip


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
