"""Whether one place of a project records every call of a tool, so that no tool has to.

A dispatcher takes a tool out of a table by the name that a model gave, or runs what the tools' base
class makes each of them have; a handler of an agent's events hears of every call. A record there,
with the name of the tool, says who had what done for all tools of the project. Asked only when a
tool would be reported, and answered once a run and project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import modules, surroundings
from prodgate.meaning.asking import last_part
from prodgate.meaning.dispatch import Lookup, run_lookup
from prodgate.meaning.failures import words
from prodgate.meaning.tool_functions import Tool
from prodgate.meaning.trace import Local, Made, Qualified, Thing, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.findings import Language
    from prodgate.view import View

_MOST = 60  # files that are parsed for one project; those that can matter are few


class Central(Struct, frozen=True):
    """What is recorded in one place: what the project itself runs, and what any agent runs."""

    dispatched: bool = False
    heard: bool = False


def recorded_centrally(view: View, tool: Tool) -> bool:
    """Whether every call of this tool is recorded by what runs the tools of its project."""
    central = _central(view)
    return central.heard or (central.dispatched and not _is_run_elsewhere(view, tool))


_kept: dict[tuple[Path, str, Language, int], Central] = {}


def _central(view: View) -> Central:
    key = view.root, surroundings.project(view), view.language, id(view.policy)
    if key not in _kept:
        if len(_kept) > 500:
            _kept.clear()
        _kept[key] = _look(view)
    return _kept[key]


_RUNS = lazy(
    rb"(?i)(?:tool|function|func|fn|action|skill)\w*\??\.?(?:\[|\.get\()|getattr\(|"
    rb"\btool\w*\.(?:_?a?run|_?execute|a?invoke|_?call)\w*\(|(?:self|this)\._?(?:a?run|execute|call)\("
)
_HEARS = lazy(
    rb"(?i)[\"'`](?:on_?)?tool[_.:-]?(?:execution|call|use|run)?s?[_.:-](?:start|end|finish|complet|"
    rb"result|call|execut|use)|(?:on_|handle_?|before_|after_)tool"
)


def _look(view: View) -> Central:
    """What the files of a project say, judged as code where their bytes let them say it."""
    from prodgate.meaning.endpoints import parsed

    dispatched = False
    for path in surroundings.holding(view, (_RUNS, _HEARS), _MOST):
        other = parsed(view, path)
        if other is None or other.language != view.language:
            continue
        for call in filter(_records_a_name(other), other.names.calls):
            if _is_heard(other, call):
                return Central(dispatched=True, heard=True)
            dispatched = dispatched or _is_dispatched(other, call)
    return Central(dispatched)


# -- a record with the name of the tool --------------------------------------------------------

_KEEPS = lazy(
    r"_(?:log|logs|audit|record|track|trace|telemetry|event|events|journal|activity|ledger|span)_"
)
# To the page, out of a store, or heard: nothing is kept by these.
_PASSES = lazy(
    r"^_(?:get|read|list|load|fetch|find|emit|send|yield|stream|broadcast|dispatch|push|on|handle|"
    r"parse|format|is|has|should|process|publish|queue|notify)_"
)
_LEVELS = {"info", "log", "notice", "warning", "warn", "error", "critical"}
_LOGGERS = lazy(r"_(?:log|logs|logger|logging|audit)_")
_ROWS = {"add", "create", "insert", "insert_one", "insertOne", "save", "values", "upsert"}
_STORES = lazy(r"_(?:db|database|session|prisma|supabase|repo|repository|table|collection|tx)_")
_INSERTS = lazy(r"^\s*insert\b", re.IGNORECASE)
_NAME = lazy(
    r"(?:^|[._])(?:tool|function|func|fn|skill|action)_name$|_(?:tool|call|function)\.name$"
)


def _records_a_name(view: View) -> Callable[[s.Call], bool]:
    """Whether a call keeps a record in which the name of a tool stands, on the ordinary way."""
    return lambda call: _is_kept(view, call) and _names_a_tool(view, call) and _is_usual(view, call)


def _is_kept(view: View, call: s.Call) -> bool:
    last = last_part(call.callee)
    own = {view.policy.function(use, view.language) for use in ("logger", "audit")}
    if any(known is not None and known.name == last for known in own):
        return True
    head = (s.dotted(call.callee) or "").rpartition(".")[0]
    if head == "console":
        return last == "info"
    if last in _LEVELS:
        return bool(_LOGGERS.search(words(head.replace(".", "_"))))
    said = words(last)
    if _KEEPS.search(said) and not _PASSES.search(said):
        return True
    return _is_row(view, call, last)


def _is_row(view: View, call: s.Call, last: str) -> bool:
    """``session.add(ToolRun(name))``, ``db.insert(runs).values({ name })``, an INSERT"""
    if last in _ROWS:
        owner = re.sub(r"\W+", "_", view.code(call.callee)[:200]).rpartition("_")[0]
        return bool(_STORES.search(words(owner)))
    return last in {"execute", "query", "run"} and any(
        isinstance(argument.value, s.Literal) and _INSERTS.match(str(argument.value.value))
        for argument in call.arguments[:1]
    )


def _names_a_tool(view: View, call: s.Call) -> bool:
    """``logger.info("ran %s", tool.name)``, ``writeTrace({ tool: event.toolName })``"""
    parts = (part for argument in call.arguments for part in s.walk(argument.value))
    return any(
        isinstance(part, s.Name | s.Attribute) and _is_name_of_tool(view, part) for part in parts
    )


def _is_name_of_tool(view: View, node: s.Name | s.Attribute) -> bool:
    path = s.dotted(node) or _last(node)
    if _NAME.search(_snake(path)):
        return True
    if path in {"self.name", "this.name"}:
        return True
    return isinstance(node, s.Name) and node.id == "name" and _is_param_of_runner(view, node)


def _last(node: s.Name | s.Attribute) -> str:
    return node.id if isinstance(node, s.Name) else node.name


def _is_param_of_runner(view: View, node: s.Name) -> bool:
    """The ``name`` of ``def run_tool(name, args)``, or of what a model called."""
    return any(
        binding.kind == "param"
        or "name" in binding.path
        or (binding.value is not None and "name" in view.code(binding.value))
        for binding in view.names.lookup(node)
    )


def _snake(path: str) -> str:
    """``call.toolName`` -> ``_call.tool_name``"""
    return "_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", path).lower()


def _is_usual(view: View, call: s.Call) -> bool:
    """Not only where a call failed, or where there is no tool of that name."""
    below: s.Node = call
    for above in view.names.above(call):
        if isinstance(above, s.Handler):
            return False
        if isinstance(above, s.If) and _refuses(view, above, below):
            return False
        if isinstance(above, s.Function):
            return True
        below = above
    return True


def _refuses(view: View, branch: s.If, below: s.Node) -> bool:
    """``if tool is None: log.warning(...); return``: the branch that ends before anything runs."""
    body = branch.body if any(below is node for node in branch.body) else ()
    return (
        bool(body)
        and isinstance(body[-1], s.Return | s.Throw | s.Jump)
        and not any(
            _run(view, inner)
            for node in body
            for inner in s.walk(node)
            if isinstance(inner, s.Call)
        )
    )


# -- a dispatcher ------------------------------------------------------------------------------

_RUN_METHODS = {
    "run", "_run", "arun", "_arun", "execute", "_execute", "aexecute", "invoke", "ainvoke", "call",
    "_call", "acall", "run_async", "run_impl",
}  # fmt: skip
_TABLES = lazy(r"_(?:tools?|functions?|funcs?|skills?|actions?)_")
_RECEIVER = lazy(r"^(?:self\.|this\.)?_?\w*tool(?:_?instance|_?obj)?$", re.IGNORECASE)
_TOOL_CLASS = lazy(r"Tool(?:Base)?$|^(?:Base|Abstract)Tool")


def _is_dispatched(view: View, record: s.Call) -> bool:
    """Whether a record stands in a function that runs whichever tool was asked for."""
    function = view.names.function(record)
    if function is None:
        return False
    return any(_run(view, call) for call in view.names.calls_in(function))


def _run(view: View, call: s.Call) -> bool:
    """``tools[name](**args)``, ``tool.execute(args)``, ``self._execute(args)`` of the base class"""
    if (lookup := run_lookup(view, call)) is not None and _is_table_of_tools(lookup):
        return True
    callee = s.bare(call.callee)
    if not isinstance(callee, s.Attribute) or callee.name not in _RUN_METHODS:
        return False
    receiver = s.dotted(callee.value) or ""
    if receiver in {"self", "this"}:
        return _is_common(view, call, callee.name)
    return bool(_RECEIVER.search(receiver)) and _is_any(view, callee.value)


def _is_table_of_tools(lookup: Lookup) -> bool:
    texts = (s.dotted(node) or "" for node in (lookup.base, lookup.key) if node is not None)
    return any(_TABLES.search(words(text.replace(".", "_"))) for text in texts)


def _is_common(view: View, call: s.Call, method: str) -> bool:
    """A method of the tools' base class that runs what each of them has."""
    function = view.names.function(call)
    owner = view.names.parent(function) if function is not None else None
    if function is None or not isinstance(owner, s.Class) or not _TOOL_CLASS.search(owner.name):
        return False
    return function.name in _RUN_METHODS | {"__call__"} and function.name != method


