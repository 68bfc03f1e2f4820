"""The facts of ``sdks/python`` held against the SDKs themselves.

Each proof writes a small program in the way a fix would write it, runs it in an environment of
its own against a server on 127.0.0.1 that fails, hangs or answers, and looks at what arrived.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet
from framework_recipes import FRAMEWORKS
from proofrun import Outcome, environment, run, type_errors
from proofscript import (
    attempts,
    call,
    client,
    named,
    requirements,
    script,
    seconds,
    written_cap,
)
from proofserver import Mode, ModelServer
from recipes import HTTP, Recipe, Use
from recipes import MODELS as PROVIDERS

from prodgate.edits import Import
from prodgate.facts import Cap, Retries, Timeout

pytestmark = pytest.mark.proof

MODELS = PROVIDERS + FRAMEWORKS
ALL = MODELS + HTTP
_CAP = 77
_GIVEN = 1.5  # seconds, where a proof sets a limit


def _python(cache: Path, recipe: Recipe) -> Path:
    return environment(cache, requirements(recipe))


def _mark(recipe: Recipe) -> list[pytest.MarkDecorator]:
    """What installs and answers in seconds also runs in CI."""
    return [pytest.mark.quick_proof] if recipe.quick else []


def _each(recipes: Iterable[Recipe]) -> list[ParameterSet]:
    return [pytest.param(r, id=r.name, marks=_mark(r)) for r in recipes]


def _try(
    cache: Path, folder: Path, recipe: Recipe, use: Use, mode: Mode, **settings: Any
) -> tuple[Outcome, list[Any]]:
    fast = settings.pop("fast", True)
    limit = settings.pop("limit", 60)
    with ModelServer(mode) as server:
        path = folder / "program.py"
        path.write_text(script(recipe, use, server.url, **settings), encoding="utf-8")
        return run(_python(cache, recipe), path, server.url, fast=fast, limit=limit), server.bodies


def _timeout(recipe: Recipe, use: Use) -> tuple[Timeout, str]:
    """The limit that holds when nothing is set, the call's own or its client's; and where."""
    own = call(recipe, use).timeout
    if own is not None and own.default != "client":
        return own, "call"
    return client(recipe).timeout or Timeout(), "client"


def _retries(recipe: Recipe, use: Use) -> tuple[Retries, str]:
    own = call(recipe, use).retries
    if own is not None and own.attempts != "client":
        return own, "call"
    return client(recipe).retries or Retries(), "client"


def _excused(retries: Retries, use: Use) -> bool:
    """Whether the facts except this call (``unless``): another default then holds."""
    for one in retries.unless:
        literal = use.args.get(one.at.rpartition("|")[2], "").strip('"')
        if any(fnmatch.fnmatchcase(literal, glob) for glob in one.values):
            return True
    return False


def _place(recipe: Recipe, use: Use, path: str, code: str, imports: tuple[Import, ...]) -> Any:
    """The settings that write ``code`` where the facts put it: on the client, else on the call."""
    on_client = recipe.client and path in _client_paths(recipe)
    return {"client_set" if on_client else "call_set": {path: code}, "imports": imports}


def _client_paths(recipe: Recipe) -> set[str]:
    made = client(recipe)
    known = (made.timeout, made.retries, made.cap)
    return {path for one in known if one is not None for path in one.at}


def _required(recipe: Recipe, use: Use) -> dict[str, str]:
    cap = call(recipe, use).cap
    return {cap.at[0]: str(_CAP)} if cap is not None and cap.default == "required" else {}


def _with_required(recipe: Recipe, use: Use, settings: dict[str, Any]) -> dict[str, Any]:
    merged = {**_required(recipe, use), **settings.get("call_set", {})}
    return {**settings, "call_set": merged}


@pytest.mark.parametrize("recipe", _each(ALL))
def test_a_steady_503_is_asked_as_often_as_the_facts_say(
    recipe: Recipe, cache: Path, tmp_path: Path
) -> None:
    use = recipe.uses[0]
    retries, where = _retries(recipe, use)
    if not isinstance(retries.attempts, int):
        pytest.skip("the facts say nothing of retries")
    outcome, bodies = _try(cache, tmp_path, recipe, use, "503", call_set=_required(recipe, use))
    fact = named(recipe, use, where, "retries.attempts")
    seen = f"{fact}: {len(bodies)} requests were seen, and {outcome.error or 'no error'}"
    if _excused(retries, use):
        assert len(bodies) > retries.attempts, seen
    else:
        assert len(bodies) == retries.attempts, seen


@pytest.mark.parametrize("status", ["503", "429"])
@pytest.mark.parametrize("recipe", _each(MODELS))
def test_retries_that_a_fix_writes_are_made(
    recipe: Recipe, status: Mode, cache: Path, tmp_path: Path
) -> None:
    use = recipe.uses[0]
    retries, where = _retries(recipe, use)
    if not retries.at or _excused(retries, use) or retries.attempts != 1:
        pytest.skip("no fix writes retries here")
    settings = _place(recipe, use, retries.at[0], attempts(retries, 3), retries.imports)
    settings = _with_required(recipe, use, settings)
    by_clock = "{clock_ms}" in (retries.write or "")  # then the pauses are not shortened
    outcome, bodies = _try(
        cache, tmp_path, recipe, use, status, fast=not by_clock, limit=60, **settings
    )
    fact = named(recipe, use, where, "retries.write" if retries.write else "retries.at")
    seen = f"{fact}: {len(bodies)} requests were seen on {status}, and {outcome.error}"
    assert len(bodies) == 3, seen
    assert outcome.error != "killed", seen


@pytest.mark.parametrize("recipe", _each(ALL))
def test_the_limit_in_force_is_the_one_of_the_facts(
    recipe: Recipe, cache: Path, tmp_path: Path
) -> None:
    use = recipe.uses[0]
    timeout, where = _timeout(recipe, use)
    if timeout.default == "client":
        pytest.skip("the facts say nothing of time")
    if not recipe.sync and recipe.sdk != "aiohttp":
        pytest.skip("an event loop keeps its limits to itself")
    outcome, _ = _try(cache, tmp_path, recipe, use, "ok", call_set=_required(recipe, use))
    fact = named(recipe, use, where, "timeout.default")
    if recipe.sdk == "aiohttp":
        assert f"total {timeout.default:g}" in outcome.output, fact
        return
    assert outcome.limits, f"{fact}: {outcome.error}"
    assert outcome.limits[-1] == timeout.default, f"{fact}: {outcome.limits[-1]} s at the socket"


@pytest.mark.parametrize("where", ["client", "call"])
@pytest.mark.parametrize("recipe", _each(ALL))
def test_a_limit_that_a_fix_writes_ends_a_hang(
    recipe: Recipe, where: str, cache: Path, tmp_path: Path
) -> None:
    use = recipe.uses[0]
    timeout = client(recipe).timeout if where == "client" else call(recipe, use).timeout
    if timeout is None or not timeout.at:
        pytest.skip("no parameter here")
    settings = {
        f"{where}_set": {timeout.at[0]: seconds(timeout, _GIVEN)},
        "imports": timeout.imports,
    }
    outcome, bodies = _try(
        cache, tmp_path, recipe, use, "hang", **_with_required(recipe, use, settings)
    )
    tries = max(1, len(bodies))
    fact = named(recipe, use, where, "timeout.at")
    assert outcome.error, f"{fact}: the hang did not end in an error"
    assert _GIVEN * 0.9 * tries < outcome.seconds < _GIVEN * tries + 5, f"{fact}: {outcome}"


@pytest.mark.parametrize("recipe", _each(ALL))
def test_an_explicit_none_means_what_the_facts_say(
    recipe: Recipe, cache: Path, tmp_path: Path
) -> None:
    use = recipe.uses[0]
    made, own = client(recipe).timeout, call(recipe, use).timeout
    timeout, where = (made, "client") if made is not None and made.at else (own, "call")
    if timeout is None or not timeout.at or not recipe.sync:
        pytest.skip("no parameter here, or an event loop")
    settings = {f"{where}_set": {timeout.at[0]: "None"}}
    outcome, _ = _try(cache, tmp_path, recipe, use, "ok", **_with_required(recipe, use, settings))
    if outcome.error.startswith("ValidationError"):
        pytest.skip("the SDK refuses None")
    fact = named(recipe, use, where, "timeout.none")
    assert outcome.limits, f"{fact}: {outcome.error}"
    expected = None if timeout.none == "unlimited" else timeout.default
    assert outcome.limits[-1] == expected, f"{fact}: {outcome.limits[-1]} s at the socket"


@pytest.mark.parametrize("recipe", _each(ALL))
def test_zero_means_what_the_facts_say(recipe: Recipe, cache: Path, tmp_path: Path) -> None:
    use = recipe.uses[0]
    made, own = client(recipe).timeout, call(recipe, use).timeout
    timeout, where = (made, "client") if made is not None and made.at else (own, "call")
    if timeout is None or not timeout.at:
        pytest.skip("no parameter here")
    fact = named(recipe, use, where, "timeout.zero")
    code = timeout.write.format(s="0", ms="0") if timeout.write else "0"
    settings = {f"{where}_set": {timeout.at[0]: code}, "imports": timeout.imports}
    outcome, _ = _try(cache, tmp_path, recipe, use, "ok", **_with_required(recipe, use, settings))
    if timeout.zero == "fails":
        assert outcome.error, f"{fact}: the call succeeded"
    else:
        assert not outcome.error, f"{fact}: {outcome.error}"


_USES = [
    pytest.param(r, u, id=f"{r.name}-{u.path}", marks=_mark(r))
    for r in MODELS
    for u in r.uses
    if u.wire
]


def _cap(recipe: Recipe, use: Use) -> tuple[str, Cap]:
    """The cap of a client (a model object, an agent) or else of the call."""
    made, own = client(recipe).cap, call(recipe, use).cap
    where, cap = ("client", made) if made is not None else ("call", own)
    assert cap is not None, f"{recipe.sdk}: {use.path} has no cap in the facts"
    return where, cap


def _at(body: Any, wire: str) -> Any:
    for part in wire.split("."):
        body = (body or {}).get(part)
    return body


@pytest.mark.parametrize(("recipe", "use"), _USES)
def test_a_cap_that_a_fix_writes_reaches_the_wire(
    recipe: Recipe, use: Use, cache: Path, tmp_path: Path
) -> None:
    where, cap = _cap(recipe, use)
    path, code, imports = written_cap(cap, _CAP)
    settings = {f"{where}_set": {path: code}, "imports": imports}
    outcome, bodies = _try(cache, tmp_path, recipe, use, "ok", **settings)
    fact = named(recipe, use, where, "cap.make" if cap.make else "cap.at")
    assert not outcome.error, f"{fact}: {outcome.error}"
    assert _at(bodies[0], use.wire) == _CAP, f"{fact}: not in the body, {bodies[0]}"


# What a call ends in that lacks an argument; instructor tells it in an error of its own.
_REFUSED = ("TypeError", "ValueError", "InstructorRetryException: Missing required")


@pytest.mark.parametrize(("recipe", "use"), _USES)
def test_without_a_cap_none_is_sent_but_the_default_of_the_facts(
    recipe: Recipe, use: Use, cache: Path, tmp_path: Path
) -> None:
    where, cap = _cap(recipe, use)
    outcome, bodies = _try(cache, tmp_path, recipe, use, "ok")
    fact = named(recipe, use, where, "cap.default")
    if cap.default == "required":
        assert outcome.error.startswith(_REFUSED), f"{fact}: {outcome.error}"
        assert not bodies, fact
        return
    assert bodies, f"{fact}: {outcome.error}"
    sent = _at(bodies[0], use.wire)
    # Nothing, or as much as the model can give; the server of a default may be the provider's.
    bounded = sent is None or sent == cap.default or (cap.default is None and sent >= 4096)
    assert bounded, f"{fact}: {sent} was sent"


@pytest.mark.parametrize("recipe", _each(ALL))
def test_what_the_fixes_write_type_checks(recipe: Recipe, cache: Path, tmp_path: Path) -> None:
    use = recipe.uses[0]
    client_set, call_set, imports = _all_written(recipe, use)
    plain = tmp_path / "plain.py"
    plain.write_text(
        script(recipe, use, "http://x", call_set=_required(recipe, use)), encoding="utf-8"
    )
    fixed = tmp_path / "fixed.py"
    text = script(
        recipe, use, "http://x", client_set=client_set, call_set=call_set, imports=imports
    )
    fixed.write_text(text, encoding="utf-8")
    python = _python(cache, recipe)
    before = {_message(line) for line in type_errors(cache, python, plain).splitlines()}
    after = type_errors(cache, python, fixed).splitlines()
    new = [line for line in after if _message(line) not in before | {""}]
    fact = named(recipe, use, "client" if recipe.client else "call", "timeout, retries, cap: at")
    assert not new, f"{fact}: mypy refuses what a fix writes\n{new}\n{text}"


def _message(line: str) -> str:
    return line.partition(" error: ")[2]


def _all_written(
    recipe: Recipe, use: Use
) -> tuple[dict[str, str], dict[str, str], tuple[Import, ...]]:
    """Limit, retries and cap at once, each where a fix puts it."""
    made, own = client(recipe), call(recipe, use)
    client_set: dict[str, str] = {}
    call_set: dict[str, str] = {}
    imports: tuple[Import, ...] = ()
    for part, into in ((made, client_set), (own, call_set)):
        if part.timeout is not None and part.timeout.at:
            into[part.timeout.at[0]] = seconds(part.timeout, 60)
            imports += part.timeout.imports
        retries = part.retries
        if retries is not None and retries.at and (retries.write or part is made or not made.names):
            into[retries.at[0]] = attempts(retries, 3)
            imports += retries.imports
        if part.cap is not None:
            path, code, needed = written_cap(part.cap, 4096)
            into[path] = code
            imports += needed
    return client_set, call_set, imports
