"""A program before and after its fix, against a server that hangs, fails or answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import table
from programs import ADDRESS, Program
from proofrun import Outcome, environment, run
from proofserver import Mode, ModelServer
from rewritten import RETRIES, SECONDS, TOKENS, Rewritten, rewritten, row

_SLACK = 5.0  # seconds that a busy machine may add
_PATIENT = 90.0  # a clock that ends only what is as good as endless


@dataclass(frozen=True)
class Proof:
    """A program, and a folder for its files; ``cache`` holds the environments."""

    program: Program
    cache: Path
    folder: Path

    def seen(
        self, text: str, mode: Mode, clock: float = _PATIENT, fast: bool = True, **server: Any
    ) -> tuple[Outcome, list[Any]]:
        """What a version of the program did, and the bodies that the server got."""
        python = environment(self.cache, self.program.requirements)
        with ModelServer(mode, **server) as up:
            path = self.folder / "program.py"
            path.write_text(text.replace(ADDRESS, up.url), encoding="utf-8")
            env = {k: v.replace("{url}", up.url) for k, v in self.program.env.items()}
            limit = clock + 90
            outcome = run(python, path, up.url, fast=fast, limit=limit, clock=clock, env=env)
            return outcome, up.bodies

    def fixed(self, rule: str) -> Rewritten:
        """The program after the fix of a rule."""
        return rewritten(self.program, rule, self.folder / "project")

    def healthy(self, after: str) -> tuple[Outcome, Outcome]:
        """Both on a server that answers."""
        return self.seen(self.program.text, "ok")[0], self.seen(after, "ok")[0]


def alike(one: Outcome, two: Outcome) -> bool:
    """Whether both print the same, which is not nothing, and without an error."""
    return bool(one.printed) and one.printed == two.printed and not one.error + two.error


def name_of(outcome: Outcome) -> str:
    """The error that a program ended in, for a row."""
    return outcome.error.partition(":")[0] or "no error"


def times(count: int, what: str) -> str:
    """ "1 request", "3 requests"."""
    return f"{count} {what}" + ("" if count == 1 else "s")


# -- time


def timeout(proof: Proof, rule: str, where: str, sync: bool) -> table.Row:
    """After the fix a hang ends within the bound of its attempts; before, it outlasts that."""
    fix = proof.fixed(rule)
    one, two = proof.healthy(fix.text)
    same = alike(one, two)
    after, bodies = proof.seen(fix.text, "hang")
    before, _ = proof.seen(proof.program.text, "hang", clock=after.seconds + 1)
    count = max(1, len(bodies))
    wrong = []
    if before.error != "outlasted":
        wrong.append(f"before the fix it ended too, in {name_of(before)}")
    said = name_of(after)
    if not after.error and after.printed not in {"", two.printed}:
        said = f"“{after.printed.splitlines()[-1][:60]}”"  # it hands the error on as an answer
    elif not after.error or after.error in {"outlasted", "killed"}:
        wrong.append("the hang did not end in an error")
    if not SECONDS * count * 0.9 <= after.seconds <= SECONDS * count + _SLACK:
        wrong.append(f"it took {after.seconds:.1f} s for {times(count, 'attempt')}")
    if (claimed := _attempts(fix.claim)) and claimed != count:
        wrong.append(f"the message says {claimed} attempts, {count} were seen")
    waited = "still waiting when that had ended"
    if sync:
        if _limit(one) != _claimed(fix.claim):
            wrong.append(f"the message says {fix.claim!r}, the socket {_limit(one)}")
        if _limit(two) != SECONDS:
            wrong.append(f"the socket says {_limit(two)} s after the fix")
        waited = f"{_words(_limit(one))} at the socket; {waited}"
    ended = f"{said} after {after.seconds:.0f} s, {times(len(bodies), 'request')}"
    return row(proof.program, rule, where, fix, (waited, ended), same, wrong)


def _limit(outcome: Outcome) -> float | None:
    return outcome.limits[-1] if outcome.limits else -1.0


def _words(limit: float | None) -> str:
    return "no limit" if limit is None else f"{limit:g} s"


def _claimed(claim: str) -> float | None:
    found = re.search(r"up to ([\d.]+) s", claim)
    return float(found.group(1)) if found else None


def _attempts(claim: str) -> int | None:
    found = re.search(r"(\d+) attempts", claim)
    return int(found.group(1)) if found else None


# -- retries


def retry(proof: Proof, where: str, by_clock: bool) -> table.Row:
    """After the fix a failure is repeated as often as the policy says, and one is survived.

    ``by_clock``: the SDK ends its retries by a clock, so that its pauses must not be shortened.
    """
    fix = proof.fixed("missing-retry")
    one, two = proof.healthy(fix.text)
    same = alike(one, two)
    wrong: list[str] = []
    counts: dict[tuple[str, str], int] = {}
    errors: dict[tuple[str, str], str] = {}
    statuses: tuple[Mode, ...] = ("503", "429")
    for status in statuses:
        for name, text in (("before", proof.program.text), ("after", fix.text)):
            outcome, bodies = proof.seen(text, status, fast=not by_clock)
            counts[name, status], errors[name, status] = len(bodies), name_of(outcome)
            if not outcome.error or outcome.error in {"outlasted", "killed"}:
                wrong.append(f"{name}: {outcome.error or 'no error'} on a steady {status}")
        if counts["before", status] != 1:
            wrong.append(f"before: {counts['before', status]} requests on {status}")
        made = counts["after", status]
        if made != RETRIES + 1:
            wrong.append(f"after: {made} requests on {status}")
    once, _ = proof.seen(fix.text, "503", fast=not by_clock, failures=1)
    if once.error or once.printed != two.printed:
        wrong.append(f"one 503 was not survived: {once.error}")
    said = {
        name: f"{_both(counts[name, '503'], counts[name, '429'])}, then {errors[name, '429']}"
        for name in ("before", "after")
    }
    seen = (said["before"], f"{said['after']}; one 503 is survived")
    return row(proof.program, "missing-retry", where, fix, seen, same, wrong)


def _both(on_503: int, on_429: int) -> str:
    if on_503 == on_429:
        return f"{times(on_503, 'request')} on 503 and on 429"
    return f"{times(on_503, 'request')} on 503, {on_429} on 429"


# -- caps


def cap(proof: Proof, where: str) -> table.Row:
    """After the fix the policy's number is in the body of the request; before, none is."""
    fix = proof.fixed("uncapped-tokens")
    before, bodies = proof.seen(proof.program.text, "ok")
    after, capped = proof.seen(fix.text, "ok")
    same, one, two = alike(before, after), _caps(bodies), _caps(capped)
    wrong = []
    if any(value < 4096 for value in one.values()):  # as much as the model can give is no cap
        wrong.append(f"a cap was sent before the fix: {one}")
    if TOKENS not in two.values():
        wrong.append(f"the cap is not in the body: {capped}")
    return row(
        proof.program,
        "uncapped-tokens",
        where,
        fix,
        (_sent(one), f"{_sent(two)} in the body"),
        same,
        wrong,
    )


_CAP = re.compile(r"^(max_?(output|completion|new)?_?tokens|num_predict)$", re.IGNORECASE)


def _caps(bodies: list[Any]) -> dict[str, int]:
    """The caps in the bodies, by their paths."""
    found: dict[str, int] = {}

    def look(value: Any, path: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                inside = f"{path}.{key}".lstrip(".")
                if _CAP.match(key) and isinstance(inner, int):
                    found[inside] = inner
                look(inner, inside)

    for body in bodies:
        look(body, "")
    return found


def _sent(caps: dict[str, int]) -> str:
    return ", ".join(f"{path}: {value}" for path, value in caps.items()) or "no cap in the body"
