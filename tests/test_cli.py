"""The commands as a user runs them: what they print, write, refuse, and how they end."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from planted import FORMED, VALUES

from prodgate.policy import Policy, load
from prodgate.report import progress
from prodgate.report.redact import Redactor, spans

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "prodgate" / "schemas" / "report.json").read_text())
BIN = Path(sys.executable).parent
PRODGATE = [sys.executable, "-m", "prodgate"]
BAD = "from openai import OpenAI\n\nclient = OpenAI()\n"
GOOD = BAD.replace("OpenAI()", "OpenAI(timeout=60.0)")
CAP = "answer = client.chat.completions.create(model='gpt-4o-mini', messages=[])\n"
TOOLS = "from agents.mcp import MCPServerStdio\n\nserver = MCPServerStdio(params={})\n"
KEY = VALUES["ANTHROPIC_KEY"]


class Project:
    """A folder to run the commands in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, capture_output=True, text=True
        )
        return done.stdout

    def run(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*PRODGATE, *arguments],
            cwd=cwd or self.root,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert "fault of" not in done.stderr
        return done

    def report(self, *arguments: str, command: str = "check") -> tuple[int, dict[str, Any]]:
        done = self.run(command, "--format", "json", *arguments)
        document = json.loads(done.stdout)
        jsonschema.validate(document, SCHEMA)
        return done.returncode, document

    def found(self, *arguments: str) -> set[tuple[str, str]]:
        """Path and rule of each finding."""
        return {(f["path"], f["rule"]) for f in self.report(*arguments)[1]["findings"]}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")


# -- check ------------------------------------------------------------------------------------


def test_check_shows_the_place_the_reason_and_the_fix_and_writes_nothing(project: Project) -> None:
    path = project.write("app.py", BAD)
    done = project.run("check")
    assert done.returncode == 1
    head, code, caret, fix, blank, closing = done.stdout.splitlines()
    assert head == "app.py:3:10 warning missing-timeout"
    assert code == "    3 | client = OpenAI()"
    assert caret.startswith("      |          ^^^^^^^^ ")
    assert fix == "      = fix (safe): timeout=60.0"
    assert (blank, closing) == ("", "1 finding in 1 of 1 file. `prodgate fix` rewrites 1.")
    assert done.stderr == ""
    assert path.read_text() == BAD
    assert [each.name for each in project.root.iterdir()] == ["app.py"]


def test_the_caret_stands_under_wide_characters_and_tabs(project: Project) -> None:
    project.write("app.py", BAD.replace("client", "客户 = client").replace("OpenAI()", "OpenAI( )"))
    lines = project.run("check").stdout.splitlines()
    column = lines[1].index("OpenAI")
    assert lines[2].index("^") == column + 2  # two characters that take two columns each


def test_a_long_line_is_cut_around_the_code(project: Project) -> None:
    project.write("app.py", BAD.replace("client =", "x = '" + "a " * 300 + "'; client ="))
    lines = project.run("check").stdout.splitlines()
    assert len(lines[1]) < 130
    at = lines[2].index("^")
    assert lines[1][at:].startswith("OpenAI()")


def test_a_clean_tree(project: Project) -> None:
    project.write("app.py", GOOD)
    done = project.run("check")
    assert (done.returncode, done.stdout) == (0, "No findings in 1 file.\n")


def test_explicit_files_and_folders(project: Project) -> None:
    for name in ("a.py", "b/c.py", "b/d.py"):
        project.write(name, BAD)
    assert {p for p, _ in project.found("a.py", "b/d.py")} == {"a.py", "b/d.py"}
    assert {p for p, _ in project.found("b")} == {"b/c.py", "b/d.py"}
    assert {p for p, _ in project.found(str(project.root / "a.py"), "./b/../a.py")} == {"a.py"}


def test_from_a_subfolder_paths_are_those_of_the_caller(project: Project) -> None:
    project.git("init", "-q")
    for name in ("a.py", "b/c.py"):
        project.write(name, BAD)
    inside = project.root / "b"
    done = project.run("check", cwd=inside)
    assert "c.py:3:10" in done.stdout
    assert "a.py" not in done.stdout
    done = project.run("check", "..", cwd=inside)
    assert "../a.py:3:10" in done.stdout
    assert done.stdout.count(" warning ") == 2
    done = project.run("check", "c.py", cwd=inside)
    assert done.stdout.startswith("c.py:3:10")
    done = project.run("fix", "c.py", cwd=inside)
    assert "rewrote c.py" in done.stdout
    assert (project.root / "a.py").read_text() == BAD


