"""The facts of sdks/javascript hold on the real packages, against a server on this machine."""

from __future__ import annotations

from collections import defaultdict
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet
from js_agents import AGENTS
from js_frameworks import FRAMEWORKS
from js_http2 import http2
from js_run import Outcome, environment, installed, run, type_errors
from js_scenarios import MARK, Scenario, fixed, release_of, scenarios
from js_server import ModelServer
from js_subjects import SUBJECTS, Subject

from prodgate.facts import Release, decode

_ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.proof


def _param(subject: Subject) -> ParameterSet:
    """What installs and answers in seconds also runs in CI."""
    marks = [pytest.mark.quick_proof] if subject.quick else []
    return pytest.param(subject, id=subject.name.replace(" ", "-"), marks=marks)


subjects = pytest.mark.parametrize(
    "subject", [_param(s) for s in (*SUBJECTS, *AGENTS, *FRAMEWORKS)]
)
# What the server does, and the seconds given to it: for a hang long enough for a second attempt to
# be seen on a busy machine, and far below every default.
_ROUNDS = (({"503"}, 15.0), ({"hang", "200"}, 6.0), ({"slow"}, 10.0), ({"tool"}, 25.0))


def _release(subject: Subject, folder: Path) -> Release:
    path = _ROOT / "sdks/javascript" / f"{subject.sdk}.yaml"
    sdk = decode(path.read_text(), path.name)
    return release_of(sdk, installed(folder, subject.package) if subject.packages else "")


@subjects
def test_calls_do_what_the_facts_say(subject: Subject, cache: Path) -> None:
    folder = environment(cache, subject.packages)
    wanted = list(scenarios(subject, _release(subject, folder)))
    wrong: list[str] = []
    capped: dict[int, set[str]] = defaultdict(set)  # by call: where the cap stands in the body
    with ModelServer() as server, _reached(subject, server, folder) as url:
        for modes, most in _ROUNDS:
            chosen = [s for s in wanted if s.mode in modes]
            if not chosen:
                continue
            code = [_scenario(s) for s in chosen]
            fast = bool(modes & {"503", "slow"})
            seen = run(folder, _untyped(subject), code, url, fast=fast, most=most)
            for scenario in chosen:
                outcome = seen.get(scenario.name, Outcome("pending", most, ""))
                bodies = server.bodies[scenario.name]
                if scenario.expect == "capped":
                    capped[scenario.call] |= places(bodies)
                if said := _wrong(scenario, outcome, bodies, capped[scenario.call]):
                    wrong.append(f"{_fact(subject, scenario)}: {said}\n{scenario.code}")
    assert not wrong, "\n\n".join(wrong)
    assert len(wanted) >= 1


@subjects
def test_what_fixes_write_passes_strict_type_checking(subject: Subject, cache: Path) -> None:
    folder = environment(cache, subject.packages)
    code = fixed(subject, _release(subject, folder))
    refused = type_errors(cache, folder, code)
    assert not refused, f"sdks/javascript/{subject.sdk}.yaml, on {subject.name}: {refused}\n{code}"


def _fact(subject: Subject, scenario: Scenario) -> str:
    """The fact that a scenario holds: its file and its field, and on what it was looked at."""
    place = f"sdks/javascript/{subject.sdk}.yaml, {scenario.field}"
    return f"{place}; on {subject.name}, {scenario.title}"


def _reached(subject: Subject, server: ModelServer, folder: Path) -> AbstractContextManager[str]:
    return http2(server.url, folder) if subject.http2 else nullcontext(server.url)


def _untyped(subject: Subject) -> str:
    return subject.imports.replace(": typeof OpenAI", "")


def _scenario(scenario: Scenario) -> str:
    return (
        f"scenario('{scenario.name}', '{scenario.mode}', async (URL) => {{\n{scenario.code}\n}});"
    )


def _wrong(scenario: Scenario, outcome: Outcome, bodies: list[Any], caps: set[str]) -> str:
    """What differs from the facts; "" for nothing."""
    seen = f"{outcome.state} after {outcome.seconds:.1f} s, {len(bodies)} requests, {outcome.error}"
    if scenario.expect == "at most" and scenario.attempts is not None:
        return "" if len(bodies) <= scenario.attempts else f"wanted {scenario.attempts}: {seen}"
    if not bodies:
        return f"nothing was asked: {seen}"
    if scenario.expect == "attempts":
        if scenario.attempts is None:
            return "" if len(bodies) > 20 else f"wanted no end of requests: {seen}"
        return "" if len(bodies) == scenario.attempts else f"wanted {scenario.attempts}: {seen}"
    if scenario.expect == "more":
        return "" if len(bodies) > 1 else f"wanted a repetition: {seen}"
    if scenario.expect == "ends":
        ended = outcome.state != "pending" and outcome.seconds >= scenario.seconds * 0.9
        wanted = f"wanted an end after {scenario.seconds:g} s: {seen}"
        return "" if ended and len(bodies) == 1 else wanted
    if scenario.expect == "waits":
        return "" if outcome.state == "pending" else f"wanted it to go on waiting: {seen}"
    if scenario.expect == "capped":
        return "" if places(bodies) else f"no cap on the wire: {bodies}"
    return f"a cap on the wire: {bodies}" if places(bodies) & caps else ""


def places(value: Any, path: str = "") -> set[str]:
    """The paths under which the looked-for number stands in what was asked."""
    if isinstance(value, dict):
        return {p for k, v in value.items() for p in places(v, f"{path}.{k}")}
    if isinstance(value, list):
        return {p for v in value for p in places(v, path)}
    return {path} if value == MARK else set()
