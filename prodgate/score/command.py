"""``prodgate score``: measure, compare, print; and what the exit code says."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from prodgate import run
from prodgate.findings import Gate
from prodgate.policy import PolicyError
from prodgate.score.measuring import compared, measure
from prodgate.score.model import GateScore, Score


class Bar(Struct, frozen=True):
    """What ``--fail-under`` asks of a gate, or of all (None); ``least`` None: its minimum."""

    gate: Gate | None
    least: int | None

    def holds(self, score: GateScore) -> bool:
        """Whether a gate is high enough; one that was not assessed never is."""
        if self.gate not in {None, score.gate}:
            return True
        if self.least is None:
            return score.passed
        return score.state != "not assessed" and score.score >= self.least


def bars(words: Sequence[str]) -> tuple[Bar, ...]:
    """What ``--fail-under`` was given. Raises PolicyError for what is none."""
    return tuple(_bar(word) for word in words)


def _bar(word: str) -> Bar:
    name, _, value = word.rpartition("=")
    gates = {gate.value: gate for gate in Gate}
    if (name and name not in gates) or not re.fullmatch(r"minimum|[0-5]", value):
        wanted = 'write "minimum", a number from 0 to 5, or GATE=N with one of ' + ", ".join(gates)
        raise PolicyError(f"--fail-under does not understand {word!r}; {wanted}")
    return Bar(gates.get(name), None if value == "minimum" else int(value))


def scored(request: run.Request, diff_base: str | None, today: datetime.date) -> Score:
    """The score of a tree, beside that of a base where one is named."""
    now = measure(request, today)
    if diff_base is None:
        return now
    from prodgate import comparing

    try:
        with comparing.base_of(request.root, diff_base) as base:
            before = measure(replace(request, root=base.root, start=base.root), today)
            return compared(now, before, base.commit)
    except comparing.NoBaseError as error:
        from msgspec.structs import replace as with_values

        return with_values(now, notes=(*now.notes, f"compared with nothing: {error}"))


def exit_code(score: Score, asked: Sequence[Bar]) -> int:
    """0, 1 where a gate is under a bar, 3 where something was not checked."""
    if score.not_checked:
        return 3
    return int(not all(bar.holds(gate) for bar in asked for gate in score.gates))


def score(
    request: run.Request,
    *,
    form: str,
    output: object,
    fail_under: Sequence[str],
    diff_base: str | None,
    colour: bool,
) -> tuple[str, int]:
    """What is printed, and the exit code."""
    asked = bars(fail_under)
    made = scored(request, diff_base, _today())
    return _rendered(made, form, request.root.name, colour=colour and output is None), exit_code(
        made, asked
    )


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.timezone.utc).date()


def _rendered(made: Score, form: str, name: str, *, colour: bool) -> str:
    from prodgate.report import score as report

    if form == "json":
        return report.json(made)
    if form == "markdown":
        return report.markdown(made)
    if form == "html":
        from prodgate.report import score_html

        return score_html.render(made, name)
    import click

    from prodgate.report.text import plain

    return report.text(made, click.style if colour else plain)
