"""How a file logs, and the statement that would log an error there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.edits import AddImport, Define, Import, InsertBefore, Intent, Replace
from prodgate.guard import helper
from prodgate.meaning.asking import last_part
from prodgate.meaning.web import declared_name
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.names import Binding
    from prodgate.view import View

_LOGGER = lazy(r"^_?(?:log|logger|LOG|LOGGER)$")
_MADE_BY = {"getLogger", "get_logger", "getLoggerClass", "bind"}
_FREE = ("error", "err", "cause", "failure")


def log_in_handler(
    view: View, handler: s.Handler, what: str = "the model call failed"
) -> tuple[Intent, ...] | None:
    """The intents that log the error of a handler first; None where there is no line for it."""
    text = _subject(view, handler, what)
    if view.language == "python":
        return _python(view, handler, text)
    return _javascript(view, handler, text)


def _subject(view: View, node: s.Node, what: str) -> str:
    """What failed and where, for a person who reads the log."""
    function = view.names.function(node)
    name = declared_name(view.names, function) if function is not None else ""
    return f"{name}: {what}" if name else what


# -- Python ------------------------------------------------------------------------------------


def _python(view: View, handler: s.Handler, text: str) -> tuple[Intent, ...] | None:
    if not handler.body or not starts_line(view, handler.body[0]):
        return None
    first = handler.body[0]
    place = (first.start, first.end)
    own = view.policy.function("logger", "python")
    if own is not None:
        called = helper(view, "logger")
        cause = handler.name or "traceback.format_exc()"
        needed = (AddImport(Import("traceback")),) if handler.name is None else ()
        code = f'{called.name}("{text}", {cause})'
        return (*called.intents, *needed, InsertBefore(place, code))
    logger, defined = _python_logger(view, handler)
    return (*defined, InsertBefore(place, f'{logger}.exception("{text}")'))


def starts_line(view: View, node: s.Node) -> bool:
    """Whether nothing else stands before a statement on its line."""
    line = view.text.rfind("\n", 0, node.start) + 1
    return not view.text[line : node.start].strip()


def _python_logger(view: View, node: s.Node) -> tuple[str, tuple[Intent, ...]]:
    """The logger at hand in the file, or the one that is defined for it."""
    owner = view.names.class_of(node) if _has_self(view, node) else None
    for name in ("logger", "log", "_logger", "_log") if owner is not None else ():
        if view.names.attributes.get(f"{id(owner)}.{name}"):
            return f"self.{name}", ()
    root = view.names.scopes[id(view.module)]
    for name, bindings in root.bindings.items():
        if any(_is_logger(name, b) for b in bindings) and _visible(view, name, node):
            return name, ()
    for call in view.names.calls:
        if s.dotted(call.callee) in {f"logging.{level}" for level in _LEVELS}:
            return "logging", ()
    made = Define("logger", "logger = logging.getLogger(__name__)")
    return "logger", (AddImport(Import("logging")), made)


def _has_self(view: View, node: s.Node) -> bool:
    """Whether ``self`` means the object here: a plain method is around."""
    for above in view.names.above(node):
        if isinstance(above, s.Function):
            first = above.params[0].target if above.params else None
            if isinstance(view.names.parent(above), s.Class):
                return isinstance(first, s.Name) and first.id == "self"
    return False


_LEVELS = ("debug", "info", "warning", "error", "exception", "critical")


def _visible(view: View, name: str, node: s.Node) -> bool:
    """Whether a module's name still means the same inside the function of a node."""
    function = view.names.function(node)
    scope = view.names.scopes.get(id(function)) if function is not None else None
    return scope is None or name not in scope.bindings


def _is_logger(name: str, binding: Binding) -> bool:
    if binding.kind == "import":
        return bool(_LOGGER.match(name)) and binding.qualified != "logging"
    value = s.bare(binding.value) if binding.value is not None else None
    return isinstance(value, s.Call) and last_part(value.callee) in _MADE_BY


# -- JavaScript --------------------------------------------------------------------------------


