"""``prodgate migrate``: what it plans, what it commits, what it refuses, and how it goes on."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from migrating import FILES, KEY, TWO, commits, git, migrate, repository, state, tree_of

SCHEMA = Path(__file__).parent.parent / "prodgate" / "schemas" / "migration.json"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return repository(tmp_path / "app")


# -- the plan ----------------------------------------------------------------------------------


def test_a_plan_writes_nothing_and_says_what_would_be_done(tree: Path) -> None:
    before, refs = state(tree), git(tree, "for-each-ref")
    done = migrate(tree)
    assert done.returncode == 0, done.stderr
    assert (state(tree), git(tree, "for-each-ref")) == (before, refs)
    assert "missing-timeout" in done.stdout
    assert "http-without-timeout" in done.stdout
    assert "nothing was written" in done.stdout
    assert not (tree / ".git" / "prodgate-migration.json").exists()


def test_a_plan_is_data_by_its_schema_with_the_hash_of_every_file(tree: Path) -> None:
    import jsonschema

    plan = json.loads(migrate(tree, *TWO, "--format", "json").stdout)
    jsonschema.validate(plan, json.loads(SCHEMA.read_text()))
    assert plan["base"] == git(tree, "rev-parse", "HEAD").strip()
    changes = {c["path"]: c for step in plan["steps"] for c in reversed(step["changes"])}
    feed = hashlib.sha256(FILES["app/feed.py"].encode()).hexdigest()
    assert changes["app/feed.py"]["before"] == feed
    assert {"app/chat.py", "app/feed.py", "web/chat.ts"} == {*changes}
    assert plan["before"]["error-handling"] != plan["after"]["error-handling"]


@pytest.mark.parametrize("options", [(), ("--unsafe",)])
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_no_key_is_in_anything_that_is_printed(
    tree: Path, form: str, options: tuple[str, ...]
) -> None:
    done = migrate(tree, "--format", form, "--diff", *options)
    assert KEY not in done.stdout + done.stderr
    assert "app/chat.py" in done.stdout + done.stderr


def test_the_diff_of_a_plan_is_what_git_applies(tmp_path: Path) -> None:
    chat = FILES["app/chat.py"].replace(f'api_key="{KEY}"', "")
    tree = repository(tmp_path / "app", {**FILES, "app/chat.py": chat})
    patch = migrate(tree, *TWO, "--diff").stdout
    assert migrate(tree, *TWO, "--apply").returncode == 0
    git(tree, "switch", "--quiet", "-c", "by-hand")
    subprocess.run(["git", "apply", "--index", "-"], cwd=tree, input=patch, text=True, check=True)
    git(tree, "commit", "--quiet", "-m", "by hand")
    assert tree_of(tree, "by-hand") == tree_of(tree)


def test_a_folder_without_git_can_be_planned_but_not_migrated(tmp_path: Path) -> None:
    (tmp_path / "feed.py").write_text(FILES["app/feed.py"])
    planned = migrate(tmp_path)
    assert planned.returncode == 0
    assert "1 finding would be rewritten" in planned.stdout
    refused = migrate(tmp_path, "--apply")
    assert refused.returncode == 2
    assert "git" in refused.stderr


# -- applied -----------------------------------------------------------------------------------


def test_each_rule_is_a_commit_on_a_branch_of_its_own_and_nothing_else_changes(tree: Path) -> None:
    before = state(tree)
    done = migrate(tree, *TWO, "--apply")
    assert done.returncode == 0, done.stderr
    assert state(tree) == before
    assert commits(tree) == ["Mend http-without-timeout", "Mend missing-timeout"]
    message = git(tree, "log", "-1", "--format=%B", "prodgate/migrate")
    assert "A provider that hangs" in message
    assert "Gate: error-handling" in message
    chat = git(tree, "show", "prodgate/migrate:app/chat.py")
    assert "timeout=60.0" in chat
    assert "# theirs" in chat
    assert "timeout: 60_000" in git(tree, "show", "prodgate/migrate:web/chat.ts")
    assert git(tree, "status", "--porcelain") == ""


def test_every_commit_compiles_and_keeps_the_modes(tree: Path) -> None:
    (tree / "app" / "feed.py").chmod(0o755)
    git(tree, "commit", "--quiet", "-am", "a program")
    assert migrate(tree, "--unsafe", "--apply").returncode == 0
    names = git(tree, "log", "--format=%H", "main..prodgate/migrate").split()
    assert len(names) >= 3
    for name in names:
        for path in git(tree, "ls-tree", "-r", "--name-only", name).split():
            if path.endswith(".py"):
                compile(git(tree, "show", f"{name}:{path}"), path, "exec")
    assert "100755" in git(tree, "ls-tree", "prodgate/migrate", "app/feed.py")


def test_what_is_applied_is_what_was_planned(tree: Path) -> None:
    plan = tree.parent / "plan.json"
    plan.write_text(migrate(tree, *TWO, "--format", "json").stdout)
    done = migrate(tree, *TWO, "--apply", "--plan", str(plan), "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    planned = json.loads(plan.read_text())
    assert [s["changes"] for s in report["steps"]] == [s["changes"] for s in planned["steps"]]
    for change in report["steps"][-1]["changes"]:
        text = git(tree, "show", f"prodgate/migrate:{change['path']}")
        assert hashlib.sha256(text.encode()).hexdigest() == change["after"]


def test_a_plan_of_another_state_is_not_carried_out(tree: Path) -> None:
    plan = tree.parent / "plan.json"
    plan.write_text(migrate(tree, *TWO, "--format", "json").stdout)
    other = json.loads(plan.read_text())
    other["steps"][0]["changes"][0]["after"] = "0" * 64
    plan.write_text(json.dumps(other))
    done = migrate(tree, *TWO, "--apply", "--plan", str(plan))
    assert done.returncode == 2
    assert "make the plan again" in done.stderr
    assert commits(tree) == []
    migrate(tree, "--abandon")
    (tree / "README.md").write_text("Changed.\n")
    git(tree, "commit", "--quiet", "-am", "more")
    done = migrate(tree, *TWO, "--apply", "--plan", str(plan))
    assert (done.returncode, commits(tree)) == (2, [])
    assert "another commit" in done.stderr


def test_a_second_migration_finds_nothing_to_do(tree: Path) -> None:
    assert migrate(tree, *TWO, "--apply").returncode == 0
    again = migrate(tree, *TWO, "--apply")
    assert again.returncode == 2
    assert "it is done" in again.stderr
    git(tree, "switch", "--quiet", "prodgate/migrate")
    assert "there is nothing to rewrite" in migrate(tree, *TWO).stdout


def test_the_reports_say_what_is_left_and_which_keys_to_rotate(tree: Path) -> None:
    reports = [tree.parent / "report.md", tree.parent / "report.json"]
    named = [word for path in reports for word in ("--report", str(path))]
    assert migrate(tree, "--apply", *named).returncode == 0
    text = reports[0].read_text()
    assert "## Keys to rotate" in text
    assert "- [ ] `app/chat.py:6`" in text
    assert "## Left to people" in text
    assert "| error-handling | " in text
    data = json.loads(reports[1].read_text())
    assert data["applied"] is True
    assert all(item["reason"] and item["recipe"] for item in data["left"])


def test_a_key_moves_to_the_env_of_the_tree_and_into_no_commit(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)  # where no value is moved
    done = migrate(tree, "--unsafe", "--apply", "--select", "hardcoded-secret")
    assert done.returncode == 0, done.stderr
    assert KEY in (tree / ".env").read_text()
    assert commits(tree) == ["Mend hardcoded-secret"]
    assert KEY not in git(tree, "show", "prodgate/migrate:app/chat.py")
    added = git(tree, "diff", "main", "prodgate/migrate").splitlines()
    assert not any(KEY in line for line in added if not line.startswith("-"))
    assert ".env" not in git(tree, "ls-tree", "-r", "--name-only", "prodgate/migrate").split()


def test_in_ci_a_key_stays_where_it_is(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    done = migrate(tree, "--unsafe", "--apply", "--select", "hardcoded-secret")
    assert "values are not moved in CI" in done.stdout
    assert commits(tree) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("hardcoded-secret", "http-without-timeout"),
        ("missing-timeout", "unscoped-tools"),
    ],
)
def test_no_rule_takes_the_ground_from_one_that_comes_later(first: str, second: str) -> None:
    from prodgate.migration.steps import in_order
    from prodgate.pack import Pack

    names = [rule.name for rule in in_order(m.rule for m in Pack().rules.values())]
    assert names.index(first) < names.index(second)


# -- refused -----------------------------------------------------------------------------------


def _edit(tree: Path) -> None:
    (tree / "app" / "feed.py").write_text("x = 1\n")


def _stage(tree: Path) -> None:
    _edit(tree)
    git(tree, "add", "-A")


def _remove(tree: Path) -> None:
    (tree / "app" / "feed.py").unlink()


def _branch(tree: Path) -> None:
    git(tree, "branch", "prodgate/migrate")


def _hide(tree: Path) -> None:
    git(tree, "branch", "prodgate")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_edit, "app/feed.py has changes that are not committed"),
        (_stage, "app/feed.py has changes that are not committed"),
        (_remove, "app/feed.py has changes that are not committed"),
        (_branch, "a branch prodgate/migrate is there already"),
        (_hide, "a branch prodgate is there"),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_is_done(
    tree: Path, spoil: object, said: str
) -> None:
    assert callable(spoil)
    spoil(tree)
    before = state(tree)
    done = migrate(tree, *TWO, "--apply")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert state(tree) == before
    assert not (tree / ".git" / "prodgate-migration.json").exists()


def test_files_that_git_does_not_know_are_no_hindrance(tree: Path) -> None:
    (tree / "notes.txt").write_text("mine\n")
    (tree / "app" / "new.py").write_text(FILES["app/feed.py"])
    assert migrate(tree, *TWO, "--apply").returncode == 0
    assert "app/new.py" not in git(tree, "ls-tree", "-r", "--name-only", "prodgate/migrate")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--shard", "3/2"), "--shard is K/N"),
        (("--plan", "none.json", "--apply"), "none.json cannot be read"),
        (("--report", "report.pdf"), "ends in none of"),
        (("--apply", "--diff"), "--diff belongs to a plan"),
        (("--apply", "--branch", "a..b"), "is no name for a branch"),
        (("--apply", "--branch=-D"), "is no name for a branch"),
    ],
)
def test_a_mistake_of_the_caller_is_one_sentence(
    tree: Path, options: tuple[str, ...], said: str
) -> None:
    done = migrate(tree, *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_damaged_journal_is_said(tree: Path) -> None:
    (tree / ".git" / "prodgate-migration.json").write_text("{")
    done = migrate(tree, *TWO, "--apply")
    assert done.returncode == 2
    assert "damaged" in done.stderr


def test_no_hook_and_no_filter_of_the_repository_runs(tree: Path) -> None:
    trap = tree.parent / "trap"
    hooks = tree / "hooks"
    hooks.mkdir()
    for name in ("pre-commit", "post-checkout", "reference-transaction", "post-commit"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {trap}\n")
        (hooks / name).chmod(0o755)
    (tree / ".gitattributes").write_text("*.py filter=evil\n")
    git(tree, "add", "-A")
    git(tree, "commit", "--quiet", "-m", "trap")
    git(tree, "config", "core.hooksPath", "hooks")
    git(tree, "config", "filter.evil.clean", f"touch {trap}; cat")
    git(tree, "config", "filter.evil.smudge", f"touch {trap}; cat")
    trap.unlink(missing_ok=True)
    assert migrate(tree, *TWO, "--apply").returncode == 0
    assert not trap.exists()


# -- asked about -------------------------------------------------------------------------------


def test_every_change_is_asked_about(tree: Path) -> None:
    done = migrate(tree, *TWO, "--interactive", said="y\nn\ns\n")
    assert done.returncode == 0, done.stderr
    assert "+    return requests.get(url, timeout=60.0).text" in done.stdout
    assert commits(tree) == ["Mend http-without-timeout"]
    assert "timeout" in git(tree, "show", "prodgate/migrate:app/chat.py")
    assert git(tree, "show", "prodgate/migrate:app/feed.py") == FILES["app/feed.py"]
    assert KEY not in done.stdout


def test_one_who_stops_goes_on_where_it_was(tree: Path) -> None:
    stopped = migrate(tree, *TWO, "--interactive", said="?\nn\nq\n")
    assert stopped.returncode == 0
    assert "goes on where you were" in stopped.stdout
    assert "make this and all other changes of this rule" in stopped.stdout
    assert commits(tree) == []
    done = migrate(tree, *TWO, "--interactive", said="y\na\n")
    assert done.returncode == 0, done.stderr
    assert commits(tree) == ["Mend http-without-timeout", "Mend missing-timeout"]
    assert "requests.get(url).text" in git(tree, "show", "prodgate/migrate:app/chat.py")
    assert "timeout" in git(tree, "show", "prodgate/migrate:app/feed.py")


def test_the_end_of_the_input_is_a_stop(tree: Path) -> None:
    before = state(tree)
    done = migrate(tree, *TWO, "--interactive", said="y\n")
    assert done.returncode == 0
    assert "goes on where you were" in done.stdout
    assert state(tree) == before


# -- gone on with ------------------------------------------------------------------------------


def test_other_options_or_another_commit_do_not_go_on_with_it(tree: Path) -> None:
    migrate(tree, *TWO, "--interactive", said="q\n")
    other = migrate(tree, "--apply")
    assert (other.returncode, "with other options was begun" in other.stderr) == (2, True)
    (tree / "README.md").write_text("More.\n")
    git(tree, "commit", "--quiet", "-am", "more")
    moved = migrate(tree, *TWO, "--interactive", said="a\na\n")
    assert moved.returncode == 2
    assert "check that out to go on" in moved.stderr
    assert "is forgotten" in migrate(tree, "--abandon").stdout
    assert migrate(tree, *TWO, "--apply").returncode == 0


def test_a_branch_that_was_moved_by_hand_is_left_alone(tree: Path) -> None:
    migrate(tree, *TWO, "--interactive", said="a\nq\n")
    assert len(commits(tree)) == 1
    git(tree, "branch", "-f", "prodgate/migrate", "main")
    git(tree, "branch", "-D", "prodgate/migrate")
    git(
        tree,
        "branch",
        "prodgate/migrate",
        git(tree, "commit-tree", "main^{tree}", "-m", "x").strip(),
    )
    done = migrate(tree, *TWO, "--apply")
    assert done.returncode == 2
    assert "is not where the migration left it" in done.stderr


# -- shares ------------------------------------------------------------------------------------


def test_the_shares_of_a_tree_are_all_of_it_and_their_reports_are_joined(tree: Path) -> None:
    whole = json.loads(migrate(tree, "--format", "json").stdout)
    names = []
    for number in (1, 2):
        name = tree.parent / f"{number}.json"
        done = migrate(tree, "--shard", f"{number}/2", "--report", str(name))
        assert done.returncode == 0, done.stderr
        names.append(str(name))
    done = _merge(tree, *names, "--format", "json")
    assert done.returncode == 0, done.stderr
    joined = json.loads(done.stdout)
    assert joined["files"] == whole["files"]
    assert joined["before"] == whole["before"]
    assert joined["after"] == whole["after"]
    assert {c["path"] for s in joined["steps"] for c in s["changes"]} == {
        c["path"] for s in whole["steps"] for c in s["changes"]
    }
    assert len(joined["left"]) == len(whole["left"])


def test_a_share_that_is_missing_or_foreign_is_said(tree: Path) -> None:
    first, other = tree.parent / "1.json", tree.parent / "x.json"
    migrate(tree, *TWO, "--shard", "1/2", "--report", str(first))
    migrate(tree, "--shard", "2/2", "--report", str(other))
    assert "shares 2 were not given" in _merge(tree, str(first)).stdout
    assert "not of the same migration" in _merge(tree, str(first), str(other)).stderr
    assert "both share 1/2" in _merge(tree, str(first), str(first)).stderr
    other.write_text("[]")
    assert _merge(tree, str(first), str(other)).returncode == 2


def _merge(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "prodgate", "merge", *arguments]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


# -- hostile -----------------------------------------------------------------------------------


def test_names_and_messages_break_out_of_no_report(tmp_path: Path) -> None:
    evil = "app/x](http:evil)`|<img src=x>\n::error::\x1b[31m.py"
    files = {**FILES, evil.replace("\n", "\n"): FILES["app/feed.py"]}
    tree = repository(tmp_path / "app", files)
    report = tmp_path / "report.md"
    done = migrate(tree, *TWO, "--apply", "--report", str(report))
    assert done.returncode == 0, done.stderr
    assert "timeout" in git(tree, "show", f"prodgate/migrate:{evil}")
    for text in (done.stdout, done.stderr, report.read_text()):
        assert "\x1b" not in text
        assert "<img" not in report.read_text()
        assert not any(line.lstrip().startswith("::") for line in text.splitlines())
