"""The clean commit, through the installed console script: a sentence, or nothing, never a fault."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).parent / "prodgate"
CHECK = [str(SCRIPT), "pre-commit", "check"]

pytestmark = pytest.mark.skipif(not SCRIPT.is_file(), reason="prodgate is not installed")


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text("x = 1\n")
    return tmp_path


def test_a_clean_commit_is_said(clean: Path) -> None:
    done = subprocess.run([*CHECK, "a.py"], cwd=clean, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "No findings in 1 file.\n", "")


def test_a_pipe_that_nobody_reads_ends_it_without_a_word(clean: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    done = subprocess.run(
        [*CHECK, "a.py"], cwd=clean, stdout=writes, stderr=subprocess.PIPE, text=True
    )
    os.close(writes)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(clean: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*CHECK, "a.py"], cwd=clean, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 3
    assert done.stderr == "prodgate: nothing could be printed: No space left on device\n"


def test_ctrl_c_ends_it_without_a_traceback(clean: Path) -> None:
    # Enough to read that the signal comes in the middle.
    (clean / "a.py").write_text("x = 1\n" * 150_000)
    names = [f"{number}.py" for number in range(3000)]
    for name in names:
        (clean / name).hardlink_to(clean / "a.py")
    process = subprocess.Popen(
        [*CHECK, *names],
        cwd=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that starts the tests in the background has them ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    time.sleep(0.4)
    assert process.poll() is None, "it ended before it could be stopped"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "")
