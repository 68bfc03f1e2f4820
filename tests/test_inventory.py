"""Each kind of record is found in projects of both languages, and what is none is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from inventories import of, project, taken

from prodgate.inventory.record import Call, Inventory
from prodgate.report.inventory import render_json, render_table

SCHEMA = Path(__file__).parents[1] / "prodgate" / "schemas" / "inventory.json"


def names(found: Inventory) -> set[tuple[str, str, str]]:
    return {(m.name, m.provider, m.setting) for m in found.models}


def call(found: Inventory) -> Call:
    assert len(found.calls) == 1, found.calls
    return found.calls[0]


# -- models ------------------------------------------------------------------------------------

ASK = "client.chat.completions.create(model={}, messages=m)\n"
OPENAI = "import os\nfrom openai import OpenAI\nclient = OpenAI()\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (OPENAI + ASK.format('"gpt-4o-2024-08-06"'), ("gpt-4o-2024-08-06", "openai", "")),
        (OPENAI + 'M = "gpt-4o"\n' + ASK.format("M"), ("gpt-4o", "openai", "")),
        (OPENAI + ASK.format('os.getenv("MODEL", "gpt-4o")'), ("gpt-4o", "openai", "MODEL")),
        (OPENAI + ASK.format('os.environ["MODEL"]'), ("", "openai", "MODEL")),
        (OPENAI + ASK.format('os.getenv("MODEL") or "gpt-4o"'), ("gpt-4o", "openai", "MODEL")),
        (OPENAI + "from names import M\n" + ASK.format("M"), ("gpt-4.1", "openai", "")),
        (
            "from openai import OpenAI\nclient = OpenAI(base_url='https://api.example.net/v1')\n"
            + ASK.format('"m-7"'),
            ("m-7", "api.example.net", ""),
        ),
        (
            "from openai import AzureOpenAI\nclient = AzureOpenAI()\n" + ASK.format('"ours"'),
            ("ours", "azure", ""),
        ),
    ],
)
def test_a_model_of_python(tmp_path: Path, code: str, expected: tuple[str, str, str]) -> None:
    found = of(tmp_path, {"app.py": code, "names.py": 'M = "gpt-4.1"\n'})
    assert expected in names(found)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('openai("gpt-4o")', ("gpt-4o", "openai", "")),
        ('openai(process.env.MODEL ?? "gpt-4o")', ("gpt-4o", "openai", "MODEL")),
        ("openai(process.env.MODEL!)", ("", "openai", "MODEL")),
    ],
)
def test_a_model_of_typescript(tmp_path: Path, code: str, expected: tuple[str, str, str]) -> None:
    ask = "import { openai } from '@ai-sdk/openai'\nimport { generateText } from 'ai'\n"
    found = of(tmp_path, {"a.ts": f"{ask}await generateText({{ model: {code}, prompt: p }})\n"})
    assert expected in names(found)


def test_whether_a_model_stays(tmp_path: Path) -> None:
    code = "".join(ASK.format(f'"{m}"') for m in ("gpt-4o", "gpt-4o-2024-08-06", "ours-x"))
    found = of(tmp_path, {"a.py": OPENAI + code})
    pinned = {m.name: m.pinned for m in found.models}
    assert pinned == {"gpt-4o": False, "gpt-4o-2024-08-06": True, "ours-x": None}


@pytest.mark.parametrize(
    "code",
    [
        'PRICES = {"gpt-4o": 2.5, "gpt-4o-mini": 0.15}\n',
        'if name == "gpt-4o":\n    pass\n',
        'CHOICES = ["gpt-4o", "claude-3-opus"]\n',
        'print("gpt-4o")\n',
        'encoding_for_model("gpt-4o")\n',
        'car_model = "Corolla"\n',
        'class A:\n    """Uses gpt-4o."""\n',
        'db_model = "User"\n',
        'requests.get(url, params={"model": "T"})\n',
    ],
)
def test_what_only_mentions_a_model_is_none(tmp_path: Path, code: str) -> None:
    assert of(tmp_path, {"a.py": code}).models == ()


# -- secrets -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "code", "name", "secret", "required"),
    [
        ("a.py", 'import os\nos.environ["STRIPE_KEY"]\n', "STRIPE_KEY", True, True),
        ("a.py", 'import os\nos.getenv("REGION", "eu")\n', "REGION", False, False),
        ("a.py", 'from os import getenv\ngetenv("A_TOKEN")\n', "A_TOKEN", True, True),
        ("a.py", 'import os\nos.environ.get("A_TOKEN", "")\n', "A_TOKEN", True, True),
        ("a.py", 'import os\nif os.getenv("SENTRY_DSN"):\n    x()\n', "SENTRY_DSN", True, False),
        ("a.py", 'import os\nx = os.getenv("A") or "b"\n', "A", False, False),
        (
            "a.py",
            "from pydantic_settings import BaseSettings\n\n\nclass S(BaseSettings):\n"
            '    api_key: str\n    model_config = {"env_prefix": "my_"}\n',
            "MY_API_KEY", True, True,
        ),
        ("a.py", 'import streamlit as st\nst.secrets["A_KEY"]\n', "A_KEY", True, True),
        ("a.py", "from openai import OpenAI\nOpenAI()\n", "OPENAI_API_KEY", True, True),
        ("a.py", "from agents import Agent\na = Agent(name='x')\n", "OPENAI_API_KEY", True, True),
        ("a.ts", "const k = process.env.A_KEY!\n", "A_KEY", True, True),
        ("a.ts", 'const k = process.env["A_KEY"]\n', "A_KEY", True, True),
        ("a.ts", 'const { A_KEY, B = "c" } = process.env\n', "A_KEY", True, True),
        ("a.ts", 'const u = process.env.URL_OF_X ?? "http://x"\n', "URL_OF_X", False, False),
        ("a.ts", "const k = import.meta.env.VITE_NAME\n", "VITE_NAME", False, True),
        ("a.ts", 'const k = Deno.env.get("A_KEY")\n', "A_KEY", True, True),
        ("a.ts", "if (process.env.A_KEY) {\n  go()\n}\n", "A_KEY", True, False),
        (
            "env.ts",
            "export const env = createEnv({ server: { A_KEY: z.string().min(1) } })\n",
            "A_KEY", True, True,
        ),
        (
            "env.ts",
            "const S = z.object({ A_KEY: z.string().optional() })\nS.parse(process.env)\n",
            "A_KEY", True, False,
        ),
        ("docker-compose.yml", "services:\n  a:\n    x: ${A_TOKEN}\n", "A_TOKEN", True, True),
        (".env.example", "A_KEY=nothing\n", "A_KEY", True, False),
    ],
)  # fmt: skip
def test_a_name_of_a_setting(
    tmp_path: Path, file: str, code: str, name: str, secret: bool, required: bool
) -> None:
    found = {s.name: s for s in of(tmp_path, {file: code}).secrets}
    assert (found[name].secret, found[name].required) == (secret, required)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("a.py", 'd = {"OPENAI_API_KEY": 1}\nd.get("OPENAI_API_KEY")\n'),
        ("a.py", 'import os\nos.environ["A"] = "b"\n'),
        ("a.py", "import os\nos.getenv(name)\n"),
        ("a.py", 'headers.get("AUTHORIZATION")\n'),
        ("a.py", '"""os.environ["A"]"""\n'),
        ("a.py", 'import os\nos.path.join("A", "B")\n'),
        ("a.ts", "process.env.A = 'b'\n"),
        ("a.ts", "const x = config.env.A_KEY\n"),
        ("a.ts", "// process.env.A_KEY\n"),
        ("a.ts", "process.env[name]\n"),
        ("a.ts", "const S = z.object({ A_KEY: z.string() })\nS.parse(body)\n"),
        ("a.ts", "create({ server: { A_KEY: z.string() } })\n"),
        (".env", "A_KEY=value\n"),
        ("tests/test_a.py", 'import os\nos.environ["A"]\n'),
        ("examples/a.py", 'import os\nos.environ["A"]\n'),
        ("notes.md", "set A_KEY\n"),
        ("docker-compose.yml", "# ${A_TOKEN}\n"),
        ("a.py", "from openai import OpenAI\nOpenAI(api_key=given)\n"),
    ],
)
def test_what_reads_no_setting(tmp_path: Path, file: str, code: str) -> None:
    assert of(tmp_path, {file: code}).secrets == ()


KEY = "sk-proj-" + "q7Vd2LmX9sKe4RtB8nWzT5hYc3JpG6uFa1Mx"
PASSWORD = "Tr0ub4dor-and-3-horses"


def test_no_secret_and_no_prompt_is_ever_shown(tmp_path: Path) -> None:
    said = "You are the secret keeper of the orchard; never tell anyone about the pears."
    files = {
        "app.py": f'import os, requests\nfrom openai import OpenAI\n\nos.getenv("{KEY}")\n'
        f'os.getenv("OPENAI_API_KEY", "{KEY}")\nclient = OpenAI(api_key="{KEY}")\n'
        f'URL = "postgresql://me:{PASSWORD}@db.example.org/x"\n'
        f'requests.get("https://me:{PASSWORD}@api.example.org/v1?key={KEY}")\n'
        f'client.chat.completions.create(model="{KEY}", messages=[{{"role": "system", '
        f'"content": "{said}"}}])\n',
        ".env": f"OPENAI_API_KEY={KEY}\n",
        ".env.example": f"OPENAI_API_KEY={KEY}\n",
        "docker-compose.yml": f"services:\n  a:\n    image: redis\n    x: ${{A:-{KEY}}}\n",
        "package.json": json.dumps({"scripts": {"start": f"OPENAI_API_KEY={KEY} node x.js"}}),
        "requirements.txt": f"openai @ git+https://u:{PASSWORD}@git.example.org/o\n",
        "prompts/system.md": said,
    }
    found = of(tmp_path, files)
    for text in (render_json(found), render_table(found)):
        assert KEY not in text
        assert KEY[8:30] not in text
        assert PASSWORD not in text
        assert "orchard" not in text
    assert {d.name for d in found.data} >= {"postgresql", "https://api.example.org", "redis"}


# -- prompts -----------------------------------------------------------------------------------


def test_prompts_with_their_roles_and_doubles(tmp_path: Path) -> None:
    long = "You sort letters into trays by the town that they are for."
    code = OPENAI + (
        f'SYSTEM = "{long}"\n'
        'client.chat.completions.create(model="m", messages=[{"role": "system", "content": SYSTEM},'
        ' {"role": "user", "content": f"Where in the town does this go: {letter}"}])\n'
    )
    found = of(tmp_path, {"a.py": code, "prompts/sort.txt": long + "\n", "prompts/README.md": "x"})
    roles = {(p.place.path, p.role) for p in found.prompts}
    assert roles == {("a.py", "system"), ("a.py", "user"), ("prompts/sort.txt", "file")}
    same = {p.hash for p in found.prompts if p.role != "user"}
    assert len(same) == 1
    assert [p.holes for p in found.prompts if p.role == "user"] == [("letter",)]


@pytest.mark.parametrize(
    "code",
    [
        'HELP = "Usage: run this program with a file name and wait."\n',
        'raise ValueError("this is a long message for a person who reads logs")\n',
        'SQL = "select name from people where town = 1 order by name"\nrun(SQL)\n',
        'print("You are a helpful assistant that is only printed here")\n',
        '"""You are a helpful assistant: a docstring of the module."""\n',
        'page = "<html><body>You are here, and nobody asks a model</body></html>"\n',
    ],
)
def test_a_text_that_no_model_gets_is_no_prompt(tmp_path: Path, code: str) -> None:
    assert of(tmp_path, {"a.py": code}).prompts == ()


# -- endpoints and calls -----------------------------------------------------------------------


def test_endpoints_of_fastapi_with_what_guards_them(tmp_path: Path) -> None:
    code = (
        "from fastapi import APIRouter, Depends\nfrom pydantic import BaseModel\n"
        "from openai import OpenAI\n\n\nclass Ask(BaseModel):\n    text: str\n\n\n"
        'router = APIRouter(prefix="/v1")\nclient = OpenAI(timeout=9, max_retries=1)\n\n\n'
        '@router.post("/ask")\ndef ask(body: Ask, user=Depends(current_user)):\n'
        '    return client.chat.completions.create(model="gpt-4o", max_tokens=300, messages=[])\n'
        '\n\n@router.get("/health")\ndef health():\n    return {}\n'
    )
    found = of(tmp_path, {"main.py": code})
    ask, health = found.endpoints
    assert (ask.method, ask.route, ask.framework) == ("POST", "/v1/ask", "fastapi")
    assert (ask.asks_model, ask.checks_caller, ask.validates) == (True, True, True)
    assert (health.route, health.asks_model, health.validates) == ("/v1/health", False, None)
    asked = call(found)
    assert (asked.output_tokens, asked.timeout_seconds, asked.attempts, asked.rounds) == (
        300, 9.0, 2, 1,
    )  # fmt: skip
    assert asked.endpoints == ("POST /v1/ask",)


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("app/api/chat/route.ts", "export async function POST(req) {}", ("POST", "/api/chat")),
        ("pages/api/hi.ts", "export default function handler(req, res) {}", ("*", "/api/hi")),
        (
            "server.js",
            "const express = require('express')\nconst app = express()\n"
            "app.put('/x', (req, res) => {})",
            ("PUT", "/x"),
        ),
        ("a.ts", "'use server'\nexport async function save(x) {}", ("ACTION", "save")),
        (
            "b.py",
            "from flask import Flask\napp = Flask(__name__)\n\n\n"
            '@app.route("/a", methods=["POST"])\ndef a():\n    pass\n',
            ("POST", "/a"),
        ),
        (
            "bot.py",
            "import discord\nbot = discord.Bot()\n\n\n@bot.event\nasync def on_message(m):\n"
            "    pass\n",
            ("", "on_message"),
        ),
    ],
)
def test_a_way_in(tmp_path: Path, path: str, code: str, expected: tuple[str, str]) -> None:
    found = of(tmp_path, {path: code + "\n"})
    assert [(e.method, e.route) for e in found.endpoints] == [expected]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("a.py", 'import requests\nrequests.post("/chat", json={})\n'),
        ("a.py", "@cache\ndef ask(x):\n    return x\n"),
        ("a.py", '@app.command("go")\ndef go():\n    pass\n'),
        ("a.ts", "axios.post('/chat', (req) => req)\n"),
        ("a.ts", "export function post(x) { return x }\n"),
        ("lib/route-map.ts", "export function helper() {}\n"),
        ("a.ts", "button.on('click', () => go())\n"),
        ("a.ts", "import { Client } from 'discord.js'\nstream.on('end', () => go())\n"),
        ("sidebar.py", "import streamlit as st\n\n\ndef bar():\n    st.button('x')\n"),
    ],
)
def test_what_is_no_way_in(tmp_path: Path, path: str, code: str) -> None:
    assert of(tmp_path, {path: code}).endpoints == ()


def test_a_call_in_another_file_has_its_routes_and_its_client(tmp_path: Path) -> None:
    files = {
        "main.py": "from fastapi import FastAPI\nfrom service import answer\napp = FastAPI()\n\n\n"
        '@app.post("/a")\ndef a(x: str):\n    return answer(x)\n\n\n'
        '@app.post("/b")\ndef b(x: str):\n    return answer(x)\n',
        "service.py": "from llm import client\n\n\ndef answer(x):\n"
        '    return client.chat.completions.create(model="gpt-4o", messages=[x])\n',
        "llm.py": "from openai import OpenAI\n\nclient = OpenAI(timeout=7, max_retries=0)\n",
    }
    found = call(of(tmp_path, files))
    assert found.endpoints == ("POST /a", "POST /b")
    assert (found.timeout_seconds, found.attempts, found.output_tokens) == (7.0, 1, None)
    assert found.unknown == ()


def test_a_router_has_the_prefix_that_another_file_gives_it(tmp_path: Path) -> None:
    files = {
        "main.py": "from fastapi import FastAPI\nfrom routers import chat, open_router\n"
        'app = FastAPI()\napp.include_router(chat.router, prefix="/chat")\n'
        "app.include_router(open_router.router)\n",
        "routers/__init__.py": "",
        "routers/chat.py": "from fastapi import APIRouter\nrouter = APIRouter()\n\n\n"
        '@router.get("/")\ndef a():\n    pass\n\n\n@router.get("/x")\ndef b():\n    pass\n',
        "routers/open_router.py": "from fastapi import APIRouter\nrouter = APIRouter()\n\n\n"
        '@router.get("/y")\ndef a():\n    pass\n',
        "web/index.ts": "import express from 'express'\nimport users from './users'\n"
        "const app = express()\napp.use('/users', users)\n",
        "web/users.ts": "import { Router } from 'express'\nconst router = Router()\n"
        "router.get('/me', (req, res) => {})\nexport default router\n",
    }
    routes = {e.route for e in of(tmp_path, files).endpoints}
    assert routes == {"/chat", "/chat/x", "/y", "/users/me"}


def test_a_server_that_speaks_the_same_protocol_is_not_the_provider(tmp_path: Path) -> None:
    code = "from openai import OpenAI\nclient = OpenAI(base_url=where())\n" + ASK.format(
        '"gemini-2"'
    )
    assert names(of(tmp_path, {"a.py": code})) == {("gemini-2", "google", "")}


def test_a_request_of_ones_own_to_a_provider_is_a_call(tmp_path: Path) -> None:
    code = (
        "import requests\n"
        'requests.post("https://api.openai.com/v1/chat/completions", timeout=8,\n'
        '    json={"model": "gpt-4o", "messages": []})\n'
        'requests.post("https://api.example.org/v1/things", timeout=8, json={"model": "T"})\n'
    )
    found = call(of(tmp_path, {"a.py": code}))
    assert (found.sdk, found.models, found.timeout_seconds) == ("requests", ("gpt-4o",), 8.0)
    assert (found.output_tokens, found.unknown) == (None, ())


def test_a_method_of_an_answer_is_no_second_call(tmp_path: Path) -> None:
    code = OPENAI + (
        'raw = client.chat.completions.with_raw_response.create(model="gpt-4o", messages=[])\n'
        "reply = raw.parse()\n"
    )
    assert call(of(tmp_path, {"a.py": code})).models == ("gpt-4o",)


def test_rounds_of_loops(tmp_path: Path) -> None:
    ask = 'client.chat.completions.create(model="m", messages=[])'
    counted = f"for i in range(4):\n    {ask}\n"
    assert call(of(tmp_path / "a", {"a.py": OPENAI + counted})).rounds == 4
    over = of(tmp_path / "b", {"a.py": OPENAI + f"for i in items:\n    {ask}\n"})
    assert (call(over).rounds, call(over).unknown) == (None, ("rounds",))
    endless = (
        f"while True:\n    r = {ask}\n    if not r.choices[0].message.tool_calls:\n        break\n"
    )
    told = call(of(tmp_path / "c", {"a.py": OPENAI + endless}))
    assert (told.rounds, told.unknown) == (None, ())


def test_the_steps_of_an_agent(tmp_path: Path) -> None:
    code = (
        "import { openai } from '@ai-sdk/openai'\n"
        "import { generateText, stepCountIs, hasToolCall } from 'ai'\n"
        "await generateText({ model: openai('gpt-4o'), prompt: p, tools, STOP })\n"
    )
    stops = {
        "stopWhen: stepCountIs(5)": 5,
        "stopWhen: [hasToolCall('x'), stepCountIs(7)]": 7,
        "stopWhen: when": None,
    }
    for at, (stop, rounds) in enumerate(stops.items()):
        package = '{"dependencies": {"ai": "6.0.37"}}'
        files = {"a.ts": code.replace("STOP", stop), "package.json": package}
        assert call(of(tmp_path / str(at), files)).rounds == rounds


# -- tools, SDKs, data -------------------------------------------------------------------------


def test_tools_and_what_they_can_do(tmp_path: Path) -> None:
    code = (
        "import subprocess, os\nfrom langchain_core.tools import tool\nfrom agents import Agent, "
        "RunContextWrapper\n\n\n@tool\ndef shell(command: str):\n"
        "    return subprocess.run(command, shell=True)\n\n\n@tool\ndef wipe(path: str):\n"
        "    os.remove(path)\n\n\n@tool\ndef look(path: str):\n    return open(path).read()\n\n\n"
        "def told(ctx: RunContextWrapper, agent):\n    return 'x'\n\n\n"
        "a = Agent(name='a', instructions=told)\n"
    )
    found = {t.name: t.can for t in of(tmp_path, {"a.py": code}).tools}
    assert found == {"shell": ("execute",), "wipe": ("delete",), "look": ("read",)}


def test_sdks_with_what_is_asked_for_and_locked(tmp_path: Path) -> None:
    files = {
        "a.py": "import openai\nimport json\nfrom langchain_openai import ChatOpenAI\n",
        "pyproject.toml": '[tool.poetry.dependencies]\nopenai = "^1.2"\n',
        "poetry.lock": '[[package]]\nname = "openai"\nversion = "1.60.0"\n',
        "b.ts": "import OpenAI from 'openai'\nimport x from './openai'\nimport fs from 'fs'\n",
        "package.json": '{"dependencies": {"openai": "4.1.0"}}',
    }
    found = {(s.name, s.language): (s.declared, s.locked) for s in of(tmp_path, files).sdks}
    assert found == {
        ("openai", "python"): ("^1.2", "1.60.0"),
        ("langchain-openai", "python"): ("", ""),
        ("openai", "javascript"): ("4.1.0", ""),
    }


@pytest.mark.parametrize(
    ("file", "code", "expected"),
    [
        ("a.py", "import psycopg2\n", ("database", "postgresql")),
        ("a.py", 'U = "mysql+pymysql://localhost/x"\n', ("database", "mysql")),
        ("a.py", "from langchain_community.vectorstores import FAISS\n", ("vector-store", "faiss")),
        ("a.py", 'import boto3\nboto3.client("s3")\n', ("object-store", "s3")),
        (
            "a.py",
            'import requests\nB = "https://api.example.org"\nrequests.get(f"{B}/x", timeout=3)\n',
            ("http", "https://api.example.org"),
        ),
        ("a.py", 'import pandas as pd\npd.read_csv("data/x.csv")\n', ("file", "data/x.csv")),
        ("a.ts", "import { Pinecone } from '@pinecone-database/pinecone'\n",
         ("vector-store", "pinecone")),
        ("a.ts", "const { Pool } = require('pg')\n", ("database", "postgresql")),
        ("a.ts", "await fetch('https://api.example.org/x')\n", ("http", "https://api.example.org")),
        ("compose.yaml", "services:\n  q:\n    image: qdrant/qdrant\n", ("vector-store", "qdrant")),
        ("p/schema.prisma", 'datasource db {\n  provider = "sqlite"\n}\n', ("database", "sqlite")),
    ],
)  # fmt: skip
def test_a_source_of_data(tmp_path: Path, file: str, code: str, expected: tuple[str, str]) -> None:
    assert [(d.kind, d.name) for d in of(tmp_path, {file: code}).data] == [expected]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("a.py", 'if url.startswith("postgres://"):\n    pass\n'),
        ("a.py", 'DOCS = "https://docs.example.org"\n'),
        ("a.py", "import requests\nrequests.get(url, timeout=3)\n"),
        ("a.py", "from database import redis_like\n"),
        ("a.py", 'open("x.csv")\n'),
        ("a.ts", "await fetch('/api/chat')\n"),
        ("a.ts", "await fetch(url)\n"),
        ("a.ts", "await fetch(`https://${name}.example.org/x`)\n"),
        ("a.ts", "import { pg } from './pg'\n"),
        ("compose.yaml", "services:\n  a:\n    image: nginx:1\n"),
        ("compose.yaml", "services:\n  a:\n    image: oliver006/redis_exporter\n"),
    ],
)
def test_what_is_no_source_of_data(tmp_path: Path, file: str, code: str) -> None:
    assert of(tmp_path, {file: code}).data == ()


# -- the whole ---------------------------------------------------------------------------------


def test_the_json_is_what_the_schema_says_and_the_same_twice(tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "examples" / "prototype"
    found = taken(example)
    text = render_json(found)
    jsonschema.validate(json.loads(text), json.loads(SCHEMA.read_text()))
    assert text == render_json(taken(example))


def test_a_notebook_names_its_cells(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# x"], "metadata": {}},
        {"cell_type": "code", "source": ["import os\n", 'k = os.environ["A_KEY"]'],
         "metadata": {}, "outputs": [], "execution_count": None},
    ]  # fmt: skip
    book = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (secret,) = of(tmp_path, {"a.ipynb": book}).secrets
    assert (secret.places[0].cell, secret.places[0].line) == (2, 2)


def test_hostile_names_are_escaped(tmp_path: Path) -> None:
    name = "a\x1b[31m\n::error::x.py"
    code = OPENAI + ASK.format('"gpt-4o"') + '@app.post("/\\x1b[2J")\ndef f(): pass\n'
    found = of(tmp_path, {name: code})
    text = render_table(found)
    assert "\x1b" not in text
    assert not any(row.lstrip().startswith("::") for row in text.splitlines())
    json.loads(render_json(found))


def test_a_broken_file_is_said_and_costs_no_other(tmp_path: Path) -> None:
    found = of(tmp_path, {"bad.py": "def (:\n", "a.py": 'import os\nos.environ["A"]\n'})
    assert [s.name for s in found.secrets] == ["A"]
    assert [m.split(":")[0] for m in found.not_checked] == ["bad.py"]


def test_an_example_that_is_asked_for_is_no_example(tmp_path: Path) -> None:
    folder = project(tmp_path, {"examples/x/a.py": 'import os\nos.environ["A"]\n'})
    assert taken(folder).secrets == ()
    assert [s.name for s in taken(folder, "examples/x").secrets] == ["A"]
    assert [s.name for s in taken(folder, everything=True).secrets] == ["A"]
