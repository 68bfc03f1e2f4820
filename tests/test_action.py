"""The action, as a runner runs it: what it checks, what reviewers see, what it answers."""

from __future__ import annotations

import getpass
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from action_harness import Ran, Runner, machine, merged, pull_request
from github_server import Fault

CLIENT = b"import openai\n\nclient = openai.OpenAI(timeout=60)\n"
DENIED = {"status": 403, "message": "Resource not accessible by integration"}


def ask(name: str, more: str = "") -> bytes:
    """A function with a model call that has no cap."""
    return f"""

def {name}(text: str) -> str:
    answer = client.chat.completions.create(
        model="gpt-4o-2024-08-06", messages=[{{"role": "user", "content": text}}]{more}
    )
    return answer.choices[0].message.content
""".encode()


CAPPED = ", max_completion_tokens=500"


@pytest.fixture(scope="session")
def tools() -> Path:
    """The tool cache of the machine."""
    return tool_cache()


def tool_cache() -> Path:
    """One for all tests and runs: the environment of the action is made once."""
    folder = Path(tempfile.gettempdir()) / f"prodgate-tool-cache-{getpass.getuser()}"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def runner(tmp_path: Path, tools: Path) -> Iterator[Runner]:
    with machine(tmp_path, tools) as made:
        made.server.state.processing = ["complete"]
        write(made, "main", {"app/chat.py": CLIENT + ask("first")})
        write(made, "topic", {"app/chat.py": CLIENT + ask("first") + ask("second")}, "main")
        yield made
        made.server.check()


def write(runner: Runner, branch: str, files: dict[str, bytes | None], start: str = "") -> str:
    return runner.server.git.write(branch, files, start or None)


def warnings(ran: Ran) -> list[tuple[str, int, bool]]:
    """Path, line and newness of what counts."""
    document = json.loads(Path(ran.outputs["json-file"]).read_text())
    return [
        (f["path"], f["line"], f.get("new", True))
        for f in document["findings"]
        if f["severity"] != "note"
    ]


def deny(runner: Runner, *matching: str) -> None:
    """The token of a fork: it reads, and writes nothing."""
    for each in matching or ("POST .*", "DELETE .*", "PATCH .*"):
        runner.server.faults.append(Fault(each, **DENIED))


# -- events ---------------------------------------------------------------------------------------


def test_a_pull_request_of_the_repository(runner: Runner) -> None:
    payload, merge, ref = pull_request(runner)
    ran = runner.run("pull_request", payload, merge, ref)
    assert ran.steps == ["install", "gather", "check", "report"]
    assert ran.code == 1, ran.log
    assert (ran.outputs["new-findings"], ran.outputs["exit-code"]) == ("1", "1")
    assert warnings(ran) == [("app/chat.py", 7, False), ("app/chat.py", 14, True)]
    (upload,) = runner.server.state.sarifs
    assert (upload["commit_sha"], upload["ref"]) == (merge, ref)
    (comment,) = [c for c in runner.server.state.comments if "```suggestion" in c["body"]]
    assert comment["line"] == 15
    assert "max_completion_tokens=4096" in comment["body"]
    assert "Not ready: 1 new finding" in ran.summary
    assert ran.commands == []  # code scanning makes its own annotations


def test_a_fork_reads_only_and_everything_is_still_readable(runner: Runner) -> None:
    payload, merge, ref = pull_request(runner, fork=True)
    deny(runner)
    ran = runner.run("pull_request", payload, merge, ref)
    assert ran.code == 1
    annotation, notice = ran.commands
    assert notice.startswith("::notice")  # how many were there before
    assert annotation.startswith("::warning file=app/chat.py,line=14")
    assert "Not ready: 1 new finding" in ran.summary
    assert "app/chat.py:14:14 warning uncapped-tokens" in ran.log
    assert "workflow_run" in ran.log  # the recipe for suggestions
    for noise in ("Traceback", "::error", "Resource not accessible"):
        assert noise not in ran.log


@pytest.mark.parametrize(
    "broken", [("none",), ("code-scanning",), ("pulls",), ("code-scanning", "pulls")]
)
def test_the_verdict_does_not_hang_on_what_can_be_shown(
    runner: Runner, broken: tuple[str, ...]
) -> None:
    payload, merge, ref = pull_request(runner)
    deny(runner, *(f"(POST|GET) .*{part}" for part in broken))
    ran = runner.run("pull_request", payload, merge, ref)
    assert (ran.code, ran.outputs["new-findings"]) == (1, "1")
    assert bool(ran.commands) is ("code-scanning" in broken)


