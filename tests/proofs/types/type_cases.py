"""The cases of ``tests/cases`` as projects on disk, before and after, for a type checker to read.

Each case is laid out three times in a folder of its own: as it is, as its rule rewrites it, and as
all rules together do. Where the environment is not the current one, the project says so in its
manifest, so that what is written is what that release wants.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cases_harness import Case, all_cases, lay_out, pack
from planted import plant
from test_cases import UNFINISHED
from type_checkers import Problems, pyright, tsc
from type_compare import New, Problem, compare
from type_environments import CURRENT, ENVIRONMENTS, Environment, parted

from prodgate.policy import Policy
from prodgate.run import Request, fix

BEFORE, AFTER, TOGETHER = "before", "after", "together"
_PYTHON, _JAVASCRIPT = {".py"}, {".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"}
_SOURCES = _PYTHON | _JAVASCRIPT
_SIDE = re.compile(rf"[\w./-]*?\d+/(?:{BEFORE}|{AFTER}|{TOGETHER})/")


@dataclass(frozen=True)
class Verdict:
    """What has changed for a checker in one file of a case."""

    case: str
    side: str  # AFTER or TOGETHER
    path: str
    before: int  # errors that the file had
    new: New


class _Pinned(Case):
    """A case whose project requires what an environment has."""

    pins: tuple[str, ...] = ()

    def steered(self, key: str) -> str | None:
        return " ".join(self.pins) if key == "project" else super().steered(key)


def cases_for(environment: Environment, rules: Iterable[str] = ()) -> list[Case]:
    """The cases with an ``after`` that this environment can say something of."""
    chosen = set(rules)
    suffixes = _PYTHON if environment.language == "python" else _JAVASCRIPT
    return [
        case
        for case in all_cases()
        if case.after is not None
        and (not chosen or case.rule in chosen)
        and Path(case.file).suffix in suffixes
        and _is_for(case, environment)
    ]


def _is_for(case: Case, environment: Environment) -> bool:
    if ("https:" in _imported(case)) != ("@types/deno" in environment.versions):
        return False  # Deno has globals of its own
    required = (case.steered("project") or "").split()
    if required:
        return all(map(environment.fits, required))
    if environment.about is None:
        newest = next(e for e in ENVIRONMENTS if e.language == environment.language)
        return not _imported(case) & (set(newest.versions) - set(environment.versions))
    return any(name.startswith(environment.about) for name in _imported(case))


def _imported(case: Case) -> set[str]:
    return imported(f"{case.text}\n{case.after}", case.file)


def imported(text: str, path: str) -> set[str]:
    """The distributions that a text imports; some are no such thing."""
    if path.endswith(".py"):
        names = re.findall(r"^\s*(?:from|import)\s+([\w.]+)", text, re.MULTILINE)
        return {_distribution(name) for name in names}
    names = re.findall(r"""(?:from|import|require\(|import\()\s*["']([^"'.][^"']*)["']""", text)
    return {"/".join(n.split("/")[: 2 if n.startswith("@") else 1]) for n in names}


def _distribution(module: str) -> str:
    parts = module.split(".")
    named = {"dotenv": "python-dotenv", "discord": "discord.py", "agents": "openai-agents"}
    name = "-".join(parts[:2]) if parts[0] == "google" else parts[0]
    return named.get(name, name.replace("_", "-"))


def _pinned(case: Case, environment: Environment) -> Case:
    """The case as it is in the current environment or where it names its own releases."""
    if environment.name == CURRENT or case.steered("project"):
        return case
    pinned = _Pinned(case.rule, case.file, case.title, case.text, case.after)
    wanted = _imported(case)
    pins = tuple(p for p in environment.packages if parted(p)[0] in wanted)
    object.__setattr__(pinned, "pins", pins)
    return pinned


# -- on disk -----------------------------------------------------------------------------------


def lay_out_all(environment: Environment, folder: Path, cases: list[Case]) -> dict[str, Case]:
    """Every case in three versions in the folder; the case of each number."""
    numbered: dict[str, Case] = {}
    together = tuple(name for name in pack().rules if name not in UNFINISHED)
    for number, case in enumerate(cases):
        here = folder / str(number)
        numbered[str(number)] = case
        lay_out(_pinned(case, environment), here / BEFORE, plant(case.text))
        for side, rules in ((AFTER, (case.rule,)), (TOGETHER, together)):
            _rewritten(here / BEFORE, here / side, rules)
        shutil.rmtree(here / BEFORE / ".git")
    return numbered


def _rewritten(before: Path, after: Path, rules: tuple[str, ...]) -> None:
    """A copy of a project as the rules' fixes leave it."""
    request = Request(before, Policy(), select=rules)
    result = fix(request, unsafe=True, write=False)
    shutil.copytree(before, after, ignore=shutil.ignore_patterns(".git"))
    for each in result.rewritten:
        (after / each.path).parent.mkdir(parents=True, exist_ok=True)
        (after / each.path).write_text(each.after, encoding="utf-8", newline="")


# -- what a checker says -----------------------------------------------------------------------


def check(
    environment: Environment, cache: Path, folder: Path, rules: Iterable[str] = ()
) -> list[Verdict]:
    """Every file that a rewrite changed or made, before and after."""
    place = environment.make(cache)
    folder.mkdir(parents=True, exist_ok=True)
    numbered = lay_out_all(environment, folder, cases_for(environment, rules))
    if environment.language == "python":
        roots = sorted(f"{n}/{side}" for n in numbered for side in (BEFORE, AFTER, TOGETHER))
        problems = pyright(folder, place, roots)
    else:
        files = (
            p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in _SOURCES
        )
        problems = tsc(folder, place, sorted(files))
    return [
        verdict
        for number, case in numbered.items()
        for side in (AFTER, TOGETHER)
        for verdict in _verdicts(environment, case, folder, number, side, problems)
    ]


def _verdicts(
    environment: Environment,
    case: Case,
    folder: Path,
    number: str,
    side: str,
    problems: Problems,
) -> Iterator[Verdict]:
    here = folder / number
    for file in sorted((here / side).rglob("*")):
        path = file.relative_to(here / side).as_posix()
        if file.suffix not in _SOURCES or not file.is_file():
            continue
        other = here / BEFORE / path
        before = other.read_bytes().decode() if other.exists() else ""
        after = file.read_bytes().decode()
        old = _plain(problems.get(f"{number}/{BEFORE}/{path}", []))
        again = _plain(problems.get(f"{number}/{side}/{path}", []))
        if environment.name != CURRENT and any(map(_is_unknown_name, old)):
            continue  # code of another release: no project with this one has it
        if before != after or old != again:
            yield Verdict(case.id, side, path, len(old), compare(before, after, old, again))


def _is_unknown_name(problem: Problem) -> bool:
    """Whether a package lacks a name that is imported from it."""
    return problem.code in {"TS2305", "TS2724"} or "is unknown import symbol" in problem.message


def _plain(problems: list[Problem]) -> list[Problem]:
    """Without the folder, which is another one after."""
    return [Problem(p.line, p.code, _SIDE.sub("", p.message)) for p in problems]


def said(verdicts: Iterable[Verdict]) -> str:
    """The new errors, a line each."""
    return "\n".join(
        f"{verdict.case} [{verdict.side}] {verdict.path}:{problem}"
        for verdict in verdicts
        for problem in verdict.new.errors
    )
