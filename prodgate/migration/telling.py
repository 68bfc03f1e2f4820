"""What a migration says of itself: progress, commit messages, the record."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from prodgate import __version__
from prodgate.edits import Fix
from prodgate.escape import line as safe_line
from prodgate.findings import Gate, Severity
from prodgate.migration import record, steps
from prodgate.migration.options import Options
from prodgate.pack import RuleModule
from prodgate.report.redact import SECRET_RULE, Redactor
from prodgate.result import Reported, Result

_DOCS = "https://github.com/prodgate/prodgate/blob/main/docs/rules"
_WIDTH = 72


def record_of(
    options: Options,
    job: steps.Job,
    rows: Iterable[record.Step],
    before: dict[str, record.Counts],
    last: Result,
    done: Iterable[steps.Done],
) -> record.Record:
    done = list(done)
    missed = dict.fromkeys([*last.not_checked, *(m for each in done for m in each.not_checked)])
    notes = dict.fromkeys([*last.notes, *(note for each in done for note in each.notes)])
    return record.Record(
        record.VERSION,
        __version__,
        applied=False,
        files=len(job.targets.files),
        options=options.recorded(),
        shard="/".join(map(str, options.shard)) if options.shard else None,
        steps=tuple(rows),
        before=before,
        after=record.by_gate(counted(last)),
        left=tuple(_left(job, last)),
        not_checked=tuple(record.Missed(m.path, _clean(m.reason)) for m in missed),
        notes=tuple(map(_clean, notes)),
    )


def _left(job: steps.Job, last: Result) -> Iterator[record.Left]:
    for reported in last.reported:
        fix = reported.fix
        if not isinstance(fix, Fix):
            yield _item(last, reported, fix.code, fix.recipe)
        elif fix.applicability not in job.allowed:
            yield _item(last, reported, "unsafe", f"`--unsafe` does it: {fix.title}")
        elif reported.finding.severity.rank < job.least.rank:
            yield _item(last, reported, "note", f"advice; `--fail-on note` does it: {fix.title}")
        else:
            yield _item(last, reported, "not-done", f"`prodgate fix` does it: {fix.title}")


def keys(first: Result) -> tuple[record.Left, ...]:
    """The keys that stood in the code: whatever became of them, the history has them."""
    found = (r for r in first.reported if r.finding.rule == SECRET_RULE)
    return tuple(_item(first, r, "rotate", "make a new key and revoke this one") for r in found)


def _item(result: Result, reported: Reported, reason: str, recipe: str) -> record.Left:
    finding = reported.finding
    source = result.sources.get(finding.path)
    cell, line = source.shown(finding.line) if source else (None, finding.line)
    return record.Left(
        finding.rule,
        finding.severity.value,
        finding.path,
        line,
        _clean(finding.message),
        reason,
        _clean(recipe),
        cell,
    )


def counted(result: Result) -> Iterator[tuple[Gate, Severity]]:
    return ((r.finding.gate, r.finding.severity) for r in result.reported)


def _clean(text: str) -> str:
    return Redactor().prose(text)


def progress(row: record.Step) -> str:
    files = _count(len(row.changes), "file")
    told = f"{row.rule}: {row.rewritten} of {row.findings} rewritten in {files}"
    if row.declined:
        told += f", {row.declined} declined"
    return told + (f", commit {row.commit[:10]}" if row.commit else "")


def message(module: RuleModule, done: steps.Done) -> str:
    """A commit message that explains the rule to whoever meets it in a year."""
    rule = module.rule
    kinds = [kind.value for _, kind in done.fixed]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted({*kinds}))
    places = _count(len(kinds), "place")
    files = _count(len({finding.path for finding, _ in done.fixed}), "file")
    parts = [f"Mend {rule.name}", f"{rule.summary}.", _why(module.doc)]
    parts += [f"{places} in {files} rewritten: {counts}.", _to_be_read(done)]
    parts.append(f"Gate: {rule.gate.value}\nRule: {_DOCS}/{rule.name}.md")
    return "\n\n".join(part for part in parts if part) + "\n"


def _why(doc: str) -> str:
    """The first paragraph that tells why, as a commit message is laid out."""
    paragraphs = doc.partition("\n")[2].strip().split("\n\n")
    return textwrap.fill(paragraphs[0].replace("``", "`"), _WIDTH) if paragraphs[0] else ""


def _to_be_read(done: steps.Done) -> str:
    """Where an unsafe fix was made."""
    found = sorted((f for f, kind in done.fixed if kind.value == "unsafe"), key=lambda f: f.order)
    if not found:
        return ""
    places = "\n".join(f"  {safe_line(f.path)}:{f.line}" for f in found)
    return f"These may change what the code does (lines of before):\n{places}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
