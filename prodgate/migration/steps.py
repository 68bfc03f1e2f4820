"""One rule after the other, on the copy: find, choose, rewrite, and say what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from prodgate import run
from prodgate.detect import FileCheck
from prodgate.discover import Targets
from prodgate.findings import Applicability, Finding, Gate, NotChecked, Rule, Severity
from prodgate.migration import record
from prodgate.pack import Pack
from prodgate.result import Reported, Result, Rewritten
from prodgate.rewriting import Keep, rewrite_files
from prodgate.scratch import Scratch
from prodgate.source import load

_ROUNDS = 5  # of two fixes that change the same place, the second waits for another round
Choose = Callable[[FileCheck, Result, Sequence[Reported]], Sequence[Reported]]


class Job(Struct, frozen=True):
    """What is asked for, and the copy that it is done on."""

    request: run.Request  # of the tree itself
    pack: Pack
    scratch: Scratch
    targets: Targets
    unsafe: bool
    keep: Keep

    @property
    def allowed(self) -> set[Applicability]:
        """The fixes that may be made."""
        safe = {Applicability.SAFE}
        return safe | {Applicability.UNSAFE} if self.unsafe else safe

    @property
    def least(self) -> Severity:
        """Notes are rewritten only where they are asked for, as by ``prodgate fix``."""
        asked = bool(self.request.select) or self.request.policy.fail_on == "note"
        return Severity.NOTE if asked else Severity.WARNING

    def is_for_us(self, reported: Reported) -> bool:
        """Whether the fix of a finding is to be made."""
        return (
            reported.fix.applicability in self.allowed
            and reported.finding.severity.rank >= self.least.rank
        )


class Done(Struct):
    """What one rule did, round by round."""

    rule: Rule
    findings: int = 0
    fixed: list[tuple[Finding, Applicability]] = field(default_factory=list)
    declined: int = 0
    waiting: int = 0
    rewritten: dict[str, Rewritten] = field(default_factory=dict)
    before: dict[str, str | None] = field(default_factory=dict)  # SHA-256, None: not there
    not_checked: list[NotChecked] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def step(self, scratch: Scratch, commit: str | None = None) -> record.Step:
        """The same, as it is reported."""
        kinds = [kind for _, kind in self.fixed]
        return record.Step(
            self.rule.name,
            self.rule.gate.value,
            self.rule.summary,
            self.findings,
            kinds.count(Applicability.SAFE),
            kinds.count(Applicability.UNSAFE),
            self.waiting,
            self.declined,
            tuple(
                record.Change(path, self.before[path], _digest(scratch.root, path) or "")
                for path in sorted(self.rewritten)
            ),
            commit,
        )


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Keys first, so that no later diff shows one. Then what is safe: whoever does not want the
    rest of the branch takes it up to there."""
    ranks = list(Applicability)
    gates = list(Gate)
    return sorted(
        (rule for rule in rules if rule.applicability is not Applicability.MANUAL),
        key=lambda r: (
            r.name != "hardcoded-secret",
            ranks.index(r.applicability),
            gates.index(r.gate),
            r.name,
        ),
    )


def survey(job: Job, rules: Sequence[Rule]) -> Result:
    """What all rules say of the copy as it stands."""
    return _judged(job, rules, job.targets)[1]


def step(job: Job, rule: Rule, paths: Sequence[str], choose: Choose, *, once: bool = False) -> Done:
    """Rewrite what one rule finds in some files. Nothing but the copy changes, and what ``keep``
    does with keys.

    ``once``: what was declined is not asked about again, so there is no second round.
    """
    done = Done(rule)
    targets = Targets(tuple(paths), (), ())
    for number in range(1 if once else _ROUNDS):
        checker, judged = _judged(job, [rule], targets)
        own = [r for r in judged.reported if r.finding.rule == rule.name]
        wanted = [r for r in own if job.is_for_us(r)]
        chosen = list(choose(checker, judged, wanted)) if wanted else []
        if number == 0:
            done.findings = len(own)
            done.waiting = sum(r.fix.applicability is Applicability.UNSAFE for r in own) - sum(
                r.fix.applicability is Applicability.UNSAFE for r in wanted
            )
            done.declined = len(wanted) - len(chosen)
            done.not_checked += judged.not_checked
        if not chosen or not _rewrite(job, checker, replace(judged, reported=tuple(chosen)), done):
            break
    return done


def _judged(job: Job, rules: Sequence[Rule], targets: Targets) -> tuple[FileCheck, Result]:
    here = job.request
    root = job.scratch.renew()
    start = root / (here.start or here.root).relative_to(here.root)
    request = replace(here, root=root, start=start, baseline=False)
    checker = FileCheck(root, job.pack, here.policy, rules)
    results, missed = run.find(request, checker, targets)
    return checker, run.judge(request, checker, targets, results, missed)


def _rewrite(job: Job, checker: FileCheck, judged: Result, done: Done) -> bool:
    """One round; whether anything was rewritten."""
    root = job.scratch.root
    before = {r.finding.path: _digest(root, r.finding.path) for r in judged.reported}
    kinds = {id(r.finding): r.fix.applicability for r in judged.reported}
    outcome = rewrite_files(checker, judged, job.allowed, job.least, write=True, keep=job.keep)
    for each in outcome.rewritten:
        _note(done, each, before)
        done.fixed += [(f, kinds[id(f)]) for f in each.fixed]
    done.notes += [note for note in outcome.notes if note not in done.notes]
    done.not_checked += [m for m in outcome.not_checked if m not in done.not_checked]
    return bool(outcome.rewritten)


def _note(done: Done, each: Rewritten, before: dict[str, str | None]) -> None:
    earlier = done.rewritten.get(each.path)
    if earlier is None:
        done.before[each.path] = None if each.new else before.get(each.path, _of(each.before))
        done.rewritten[each.path] = each
    else:
        done.rewritten[each.path] = replace(
            earlier, after=each.after, fixed=(*earlier.fixed, *each.fixed)
        )


def _of(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _digest(root: Path, path: str) -> str | None:
    data = load(root, path)
    return sha256(data).hexdigest() if isinstance(data, bytes) else None
