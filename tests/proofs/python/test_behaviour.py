"""What the safe fixes do: programs before and after ``prodgate fix``, with the real SDKs.

With PRODGATE_PROOF_RESULTS=1 what was seen goes into tests/proofs/results-python.yaml.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator
from pathlib import Path

import behaviour
import behaviour_loops
import pytest
import table
from _pytest.mark import ParameterSet
from agent_recipes import AGENTS, Agent
from behaviour import Proof
from framework_recipes import FRAMEWORKS
from loop_programs import BY_HAND
from programs import Program, of_openai, program
from proofscript import call, client
from recipes import HTTP, MODELS, Recipe, Use

from prodgate.facts import Retries, Timeout
from prodgate.meaning.agent_bounds import MOST

pytestmark = pytest.mark.proof

ALL = MODELS + FRAMEWORKS


def _holds(row: table.Row) -> None:
    table.record("python", row, f"Python {platform.python_version()}")
    assert row.holds, row


def _program(recipe: Recipe, use: Use) -> Program:
    cap = call(recipe, use).cap
    needed = cap is not None and cap.default == "required"
    return program(recipe, use, {cap.at[0]: "99"} if cap is not None and needed else None)


# A few that answer in seconds are part of every CI run.
_QUICK = {("openai.OpenAI", "chat.completions.create"), ("", "requests.get")}


def _mark(recipe: Recipe, use: Use) -> list[pytest.MarkDecorator]:
    quick = recipe.quick and (recipe.client, use.path) in _QUICK
    return [pytest.mark.quick_proof] if quick else []


def _each(recipes: Iterable[Recipe]) -> list[ParameterSet]:
    return [pytest.param(r, id=r.name, marks=_mark(r, r.uses[0])) for r in recipes]


# -- time


def _timeout(recipe: Recipe) -> tuple[Timeout | None, str]:
    own = call(recipe, recipe.uses[0]).timeout
    if own is not None and own.default != "client":
        return own, "call"
    return client(recipe).timeout, "client"


def _has_timeout(recipe: Recipe) -> bool:
    timeout, _ = _timeout(recipe)
    return timeout is not None and bool(timeout.at)


@pytest.mark.parametrize("recipe", _each(r for r in ALL + HTTP if _has_timeout(r)))
def test_a_hang_ends_within_its_bound(recipe: Recipe, cache: Path, tmp_path: Path) -> None:
    rule = "http-without-timeout" if recipe in HTTP else "missing-timeout"
    made = _program(recipe, recipe.uses[0])
    row = behaviour.timeout(Proof(made, cache, tmp_path), rule, _timeout(recipe)[1], recipe.sync)
    _holds(row)


# -- retries


def _retries(recipe: Recipe) -> tuple[Retries | None, str]:
    own = call(recipe, recipe.uses[0]).retries
    if own is not None and own.attempts != "client":
        return own, "call"
    return client(recipe).retries, "client"


def _has_one_attempt(recipe: Recipe) -> bool:
    retries, _ = _retries(recipe)
    return retries is not None and bool(retries.at) and retries.attempts == 1


@pytest.mark.parametrize("recipe", _each(r for r in ALL if _has_one_attempt(r)))
def test_a_failure_is_tried_again_as_often_as_claimed(
    recipe: Recipe, cache: Path, tmp_path: Path
) -> None:
    retries, where = _retries(recipe)
    assert retries is not None
    by_clock = "{clock_ms}" in (retries.write or "")
    made = _program(recipe, recipe.uses[0])
    _holds(behaviour.retry(Proof(made, cache, tmp_path), where, by_clock))


# -- caps


def _capped() -> Iterator[ParameterSet]:
    for recipe in ALL:
        for use in recipe.uses:
            cap = client(recipe).cap or call(recipe, use).cap
            if cap is None or cap.default is not None:
                continue  # the SDK demands a cap or sends its own: nothing is reported
            name = f"{recipe.name}-{use.path}"
            yield pytest.param(recipe, use, id=name, marks=_mark(recipe, use))


@pytest.mark.parametrize(("recipe", "use"), list(_capped()))
def test_a_cap_is_carried_on_the_wire(
    recipe: Recipe, use: Use, cache: Path, tmp_path: Path
) -> None:
    where = "client" if client(recipe).cap is not None else "call"
    _holds(behaviour.cap(Proof(_program(recipe, use), cache, tmp_path), where))


_OPENAI = [r for r in ALL if r.client in {"openai.OpenAI", "agno.models.openai.OpenAIChat"}]


@pytest.mark.parametrize("recipe", _each(_OPENAI))
def test_a_cap_has_its_newer_name_on_the_wire(recipe: Recipe, cache: Path, tmp_path: Path) -> None:
    where = "client" if client(recipe).cap is not None else "call"
    row = behaviour.cap(Proof(of_openai(recipe, recipe.uses[0]), cache, tmp_path), where)
    assert "max_completion_tokens" in row.after, row
    _holds(row)


# -- loops


def _endless() -> Iterator[ParameterSet]:
    """The agents that the rule reports as they stand: no bound, or one that nobody would notice."""
    for agent in AGENTS:
        made, own = client(agent.recipe).loop, call(agent.recipe, agent.use).loop
        default = own.default if own and own.default != "client" else made and made.default
        if default is None or (isinstance(default, int) and default > MOST):
            yield pytest.param(agent, own is not None, id=agent.recipe.name)


@pytest.mark.parametrize(("agent", "on_call"), list(_endless()))
def test_an_agent_is_stopped(agent: Agent, on_call: bool, cache: Path, tmp_path: Path) -> None:
    made = program(agent.recipe, agent.use)
    where = "call" if on_call else "client"
    _holds(behaviour_loops.loop(Proof(made, cache, tmp_path), where))


@pytest.mark.parametrize("made", BY_HAND, ids=lambda made: made.recipe.sdk)
def test_a_loop_by_hand_is_stopped(made: Program, cache: Path, tmp_path: Path) -> None:
    _holds(behaviour_loops.loop(Proof(made, cache, tmp_path), "call"))


def test_a_loop_of_agents_is_stopped(cache: Path, tmp_path: Path) -> None:
    _holds(behaviour_loops.loop_agent(Proof(behaviour_loops.LOOP_AGENT, cache, tmp_path)))


def test_claude_is_told_a_limit(cache: Path, tmp_path: Path) -> None:
    _holds(behaviour_loops.claude(Proof(behaviour_loops.CLAUDE, cache, tmp_path)))
