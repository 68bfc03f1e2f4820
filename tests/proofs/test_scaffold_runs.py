"""What ``prodgate init`` scaffolds, run with the frameworks and the test runners themselves."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from scaffolding import init, project, run, serving

pytestmark = [pytest.mark.proof, pytest.mark.quick_proof]
PACKAGES = ("fastapi", "httpx", "flask", "django", "pytest", "openai", "uvicorn")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An interpreter with the frameworks."""
    folder = tmp_path_factory.mktemp("env")
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    made = str(folder / "bin" / "python")
    subprocess.run([*uv, "pip", "install", "--quiet", "--python", made, *PACKAGES], check=True)
    return made


FASTAPI = """\
from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel

app = FastAPI()
client = OpenAI()


class Ask(BaseModel):
    question: str
    tone: str = "kind"


@app.post("/ask")
def ask(ask: Ask):
    done = client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "user", "content": ask.question}]
    )
    return {"answer": done.choices[0].message.content}
"""
FLASK = """\
import os

from flask import Flask, request
from openai import OpenAI

def create_app():
    app = Flask(__name__)
    client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])

    @app.post("/chat")
    def chat():
        return client.responses.create(model="gpt-4o", input=request.json["q"]).output_text

    return app
"""
DJANGO = """\
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from openai import OpenAI

@csrf_exempt
def chat(request):
    done = OpenAI().responses.create(model="gpt-4o", input=request.POST["q"])
    return HttpResponse(done.output_text)

urlpatterns = [path("chat", chat)]
"""
MANAGE = """\
import os, sys
from django.core.management import execute_from_command_line
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
execute_from_command_line(sys.argv)
"""
HEALTH = {
    "fastapi": '\n\n@app.get("/health")\ndef health():\n    return {}\n',
    "flask": '    @app.get("/health")\n    def health():\n        return "ok"\n\n    return app\n',
}


def _pytest(python: str, folder: Path, *arguments: str) -> tuple[int, str]:
    environment = {k: v for k, v in os.environ.items() if k != "OPENAI_API_KEY"}
    done = subprocess.run(
        [python, *(arguments or ("-m", "pytest", "-q"))],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [("fastapi", "service/main.py", FASTAPI), ("flask", "web.py", FLASK)],
)
def test_the_health_test_fails_until_the_route_is_there(
    python: str, tmp_path: Path, kind: str, name: str, text: str
) -> None:
    folder = project(tmp_path, {name: text})
    assert "it fails until GET /health answers" in init(folder, "health")
    code, said = _pytest(python, folder)
    assert code == 1
    assert "assert 404 == 200" in said
    (folder / name).write_text(text.removesuffix("    return app\n") + HEALTH[kind])
    code, said = _pytest(python, folder)
    assert code == 0, said


def test_the_health_test_of_django(python: str, tmp_path: Path) -> None:
    settings = 'SECRET_KEY = "x"\nROOT_URLCONF = "urls"\nALLOWED_HOSTS = ["*"]\n'
    files = {"urls.py": DJANGO, "manage.py": MANAGE, "settings.py": settings}
    folder = project(tmp_path, files)
    said = init(folder, "health")
    assert "wrote test_health.py" in said, said
    code, said = _pytest(python, folder, "manage.py", "test")
    assert code == 1
    assert "404 != 200" in said
    there = DJANGO.replace(
        "urlpatterns = [", 'urlpatterns = [path("health", lambda _: HttpResponse()), '
    )
    (folder / "urls.py").write_text(there)
    code, said = _pytest(python, folder, "manage.py", "test")
    assert code == 0, said


# -- an evaluation set, asked through a real framework and a real SDK


def test_the_evaluation_set_asks_the_application(python: str, tmp_path: Path) -> None:
    folder = project(tmp_path, {"main.py": FASTAPI})
    init(folder, "evals")
    settings = json.loads((folder / "evals/thresholds.json").read_text())
    example = json.loads((folder / "evals/cases.jsonl").read_text().splitlines()[0])
    assert list(example["input"]) == ["question"]
    written = [
        {**example, "input": {"question": "how long?"}, "expect": {"contains": ["30 days"]}},
        {**example, "id": "no", "group": "refusals", "input": {"question": "steal"},
         "expect": {"contains": ["cannot"], "not-contains": ["30 days"]}},
    ]  # fmt: skip
    (folder / "evals/cases.jsonl").write_text("\n".join(map(json.dumps, written)))
    with _provider() as provider, _started(python, folder, provider) as address:
        code, said = run(folder, "run.py", EVALS_BASE_URL=address)
        assert code == 0, said
        written[0]["expect"] = {"contains": ["60 days"]}
        (folder / "evals/cases.jsonl").write_text("\n".join(map(json.dumps, written)))
        assert run(folder, "run.py", EVALS_BASE_URL=address)[0] == 1
        settings["target"]["route"] = "/gone"
        (folder / "evals/thresholds.json").write_text(json.dumps(settings))
        code, said = run(folder, "run.py", EVALS_BASE_URL=address)
        assert code == 1
        assert "status 404" in said


@contextmanager
def _provider() -> Iterator[str]:
    """A model that answers by what it is asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["content-length"])).decode()
            text = "I cannot." if "steal" in asked else "You have 30 days."
            choice = {"index": 0, "message": {"role": "assistant", "content": text}}
            data = json.dumps({"id": "1", "choices": [choice], "model": "gpt-4o"}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _started(python: str, folder: Path, provider: str) -> Iterator[str]:
    """The application, listening."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    env = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    env |= {"OPENAI_API_KEY": "x", "OPENAI_BASE_URL": provider}
    command = [python, "-m", "uvicorn", "main:app", "--port", str(port), "--log-level", "error"]
    started = subprocess.Popen(command, cwd=folder, env=env)
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/docs", timeout=5):
                    break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        started.terminate()
        started.wait(20)


# -- the test runners of JavaScript


@pytest.mark.parametrize(
    ("runner", "command"),
    [("vitest", ("vitest", "run")), ("jest", ("jest",))],
)
def test_the_health_test_of_a_runner(tmp_path: Path, runner: str, command: tuple[str, ...]) -> None:
    server = 'import express from "express";\nimport OpenAI from "openai";\n'
    server += 'const app = express();\nconst client = new OpenAI();\napp.post("/chat", async (req, '
    server += "res) => res.json(await client.responses.create({ input: req.body.q })));\n"
    manifest = {"private": True, "devDependencies": {runner: "*"}}
    folder = project(tmp_path, {"package.json": json.dumps(manifest), "server.mjs": server})
    init(folder, "health")
    npm = ["npm", "install", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(npm, cwd=folder, check=True, capture_output=True)
    with serving() as (address, _):
        for url, code in ((address, 0), (f"{address}/none", 1), ("", 1)):
            done = subprocess.run(
                ["npx", *command], cwd=folder, env={**os.environ, "HEALTH_BASE_URL": url},
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == code, done.stdout + done.stderr