def _is_any(view: View, receiver: s.Node) -> bool:
    """A tool that nobody named here: ``tool = WeatherTool()`` is one of them, not any."""
    return not any(_is_one(thing) for thing in trace(view.names, receiver))


def _is_one(thing: Thing) -> bool:
    if isinstance(thing, Made) and not thing.path:
        by = thing.by
        name = by.name if isinstance(by, Qualified) else ""
        name = by.node.name if isinstance(by, Local) else name.rpartition(".")[2]
        return name[:1].isupper()
    return isinstance(thing, Local) or (isinstance(thing, Qualified) and not thing.is_global)


# -- an agent's events -------------------------------------------------------------------------

_EVENT = lazy(
    r"^(?:on_)?tool_(?:(?:execution|call|use|run|calls)_)?(?:start|started|end|ended|finish|"
    r"finished|complete|completed|call|called|calls|use|used|execute|executed|result|output)$"
)
_HEARER = lazy(
    r"^(?:on|handle|before|after)_(?:agent_)?tool_?(?:call|use|execution)?_?"
    r"(?:start|started|end|ended|complete|completed|callback|call|result|hook)?$"
)


def _is_heard(view: View, record: s.Call) -> bool:
    """Whether a record stands where an agent tells that a tool is called, or was."""
    below: s.Node = record
    for above in view.names.above(record):
        if any(_EVENT.match(_event(text)) for text in _asked(above, below)):
            return True
        if isinstance(above, s.Function) and _HEARER.match(_event(above.name)):
            return True
        below = above
    return False


