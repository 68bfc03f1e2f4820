"""Auth: can each user reach only what is theirs, tools included?"""

from __future__ import annotations

import re

from prodgate.findings import Gate
from prodgate.score.controls.common import all_of, tested
from prodgate.score.facts import Way
from prodgate.score.project import Subject
from prodgate.score.subject import Control, Seen, missing, nothing

G = Gate.AUTH
_KNOWN = frozenset({
    "login_required", "jwt_required", "permission_required", "IsAuthenticated", "requires_auth",
    "clerkMiddleware", "passport", "LoginRequiredMixin", "LoginRequiredMiddleware", "jwtVerify",
    "requiresAuth", "ensureAuthenticated", "requires",
})  # fmt: skip
_PERSON = re.compile(
    r"(?i)role|user|caller|permission|authori[sz]e|owner|tenant|principal|member|account|check_?tool"
)


def checks(subject: Subject, way: Way) -> str:
    """What is seen to refuse a caller that a handler does not know; "" for nothing."""
    if subject.found_in(way, "unauthenticated-endpoint"):
        return ""
    if way.asks and way.codes & {401, 403}:
        return "itself"
    names = way.mentions | subject.in_front(way.spot.path)
    if known := sorted(names & _KNOWN):
        return known[0]
    refuser = subject.refuser(way, names, {401, 403}, asks=True)
    return f"{refuser.name} in {refuser.spot.path}:{refuser.spot.line}" if refuser else ""


def callers_checked(subject: Subject) -> Seen:
    """Every handler behind which a model answers refuses who is not known."""
    answers = [(way, checks(subject, way)) for way in subject.ways]
    by = next((answer for _, answer in answers if answer), "")
    return all_of([(way, bool(answer)) for way, answer in answers], "endpoint that asks a model",
                  f"refuses a caller that is not known ({by})" if by else "refuses anybody",
                  "is not seen to answer 401 or 403")  # fmt: skip


def tools_authorised(subject: Subject) -> Seen:
    """Tools that act, act for somebody."""
    bad = subject.found("unchecked-tool-dispatch")
    if bad is not None:
        return missing("the model chooses any function by its name", bad.path, bad.line)
    if not subject.acting:
        return nothing("no tool here writes, spends, sends or runs anything")
    judged = [
        (each, any(_PERSON.search(name) for name in subject.reached(each.mentions, 1)))
        for each in subject.acting
    ]
    return all_of(judged, "tool that acts", "looks at whom it acts for", "does not")


def refusal_tested(subject: Subject) -> Seen:
    """A test that is refused."""
    return tested(subject, (401, 403), "for a caller that may not")


CONTROLS = (
    Control(G, "callers-checked", "Every model endpoint checks its caller", True, callers_checked),
    Control(G, "tools-authorised", "Tools that act look at whom they act for", True,
            tools_authorised),
    Control(G, "refusal-tested", "A test is refused", False, refusal_tested),
    Control(G, "access-review", "Somebody reviewed who may do what", False, None,
            "access-review"),
)  # fmt: skip
