"""A service whose failures nobody is told about.

The model's provider changes something at night; every request fails; the log says so, to nobody.
Error tracking, traces or alarms tell a person before users leave.

**Reported:** once for the repository, at the place where it serves, when no manifest, no import and
no settings file names a service or library that collects errors.

**Not reported:** a library, a script, an example; any collector is enough; a
logger alone is none, a workspace that the infrastructure sends its log to is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.regex import lazy
from prodgate.tree import Tree

RULE = Rule(
    "missing-error-tracking",
    Gate.MONITORING,
    "A service whose failures nobody is told about",
    Applicability.MANUAL,
    project=True,
)
_EVIDENCE = lazy(
    rb"(?<![A-Za-z])(?:sentry|rollbar|bugsnag|honeybadger|airbrake|raygun|glitchtip|ddtrace|dd-trace|datadog"
    rb"|newrelic|opentelemetry|opencensus|logfire|elastic-apm|elasticapm|appsignal|scout[-_]apm"
    rb"|applicationinsights|azure-monitor|log-?analytics|operationalinsights|highlight\.run|highlight-run|betterstack|logtail|axiom"
    rb"|error[-_]reporting|prometheus|alertmanager|cloudwatch[_-]metric[_-]alarm|grafana|signoz"
    rb"|instrumentation\.ts|@vercel/otel|pagerduty|opsgenie)",
    re.IGNORECASE,
)
_SETTINGS = r"(?:^|/)(?:[\w.-]+\.(?:ya?ml|toml|tf|bicep|ini|cfg)|instrumentation\.[jt]s)$"
_RECIPE = (
    "add a collector where the program starts (sentry_sdk.init(...), Sentry.init({...}), or "
    "OpenTelemetry), and an alarm on the rate of errors that reaches a person"
)


def check_project(tree: Tree) -> Iterator[Finding]:
    """One finding for the repository."""
    place = tree.application
    if place is None:
        return
    for paths in (tree.manifests, tree.named(_SETTINGS), tree.code):
        if next(tree.holding(_EVIDENCE, paths), None):
            return
    message = (
        "nobody is told when it fails: "
        "looked for Sentry, OpenTelemetry, Datadog, Prometheus and the like"
    )
    yield from tree.findings(RULE, place, Severity.WARNING, message, _RECIPE)
