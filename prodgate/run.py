"""The main line: targets, what is found, what is judged, what is rewritten.

Everything a command does stands here in order; each step is a module of its own.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from prodgate.detect import Detected, FileCheck, FileResult
from prodgate.discover import Targets, discover
from prodgate.findings import Applicability, Finding, Gate, NotChecked, Rule, Severity
from prodgate.kinds import Skipped
from prodgate.pack import Pack
from prodgate.policy import Policy
from prodgate.result import Ignored, Reported, Result
from prodgate.source import Source

PARALLEL = 200  # files from which a second process earns its start


class Request(Struct, frozen=True):
    """What a command was asked for."""

    root: Path
    policy: Policy
    paths: tuple[str, ...] = (".",)
    start: Path | None = None  # what the paths are relative to; None: the root
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()  # data
    trusted: tuple[Path, ...] = ()  # packs whose code may run: no scanned file names them
    ignores: bool = True  # whether ignore comments count
    baseline: bool = True
    edits: bool = False  # render the edits of every fix (for the formats that carry them)
    policy_root: Path | None = None  # the tree that policy and baseline are of; None: the root
    only: frozenset[str] | None = None  # of these files alone; None: of all that paths name
    # Files whose word that they were generated is believed; None: any file's.
    generated: Collection[str] | None = None


def find_root(start: Path) -> Path:
    """The top of the git work tree around a folder, else the folder itself.

    Looked for, not asked for: a start of git is a tenth of what a clean commit may cost.
    """
    for folder in (start, *start.parents):
        if os.path.lexists(folder / ".git"):
            return folder
    return start


def check(request: Request) -> Result:
    """Find and judge; write nothing."""
    pack = pack_of(request)
    targets = targets_of(request)
    checker = checker_of(request, pack)
    results, missed = find(request, checker, targets)
    return judge(request, checker, targets, results, missed)


def fix(request: Request, *, unsafe: bool, write: bool, move_secrets: bool = True) -> Result:
    """Check, then rewrite what can be rewritten; ``write`` False only says what would change.

    Notes are advice, and tests: they are rewritten only where they are asked for, by rule or by
    ``fail-on: note``.
    """
    from functools import partial

    from prodgate.rewriting import rewrite_files
    from prodgate.secrets import dotenv

    pack = pack_of(request)
    targets = targets_of(request)
    checker = checker_of(request, pack)
    results, missed = find(request, checker, targets)
    judged = judge(request, checker, targets, results, missed)
    allowed = {Applicability.SAFE, Applicability.UNSAFE} if unsafe else {Applicability.SAFE}
    asked = bool(request.select) or request.policy.fail_on == "note"
    return rewrite_files(
        checker,
        judged,
        allowed,
        Severity.NOTE if asked else Severity.WARNING,
        write=write,
        keep=partial(dotenv.keep, request.root, interactive_ok=move_secrets) if write else None,
    )


def targets_of(request: Request) -> Targets:
    """What the request is about."""
    found = discover(
        request.root, request.paths, request.policy.exclude, start=request.start or request.root
    )
    return found if request.only is None else found.among(request.only)


def pack_of(request: Request) -> Pack:
    """The built-in pack and those of the policy and the command line.

    Raises PolicyError where either names a rule that there is not: a misspelt ``--select`` would
    check nothing, and pass.
    """
    from prodgate.policy import PolicyError, check_names

    pack = Pack((*request.policy.pack_folders(), *request.packs), request.trusted)
    check_names(request.policy, pack.rules)
    known = known_names(pack)
    for option, names in (("--select", request.select), ("--ignore", request.ignore)):
        for name in names:
            if name not in known:
                from prodgate.strict import quote, suggest

                hint = suggest(name, known, "run 'prodgate rules' for the list")
                raise PolicyError(f"{option} names an unknown rule or gate {quote(name)}; {hint}")
    return pack


def rules_of(request: Request, pack: Pack) -> tuple[Rule, ...]:
    """The rules that run: selected by rule or gate name, less the ignored and the switched off."""
    select = request.select or request.policy.select
    ignore = {*request.ignore, *request.policy.ignore}
    off = {name for name, level in request.policy.severity.items() if level == "off"}
    return tuple(
        module.rule
        for module in pack.rules.values()
        if (not select or _named(module.rule, select))
        and not _named(module.rule, ignore)
        and module.rule.name not in off
    )


def known_names(pack: Pack) -> set[str]:
    """What ``--select`` and ``--ignore`` may name."""
    return {*pack.rules, *(gate.value for gate in Gate)}


def _named(rule: Rule, names: Iterable[str]) -> bool:
    return any(name in {rule.name, rule.gate.value} for name in names)


def checker_of(request: Request, pack: Pack) -> FileCheck:
    """What checks the files of a request."""
    rules = rules_of(request, pack)
    return FileCheck(request.root, pack, request.policy, rules, request.generated)


def find(
    request: Request, checker: FileCheck, targets: Targets
) -> tuple[list[FileResult], tuple[NotChecked, ...]]:
    """What the files give, then Semgrep's patterns, the linters, and the tree as a whole."""
    results = detect(checker, targets.files)
    results, missed = _with_semgrep(request, checker, results)
    results, unlinted = _with_linters(checker, results)
    results, more = _with_project(request, checker, results)
    return results, (*missed, *unlinted, *more)


