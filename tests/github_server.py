"""A GitHub of our own on localhost: real sockets, real git objects, the published description.

It speaks only the requests of tests/data/github-openapi.json. What a client asks that the
description does not allow is listed in ``problems``, and so is an answer of ours that it does not
know: ``Server.check()`` raises for both.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from github_contract import Operation, find
from github_repository import Repository

TOKEN = "ghs_TestTokenTestTokenTestToken000000000"
REPOSITORY = "acme/shop"
BOT = {"login": "github-actions[bot]", "type": "Bot"}


class Refused(Exception):  # noqa: N818 (an answer)
    """An answer that is not the one asked for."""

    def __init__(self, status: int, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.document = {"message": message, "documentation_url": "https://x.example", **more}


@dataclass
class Fault:
    """What happens instead of an answer, for requests of a form, so many times."""

    matching: str  # regular expression over "POST /repos/..."
    status: int = 503  # 0: it hangs
    message: str = "Service unavailable"
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1_000
    after: bool = False  # the request is carried out, and its answer lost
    seconds: float = 0.0  # of hanging; 0: until the server stops
    raw: bytes | None = None  # instead of a document
    drip: float = 0.0  # seconds between two bytes of it


@dataclass
class Asked:
    """A request that came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    status: int = 0


@dataclass
class State:
    """What GitHub knows."""

    pulls: dict[int, dict[str, Any]] = field(default_factory=dict)
    comments: list[dict[str, Any]] = field(default_factory=list)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    sarifs: list[dict[str, Any]] = field(default_factory=list)
    processing: list[str] = field(default_factory=lambda: ["pending", "complete"])
    errors: list[str] | None = None


class Server:
    """The server and its state; ``with serve(repository) as server``."""

    def __init__(self, repository: Repository) -> None:
        self.git = repository
        self.state = State()
        self.asked: list[Asked] = []
        self.problems: list[str] = []
        self.faults: list[Fault] = []
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.url = ""

    def check(self) -> None:
        """Raises for a request, or an answer, that is not as the description says."""
        assert not self.problems, "\n".join(self.problems)

    def methods(self, matching: str = "") -> list[str]:
        """What was asked for, in order: "POST /repos/acme/shop/pulls"."""
        lines = [f"{a.method} {a.path}" for a in self.asked]
        return [line for line in lines if re.search(matching, line)]

    def open_pull(self, number: int, base: str, head: str, **fields: Any) -> None:
        """A pull request between two branches of the repository."""
        self.state.pulls[number] = {"base": base, "head": head, "state": "open", **fields}

    def comment(self, **fields: Any) -> dict[str, Any]:
        """A comment that stands on the pull request already."""
        made = {"id": 1000 + len(self.state.comments), "pull": 7, "user": BOT, **fields}
        self.state.comments.append(made)
        return made

    # -- answers ----------------------------------------------------------------------------------

    def answer(self, asked: Asked) -> tuple[int, Any, dict[str, str]]:
        found = find(asked.method, asked.path)
        if found is None:
            self.problems.append(f"{asked.method} {asked.path}: not in the description")
            raise Refused(404, "Not Found")
        operation, values = found
        wrong = operation.request_problems(asked.query, asked.body)
        self.problems += [f"{asked.method} {asked.path}: {each}" for each in wrong]
        self.problems += [f"{asked.method} {asked.path}: {each}" for each in _headers(asked)]
        if wrong:
            raise Refused(422, "Invalid request.")
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            raise Refused(401, "Bad credentials")
        if f"{values['owner']}/{values['repo']}" != REPOSITORY:
            raise Refused(404, "Not Found")
        values = {name: unquote(value) for name, value in values.items()}
        tail = operation.template.partition("{repo}")[2]
        status, document, headers = _ANSWERS[f"{asked.method} {tail}"](
            self, operation, values, asked
        )
        wrong = operation.response_problems(status, document)
        self.problems += [f"our own {asked.method} {asked.path}: {each}" for each in wrong]
        return status, document, headers

    def fault(self, line: str) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and re.search(fault.matching, line):
                fault.times -= 1
                return fault
        return None


def _headers(asked: Asked) -> Iterator[str]:
    wanted = {
        "accept": r"application/vnd\.github\+json",
        "x-github-api-version": r"2022-11-28",
        "user-agent": r"prodgate/\S+",
    }
    if asked.body is not None:
        wanted["content-type"] = r"application/json"
    for name, form in wanted.items():
        if not re.fullmatch(form, asked.headers.get(name, "")):
            yield f"header {name} is {asked.headers.get(name)!r}"


Answer = tuple[int, Any, dict[str, str]]
_ANSWERS: dict[str, Callable[[Server, Operation, dict[str, str], Asked], Answer]] = {}


def answers(line: str) -> Callable[[Any], Any]:
    def keep(function: Any) -> Any:
        _ANSWERS[line] = function
        return function

    return keep


_answers = answers  # the name that action_harness.py has for it


# -- sockets --------------------------------------------------------------------------------------


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Quiet."""

        def _do(self) -> None:
            asked = self._asked()
            fault = server.fault(f"{asked.method} {asked.path}")
            with server.lock:
                server.asked.append(asked)
                if fault is None or fault.after:
                    status, document, headers = self._answer(asked)
            if fault is not None and fault.status == 0:
                server.stopping.wait(fault.seconds or None)
                self.close_connection = True
                return
            if fault is not None:
                status, headers = fault.status, fault.headers
                document = {"message": fault.message}
            asked.status = status
            if fault is not None and fault.raw is not None:
                self._send_raw(fault)
            else:
                self._send(status, document, headers)

        def _send_raw(self, fault: Fault) -> None:
            self.send_response(fault.status)
            headers = dict(fault.headers)
            if "Transfer-Encoding" not in headers:
                headers["Content-Length"] = str(len(fault.raw or b""))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            parts = [fault.raw or b""]
            if fault.drip:
                parts = [bytes([each]) for each in parts[0]]
            try:
                for part in parts:
                    self.wfile.write(part)
                    server.stopping.wait(fault.drip)
            except OSError:  # the client has had enough
                self.close_connection = True

        def _asked(self) -> Asked:
            parts = urlsplit(self.path)
            size = int(self.headers.get("Content-Length") or 0)
            data = self.rfile.read(size)
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = json.loads(data) if data else None
            return Asked(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)

        def _answer(self, asked: Asked) -> Answer:
            try:
                return server.answer(asked)
            except Refused as refused:
                return refused.status, refused.document, {}
            except Exception as error:  # a mistake of ours must not look like GitHub's
                server.problems.append(f"{asked.method} {asked.path}: {error!r}")
                return 500, {"message": "Server Error"}, {}

        def _send(self, status: int, document: Any, headers: dict[str, str]) -> None:
            data = b"" if document is None else json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_DELETE = _do  # noqa: N815

    return Handler


@contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """A server on a free port over a new repository in ``folder``."""
    import github_answers  # noqa: F401 (it registers them)

    server = Server(Repository(folder))
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_address[1]}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    kept = os.environ.get("no_proxy")
    os.environ["no_proxy"] = ",".join(filter(None, [kept, "127.0.0.1"]))
    try:
        yield server
    finally:
        if kept is None:
            os.environ.pop("no_proxy", None)
        else:
            os.environ["no_proxy"] = kept
        server.stopping.set()
        http.shutdown()
        thread.join()
        http.server_close()
