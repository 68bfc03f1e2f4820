"""What all tests share: git that knows an author and nobody's settings, as on a fresh machine."""

from __future__ import annotations

import os

import pytest

_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.org",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.org",
}


def pytest_configure(config: pytest.Config) -> None:
    """Before anything is collected, so that module-level git calls see it too."""
    os.environ.update(_GIT)
