"""Python: calls that wait for an answer on the thread of the event loop.

An ``async def`` gives way to others only where it awaits. A synchronous client, ``requests`` or
``time.sleep`` in it does not: until the answer is there, nothing else of the process runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.calls import Call
from prodgate.meaning.names import Names
from prodgate.meaning.trace import Local, Made, Qualified, Thing, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Wait(Struct, frozen=True):
    """A call that waits. ``through``: the function of this file in which that happens."""

    node: s.Call
    what: str
    sleeps: bool = False
    through: str = ""


class Blocked(Struct, frozen=True):
    """An ``async def`` and the calls in it that wait, in source order."""

    function: s.Function
    waits: tuple[Wait, ...]


def blocked_functions(view: View) -> Iterator[Blocked]:
    """Each coroutine of a file that waits without giving way."""
    finder = _Finder(view)
    found: dict[int, tuple[s.Function, list[Wait]]] = {}
    for wait in (*finder.direct, *finder.one_hop()):
        function = view.names.function(wait.node)
        if function is not None and function.is_async and not _starts_up(view, function):
            found.setdefault(id(function), (function, []))[1].append(wait)
    for function, waits in found.values():
        yield Blocked(function, tuple(sorted(waits, key=lambda w: w.node.start)))


class _Finder:
    """The waiting calls of one file."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.names = view.names
        self.modules = {node.module.partition(".")[0] for node in view.names.imports}

    @cached_property
    def direct(self) -> tuple[Wait, ...]:
        """Calls that wait themselves, wherever they stand."""
        known = {id(call.node): call for call in self.view.found.calls}
        found = (self._wait(node, known.get(id(node))) for node in self.names.calls)
        return tuple(wait for wait in found if wait is not None)

    def one_hop(self) -> Iterator[Wait]:
        """Calls of functions of this file that wait."""
        waiting: dict[int, Wait] = {}
        for wait in self.direct:
            function = self.names.function(wait.node)
            if function is not None and function.name and not function.is_async:
                waiting.setdefault(id(function), wait)
        for node in self.names.calls if waiting else ():
            function = self._callee(node)
            if function is None or id(function) not in waiting or _is_generator(function):
                continue
            if _is_in_thread(self.names, node):
                continue
            wait = waiting[id(function)]
            yield Wait(node, wait.what, through=function.name)

    def _callee(self, node: s.Call) -> s.Function | None:
        """The plain function or method of this file that a call calls."""
        callee = node.callee
        if isinstance(callee, s.Name):
            bindings = self.names.lookup(callee)
        elif isinstance(callee, s.Attribute) and s.dotted(callee.value) in {"self", "cls"}:
            bindings = self.names.member(callee)
        else:
            return None
        if len(bindings) != 1 or not isinstance(bindings[0].node, s.Function):
            return None
        return bindings[0].node if not bindings[0].node.decorators else None

    # -- one call

    def _wait(self, node: s.Call, call: Call | None) -> Wait | None:
        if _is_awaited(self.names.parent(node)) or _is_in_thread(self.names, node):
            return None
        name = s.dotted(node.callee) or ""
        if call is not None:
            return Wait(node, name or call.sdk.label) if self._is_sync(call) else None
        last = node.callee.name if isinstance(node.callee, s.Attribute) else name
        if last not in _METHODS and last != "sleep":
            return None
        things = trace(self.names, node.callee)
        if any(isinstance(t, Qualified) and t.name == "time.sleep" for t in things):
            return Wait(node, name, sleeps=True)
        return Wait(node, name) if self._is_framework(node, things) else None

    def _is_sync(self, call: Call) -> bool:
        """Whether an SDK's call is known to be the synchronous one."""
        callee = call.node.callee
        written = s.dotted(callee) or ""
        if (
            call.sdk.sdk in _ASYNC_ONLY
            or _ASYNC_NAME.search(f".{written}")
            or _LOCAL.search(f".{written}")
        ):
            return False
        things = trace(self.names, callee)
        if any(isinstance(thing, Local) for thing in map(_root, things)):
            return False
        makers = [_root(thing) for thing in things]
        names = [t.name.rpartition(".")[2] for t in makers if isinstance(t, Qualified)]
        if any("Async" in n or n in _ASYNC for n in names):
            return False
        if all(use.client is not None for use in call.uses) and names:
            return True
        return self._is_read_at_once(call.node)

    def _is_framework(self, node: s.Call, things: tuple[Thing, ...]) -> bool:
        """``chain.invoke(...)`` of LangChain, ``crew.kickoff()``, ``agent.run()`` of agno."""
        if not isinstance(node.callee, s.Attribute) or not self._is_read_at_once(node):
            return False
        method = node.callee.name
        roots = [_root(thing) for thing in things]
        if any(isinstance(root, Local) for root in roots):
            return False
        if method in {"invoke", "batch"}:
            return any(module.startswith(("langchain", "langgraph")) for module in self.modules)
        owners = [r.name.partition(".")[0] for r in roots if isinstance(r, Qualified)]
        wanted = {"kickoff": {"crewai"}, "run": {"agno", "phi"}}.get(method, set())
        return any(owner in wanted for owner in owners)

    def _is_read_at_once(self, node: s.Call) -> bool:
        """Whether the result is used as an answer: of a coroutine nothing could be read."""
        above = self.names.parent(node)
        if isinstance(above, s.Attribute | s.Index) and above.value is node:
            return True
        if isinstance(above, s.Loop):
            return above.subject is node and not self._is_async(above)
        if not isinstance(above, s.Assign) or len(above.targets) != 1:
            return False
        target, function = above.targets[0], self.names.function(node)
        if not isinstance(target, s.Name) or function is None:
            return False
        uses = [
            n
            for n in s.walk_scope(*function.body)
            if isinstance(n, s.Name) and n.id == target.id and n.start > node.end
        ]
        above_uses = [self.names.parent(use) for use in uses]
        if any(isinstance(a, s.Await) for a in above_uses):
            return False
        return any(
            isinstance(a, s.Attribute | s.Index)
            or (isinstance(a, s.Loop) and a.subject in uses and not self._is_async(a))
            for a in above_uses
        )

    def _is_async(self, node: s.Node) -> bool:
        """``async for``, which the tree does not tell from ``for``."""
        return self.view.text.startswith("async", node.start)


