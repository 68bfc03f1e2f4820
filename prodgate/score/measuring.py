"""From a tree to its score: findings, evidence, attestations, and the formula over them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from msgspec.structs import replace

from prodgate import __version__, faults, git, run
from prodgate.findings import Gate, NotChecked
from prodgate.report.redact import Redactor
from prodgate.score import attesting, controls, findings
from prodgate.score.formula import QUESTIONS, gate_score
from prodgate.score.model import Attestation, Evidence, GateScore, Score, ScoredFinding
from prodgate.score.project import Subject, aside_of, gathered, tree_of
from prodgate.score.subject import Control

NO_APPLICATION = (
    "no application that serves somebody with a model was found here: a library, scripts and "
    "examples have no users whom a gate could protect"
)


def measure(asked: run.Request, today: datetime.date) -> Score:
    """The score of the tree of a request, as of a day."""
    request = findings.whole(asked)
    checker = run.checker_of(request, run.pack_of(request))
    found = findings.find(request, checker, asked.policy)
    tree = tree_of(checker)
    reason = "" if tree.application is not None else NO_APPLICATION
    aside = aside_of(tree)
    missed = [*found.not_checked]
    vouched = attesting.judged(asked.policy, tree, today)
    evidence: list[tuple[Control, Evidence]] = []
    if not reason:
        every = [each for findings_ in found.by_gate.values() for each in findings_]
        subject, more = gathered(checker, tree, every)
        missed += more
        evidence = [
            (control, attesting.with_attested(control, seen, vouched))
            for control, seen in _evidence(subject, missed)
        ]
    gaps = len({each.path for each in missed if each.path not in aside})
    every_gap = len({each.path for each in missed})
    gates = tuple(
        gate_score(
            question,
            _holding(found.by_gate.get(question.gate, ()), aside, question.gate),
            [seen for control, seen in evidence if control.gate is question.gate],
            attestations=_of_gate(question.gate, vouched),
            gaps=every_gap if question.gate is Gate.SECURITY else gaps,
            warnings_count=asked.policy.fail_on != "error",
            reason=reason,
        )
        for question in QUESTIONS
    )
    commit = git.commit(request.root, "HEAD") or ""
    return Score(
        1,
        __version__,
        gates,
        all(gate.passed for gate in gates),
        today.isoformat(),
        commit=commit,
        changed=bool(commit and git.modified(request.root)),
        files=found.files,
        not_checked=tuple(_said(each) for each in missed),
        notes=found.notes,
    )


def _holding(
    found: Sequence[ScoredFinding], aside: frozenset[str], gate: Gate
) -> list[ScoredFinding]:
    """A key is a key wherever it stands; the rest counts in the application's own files."""
    if gate is Gate.SECURITY:
        return [*found]
    return [replace(each, holds=each.path not in aside) for each in found]


def _said(missed: NotChecked) -> str:
    return f"{missed.path}: {missed.reason}" if missed.path else missed.reason


def _of_gate(gate: Gate, vouched: Sequence[Attestation]) -> list[Attestation]:
    wanted = {control.attest for control in controls.every() if control.gate is gate}
    return [each for each in vouched if each.what in wanted]


def _evidence(subject: Subject, missed: list[NotChecked]) -> list[tuple[Control, Evidence]]:
    """What each control found; one that breaks is said, and costs no other."""
    answers = []
    for control in controls.every():
        try:
            answers.append((control, _asked(control, subject)))
        except Exception as error:
            missed.append(faults.not_checked("", error))
            said = "could not be looked for"
            answers.append((control, Evidence(
                control.name, control.title, control.required, False, said, ""
            )))  # fmt: skip
    return answers


def _asked(control: Control, subject: Subject) -> Evidence:
    if control.detect is None:
        said = f"only an attestation ({control.attest}) can show it"
        return Evidence(control.name, control.title, control.required, False, said, "")
    seen = control.detect(subject)
    return Evidence(
        control.name, control.title, control.required, seen.found, Redactor().prose(seen.said),
        seen.path, seen.line,
        applies=seen.applies,
    )  # fmt: skip


def compared(now: Score, before: Score, base: str) -> Score:
    """A score with what each gate had at a base."""
    old = {gate.gate: gate for gate in before.gates}

    def beside(gate: GateScore) -> GateScore:
        then = old[gate.gate]
        return replace(gate, before=then.score, before_state=then.state)

    return replace(now, base=base, gates=tuple(map(beside, now.gates)))
