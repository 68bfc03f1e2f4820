"""Proofs of form: `prodgate fix --unsafe` over whole repositories, and what it may not do to them.

    python bench/forms.py FOLDER... [--no-order] [--minutes N] [--repositories NAME...]

Each FOLDER is a repository or holds some (see corpus.py). Each is copied, committed to a git
repository of its own and rewritten with every fix there is (notes too). Printed is a table by
property, then each violation. Exit 1 when there is one. Needs node and npm for the TypeScript
compiler; nothing of a repository is run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import forms_text as form
from msgspec.structs import replace

from prodgate import policy, run
from prodgate.body import neighbours
from prodgate.edits import Refusal
from prodgate.findings import Finding, NotChecked
from prodgate.result import Reported, Result
from prodgate.source import Source, decode

HERE = Path(__file__).parent
PRODGATE = str(Path(sys.executable).with_name("prodgate"))
PROPERTIES = {
    "compiles": "every rewritten file is a program as much as before (own parser of each language)",
    "parses": "TypeScript compiler and V8: no syntax error that was not there",
    "comments": "every comment is still there, in its order",
    "outside": "text outside the edits is the same, byte for byte",
    "file": "line ends, byte order mark, encoding and file mode are the same",
    "others": "files that are not said to be rewritten are the same",
    "once": "a second run changes nothing",
    "gone": "what was said to be fixed is not found again at its place",
    "files": "files named in the other order: the same programs",
    "rules": "rule by rule, in two orders: the same programs as all at once",
}
Tree = dict[str, tuple[int, bytes]]


@dataclass
class Tally:
    """What was asked, how often, and what did not hold."""

    asked: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0
    lines: int = 0
    rewritten: Counter[str] = field(default_factory=Counter)
    fixed: Counter[str] = field(default_factory=Counter)
    apart: Counter[str] = field(default_factory=Counter)  # trees of other orders, by how far

    def hold(self, what: str, where: str, wrong: str | None) -> None:
        """One answer; ``wrong`` says why it does not hold."""
        self.asked[what] += 1
        if wrong is not None:
            self.broken.append((what, f"{where}: {wrong}"))
            print(f"  {what}: {where}: {wrong}", flush=True)


# -- trees -------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> str:
    """Run git with nobody's settings."""
    command = ["git", "-C", str(folder), "-c", "core.hooksPath=/dev/null", "-c", "user.name=forms"]
    command += ["-c", "user.email=forms@example.org", "-c", "core.autocrlf=false", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def copied(repository: Path, target: Path) -> Path:
    """What git keeps of a repository, committed to one of its own."""
    listed = git(repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in listed.split("\0"):
        origin, copy = repository / name, target / name
        if name and origin.is_file() and not origin.is_symlink():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(origin, copy)
    git(target.parent, "init", "--quiet", str(target))
    git(target, "add", "--all", "--force")
    git(target, "commit", "--quiet", "--allow-empty", "-m", "as it was")
    return target


def again(origin: Path, target: Path) -> Path:
    """A second copy of a copy."""
    return Path(shutil.copytree(origin, target))


def tree(folder: Path) -> Tree:
    """Every file with its mode and its bytes."""
    found: Tree = {}
    for directory, names, files in os.walk(folder):
        if ".git" in names:
            names.remove(".git")
        for name in files:
            path = Path(directory, name)
            mode = stat.S_IMODE(path.stat().st_mode)
            found[path.relative_to(folder).as_posix()] = mode, path.read_bytes()
    return found


def changed(before: Tree, after: Tree) -> list[str]:
    """The paths that are not the same in both."""
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))


