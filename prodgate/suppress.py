"""Ignore comments: ``# prodgate: ignore[rule, other-rule] reason``, also with ``//`` and ``/* */``.

Only real comments count. A comment behind code silences what starts on its line, or what belongs
to a statement that starts there; so does one behind the closing bracket that ends the statement,
where formatters move it. A comment alone on its line speaks for the next line of code.

An ignore must name its rules and give a reason, and one that silences nothing is reported.
``noqa``, ``nosemgrep`` and ``nosec`` mean nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from prodgate.findings import Finding, Language
from prodgate.regex import lazy
from prodgate.source import Source

_MARK = "prodgate:"
_UNWRITTEN = "to be written"
# Behind a comment sign that starts the comment or follows a blank (so not in "https://prodgate:").
_DIRECTIVE = lazy(r"(?:(?:^|(?<=\s))(?:#+|//+|/\*+)[ \t]*|^[ \t]*(?:\*[ \t]*)?)prodgate:", re.M)
_IGNORE = lazy(r"\s*ignore\b\s*(?:\[([^\]\r\n]*)\])?[\s:,–—-]*([^\r\n]*)")
_CLOSING = lazy(r"[ \t]*[)\]};,]+[ \t]*(?:#|//|/\*)")
_NEWLINE = lazy(r"\r\n?|\n")
_PYTHON = (".py", ".pyi", ".pyw", ".ipynb")
_JAVASCRIPT = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts")
_NO_COMMENTS = (".json", ".ipynb", ".md", ".html")

Span: TypeAlias = tuple[int, int]
Kind: TypeAlias = Literal["python", "javascript", "text"]


class Suppression(Struct, frozen=True):
    """One ignore comment that may silence: it names rules and gives a reason."""

    rules: tuple[str, ...]
    reason: str
    line: int  # where ``prodgate:`` stands
    column: int
    target: int | None  # the line of code it speaks for; None when there is none


class SuppressionProblem(Struct, frozen=True):
    """An ignore comment that is unused or wrong; reported like a finding."""

    path: str
    line: int
    column: int
    message: str  # one sentence, no full stop


class Silenced(Struct, frozen=True):
    """A finding and the comment that silences it."""

    finding: Finding
    suppression: Suppression


class Suppressed(Struct, frozen=True):
    """What is left of the findings of one file."""

    kept: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()
    problems: tuple[SuppressionProblem, ...] = ()


def apply(
    findings: Sequence[Finding],
    source: Source,
    known_rules: Collection[str],
    *,
    language: Language | None = None,
    active: Collection[str] | None = None,
) -> Suppressed:
    """The findings of one file, less those an ignore comment silences.

    ``language`` where the path does not tell it. ``active`` are the rules that ran over this file
    to the end (None: all): an ignore of another rule is not called unused.
    """
    if _MARK not in source.text:
        return Suppressed(tuple(findings))
    kind = language or _kind(source.path)
    suppressions, problems = _read(source, kind, known_rules)
    kept, silenced = _silence(findings, suppressions, source, kind)
    unused = _unused(source.path, suppressions, silenced, known_rules, active)
    ordered = sorted([*problems, *unused], key=lambda problem: (problem.line, problem.column))
    return Suppressed(tuple(kept), tuple(silenced), tuple(ordered))


def suppressions(source: Source, *, language: Language | None = None) -> tuple[Suppression, ...]:
    """The ignore comments of a file that name rules and give a reason, known rules or not."""
    if _MARK not in source.text:
        return ()
    return tuple(_read(source, language or _kind(source.path), None)[0])


def _kind(path: str) -> Kind:
    lower = path.lower()
    if lower.endswith(_PYTHON):
        return "python"
    return "javascript" if lower.endswith(_JAVASCRIPT) else "text"


# -- reading comments -------------------------------------------------------------------------


def _read(
    source: Source, kind: Kind, known_rules: Collection[str] | None
) -> tuple[list[Suppression], list[SuppressionProblem]]:
    spans = _comments(source, kind)
    code = _Code(source, spans)
    good: list[Suppression] = []
    bad: list[SuppressionProblem] = []
    for span in spans:
        for at, words in _directives(source.text[slice(*span)]):
            line, column = source.position(span[0] + at)
            rules, reason, faults = _parse(words, known_rules)
            if rules and reason:
                good.append(Suppression(rules, reason, line, column, code.target(span)))
            bad += [SuppressionProblem(source.path, line, column, fault) for fault in faults]
    return good, bad


def _directives(comment: str) -> Iterator[tuple[int, str]]:
    """Where each ``prodgate:`` of a comment stands, and what follows it."""
    if _MARK not in comment:
        return
    end = len(comment) - 2 if comment.startswith("/*") and comment.endswith("*/") else len(comment)
    starts = [match.end() - len(_MARK) for match in _DIRECTIVE.finditer(comment)]
    for start, until in zip(starts, [*starts[1:], end], strict=False):
        yield start, _NEWLINE.split(comment[start + len(_MARK) : until], maxsplit=1)[0]


def _parse(
    words: str, known_rules: Collection[str] | None
) -> tuple[tuple[str, ...], str, list[str]]:
    """The known rules, the reason ("" when there is none) and what is wrong with an instruction."""
    from prodgate.strict import quote, suggest

    if words.strip().lower().startswith(_UNWRITTEN):
        return (), "", []  # what `prodgate init` left to a person: no instruction to us
    match = _IGNORE.match(words)
    if match is None:
        return (), "", [f"unknown instruction {quote(words.strip())}; write ignore[rule] reason"]
    names = [name.strip() for name in (match[1] or "").split(",") if name.strip()]
    if not names:
        return (), "", ["this ignore names no rule; write ignore[rule] and a reason"]
    faults = [
        f"this ignore names an unknown rule {quote(name)}; "
        + suggest(name, known_rules, "run 'prodgate rules' for the list")
        for name in names
        if known_rules is not None and name not in known_rules
    ]
    reason = re.split(r"(?:^|\s)(?:#|//)", match[2], maxsplit=1)[0].strip()
    if not re.search(r"[^\W_]{2}", reason):
        return (), "", [*faults, "this ignore gives no reason; write one after the bracket"]
    rules = tuple(n for n in dict.fromkeys(names) if known_rules is None or n in known_rules)
    return rules, reason, faults


def _comments(source: Source, kind: Kind) -> list[Span]:
    if kind == "python":
        return [source_span for source_span, _ in _python_tokens(source) if source_span]
    if kind == "javascript":
        from prodgate.javascript.parse import comments

        return comments(source.text, source.path)
    if source.path.lower().endswith(_NO_COMMENTS):
        return []
    return [match.span(1) for match in re.finditer(r"^[ \t]*(#[^\r\n]*)", source.text, re.M)]


class _Code:
    """The text without its comments: which lines hold code."""

    def __init__(self, source: Source, spans: list[Span]) -> None:
        self.source = source
        parts: list[str] = []
        position = 0
        for start, end in spans:
            start, end = _with_braces(source.text, start, end)
            blank = re.sub(r"[^\r\n]", " ", source.text[start:end])
            parts += [source.text[position:start], blank]
            position = end
        parts.append(source.text[position:])
        self.lines = _NEWLINE.split("".join(parts))

    def target(self, span: Span) -> int | None:
        """The line a comment speaks for: its own when it holds code, else the next that does."""
        first, last = (self.source.position(offset)[0] for offset in span)
        if self._holds_code(first):
            return first
        return next((n for n in range(last, len(self.lines) + 1) if self._holds_code(n)), None)

    def _holds_code(self, line: int) -> bool:
        return bool(self.lines[line - 1].strip())


def _with_braces(text: str, start: int, end: int) -> Span:
    """``{/* ... */}``, a comment in JSX, with its braces when it stands alone on its line."""
    head = re.search(r"(?:^|[\r\n])[ \t]*(\{)[ \t]*\Z", text[max(0, start - 200) : start])
    tail = re.match(r"[ \t]*\}[ \t]*(?=[\r\n]|\Z)", text[end : end + 200])
    if head is None or tail is None:
        return start, end
    return start - (min(start, 200) - head.start(1)), end + tail.end()


# -- silencing --------------------------------------------------------------------------------


def _silence(
    findings: Sequence[Finding], suppressions: list[Suppression], source: Source, kind: Kind
) -> tuple[list[Finding], list[Silenced]]:
    if not suppressions or not findings:
        return list(findings), []
    by_line: dict[tuple[int, str], Suppression] = {}
    for suppression in suppressions:
        for rule in suppression.rules:
            if suppression.target is not None:
                by_line.setdefault((suppression.target, rule), suppression)
    statements = _statements(source, kind)
    kept: list[Finding] = []
    silenced: list[Silenced] = []
    for finding in findings:
        lines = (finding.line, *_statement_lines(finding.line, statements, source))
        found = next(
            (by_line[(n, finding.rule)] for n in lines if (n, finding.rule) in by_line), None
        )
        if found is None:
            kept.append(finding)
        else:
            silenced.append(Silenced(finding, found))
    return kept, silenced


def _statement_lines(line: int, statements: list[Span], source: Source) -> Iterator[int]:
    """The lines of the statement around a line where a comment silences a finding on that line."""
    around = [span for span in statements if span[0] <= line <= span[1]]
    if not around:
        return
    first, last = max(around, key=lambda span: (span[0], -span[1]))
    yield first
    if line == first and last > first and _closes(source, last):
        yield last


def _closes(source: Source, line: int) -> bool:
    """Whether nothing but closing brackets stands on a line, before the comment."""
    start = source.offset(line, 1)
    return bool(
        re.match(r"[ \t]*[)\]}>;,]+[);,\]}]*[ \t]*(?:#|//|/\*)", source.text[start : start + 300])
    )


def _unused(
    path: str,
    suppressions: list[Suppression],
    silenced: list[Silenced],
    known_rules: Collection[str],
    active: Collection[str] | None,
) -> Iterator[SuppressionProblem]:
    used = {(s.suppression.line, s.suppression.column, s.finding.rule) for s in silenced}
    for found in suppressions:
        for rule in found.rules:
            ran = rule in (known_rules if active is None else active)
            if ran and (found.line, found.column, rule) not in used:
                message = f"ignore[{rule}] silences nothing here; remove it"
                yield SuppressionProblem(path, found.line, found.column, message)


# -- statements: first and last line ----------------------------------------------------------


def _statements(source: Source, kind: Kind) -> list[Span]:
    if kind == "python":
        return [span for comment, span in _python_tokens(source) if span]
    return _javascript_statements(source) if kind == "javascript" else []


def _javascript_statements(source: Source) -> list[Span]:
    from prodgate.javascript.parse import TooDeep, parse
    from prodgate.syntax import Node, walk

    def blocks(node: Node) -> Iterable[Node]:
        for field in ("body", "orelse", "final", "before"):
            yield from getattr(node, field, ())
        for case in getattr(node, "cases", ()):
            yield from case

    try:
        module = parse(source.text, source.path)
    except TooDeep:
        return []
    spans = {(n.start, n.end) for outer in walk(module) for n in blocks(outer)}
    return [(source.position(start)[0], source.position(end)[0]) for start, end in spans]


def _python_tokens(source: Source) -> Iterator[tuple[Span | None, Span | None]]:
    """Comments, as offsets, and logical lines, as first and last line; one of each pair is None.

    Decorators belong to what they decorate. A file that stops making sense is read up to there.
    """
    import tokenize

    quiet = {
        tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
        tokenize.ENCODING,
    }  # fmt: skip
    lines = (line + "\n" for line in _NEWLINE.split(source.text))
    first: int | None = None
    starts, decorator = True, False  # before the first token of a logical line; in a decorator
    try:
        for token in tokenize.generate_tokens(lambda: next(lines, "")):
            if token.type == tokenize.COMMENT:
                start = source.offset(token.start[0], token.start[1] + 1)
                yield (start, start + len(token.string)), None
            elif token.type == tokenize.NEWLINE and first is not None:
                if not decorator:
                    yield None, (first, token.start[0])
                    first = None
                starts = True
            elif token.type not in quiet:
                first = token.start[0] if first is None else first
                decorator = token.string == "@" if starts else decorator
                starts = False
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        return
