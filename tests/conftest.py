"""What all tests share: git that knows an author and nobody's settings, as on a fresh machine.

The user's cache is a fresh one for each session: what an older run compiled must not stand in for
what this one cannot compile. Only packages that tests install stay, in PRODGATE_TEST_CACHE.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
    # How long an example takes says something of the machine, not of the code. In CI the examples
    # are the same in every run: what is new there is new because of the change.
    settings.register_profile(
        "prodgate",
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=bool(os.environ.get("CI")),
    )
    settings.load_profile("prodgate")
    if not hasattr(config, "workerinput"):  # a worker has them from the process that started it
        _cache(config)


def _cache(config: pytest.Config) -> None:
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    os.environ.setdefault("PRODGATE_TEST_CACHE", str(kept / "prodgate-tests"))
    os.environ.setdefault("PIP_CACHE_DIR", str(kept / "pip"))
    fresh = tempfile.mkdtemp(prefix="prodgate-cache-")
    os.environ["XDG_CACHE_HOME"] = fresh
    config.add_cleanup(lambda: shutil.rmtree(fresh, ignore_errors=True))
