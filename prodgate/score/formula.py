"""From findings and evidence to the number of a gate. docs/score.md says the same in words.

Pure: nothing is read here, and nothing is printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from prodgate.findings import Gate, Severity
from prodgate.score.model import Attestation, Cap, Evidence, GateScore, ScoredFinding, State

WITHOUT_EVIDENCE = 2  # where a gate stays of which nothing good was seen
MOST = 5
MANY = 5  # error findings from which nothing is left


class Question(Struct, frozen=True):
    """What a gate asks, and the least that lets a launch go on."""

    gate: Gate
    text: str
    minimum: int
    critical: bool = False


QUESTIONS = (
    Question(Gate.SECURITY, "Can an attacker read data or run unsafe actions?", 4, True),
    Question(Gate.AUTH, "Can each user reach only what is theirs, tools included?", 4, True),
    Question(Gate.DATA_VALIDATION, "Can malformed or hostile input reach the core or a prompt?", 4),
    Question(Gate.ERROR_HANDLING, "Does failure degrade safely and predictably?", 4),
    Question(
        Gate.TESTING, "Is behaviour checked beyond trying it by hand, with evaluation sets?", 3
    ),
    Question(Gate.OBSERVABILITY, "Can a problem be seen and explained: logs, audit, usage?", 3),
    Question(Gate.PERFORMANCE, "Is latency stable under real traffic?", 3),
    Question(Gate.DEPLOYMENT, "Can a release go out, and back, safely and repeatably?", 4),
    Question(Gate.MONITORING, "Is someone told before users leave: health, alerts, runbook?", 3),
    Question(Gate.COST_CONTROL, "Is the bill bounded at a hundred times the load?", 4),
)


def gate_score(
    question: Question,
    findings: Sequence[ScoredFinding],
    evidence: Sequence[Evidence],
    *,
    attestations: Sequence[Attestation] = (),
    gaps: int = 0,
    warnings_count: bool = True,
    reason: str = "",
) -> GateScore:
    """The score of one gate.

    ``gaps``: how many files were not checked. ``reason``: why the gate cannot be judged here;
    empty where it can.
    """
    counted = [each for each in evidence if each.applies]
    if not reason and not any(each.required for each in counted):
        reason = "nothing here that its required controls are about was found"
    caps = list(_caps(question.minimum, findings, gaps, warnings_count))
    points = WITHOUT_EVIDENCE if reason else earned(question.minimum, counted)
    points = min([points, *(cap.at for cap in caps)])
    vouched = any(each.found and each.attested for each in counted)
    state: State = "not assessed" if reason else "attested" if vouched else "measured"
    return GateScore(
        question.gate,
        question.text,
        points,
        question.minimum,
        state,
        not reason and points >= question.minimum,
        question.critical,
        tuple(findings),
        tuple(evidence),
        tuple(sorted(caps, key=lambda cap: cap.at)),
        tuple(attestations),
        reason,
    )


def earned(minimum: int, evidence: Sequence[Evidence]) -> int:
    """What the evidence earns: 2 without any, the minimum with all that is required, and one more
    for each further control; with some of the required ones, one below the minimum."""
    required = [each for each in evidence if each.required]
    found = sum(each.found for each in required)
    if found < len(required) or not required:
        return max(WITHOUT_EVIDENCE, minimum - 1) if found else WITHOUT_EVIDENCE
    further = sum(each.found for each in evidence if not each.required)
    return min(MOST, minimum + further)


def _caps(
    minimum: int, findings: Sequence[ScoredFinding], gaps: int, warnings_count: bool
) -> list[Cap]:
    held = [each.severity for each in findings if each.holds]
    errors, warnings = held.count(Severity.ERROR), held.count(Severity.WARNING)
    caps = []
    if errors:
        caps.append(Cap(0 if errors >= MANY else 1, _many(errors, "error finding")))
    if warnings and warnings_count:
        caps.append(Cap(minimum - 1, _many(warnings, "warning")))
    if gaps:
        caps.append(Cap(WITHOUT_EVIDENCE, f"{_many(gaps, 'file')} not checked"))
    return caps


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
