"""What somebody vouches for: counted where its proof is there and it has not expired."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from msgspec.structs import replace

from prodgate import source as door
from prodgate.policy import Policy, Vouching
from prodgate.report.redact import Redactor
from prodgate.score.model import Attestation, Evidence
from prodgate.score.subject import Control
from prodgate.tree import Tree

LEAST = 40  # characters that are no blanks: less proves nothing


def judged(policy: Policy, tree: Tree, today: datetime.date) -> tuple[Attestation, ...]:
    """Every attestation of a policy, as of a day."""
    return tuple(_judged(each, policy, tree, today) for each in policy.attestations)


def _judged(given: Vouching, policy: Policy, tree: Tree, today: datetime.date) -> Attestation:
    problem = _problem(given, policy, tree, today)
    clean = Redactor().prose
    return Attestation(
        given.what,
        given.path,
        clean(given.by),
        given.on.isoformat(),
        given.until.isoformat(),
        counts=not problem,
        said=problem,
    )


def _problem(given: Vouching, policy: Policy, tree: Tree, today: datetime.date) -> str:
    if given.until <= today:
        return f"expired on {given.until.isoformat()}"
    if given.on > today:
        return "is of a day to come"
    if given.path == policy.source:
        return "the policy is no proof of what it says"
    if given.path not in tree.paths:
        return "its file is not in the repository"
    data = door.load(tree.root, given.path)
    if not isinstance(data, bytes) or len(b"".join(data.split())) < LEAST:
        return "its file says next to nothing"
    return ""


def with_attested(
    control: Control, evidence: Evidence, attestations: Sequence[Attestation]
) -> Evidence:
    """The evidence of a control; what was not measured may be attested."""
    if evidence.found or control.attest is None or not evidence.applies:
        return evidence
    for each in attestations:
        if each.counts and each.what == control.attest:
            said = f"attested by {each.by} on {each.on}, until {each.expires}"
            return replace(evidence, found=True, attested=True, said=said, path=each.path, line=1)
    return evidence
