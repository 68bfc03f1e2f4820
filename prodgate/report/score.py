"""The score in text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from prodgate.escape import inert, printable
from prodgate.report import markup
from prodgate.score.model import Evidence, GateScore, Score, ScoredFinding

Style = Callable[..., str]
_SHOWN = 5  # findings of a gate in the text; the other formats have all of them


def json(score: Score) -> str:
    """The score as its schema describes it."""
    data = msgspec.json.encode(score)
    return msgspec.json.format(data, indent=2).decode(errors="backslashreplace") + "\n"


# -- text --------------------------------------------------------------------------------------


def text(score: Score, style: Style) -> str:
    """For a person at a terminal: a table, then what each gate rests on."""
    blocks = ["\n".join(_table(score, style))]
    blocks += ["\n".join(_gate(gate, style)) for gate in score.gates]
    blocks.append("\n".join(_end(score, style)))
    return "\n\n".join(blocks) + "\n"


def _table(score: Score, style: Style) -> Iterator[str]:
    for gate in score.gates:
        mark = style("pass", fg="green") if gate.passed else style("STOP", fg="red", bold=True)
        critical = " critical" if gate.critical else ""
        yield f"{mark}  {gate.gate.value:16} {gate.score} of {gate.minimum}  {gate.state}" + (
            f"{critical}{_delta(gate)}"
        )


def _delta(gate: GateScore) -> str:
    if gate.before is None:
        return ""
    return f"  (was {gate.before})" if gate.before != gate.score else "  (as before)"


def _gate(gate: GateScore, style: Style) -> Iterator[str]:
    head = f"{gate.gate.value}: {gate.score}, minimum {gate.minimum}, {gate.state}"
    yield style(head, bold=True) + f"  {gate.question}"
    if gate.reason:
        yield _line(f"  not assessed: {gate.reason}")
    for cap in gate.caps:
        yield f"  held at {cap.at}: {cap.reason}"
    for evidence in gate.evidence:
        yield _line(f"  {_mark(evidence)} {_evidence(evidence)}")
    for each in gate.attestations:
        yield _line(f"  attested: {each.what} by {each.by} on {each.on}, {each.path}"
                    f" ({each.said or f'until {each.expires}'})")  # fmt: skip
    for finding in gate.findings[:_SHOWN]:
        yield _line(f"  ! {_finding(finding)}")
    if len(gate.findings) > _SHOWN:
        yield f"  ! and {len(gate.findings) - _SHOWN} more findings"


def _mark(evidence: Evidence) -> str:
    if not evidence.applies:
        return "."
    return "+" if evidence.found else "-"


def _evidence(evidence: Evidence) -> str:
    place = f" ({evidence.path}:{evidence.line})" if evidence.path else ""
    further = "" if evidence.required else ", further"
    return f"{evidence.title} [{evidence.control}{further}]: {evidence.said}{place}"


def _finding(finding: ScoredFinding) -> str:
    debt = f" [{finding.debt}]" if finding.debt else ""
    severity = finding.severity.value
    return f"{finding.path}:{finding.line} {severity} {finding.rule}{debt}: {finding.message}"


def _end(score: Score, style: Style) -> Iterator[str]:
    for missed in score.not_checked:
        yield _line(f"not checked: {missed}")
    for note in score.notes:
        yield _line(note)
    yield style(verdict(score), bold=True)


def verdict(score: Score) -> str:
    """One sentence on the whole, with no number for it."""
    short = [gate.gate.value for gate in score.gates if not gate.passed]
    if not short:
        return f"All ten gates have their minimum, as of {score.date}."
    one = len(short) == 1
    gates = "1 gate is" if one else f"{len(short)} gates are"
    return f"{gates} below the minimum or not assessed: {', '.join(short)}."


def _line(what: str) -> str:
    return inert(printable(what))


# -- Markdown ----------------------------------------------------------------------------------


def markdown(score: Score) -> str:
    """For a pull request or a wiki."""
    parts = ["# Production readiness", markup.text(verdict(score)), _markdown_table(score)]
    for gate in score.gates:
        parts += _markdown_gate(gate)
    lines = [*(f"not checked: {each}" for each in score.not_checked), *score.notes]
    parts += [f"- {markup.text(line)}" for line in lines]
    return "\n\n".join(parts) + "\n"


def _markdown_table(score: Score) -> str:
    rows = ["| gate | score | minimum | state | |", "|---|---|---|---|---|"]
    for gate in score.gates:
        passed = "passes" if gate.passed else "**stops**"
        name = f"**{gate.gate.value}** (critical)" if gate.critical else gate.gate.value
        rows.append(
            f"| {name} | {gate.score}{_delta(gate)} | {gate.minimum} | {gate.state} | {passed} |"
        )
    return "\n".join(rows)


def _markdown_gate(gate: GateScore) -> Iterator[str]:
    yield f"## {gate.gate.value}: {gate.score} of {gate.minimum}"
    yield gate.question
    if gate.reason:
        yield f"Not assessed: {markup.text(gate.reason)}"
    lines = [f"- held at {cap.at}: {cap.reason}" for cap in gate.caps]
    for evidence in gate.evidence:
        state = "there" if evidence.found else "missing" if evidence.applies else "does not apply"
        lines.append(f"- {state}: {markup.text(_evidence(evidence))}")
    for each in gate.attestations:
        said = each.said or f"until {each.expires}"
        lines.append(f"- attested: {markup.text(f'{each.what} by {each.by} on {each.on}, {said}')}")
    lines += [f"- finding: {markup.text(_finding(finding))}" for finding in gate.findings]
    if lines:
        yield "\n".join(lines)
