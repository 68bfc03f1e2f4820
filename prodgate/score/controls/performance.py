"""Performance: is latency stable under real traffic?"""

from __future__ import annotations

import re

from prodgate.findings import Gate
from prodgate.score.controls.common import all_of, at
from prodgate.score.project import Subject
from prodgate.score.subject import Control, Seen, missing, nothing

G = Gate.PERFORMANCE


def clients_reused(subject: Subject) -> Seen:
    """Clients are made once, not for every request."""
    if bad := subject.found("client-per-request"):
        return missing(bad.message, bad.path, bad.line)
    judged = [(made, made.shared) for made in subject.made]
    return all_of(judged, "client of a model", "is made once, or shares its connections",
                  "is made for every request")  # fmt: skip


def nothing_blocks(subject: Subject) -> Seen:
    """No call holds up the event loop."""
    if bad := subject.found("blocking-call-in-async"):
        return missing(bad.message, bad.path, bad.line)
    if not subject.asked:
        return nothing("no call of a model was found")
    judged = [(each, not each.blocking) for each in subject.asked]
    return all_of(judged, "call of a model", "holds up no other request", "is not awaited")


_SCRIPTS = re.compile(
    rb"(?P<k6>from [\"']k6(?:/http)?[\"'])|(?P<locust>^(?:from|import) locust\b)"
    rb"|(?P<artillery>^config:\s*\n(?:.*\n)*?\s+target:)|(?P<gatling>io\.gatling)",
    re.MULTILINE,
)
_GOALS = re.compile(
    r"thresholds?\s*[:=]\s*\{[^}]*[<>]|p\(?9[05]\)?|http_req_(?:duration|failed)|ensure\b"
    r"|fail_ratio|get_response_time_percentile|avg_response_time|p99|--check|assertions\("
)
_SENDS = re.compile(
    r"http\.(?:post|get|request|batch)\(|self\.client\.\w+\(|flow:|\.post\(|scenarios:"
)


def load_tested(subject: Subject) -> Seen:
    """A load test with thresholds: k6, Locust, Artillery, Gatling."""
    names = r"\.(?:py|[cm]?[jt]s|ya?ml|scala)$"
    for path in subject.tree.named(names):
        data = subject.tree.read(path)
        if not _SCRIPTS.search(data):
            continue
        text = subject.settings(path)
        if not _SCRIPTS.search(text.encode()):
            continue
        goal = _GOALS.search(text)
        if goal and _SENDS.search(text):
            line = text[: goal.start()].count("\n") + 1
            return Seen(True, "a load test with thresholds", path, line)
        return missing("a load test without a threshold says nothing", path, 1)
    return missing("looked for k6, Locust, Artillery and Gatling with thresholds")


_LOADS = re.compile(r"\bk6\b|\blocust\b|\bartillery\b|gatling")


def load_tested_in_ci(subject: Subject) -> Seen:
    """A pipeline runs the load test."""
    for step in subject.commands:
        if _LOADS.search(step.command) and not step.forgiven:
            return Seen(True, "a pipeline runs the load test", step.path, step.line)
    return missing("no pipeline runs a load test")


def streamed(subject: Subject) -> Seen:
    """Somebody who waits sees the first words at once."""
    if spot := next((a.spot for a in subject.asked if a.streamed), None):
        return at(spot, "the answer is streamed")
    return missing("no answer is streamed")


CONTROLS = (
    Control(G, "clients-reused", "Clients are made once", True, clients_reused),
    Control(G, "nothing-blocks", "No call holds up other requests", True, nothing_blocks),
    Control(G, "load-tested", "A load test with thresholds", True, load_tested, "load-test"),
    Control(G, "load-tested-in-ci", "A pipeline runs the load test", False, load_tested_in_ci),
    Control(G, "streamed", "Answers are streamed", False, streamed),
)  # fmt: skip
