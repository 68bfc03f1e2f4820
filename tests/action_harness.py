"""Runs the steps of action.yml as a runner does: its environment, its files, its folders.

The server is that of github_server.py; commits come from it over git's own HTTP, by
``git http-backend``. Nothing of prodgate is called here but what action.yml says.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml
from github_contract import Operation
from github_server import REPOSITORY, TOKEN, Asked, Server, answers, serve

ROOT = Path(__file__).resolve().parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
_EXPRESSION = re.compile(r"\$\{\{\s*([^}]+?)\s*\}\}")


# -- the git side of the server -------------------------------------------------------------------


class GitHttp(ThreadingHTTPServer):
    """Serves one bare repository under /acme/shop, read-only, to those with the token."""

    daemon_threads = True

    def __init__(self, folder: Path, *, private: bool) -> None:
        super().__init__(("127.0.0.1", 0), _GitHandler)
        self.folder = folder.resolve()
        self.private = private
        self.asked: list[str] = []
        self.backend = subprocess.check_output(["git", "--exec-path"], text=True).strip()


class _GitHandler(BaseHTTPRequestHandler):
    server: GitHttp

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        if self.headers.get("Transfer-Encoding", "") == "chunked":
            body = b"".join(self._chunks())
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(body)

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline().strip(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def _answer(self, body: bytes) -> None:
        import base64

        path, _, query = self.path.partition("?")
        wanted = "basic " + base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()
        given = self.headers.get("Authorization", "")
        self.server.asked.append(f"{self.command} {path} {'token' if given == wanted else given}")
        if self.server.private and given != wanted:
            self.send_error(401)
            return
        if not path.startswith(f"/{REPOSITORY}/"):
            self.send_error(404)
            return
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.server.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "uploadpack.allowAnySHA1InWant",
            "GIT_CONFIG_VALUE_0": "true",
            "GIT_CONFIG_KEY_1": "safe.directory",
            "GIT_CONFIG_VALUE_1": "*",
            "PATH_INFO": path.removeprefix(f"/{REPOSITORY}"),
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_ADDR": "127.0.0.1",
        }
        command = [f"{self.server.backend}/git-http-backend"]
        done = subprocess.run(command, input=body, capture_output=True, env=environment)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
        self.send_response(int(headers.pop("Status", "200").split()[0]))
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@answers("GET /compare/{basehead}")
def _compare(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Any:
    base, _, head = values["basehead"].partition("...")
    found = server.git._line("merge-base", base, head)
    made = operation.sample(200)
    made["merge_base_commit"]["sha"] = found
    return 200, made, {}


# -- the runner -----------------------------------------------------------------------------------


@dataclass
class Ran:
    """What a run of the action left."""

    code: int
    log: str
    summary: str
    outputs: dict[str, str]
    folder: Path
    steps: list[str] = field(default_factory=list)  # that were started

    @property
    def commands(self) -> list[str]:
        """What the runner would take for a workflow command."""
        return list(_commands(self.log))


def _commands(log: str) -> Iterator[str]:
    """As the runner reads its log: ``::name`` behind blanks, ``##[name]`` anywhere."""
    stopped: str | None = None
    for line in re.split(r"\r\n|\r|\n", log):
        trimmed = line.lstrip()
        if stopped is not None:
            if trimmed == f"::{stopped}::":
                stopped = None
            continue
        if found := re.match(r"::stop-commands::(\S+)", trimmed):
            stopped = found[1]
        elif re.match(r"::[\w-]+", trimmed) or re.search(r"##\[[\w-]+", line):
            yield trimmed