def rewrite(folder: Path, *arguments: str) -> set[str]:
    """Run the command; what it says it rewrote."""
    command = [PRODGATE, "fix", "--unsafe", "--fail-on", "note", "--format", "json", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(done.stderr.decode())
    return set(json.loads(done.stdout)["summary"]["rewritten"])


def request(folder: Path) -> run.Request:
    """All fixes, notes too, with the edits of each."""
    return run.Request(folder, _policy(folder), edits=True)


def _policy(folder: Path) -> policy.Policy:
    return replace(policy.load(folder), fail_on="note")


# -- one file ----------------------------------------------------------------------------------


def text_of(path: str, data: bytes) -> Source | None:
    """The decoded file; the cells of a notebook as one text."""
    source = decode(path, data)
    return None if isinstance(source, NotChecked) else source


def examine(
    tally: Tally, path: str, where: str, old: bytes, new: bytes, edits: Sequence[tuple[int, int]]
) -> form.Kept | None:
    """Hold one rewritten file against what may not change."""
    before, after = text_of(path, old), text_of(path, new)
    if before is None or after is None:
        tally.hold("compiles", where, "cannot be decoded any more")
        return None
    faults = [form.faults(path, source.text) for source in (before, after)]
    worse = f"{faults[0]} syntax errors became {faults[1]}" if faults[1] > faults[0] else None
    tally.hold("compiles", where, worse)
    comments = form.comments(path, before.text)
    left = form.comments(path, after.text)
    if comments is not None:
        gone = comments if left is None else form.lost(comments, left)
        tally.hold("comments", where, f"lost {gone[:3]}" if gone else None)
    kept = form.kept(before.text, after.text, edits)
    if not edits and not form.lost(before.text, after.text):  # a manifest: lines were added
        kept = form.kept(before.text, before.text, ())
    tally.hold("outside", where, f"changed: {kept[-80:]!r}" if isinstance(kept, str) else None)
    tally.hold("file", where, _other_form(path, before, after, old, new))
    return None if isinstance(kept, str) else kept


def _other_form(path: str, before: Source, after: Source, old: bytes, new: bytes) -> str | None:
    if (before.encoding, before.bom) != (after.encoding, after.bom):
        return f"{before.encoding} {before.bom!r} became {after.encoding} {after.bom!r}"
    ends = form.line_ends(before.text) or {"\n"}
    if more := form.line_ends(after.text) - ends:
        return f"new line ends {more}"
    if path.endswith(".ipynb") and form.other_than_cells(old) != form.other_than_cells(new):
        return "more than the lines of code cells changed"
    return None


def at_place(kept: form.Kept, finding: Finding, left: Iterable[Finding]) -> bool:
    """Whether a fixed finding is found again where it was."""
    low, high = kept.moved(finding.start)
    return any(f.rule == finding.rule and low <= f.start <= high for f in left)


# -- one repository ----------------------------------------------------------------------------


class Repository:
    """One repository and its copies, in a scratch folder."""

    def __init__(self, tally: Tally, origin: Path, scratch: Path) -> None:
        self.tally, self.name, self.scratch = tally, origin.name, scratch
        self.base = copied(origin, scratch / "base")
        self.before = tree(self.base)

    def where(self, path: str) -> str:
        """How a file is named to people."""
        return f"{self.name}/{path}"

    def prove(self, *, order: bool) -> list[tuple[str, str, str]]:
        """Everything but the compilers; the rewritten texts for those."""
        folder = again(self.base, self.scratch / "all")
        found = run.check(request(folder))
        result = run.fix(request(folder), unsafe=True, write=True)
        after = tree(folder)
        left = run.check(request(folder))
        self.files_of(found, result, left, after)
        self.second_run(folder, after)
        if order:
            self.orders(found, after)
        self.tally.files += found.files
        return [
            (
                path,
                self.before[path][1].decode(errors="replace"),
                after[path][1].decode(errors="replace"),
            )
            for path in changed(self.before, after)
            if form.language(path) == "javascript" and path in self.before
        ]

    def files_of(self, found: Result, result: Result, left: Result, after: Tree) -> None:
        """What holds for each file that was rewritten, and for those that were not."""
        said = {each.path: each for each in result.rewritten}
        for path in changed(self.before, after):
            secret = path.rpartition("/")[2] in {".env", ".env.local"}
            silent = None if path in said or secret else "changed, and nothing says so"
            self.tally.hold("others", self.where(path), silent)
        for path, each in said.items():
            self.tally.rewritten[form.language(path)] += 1
            if path not in self.before:
                continue
            (mode, old), (new_mode, new) = self.before[path], after[path]
            edits = _spans(r for r in found.reported if r.finding.path == path)
            kept = examine(self.tally, path, self.where(path), old, new, edits)
            if mode != new_mode:
                self.tally.hold("file", self.where(path), f"mode {mode:o} became {new_mode:o}")
            remaining = [r.finding for r in left.reported if r.finding.path == path]
            self.gone(path, kept, each.fixed, remaining)

    def gone(
        self, path: str, kept: form.Kept | None, fixed: Sequence[Finding], left: list[Finding]
    ) -> None:
        """Each finding that was said to be fixed is not there any more."""
        for finding in fixed:
            self.tally.fixed[finding.rule] += 1
            where = f"{self.where(path)}:{finding.line}"
            still = kept is None or at_place(kept, finding, left)
            self.tally.hold("gone", where, f"{finding.rule} is found again" if still else None)

    def second_run(self, folder: Path, after: Tree) -> None:
        """The command says and does nothing more."""
        said = rewrite(folder)
        for path in {*said, *changed(after, tree(folder))}:
            self.tally.hold("once", self.where(path), "changed by a second run")
        self.tally.asked["once"] += len(changed(self.before, after))

    def prove_rules(self) -> None:
        """The order of rules alone: no other property is asked."""
        folder = again(self.base, self.scratch / "all")
        asked = run.Request(folder, _policy(folder))
        found = run.check(asked)
        result = run.fix(asked, unsafe=True, write=True)
        self.tally.files += found.files
        for each in result.rewritten:
            self.tally.rewritten[form.language(each.path)] += 1
            self.tally.fixed.update(finding.rule for finding in each.fixed)
        self.rules(_by_rule(found), tree(folder))

    def orders(self, found: Result, after: Tree) -> None:
        """Files the other way round; one rule after another, in two orders."""
        files = _by_rule(found)
        names = sorted({path for paths in files.values() for path in paths}, reverse=True)
        other = again(self.base, self.scratch / "files")
        if names:
            rewrite(other, "--", *names)
        self.compare("files", after, tree(other))
        self.rules(files, after)

    def rules(self, files: dict[str, set[str]], after: Tree) -> None:
        """One rule after another, in two orders."""
        for title, chosen in (("forwards", sorted(files)), ("backwards", sorted(files)[::-1])):
            folder = again(self.base, self.scratch / title)
            for rule in chosen:
                neighbours._parsed.cache_clear()  # of one run: the files have changed since
                paths = tuple(sorted(files[rule]))
                asked = run.Request(folder, _policy(folder), paths, select=(rule,))
                run.fix(asked, unsafe=True, write=True)
            self.compare("rules", after, tree(folder), title)

    def compare(self, what: str, one: Tree, other: Tree, title: str = "") -> None:
        """Two trees that should be one."""
        different = changed(one, other)
        for path in changed(self.before, one) + [p for p in different if p not in one]:
            wrong = None
            if path in different:
                texts = [_shown(path, each.get(path, (0, b""))[1]) for each in (one, other)]
                how = form.difference(path, *texts)
                self.tally.apart[how] += 1
                wrong = f"{title} another program" if how == "code" else None
            self.tally.hold(what, self.where(path), wrong)


def _by_rule(found: Result) -> dict[str, set[str]]:
    """The files in which each rule has something to rewrite."""
    files: dict[str, set[str]] = {}
    for each in found.reported:
        if not isinstance(each.fix, Refusal):
            files.setdefault(each.finding.rule, set()).add(each.finding.path)
    return files


def _shown(path: str, data: bytes) -> str:
    source = text_of(path, data)
    return source.text if source is not None else data.decode(errors="replace")


def _spans(reported: Iterable[Reported]) -> list[tuple[int, int]]:
    return [(edit.start, edit.end) for r in reported for edit in r.edits or ()]


# -- compilers of others -----------------------------------------------------------------------


def compilers(tally: Tally, texts: list[tuple[str, str, str]], scratch: Path) -> None:
    """What the TypeScript compiler and V8 say of each text before and after."""
    npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(scratch)]
    subprocess.run([*npm, "typescript@5"], check=True, capture_output=True)
    files = [{"path": path, "text": text} for path, *both in texts for text in both]
    done = subprocess.run(
        ["node", "--no-warnings", "--experimental-vm-modules", str(HERE / "forms.mjs"),
         str(scratch)],
        input=json.dumps(files).encode(), capture_output=True, check=True,
    )  # fmt: skip
    counts = json.loads(done.stdout)
    for number, (path, _, _) in enumerate(texts):
        old, new = counts[2 * number : 2 * number + 2]
        tally.hold("parses", path, f"{old} errors became {new}" if new > old else None)


