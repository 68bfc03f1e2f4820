"""For a person at a terminal: rule, place, the line with a caret, why, and what a fix would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from prodgate.escape import inert, printable
from prodgate.escape import line as safe_line
from prodgate.findings import Applicability, NotChecked, Severity
from prodgate.report.redact import BLANK, Redactor, redactors
from prodgate.result import Reported, Result

if TYPE_CHECKING:
    from prodgate.kinds import Skipped
    from prodgate.source import Source

Style = Callable[..., str]  # click.style, or one that leaves text as it is
WIDTH = 100
_MANY = 10  # files with one reason; fewer get a line each
_BEFORE = 40  # characters kept in front of the code of a long line
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def plain(text: str, **_: object) -> str:
    """A style without colour."""
    return text


def render(
    result: Result,
    shown: Severity,
    style: Style,
    shorten: Callable[[str], str],
    would: str | None = None,
) -> str:
    """The report. ``shorten`` turns a path under the root into one for this person.

    ``would``: the command that would rewrite the files, where that was done on paper only.
    """
    blocks: list[str] = []
    hidden = known = 0
    redactor = redactors(result)
    for reported in result.reported:
        if reported.known:
            known += 1
            continue
        if reported.finding.severity.rank < shown.rank:
            hidden += 1
            continue
        path = reported.finding.path
        source = result.sources.get(path)
        clean = redactor(path, source.text if source else "")
        blocks.append("\n".join(_finding(reported, source, clean, style, shorten)))
    rest = [*_new_ignores(result, shorten)]
    rest += [safe_line(Redactor().prose(note)) for note in result.notes]
    rest += [*_unchecked(result.not_checked, shorten), *_skipped(result.skipped, shorten)]
    would = would if result.rewritten else None
    rest.append(_closing(result, shown, (hidden, known), style, would))
    return "\n\n".join([*blocks, "\n".join(rest)]) + "\n"


def _finding(
    reported: Reported,
    source: Source | None,
    redactor: Redactor,
    style: Style,
    shorten: Callable[[str], str],
) -> Iterator[str]:
    finding = reported.finding
    cell, line = source.shown(finding.line) if source else (None, finding.line)
    place = f"{shorten(finding.path)}:" + (f"cell {cell}:" if cell is not None else "")
    where = inert(printable(f"{place}{line}:{finding.column}"))
    severity = style(finding.severity.value, fg=_COLOURS[finding.severity], bold=True)
    yield f"{style(where, bold=True)} {severity} {finding.rule}"
    message = inert(printable(redactor.prose(finding.message)))
    if source is not None:
        yield from _excerpt(reported, source, redactor, style, message)
    else:
        yield f"     {message}"
    remedy = inert(printable(redactor.prose(_remedy(reported))))
    yield "      = " + style(remedy, fg="green" if _is_fix(reported) else None)


def _is_fix(reported: Reported) -> bool:
    return reported.fix.applicability is not Applicability.MANUAL


def _remedy(reported: Reported) -> str:
    from prodgate.edits import Fix  # late: most runs have nothing to show

    fix = reported.fix
    if isinstance(fix, Fix):
        return f"fix ({fix.applicability.value}): {fix.title}"
    return f"by hand: {fix.recipe}"


def _excerpt(
    reported: Reported, source: Source, redactor: Redactor, style: Style, message: str
) -> Iterator[str]:
    """The line with a caret under the code; a long one is cut around it."""
    finding = reported.finding
    first = source.offset(finding.line, 1)
    last = first + len(source.line_text(finding.line))
    start = min(first + finding.column - 1, last)
    end = start if finding.end_line != finding.line else first + finding.end_column - 1
    end = min(max(end, start), last) if end > start else last
    before, code, after = (
        _shown(redactor, *span) for span in ((first, start), (start, end), (end, last))
    )
    if len(before + code + after) > WIDTH:
        before = before if len(before) <= _BEFORE else BLANK + before[-_BEFORE:]
        code = code[: WIDTH - len(before)]
        after = after[: max(0, WIDTH - len(before + code))]
    yield style(f"{source.shown(finding.line)[1]:5} | ", dim=True) + before + code + after
    mark = "^" * max(1, min(_width(code.rstrip()), 40))
    gutter = style(" " * 5 + " | ", dim=True)
    marked = style(mark, fg=_COLOURS[finding.severity])
    yield f"{gutter}{' ' * _width(before)}{marked} {message}"


def _shown(redactor: Redactor, start: int, end: int) -> str:
    return printable(redactor.part(start, end)).replace("##[", "##\\[")


def _width(text: str) -> int:
    """Columns on a terminal: some characters take two, some none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 1 + (east_asian_width(c) in "WF") for c in text)


def _new_ignores(result: Result, shorten: Callable[[str], str]) -> Iterator[str]:
    for each in result.ignored:
        if each.new:
            where = f"{shorten(each.finding.path)}:{each.line}"
            reason = Redactor().prose(each.reason)
            yield safe_line(f"{where}: new ignore of {each.finding.rule}: {reason}")


def _unchecked(missed: tuple[NotChecked, ...], shorten: Callable[[str], str]) -> Iterator[str]:
    """A line a file; where one reason holds for many, a line for them all."""
    reasons: dict[str, list[str]] = {}
    for each in missed:
        reasons.setdefault(each.reason, []).append(each.path)
    for reason, paths in reasons.items():
        groups = [paths] if len(paths) > _MANY else [[path] for path in paths]
        for group in groups:
            where = _some(group, shorten) + ": " if group[0] else ""
            yield safe_line(where + "not checked: " + Redactor().prose(reason))


def _skipped(skipped: tuple[Skipped, ...], shorten: Callable[[str], str]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for each in skipped:
        reasons.setdefault(each.reason, []).append(each.path)
    for reason, paths in reasons.items():
        yield safe_line(f"left out ({reason}): {_some(paths, shorten)}")


def _some(paths: list[str], shorten: Callable[[str], str]) -> str:
    some = ", ".join(printable(shorten(path)) for path in paths[:3])
    return some + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _closing(
    result: Result, shown: Severity, unseen: tuple[int, int], style: Style, would: str | None
) -> str:
    """One sentence of sums. ``unseen``: findings below what is shown, and those the base had."""
    hidden, known = unseen
    base = f" since {result.base[:12]}" if result.base else ""
    visible = result.at_or_above(shown)
    files = _count(result.files, "file") + (f" changed{base}" if base else "")
    lead = f"`{would}` would leave " if would else ""
    if not visible:
        none = "no findings" if would else "No findings"
        text = style(f"{lead}{none} in {files}.", fg=None if result.not_checked else "green")
    else:
        places = len({r.finding.path for r in visible})
        text = f"{lead}{_count(len(visible), 'finding')} in {places} of {files}."
        safe = sum(r.fix.applicability is Applicability.SAFE for r in visible)
        unsafe = sum(r.fix.applicability is Applicability.UNSAFE for r in visible)
        if safe:
            text += f" `prodgate fix` rewrites {safe}"
            text += f", `prodgate fix --unsafe` {unsafe} more." if unsafe else "."
        elif unsafe:
            text += f" `prodgate fix --unsafe` rewrites {unsafe}."
    extra = []
    if known:
        extra.append(f"{_count(known, 'finding')} there before not shown")
    if hidden:
        extra.append(f"{_count(hidden, 'finding')} below {shown.value} not shown")
    if result.suppressed:
        extra.append(f"{result.suppressed} suppressed")
    if result.baselined:
        extra.append(f"{result.baselined} in the baseline")
    return text + (f" ({', '.join(extra)})" if extra else "")