def _javascript(view: View, handler: s.Handler, text: str) -> tuple[Intent, ...] | None:
    name, intents = handler.name, list[Intent]()
    source = view.code(handler)
    header = source[: source.find("{") + 1]
    if name is None:
        if "(" in header:
            return None  # destructured: the error itself has no name
        name = _free(view, handler)
    written, needed = _javascript_call(view, handler, name, text)
    intents += needed
    if handler.body and starts_line(view, handler.body[0]):
        first = handler.body[0]
        if handler.name is not None:
            return (*intents, InsertBefore((first.start, first.end), written + ";"))
        renamed = _with_name(view, handler, f"catch ({name}) {{", f"{written};")
        return None if renamed is None else (*intents, renamed)
    if "\n" in source:
        remarks = source[len(header) : -1].strip()
        return None if remarks else _filled(intents, handler, name, written)
    rest = source[len(header) :].lstrip()
    code = f"catch ({name}) {{ {written}; {rest}"
    if handler.name is not None:
        code = f"{header} {written}; {rest}"
    return (*intents, Replace((handler.start, handler.end), code))


def _with_name(view: View, handler: s.Handler, header: str, written: str) -> Replace | None:
    """The handler anew, with a name for the error; its lines as a renderer wants them, two spaces
    a level."""
    source = view.code(handler)
    if "`" in source:
        return None
    base = _indent(view, handler.start)
    unit = _indent(view, handler.body[0].start).removeprefix(base)
    top, *below = source.replace("\r", "").split("\n")
    rows = [header + top[top.find("{") + 1 :], f"  {written}"]
    for row in below:
        rest, level = row.removeprefix(base), 0
        while unit and rest.startswith(unit):
            rest, level = rest[len(unit) :], level + 1
        if rest.startswith(("  ", "\t")) or (rest and not row.startswith(base)):
            return None
        rows.append("  " * level + rest if rest else "")
    return Replace((handler.start, handler.end), "\n".join(rows))


def _indent(view: View, position: int) -> str:
    line = view.text[view.text.rfind("\n", 0, position) + 1 : position]
    return line[: len(line) - len(line.lstrip())]


def _filled(
    intents: list[Intent], handler: s.Handler, name: str, written: str
) -> tuple[Intent, ...]:
    code = f"catch ({name}) {{\n  {written};\n}}"
    return (*intents, Replace((handler.start, handler.end), code))


def _free(view: View, node: s.Node) -> str:
    """A name that the handler does not use for something else."""
    used = {n.id for n in s.walk(node) if isinstance(n, s.Name)}
    return next((name for name in _FREE if name not in used), "modelError")


def _javascript_call(
    view: View, node: s.Node, name: str, text: str
) -> tuple[str, tuple[Intent, ...]]:
    if view.policy.function("logger", "javascript") is not None:
        called = helper(view, "logger")
        return f'{called.name}("{text}", {name})', called.intents
    for call in view.names.calls:  # as the file does it elsewhere
        callee = s.dotted(call.callee) or ""
        head, _, level = callee.rpartition(".")
        if level != "error" or not _LOGGER.match(head.rpartition(".")[2]):
            continue
        if head.startswith("this.") and view.names.class_of(node) is not view.names.class_of(call):
            continue
        first = call.positional(0)
        if isinstance(first, s.Mapping):
            return f'{callee}({{ err: {name} }}, "{text}")', ()
        return f'{callee}("{text}", {name})', ()
    return f'console.error("{text}", {name})', ()


def log_in_callback(view: View, function: s.Node) -> tuple[Intent, ...] | None:
    """The intents that log in ``() => null`` or ``onError: () => "..."``."""
    if not isinstance(function, s.Function) or len(function.body) > 1 or len(function.params) > 1:
        return None
    source = view.code(function)
    statement = function.body[0] if function.body else None
    is_block = source.rstrip().endswith("}") and "=>" in source and "{" in source
    name = _free(view, function)
    if function.params:
        target = function.params[0].target
        if not isinstance(target, s.Name):
            return None
        name = target.id
    if statement is not None and not isinstance(statement, s.Return):
        return None
    if "//" in source or "/*" in source or "=>" not in source:
        return None
    if statement is None and not is_block:
        return None
    text = _subject(view, function, "the model call failed")
    written, needed = _javascript_call(view, function, name, text)
    ahead = "async " if function.is_async else ""
    param = source[len(ahead) : source.find("=>")].strip() if function.params else f"({name})"
    lines = [f"{ahead}{param} => {{", f"  {written};"]
    if statement is not None and isinstance(statement, s.Return) and statement.value is not None:
        value = view.code(statement.value)
        if "\n" in value:
            return None
        lines.append(f"  return {value};")
    return (*needed, Replace((function.start, function.end), "\n".join([*lines, "}"])))
