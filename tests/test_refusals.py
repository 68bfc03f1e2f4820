"""A refusal is a result: each has a code that docs/fixes.md explains, and says what to do."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases_harness import pack

from prodgate.javascript import render as javascript
from prodgate.linters.table import LINTS
from prodgate.python.render_base import RECIPES

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/fixes.md").read_text()
SOURCES = sorted(
    path
    for folder in ("fixes", "rules", "prodgate", "hooks")
    for path in (ROOT / folder).rglob("*.py")
)
# What makes a refusal, of a code and mostly a recipe.
MAKERS = {"Refusal", "RefusedError", "refusal"}
EMPTY_WORDS = re.compile(
    r"^(?:by hand|manual(?:ly)?|fix it|see prodgate explain \S+|see docs?)\.?$"
)


def rows() -> Iterator[tuple[str, str, str]]:
    """Code, meaning and remedy of each row of the page."""
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0].startswith("`"):
            for code in re.findall(r"`([a-z-]+)`", cells[0]):
                yield code, cells[1], cells[2]


LISTED = [code for code, _, _ in rows()]


def made() -> Iterator[tuple[str, ast.Call]]:
    """Every place where a refusal is made: the file and the call."""
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        name = str(path.relative_to(ROOT))
        for node in ast.walk(tree):
            is_call = isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name)
            if is_call and node.func.id in MAKERS:
                yield name, node


def texts(node: ast.expr) -> list[str]:
    """The literal texts that an expression may give; none where it is put together elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        parts = [p.value if isinstance(p, ast.Constant) else "x" for p in node.values]
        return ["".join(map(str, parts))]
    if isinstance(node, ast.IfExp):
        return [*texts(node.body), *texts(node.orelse)]
    if isinstance(node, ast.BoolOp):
        return [text for value in node.values for text in texts(value)]
    return []


MADE = list(made())


def test_the_page_lists_each_code_once_with_a_meaning_and_a_remedy() -> None:
    assert [code for code, count in Counter(LISTED).items() if count > 1] == []
    for code, meaning, remedy in rows():
        assert meaning.endswith("."), code
        assert remedy.endswith("."), code


@pytest.mark.parametrize(
    ("file", "call"), [pytest.param(*m, id=f"{m[0]}:{m[1].lineno}") for m in MADE]
)
def test_a_refusal_has_a_listed_code_and_a_recipe(file: str, call: ast.Call) -> None:
    codes = texts(call.args[0])
    assert codes or _is_handed_on(call), f"{file}:{call.lineno}: a code that is not written"
    assert set(codes) <= {*LISTED}, codes
    for recipe in texts(call.args[1]) if len(call.args) > 1 else ():
        assert len(recipe.split()) >= 4, recipe
        assert not EMPTY_WORDS.match(recipe), recipe


def _is_handed_on(call: ast.Call) -> bool:
    """``refusal(code)``, ``Refusal(refused.code, recipe)``: made from what was a code before."""
    given = ast.unparse(call.args[0])
    return given.endswith("code") or "refusal.code" in given


def test_every_listed_code_is_given_somewhere() -> None:
    given = {text for _, call in MADE for text in texts(call.args[0])}
    assert set(LISTED) - given == set()


def test_the_recipes_of_the_python_renderer_say_what_to_do() -> None:
    assert set(RECIPES) <= {*LISTED}
    assert all(len(recipe.split()) >= 4 for recipe in RECIPES.values())


def test_linters_rules_have_a_recipe_that_names_code() -> None:
    for lint in LINTS:
        assert len(lint.recipe.split()) >= 4, lint.rule


def test_rules_without_a_fix_give_a_recipe_of_their_own() -> None:
    for name, module in pack().rules.items():
        if module.rule.engine == "prodgate" and pack().fix(name) is None:
            source = (ROOT / "rules" / f"{name}.py").read_text()
            assert "_RECIPE" in source, name


def test_no_code_says_nothing() -> None:
    assert not {"manual", "no-fix", "unknown", "other", "error"} & {*LISTED}
    assert javascript.render("f(", "a.js", []).refused == ()
