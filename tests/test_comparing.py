"""`check --diff-base`: files that changed are checked whole, and only what is new counts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PRODGATE = Path(sys.executable).with_name("prodgate")
CLIENT = "import openai\n\nclient = openai.OpenAI(timeout=60)\n"
ASK = """

def {}(text: str) -> str:
    answer = client.chat.completions.create(
        model="gpt-4o-2024-08-06", messages=[{{"role": "user", "content": text}}]{}
    )
    return answer.choices[0].message.content
"""


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    return subprocess.run([*command, *arguments], check=True, capture_output=True, text=True).stdout


def commit(folder: Path, **files: str) -> str:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_py", ".py").replace("_yaml", ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "a change")
    return git(folder, "rev-parse", "HEAD").strip()


def prodgate(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(PRODGATE), "check", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def report(folder: Path, *arguments: str) -> dict[str, Any]:
    done = prodgate(folder, "--format", "json", "--select", "cost-control", *arguments)
    assert done.stdout, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def new(document: dict[str, Any]) -> list[tuple[str, int]]:
    return [
        (f["path"], f["line"])
        for f in document["findings"]
        if f["new"] and f["rule"] == "uncapped-tokens"
    ]


def old(document: dict[str, Any]) -> list[tuple[str, int]]:
    return [
        (f["path"], f["line"])
        for f in document["findings"]
        if not f["new"] and f["rule"] == "uncapped-tokens"
    ]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, a_py=CLIENT + ASK.format("ask", ""), b_py=CLIENT + ASK.format("ask", ""))
    return tmp_path


def test_what_the_base_had_is_marked_and_does_not_fail(tree: Path) -> None:
    commit(tree, a_py=CLIENT + "# a comment\n" + ASK.format("ask", ""))
    document = report(tree, "--diff-base", "HEAD~1")
    assert (new(document), old(document)) == ([], [("a.py", 8)])
    assert document["summary"]["findings"]["warning"] == 0
    assert document["base"] == git(tree, "rev-parse", "HEAD~1").strip()
    done = prodgate(tree, "--select", "cost-control", "--diff-base", "HEAD~1")
    assert done.returncode == 0
    assert "1 file changed since" in done.stdout
    assert "there before not shown" in done.stdout


def test_a_file_that_did_not_change_is_not_looked_at(tree: Path) -> None:
    commit(tree, c_py="print(1)\n")
    document = report(tree, "--diff-base", "HEAD~1")
    assert document["findings"] == []
    assert document["summary"]["files"] == 1


def test_of_equal_findings_the_added_one_is_new(tree: Path) -> None:
    commit(tree, a_py=CLIENT + ASK.format("first", "") + ASK.format("ask", ""))
    document = report(tree, "--diff-base", "HEAD~1")
    assert new(document) == [("a.py", 7)]
    assert old(document) == [("a.py", 14)]


def test_a_file_that_moved_takes_its_findings_along(tree: Path) -> None:
    git(tree, "mv", "a.py", "moved.py")
    commit(tree)
    assert old(report(tree, "--diff-base", "HEAD~1")) == []  # the same bytes: not looked at
    commit(tree, moved_py=CLIENT + "# moved\n" + ASK.format("ask", ""))
    assert old(report(tree, "--diff-base", "HEAD~2")) == [("moved.py", 8)]


def test_the_base_is_where_the_branches_parted(tree: Path) -> None:
    git(tree, "checkout", "--quiet", "-b", "topic")
    commit(tree, c_py=CLIENT + ASK.format("ask", ""))
    git(tree, "checkout", "--quiet", "main")
    commit(tree, b_py="print('mended')\n")
    git(tree, "checkout", "--quiet", "topic")
    document = report(tree, "--diff-base", "main")
    assert new(document) == [("c.py", 7)]
    assert document["summary"]["files"] == 1  # b.py changed on main, not here


def test_what_is_not_committed_yet_counts(tree: Path) -> None:
    (tree / "a.py").write_text(CLIENT + ASK.format("ask", "") + ASK.format("other", ", n=2"))
    (tree / "untracked.py").write_text(CLIENT + ASK.format("ask", ""))
    document = report(tree, "--diff-base", "HEAD")
    assert new(document) == [("a.py", 14), ("untracked.py", 7)]


def test_without_a_base_everything_is_checked_and_it_is_said(tree: Path) -> None:
    done = prodgate(tree, "--select", "cost-control", "--diff-base", "mian")
    assert done.returncode == 1
    assert 'git does not know the commit "mian" here' in done.stdout
    assert "a.py:7" in done.stdout
    assert "b.py:7" in done.stdout


def test_an_option_is_no_commit(tree: Path) -> None:
    done = prodgate(tree, "--diff-base=--upload-pack=touch pwned")
    assert "git does not know the commit" in done.stdout
    assert not (tree / "pwned").exists()


def test_a_new_ignore_comment_is_shown_and_an_old_one_is_not(tree: Path) -> None:
    ignored = ASK.format("ask", "").replace(
        "    answer", "    # prodgate: ignore[uncapped-tokens] short by nature\n    answer"
    )
    commit(tree, a_py=CLIENT + ignored)
    document = report(tree, "--diff-base", "HEAD~1")
    assert [(i["line"], i["reason"], i["new"]) for i in document["ignored"]] == [
        (8, "short by nature", True)
    ]
    said = prodgate(tree, "--select", "cost-control", "--diff-base", "HEAD~1").stdout
    assert "a.py:7: new ignore of uncapped-tokens: short by nature" in said
    commit(tree, a_py=CLIENT + "# more\n" + ignored)
    document = report(tree, "--diff-base", "HEAD~1")
    assert [i["new"] for i in document["ignored"]] == [False]


def test_an_ignore_comment_that_goes_makes_a_new_finding(tree: Path) -> None:
    ignored = ASK.format("ask", "").replace(
        "    answer", "    # prodgate: ignore[uncapped-tokens] short by nature\n    answer"
    )
    commit(tree, a_py=CLIENT + ignored)
    commit(tree, a_py=CLIENT + ASK.format("ask", ""))
    assert new(report(tree, "--diff-base", "HEAD~1")) == [("a.py", 7)]


def test_a_new_claim_to_be_generated_is_not_believed(tree: Path) -> None:
    claim = "# generated by a tool, do not edit\n"
    commit(tree, a_py=claim + CLIENT + ASK.format("ask", "") + ASK.format("more", ""))
    assert len(new(report(tree, "--diff-base", "HEAD~1"))) == 1
    commit(tree, a_py=claim + CLIENT + ASK.format("ask", "") * 3)
    assert report(tree, "--diff-base", "HEAD~1")["findings"] == []  # it said so before


def test_the_policy_of_a_commit_counts_not_that_of_the_tree(tree: Path) -> None:
    commit(tree, prodgate_yaml="ignore: [uncapped-tokens]\n", c_py=CLIENT + ASK.format("ask", ""))
    assert new(report(tree, "--diff-base", "HEAD~1")) == []
    base = report(tree, "--diff-base", "HEAD~1", "--policy-ref", "HEAD~1")
    assert new(base) == [("c.py", 7)]
    done = prodgate(tree, "--policy-ref", "nowhere")
    assert done.returncode == 2
    assert "--policy-ref" in done.stderr
    assert prodgate(tree, "--policy-ref", "HEAD", "--policy", "p.yaml").returncode == 2


def test_a_tracked_env_file_of_the_base_is_known(tree: Path) -> None:
    (tree / ".env").write_text("OPENAI_API_KEY=sk-proj-" + "a1B2c3D4" * 6 + "\n")
    git(tree, "add", "--force", ".env")
    git(tree, "commit", "--quiet", "-m", "a key")
    (tree / ".env").write_text((tree / ".env").read_text() + "PORT=1\n")
    git(tree, "commit", "--quiet", "--all", "-m", "a port")
    done = prodgate(tree, "--select", "hardcoded-secret", "--diff-base", "HEAD~1", "--format=json")
    assert [f["new"] for f in json.loads(done.stdout)["findings"]] == [False]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "markdown", "github", "code-quality"])
def test_every_form_tells_old_from_new_and_fails_alike(tree: Path, form: str) -> None:
    commit(tree, a_py=CLIENT + ASK.format("ask", "") + ASK.format("other", ", n=2"))
    done = prodgate(tree, "--select", "uncapped-tokens", "--diff-base", "HEAD~1", "--format", form)
    assert (done.returncode, done.stderr) == (1, "")
    assert "a.py" in done.stdout
    if form == "sarif":
        (ran,) = json.loads(done.stdout)["runs"]
        states = {r["baselineState"] for r in ran["results"]}
        assert states == {"new", "unchanged"}
    if form == "github":
        assert done.stdout.count("::warning") == 1
