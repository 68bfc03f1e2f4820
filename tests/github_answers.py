"""What the server of tests answers, request by request; importing this registers it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

from github_contract import Operation, sample
from github_server import Answer, Asked, Refused, Server, answers


def _page(server: Server, asked: Asked, items: list[Any]) -> Answer:
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


@answers("POST /code-scanning/sarifs")
def _upload(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    server.state.sarifs.append(asked.body)
    made = operation.sample(202, id="47177e22-5596-11eb-80a1-c1e54ef945c6", url=server.url)
    return 202, made, {}


@answers("GET /code-scanning/sarifs/{sarif_id}")
def _state(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
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


@answers("GET /pulls/{pull_number}")
def _pull(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    _pull_of(server, values)
    return 200, _shown_pull(server, int(values["pull_number"]), operation.sample(200)), {}


@answers("GET /pulls")
def _pulls(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
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


@answers("POST /pulls")
def _open(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    body = asked.body
    for pull in server.state.pulls.values():
        if (pull["head"], pull["base"], pull["state"]) == (body["head"], body["base"], "open"):
            raise Refused(422, "Validation Failed", errors=[{"message": "already exists"}])
    if not server.git.has_branch(body["head"]):
        raise Refused(422, "Validation Failed", errors=[{"field": "head", "code": "invalid"}])
    number = max(server.state.pulls, default=0) + 1
    server.open_pull(number, body["base"], body["head"], title=body["title"], body=body["body"])
    return 201, _shown_pull(server, number, operation.sample(201)), {}


@answers("PATCH /pulls/{pull_number}")
def _edit(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    _pull_of(server, values).update(asked.body)
    return 200, _shown_pull(server, int(values["pull_number"]), operation.sample(200)), {}


def _changed(server: Server, values: dict[str, str]) -> list[dict[str, Any]]:
    pull = _pull_of(server, values)
    if "files" in pull:  # made up: too many to commit them
        return list(pull["files"])
    return server.git.changed(pull["base"], pull["head"])


@answers("GET /pulls/{pull_number}/files")
def _files(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    urls = dict.fromkeys(("blob_url", "raw_url", "contents_url"), "https://github.example/x")
    shown = [{**urls, **each} for each in _changed(server, values)[:3000]]  # GitHub's own limit
    return _page(server, asked, shown)


def _shown_comment(server: Server, comment: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    user = {**sample({"$ref": "#/components/schemas/simple-user"}), **comment["user"]}
    fields = {k: v for k, v in comment.items() if k not in {"user", "pull"}}
    return {**made, **fields, "user": user}


@answers("GET /pulls/{pull_number}/comments")
def _comments(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    _pull_of(server, values)
    own = [c for c in server.state.comments if c["pull"] == int(values["pull_number"])]
    shown = [_shown_comment(server, c, operation.sample_item(200)) for c in own]
    return _page(server, asked, shown)


@answers("POST /pulls/{pull_number}/comments")
def _comment(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    _anchored(server, values, asked.body, asked.body["commit_id"])
    made = _kept(server, values, asked.body)
    return 201, _shown_comment(server, made, operation.sample(201)), {}


@answers("POST /pulls/{pull_number}/reviews")
def _review(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    body = asked.body
    if body.get("event") == "COMMENT" and not body.get("body"):
        raise Refused(422, "Unprocessable Entity", errors=["Body can't be blank"])
    for comment in body.get("comments", ()):  # one bad anchor and all of it is lost
        _anchored(server, values, comment, body["commit_id"])
    server.state.reviews.append(body)
    for comment in body.get("comments", ()):
        _kept(server, values, comment)
    return 200, operation.sample(200), {}


@answers("DELETE /pulls/comments/{comment_id}")
def _delete(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
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


@answers("GET /git/ref/{ref}")
def _ref(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    branch = values["ref"].removeprefix("heads/")
    if not server.git.has_branch(branch):
        raise Refused(404, "Not Found")
    return 200, _shown_ref(server, operation.sample(200), branch), {}


def _shown_ref(server: Server, made: dict[str, Any], branch: str) -> dict[str, Any]:
    tip = {**made["object"], "sha": server.git.tip(branch), "type": "commit"}
    return {**made, "ref": f"refs/heads/{branch}", "object": tip}


@answers("POST /git/refs")
def _make_ref(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    branch = asked.body["ref"].removeprefix("refs/heads/")
    if server.git.has_branch(branch):
        raise Refused(422, "Reference already exists")
    server.git.move(branch, asked.body["sha"])
    return 201, _shown_ref(server, operation.sample(201), branch), {}


@answers("PATCH /git/refs/{ref}")
def _move_ref(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
    branch = values["ref"].removeprefix("heads/")
    if not server.git.has_branch(branch):
        raise Refused(422, "Reference does not exist")
    if not asked.body.get("force") and not server.git.contains(asked.body["sha"], branch):
        raise Refused(422, "Update is not a fast forward")
    server.git.move(branch, asked.body["sha"])
    return 200, _shown_ref(server, operation.sample(200), branch), {}


@answers("GET /git/commits/{commit_sha}")
def _commit(server: Server, operation: Operation, values: dict[str, str], asked: Asked) -> Answer:
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


@answers("POST /git/commits")
def _make_commit(
    server: Server, operation: Operation, values: dict[str, str], asked: Asked
) -> Answer:
    body = asked.body
    made = server.git.make_commit(body["tree"], body["parents"], body["message"])
    return 201, _shown_commit(operation.sample(201), made), {}


@answers("POST /git/trees")
def _make_tree(
    server: Server, operation: Operation, values: dict[str, str], asked: Asked
) -> Answer:
    for entry in asked.body["tree"]:
        if entry["path"].startswith(".github/workflows/"):
            raise Refused(403, "Resource not accessible by integration")
        if ("sha" in entry) == ("content" in entry):
            raise Refused(422, "Must supply either tree.sha or tree.content")
    sha = server.git.make_tree(asked.body.get("base_tree"), asked.body["tree"])
    return 201, operation.sample(201, sha=sha), {}


@answers("POST /git/blobs")
def _make_blob(
    server: Server, operation: Operation, values: dict[str, str], asked: Asked
) -> Answer:
    content = asked.body["content"]
    packed = asked.body.get("encoding") == "base64"
    data = base64.b64decode(content, validate=True) if packed else content.encode()
    return 201, operation.sample(201, sha=server.git.make_blob(data)), {}
