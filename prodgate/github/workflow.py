"""The workflow that ``prodgate init`` writes, and where it belongs.

The repository is asked for two names, its remote's address and its default branch; they are data,
and only what has the form of a branch's name gets into the file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from prodgate import git
from prodgate.release import REPOSITORY, TAG, Pin
from prodgate.source import load

FOLDER = ".github/workflows"
PATH = f"{FOLDER}/prodgate.yml"
PAGE = f"https://github.com/{REPOSITORY}/blob/main/docs/github.md"

_GITHUB = re.compile(rb"(?:https?://|ssh://|git://)?(?:[^/@\s]+@)?github\.com[:/]", re.IGNORECASE)
_BRANCH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/-]{0,200}")

_TEMPLATE = """\
# prodgate on each pull request, on what reaches the default branch, and in the merge queue.
# What you will see, and what each right is for: PAGE
name: prodgate

on:
  pull_request:
  push:
    branches: ["BRANCH"]
  merge_group:

permissions: {}

concurrency:
  group: prodgate-${{ github.event.pull_request.number || github.sha }}
  cancel-in-progress: ${{ github.event_name == 'pull_request' }}

jobs:
  prodgate:
    name: prodgate
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read # the commits that are checked
      security-events: write # findings in code scanning
      pull-requests: write # fixes as suggestions
      # In a private repository, code scanning asks for `actions: read` too.
    steps:
      - uses: USE
"""


def text(pin: Pin, branch: str = "main") -> str:
    """The whole file."""
    filled = _TEMPLATE.replace("PAGE", PAGE).replace("BRANCH", branch)
    return filled.replace("USE", pin.use)


def wanted(root: Path) -> bool:
    """Whether a repository is one of GitHub's: it has its folder, or a remote there."""
    if (root / ".github").is_dir():
        return True
    urls = git.ask(root, "config", "--null", "--get-regexp", r"^remote\..*\.url$") or b""
    return any(_GITHUB.match(entry.partition(b"\n")[2]) for entry in urls.split(b"\0"))


def present(root: Path) -> str | None:
    """The path of a workflow that runs the action already, or of what stands in its place."""
    folder = root / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        return None
    for name in sorted(path.name for path in folder.iterdir()):
        if name in {"prodgate.yml", "prodgate.yaml"} or _uses(root, f"{FOLDER}/{name}"):
            return f"{FOLDER}/{name}"
    return None


def _uses(root: Path, path: str) -> bool:
    if not path.endswith((".yml", ".yaml")):
        return False
    data = load(root, path)
    return isinstance(data, bytes) and f"uses: {REPOSITORY}@".encode() in data


def default_branch(root: Path) -> str:
    """The branch that the remote calls its own, else the one that is checked out, else main.

    A branch of a person's work is not taken for it: outside of a clone only the usual names are.
    """
    remote = _symbolic(root, "refs/remotes/origin/HEAD").removeprefix("origin/")
    if _BRANCH.fullmatch(remote):
        return remote
    here = _symbolic(root, "HEAD")
    return here if here in {"main", "master", "trunk", "develop"} else "main"


def _symbolic(root: Path, name: str) -> str:
    answer = git.ask(root, "symbolic-ref", "--quiet", "--short", name) or b""
    return os.fsdecode(answer).strip()


def advice(pin: Pin) -> str | None:
    """What to do by hand where no commit is known; None where one is."""
    if pin.fixed:
        return None
    return (
        f"{PATH} names the tag {TAG}, as this installation does not know its commit; a tag can be "
        f"moved, so put the commit in its place that the last line of `git ls-remote "
        f"https://github.com/{REPOSITORY} {TAG} '{TAG}^{{}}'` begins with, and `# {TAG}` behind it"
    )
