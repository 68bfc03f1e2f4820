"""Types: `prodgate fix --unsafe` over whole repositories, and what pyright and tsc say of it.

    python bench/type_errors.py CORPUS --kept DIR [--cache DIR] [--only NAME...]

Each repository in CORPUS (see corpus.py) is copied to DIR and rewritten there once; what stands in
DIR already is not made again. Every rewritten Python file is checked by pyright, every TypeScript
file by tsc under strict and every JavaScript file by its checkJs, before and after, against the
packages of tests/proofs/types, at their current majors and at the ones before. Printed is a table,
then every error that was not there before, and every one that says the same in other words. Exit 1
when there is a new one. Nothing of a repository is run.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

HERE = Path(__file__).resolve().parent
PROOFS = HERE.parent / "tests" / "proofs"
sys.path[:0] = [str(PROOFS / name) for name in ("types", "python", "javascript", ".")]
sys.path.insert(0, str(HERE.parent / "tests"))

from type_cases import imported  # noqa: E402
from type_checkers import Problems, pyright, tsc  # noqa: E402
from type_compare import New, Problem, compare  # noqa: E402
from type_environments import CORPUS, NAMED, Environment  # noqa: E402

from prodgate.policy import Policy  # noqa: E402
from prodgate.project import Project  # noqa: E402
from prodgate.project.versions import possible  # noqa: E402
from prodgate.run import Request, fix  # noqa: E402

MANIFESTS = ("pyproject.toml", "requirements.txt", "setup.py", "package.json", "tsconfig.json")
BEFORE, AFTER = "before", "after"


@dataclass(frozen=True)
class File:
    """A file that was rewritten, or made."""

    repository: str
    path: str
    rules: tuple[str, ...]
    made: bool

    @property
    def language(self) -> str:
        """Which checker reads it."""
        return "python" if self.path.endswith((".py", ".ipynb")) else "javascript"


# -- rewriting ---------------------------------------------------------------------------------


def rewritten(repository: Path, kept: Path) -> list[File]:
    """The files that the fixes change, in a copy of the repository; made once."""
    here = kept / repository.name
    state = here / "rewritten.json"
    if not state.exists():
        shutil.rmtree(here, ignore_errors=True)
        skip = shutil.ignore_patterns(".git", "node_modules", "pyrightconfig.json")
        for side in (BEFORE, AFTER):
            shutil.copytree(repository, here / side, ignore=skip, symlinks=True)
        for git in (["init", "--quiet"], ["add", "--all"]):
            subprocess.run(["git", "-C", str(here / AFTER), *git], check=True, capture_output=True)
        result = fix(Request(here / AFTER, Policy()), unsafe=True, write=True, move_secrets=False)
        rows = [
            [each.path, [finding.rule for finding in each.fixed], each.new]
            for each in result.rewritten
        ]
        state.write_text(json.dumps(rows))
    rows = json.loads(state.read_text())
    suffixes = (".py", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts")
    return [
        File(repository.name, path, tuple(rules), made)
        for path, rules, made in rows
        if path.endswith(suffixes)
    ]


def project(folder: Path, path: str, names: Iterable[str] = MANIFESTS) -> str:
    """The folder of the nearest manifest above a file, "." for the top."""
    for parent in PurePosixPath(path).parents:
        if any((folder / parent / name).is_file() for name in names):
            return str(parent)
    return "."


# -- checking ----------------------------------------------------------------------------------


def python_problems(files: list[File], kept: Path, interpreter: Path) -> Problems:
    """One run of pyright over both sides of every file."""
    include: list[str] = []
    roots: set[str] = set()
    for file in files:
        for side in (BEFORE, AFTER):
            folder = kept / file.repository / side
            if (folder / file.path).is_file():
                include.append(f"{file.repository}/{side}/{file.path}")
                root = PurePosixPath(file.repository, side, project(folder, file.path))
                roots.add(str(root))
    # Of two roots that hold a file, the first one counts: the innermost.
    ordered = sorted(roots, key=lambda root: (-root.count("/"), root))
    return pyright(kept, interpreter, ordered, include)


def javascript_problems(files: list[File], kept: Path, packages: Path) -> Problems:
    """A run of tsc for each side of each project: the paths of its tsconfig are its own."""
    found: Problems = {}
    projects: dict[tuple[str, str], list[File]] = {}
    for file in files:
        folder = kept / file.repository / AFTER
        root = project(folder, file.path, ("tsconfig.json", "jsconfig.json", "package.json"))
        projects.setdefault((file.repository, root), []).append(file)
    for (repository, root), group in projects.items():
        for side in (BEFORE, AFTER):
            here = kept / repository / side / root
            names = [str(PurePosixPath(file.path).relative_to(root)) for file in group]
            names = [name for name in names if (here / name).is_file()]
            declared = [p.name for p in here.glob("*.d.ts")]
            said = tsc(here, packages, [*names, *declared], paths=paths(here)) if names else {}
            for path, problems in said.items():
                place = PurePosixPath(os.path.normpath(PurePosixPath(root, path)))
                found[f"{repository}/{side}/{place}"] = problems
    return found


def paths(folder: Path) -> dict[str, list[str]]:
    """What a project's tsconfig says of "@/lib" and its like, as far as it can be read."""
    for name in ("tsconfig.json", "jsconfig.json"):
        file = folder / name
        if not file.is_file():
            continue
        text = re.sub(r"^\s*//.*$|/\*[^*]*\*/(?=\s)", "", file.read_text(), flags=re.MULTILINE)
        try:
            options = json.loads(re.sub(r",(\s*[}\]])", r"\1", text)).get("compilerOptions", {})
        except ValueError:
            return {}
        base = options.get("baseUrl", ".")
        return {
            key: [f"./{os.path.normpath(os.path.join(base, value))}" for value in values]  # noqa: PTH118
            for key, values in options.get("paths", {}).items()
        }
    return {}


