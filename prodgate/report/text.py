"""For a person at a terminal: rule, place, the line with a caret, why, and what a fix would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prodgate.discover import Skipped
from prodgate.edits import Fix
from prodgate.escape import line as safe_line
from prodgate.escape import printable
from prodgate.findings import NotChecked, Severity
from prodgate.result import Reported, Result
from prodgate.source import Source

Style = Callable[..., str]  # click.style, or one that leaves text as it is
WIDTH = 100
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def plain(text: str, **_: object) -> str:
    """A style without colour."""
    return text


def render(result: Result, shown: Severity, style: Style, shorten: Callable[[str], str]) -> str:
    """The report. ``shorten`` turns a path under the root into one for this person."""
    blocks: list[str] = []
    hidden = 0
    for reported in result.reported:
        if reported.finding.severity.rank < shown.rank:
            hidden += 1
            continue
        source = result.sources.get(reported.finding.path)
        blocks.append("\n".join(_finding(reported, source, style, shorten)))
    rest = [*map(safe_line, result.notes), *_unchecked(result.not_checked, style, shorten)]
    rest += list(_skipped(result.skipped))
    rest.append(_closing(result, shown, hidden, style))
    return "\n\n".join([*blocks, "\n".join(rest)]) + "\n"


def _finding(
    reported: Reported, source: Source | None, style: Style, shorten: Callable[[str], str]
) -> Iterator[str]:
    finding = reported.finding
    where = printable(f"{shorten(finding.path)}:{finding.line}:{finding.column}")
    severity = style(finding.severity.value, fg=_COLOURS[finding.severity], bold=True)
    yield f"{style(where, bold=True)} {severity} {finding.rule}"
    if source is not None:
        yield from _excerpt(reported, source, style)
    else:
        yield f"     {printable(finding.message)}"
    yield "      = " + style(_remedy(reported), fg="green" if _is_fix(reported) else None)


def _is_fix(reported: Reported) -> bool:
    return isinstance(reported.fix, Fix)


def _remedy(reported: Reported) -> str:
    fix = reported.fix
    if isinstance(fix, Fix):
        return printable(f"fix ({fix.applicability.value}): {fix.title}")
    return printable(f"by hand: {fix.recipe}")


def _excerpt(reported: Reported, source: Source, style: Style) -> Iterator[str]:
    finding = reported.finding
    text = source.line_text(finding.line)
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(text)
    if finding.rule == "hardcoded-secret":  # the value is never shown
        text = text[:start] + "\u2026" * min(8, max(1, end - start)) + text[end:]
        end = start + min(8, max(1, end - start))
        text = _without_values(text, start, end)
    cut = max(0, start - 40) if len(text) > WIDTH else 0
    before, code, after = (
        printable(part) for part in (text[cut:start], text[start:end], text[end:])
    )
    if len(before + code + after) > WIDTH:
        after = after[: max(0, WIDTH - len(before + code))]
        code = code[:WIDTH]
    number = f"{finding.line:5} | "
    yield style(number, dim=True) + before + code + after
    mark = "^" * max(1, min(len(code.rstrip()), 40))
    gutter = style(" " * 5 + " | ", dim=True)
    yield gutter + " " * len(before) + style(mark, fg=_COLOURS[finding.severity]) + " " + printable(
        finding.message
    )


def _without_values(text: str, start: int, end: int) -> str:
    """A line with a secret may hold a second one: no other quoted text of length is shown."""
    import re

    def blank(match: re.Match[str]) -> str:
        return match.group() if len(match.group()) < 18 else match.group()[0] + "\u2026" + match.group()[-1]

    return re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", blank, text[:start]) + text[start:end] + re.sub(
        r"\"[^\"\n]*\"|'[^'\n]*'", blank, text[end:]
    )


def _unchecked(
    missed: tuple[NotChecked, ...], style: Style, shorten: Callable[[str], str]
) -> Iterator[str]:
    for each in missed:
        where = printable(shorten(each.path)) + ": " if each.path else ""
        yield safe_line(where + "not checked: " + each.reason)


def _skipped(skipped: tuple[Skipped, ...]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for each in skipped:
        reasons.setdefault(each.reason, []).append(each.path)
    for reason, paths in reasons.items():
        some = ", ".join(printable(path) for path in paths[:3])
        more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
        yield safe_line(f"left out ({reason}): {some}{more}")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _closing(result: Result, shown: Severity, hidden: int, style: Style) -> str:
    visible = result.at_or_above(shown)
    files = _count(result.files, "file")
    if not visible:
        text = style(f"No findings in {files}.", fg=None if result.not_checked else "green")
    else:
        places = len({r.finding.path for r in visible})
        text = f"{_count(len(visible), 'finding')} in {places} of {files}."
        safe = sum(isinstance(r.fix, Fix) and r.fix.applicability.value == "safe" for r in visible)
        unsafe = sum(
            isinstance(r.fix, Fix) and r.fix.applicability.value == "unsafe" for r in visible
        )
        if safe:
            text += f" `prodgate fix` rewrites {safe}"
            text += f", `prodgate fix --unsafe` {unsafe} more." if unsafe else "."
        elif unsafe:
            text += f" `prodgate fix --unsafe` rewrites {unsafe}."
    extra = []
    if hidden:
        extra.append(f"{_count(hidden, 'finding')} below {shown.value} not shown")
    if result.suppressed:
        extra.append(f"{result.suppressed} suppressed")
    if result.baselined:
        extra.append(f"{result.baselined} in the baseline")
    return text + (f" ({', '.join(extra)})" if extra else "")
