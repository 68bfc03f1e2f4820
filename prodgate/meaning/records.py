"""Prints that carry data as records of a logger.

The team's own function where the policy names one, the logger that the file has, else
`logging.getLogger(__name__)` in Python and one line of JSON in JavaScript. An error that a handler
prints is recorded with its cause.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.edits import AddImport, Define, Fix, Import, Intent, Refusal, Replace
from prodgate.findings import Applicability
from prodgate.guard import helper
from prodgate.meaning.failures import Scene, printing
from prodgate.meaning.prints import Print

if TYPE_CHECKING:
    from prodgate.view import View


def recorded(view: View, found: tuple[Print, ...]) -> Fix | Refusal:
    """Every one of these prints as a record, or none."""
    rewrite = _python if view.language == "python" else _javascript
    return rewrite(view, found)


def recorded_error(view: View, handler: s.Handler, found: Iterable[Print]) -> Fix | None:
    """Those of the prints that print a handler's error, as records; None where none of them does.

    A failure that such a print tells is recorded by it: another line would say it twice.
    """
    errors = frozenset({handler.name} if handler.name else ())
    calls = {id(call) for call in printing(Scene(view.names, handler.body, errors))}
    telling = tuple(each for each in found if id(each.call) in calls) if calls else ()
    made = recorded(view, telling) if telling else None
    return made if isinstance(made, Fix) else None


def _made(intents: list[Intent], name: str, count: int) -> Fix:
    title = f"{name}(...) for {'this print' if count == 1 else f'{count} prints'}"
    return Fix(tuple(intents), Applicability.UNSAFE, title)


# -- Python ----------------------------------------------------------------------------------------

_MAKERS = {"logging.getLogger", "getLogger", "structlog.get_logger", "get_logger"}
_TAKEN = Refusal(
    "name-taken",
    "the name of the logger is something else here: make one under another name, such as "
    "log = logging.getLogger(__name__), and log these values with it",
)
_ODD = Refusal(
    "unusual-use",
    "the logger of this file is used in a way that is not known: log what is printed here with it, "
    "as values beside a fixed text",
)


def _python(view: View, found: tuple[Print, ...]) -> Fix | Refusal:
    own = view.policy.function("logger", "python") is not None
    intents: list[Intent] = []
    if own:
        use = helper(view, "logger")
        intents += use.intents
        name = use.name
    elif known := _known_logger(view):
        name = known
    elif _binds(view, "logger"):
        return _TAKEN
    else:
        name = "logger"
        intents.append(AddImport(Import("logging")))
        intents.append(Define("logger", "logger = logging.getLogger(__name__)"))
    for each in found:
        code = _record(view, each.call)
        if code is None:
            return _ODD
        level = _level(view, each)
        text, values = code
        if own:
            given = f"{text} % ({', '.join(values)},)" if values else text
            written = f"{name}({given})"
        else:
            written = f"{name}.{level}({', '.join([text, *values])})"
        intents.append(Replace((each.call.start, each.call.end), written))
    levels = " or .".join(dict.fromkeys(_level(view, each) for each in found))
    return _made(intents, name if own else f"{name}.{levels}", len(found))


def _level(view: View, each: Print) -> str:
    """``exception`` gives the cause too; it asks for the error that is being handled."""
    names = [node for node in s.walk(each.call) if isinstance(node, s.Name)]
    for above in view.names.above(each.call):
        if isinstance(above, s.Function):
            break
        if isinstance(above, s.Handler) and above.name in {name.id for name in names}:
            return "exception"
    caught = any(b.kind == "catch" for name in names for b in view.names.lookup(name))
    return "error" if caught or each.carried == "error" else "info"


def _known_logger(view: View) -> str | None:
    """The logger that the module makes for itself."""
    for node in view.module.body:
        value = s.bare(node.value) if isinstance(node, s.Assign) and node.value else None
        if isinstance(value, s.Call) and s.dotted(value.callee) in _MAKERS:
            return s.dotted(node.targets[0]) if isinstance(node, s.Assign) else None
    return None


def _binds(view: View, name: str) -> bool:
    return any(name in scope.bindings for scope in view.names.scopes.values())


def _record(view: View, call: s.Call) -> tuple[str, list[str]] | None:
    """The text of a record and the values for its places; None where print does something else."""
    if any(a.name not in {None, "flush"} for a in call.arguments):
        return None
    values = [a.value for a in call.arguments if a.name is None]
    if any(isinstance(value, s.Spread) for value in values):
        return None
    if len(values) == 1 and _is_text(values[0]):
        return view.code(values[0]), []
    words = [_plain(value) for value in values]
    text = " ".join("%s" if word is None else word.replace("%", "%%") for word in words)
    given = [view.code(v) for v, word in zip(values, words, strict=True) if word is None]
    return json.dumps(text, ensure_ascii=False), given


def _is_text(node: s.Node) -> bool:
    return isinstance(node, s.Text) or _plain(node) is not None


def _plain(node: s.Node) -> str | None:
    return node.value if isinstance(node, s.Literal) and isinstance(node.value, str) else None


# -- JavaScript ------------------------------------------------------------------------------------


def _javascript(view: View, found: tuple[Print, ...]) -> Fix | Refusal:
    own = view.policy.function("logger", "javascript") is not None
    known = None if own else _logger_name(view)
    if known is None:
        use = helper(view, "logger")
        callees = [Replace((p.call.callee.start, p.call.callee.end), use.name) for p in found]
        return _made([*use.intents, *callees], use.name, len(found))
    intents = list(_logged(view, known, found))
    if len(intents) < len(found):
        return _ODD
    return _made(intents, f"{known}.info", len(found))


_LOGGERS = {"logger", "log"}


def _logger_name(view: View) -> str | None:
    """A logger that the module makes or imports."""
    module = view.names.scopes[id(view.module)]
    return next((name for name in sorted(_LOGGERS) if name in module.bindings), None)


def _logged(view: View, name: str, found: tuple[Print, ...]) -> Iterator[Intent]:
    """One text for any logger; data beside it where it is pino's, whose form is known."""
    is_pino = any(node.module == "pino" for node in view.names.imports) or '"pino"' in view.text
    for each in found:
        values = [argument.value for argument in each.call.arguments]
        if any(isinstance(value, s.Spread) for value in values):
            continue
        if len(values) == 1 and _is_text(values[0]):
            callee = each.call.callee
            yield Replace((callee.start, callee.end), f"{name}.info")
        elif is_pino:
            text = view.code(values[0]) if _is_text(values[0]) else ""
            data = [view.code(value) for value in (values[1:] if text else values)]
            held = data[0] if len(data) == 1 else f"[{', '.join(data)}]"
            given = f"{{ data: {held} }}" + (f", {text}" if text else "")
            yield Replace((each.call.start, each.call.end), f"{name}.info({given})")
