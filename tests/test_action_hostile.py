"""Pull requests that are out to harm: run code, leave the tree, forge output, leak, or hide."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from action_harness import Ran, Runner, machine, pull_request
from github_server import Fault
from markdown_it import MarkdownIt
from test_action import CLIENT, ask, checkout, tools, warnings, write

__all__ = ["tools"]

KEY = "sk-proj-" + "Zq7Lw2Xv9Rt4Yb6N" * 3
FORGED = "::error file=x::forged"


@pytest.fixture
def runner(tmp_path: Path, tools: Path) -> Iterator[Runner]:
    with machine(tmp_path, tools) as made:
        made.server.state.processing = ["complete"]
        write(made, "main", {"app/chat.py": CLIENT + ask("first")})
        write(made, "topic", {}, "main")
        yield made
        made.server.check()


def proposed(runner: Runner, files: dict[str, bytes | None], *, fork: bool = False) -> Ran:
    """What the action makes of a pull request with these files."""
    write(runner, "topic", files)
    payload, merge, ref = pull_request(runner, fork=fork)
    if fork:
        runner.server.faults += [Fault("POST .*", status=403, message="Forbidden")]
    return runner.run("pull_request", payload, merge, ref)


def shown(runner: Runner, ran: Ran) -> dict[str, str]:
    """All that left the machine, and what the job can hand on."""
    texts = {"log": ran.log, "summary": ran.summary}
    texts |= {f"request {i}": json.dumps(a.body) for i, a in enumerate(runner.server.asked)}
    folder = Path(ran.outputs["json-file"]).parent
    for path in folder.iterdir():
        if path.is_file():
            texts[path.name] = path.read_text(errors="replace")
    return texts


NAMES = (
    f"a\n{FORGED}\n.py",
    f"b\r{FORGED}.py",
    "c##[error]forged.py",
    "d\x1b[31m\x1b]0;title\x07.py",
    "e`|</details><script>alert(1)</script>.py",
    "f%0A::error::forged,line=1:.py",
    "g\u202egnp.py",
    "-rf --output=x.py",
    "[click](evil.example) ![x](evil.example) @everyone #1.py",
)


def test_names_of_files_forge_nothing(runner: Runner) -> None:
    ran = proposed(runner, {name: CLIENT + ask("second") for name in NAMES}, fork=True)
    assert {path for path, _, new in warnings(ran) if new} == set(NAMES)
    assert (ran.code, ran.outputs["new-findings"]) == (1, str(len(NAMES)))
    for line in ran.commands:
        assert re.match(r"::(warning|notice) ", line), line
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", ran.log + ran.summary)
    assert_plain(ran.summary)


def assert_plain(markdown: str) -> None:
    """No HTML but our own folds, no picture, no link but to the server and our pages."""
    for token in MarkdownIt().enable("table").parse(markdown):
        if token.type == "html_block":
            left = re.sub(r"</?(?:details|summary)>", "", token.content)
            assert not re.search(r"<[a-zA-Z/!?]", left), token.content
        for child in token.children or ():
            assert child.type != "image"
            if child.type == "html_inline":
                assert re.fullmatch(r"</?(?:details|summary)>", child.content), child.content
            if child.type == "link_open":
                target = str(child.attrs["href"])
                home = "https://github.com/prodgate/"
                assert target.startswith((home, "http://127.0.0.1:")), target
            if child.type == "text":
                assert not re.search(r"(?<!\w)@\w", child.content), child.content


def test_text_of_files_forges_nothing(runner: Runner) -> None:
    evil = "</details>\n```\n::error::forged\n##[error]forged\n<img src=x onerror=alert(1)> @all"
    text = f"""
def second(text):
    return client.chat.completions.create(model="gpt-4o-2024-08-06", messages=[text], user='''
{evil}
`````` </summary>'''
    )
