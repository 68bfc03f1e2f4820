"""Which files a run is about, which it cannot look at, and which it leaves out and says so."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from prodgate.discover import Targets, discover
from prodgate.globs import excluding
from prodgate.kinds import kind, left_out
from prodgate.source import MAX_SIZE

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def run(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, check=True)


def put(root: Path, *paths: str, content: str | bytes = "x = 1\n") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture(params=["git", "walk"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder, once with git around it and once without."""
    folder = tmp_path / "root"
    folder.mkdir()
    if request.param == "git":
        run(folder, "init", "-q")
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    run(folder, "init", "-q")
    return folder


def files(found: Targets) -> list[str]:
    return list(found.files)


def said(found: Targets) -> dict[str, str]:
    return {skipped.path: skipped.reason for skipped in found.skipped}


def missed(found: Targets) -> dict[str, str]:
    return {missed.path: missed.reason for missed in found.not_checked}


# -- kinds ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "names"),
    [
        ("python", "a.py a.pyw A.PY d.e/a.b.py .py.py"),
        ("javascript", "a.js a.jsx a.mjs a.cjs a.ts a.tsx a.mts a.cts a.test.ts d.ts"),
        ("text", ".env .env.local .env.production.local prod.env a.yaml a.yml package.json a.toml"),
        (
            None,
            "a.pyi a.d.ts a.d.mts a.d.cts README.md a.txt Makefile py .py/a a.pyc uv.lock .envrc",
        ),
        (
            None,
            "package-lock.json d/pnpm-lock.yaml npm-shrinkwrap.json yarn.lock environment a.vue",
        ),
    ],
)
def test_the_kind_of_a_file_is_in_its_name(expected: str | None, names: str) -> None:
    assert {name: kind(name) for name in names.split()} == dict.fromkeys(names.split(), expected)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"#!/usr/bin/env python3\n", "python"),
        (b"#!/usr/bin/python -I\n", "python"),
        (b"#!/usr/bin/env -S node --x\n", "javascript"),
        (b"#!/usr/bin/env bun\r\n", "javascript"),
        (b"#!/bin/sh\n# python node\n", None),
        (b"import os\n", None),
        (b"", None),
    ],
)
def test_a_file_without_a_suffix_is_what_its_first_line_says(
    head: bytes, expected: str | None
) -> None:
    assert kind("bin/tool", head) == expected
    assert kind("bin/tool.sh", head) is None


# -- what is found ----------------------------------------------------------------------------


def test_finds_code_and_settings_in_order(root: Path) -> None:
    put(root, "b.py", "a/z.ts", "a/b/c.yaml", "README.md", "a/x.d.ts", "package-lock.json", "bin")
    assert discover(root, []) == Targets(("a/b/c.yaml", "a/z.ts", "b.py"), (), ())


def test_finds_odd_names(root: Path) -> None:
    names = [
        "a b.py",
        'it\'s "so".py',
        "new\nline.py",
        "-r.py",
        ":(top)x.py",
        os.fsdecode(b"\xff.py"),
    ]
    put(root, *names)
    assert set(discover(root, []).files) == set(names)
    assert set(discover(root, names).files) == set(names)


def test_finds_only_what_is_named(root: Path) -> None:
    put(root, "a.py", "d/b.py", "d/e/c.py", "dd/x.py", "f/y.py")
    assert files(discover(root, ["d"])) == ["d/b.py", "d/e/c.py"]
    assert files(discover(root, ["d/", "a.py", "./d/b.py", "d/../a.py"])) == [
        "a.py",
        "d/b.py",
        "d/e/c.py",
    ]
    assert files(discover(root, [str(root / "d" / "e")])) == ["d/e/c.py"]
    assert files(discover(root, ["."])) == files(discover(root, []))
    assert files(discover(root, ["../f", "b.py"], start=root / "d")) == ["d/b.py", "f/y.py"]


