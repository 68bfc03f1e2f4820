"""A run as Markdown, for the summary of a job or a comment: the verdict first.

Everything from the repository is escaped (``markup``). It stays under a size: GitHub drops a
summary that is too large, all of it. What does not fit is counted, and the worst is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby

from prodgate import explaining
from prodgate.edits import Fix
from prodgate.findings import Finding, Gate, Severity
from prodgate.report import hunks
from prodgate.report.markup import code, count, cut, details, fence, link, text
from prodgate.report.places import place_of
from prodgate.report.ranking import rank, worst_first
from prodgate.report.redact import Redactor, redactors
from prodgate.report.verdict import compared, sentence
from prodgate.result import Reported, Result

MOST_BYTES = 900_000  # GitHub takes 1 MiB a step
_MOST_ROWS = 200  # of a section that is a list
_SPARE = 1_000  # bytes for what says how much more there is
_MOST_MESSAGE = 1_000  # characters
_MOST_DIFF = 60  # lines

Link = Callable[[str, int], str]


def render(
    result: Result,
    fail_on: Severity | None,
    *,
    link: Link | None = None,
    docs: Callable[[str], str | None] = explaining.address,
    most: int = MOST_BYTES,
) -> str:
    """The Markdown. ``link`` gives the address of a line of a file, ``docs`` that of a rule.

    ``fail_on`` None: findings fail nothing. ``most``: bytes that it may have.
    """
    return _Summary(result, fail_on, link, docs).render(most)


class _Summary:
    def __init__(
        self,
        result: Result,
        fail_on: Severity | None,
        link: Link | None,
        docs: Callable[[str], str | None],
    ) -> None:
        self._result = result
        self._fail_on = fail_on
        self._link = link
        self._docs = docs
        self._redactor = redactors(result)

    def render(self, most: int) -> str:
        """Sections in the order of reading; findings take what room the rest leaves."""
        share = most // 8  # of each section that is a list
        # What is quiet but has to be judged stands before what may be long.
        head = [f"### {text(sentence(self._result, self._fail_on))}", self._gates()]
        head += [self._ignored(share), self._unchecked(share)]
        tail = [self._left_out(share), self._known(share), self._notes(share // 4)]
        room = most - _size(head) - _size(tail) - _SPARE
        parts = [*head, *self._findings(room), *tail]
        return "\n\n".join(part for part in parts if part) + "\n"

    # -- counts --

    def _gates(self) -> str:
        rows = []
        for gate in Gate:
            here = [r for r in self._result.reported if r.finding.gate is gate]
            if not here:
                continue
            by = Counter(r.finding.severity for r in here if not r.known)
            cells = [gate.value, *(str(by[s] or "") for s in reversed(Severity))]
            if compared(self._result):
                cells.append(str(sum(r.known for r in here) or ""))
            rows.append(f"| {' | '.join(cells)} |")
        if not rows:
            return ""
        names = ["gate", "errors", "warnings", "notes"]
        if compared(self._result):
            names = ["gate", "new errors", "new warnings", "new notes", "there before"]
        rule = "|---|" + "--:|" * (len(names) - 1)
        return "\n".join([f"| {' | '.join(names)} |", rule, *rows])

    # -- findings --

    def _findings(self, room: int) -> Iterator[str]:
        """By file, the file with the worst first; notes folded away behind them."""
        fresh = [r for r in self._result.reported if not r.known]
        louder = [r for r in fresh if self._loud(r)]
        notes = [r for r in fresh if not self._loud(r)]
        blocks = _Fitting(room)
        for path, group in _by_file(louder):
            blocks.heading(f"#### {self._place(path, None)}")
            for reported in group:
                blocks.add(partial(self._finding, reported))
        yield from blocks.parts
        if blocks.dropped:
            yield f"{count(blocks.dropped, 'more finding')} would not fit here."
        yield self._advice(notes, blocks.room)

    def _loud(self, reported: Reported) -> bool:
        """What is more than advice, or fails the check all the same."""
        return reported.finding.severity is not Severity.NOTE or self._fail_on is Severity.NOTE

    def _finding(self, reported: Reported, *, diff: bool) -> str:
        finding, fix = reported.finding, reported.fix
        source = self._result.sources.get(finding.path)
        clean = self._clean(finding.path)
        head = f"**{finding.severity.value}** {self._rule(finding.rule)} {self._line(finding)}: "
        lines = [head + _prose(clean, finding.message) + "."]
        if not isinstance(fix, Fix):
            return f"{lines[0]} By hand: {_prose(clean, fix.recipe)}."
        title = cut(clean.prose(fix.title), _MOST_MESSAGE)
        shown = text(title) if " " in title else code(title)
        lines[0] += f" Fix ({fix.applicability.value}): {shown}."
        if diff and source is not None and reported.edits:
            diffed = hunks.diff(source, reported.edits, clean)
            more = len(diffed) - _MOST_DIFF
            if more > 0:
                diffed = [*diffed[:_MOST_DIFF], f"@@ {count(more, 'more line')} @@"]
            lines.append(details("What the fix changes", fence(diffed, "diff")))
        return "\n\n".join(lines)

    def _advice(self, notes: list[Reported], room: int) -> str:
        rows = [self._row(reported) for reported in worst_first(notes)]
        return details(count(len(rows), "note"), _listed(rows, room)) if rows else ""

    def _row(self, reported: Reported) -> str:
        finding = reported.finding
        clean = self._clean(finding.path)
        where = self._place(finding.path, finding)
        return f"- {where} {self._rule(finding.rule)}: {_prose(clean, finding.message)}"

    # -- the other sections --

    def _ignored(self, room: int) -> str:
        fresh = [each for each in self._result.ignored if each.new]
        if not fresh:
            return ""
        rows = [
            f"| {self._place(each.finding.path, each.line, table=True)} "
            f"| {self._rule(each.finding.rule)} "
            f"| {_prose(self._clean(each.finding.path), each.reason)} |"
            for each in fresh[:_MOST_ROWS]
        ]
        head = "#### New ignore comments\n\nEach silences a finding. Is the reason good?\n\n"
        head += "| where | rule | reason |\n|---|---|---|\n"
        return head + _listed(rows, room, len(fresh))

    def _unchecked(self, room: int) -> str:
        missed = self._result.not_checked
        if not missed:
            return ""
        clean = Redactor()
        rows = [
            f"- {self._place(each.path, None) + ': ' if each.path else ''}"
            f"{_prose(clean, each.reason)}"
            for each in missed[:_MOST_ROWS]
        ]
        return "#### Not checked\n\n" + _listed(rows, room, len(missed))

    def _left_out(self, room: int) -> str:
        """What no rule but that of keys looked at: whoever reviews has to know, and decide."""
        skipped = self._result.skipped
        if not skipped:
            return ""
        rows = [
            f"- {code(cut(each.path, _MOST_MESSAGE))}: {text(each.reason)}"
            for each in skipped[:_MOST_ROWS]
        ]
        title = f"{count(len(skipped), 'place')} left out"
        return details(title, _listed(rows, room, len(skipped)))

    def _known(self, room: int) -> str:
        known = worst_first(r for r in self._result.reported if r.known)
        if not known:
            return ""
        rows = [self._row(reported) for reported in known[:_MOST_ROWS]]
        title = f"{count(len(known), 'finding')} there before, not counted"
        return details(title, _listed(rows, room, len(known)))

    def _notes(self, room: int) -> str:
        clean = Redactor()
        rows = [f"- {_prose(clean, note)}" for note in self._result.notes[:_MOST_ROWS]]
        if self._result.baselined:
            rows.append(f"- {count(self._result.baselined, 'finding')} in the baseline")
        return _listed(rows, room, len(self._result.notes) + bool(self._result.baselined))

    # -- parts of a line --

    def _rule(self, rule: str) -> str:
        return link(text(rule), self._docs(rule))

    def _line(self, finding: Finding) -> str:
        place = place_of(finding, self._result.sources.get(finding.path))
        return link(place.name, self._address(finding.path, place.line))

    def _place(self, path: str, at: Finding | int | None, *, table: bool = False) -> str:
        """A path, with the line of a finding or a number where there is one."""
        name, line = path, 1
        if isinstance(at, int):
            name, line = f"{path}:{at}", at
        elif at is not None:
            place = place_of(at, self._result.sources.get(path))
            line = place.line
            named = place.name.startswith("line")
            name = f"{path}:{line}" if named else f"{path}, {place.name}"
        return link(code(name, table=table), self._address(path, line))

    def _address(self, path: str, line: int) -> str | None:
        return self._link(path, line) if self._link else None

    def _clean(self, path: str) -> Redactor:
        source = self._result.sources.get(path)
        return self._redactor(path, source.text if source else "")


class _Fitting:
    """Blocks as long as there is room: whole ones, then short ones, then a count."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.parts: list[str] = []
        self.dropped = 0
        self._heading = ""

    def heading(self, what: str) -> None:
        """Stands in front of the next block, if that fits."""
        self._heading = what

    def add(self, block: Callable[..., str]) -> None:
        """The block with its diff, or else without."""
        heading = [self._heading] if self._heading else []
        for diff in (True, False) if not self.dropped else ():
            parts = [*heading, block(diff=diff)]
            if _size(parts) <= self.room:
                self.parts += parts
                self.room -= _size(parts)
                self._heading = ""
                return
        self.dropped += 1


def _by_file(reported: Iterable[Reported]) -> list[tuple[str, list[Reported]]]:
    ordered = sorted(reported, key=lambda r: r.finding.order)
    files = [(path, list(group)) for path, group in groupby(ordered, lambda r: r.finding.path)]
    return sorted(files, key=lambda file: min(map(rank, file[1])))


def _listed(rows: list[str], room: int, number: int | None = None) -> str:
    """As many rows as there is room for, and how many of ``number`` there are besides."""
    kept: list[str] = []
    for row in rows[:_MOST_ROWS]:
        room -= _size([row])
        if room < 0:
            break
        kept.append(row)
    more = (len(rows) if number is None else number) - len(kept)
    return "\n".join(kept) + (f"\n\nand {more:,} more" if more else "")


def _prose(clean: Redactor, what: str) -> str:
    return text(cut(clean.prose(what), _MOST_MESSAGE).rstrip("."))


def _size(parts: Iterable[str]) -> int:
    return sum(len(part.encode()) + 2 for part in parts)
