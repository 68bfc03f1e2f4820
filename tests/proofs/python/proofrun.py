"""Environments of their own for the SDKs, and scripts run inside them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from made_once import alone, made_once

_CHILD = Path(__file__).parent / "proofchild.py"
# A key or a proxy of the person who runs the proofs has no place in them.
_DROPPED = ("_API_KEY", "_PROXY", "_proxy", "_TOKEN", "_BASE_URL", "_HOST", "PYTHONPATH")


@dataclass(frozen=True)
class Outcome:
    """What a script did: the error it ended in, how long it took, the socket's limits in order.

    ``output``: all that it wrote; ``printed``: what it wrote to stdout.
    """

    error: str
    seconds: float
    limits: tuple[float | None, ...]
    output: str
    printed: str = ""


def environment(cache: Path, requirements: tuple[str, ...]) -> Path:
    """The Python of an environment that holds exactly these packages; made once, then kept."""
    tag = f"{sys.version_info[0]}.{sys.version_info[1]}"
    digest = hashlib.sha256("\n".join((tag, *requirements)).encode()).hexdigest()[:12]
    name = "".join(c if c.isalnum() else "-" for c in requirements[0]) if requirements else "plain"
    folder = cache / f"{name}-{digest}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    with made_once(folder) as wanted:
        if wanted:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        if wanted and requirements:
            install = [str(python), "-m", "pip", "install", "--quiet", *requirements]
            install += ["--disable-pip-version-check"]
            done = subprocess.run(install, capture_output=True, text=True, timeout=900)
            assert done.returncode == 0, (
                f"{requirements} cannot be installed: {done.stderr[-2000:]}"
            )
    return python


def run(
    python: Path,
    script: Path,
    url: str,
    *,
    fast: bool = True,
    limit: float = 60,
    clock: float | None = None,
    env: Mapping[str, str] | None = None,
) -> Outcome:
    """Runs ``script``; ``fast`` shortens the pauses between attempts. Killed after ``limit`` s.

    ``clock``: so many seconds after its first connection it is ended too, with "outlasted".
    """
    port = url.rpartition(":")[2]
    argv = [str(python), str(_CHILD), str(script), port, "fast" if fast else "real"]
    argv += [] if clock is None else [str(clock)]
    kept = {k: v for k, v in os.environ.items() if not k.endswith(_DROPPED)}
    kept |= {"NO_PROXY": "127.0.0.1", "DO_NOT_TRACK": "1", "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    kept |= env or {}
    try:
        done = subprocess.run(
            argv, env=kept, cwd=script.parent, capture_output=True, text=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return Outcome("killed", limit, (), "")
    # Some say good-bye when the interpreter ends: ours need not be the last line.
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"error"')]
    if done.returncode or not lines:
        raise AssertionError(f"the script broke: {done.stderr[-2000:]}")
    seen = json.loads(lines[-1])
    printed = done.stdout[: done.stdout.rindex(lines[-1])].strip()
    output = done.stdout + done.stderr
    return Outcome(seen["error"], seen["seconds"], tuple(seen["limits"]), output, printed)


def type_errors(cache: Path, python: Path, script: Path) -> str:
    """What mypy says of the script against the packages of that environment; "" for nothing."""
    argv = [sys.executable, "-m", "mypy", "--no-error-summary", "--hide-error-context"]
    argv += ["--python-executable", str(python), "--ignore-missing-imports", "--config-file="]
    kept = cache / "mypy" / python.parent.parent.name
    argv += ["--cache-dir", str(kept), str(script)]
    with alone(kept):
        done = subprocess.run(argv, cwd=script.parent, capture_output=True, text=True, timeout=600)
    return "" if done.returncode == 0 else done.stdout + done.stderr
