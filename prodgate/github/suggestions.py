"""Suggestions for reviewers: rewrites small enough to be applied with a click.

Made in the check step, which has no token, and written to a file; posted by the report step. A
suggestion replaces whole lines, so it is made only where that says exactly what the rewrite says:
one region, no secret in it, no character that a reader would not see.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from prodgate import faults
from prodgate.edits import Fix, MoveSecret, WriteFile
from prodgate.escape import printable
from prodgate.findings import Applicability, Finding, Severity
from prodgate.github.region import Region, region_of
from prodgate.report import markup
from prodgate.report.ranking import Fingerprints, rank
from prodgate.report.redact import Redactor, redactors
from prodgate.result import Reported, Result
from prodgate.source import Source

if TYPE_CHECKING:
    from prodgate.detect import FileCheck

_MOST = 40  # candidates; ten are posted, of those whose lines the pull request shows
_TOGETHER = 4  # findings in one suggestion
_LONGEST = 30_000  # characters of a body; GitHub takes 65,536
_KEY = r"[0-9a-f]{32}:[0-9]{1,6}(?:\+[0-9a-f]{32}:[0-9]{1,6}){0,3}"
_MARKER = re.compile(rf"<!-- prodgate:({_KEY}) ([0-9a-f]{{16}}) -->\s*\Z")
_UNSAFE = (
    "This rewrite is **unsafe**: it may change what the code does. Read it before it is applied."
)


class Suggestion(Struct, frozen=True, forbid_unknown_fields=True):
    """One comment for a pull request, and where it belongs."""

    path: Annotated[str, Meta(min_length=1, max_length=4096)]
    blob: Annotated[str, Meta(pattern="^[0-9a-f]{40}$")]  # git's name of the file as checked
    start: Annotated[int, Meta(ge=1)]  # first and last of the lines that it replaces
    end: Annotated[int, Meta(ge=1)]
    body: Annotated[str, Meta(max_length=_LONGEST)]  # Markdown, with the marker at its end

    @property
    def mark(self) -> tuple[str, str]:
        """What its findings are known by, and a digest of the rewrite."""
        return mark_of(self.body) or ("", "")


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    version: Literal[1]
    suggestions: Annotated[tuple[Suggestion, ...], Meta(max_length=_MOST)]


class _Draft(Struct, frozen=True):
    """Findings of one file that a rewrite of one region answers, the highest ranked first."""

    source: Source
    of: tuple[tuple[str, Reported], ...]  # each with what it is known by
    region: Region

    def overlaps(self, other: _Draft) -> bool:
        """Whether both are about some line."""
        (a, b), (c, d) = ((x.region.start, x.region.end) for x in (self, other))
        return self.source.path == other.source.path and a <= d and c <= b


def mark_of(body: str) -> tuple[str, str] | None:
    """The key and the digest at the end of a comment; None where it is none of ours."""
    found = _MARKER.search(body)
    return (found[1], found[2]) if found else None


# -- the file between the steps -------------------------------------------------------------------


def to_json(suggestions: Iterable[Suggestion]) -> str:
    """The file that the report step reads."""
    file = _File(1, tuple(suggestions)[:_MOST])
    return msgspec.json.format(msgspec.json.encode(file), indent=1).decode() + "\n"


def from_json(data: str | bytes) -> tuple[Suggestion, ...]:
    """What stands in the file. Raises ValueError, with a sentence, for any other."""
    try:
        file = msgspec.json.decode(data, type=_File)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise ValueError(f"not a file of suggestions: {printable(str(error))[:200]}") from None
    if any(each.start > each.end or mark_of(each.body) is None for each in file.suggestions):
        raise ValueError("not a file of suggestions: one has no place, or no marker")
    return file.suggestions


# -- candidates -----------------------------------------------------------------------------------


def candidates(
    result: Result, check: FileCheck | None = None, least: Severity = Severity.WARNING
) -> tuple[Suggestion, ...]:
    """Suggestions for what is new in a result, the most important first.

    ``check`` is what checked the files: with it, only rewrites that pass the checks of
    ``prodgate fix`` are suggested. Advice (``note``) is not: nobody asked for it to be rewritten.
    """
    redactor = redactors(result)
    made: list[Suggestion] = []
    taken: list[_Draft] = []
    for draft in _apart(_drafts(result, least)):
        held = draft if check is None else _verified(check, draft)
        if held is None or any(held.overlaps(each) for each in taken):
            continue
        taken.append(held)
        suggestion = _suggestion(held, redactor(held.source.path, held.source.text))
        if suggestion is not None:
            made.append(suggestion)
        if len(made) == _MOST:
            break
    return tuple(made)


def _drafts(result: Result, least: Severity) -> list[_Draft]:
    """One for each finding that a suggestion can answer, the highest ranked first."""
    names = Fingerprints(result.sources)
    made = []
    for reported in result.reported:
        name = names.of(reported.finding)  # asked for all, so that each has the same every time
        source = result.sources.get(reported.finding.path)
        if source is None or reported.known or reported.finding.severity.rank < least.rank:
            continue
        region = region_of(source, reported.edits or ()) if _alone(reported) else None
        if region is not None and _utf8(source.path):
            made.append(_Draft(source, ((name, reported),), region))
    return sorted(made, key=_rank)


def _rank(draft: _Draft) -> tuple[object, ...]:
    _, reported = draft.of[0]
    known, severity, security, order = rank(reported)
    return known, severity, security, not _is_safe(reported), order


def _is_safe(reported: Reported) -> bool:
    return isinstance(reported.fix, Fix) and reported.fix.applicability is Applicability.SAFE


def _alone(reported: Reported) -> bool:
    """Whether the edits of the file are all that the fix does."""
    fix = reported.fix
    return isinstance(fix, Fix) and not any(
        isinstance(intent, (WriteFile, MoveSecret)) for intent in fix.intents
    )


def _utf8(path: str) -> bool:
    try:
        return bool(path.encode())
    except UnicodeEncodeError:  # GitHub shows such a name as another
        return False


def _apart(drafts: Iterable[_Draft]) -> list[_Draft]:
    """None about a line of another: two become one where one rewrite does both."""
    kept: list[_Draft] = []
    for draft in drafts:
        near = [each for each in kept if each.overlaps(draft)]
        if not near:
            kept.append(draft)
            continue
        both = _together(near[0], draft) if len(near) == 1 else None
        if both and not any(each.overlaps(both) for each in kept if each is not near[0]):
            kept[kept.index(near[0])] = both
    return kept


def _together(first: _Draft, second: _Draft) -> _Draft | None:
    """Only of one kind: nobody should have to take an unsafe rewrite with a safe one."""
    from prodgate.rewrite import edits_of

    of = (*first.of, *second.of)
    if len(of) > _TOGETHER or len({_is_safe(reported) for _, reported in of}) > 1:
        return None
    fixes = [reported.fix for _, reported in of if isinstance(reported.fix, Fix)]
    intents = tuple(dict.fromkeys(intent for fix in fixes for intent in fix.intents))
    whole = Fix(intents, fixes[0].applicability, "; ".join(fix.title for fix in fixes))
    try:
        edits = edits_of(first.source, whole)
    except Exception as error:  # a renderer that breaks costs no other suggestion
        faults.not_checked(first.source.path, error)
        return None
    region = region_of(first.source, edits) if isinstance(edits, tuple) else None
    return None if region is None else _Draft(first.source, of, region)


def _verified(check: FileCheck, draft: _Draft) -> _Draft | None:
    """The draft with as many of its findings as a checked rewrite of its own answers."""
    from prodgate.detect import Detected
    from prodgate.rewrite import plan

    detected = [Detected(reported.finding, reported.fix) for _, reported in draft.of]
    try:
        planned = plan(check, draft.source, detected)
    except Exception as error:  # a fault of ours, or code nested too deeply: the finding stays
        faults.not_checked(draft.source.path, error)
        return None
    fixed = {id(finding) for finding in planned.fixed}
    of = tuple((name, r) for name, r in draft.of if id(r.finding) in fixed)
    if not of or planned.files or planned.secrets or planned.requirements:
        return None  # a click would do half of it
    region = region_of(draft.source, planned.edits)
    return None if region is None else _Draft(draft.source, of, region)


def _suggestion(draft: _Draft, clean: Redactor) -> Suggestion | None:
    source, region = draft.source, draft.region
    old = source.text[slice(*region.span)]
    if clean.part(*region.span) != old or clean.prose(region.new) != region.new:
        return None  # it would carry a secret
    body = _body(draft, clean)
    if len(body) > _LONGEST:
        return None
    return Suggestion(
        source.path, blob_of(source.encode(source.text)), region.start, region.end, body
    )


def blob_of(data: bytes) -> str:
    """The name that git has for a file's content."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


# -- what it says ---------------------------------------------------------------------------------


def _body(draft: _Draft, clean: Redactor) -> str:
    shown = draft.region.shown
    unsafe = any(not _is_safe(reported) for _, reported in draft.of)
    parts = [
        _list([_why(reported.finding, clean) for _, reported in draft.of]),
        *([_UNSAFE] if unsafe else []),
        f"{_fence(shown)}suggestion\n{shown}{_fence(shown)}",
    ]
    key = "+".join(sorted(name for name, _ in draft.of))
    # Of the rewrite, not of the words: these change with every release.
    told = "\0".join((draft.source.text[slice(*draft.region.span)], draft.region.new))
    digest = hashlib.sha256(told.encode()).hexdigest()[:16]
    return "\n\n".join([*parts, f"<!-- prodgate:{key} {digest} -->"])


def _why(finding: Finding, clean: Redactor) -> str:
    from prodgate.explaining import address

    rule = markup.link(f"**{markup.text(finding.rule)}**", address(finding.rule))
    why = markup.text(markup.cut(clean.prose(finding.message), 600))
    return f"{rule} ({finding.severity.value}): {why}."


def _list(lines: list[str]) -> str:
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)


def _fence(content: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    return "`" * max(3, longest + 1)