# -- all of it ---------------------------------------------------------------------------------


def repositories(folders: Iterable[Path]) -> list[Path]:
    """The folders themselves, or the repositories in them."""
    found: list[Path] = []
    for folder in folders:
        inside = sorted(path for path in folder.iterdir() if (path / ".git").exists())
        found += [folder] if (folder / ".git").exists() else inside
    return found


def report(tally: Tally, count: int) -> None:
    """The table, and the violations by their kind."""
    print(f"\n{count} repositories, {tally.files:,} files looked at; rewritten: "
          f"{dict(tally.rewritten)}; findings fixed: {sum(tally.fixed.values())}\n")  # fmt: skip
    print("| property | asked | broken |\n|---|---:|---:|")
    broken = Counter(what for what, _ in tally.broken)
    for name, sentence in PROPERTIES.items():
        print(f"| {sentence} | {tally.asked[name]:,} | {broken[name]} |")
    print(f"\nOther orders, files that are not the same byte for byte: {dict(tally.apart)}")


def main() -> int:
    """Every repository, then the compilers over all that was rewritten."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("folders", type=Path, nargs="+")
    cli.add_argument("--no-order", action="store_true", help="leave out the orders of rules")
    cli.add_argument("--only-rules", action="store_true", help="ask for the order of rules alone")
    cli.add_argument("--minutes", type=float, default=1e6, help="begin with none after so many")
    cli.add_argument("--repositories", nargs="*", help="only those whose name has one of these")
    args = cli.parse_args()
    tally = Tally()
    texts: list[tuple[str, str, str]] = []
    chosen = [
        each for each in repositories(folder.resolve() for folder in args.folders)
        if not args.repositories or any(part in each.name for part in args.repositories)
    ]  # fmt: skip
    done = 0
    until = time.monotonic() + 60 * args.minutes
    with tempfile.TemporaryDirectory(prefix="forms-") as folder:
        for origin in chosen:
            if time.monotonic() > until:
                print(f"not reached: {', '.join(each.name for each in chosen[done:])}")
                break
            done += 1
            print(origin.name, flush=True)
            scratch = Path(folder, origin.name)
            scratch.mkdir()
            proof = Repository(tally, origin, scratch)
            if args.only_rules:
                proof.prove_rules()
                shutil.rmtree(scratch)
                continue
            rows = proof.prove(order=not args.no_order)
            texts += [(proof.where(path), old, new) for path, old, new in rows]
            shutil.rmtree(scratch)
        if texts:
            compilers(tally, texts, Path(folder))
    report(tally, done)
    return int(bool(tally.broken))


if __name__ == "__main__":
    sys.exit(main())
