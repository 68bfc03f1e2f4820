"""Observability: can a problem be seen and explained: logs, audit, usage?"""

from __future__ import annotations

from prodgate.findings import Gate
from prodgate.score.controls.common import all_of, at
from prodgate.score.facts import Asked
from prodgate.score.project import Subject
from prodgate.score.subject import Control, Seen, missing, nothing

G = Gate.OBSERVABILITY


def _is_logged(subject: Subject, asked: Asked) -> bool:
    """The function of a call logs, or one that calls it does."""
    name = asked.function
    for functions in subject.functions.values():
        for each in functions:
            own = each.name == name and each.spot.path == asked.spot.path
            if each.logs and (own or (name and name in each.mentions)):
                return True
    return False


def calls_logged(subject: Subject) -> Seen:
    """A logger is used around every call of a model."""
    if bad := subject.found("broken-log-call"):
        return missing(f"a record is lost: {bad.message}", bad.path, bad.line)
    judged = [(each, _is_logged(subject, each)) for each in subject.asked]
    return all_of(judged, "call of a model", "is logged where it is made, or one call above",
                  "leaves no record")  # fmt: skip


def usage_recorded(subject: Subject) -> Seen:
    """Tokens are read and handed to something that keeps them."""
    if bad := subject.found("untracked-usage"):
        return missing(f"{bad.message}", bad.path, bad.line)
    if not subject.asked:
        return nothing("no call of a model was found")
    if spots := subject.spots("usage"):
        return at(spots[0], f"tokens go to {spots[0].what or 'a call'}")
    if spots := subject.spots("tracing"):
        return at(spots[0], "a collector that counts tokens is started")
    return missing("no tokens are read and handed on")


def actions_audited(subject: Subject) -> Seen:
    """Tools that act leave a record."""
    if not subject.acting:
        return nothing("no tool here writes, spends, sends or runs anything")
    judged = [(each, each.recorded) for each in subject.acting]
    return all_of(judged, "tool that acts", "records what it did", "records nothing")


def traced(subject: Subject) -> Seen:
    """Tracing or metrics are started."""
    if spots := subject.spots("tracing"):
        return at(spots[0], f"{spots[0].what} starts traces or metrics")
    return missing("looked for OpenTelemetry, Langfuse, Logfire, Prometheus and the like, started")


_LIBRARY = r"(?:^|/)prompts?/[^/]+\.(?:md|txt|ya?ml|j2|jinja2?|hbs|prompt|toml)$"


def prompts_versioned(subject: Subject) -> Seen:
    """Prompts stand in files of their own."""
    path = next((p for p in subject.tree.named(_LIBRARY) if len(subject.read(p)) > 40), None)
    if path is None:
        return missing("looked for a folder of prompts")
    name, stem = path.rpartition("/")[2], path.rpartition("/")[2].rpartition(".")[0]
    for own in subject.code:
        text = subject.read(own)
        if name in text or (f'"{stem}"' in text and "prompt" in text):
            return Seen(True, f"{own} reads it", path, 1)
    return missing("prompts stand in a folder, and no code reads them", path, 1)


CONTROLS = (
    Control(G, "calls-logged", "A logger is used around every model call", True, calls_logged),
    Control(G, "usage-recorded", "Token usage is recorded", True, usage_recorded),
    Control(G, "actions-audited", "Tools that act leave a record", True, actions_audited),
    Control(G, "traced", "Traces or metrics are collected", False, traced),
    Control(G, "prompts-versioned", "Prompts stand in files of their own", False,
            prompts_versioned),
)  # fmt: skip
