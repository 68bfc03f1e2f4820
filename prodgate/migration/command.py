"""``prodgate migrate``: the main line. Plan on a copy, or commit; go on where one stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from prodgate import run, scratch, tree
from prodgate.discover import Targets, discover
from prodgate.findings import Rule
from prodgate.migration import beginning, branch, journal, record, shards, steps, telling
from prodgate.migration.asking import Asker, StopAsking
from prodgate.migration.options import MigrationError, Options, Stopped
from prodgate.report.redact import SECRET_RULE
from prodgate.result import Reported, Result
from prodgate.scratch import Scratch
from prodgate.secrets import dotenv

Found = dict[str, list[tuple[int, int]]]  # where the keys stand in each file as it was
Diff = Callable[[Scratch, Sequence[record.Step], Found, "str | None"], None]


def plan(options: Options, show: Diff | None = None) -> record.Record:
    """What would be done, rule by rule. Writes nothing but a copy, which is gone at the end."""
    root = options.request.root
    base, note = beginning.base(root)
    with scratch.empty() as copy:
        job = _job(options, copy, base, write_keys=False)
        first = _survey(options, job)
        done: list[steps.Done] = []
        rows: list[record.Step] = []
        for rule, paths in first.turns:
            done.append(steps.step(job, rule, paths, _all))
            rows.append(done[-1].step(copy))
            options.say(telling.progress(rows[-1]))
        if show is not None:
            show(copy, rows, first.found, base)
        last = steps.survey(job, _rules(options, job))
        made = telling.record_of(options, job, rows, first.counts, last, done)
    notes = (*([note] if note else []), *made.notes)
    return msgspec.structs.replace(made, base=base, notes=notes, secrets=first.secrets)


def apply(options: Options) -> record.Record:
    """Make the branch, a commit for each rule. Goes on where an earlier run stopped."""
    root = options.request.root
    kept = beginning.begin(options)
    with scratch.empty() as copy:
        job = _job(options, copy, kept.last, write_keys=True)
        first = _survey(options, job)
        if not kept.before:
            kept = msgspec.structs.replace(kept, before=first.counts, secrets=first.secrets)
            journal.write(root, kept)
        done: list[steps.Done] = []
        for rule, paths in first.turns:
            if any(step.rule == rule.name for step in kept.steps):
                continue
            each, kept = _one(options, job, kept, rule, paths)
            done.append(each)
            options.say(telling.progress(kept.steps[-1]))
        last = steps.survey(job, _rules(options, job))
        kept = msgspec.structs.replace(kept, finished=True)
        journal.write(root, kept)
        made = telling.record_of(options, job, kept.steps, kept.before, last, done)
    return msgspec.structs.replace(
        made,
        base=kept.base,
        branch=kept.branch,
        applied=True,
        secrets=kept.secrets,
        notes=tuple(dict.fromkeys((*kept.notes, *made.notes))),
    )


def abandon(root: Path) -> str:
    """Forget a migration that was begun. Its branch stays, for it may hold work."""
    kept = journal.read(root)
    if kept is None:
        return "no migration was begun here"
    journal.drop(root)
    if branch.tip(root, kept.branch) is None:
        return "the migration is forgotten"
    return (
        f"the migration is forgotten; its branch {kept.branch} stays: "
        f"`git branch -D {kept.branch}` removes it"
    )


# -- one rule ----------------------------------------------------------------------------------


def _one(
    options: Options, job: steps.Job, kept: journal.Journal, rule: Rule, paths: Sequence[str]
) -> tuple[steps.Done, journal.Journal]:
    """Rewrite, commit, write it down, and only then let the branch name it."""
    root = options.request.root
    choose: steps.Choose = _all
    if options.interactive:
        choose = Asker(kept.answers, partial(_remember, root, kept)).choose
    try:
        done = steps.step(job, rule, paths, choose, once=options.interactive)
    except StopAsking:
        raise Stopped(
            "stopped; `prodgate migrate --interactive` goes on where you were, and "
            "`prodgate migrate --abandon` forgets it"
        ) from None
    row = done.step(job.scratch)
    _check_planned(options, row)
    if row.changes:
        message = telling.message(job.pack.rules[rule.name], done)
        paths = [change.path for change in row.changes]
        new = branch.commit(root, job.scratch, paths, kept.last, message)
        row = msgspec.structs.replace(row, commit=new)
    old = kept.last if any(step.commit for step in kept.steps) else None
    kept = msgspec.structs.replace(
        kept, steps=(*kept.steps, row), notes=(*kept.notes, *done.notes), answers={}
    )
    journal.write(root, kept)
    if row.commit:
        branch.move(root, kept.branch, row.commit, old)
    return done, kept


def _all(_checker: object, _judged: Result, wanted: Sequence[Reported]) -> Sequence[Reported]:
    return wanted


def _remember(root: Path, kept: journal.Journal, answers: dict[str, str]) -> None:
    journal.write(root, msgspec.structs.replace(kept, answers=answers))


def _check_planned(options: Options, row: record.Step) -> None:
    """Raises MigrationError where a step is not the one of the plan that people have read."""
    if options.planned is None:
        return
    planned = {step.rule: step.changes for step in options.planned.steps}
    if planned.get(row.rule, ()) != row.changes:
        raise MigrationError(
            f"the plan says something else of {row.rule} than what would be done now; make the "
            "plan again. Nothing of this rule was written"
        )


# -- the copy ----------------------------------------------------------------------------------


def _job(options: Options, copy: Scratch, commit: str | None, *, write_keys: bool) -> steps.Job:
    request = options.request
    root, start = request.root, request.start or request.root
    targets = discover(root, request.paths, request.policy.exclude, start=start)
    if commit is None:
        every = {*tree.listing(root, request.policy.exclude), *targets.files}
        scratch.fill_from_folder(copy, root, sorted(every))
    else:
        scratch.fill_from_commit(copy, root, commit)
    files = tuple(path for path in targets.files if copy.holds(path))
    if options.shard is not None:
        files = shards.mine(files, options.shard)
    keep = partial(dotenv.keep, root, interactive_ok=True, write=write_keys)
    return steps.Job(
        request,
        run.pack_of(request),
        copy,
        Targets(files, targets.not_checked, targets.skipped),
        options.unsafe,
        keep,
    )


def _rules(options: Options, job: steps.Job) -> list[Rule]:
    """The rules that look; of the shares of a tree, the first looks at the tree as a whole."""
    rules = run.rules_of(options.request, job.pack)
    later = options.shard is not None and options.shard[0] > 1
    return [rule for rule in rules if not (later and rule.project)]


class _First(Struct, frozen=True):
    """What is kept of the first look; the texts of a large tree are not."""

    turns: tuple[tuple[Rule, tuple[str, ...]], ...]
    counts: dict[str, record.Counts]
    secrets: tuple[record.Left, ...]
    found: Found


def _survey(options: Options, job: steps.Job) -> _First:
    result = steps.survey(job, _rules(options, job))
    found: dict[str, list[tuple[int, int]]] = {}
    for reported in result.reported:
        if reported.finding.rule == SECRET_RULE:
            place = (reported.finding.start, reported.finding.end)
            found.setdefault(reported.finding.path, []).append(place)
    counts = record.by_gate(telling.counted(result))
    return _First(tuple(_turns(job, result)), counts, telling.keys(result), found)


def _turns(job: steps.Job, first: Result) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """The rules with something to rewrite, and the files it is in."""
    rules = {rule.name: rule for rule in run.rules_of(job.request, job.pack)}
    paths: dict[str, dict[str, None]] = {}
    for reported in first.reported:
        if job.is_for_us(reported) and reported.finding.rule in rules:
            paths.setdefault(reported.finding.rule, {})[reported.finding.path] = None
    for rule in steps.in_order(rules[name] for name in paths):
        yield rule, tuple(paths[rule.name])
