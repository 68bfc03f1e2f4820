"""From what the fixes of one file want to a text that has been checked: plan, render, verify.

Pure: nothing here writes. A fix is taken whole or not at all; a file whose rewrite does not hold
stays as it was, and says so.
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from prodgate import rounds
from prodgate import source as door
from prodgate.dependencies import Requirement
from prodgate.detect import Detected, FileCheck
from prodgate.edits import Edit, Fix, Intent, MoveSecret, Refusal, WriteFile, apply_edits
from prodgate.findings import Finding, NotChecked
from prodgate.kinds import kind
from prodgate.rendering import Rendered
from prodgate.source import Source


class Plan(Struct, frozen=True):
    """What will become of a file. ``after`` equals the text before when nothing holds."""

    source: Source
    after: str
    edits: tuple[Edit, ...] = ()
    fixed: tuple[Finding, ...] = ()
    refused: tuple[tuple[Finding, Refusal], ...] = ()
    files: tuple[WriteFile, ...] = ()
    secrets: tuple[MoveSecret, ...] = ()
    requirements: tuple[Requirement, ...] = ()  # packages that the file did not import before


def edits_of(source: Source, fix: Fix) -> tuple[Edit, ...] | Refusal:
    """The edits of one fix alone, or why it cannot be written."""
    rendered = _render(source, fix)
    if rendered.refused:
        return _wanted(fix, rendered.refused[0][1])
    return rendered.edits


def plan(check: FileCheck, source: Source, chosen: Sequence[Detected]) -> Plan:
    """The rewrite of one file by all chosen fixes that can be written and hold.

    A fix that another one is in the way of (it changes the same code, it takes the name) is made
    in a further round, on the result of the one before: what a run can do, it does at once, and
    the next run finds nothing to do. In whatever order the rules found it, the text comes out the
    same.
    """
    planned = _round(check, source, sorted(chosen, key=lambda d: d.finding.order))
    for _ in range(_MORE_ROUNDS):
        waiting = [finding for finding, _ in planned.refused]
        further = _further(check, planned, waiting) if waiting and planned.fixed else None
        if further is None:
            break
        planned = further
    return planned


_MORE_ROUNDS = 3


def _further(check: FileCheck, planned: Plan, waiting: Sequence[Finding]) -> Plan | None:
    """The plan with a round more for findings that waited; None when that adds nothing.

    Findings of Semgrep wait for the next run: it is not started for each round.
    """
    source = planned.source
    data = source.encode(planned.after)
    middle = door.decode(source.path, data)
    if isinstance(middle, NotChecked):
        return None
    places = {(f.rule, at): f for f in waiting if (at := _place(planned, f)) is not None}
    seen = {(d.finding.rule, d.finding.start): d for d in check.run_on(source.path, data).detected}
    found = {at: d for at in places if (d := seen.get(at)) and isinstance(d.fix, Fix)}
    # Gone with what was in its way; of its own findings, Semgrep would have to say so.
    gone = [f for at, f in places.items() if at not in seen and not f.by_pattern]
    made = _round(check, middle, list(found.values()))
    if not made.fixed and not gone:
        return None
    was = {id(d.finding): places[at] for at, d in found.items()}
    again = [(was[id(f)], why) for f, why in made.refused]
    asked = {id(f) for f in (*was.values(), *gone)}
    return Plan(
        source,
        made.after,
        rounds.composed(planned.after, planned.edits, made.edits),
        (*planned.fixed, *(was[id(f)] for f in made.fixed), *gone),
        (*((f, why) for f, why in planned.refused if id(f) not in asked), *again),
        (*planned.files, *made.files),
        (*planned.secrets, *made.secrets),
        (*planned.requirements, *made.requirements),
    )


def _place(planned: Plan, finding: Finding) -> int | None:
    code = planned.source.text[finding.start : finding.end]
    return rounds.moved(planned.edits, finding.start, code)


def _round(check: FileCheck, source: Source, chosen: Sequence[Detected]) -> Plan:
    """The fixes that can be written together and hold."""
    writable, refused = _writable(source, chosen)
    whole = _attempt(check, source, writable)
    if whole is not None:
        return _with_refusals(whole, refused)
    kept: list[Detected] = []
    best = Plan(source, source.text)
    for each in writable:  # one of them does not hold: find out which
        tried = _attempt(check, source, [*kept, each])
        if tried is None:
            refused.append((each.finding, _wanted(_fix(each), _DOES_NOT_HOLD)))
        else:
            kept.append(each)
            best = tried
    return _with_refusals(best, refused)


_DOES_NOT_HOLD = Refusal(
    "check-failed", "the rewrite did not pass its checks, and was left out: make the change by hand"
)


def _with_refusals(planned: Plan, refused: list[tuple[Finding, Refusal]]) -> Plan:
    return Plan(
        planned.source,
        planned.after,
        planned.edits,
        planned.fixed,
        tuple(refused),
        planned.files,
        planned.secrets,
        planned.requirements,
    )


def _wanted(fix: Fix, refused: Refusal) -> Refusal:
    """The refusal, with what the fix would have written: the renderer knows only that it cannot."""
    said = f"{refused.recipe.rstrip('.')} (wanted: {fix.title})"
    return Refusal(refused.code, said)


def _fix(detected: Detected) -> Fix:
    assert isinstance(detected.fix, Fix)
    return detected.fix


def _render(source: Source, *fixes: Fix) -> Rendered:
    intents = list(dict.fromkeys(intent for fix in fixes for intent in fix.intents))
    if kind(source.path) == "text":
        from prodgate import text_render

        return text_render.render(source.text, source.path, intents)
    if kind(source.path, source.text[:200].encode(errors="replace")) == "python":
        from prodgate.python import render as python

        return python.render(source.text, intents)
    from prodgate.javascript import render as javascript

    return javascript.render(source.text, source.path, intents)


def _writable(
    source: Source, chosen: Sequence[Detected]
) -> tuple[list[Detected], list[tuple[Finding, Refusal]]]:
    """The fixes all of whose intents can be written together; the others with the reason."""
    left = list(chosen)
    refused: list[tuple[Finding, Refusal]] = []
    while left:
        rendered = _render(source, *map(_fix, left))
        if not rendered.refused:
            break
        reasons = dict(rendered.refused)
        blocked = [(d, reason) for d in left if (reason := _blocking(_fix(d), reasons)) is not None]
        if not blocked:
            break
        # What is only in the way of others may go itself: then it is in nobody's.
        gone = [each for each in blocked if each[1].code != _OVERLAP] or blocked
        refused += [(d.finding, _wanted(_fix(d), reason)) for d, reason in gone]
        left = [d for d in left if all(d is not other for other, _ in gone)]
    return left, refused


_OVERLAP = "overlapping-edits"


def _blocking(fix: Fix, reasons: dict[Intent, Refusal]) -> Refusal | None:
    """Why a fix cannot be written, if it cannot; a reason of its own before one by another fix."""
    found = [reasons[intent] for intent in fix.intents if intent in reasons]
    return min(found, key=lambda reason: reason.code == _OVERLAP, default=None)


def _attempt(check: FileCheck, source: Source, chosen: Sequence[Detected]) -> Plan | None:
    """The plan of these fixes together, or None when the result does not hold."""
    if not chosen:
        return Plan(source, source.text)
    rendered = _render(source, *map(_fix, chosen))
    if rendered.refused or not rendered.edits:
        return None
    try:
        after = apply_edits(source.text, list(rendered.edits))
        data = source.encode(after)
    except ValueError:
        return None
    findings = [d.finding for d in chosen]
    if not _holds(check, source, data, findings) or not _names_hold(source, after):
        return None
    if not _patterns_hold(check, source, data, [f for f in findings if f.by_pattern]):
        return None
    intents = [i for d in chosen for i in _fix(d).intents]
    return Plan(
        source,
        after,
        rendered.edits,
        tuple(findings),
        (),
        tuple(i for i in intents if isinstance(i, WriteFile)),
        tuple(i for i in intents if isinstance(i, MoveSecret)),
        _requirements(source, intents),
    )


def _requirements(source: Source, intents: Sequence[Intent]) -> tuple[Requirement, ...]:
    from prodgate.dependencies import needs

    return needs.requirements(source, intents)


def _holds(check: FileCheck, source: Source, data: bytes, fixed: Sequence[Finding]) -> bool:
    """Run again on the result: what was fixed is gone, and nothing has come."""
    first = check.run_on(source.path, source.encode(source.text))
    before = Counter(d.finding.rule for d in first.detected)
    result = check.run_on(source.path, data)
    if result.not_checked not in (None, first.not_checked):  # cells that were no Python before
        return False
    after = Counter(d.finding.rule for d in result.detected)
    gone = Counter(finding.rule for finding in fixed)
    return all(after[rule] <= before[rule] - gone[rule] for rule in {*before, *after})


def _patterns_hold(check: FileCheck, source: Source, data: bytes, fixed: Sequence[Finding]) -> bool:
    """Semgrep says of the result that what it had found is gone."""
    if not fixed:
        return True
    from prodgate import patterns

    after = door.decode(source.path, data)
    if isinstance(after, NotChecked):
        return False
    counts: list[Counter[str]] = []
    for each in (source, after):
        found, missed = patterns.scan(check, [each])
        if missed:
            return False
        counts.append(Counter(d.finding.rule for d in found.get(source.path, ())))
    gone = Counter(finding.rule for finding in fixed)
    return all(counts[1][rule] <= counts[0][rule] - gone[rule] for rule in gone)


def _names_hold(source: Source, after: str) -> bool:
    """ruff finds no undefined, redefined or unused name that was not there before."""
    if kind(source.path, source.text[:200].encode(errors="replace")) != "python":
        return True
    before = _name_problems(source.text)
    return before is None or (_name_problems(after) or Counter()) <= before


def _name_problems(text: str) -> Counter[str] | None:
    """The messages of pyflakes' rules on names; None where ruff is missing or cannot say."""
    from prodgate.programs import find

    ruff = find("ruff")
    if ruff is None:
        return None
    command = [ruff, "check", "--isolated", "--no-cache", "--ignore-noqa", "--quiet"]
    command += ["--select", "F401,F811,F821,F823", "--output-format", "json", "-"]
    try:
        run = subprocess.run(
            command,
            input=text.encode(errors="replace"),
            capture_output=True,
            timeout=30,
            check=False,
        )
        # "Redefinition of unused `f` from line 10": the lines are others afterwards.
        messages = (str(row["message"]) for row in json.loads(run.stdout))
        return Counter(message.partition(" from line ")[0] for message in messages)
    except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired):
        return None
