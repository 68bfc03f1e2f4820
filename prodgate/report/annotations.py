"""Annotations of a GitHub workflow: the commands that put a remark beside a line.

A step may have ten of each level, and the runner drops the rest: the worst are shown, one for a
rule and file where there are many, and the last says how many more there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from prodgate.edits import Fix
from prodgate.escape import inert, printable
from prodgate.findings import Severity
from prodgate.github import commands
from prodgate.report.markup import capital, count
from prodgate.report.places import place_of
from prodgate.report.ranking import worst_first
from prodgate.report.redact import Redactor, redactors
from prodgate.report.verdict import unchecked
from prodgate.result import Reported, Result
from prodgate.source import Source

MOST = 10  # of each level in one step
LONGEST = 4_096  # of a message, in UTF-16 units, as the runner counts
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SOME_IGNORED = 20
_SOME = 5  # places named where there are many


class _Remark(Struct, frozen=True):
    title: str
    message: str  # printable; "\n" between its lines
    path: str | None = None
    span: tuple[int, int, int, int] | None = None
    key: tuple[str, str] = ("", "")  # rule and path
    more: int = 0  # others of the same key


def render(
    result: Result,
    fail_on: Severity | None,
    paths: Callable[[str], str] = lambda path: path,
    *,
    where: str = "the summary of this run",
) -> str:
    """The commands, a line each; "" for nothing to say.

    ``paths`` turns a path under the root into one under the repository. ``where`` is where all
    findings can be seen.
    """
    redactor = redactors(result)
    remarks: dict[str, list[_Remark]] = {"error": [], "warning": [], "notice": []}
    for reported in worst_first(r for r in result.reported if not r.known):
        finding = reported.finding
        source = result.sources.get(finding.path)
        clean = redactor(finding.path, source.text if source else "")
        level = _COMMANDS[finding.severity]
        remarks[level].append(_remark(reported, source, clean, paths, fail_on))
    fixed = {"error": [*_unchecked(result, paths, where)], "warning": []}
    fixed["notice"] = [*_ignored(result, paths, where), *_known(result, where)]
    lines: list[str] = []
    for level, found in remarks.items():
        kept = _fitting(found, MOST - len(fixed[level]), where)
        lines += [_command(level, remark) for remark in (*fixed[level], *kept)]
    return "".join(f"{line}\n" for line in lines)


def _remark(
    reported: Reported,
    source: Source | None,
    clean: Redactor,
    paths: Callable[[str], str],
    fail_on: Severity | None,
) -> _Remark:
    finding, fix = reported.finding, reported.fix
    place = place_of(finding, source)
    said = f"Fix ({fix.applicability.value}): {fix.title}" if isinstance(fix, Fix) else fix.recipe
    at = "" if place.name.startswith("line") else f" ({place.name})"
    message = f"{_sentence(clean, finding.message)}{at}\n{_sentence(clean, said)}"
    fails = fail_on is not None and finding.severity.rank >= fail_on.rank
    title = (
        finding.rule if fails or fail_on is None else f"{finding.rule} (does not fail the check)"
    )
    span = (place.line, place.end_line, place.column, place.end_column)
    return _Remark(title, message, paths(finding.path), span, (finding.rule, finding.path))


def _sentence(clean: Redactor, text: str) -> str:
    return capital(printable(clean.prose(text)).strip().rstrip(".")) + "."


def _unchecked(result: Result, paths: Callable[[str], str], where: str) -> Iterator[_Remark]:
    """One for all that could not be looked at: without them the run is worth little."""
    missed = result.not_checked
    if not missed:
        return
    lines = [
        _place(paths, each.path) + printable(Redactor().prose(each.reason))
        for each in missed[:_SOME]
    ]
    if len(missed) > _SOME:
        lines.append(f"and {len(missed) - _SOME:,} more: see {where}")
    path = next((each.path for each in missed if each.path), "") if len(missed) == 1 else ""
    yield _Remark(unchecked(result), "\n".join(lines), paths(path) if path else None)


def _ignored(result: Result, paths: Callable[[str], str], where: str) -> Iterator[_Remark]:
    fresh = [each for each in result.ignored if each.new]
    if not fresh:
        return
    redactor = redactors(result)

    def clean(path: str, reason: str) -> str:
        source = result.sources.get(path)
        return printable(redactor(path, source.text if source else "").prose(reason))

    lines = [
        f"{printable(paths(each.finding.path))}:{each.line} {printable(each.finding.rule)}: "
        f"{clean(each.finding.path, each.reason)}"
        for each in fresh[:_SOME_IGNORED]
    ]
    if len(fresh) > _SOME_IGNORED:
        lines.append(f"and {len(fresh) - _SOME_IGNORED:,} more: see {where}")
    title = f"{count(len(fresh), 'finding')} silenced by new ignore comments"
    yield _Remark(title, "\n".join(lines))


def _known(result: Result, where: str) -> Iterator[_Remark]:
    known = sum(reported.known for reported in result.reported)
    if known:
        message = f"They do not count for this change. See {where}."
        yield _Remark(f"{count(known, 'finding')} there before", message)


def _place(paths: Callable[[str], str], path: str) -> str:
    return f"{printable(paths(path))}: " if path else ""


def _fitting(remarks: list[_Remark], room: int, where: str) -> list[_Remark]:
    if len(remarks) <= room:
        return remarks
    merged = list(_merged(remarks))
    if len(merged) > room:
        kept, rest = merged[: room - 1], merged[room - 1 :]
        number = sum(1 + remark.more for remark in rest)
        files = len({remark.key[1] for remark in rest})
        what = f"{count(number, 'more finding')} in {count(files, 'file')}"
        merged = [*kept, _Remark(what, f"See {where} for all of them.")]
    return merged


def _merged(remarks: Iterable[_Remark]) -> Iterator[_Remark]:
    """One of each rule and file."""
    grouped: dict[tuple[str, str], list[_Remark]] = {}
    for remark in remarks:
        grouped.setdefault(remark.key, []).append(remark)
    for first, *others in grouped.values():
        if others:
            at = ", ".join(str(o.span[0]) for o in others[:_SOME] if o.span)
            rest = f" and {len(others) - _SOME} more" if len(others) > _SOME else ""
            message = f"{first.message}\nAlso on {_lines(len(others))} {at}{rest} of this file."
            yield replace(first, message=message, more=len(others))
        else:
            yield first


def _lines(number: int) -> str:
    return "line" if number == 1 else "lines"


# -- the command ------------------------------------------------------------------------------


def _command(level: str, remark: _Remark) -> str:
    properties: dict[str, object] = {}
    if remark.path is not None:
        properties["file"] = inert(_encodable(remark.path))
    if remark.span is not None:
        line, end_line, column, end_column = remark.span
        properties |= {"line": line, "endLine": end_line}
        if line == end_line:  # columns of different lines are refused
            properties |= {"col": column, "endColumn": max(end_column, column)}
    properties["title"] = inert(printable(f"prodgate: {remark.title}"))
    message = "\n".join(inert(part) for part in remark.message.split("\n"))
    return commands.written(level, _cut(message), properties)


def _encodable(path: str) -> str:
    """A path that can be written. One that is not UTF-8 cannot be told to GitHub anyway, and one
    that a terminal would act on is shown rather than found."""
    shown = printable(path)
    return path if shown == printable("\n").join(path.split("\n")) else shown


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "\u2026"
