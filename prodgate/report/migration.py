"""The plan of a migration, and the report at its end: for a terminal, and as Markdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from prodgate.escape import inert, printable
from prodgate.migration.record import Counts, Left, Record, Step
from prodgate.report.markup import code, count
from prodgate.report.markup import text as escaped

_SOME = 3  # places named in the short form
_MOST = 200  # items of a checklist for one rule; the JSON has all


# -- for a terminal ----------------------------------------------------------------------------


def text(record: Record) -> str:
    """The short form: what is done by rule, what is left, what comes next."""
    done = _done(record)
    blocks = ["\n".join(_table(done, record.applied))] if done else []
    blocks += ["\n".join(block) for block in (_left(record), _secrets(record)) if block]
    rest = [*map(_line, record.notes), *_missed(record), *_next(record)]
    return "\n\n".join([*blocks, "\n".join(rest)]) + "\n"


def _done(record: Record) -> list[Step]:
    """The rules that rewrite something; why another could not, its findings say."""
    return [step for step in record.steps if step.rewritten or step.declined]


def _table(steps: Sequence[Step], applied: bool) -> Iterator[str]:
    width = max(len(step.rule) for step in steps)
    head = f"{'rule':{width}}  findings  safe  unsafe  files"
    yield head + ("  commit" if applied else "")
    for step in steps:
        row = (
            f"{step.rule:{width}}  {step.findings:8}  {step.safe:4}  {step.unsafe:6}"
            f"  {len(step.changes):5}"
        )
        yield row + (f"  {step.commit[:10] if step.commit else '-'}" if applied else "")
    total = sum(step.rewritten for step in steps)
    files = len({change.path for step in steps for change in step.changes})
    what = "rewritten" if applied else "would be rewritten"
    yield f"{count(total, 'finding')} {what} in {count(files, 'file')}"


def _left(record: Record) -> list[str]:
    if not record.left:
        return []
    lines = [f"left to people: {count(len(record.left), 'finding')}"]
    for rule, items in _by_rule(record.left):
        some = ", ".join(_place(item) for item in items[:_SOME])
        more = f" and {len(items) - _SOME} more" if len(items) > _SOME else ""
        lines.append(f"  {len(items):4} {rule}: {inert(printable(some))}{more}")
    return lines


def _secrets(record: Record) -> list[str]:
    if not record.secrets:
        return []
    lines = ["keys to rotate, because the history keeps them:"]
    return lines + [f"  {_line(_place(each))}: {_line(each.message)}" for each in record.secrets]


def _missed(record: Record) -> Iterator[str]:
    for each in record.not_checked:
        yield _line(f"{each.path}: " if each.path else "") + "not checked: " + _line(each.reason)


def _next(record: Record) -> Iterator[str]:
    waiting = sum(item.reason == "unsafe" for item in record.left)
    if waiting:
        yield f"`--unsafe` rewrites {waiting} more; read those in the diff"
    branch = record.branch
    if not record.applied:
        if any(step.changes for step in record.steps):
            yield "nothing was written; `--diff` shows the changes, `--apply` commits them"
        else:
            yield "there is nothing to rewrite"
    elif any(step.commit for step in record.steps):
        base = (record.base or "")[:10]
        yield f"the branch {branch} holds it; your files are as they were"
        yield f"look: git log -p {base}..{branch}    take it: git switch {branch}"
    else:
        yield "nothing was rewritten, so there is no branch"


def _line(what: str) -> str:
    return inert(printable(what))


# -- Markdown ----------------------------------------------------------------------------------


def markdown(record: Record) -> str:
    """The long form, for a pull request or a ticket: gates before and after, a checklist."""
    title = "# Migration report" if record.applied else "# Migration plan"
    parts = [title, _about(record), _gates(record), _rules(record)]
    parts += [_rotate(record), *_checklist(record), _unread(record), _noted(record)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _about(record: Record) -> str:
    told = [f"prodgate {escaped(record.prodgate)}", count(record.files, "file")]
    if record.base:
        told.append(f"of commit {code(record.base[:12])}")
    if record.branch and record.applied:
        told.append(f"on branch {code(record.branch)}")
    if record.shard:
        told.append(f"share {escaped(record.shard)}")
    return ", ".join(told) + "."


def _gates(record: Record) -> str:
    rows = []
    for gate, before in record.before.items():
        after = record.after.get(gate, Counts())
        if before != Counts() or after != Counts():
            rows.append(f"| {escaped(gate)} | {_counted(before)} | {_counted(after)} |")
    if not rows:
        return ""
    head = "## By gate\n\nErrors / warnings / notes.\n\n| gate | before | after |\n|---|---|---|\n"
    return head + "\n".join(rows)


def _counted(counts: Counts) -> str:
    return f"{counts.error} / {counts.warning} / {counts.note}"


def _rules(record: Record) -> str:
    done = _done(record)
    if not done:
        return ""
    rows = [
        f"| {escaped(s.rule)} | {escaped(s.summary)} | {s.findings} | {s.safe} | {s.unsafe} "
        f"| {len(s.changes)} | {code(s.commit[:10], table=True) if s.commit else ''} |"
        for s in done
    ]
    head = "| rule | | findings | safe | unsafe | files | commit |\n|---|---|--:|--:|--:|--:|---|\n"
    what = "Rewritten" if record.applied else "To be rewritten"
    return f"## {what}\n\n{head}" + "\n".join(rows)


def _rotate(record: Record) -> str:
    if not record.secrets:
        return ""
    items = [f"- [ ] {code(_place(each))}: {escaped(each.message)}" for each in record.secrets]
    return "## Keys to rotate\n\nThe history keeps them.\n\n" + "\n".join(items)


def _checklist(record: Record) -> Iterator[str]:
    if not record.left:
        return
    yield f"## Left to people\n\n{count(len(record.left), 'finding')}."
    for rule, items in _by_rule(record.left):
        lines = [
            f"- [ ] {code(_place(item))}: {escaped(item.message)}. *{escaped(item.recipe)}*"
            for item in items[:_MOST]
        ]
        if len(items) > _MOST:
            lines.append(f"- and {len(items) - _MOST} more, which the JSON report has")
        yield f"### {escaped(rule)}\n\n" + "\n".join(lines)


def _unread(record: Record) -> str:
    if not record.not_checked:
        return ""
    items = [f"- {code(each.path)}: {escaped(each.reason)}" for each in record.not_checked]
    return "## Not checked\n\n" + "\n".join(items)


def _noted(record: Record) -> str:
    if not record.notes:
        return ""
    return "## Notes\n\n" + "\n".join(f"- {escaped(note)}" for note in record.notes)


# -- both --------------------------------------------------------------------------------------


def _by_rule(items: Iterable[Left]) -> list[tuple[str, list[Left]]]:
    """The worst rules first, then those with most."""
    grouped: dict[str, list[Left]] = defaultdict(list)
    for item in items:
        grouped[item.rule].append(item)
    worst = {"error": 0, "warning": 1, "note": 2}
    return sorted(
        grouped.items(),
        key=lambda pair: (min(worst.get(i.severity, 3) for i in pair[1]), -len(pair[1]), pair[0]),
    )


def _place(item: Left) -> str:
    cell = f":cell {item.cell}" if item.cell is not None else ""
    return f"{item.path}{cell}:{item.line}"
