"""The three rewrites that define the product, in both languages, with real types, and run.

Each project is rewritten by the command line, type-checked by tsc (strict, with the real zod) or
mypy (strict, with the real pydantic), and then run: what was promised must hold.

The packages are installed once into a cache: $PRODGATE_TEST_CACHE, or the user's cache folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

POLICY = """\
defaults: {list-items: 5, output-tokens: 900, timeout: 9}
roles: {support: [search], admin: [dbAdminTool, db_admin_tool]}
packs: [house]
"""

# How the team describes its own model client; the same in both languages but for the names.
HOUSE = """\
sdk: house
language: LANGUAGE
package: ""
imports: []
title: our model client
measured: {version: "1", date: "2026-01-01"}
models: {large: [large-model], plain: ["*"]}
releases:
- calls:
  - paths: [llm.generate]
    functions: [llm.generate]
    distinctive: true
    model: MODEL
    prompt: [PROMPT]
    cap: {at: [CAP]}
    timeout: {at: [TIMEOUT], unit: ms, default: null}
"""
JAVASCRIPT = {"LANGUAGE": "javascript", "MODEL": "0.model", "PROMPT": "0.prompt",
              "CAP": "0.maxTokens", "TIMEOUT": "0.timeoutMs"}  # fmt: skip
PYTHON = {"LANGUAGE": "python", "MODEL": "model", "PROMPT": "prompt", "CAP": "max_tokens",
          "TIMEOUT": "timeout_ms"}  # fmt: skip


# -- the project -------------------------------------------------------------------------------


def project(folder: Path, files: dict[str, str]) -> Path:
    """A git repository with a policy, the team's pack, and the files of a prototype."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / "prodgate.yaml").write_text(POLICY)
    for names in (JAVASCRIPT, PYTHON):
        text = HOUSE
        for word, value in names.items():
            text = text.replace(word, value)
        pack = folder / "house" / "sdks" / names["LANGUAGE"]
        pack.mkdir(parents=True)
        (pack / "house.yaml").write_text(text)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def rewrite(folder: Path, *rules: str) -> None:
    """Fix what the rules find; a second run must change nothing."""
    select = [part for rule in rules for part in ("--select", rule)]
    fix = [sys.executable, "-m", "prodgate", "fix", "--unsafe", *select, "."]
    first = run(fix, folder)
    assert first.returncode == 1, first.stdout + first.stderr
    before = {p: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    second = run(fix, folder)
    assert second.returncode == 0, second.stdout + second.stderr
    assert {p: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """A real process in a folder."""
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )


# -- TypeScript --------------------------------------------------------------------------------

CACHE = Path(
    os.environ.get("PRODGATE_TEST_CACHE")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "prodgate-tests"
)
NPM = ("typescript@5.9.3", "@types/node@22.19.1")


@pytest.fixture(scope="session", params=["zod@3.25.76", "zod@4.1.12"])
def packages(request: pytest.FixtureRequest) -> Path:
    """node_modules with TypeScript and one of the two zods."""
    zod: str = request.param
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so TypeScript cannot be checked")
    folder = CACHE / f"npm-{zod.replace('@', '-')}"
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}")
        done = run([npm, "install", "--silent", "--no-audit", "--no-fund", zod, *NPM], folder)
        assert done.returncode == 0, done.stderr
        (folder / "complete").touch()
    return folder / "node_modules"


