"""What a program does before and after its fix, in the hours that its rule is about."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from js_faults import LATE, PATIENCE, Provider
from js_fixing import RETRIES, SECONDS, TOKENS, TURNS, Fixed, NotFixedError, fixed
from js_hours import HASTE, Seen, run
from js_programs import Program

CLOCK = 3.0 * SECONDS  # a shortened clock: who still waits then has outlasted the limit
MOST = 150.0  # seconds; every run ends then
_NODE = 300  # seconds; from here on a limit is that of Node's own fetch, or of nothing


@dataclass(frozen=True)
class Row:
    """What was seen of a program; ``why``: what does not hold, "" where all of it does."""

    program: Program
    before: str
    after: str
    healthy: str
    why: str
    title: str = ""


@dataclass
class Stage:
    """Where the two programs run."""

    program: Program
    made: Fixed
    provider: Provider

    def run(self, which: str, hour: str, most: float = MOST, haste: bool = False) -> Seen:
        """Runs "before" or "after"."""
        folder = self.made.before if which == "before" else self.made.after
        label = f"{self.program.name}-{which}{'-hastened' if haste else ''}".replace("/", "-")
        return run(folder / self.program.file, self.provider, label, hour, most, haste)


def prove(program: Program, provider: Provider, folder: Path, modules: Path) -> Row:
    """Fixes a program and runs both."""
    try:
        made = fixed(program, folder, modules)
    except NotFixedError as failed:
        return Row(program, "", "", "", str(failed))
    stage = Stage(program, made, provider)
    before, after, why = _JUDGES[program.rule](stage)
    same, missed = _healthy(stage)
    return Row(program, before, after, same, "; ".join(filter(None, (*why, missed))), made.title)


# -- time


def _timeouts(stage: Stage) -> tuple[str, str, list[str]]:
    why = []
    attempts = int(found[1]) if (found := re.search(r"(\d+) attempts", stage.made.message)) else 1
    after = stage.run("after", "hang")
    long = [held for held in after.held if not SECONDS * 0.9 <= held <= SECONDS + 1.5]
    if after.code in {None, 0}:
        why.append(f"after: {_ending(after)}")
    if not after.asked or long:
        why.append(f"after: requests were open for {_seconds(after.held)}")
    if len(after.asked) > attempts:
        why.append(f"after: {len(after.asked)} requests, {attempts} were claimed")
    before, missed = _waits(stage)
    return before, f"{_count(after)} of {_seconds(after.held)}, {_ending(after)}", [*why, *missed]


def _waits(stage: Stage) -> tuple[str, list[str]]:
    """Before: still waiting after a shortened clock; by a hastened one where a timer ends it."""
    seen = stage.run("before", "hang", CLOCK)
    text = f"still waiting after {CLOCK:g} s"
    if seen.code is not None or not seen.asked or seen.held[0] < CLOCK * 0.5:
        return _ending(seen), [f"before: {_ending(seen)}, {_count(seen)}"]
    claim = claimed(stage.made.message)
    if claim is None or claim >= _NODE:
        return text, []
    hastened = stage.run("before", "hang", MOST, haste=True)
    first = hastened.held[0] * HASTE if hastened.asked else 0
    text += f"; {claim:g} s by a clock {HASTE} times faster"
    wrong = hastened.code is None or not claim * 0.9 <= first <= claim * 1.1 + HASTE
    return text, [f"before: {first:.0f} s, {claim:g} s was claimed"] if wrong else []


def claimed(message: str) -> float | None:
    """The seconds that a finding claims; None for no end."""
    found = re.search(r"up to ([\d.]+) s", message)
    return float(found[1]) if found else None


# -- caps


def _caps(stage: Stage) -> tuple[str, str, list[str]]:
    before, after = stage.run("before", "well"), stage.run("after", "well")
    sent, capped = [a.body for a in before.asked], [a.body for a in after.asked]
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
        if len(seen.asked) != RETRIES + 1 or seen.code in {None, 0}:
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
    why = []
    before, after = stage.run("before", "tool"), stage.run("after", "tool")
    if len(before.asked) <= PATIENCE:
        why.append(f"before: {_count(before)}")
    if len(after.asked) not in {TURNS, TURNS + 1} or after.code is None:
        why.append(f"after: {_count(after)}, {_ending(after)}")
    said = f"{_count(before)}: as often as the model wants"
    return said, f"{_count(after)}, {_ending(after)}", why


# -- a healthy provider


def _healthy(stage: Stage) -> tuple[str, str]:
    hour = {"missing-timeout": "late", "http-without-timeout": "late"}.get(stage.program.rule)
    hour = hour or ("looking" if stage.program.rule == "unbounded-agent-loop" else "well")
    before, after = stage.run("before", hour), stage.run("after", hour)
    if before.code or not before.output.strip():
        return "no", f"healthy, before: {_ending(before)}, printed {before.output!r}"
    if (before.code, before.output) != (after.code, after.output):
        return "no", f"healthy, after: {_ending(after)}, {before.output!r} and {after.output!r}"
    if len(before.asked) != len(after.asked):
        return "no", f"healthy: {_count(before)} before, {_count(after)} after"
    return f"same, {LATE:g} s late" if hour == "late" else "same", ""


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