def test_the_policy_of_the_root_holds_in_a_subfolder(project: Project) -> None:
    project.git("init", "-q")
    project.write("prodgate.yaml", "ignore: [missing-timeout]\n")
    project.write("b/c.py", BAD)
    assert project.run("check", cwd=project.root / "b").returncode == 0


def test_paths_outside_the_root_are_not_checked_and_said(project: Project, tmp_path: Path) -> None:
    project.git("init", "-q")
    outside = tmp_path / "outside.py"
    outside.write_text(BAD)
    done = project.run("fix", "../outside.py")
    assert done.returncode == 3
    assert "../outside.py: not checked: outside the folder that is checked" in done.stdout
    assert outside.read_text() == BAD


def test_select_and_ignore_take_rules_and_gates(project: Project) -> None:
    project.write("app.py", BAD + CAP)
    both = {("app.py", "missing-timeout"), ("app.py", "uncapped-tokens")}
    timeout, tokens = ({each} for each in sorted(both))
    everything = project.found()
    assert everything > both
    assert project.found("--select", "missing-timeout") == timeout
    assert project.found("--select", "cost-control") == tokens
    assert project.found("--select", "missing-timeout", "--select", "uncapped-tokens") == both
    assert project.found("--ignore", "cost-control") == everything - tokens
    assert project.found("--ignore", "missing-timeout") == everything - timeout


@pytest.mark.parametrize("command", ["check", "fix", "baseline"])
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_name_is_refused_with_a_suggestion(
    project: Project, command: str, option: str
) -> None:
    path = project.write("app.py", BAD)
    done = project.run(command, option, "missing-timeot")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f'prodgate: {option} names an unknown rule or gate "missing-timeot"; '
        'did you mean "missing-timeout"?\n'
    )
    assert path.read_text() == BAD


@pytest.mark.parametrize(
    ("level", "code", "closing"),
    [
        ("note", 1, "1 finding in 1 of 1 file."),
        ("warning", 1, "1 finding in 1 of 1 file."),
        ("error", 0, "No findings in 1 file. (1 finding below error not shown)"),
        ("never", 0, "1 finding in 1 of 1 file."),
    ],
)
def test_fail_on(project: Project, level: str, code: int, closing: str) -> None:
    project.write("app.py", BAD)
    done = project.run("check", "--fail-on", level)
    assert done.returncode == code
    assert done.stdout.splitlines()[-1].startswith(closing)


def test_incomplete_wins_over_findings_and_over_never(project: Project) -> None:
    project.write("app.py", BAD)
    project.write("broken.py", "import openai\n(\n")
    assert project.run("check").returncode == 3
    assert project.run("check", "--fail-on", "never").returncode == 3
    assert project.run("fix").returncode == 3


def test_a_policy_file_named_by_the_user_counts_instead(project: Project, tmp_path: Path) -> None:
    project.write("app.py", BAD)
    project.write("prodgate.yaml", "ignore: [missing-timeout]\n")
    mine = tmp_path / "mine.yaml"
    mine.write_text("severity: {missing-timeout: error}\n")
    assert project.run("check").returncode == 0
    done = project.run("check", "--policy", str(mine))
    assert "error missing-timeout" in done.stdout
    missing = project.run("check", "--policy", "nowhere.yaml")
    assert missing.returncode == 2
    assert "nowhere.yaml" in missing.stderr


def test_a_pack_adds_patterns_to_a_rule(project: Project, tmp_path: Path) -> None:
    project.write("app.py", "run_everything()\n")
    rules = tmp_path / "team" / "rules"
    rules.mkdir(parents=True)
    (rules / "ours.yaml").write_text(
        "rules:\n- {id: unscoped-tools--ours, languages: [python], severity: ERROR, "
        "message: ours, pattern: run_everything()}\n"
    )
    done = project.run("check", "--pack", str(tmp_path / "team"))
    assert "app.py:1:1 error unscoped-tools" in done.stdout
    missing = project.run("check", "--pack", str(tmp_path / "nowhere"))
    assert missing.returncode == 2
    assert "there is no pack" in missing.stderr


