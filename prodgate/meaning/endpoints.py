"""The request handlers of a file behind which a model answers, in it or in other modules.

Also those that run what a caller sends: a command, code, a tool by its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from prodgate import source as door
from prodgate import syntax as s
from prodgate.findings import NotChecked
from prodgate.meaning import injected, modules, web
from prodgate.meaning.asking import Asking, last_part
from prodgate.meaning.bodies import reads
from prodgate.meaning.flow import Flow
from prodgate.meaning.trace import Local, Made, Qualified, Thing, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# Methods of unofficial clients, whose name nothing else has.
_DISTINCTIVE = {"createChatCompletion", "createCompletion", "create_chat_completion"}
_HOPS = 3  # functions between a handler and the call, in other modules
_MOST = 24  # other modules read for one file
_KEPT = 64  # other modules kept for the next files
_LARGE = 300_000  # characters; a module that is read by people is smaller


class Endpoint(Struct, frozen=True):
    """A handler, and the call in it that leads to a model."""

    handler: s.Function
    call: s.Call
    runs: bool = False  # a command, code or a tool that the caller names, instead of a model
    name: str = ""  # of what asks the model; not of what only hands it on, as ``Depends`` does
    own_machine: bool = False  # the model is a file of this machine: it costs its time, no money


def endpoints(view: View) -> tuple[Endpoint, ...]:
    """Every outermost handler of this kind, with the call that leads there."""
    return view.kept(_all)


def _all(view: View) -> tuple[Endpoint, ...]:
    return tuple(_endpoints(view))


def _endpoints(view: View) -> Iterator[Endpoint]:
    handlers = [f for f in view.names.functions if web.is_handler(view.names, f, view.source.path)]
    if not handlers:
        return
    reach = _Reach()
    done: set[int] = set()
    for handler in (_outermost(view, f) for f in handlers):
        if id(handler) in done:
            continue
        done.add(id(handler))
        call = reach.first(view, handler, 0)
        if call is not None:
            local = runs_here(*reach.last(view, call))
            yield Endpoint(handler, call, name=reach.name(view, call), own_machine=local)
        elif (call := _run(view, handler)) is not None:
            yield Endpoint(handler, call, runs=True, name=last_part(call.callee))


def leads_to_model(view: View, function: s.Function) -> bool:
    """Whether a function asks a model, in its file or in modules that it imports."""
    return view.kept(_reached).first(view, function, 0) is not None


def call_leads(view: View, call: s.Call) -> bool:
    """Whether a call does."""
    return view.kept(_reached).asks(view, call)


def _reached(_: View) -> _Reach:
    return _Reach()


_HANDLES = lazy(
    rb"@[\w.]+\.(?:get|post|put|patch|route|api_route|websocket)\(|@api_view|@csrf_exempt|flask|"
    rb"class \w+\([\w., ]*(?:View|ViewSet|Resource)\)|\.(?:post|get|put|patch|all|route)\(|"
    rb"export (?:const|async|function|default)|use server|exports\.|\(\s*_?req(?:uest)?\b|"
    rb"(?:Deno|Bun)\.serve|\bserve\("
)


@lru_cache(maxsize=1)
def may_handle(data: bytes) -> bool:
    """Whether the bytes of a file can hold a handler: two rules ask before anything is parsed."""
    return _HANDLES.search(data) is not None


def place(view: View, handler: s.Function) -> s.Node:
    """Where to report a handler: at its first decorator, else at its head."""
    if handler.decorators:
        return handler.decorators[0]
    end = handler.body[0].start if handler.body else handler.end
    head = view.text[handler.start : end].rstrip().split("\n")[0].rstrip()
    return s.Node(handler.start, handler.start + len(head))


_RUNS = {
    "execSync", "spawn", "spawnSync", "execa", "runCommand", "run_command", "execCommand",
    "execute_command", "executeCommand", "callTool", "call_tool", "editFile", "edit_file",
    "runCode", "run_code", "executeCode", "execute_code",
}  # fmt: skip


def _run(view: View, handler: s.Function) -> s.Call | None:
    """The call that runs what the caller sends: text, whatever a schema says of its length."""
    runs = [call for call in view.names.calls_in(handler) if _is_run(call)]
    if not runs:
        return None
    for read in reads(view.names, handler):
        for reach in Flow(view.names, handler, read.node).run():
            if _is_run(reach.call):
                return reach.call
    return next((call for call in runs if _gets_text(view, call)), None)


def _gets_text(view: View, call: s.Call) -> bool:
    """Whether an argument, or a part of one, is text of a request that passed a schema."""
    from prodgate.meaning.outside import Outside

    outside = view.kept(Outside)
    parts = (part for a in call.arguments for part in s.walk(a.value) if isinstance(part, _PARTS))
    return any(origin.read for part in parts for origin in outside.origins(part))


_PARTS = (s.Name, s.Attribute)


def _is_run(call: s.Call) -> bool:
    tail = last_part(call.callee)
    if tail == "exec":  # of a workspace or sandbox; that of a pattern or query takes one text
        return isinstance(call.callee, s.Attribute) and len(call.arguments) > 1
    return tail in _RUNS


def _outermost(view: View, function: s.Function) -> s.Function:
    for above in view.names.above(function):
        if isinstance(above, s.Function) and web.is_handler(view.names, above, view.source.path):
            function = above
    return function


class _Reach(Struct):
    """Follows calls from a function to a model; remembers what it has seen."""

    views: dict[str, View | None] = field(default_factory=dict)
    seen: dict[int, s.Call | None] = field(default_factory=dict)

    def first(self, view: View, function: s.Function, depth: int) -> s.Call | None:
        """The first call in a function that asks a model, or leads to one."""
        if id(function) in self.seen:
            return self.seen[id(function)]
        self.seen[id(function)] = None  # a function that calls itself adds nothing
        within = (c for c in view.names.calls_in(function) if not _is_tried(view, c))
        found = next((c for c in within if self._asks(view, c, depth)), None)
        self.seen[id(function)] = found
        return found

    def _asks(self, view: View, call: s.Call, depth: int) -> bool:
        """Whether a call asks a model, itself or through functions that can be read."""
        leads = self._leads(view, call, depth)
        if leads is not None:
            return leads
        if last_part(call.callee) in _DISTINCTIVE:
            return True
        return id(call) in view.kept(Asking).direct

    def asks(self, view: View, call: s.Call) -> bool:
        """Whether a call asks a model or leads to one."""
        return self._asks(view, call, 0)

    def _leads(self, view: View, call: s.Call, depth: int) -> bool | None:
        """None where what is called cannot be read."""
        answers: list[bool | None] = []
        for node in _called(call):
            answers += [self._thing_leads(view, thing, depth) for thing in trace(view.names, node)]
        if True in answers or self._injected_leads(view, call, depth):
            return True
        return False if answers and answers[0] is False else None

    def name(self, view: View, call: s.Call) -> str:
        """What the function is called that a call runs, itself or as what it is handed."""
        for node in _called(call):
            if any(self._thing_leads(view, thing, 0) for thing in trace(view.names, node)):
                return last_part(node)
        return last_part(call.callee)

    def last(self, view: View, call: s.Call) -> tuple[View, s.Call]:
        """The call that asks the model itself, behind one that leads there."""
        for _ in range(_HOPS + 1):
            things = (thing for node in _called(call) for thing in trace(view.names, node))
            below = (
                (other, self.seen.get(id(function)))
                for thing in things
                for other, function in injected.defined(view, thing)
            )
            deeper = next(((other, inner) for other, inner in below if inner is not None), None)
            if deeper is None:
                break
            view, call = deeper
        return view, call

    def _injected_leads(self, view: View, call: s.Call, depth: int) -> bool:
        """``service.answer(x)`` of ``service = Depends(get_service)``: what that one gives."""
        callee = s.bare(call.callee)
        owner = s.bare(callee.value) if isinstance(callee, s.Attribute) else None
        if not isinstance(callee, s.Attribute) or not isinstance(owner, s.Name) or depth >= _HOPS:
            return False
        for binding in view.names.lookup(owner):
            param = binding.node
            for given in injected.needed(view, param) if isinstance(param, s.Param) else ():
                for other, made in injected.returned(view, given):
                    if self._of_class(other, made, callee.name, depth):
                        return True
        return False

    def _thing_leads(self, view: View, thing: Thing, depth: int) -> bool | None:
        if depth >= _HOPS:
            return None
        if isinstance(thing, Local) and isinstance(thing.node, s.Function) and not thing.path:
            return self.first(view, thing.node, depth + 1) is not None
        if isinstance(thing, Made):
            return self._method_leads(view, thing, depth)
        if not isinstance(thing, Qualified) or thing.is_global:
            return None
        other = self._view(view, thing.name)
        if other is None:
            return None
        return self._any(other, other.names.functions, thing.name.rpartition(".")[2], depth)

    def _method_leads(self, view: View, thing: Made, depth: int) -> bool | None:
        """``Agent().run(x)``: a method of a class of this file or of another module."""
        if len(thing.path) != 1:
            return None
        if isinstance(thing.by, Local):
            return self._of_class(view, thing.by.node, thing.path[0], depth)
        if not isinstance(thing.by, Qualified) or thing.by.is_global:
            return None
        other = self._view(view, thing.by.name)
        if other is None:
            return None
        made = thing.by.name.rpartition(".")[2]
        for node in other.module.body:
            if isinstance(node, s.Class) and node.name == made:
                return self._of_class(other, node, thing.path[0], depth)
        return self._any(other, other.names.functions, thing.path[0], depth)

    def _of_class(self, view: View, owner: s.Node, method: str, depth: int) -> bool | None:
        """A method; of one that is inherited, what the class's own methods do."""
        if not isinstance(owner, s.Class):
            return None
        found = self._any(view, owner.body, method, depth)
        if found is not None or not owner.bases or method.startswith(("__", "get_")):
            return found
        methods = (n for n in owner.body if isinstance(n, s.Function) and n.name != "__init__")
        return any(self.first(view, each, depth + 1) is not None for each in methods) or None

    def _any(self, view: View, nodes: Sequence[s.Node], name: str, depth: int) -> bool | None:
        wanted = [n for n in nodes if isinstance(n, s.Function) and _is_named(view, n, name)]
        if not wanted:
            return None
        return any(self.first(view, node, depth + 1) is not None for node in wanted)

    def _view(self, view: View, name: str) -> View | None:
        """The module of the project that a name is of, parsed; each once."""
        path = next(iter(modules.files(view, name)), view.source.path)
        if path == view.source.path:
            return None
        if path not in self.views:
            self.views[path] = parsed(view, path) if len(self.views) < _MOST else None
        return self.views[path]


