"""What a fix run did, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from prodgate.escape import line as safe_line
from prodgate.result import Result, Rewritten


def render(result: Result, shorten: Callable[[str], str]) -> str:
    """A line a file; empty when nothing was rewritten."""
    lines = [line for each in result.rewritten for line in _file(each, shorten)]
    return "\n".join(lines) + "\n\n" if lines else ""


def _file(rewritten: Rewritten, shorten: Callable[[str], str]) -> Iterator[str]:
    path = shorten(rewritten.path)
    if rewritten.new:
        yield safe_line(f"wrote {path}: it is yours from now on, read it before you ship")
        return
    counts = Counter(finding.rule for finding in rewritten.fixed)
    what = ", ".join(f"{rule} ({n})" if n > 1 else rule for rule, n in sorted(counts.items()))
    yield safe_line(f"rewrote {path}: {what}" if what else f"added to {path}")