def test_a_clean_pull_request_passes_whatever_the_base_has(runner: Runner) -> None:
    write(runner, "clean", {"app/chat.py": CLIENT + ask("first") + ask("other", CAPPED)}, "main")
    payload, merge, ref = pull_request(runner, "clean")
    ran = runner.run("pull_request", payload, merge, ref)
    assert (ran.code, ran.outputs["new-findings"]) == (0, "0")
    assert "Ready:" in ran.summary


@pytest.mark.parametrize("name", ["push", "schedule", "workflow_dispatch"])
def test_outside_of_pull_requests_everything_is_checked(runner: Runner, name: str) -> None:
    write(runner, "main", {"other.py": CLIENT + ask("other")})
    sha = runner.server.git.tip("main")
    ran = runner.run(name, {}, sha, "refs/heads/main")
    assert ran.code == 1
    assert warnings(ran) == [("app/chat.py", 7, True), ("other.py", 7, True)]
    assert runner.server.state.sarifs[0]["ref"] == "refs/heads/main"
    assert not runner.server.state.comments


def test_a_merge_group_is_checked_whole_by_the_policy_it_goes_onto(runner: Runner) -> None:
    write(runner, "main", {"app/other.py": CLIENT + ask("old")})
    write(runner, "topic", {"prodgate.yaml": b"ignore: [uncapped-tokens]\n"})
    group = merged(runner, "topic")
    runner.server.git._git("update-ref", "refs/heads/gh-readonly-queue/main/pr-7", group)
    base = runner.server.git.tip("main")
    payload = {"merge_group": {"base_sha": base, "head_sha": group}}
    ran = runner.run("merge_group", payload, group, "refs/heads/gh-readonly-queue/main/pr-7")
    assert ran.code == 1
    assert warnings(ran) == [
        ("app/chat.py", 7, False),
        ("app/chat.py", 14, True),
        ("app/other.py", 7, False),
    ]
    assert "prodgate.yaml is not as in the commit whose policy counts" in ran.log


def test_pull_request_target_is_refused_with_the_recipe(runner: Runner) -> None:
    payload, _, _ = pull_request(runner)
    sha = runner.server.git.tip("main")
    ran = runner.run("pull_request_target", payload, sha, "refs/heads/main")
    assert (ran.code, ran.steps[-1]) == (2, "gather")
    (said,) = ran.commands
    assert said.startswith("::error")
    assert "pull_request_target" in said
    assert "workflow_run" in said
    assert not runner.server.asked


# -- the second job of two ------------------------------------------------------------------------


def other_run(runner: Runner, **fields: Any) -> dict[str, Any]:
    """The event of a workflow on a fork's pull request that has ended."""
    head = runner.server.git.tip("topic")
    about = {
        "event": "pull_request",
        "head_sha": head,
        "head_branch": "topic",
        "head_repository": {"full_name": "stranger/shop", "owner": {"login": "acme"}},
        "pull_requests": [],
        **fields,
    }
    return {"workflow_run": about}


def test_the_second_job_writes_what_the_fork_may_not(runner: Runner) -> None:
    _, merge, ref = pull_request(runner, fork=True)
    main = runner.server.git.tip("main")
    ran = runner.run("workflow_run", other_run(runner), main, "refs/heads/main")
    assert ran.code == 1, ran.log
    assert [c["line"] for c in runner.server.state.comments] == [15]
    (upload,) = runner.server.state.sarifs
    assert (upload["commit_sha"], upload["ref"]) == (merge, ref)
    assert warnings(ran) == [("app/chat.py", 7, False), ("app/chat.py", 14, True)]


def test_the_second_job_without_a_merge_commit_asks_where_the_branches_parted(
    runner: Runner,
) -> None:
    pull_request(runner, fork=True)
    runner.server.git._git("update-ref", "-d", "refs/pull/7/merge")
    write(runner, "main", {"later.py": CLIENT + ask("later")})
    main = runner.server.git.tip("main")
    ran = runner.run("workflow_run", other_run(runner), main, "refs/heads/main")
    assert warnings(ran) == [("app/chat.py", 7, False), ("app/chat.py", 14, True)]
    assert runner.server.state.sarifs[0]["ref"] == "refs/pull/7/head"


def test_the_second_job_leaves_a_branch_that_has_moved_on_to_its_own_run(runner: Runner) -> None:
    pull_request(runner, fork=True)
    payload = other_run(runner)
    write(runner, "topic", {"more.py": b"print(1)\n"})
    main = runner.server.git.tip("main")
    ran = runner.run("workflow_run", payload, main, "refs/heads/main")
    assert ran.code == 0
    assert "nothing to do" in ran.log
    assert not runner.server.state.comments


