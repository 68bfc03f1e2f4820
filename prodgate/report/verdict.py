"""What a run means for a change, in one sentence."""

from __future__ import annotations

from prodgate.findings import Applicability, Severity
from prodgate.report.markup import count
from prodgate.result import Reported, Result


def compared(result: Result) -> bool:
    """Whether the run knows what was there before."""
    return result.base is not None or any(reported.known for reported in result.reported)


def sentence(result: Result, fail_on: Severity | None) -> str:
    """The verdict, for a reviewer who reads no further. ``fail_on`` None: findings fail nothing."""
    found = _found(result, fail_on)
    quiet = sum(each.new for each in result.ignored)
    more = f" {count(quiet, 'finding')} silenced by new ignore comments." if quiet else ""
    if result.not_checked:
        return f"Not complete: {unchecked(result)}. In the rest: {found}.{more}"
    if fail_on is not None and result.at_or_above(fail_on):
        return f"Not ready: {found}.{more}"
    files = count(result.files, "file")
    return f"Ready: {found} ({files} checked).{more}"


def unchecked(result: Result) -> str:
    """How much could not be looked at, as a clause."""
    files = {each.path for each in result.not_checked if each.path}
    if not files:
        return "a part of the check could not run"
    return f"{count(len(files), 'file')} could not be checked"


def _found(result: Result, fail_on: Severity | None) -> str:
    what = "new finding" if compared(result) else "finding"
    everything = len(result.at_or_above(Severity.NOTE))
    if fail_on is None:
        return (
            f"{count(everything, what)}, and none fails the check" if everything else f"no {what}"
        )
    failing = result.at_or_above(fail_on)
    below = everything - len(failing)
    said = f"{count(len(failing), what) if failing else f'no {what}'} at or above {fail_on.value}"
    return said + _fixes(failing) + (f"; {below:,} below it" if below else "")


def _fixes(failing: tuple[Reported, ...]) -> str:
    levels = [reported.fix.applicability for reported in failing]
    safe, unsafe = (levels.count(each) for each in (Applicability.SAFE, Applicability.UNSAFE))
    parts = []
    if safe:
        parts.append(f"{safe} {'has' if safe == 1 else 'have'} a safe fix")
    if unsafe:
        parts.append(f"{unsafe} {'has' if unsafe == 1 else 'have'} a fix to be read first")
    return f"; {', '.join(parts)}" if parts else ""
