"""Time and memory of ``prodgate migrate`` on one repository of ten thousand source files.

    python bench/migration.py CORPUS [FOLDER ...] [--files N] [--apply]     (CORPUS: see corpus.py)

The sources of the folders are copied, as often as it takes, into one git repository. Printed are
wall-clock seconds, processor seconds of all processes, and the memory of the largest one.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from speed import sources


def repository(roots: Sequence[Path], folder: Path, wanted: int) -> tuple[int, int]:
    """A repository with that many files; their number and lines."""
    count = lines = turn = 0
    while count < wanted:
        for root in roots:
            for path in sources(root)[: wanted - count]:
                copy = folder / str(turn) / path.relative_to(root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                data = path.read_bytes()
                copy.write_bytes(data)
                lines += data.count(b"\n")
                count += 1
            turn += 1
    author = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    commands = (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        [*author, "commit", "-q", "-m", "base"],
    )
    for command in commands:
        subprocess.run(["git", *command], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    return count, lines


def main() -> None:
    """Build the repository, migrate it, and print what it took."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("folders", type=Path, nargs="+")
    cli.add_argument("--files", type=int, default=10_000)
    cli.add_argument("--apply", action="store_true", help="make the branch too")
    args = cli.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        tree.mkdir()
        roots = [folder.resolve() for folder in args.folders]
        count, lines = repository(roots, tree, args.files)
        print(f"{count:,} files, {lines:,} lines", flush=True)
        command = [sys.executable, "-m", "prodgate", "migrate", "--unsafe"]
        command += ["--apply"] if args.apply else []
        begun, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
        wall, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime - begun.ru_utime - begun.ru_stime
    print(f"exit {done.returncode}; {wall:.0f} s, {processor:.0f} s of processor")
    print(f"largest process {used.ru_maxrss / 1024:.0f} MB")
    print(
        "".join(line for line in done.stdout.splitlines(keepends=True) if " rewritten in " in line)
    )


if __name__ == "__main__":
    main()
