"""The bounds of agent loops, against a model on 127.0.0.1 that calls a tool whenever it can."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from agent_recipes import AGENTS, Agent
from proofrun import Outcome, environment, run, type_errors
from proofscript import call, client, named, requirements, script, steps, version
from proofserver import ModelServer

from prodgate.edits import Import
from prodgate.facts import Loop

pytestmark = pytest.mark.proof
_TURNS = 4  # the bound that a proof sets
# So many answers call a tool: whoever gets to the end of them is not bounded, or far above it.
_PATIENCE, _MOST = 70, 600


def _id(agent: Agent) -> str:
    return f"{agent.recipe.sdk}-{version(agent.recipe)}-{agent.use.path or agent.recipe.client}"


def _mark(agent: Agent) -> list[pytest.MarkDecorator]:
    return [pytest.mark.quick_proof] if agent.recipe.quick else []


agents = pytest.mark.parametrize(
    "agent", [pytest.param(a, id=_id(a), marks=_mark(a)) for a in AGENTS]
)


def _loop(agent: Agent) -> tuple[Loop, str]:
    """The fact, and whether it stands on the client or the call; a call may leave the default
    to its client."""
    made, own = client(agent.recipe).loop, call(agent.recipe, agent.use).loop
    if own is None:
        assert made is not None, f"sdks/python/{agent.recipe.sdk}.yaml says nothing of a loop"
        return made, "client"
    if own.default == "client" and made is not None:
        return msgspec.structs.replace(own, default=made.default), "call"
    return own, "call"


def _program(agent: Agent, url: str, code: str | None, imports: tuple[Import, ...] = ()) -> str:
    """The program with ``code`` at the first path of the fact; without it for None."""
    loop, where = _loop(agent)
    if code is None:
        return script(agent.recipe, agent.use, url)
    path = loop.at[0]
    outer, _, last = path.rpartition(".")
    if outer in agent.objects:
        path, code = outer, agent.objects[outer].replace("{}", f"{last}={code}")
    if where == "client":
        return script(agent.recipe, agent.use, url, client_set={path: code}, imports=imports)
    return script(agent.recipe, agent.use, url, call_set={path: code}, imports=imports)


def _asked(
    agent: Agent,
    cache: Path,
    folder: Path,
    code: str | None,
    imports: tuple[Import, ...] = (),
    patience: int = _PATIENCE,
) -> tuple[int, Outcome]:
    """How often the model was asked."""
    with ModelServer("tool", patience) as server:
        path = folder / "program.py"
        path.write_text(_program(agent, server.url, code, imports), encoding="utf-8")
        python = environment(cache, requirements(agent.recipe))
        outcome = run(python, path, server.url, limit=300)
        return len(server.bodies), outcome


def _named(agent: Agent, field: str) -> str:
    return named(agent.recipe, agent.use, _loop(agent)[1], f"loop.{field}")


def _requests(agent: Agent, bound: int) -> int:
    turns = (bound + 1) // 2 if agent.steps else bound
    return turns + agent.last


@agents
def test_a_loop_ends_by_itself_where_the_facts_say(
    agent: Agent, cache: Path, tmp_path: Path
) -> None:
    loop, _ = _loop(agent)
    bound = loop.default if isinstance(loop.default, int) else _MOST + 1
    patience = bound + 10 if bound <= _MOST else _PATIENCE
    asked, outcome = _asked(agent, cache, tmp_path, None, patience=patience)
    seen = f"{_named(agent, 'default')}: the model was asked {asked} times, {outcome.error}"
    assert asked == (_requests(agent, bound) if bound <= _MOST else patience + 1), seen


@agents
def test_a_bound_that_a_fix_writes_ends_the_loop(agent: Agent, cache: Path, tmp_path: Path) -> None:
    loop, _ = _loop(agent)
    if not loop.at:
        pytest.skip("no parameter here")
    asked, outcome = _asked(agent, cache, tmp_path, _written(loop), loop.imports)
    field = "write" if loop.write else "at"
    seen = f"{_named(agent, field)}: the model was asked {asked} times, {outcome.error}"
    assert _TURNS <= asked <= _TURNS + 1, seen


@agents
def test_an_explicit_none_and_zero_mean_what_the_facts_say(
    agent: Agent, cache: Path, tmp_path: Path
) -> None:
    loop, _ = _loop(agent)
    if not loop.at or loop.write or not isinstance(loop.default, int):
        pytest.skip("no number here")
    for code in ("None", *map(str, loop.unlimited)):
        asked, outcome = _asked(agent, cache, tmp_path, code)
        if outcome.error.startswith(("ValidationError", "TypeError", "UserError")):
            continue  # refused
        field = "none" if code == "None" else "unlimited"
        seen = f"{_named(agent, field)}: asked {asked} times with {code}, {outcome.error}"
        if code == "None" and loop.none == "default":
            assert asked == _requests(agent, loop.default), seen
        else:
            assert asked == _PATIENCE + 1, seen


@agents
def test_the_bound_type_checks(agent: Agent, cache: Path, tmp_path: Path) -> None:
    loop, _ = _loop(agent)
    if not loop.at:
        pytest.skip("no parameter here")
    python = environment(cache, requirements(agent.recipe))
    found = []
    for name, code in (("plain", None), ("bound", _written(loop))):
        path = tmp_path / f"{name}.py"
        imports = loop.imports if code else ()
        path.write_text(_program(agent, "http://x", code, imports), encoding="utf-8")
        lines = type_errors(cache, python, path).splitlines()
        found.append({line.partition(" error: ")[2] for line in lines})
    new = found[1] - found[0] - {""}
    assert not new, f"{_named(agent, 'at')}: mypy refuses {_written(loop)}: {new}"


def _written(loop: Loop) -> str:
    if loop.write:
        return loop.write.format(turns=_TURNS, steps=steps(_TURNS))
    return str(_TURNS)
