"""What the tests of scaffolds share: the command, a server that answers, the runners."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent.parent / "prodgate" / "scaffold" / "templates"
RUNNERS = {"run.py": sys.executable, "run.mjs": "node"}


def prodgate(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run the command line in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "prodgate", *arguments],
        cwd=folder, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def project(folder: Path, files: dict[str, str]) -> Path:
    """A project on disk, known to git."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True, capture_output=True)
    return folder


def init(folder: Path, *what: str) -> str:
    """Scaffold; gives back what is said."""
    code, said = prodgate(folder, "init", *(f"--{each}" for each in what))
    assert code == 0, said
    return said


def set_up(folder: Path, runner: str, target: dict[str, Any], cases: list[Any]) -> None:
    """An evaluation set with two groups, by hand."""
    evals = folder / "evals"
    evals.mkdir(exist_ok=True)
    (evals / runner).write_bytes((TEMPLATES / runner).read_bytes())
    groups = {"answers": {"pass-rate": 0.5}, "refusals": {"pass-rate": 1}}
    settings = {"target": target, "groups": groups}
    (evals / "thresholds.json").write_text(json.dumps(settings))
    lines = [each if isinstance(each, str) else json.dumps(each) for each in cases]
    (evals / "cases.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def run(folder: Path, runner: str, **environment: str) -> tuple[int, str]:
    """The exit code and the output of a runner."""
    env = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    done = subprocess.run(
        [RUNNERS[runner], f"evals/{runner}"],
        cwd=folder, env={**env, **environment}, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "    at " not in done.stderr
    return done.returncode, done.stdout + done.stderr


@contextmanager
def serving() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server; its address, and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("content-length", 0))
            body = self.rfile.read(length).decode()
            asked.append({
                "method": self.command, "path": self.path, "body": body,
                "type": self.headers.get("content-type", ""),
                "authorization": self.headers.get("authorization", ""),
            })  # fmt: skip
            status, text = answer_to(self.path, body)
            data = text.encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer_to(path: str, body: str) -> tuple[int, str]:
    """What the server answers: by its address."""
    if path.startswith("/chat"):
        if "slow" in body:
            time.sleep(1.2)
        if "steal" in body:
            return 200, json.dumps({"reply": "I cannot help with that.", "tokens": 3})
        return 200, json.dumps({"reply": "You have 30 Days.\u001b[31m", "tokens": 7})
    if path.startswith("/text"):
        return 200, "plain 42"
    if path == "/health":
        return 200, "{}"
    return 404, json.dumps({"error": "nothing here"})
