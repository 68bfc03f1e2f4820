"""What a program does before and after its fix, in the hours that its rule is about."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from js_faults import PATIENCE, Provider
from js_fixing import RETRIES, SECONDS, TOKENS, TURNS, Fixed, NotFixedError, fixed
from js_hours import Seen, run
from js_programs import Program

CLOCK = 2.5 * SECONDS  # a shortened clock: who still waits then has outlasted the limit
MOST = 240.0  # seconds; every run ends then
_NODE = 300.0  # seconds; where Node's own fetch gives up, whose timers cannot be hastened
_WHOLE = 330.0


@dataclass(frozen=True)
class Row:
    """What was seen of a program; ``why``: what does not hold, "" where all of it does."""

    program: Program
    claim: str
    title: str
    before: str
    after: str
    same: bool
    why: str


@dataclass
class Stage:
    """Where the two programs run."""

    program: Program
    made: Fixed
    provider: Provider
    whole: bool  # waits the 300 s of Node's fetch too

    seen: dict[str, Seen] = field(default_factory=dict)

    def run(self, which: str, hour: str, most: float = MOST, haste: float = 1) -> Seen:
        """Runs "before" or "after", once."""
        key = f"{which}-{hour}-{haste:g}"
        if key not in self.seen:
            self.seen[key] = self._run(which, hour, most, haste)
        return self.seen[key]

    def _run(self, which: str, hour: str, most: float, haste: float) -> Seen:
        folder = self.made.before if which == "before" else self.made.after
        label = f"{folder.parent.name}-{self.program.name}-{which}-{haste:g}".replace("/", "-")
        return run(folder / self.program.file, self.provider, label, hour, most, haste)


def prove(
    program: Program, provider: Provider, folder: Path, modules: Path, whole: bool = False
) -> Row:
    """Fixes a program and runs both; ``whole``: waits for limits of 300 s too."""
    try:
        made = fixed(program, folder, modules)
    except NotFixedError as failed:
        return Row(program, "", "", "", "", False, str(failed))
    stage = Stage(program, made, provider, whole)
    before, after, why = _JUDGES[program.rule](stage)
    missed = _healthy(stage)
    reasons = "; ".join(filter(None, (*why, missed)))
    return Row(program, made.message, made.title, before, after, not missed, reasons)


# -- time


def _timeouts(stage: Stage) -> tuple[str, str, list[str]]:
    why = []
    attempts = int(found[1]) if (found := re.search(r"(\d+) attempts", stage.made.message)) else 1
    after = stage.run("after", "hang")
    long = [held for held in after.held if held > SECONDS + 1.5]
    if after.code in {None, 0}:
        why.append(f"after: {_ending(after)}")
    if not after.asked or long:
        why.append(f"after: requests were open for {_seconds(after.held)}")
    if len(after.asked) > attempts:
        why.append(f"after: {len(after.asked)} requests, {attempts} were claimed")
    before, missed = _waits(stage)
    return before, f"{_count(after)} of {_seconds(after.held)}, {_ending(after)}", [*why, *missed]


def _waits(stage: Stage) -> tuple[str, list[str]]:
    """Before: still waiting after a shortened clock, or until the end that the finding claims."""
    claim = claimed(stage.made.message)
    whole = stage.whole and (claim is None or claim == _NODE)
    clock = _WHOLE if whole else min(CLOCK, 0.8 * (claim or CLOCK))
    seen = stage.run("before", "hang", clock)
    if not seen.asked or seen.held[0] < min(clock, claim or clock) * 0.9:
        return _ending(seen), [f"before: {_ending(seen)}, {_count(seen)} of {_seconds(seen.held)}"]
    if whole and claim is not None:
        return _claim_seen(seen.held[0], claim, f"its first request open for {seen.held[0]:.0f} s")
    text = f"still waiting after {clock:g} s"
    if claim is None or claim == _NODE:
        return text, []
    haste = claim / _HASTENED
    hastened = stage.run("before", "hang", MOST, haste)
    first = hastened.held[0] * haste if hastened.asked else 0.0
    return _claim_seen(first, claim, f"{text}; {claim:g} s on a clock {haste:.3g} times faster")


_HASTENED = 6.0  # seconds that a hastened limit takes


def _claim_seen(seconds: float, claim: float, text: str) -> tuple[str, list[str]]:
    wrong = not claim * 0.7 <= seconds <= claim * 1.3
    return text, [f"before: {seconds:.0f} s, {claim:g} s was claimed"] if wrong else []


def claimed(message: str) -> float | None:
    """The seconds that a finding claims; None for no end."""
    found = re.search(r"up to ([\d.]+) s", message)
    return float(found[1]) if found else None


# -- caps


def _caps(stage: Stage) -> tuple[str, str, list[str]]:
    before, after = stage.run("before", "well"), stage.run("after", "well")
    sent, capped = _bodies(before), _bodies(after)
    where = {p for body in capped for p in places(body)}
    why = []
    if any(places(body) for body in sent) or not sent:
        why.append(f"before: {sent}")
    if not where or not all(places(body) for body in capped):
        why.append(f"after: no cap on the wire: {capped}")
    if [_shape(body) for body in sent] != [_shape(_without(body)) for body in capped]:
        why.append(f"more than the cap differs: {sent} and {capped}")
    names = ", ".join(sorted(name.lstrip(".") for name in where))
    return "no cap on the wire", f"{names} {TOKENS} on the wire", why


def places(value: Any, path: str = "") -> set[str]:
    """The paths under which the number of the policy stands in what was asked."""
    if isinstance(value, dict):
        return {p for k, v in value.items() for p in places(v, f"{path}.{k}")}
    if isinstance(value, list):
        return {p for v in value for p in places(v, path)}
    return {path} if value == TOKENS and value is not True else set()


def _bodies(seen: Seen) -> list[Any]:
    """What was sent; a run of an assistant that is waited for is asked after without a body."""
    return [asked.body for asked in seen.asked if asked.body is not None]


def _without(body: Any) -> Any:
    """A body without the cap, and without the object that only held it."""
    body = copy.deepcopy(body)

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {k: strip(v) for k, v in value.items() if v != TOKENS}
            return {k: v for k, v in kept.items() if v != {} or value[k] == {}}
        return [strip(v) for v in value] if isinstance(value, list) else value

    return strip(body)


def _shape(body: Any) -> Any:
    """An empty object says nothing: some SDKs send one where nothing is set."""
    return {k: v for k, v in body.items() if v != {}} if isinstance(body, dict) else body


# -- attempts


def _retries(stage: Stage) -> tuple[str, str, list[str]]:
    why, after_said = [], []
    before = stage.run("before", "503")
    if len(before.asked) != 1 or before.code in {None, 0}:
        why.append(f"before: {_count(before)}, {_ending(before)}")
    for hour in ("503", "429"):
        seen = stage.run("after", hour)
        after_said.append(f"{_count(seen)} on a steady {hour}")
        wrong = len(seen.asked) != RETRIES + 1
        if wrong or seen.code in {None, 0}:
            why.append(f"after: {_count(seen)} on {hour}, {RETRIES + 1} were claimed")
    failed, mended = stage.run("before", "once-503"), stage.run("after", "once-503")
    if failed.code in {None, 0}:
        why.append(f"before: a single 503 did not end it: {_ending(failed)}")
    if mended.code != 0 or len(mended.asked) != 2:
        why.append(f"after: a single 503: {_ending(mended)}, {_count(mended)}")
    else:
        after_said.append("answers after a single 503")
    return f"{_count(before)}, fails on the first 503", ", ".join(after_said), why


# -- loops


def _loops(stage: Stage) -> tuple[str, str, list[str]]:
    if stage.program.sdk == "claude-agent-sdk":
        return _told(stage)
    why = []
    before, after = stage.run("before", "tool"), stage.run("after", "tool")
    if len(before.asked) <= PATIENCE:
        why.append(f"before: {_count(before)}")
    if len(after.asked) not in {TURNS, TURNS + 1} or after.code is None:
        why.append(f"after: {_count(after)}, {_ending(after)}")
    said = f"{_count(before)}: as often as the model wants"
    return said, f"{_count(after)}, {_ending(after)}", why


def _told(stage: Stage) -> tuple[str, str, list[str]]:
    """The loop is in another program, Claude Code: what that is told is what is seen."""
    before, after = (
        " ".join(word for asked in stage.run(which, "well").asked for word in asked.body["told"])
        for which in ("before", "after")
    )
    why = []
    if not before or "max-turns" in before:
        why.append(f"before: {before}")
    if f"--max-turns={TURNS}" not in after.split():
        why.append(f"after: {after}")
    said = "a stand-in for Claude Code is told"
    return f"{said} no limit", f"{said} --max-turns={TURNS}", why


# -- a healthy provider


def _healthy(stage: Stage) -> str:
    """What is not the same before and after; "" where both print the same."""
    hour = "looking" if stage.program.rule == "unbounded-agent-loop" else "well"
    if stage.program.rule.endswith("timeout"):
        hour = "late"  # in time, but not at once
    before, after = stage.run("before", hour), stage.run("after", hour)
    if before.code or not before.output.strip():
        return f"healthy, before: {_ending(before)}, printed {before.output!r}"
    if (before.code, before.output) != (after.code, after.output):
        return f"healthy, after: {_ending(after)}, {before.output!r} and {after.output!r}"
    if len(before.asked) != len(after.asked):
        return f"healthy: {_count(before)} before, {_count(after)} after"
    return ""


# -- words


def _ending(seen: Seen) -> str:
    if seen.code is None:
        return f"still runs after {seen.seconds:.0f} s"
    if seen.code == 0:
        return "ends well"
    return f"fails after {seen.seconds:.1f} s ({seen.error})"


def _count(seen: Seen) -> str:
    count = len(seen.asked)
    return f"{count} request{'' if count == 1 else 's'}"


def _seconds(held: list[float]) -> str:
    return ", ".join(dict.fromkeys(f"{each:.1f}" for each in held)) + " s"


_JUDGES = {
    "missing-timeout": _timeouts,
    "http-without-timeout": _timeouts,
    "uncapped-tokens": _caps,
    "missing-retry": _retries,
    "unbounded-agent-loop": _loops,
}
