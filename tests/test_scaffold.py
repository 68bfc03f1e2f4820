"""``prodgate init --evals --health --runbook`` on projects as people write them."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scaffolding import init, prodgate, project, run, serving

from prodgate.scaffold.marks import UNWRITTEN

ALL = ("evals", "health", "runbook")
FASTAPI = {
    "requirements.txt": "fastapi\nopenai\n",
    "app/__init__.py": "",
    "app/schemas.py": """\
from pydantic import BaseModel, Field


class Message(BaseModel):
    role: str = "user"
    content: str


class Ask(BaseModel):
    question: str = Field(..., max_length=400)
    history: list[Message]
    tone: str | None = None
    top_k: int = 3
""",
    "app/chat.py": """\
from fastapi import APIRouter, Depends
from openai import OpenAI

from app.schemas import Ask

router = APIRouter(prefix="/chat")
client = OpenAI(timeout=30, max_retries=1)


@router.post("/{room}/ask")
async def ask(room: str, ask: Ask):
    done = client.chat.completions.create(
        model="gpt-4o-2024-08-06", max_tokens=100,
        messages=[{"role": "user", "content": ask.question}],
    )
    return {"answer": done.choices[0].message.content, "room": room}
""",
    "app/main.py": """\
from fastapi import FastAPI

from app import chat

app = FastAPI()
app.include_router(chat.router, prefix="/api/v1")
""",
}
FLASK = {
    "requirements.txt": "flask\nopenai\n",
    "server/web.py": """\
import os

from flask import Flask, jsonify, request
from openai import OpenAI

def create_app(debug=False):
    app = Flask(__name__)
    client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])

    @app.route("/chat", methods=["POST"])
    def chat():
        text = request.form["msg"]
        done = client.responses.create(model="gpt-4o", input=text)
        return jsonify({"reply": done.output_text})

    @app.get("/healthz")
    def healthz():
        return "ok"

    return app
""",
}
EXPRESS = {
    "package.json": '{"private": true, "scripts": {"start": "node src/server.js"}, "dependencies": '
    '{"express": "^5", "openai": "^6"}, "devDependencies": {"vitest": "^3"}}',
    "src/routes/chat.js": """\
import { Router } from "express";
import OpenAI from "openai";

const router = Router();
const client = new OpenAI();

router.post("/:thread/messages", async (req, res) => {
  const { message, language } = req.body;
  if (!message) return res.status(400).json({ error: "no message" });
  const input = `${message.trim()} ${language}`;
  const done = await client.responses.create({ model: "gpt-4o", input });
  res.json({ reply: done.output_text });
});

export default router;
""",
    "src/server.js": """\
import express from "express";
import chat from "./routes/chat.js";

const app = express();
app.use(express.json());
app.use("/api/chat", chat);
app.get("/api/health", (req, res) => res.json({ ok: true }));
app.listen(3000);
""",
}
NEXT = {
    "package.json": '{"private": true, "scripts": {"start": "next start"}, "dependencies": '
    '{"next": "^15", "ai": "^5", "@ai-sdk/openai": "^2"}}',
    "app/api/chat/route.ts": """\
import { openai } from "@ai-sdk/openai";
import { streamText } from "ai";

export async function POST(request: Request) {
  const { messages, model } = (await request.json()) as { messages: any[]; model?: string };
  return streamText({ model: openai("gpt-4o"), messages }).toTextStreamResponse();
}
""",
}
SCRIPT = {
    "bot/answers.py": """\
from openai import OpenAI

client = OpenAI()


def _prompt(question: str) -> str:
    return f"Answer: {question}"


def answer(question: str, tone: str = "kind") -> str:
    done = client.responses.create(model="gpt-4o", input=_prompt(question) + tone)
    return done.output_text