def test_finds_nothing_in_an_empty_folder(root: Path) -> None:
    assert discover(root, []) == Targets((), (), ())


def test_a_root_reached_through_a_link_is_the_same_root(root: Path) -> None:
    put(root, "d/a.py")
    link = root.parent / "link"
    link.symlink_to("root")
    for named in ([], ["d"], ["d/a.py"], [str(root / "d" / "a.py")], [str(link / "d")]):
        assert discover(link, named) == Targets(("d/a.py",), (), ()), named
        assert discover(root, named) == Targets(("d/a.py",), (), ()), named


def test_what_is_named_and_is_not_there_is_not_checked(root: Path) -> None:
    put(root, "a.py")
    put(root.parent, "out.py")
    found = discover(root, ["a.py", "b.py", "nowhere/", "../out.py", "/etc/passwd", "", "x\0y.py"])
    assert files(found) == ["a.py"]
    assert missed(found) == {
        "": "no such file",
        "b.py": "no such file",
        "nowhere": "no such file",
        "x\0y.py": "no such file",
        "../out.py": "outside the folder that is checked",
        "/etc/passwd": "outside the folder that is checked",
    }


def test_a_named_file_of_no_kind_is_said(root: Path) -> None:
    put(root, "README.md", "a.pyi", "package-lock.json")
    put(root, "bin/tool", content="#!/usr/bin/env python3\n")
    put(root, "bin/other", content="#!/bin/sh\n")
    found = discover(root, ["README.md", "a.pyi", "package-lock.json", "bin/tool", "bin/other"])
    assert files(found) == ["bin/tool"]
    assert said(found).keys() == {"README.md", "a.pyi", "package-lock.json", "bin/other"}
    assert missed(found) == {}


# -- links and other things -------------------------------------------------------------------


def test_a_link_to_a_file_that_is_checked_needs_no_word(root: Path) -> None:
    put(root, "a.py", "d/b.py")
    (root / "link.py").symlink_to("a.py")
    (root / "folder").symlink_to("d")
    assert discover(root, []) == Targets(("a.py", "d/b.py"), (), ())
    assert discover(root, ["a.py", "link.py"]) == Targets(("a.py",), (), ())
    assert discover(root, ["d", "folder"]) == Targets(("d/b.py",), (), ())


def test_a_link_out_of_the_tree_is_said_and_not_followed(root: Path) -> None:
    put(root.parent, "out.py", "outside/b.py")
    put(root, "a.py", "README.md")
    (root / "link.py").symlink_to("../out.py")
    (root / "folder").symlink_to("../outside")
    (root / "gone.py").symlink_to("nowhere")
    (root / "readme").symlink_to("README.md")
    (root / "loop.py").symlink_to("loop.py")
    found = discover(root, [])
    assert files(found) == ["a.py"]
    assert missed(found) == {}
    assert said(found).keys() == {"link.py", "folder", "gone.py", "loop.py"}
    assert "out of" in said(found)["link.py"]


def test_a_named_link_is_not_checked_unless_its_file_is(root: Path) -> None:
    put(root.parent, "out.py")
    put(root, "a.py", "d/b.py")
    (root / "in.py").symlink_to("a.py")
    (root / "out.py").symlink_to("../out.py")
    (root / "folder").symlink_to("d")
    found = discover(root, ["in.py", "out.py", "folder"])
    assert files(found) == []
    assert missed(found).keys() == {"in.py", "out.py", "folder"}
    assert all("symbolic link" in reason for reason in missed(found).values())


def test_fifos_and_sockets_are_not_checked_and_hold_nobody_up(root: Path) -> None:
    os.mkfifo(root / "a.py")
    os.mkfifo(root / "named")
    started = time.monotonic()
    assert missed(discover(root, ["a.py"])) == {"a.py": "not a regular file"}
    assert discover(root, []).files == ()
    discover(root, ["named"])
    assert time.monotonic() - started < 2


