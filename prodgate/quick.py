"""The commit that has nothing to do with models, answered before the command line is even read.

Most commits are of this kind, and whoever waits for them should not pay for what they do not use:
importing click alone costs a third of such a run. Everything else, the slightest doubt included,
is left to the commands, which start from the beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def clean(arguments: Sequence[str]) -> str | None:
    """What to say of ``pre-commit check FILE...`` when no rule can apply to any file; else None."""
    if list(arguments[:2]) != ["pre-commit", "check"] or len(arguments) < 3:
        return None
    names = tuple(arguments[2:])
    if any(name.startswith("-") for name in names):
        return None
    try:
        files = _without_interest(names)
    except Exception:  # whatever it is, the commands say it better
        return None
    if files is None:
        return None
    return f"No findings in {files} file{'' if files == 1 else 's'}."


def _without_interest(names: tuple[str, ...]) -> int | None:
    """How many files there are, if none of them is worth a look."""
    from prodgate import policy, run
    from prodgate.discover import discover

    here = Path.cwd()
    root = run.find_root(here)
    rules = policy.load(root)
    if (root / rules.baseline).exists():
        return None
    request = run.Request(root, rules, names, start=here)
    checker = run.checker_of(request, run.pack_of(request))
    targets = discover(root, names, rules.exclude, start=here)
    if targets.not_checked or targets.skipped:
        return None
    clean = all(checker.is_of_no_interest(path) for path in targets.files)
    return len(targets.files) if clean else None
