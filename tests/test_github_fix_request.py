"""The pull request with fixes: what is in the repository afterwards, by real git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from github_server import REPOSITORY, TOKEN, Fault, Server, serve

from prodgate.github import fix_request
from prodgate.github.api import Api
from prodgate.github.event import Event
from prodgate.github.fix_request import BRANCH, Content

FIXED: dict[str, Content] = {"app.py": ("100644", b"x = 2\n")}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serve(tmp_path / "repository") as running:
        running.git.write("main", {"app.py": b"x = 1\n", "run.sh": b"true\n", "old.py": b"1\n"})
        yield running
    running.check()


def request(
    server: Server, files: dict[str, Content], body: str = "what and why", base: str = ""
) -> tuple[bool, str]:
    base = base or server.git.tip("main")
    event = Event("schedule", REPOSITORY, server.url, server.url, base, "refs/heads/main", "main")
    api = Api(server.url, TOKEN, seconds=20)
    done = fix_request.open_or_update(api, event, files, "Fixes of prodgate", body, base)
    return done.done, done.said


def test_one_pull_request_with_all_files_as_they_are(server: Server) -> None:
    files: dict[str, Content] = {
        **FIXED,
        "run.sh": ("100755", b"false\n"),
        "windows.py": ("100644", b"a = 1\r\nb = 2\r\n"),
        "latin.py": ("100644", b"# coding: latin-1\nx = '\xe9'\n"),
        "empty.py": ("100644", b""),
        'd/n\xe4h "a"\n.py': ("100644", "x = 'ä'".encode()),
        "old.py": ("100644", None),
    }
    assert request(server, files) == (True, "pull request #1 has the fixes")
    for path, (mode, data) in files.items():
        if data is not None:
            assert server.git.read(BRANCH, path) == data
            assert server.git.paths(BRANCH)[path] == mode
    assert "old.py" not in server.git.paths(BRANCH)
    pull = server.state.pulls[1]
    assert (pull["base"], pull["head"], pull["body"]) == ("main", BRANCH, "what and why")


def test_the_same_again_makes_nothing(server: Server) -> None:
    request(server, FIXED)
    tip = server.git.tip(BRANCH)
    assert request(server, FIXED) == (True, "pull request #1 has the fixes already")
    assert server.git.tip(BRANCH) == tip
    assert len(server.state.pulls) == 1


def test_new_fixes_come_on_top(server: Server) -> None:
    request(server, FIXED)
    first = server.git.tip(BRANCH)
    server.git.write("main", {"new.py": b"y = 1\n"})
    files: dict[str, Content] = {**FIXED, "new.py": ("100644", b"y = 2\n")}
    assert request(server, files, "more") == (True, "pull request #1 has the fixes as of now")
    commit = server.git.commit(server.git.tip(BRANCH))
    assert commit is not None
    assert commit["parents"] == [first, server.git.tip("main")]
    assert server.state.pulls[1]["body"] == "more"
    assert {row["filename"] for row in server.git.changed("main", BRANCH)} == {"app.py", "new.py"}
    assert not any(a.body and a.body.get("force") for a in server.asked)


def test_what_was_mended_by_hand_leaves_the_branch(server: Server) -> None:
    files: dict[str, Content] = {**FIXED, "old.py": ("100644", b"2\n")}
    request(server, files)
    server.git.write("main", {"old.py": b"3\n"})
    assert request(server, FIXED)[0]
    assert server.git.read(BRANCH, "old.py") == b"3\n"


def test_commits_of_others_stay(server: Server) -> None:
    request(server, FIXED)
    tip = server.git.write(BRANCH, {"app.py": b"x = 3\n"})
    server.git.write("main", {"new.py": b"y = 1\n"})
    done, said = request(server, {**FIXED, "new.py": ("100644", b"y = 2\n")})
    assert not done
    assert "has commits of others" in said
    assert server.git.tip(BRANCH) == tip


def test_a_commit_with_our_words_but_another_tree_is_not_ours(server: Server) -> None:
    """Amended, or picked onto something else: the message came along."""
    request(server, FIXED)
    ours = server.git.commit(server.git.tip(BRANCH))
    assert ours is not None
    tree = server.git.make_tree(ours["tree"], [{"path": "mine", "mode": "100644", "content": "x"}])
    made = server.git.make_commit(tree, ours["parents"], ours["message"])
    server.git.move(BRANCH, made["sha"])
    assert "has commits of others" in request(server, FIXED)[1]
    assert server.git.tip(BRANCH) == made["sha"]


def test_a_push_at_the_same_moment_is_not_lost(server: Server) -> None:
    request(server, FIXED)
    theirs: list[str] = []
    make = server.git.make_commit

    def meanwhile(tree: str, parents: list[str], message: str) -> dict[str, object]:
        if not theirs and message.startswith("Fixes"):
            theirs.append("")
            theirs[0] = server.git.write(BRANCH, {"app.py": b"x = 3\n"})
        return make(tree, parents, message)

    server.git.make_commit = meanwhile  # type: ignore[method-assign]
    done, said = request(server, {"app.py": ("100644", b"x = 4\n")})
    assert not done
    assert "pushed to meanwhile" in said
    assert server.git.tip(BRANCH) == theirs[0]


def test_a_person_said_no(server: Server) -> None:
    request(server, FIXED)
    server.state.pulls[1]["state"] = "closed"
    server.git.write("main", {"new.py": b"y = 1\n"})
    tip = server.git.tip(BRANCH)
    done, said = request(server, {"app.py": ("100644", b"x = 4\n")})
    assert done
    assert "#1 was closed without a merge; delete the branch" in said
    assert server.git.tip(BRANCH) == tip


def test_after_a_merge_there_is_a_new_one(server: Server) -> None:
    request(server, FIXED)
    server.state.pulls[1] |= {"state": "closed", "merged_at": "2026-01-01T00:00:00Z"}
    server.git.write("main", {"app.py": b"x = 2\n"})
    done, said = request(server, {"old.py": ("100644", b"2\n")})
    assert (done, said) == (True, "pull request #2 has the fixes")
    assert [row["filename"] for row in server.git.changed("main", BRANCH)] == ["old.py"]


def test_workflows_are_left_out(server: Server) -> None:
    files: dict[str, Content] = {**FIXED, ".github/workflows/a.yml": ("100644", b"on: push\n")}
    done, said = request(server, {**files, ".GitHub/Workflows/b.yml": ("100644", b"1\n")})
    assert done
    assert "2 files left out" in said
    assert not any("workflows" in path.lower() for path in server.git.paths(BRANCH))


@pytest.mark.parametrize("path", ["../a.py", "/a.py", "a/../b.py", ".git/config", "a//b", "\udcff"])
def test_paths_out_of_the_tree_are_left_out(server: Server, path: str) -> None:
    done, said = request(server, {path: ("100644", b"1\n")})
    assert done
    assert "nothing to rewrite" in said
    assert not server.asked


def test_nothing_to_do(server: Server) -> None:
    assert request(server, {})[0]
    done, said = request(server, {"app.py": ("100644", b"x = 1\n")})
    assert done
    assert "that way already" in said
    assert not server.git.has_branch(BRANCH)


def test_an_old_run_is_left_to_the_newer_one(server: Server) -> None:
    old = server.git.tip("main")
    server.git.write("main", {"new.py": b"y = 1\n"})
    assert "newer commits" in request(server, FIXED, base=old)[1]


def test_many_files_are_few_requests(server: Server) -> None:
    files: dict[str, Content] = {f"d/{n}.py": ("100644", b"x = 1\n") for n in range(450)}
    assert request(server, files)[0]
    assert len(server.methods("POST")) == 6
    assert set(files) <= set(server.git.paths(BRANCH))


def test_where_workflows_may_not_open_one(server: Server) -> None:
    message = "GitHub Actions is not permitted to create or approve pull requests."
    server.faults = [Fault("POST .*/pulls", 403, message)]
    done, said = request(server, FIXED)
    assert not done
    assert "Allow GitHub Actions" in said
    assert f"{server.url}/{REPOSITORY}/compare/prodgate/fixes?expand=1" in said


def test_a_token_that_can_only_read(server: Server) -> None:
    server.faults = [Fault("POST", 403, "Resource not accessible by integration")]
    done, said = request(server, FIXED)
    assert not done
    assert "contents: write" in said
