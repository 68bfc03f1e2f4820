"""Makes the environment that the action runs in: exactly the packages that its commit names.

Nothing is imported here but the standard library and what needs no more; the environment does not
exist yet. It lies in the
runner's tool cache under the digest of its lock file, so a second run on the same machine finds it
made. pip brings uv, which brings the rest in a fifth of the time; where uv cannot (an index that
only pip is told of), pip does. Both are started isolated, from a folder of the runner's own: no
file of a checkout is near, and whatever index they are pointed at, only files with the hashes of
the lock file are taken.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from prodgate.github import commands

LOCK = Path(__file__).resolve().parents[2] / "hooks" / "github_action.lock"
_COMPLETE = ".complete"
_EXACTLY = ("--require-hashes", "--only-binary=:all:", "--no-deps", "--quiet")
# What changes how Python or pip work, should an earlier step of the job have set it.
_SCRUBBED = (
    "PYTHON",
    "VIRTUAL_ENV",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_USER",
    "PIP_REQUIRE_VIRTUALENV",
)


def main() -> int:
    """Make the environment, or find it made; its interpreter is the output ``python``."""
    environment = dict(os.environ)
    try:
        python = make(_place(environment), _scrubbed(environment))
    except InstallError as error:
        print(commands.command("error", str(error), title="prodgate"), flush=True)
        return 2
    output = environment.get("GITHUB_OUTPUT")
    if output:
        with open(output, "a", encoding="utf-8") as file:  # noqa: PTH123
            file.write(f"python={python}\n")
    return 0


class InstallError(Exception):
    """The environment cannot be made; the text is one sentence."""


def make(folder: Path, environment: Mapping[str, str]) -> Path:
    """The interpreter of a finished environment in ``folder``. Raises InstallError."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            if (folder / _COMPLETE).exists():
                return python
            shutil.rmtree(folder, ignore_errors=True)
            _run([sys.executable, "-I", "-m", "venv", str(folder)], folder.parent, environment)
            _install(python, folder, environment)
            (folder / _COMPLETE).touch()
    except OSError as error:
        raise InstallError(f"{folder} cannot be made ({error.strerror})") from None
    return python


def _install(python: Path, folder: Path, environment: Mapping[str, str]) -> None:
    pip = [str(python), "-I", "-m", "pip", "install", "--no-input", "--no-compile", *_EXACTLY]
    uv = folder / "uv.lock"
    uv.write_text(_part(LOCK.read_text(encoding="utf-8"), "uv"), encoding="utf-8")
    try:
        _run([*pip, "--requirement", str(uv)], folder, environment)
        program = shutil.which("uv", path=str(python.parent))
        command = [str(program), "pip", "install", "--no-config", "--no-cache", *_EXACTLY]
        command += ["--python", str(python), "--requirement", str(LOCK)]
        _run(command, folder, environment)
    except InstallError:
        _run([*pip, "--requirement", str(LOCK)], folder, environment)


def _part(lock: str, name: str) -> str:
    """The lines of one package: it begins a line, and its hashes are indented."""
    lines = lock.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{name}=="))
    rest = (i for i, line in enumerate(lines[start + 1 :], start + 1) if not line.startswith(" "))
    return "\n".join(lines[start : next(rest, len(lines))]) + "\n"


def _place(environment: Mapping[str, str]) -> Path:
    """Its folder: named after all that it depends on."""
    root = environment.get("RUNNER_TOOL_CACHE") or environment.get("RUNNER_TEMP") or ""
    if not Path(root).is_absolute():
        raise InstallError("RUNNER_TEMP is not set: this is for a GitHub runner to start")
    told = "\0".join((sys.version, sys.executable, os.uname().machine if os.name != "nt" else ""))
    digest = hashlib.sha256(LOCK.read_bytes() + told.encode()).hexdigest()[:16]
    return Path(root) / "prodgate" / digest


def _scrubbed(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environment.items()
        if not name.upper().startswith(_SCRUBBED) and name != "PRODGATE_TOKEN"
    }


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        command, cwd=folder, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        last = said[-1] if said else "it says nothing"
        raise InstallError(f"the environment of prodgate cannot be made: {last[:300]}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One job at a time on a machine that runs several."""
    lock = folder.with_suffix(".lock")
    with lock.open("a") as file:
        try:
            import fcntl
        except ImportError:  # Windows: its runners take one job at a time
            yield
            return
        for _ in range(600):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(1)
        yield