# Packages that compute a model's answer in this process.
_HERE = lazy(
    r"^(?:llama_cpp|ctransformers|gpt4all|mlx_lm|exllamav2|node-llama-cpp|@xenova/transformers|"
    r"@huggingface/transformers)(?:[./]|$)"
)
_HERE_IMPORTED = lazy(
    rb"(?m)^[ \t]*(?:from|import)\s+(?:llama_cpp|ctransformers|gpt4all|mlx_lm|exllamav2)\b|"
    rb"(?:from|require\(|import\()\s*[\"'](?:node-llama-cpp|@(?:xenova|huggingface)/transformers)[\"']"
)


def runs_here(view: View, call: s.Call) -> bool:
    """Whether the model that a call asks runs in this process, from a file of its own."""
    for thing in trace(view.names, call.callee):
        while isinstance(thing, Made):
            thing = thing.by
        if isinstance(thing, Qualified) and not thing.is_global:
            if _HERE.match(thing.name):
                return True
            if modules.imports(view, thing.name, _HERE_IMPORTED):
                return not modules.uses_sdk(view, thing.name)
    return False


def is_fixed(view: View, found: Endpoint) -> bool:
    """Whether nothing of a request can reach the model: the handler takes and reads none of it."""
    return not found.handler.params and not any(reads(view.names, found.handler))


