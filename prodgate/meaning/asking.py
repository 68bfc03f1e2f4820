"""Which calls of a file end at a model, through functions of the same file, and where they fail.

Stricter than ``sinks.spends``: a name alone is no model call here, because a rule that asks what
happens when the call fails must know that it is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import modules
from prodgate.meaning.calls import Call
from prodgate.meaning.model_calls import reads_as_model, reply
from prodgate.meaning.tool_functions import tool_functions
from prodgate.meaning.trace import Local, Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

HOPS = 2
_PAGES = {"streamlit", "gradio", "chainlit", "nicegui", "panel", "textual", "tkinter", "reflex"}
_OWN_NAME = lazy(
    r"^_?(?:gpt\d*|llm|openai|claude|gemini|chatgpt|ai)_?(?:call|complete|completion|query|request|ask"
    r"|reply|response|chat|generate)$",
    re.IGNORECASE,
)
# What a callee is called whose result a model answers, where nothing else is known of it.
_MODEL_OBJECT = lazy(
    r"(?:^|_)(?:llm|llms|agent|chain|chat_?model|crew|openai|claude|anthropic|gemini|gpt\d*|"
    r"query_engine|chat_engine|qa_chain|rag_chain|graph_chain|language_model)$",
    re.IGNORECASE,
)
_ASKING = {
    "invoke", "ainvoke", "run", "arun", "run_sync", "stream", "astream", "predict", "apredict",
    "generate", "agenerate", "generate_content", "generateContent", "chat", "complete", "acomplete",
    "kickoff", "query", "aquery", "ask", "generate_content_async", "call", "acall",
}  # fmt: skip
_ASKS = lazy(r"ask|complet|generat|chat|answer|summar|llm|gpt|prompt|classif", re.IGNORECASE)
_BUILDS = lazy(r"^(get|create|build|make|init|load|setup|configure|format|parse|list|set)_?")
# Whose callbacks run before the call around them has given its result.
_RUNS_NOW = {
    "map", "flatMap", "to_thread", "run_in_executor", "all", "submit", "gather", "wait_for",
    "retry", "withRetry", "with_retry", "pRetry", "limit", "race", "run_sync", "allSettled",
}  # fmt: skip


class Asking:
    """The model calls of one file. Built once a check: everything is one pass over the calls."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.names = view.names

    @cached_property
    def direct(self) -> dict[int, s.Call]:
        """Calls that ask a model themselves, by identity."""
        known = {id(c.node): c.node for c in self.view.found.calls if _generates(c)}
        for call in self.names.calls:
            if id(call) not in known and self._asks(call):
                known[id(call)] = call
        return known

    @cached_property
    def calls(self) -> dict[int, s.Call]:
        """Calls whose failure may be a model's: direct ones, and functions that let it through."""
        found = dict(self.direct)
        edge = list(found.values())
        for _ in range(HOPS):
            functions = {id(f): f for call in edge if (f := self._fails_in(call)) is not None}
            edge = [c for key in functions for c in self.users.get(key, ()) if id(c) not in found]
            found |= {id(c): c for c in edge}
        return found

    @cached_property
    def own(self) -> frozenset[str]:
        """What the team's functions that record are called, as the policy says."""
        parts = (self.view.policy.function(p, self.view.language) for p in ("logger", "audit"))
        return frozenset(part.name for part in parts if part is not None)

    @cached_property
    def shows(self) -> bool:
        """Whether the file is a page whose user reads what its functions give back."""
        return any(n.module.split(".")[0] in _PAGES for n in self.names.imports)

    @cached_property
    def tools(self) -> set[int]:
        """The functions that are tools of a model, by identity."""
        found = {id(tool.function) for tool in tool_functions(self.view)}
        return found | {id(f) for f in self.names.functions if _is_handed_a_run(f)}

    def within(self, *nodes: s.Node) -> Iterator[s.Call]:
        """The model calls whose failure leaves these statements."""
        if not nodes:
            return
        start, end = nodes[0].start, nodes[-1].end
        around = self.names.function(nodes[0])
        for call in self.between(start, end):
            if self._leaves(call, nodes, around):
                yield call

    def between(self, start: int, end: int) -> list[s.Call]:
        """The model calls in a span, in source order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [call for call in self._ordered[first:last] if call.end <= end]

    @cached_property
    def _ordered(self) -> list[s.Call]:
        return sorted(self.calls.values(), key=lambda call: call.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [call.start for call in self._ordered]

    @cached_property
    def users(self) -> dict[int, list[s.Call]]:
        """The calls of each function of the file, by the identity of the function."""
        users: dict[int, list[s.Call]] = defaultdict(list)
        for call in self.names.calls:
            for thing in trace(self.names, call.callee):
                if isinstance(thing, Local) and not thing.path:
                    users[id(thing.node)].append(call)
            for method in self._methods(call):
                users[id(method)].append(call)
        return users

    def _methods(self, call: s.Call) -> Iterator[s.Function]:
        """``Router().route(x)``, ``router.route(x)``: methods of classes of this file."""
        for thing in trace(self.names, call.callee):
            if isinstance(thing, Made) and len(thing.path) == 1 and isinstance(thing.by, Local):
                owner = thing.by.node
                if isinstance(owner, s.Class):
                    for node in owner.body:
                        if isinstance(node, s.Function) and node.name == thing.path[0]:
                            yield node

    def _fails_in(self, call: s.Call) -> s.Function | None:
        """The function that a failure of the call leaves; None where something catches it."""
        below: s.Node = call
        for above in self.names.above(call):
            if isinstance(above, s.Try) and below in above.body and not _lets_through(above):
                return None
            if isinstance(above, s.Function) and not self._runs_now(above):
                return above
            if _is_caught_promise(above):
                return None
            below = above
        return None

    def _leaves(self, call: s.Call, nodes: tuple[s.Node, ...], around: s.Function | None) -> bool:
        below: s.Node = call
        for above in self.names.above(call):
            if below in nodes:
                return True
            if isinstance(above, s.Try) and below in above.body and not _lets_through(above):
                return False
            inner = isinstance(above, s.Function) and above is not around
            if inner and isinstance(above, s.Function) and not self._runs_now(above):
                return False
            if _is_caught_promise(above):
                return False
            below = above
        return False

    def _runs_now(self, function: s.Function) -> bool:
        """A callback that runs before the call it is given to has its result."""
        parent = self.names.parent(function)
        call = self.names.parent(parent) if isinstance(parent, s.Argument) else None
        return isinstance(call, s.Call) and last_part(call.callee) in _RUNS_NOW

    # -- what asks a model

    def _asks(self, call: s.Call) -> bool:
        if reply(self.view, call, {}) is not None:
            return True
        last = last_part(call.callee)
        for thing in trace(self.names, call.callee):
            if isinstance(thing, Local):
                return False
            if isinstance(thing, Qualified) and isinstance(call.callee, s.Name):
                if thing.is_global:  # a registry puts it there
                    return bool(_OWN_NAME.match(last)) or reads_as_model(last)
                return self._is_imported(thing, last)
        callee = s.bare(call.callee)
        if last not in _ASKING or not isinstance(callee, s.Attribute):
            return False
        return bool(_MODEL_OBJECT.search(last_part(callee.value)))

    def _is_imported(self, thing: Qualified, last: str) -> bool:
        """A function of the project whose module uses an SDK, and that is called like it."""
        if not reads_as_model(last) and (not _ASKS.search(last) or _BUILDS.match(last)):
            return False
        if modules.uses_sdk(self.view, thing.name):
            return True
        if last[:1].isupper():  # a class, such as the row of a run: made, not asked
            return False
        known = reads_as_model(last) or _OWN_NAME.match(last)
        return bool(known) and modules.is_local(self.view, thing.name)


def _is_handed_a_run(function: s.Function) -> bool:
    """``def search(agent: Agent, query: str)``: frameworks give a tool the run it is part of."""
    for param in function.params[:2]:
        kind = last_part(param.annotation) if param.annotation is not None else ""
        if isinstance(param.annotation, s.Index):
            kind = last_part(param.annotation.value)
        if kind in {"Agent", "RunContext", "ToolContext", "RunContextWrapper", "CallbackContext"}:
            return True
    return False


def _generates(call: Call) -> bool:
    return call.sdk.kind == "model" and call.fact.kind == "generate"


def last_part(node: s.Node) -> str:
    """``create`` of ``client.messages.create`` and of ``f().create``; the name of a name."""
    node = s.bare(node)
    if isinstance(node, s.Attribute):
        return node.name
    return node.id if isinstance(node, s.Name) else ""


def is_broad(handler: s.Handler) -> bool:
    """Whether a handler catches what a failed model call raises, and not just one cause of it."""
    return handler.type is None or any(map(is_base, _types(handler.type)))


_BASES = lazy(
    r"^(?:Base)?Exception$|^(?:OpenAI|Anthropic|API|Groq|Mistral|Together|Cohere|Google|LLM|Model|"
    r"Agents|SDK|Client|Api|Ollama|Response)(?:API)?(?:Error|Exception)$|^RequestException$|"
    r"^HTTPError$|^GoogleAPIError$|^GoogleAPICallError$"
)


def _types(node: s.Node) -> Iterator[str]:
    node = s.bare(node)
    parts = node.elements if isinstance(node, s.Items) else (node,)
    for part in parts:
        yield last_part(part)


def is_base(name: str) -> bool:
    """Whether a class of errors takes in whatever a failed call raises."""
    return bool(_BASES.match(name))


def _lets_through(node: s.Try) -> bool:
    """Whether a model's failure may leave a try: no broad handler, or one that raises."""
    broad = [h for h in node.handlers if is_broad(h)]
    return not broad or any(
        isinstance(below, s.Throw) for h in broad for below in s.walk_scope(*h.body)
    )


def _is_caught_promise(node: s.Node) -> bool:
    return isinstance(node, s.Call) and last_part(node.callee) == "catch" and bool(node.arguments)
