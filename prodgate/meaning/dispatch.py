"""Where a model names the function that runs: ``TOOLS[name](**args)``, ``getattr(tools, name)()``.

A *lookup* takes a function out of a table or a namespace by a name that the model gave. Looking a
name up is no allow-list: what counts is whether the name was asked about before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.dispatch_checks import is_asked
from prodgate.meaning.model_text import ModelText, model_text
from prodgate.meaning.trace import Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Lookup(Struct, frozen=True):
    """A function that is looked up by the name in ``key``."""

    node: s.Node
    base: s.Node | None  # the table or namespace; None for globals()
    key: s.Node
    is_open: bool  # a namespace: more stands in it than anybody listed
    is_module: bool = False  # all functions of a module are tools: unscoped-tools says so


class Dispatch(Struct, frozen=True):
    """A looked-up function that is run with nobody asking about its name."""

    call: s.Call
    lookup: Lookup


def dispatches(view: View) -> Iterator[Dispatch]:
    """One a lookup, in source order."""
    text = model_text(view)
    told: set[int] = set()
    for call in view.names.calls:
        lookup = run_lookup(view, call)
        if lookup is None or id(lookup.node) in told:
            continue
        if not _is_chosen(view, text, lookup, call) or is_asked(view, text, lookup, call):
            continue
        told.add(id(lookup.node))
        yield Dispatch(call, lookup)


# -- the looked-up function --------------------------------------------------------------------

# Methods of a tool that run it, and properties that hold its function.
_RUNS = {
    "execute", "invoke", "ainvoke", "run", "arun", "call", "apply", "func", "function", "fn",
    "handler", "implementation", "execution", "callable", "coroutine", "acall", "_run", "handle",
    "run_async", "exec",
}  # fmt: skip
_RUNNERS = {
    "to_thread", "submit", "run_in_executor", "run_sync", "partial", "create_task", "maybe_await",
    "call_soon_threadsafe", "run_in_threadpool",
}  # fmt: skip


def run_lookup(view: View, call: s.Call) -> Lookup | None:
    """The lookup whose function a call runs."""
    callee = s.bare(call.callee)
    if isinstance(callee, s.Attribute) and callee.name in _RUNNERS and call.arguments:
        for argument in call.arguments[:2]:
            if (found := lookup_of(view, argument.value)) is not None:
                return found
        return None
    while _is_its_function(callee):
        assert isinstance(callee, s.Attribute | s.Index)
        callee = s.bare(callee.value)
    return lookup_of(view, callee)


def _is_its_function(node: s.Node) -> bool:
    """``TOOLS[name].run``, ``TOOLS[name]["function"]``"""
    if isinstance(node, s.Index):
        return isinstance(node.key, s.Literal) and node.key.value in _RUNS
    return isinstance(node, s.Attribute) and node.name in _RUNS


def lookup_of(view: View, node: s.Node, depth: int = 0) -> Lookup | None:
    """The lookup that a value is the result of; through one variable or two."""
    node = s.bare(node)
    if depth > 3:
        return None
    if isinstance(node, s.Attribute | s.Index) and _is_its_function(node):
        return lookup_of(view, node.value, depth + 1)
    if isinstance(node, s.Index):
        return _index(view, node)
    if isinstance(node, s.Call):
        return _got(view, node)
    if isinstance(node, s.Either):
        options = (lookup_of(view, option, depth + 1) for option in node.options)
        return next((each for each in options if each is not None), None)
    if isinstance(node, s.Name):
        for binding in view.names.lookup(node):
            if binding.kind == "value" and binding.value is not None:
                if binding.path and binding.path[-1] not in _RUNS:
                    continue
                if (found := lookup_of(view, binding.value, depth + 1)) is not None:
                    return found
    return None


def _index(view: View, node: s.Index) -> Lookup | None:
    key = s.bare(node.key)
    if isinstance(key, s.Literal | s.Opaque | s.Unary | s.Binary):
        return None
    base = s.bare(node.value)
    if isinstance(base, s.Call) and s.dotted(base.callee) in {"globals", "locals", "vars"}:
        return Lookup(node, None, key, is_open=True)
    return Lookup(node, base, key, is_open=_is_namespace(view, base))


def _is_module(view: View, base: s.Node) -> bool:
    """``import tools``, ``tools = importlib.import_module(name)``"""
    for thing in trace(view.names, base):
        if isinstance(thing, Made) and thing.call is not None and not thing.path:
            name = (s.dotted(thing.call.callee) or "").rpartition(".")[2]
            return name == "import_module"
        if isinstance(thing, Qualified) and not thing.is_global and view.language == "python":
            return any(
                isinstance(node, s.Import) and thing.name in {node.module, *_modules(node)}
                for node in view.module.body
            )
    return False


def _modules(node: s.Import) -> Iterator[str]:
    """``from app import tools``: a name in small letters that a package gives is a module."""
    for _, qualified in node.names:
        if qualified.rpartition(".")[2].islower():
            yield qualified


def _got(view: View, node: s.Call) -> Lookup | None:
    """``getattr(tools, name)``, ``TOOLS.get(name)``, ``globals().get(name)``"""
    name = s.dotted(node.callee) or ""
    if name in {"getattr", "Reflect.get"} and len(node.arguments) >= 2:
        key = s.bare(node.arguments[1].value)
        base = s.bare(node.arguments[0].value)
        if isinstance(key, s.Literal):
            return None
        return Lookup(node, base, key, is_open=True, is_module=_is_module(view, base))
    callee = s.bare(node.callee)
    if not isinstance(callee, s.Attribute) or callee.name not in {"get", "pop", "__getitem__"}:
        return None
    key_node = node.positional(0)
    if key_node is None or isinstance(s.bare(key_node), s.Literal):
        return None
    base = s.bare(callee.value)
    if isinstance(base, s.Call) and s.dotted(base.callee) in {"globals", "locals", "vars"}:
        return Lookup(node, None, s.bare(key_node), is_open=True)
    return Lookup(node, base, s.bare(key_node), is_open=_is_namespace(view, base))


def _is_namespace(view: View, base: s.Node) -> bool:
    """``import * as tools``, ``this``, ``globalThis``, ``vars(tools)``, ``tools.__dict__``"""
    if isinstance(base, s.Attribute) and base.name == "__dict__":
        return True
    if isinstance(base, s.Call):
        return s.dotted(base.callee) == "vars"
    if not isinstance(base, s.Name):
        return False
    if base.id in {"this", "globalThis", "window", "global", "self"}:
        return True
    bindings = view.names.lookup(base)
    if view.language == "javascript":
        return any(
            b.kind == "import" and b.qualified is not None and b.qualified == _module_of(b.node)
            for b in bindings
        )
    return False


def _module_of(node: s.Node) -> str:
    return node.module if isinstance(node, s.Import) else ""


# -- who chose the name ------------------------------------------------------------------------


def _is_chosen(view: View, text: ModelText, lookup: Lookup, call: s.Call) -> bool:
    """Whether a model gave the name: seen, or by what a function of a dispatcher is called."""
    given = text.of(lookup.key)
    if given is not None:
        return given.is_text and not given.schema and not _is_checked_value(view, text, lookup.key)
    return _is_dispatcher(view, lookup, call)


_NAMES = lazy(r"^_?(tool|function|func|fn)_?name$|^(tool|function)Name$")
_ARGUMENTS = lazy(
    r"(?i)^(tool|function|func|fn)?_?(args?|arguments|inputs?|params|parameters|kwargs)(_dict)?$"
)
_TABLES = lazy(r"(?i)tool|function|handler|action|registry|skill|command|^$")


def _is_dispatcher(view: View, lookup: Lookup, call: s.Call) -> bool:
    """``def run_tool(tool_name, tool_input): return TOOLS[tool_name](**tool_input)``: made to be
    called with what a model gave, wherever that is."""
    key = lookup.key
    function = view.names.function(call)
    if not isinstance(key, s.Name) or function is None or not _NAMES.match(key.id):
        return False
    bindings = view.names.lookup(key)
    if any(b.kind != "param" for b in bindings) or not bindings:
        return False
    params = {p.target.id for p in function.params if isinstance(p.target, s.Name)}
    base = (s.dotted(lookup.base) or "") if lookup.base is not None else ""
    if not _TABLES.search(base.rpartition(".")[2]):
        return False
    return any(
        isinstance(n, s.Name) and n.id in params and n.id != key.id and _ARGUMENTS.match(n.id)
        for argument in call.arguments
        for n in s.walk(argument)
    )


def _is_checked_value(view: View, text: ModelText, key: s.Node) -> bool:
    """``name = checked(call.function.name)``: a function of this file that refuses some names."""
    if isinstance(key, s.Name):
        values = [b.value for b in view.names.lookup(key) if b.kind == "value" and b.value]
    else:
        values = [key]
    for value in values:
        made = s.bare(value)
        function = text.local(made) if isinstance(made, s.Call) else None
        if function is not None and any(isinstance(n, s.Throw) for n in s.walk(*function.body)):
            return True
    return False


def table_name(view: View, lookup: Lookup) -> str:
    """What the table or namespace is called, for a message."""
    if lookup.base is None:
        return "globals()"
    return s.dotted(lookup.base) or "a table"
