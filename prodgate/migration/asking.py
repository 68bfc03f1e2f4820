"""Change by change: each is shown, and a person says yes or no. Every answer is kept at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256

import click

from prodgate.detect import Detected, FileCheck
from prodgate.edits import Fix
from prodgate.escape import inert, printable
from prodgate.report import diff
from prodgate.report.redact import Redactor, redactors
from prodgate.result import Reported, Result, Rewritten
from prodgate.rewrite import plan
from prodgate.source import Source

HELP = """\
  y  make this change
  n  leave it as it is
  a  make this and all other changes of this rule
  s  skip the rest of this rule
  q  stop here; what was decided is kept, and `prodgate migrate --interactive` goes on
  ?  this
"""
_KEYS = ("y", "n", "a", "s", "q")


class StopAsking(Exception):  # noqa: N818 - it is an answer, not a fault
    """The person has had enough for now."""


class Asker:
    """Asks, and remembers. ``remember`` is given every answer as it is made."""

    def __init__(self, answers: dict[str, str], remember: Callable[[dict[str, str]], None]) -> None:
        self._answers = dict(answers)
        self._remember = remember

    def choose(
        self, checker: FileCheck, judged: Result, wanted: Sequence[Reported]
    ) -> list[Reported]:
        """Those that may be made. Raises StopAsking."""
        rule = wanted[0].finding.rule
        redactor = redactors(judged)
        chosen: list[Reported] = []
        for key, reported in _keyed(wanted, judged):
            answer = self._answers.get(rule) or self._answers.get(key)
            if answer is None:
                source = judged.sources[reported.finding.path]
                clean = redactor(reported.finding.path, source.text)
                answer = self._ask(checker, source, reported, clean)
                self._keep(rule if answer in {"a", "s"} else key, answer)
            if answer in {"y", "a"}:
                chosen.append(reported)
        return chosen

    def _ask(self, checker: FileCheck, source: Source, reported: Reported, clean: Redactor) -> str:
        click.echo(_shown(checker, source, reported, clean), nl=False)
        while True:
            try:
                answer = click.prompt(
                    "Make this change? [y,n,a,s,q,?]", default="?", show_default=False
                )
            except click.Abort:  # the end of the input, or Ctrl-C
                click.echo()
                raise StopAsking from None
            answer = str(answer).strip().lower()[:1]
            if answer == "q":
                raise StopAsking
            if answer in _KEYS:
                return answer
            click.echo(HELP, nl=False)

    def _keep(self, key: str, answer: str) -> None:
        self._answers[key] = answer
        self._remember(self._answers)


def _keyed(wanted: Sequence[Reported], judged: Result) -> list[tuple[str, Reported]]:
    """A key for each, which holds as long as its file and the files before it are as they are."""
    seen: Counter[str] = Counter()
    keyed = []
    for reported in wanted:
        finding = reported.finding
        text = judged.sources[finding.path].text
        about = f"{finding.rule}\0{finding.path}\0{text[finding.start : finding.end]}"
        seen[about] += 1
        name = f"{about}\0{seen[about]}".encode("utf-8", "surrogateescape")
        keyed.append((sha256(name).hexdigest()[:32], reported))
    return keyed


def _shown(checker: FileCheck, source: Source, reported: Reported, clean: Redactor) -> str:
    finding, fix = reported.finding, reported.fix
    assert isinstance(fix, Fix)
    where = inert(printable(f"{finding.path}:{finding.line}:{finding.column}"))
    head = f"\n{where} {finding.severity.value} {finding.rule} ({fix.applicability.value})\n"
    why = f"  {inert(printable(clean.prose(finding.message)))}\n"
    planned = plan(checker, source, [Detected(finding, fix)])
    if not planned.fixed:
        return f"{head}{why}  this change cannot be made alone\n"
    beside = "".join(
        f"  adds {', '.join(part.name for part in each.parts) or 'what it needs'} to "
        f"{inert(printable(each.path))} beside it\n"
        for each in planned.files
    )
    change = Rewritten(finding.path, source.text, planned.after, planned.fixed)
    return head + why + beside + diff.of(change, clean)