""",
}
PROJECTS: dict[str, dict[str, str]] = {
    "fastapi": FASTAPI, "flask": FLASK, "express": EXPRESS, "next": NEXT, "script": SCRIPT,
}  # fmt: skip


@pytest.fixture(params=PROJECTS)
def kind(request: pytest.FixtureRequest) -> str:
    """Every kind of project."""
    return str(request.param)


def _tree(folder: Path) -> dict[str, bytes]:
    paths = (p for p in folder.rglob("*") if p.is_file() and ".git" not in p.parts)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(paths)}


def _target(folder: Path) -> dict[str, Any]:
    settings = json.loads((folder / "evals/thresholds.json").read_text())
    target: dict[str, Any] = settings["target"]
    return target


def _cases(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "evals/cases.jsonl").read_text().splitlines()]


# -- evals


def _seen(target: dict[str, Any]) -> tuple[object, ...]:
    return tuple(target.get(key) for key in ("method", "route", "sends", "answer"))


@pytest.mark.parametrize(
    ("kind", "target", "given", "path"),
    [
        (
            "fastapi",
            ("POST", "/api/v1/chat/{room}/ask", "json", "answer"),
            {"question": UNWRITTEN, "history": [{"content": UNWRITTEN}]},
            {"room": UNWRITTEN},
        ),
        ("flask", ("POST", "/chat", "form", "reply"), {"msg": UNWRITTEN}, None),
        (
            "express",
            ("POST", "/api/chat/{thread}/messages", "json", "reply"),
            {"message": UNWRITTEN, "language": UNWRITTEN},
            {"thread": UNWRITTEN},
        ),
        (
            "next",
            ("POST", "/api/chat", "json", ""),
            {"messages": [{"role": "user", "content": UNWRITTEN}]},
            None,
        ),
    ],
)
def test_the_real_way_in_is_asked(
    tmp_path: Path, kind: str, target: object, given: object, path: object
) -> None:
    folder = project(tmp_path, PROJECTS[kind])
    said = init(folder, "evals")
    assert _seen(_target(folder)) == target
    for case in _cases(folder):
        assert case["input"] == given
        assert case.get("path") == path
    assert f"asks {target[0]} {target[1]} (" in said  # type: ignore[index]


def test_a_function_where_there_is_no_route(tmp_path: Path) -> None:
    folder = project(tmp_path, SCRIPT)
    assert "asks answers.answer (bot/answers.py:10)" in init(folder, "evals")
    wanted = {"module": "answers", "function": "answer", "root": "../bot", "answer": ""}
    assert _target(folder) == wanted
    assert _cases(folder)[0]["input"] == {"question": UNWRITTEN}


def test_it_fails_until_somebody_has_written_cases(tmp_path: Path, kind: str) -> None:
    folder = project(tmp_path, PROJECTS[kind])
    init(folder, "evals")
    runner = "run.mjs" if kind in {"express", "next"} else "run.py"
    assert (folder / "evals" / runner).exists()
    code, said = run(folder, runner, EVALS_BASE_URL="http://127.0.0.1:9")
    assert code == 2
    assert "no case yet for: answers, refusals; 2 of its lines are still to be written" in said


@pytest.mark.parametrize("kind", ["flask", "express"])
def test_with_cases_it_asks_and_scores(tmp_path: Path, kind: str) -> None:
    folder = project(tmp_path, PROJECTS[kind])
    init(folder, "evals")
    field = "msg" if kind == "flask" else "message"
    written = [
        {"id": "1", "group": "answers", "input": {field: "how long"},
         "expect": {"contains": ["30 days"]}},
        {"id": "2", "group": "refusals", "input": {field: "steal"},
         "expect": {"contains": ["cannot"]}},
    ]  # fmt: skip
    settings = json.loads((folder / "evals/thresholds.json").read_text())
    settings["target"]["route"] = "/chat"
    (folder / "evals/thresholds.json").write_text(json.dumps(settings))
    (folder / "evals/cases.jsonl").write_text("\n".join(map(json.dumps, written)))
    with serving() as (address, _):
        runner = "run.py" if kind == "flask" else "run.mjs"
        code, said = run(folder, runner, EVALS_BASE_URL=address)
        assert code == 0, said
        settings["groups"]["answers"]["pass-rate"] = 1.0
        (folder / "evals/thresholds.json").write_text(json.dumps(settings))
        written[0]["expect"] = {"contains": ["60 days"]}
        (folder / "evals/cases.jsonl").write_text("\n".join(map(json.dumps, written)))
        assert run(folder, runner, EVALS_BASE_URL=address)[0] == 1


def _rules(folder: Path) -> set[str]:
    code, said = prodgate(folder, "check", "--format", "json", "--fail-on", "never")
    assert code in {0, 1}, said
    return {finding["rule"] for finding in json.loads(said)["findings"]}


def test_an_unfilled_scaffold_is_no_evidence(tmp_path: Path) -> None:
    folder = project(tmp_path, {k: v for k, v in FASTAPI.items() if "schemas" not in k})
    missing = {"missing-evals", "missing-tests", "missing-runbook"}
    assert missing <= _rules(folder)
    init(folder, *ALL)
    assert missing <= _rules(folder)
    for path in folder.rglob("*"):
        if path.name in {"cases.jsonl", "runbook.md", "test_health.py"}:
            path.write_text(path.read_text().replace(UNWRITTEN, "Ann"))
    assert not missing & _rules(folder)


def test_nothing_is_found_in_what_is_written(tmp_path: Path, kind: str) -> None:
    folder = project(tmp_path, PROJECTS[kind])
    before = set(_tree(folder))
    init(folder, *ALL)
    _, said = prodgate(folder, "check", "--format", "json", "--fail-on", "never")
    ours = set(_tree(folder)) - before
    assert len(ours) >= 4
    found = json.loads(said)
    assert [f for f in found["findings"] if f["path"] in ours] == []
    assert found["not_checked"] == []


# -- what is there stays


def test_a_second_run_changes_nothing(tmp_path: Path, kind: str) -> None:
    folder = project(tmp_path, PROJECTS[kind])
    first = init(folder, *ALL)
    after = _tree(folder)
    second = init(folder, *ALL)
    assert _tree(folder) == after
    assert second.count("is there already and was left as it is") == first.count("wrote ")


def test_only_what_is_named_is_written(tmp_path: Path) -> None:
    folder = project(tmp_path, FASTAPI)
    init(folder, "runbook")
    assert set(_tree(folder)) - set(FASTAPI) == {"docs/runbook.md"}
    init(folder, "evals", "pre-commit")
    assert ".pre-commit-config.yaml" in _tree(folder)
    assert "prodgate.yaml" not in _tree(folder)


def test_what_is_there_stays(tmp_path: Path) -> None:
    mine = {"evals/cases.jsonl": "mine", "docs/runbook.md": "mine", "tests/test_health.py": "mine"}
    folder = project(tmp_path, {**FASTAPI, **mine})
    init(folder, *ALL)
    assert {name: (folder / name).read_text() for name in mine} == mine
    assert (folder / "evals/run.py").exists()


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    folder = project(tmp_path / "tree", FASTAPI)
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder / "evals").symlink_to(outside)
    (folder / "docs").mkdir()
    (folder / "docs/runbook.md").symlink_to(outside / "runbook.md")
    code, said = prodgate(folder, "init", "--evals")
    assert code == 2
    assert "evals/run.py was not written: a folder on its way is a link" in said
    assert "left as it is" in init(folder, "runbook")
    assert list(outside.iterdir()) == []


def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    folder = project(tmp_path, FASTAPI)
    (folder / "docs").write_text("a file")
    code, said = prodgate(folder, "init", "--runbook")
    assert code == 2
    assert "docs/runbook.md was not written" in said


def test_a_tree_without_code(tmp_path: Path) -> None:
    folder = project(tmp_path, {"README.md": "# Nothing"})
    said = init(folder, *ALL)
    assert "no route and no function" in said
    assert "no health test was written" in said
    assert run(folder, "run.py", EVALS_BASE_URL="")[0] == 2


DJANGO = {
    "manage.py": "",
    "bot/views.py": """\
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from openai import OpenAI

