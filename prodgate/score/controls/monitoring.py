"""Monitoring: is someone told before users leave: health, alerts, runbook?"""

from __future__ import annotations

import re

from prodgate.findings import Gate
from prodgate.scaffold.marks import UNWRITTEN
from prodgate.score.controls.common import at
from prodgate.score.project import Subject
from prodgate.score.subject import Control, Seen, missing, nothing

G = Gate.MONITORING
_PROBES = re.compile(
    r"(?m)^HEALTHCHECK[ \t]+(?!NONE)|\b(?:liveness|readiness)Probe:|http_service\.checks"
    r"|healthCheckPath|healthcheck:\s*\n\s+test:|health_check_path"
)
_SETTINGS = r"(?:^|/)(?:[\w.-]*dockerfile[\w.-]*|[\w.-]+\.(?:ya?ml|toml|json|tf))$"


def health_checked(subject: Subject) -> Seen:
    """Somebody can ask whether it works."""
    if spots := subject.spots("health"):
        return at(spots[0], f"{spots[0].what} answers")
    for path in subject.tree.named(_SETTINGS):
        text = subject.settings(path)
        if match := _PROBES.search(text):
            return Seen(True, "a probe asks", path, text[: match.start()].count("\n") + 1)
    if subject.tree.server is None:
        return nothing("no server of its own that could be asked")
    return missing("looked for a health route and for probes")


def errors_tracked(subject: Subject) -> Seen:
    """A collector of errors is started, not only installed."""
    if spots := subject.spots("trackers"):
        return at(spots[0], f"{spots[0].what} starts the collection of errors")
    return missing("no collector of errors is started: looked for Sentry and the like")


_RUNBOOKS = (
    r"(?:^|/)(?:runbooks?|playbooks?|operations?|on[-_]?call|incidents?|troubleshooting)"
    r"[\w.-]*\.(?:md|mdx|rst|adoc|txt)$|(?:^|/)runbooks?/[^/]+\.(?:md|mdx|rst|adoc)$"
)
_TOPICS = {
    "where it shows": r"log|dashboard|alert|metric|trace|sentry|grafana",
    "the way back": r"roll(?:ing)?[ -]?back|previous (?:release|version)|revert|redeploy",
    "the model": r"provider|model|key|rate limit|429|quota|bill|spend|token",
    "whom to call": r"on[- ]call|escalat|contact|pager|owner|call\b|slack|phone|e-?mail",
}
_WORDS = 80


def runbook(subject: Subject) -> Seen:
    """A page that says what to do, with words below its headings."""
    best = missing("looked for a runbook")
    for path in subject.tree.named(_RUNBOOKS):
        text = subject.read(path)
        lines = [line for line in text.splitlines() if not re.match(r"\s*(?:#|=+$|-+$)", line)]
        body = "\n".join(lines)
        words = len(set(re.findall(r"[A-Za-z][\w'-]+", body.lower())))
        topics = [name for name, each in _TOPICS.items() if re.search(each, body, re.I)]
        acts = re.search(r"`[^`\n]{4,}`|```|https?://", text)
        blanks = r"(?i)\bTODO\b|\bTBD\b|\bFIXME\b|lorem ipsum|<[a-z][\w -]+>"
        unfilled = len(re.findall(blanks, body)) + 3 * text.count(UNWRITTEN)
        if words >= _WORDS and len(topics) >= 3 and acts and unfilled < 3:
            return Seen(True, f"{words} different words on {', '.join(topics)}", path, 1)
        said = f"{words} different words below its headings, of {_WORDS}"
        if words >= _WORDS:
            lacking = ", ".join(name for name in _TOPICS if name not in topics)
            said = f"lacks a command or address, or says too little on {lacking or 'what to do'}"
        best = missing(said if unfilled < 3 else "much of it is still to be filled in", path, 1)
    return best


_ALERTS = re.compile(
    r"(?m)^\s*-?\s*alert:\s*\w+(?:.*\n)+?\s*expr:|aws_cloudwatch_metric_alarm|datadog_monitor"
    r"|google_monitoring_alert_policy|azurerm_monitor_metric_alert|Microsoft\.Insights/metricAlerts"
    r"|sentry_(?:issue|metric)_alert|AWS::CloudWatch::Alarm|grafana_rule_group|kind: PrometheusRule"
    r"|pagerduty_service"
)


def alerts(subject: Subject) -> Seen:
    """Alerts that stand in the repository."""
    for path in subject.tree.named(r"\.(?:ya?ml|tf|bicep|json)$"):
        if re.search(r"(?:^|/)(?:package-lock|pnpm-lock)", path):
            continue
        text = subject.settings(path)
        if match := _ALERTS.search(text):
            return Seen(True, "an alert is configured", path, text[: match.start()].count("\n") + 1)
    return missing("no alert stands in the repository")


CONTROLS = (
    Control(G, "health-checked", "Something can ask whether it works", True, health_checked),
    Control(G, "errors-tracked", "Errors are collected", True, errors_tracked),
    Control(G, "runbook", "A page says what to do", True, runbook, "runbook"),
    Control(G, "alerts", "Alerts tell somebody", False, alerts, "alerts"),
    Control(G, "on-call", "Somebody is on call", False, None, "on-call"),
)  # fmt: skip