def detect(checker: FileCheck, files: Sequence[str]) -> list[FileResult]:
    """What each file gave, in the order of the files."""
    results = _results(checker, files)
    if len(files) < PARALLEL:
        return list(results)
    from prodgate.report import progress

    return list(progress.watch(results, len(files)))


def _results(checker: FileCheck, files: Sequence[str]) -> Iterator[FileResult]:
    if len(files) < PARALLEL or (os.cpu_count() or 1) < 2:
        return (checker.run(path) for path in files)
    from prodgate import parallel

    return parallel.run(checker, files)


def _with_semgrep(
    request: Request, checker: FileCheck, results: list[FileResult]
) -> tuple[list[FileResult], tuple[NotChecked, ...]]:
    """Add what Semgrep finds, in one process; it is not started where no rule of it can apply."""
    sources = [r.source for r in results if r.patterns and r.source is not None]
    if not sources:
        return results, ()
    from prodgate import patterns

    found, missed = patterns.scan(checker, sources)
    return [patterns.merge(result, found.get(result.path, ())) for result in results], missed


def _with_linters(
    checker: FileCheck, results: list[FileResult]
) -> tuple[list[FileResult], tuple[NotChecked, ...]]:
    """Add what ruff and bandit find; they are not started where no rule of them can apply."""
    if not any(result.lints for result in results):
        return results, ()
    from prodgate import linters

    return linters.scan(checker.rules, results)


def _with_project(
    request: Request, checker: FileCheck, results: list[FileResult]
) -> tuple[list[FileResult], tuple[NotChecked, ...]]:
    """Add what the rules about the repository find, where all of it is checked."""
    if request.only is not None or not any(rule.project for rule in checker.rules):
        return results, ()
    from prodgate import project_rules

    rules = project_rules.wanted(checker, request.paths, request.start or request.root)
    return project_rules.scan(checker, rules, results) if rules else (results, ())


def judge(
    request: Request,
    checker: FileCheck,
    targets: Targets,
    results: Sequence[FileResult],
    missed: Sequence[NotChecked] = (),
) -> Result:
    """Severity by the policy, ignore comments, the baseline."""
    accepted = _accepted(request, missed)
    not_checked = [*targets.not_checked, *(m for m in missed if m not in accepted)]
    skipped: list[Skipped] = [*targets.skipped]
    reported: list[Reported] = []
    sources: dict[str, Source] = {}
    ignored: list[Ignored] = []
    for result in results:
        if result.not_checked is not None:
            not_checked.append(result.not_checked)
        if result.skipped is not None:
            skipped.append(result.skipped)
        if result.source is None:
            continue
        sources[result.path] = result.source
        kept, silenced = _without_ignored(request, checker, result)
        ignored += silenced
        reported += [Reported(d.finding, d.fix) for d in kept]
    reported.sort(key=lambda r: r.finding.order)
    incomplete = {each.path for each in not_checked}
    looked_at = {r.path for r in results if r.skipped is None} - incomplete
    active = {"invalid-ignore", *(rule.name for rule in checker.rules)}
    reported, baselined, notes = _without_baseline(request, reported, sources, looked_at, active)
    if request.edits:
        from prodgate import edited

        reported = edited.with_edits(reported, sources)
    return Result(
        tuple(reported),
        tuple(not_checked),
        tuple(skipped),
        (),
        (*notes, *(each.reason for each in accepted)),
        len(results) - sum(r.not_checked is not None for r in results),
        len(ignored),
        tuple(sorted(ignored, key=lambda each: each.finding.order)),
        baselined,
        sources,
    )


