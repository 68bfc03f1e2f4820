"""Proofs download real SDKs: they run only when asked for."""

from __future__ import annotations

import os

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what is marked ``proof`` unless ``-m`` names it or PRODGATE_PROOFS is set."""
    asked = "proof" in str(config.getoption("-m")) or os.environ.get("PRODGATE_PROOFS")
    if asked:
        return
    skip = pytest.mark.skip(reason="a proof: run with -m proof or PRODGATE_PROOFS=1")
    for item in items:
        if "proof" in item.keywords:
            item.add_marker(skip)