def test_the_second_job_is_refused_beside_code_of_the_pull_request(
    runner: Runner, tmp_path: Path
) -> None:
    pull_request(runner, fork=True)
    workspace = checkout(runner, tmp_path / "space", "topic")
    main = runner.server.git.tip("main")
    ran = runner.run(
        "workflow_run", other_run(runner), main, "refs/heads/main", workspace=workspace
    )
    assert (ran.code, ran.steps[-1]) == (2, "gather")
    assert "take the checkout out" in ran.log


def checkout(runner: Runner, folder: Path, branch: str, *, depth: int = 1) -> Path:
    """A shallow checkout, as actions/checkout makes it."""
    source = f"file://{runner.server.git.folder.resolve()}"
    command = ["git", "clone", "--quiet", "--depth", str(depth), "--branch", branch]
    subprocess.run([*command, source, str(folder)], check=True)
    return folder


# -- commits --------------------------------------------------------------------------------------


def test_a_private_repository_is_read_with_the_token_and_only_there(
    tmp_path: Path, tools: Path
) -> None:
    with machine(tmp_path, tools, private=True) as runner:
        write(runner, "main", {"chat.py": CLIENT + ask("first")})
        write(runner, "topic", {"chat.py": CLIENT + ask("first") + ask("second")}, "main")
        payload, merge, ref = pull_request(runner)
        ran = runner.run("pull_request", payload, merge, ref)
        assert ran.code == 1, ran.log
        assert all(line.endswith(" token") for line in runner.git.asked)
        everything = "".join(
            path.read_text(errors="replace") for path in ran.folder.rglob("*") if path.is_file()
        )
        assert "ghs_TestToken" not in everything + ran.log


def test_the_objects_of_a_checkout_are_not_fetched_again(runner: Runner, tmp_path: Path) -> None:
    sha = runner.server.git.tip("main")
    workspace = checkout(runner, tmp_path / "space", "main")
    ran = runner.run("push", {}, sha, "refs/heads/main", workspace=workspace)
    assert ran.code == 1
    assert runner.git.asked == []


def test_a_work_tree_that_earlier_steps_changed_is_not_what_is_checked(
    runner: Runner, tmp_path: Path
) -> None:
    sha = runner.server.git.tip("main")
    workspace = checkout(runner, tmp_path / "space", "main")
    (workspace / "app" / "chat.py").write_text("print('nothing to see')\n")
    ran = runner.run("push", {}, sha, "refs/heads/main", workspace=workspace)
    assert warnings(ran) == [("app/chat.py", 7, True)]


def test_a_push_between_the_steps_changes_nothing(runner: Runner) -> None:
    payload, merge, ref = pull_request(runner)

    def push() -> None:
        write(runner, "topic", {"app/chat.py": b"print('forced')\n"})
        runner.server.git._git("update-ref", ref, merged(runner, "topic"))

    ran = runner.run("pull_request", payload, merge, ref, between={"check": push})
    assert ran.code == 1
    assert warnings(ran) == [("app/chat.py", 7, False), ("app/chat.py", 14, True)]
    assert not runner.server.state.comments  # they would stand at lines of another file
    assert "newer commits" in ran.log


def test_a_commit_that_is_gone_is_not_passed_over(runner: Runner) -> None:
    payload, _, ref = pull_request(runner)
    ran = runner.run("pull_request", payload, "0" * 39 + "1", ref)
    assert (ran.code, ran.steps[-1]) == (2, "gather")
    assert "cannot be fetched" in ran.log


def test_without_its_base_everything_counts_under_the_built_in_policy(runner: Runner) -> None:
    write(runner, "topic", {"prodgate.yaml": b"ignore: [uncapped-tokens]\n"})
    payload, _, _ = pull_request(runner)
    head = runner.server.git.tip("topic")
    payload["pull_request"]["base"]["sha"] = "0" * 39 + "1"
    deny(runner, "GET .*/compare/")
    ran = runner.run("pull_request", payload, head, "refs/pull/7/merge")
    assert ran.code == 1
    assert warnings(ran) == [("app/chat.py", 7, True), ("app/chat.py", 14, True)]
    assert "the base cannot be had" in ran.log


# -- whose word counts ----------------------------------------------------------------------------


