"""Suggestions on a pull request: what stands there afterwards, on a server of our own."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from github_server import BOT, REPOSITORY, TOKEN, Fault, Server, serve

from prodgate.github import review
from prodgate.github.api import Api
from prodgate.github.event import Event, Pull
from prodgate.github.suggestions import Suggestion, blob_of

PERSON = {"login": "mallory", "type": "User"}
BEFORE = b"".join(b"line %d\n" % n for n in range(1, 101))


def changed(*lines: int) -> bytes:
    return b"".join(b"line %d%s\n" % (n, b" changed" * (n in lines)) for n in range(1, 101))


AFTER = changed(10, 50, 90)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serve(tmp_path / "repository") as running:
        running.git.write("main", {"app.py": BEFORE, "other.py": BEFORE})
        running.git.write("topic", {"app.py": AFTER}, "main")
        running.open_pull(7, "main", "topic")
        yield running
    running.check()


def event(server: Server, head: str | None = None, *, fork: bool = False) -> Event:
    pull = Pull(7, head or server.git.tip("topic"), server.git.tip("main"), "main", fork)
    ref = "refs/pull/7/merge"
    return Event("pull_request", REPOSITORY, server.url, server.url, "b" * 40, ref, "main", pull)


def suggestion(
    start: int, end: int | None = None, *, name: str = "", path: str = "app.py", data: bytes = AFTER
) -> Suggestion:
    """As the check step would make it."""
    key = hashlib.sha256(f"{path}{start}{name}".encode()).hexdigest()
    body = f"why\n\n```suggestion\nx = 1\n```\n\n<!-- prodgate:{key[:32]}:1 {key[32:48]} -->"
    return Suggestion(path, blob_of(data), start, end or start, body)


def post(server: Server, *suggestions: Suggestion, **more: object) -> tuple[bool, str]:
    api = Api(server.url, TOKEN, seconds=20)
    done = review.post(api, event(server, **more), suggestions)  # type: ignore[arg-type]
    return done.done, done.said


def places(server: Server) -> list[tuple[str, int | None, int]]:
    return [(c["path"], c.get("start_line"), c["line"]) for c in server.state.comments]


def stands(server: Server, each: Suggestion, **more: object) -> int:
    """The comment of an earlier run."""
    start = None if each.start == each.end else each.start
    fields = {"path": each.path, "line": each.end, "start_line": start, "body": each.body}
    return int(server.comment(**{**fields, **more})["id"])


def test_a_review_with_all_of_them(server: Server) -> None:
    done, said = post(server, suggestion(10), suggestion(49, 51))
    assert done, said
    assert places(server) == [("app.py", None, 10), ("app.py", 49, 51)]
    [made] = server.state.reviews
    assert made["event"] == "COMMENT"
    assert made["commit_id"] == server.git.tip("topic")


def test_the_second_run_adds_nothing(server: Server) -> None:
    both = (suggestion(10), suggestion(49, 51))
    post(server, *both)
    done, said = post(server, *both)
    assert done
    assert said == "suggestions: 2 there already"
    assert len(server.state.reviews) == 1
    assert len(places(server)) == 2


@pytest.mark.parametrize("lines", [(1, 1), (20, 20), (40, 50), (10, 50), (93, 94), (6, 10)])
def test_lines_outside_of_one_hunk_are_left_out(server: Server, lines: tuple[int, int]) -> None:
    done, said = post(server, suggestion(*lines), suggestion(50))
    assert done
    assert "1 posted; 1 left out: the pull request does not show their lines" in said
    assert places(server) == [("app.py", None, 50)]


def test_all_lines_of_a_hunk_can_be_suggested_for(server: Server) -> None:
    post(server, *(suggestion(n) for n in (7, 13, 47, 53, 87, 93)), suggestion(7, 13, name="all"))
    assert len(places(server)) == 7


def test_a_file_that_is_not_as_it_was_checked_has_none(server: Server) -> None:
    done, said = post(server, suggestion(10, data=b"merged\n"), suggestion(50))
    assert done
    assert "1 left out: their file is not as it was checked" in said
    assert places(server) == [("app.py", None, 50)]


def test_what_stands_stays_when_the_base_changes_the_file(server: Server) -> None:
    """The merge was checked: the lines in it are not those of the head, the rewrite is the same."""
    post(server, suggestion(10))
    [before] = server.state.comments
    merged = suggestion(10, data=b"above\n" + AFTER)
    moved = Suggestion(merged.path, merged.blob, 11, 11, merged.body)
    _, said = post(server, moved)
    assert "1 there already" in said
    assert server.state.comments == [before]


def test_a_file_that_is_not_of_the_pull_request_has_none(server: Server) -> None:
    done, said = post(server, suggestion(10, path="other.py", data=BEFORE))
    assert done
    assert "1 left out" in said
    assert not server.methods("^POST")


def test_at_most_ten_stand(server: Server) -> None:
    found = [suggestion(n) for n in (7, 8, 9, 10, 11, 12, 13, 47, 48, 49, 50, 51)]
    _, said = post(server, *found)
    assert "10 posted; 2 left for later" in said
    _, said = post(server, *found)
    assert "10 there already; 2 left for later" in said
    assert len(places(server)) == 10
    _, said = post(server, *found[3:])  # three were mended
    assert "2 posted; 7 there already; 3 that no longer hold taken away" in said


def test_newer_commits_are_left_to_their_own_run(server: Server) -> None:
    old = server.git.tip("topic")
    server.git.write("topic", {"app.py": changed(1)})
    standing = stands(server, suggestion(90))
    done, said = post(server, suggestion(10), head=old)
    assert not done
    assert "newer commits" in said
    assert [c["id"] for c in server.state.comments] == [standing]
    assert len(server.asked) == 1


def test_a_push_between_the_look_and_the_review_loses_nothing(server: Server) -> None:
    """GitHub answers 422 for the old commit, for the review and for each comment alone."""
    server.faults = [Fault("POST", 422, "commit_id is not part of the pull request")]
    done, said = post(server, suggestion(10), suggestion(50))
    assert done
    assert said == "suggestions: 2 that GitHub did not take"


def test_one_that_github_refuses_does_not_lose_the_others(server: Server) -> None:
    server.state.pulls[7]["files"] = [
        {**row, "patch": row["patch"] + "\n@@ -200,1 +200,1 @@\n+not really there"}
        for row in server.git.changed("main", "topic")
    ]
    server.faults = [
        Fault("POST .*reviews", 422, "Line could not be resolved", times=1),
        Fault("POST .*comments", 422, "Line could not be resolved", times=1),
    ]
    done, said = post(server, suggestion(200), suggestion(10), suggestion(50))
    assert done
    assert "2 posted; 1 that GitHub did not take" in said
    assert places(server) == [("app.py", None, 10), ("app.py", None, 50)]


def test_outdated_ones_go_and_what_holds_no_longer(server: Server) -> None:
    mended = stands(server, suggestion(90))
    outdated = stands(server, suggestion(10), line=None)
    moved = stands(server, suggestion(12), line=13)
    other = stands(server, suggestion(50), body=suggestion(50, name="x").body)
    standing = stands(server, suggestion(51))
    _, said = post(server, suggestion(10), suggestion(12), suggestion(50), suggestion(51))
    assert "3 posted; 1 there already; 4 that no longer hold taken away" in said
    left = {c["id"] for c in server.state.comments}
    assert not left & {mended, outdated, moved, other}
    assert standing in left


def test_what_people_answered_to_stays_and_is_not_said_again(server: Server) -> None:
    number = stands(server, suggestion(10), line=None)
    reply = server.comment(body="no", path="app.py", line=10, user=PERSON, in_reply_to_id=number)
    _, said = post(server, suggestion(10))
    assert "there is nothing new" in said
    assert [c["id"] for c in server.state.comments] == [number, reply["id"]]


def test_a_marker_that_a_person_wrote_counts_for_nothing(server: Server) -> None:
    """It neither keeps a suggestion from being made nor is it deleted."""
    fake = stands(server, suggestion(10), user=PERSON)
    gone = stands(server, suggestion(90), user={**PERSON, "login": "github-actions[bot]"})
    quoted = stands(server, suggestion(50), body=suggestion(50).body + "\n> quoted", user=BOT)
    _, said = post(server, suggestion(10), suggestion(50))
    assert "2 posted" in said
    assert "taken away" not in said
    assert {fake, gone, quoted} <= {c["id"] for c in server.state.comments}


@pytest.mark.parametrize(
    ("fork", "said"), [(True, "workflow_run"), (False, "pull-requests: write")]
)
@pytest.mark.parametrize("where", ["GET .*/pulls/7$", "POST .*/reviews"])
def test_a_token_that_can_only_read_is_no_alarm(
    server: Server, fork: bool, said: str, where: str
) -> None:
    server.faults = [Fault(where, 403, "Resource not accessible by integration")]
    done, sentence = post(server, suggestion(10), fork=fork)
    assert not done
    assert said in sentence
    assert not places(server)


def test_a_lost_answer_does_not_make_them_twice(server: Server) -> None:
    server.faults = [Fault("POST .*reviews", 502, times=1, after=True)]
    done, said = post(server, suggestion(10), suggestion(50))
    assert done
    assert "2 posted" in said
    assert len(places(server)) == 2


def test_a_server_that_hangs_is_left(server: Server) -> None:
    server.faults = [Fault("GET .*comments", 0)]
    started = time.monotonic()
    api = Api(server.url, TOKEN, seconds=1.5)
    assert not review.post(api, event(server), [suggestion(10)]).done
    assert time.monotonic() - started < 5


def test_all_files_of_a_large_pull_request_are_looked_at(server: Server) -> None:
    """GitHub lists 3,000 of 5,000; what is behind them has no suggestion."""
    row = {"status": "added", "additions": 1, "deletions": 0, "changes": 1, "sha": blob_of(b"x\n")}
    names = [f"many/{n:04}.py" for n in range(5000)]
    patch = "@@ -0,0 +1 @@\n+x"
    server.state.pulls[7]["files"] = [{**row, "filename": n, "patch": patch} for n in names]
    made = [suggestion(1, path=names[n], data=b"x\n") for n in (0, 1500, 2999, 3000, 4999)]
    _, said = post(server, *made)
    assert "3 posted; 2 left out" in said
    assert len(server.methods("GET .*files")) == 30


def test_all_comments_are_looked_at(server: Server) -> None:
    for n in range(250):
        server.comment(body=f"talk {n}", path="app.py", line=10, user=PERSON)
    stands(server, suggestion(10))
    _, said = post(server, suggestion(10))
    assert said == "suggestions: 1 there already"


def test_a_file_of_any_name(server: Server) -> None:
    name = 'näh "a"\n::error::b\t$(touch x).py'
    server.git.write("topic", {name: AFTER})
    done, _ = post(server, suggestion(10, path=name))
    assert done
    assert places(server) == [(name, None, 10)]


def test_binary_files_have_no_lines(server: Server) -> None:
    server.git.write("topic", {"b.py": b"\0\1\n" * 10})
    _, said = post(server, suggestion(1, path="b.py", data=b"\0\1\n" * 10))
    assert "1 left out" in said


def test_nothing_to_suggest(server: Server) -> None:
    assert post(server) == (True, "there is nothing to suggest")
    stands(server, suggestion(10))
    assert post(server) == (True, "suggestions: 1 that no longer hold taken away")


def test_without_a_pull_request(server: Server) -> None:
    from msgspec.structs import replace

    push = replace(event(server), pull=None)
    assert not review.post(Api(server.url, TOKEN), push, [suggestion(10)]).done
    assert not server.asked
