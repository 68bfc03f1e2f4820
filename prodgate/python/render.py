"""Intents to minimal edits of a Python file.

Nothing is reprinted: every edit inserts, or replaces exactly the code that must change. What
cannot be written without risk is refused with its reason.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from prodgate.edits import (
    AddImport,
    Define,
    Edit,
    Import,
    InsertAfter,
    InsertBefore,
    Intent,
    Refusal,
    Replace,
    SetArgument,
    Wrap,
)
from prodgate.python.render_base import Change, RefusedError, refusal
from prodgate.rendering import Rendered

if TYPE_CHECKING:  # the tree imports LibCST, which the parent process never needs
    from prodgate.python.render_tree import Tree

_WRITTEN_HERE = (SetArgument, Replace, Wrap, InsertBefore, InsertAfter, Define, AddImport)


def render(text: str, intents: Sequence[Intent]) -> Rendered:
    """Edits of ``text`` (decoded, without BOM) that fulfil the intents, and what was refused.

    LibCST runs in a child process that is given 20 seconds a file and is killed when it hangs.
    The edited text compiles, and every argument asked for stands in its call exactly once, or
    all intents are refused. Intents about other files (WriteFile, MoveSecret) are left out.
    """
    from prodgate.python import worker
    from prodgate.python.render_check import compiles, fulfils

    wanted = [intent for intent in intents if isinstance(intent, _WRITTEN_HERE)]
    if not wanted:
        return Rendered()
    if not compiles(text):
        return _refuse_all(wanted, "not-parseable")
    rendered = worker.render_in_child(text, wanted)
    if rendered is None:
        return _refuse_all(wanted, "renderer-failed")
    if rendered.edits and not fulfils(text, rendered, wanted):
        return _refuse_all(wanted, "check-failed")
    return rendered


def render_here(text: str, intents: Sequence[Intent]) -> Rendered:
    """Like ``render``, but in this process and without the checks before and after."""
    from prodgate.python.render_tree import read

    wanted = [intent for intent in intents if isinstance(intent, _WRITTEN_HERE)]
    try:
        changes, refused = _plan(read(text), wanted)
    except RefusedError as error:
        return _refuse_all(wanted, error.refusal.code)
    edits = _settle(changes, refused)
    return Rendered(edits, tuple((wanted[n], refused[n]) for n in sorted(refused)))


def _refuse_all(intents: Sequence[Intent], code: str) -> Rendered:
    return Rendered((), tuple((intent, refusal(code)) for intent in intents))


def _plan(tree: Tree, intents: Sequence[Intent]) -> tuple[list[Change], dict[int, Refusal]]:
    """What each kind of intent makes of the tree; refusals by the number of the intent."""
    from prodgate.python import render_arguments, render_statements, render_top

    numbered = list(enumerate(intents))
    limit = min((_first_use(intent) for intent in intents), default=len(tree.text))
    parts = [
        render_arguments.set_arguments(
            tree, [(n, i) for n, i in numbered if isinstance(i, SetArgument)]
        ),
        render_statements.replace(tree, [(n, i) for n, i in numbered if isinstance(i, Replace)]),
        render_statements.wrap(tree, [(n, i) for n, i in numbered if isinstance(i, Wrap)]),
        render_statements.insert_before(
            tree, [(n, i) for n, i in numbered if isinstance(i, InsertBefore)]
        ),
        render_statements.insert_after(
            tree, [(n, i) for n, i in numbered if isinstance(i, InsertAfter)]
        ),
        render_top.write_top(tree, [(n, w) for n, i in numbered for w in _top(i)], limit),
    ]
    changes = [change for part, _ in parts for change in part]
    return changes, {n: why for _, refused in parts for n, why in refused.items()}


def _first_use(intent: Intent) -> int:
    """Where an intent will use what is imported or defined at the top; far off for others."""
    if isinstance(intent, SetArgument):
        return intent.call[0]
    if isinstance(intent, Replace | Wrap | InsertBefore | InsertAfter):
        return intent.span[0]
    return sys.maxsize


def _top(intent: Intent) -> list[Import | Define]:
    if isinstance(intent, AddImport):
        return [intent.what]
    return [intent] if isinstance(intent, Define) else []


def _settle(changes: Sequence[Change], refused: dict[int, Refusal]) -> tuple[Edit, ...]:
    """The edits of all changes that fit together; of two that do not, the later is refused."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda c: min(c.numbers, default=0)):
        if any(change.edits == other.edits for other in kept):  # asked for twice
            continue
        if any(_overlap(change, other) for other in kept):
            refused |= dict.fromkeys(change.numbers, refusal("overlapping-edits"))
        else:
            kept.append(change)
    ranked = [each for change in kept for each in change.ranked]
    return _merged(edit for _, edit in sorted(ranked, key=lambda each: each[0]))


def _overlap(one: Change, other: Change) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.edits for b in other.edits)


def _merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Sorted, with all insertions at one offset in one edit."""
    merged: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if merged and (merged[-1].start, merged[-1].end) == (edit.start, edit.start) == (
            edit.start,
            edit.end,
        ):
            edit = Edit(edit.start, edit.end, merged.pop().replacement + edit.replacement)
        merged.append(edit)
    return tuple(merged)
