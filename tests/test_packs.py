"""Packs as docs/packs.md shows them: SDKs, rules with fixes, functions, one that is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "packs.md").read_text()
FILES = dict(re.findall(r"`([\w/.-]+\.\w+)`:\n\n```\w+\n(.*?)```", GUIDE, re.DOTALL))
RAW = "from openai import OpenAI\n\nclient = OpenAI(timeout=30)\n"


def lay_down(folder: Path, prefix: str) -> None:
    """The files that the guide shows below a folder."""
    for name, text in FILES.items():
        if name.startswith(prefix):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)


def run(
    folder: Path, *arguments: str, path: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    return subprocess.run(
        [str(Path(sys.executable).parent / "prodgate"), *arguments],
        cwd=folder, capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip


def findings(folder: Path, *options: str, path: Path | None = None) -> list[dict[str, Any]]:
    ran = run(folder, "check", "--format", "json", *options, path=path)
    assert ran.stdout, ran.stderr
    rows: list[dict[str, Any]] = json.loads(ran.stdout)["findings"]
    return rows


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    lay_down(folder, "prodgate-pack/")
    (folder / "prodgate.yaml").write_text("packs: [prodgate-pack]\n")
    return folder


# -- rules of a team ----------------------------------------------------------------------------


def test_a_rule_of_a_team_finds_and_rewrites_as_the_guide_says(tree: Path) -> None:
    (tree / "app.py").write_text(RAW)
    (row,) = findings(tree, "--select", "raw-client")
    assert (row["gate"], row["severity"], row["line"]) == ("cost-control", "warning", 3)
    assert row["fix"]["applicability"] == "unsafe"
    ran = run(tree, "fix", "--unsafe", "--select", "raw-client")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    _, shown = re.findall(
        r"```python\n(from .*?)```", GUIDE.partition("## Your own rules")[2], re.S
    )[:2]
    assert (tree / "app.py").read_text() == shown
    assert run(tree, "fix", "--unsafe", "--select", "raw-client").returncode == 0


def test_both_languages_are_one_rule(tree: Path) -> None:
    (tree / "app.ts").write_text(
        'import OpenAI from "openai";\nconst c = new OpenAI({ timeout: 1 });\n'
    )
    (row,) = findings(tree, "--select", "raw-client")
    assert (row["path"], row["fix"]["applicability"]) == ("app.ts", "manual")


def test_it_is_ignored_suppressed_and_set_as_any_other(tree: Path) -> None:
    (tree / "app.py").write_text(RAW)
    assert findings(tree, "--select", "raw-client", "--ignore", "raw-client") == []
    policy = tree / "prodgate.yaml"
    policy.write_text("packs: [prodgate-pack]\nseverity: {raw-client: error}\n")
    assert [row["severity"] for row in findings(tree, "--select", "raw-client")] == ["error"]
    (tree / "app.py").write_text(RAW.rstrip() + "  # prodgate: ignore[raw-client] a trial\n")
    assert findings(tree, "--select", "raw-client") == []


def one(tree: Path, fix: str, pattern: str = "ask(...)") -> None:
    (tree / "prodgate-pack" / "rules" / "raw-client.yaml").write_text(
        "rules:\n- id: house-rule\n  languages: [python]\n  severity: ERROR\n"
        "  message: asks alone\n"
        f"  pattern: {pattern}\n  metadata: {{gate: security, literals: [ask], fix: {fix}}}\n"
    )


@pytest.mark.parametrize(
    ("fix", "pattern", "after"),
    [
        ('{set-argument: {path: limit, code: "5"}}', "ask($X)", "x = ask(q, limit=5)\n"),
        ("{wrap: {module: acme.guard, name: clean}}", '"$X = ask(q)"',
         "from acme.guard import clean\n\nx = clean(ask(q))\n"),
        ("{call-instead: {module: acme.llm, name: put}}", "ask(...)",
         "from acme.llm import put\n\nx = put(q)\n"),
    ],
)  # fmt: skip
def test_a_rule_names_its_fix(tree: Path, fix: str, pattern: str, after: str) -> None:
    one(tree, fix, pattern)
    (tree / "app.py").write_text("x = ask(q)\n")
    ran = run(tree, "fix", "--unsafe", "--select", "house-rule")
    assert (tree / "app.py").read_text() == after, ran.stdout + ran.stderr


def test_a_rewrite_that_its_pattern_still_finds_is_not_made(tree: Path) -> None:
    one(tree, "{wrap: {module: acme.guard, name: clean}}", "ask($X)")
    (tree / "app.py").write_text("x = ask(q)\n")
    ran = run(tree, "fix", "--unsafe", "--select", "house-rule")
    assert (tree / "app.py").read_text() == "x = ask(q)\n", ran.stdout
    assert "did not pass its checks" in ran.stdout


def test_a_wrap_takes_the_function_that_the_policy_has(tree: Path) -> None:
    (tree / "prodgate-pack" / "rules" / "raw-client.yaml").write_text(
        "rules:\n- id: raw-question\n  languages: [python]\n  severity: ERROR\n"
        "  message: asks alone\n"
        "  patterns:\n  - pattern: ask($Q)\n  - pattern-not: ask(clean(...))\n"
        "  - focus-metavariable: $Q\n"
        "  metadata: {gate: security, literals: [ask], fix: {wrap: sanitize}}\n"
    )
    (tree / "prodgate.yaml").write_text(
        "packs: [prodgate-pack]\nfunctions: {sanitize: 'acme.guard:clean'}\n"
    )
    (tree / "app.py").write_text("x = ask(q)\n")
    run(tree, "fix", "--unsafe", "--select", "raw-question")
    assert (tree / "app.py").read_text() == "from acme.guard import clean\n\nx = ask(clean(q))\n"


BROKEN = {
    "no such rewrite": ("{delete: {}}", "metadata.fix"),
    "two rewrites": ('{wrap: sanitize, set-argument: {path: a, code: "1"}}', "one of"),
    "no part of that name": ("{wrap: polish}", "polish"),
    "code in a name": ("{call-instead: {module: a, name: 'f();g'}}", "cannot be written"),
    "lines in code": ('{set-argument: {path: a, code: "1\\nimport os"}}', "cannot be written"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_fix_that_cannot_be_is_one_sentence(tree: Path, name: str) -> None:
    fix, why = BROKEN[name]
    one(tree, fix)
    (tree / "app.py").write_text("ask(q)\n")
    ran = run(tree, "check")
    assert ran.returncode == 2
    assert why in ran.stderr
    assert "raw-client.yaml" in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1


def test_a_pattern_of_no_rule_needs_a_gate(tree: Path) -> None:
    path = tree / "prodgate-pack" / "rules" / "raw-client.yaml"
    path.write_text(path.read_text().replace("gate: cost-control", "gate: money"))
    ran = run(tree, "check")
    assert ran.returncode == 2
    assert "metadata.gate" in ran.stderr


# -- an installed pack --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the pack of the guide is installed."""
    folder = tmp_path_factory.mktemp("pack")
    lay_down(folder, "acme-prodgate/")
    target = folder / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target),
         str(folder / "acme-prodgate")],
        check=True, capture_output=True,
    )  # fmt: skip
    return target


