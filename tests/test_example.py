"""The example runs before and after the rewrite, and a provider that hangs no longer holds it.

The packages of the example live in PRODGATE_TEST_CACHE, or in the user's cache folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[1] / "examples" / "prototype"
TOKEN = "a-caller-of-the-tests"
QUESTION = {"customer": "ada", "question": "Where is my invoice?"}
START = 60  # seconds until a server must listen; importing langchain takes some on a busy machine


def _cache() -> Path:
    named = os.environ.get("PRODGATE_TEST_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(named) if named else Path(base) / "prodgate-tests"


def _installed(manifest: Path, install: Callable[[Path], None]) -> Path:
    """A folder that ``install`` has filled for this manifest, once for all runs and workers."""
    wanted = hashlib.sha256(f"{sys.version}{manifest.read_text()}".encode()).hexdigest()[:16]
    folder = _cache() / f"{manifest.stem}-{wanted}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").is_file():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            install(folder)
            (folder / "complete").touch()
    return folder


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def python() -> Path:
    """A Python with the packages of the example."""
    requirements = EXAMPLE / "requirements.txt"

    def install(folder: Path) -> None:
        _run(sys.executable, "-m", "venv", folder, cwd=folder)
        pip = (folder / "bin" / "python", "-m", "pip", "install", "--quiet")
        _run(*pip, "--upgrade", "pip", cwd=folder)  # older ones try versions for minutes
        _run(*pip, "--requirement", requirements, cwd=folder)

    return _installed(requirements, install) / "bin" / "python"


@pytest.fixture(scope="module")
def packages() -> Path:
    """The node_modules of the worker."""
    assert shutil.which("npm"), "the TypeScript half of the example needs node and npm"
    manifest = EXAMPLE / "worker" / "package.json"

    def install(folder: Path) -> None:
        shutil.copy(manifest, folder)
        _run("npm", "install", "--no-audit", "--no-fund", "--silent", cwd=folder)

    return _installed(manifest, install) / "node_modules"


@pytest.fixture
def prototype(tmp_path: Path) -> Path:
    """A copy of the example, committed, as somebody's own repository."""
    folder = tmp_path / "prototype"
    skip = shutil.ignore_patterns("node_modules", ".venv", ".env", "__pycache__", "prodgate-guard*")
    shutil.copytree(EXAMPLE, folder, ignore=skip)
    _run("git", "init", "--quiet", cwd=folder)
    _run("git", "add", ".", cwd=folder)
    _run("git", "commit", "--quiet", "--message", "prototype", cwd=folder)
    return folder


def _environment(**more: str) -> dict[str, str]:
    """As at a developer's terminal: CI and commit hooks keep prodgate from moving a key."""
    drop = {"CI", "PRE_COMMIT", "GIT_INDEX_FILE", "OPENAI_API_KEY", "CRM_API_KEY"}
    return {k: v for k, v in os.environ.items() if k not in drop} | more


def _prodgate(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "prodgate", *arguments],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
    )


def _fix(folder: Path) -> None:
    done = _prodgate(folder, "fix", "--unsafe")
    assert done.returncode in {0, 1}, done.stderr
    assert "rewrote app.py" in done.stdout
    assert "rewrote worker/worker.ts" in done.stdout


# -- running it --------------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _serving(command: list[str], port: int, folder: Path, **variables: str) -> Iterator[str]:
    """A server as a process of its own, listening; its address."""
    log = folder / f"{port}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(**variables), stdout=out, stderr=out
        )
    try:
        _wait_for(port, process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"nothing listens on port {port}:\n{log.read_text()}")


@contextmanager
def _provider(folder: Path, *options: str) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "fake_provider.py", str(port), *options]
    with _serving(command, port, folder) as address:
        yield address


@contextmanager
def _app(python: Path, folder: Path, provider: str) -> Iterator[str]:
    port = _free_port()
    command = [str(python), "-m", "uvicorn", "app:app", "--port", str(port)]
    variables = _variables(provider)
    with _serving(command, port, folder, CRM_URL=provider, **variables) as address:
        yield address


def _variables(provider: str) -> dict[str, str]:
    return {
        "OPENAI_BASE_URL": f"{provider}/v1",
        "OPENAI_API_KEY": "none",
        "CALLER_TOKENS": TOKEN,
    }


