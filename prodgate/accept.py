"""``prodgate baseline``: today's findings become the accepted ones."""

from __future__ import annotations

from prodgate import baseline
from prodgate.findings import Finding
from prodgate.policy import PolicyError
from prodgate.result import Result
from prodgate.run import Request, code_of, pack_of, rules_of
from prodgate.write import WriteRefused, create_file, write_file


class IncompleteRun(Exception):  # noqa: N818 - it is an answer, not a fault
    """Something could not be checked, so nobody knows what there is to accept."""


def write_baseline(request: Request, result: Result, *, grow: bool) -> str:
    """Write the baseline file; the sentence that says what it holds. Raises ``PolicyError``."""
    path = request.root / request.policy.baseline
    old = baseline.load(path, request.root)
    if isinstance(old, str):
        raise PolicyError(old)
    if result.not_checked:
        first = result.not_checked[0]
        number = len(result.not_checked)
        what = "1 thing" if number == 1 else f"{number} things"
        raise IncompleteRun(
            f"a baseline needs a whole run, and {what} could not be checked (first: "
            f"{first.path or 'the run'}: {first.reason}); mend that, or exclude it in the policy"
        )
    coded = [(r.finding, code_of(r.finding, result.sources)) for r in result.reported]
    merged = baseline.merge(old, _with_others(request, old, coded), allow_growth=grow)
    if isinstance(merged, str):
        raise PolicyError(merged + ": prodgate baseline --grow")
    text = baseline.render(merged).encode()
    try:
        if path.is_file():
            write_file(request.root, request.policy.baseline, path.read_bytes(), text)
        else:
            create_file(request.root, request.policy.baseline, text)
    except WriteRefused as refused:
        raise PolicyError(f"{request.policy.baseline} was not written: {refused}") from None
    count = merged.total
    what = "finding" if count == 1 else "findings"
    return f"{request.policy.baseline}: {count} {what} accepted; commit it, and only new ones fail"


def _with_others(
    request: Request, old: baseline.Baseline | None, coded: list[tuple[Finding, str]]
) -> baseline.Baseline:
    """What was found, and what was accepted of the rules that this run was told to leave out."""
    found = baseline.collect(coded)
    if old is None or not (request.select or request.ignore):
        return found
    pack = pack_of(request)
    others = {*pack.rules} - {rule.name for rule in rules_of(request, pack)}
    kept = (each for each in old.counts if each[0][1] in others)
    return baseline.Baseline(tuple(sorted((*found.counts, *kept))))
