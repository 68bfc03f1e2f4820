"""JavaScript and TypeScript: what fixes want (intents) becomes minimal edits.

Nothing is printed again that is there already: an edit inserts, or replaces exactly the value
that must change. After rendering, the edited text is parsed again and every intent is looked for
in it; if one is not there, or the parser stumbles where it did not before, nothing is edited.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

from prodgate.edits import (
    AddImport,
    Define,
    Edit,
    InsertAfter,
    InsertBefore,
    Intent,
    Refusal,
    Replace,
    SetArgument,
    Wrap,
    apply_edits,
)
from prodgate.javascript.render_call import find_call, has_argument, merge, set_arguments
from prodgate.javascript.render_file import File, RefusedError, Span
from prodgate.javascript.render_module import define_code, import_edit, top_edit
from prodgate.javascript.render_names import bound_at_top, find_import
from prodgate.javascript.render_place import (
    declared_names,
    insert_edits,
    replace_edits,
    whole_statements,
    wrap_edits,
)
from prodgate.rendering import Rendered

_T = TypeVar("_T")
_Refused = tuple[Intent, Refusal]
_ERROR = Refusal("syntax-error-here", "Mend the syntax around this place first.")
_OVERLAP = Refusal("overlapping-edits", "Run again: another fix changes the same place.")
_FAILED = Refusal("check-failed", "The result was not what was meant, so nothing was changed.")


class Draft(Struct, frozen=True):
    """Edits and the intents they carry out. ``whole``: each edit is statements of its own.

    ``closes``: the last edit ends what the first one began.
    """

    intents: tuple[Intent, ...]
    edits: tuple[Edit, ...]
    whole: bool = False
    closes: bool = False


def render(text: str, path: str, intents: Sequence[Intent]) -> Rendered:
    """The edits that carry out the intents, and the intents that cannot be carried out.

    ``text`` is the decoded file; edits count its characters. ``WriteFile`` and ``MoveSecret``
    are not for here and pass unseen. Never raises for bad input.
    """
    ours: list[Intent] = [i for i in dict.fromkeys(intents) if isinstance(i, _OURS)]
    try:
        file = File(text, path)
    except RefusedError as error:
        return Rendered((), tuple((intent, error.refusal) for intent in ours))
    refused: list[_Refused] = []
    drafts = _separate(file, _drafts(file, ours, refused), refused)
    edits = _sorted(drafts)
    if edits and not _holds(file, drafts, edits):
        failed = tuple((i, _FAILED) for draft in drafts for i in draft.intents)
        return Rendered((), (*refused, *failed))
    return Rendered(tuple(edits), tuple(refused))


_OURS = (SetArgument, Replace, Wrap, InsertBefore, InsertAfter, Define, AddImport)


# -- drafts -----------------------------------------------------------------------------------


def _drafts(file: File, intents: list[Intent], refused: list[_Refused]) -> list[Draft]:
    """Drafts in the order in which insertions at one place must stand."""
    drafts = _top_drafts(file, intents, refused)
    inserted = [i for i in intents if isinstance(i, InsertBefore | InsertAfter)]
    drafts += _insertions(file, inserted, refused)
    calls: dict[Span, list[SetArgument]] = {}
    for intent in intents:
        if isinstance(intent, SetArgument):
            calls.setdefault(intent.call, []).append(intent)
    for span in sorted(calls, key=lambda s: s[1] - s[0]):  # what is inside another comes first
        draft = _call_draft(file, span, calls[span], refused)
        if draft is not None:
            drafts.append(draft)
    for intent in intents:
        if isinstance(intent, Replace):
            edits = _tried(refused, intent, replace_edits, file, intent)
            drafts += [Draft((intent,), tuple(edits))] if edits is not None else []
    wraps = [intent for intent in intents if isinstance(intent, Wrap)]
    for wrap in sorted(wraps, key=lambda w: w.span[0] - w.span[1]):  # the outer one first
        edits = _tried(refused, wrap, wrap_edits, file, wrap)
        drafts += [Draft((wrap,), tuple(edits), closes=True)] if edits is not None else []
    return drafts


def _sorted(drafts: Sequence[Draft]) -> list[Edit]:
    """The edits as they stand in the file. At one offset what closes comes first, the inner one
    before the outer one, and then the drafts in their order."""
    ranked = [
        ((edit.start, edit.end, -n if draft.closes and edit is draft.edits[-1] else n), edit)
        for n, draft in enumerate(drafts, 1)
        for edit in draft.edits
    ]
    return [edit for _, edit in sorted(ranked, key=lambda each: each[0])]


def _tried(
    refused: list[_Refused], intent: Intent, do: Callable[..., _T], *arguments: object
) -> _T | None:
    """What ``do`` gives; None when it refuses, which is noted."""
    try:
        return do(*arguments)
    except RefusedError as error:
        refused.append((intent, error.refusal))
        return None


def _top_drafts(file: File, intents: list[Intent], refused: list[_Refused]) -> list[Draft]:
    """Imports and definitions: one edit for all that is added, one each for a changed import."""
    drafts: list[Draft] = []
    done: list[Intent] = []
    lines: list[str] = []
    definitions: list[str] = []
    names: dict[str, Intent] = {}
    for intent in intents:
        if not isinstance(intent, AddImport | Define) or _claimed(names, intent, refused):
            continue
        if isinstance(intent, Define):
            code = define_code(file, intent)
            definitions += [code] if code is not None else []
            done += [intent] if code is not None else []
            continue
        new = _tried(refused, intent, import_edit, file, intent.what)
        if isinstance(new, Edit):
            drafts.append(Draft((intent,), (new,)))
        elif new is not None:
            lines.append(new)
            done.append(intent)
    edit = top_edit(file, lines, definitions)
    return [Draft(tuple(done), (edit,), whole=True), *drafts] if edit is not None else drafts


def _claimed(names: dict[str, Intent], intent: AddImport | Define, refused: list[_Refused]) -> bool:
    """Whether another intent brings something else of that name."""
    name = intent.name if isinstance(intent, Define) else intent.what.alias or intent.what.name
    if name is None or names.setdefault(name, intent) == intent:
        return False
    refused.append((intent, Refusal("name-taken", f"Two fixes bring a `{name}`; keep one.")))
    return True


def _insertions(
    file: File, intents: list[InsertBefore | InsertAfter], refused: list[_Refused]
) -> list[Draft]:
    drafts: dict[tuple[Edit, ...], Draft] = {}
    taken: set[tuple[int, str]] = set()
    for intent in intents:
        edits = _tried(refused, intent, insert_edits, file, intent)
        if not edits or tuple(edits) in drafts:
            continue
        names = declared_names(file, intent)
        if names & taken:
            refused.append((intent, Refusal("name-taken", "Two fixes declare the same name here.")))
            continue
        taken |= names
        drafts[tuple(edits)] = Draft((intent,), tuple(edits), whole=True)
    return list(drafts.values())


def _call_draft(
    file: File, span: Span, intents: list[SetArgument], refused: list[_Refused]
) -> Draft | None:
    """One draft for all that is wanted of a call; an intent that cannot be is left out of it."""
    accepted: list[SetArgument] = []
    edits: list[Edit] = []
    for intent in sorted(intents, key=lambda i: i.path[:1]):
        trial = [*accepted, intent]
        new = _tried(refused, intent, _call_edits, file, span, trial)
        if new is not None:
            accepted, edits = trial, new
    return Draft(tuple(accepted), tuple(edits)) if accepted else None


def _call_edits(file: File, span: Span, intents: list[SetArgument]) -> list[Edit]:
    return set_arguments(file, find_call(file, span), merge(intents))


def _separate(file: File, drafts: list[Draft], refused: list[_Refused]) -> list[Draft]:
    """The drafts that keep clear of each other and of what the parser could not read."""
    errors = file.errors()
    kept: list[Draft] = []
    taken: list[Edit] = []
    for draft in drafts:
        if any(e.start <= end and start <= e.end for e in draft.edits for start, end, _ in errors):
            refused += [(intent, _ERROR) for intent in draft.intents]
        elif any(a.start < b.end and b.start < a.end for a in draft.edits for b in taken):
            refused += [(intent, _OVERLAP) for intent in draft.intents]
        else:
            kept.append(draft)
            taken += draft.edits
    return kept


# -- the check afterwards ---------------------------------------------------------------------


class Outcome:
    """The edited file, and where things are in it."""

    def __init__(self, file: File, edits: list[Edit]) -> None:
        self.edits = edits
        self.file = File(apply_edits(file.text, edits), file.path)
        self.spans: dict[Edit, Span] = {}
        grown = 0
        for edit in edits:
            start = edit.start + grown
            self.spans[edit] = (start, start + len(edit.replacement))
            grown += len(edit.replacement) - (edit.end - edit.start)

    def moved(self, span: Span, own: Sequence[Edit] = ()) -> Span:
        """Where a piece of the old text is; what ``own`` adds at its end is part of it."""
        start, end = span
        for edit in self.edits:
            grown = len(edit.replacement) - (edit.end - edit.start)
            if edit.end <= span[0]:
                start += grown
            if edit.start < span[1] or (edit.start == span[1] and edit in own):
                end += grown
        return start, end


def _holds(file: File, drafts: list[Draft], edits: list[Edit]) -> bool:
    """Whether the edited file parses as well as before and carries every intent."""
    try:
        outcome = Outcome(file, edits)
    except (RefusedError, ValueError):
        return False
    before = {(*outcome.moved((start, end)), kind) for start, end, kind in file.errors()}
    return set(outcome.file.errors()) <= before and all(
        all(_fulfilled(outcome, draft, intent) for intent in draft.intents)
        and (
            not draft.whole
            or all(whole_statements(outcome.file, outcome.spans[e]) for e in draft.edits)
        )
        for draft in drafts
    )


def _fulfilled(outcome: Outcome, draft: Draft, intent: Intent) -> bool:
    file = outcome.file
    if isinstance(intent, SetArgument):
        call = find_call(file, outcome.moved(intent.call, draft.edits))
        return has_argument(file, call, intent.path, intent.code)
    if isinstance(intent, AddImport):
        have = find_import(file, intent.what)
        return have is not None and have.type_keyword is None
    if isinstance(intent, Define):
        return bound_at_top(file, intent.name)
    if isinstance(intent, Replace):
        return all(file.nodes_at(outcome.spans[edit]) for edit in draft.edits)
    return True
