"""Which model calls of a file spend tokens that nobody counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.asking import last_part
from prodgate.meaning.observing import is_observed
from prodgate.meaning.own_keys import visitor_pays
from prodgate.meaning.surroundings import code_says
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.calls import Call
    from prodgate.view import View

# Whoever writes one of these reads, counts or bounds what a call used.
_READS = lazy(
    r"\busages?\b|usage_metadata|usageMetadata|(?<!max_)(?:total|prompt|completion|input|output|billed)"
    r"(?:_tokens|Tokens)\b|get_openai_callback|[tT]oken_?[uU]sage|response_cost|completion_cost|"
    r"total_cost|include_usage|includeUsage|prompt_eval_count|eval_count|UsageLimits|record_?[uU]sage|"
    r"track_?[uU]sage|log_?[uU]sage|TokenCount|token_count|tokenCount|cost_tracker|costTracker"
)
# An adapter gives the text to whoever keeps such a count, for all of them.
_KEPT = lazy(rb"(?i)token[_-]?usage|\btokens?_used\b")
_KEPT_WORDS = (b"token_usage", b"token-usage", b"tokenusage", b"token_used", b"tokens_used")
_LOOKS = {
    "print",
    "len",
    "str",
    "repr",
    "log",
    "type",
    "isinstance",
    "pprint",
    "dumps",
    "stringify",
    # A printed answer that becomes a line of a log is read by as few.
    "info",
    "debug",
    "warning",
    "error",
}


def uncounted(view: View) -> tuple[Call, ...]:
    """The calls whose answer is used up here, and whose tokens nobody reads; in source order."""
    calls = [c for c in view.found.calls if _costs(view, c)]
    if not calls or _READS.search(view.text) or is_observed(view):
        return ()
    own = view.policy.function("record_usage", view.language)
    if own is not None and re.search(rf"\b{re.escape(own.name)}\b", view.text):
        return ()
    if code_says(view, _KEPT, _KEPT_WORDS):
        return ()
    return tuple(c for c in calls if not _leaves(view, c.node) and not visitor_pays(view, c))


def _costs(view: View, call: Call) -> bool:
    """Whether somebody pays for the tokens: a model on the own machine costs none. Where an answer
    does not say what it took, there is nothing to read."""
    if call.sdk.kind != "model" or call.fact.kind != "generate" or "ollama" in call.sdk.sdk:
        return False
    if not all(fact.usage for fact in call.facts):
        return False
    if "with_raw_response" in (s.dotted(call.node.callee) or ""):
        return False  # what is parsed out of it goes on
    made = [use.client.node for use in call.uses if use.client is not None]
    return not any(_LOCAL.search(view.code(node)) for node in made)


_LOCAL = lazy(r"localhost|127\.0\.0\.1|0\.0\.0\.0|:11434|:1234\b|lm-studio|\bollama\b")


def awaited(view: View, call: s.Call) -> s.Node:
    """The call with the ``await`` in front of it; of one that a thread makes, in front of that."""
    parent = view.names.parent(call)
    if isinstance(parent, s.Threaded):
        parent = view.names.parent(parent)
    return parent if isinstance(parent, s.Await) else call


def is_streamed(view: View, call: s.Call) -> bool:
    """Whether the answer comes in pieces: its usage, if any, is in the last one."""
    name = last_part(call.callee).lower()
    if "stream" in name:
        return True
    paths = ("stream",) if view.language == "python" else ("0.stream", "1.stream")
    answers = (argument(view.names, call, path) for path in paths)
    return any(isinstance(a, Present) and a.value is not False for a in answers)


def _leaves(view: View, call: s.Call) -> bool:
    """Whether the whole answer goes to somebody else, who may read its usage."""
    node: s.Node = call
    parent = view.names.parent(node)
    while isinstance(parent, s.Await | s.Cast | s.Either | s.Spread):
        node, parent = parent, view.names.parent(parent)
    if isinstance(parent, s.Assign):
        return _is_kept(view, parent)
    if isinstance(parent, s.Argument):
        above = view.names.parent(parent)
        return not (isinstance(above, s.Call) and last_part(above.callee) in _LOOKS)
    # Returned, yielded, put into a list, a with block: not known here.
    return not isinstance(parent, s.Loop | s.Expression | s.Attribute | s.Index)


def _is_kept(view: View, assign: s.Assign) -> bool:
    for target in assign.targets:
        if not isinstance(target, s.Name):
            names = [b.name for b in target.names] if isinstance(target, s.Pattern) else None
            if names is None:
                return True  # self.last = ..., replies[i] = ...
            continue  # const { text } = ...: the rest is dropped
        if any(_goes_on(view, use) for use in _uses(view, assign, target)):
            return True
    return False


def _uses(view: View, assign: s.Assign, target: s.Name) -> list[s.Name]:
    around = view.names.function(assign) or view.module
    return [
        n for n in s.walk(around) if isinstance(n, s.Name) and n.id == target.id and n is not target
    ]


def _goes_on(view: View, use: s.Name) -> bool:
    """Whether a use takes the answer as a whole."""
    node: s.Node = use
    parent = view.names.parent(node)
    while isinstance(parent, s.Await | s.Cast | s.Either):
        node, parent = parent, view.names.parent(parent)
    if isinstance(parent, s.Attribute | s.Index | s.Loop | s.If | s.Unary | s.Binary | s.Text):
        return False
    if isinstance(parent, s.Assign):
        return node not in parent.targets and not isinstance(parent.targets[0], s.Pattern)
    if isinstance(parent, s.Argument):
        above = view.names.parent(parent)
        return not (isinstance(above, s.Call) and last_part(above.callee) in _LOOKS)
    return True
