"""Tools of a file whose body runs what the model gives them: a command, code, a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.meaning import modules, surroundings, web
from prodgate.meaning.databases import is_number, may_be_database
from prodgate.meaning.execution import Run, run_by
from prodgate.meaning.origins import is_admitted, is_confirmed, origins, parameters
from prodgate.meaning.tool_functions import Tool, tool_functions
from prodgate.meaning.trace import Local, Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Danger(Struct, frozen=True):
    """A tool, and the call that runs its argument.

    ``given``: a parameter of the tool that is run; ``through``: the call of the tool's own body
    that runs it, or goes to the function that does.
    """

    tool: Tool
    run: Run
    given: str
    through: s.Call


DEPTH = 2


def tool_dangers(view: View) -> tuple[Danger, ...]:
    """One a tool, at the first such call; a tool that asks, or compares, has none."""
    return view.kept(_all)


def _all(view: View) -> tuple[Danger, ...]:
    return tuple(_tool_dangers(view))


def _tool_dangers(view: View) -> Iterator[Danger]:
    seen: set[int] = set()
    tools = list(tool_functions(view))
    for tool in (*tools, *_described_elsewhere(view, {id(t.function) for t in tools})):
        if needs_approval(view, tool.made_by):
            continue
        danger = danger_of(view, tool)
        if danger is not None and id(danger.run.call) not in seen:
            seen.add(id(danger.run.call))
            yield danger


_PHRASE = lazy(r"[a-z]_[a-z]|[a-z][A-Z]")  # of two words: ``run`` may be anything


def _described_elsewhere(view: View, known: set[int]) -> Iterator[Tool]:
    """Functions that run a whole parameter, and whose name a file of the project describes to a
    model: the schema often stands apart from the function."""
    for call in view.names.calls:
        run = run_by(view.names, call)
        function = view.names.function(call) if run is not None else None
        if run is None or function is None or id(function) in known:
            continue
        known.add(id(function))
        text, name = s.bare(run.text), web.declared_name(view.names, function)
        whole = isinstance(text, s.Name) and text.id in parameters(function)
        if whole and name and _PHRASE.search(name) and name in surroundings.described_tools(view):
            yield Tool(function, name, function)


def danger_of(view: View, tool: Tool) -> Danger | None:
    """What a function runs of what it is given, were it a tool."""
    return _danger(view, tool, tool.function, parameters(tool.function), 0)


def _danger(
    view: View, tool: Tool, function: s.Function, given: frozenset[str], depth: int
) -> Danger | None:
    """The first call of a function that runs one of the names given to it."""
    if is_confirmed(function.body) or _approves(view, function):
        return None
    for call in view.names.calls:
        if not function.start <= call.start < function.end:
            continue
        if run := run_by(view.names, call):
            if is_sound_sql(view, function, run):
                continue
            made_of = origins(view.names, function, run.text, code=run.kind == "code")
            if made_of & given and not is_admitted(view.names, function, made_of, call.start):
                return Danger(tool, run, min(made_of & given), call)
        elif depth < DEPTH and (found := helper_of(view, call)) is not None:
            there, inner = found
            passed = _passed(view, function, call, inner, given) if inner is not function else None
            if passed and (danger := _danger(there, tool, inner, passed, depth + 1)):
                made_of = origins(view.names, function, call)
                return replace(danger, given=min(made_of & given, default=""), through=call)
    return None


def _approves(view: View, function: s.Function) -> bool:
    """Whether the guard's or the team's own function asks before anything runs."""
    return any(
        isinstance(node, s.Call) and is_helper(view, node.callee, "approve")
        for node in s.walk(*function.body)
    )


_RUNS = lazy(r"run|exec|eval|sandbox|shell|bash|command|code|script|interpret|terminal", re.I)


def helper_of(view: View, call: s.Call) -> tuple[View, s.Function] | None:
    """The function that a call goes to, in this file or, going by what it is called, in the
    module it is imported from."""
    for thing in trace(view.names, call.callee):
        if isinstance(thing, Local):
            if isinstance(thing.node, s.Function) and not thing.path:
                return view, thing.node
        elif isinstance(thing, Made) and isinstance(thing.by, Local) and len(thing.path) == 1:
            owner = thing.by.node
            for member in owner.body if isinstance(owner, s.Class) else ():
                if isinstance(member, s.Function) and member.name == thing.path[0]:
                    return view, member
        elif isinstance(thing, Qualified) and _RUNS.search(thing.name.rpartition(".")[2]):
            return None if thing.is_global else imported_function(view, thing.name)
    return None


def imported_function(view: View, name: str) -> tuple[View, s.Function] | None:
    """A function of another module of the project, one import away."""
    from prodgate.body import neighbours

    other = neighbours.of(view, name) if modules.is_local(view, name) else None
    if other is None:
        return None
    there, wanted = other
    for function in there.names.functions:
        if web.declared_name(there.names, function) == wanted:
            return there, function
    return None


def _passed(
    view: View, outer: s.Function, call: s.Call, inner: s.Function, given: frozenset[str]
) -> frozenset[str]:
    """Which parameters of a helper get what was given to the outer function, and is unchecked."""
    params = [p for p in inner.params if s.dotted(p.target) not in {"self", "cls"}]
    found: set[str] = set()
    for index, argument in enumerate(call.arguments):
        for at, param in enumerate(params):
            named = argument.name is not None and s.dotted(param.target) == argument.name
            if not named and (argument.name is not None or at != index):
                continue
            for bound, value in _pairs(param, argument.value):
                made_of = origins(view.names, outer, value)
                if made_of & given and not is_admitted(view.names, outer, made_of, call.start):
                    found.add(bound)
    return frozenset(found)


def _pairs(param: s.Param, value: s.Node) -> Iterator[tuple[str, s.Node]]:
    """The names that a parameter binds, and what each is given: ``run({ code, context })``."""
    target, value = s.bare(param.target), s.bare(value)
    if isinstance(target, s.Name):
        yield target.id, value
    elif isinstance(target, s.Pattern):
        for bound in target.names:
            entries = value.entries if isinstance(value, s.Mapping) else ()
            fits = [e.value for e in entries if e.name == (bound.path or ("",))[0]]
            if fits or not isinstance(value, s.Mapping):
                yield bound.name, fits[0] if fits else value


# -- what makes it sound -----------------------------------------------------------------------

_APPROVALS = {
    "needs_approval", "requires_approval", "require_confirmation", "requires_confirmation",
    "needsApproval", "ask_human_input", "approval", "requireApproval", "require_approval",
    "on_approval", "requires_user_confirmation", "human_in_the_loop", "confirm",
}  # fmt: skip


def needs_approval(view: View, made_by: s.Node) -> bool:
    """Whether the SDK asks a person before it runs the tool."""
    for node in _settings(made_by):
        if isinstance(node, s.Argument | s.Entry) and node.name in _APPROVALS:
            off = isinstance(node.value, s.Literal) and not node.value.value
            if not off and not (node.name == "needsApproval" and _is_ignored(view)):
                return True
    return False


def _settings(made_by: s.Node) -> Iterator[s.Node]:
    """The arguments and entries of what makes a function a tool, not of the tool's own body."""
    if isinstance(made_by, s.Mapping):
        yield from made_by.entries
    elif isinstance(made_by, s.Call):
        for argument in made_by.arguments:
            yield argument
            value = s.bare(argument.value)
            if isinstance(value, s.Mapping):
                yield from value.entries


