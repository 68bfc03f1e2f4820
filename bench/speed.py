"""Speed of whole processes, in pairs with a peer on the same machine at the same time.

    python bench/speed.py CORPUS [--runs N]     (CORPUS: see corpus.py)
    python bench/speed.py CORPUS --million [FOLDER ...]

Run it with the interpreter of an environment in which prodgate (not editable: an editable install
has no compiled modules to start from), semgrep, ruff and bandit are installed. Wall-clock seconds;
each pair alternates A B A B, one warm-up each, and the median of the ratios is what counts.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
RULE = """rules:
- id: one
  languages: [python]
  severity: INFO
  message: one
  pattern: foo(...)
"""
PLAIN = """
def add(a, b):
    return a + b


class Shop:
    def total(self, items):
        return sum(i.price for i in items)
"""
PARSE = """
import ast, pathlib, sys
from tree_sitter import Language, Parser
import tree_sitter_javascript as js, tree_sitter_typescript as ts
parsers = {}
for suffixes, language in (
    (".js .jsx .mjs .cjs", js.language()),
    (".ts .mts .cts", ts.language_typescript()),
    (".tsx", ts.language_tsx()),
):
    for suffix in suffixes.split():
        parsers[suffix] = Parser(Language(language))
for name in pathlib.Path(sys.argv[1]).read_text().split("\\0"):
    path = pathlib.Path(name)
    data = path.read_bytes()
    if path.suffix == ".py":
        try:
            ast.parse(data)
        except (SyntaxError, ValueError):
            pass
    elif path.suffix in parsers:
        parsers[path.suffix].parse(data)
"""


def clock(command: Sequence[str], cwd: Path) -> float:
    """Wall-clock seconds of one run; its output is thrown away."""
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, capture_output=True, check=False)
    return time.perf_counter() - start


def pair(title: str, ours: Sequence[str], theirs: Sequence[str], cwd: Path, runs: int) -> None:
    """Alternate two commands and print medians and the ratio."""
    clock(ours, cwd), clock(theirs, cwd)
    rows = [(clock(ours, cwd), clock(theirs, cwd)) for _ in range(runs)]
    a, b = (statistics.median(row[i] for row in rows) for i in (0, 1))
    ratio = statistics.median(x / y for x, y in rows)
    print(f"{title:52} {a:7.3f} s {b:7.3f} s   ratio {ratio:.3f} = 1/{1 / ratio:.1f}", flush=True)


def repository(folder: Path, files: dict[str, bytes]) -> list[str]:
    """A git repository with these files staged; their names."""
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    subprocess.run(["git", "-C", str(folder), "add", "-A"], check=True)
    return list(files)


def commits(corpus: Path, scratch: Path, runs: int) -> None:
    """The two commits of the budget, against one start of plain semgrep with one rule."""
    rule = scratch / "one.yaml"
    rule.write_text(RULE)
    plain = repository(scratch / "plain", {f"m{i}.py": PLAIN.encode() * 20 for i in range(10)})
    yardstick = [
        str(BIN / "semgrep"), "scan", "--metrics=off", "--disable-version-check", "--quiet",
        "--config", str(rule), str(scratch / "plain" / "m0.py"),
    ]  # fmt: skip
    hook = [str(BIN / "prodgate"), "pre-commit", "check"]
    title = "commit without model code / semgrep, one rule"
    pair(title, [*hook, *plain], yardstick, scratch / "plain", runs)
    names = (HERE / "commit.txt").read_text().splitlines()
    files = {n.replace("/", "__"): (corpus / n).read_bytes() for n in names}
    staged = repository(scratch / "ten", files)
    pair("ten files with findings / semgrep, one rule", [*hook, *staged], yardstick,
         scratch / "ten", runs)  # fmt: skip


SKIPPED = {".git", "node_modules", "dist", "build", ".next", "vendor", "venv", ".venv"}
SUFFIXES = {".py", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"}


def sources(corpus: Path) -> list[Path]:
    """The files both sides read: no vendored code, nothing over 1 MB."""
    return [
        path
        for path in sorted(corpus.rglob("*"))
        if path.suffix in SUFFIXES
        and not SKIPPED & set(path.parts)
        and path.is_file()
        and path.stat().st_size < 1_000_000
    ]


def trees(corpus: Path, scratch: Path, runs: int) -> None:
    """The whole corpus: prodgate on both languages against bandit and ruff on its Python."""
    ours = [str(BIN / "prodgate"), "check", "."]
    files = sources(corpus)
    lines = sum(path.read_bytes().count(b"\n") for path in files)
    print(f"corpus: {len(files)} files, {lines:,} lines")
    bandit = [str(BIN / "bandit"), "-q", "-r", ".", "-f", "json"]
    ruff = [str(BIN / "ruff"), "check", "--isolated", "--no-cache", "--select", "S,F", "-q", "."]
    names, script = scratch / "names", scratch / "parse.py"
    names.write_text("\0".join(map(str, files)))
    script.write_text(PARSE)
    parse = [sys.executable, str(script), str(names)]
    pair("corpus / bandit on its Python", ours, bandit, corpus, runs)
    pair("corpus / ruff (S, F) on its Python", ours, ruff, corpus, runs)
    pair("corpus / reading and parsing, one process", ours, parse, corpus, runs)


def million(roots: Sequence[Path], scratch: Path) -> None:
    """A million lines: the sources of all roots, as often as it takes, in one repository."""
    tree = scratch / "million"
    repository(tree, {})
    lines = count = 0
    while lines < 1_000_000:
        for root in roots:
            for path in sources(root) if lines < 1_000_000 else ():
                copy = tree / str(count) / path.relative_to(root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                data = path.read_bytes()
                copy.write_bytes(data)
                lines += data.count(b"\n")
            count += 1
    print(f"million: {lines:,} lines")
    ours = [str(BIN / "prodgate"), "check", "."]
    edits = [*ours, "--format", "json"]  # which carries the edits of every fix
    bandit = [str(BIN / "bandit"), "-q", "-r", ".", "-f", "json"]
    ruff = [str(BIN / "ruff"), "check", "--isolated", "--no-cache", "--select", "S,F", "-q", "."]
    pair("a million lines, edits too / bandit on its Python", edits, bandit, tree, 1)
    pair("a million lines / bandit on its Python", ours, bandit, tree, 1)
    pair("a million lines / ruff (S, F) on its Python", ours, ruff, tree, 1)


def main() -> None:
    """Everything, or a million lines."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("corpus", type=Path)
    cli.add_argument("--runs", type=int, default=5)
    cli.add_argument("--million", type=Path, nargs="*", help="further folders, for a million lines")
    args = cli.parse_args()
    for name in ("prodgate", "semgrep", "bandit", "ruff"):
        if not shutil.which(name, path=str(BIN)):
            sys.exit(f"{name} is not installed beside {sys.executable}")
    with tempfile.TemporaryDirectory() as scratch:
        if args.million is not None:
            million([root.resolve() for root in (args.corpus, *args.million)], Path(scratch))
            return
        commits(args.corpus.resolve(), Path(scratch), args.runs)
        trees(args.corpus.resolve(), Path(scratch), max(1, args.runs // 2))


if __name__ == "__main__":
    main()