def check_and_run_typescript(folder: Path, packages: Path, script: str) -> str:
    """Type-check all of a project under strict, compile it, and run a script beside it."""
    (folder / "node_modules").symlink_to(packages, target_is_directory=True)
    (folder / "main.ts").write_text(script)
    tsc = ["node", str(packages / "typescript" / "bin" / "tsc")]
    options = [
        "--strict",
        "--noUncheckedIndexedAccess",
        "--target",
        "es2022",
        "--module",
        "commonjs",
    ]
    options += [
        "--moduleResolution",
        "node10",
        "--outDir",
        "built",
        "--types",
        "node",
        "--esModuleInterop",
    ]
    checked = run([*tsc, *options, "main.ts"], folder)
    assert checked.returncode == 0, checked.stdout
    done = run(["node", "built/main.js"], folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


AGENT_TS = """\
import { agent } from "./runtime";
import { dbAdminTool, fileSystemTool } from "./tools";

export async function handle(userPrompt: string) {
  const answer = await agent.run({ task: userPrompt, tools: [dbAdminTool, fileSystemTool] });
  return answer;
}
"""
TOOLS_TS = """\
export interface Tool { name: string; run(input: string): Promise<string> }
export const dbAdminTool: Tool = { name: "dbAdminTool", run: async (sql) => sql };
export const fileSystemTool: Tool = { name: "fileSystemTool", run: async (path) => path };
"""
RUNTIME_TS = """\
import type { Tool } from "./tools";
interface Policy { requireApproval: string[]; redactPii(text: string): string }
interface Options { task: string; tools: Tool[]; policy?: Policy }
export const agent = { run: async (options: Options) => options };
"""


def test_a_privileged_agent_gets_roles_a_clean_task_and_a_policy(
    tmp_path: Path, packages: Path
) -> None:
    files = {"agent.ts": AGENT_TS, "tools.ts": TOOLS_TS, "runtime.ts": RUNTIME_TS}
    folder = project(tmp_path, files)
    rewrite(folder, "unscoped-tools")
    text = (folder / "agent.ts").read_text()
    assert (
        "await agent.run({ task: sanitizePrompt(userPrompt), "
        "tools: toolsForRole(callerRole(), { dbAdminTool, fileSystemTool }), "
        "policy: agentPolicy });"
    ) in text
    guard = (
        'import { callerRole, toolsForRole, sanitizePrompt, agentPolicy } from "./prodgate-guard";'
    )
    assert guard in text
    said = check_and_run_typescript(
        folder,
        packages,
        """\
import { handle } from "./agent";
import { dbAdminTool, fileSystemTool } from "./tools";
import { redactPii, toolsForRole } from "./prodgate-guard";

async function main() {
  const { task, tools, policy } = await handle("hi\\u0000\\u001b[2J there\\n" + "x".repeat(20_000));
  const clean = task.startsWith("hi[2J there\\n") && !/[\\u0000\\u001b]/.test(task);
  console.log(tools.length, task.length, clean);
  console.log(policy?.requireApproval.join(), policy?.redactPii("ann@b.org, +44 20 7946 0958"));
  const all = { dbAdminTool, fileSystemTool };
  for (const role of ["admin", "support", "toString", undefined]) {
    console.log(role, toolsForRole(role, all).map((tool) => tool.name).join());
  }
  console.log(redactPii("card 4111 1111 1111 1111, order 12345, 2026-11-22"));
}
main();
""",
    )
    assert said.splitlines() == [
        "0 10000 true",
        "write,delete,external_post [email], [tel]",
        "admin dbAdminTool",
        "support ",
        "toString ",
        "undefined ",
        "card [card], order 12345, 2026-11-22",
    ]


OWN_FUNCTIONS = """\
functions:
  tools-for-role: ["company.guard:pick", "./company/guard:pick"]
  caller-role: ["company.guard:who", "./company/guard:who"]
  sanitize: ["company.guard:tidy", "./company/guard:tidy"]
  approval-policy: ["company.guard:rules", "./company/guard:rules"]
"""
OWN_TS = """\
import type { Tool } from "../tools";
export const who = () => "support";
export const tidy = (text: string) => text.trim();
export const rules = () => ({ requireApproval: ["pay"], redactPii: (text: string) => text });
export const pick = (role: string, tools: Record<string, Tool>) =>
  Object.values(tools).filter((tool) => role === "admin" || tool.name === "fileSystemTool");
"""
KNOWN_TS = """\
import { ChatOpenAI } from "@langchain/openai";
import { createReactAgent } from "@langchain/langgraph/prebuilt";
import { dbAdminTool, fileSystemTool } from "./tools";

export const make = (llm: ChatOpenAI) =>
  createReactAgent({ llm, tools: [dbAdminTool, fileSystemTool] });
"""


def with_own_functions(folder: Path) -> None:
    (folder / "prodgate.yaml").write_text(POLICY + OWN_FUNCTIONS)
    (folder / "company").mkdir()


def test_the_functions_of_the_team_are_used_instead_of_a_guard(
    tmp_path: Path, packages: Path
) -> None:
    files = {"agent.ts": AGENT_TS, "tools.ts": TOOLS_TS, "runtime.ts": RUNTIME_TS}
    folder = project(tmp_path, {**files, "known.ts": KNOWN_TS})
    with_own_functions(folder)
    (folder / "company" / "guard.ts").write_text(OWN_TS)
    rewrite(folder, "unscoped-tools")
    assert not (folder / "prodgate-guard.ts").exists()
    text = (folder / "agent.ts").read_text()
    assert 'import { who, pick, tidy, rules } from "./company/guard";' in text
    assert "tools: pick(who(), { dbAdminTool, fileSystemTool }), policy: rules() });" in text
    known = (folder / "known.ts").read_text()
    assert "tools: pick(who(), { dbAdminTool, fileSystemTool }) });" in known
    (folder / "known.ts").unlink()  # its packages are not installed
    script = """\
import { handle } from "./agent";
handle(" hi ").then(({ task, tools, policy }) => {
  console.log(task, tools.map((tool) => tool.name).join(), policy?.requireApproval.join());
});
"""
    assert check_and_run_typescript(folder, packages, script) == "hi fileSystemTool pay\n"


WORKFLOW_TS = """\
export interface WorkflowInput {
  documents: string[];
  question: string;
  depth?: number;
}

export async function runWorkflow(input: WorkflowInput): Promise<string> {
  return `${input.question} over ${input.documents.length} documents`;
}
"""
ROUTE_TS = """\
import { runWorkflow } from "./workflow";

interface Request {
  body: any;
}
interface Response {
  json(value: unknown): void;
}

export async function handler(req: Request, res: Response) {
  const result = await runWorkflow(req.body);
  res.json({ result });
}
"""
BODIES_TS = """\
import { handler } from "./route";

async function send(body: unknown) {
  try {
    await handler({ body }, { json: (value) => console.log(JSON.stringify(value)) });
  } catch (error) {
    const { issues } = error as { issues: { path: PropertyKey[]; message: string }[] };
    console.log(issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
  }
}

async function main() {
  const documents = ["a", "b", "c", "d", "e"];
  await send({ documents, question: "why?" });
  await send({ documents: [...documents, "f"], question: "why?" });
  await send({ documents: ["x".repeat(100_001)], question: "why?" });
  await send({ documents: "a", question: 1 });
}
main();
"""


def test_a_raw_body_is_parsed_by_a_schema_of_its_use(tmp_path: Path, packages: Path) -> None:
    folder = project(tmp_path, {"route.ts": ROUTE_TS, "workflow.ts": WORKFLOW_TS})
    rewrite(folder, "unvalidated-request-body")
    text = (folder / "route.ts").read_text()
    assert "  const payload = WorkflowInputSchema.parse(req.body);\n" in text
    assert "  const result = await runWorkflow(payload);\n" in text
    assert 'import { z } from "zod";\n' in text
    said = check_and_run_typescript(folder, packages, BODIES_TS).splitlines()
    assert said[0] == '{"result":"why? over 5 documents"}'
    assert said[1] == "documents: at most 5 documents"
    assert said[2] == "documents.0: at most 100000 characters"
    assert said[3].startswith("documents: ")
    assert "; question: " in said[3]


ASK_TS = """\
import { llm } from "./llm";

export async function ask(prompt: string) {
  return await llm.generate({ model: "large-model", prompt });
}
"""
LLM_TS = """\
interface Options { model: string; prompt: string; maxTokens?: number; timeoutMs?: number }
export const llm = { generate: async (options: Options) => options };
"""


def test_an_unbounded_call_gets_a_choice_a_cap_and_a_timeout(
    tmp_path: Path, packages: Path
) -> None:
    folder = project(tmp_path, {"ask.ts": ASK_TS, "llm.ts": LLM_TS})
    rewrite(folder, "fixed-large-model", "uncapped-tokens", "missing-timeout")
    text = (folder / "ask.ts").read_text()
    start, end = text.index("await llm.generate("), text.index(");\n}")
    assert text[start:end].startswith(
        'await llm.generate({ model: chooseModel("large-model", prompt), prompt, '
    )
    assert "maxTokens: 900" in text[start:end]
    assert "timeoutMs: 9_000" in text[start:end]
    said = check_and_run_typescript(
        folder,
        packages,
        'import { ask } from "./ask";\nask("hi").then((o) => console.log(JSON.stringify(o)));\n',
    )
    assert said == ('{"model":"large-model","prompt":"hi","timeoutMs":9000,"maxTokens":900}\n')


# -- Python ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def python() -> Path:
    """An interpreter with pydantic, mypy and two web frameworks."""
    folder = CACHE / f"python-web-{sys.version_info[0]}.{sys.version_info[1]}"
    interpreter = folder / "bin" / "python"
    if not (folder / "complete").exists():
        venv.create(folder, with_pip=True, clear=True)
        wanted = ["pydantic>=2.5,<3", "mypy>=1.15", "fastapi>=0.115,<1", "httpx<1", "flask>=3,<4"]
        done = run([str(interpreter), "-m", "pip", "install", "-q", *wanted], CACHE)
        if done.returncode:
            pytest.skip(f"the packages cannot be installed: {done.stderr.strip()[-200:]}")
        (folder / "complete").touch()
    return interpreter


def check_and_run_python(folder: Path, python: Path, script: str) -> str:
    """Type-check all of a project under strict, and run a script beside it."""
    (folder / "main.py").write_text(script)
    strict = [str(python), "-m", "mypy", "--strict", "--python-version"]
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    checked = run([*strict, version, "--cache-dir", str(CACHE / "mypy"), "main.py"], folder)
    assert checked.returncode == 0, checked.stdout
    done = run([str(python), "main.py"], folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


AGENT_PY = """\
from runtime import Run, agent
from tools import db_admin_tool, file_system_tool


async def handle(user_prompt: str) -> Run:
    return await agent.run(task=user_prompt, tools=[db_admin_tool, file_system_tool])
"""
TOOLS_PY = """\
class Tool:
    def __init__(self, name: str) -> None:
        self.name = name


db_admin_tool = Tool("db_admin_tool")
file_system_tool = Tool("file_system_tool")
"""
RUNTIME_PY = """\
from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tools import Tool


class Policy(Protocol):
    def needs_approval(self, action: str) -> bool: ...


@dataclass
class Run:
    task: str
    tools: list[Tool]
    policy: Policy | None


class Agent:
    async def run(self, *, task: str, tools: list[Tool], policy: Policy | None = None) -> Run:
        return Run(task, tools, policy)


agent = Agent()
"""


def test_a_privileged_python_agent_gets_the_same(tmp_path: Path, python: Path) -> None:
    files = {"service.py": AGENT_PY, "tools.py": TOOLS_PY, "runtime.py": RUNTIME_PY}
    folder = project(tmp_path, files)
    rewrite(folder, "unscoped-tools")
    text = (folder / "service.py").read_text()
    assert (
        "agent.run(task=sanitize_prompt(user_prompt), tools=tools_for_role(caller_role(), "
        '{"db_admin_tool": db_admin_tool, "file_system_tool": file_system_tool}), '
        "policy=AGENT_POLICY)"
    ) in text
    said = check_and_run_python(
        folder,
        python,
        """\
import asyncio

from prodgate_guard import redact_pii, tools_for_role
from service import handle
from tools import db_admin_tool, file_system_tool

result = asyncio.run(handle("hi\\0\\x1b[2J there\\n" + "x" * 20_000))
print(len(result.tools), len(result.task), "\\0" in result.task, result.task[:12].encode())
assert result.policy is not None
print([result.policy.needs_approval(a) for a in ("write", "delete", "external_post", "read")])
every = {"db_admin_tool": db_admin_tool, "file_system_tool": file_system_tool}
for role in ("admin", "support", "__class__", None):
    print(role, [tool.name for tool in tools_for_role(role, every)])
print(redact_pii("ann@example.org, +44 20 7946 0958, 4111 1111 1111 1111, order 12345, 2026-11-22"))
""",
    )
    assert said.splitlines() == [
        "0 10000 False b'hi[2J there\\n'",
        "[True, True, True, False]",
        "admin ['db_admin_tool']",
        "support []",
        "__class__ []",
        "None []",
        "[email], [tel], [card], order 12345, 2026-11-22",
    ]


OWN_PY = """\
from collections.abc import Mapping

from tools import Tool


class Rules:
    def needs_approval(self, action: str) -> bool:
        return action == "pay"


def rules() -> Rules:
    return Rules()


def who() -> str:
    return "support"


def tidy(text: str) -> str:
    return text.strip()


def pick(role: str, tools: Mapping[str, Tool]) -> list[Tool]:
    return [t for n, t in tools.items() if role == "admin" or n == "file_system_tool"]
"""
KNOWN_PY = """\
from langchain_openai import ChatOpenAI
from langgraph.prebuilt import create_react_agent
from tools import db_admin_tool, file_system_tool


def make(llm: ChatOpenAI):
    return create_react_agent(llm, tools=[db_admin_tool, file_system_tool])
"""


def test_the_functions_of_the_team_are_used_in_python_too(tmp_path: Path, python: Path) -> None:
    files = {"service.py": AGENT_PY, "tools.py": TOOLS_PY, "runtime.py": RUNTIME_PY}
    folder = project(tmp_path, {**files, "known.py": KNOWN_PY})
    with_own_functions(folder)
    (folder / "company" / "guard.py").write_text(OWN_PY)
    rewrite(folder, "unscoped-tools")
    assert not (folder / "prodgate_guard.py").exists()
    listed = '{"db_admin_tool": db_admin_tool, "file_system_tool": file_system_tool}'
    text = (folder / "service.py").read_text()
    assert "from company.guard import pick, rules, tidy, who\n" in text
    assert f"(task=tidy(user_prompt), tools=pick(who(), {listed}), policy=rules())" in text
    known = (folder / "known.py").read_text()
    assert f"create_react_agent(llm, tools=pick(who(), {listed}))" in known
    script = """\
import asyncio

from service import handle

run = asyncio.run(handle(" hi "))
assert run.policy is not None
print(run.task, [tool.name for tool in run.tools], run.policy.needs_approval("pay"))
"""
    assert check_and_run_python(folder, python, script) == "hi ['file_system_tool'] True\n"


WORKFLOW_PY = """\
from typing import Any


async def run_workflow(data: dict[str, Any]) -> str:
    documents = [document.strip() for document in data["documents"]]
    depth = data.get("depth", 1) + 1
    return f"{data['question'].strip()} over {len(documents)} documents, {depth} deep"
"""
SERVICE_PY = """\
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from workflow import run_workflow

Handler = TypeVar("Handler")


class Request(Protocol):
    async def json(self) -> Any: ...


class App(Protocol):
    def post(self, path: str) -> Callable[[Handler], Handler]: ...


def routes(app: App) -> None:
    @app.post("/workflow")
    async def handler(request: Request) -> dict[str, str]:
        result = await run_workflow(await request.json())
        return {"result": result}
"""


def test_a_raw_python_body_is_validated_by_a_model_of_its_use(tmp_path: Path, python: Path) -> None:
    folder = project(tmp_path, {"service.py": SERVICE_PY, "workflow.py": WORKFLOW_PY})
    rewrite(folder, "unvalidated-request-body")
    text = (folder / "service.py").read_text()
    assert "        payload = WorkflowInput.model_validate(await request.json())" in text
    assert "        result = await run_workflow(payload)\n" in text
    said = check_and_run_python(
        folder,
        python,
        """\
import asyncio
from typing import Any

from pydantic import ValidationError

from service import routes

handlers: list[Any] = []


class App:
    def post(self, path: str) -> Any:
        def register(handler: Any) -> Any:
            handlers.append(handler)
            return handler

        return register


class Request:
    def __init__(self, body: Any) -> None:
        self.body = body

    async def json(self) -> Any:
        return self.body


routes(App())
for body in (
    {"documents": list("abcde"), "question": "why?"},
    {"documents": list("abcde"), "question": "why?", "depth": 3},
    {"documents": list("abcdef"), "question": "why?"},
    {"documents": ["x" * 100_001], "question": "why?"},
    {"documents": "a", "question": 1},
):
    try:
        print(asyncio.run(handlers[0](Request(body)))["result"])
    except ValidationError as error:
        print("; ".join(f"{e['loc']}: {e['msg']}" for e in error.errors()))
""",
    )
    lines = said.splitlines()
    assert lines[:2] == ["why? over 5 documents, 2 deep", "why? over 5 documents, 4 deep"]
    assert lines[2] == ("('documents',): List should have at most 5 items after validation, not 6")
    assert lines[3] == "('documents', 0): String should have at most 100000 characters"
    assert "('documents',): " in lines[4]
    assert "('question',): " in lines[4]


FASTAPI_PY = """\
from fastapi import FastAPI, Request

from workflow import run_workflow

app = FastAPI()


@app.post("/workflow")
async def handler(request: Request) -> dict[str, str]:
    return {"result": await run_workflow(await request.json())}
"""
FASTAPI_SCRIPT = """\
from fastapi.testclient import TestClient

from service import app

client = TestClient(app, raise_server_exceptions=False)
for body in BODIES:
    answer = client.post("/workflow", json=body)
    print(answer.status_code, [error["loc"] for error in answer.json().get("detail", [])])
"""
FLASK_PY = """\
import asyncio

from flask import Flask, request

from workflow import run_workflow

app = Flask(__name__)


@app.post("/workflow")
def handler() -> dict[str, str]:
    return {"result": asyncio.run(run_workflow(request.json))}
"""
FLASK_SCRIPT = """\
from service import app

for body in BODIES:
    answer = app.test_client().post("/workflow", json=body)
    print(answer.status_code, "<script>" in answer.text)
"""
BODIES = """[
    {"documents": ["a"], "question": "why?"},
    {"documents": list("abcdef"), "question": "why?"},
    {"documents": ["a"], "question": ["<script>"]},
    "text",
]"""


@pytest.mark.parametrize(
    ("service", "script", "expected"),
    [
        (
            FASTAPI_PY,
            FASTAPI_SCRIPT,
            ["200 []", "422 [['documents']]", "422 [['question']]", "422 [[]]"],
        ),
        (FLASK_PY, FLASK_SCRIPT, ["200 False", "400 False", "400 False", "400 False"]),
    ],
    ids=["fastapi", "flask"],
)
def test_a_body_that_does_not_fit_is_answered_as_a_bad_request(
    tmp_path: Path, python: Path, service: str, script: str, expected: list[str]
) -> None:
    folder = project(tmp_path, {"service.py": service, "workflow.py": WORKFLOW_PY})
    rewrite(folder, "unvalidated-request-body")
    assert "validated_input(WorkflowInput, " in (folder / "service.py").read_text()
    said = check_and_run_python(folder, python, script.replace("BODIES", BODIES))
    assert said.splitlines() == expected


ASK_PY = """\
from llm_client import Answer, llm


async def ask(prompt: str) -> Answer:
    return await llm.generate(model="large-model", prompt=prompt)
"""
LLM_PY = """\
from __future__ import annotations

Answer = tuple[str, str, int | None, int | None]


class Client:
    async def generate(
        self,
        *,
        model: str,
        prompt: str,
        max_tokens: int | None = None,
        timeout_ms: int | None = None,
    ) -> Answer:
        return model, prompt, max_tokens, timeout_ms


llm = Client()
"""


def test_an_unbounded_python_call_gets_the_same(tmp_path: Path, python: Path) -> None:
    folder = project(tmp_path, {"asking.py": ASK_PY, "llm_client.py": LLM_PY})
    rewrite(folder, "fixed-large-model", "uncapped-tokens", "missing-timeout")
    text = (folder / "asking.py").read_text()
    assert 'llm.generate(model=choose_model("large-model", prompt), prompt=prompt, ' in text
    assert "max_tokens=900" in text
    assert "timeout_ms=9_000" in text
    script = 'import asyncio\n\nfrom asking import ask\n\nprint(asyncio.run(ask("hi")))\n'
    said = check_and_run_python(folder, python, script)
    assert said == "('large-model', 'hi', 900, 9000)\n"
