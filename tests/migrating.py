"""A small prototype in a repository, for the tests of ``prodgate migrate``."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

KEY = "sk-proj-" + "Zk3vQ9xT7mLpR2sWbN8cYfJ4" + "hD6gAeUo"  # of no account
FILES = {
    "pyproject.toml": '[project]\nname = "app"\nversion = "1"\ndependencies = ["openai==2.45.0"]\n',
    ".gitignore": ".env\n",
    "app/chat.py": (
        '"""Chat."""\n\nimport requests\nfrom openai import OpenAI\n\n'
        f'client = OpenAI(api_key="{KEY}")  # theirs\n\n\n'
        "def ask(question):\n    # says it all\n"
        '    return client.chat.completions.create(model="gpt-5.2", messages=question)\n\n\n'
        "def load(url):\n    return requests.get(url).text\n"
    ),
    "app/feed.py": "import requests\n\n\ndef feed(url):\n    return requests.get(url).json()\n",
    "web/package.json": '{\n  "name": "web",\n  "dependencies": {\n    "openai": "6.1.0"\n  }\n}\n',
    "web/chat.ts": (
        'import OpenAI from "openai";\n\nconst client = new OpenAI();\n\n'
        "export async function ask(question: string) {\n"
        "  return client.responses.create({ model: 'gpt-5.2', input: question });\n}\n"
    ),
    "README.md": "An app.\n",
}
# Two rules in both languages: enough for most tests, and quick.
TWO = ("--select", "http-without-timeout", "--select", "missing-timeout")


def git(tree: Path, *arguments: str) -> str:
    """What git prints."""
    done = subprocess.run(["git", *arguments], cwd=tree, capture_output=True, check=True)
    return done.stdout.decode()


def repository(folder: Path, files: dict[str, str] = FILES) -> Path:
    """A repository with one commit."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "-b", "main")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", "base")
    return folder


def migrate(tree: Path, *options: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """``prodgate migrate``, with what a person types."""
    command = [sys.executable, "-m", "prodgate", "migrate", *options]
    return subprocess.run(
        command, cwd=tree, input=said, capture_output=True, text=True, check=False
    )


def state(tree: Path) -> dict[str, str]:
    """All that a person has: the files, the index, what is checked out."""
    kept = {
        str(path.relative_to(tree)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(tree.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(tree).parts
    }
    return kept | {"HEAD": git(tree, "symbolic-ref", "HEAD"), "index": git(tree, "ls-files", "-s")}


def commits(tree: Path, branch: str = "prodgate/migrate") -> list[str]:
    """The subjects of the commits on top of main, the first one first."""
    if not git(tree, "branch", "--list", branch).strip():
        return []
    return git(tree, "log", "--reverse", "--format=%s", f"main..{branch}").splitlines()


def tree_of(tree: Path, branch: str = "prodgate/migrate") -> str:
    """git's name of all that a branch holds."""
    return git(tree, "rev-parse", f"{branch}^{{tree}}").strip()