def _is_ignored(view: View) -> bool:
    """ai 5 takes ``needsApproval`` and does nothing with it."""
    version = view.project.version(view.source.path, "ai", "javascript")
    if version is None or version.unbounded:
        return False
    from prodgate.project import possible

    return possible(version, ">=6") == "no"


_READ_ONLY = lazy(
    r"mode=ro\b|read_?only[\"']?\s*[=:]\s*[Tt]rue|query_only|READ ONLY|transaction_read_only|"
    r"postgresql_readonly|default_access_mode[\"']?\s*[:=]\s*[\"']?READ|READ_ACCESS|accessMode:.*READ",
)
_SELECTS = lazy(
    r"startswith\(\s*\(?[\"'](?:select|with|match)|startsWith\(\s*[\"'`](?:select|with|match)|"
    r"\^\\?s?\*?\(?(?:\?:|\?i\))?\s*\(?select|get_type\(\)|sqlglot|== [\"']select[\"']",
    re.I,
)


def reads_only(view: View) -> bool:
    """Whether the file opens its database for reading alone."""
    return bool(_READ_ONLY.search(view.text)) or ":memory:" in view.text


def is_sound_sql(view: View, function: s.Function, run: Run) -> bool:
    """Whether a statement cannot write, has values of its own, or is none that could do harm."""
    if run.kind != "sql":
        return False
    if is_number(view.names, run.text) or not may_be_database(view, run):
        return True
    if len(run.call.arguments) > 1 and isinstance(s.bare(run.text), s.Name | s.Attribute):
        code = view.code(run.text).lower()
        if not re.search(r"sql|query|statement|cypher", code):
            return True
    return reads_only(view) or bool(_SELECTS.search(view.text, function.start, run.call.start))
