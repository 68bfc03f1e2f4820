"""Bad input, hostile or unlucky: one sentence, the right exit code, nothing lost, the rest done."""

from __future__ import annotations

import json
import os
import pty
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from planted import VALUES

PRODGATE = [sys.executable, "-m", "prodgate"]
BAD = "from openai import OpenAI\n\nclient = OpenAI()\nprint(client)\n"
GOOD = BAD.replace("OpenAI()", "OpenAI(timeout=60.0)")
BAD_JS = 'import OpenAI from "openai";\n\nexport const client = new OpenAI();\n'
PLACE = "bad.py:3:10"
KEY = VALUES["ANTHROPIC_KEY"]


class Tree:
    """A folder with one file that has a finding, so that it shows whether the rest was done."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        self.write("bad.py", BAD)

    def write(self, name: str | bytes, data: str | bytes) -> Path:
        path = self.root / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True)

    def run(
        self, *arguments: str | bytes, cwd: Path | None = None, timeout: float = 100, **env: str
    ) -> tuple[int, str]:
        """Exit code, and all that was printed."""
        done = subprocess.run(
            [*PRODGATE, *arguments],
            cwd=cwd or self.root,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
            check=False,
        )
        text = done.stdout.decode()  # what is printed is always UTF-8
        assert "Traceback" not in text
        assert "fault of" not in text
        return done.returncode, text


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "tree")


def incomplete(tree: Tree, name: str, reason: str, *arguments: str) -> str:
    """The file is said not to be checked, check and fix end with 3, and the rest was done."""
    before = _content(tree.root / name)
    code, text = tree.run("check", *arguments)
    assert f"{name}: not checked: {reason}" in text
    assert PLACE in text
    assert code == 3
    code, fixed = tree.run("fix", *arguments)
    assert code == 3
    assert "rewrote bad.py" in fixed
    assert (tree.root / "bad.py").read_text() == GOOD
    assert _content(tree.root / name) == before
    return text


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


# -- content ----------------------------------------------------------------------------------

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "paren.py": ("import openai\nx = (\n", "line 2: "),
    "two.py": ("import openai\nprint 'x'\n", "line 2: "),
    "indent.py": ("import openai\nif x:\ny()\n", "line 3: "),
    "twice.py": ("import openai\nf(t=1, t=2)\n", "line 2: "),
    "latin.py": (b"import openai\nx = '\xe9'\n", "not UTF-8 text"),
    "utf16.py": ("import openai\n".encode("utf-16"), "UTF-16"),
    "cookie.py": ("# coding: klingon\nimport openai\n", "it names the encoding 'klingon'"),
    "nul.py": ("import openai\nx = '\0'\n", "it has NUL bytes"),
    "nul.ts": ('import OpenAI from "openai";\0\n', "it has NUL bytes"),
    "latin.ts": (b'import OpenAI from "openai"; // \xe9\n', "not UTF-8 text"),
    "deep.py": ("import openai\nx = " + "[" * 1500 + "]" * 1500 + "\n", "line 2: "),
    "deep.ts": ('import "openai";\nx = ' + "[" * 1500 + "]" * 1500 + "\n", "nested too deeply"),
    "open.py": ("import openai\n" + "[" * 1500 + "\n", "line 2: "),
    "nots.py": ("import openai\nx = " + "not " * 20000 + "1\n", ""),
    "huge.py": ("import openai\n" + "x = 1\n" * 200_000, "over 1 MB"),
    "huge.ts": ('import "openai";\n' + "x = 1\n" * 200_000, "over 1 MB"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_said_and_the_rest_is_done(tree: Tree, name: str) -> None:
    data, reason = BROKEN[name]
    tree.write(name, data)
    incomplete(tree, name, reason)


IMPORT = {"py": "from openai import OpenAI\n", "ts": 'import OpenAI from "openai";\n'}
IMPORT["tsx"] = IMPORT["ts"]
_CHAIN = "1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 +\n" * 5000  # lines: one of them would be minified


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chain.py", "x = (" + _CHAIN + "1)\n"),
        ("chain.ts", "const x =\n" + _CHAIN + "1;\n"),
        ("long.py", "x = " + "1 + " * 50_000 + "1\n"),
        ("dots.py", "x" + ".a" * 20_000 + "\n"),
        ("dots.ts", "x\n" + ".a.b.c.d.e\n" * 4000 + ";\n"),
        ("calls.ts", "x\n" + "()()()()()\n" * 4000 + ";\n"),
        ("not.py", "x = " + "not " * 20_000 + "1\n"),
        ("not.ts", "x =\n" + "!!!!!!!!!!\n" * 4000 + "1;\n"),
        ("elif.py", "if x: pass\n" + "elif x: pass\n" * 3000),
        ("else.ts", "if (x) {}\n" + "else if (x) {}\n" * 3000),
        ("jsx.tsx", "x = (\n" + "<a>\n" * 3000 + "</a>\n" * 3000 + ");\n"),
        ("types.ts", "let x:\n" + "A | A | A | A | A |\n" * 4000 + "B;\n"),
        ("quotes.py", "x = " + "'a' " * 50_000 + "\n"),
        ("template.ts", "x = `" + "${a}\n" * 20_000 + "`;\n"),
        ("regex.ts", "/(a+)+$/.test('a');\n" * 3000),
        ("arrows.ts", "x =\n" + "a => b =>\n" * 1500 + "1;\n"),
        ("lambda.py", "x = " + "lambda: " * 3000 + "1\n"),
        ("spaces.py", " " * 300_000 + "\n"),
        ("names.py", "".join(f"a{n} = a{n - 1}\n" for n in range(1, 20_000))),
        ("names.ts", "".join(f"const a{n} = a{n - 1};\n" for n in range(1, 20_000))),
    ],
)
@pytest.mark.parametrize("command", ["check", "fix"])
def test_long_chains_end_soon_and_are_checked_or_said(
    tree: Tree, name: str, text: str, command: str
) -> None:
    call = "client = OpenAI()\n" if name.endswith(".py") else "new OpenAI();\n"
    tree.write(name, IMPORT[name.partition(".")[2]] + text + call)
    code, printed = tree.run(command, name, "bad.py", timeout=90)
    if f"{name}: not checked: " in printed:
        assert code == 3
    else:
        assert code == 1
        assert f"rewrote {name}" in printed or f"{name}:" in printed
    assert "bad.py" in printed


@pytest.mark.parametrize("name", ["empty.py", "empty.ts", "blank.py", ".env", "bom.py"])
def test_files_with_nothing_in_them_are_clean(tree: Tree, name: str) -> None:
    content = {"blank.py": b"\n\n", "bom.py": b"\xef\xbb\xbf"}.get(name, b"")
    tree.write(name, content)
    code, text = tree.run("check", name)
    assert (code, text) == (0, "No findings in 1 file.\n")


def test_latin_1_that_says_so_is_checked_and_kept(tree: Tree) -> None:
    head = "# coding: latin-1\nname = 'é'\n".encode("latin-1")
    path = tree.write("old.py", head + BAD.encode())
    code, text = tree.run("fix")
    assert code == 1
    assert path.read_bytes() == head + GOOD.encode()
    assert "not checked" not in text


def test_bundles_are_left_out_and_said_and_cost_no_exit_code(tree: Tree) -> None:
    (tree.root / "bad.py").unlink()
    tree.write("app.min.js", BAD_JS)
    tree.write("bundle.js", 'import OpenAI from "openai";' + "var a=new OpenAI();" * 2000)
    tree.write("vast.js", 'import OpenAI from "openai";' + "var a=new OpenAI();" * 60_000)
    code, text = tree.run("check")
    assert code == 0
    assert "left out (minified): " in text
    assert all(name in text for name in ("app.min.js", "bundle.js", "vast.js"))


# -- files that are not read are no place to hide a key ----------------------------------------

UNREAD = {
    "bundle.js": ('import OpenAI from "openai";' + "var a=1;" * 3000 + 'b="KEY";', "minified"),
    "api.ts": ('// @generated\nexport const k = "KEY";\n', "generated"),
    "api_pb.py": ('# Generated by a tool. DO NOT EDIT.\nk = "KEY"\n', "generated"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_a_file_that_is_left_out_is_still_searched_for_keys(tree: Tree, name: str) -> None:
    (tree.root / "bad.py").unlink()
    text, reason = UNREAD[name]
    tree.write(name, text.replace("KEY", KEY))
    code, said = tree.run("check")
    assert code == 1
    assert f"{name}:" in said
    assert "error hardcoded-secret" in said
    assert f"left out ({reason}" in said
    assert KEY not in said
    before = (tree.root / name).read_bytes()
    assert tree.run("fix", "--unsafe")[0] == 1
    assert (tree.root / name).read_bytes() == before


@pytest.mark.parametrize("name", UNREAD)
def test_a_file_that_is_left_out_and_holds_no_key_has_no_findings(tree: Tree, name: str) -> None:
    (tree.root / "bad.py").unlink()
    tree.write(name, UNREAD[name][0].replace("KEY", "sk-ant-your-key-goes-here-1234567"))
    assert tree.run("check")[0] == 0
    tree.write(name, UNREAD[name][0].replace("KEY", KEY))
    assert tree.run("check", "--ignore", "hardcoded-secret")[0] == 0


def test_keys_that_every_page_shows_are_fine_in_a_bundle(tree: Tree) -> None:
    (tree.root / "bad.py").unlink()
    config = f'f({{apiKey:"{VALUES["GOOGLE_KEY"]}",authDomain:"x.firebaseapp.com"}});'
    tree.write("bundle.js", "var a=1;" * 3000 + config)
    assert tree.run("check")[0] == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.py", b'import openai\nk = "KEY"\nx = (\n'),
        ("two.py", b'k = "KEY"\nprint k\n'),
        ("nul.py", b'import openai\nk = "KEY"\nx = "\0"\n'),
        ("latin.ts", b'import "openai"; const k = "KEY"; // \xe9\n'),
        ("deep.ts", b'// prodgate: ignore\nk = "KEY";\nx = ' + b"[" * 1500 + b"]" * 1500),
        ("twice.py", b'import openai\nk = "KEY"\nf(t=1, t=2)\n'),
    ],
)
def test_a_file_that_cannot_be_read_is_still_searched_for_keys(
    tree: Tree, name: str, data: bytes
) -> None:
    tree.write(name, data.replace(b"KEY", KEY.encode()))
    code, said = tree.run("check")
    assert code == 3
    assert f"{name}: not checked: " in said
    assert f"{name}:" in said.partition("error hardcoded-secret")[0]
    assert KEY not in said
    assert PLACE in said


# -- what a name may point to -----------------------------------------------------------------


def test_links_are_not_followed_out_of_the_tree_or_written_through(tree: Tree) -> None:
    outside = tree.root.parent / "outside"
    outside.mkdir()
    (outside / "bad.py").write_text(BAD)
    (tree.root / "file.py").symlink_to(outside / "bad.py")
    (tree.root / "folder").symlink_to(outside)
    (tree.root / "gone.py").symlink_to("nowhere.py")
    (tree.root / "loop.py").symlink_to("loop.py")
    (tree.root / "inside.py").symlink_to("bad.py")
    for arguments in (["fix", "--unsafe"], ["fix", "file.py"], ["fix", "folder/bad.py"]):
        tree.run(*arguments)
        assert (outside / "bad.py").read_text() == BAD
        assert (tree.root / "file.py").is_symlink()
    code, text = tree.run("check", "file.py", "bad.py")
    assert code == 3
    assert "file.py: not checked: a symbolic link" in text


def test_a_file_with_two_names_is_reported_and_not_torn_apart(tree: Tree) -> None:
    other = tree.root.parent / "other.py"
    os.link(tree.root / "bad.py", other)
    code, text = tree.run("fix")
    assert code == 3
    assert "bad.py: not checked: not rewritten: it has more than one name (hard links)" in text
    assert other.read_text() == BAD
    assert other.stat().st_nlink == 2


@pytest.mark.parametrize("git", [True, False])
def test_pipes_sockets_and_devices_hold_nothing_up(tree: Tree, git: bool) -> None:
    if git:
        tree.git("init", "-q")
    os.mkfifo(tree.root / "pipe.py")
    os.mkfifo(tree.root / "prodgate.tmp")
    (tree.root / "zero.py").symlink_to("/dev/zero")
    code, text = tree.run("check", ".", "pipe.py", timeout=30)
    assert code == 3
    assert "pipe.py: not checked: not a regular file" in text
    assert PLACE in text


@pytest.mark.parametrize("name", ["prodgate.yaml", "pyproject.toml", ".prodgate-baseline.json"])
def test_a_pipe_in_place_of_a_settings_file_holds_nothing_up(tree: Tree, name: str) -> None:
    os.mkfifo(tree.root / name)
    code, text = tree.run("check", timeout=30)
    assert code == 2
    assert len(text.splitlines()) == 1
    assert name in text


@pytest.mark.parametrize("name", ["package.json", "requirements.txt", "uv.lock", ".gitignore"])
def test_a_pipe_in_place_of_a_manifest_holds_nothing_up(tree: Tree, name: str) -> None:
    os.mkfifo(tree.root / name)
    code, text = tree.run("check", "bad.py", timeout=30)
    assert code == 1
    assert PLACE in text


def test_read_only_files_and_folders_stay_as_they_are(tree: Tree) -> None:
    file = tree.write("locked.py", BAD)
    file.chmod(0o444)
    inside = tree.write("folder/x.py", BAD)
    inside.parent.chmod(0o555)
    try:
        code, text = tree.run("fix")
    finally:
        inside.parent.chmod(0o755)
    assert code == 3
    assert "locked.py: not checked: not rewritten: it is read-only" in text
    assert "folder/x.py: not checked: not rewritten: its folder is read-only" in text
    assert file.read_text() == inside.read_text() == BAD
    assert (tree.root / "bad.py").read_text() == GOOD
    assert stat.S_IMODE(file.stat().st_mode) == 0o444
    assert list(inside.parent.iterdir()) == [inside]


def test_folders_in_the_place_of_files(tree: Tree) -> None:
    (tree.root / "folder.py").mkdir()
    (tree.root / ".env").mkdir()
    code, text = tree.run("check")
    assert code == 1
    assert PLACE in text


def test_what_is_not_there_is_said(tree: Tree) -> None:
    incomplete(tree, "nowhere.py", "no such file", "nowhere.py", ".")


@contextmanager
def _meanwhile(change: Callable[[], None]) -> Iterator[None]:
    stop = threading.Event()

    def loop() -> None:
        while not stop.is_set():
            change()

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_a_file_that_is_rewritten_all_the_time_never_loses_what_was_written(tree: Tree) -> None:
    path = tree.write("busy.py", BAD)
    counter = iter(range(10**9))
    written = [BAD]

    def change() -> None:
        # Replaced in one step, as an editor does it; never shorter than what it was.
        text = BAD + f"# {next(counter)}\n"
        new = tree.root / "new.tmp"
        new.write_text(text)
        new.replace(path)
        written.append(text)

    with _meanwhile(change):
        for _ in range(4):
            code, text = tree.run("fix", "busy.py")
            assert code in (1, 3), text
    final = path.read_text()
    assert final in (written[-1], written[-1].replace("OpenAI()", "OpenAI(timeout=60.0)"))
    assert [p.name for p in tree.root.iterdir() if "prodgate-" in p.name] == []


def test_a_file_that_comes_and_goes_is_no_fault(tree: Tree) -> None:
    path = tree.root / "ghost.py"

    def change() -> None:
        path.write_text(BAD)
        path.unlink(missing_ok=True)

    with _meanwhile(change):
        for command in ("check", "fix", "check"):
            code, _ = tree.run(command)
            assert code in (0, 1, 3)
    assert (tree.root / "bad.py").read_text() == GOOD


# -- names and text that act on a terminal ----------------------------------------------------

HOSTILE: list[str | bytes] = [
    "\x1b[31mred.py",
    "new\nline.py",
    "back\rspace\b.py",
    "::error file=x::pwn.py",
    "##[stop-commands]x.py",
    "bidi\u202egpj.py",
    "zero\u200bwidth.py",
    "c1\x9b31m.py",
    "line\u2028sep.py",
    b"latin-\xe9.py",
    "-rf.py",
    "%s{0}.py",
]
_ACTS = set("\x1b\r\b\x9b\u202e\u200b\u2028\x07\x00")


def _inert(text: str) -> None:
    assert not _ACTS & set(text)
    assert not any(line.lstrip().startswith("::") for line in text.split("\n"))
    assert "##[" not in text


@pytest.mark.parametrize("git", [True, False])
def test_hostile_names_never_reach_the_terminal_raw(tree: Tree, git: bool) -> None:
    if git:
        tree.git("init", "-q")
    paths = [tree.write(name, BAD) for name in HOSTILE]
    tree.write("broken\x1b[31m.py", "import openai\nx = (\n")
    for arguments in (["check"], ["fix", "--diff"], ["check", "--", *HOSTILE], ["fix"]):
        code, text = tree.run(*arguments)
        assert code in (1, 3)
        _inert(text)
    assert [path.read_text() for path in paths] == [GOOD] * len(paths)


def test_hostile_code_never_reaches_the_terminal_raw(tree: Tree) -> None:
    nasty = "::error::pwn ##[x] \x1b[31m \u202e \u200b \u2028 \x9b \x07"
    code = f'"""\n{nasty}\n  ::warning::x\n"""\n' + BAD.replace("()", f"()  # {nasty}", 1)
    tree.write("bad.py", code)
    for arguments in (["check"], ["fix", "--diff"]):
        exit_code, text = tree.run(*arguments)
        assert exit_code == 1
        assert "OpenAI(" in text
        _inert(text)


def test_hostile_arguments_never_reach_the_terminal_raw(tree: Tree) -> None:
    for arguments in (
        ["check", "--\x1b[31m"],
        ["\x1b[31m::error::"],
        ["check", "--select", "\x1b[31m\u202e"],
        ["check", "--policy", "\x1b[31m.yaml"],
        ["check", "--pack", "\x1b[31m"],
        ["check", "--output", "\x1b[31m/x"],
        ["explain", "\x1b[31m"],
    ):
        code, text = tree.run(*arguments)
        assert code == 2
        assert len(text.splitlines()) == 1
        _inert(text)


def test_json_is_ascii_and_keeps_every_name(tree: Tree) -> None:
    paths = [tree.write(name, BAD) for name in HOSTILE]
    code, text = tree.run("check", "--format", "json")
    assert code == 1
    assert text.isascii()
    named = {finding["path"] for finding in json.loads(text)["findings"]}
    assert named == {"bad.py", *(path.name for path in paths)}


# -- git --------------------------------------------------------------------------------------


def test_without_git_on_path(tree: Tree, tmp_path: Path) -> None:
    tree.git("init", "-q")
    empty = tmp_path / "empty"
    empty.mkdir()
    code, text = tree.run("check", PATH=str(empty))
    assert code == 1
    assert PLACE in text
    assert "git could not list this repository: ignored files are checked too" in text
    before = BAD.replace("OpenAI()", f'OpenAI(api_key="{VALUES["OPENAI_KEY"]}")')
    path = tree.write("key.py", before)
    code, text = tree.run("fix", "--unsafe", "key.py", PATH=str(empty))
    assert VALUES["OPENAI_KEY"] in path.read_text()  # nobody knows whether .env is ignored
    assert not (tree.root / ".env").exists()


def test_in_a_bare_repository(tree: Tree) -> None:
    tree.git("init", "-q", "--bare", "store.git")
    code, text = tree.run("check", cwd=tree.root / "store.git")
    assert code == 0
    assert "No findings" in text


def test_in_a_shallow_clone(tree: Tree, tmp_path: Path) -> None:
    tree.git("init", "-q")
    for message in ("one", "two"):
        tree.write("x.txt", message)
        tree.git("add", "-A")
        tree.git("commit", "-q", "-m", message)
    clone = tmp_path / "clone"
    tree.git("clone", "-q", "--depth", "1", f"file://{tree.root}", str(clone))
    code, text = tree.run("check", cwd=clone)
    assert code == 1
    assert PLACE in text


def test_a_damaged_repository_is_walked(tree: Tree) -> None:
    tree.git("init", "-q")
    (tree.root / ".git" / "HEAD").write_text("rubbish\n")
    code, text = tree.run("check")
    assert code == 1
    assert PLACE in text


def test_a_hostile_git_configuration_runs_nothing(tree: Tree, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    script = tmp_path / "evil"
    script.write_text(f"#!/bin/sh\necho x >> {canary}\n")
    script.chmod(0o755)
    tree.git("init", "-q")
    tree.write(".gitignore", ".env\n")
    tree.write(".gitattributes", "* filter=evil diff=evil merge=evil textconv=evil\n")
    tree.git("add", "-A")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "pre-commit", "post-checkout", "reference-transaction"):
        (hooks / hook).symlink_to(script)
    config = tree.root / ".git" / "config"
    config.write_text(
        config.read_text()
        + f"[core]\n fsmonitor = {script}\n hooksPath = {hooks}\n sshCommand = {script}\n"
        f" pager = {script}\n editor = {script}\n gitProxy = {script}\n askPass = {script}\n"
        f'[filter "evil"]\n clean = {script}\n smudge = {script}\n process = {script}\n'
        f'[diff "evil"]\n textconv = {script}\n command = {script}\n'
        f"[diff]\n external = {script}\n[credential]\n helper = {script}\n"
        f"[alias]\n ls-files = !{script}\n rev-parse = !{script}\n check-ignore = !{script}\n"
        f"[gpg]\n program = {script}\n[uploadpack]\n packObjectsHook = {script}\n"
    )
    key = BAD.replace("OpenAI()", f'OpenAI(api_key="{VALUES["OPENAI_KEY"]}")')
    tree.write("key.py", "from dotenv import load_dotenv\nload_dotenv()\n" + key)
    for arguments in (["check"], ["fix", "--diff"], ["fix", "--unsafe"], ["baseline"], ["init"]):
        tree.run(*arguments)
    assert (tree.root / "bad.py").read_text() == GOOD
    assert not canary.exists()


# -- policy, packs, baseline ------------------------------------------------------------------

POLICIES = {
    "unknown key": ("fail-on: note\nignroe: []\n", ":2", "ignore"),
    "wrong type": ("fail-on: note\nselect: 3\n", ":2", "select"),
    "wrong choice": ("fail-on: waring\n", ":1", "warning"),
    "unknown rule": ("ignore:\n- missing-timeot\n", ":2", "missing-timeout"),
    "unknown rule in severity": ("severity:\n  missing-timeot: note\n", ":2", "missing-timeout"),
    "not YAML": ("a: [\n", ":", ""),
    "not a mapping": ("- a\n", ":1", "mapping"),
    "twice": ("fail-on: note\nfail-on: error\n", ":2", "fail-on"),
    "object": ("fail-on: !!python/object/apply:os.system ['touch canary']\n", ":1", ""),
    "bomb": ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ":", ""),
    "no such pack": ("packs: [team]\n", ":1", "team"),
    "pack outside": ("packs: [../team]\n", ":1", "inside the tree"),
    "limits": ("limits:\n  max-timeout: -1\n", ":2", "max-timeout"),
    "binary": ("\0\1\2", "", ""),
}


@pytest.mark.parametrize("kind", POLICIES)
def test_a_broken_policy_is_one_sentence_with_its_place(tree: Tree, kind: str) -> None:
    text, line, word = POLICIES[kind]
    tree.write("prodgate.yaml", text)
    for command in ("check", "fix", "baseline"):
        code, printed = tree.run(command)
        assert code == 2
        assert len(printed.splitlines()) == 1
        assert printed.startswith("prodgate: prodgate.yaml" + line)
        assert word in printed
    assert (tree.root / "bad.py").read_text() == BAD
    assert not (tree.root / "canary").exists()


def test_a_broken_policy_in_pyproject(tree: Tree) -> None:
    tree.write("pyproject.toml", '[project]\nname = "x"\n\n[tool.prodgate]\nfail_on = "note"\n')
    code, printed = tree.run("check")
    assert code == 2
    assert printed.startswith("prodgate: pyproject.toml:5")
    assert "fail-on" in printed


def test_two_policies_are_one_too_many(tree: Tree) -> None:
    tree.write("prodgate.yaml", "fail-on: never\n")
    tree.write("pyproject.toml", '[tool.prodgate]\nfail-on = "note"\n')
    assert tree.run("check")[0] == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rules/x.yaml", "rules:\n- pattern: [\n"),
        ("rules/x.yaml", "rules: 3\n"),
        ("rules/x.yaml", "rules:\n- {languages: [python]}\n"),
        ("rules/x.yaml", "rules:\n- id: [1]\n"),
        ("rules/x.yaml", "rules:\n- {id: ../../evil, languages: [python]}\n"),
        ("rules/x.yaml", "rules:\n- {id: missing-timeout--x, languages: python}\n"),
        ("rules/x.yaml", "rules:\n- {id: missing-timeout--x, metadata: 3}\n"),
        ("rules/x.yaml", b"\xff\xfe\x00"),
        ("rules/x.yaml", "[" * 5000),
        ("sdks/python/x.yaml", "sdk: [\n"),
        ("sdks/python/x.yaml", "nonsense: 1\n"),
        ("sdks/python/x.yaml", b"\xff\xfe\x00"),
        ("sdks/javascript/x.yaml", ""),
    ],
)
def test_a_broken_pack_is_one_sentence_naming_the_file(
    tree: Tree, name: str, text: str | bytes
) -> None:
    tree.write("team/" + name, text)
    tree.write("prodgate.yaml", "packs: [team]\n")
    code, printed = tree.run("check")
    assert code == 2, printed
    assert len(printed.splitlines()) == 1
    assert f"team/{name}" in printed


def test_a_pack_is_data_and_its_code_is_never_run(tree: Tree) -> None:
    canary = tree.root / "canary"
    evil = f"open({str(canary)!r}, 'w')\n"
    for name in ("rules/evil.py", "rules/missing-timeout.py", "fixes/missing-timeout.py"):
        tree.write("team/" + name, evil)
    for name in ("hooks/pre_commit.py", "sdks/python/evil.py", "rules/__init__.py"):
        tree.write("team/" + name, evil)
    tree.write("prodgate.yaml", "packs: [team]\n")
    # And nothing of the scanned tree is imported because it stands in the current folder.
    for name in ("yaml.py", "libcst.py", "sitecustomize.py", "usercustomize.py", "ruff.py"):
        tree.write(name, evil)
    for name in ("click/__init__.py", "prodgate/__init__.py", "semgrep/__init__.py"):
        tree.write(name, evil)
    program = Path(sys.executable).with_name("prodgate")
    for arguments in (["check"], ["fix", "--unsafe"], ["pre-commit", "check", "bad.py"]):
        subprocess.run([program, *arguments], cwd=tree.root, capture_output=True, check=False)
    assert (tree.root / "bad.py").read_text() == GOOD
    assert not canary.exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 99}', "\0", '{"version": 1}'])
def test_a_broken_baseline_is_one_sentence(tree: Tree, text: str) -> None:
    path = tree.write(".prodgate-baseline.json", text)
    for command in ("check", "baseline"):
        code, printed = tree.run(command)
        assert code == 2
        assert len(printed.splitlines()) == 1
        assert ".prodgate-baseline.json" in printed
    assert path.read_text() == text


def test_a_baseline_that_is_a_link_is_not_written_through(tree: Tree, tmp_path: Path) -> None:
    target = tmp_path / "target.json"
    target.write_text("mine")
    (tree.root / ".prodgate-baseline.json").symlink_to(target)
    assert tree.run("baseline")[0] == 2
    assert target.read_text() == "mine"


# -- output -----------------------------------------------------------------------------------


def test_a_report_is_not_written_through_a_link(tree: Tree, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    (tree.root / "report.json").symlink_to(target)
    (tree.root / "folder").symlink_to(tmp_path)
    for output in ("report.json", "folder/target"):
        code, text = tree.run("check", "--format", "json", "--output", output)
        assert code == 2
        assert f"the report was not written to {output}: " in text
    assert target.read_text() == "mine"


def test_a_report_that_cannot_be_written_is_said(tree: Tree) -> None:
    for output in ("nowhere/report", ".", "bad.py/x"):
        code, text = tree.run("check", "--output", output)
        assert code == 2
        assert len(text.splitlines()) == 1


def test_a_reader_that_stops_early(tree: Tree) -> None:
    for number in range(300):
        tree.write(f"many/{number}.py", BAD)
    command = f"{sys.executable} -m prodgate check | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tree.root, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert PLACE in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_standard_output_that_is_closed_or_full(tree: Tree) -> None:
    for redirect in (">&-", ">/dev/full", ">&- 2>&-"):
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m prodgate check {redirect}"],
            cwd=tree.root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0
        assert "Traceback" not in done.stderr


def test_colour_only_on_a_terminal_that_wants_it(tree: Tree) -> None:
    assert "\x1b[" not in tree.run("check")[1]
    assert "\x1b[" in _on_a_terminal(tree, {})
    assert "\x1b[" not in _on_a_terminal(tree, {"NO_COLOR": "1"})


def _on_a_terminal(tree: Tree, env: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    with subprocess.Popen(
        [*PRODGATE, "check"], cwd=tree.root, env={**kept, **env}, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        parts = []
        try:
            while part := os.read(ours, 4096):
                parts.append(part)
        except OSError:
            pass  # how Linux says that the other end is closed
        process.wait()
    os.close(ours)
    return b"".join(parts).decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_stopped_leaves_nothing_behind(tree: Tree, tmp_path: Path, number: int) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    for n in range(400):
        tree.write(f"many/{n}.py", BAD + 'print("bypassPermissions")\n' * 200)
    before = {path: path.read_bytes() for path in tree.root.rglob("*.py")}
    for wait in (0.3, 0.8, 1.5, 2.5):
        process = subprocess.Popen(
            [*PRODGATE, "fix"],
            cwd=tree.root,
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        time.sleep(wait)
        os.killpg(process.pid, number)
        _, err = process.communicate(timeout=60)
        assert b"Traceback" not in err, err.decode()
        assert process.returncode in (130, 143, -number, 0, 1)
        assert list(temporary.iterdir()) == []
    for path, data in before.items():
        assert path.read_bytes() in (data, data.replace(b"OpenAI()", b"OpenAI(timeout=60.0)"))
    assert len(list(tree.root.rglob(".prodgate-*"))) == 0


def test_a_current_folder_that_is_gone(tree: Tree) -> None:
    command = f"mkdir x && cd x && rmdir ../x && {sys.executable} -m prodgate check"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tree.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "current folder" in done.stderr


def test_a_pattern_that_would_never_run_is_refused(tree: Tree) -> None:
    tree.write("team/rules/x.yaml", "rules:\n- {id: ours--a, languages: [python], pattern: f()}\n")
    code, printed = tree.run("check", "--pack", "team")
    assert code == 2
    assert "the pattern ours--a belongs to no rule" in printed


def test_a_broken_pattern_is_named_and_the_rest_is_done(tree: Tree) -> None:
    rule = (
        "rules:\n- {id: unscoped-tools--ours, languages: [python], severity: ERROR, "
        "message: m, pattern: 'f((('}\n"
    )
    tree.write("team/rules/x.yaml", rule)
    code, printed = tree.run("check", "--pack", "team")
    assert code == 3
    assert "not checked: the rule unscoped-tools--ours is broken and did not run" in printed
    assert PLACE in printed