_METHODS = {"invoke", "batch", "kickoff", "run"}
# Their calls are coroutines; what has a plain form refuses to run where a loop runs already.
_ASYNC_ONLY = {"aiohttp", "openai-agents", "pydantic-ai", "google-adk", "claude-agent-sdk"}
_ASYNC_NAME = lazy(
    r"(?:^|\.)aio\.|_async(?:\.|\Z)|\.(?:acompletion|acreate|agenerate|ainvoke|arun)\Z"
)
_ASYNC = {"acompletion", "acreate"}
_LOCAL = lazy(r"\.chats\.create\Z|\.start_chat\Z")  # makes an object, asks nobody


def _root(thing: Thing) -> Thing:
    while isinstance(thing, Made):
        thing = thing.by
    return thing


def _is_awaited(above: s.Node | None) -> bool:
    return isinstance(above, s.Await)


def _is_in_thread(names: Names, node: s.Node) -> bool:
    """Whether a thread makes the call: all of a lambda that it is handed, or the function that it
    is handed, but not what is given to that."""
    below: s.Node = node
    for above in names.above(node):
        if isinstance(above, s.Function):
            return False
        if isinstance(above, s.Threaded) and below is above.value:
            return node is below or not above.evaluated
        below = above
    return False


def _is_generator(function: s.Function) -> bool:
    """It runs where it is gone through: Starlette does that in a thread of its own."""
    return any(
        isinstance(node, s.Opaque) and node.kind.startswith("yield")
        for node in s.walk_scope(*function.body)
    )


_STARTUP = lazy(r"lifespan|start_?up|shutdown|warm_?up|^_*(?:setup|init|initialize)$", re.I)


def _starts_up(view: View, function: s.Function) -> bool:
    """What runs once, before or after requests are answered, keeps nobody waiting."""
    if _STARTUP.search(function.name):
        return True
    return any("on_event" in view.code(decorator) for decorator in function.decorators)


_CONCURRENT = {
    "create_task", "ensure_future", "TaskGroup", "start_soon", "run_coroutine_threadsafe",
    "as_completed", "create_task_group", "start_server",
}  # fmt: skip
_TOGETHER = {"gather"}  # until they are done
_RUN = {"asyncio.run", "anyio.run"}


def runs_alone(view: View, function: s.Function) -> bool:
    """Whether a coroutine of a script runs with nobody else who waits."""
    tails = {
        call.callee.name if isinstance(call.callee, s.Attribute) else s.dotted(call.callee)
        for call in view.names.calls
    }
    asked = {s.dotted(call.callee) for call in view.names.calls}
    if tails & _CONCURRENT or not asked & _RUN:
        return False
    if tails & _TOGETHER and not _is_root(view, function):
        return False
    return not any(function.decorators for function in view.names.functions if function.is_async)


def _is_root(view: View, function: s.Function) -> bool:
    """``asyncio.run(main())`` and nothing else: what ``main`` gathers is done when it goes on."""
    calls = [call for call in view.names.calls if s.dotted(call.callee) == function.name]
    return bool(calls) and all(_is_run(view, call) for call in calls)


def _is_run(view: View, call: s.Call) -> bool:
    above = view.names.parent(call)
    runner = view.names.parent(above) if isinstance(above, s.Argument) else None
    return isinstance(runner, s.Call) and s.dotted(runner.callee) in _RUN
