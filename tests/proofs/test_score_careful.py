"""The careful application of the score works: its own tests pass with the packages that it pins."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from score_harness import files_of, written  # noqa: E402

pytestmark = [pytest.mark.proof, pytest.mark.quick_proof]


def test_its_own_tests_pass(tmp_path: Path) -> None:
    root = written(tmp_path / "careful", files_of("careful"))
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = str(environment / "bin/python")
    wanted = ["-r", "requirements.txt", "-r", "requirements-dev.txt"]
    for words in (["pip", "install", "-q", *wanted], ["pytest", "-q", "tests"]):
        done = subprocess.run(
            [python, "-m", *words], cwd=root, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert "8 passed" in done.stdout