def test_ignore_comments_count_unless_an_audit_is_wanted(project: Project) -> None:
    reason = "  # prodgate: ignore[missing-timeout] the gateway has one"
    project.write("app.py", BAD.replace("OpenAI()\n", f"OpenAI(){reason}\n"))
    done = project.run("check")
    assert done.returncode == 0
    assert "(1 suppressed)" in done.stdout
    assert project.run("check", "--no-ignores").returncode == 1


def test_json_is_one_document_also_for_fix_and_for_diffs(project: Project) -> None:
    project.write("app.py", BAD + TOOLS)
    code, document = project.report()
    assert code == 1
    timeout, tools = document["findings"]
    assert timeout["fix"]["edits"] == [
        {"line": 3, "column": 17, "end_line": 3, "end_column": 17, "replacement": "timeout=60.0"}
    ]
    assert tools["fix"]["applicability"] == "manual"
    assert document["fixed"] == []
    fixed = [{key: value for key, value in timeout.items() if key != "fix"}]
    code, document = project.report("--diff", command="fix")
    assert document["summary"]["rewritten"] == ["app.py"]
    assert document["fixed"] == fixed
    code, document = project.report(command="fix")
    assert (code, document["summary"]["rewritten"]) == (1, ["app.py"])
    assert [f["rule"] for f in document["findings"]] == ["unscoped-tools"]
    assert document["fixed"] == fixed
    assert project.report(command="fix")[1]["fixed"] == []


def test_output_goes_to_a_file_over_an_older_one(project: Project) -> None:
    project.write("app.py", BAD)
    report = project.write("report.json", "old")
    done = project.run("check", "--format", "json", "--output", "report.json")
    assert (done.returncode, done.stdout) == (1, "")
    jsonschema.validate(json.loads(report.read_text()), SCHEMA)
    done = project.run("check", "--output", "report.txt")
    assert "app.py:3:10" in (project.root / "report.txt").read_text()


def test_tools_that_the_team_picks_by_its_own_function_are_limited(project: Project) -> None:
    call = "create_react_agent(llm, tools=[*pick(role, tools), delete_user])"
    project.write(
        "app.py",
        "from langgraph.prebuilt import create_react_agent\n"
        f"from company import pick\n\n\ndef make(llm, role, tools):\n    return {call}\n",
    )
    assert project.run("check").returncode == 1
    project.write("prodgate.yaml", "functions: {tools-for-role: 'company.guard:choose'}\n")
    assert project.run("check").returncode == 1
    project.write("prodgate.yaml", "functions: {tools-for-role: 'company:pick'}\n")
    assert project.run("check").returncode == 0


# -- fix --------------------------------------------------------------------------------------