def _called(call: s.Call) -> Iterator[s.Node]:
    """What a call runs: its callee, and the functions that it is handed."""
    yield call.callee
    for argument in call.arguments:
        if isinstance(argument.value, s.Name | s.Attribute):
            yield argument.value


_TRIED = lazy(r"is_?dev|development|debug", re.IGNORECASE)


def _is_tried(view: View, call: s.Call) -> bool:
    """In a branch for development: a health check that tries the model there."""
    return any(
        isinstance(above, s.If) and _TRIED.search(view.code(above.test))
        for above in view.names.above(call)
    )


def _is_named(view: View, function: s.Function, name: str) -> bool:
    declared = web.declared_name(view.names, function)
    return declared == name or (name == "default" and function.exported)


_kept: dict[tuple[Path, str, int], View | None] = {}  # modules that many handlers import


def parsed(view: View, path: str) -> View | None:
    """Another file of the tree, parsed; None of one that is not there or cannot be read."""
    key = view.root, path, id(view.policy)
    if key not in _kept:
        if len(_kept) >= _KEPT:
            _kept.clear()
        _kept[key] = _read(view, path)
    return _kept[key]


def _read(view: View, path: str) -> View | None:
    from prodgate.detect import parse
    from prodgate.view import View as Other

    source = door.read(view.root, path)
    if isinstance(source, NotChecked) or len(source.text) > _LARGE:
        return None
    module = parse(source)
    if isinstance(module, NotChecked):
        return None
    return Other(source, module, view.policy, view.pack, view.project, view.root)