def _get(url: str, body: Any = None, timeout: float = 60, *, token: bool = True) -> tuple[int, Any]:
    """Status and JSON of an answer; a body makes it a POST."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
    request = urllib.request.Request(
        url, data, headers if token else headers | {"Authorization": ""}
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, None


def _answers(python: Path, folder: Path) -> list[Any]:
    """What the application says to one question and about its tickets."""
    with _provider(folder) as provider, _app(python, folder, provider) as app:
        return [_get(f"{app}/ask", QUESTION), _get(f"{app}/summary")]


# -- the tests ---------------------------------------------------------------------------------


def test_the_example_shows_every_rule(prototype: Path) -> None:
    found = json.loads(_prodgate(prototype, "check", "--format", "json").stdout)
    assert found["not_checked"] == []
    assert {finding["rule"] for finding in found["findings"]} >= {
        "hardcoded-secret",
        "http-without-timeout",
        "missing-retry",
        "missing-timeout",
        "uncapped-tokens",
        "unscoped-tools",
        "unvalidated-request-body",
        "unauthenticated-endpoint",
        "missing-rate-limit",
        "blocking-call-in-async",
        "missing-tests",
        "unpinned-dependency",
    }
    assert {f["path"] for f in found["findings"]} == {
        "app.py",
        "requirements.txt",
        "worker/worker.ts",
    }


def test_the_rewritten_application_gives_the_same_answers(python: Path, prototype: Path) -> None:
    before = _answers(python, prototype)
    assert before[0] == (200, {"answer": "You said: Ada asks: Where is my invoice?"})
    _fix(prototype)
    assert _answers(python, prototype) == before


def test_the_rewritten_application_knows_its_callers_and_limits_them(
    python: Path, prototype: Path
) -> None:
    _fix(prototype)
    guard = prototype / "prodgate_guard.py"
    guard.write_text(guard.read_text().replace("CALLS_PER_MINUTE = 60", "CALLS_PER_MINUTE = 2"))
    with _provider(prototype) as provider, _app(python, prototype, provider) as app:
        assert _get(f"{app}/summary", token=False)[0] == 401
        assert [_get(f"{app}/summary")[0] for _ in range(3)] == [200, 200, 429]


def test_the_rewritten_application_refuses_a_body_that_is_too_large(
    python: Path, prototype: Path
) -> None:
    book = {"customer": "ada", "question": "Why? " * 100_000}
    with _provider(prototype) as provider:
        with _app(python, prototype, provider) as app:
            assert _get(f"{app}/ask", book)[0] == 200
        _fix(prototype)
        with _app(python, prototype, provider) as app:
            assert _get(f"{app}/ask", book)[0] == 422, "the fault of the caller, not of the server"
            assert _get(f"{app}/ask", ["ada"])[0] == 422
            assert _get(f"{app}/ask", QUESTION)[0] == 200


def test_the_rewritten_application_has_its_key_from_the_environment(prototype: Path) -> None:
    key = _crm_key(prototype)
    _fix(prototype)
    tracked = _run("git", "ls-files", cwd=prototype).split()
    assert ".env" not in tracked
    assert not [name for name in tracked if key in (prototype / name).read_text()]
    assert f"CRM_API_KEY={key}" in (prototype / ".env").read_text()


def _crm_key(folder: Path) -> str:
    (line,) = [x for x in (folder / "app.py").read_text().splitlines() if "CRM_API_KEY =" in x]
    return line.split('"')[1]


def test_a_provider_that_hangs_holds_the_prototype_but_not_the_rewrite(
    python: Path, prototype: Path, tmp_path: Path
) -> None:
    fixed = tmp_path / "fixed"
    shutil.copytree(prototype, fixed)
    (fixed / "prodgate.yaml").write_text("defaults: {timeout: 1}\n")  # second, to be quick
    _fix(fixed)
    with (
        _provider(prototype, "--hang") as provider,
        _app(python, prototype, provider) as old,
        _app(python, fixed, provider) as new,
    ):
        waiting = threading.Thread(target=_ask_in_vain, args=(old,), daemon=True)
        waiting.start()
        started = time.monotonic()
        status, _ = _get(f"{new}/ask", QUESTION)
        took = time.monotonic() - started
        assert status == 500
        assert 1 <= took < 20, "three attempts of one second, with the pauses of the SDK"
        assert waiting.is_alive(), "the prototype is still waiting"


def _ask_in_vain(app: str) -> None:
    try:
        _get(f"{app}/ask", QUESTION, timeout=600)
    except OSError:
        return  # the server was stopped at the end of the test


def test_the_worker_type_checks_and_runs_before_and_after(
    python: Path, packages: Path, prototype: Path
) -> None:
    worker = prototype / "worker"
    (worker / "node_modules").symlink_to(packages)
    with _provider(prototype) as provider, _app(python, prototype, provider) as app:
        before = _worked(worker, provider, app)
        assert before.startswith("#1 You said: Deal with this support ticket")
        _fix(prototype)
        assert (worker / "prodgate-guard.ts").is_file()
        assert _worked(worker, provider, app) == before


def _worked(worker: Path, provider: str, app: str) -> str:
    """What the worker prints, once its types are right."""
    _run(worker / "node_modules" / ".bin" / "tsc", cwd=worker)
    done = subprocess.run(
        [worker / "node_modules" / ".bin" / "tsx", "worker.ts"],
        cwd=worker,
        env=_environment(API_URL=app, **_variables(provider)),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
