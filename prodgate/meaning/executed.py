"""Text of a model that a file runs, queries with, shows as HTML, or keeps as code to be run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.evaluated import evaluates_answer
from prodgate.meaning.execution import Run, run_by, snake
from prodgate.meaning.markup import Shown, shown_as_html
from prodgate.meaning.model_text import Given, model_text
from prodgate.meaning.origins import is_admitted, is_confirmed, origins
from prodgate.meaning.tool_dangers import Danger, is_sound_sql, reads_only, tool_dangers
from prodgate.meaning.tool_functions import header
from prodgate.meaning.trace import Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

Kind = Literal["shell", "code", "sql", "html", "name", "stored", "kept", "chain"]


class Executed(Struct, frozen=True):
    """A place where it happens. ``name``: what is called; ``run``, ``shown``: what it is.

    ``by``: the function of another file that this call leaves the running to.
    """

    node: s.Node
    kind: Kind
    name: str
    run: Run | None = None
    shown: Shown | None = None
    by: str = ""


def executions(view: View) -> Iterator[Executed]:
    """Every such place of a file; a tool that runs commands or code itself is another rule's."""
    tools = [(d.tool.function.start, d.tool.function.end, d) for d in tool_dangers(view)]
    done: set[int] = set()
    for _, _, danger in tools:
        found = _beside_tool(view, danger)
        if found is not None and id(found.node) not in done:
            done.add(id(found.node))
            yield found
    spans = [(start, end) for start, end, _ in tools]
    for call in view.names.calls:
        if id(call) in done or any(start <= call.start < end for start, end in spans):
            continue
        if (found := _run(view, call) or _kept(view, call) or _chain(view, call)) is not None:
            yield found
    yield from _html(view)


_SCREEN = 20  # lines: whoever reads the finding at the tool sees what is nearer


def _beside_tool(view: View, danger: Danger) -> Executed | None:
    """Where a tool's argument is run, unless the finding at the tool shows it.

    A statement is told here alone. A command or code is told at the tool too, so that it is told
    again only where the helper that runs it stands far away, or in another file.
    """
    run = danger.run
    is_here = any(run.call is each for each in view.names.calls)
    if run.kind == "sql" and is_here:
        return Executed(run.call, "sql", run.name, run)
    place = run.call if is_here else danger.through
    if run.kind != "sql":
        inside = danger.tool.function.start <= run.call.start < danger.tool.function.end
        if is_here and inside:
            return None
        told, here = header(view, danger.tool).start, place.start
        if view.text.count("\n", min(told, here), max(told, here)) <= _SCREEN:
            return None
    if is_here:
        return Executed(place, run.kind, run.name, run)
    by = s.dotted(place.callee) or ""
    return Executed(place, run.kind, run.name, run, by=by.rpartition(".")[2])


# -- run ---------------------------------------------------------------------------------------


def _run(view: View, call: s.Call) -> Executed | None:
    run = run_by(view.names, call)
    if run is None:
        return None
    given = model_text(view).of(run.text)
    if given is None or not given.is_text:
        if not evaluates_answer(view, run):
            return _stored(view, run)
        given = Given("text")
    if _is_checked(view, run, given.call):
        return None
    kind: Kind = "name" if given.kind == "tool" and run.kind == "code" else run.kind
    return Executed(call, kind, run.name, run)


def _is_checked(view: View, run: Run, source: s.Call | None) -> bool:
    """A person is asked, or a list of what may pass stands before it."""
    function = view.names.function(run.call)
    around = function.body if function is not None else view.module.body
    if is_confirmed(around):
        return True
    holder = function or s.Function(0, 0, "", (), view.module.body)
    if run.kind == "sql" and is_sound_sql(view, holder, run):
        return True
    made_of = origins(view.names, holder, run.text, answer_of=source)
    return is_admitted(view.names, holder, made_of, run.call.start)


_CODE_KEYS = {"code", "source_code", "python_code", "function_code", "generated_code", "script"}
_STORES = lazy(
    r"(?:^|_)(?:db|database|store|storage|repository|repo|table|collection|redis)(?:_|$)"
)
_LOADS = lazy(r"^(?:get|load|fetch|find|read|select|query|retrieve)(?:_|$)")


def _stored(view: View, run: Run) -> Executed | None:
    """``exec(db.get_function(name)["code"])``: a column of code, whoever wrote it."""
    text = s.bare(run.text)
    key = text.name if isinstance(text, s.Attribute) else ""
    if isinstance(text, s.Index) and isinstance(text.key, s.Literal):
        key = str(text.key.value)
    if run.kind != "code" or run.is_file or key not in _CODE_KEYS:
        return None
    assert isinstance(text, s.Index | s.Attribute)
    for thing in trace(view.names, text.value):
        call = thing.call if isinstance(thing, Made) else None
        path = snake(s.dotted(call.callee) or "") if call is not None else ""
        owner, _, method = path.rpartition(".")
        if _LOADS.match(method) and _STORES.search(owner.replace(".", "_")):
            return Executed(run.call, "stored", run.name, run)
    return None


# -- kept as code --------------------------------------------------------------------------------

_KEEPS = lazy(
    r"^_?(?:add|register|save|store|create|update|upsert|install)(?:_or_update)?_?(?:new_|generated_)?"
    r"(?:function|tool|skill|plugin|code|module)s?(?:_version)?$"
)


def _kept(view: View, call: s.Call) -> Executed | None:
    """``add_function(name=..., code=reply["code"])``: it is run later, and nobody has read it."""
    callee = s.bare(call.callee)
    tail = callee.name if isinstance(callee, s.Attribute) else s.dotted(callee) or ""
    if not _KEEPS.match(snake(tail)):
        return None
    code = next((a.value for a in call.arguments if a.name in _CODE_KEYS), None)
    if code is None:
        options = call.positional(0)
        entries = options.entries if isinstance(options, s.Mapping) else ()
        code = next((e.value for e in entries if snake(e.name or "") in _CODE_KEYS), None)
    if code is None or model_text(view).of(code) is None:
        return None
    function = view.names.function(call)
    if function is not None and is_confirmed(function.body):
        return None
    return Executed(call, "kept", tail)


# -- chains --------------------------------------------------------------------------------------

_CHAINS = {
    "GraphCypherQAChain",
    "SQLDatabaseChain",
    "SQLDatabaseSequentialChain",
    "SqlDatabaseChain",
}
_MAKERS = {"from_llm", "fromLLM", "from_db", "fromLlm"}


def _chain(view: View, call: s.Call) -> Executed | None:
    """``GraphCypherQAChain.from_llm(...)``: it runs the query that its model wrote."""
    for thing in trace(view.names, call.callee):
        if not isinstance(thing, Qualified) or thing.is_global:
            continue
        parts = thing.name.split(".")
        name = parts[-2] if parts[-1] in _MAKERS and len(parts) > 1 else parts[-1]
        is_chain = name in _CHAINS or (name.startswith("Graph") and name.endswith("QAChain"))
        if is_chain and "langchain" in parts[0] and not reads_only(view):
            return Executed(call, "chain", name)
    return None


# -- HTML ----------------------------------------------------------------------------------------


def _html(view: View) -> Iterator[Executed]:
    for shown in shown_as_html(view):
        for part in shown.parts:
            given = model_text(view).of(part)
            if given is not None and given.is_text:
                yield Executed(shown.node, "html", shown.name, shown=shown)
                break