CALL = (
    "from openai import OpenAI\n\nr = OpenAI(timeout=9).responses.create(model='m', input='Hi')\n"
)


def test_an_installed_pack_brings_rules_and_fixes_in_python(tmp_path: Path, site: Path) -> None:
    (tmp_path / "app.py").write_text(CALL)
    options = ("--pack", "acme", "--select", "unlabelled-call")
    assert [row["rule"] for row in findings(tmp_path, *options, path=site)] == ["unlabelled-call"]
    ran = run(tmp_path, "fix", "--unsafe", *options, path=site)
    text = (tmp_path / "app.py").read_text()
    assert "input='Hi', user=TEAM)" in text, ran.stdout + ran.stderr
    assert "from acme.settings import TEAM\n" in text
    assert findings(tmp_path, *options, path=site) == []


def test_a_folder_outside_of_the_tree_may_bring_code_too(tmp_path: Path) -> None:
    lay_down(tmp_path, "acme-prodgate/")
    tree = tmp_path / "tree"
    (tree / ".git").mkdir(parents=True)
    (tree / "app.py").write_text(CALL)
    pack = str(tmp_path / "acme-prodgate" / "acme_prodgate")
    assert [r["rule"] for r in findings(tree, "--pack", pack, "--select", "unlabelled-call")]


def test_a_folder_of_the_tree_brings_no_code(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    lay_down(tmp_path, "acme-prodgate/")
    (tmp_path / "app.py").write_text(CALL)
    ran = run(
        tmp_path, "check", "--pack", "acme-prodgate/acme_prodgate", "--select", "unlabelled-call"
    )
    assert ran.returncode == 2
    assert "unknown rule" in ran.stderr


def test_a_policy_names_no_installed_pack(tmp_path: Path, site: Path) -> None:
    (tmp_path / "prodgate.yaml").write_text("packs: [acme]\n")
    (tmp_path / "app.py").write_text(CALL)
    ran = run(tmp_path, "check", path=site)
    assert ran.returncode == 2
    assert "is not a folder" in ran.stderr


def test_a_pack_that_is_not_there_is_one_sentence(tmp_path: Path, site: Path) -> None:
    ran = run(tmp_path, "check", "--pack", "acne", path=site)
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "did you mean" in ran.stderr