@dataclass
class Runner:
    """A machine with a server to work for."""

    server: Server
    git: GitHttp
    folder: Path
    tools: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.git.server_address[1]}"

    def run(
        self,
        name: str,
        payload: Mapping[str, Any],
        sha: str,
        ref: str,
        *,
        workspace: Path | None = None,
        environment: Mapping[str, str] | None = None,
        between: Mapping[str, Any] | None = None,
        action: Path = ROOT,
        **inputs: str,
    ) -> Ran:
        """Runs action.yml for an event. ``between``: what happens before a step, by its id."""
        job = self.folder / f"job{len(list(self.folder.glob('job*')))}"
        temp = job / "temp"
        temp.mkdir(parents=True)
        space = workspace or job / "workspace"
        space.mkdir(exist_ok=True)
        files = {word: job / word for word in ("event", "output", "summary", "env", "path")}
        whole = {"repository": {"full_name": REPOSITORY, "default_branch": "main"}, **payload}
        files["event"].write_text(json.dumps(whole))
        machine = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "RUNNER_"))},
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(action),
            "GITHUB_API_URL": self.server.url,
            "GITHUB_SERVER_URL": self.url,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(files["event"]),
            "GITHUB_SHA": sha,
            "GITHUB_REF": ref,
            "GITHUB_WORKSPACE": str(space),
            "RUNNER_TEMP": str(temp),
            "RUNNER_TOOL_CACHE": str(self.tools),
            **(environment or {}),
        }
        machine.pop("PYTHONDONTWRITEBYTECODE", None)
        given = {key: str(about.get("default", "")) for key, about in ACTION["inputs"].items()}
        given |= {key.replace("_", "-"): value for key, value in inputs.items()}
        unknown = set(given) - set(ACTION["inputs"])
        assert not unknown, unknown
        known = {f"inputs.{key}": value for key, value in given.items()}
        known |= {"runner.temp": str(temp), "github.token": TOKEN}
        known["inputs.token"] = known["inputs.token"].replace("${{ github.token }}", TOKEN)
        ran = Ran(0, "", "", {}, temp)
        for step in ACTION["runs"]["steps"]:
            if between and step["id"] in between:
                between[step["id"]]()
            ran.steps.append(step["id"])
            ran.code, said, outputs = self._step(step, known, machine, job)
            ran.log += said
            ran.outputs = outputs
            known |= {f"steps.{step['id']}.outputs.{k}": v for k, v in outputs.items()}
            ran.summary += _taken(job / "summary")
            if ran.code:
                break
        return ran

    def _step(
        self, step: Mapping[str, Any], known: Mapping[str, str], machine: dict[str, str], job: Path
    ) -> tuple[int, str, dict[str, str]]:
        assert step["shell"] == "bash"
        script = job / "script.sh"
        script.write_text(_filled(step["run"], known))
        for word in ("output", "summary"):
            (job / word).write_text("")
        environment = machine | {
            "GITHUB_OUTPUT": str(job / "output"),
            "GITHUB_STEP_SUMMARY": str(job / "summary"),
            **{key: _filled(str(value), known) for key, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=_filled(step["working-directory"], known),
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=600,
        )
        said = done.stdout.decode(errors="replace")
        return done.returncode, said, _outputs(_taken(job / "output"))


def _filled(text: str, known: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: known.get(found[1], ""), text)


def _taken(path: Path) -> str:
    return path.read_text(errors="surrogateescape")


def _outputs(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    lines = iter(text.split("\n"))
    for line in lines:
        if "<<" in line and "=" not in line.partition("<<")[0]:
            name, _, word = line.partition("<<")
            value = []
            for inner in lines:
                if inner == word:
                    break
                value.append(inner)
            found[name] = "\n".join(value)
        elif "=" in line:
            name, _, value_ = line.partition("=")
            found[name] = value_
    return found


# -- events ---------------------------------------------------------------------------------------


@contextmanager
def machine(folder: Path, tools: Path, *, private: bool = False) -> Iterator[Runner]:
    """A server with an empty repository, and a runner for it."""
    with serve(folder / "shop.git") as server:
        git = GitHttp(server.git.folder, private=private)
        thread = threading.Thread(target=git.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Runner(server, git, folder, tools)
        finally:
            git.shutdown()
            thread.join()
            git.server_close()


def pull_request(
    runner: Runner, head: str = "topic", number: int = 7, fork: bool = False
) -> tuple[dict[str, Any], str, str]:
    """The event of a pull request, the merge commit that GitHub makes for it, and its ref."""
    git = runner.server.git
    merge = merged(runner, head)
    ref = f"refs/pull/{number}/merge"
    git._git("update-ref", ref, merge)
    git._git("update-ref", f"refs/pull/{number}/head", git.tip(head))
    runner.server.open_pull(number, "main", head)
    origin = "stranger/shop" if fork else REPOSITORY
    pull = {
        "number": number,
        "head": {"sha": git.tip(head), "ref": head, "repo": {"full_name": origin}},
        "base": {"sha": git.tip("main"), "ref": "main", "repo": {"full_name": REPOSITORY}},
    }
    return {"pull_request": pull, "number": number}, merge, ref


def merged(runner: Runner, head: str, base: str = "main") -> str:
    """The commit that merges two branches."""
    git = runner.server.git
    tips = [git.tip(base), git.tip(head)]
    tree = git._line("merge-tree", "--write-tree", *tips)
    return str(git.make_commit(tree, tips, "merge")["sha"])
