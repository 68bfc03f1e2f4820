"""A value goes to ``.env`` only where nothing can take it further, and never gets lost."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted import PRIVATE_KEY, VALUES

from prodgate.edits import MoveSecret
from prodgate.secrets.dotenv import Kept, _quoted, env_path, keep, parse

KEY = VALUES["OPENAI_KEY"]
SECRET = MoveSecret("OPENAI_API_KEY", KEY)


@pytest.fixture(autouse=True)
def _on_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "PRE_COMMIT", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


def repository(path: Path, ignored: str = ".env\n") -> Path:
    subprocess.run(["git", "init", "-q", str(path)], check=True)
    (path / ".gitignore").write_text(ignored)
    return path


def kept(root: Path, *secrets: MoveSecret, file: str = "app/main.py") -> Kept:
    return keep(root, file, secrets or (SECRET,), interactive_ok=True)


def refused(result: Kept) -> str:
    assert result.refused is not None
    assert result.written == ()
    assert result.notes == ()
    assert KEY[:12] not in f"{result!r} {result.refused}"
    return result.refused


def test_a_value_is_written_into_an_ignored_env_that_only_its_owner_reads(tmp_path: Path) -> None:
    result = kept(repository(tmp_path))
    assert result == Kept(".env", None, ("OPENAI_API_KEY",), ())
    assert (tmp_path / ".env").read_text() == f"OPENAI_API_KEY={KEY}\n"
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert KEY[:12] not in " ".join(result.notes)
    assert "or set it, wherever the code runs, and rotate the old value," in result.notes[0]


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path)
    kept(root)
    before = (root / ".env").read_bytes()
    assert kept(root) == Kept(".env", None, (), ("OPENAI_API_KEY",))
    assert (root / ".env").read_bytes() == before


def test_an_env_that_is_there_is_added_to(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / ".env").write_bytes(b"# mine\r\nDEBUG=1")
    assert kept(root).written == ("OPENAI_API_KEY",)
    assert (root / ".env").read_bytes() == f"# mine\r\nDEBUG=1\r\nOPENAI_API_KEY={KEY}\r\n".encode()


@pytest.mark.parametrize("line", ['OPENAI_API_KEY="{}"', "export OPENAI_API_KEY={} # mine"])
def test_the_same_value_in_other_clothes_is_there_already(tmp_path: Path, line: str) -> None:
    root = repository(tmp_path)
    (root / ".env").write_text(line.format(KEY) + "\n")
    assert kept(root) == Kept(".env", None, (), ("OPENAI_API_KEY",))


def test_another_value_under_the_name_is_never_overwritten(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / ".env").write_text("OPENAI_API_KEY=mine\n")
    other = MoveSecret("GROQ_API_KEY", VALUES["GROQ_KEY"])
    assert "another value for OPENAI_API_KEY" in refused(kept(root, other, SECRET))
    assert (root / ".env").read_text() == "OPENAI_API_KEY=mine\n"


def test_two_values_under_one_name_go_nowhere(tmp_path: Path) -> None:
    twice = MoveSecret("OPENAI_API_KEY", VALUES["DEEPSEEK_KEY"])
    assert "two different values" in refused(kept(repository(tmp_path), SECRET, twice))
    assert not (tmp_path / ".env").exists()


@pytest.mark.parametrize(
    ("name", "value"), [("PRE_COMMIT", "1"), ("GIT_INDEX_FILE", "x"), ("CI", "true"), ("CI", "1")]
)
def test_nothing_moves_in_a_hook_or_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    refused(kept(repository(tmp_path)))
    assert not (tmp_path / ".env").exists()


def test_nothing_moves_when_nobody_watches(tmp_path: Path) -> None:
    refused(keep(repository(tmp_path), "a.py", [SECRET], interactive_ok=False))
    assert not (tmp_path / ".env").exists()


def test_nothing_moves_into_an_env_that_git_would_take_in(tmp_path: Path) -> None:
    assert "not known to ignore" in refused(kept(repository(tmp_path, "*.log\n")))
    assert "not known to ignore" in refused(kept(repository(tmp_path, ".env\n!.env\n")))
    assert not (tmp_path / ".env").exists()


def test_nothing_moves_outside_of_a_repository(tmp_path: Path) -> None:
    refused(kept(tmp_path))
    assert not (tmp_path / ".env").exists()


def test_nothing_moves_into_a_tracked_env(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / ".env").write_text("DEBUG=1\n")
    subprocess.run(["git", "-C", str(root), "add", "-f", ".env"], check=True)
    assert "tracks" in refused(kept(root))
    assert (root / ".env").read_text() == "DEBUG=1\n"


def test_nothing_moves_through_a_link(tmp_path: Path) -> None:
    root = repository(tmp_path / "repo")
    outside = tmp_path / "outside"
    outside.write_text("")
    (root / ".env").symlink_to(outside)
    assert "not a regular file" in refused(kept(root))
    (root / ".env").unlink()
    (root / ".env").symlink_to(tmp_path / "nowhere")
    refused(kept(root))
    assert outside.read_text() == ""
    assert not (tmp_path / "nowhere").exists()


def test_nothing_moves_into_a_folder_fifo_or_read_only_file(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / ".env").mkdir()
    refused(kept(root))
    (root / ".env").rmdir()
    os.mkfifo(root / ".env")
    refused(kept(root))
    (root / ".env").unlink()
    (root / ".env").write_text("A=1\n")
    (root / ".env").chmod(0o400)
    assert "read-only" in refused(kept(root))


def test_nothing_moves_into_an_env_that_is_no_text(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / ".env").write_bytes(b"\xff\xfe\x00bad\0")
    refused(kept(root))


@pytest.mark.parametrize(
    "value", [PRIVATE_KEY, "a\nb", "pa$word12", "pa${word}12", "a b\\c", "tab\there", "", "a' \"b"]
)
def test_what_readers_would_disagree_about_is_not_written(tmp_path: Path, value: str) -> None:
    refused(kept(repository(tmp_path), MoveSecret("X", value)))
    assert not (tmp_path / ".env").exists()


@pytest.mark.parametrize("name", ["", "A B", "A=B", "A\nB", "1A"])
def test_a_name_that_no_variable_can_have_is_not_written(tmp_path: Path, name: str) -> None:
    refused(kept(repository(tmp_path), MoveSecret(name, KEY)))


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_what_is_written_is_what_is_read(value: str) -> None:
    written = _quoted(value)
    if written is not None:
        assert dict(parse(f"A=1\nX={written}\nB=2\n")) == {"A": "1", "X": value, "B": "2"}


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_python_dotenv_reads_it_as_well(value: str) -> None:
    dotenv = pytest.importorskip("dotenv")
    from io import StringIO

    written = _quoted(value)
    if written is not None:
        read = dotenv.dotenv_values(stream=StringIO(f"A=1\nX={written}\nB=2\n"))
        assert dict(read) == {"A": "1", "X": value, "B": "2"}


@given(st.text())
def test_any_text_can_be_parsed(text: str) -> None:
    assert all(name for name, _ in parse(text))


@pytest.mark.parametrize(
    ("files", "file", "expected"),
    [
        ((), "app/main.py", ".env"),
        (("app/requirements.txt",), "app/main.py", "app/.env"),
        (("app/pyproject.toml",), "app/core/a/main.py", "app/.env"),
        (("app/requirements.txt", ".env"), "app/main.py", ".env"),
        (("app/requirements.txt", "app/core/.env"), "app/core/main.py", "app/core/.env"),
        (("web/package.json", ".env"), "web/src/a.ts", "web/.env"),
        (("package.json", "src/.env"), "src/a.ts", "src/.env"),
        (("web/package.json", "api/requirements.txt"), "api/main.py", "api/.env"),
    ],
)
def test_the_env_is_the_one_that_the_file_reads(
    tmp_path: Path, files: tuple[str, ...], file: str, expected: str
) -> None:
    for each in (*files, file):
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / each).touch()
    assert env_path(tmp_path, file) == expected
