"""SARIF 2.1.0, for code scanning and editors.

Valid against the schema of the standard, and inside what GitHub takes: no empty text, bounded
names, at most so many results (the worst first, because it keeps the first), relative URIs.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from prodgate import __version__, explaining
from prodgate.edits import Edit, Fix
from prodgate.escape import printable
from prodgate.findings import Finding, Gate, NotChecked, Severity
from prodgate.linters.table import lint_of
from prodgate.notebook import Notebook
from prodgate.pack import RuleModule
from prodgate.report.markup import capital
from prodgate.report.places import place_of, uri
from prodgate.report.ranking import Fingerprints, worst_first
from prodgate.report.redact import Redactor, redactors
from prodgate.result import Ignored, Reported, Result
from prodgate.source import Source

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "prodgateFinding/v1"
MOST_RESULTS = 25_000
MOST_TAGS = 10
_MOST_BYTES = 9_500_000  # compressed; GitHub takes 10 MB
_LONGEST = 1_024  # of a description
_LONGEST_MESSAGE = 8_000
_NAME = 255
_HOME = "https://github.com/prodgate/prodgate"
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}

Json: TypeAlias = dict[str, Any]


def render(
    result: Result,
    rules: Mapping[str, RuleModule],
    *,
    category: str | None = None,
    suppressed: bool = True,
) -> str:
    """The log file of a run, as text.

    ``rules``: those of the pack, by name. ``category`` tells apart uploads of one commit.
    ``suppressed`` False leaves out what ignore comments silence: GitHub's code scanning takes no
    notice of suppressions, and would open an alert for each.
    """
    writer = _Writer(result, rules)
    results = writer.results(suppressed)
    most, edits = MOST_RESULTS, True
    while True:
        shown = results[:most] if edits else [_without_fixes(each) for each in results[:most]]
        # No indent: it takes the slow encoder, ten times as long.
        text = json.dumps(writer.document(shown, len(results), category)) + "\n"
        if len(gzip.compress(text.encode(), 6, mtime=0)) <= _MOST_BYTES or not shown:
            return text
        most, edits = (most, False) if edits else (len(shown) // 2, False)


def _without_fixes(result: Json) -> Json:
    return {key: value for key, value in result.items() if key != "fixes"}


class _Writer:
    def __init__(self, result: Result, rules: Mapping[str, RuleModule]) -> None:
        self._result = result
        self._rules = rules
        self._redactor = redactors(result)
        self._compared = result.base is not None or any(r.known for r in result.reported)
        findings = [r.finding for r in result.reported] + [i.finding for i in result.ignored]
        others = sorted({finding.rule for finding in findings} - set(rules))
        self._index = {name: at for at, name in enumerate((*sorted(rules), *others))}
        gates = {finding.rule: finding.gate for finding in findings}
        self._descriptors = [
            _rule(rules[name]) if name in rules else _unknown_rule(name, gates[name])
            for name in self._index
        ]

    def document(self, results: list[Json], found: int, category: str | None) -> Json:
        driver = {
            "name": "prodgate",
            "semanticVersion": __version__,
            "informationUri": _HOME,
            "rules": self._descriptors,
        }
        run: Json = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "invocations": [self._invocation(found - len(results))],
            "results": results,
        }
        if category:
            # What follows the last slash tells runs of one category apart.
            run["automationDetails"] = {"id": _short(category, _NAME).rstrip("/") + "/"}
        return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}

    # -- results --

    def results(self, suppressed: bool) -> list[Json]:
        """Of every finding, the worst first; those that are silenced last."""
        # In the order of the files, so that a fingerprint stays when a severity changes.
        ordered = sorted(self._result.reported, key=lambda r: r.finding.order)
        prints = Fingerprints(self._result.sources)
        made = {id(r): self._reported(r, prints.of(r.finding)) for r in ordered}
        results = [made[id(r)] for r in worst_first(self._result.reported)]
        if suppressed:
            results += [self._ignored(i, prints.of(i.finding)) for i in self._result.ignored]
        return results

    def _reported(self, reported: Reported, fingerprint: str) -> Json:
        finding, fix = reported.finding, reported.fix
        source, clean = self._source(finding)
        said = fix.title if isinstance(fix, Fix) else fix.recipe
        kind = f"Fix ({fix.applicability.value})" if isinstance(fix, Fix) else "By hand"
        made = self._result_of(finding, f"{kind}: {clean.prose(said)}", fingerprint)
        if self._compared:
            made["baselineState"] = "unchanged" if reported.known else "new"
        if source is not None and isinstance(fix, Fix):
            changes = _fix(fix, reported.edits or (), source, clean)
            if changes:
                made["fixes"] = [changes]
        return made

    def _ignored(self, ignored: Ignored, fingerprint: str) -> Json:
        _, clean = self._source(ignored.finding)
        made = self._result_of(ignored.finding, "", fingerprint)
        if self._compared:
            made["baselineState"] = "new" if ignored.new else "unchanged"
        reason = _short(clean.prose(ignored.reason), _LONGEST) or "no reason given"
        made["suppressions"] = [{"kind": "inSource", "justification": reason}]
        return made

    def _result_of(self, finding: Finding, remedy: str, fingerprint: str) -> Json:
        source, clean = self._source(finding)
        place = place_of(finding, source)
        text = _sentence(clean.prose(finding.message))
        if isinstance(source, Notebook):
            text = f"{text} ({place.name})"
        region = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
        where = {"artifactLocation": _artifact(finding.path), "region": region}
        message = ". ".join(filter(None, (text, _sentence(remedy)))) + "."
        return {
            "ruleId": finding.rule,
            "ruleIndex": self._index[finding.rule],
            "level": finding.severity.value,
            "message": {"text": _literal(_short(message, _LONGEST_MESSAGE))},
            "locations": [{"physicalLocation": where}],
            "partialFingerprints": {FINGERPRINT: fingerprint},
        }

    def _source(self, finding: Finding) -> tuple[Source | None, Redactor]:
        source = self._result.sources.get(finding.path)
        return source, self._redactor(finding.path, source.text if source else "")

    # -- what was not looked at --

    def _invocation(self, dropped: int) -> Json:
        told = [_notification(each) for each in self._result.not_checked]
        if dropped:
            what = f"{dropped} findings are not in this file, because they are too many"
            told.append({"level": "warning", "message": {"text": what}})
        whole = not self._result.not_checked
        return {"executionSuccessful": whole, "toolExecutionNotifications": told}


def _notification(missed: NotChecked) -> Json:
    reason = printable(Redactor().prose(missed.reason))
    made: Json = {
        "level": "error",
        "message": {"text": _literal(f"Not checked: {_short(reason, _LONGEST)}")},
    }
    if uri(missed.path):
        where = {"physicalLocation": {"artifactLocation": _artifact(missed.path)}}
        made["locations"] = [where]
    return made


def _artifact(path: str) -> Json:
    return {"uri": uri(path) or "prodgate.yaml", "uriBaseId": "%SRCROOT%"}


# -- rules ------------------------------------------------------------------------------------


def _rule(module: RuleModule) -> Json:
    rule = module.rule
    page = "\n".join(map(printable, explaining.markdown_of(module).strip().split("\n")))
    level = _level(module)
    properties: Json = {
        "precision": "high" if rule.engine in ("prodgate", "semgrep") else "medium",
        "problem.severity": _PROBLEM[level.value],
        "tags": _tags(module),
    }
    if rule.risk is not None:
        properties["security-severity"] = f"{rule.risk:.1f}"
    made: Json = {
        "id": rule.name,
        "name": _short(rule.name, _NAME),
        "shortDescription": {"text": _short(rule.summary, _LONGEST) or rule.name},
        "fullDescription": {"text": _short(_story(module), _LONGEST) or rule.name},
        "help": {"text": explaining.plain(page).strip() or rule.name, "markdown": page},
        "defaultConfiguration": {"level": level.value},
        "properties": properties,
    }
    address = explaining.address(rule.name)
    if address:
        made["helpUri"] = address
    return made


def _unknown_rule(name: str, gate: Gate) -> Json:
    """What no module of the pack finds: a wrong or unused ignore comment."""
    page = f"{_HOME}/blob/main/docs/suppressing.md"
    what = "An ignore comment that is wrong, or silences nothing"
    return {
        "id": name,
        "name": _short(name, _NAME),
        "shortDescription": {"text": what},
        "fullDescription": {"text": f"{what}. It names its rules and gives a reason, or it goes."},
        "help": {"text": f"See {page}", "markdown": f"See [ignore comments]({page})."},
        "helpUri": page,
        "defaultConfiguration": {"level": "warning"},
        "properties": {
            "precision": "high",
            "problem.severity": "warning",
            "tags": [gate.value],
        },
    }


def _level(module: RuleModule) -> Severity:
    """What a rule mostly says; a result says its own."""
    lint = lint_of(module.rule.name)
    if lint is not None:
        return lint.severity
    return Severity.ERROR if (module.rule.risk or 0) >= 7 else Severity.WARNING


def _tags(module: RuleModule) -> list[str]:
    rule = module.rule
    # A weakness without a risk is one of reliability: none to page a security team for.
    tags = [rule.gate.value, *(["security"] if rule.risk is not None else [])]
    tags += [f"external/cwe/cwe-{number:03}" for number in rule.cwe]
    tags += [f"OWASP-{entry}" for entry in rule.owasp]
    return list(dict.fromkeys(tags))[:MOST_TAGS]


def _story(module: RuleModule) -> str:
    """The summary, and the paragraph behind it: why it matters."""
    summary, _, rest = module.doc.partition("\n")
    paragraph = rest.strip().partition("\n\n")[0]
    return " ".join(f"{summary} {paragraph}".replace("``", "`").split())


# -- fixes ------------------------------------------------------------------------------------


def _fix(fix: Fix, edits: Iterable[Edit], source: Source, clean: Redactor) -> Json | None:
    """What an editor can apply; None where it cannot: in a notebook, or with a secret in it."""
    edits = sorted(edits, key=lambda e: (e.start, e.end))
    usable = edits and not isinstance(source, Notebook)
    if not usable or not all(_showable(edit, clean) for edit in edits):
        return None
    title = _short(f"{printable(clean.prose(fix.title))} ({fix.applicability.value})", _LONGEST)
    change = {
        "artifactLocation": _artifact(source.path),
        "replacements": [_replacement(edit, source) for edit in edits],
    }
    return {"description": {"text": _literal(title)}, "artifactChanges": [change]}


def _showable(edit: Edit, clean: Redactor) -> bool:
    """Neither a secret nor a character that a reader would not see."""
    code = edit.replacement
    visible = all(printable(part) == part for part in re.split(r"[\t\r\n]", code))
    return visible and clean.prose(code) == code


def _replacement(edit: Edit, source: Source) -> Json:
    line, column = source.position(edit.start)
    end_line, end_column = source.position(edit.end)
    made: Json = {
        "deletedRegion": {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        }
    }
    if edit.replacement:
        made["insertedContent"] = {"text": edit.replacement}
    return made


# -- text -------------------------------------------------------------------------------------


def _short(text: str, most: int) -> str:
    shown = printable(text).strip()
    return shown if len(shown) <= most else shown[: most - 1] + "\u2026"


def _sentence(text: str) -> str:
    """With a capital, and no stop yet."""
    return capital(printable(text).strip().rstrip("."))


def _literal(text: str) -> str:
    """The text of a message, where brackets would make links."""
    return "".join(f"\\{c}" if c in "[]\\" else c for c in text)