@csrf_exempt
def chat(request, room):
    done = OpenAI().responses.create(model="gpt-4o", input=request.POST.get("q"))
    return JsonResponse({"answer": done.output_text})
""",
    "bot/urls.py": """\
from django.urls import path

from . import views

urlpatterns = [path("<int:room>/chat", views.chat)]
""",
    "site/urls.py": """\
from django.urls import include, path

urlpatterns = [path("bot/", include("bot.urls"))]
""",
}


def test_the_addresses_of_django_stand_elsewhere(tmp_path: Path) -> None:
    folder = project(tmp_path, DJANGO)
    init(folder, *ALL)
    assert _seen(_target(folder)) == ("POST", "/bot/{room}/chat", "form", "answer")
    assert _cases(folder)[0]["input"] == {"q": UNWRITTEN}
    assert (folder / "test_health.py").exists()
    assert "`/bot/{room}/chat`" in (folder / "docs/runbook.md").read_text()


# -- health


def test_the_health_route_that_is_there(tmp_path: Path) -> None:
    flask = project(tmp_path / "flask", FLASK)
    said = init(flask, "health")
    assert "wrote server/tests/test_health.py: tests GET /healthz (server/web.py:" in said
    text = (flask / "server/tests/test_health.py").read_text()
    assert "from web import create_app" in text
    assert 'create_app().test_client().get("/healthz")' in text
    assert 'for name in ["OPENAI_API_KEY"]' in text
    express = project(tmp_path / "express", EXPRESS)
    said = init(express, "health")
    assert "wrote tests/health.test.mjs: tests GET /api/health (src/server.js:7)" in said
    assert 'from "vitest"' in (express / "tests/health.test.mjs").read_text()


def test_without_one_it_says_that_it_fails(tmp_path: Path) -> None:
    fastapi = project(tmp_path / "fastapi", FASTAPI)
    said = init(fastapi, "health")
    assert "there is no health route: it fails until GET /health answers" in said
    text = (fastapi / "tests/test_health.py").read_text()
    assert "There is no such route yet" in text
    assert "from app.main import app" in text
    assert "fails until GET /api/health answers" in init(project(tmp_path / "n", NEXT), "health")
    assert "no health test was written" in init(project(tmp_path / "s", SCRIPT), "health")


def test_the_test_of_node_runs_before_and_after(tmp_path: Path) -> None:
    manifest = EXPRESS["package.json"].replace("vitest", "prettier")
    server = EXPRESS["src/server.js"].replace("/api/health", "/api/other")
    folder = project(tmp_path, {**EXPRESS, "package.json": manifest, "src/server.js": server})
    init(folder, "health")
    test = folder / "tests/health.test.mjs"
    with serving() as (address, _):
        assert _node(folder, HEALTH_BASE_URL=address) == 0  # GET /health answers there
        test.write_text(test.read_text().replace('"/health"', '"/none"'))
        assert _node(folder, HEALTH_BASE_URL=address) == 1
    assert _node(folder, HEALTH_BASE_URL="") == 1


def _node(folder: Path, **environment: str) -> int:
    return subprocess.run(
        ["node", "--test", "tests/health.test.mjs"],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, check=False,
    ).returncode  # fmt: skip


def test_without_an_application_to_import_it_is_asked_by_its_address(tmp_path: Path) -> None:
    text = """\
