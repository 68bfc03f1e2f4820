"""Where a model names a function of a store, and it is run: whatever code was stored under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.execution import snake
from prodgate.meaning.model_text import model_text
from prodgate.meaning.origins import is_admitted, is_confirmed, origins
from prodgate.meaning.trace import Local, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_RUNS = lazy(
    r"^(?:execute|run|invoke)_(?:stored_|generated_|dynamic_|saved_)?(?:function|skill|snippet)"
    r"(?:_wrapper|_by_name)?$"
)
_VERBS = ("execute", "run", "invoke")
# What shows that functions are kept as text: they are fetched, added, or have a column of code.
_STORE = lazy(
    r"\b(?:get|fetch|load|find|list)_(?:all_|similar_|stored_)?functions?(?:_wrapper)?\(|"
    r"\badd_(?:new_|or_update_)?function\(|\[[\"'](?:function_)?code[\"']\]|\bgetFunction\(|addFunction\("
)


def stored_runs(view: View) -> Iterator[s.Call]:
    """``execute_function(name, **arguments)`` with a name that a model chose, unchecked."""
    runs = [call for call in view.names.calls if _runs(call)]
    if not runs or not _STORE.search(view.text):
        return
    for call in runs:
        name = call.positional(0)
        if name is None or isinstance(s.bare(name), s.Literal):
            continue
        if any(isinstance(thing, Local) for thing in trace(view.names, s.bare(call.callee))):
            continue  # of this file: judged by what it does
        given = model_text(view).of(name)
        if given is not None and not _is_checked(view, call, name, given.call):
            yield call


def _runs(call: s.Call) -> bool:
    callee = s.bare(call.callee)
    tail = callee.name if isinstance(callee, s.Attribute) else s.dotted(callee) or ""
    return tail.lower().startswith(_VERBS) and bool(_RUNS.match(snake(tail)))


def _is_checked(view: View, call: s.Call, name: s.Node, source: s.Call | None) -> bool:
    function = view.names.function(call)
    if function is None:
        return False
    made_of = origins(view.names, function, name, answer_of=source)
    return is_confirmed(function.body) or is_admitted(view.names, function, made_of, call.start)
