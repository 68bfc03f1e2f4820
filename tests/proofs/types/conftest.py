"""Lets the tests of this folder import the helpers beside them, and gives them a cache."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
# proofrun and js_run make the environments, cases_harness runs the cases.
sys.path[:0] = [
    str(folder)
    for folder in (
        _HERE,
        _HERE.parent,
        _HERE.parent / "python",
        _HERE.parent / "javascript",
        _HERE.parents[1],
    )
]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the packages live: PRODGATE_PROOF_CACHE, or a folder of this run."""
    named = os.environ.get("PRODGATE_PROOF_CACHE")
    folder = Path(named).absolute() if named else tmp_path_factory.mktemp("proofs")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