def test_a_tracked_file_that_became_a_fifo_is_not_checked(repository: Path) -> None:
    put(repository, "a.py")
    run(repository, "add", "a.py")
    (repository / "a.py").unlink()
    os.mkfifo(repository / "a.py")
    assert missed(discover(repository, [])) == {"a.py": "not a regular file"}


def test_hard_links_are_files(root: Path) -> None:
    put(root, "a.py")
    os.link(root / "a.py", root / "b.py")
    assert files(discover(root, [])) == ["a.py", "b.py"]


@pytest.mark.skipif(ROOT, reason="root may read every folder")
def test_a_folder_we_may_not_read_is_not_checked(tmp_path: Path) -> None:
    put(tmp_path, "a.py", "d/b.py")
    (tmp_path / "d").chmod(0)
    try:
        found = discover(tmp_path, [])
    finally:
        (tmp_path / "d").chmod(0o755)
    assert files(found) == ["a.py"]
    assert missed(found) == {"d/": "permission denied"}


def test_large_code_goes_on_and_large_data_is_said(root: Path) -> None:
    put(root, "a.py", "a.ts", content="x = 1;\n" * (MAX_SIZE // 7 + 1))
    put(root, "bundle.js", content="x=1;" * (MAX_SIZE // 4 + 1))
    put(root, "data.json", "data.yaml", content="1\n" * (MAX_SIZE // 2 + 1))
    found = discover(root, [])
    assert files(found) == ["a.py", "a.ts"], "load says that they are too large"
    assert said(found) == {
        "bundle.js": "minified",
        "data.json": "data of over 1 MB",
        "data.yaml": "data of over 1 MB",
    }


# -- left out ---------------------------------------------------------------------------------


def test_other_peoples_code_is_said_once_a_folder(root: Path) -> None:
    put(root, "a.py", "vendored.py", "d/vendor.py", "d/app.min.js", "d/vendor/sub/vendor/c.py")
    put(
        root, "node_modules/x/index.js", "node_modules/y.js", "third_party/z.py", "vendor/README.md"
    )
    found = discover(root, [])
    assert files(found) == ["a.py", "d/vendor.py", "vendored.py"]
    expected = {
        "node_modules/": "vendored",
        "third_party/": "vendored",
        "d/vendor/": "vendored",
        "d/app.min.js": "minified",
    }
    assert {k: v for k, v in said(found).items() if k != "vendor/"} == expected
    named = discover(root, ["node_modules/y.js"])
    assert (named.files, said(named)) == ((), {"node_modules/": "vendored"})


def test_excluded_files_are_said_even_when_named(root: Path) -> None:
    put(root, "a.py", "gen/b.py", "gen/deep/c.py", "d/gen/e.py", "d/x_pb2.py")
    found = discover(root, [], ["gen/", "*_pb2.py"])
    assert files(found) == ["a.py"]
    assert set(said(found).values()) == {"excluded by the policy"}
    named = discover(root, ["gen/b.py", "a.py"], ["/gen"])
    assert files(named) == ["a.py"]
    assert said(named) == {"gen/b.py": "excluded by the policy"}


@pytest.mark.parametrize(
    ("pattern", "matches", "others"),
    [
        ("gen", ["gen", "gen/a.py", "d/gen", "d/gen/e/a.py"], ["generated.py", "d/agen/a.py"]),
        ("/gen", ["gen/a.py"], ["d/gen/a.py"]),
        ("d/*.py", ["d/a.py"], ["d/e/a.py", "x/d/a.py", "d/a.pyi"]),
        ("d/**", ["d/a.py", "d/e/a.py"], ["d", "x/d/a.py"]),
        ("**/t.py", ["t.py", "d/t.py", "d/e/t.py"], ["xt.py"]),
        ("a/**/b", ["a/b", "a/x/b", "a/x/y/b/c.py"], ["a/xb", "b"]),
        ("*.test.*", ["a.test.ts", "d/a.test.ts"], ["atest.ts"]),
        ("?.py", ["a.py", "d/b.py"], ["ab.py", "/.py"]),
        ("[a-c].py", ["a.py", "d/c.py"], ["d.py", "-.py"]),
        ("[!a-c].py", ["d.py"], ["a.py"]),
        ("./d", ["d/a.py"], ["x/d/a.py"]),
        ("a+(b).py", ["a+(b).py"], ["aab.py"]),
        ("[].py", ["[].py"], ["a.py"]),
        ("new\nline", ["new\nline/a.py"], ["new"]),
        ("*", ["a.py", "d/new\nline.py"], []),
    ],
)
def test_globs_are_read_as_in_a_gitignore(
    pattern: str, matches: list[str], others: list[str]
) -> None:
    compiled = excluding([pattern])
    assert compiled is not None
    assert [path for path in matches if not compiled.match(path)] == []
    assert [path for path in others if compiled.match(path)] == []


def test_no_patterns_exclude_nothing(root: Path) -> None:
    assert excluding([]) is None


def test_bundles_are_left_out_and_code_is_not() -> None:
    bundle = b"function a(b){return b+1};" * 1000
    one_long = b"x = 1;\n" * 1000 + b"const data = '" + b"A" * 21_000 + b"';\n"
    for content in (bundle, one_long, b"/*! licence */\n" + bundle):
        found = left_out("a.js", content)
        assert found is not None
        assert (found.path, found.reason) == ("a.js", "minified")
        assert left_out("a.py", content) is None
        assert left_out("a.json", content) is None
    for content in (b"", b"x" * 9000, b"const a = 1;\n" * 50_000, b"const a = 1;\r" * 50_000):
        assert left_out("a.ts", content) is None


def test_generated_code_says_so_in_its_first_lines() -> None:
    for head in (b"// @generated by x\n", b"#!/bin/x\n# Code generated by protoc. DO NOT EDIT.\n"):
        found = left_out("a.py", head + b"x = 1\n")
        assert found is not None
        assert "generated" in found.reason
    for content in (
        b"# DO NOT EDIT without asking\n",
        b"# generated with love\n",
        b"x = 1\n" * 9 + b"# @generated\n",
        b"# me@generated.org\n",
    ):
        assert left_out("a.py", content) is None, content
    assert left_out("a.json", b'{"@generated": 1}') is None


# -- with git ---------------------------------------------------------------------------------


def test_git_says_what_is_ignored(repository: Path) -> None:
    put(repository, ".gitignore", content="out/\n*.gen.py\n")
    put(repository, "a.py", "out/b.py", "c.gen.py", "forced.gen.py")
    run(repository, "add", "-f", "forced.gen.py", "a.py")
    assert discover(repository, []) == Targets(("a.py", "forced.gen.py"), (), ())
    assert files(discover(repository, ["c.gen.py"])) == ["c.gen.py"], "named is asked for"
    assert files(discover(repository, ["out"])) == ["out/b.py"], "named is asked for"


def test_a_root_that_git_ignores_is_still_checked(repository: Path) -> None:
    put(repository, ".gitignore", content="out/\n")
    put(repository, "out/a.py")
    assert files(discover(repository / "out", [])) == ["a.py"]


def test_tracked_and_deleted_is_in_order(repository: Path) -> None:
    put(repository, "a.py", "b.py", "d/c.py")
    run(repository, "add", "-A")
    (repository / "b.py").unlink()
    (repository / "d" / "c.py").unlink()
    (repository / "d").rmdir()
    put(repository, "d")
    assert discover(repository, []) == Targets(("a.py",), (), ())


def test_env_files_are_read_when_git_has_them_or_when_named(repository: Path) -> None:
    put(repository, ".gitignore", content="ignored.env\n")
    put(repository, ".env", "d/.env.local", "prod.env", "ignored.env")
    run(repository, "add", "prod.env")
    found = discover(repository, [])
    assert files(found) == ["prod.env"]
    assert said(found).keys() == {".env", "d/.env.local"}
    assert files(discover(repository, [".env", "ignored.env"])) == [".env", "ignored.env"]


def test_a_repository_inside_is_said_and_not_gone_into(repository: Path) -> None:
    put(repository, "a.py")
    for name in ("nested", "sub"):
        put(repository, f"{name}/b.py")
        run(repository / name, "init", "-q")
        run(repository / name, "add", "-A")
        run(repository / name, "commit", "-q", "-m", "one")
    run(repository, "add", "sub")
    found = discover(repository, [])
    assert files(found) == ["a.py"]
    assert said(found).keys() == {"nested/", "sub/"}


def test_a_subfolder_of_a_repository_is_a_root(repository: Path) -> None:
    put(repository, "a.py", "d/b.py", "d/e/c.py")
    run(repository, "add", "-A")
    assert files(discover(repository / "d", [])) == ["b.py", "e/c.py"]
    assert files(discover(repository / "d", ["e"])) == ["e/c.py"]


# -- without git ------------------------------------------------------------------------------


def test_a_walk_leaves_out_what_nobody_wrote(tmp_path: Path) -> None:
    put(tmp_path, "a.py", ".github/x.yml", "builder/b.py", "env/lib/c.py", "env/pyvenv.cfg")
    put(tmp_path, ".git/hooks/h.py", "d/__pycache__/e.py", ".next/f.js", ".mypy_cache/g.json")
    put(tmp_path, "dist/h.js", "d/build/i.py", ".tox/j.py", "d/site-packages/k.py", ".env")
    found = discover(tmp_path, [])
    assert files(found) == [".github/x.yml", "a.py", "builder/b.py"]
    assert said(found).keys() >= {"env/", "dist/", "d/build/", "d/site-packages/", ".env"}
    assert files(discover(tmp_path, ["dist", "d/build"])) == ["d/build/i.py", "dist/h.js"]


def test_without_git_a_repository_is_walked_and_that_is_said(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(repository, ".gitignore", content="ignored.py\n")
    put(repository, "a.py", "ignored.py", ".env")
    run(repository, "add", "-f", ".env")
    monkeypatch.setenv("PATH", "/nowhere")
    found = discover(repository, [])
    assert files(found) == ["a.py", "ignored.py"]
    assert said(found).keys() == {"./", ".env"}


@pytest.mark.parametrize("config", ["[core\n", "[core]\n\tbare = true\n", "[core]\n\tworktree=/\n"])
def test_a_configuration_cannot_hide_files(repository: Path, config: str) -> None:
    put(repository, "a.py", "d/b.py")
    (repository / ".git" / "config").write_text(config)
    found = discover(repository, [])
    assert set(files(found)) >= {"a.py", "d/b.py"}


def test_a_bare_repository_has_nothing_to_check(tmp_path: Path) -> None:
    run(tmp_path, "init", "-q", "--bare", "bare")
    assert files(discover(tmp_path / "bare", [])) == []


def test_a_deep_tree_is_walked_without_recursion(tmp_path: Path) -> None:
    deep = "d/" * 1100
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("d", dir_fd=folder)
        inner = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(os.open("a.py", os.O_CREAT | os.O_WRONLY, dir_fd=folder))
    os.close(folder)
    try:
        assert files(discover(tmp_path, [])) == [deep + "a.py"]
    finally:  # the clean-up of pytest does recurse
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


def test_ten_thousand_files_are_listed_quickly(repository: Path) -> None:
    for number in range(100):
        put(repository, *(f"d{number}/f{n}.py" for n in range(100)))
    started = time.monotonic()
    assert len(discover(repository, []).files) == 10_000
    assert time.monotonic() - started < 2  # 0.1 s on an idle machine
