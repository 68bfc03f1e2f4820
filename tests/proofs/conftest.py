"""Proofs download real SDKs: they run only when asked for."""

from __future__ import annotations

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """The marker of those that every CI run can afford."""
    quick = "quick_proof: a proof whose SDK installs and answers in seconds"
    config.addinivalue_line("markers", quick)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what is marked ``proof`` unless ``-m`` names it or PRODGATE_PROOFS asks for it: the
    marked ``quick_proof`` with "quick", all with anything else."""
    wanted = os.environ.get("PRODGATE_PROOFS", "")
    if "proof" in str(config.getoption("-m")) or wanted not in {"", "quick"}:
        return
    skip = pytest.mark.skip(reason="a proof: python3 dev.py proofs, or PRODGATE_PROOFS=1")
    for item in items:
        is_quick = wanted == "quick" and "quick_proof" in item.keywords
        if "proof" in item.keywords and not is_quick:
            item.add_marker(skip)
