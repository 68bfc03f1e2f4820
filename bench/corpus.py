"""Fetch the pinned public repositories of corpus.yaml into a folder outside this checkout.

    python bench/corpus.py DIR

Each lands in DIR/<owner>__<name>, at its commit, one commit deep.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

LIST = Path(__file__).with_name("corpus.yaml")


def fetch(folder: Path, repo: str, commit: str) -> None:
    """One repository at one commit; nothing is done where it is there already."""
    target = folder / repo.replace("/", "__")
    if (target / ".git").is_dir():
        return
    git = ["git", "-C", str(target), "-c", "core.hooksPath=/dev/null"]
    target.mkdir(parents=True)
    subprocess.run([*git, "init", "--quiet"], check=True)
    source = f"https://github.com/{repo}"
    subprocess.run([*git, "fetch", "--quiet", "--depth", "1", source, commit], check=True)
    subprocess.run([*git, "checkout", "--quiet", "FETCH_HEAD"], check=True)


def main() -> None:
    """Fetch them all."""
    folder = Path(sys.argv[1]).resolve()
    for row in yaml.safe_load(LIST.read_text()):
        print(row["repo"], flush=True)
        fetch(folder, row["repo"], row["commit"])


if __name__ == "__main__":
    main()
