"""The score, as data: what every report is rendered from. Described by its schema.

Nothing here is computed; ``formula`` fills it in. No value of a secret is ever in it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from prodgate.findings import Gate, Severity

Points: TypeAlias = Annotated[int, Meta(ge=0, le=5)]
State: TypeAlias = Literal["measured", "attested", "not assessed"]
Debt: TypeAlias = Literal["", "baseline", "ignored", "off"]
Day: TypeAlias = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class ScoredFinding(Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that counts for a gate. Accepted and silenced ones count too: they are debt."""

    rule: str
    severity: Severity
    path: str
    line: Annotated[int, Meta(ge=1)]
    message: str
    debt: Annotated[
        Debt,
        Meta(description="Why a check does not fail on it; empty where it does."),
    ] = ""
    reason: Annotated[str, Meta(description="What the ignore comment says.")] = ""
    holds: Annotated[
        bool,
        Meta(
            description="Whether it holds its gate down: in a test, a notebook or a script that "
            "the application does not import, it holds none but security."
        ),
    ] = True


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """One control of a gate, and what in the repository shows that it is there, or that not."""

    control: Annotated[str, Meta(description='Its name: "calls-capped".')]
    title: Annotated[str, Meta(description="What it demands, in a few words.")]
    required: Annotated[bool, Meta(description="Whether the minimum needs it.")]
    found: bool
    said: Annotated[str, Meta(description="One sentence: what was seen, or looked for in vain.")]
    path: Annotated[str, Meta(description="Where the proof stands; empty where none was found.")]
    line: Annotated[int, Meta(ge=0, description="0 where there is none.")] = 0
    attested: Annotated[bool, Meta(description="Somebody vouches; it was not measured.")] = False
    applies: Annotated[
        bool, Meta(description="Whether this tree has anything that the control is about.")
    ] = True


class Cap(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds a gate down, whatever evidence it has."""

    at: Points
    reason: Annotated[str, Meta(description='"2 error findings".')]


class Attestation(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody vouches for, with a file as proof. One that does not count says why."""

    what: str
    path: str
    by: str
    on: Day
    expires: Day
    counts: bool
    said: Annotated[str, Meta(description='"expired on 2026-01-31"; empty where it counts.')] = ""


class GateScore(Struct, frozen=True, forbid_unknown_fields=True):
    """One gate."""

    gate: Gate
    question: str
    score: Points
    minimum: Points
    state: State
    passed: bool
    critical: bool
    findings: tuple[ScoredFinding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    caps: tuple[Cap, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    reason: Annotated[str, Meta(description="Why it was not assessed; empty where it was.")] = ""
    before: Annotated[
        Points | None, Meta(description="Its score at the base; null without one.")
    ] = None
    before_state: State | None = None


class Score(Struct, frozen=True, forbid_unknown_fields=True):
    """All gates, critical ones first. There is no number for the whole."""

    version: Annotated[Literal[1], Meta(description="Of this format.")]
    prodgate: Annotated[str, Meta(description="The version that measured.")]
    gates: tuple[GateScore, ...]
    passed: Annotated[bool, Meta(description="Whether every gate has its minimum.")]
    date: Annotated[Day, Meta(description="The day for which attestations were judged.")]
    commit: Annotated[str, Meta(description="Of the tree; empty where git knows none.")] = ""
    changed: Annotated[bool, Meta(description="Whether the tree differs from that commit.")] = False
    base: Annotated[str, Meta(description="The commit compared with; empty without one.")] = ""
    files: Annotated[int, Meta(ge=0, description="How many were looked at.")] = 0
    not_checked: Annotated[tuple[str, ...], Meta(description='"path: reason".')] = ()
    notes: tuple[str, ...] = ()
