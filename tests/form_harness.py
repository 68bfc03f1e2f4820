"""What must hold for every rewrite, asked of one file at a time, in this process.

``PRODGATE_FORMS`` multiplies how many files are generated: 1 in a usual run, 100 for a proof.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from cases_harness import pack
from hypothesis import HealthCheck, assume, note, settings

from prodgate.detect import Detected, FileCheck
from prodgate.edits import Fix
from prodgate.findings import NotChecked
from prodgate.policy import Policy
from prodgate.rewrite import Plan, plan
from prodgate.source import Source, decode

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import forms_text as form

TIMES = float(os.environ.get("PRODGATE_FORMS", "1"))


def profile(examples: int) -> settings:
    """How many files of one kind; a slow one is no fault."""
    many = max(1, int(examples * TIMES))
    return settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck))


def checker(folder: Path) -> FileCheck:
    """Every rule of ours about one file, in a project that says which releases it uses."""
    (folder / "requirements.txt").write_text("openai==1.99.0\nanthropic==0.60.0\nrequests\nhttpx\n")
    (folder / "package.json").write_text(
        '{"dependencies": {"openai": "5.12.0", "ai": "5.0.0", "@ai-sdk/openai": "2.0.0",'
        ' "@anthropic-ai/sdk": "0.60.0", "axios": "1.11.0", "express": "5.1.0", "zod": "4.0.0"}}'
    )
    rules = (module.rule for module in pack().rules.values())
    return FileCheck(folder, pack(), Policy(), (rule for rule in rules if not rule.project))


@dataclass(frozen=True)
class Rewriting:
    """A file and what became of it."""

    source: Source
    chosen: list[Detected]
    planned: Plan
    data: bytes  # afterwards


def rewriting(check: FileCheck, path: str, data: bytes, *rules: str) -> Rewriting | None:
    """All fixes of a file (or those of some rules) made; None where nothing is found."""
    result = check.run_on(path, data)
    assert result.not_checked is None, result.not_checked
    chosen = [
        d
        for d in result.detected
        if isinstance(d.fix, Fix) and (not rules or d.finding.rule in rules)
    ]
    if not chosen or result.source is None:
        return None
    planned = plan(check, result.source, chosen)
    return Rewriting(result.source, chosen, planned, result.source.encode(planned.after))


def hold(check: FileCheck, path: str, data: bytes) -> Rewriting | None:
    """All properties of one rewritten file; what was done, for more questions."""
    before = decode(path, data)
    assert not isinstance(before, NotChecked)
    assume(form.faults(path, before.text) == 0)
    done = rewriting(check, path, data)
    if done is None:
        return None
    note(before.text)
    note(done.planned.after)
    note(str([(f.rule, f.line, why.code) for f, why in done.planned.refused]))
    after = decode(path, done.data)
    assert isinstance(after, Source)
    assert (after.text, after.bom, after.encoding) == (
        done.planned.after, before.bom, before.encoding,
    )  # fmt: skip
    _same_form(path, before, after, done)
    _gone(check, path, done)
    return done


def _same_form(path: str, before: Source, after: Source, done: Rewriting) -> None:
    assert form.faults(path, after.text) == 0
    comments = form.comments(path, before.text)
    if comments is not None:
        assert form.lost(comments, form.comments(path, after.text) or []) == []
    spans = [(edit.start, edit.end) for edit in done.planned.edits]
    assert not isinstance(form.kept(before.text, after.text, spans), str)
    assert form.line_ends(after.text) <= (form.line_ends(before.text) or {"\n"})


def _gone(check: FileCheck, path: str, done: Rewriting) -> None:
    """Each finding is fixed and gone, or refused; a second run has nothing to do."""
    fixed = {id(f) for f in done.planned.fixed}
    refused = {id(f) for f, _ in done.planned.refused}
    assert not fixed & refused
    assert fixed | refused == {id(d.finding) for d in done.chosen}
    assert not [f for f, why in done.planned.refused if why.code in _OURS]
    spans = [(edit.start, edit.end) for edit in done.planned.edits]
    kept = form.kept(done.source.text, done.planned.after, spans)
    assert not isinstance(kept, str)
    second = check.run_on(path, done.data)
    for finding in done.planned.fixed:
        low, high = kept.moved(finding.start)
        again = [d for d in second.detected if low <= d.finding.start <= high]
        assert finding.rule not in {d.finding.rule for d in again}, finding
    more = rewriting(check, path, done.data)
    assert more is None or more.data == done.data


# A fix that was made and did not hold is not written, and is a fault of the fix all the same.
_OURS = {"check-failed", "renderer-failed", "overlapping-edits"}


def in_orders(check: FileCheck, path: str, data: bytes) -> tuple[str, str, str] | None:
    """The text rewritten at once, and rule by rule, forwards and backwards."""
    result = check.run_on(path, data)
    rules = sorted({d.finding.rule for d in result.detected if isinstance(d.fix, Fix)})
    at_once = rewriting(check, path, data, *rules) if rules else None
    if at_once is None:
        return None
    texts = [at_once.planned.after]
    for order in (rules, rules[::-1]):
        now = data
        for rule in order:
            done = rewriting(check, path, now, rule)
            now = done.data if done else now
        texts.append(now.decode())
    return texts[0], texts[1], texts[2]
