"""``prodgate baseline``: today's findings become the accepted ones."""

from __future__ import annotations

from prodgate import baseline
from prodgate.policy import PolicyError
from prodgate.result import Result
from prodgate.run import Request, code_of
from prodgate.write import create_file, write_file


def write_baseline(request: Request, result: Result, *, grow: bool) -> str:
    """Write the baseline file; the sentence that says what it holds. Raises ``PolicyError``."""
    path = request.root / request.policy.baseline
    old = baseline.load(path, request.root)
    if isinstance(old, str):
        raise PolicyError(old)
    if result.not_checked:
        first = result.not_checked[0]
        raise PolicyError(
            f"a baseline needs a whole run, and {len(result.not_checked)} could not be checked "
            f"(first: {first.path or 'the run'}: {first.reason})"
        )
    coded = [(r.finding, code_of(r.finding, result.sources)) for r in result.reported]
    merged = baseline.merge(old, baseline.collect(coded), allow_growth=grow)
    if isinstance(merged, str):
        raise PolicyError(merged + ": prodgate baseline --grow")
    text = baseline.render(merged).encode()
    if path.is_file():
        write_file(request.root, request.policy.baseline, path.read_bytes(), text)
    else:
        create_file(request.root, request.policy.baseline, text)
    count = len(result.reported)
    what = "finding" if count == 1 else "findings"
    return f"{request.policy.baseline}: {count} {what} accepted; commit it, and only new ones fail"
