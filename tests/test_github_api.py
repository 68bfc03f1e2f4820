"""The client of GitHub's REST API, and code scanning: real requests to a server of our own."""

from __future__ import annotations

import base64
import gzip
import json
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from github_server import REPOSITORY, TOKEN, Fault, Server, serve

from prodgate.github import code_scanning
from prodgate.github.api import Api, ApiError
from prodgate.github.event import Event, Pull

HEAD = "a" * 40
MERGE = "b" * 40
SARIF = json.dumps({"version": "2.1.0", "runs": []}).encode()
QUICK = (0.0, 0.0, 0.0)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serve(tmp_path / "repository") as running:
        yield running
    running.check()


def event(server: Server, *, fork: bool = False) -> Event:
    pull = Pull(7, HEAD, "c" * 40, "main", fork)
    ref = "refs/pull/7/merge"
    return Event("pull_request", REPOSITORY, server.url, server.url, MERGE, ref, "main", pull)


def client(server: Server, seconds: float = 20.0) -> Api:
    return Api(server.url, TOKEN, seconds=seconds)


def test_results_arrive_whole_and_under_the_merge_commit(server: Server) -> None:
    done = code_scanning.upload(client(server), event(server), SARIF, MERGE, pauses=QUICK)
    assert done.done
    [sent] = server.state.sarifs
    assert gzip.decompress(base64.b64decode(sent["sarif"])) == SARIF
    assert (sent["commit_sha"], sent["ref"]) == (MERGE, "refs/pull/7/merge")
    assert sent["tool_name"] == "prodgate"


def test_results_of_the_head_go_under_the_head(server: Server) -> None:
    assert code_scanning.upload(client(server), event(server), SARIF, HEAD, pauses=QUICK).done
    assert server.state.sarifs[0]["ref"] == "refs/pull/7/head"


def test_a_failure_of_processing_is_said(server: Server) -> None:
    server.state.processing = ["pending", "failed"]
    server.state.errors = ["two runs\n::error::with one category"]
    done = code_scanning.upload(client(server), event(server), SARIF, MERGE, pauses=QUICK)
    assert not done.done
    assert "could not use the results: two runs\\n::error::with one category" in done.said
    assert "\n" not in done.said


def test_processing_that_takes_long_is_not_waited_for(server: Server) -> None:
    server.state.processing = ["pending"]
    done = code_scanning.upload(client(server), event(server), SARIF, MERGE, pauses=QUICK)
    assert done.done
    assert "still working" in done.said


@pytest.mark.parametrize(
    ("status", "message", "fork", "said"),
    [
        (403, "Resource not accessible by integration", True, "fork"),
        (403, "Resource not accessible by integration", False, "security-events: write"),
        (403, "Advanced Security must be enabled for this repository", False, "Settings"),
        (404, "Not Found", False, "security-events: write"),
        (413, "Too large", False, "Too large"),
    ],
)
def test_what_cannot_be_uploaded_says_what_to_do(
    server: Server, status: int, message: str, fork: bool, said: str
) -> None:
    server.faults = [Fault("POST .*sarifs", status, message)]
    done = code_scanning.upload(client(server), event(server, fork=fork), SARIF, MERGE)
    assert not done.done
    assert said in done.said
    assert len(server.asked) == 1  # a "no" is not asked for twice


def test_passing_faults_pass(server: Server) -> None:
    server.faults = [
        Fault("POST", 503, times=1, headers={"Retry-After": "0"}),
        Fault("GET", 403, "You have exceeded a secondary rate limit", {"Retry-After": "0"}, 1),
        Fault("GET", 429, "slow down", {"Retry-After": "0"}, 1),
    ]
    assert code_scanning.upload(client(server), event(server), SARIF, MERGE, pauses=QUICK).done
    assert [a.status for a in server.asked] == [503, 202, 403, 429, 200, 200]


