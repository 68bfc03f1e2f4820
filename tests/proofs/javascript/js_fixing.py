"""A program in a repository of its own, and what ``prodgate fix`` makes of it there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from js_hours import starting
from js_programs import Program

SECONDS, TOKENS, RETRIES, TURNS = 4, 77, 2, 4
POLICY = f"""\
limits:
  max-timeout: 5
defaults:
  timeout: {SECONDS}
  output-tokens: {TOKENS}
  retries: {RETRIES}
  turns: {TURNS}
"""


@dataclass(frozen=True)
class Fixed:
    """The program before and after, each in its folder, and what was said of it."""

    before: Path
    after: Path
    message: str
    title: str


class NotFixedError(AssertionError):
    """The finding, or its safe fix, did not come."""


def fixed(program: Program, folder: Path, modules: Path) -> Fixed:
    """Lets prodgate fix the program; ``modules``: the node_modules that it runs with."""
    with starting:
        return _fixed(program, folder / "before", folder / "after", modules)


def _fixed(program: Program, before: Path, after: Path, modules: Path) -> Fixed:
    _repository(program, after)
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(after, before)
    finding = _finding(program, after)
    done = _prodgate(after, "fix", "--select", program.rule, "--format", "json")
    left = json.loads(done.stdout)["findings"] if done.returncode == 1 else []
    text = (after / program.file).read_text()
    if done.returncode != 1 or left or text == program.text:
        raise NotFixedError(f"fix: exit {done.returncode}: {done.stdout}{done.stderr}")
    for folder in (before, after):
        (folder / "node_modules").symlink_to(modules)
    return Fixed(before, after, finding["message"], finding["fix"]["title"])


def _repository(program: Program, folder: Path) -> None:
    """A commit of the program, its manifest and its policy."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / program.file).parent.mkdir(parents=True)
    (folder / program.file).write_text(program.text)
    pins = dict(_pin(package) for package in program.packages)
    manifest: dict[str, Any] = {"name": "app", "private": True, "dependencies": pins}
    if program.file.endswith(".mjs"):
        manifest["type"] = "module"
    (folder / "package.json").write_text(json.dumps(manifest, indent=2) + "\n")
    (folder / "prodgate.yaml").write_text(POLICY)
    (folder / ".gitignore").write_text("node_modules\n")
    _git(folder, "init", "--quiet")
    _git(folder, "add", ".")
    _git(folder, "commit", "--quiet", "-m", "A prototype")


def _pin(package: str) -> tuple[str, str]:
    name, _, version = package.rpartition("@")
    return name, version


def _git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    argv = ["git", *who, *arguments]
    subprocess.run(argv, cwd=folder, capture_output=True, check=True)


def _finding(program: Program, folder: Path) -> dict[str, Any]:
    """The one finding of the rule, with its safe fix."""
    done = _prodgate(folder, "check", "--select", program.rule, "--format", "json")
    found = json.loads(done.stdout)["findings"] if done.returncode in {0, 1} else []
    said = done.stdout[:600] + done.stderr
    if len(found) != 1:
        raise NotFixedError(f"{len(found)} findings of {program.rule}, not one: {said}")
    fix = found[0].get("fix") or {}
    if fix.get("applicability") != "safe":
        raise NotFixedError(f"its fix is not safe: {said}")
    result: dict[str, Any] = found[0]
    return result


def _prodgate(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-I", "-m", "prodgate", *arguments]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRODGATE_"))}
    return subprocess.run(argv, cwd=folder, env=env, capture_output=True, text=True, timeout=120)
