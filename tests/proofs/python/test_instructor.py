"""``max_retries`` of a call of instructor is about the form of the answer, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from framework_recipes import INSTRUCTOR
from proofrun import environment, run
from proofscript import requirements, script
from proofserver import Mode, ModelServer
from recipes import Recipe

pytestmark = pytest.mark.proof
_FILE = "sdks/python/instructor.yaml"
# The server gives a text.
_NEVER_FITS = "from pydantic import BaseModel\n\n\nclass Said(BaseModel):\n    text: None\n"


def _asked(recipe: Recipe, mode: Mode, cache: Path, folder: Path) -> tuple[int, str]:
    """Requests that reached the server, and the error of the program."""
    required = {"max_tokens": "99"}
    with ModelServer(mode) as server:
        path = folder / "program.py"
        path.write_text(script(recipe, recipe.uses[0], server.url, call_set=required))
        outcome = run(environment(cache, requirements(recipe)), path, server.url)
        return len(server.bodies), outcome.error


@pytest.mark.parametrize("recipe", [pytest.param(r, id=r.name) for r in INSTRUCTOR])
def test_an_answer_that_does_not_fit_is_asked_for_again(
    recipe: Recipe, cache: Path, tmp_path: Path
) -> None:
    count, error = _asked(replace(recipe, setup=_NEVER_FITS), "ok", cache, tmp_path)
    given = int(recipe.uses[0].args["max_retries"])
    assert count == given + 1, f"{_FILE}, wraps: {count} requests with max_retries={given}, {error}"


@pytest.mark.parametrize("status", ["503", "429"])
@pytest.mark.parametrize("recipe", [pytest.param(r, id=r.name) for r in INSTRUCTOR])
def test_a_failure_is_repeated_by_the_wrapped_client_alone(
    recipe: Recipe, status: Mode, cache: Path, tmp_path: Path
) -> None:
    count, error = _asked(recipe, status, cache, tmp_path)
    assert count == 3, f"{_FILE}, wraps: {count} requests on {status}, {error}"
    count, error = _asked(_without_retries(recipe), status, cache, tmp_path)
    assert count == 1, f"{_FILE}, wraps: {count} requests on {status} without retries, {error}"


def _without_retries(recipe: Recipe) -> Recipe:
    """With retries switched off on the client that is wrapped."""
    assert recipe.inner is not None
    inner = replace(recipe.inner, args={**recipe.inner.args, "max_retries": "0"})
    return replace(recipe, inner=inner)