def test_a_pause_beyond_the_bound_is_not_made(server: Server) -> None:
    server.faults = [Fault("GET", 429, "slow down", {"Retry-After": "3600"})]
    started = time.monotonic()
    with pytest.raises(ApiError) as caught:
        client(server).get(f"/repos/{REPOSITORY}/pulls/7")
    assert caught.value.status == 429
    assert time.monotonic() - started < 5


def test_a_server_that_hangs_costs_a_bounded_time(server: Server) -> None:
    server.faults = [Fault("GET", 0)]
    started = time.monotonic()
    with pytest.raises(ApiError, match=r"answer in time|are over"):
        client(server, 1.0).get(f"/repos/{REPOSITORY}/pulls/7")
    assert time.monotonic() - started < 4


def test_what_may_have_been_done_is_not_done_twice(server: Server) -> None:
    server.faults = [Fault("POST", 502)]
    with pytest.raises(ApiError):
        client(server).post(f"/repos/{REPOSITORY}/git/blobs", {"content": "x"})
    assert len(server.asked) == 1


def test_the_token_stays_here(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes to no other server, a netrc file does not replace it, and no message has it."""
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with serve(tmp_path / "other") as other:
        place = {"Location": f"{other.url}/repos/{REPOSITORY}/pulls/7"}
        server.faults = [Fault("GET", 301, "Moved", place)]
        with pytest.raises(ApiError, match="another server") as caught:
            client(server).get(f"/repos/{REPOSITORY}/pulls/7")
        assert not other.asked
    assert server.asked[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


def test_a_token_of_the_wrong_form_is_in_no_message(server: Server) -> None:
    token = f"{TOKEN}\n{TOKEN}"
    with pytest.raises(ApiError) as caught:
        Api(server.url, token, seconds=5).get(f"/repos/{REPOSITORY}/pulls/7")
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


def test_a_renamed_repository_is_followed(server: Server) -> None:
    server.git.write("main", {"a.py": b"1\n"})
    server.git.write("topic", {"a.py": b"2\n"}, "main")
    server.open_pull(7, "main", "topic")
    place = {"Location": f"{server.url}/repos/{REPOSITORY}/pulls/7"}
    server.faults = [Fault("GET", 301, "Moved", place, times=1)]
    assert client(server).get(f"/repos/{REPOSITORY}/pulls/8")["number"] == 7


def test_an_answer_that_comes_byte_by_byte_costs_a_bounded_time(server: Server) -> None:
    server.faults = [Fault("GET", 200, raw=b" " * 1_000, drip=0.1)]
    started = time.monotonic()
    with pytest.raises(ApiError, match="answer in time"):
        client(server, 1.0).get(f"/repos/{REPOSITORY}/pulls/7")
    assert time.monotonic() - started < 4


def test_an_answer_without_end_is_not_read_to_it(server: Server) -> None:
    server.faults = [Fault("GET", 200, raw=b" " * 40_000_000)]
    with pytest.raises(ApiError, match="more than 30 MB"):
        client(server).get(f"/repos/{REPOSITORY}/pulls/7")


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (200, b"<html>sign in</html>"),
        (200, b"[" * 50_000),
        (200, b"\xff"),
        (404, b"<html>\x1b[31m"),
    ],
)
def test_an_answer_that_is_no_answer(server: Server, status: int, raw: bytes) -> None:
    server.faults = [Fault("GET", status, raw=raw)]
    with pytest.raises(ApiError) as caught:
        client(server).get(f"/repos/{REPOSITORY}/pulls/7")
    assert "\x1b" not in caught.value.sentence


def test_answers_in_pieces_and_packed(server: Server) -> None:
    chunks = b'6\r\n{"a": \r\n2\r\n1}\r\n0\r\n\r\n'
    packed = gzip.compress(b'{"a": 1}')
    server.faults = [
        Fault(
            "GET", 200, headers={"Transfer-Encoding": "chunked"}, raw=chunks, drip=0.001, times=1
        ),
        Fault("GET", 200, headers={"Content-Encoding": "gzip"}, raw=packed, drip=0.001, times=1),
    ]
    api = client(server)
    assert [api.get("/repos/a/b/x") for _ in range(2)] == [{"a": 1}] * 2


def test_half_an_answer_is_none(server: Server) -> None:
    server.faults = [
        Fault("GET", 200, headers={"Transfer-Encoding": "chunked"}, raw=b'6\r\n{"a": \r\n2\r\n')
    ]
    with pytest.raises(ApiError):
        client(server, 2.0).get("/repos/a/b/x")


def test_the_end_of_a_limit_is_waited_for(server: Server) -> None:
    server.open_pull(7, "main", "main")
    server.git.write("main", {"a.py": b"1\n"})
    limit = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 1)}
    server.faults = [Fault("GET", 403, "API rate limit exceeded", limit, 1)]
    started = time.monotonic()
    assert client(server).get(f"/repos/{REPOSITORY}/pulls/7")["number"] == 7
    assert 0.5 < time.monotonic() - started < 5


def test_the_proxy_of_the_machine_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.open_pull(7, "main", "main")
    server.git.write("main", {"a.py": b"1\n"})
    monkeypatch.setenv("http_proxy", server.url)
    api = Api("http://github.shop.example", TOKEN, seconds=10)
    assert api.get(f"/repos/{REPOSITORY}/pulls/7")["number"] == 7
    monkeypatch.setenv("http_proxy", "http://somebody:pass-phrase@127.0.0.1:9")
    with pytest.raises(ApiError) as caught:
        Api("http://github.shop.example", TOKEN, seconds=1).get(f"/repos/{REPOSITORY}/pulls/7")
    assert "pass-phrase" not in "".join(traceback.format_exception(caught.value))


def test_a_list_ends_where_it_is_told_to(server: Server) -> None:
    row = {"filename": "a", "status": "added", "additions": 1, "deletions": 0, "changes": 1}
    server.open_pull(7, "main", "main", files=[{**row, "sha": HEAD}] * 450)
    path = f"/repos/{REPOSITORY}/pulls/7/files"
    assert len(list(client(server).pages(path))) == 450
    assert len(list(client(server).pages(path, most=2))) == 200


def test_the_next_page_is_on_the_same_server(server: Server, tmp_path: Path) -> None:
    with serve(tmp_path / "other") as other:
        link = {"Link": f'<{other.url}/x?page=2>; rel="next"'}
        server.faults = [Fault("GET", 200, headers=link, raw=b"[1]")]
        found = client(server).pages(f"/repos/{REPOSITORY}/pulls/7/files")
        assert next(found) == 1
        with pytest.raises(ApiError, match="another server"):
            next(found)
        assert not other.asked


def test_requests_is_imported_where_something_is_sent() -> None:
    code = (
        "import sys, prodgate.github.code_scanning, prodgate.github.review, "
        "prodgate.github.fix_request; print('requests' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"


def test_a_server_that_is_not_there_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    api = Api("http://127.0.0.1:9", TOKEN)
    for said in ("connection failed", "not asked any more"):
        with pytest.raises(ApiError, match=said):
            api.get("/repos/a/b/pulls/7")
    assert pauses == [1, 2, 3]


def test_no_server_is_a_sentence() -> None:
    with pytest.raises(ApiError, match="connection failed"):
        Api("http://127.0.0.1:9", TOKEN, seconds=2).post("/repos/a/b/git/blobs", {"content": "x"})


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "pulls/7/reviews", {"comments": [{"path": "a", "body": "b", "lines": 3}]}),
        ("POST", "pulls/7/comments", {"body": "b", "path": "a", "line": 1}),
        ("POST", "git/trees", {"tree": [{"path": "a", "mode": "100600", "content": "x"}]}),
        ("POST", "code-scanning/sarif", {"sarif": "x"}),
        ("PATCH", "git/refs/heads/a", {"sha": 1}),
    ],
)
def test_the_server_of_these_tests_holds_to_the_description(
    server: Server, method: str, path: str, body: dict[str, object]
) -> None:
    api = client(server)
    with pytest.raises(ApiError):
        (api.post if method == "POST" else api.patch)(f"/repos/{REPOSITORY}/{path}", body)
    assert server.problems
    server.problems.clear()
