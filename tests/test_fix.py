"""What a fix run rewrites and what it leaves, on real trees."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CALL = "import requests\n\n\ndef load(url):\n    return requests.get(url)\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


def fix(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "prodgate", "fix", *options]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


def test_findings_in_tests_are_notes_and_left_alone(tree: Path) -> None:
    (tree / "tests").mkdir()
    (tree / "tests" / "test_load.py").write_text(CALL)
    (tree / "load.py").write_text(CALL)
    assert fix(tree).returncode == 1
    assert "timeout=60.0" in (tree / "load.py").read_text()
    assert (tree / "tests" / "test_load.py").read_text() == CALL


def test_notes_are_rewritten_where_they_are_asked_for(tree: Path) -> None:
    (tree / "test_load.py").write_text(CALL)
    assert fix(tree, "--select", "http-without-timeout").returncode == 1
    assert "timeout=60.0" in (tree / "test_load.py").read_text()


def test_a_second_run_changes_nothing(tree: Path) -> None:
    (tree / "load.py").write_text(CALL)
    fix(tree)
    once = (tree / "load.py").read_text()
    assert fix(tree).returncode == 0
    assert (tree / "load.py").read_text() == once


def test_a_diff_writes_nothing(tree: Path) -> None:
    (tree / "load.py").write_text(CALL)
    printed = fix(tree, "--diff")
    assert printed.returncode == 1
    assert "+    return requests.get(url, timeout=60.0)" in printed.stdout
    assert (tree / "load.py").read_text() == CALL


ENDPOINT = """from fastapi import FastAPI
from service import answer

app = FastAPI()


@app.post("/ask")
def ask(question: str):
    return answer(question)
"""
SERVICE = """from openai import OpenAI

client = OpenAI(timeout=60)


def answer(question: str) -> str:
    reply = client.responses.create(model="gpt-4o-2024-08-06", max_output_tokens=90, input=question)
    return reply.output_text
"""


def test_two_files_that_share_a_new_module_make_it_once(tree: Path) -> None:
    files = {"app.py": ENDPOINT, "service.py": SERVICE}
    for name, text in files.items():
        (tree / name).write_text(text)
    everything = "--select", "unauthenticated-endpoint", "--select", "untracked-usage"
    diff = fix(tree, "--unsafe", "--diff", *everything).stdout
    assert diff.count("+++ b/prodgate_guard.py") == 1
    written = fix(tree, "--unsafe", *everything)
    assert written.stdout.count("wrote prodgate_guard.py") == 1, written.stdout
    guard = (tree / "prodgate_guard.py").read_text()
    assert "def require_caller(" in guard
    assert "def record_usage(" in guard
    wanted = {name: (tree / name).read_text() for name in (*files, "prodgate_guard.py")}
    (tree / "prodgate_guard.py").unlink()
    for name, text in files.items():
        (tree / name).write_text(text)
    subprocess.run(["git", "apply"], cwd=tree, input=diff, text=True, check=True)
    assert {name: (tree / name).read_text() for name in wanted} == wanted


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8-sig"])
def test_encoding_line_ends_and_comments_stay(tree: Path, encoding: str) -> None:
    cookie = "# -*- coding: latin-1 -*-\n" if encoding == "latin-1" else ""
    text = cookie + CALL.replace("(url)\n", "(url)  # é stays\n", 1)
    text = text.replace("requests.get(url)", "requests.get(url)  # é too").replace("\n", "\r\n")
    (tree / "load.py").write_bytes(text.encode(encoding))
    assert fix(tree).returncode == 1
    after = (tree / "load.py").read_bytes().decode(encoding)
    assert after == text.replace("requests.get(url)", "requests.get(url, timeout=60.0)")
