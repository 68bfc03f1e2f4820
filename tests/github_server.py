"""A GitHub of our own on localhost: real sockets, real git objects, the published description.

It speaks only the requests of tests/data/github-openapi.json. What a client asks that the
description does not allow is listed in ``problems``, and so is an answer of ours that it does not
know: ``Server.check()`` raises for both.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from github_contract import Operation, find, sample
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


_Answer = tuple[int, Any, dict[str, str]]
_ANSWERS: dict[str, Callable[[Server, Operation, dict[str, str], Asked], _Answer]] = {}


def _answers(line: str) -> Callable[[Any], Any]:
    def keep(function: Any) -> Any:
        _ANSWERS[line] = function
        return function

    return keep


def _page(server: Server, asked: Asked, items: list[Any]) -> _Answer:
    size, page = (int(asked.query.get(n, d)) for n, d in (("per_page", "30"), ("page", "1")))
    size = min(size, 100)
    headers = {}
    if page * size < len(items):
        query = "&".join(
            f"{name}={value}" for name, value in {**asked.query, "page": str(page + 1)}.items()
        )
        headers["Link"] = f'<{server.url}{asked.path}?{query}>; rel="next"'
    return 200, items[(page - 1) * size : page * size], headers


# -- code scanning --------------------------------------------------------------------------------


@_answers("POST /code-scanning/sarifs")
def _upload(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    server.state.sarifs.append(asked.body)
    made = operation.sample(202, id="47177e22-5596-11eb-80a1-c1e54ef945c6", url=server.url)
    return 202, made, {}


@_answers("GET /code-scanning/sarifs/{sarif_id}")
def _state(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    left = server.state.processing
    status = left.pop(0) if len(left) > 1 else left[0]
    made = {"processing_status": status, "analyses_url": None, "errors": server.state.errors}
    return 200, made, {}


# -- pull requests --------------------------------------------------------------------------------


def _pull_of(server: Server, values: dict[str, str]) -> dict[str, Any]:
    pull = server.state.pulls.get(int(values["pull_number"]))
    if pull is None:
        raise Refused(404, "Not Found")
    return pull


def _shown_pull(server: Server, number: int, made: dict[str, Any]) -> dict[str, Any]:
    pull = server.state.pulls[number]
    for side in ("head", "base"):
        branch = {**made[side], "ref": pull[side], "label": f"acme:{pull[side]}"}
        made[side] = {**branch, "sha": pull.get(f"{side}_sha") or server.git.tip(pull[side])}
    made |= {"number": number, "state": pull["state"], "merged_at": pull.get("merged_at")}
    return {**made, "title": pull.get("title", "x"), "body": pull.get("body")}


@_answers("GET /pulls/{pull_number}")
def _pull(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    _pull_of(server, values)
    return 200, _shown_pull(server, int(values["pull_number"]), operation.sample(200)), {}


@_answers("GET /pulls")
def _pulls(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    wanted = {"state": "open", **asked.query}
    found = []
    for number, pull in sorted(server.state.pulls.items(), reverse=True):
        if wanted["state"] not in {"all", pull["state"]}:
            continue
        if wanted.get("head", f"acme:{pull['head']}") != f"acme:{pull['head']}":
            continue
        if wanted.get("base", pull["base"]) == pull["base"]:
            found.append(_shown_pull(server, number, operation.sample_item(200)))
    return _page(server, asked, found)


@_answers("POST /pulls")
def _open(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    body = asked.body
    for pull in server.state.pulls.values():
        if (pull["head"], pull["base"], pull["state"]) == (body["head"], body["base"], "open"):
            raise Refused(422, "Validation Failed", errors=[{"message": "already exists"}])
    if not server.git.has_branch(body["head"]):
        raise Refused(422, "Validation Failed", errors=[{"field": "head", "code": "invalid"}])
    number = max(server.state.pulls, default=0) + 1
    server.open_pull(number, body["base"], body["head"], title=body["title"], body=body["body"])
    return 201, _shown_pull(server, number, operation.sample(201)), {}


@_answers("PATCH /pulls/{pull_number}")
def _edit(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    _pull_of(server, values).update(asked.body)
    return 200, _shown_pull(server, int(values["pull_number"]), operation.sample(200)), {}


def _changed(server: Server, values: dict[str, str]) -> list[dict[str, Any]]:
    pull = _pull_of(server, values)
    if "files" in pull:  # made up: too many to commit them
        return list(pull["files"])
    return server.git.changed(pull["base"], pull["head"])


@_answers("GET /pulls/{pull_number}/files")
def _files(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    urls = dict.fromkeys(("blob_url", "raw_url", "contents_url"), "https://github.example/x")
    shown = [{**urls, **each} for each in _changed(server, values)[:3000]]  # GitHub's own limit
    return _page(server, asked, shown)


def _shown_comment(server: Server, comment: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    user = {**sample({"$ref": "#/components/schemas/simple-user"}), **comment["user"]}
    fields = {k: v for k, v in comment.items() if k not in {"user", "pull"}}
    return {**made, **fields, "user": user}


@_answers("GET /pulls/{pull_number}/comments")
def _comments(
    server: Server, operation: Operation, values: dict[str, str], asked: Asked
) -> _Answer:
    _pull_of(server, values)
    own = [c for c in server.state.comments if c["pull"] == int(values["pull_number"])]
    shown = [_shown_comment(server, c, operation.sample_item(200)) for c in own]
    return _page(server, asked, shown)


@_answers("POST /pulls/{pull_number}/comments")
def _comment(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    _anchored(server, values, asked.body, asked.body["commit_id"])
    made = _kept(server, values, asked.body)
    return 201, _shown_comment(server, made, operation.sample(201)), {}


@_answers("POST /pulls/{pull_number}/reviews")
def _review(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    body = asked.body
    if body.get("event") == "COMMENT" and not body.get("body"):
        raise Refused(422, "Unprocessable Entity", errors=["Body can't be blank"])
    for comment in body.get("comments", ()):  # one bad anchor and all of it is lost
        _anchored(server, values, comment, body["commit_id"])
    server.state.reviews.append(body)
    for comment in body.get("comments", ()):
        _kept(server, values, comment)
    return 200, operation.sample(200), {}


@_answers("DELETE /pulls/comments/{comment_id}")
def _delete(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    left = [c for c in server.state.comments if c["id"] != int(values["comment_id"])]
    if len(left) == len(server.state.comments):
        raise Refused(404, "Not Found")
    server.state.comments[:] = left
    return 204, None, {}


def _kept(server: Server, values: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
    fields = {k: body[k] for k in ("path", "line", "start_line", "side", "body") if k in body}
    number = 2000 + sum(a.method == "POST" for a in server.asked) * 100
    identity = number + len(server.state.comments)
    return server.comment(**fields, pull=int(values["pull_number"]), id=identity)


def _anchored(server: Server, values: dict[str, str], comment: dict[str, Any], commit: str) -> None:
    pull = _pull_of(server, values)
    if commit != (pull.get("head_sha") or server.git.tip(pull["head"])):
        raise Refused(422, "Validation Failed", errors=["commit_id is not part of the pull"])
    if len(comment["body"]) > 65_536:
        raise Refused(422, "Validation Failed", errors=["body is too long"])
    start, line = comment.get("start_line"), comment["line"]
    if start is not None and start >= line:
        raise Refused(422, "Validation Failed", errors=["start_line must precede the end line."])
    for each in _changed(server, values):
        if each["filename"] == comment["path"] and comment.get("side", "RIGHT") == "RIGHT":
            for first, count in _hunks(each.get("patch", "")):
                if first <= (start or line) and line < first + count:
                    return
    raise Refused(422, "Unprocessable Entity", errors=["Line could not be resolved"])


def _hunks(patch: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", patch, re.MULTILINE):
        yield int(found[1]), int(found[2] or 1)


# -- git ------------------------------------------------------------------------------------------


@_answers("GET /git/ref/{ref}")
def _ref(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    branch = values["ref"].removeprefix("heads/")
    if not server.git.has_branch(branch):
        raise Refused(404, "Not Found")
    return 200, _shown_ref(server, operation.sample(200), branch), {}


def _shown_ref(server: Server, made: dict[str, Any], branch: str) -> dict[str, Any]:
    tip = {**made["object"], "sha": server.git.tip(branch), "type": "commit"}
    return {**made, "ref": f"refs/heads/{branch}", "object": tip}


@_answers("POST /git/refs")
def _make_ref(
    server: Server, operation: Operation, values: dict[str, str], asked: Asked
) -> _Answer:
    branch = asked.body["ref"].removeprefix("refs/heads/")
    if server.git.has_branch(branch):
        raise Refused(422, "Reference already exists")
    server.git.move(branch, asked.body["sha"])
    return 201, _shown_ref(server, operation.sample(201), branch), {}


@_answers("PATCH /git/refs/{ref}")
def _move_ref(
    server: Server, operation: Operation, values: dict[str, str], asked: Asked
) -> _Answer:
    branch = values["ref"].removeprefix("heads/")
    if not server.git.has_branch(branch):
        raise Refused(422, "Reference does not exist")
    if not asked.body.get("force") and not server.git.contains(asked.body["sha"], branch):
        raise Refused(422, "Update is not a fast forward")
    server.git.move(branch, asked.body["sha"])
    return 200, _shown_ref(server, operation.sample(200), branch), {}


@_answers("GET /git/commits/{commit_sha}")
def _commit(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> _Answer:
    shown = server.git.commit(values["commit_sha"])
    if shown is None:
        raise Refused(404, "Not Found")
    return 200, _shown_commit(operation.sample(200), shown), {}


def _shown_commit(made: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    urls = {"url": "https://x.example", "html_url": "https://x.example"}
    parents = [{"sha": sha, **urls} for sha in shown["parents"]]
    tree = {**made["tree"], "sha": shown["tree"]}
    known = {"sha": shown["sha"], "message": shown["message"], "parents": parents}
    return {**made, **known, "tree": tree}


@_answers("POST /git/commits")
def _make_commit(
    server: Server, operation: Operation, values: dict[str, str], asked: Asked
) -> _Answer:
    body = asked.body
    made = server.git.make_commit(body["tree"], body["parents"], body["message"])
    return 201, _shown_commit(operation.sample(201), made), {}


@_answers("POST /git/trees")
def _make_tree(
    server: Server, operation: Operation, values: dict[str, str], asked: Asked
) -> _Answer:
    for entry in asked.body["tree"]:
        if entry["path"].startswith(".github/workflows/"):
            raise Refused(403, "Resource not accessible by integration")
        if ("sha" in entry) == ("content" in entry):
            raise Refused(422, "Must supply either tree.sha or tree.content")
    sha = server.git.make_tree(asked.body.get("base_tree"), asked.body["tree"])
    return 201, operation.sample(201, sha=sha), {}


@_answers("POST /git/blobs")
def _make_blob(
    server: Server, operation: Operation, values: dict[str, str], asked: Asked
) -> _Answer:
    content = asked.body["content"]
    packed = asked.body.get("encoding") == "base64"
    data = base64.b64decode(content, validate=True) if packed else content.encode()
    return 201, operation.sample(201, sha=server.git.make_blob(data)), {}


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
            self._send(status, document, headers)

        def _asked(self) -> Asked:
            parts = urlsplit(self.path)
            size = int(self.headers.get("Content-Length") or 0)
            data = self.rfile.read(size)
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = json.loads(data) if data else None
            return Asked(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)

        def _answer(self, asked: Asked) -> _Answer:
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
    server = Server(Repository(folder))
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_address[1]}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        http.shutdown()
        thread.join()
        http.server_close()