def _event(text: str) -> str:
    return re.sub(r"[.:-]", "_", _snake(text)[1:])


def _asked(above: s.Node, below: s.Node) -> Iterator[str]:
    """The texts that decide whether what is below runs: of a test, a case, a subscription."""
    tests: list[s.Node] = []
    if isinstance(above, s.If) and any(below is node for node in above.body):
        tests = [above.test]
    elif isinstance(above, s.Switch):
        pairs = zip(above.patterns, above.cases, strict=False)
        tests = [p for p, body in pairs if any(n.start <= below.start < n.end for n in body)]
    elif isinstance(above, s.Call):
        tests = [a.value for a in above.arguments[:2] if isinstance(a.value, s.Literal)]
    for node in s.walk(*tests):
        if isinstance(node, s.Literal) and isinstance(node.value, str):
            yield node.value


# -- who runs a tool ---------------------------------------------------------------------------

# Packages that describe tools, and leave it to the program to run them.
_LEFT_TO_US = lazy(r"^(?:langchain|pydantic$|pydantic\.|abc\b|typing)")


def _is_run_elsewhere(view: View, tool: Tool) -> bool:
    """Whether an agent of a package runs the tool: no dispatcher of the project sees it."""
    return any(
        isinstance(thing, Qualified)
        and not thing.is_global
        and not modules.is_local(view, thing.name)
        and not _LEFT_TO_US.search(thing.name)
        for thing in _makers(view, tool.made_by)
    )


def _makers(view: View, made_by: s.Node) -> Iterator[Thing]:
    """What makes a function a tool: a decorator, a call, a base class, who gets the list."""
    nodes: list[s.Node] = [made_by.callee if isinstance(made_by, s.Call) else made_by]
    if isinstance(made_by, s.Class):
        nodes = list(made_by.bases)
    elif isinstance(made_by, s.Items | s.Entry):
        nodes = [a.callee for a in view.names.above(made_by) if isinstance(a, s.Call)][:1]
    for node in nodes:
        for thing in trace(view.names, node):
            while isinstance(thing, Made):
                thing = thing.by
            yield thing