def _accepted(request: Request, missed: Iterable[NotChecked]) -> list[NotChecked]:
    """Under ``semgrep: optional``, its absence; not that it failed, or that a rule is broken."""
    if request.policy.semgrep != "optional":
        return []
    from prodgate.semgrep import MISSING

    return [each for each in missed if each.reason.startswith(MISSING)]


def _without_ignored(
    request: Request, checker: FileCheck, result: FileResult
) -> tuple[list[Detected], list[Ignored]]:
    source = result.source
    detected = [_with_severity(request, d, source) for d in result.detected]
    if not request.ignores or source is None or "prodgate:" not in source.text:
        return detected, []
    from prodgate import suppress

    active = {rule.name for rule in rules_of(request, checker.pack)}
    applied = suppress.apply(
        [d.finding for d in detected], source, set(checker.pack.rules), active=active
    )
    kept = [d for d in detected if d.finding in applied.kept]
    for problem in applied.problems:
        finding = Finding(
            "invalid-ignore", Gate.TESTING, Severity.WARNING, problem.path, problem.line,
            problem.column, problem.line, problem.column, problem.message,
        )  # fmt: skip
        from prodgate.edits import Refusal

        recipe = Refusal("no-rewrite", "mend or remove the ignore comment")
        kept.append(Detected(finding, recipe))
    return kept, [
        Ignored(each.finding, each.suppression.reason, each.suppression.line)
        for each in applied.silenced
    ]


def _with_severity(request: Request, detected: Detected, source: Source | None) -> Detected:
    finding = detected.finding
    level = request.policy.severity.get(finding.rule)
    if level is None and finding.severity is not Severity.NOTE:
        from prodgate.aside import asked_for, is_aside

        asked = asked_for(request.root, request.start or request.root, request.paths)
        level = "note" if is_aside(request.root, finding, source, asked) else None
    if level is None or level == "off":
        return detected
    return replace(detected, finding=dataclasses.replace(finding, severity=Severity(level)))


def _without_baseline(
    request: Request,
    reported: list[Reported],
    sources: dict[str, Source],
    looked_at: set[str],
    active: set[str],
) -> tuple[list[Reported], int, list[str]]:
    from prodgate.policy import PolicyError

    root = request.policy_root or request.root
    path = root / request.policy.baseline
    if not request.baseline or not os.path.lexists(path):
        return reported, 0, []
    from prodgate import baseline

    kept = baseline.load(path, root)
    if isinstance(kept, str):
        raise PolicyError(kept)
    if kept is None:
        return reported, 0, []
    coded = [(r.finding, code_of(r.finding, sources)) for r in reported]
    split = baseline.subtract(coded, kept, checked=looked_at, active=active)
    new = set(map(id, split.new))
    left = [r for r in reported if id(r.finding) in new]
    notes = []
    if split.expired:
        count = len(split.expired)
        what = "entry" if count == 1 else "entries"
        notes.append(
            f"{count} baseline {what} no longer needed: run `prodgate baseline` to drop them"
        )
    return left, len(split.accepted), notes


def code_of(finding: Finding, sources: dict[str, Source]) -> str:
    """The code of a finding's span."""
    source = sources.get(finding.path)
    return source.text[finding.start : finding.end] if source else ""
