"""Data validation: can malformed or hostile input reach the core or a prompt?"""

from __future__ import annotations

from prodgate.findings import Gate
from prodgate.score.controls.common import all_of, at, tested
from prodgate.score.facts import Way
from prodgate.score.project import Subject
from prodgate.score.subject import Control, Seen, missing, nothing

G = Gate.DATA_VALIDATION


def _is_validated(subject: Subject, way: Way) -> bool | None:
    if subject.found_in(way, "unvalidated-request-body"):
        return False
    if way.typed or (way.reads and way.validated):
        return True
    return None


def bodies_validated(subject: Subject) -> Seen:
    """Every handler behind which a model answers knows what it is given."""
    if not subject.ways:
        return missing("serves people, and no endpoint was found whose input could be judged",
                       subject.place, 1)  # fmt: skip
    judged = [(way, _is_validated(subject, way)) for way in subject.ways]
    if bad := subject.found("unvalidated-request-body"):
        return missing("a body reaches a model, tool or workflow unchecked", bad.path, bad.line)
    return all_of(judged, "endpoint that asks a model", "validates what it is given",
                  "reads a body that nothing checks")  # fmt: skip


def output_validated(subject: Subject) -> Seen:
    """What a model writes is checked before it is used as data."""
    if bad := subject.found("unvalidated-model-output"):
        return missing("JSON that a model wrote is used with no schema", bad.path, bad.line)
    parsed, structured = subject.spots("parsed"), subject.spots("structured")
    if structured:
        return at(structured[0], "the SDK holds the answer to a schema")
    if parsed:
        return at(parsed[0], "what the model wrote is checked where it becomes data")
    return nothing("answers are passed on as text, and none is read as data")


def sizes_bounded(subject: Subject) -> Seen:
    """Schemas say how long a text may be."""
    if spots := subject.spots("bounds"):
        return at(spots[0], f"{len(spots)} lengths and ranges stand in schemas")
    return missing("no schema bounds a length: looked for max_length, .max() and the like")


def rejection_tested(subject: Subject) -> Seen:
    """A test whose input is rejected."""
    return tested(subject, (422, 400, 413), "for input that is wrong")


CONTROLS = (
    Control(G, "bodies-validated", "Every model endpoint validates its input", True,
            bodies_validated),
    Control(G, "sizes-bounded", "Schemas bound the size of what comes in", True, sizes_bounded),
    Control(G, "output-validated", "What a model wrote is checked before it is data", True,
            output_validated),
    Control(G, "rejection-tested", "A test sends wrong input", False, rejection_tested),
)  # fmt: skip