from openai import OpenAI
from sanic import Sanic, text

app = Sanic("chat")

@app.post("/chat")
async def chat(request):
    return text(OpenAI().responses.create(model="x", input=request.json["q"]).output_text)
"""
    folder = project(tmp_path, {"main.py": text})
    init(folder, "health")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    with serving() as (address, _):
        for url, code in ((address, 0), (f"{address}/none", 1), ("", 1)):
            env = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
            done = subprocess.run(
                command,
                cwd=folder,
                env={**env, "HEALTH_BASE_URL": url},
                capture_output=True,
                check=False,
            )
            assert done.returncode == code, done.stdout


# -- runbook


def test_the_runbook_has_what_is_known(tmp_path: Path) -> None:
    folder = project(tmp_path, FASTAPI)
    said = init(folder, "runbook")
    page = (folder / "docs/runbook.md").read_text()
    for known in (
        "| `POST /api/v1/chat/{room}/ask` | yes |", "`gpt-4o-2024-08-06`", "100 tokens", "30 s",
        "`OPENAI_API_KEY`", "`openai`", "USD ",
    ):  # fmt: skip
        assert known in page, known
    questions = page.count(f"**{UNWRITTEN}**")
    assert f"{questions} questions are left" in said
    assert f"Who is on call, and how are they reached at night? **{UNWRITTEN}**" in page


# -- hostile trees

PAYLOAD = 'x\'\\"""`;${process.exit(9)}*/|<img src=x>@me #1 [a](http://e)'


def _hostile(folder: Path) -> Path:
    return project(
        folder,
        {
            "requirements.txt": "fastapi\nopenai\n",
            "main.py": f"""\
import os
from fastapi import FastAPI
from openai import OpenAI

app = FastAPI()
key = os.environ[{PAYLOAD + "_API_KEY"!r}]


@app.post({"/ask/" + PAYLOAD!r})
def ask({{}}, body: dict):
    return {{{PAYLOAD!r}: OpenAI().responses.create(model={PAYLOAD!r}, input=body[{PAYLOAD!r}])}}


@app.get({"/" + PAYLOAD + "/health"!r})
def health():
    return {{}}
""".replace("{}, ", ""),
            "web/package.json": '{"dependencies": {"express": "5"}}',
            "web/server.js": f"""\
import express from "express";
import OpenAI from "openai";
const app = express();
const client = new OpenAI({{ apiKey: process.env[{json.dumps(PAYLOAD + "_API_KEY")}] }});
const routes = express.Router();
routes.get("/health", (req, res) => res.json({{}}));
app.use({json.dumps("/" + PAYLOAD)}, routes);
app.post({json.dumps("/ask/" + PAYLOAD)}, async (req, res) => {{
  res.json(await client.responses.create({{ model: "a", input: req.body[{json.dumps(PAYLOAD)}] }}));
}});
""",
        },
    )


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_names_of_the_tree_run_nothing(tmp_path: Path, language: str) -> None:
    folder = _hostile(tmp_path)
    if language == "javascript":
        (folder / "main.py").unlink()
        folder = folder / "web"
        subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    before = set(_tree(folder))
    init(folder, *ALL)
    for name in set(_tree(folder)) - before:
        path = folder / name
        if name.endswith(".py"):
            compile(path.read_bytes(), name, "exec")
        elif name.endswith((".mjs", ".js")):
            subprocess.run(["node", "--check", path], check=True)
        elif name.endswith(".jsonl"):
            assert len(_cases(folder)) == 2
        elif name.endswith(".json"):
            json.loads(path.read_text())
    page = (folder / "docs/runbook.md").read_text()
    rendered = _html(page)
    assert "<img" not in rendered
    assert "<a href" not in rendered
    runner = "run.py" if language == "python" else "run.mjs"
    assert run(folder, runner, EVALS_BASE_URL="http://127.0.0.1:9")[0] == 2


def _html(page: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("gfm-like", {"linkify": False}).render(page))


def _strings(text: str) -> set[object]:
    return {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}


def _shape(text: str) -> str:
    """The code, whatever its strings are."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


@pytest.mark.parametrize("address", ["/" + PAYLOAD, '/a"""\nimport os\n', "/é😀\\"])
def test_a_health_test_holds_its_address_as_a_literal(address: str) -> None:
    from prodgate.scaffold import health_javascript, health_python
    from prodgate.scaffold.imports import App, Module

    app = App("flask", Module("web", ""), "app", False, "web.py")

    def texts(address: str, key: str) -> list[str]:
        return [
            health_python.test(address, False, (key,), app),
            health_python.test(address, False, (), None),
            health_python.django(address, False),
        ]

    for hostile, plain in zip(texts(address, PAYLOAD), texts("/x(y)", "A_KEY"), strict=True):
        assert _shape(hostile) == _shape(plain)
        assert address in _strings(hostile)
    assert PAYLOAD in _strings(texts(address, PAYLOAD)[0])
    for runner in ("node", "vitest", "jest"):
        text = health_javascript.test(address, False, runner)
        assert json.dumps(address) in text
        assert "There is no such route yet: the test fails until the route below" in text


def test_what_is_written_is_clean(tmp_path: Path, kind: str) -> None:
    folder = project(tmp_path, PROJECTS[kind])
    before = set(_tree(folder))
    init(folder, *ALL)
    ours = [name for name in set(_tree(folder)) - before if name.endswith(".py")]
    if ours:
        ruff = [sys.executable, "-m", "ruff"]
        subprocess.run([*ruff, "check", "--isolated", "--no-cache", *ours], cwd=folder, check=True)
        formatted = [*ruff, "format", "--isolated", "--no-cache", "--line-length", "100", "--check"]
        subprocess.run([*formatted, *ours], cwd=folder, check=True)