# prodgate: ignore[no-such-{FORGED}] because </details><script>alert(1)</script>
"""
    ran = proposed(runner, {"chat.py": CLIENT + text.encode()}, fork=True)
    assert ran.code == 1
    assert all(re.match(r"::(warning|notice|error) file=", line) for line in ran.commands)
    assert "forged" not in "".join(line.split("::")[1] for line in ran.commands)
    assert_plain(ran.summary)


def test_a_secret_is_in_nothing_that_is_shown(runner: Runner) -> None:
    text = f'''import openai

client = openai.OpenAI(api_key="{KEY}", timeout=60)


def second(text):
    """Uses {KEY}."""
    return client.chat.completions.create(
        model="gpt-4o-2024-08-06", messages=[text], user="{KEY}"
    )
'''.encode()
    ran = proposed(runner, {"chat.py": text, "config.env": f"OPENAI_API_KEY={KEY}\n".encode()})
    assert ran.code == 1
    document = json.loads(Path(ran.outputs["json-file"]).read_text())
    assert "hardcoded-secret" in {f["rule"] for f in document["findings"]}
    for name, shown_text in shown(runner, ran).items():
        assert KEY not in shown_text, name
        assert KEY[8:40] not in shown_text, name


def test_links_lead_nowhere(runner: Runner, tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_bytes(CLIENT + ask("outside"))
    git = runner.server.git
    blobs = {
        "link.py": git.make_blob(str(outside).encode()),
        "folder": git.make_blob(str(tmp_path).encode()),
        "app/up.py": git.make_blob(b"../../../../etc/passwd"),
    }
    entries = [{"path": p, "mode": "120000", "sha": sha} for p, sha in blobs.items()]
    tree = git.make_tree(git.tip("main"), entries)
    git.move("topic", git.make_commit(tree, [git.tip("main")], "links")["sha"])
    payload, merge, ref = pull_request(runner)
    ran = runner.run("pull_request", payload, merge, ref)
    assert (ran.code, warnings(ran)) == (0, [])
    laid_out = [path for path in ran.folder.rglob("*") if path.is_symlink()]
    assert laid_out == []
    assert outside.read_bytes() == CLIENT + ask("outside")


CANARY = "import os; open(os.environ['CANARY'], 'a').write(__file__)\n"
SHELL = "touch $CANARY"


def traps() -> dict[str, bytes | None]:
    """Files that something might run, import, or take for its configuration."""
    modules = (
        *("sitecustomize", "usercustomize", "yaml", "click", "msgspec", "libcst", "semgrep"),
        *("requests", "ahocorasick", "json", "re", "conftest", "setup", "noxfile", "bandit"),
    )
    files: dict[str, bytes | None] = {f"{name}.py": CANARY.encode() for name in modules}
    files["prodgate/__init__.py"] = CANARY.encode()
    files["ruff/__init__.py"] = CANARY.encode()
    files["rules/evil.py"] = CANARY.encode()
    files["packs/evil/rules/evil.py"] = CANARY.encode()
    files["packs/evil/fixes/evil.py"] = CANARY.encode()
    files["prodgate.yaml"] = b"packs: [packs/evil]\nfail-on: never\nexclude: ['**']\n"
    files[".semgrepignore"] = b"*\n"
    files[".gitignore"] = b"*\n"
    files[".gitattributes"] = b"* filter=evil diff=evil\n*.py linguist-generated export-ignore\n"
    files[".gitconfig"] = f"[core]\nfsmonitor = {SHELL}\n".encode()
    files[".python-version"] = b"2.7\n"
    files["pip.conf"] = b"[global]\nindex-url = http://127.0.0.1:9/evil\n"
    files["uv.toml"] = b'index-url = "http://127.0.0.1:9/evil"\n'
    files["ruff.toml"] = b'exclude = ["*"]\n'
    files[".bandit"] = b"[bandit]\nskips: ALL\n"
    files["pyproject.toml"] = (
        b'[tool.prodgate]\nfail-on = "never"\n[tool.ruff]\nexclude = ["*"]\n'
        b'[tool.uv]\nindex-url = "http://127.0.0.1:9/evil"\n[tool.bandit]\nexclude_dirs = ["."]\n'
    )
    files["package.json"] = json.dumps({"scripts": {"preinstall": SHELL, "test": SHELL}}).encode()
    files[".github/actions/prodgate/action.yml"] = b"name: prodgate\n"
    return files


def test_no_file_runs_or_switches_anything_off(runner: Runner, tmp_path: Path) -> None:
    noise = b"# noqa\n# nosemgrep\n# nosec\n# type: ignore\n"
    files = {**traps(), "app/chat.py": noise + CLIENT + ask("first") + ask("second")}
    write(runner, "topic", files)
    payload, merge, ref = pull_request(runner)
    workspace = checkout(runner, tmp_path / "space", "topic")
    canary = tmp_path / "canary"
    ran = runner.run(
        "pull_request",
        payload,
        merge,
        ref,
        workspace=workspace,
        environment={"CANARY": str(canary), "HOME": str(tmp_path)},
    )
    assert ran.code == 1, ran.log
    assert not canary.exists(), canary.read_text()
    assert ("app/chat.py", 18, True) in warnings(ran)
    assert "prodgate.yaml is not as in the commit whose policy counts" in ran.log


def test_no_file_chooses_what_is_installed(runner: Runner, tmp_path: Path) -> None:
    """The first step in a machine whose tool cache is empty, started from the checkout."""
    write(runner, "topic", traps())
    payload, merge, ref = pull_request(runner)
    workspace = checkout(runner, tmp_path / "space", "topic")
    canary = tmp_path / "canary"
    runner.tools = tmp_path / "empty"
    ran = runner.run(
        "pull_request",
        payload,
        merge,
        ref,
        workspace=workspace,
        environment={"CANARY": str(canary), "PWD": str(workspace), "PYTHONPATH": str(workspace)},
    )
    assert ran.steps[-1] == "report", ran.log
    assert not canary.exists()


def test_thousands_of_changed_files(runner: Runner) -> None:
    files: dict[str, bytes | None] = {
        f"generated/part{i // 100}/file{i}.py": f"VALUE = {i}\n".encode() for i in range(4_990)
    }
    files |= {f"late/chat{i}.py": CLIENT + ask("second") for i in range(10)}
    start = time.monotonic()
    ran = proposed(runner, files)
    assert (ran.code, ran.outputs["new-findings"]) == (1, "10")
    assert time.monotonic() - start < 120


def test_a_file_of_fifty_megabytes_is_said_and_fails(runner: Runner) -> None:
    large = b"import openai\n" + b"x = 1  # " + b"a line of code\nx = 2 " * 2_400_000
    ran = proposed(runner, {"large.py": large, "app/more.py": CLIENT + ask("second")})
    assert ran.code == 3
    assert ran.outputs["not-checked"] == "1"
    assert "large.py" in ran.log
    assert "large.py" in ran.summary
    assert ("app/more.py", 7, True) in warnings(ran)


def test_code_is_not_hidden_as_generated_or_in_a_file_without_a_kind(runner: Runner) -> None:
    text = b"# @generated\n# generated by a tool, do not edit\n" + CLIENT + ask("second")
    ran = proposed(runner, {"hidden.py": text})
    assert (ran.code, ran.outputs["new-findings"]) == (1, "1")


def test_what_is_left_out_is_said(runner: Runner) -> None:
    bundle = b"var a=1;" * 3_000 + b"new OpenAI().chat.completions.create({})"
    files: dict[str, bytes | None] = {
        "app/bundle.js": bundle,
        "vendor/lib/chat.py": CLIENT + ask("second"),
    }
    ran = proposed(runner, files)
    for name in ("app/bundle.js", "vendor/"):
        assert name in ran.log
        assert name in ran.summary