def test_fix_says_what_it_did_and_the_second_run_does_nothing(project: Project) -> None:
    path = project.write("app.py", BAD)
    done = project.run("fix")
    assert done.returncode == 1
    assert done.stdout == "rewrote app.py: missing-timeout\n\nNo findings in 1 file.\n"
    assert path.read_text() == GOOD
    again = project.run("fix")
    assert (again.returncode, again.stdout) == (0, "No findings in 1 file.\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["app.py", "a b.py", 'q"uote.py', "ünï.py", "tab\there.py"])
@pytest.mark.parametrize("last", ["\n", ""])
def test_diff_writes_nothing_and_git_can_apply_it(
    project: Project, end: str, name: str, last: str
) -> None:
    text = ("\tx = 1\n".join(["if 1:\n", "\n" * 9]) + BAD + "y = 2" + last).replace("\n", end)
    path = project.write(name, text)
    done = subprocess.run(
        [*PRODGATE, "fix", "--diff"], cwd=project.root, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert path.read_bytes() == text.encode()
    assert b"1 of 1 file" not in done.stdout  # the patch, and nothing else
    subprocess.run(["git", "apply", "-p1", "-"], cwd=project.root, input=done.stdout, check=True)
    assert path.read_bytes() == text.replace("OpenAI()", "OpenAI(timeout=60.0)").encode()


def test_a_diff_says_what_would_be_left_not_that_nothing_was_found(project: Project) -> None:
    project.write("app.py", BAD)
    done = project.run("fix", "--diff")
    assert done.stderr == "`prodgate fix` would leave no findings in 1 file.\n"
    done = project.run("fix", "--diff", "--unsafe")
    assert done.stderr == "`prodgate fix --unsafe` would leave no findings in 1 file.\n"
    project.write("app.py", BAD + TOOLS)
    said = project.run("fix", "--diff").stderr
    assert "`prodgate fix` would leave 1 finding in 1 of 1 file." in said
    project.write("app.py", GOOD)
    assert project.run("fix", "--diff").stderr == "No findings in 1 file.\n"


def test_a_diff_says_beside_it_what_could_not_be_checked(project: Project) -> None:
    project.write("app.py", BAD)
    project.write("broken.py", "import openai\n(\n")
    done = project.run("fix", "--diff")
    assert done.returncode == 3
    assert "broken.py: not checked" in done.stderr
    assert "broken.py" not in done.stdout


def test_unsafe_fixes_need_the_word(project: Project) -> None:
    project.git("init", "-q")
    project.write(".gitignore", ".env\n")
    text = f'from anthropic import Anthropic\n\nc = Anthropic(api_key="{KEY}", timeout=60.0)\n'
    path = project.write("app.py", text)
    assert project.run("fix").returncode == 1
    assert path.read_text() == text
    done = project.run("fix", "--unsafe")
    assert KEY not in done.stdout + done.stderr
    if "PRE_COMMIT" not in os.environ and not os.environ.get("CI"):
        assert KEY not in path.read_text()
        assert KEY in (project.root / ".env").read_text()


# -- secrets in reports -----------------------------------------------------------------------


@pytest.mark.parametrize("name", [*FORMED, "PLAIN_KEY", "HEX_KEY", "AWS_SECRET"])
def test_no_report_of_any_rule_shows_a_secret(project: Project, name: str) -> None:
    value = VALUES[name]
    project.write(
        "app.py",
        f'from openai import OpenAI\n\nKEY = "{value}"\n'
        f'client = OpenAI(api_key="{value}")\n'
        f"auth = {{'Authorization': 'Bearer {value}'}}\n",
    )
    for rules in ([], ["--select", "missing-timeout"]):
        outputs = [
            project.run("check", *rules),
            project.run("check", "--format", "json", *rules),
            project.run("fix", "--diff", *rules),
            project.run("fix", "--diff", "--unsafe", "--format", "json", *rules),
        ]
        for done in outputs:
            text = done.stdout + done.stderr
            assert "app.py" in text
            assert value not in text
            assert value[8:-8] not in text


def test_what_is_no_secret_is_shown() -> None:
    plain = [
        "model='claude-3-5-sonnet-20241022'",
        "model='meta-llama/Llama-3.3-70B-Instruct'",
        "url = 'https://api.example.org/v1/chat/completions'",
        "id = '3f2504e0-4f89-11d3-9a0c-0305e82c3301'",
        "api_key = os.environ['OPENAI_API_KEY']",
        "def generate_completion_with_retries_and_backoff(prompt): ...",
        "password = getpass('password')",
    ]
    for text in plain:
        assert spans(text) == ()
        assert Redactor(text).part(0, len(text)) == text


def test_a_value_is_blanked_wherever_it_turns_up_again() -> None:
    text = f'key = "{KEY}"\nother = 1\n'
    redactor = Redactor(text)
    assert redactor.prose(f"the value {KEY} is here") == "the value … is here"
    assert redactor.lines(f"x\n# was {KEY}\ny\n") == ["x", "# was …", "y", ""]


def test_blanking_keeps_the_lines() -> None:
    key = VALUES["OPENAI_KEY"]
    text = f'a\r\nk = "{key}"\r\n\tb\n'
    assert Redactor(text).lines(text) == ["a\r", 'k = "…"\r', "\tb", ""]


# -- baseline ---------------------------------------------------------------------------------


def test_a_baseline_accepts_once_and_then_only_shrinks(project: Project) -> None:
    project.write("a.py", BAD)
    project.write("b.py", BAD)
    file = project.root / ".prodgate-baseline.json"
    first = project.run("baseline")
    assert first.returncode == 0
    assert first.stdout.startswith(".prodgate-baseline.json: 2 findings accepted")
    done = project.run("check")
    assert done.returncode == 0
    assert "(2 in the baseline)" in done.stdout
    assert project.run("check", "--no-baseline").returncode == 1

    project.write("new.py", BAD)
    assert {path for path, _ in project.found()} == {"new.py"}
    before = file.read_text()
    refused = project.run("baseline")
    assert refused.returncode == 2
    assert "may only shrink" in refused.stderr
    assert "--grow" in refused.stderr
    assert file.read_text() == before

    project.write("new.py", GOOD)
    project.write("a.py", GOOD)
    done = project.run("check")
    assert "1 baseline entry no longer needed" in done.stdout
    assert project.run("baseline").stdout.startswith(".prodgate-baseline.json: 1 finding accepted")
    project.write("a.py", BAD)
    assert project.run("check").returncode == 1
    assert project.run("baseline", "--grow").returncode == 0
    assert project.run("check").returncode == 0


def test_a_partial_look_neither_expires_nor_drops_what_it_did_not_see(project: Project) -> None:
    project.write("a.py", BAD + CAP)
    project.write("b.py", BAD)
    project.run("baseline")
    file = project.root / ".prodgate-baseline.json"
    before = file.read_text()
    for arguments in (["b.py"], ["--select", "uncapped-tokens"], ["--ignore", "security"]):
        done = project.run("check", *arguments)
        assert "no longer needed" not in done.stdout
    assert project.run("baseline", "--select", "uncapped-tokens").returncode == 0
    assert file.read_text() == before


def test_a_baseline_is_of_the_whole_tree_from_wherever_it_is_written(project: Project) -> None:
    project.git("init", "-q")
    project.write("a.py", BAD)
    project.write("b/c.py", BAD)
    project.run("baseline", cwd=project.root / "b")
    assert (project.root / ".prodgate-baseline.json").exists()
    assert project.run("check").returncode == 0


def test_a_baseline_of_an_incomplete_run_is_not_written(project: Project) -> None:
    project.write("a.py", BAD)
    project.write("broken.py", "import openai\n(\n")
    done = project.run("baseline")
    assert done.returncode == 3
    assert "broken.py" in done.stderr
    assert not (project.root / ".prodgate-baseline.json").exists()


def test_a_baseline_holds_no_secret(project: Project) -> None:
    project.write("a.py", f'import openai\nc = openai.OpenAI(api_key="{KEY}")\n')
    project.run("baseline")
    assert KEY not in (project.root / ".prodgate-baseline.json").read_text()


# -- explain, rules, init ---------------------------------------------------------------------


def test_rules_lists_every_rule_under_its_gate(project: Project) -> None:
    done = project.run("rules")
    assert done.returncode == 0
    for path in (ROOT / "rules").glob("*.py"):
        assert path.stem in done.stdout
    listed = json.loads(project.run("rules", "--format", "json").stdout)
    assert listed


def test_explain_shows_a_rule_and_suggests_one(project: Project) -> None:
    done = project.run("explain", "missing-timeout")
    assert done.returncode == 0
    assert "missing-timeout" in done.stdout
    wrong = project.run("explain", "missing-timeot")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "missing-timeout" in wrong.stderr


def _values(policy: Policy) -> dict[str, object]:
    every = {name: getattr(policy, name) for name in policy.__struct_fields__}
    return {k: v for k, v in every.items() if k not in {"source", "folder", "lines"}}


def _valid(folder: Path) -> None:
    subprocess.run(
        [BIN / "pre-commit", "validate-config"], cwd=folder, check=True, capture_output=True
    )


def test_init_writes_files_that_work_as_written(project: Project) -> None:
    project.git("init", "-q")
    done = project.run("init")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2
    assert _values(load(project.root)) == _values(Policy())
    _valid(project.root)
    assert "id: prodgate" in (project.root / ".pre-commit-config.yaml").read_text()
    assert project.run("check").returncode == 0


def test_init_twice_changes_nothing(project: Project) -> None:
    project.run("init")
    before = {path: path.read_bytes() for path in project.root.iterdir()}
    done = project.run("init")
    assert done.returncode == 0
    assert {path: path.read_bytes() for path in project.root.iterdir()} == before


@pytest.mark.parametrize("name", ["prodgate.yml", "pyproject.toml"])
def test_init_adds_no_second_policy(project: Project, name: str) -> None:
    text = '[tool.prodgate]\nfail-on = "note"\n' if name.endswith("toml") else "fail-on: note\n"
    project.write(name, text)
    project.run("init")
    assert not (project.root / "prodgate.yaml").exists()
    assert project.run("check").returncode == 0


@pytest.mark.parametrize(
    "text",
    [
        "repos:\n- repo: https://example.org/x\n  rev: v1\n  hooks:\n  - id: x\n",
        "repos:\n  - repo: https://example.org/x\n    rev: v1\n    hooks:\n      - id: x",
        "fail_fast: true\r\nrepos:\r\n-   repo: local\r\n    hooks: []\r\n",
        "# ours\nrepos:\n- repo: meta\n  hooks:\n  - id: identity\n# the end\n",
    ],
)
def test_init_adds_its_hook_to_those_there_are(project: Project, text: str) -> None:
    path = project.write(".pre-commit-config.yaml", text)
    done = project.run("init")
    assert done.returncode == 0
    after = path.read_bytes().decode()
    assert after.startswith(text.rstrip("\r\n"))
    assert after.count("id: prodgate") == 1
    assert ("\r\n" in after) == ("\r\n" in text)
    assert after.replace("\r\n", "").count("\r") == 0
    _valid(project.root)


@pytest.mark.parametrize(
    "text", ["repos: []\n", "repos:\n- repo: meta\n  hooks: []\nci: {}\n", "[\n", "", "- a\n"]
)
def test_init_leaves_a_layout_it_does_not_know_and_gives_the_lines(
    project: Project, text: str
) -> None:
    path = project.write(".pre-commit-config.yaml", text)
    done = project.run("init")
    assert path.read_text() == text
    assert "- id: prodgate" in done.stdout
    assert "\\n" not in done.stdout


def test_init_writes_through_no_link(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("repos: []\n")
    (project.root / ".pre-commit-config.yaml").symlink_to(target)
    (project.root / "prodgate.yaml").symlink_to(tmp_path / "nowhere")
    done = project.run("init")
    assert target.read_text() == "repos: []\n"
    assert not (tmp_path / "nowhere").exists()
    assert done.returncode in (0, 2)


def test_init_in_a_read_only_folder_is_one_sentence(project: Project) -> None:
    project.root.chmod(0o555)
    try:
        done = project.run("init")
    finally:
        project.root.chmod(0o755)
    assert done.returncode == 2
    assert done.stderr == "prodgate: prodgate.yaml was not written: its folder is read-only\n"


# -- the rest ---------------------------------------------------------------------------------


def test_help_and_version(project: Project) -> None:
    for arguments in (["--help"], ["check", "-h"], ["fix", "--help"], ["init", "--help"]):
        assert project.run(*arguments).returncode == 0
    assert project.run("--version").stdout.startswith("prodgate ")
    assert project.run("chek").returncode == 2


def test_nothing_slow_is_imported_where_nothing_is_found(project: Project) -> None:
    project.write("app.py", "print('hello')\n")
    code = (
        "import sys; sys.argv = ['prodgate', 'check']\n"
        "from prodgate.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project.root, capture_output=True, text=True, check=True
    )
    slow = {"libcst", "yaml", "tree_sitter", "semgrep", "difflib", "multiprocessing", "jsonschema"}
    assert not slow & set(done.stdout.split())


def test_the_schema_of_the_report_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_after_a_while_and_goes_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = _Terminal()
    assert list(progress.watch(range(5), 5, terminal)) == list(range(5))
    assert terminal.getvalue() == ""  # quick runs show nothing
    monkeypatch.setattr(progress, "PATIENCE", 0)
    assert list(progress.watch(range(5), 5, terminal)) == list(range(5))
    assert "1 of 5 files" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    file = io.StringIO()
    assert list(progress.watch(range(5), 5, file)) == list(range(5))
    assert file.getvalue() == ""
