"""A migration that is cut off anywhere: the tree is as it was, and the next run ends the work."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from migrating import TWO, commits, git, migrate, repository, state, tree_of

PROGRAM = Path(__file__).parent / "cutting.py"
# All of them with the proofs (python3 dev.py proofs); else some of each kind.
EVERY = 1 if os.environ.get("PRODGATE_PROOFS", "") not in {"", "quick"} else 5
FINISHED = ["Mend http-without-timeout", "Mend missing-timeout"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """A repository, how many things a run does to the disk, and what it leads to."""
    tree = repository(tmp_path_factory.mktemp("cut") / "app")
    copy = tree.parent / "whole"
    shutil.copytree(tree, copy)
    done = cut(copy, "kill", 0)
    assert done.returncode == 0, done.stderr
    found = re.search(r"events: (\d+)", done.stderr)
    assert found is not None
    return tree, int(found[1]), tree_of(copy)


def cut(tree: Path, how: str, number: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROGRAM), how, str(number), "migrate", *TWO, "--apply"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("how", ["kill", "full", "interrupt"])
def test_a_cut_at_any_write_loses_nothing(
    whole: tuple[Path, int, str], how: str, tmp_path: Path
) -> None:
    tree, events, result = whole
    assert events >= 10
    for number in range(1 + len(how) % EVERY, events + 1, EVERY):
        copy = tmp_path / f"{how}-{number}"
        shutil.copytree(tree, copy)
        before = state(copy)
        done = cut(copy, how, number)
        _is_ended(done, how)
        assert state(copy) == before, f"{how} at {number} of {events}"
        assert commits(copy) in ([], FINISHED[:1], FINISHED), f"{how} at {number}"
        assert done.returncode != 0 or commits(copy) == FINISHED
        git(copy, "fsck", "--strict")
        again = migrate(copy, *TWO, "--apply")
        if "it is done" in again.stderr:  # cut after the last step
            assert commits(copy) == FINISHED
        else:
            assert again.returncode == 0, f"{how} at {number}: {again.stderr}"
        assert tree_of(copy) == result
        assert commits(copy) == FINISHED
        assert state(copy) == before
        shutil.rmtree(copy)


def _is_ended(done: subprocess.CompletedProcess[str], how: str) -> None:
    assert "Traceback" not in done.stderr
    if how == "kill":
        assert done.returncode in {-signal.SIGKILL, 0}
    elif how == "interrupt":
        assert done.returncode == 130
    else:
        # 0: what could not be written is a copy of what is known, kept for the next run.
        assert done.returncode in {0, 2, 3}
        assert done.returncode == 0 or done.stderr.splitlines()[-1].startswith("prodgate: ")
