"""A service without a word on what to do when it fails.

Whoever is woken at night did not write it. Where the logs are, how a release is taken back, which
key to turn off when the bill runs: half a page saves an hour.

**Reported:** as advice, once for the repository, at the place where it serves, when neither the
name of a file nor a heading of a README or a page in `docs/` speaks of operations. What
`prodgate init --runbook` writes counts once its questions are answered.

**Not reported:** a library, a script, an example; whether the page is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.regex import lazy
from prodgate.scaffold.marks import written
from prodgate.tree import Tree

RULE = Rule(
    "missing-runbook",
    Gate.MONITORING,
    "A service without a word on what to do when it fails",
    Applicability.MANUAL,
    project=True,
)
_NAMES = (
    r"(?:runbooks?|playbooks?|operations?|operating|ops|on[-_]?call|incidents?|troubleshooting"
    r"|postmortems?|disaster[\w-]*|rollback|monitoring)[\w.-]*\.(?:md|mdx|rst|txt|adoc)$|(?:^|/)runbooks?/"
)
_PAGES = r"(?:^|/)(?:readme[\w.-]*|(?:docs?|wiki)/.*\.(?:md|mdx|rst))$"
_HEADING = lazy(
    rb"^(?:#+|=+)?[ \t]*[^\n]{0,40}\b(?:troubleshoot\w*|operations|runbook|on-call|incidents?|"
    rb"roll(?:ing)?[ -]?back|monitoring|alerts?|alerting"
    rb"|when (?:it|things) (?:fails?|breaks?|go wrong))\b"
    rb"[^\n]{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)
_RECIPE = (
    "write half a page (RUNBOOK.md): where logs and alarms are, how to roll back, which key to "
    "turn "
    "off, and whom to call"
)


def check_project(tree: Tree) -> Iterator[Finding]:
    """One finding for the repository."""
    place = tree.application
    if place is None or next(written(tree, tree.named(_NAMES)), None):
        return
    if next(tree.holding(_HEADING, written(tree, tree.named(_PAGES))), None):
        return
    message = (
        "says nowhere what to do when it fails: "
        "looked for a runbook, and for headings on operations in README and docs/"
    )
    yield from tree.findings(RULE, place, Severity.NOTE, message, _RECIPE)
