"""The score as one HTML file: offline, without script, for a screen, a phone and paper.

What it looks like stands in score.html and score.css. Here is what goes into the holes; that text
from a repository stays text is the work of ``parts``. The one style element is allowed by its hash:
nothing else that could come into the page has a style, a script or an address to go to.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from prodgate.report.markup import capital, count
from prodgate.report.parts import Html, Parts
from prodgate.score.model import Attestation, Evidence, GateScore, Score, ScoredFinding

_FOLDER = Path(__file__).parent
_MOST = 5
_FEW = 8  # findings of a rule that are shown without another click
_SHORT = 12  # digits of a commit
_DEBT = {"baseline": "accepted in the baseline", "ignored": "silenced", "off": "rule switched off"}


def render(score: Score, name: str = "") -> str:
    """The whole page. ``name``: of the project, for the headline; empty where there is none."""
    style = Html((_FOLDER / "score.css").read_text(encoding="utf-8"))
    gates = sorted(score.gates, key=lambda gate: not gate.critical)
    head, sentence = verdict(score)
    subject = f"{name}: {head} {sentence}" if name else f"{head} {sentence}"
    page = _fill(
        "page",
        csp=_policy(style),
        style=style,
        title=f"{subject} (prodgate score)",
        version=score.prodgate,
        name=_fill("name", name=name) if name else "",
        verdict=head,
        sentence=sentence,
        **{"class": "pass" if score.passed else _worst(gates)},
        mark=_fill(f"mark-{'pass' if score.passed else _worst(gates)}"),
        notices=_notices(score),
        counts=_counts(gates),
        facts=_facts(score),
        glance=_fill("glance", rows=[_glance(gate) for gate in gates]),
        gates=[_gate(gate, _shared(gates)) for gate in gates],
        not_checked=_not_checked(score),
        notes=_notes(score),
    )
    return page + "\n"


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _parts() -> Parts:
    return Parts(_FOLDER / "score.html")


def _fill(part: str, **holes: str | int | Iterable[Html]) -> Html:
    return _parts().fill(part, **holes)


# -- the top -----------------------------------------------------------------------------------


def verdict(score: Score) -> tuple[str, str]:
    """The answer, and one sentence on what it rests on; without a number for the whole."""
    if score.passed:
        return "Ready:", "all ten gates have their minimum."
    below = [gate for gate in score.gates if _class(gate) == "stop"]
    if not below:
        unknown = sum(_class(gate) == "unknown" for gate in score.gates)
        some = f"{unknown} of" if unknown < len(score.gates) else "none of"
        could = "could not" if unknown < len(score.gates) else "could"
        return "Not assessed:", f"{some} the {len(score.gates)} gates {could} be judged."
    if len(below) == len(score.gates):
        return "Not ready:", f"all {len(below)} gates are below their minimum."
    are = "is below its" if len(below) == 1 else "are below their"
    said = f"{len(below)} of {len(score.gates)} gates {are} minimum"
    critical = [gate.gate.value for gate in below if gate.critical]
    if critical:
        named = " and ".join(critical)
        said += f", {named} among them" if len(below) > len(critical) else f": {named}"
    return "Not ready:", f"{said}."


def _worst(gates: Sequence[GateScore]) -> str:
    return "stop" if any(_class(gate) == "stop" for gate in gates) else "unknown"


def _class(gate: GateScore) -> str:
    if gate.state == "not assessed":
        return "unknown"
    return "pass" if gate.passed else "stop"


_RESULTS = {"pass": "Passes", "stop": "Below its minimum", "unknown": "Not assessed"}


def _notices(score: Score) -> list[Html]:
    lines = [_sentence(shared)] if (shared := _shared(score.gates)) else []
    if score.not_checked:
        missed = count(len(score.not_checked), "part")
        listed = "it is" if len(score.not_checked) == 1 else "they are"
        lines.append(f"{missed} of the project could not be checked; {listed} listed below.")
    if score.changed:
        lines.append("Measured with changes that are in no commit yet.")
    return [_fill("notice", text=line) for line in lines]


def _counts(gates: Sequence[GateScore]) -> list[Html]:
    texts = {"pass": "pass", "stop": "below minimum", "unknown": "not assessed"}
    numbers = {name: sum(_class(gate) == name for gate in gates) for name in texts}
    return [
        _fill("count", number=numbers[name], text=text, mark=_fill(f"mark-{name}"),
              **{"class": name})
        for name, text in texts.items()
        if numbers[name]
    ]  # fmt: skip


def _facts(score: Score) -> Iterator[Html]:
    commit: str | Html = "unknown to git"
    if score.commit:
        commit = _fill("code", text=score.commit[:_SHORT])
    if score.commit and score.changed:
        commit = _fill("code-and", text=score.commit[:_SHORT], more="with changes")
    yield _fill("fact", name="Commit", value=commit)
    yield _fill("fact", name="Date", value=score.date)
    if score.base:
        moved = _fill("code-and", text=score.base[:_SHORT], more=_moved(score.gates))
        yield _fill("fact", name="Compared with", value=moved)
    yield _fill("fact", name="Files", value=f"{score.files:,}")
    yield _fill("fact", name="Measured by", value=f"prodgate {score.prodgate}")


def _moved(gates: Sequence[GateScore]) -> str:
    better = sum(gate.before is not None and gate.score > gate.before for gate in gates)
    worse = sum(gate.before is not None and gate.score < gate.before for gate in gates)
    if not better and not worse:
        return "(no score moved)"
    return f"({count(better, 'gate')} higher, {worse} lower)"


# -- a gate ------------------------------------------------------------------------------------


def _name(gate: GateScore) -> str:
    return gate.gate.value.replace("-", " ").capitalize()


def _glance(gate: GateScore) -> Html:
    return _fill(
        "glance-row",
        name=_name(gate) + (" (critical)" if gate.critical else ""),
        score=gate.score,
        delta=_delta(gate),
        minimum=gate.minimum,
        state=gate.state,
        mark=_fill(f"mark-{_class(gate)}"),
        result=_RESULTS[_class(gate)],
        **{"class": _class(gate)},
    )


def _gate(gate: GateScore, shared: str) -> Html:
    kind = _class(gate)
    return _fill(
        "gate",
        id=gate.gate.value,
        mark=_fill(f"mark-{kind}"),
        name=_name(gate),
        critical=_fill("critical") if gate.critical else "",
        question=gate.question,
        why=_why(gate, shared),
        bar=[_segment(gate, at) for at in range(1, _MOST + 1)],
        score=gate.score,
        minimum=gate.minimum,
        result=_RESULTS[kind],
        state=gate.state,
        delta=_delta(gate),
        blocks=_blocks(gate),
        **{"class": kind},
    )


def _segment(gate: GateScore, at: int) -> Html:
    words = [*(["on"] if at <= gate.score else []), *(["least"] if at == gate.minimum else [])]
    return _fill("segment", **{"class": " ".join(words)})


def _delta(gate: GateScore) -> Html:
    """Against the base; nothing where nothing moved."""
    if gate.before is None or (gate.before, gate.before_state) == (gate.score, gate.state):
        return Html("")
    moved = gate.score - gate.before
    was = f"was {gate.before}"
    if gate.before_state not in {None, gate.state}:
        was += f", {gate.before_state}"
    up, down = f"\u25b2 up {moved}", f"\u25bc down {-moved}"
    return _fill("delta", text=f"{up if moved > 0 else down if moved else 'now'} ({was})")


def _shared(gates: Sequence[GateScore]) -> str:
    """Why no gate at all was assessed, where all have one reason; it is said once."""
    reasons = {gate.reason for gate in gates}
    return reasons.pop() if len(reasons) == 1 else ""


def _why(gate: GateScore, shared: str) -> str:
    """What the row says before it is opened."""
    if gate.reason and not shared:
        return _sentence(gate.reason)
    parts = [cap.reason for cap in gate.caps]
    if gate.reason and not parts:
        return ""
    required = [each for each in gate.evidence if each.applies and each.required]
    missing = sum(not each.found for each in required)
    if missing:
        parts.append(f"{missing} of {count(len(required), 'required control')} missing")
    if not parts:
        found = sum(each.found for each in gate.evidence if each.applies)
        parts = [f"{count(found, 'control')} found", "nothing holds it down"]
    return capital("; ".join(parts)) + "."


def _blocks(gate: GateScore) -> Iterator[Html]:
    if gate.caps:
        held = [_fill("item", text=f"At {cap.at}: {cap.reason}.") for cap in gate.caps]
        yield _block("What holds it down", _fill("list", items=held, **{"class": "plain"}))
    counted = [each for each in gate.evidence if each.applies]
    missing = [each for each in counted if not each.found]
    yield from _chosen("Required controls that are missing", [e for e in missing if e.required])
    if gate.findings:
        yield _block(f"Findings ({len(gate.findings):,})", *_rules(gate.findings))
    yield from _chosen("Evidence that was found", [e for e in counted if e.found])
    if gate.attestations:
        rows = [_attestation(each) for each in gate.attestations]
        yield _block(f"Attestations ({len(rows)})", _fill("attestations", rows=rows))
    yield from _chosen("Further controls not found", [e for e in missing if not e.required])
    idle = [e for e in gate.evidence if not e.applies]
    yield from _chosen("Controls that nothing here is about", idle)
    if not (gate.evidence or gate.findings or gate.caps or gate.attestations):
        yield _fill("paragraph", text="Nothing was recorded for this gate.")


def _block(title: str, *content: Html) -> Html:
    return _fill("block", title=title, content=content)


def _chosen(title: str, evidence: Sequence[Evidence]) -> Iterator[Html]:
    if evidence:
        items = [_control(each) for each in evidence]
        listed = _fill("list", items=items, **{"class": "controls"})
        yield _block(f"{title} ({len(items)})", listed)


def _control(evidence: Evidence) -> Html:
    missing = "missing" if evidence.required else "further"
    kind = "there" if evidence.found else missing if evidence.applies else "idle"
    words = ["attested"] if evidence.attested else []
    words += ["further"] if evidence.found and not evidence.required else []
    return _fill(
        "control",
        title=evidence.title,
        tags=[_fill("tag", text=word) for word in words],
        said=_sentence(evidence.said),
        place=_place(evidence.path, evidence.line) if evidence.path else "",
        **{"class": kind},
    )


def _sentence(said: str) -> str:
    return capital(said) + ("" if said.endswith((".", "?", "!")) or not said else ".")


def _place(path: str, line: int) -> Html:
    folder, slash, file = path.rpartition("/")  # between them is where a narrow column breaks
    return _fill("place", folder=folder + slash, file=f"{file}:{line}" if line else file)


def _attestation(each: Attestation) -> Html:
    return _fill(
        "attestation",
        what=each.what,
        by=each.by,
        on=each.on,
        expires=each.expires,
        path=each.path,
        counts="yes" if each.counts else f"no: {each.said}" if each.said else "no",
        **{"class": "counts-on" if each.counts else "counts-off"},
    )


# -- findings ----------------------------------------------------------------------------------


def _rules(findings: Sequence[ScoredFinding]) -> Iterator[Html]:
    by_rule: dict[str, list[ScoredFinding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, found in sorted(by_rule.items(), key=_gravity):
        yield _fill(
            "rule",
            rule=rule,
            count=_severities(found),
            open=_fill("open") if len(found) <= _FEW else "",
            rows=[_finding(each) for each in found],
        )


def _gravity(item: tuple[str, list[ScoredFinding]]) -> tuple[int, int, str]:
    rule, found = item
    return -max(each.severity.rank for each in found), -len(found), rule


def _severities(found: Sequence[ScoredFinding]) -> str:
    numbers: dict[str, int] = {}
    for each in sorted(found, key=lambda each: -each.severity.rank):
        numbers[each.severity.value] = numbers.get(each.severity.value, 0) + 1
    return ", ".join(count(number, severity) for severity, number in numbers.items())


def _finding(finding: ScoredFinding) -> Html:
    return _fill(
        "finding",
        severity=finding.severity.value,
        place=_place(finding.path, finding.line),
        message=_sentence(finding.message),
        asides=[_fill("aside", text=text) for text in _asides(finding)],
    )


def _asides(finding: ScoredFinding) -> Iterator[str]:
    if not finding.holds:
        yield "Holds nothing down: it stands in no code that the application runs."
    if finding.debt:
        reason = f": {finding.reason}" if finding.reason else ""
        counts = "Counts, but fails" if finding.holds else "Fails"
        yield _sentence(f"{counts} no check: {_DEBT[finding.debt]}{reason}")


# -- the end -----------------------------------------------------------------------------------


def _not_checked(score: Score) -> Html:
    if not score.not_checked:
        looked = f"Nothing was left out: {count(score.files, 'file')} looked at."
        return _fill("paragraph", text=looked)
    return _plain(score.not_checked)


def _notes(score: Score) -> Html:
    return _fill("notes", content=_plain(score.notes)) if score.notes else Html("")


def _plain(lines: Sequence[str]) -> Html:
    items = [_fill("item", text=line) for line in lines]
    return _fill("list", items=items, **{"class": "plain"})
