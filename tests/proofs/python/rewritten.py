"""``prodgate fix`` as a user runs it: a git repository, a manifest, a policy, the command."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import table
from programs import Program

SECONDS, TOKENS, RETRIES, TURNS = 1, 77, 2, 4
_POLICY = f"""\
limits: {{max-timeout: {SECONDS}, max-output-tokens: 1000}}
defaults: {{timeout: {SECONDS}, output-tokens: {TOKENS}, retries: {RETRIES}, turns: {TURNS}}}
"""
_NAME = "app.py"


@dataclass(frozen=True)
class Rewritten:
    """The program after the fix. ``claim``: the finding's message; ``title``: what was written."""

    text: str
    claim: str
    title: str
    applicability: Literal["safe", "unsafe"]


class NothingFoundError(AssertionError):
    """The rule says nothing of the program."""


class NotFixedError(AssertionError):
    """The rule has no rewrite for it; the text is its reason."""


def rewritten(program: Program, rule: str, folder: Path) -> Rewritten:
    """What ``prodgate fix`` makes of the program: with the safe fix, or else with --unsafe."""
    folder.mkdir(parents=True)
    path = folder / _NAME
    path.write_text(program.text, encoding="utf-8")
    (folder / "requirements.txt").write_text(program.manifest)
    (folder / "prodgate.yaml").write_text(_POLICY)
    for argv in (("init", "-q"), ("add", "."), (*_AUTHOR, "commit", "-q", "-m", "A prototype")):
        subprocess.run(["git", *argv], cwd=folder, check=True, timeout=60)
    found = _prodgate(folder, "check", "--select", rule)["findings"]
    found = [each for each in found if each["path"] == _NAME]
    if not found:
        raise NothingFoundError(f"{rule} says nothing of\n{program.text}")
    fix = found[0].get("fix") or {}
    if "edits" not in fix:
        raise NotFixedError(str(fix))
    safe = all(each["fix"].get("applicability") == "safe" for each in found)
    left = _prodgate(folder, "fix", "--select", rule, *([] if safe else ["--unsafe"]))["findings"]
    text = path.read_text(encoding="utf-8")
    assert text != program.text, f"{rule} changed nothing: {found}"
    assert not left, f"the finding is still there: {left}"
    title = "; ".join(dict.fromkeys(each["fix"]["title"] for each in found))
    return Rewritten(text, found[0]["message"], title, "safe" if safe else "unsafe")


_AUTHOR = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")


def _prodgate(folder: Path, *argv: str) -> Any:
    command = [sys.executable, "-m", "prodgate", *argv, "--format", "json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode in {0, 1}, f"{argv}: {done.stdout} {done.stderr}"
    return json.loads(done.stdout)


def row(
    program: Program,
    rule: str,
    where: str,
    fix: Rewritten,
    seen: tuple[str, str],
    same: bool,
    wrong: list[str],
) -> table.Row:
    """The row of a proof; ``wrong``: what is not as claimed."""
    wrong = wrong if same else [*wrong, "a healthy server gives another answer"]
    return table.Row(
        rule=rule,
        sdk=program.recipe.sdk,
        version=program.version,
        at=program.at(where),
        applicability=fix.applicability,
        claim=fix.claim,
        fix=fix.title,
        before=seen[0],
        after=seen[1],
        same=same,
        holds=not wrong,
        reason="; ".join(wrong),
    )
