"""What is shown first, where not everything can be; and what a finding is known by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from prodgate.baseline import key_of
from prodgate.findings import Finding, Gate
from prodgate.result import Reported
from prodgate.source import Source

_SECURITY = (Gate.SECURITY, Gate.AUTH)

Rank: TypeAlias = tuple[bool, int, bool, tuple[str, int, int, str]]


def rank(reported: Reported) -> Rank:
    """Sort key: what is new, then what is worse, then what concerns security."""
    finding = reported.finding
    security = finding.gate in _SECURITY
    return reported.known, -finding.severity.rank, not security, finding.order


def worst_first(reported: Iterable[Reported]) -> list[Reported]:
    """The findings in the order in which they matter."""
    return sorted(reported, key=rank)


class Fingerprints:
    """What each finding of a run is known by: the baseline's key, counted where it repeats.

    It says nothing of lines, so that it stays when code above it changes. Ask in a fixed order.
    """

    def __init__(self, sources: dict[str, Source]) -> None:
        self._sources = sources
        self._seen: Counter[str] = Counter()

    def of(self, finding: Finding) -> str:
        """The next fingerprint of this finding's kind: each is given out once."""
        source = self._sources.get(finding.path)
        code = source.text[finding.start : finding.end] if source else ""
        key = key_of(finding, code)[2]
        self._seen[key] += 1
        return f"{key}:{self._seen[key]}"