def test_the_policy_of_the_base_counts(runner: Runner) -> None:
    write(runner, "topic", {"prodgate.yaml": b"fail-on: never\nignore: [uncapped-tokens]\n"})
    payload, merge, ref = pull_request(runner)
    ran = runner.run("pull_request", payload, merge, ref)
    assert (ran.code, ran.outputs["new-findings"]) == (1, "1")
    assert "prodgate.yaml is not as in the commit whose policy counts" in ran.log
    write(runner, "main", {"prodgate.yaml": b"ignore: [uncapped-tokens]\n"})
    write(runner, "topic", {"prodgate.yaml": b"ignore: [uncapped-tokens]\n"})
    payload, merge, ref = pull_request(runner)
    assert runner.run("pull_request", payload, merge, ref).code == 0


def test_the_policy_of_a_named_ref_counts(runner: Runner) -> None:
    write(runner, "rules/strict", {"prodgate.yaml": b"ignore: [uncapped-tokens]\n"}, "main")
    payload, merge, ref = pull_request(runner)
    ran = runner.run("pull_request", payload, merge, ref, policy_ref="rules/strict")
    assert ran.code == 0
    sha = runner.server.git.tip("rules/strict")
    assert runner.run("pull_request", payload, merge, ref, policy_ref=sha).code == 0
    ran = runner.run("pull_request", payload, merge, ref, policy_ref="no-such")
    assert ran.code == 2
    assert 'no branch, tag or commit "no-such"' in ran.log


def test_the_baseline_of_the_base_counts(runner: Runner) -> None:
    entry = {"rule": "uncapped-tokens", "path": "app/chat.py", "hash": "0" * 32, "count": 9}
    faked = json.dumps({"version": 1, "findings": [entry]}).encode()
    write(runner, "topic", {".prodgate-baseline.json": faked})
    payload, merge, ref = pull_request(runner)
    ran = runner.run("pull_request", payload, merge, ref)
    assert ran.code == 1
    assert ".prodgate-baseline.json is not as in the commit" in ran.log


def test_a_new_ignore_comment_is_shown_to_the_reviewer(runner: Runner) -> None:
    ignored = ask("second").replace(
        b"    answer =", b"    # prodgate: ignore[uncapped-tokens] one word\n    answer ="
    )
    write(runner, "topic", {"app/chat.py": CLIENT + ask("first") + ignored})
    payload, merge, ref = pull_request(runner)
    deny(runner)
    ran = runner.run("pull_request", payload, merge, ref)
    assert (ran.code, ran.outputs["ignored"]) == (0, "1")
    assert "one word" in ran.summary
    assert "new ignore of uncapped-tokens: one word" in ran.log
    assert any(line.startswith("::notice") for line in ran.commands)


def test_a_policy_that_cannot_be_read_is_one_sentence(runner: Runner) -> None:
    write(runner, "main", {"prodgate.yaml": b"fail-on: mostly\n"})
    ran = runner.run("push", {}, runner.server.git.tip("main"), "refs/heads/main")
    assert (ran.code, ran.steps[-1]) == (2, "check")
    (said,) = ran.commands
    assert "prodgate.yaml" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("fail-on", "high"), ("sarif", "yes"), ("fix", "on"), ("select", "nope")),
        *(("policy-ref", "main:refs/heads/evil"), ("policy-ref", "--upload-pack=touch x")),
    ],
)
def test_an_input_that_is_none_is_said_before_anything_is_shown(
    runner: Runner, name: str, value: str
) -> None:
    sha = runner.server.git.tip("main")
    ran = runner.run("push", {}, sha, "refs/heads/main", **{name.replace("-", "_"): value})
    assert ran.code == 2
    assert (value if name != "policy-ref" else name) in ran.commands[0]
    assert not runner.server.asked


# -- the pull request with the fixes --------------------------------------------------------------


def test_safe_fixes_of_the_default_branch_come_as_one_pull_request(runner: Runner) -> None:
    sha = runner.server.git.tip("main")
    ran = runner.run("schedule", {}, sha, "refs/heads/main", fix="pull-request")
    assert ran.code == 1
    fixed = runner.server.git.read("prodgate/fixes", "app/chat.py")
    assert b"max_completion_tokens=4096" in fixed
    pulls = runner.server.state.pulls
    assert [(p["base"], p["head"]) for p in pulls.values()] == [("main", "prodgate/fixes")]
    again = runner.run("schedule", {}, sha, "refs/heads/main", fix="pull-request")
    assert again.code == 1
    assert len(pulls) == 1


def test_fixes_are_proposed_for_the_default_branch_alone(runner: Runner) -> None:
    sha = runner.server.git.tip("topic")
    ran = runner.run("push", {}, sha, "refs/heads/topic", fix="pull-request")
    assert "works on the default branch alone" in ran.log
    assert not runner.server.state.pulls