# -- the verdict -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """What changed for a checker in one file."""

    file: File
    environment: str
    before: int
    new: New
    # Packages that it imports and that its project wants in another major than is installed here:
    # what is written is for that one, so that its errors say nothing.
    others: tuple[str, ...] = ()


def check(files: list[File], kept: Path, environment: Environment, cache: Path) -> list[Verdict]:
    """Every file of the environment's language, before and after."""
    mine = [file for file in files if file.language == environment.language]
    place = environment.make(cache)
    if environment.language == "python":
        problems = python_problems(mine, kept, place)
    else:
        problems = javascript_problems(mine, kept, place)
    return [_verdict(file, kept, environment, problems) for file in mine]


def _verdict(file: File, kept: Path, environment: Environment, problems: Problems) -> Verdict:
    texts: list[str] = []
    said: list[list[Problem]] = []
    for side in (BEFORE, AFTER):
        path = kept / file.repository / side / file.path
        texts.append(path.read_bytes().decode(errors="replace") if path.is_file() else "")
        rows = problems.get(f"{file.repository}/{side}/{file.path}", [])
        prefix = f"{kept / file.repository / side}/"
        said.append([Problem(p.line, p.code, p.message.replace(prefix, "")) for p in rows])
    new = compare(texts[0].replace("\r\n", "\n"), texts[1].replace("\r\n", "\n"), *said)
    others = _of_other_majors(file, texts[1], kept / file.repository / BEFORE, environment)
    return Verdict(file, environment.id, len(said[0]), new, others)


def _of_other_majors(
    file: File, text: str, root: Path, environment: Environment
) -> tuple[str, ...]:
    wanted = Project(root)
    others: list[str] = []
    for package in sorted(imported(text, file.path) & set(environment.versions)):
        declared = wanted.version(file.path, package, environment.language)
        parts = environment.versions[package].split(".")
        here = (
            f">={parts[0]},<{int(parts[0]) + 1}"
            if parts[0] != "0"
            else f">=0.{parts[1]},<0.{int(parts[1]) + 1}"
        )
        if declared is not None and possible(declared, here) == "no":
            others.append(package)
    return tuple(others)


def table(verdicts: list[Verdict]) -> Iterator[str]:
    """Files by environment, and by rule."""
    yield (
        "| packages | files rewritten | of another major | compared | without an error before "
        "| errors before | new errors | in other words | once more |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for name in dict.fromkeys(v.environment for v in verdicts):
        mine = [v for v in verdicts if v.environment == name]
        held = [v for v in mine if not v.others]
        yield (
            f"| {name} | {len(mine)} | {len(mine) - len(held)} | {len(held)} "
            f"| {sum(not v.before for v in held)} | {sum(v.before for v in held)} "
            f"| {sum(len(v.new.errors) for v in held)} "
            f"| {sum(len(v.new.reworded) for v in held)} "
            f"| {sum(len(v.new.repeated) for v in held)} |"
        )
    yield ""
    yield "| rule | rewrites | files with it | compared | with a new error |"
    yield "|---|---|---|---|---|"
    once = {v.file: v for v in verdicts}
    rewrites = Counter(rule for file in once for rule in file.rules)
    for rule in sorted(rewrites):
        having = {v.file for v in verdicts if rule in v.file.rules}
        held = [v for v in verdicts if rule in v.file.rules and not v.others]
        wrong = {v.file for v in held if v.new.errors}
        compared = len({v.file for v in held})
        yield f"| {rule} | {rewrites[rule]} | {len(having)} | {compared} | {len(wrong)} |"


def main() -> int:
    """The table; 1 where there is a new error."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("corpus", type=Path)
    cli.add_argument("--kept", type=Path, required=True, help="where the copies stand")
    cli.add_argument("--cache", type=Path, help="where the packages live (default: beside them)")
    cli.add_argument("--only", nargs="*", default=[], help="repositories")
    cli.add_argument("--packages", nargs="*", default=[], help="names of environments")
    args = cli.parse_args()
    kept = args.kept.resolve()
    cache = (args.cache or kept.with_name(f"{kept.name}-packages")).resolve()
    cache.mkdir(parents=True, exist_ok=True)
    files: list[File] = []
    for repository in sorted(p for p in args.corpus.resolve().iterdir() if (p / ".git").is_dir()):
        if not args.only or repository.name in args.only:
            start = time.perf_counter()
            mine = rewritten(repository, kept)
            took = time.perf_counter() - start
            print(
                f"{repository.name}: {len(mine)} files, {took:.0f} s", file=sys.stderr, flush=True
            )
            files += mine
    verdicts: list[Verdict] = []
    for environment in (*CORPUS, *NAMED):
        if environment.id in args.packages or (not args.packages and environment in CORPUS):
            verdicts += check(files, kept, environment, cache)
    print("\n".join(table(verdicts)))
    for verdict in verdicts:
        where = f"{verdict.file.repository}/{verdict.file.path} [{verdict.environment}]"
        if verdict.others and verdict.new.errors:
            print(f"of another major: {where}: {', '.join(verdict.others)}")
        for problem in verdict.new.errors if not verdict.others else ():
            print(f"new: {where}: {problem}")
        for old, problem in verdict.new.reworded:
            print(f"in other words: {where}: {old}\n    now {problem}")
        for problem in verdict.new.repeated:
            print(f"once more: {where}: {problem}")
    return int(any(v.new.errors and not v.others for v in verdicts))


if __name__ == "__main__":
    sys.exit(main())
