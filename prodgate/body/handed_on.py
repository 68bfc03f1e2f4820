"""What the calls that a value is handed to say of it: those that are known, and functions of the
project, whose parameter is the value under another name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.body import neighbours
from prodgate.body.declared import annotation_code
from prodgate.body.members import text_or_list
from prodgate.body.shape import EITHER, LIKELY, Shape
from prodgate.body.verdicts import entry_name, presence
from prodgate.guard import is_helper
from prodgate.guard.parts.logger import JAVASCRIPT as LOGGER
from prodgate.meaning.trace import Local, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.body.infer import Uses
    from prodgate.view import View

_HOPS = 3  # functions
_LOGGING = lazy(
    r"^(print|console\.\w+|(\w+\.)*log(ger|ging)?\.\w+|repr|str|String|pprint|type|id|hash)$"
)
_LISTING = {"list", "sorted", "enumerate", "zip", "set", "tuple", "sum", "max", "min", "reversed",
            "Array.isArray", "Array.from"}  # fmt: skip
_TEXTUAL = {"parseInt", "parseFloat", "encodeURIComponent", "decodeURIComponent", "Date", "URL",
            "json.loads", "JSON.parse", "re.sub", "re.match", "re.search", "quote"}  # fmt: skip
_RECORDING = {"Object.keys", "Object.entries", "Object.values"}
# Functions of the guard module that give back what they are given, cleaned or with less in it.
_HANDED_ON = ("untrusted", "sanitize", "redact", "client_messages")


def argument(uses: Uses, parent: s.Argument, shape: Shape, depth: int) -> None:
    """A value as an argument of a call."""
    call = uses.names.parent(parent)
    if not isinstance(call, s.Call):
        return
    if parent.name is not None and parent.name != "**":
        entry_name(parent.name, shape)
    callee = s.dotted(call.callee) or ""
    last = callee.rpartition(".")[2]
    if isinstance(call.callee, s.Attribute):
        last = call.callee.name
    if _LOGGING.match(callee) or _logs(uses, callee):
        return
    if any(is_helper(uses.view, call.callee, part) for part in _HANDED_ON):
        uses.follow(call, shape, depth + 1)  # what it was before somebody put this around it
        return
    if callee in {"Number", "int", "float"}:
        shape.vote("integer" if callee == "int" else "number")
        shape.coerced |= callee == "Number"
    elif callee in {"len", "bool", "Boolean"}:
        if callee == "len":
            text_or_list(uses, "length", None, shape, depth)
        else:
            presence(shape)
    elif callee in {"JSON.stringify", "json.dumps"}:
        shape.opened = True
    elif callee == "Array.isArray" and _is_one_of_two(uses, call):
        shape.vote("any", EITHER)
    elif callee in _LISTING:
        shape.items(LIKELY)
    elif callee in _RECORDING or callee == "dict":
        shape.opened = True
    elif callee in _TEXTUAL:
        shape.vote("string")
    elif last == "join" and uses.python:
        shape.items().vote("string")
    elif last == "isinstance":
        _isinstance(uses, call, shape)
    elif last in {"append", "push", "includes", "add", "test", "has"}:
        shape.opened = True
    else:
        _into(uses, call, parent, shape)


def _is_one_of_two(uses: Uses, test: s.Call) -> bool:
    """``Array.isArray(x) ? x : [x]``: where it is no list, it is used as something else."""
    code = uses.view.code(test.arguments[0].value)
    for above in uses.names.above(test):
        if isinstance(above, s.If):
            return any(code in uses.view.code(node) for node in above.orelse)
        if isinstance(above, s.Either) and above.test is not None and above.test.end >= test.end:
            return above.test.start <= test.start and code in uses.view.code(above.options[-1])
        if isinstance(above, s.Function):
            break
    return False


def _logs(uses: Uses, callee: str) -> bool:
    """Whether a callee is the logger of the guard module, or the team's own."""
    own = uses.view.policy.function("logger", uses.view.language)
    name = own.name if own is not None else "" if uses.python else LOGGER
    return bool(name) and callee.rpartition(".")[2] == name


def _isinstance(uses: Uses, call: s.Call, shape: Shape) -> None:
    kind = {"str": "string", "list": "list", "dict": "object", "int": "integer"}.get(
        s.dotted(call.positional(1) or call) or ""
    )
    if kind is not None:
        shape.vote(kind)  # type: ignore[arg-type]


def _into(uses: Uses, call: s.Call, argument: s.Argument, shape: Shape) -> None:
    """Into the function that is called, where the project has it."""
    for view, function in _functions(uses, call):
        param = _param(function, call, argument)
        if param is not None and uses.hops < _HOPS:
            if not uses.python and not shape.settled and not _is_asked(uses, call, argument):
                shape.taken_as = shape.taken_as or _promised(view, param)
            before = shape.settled
            inside = uses.within(view)
            uses.hops += 1
            inside.bound(param.target, param, function, shape, param)
            uses.hops -= 1
            shape.settled = before
            return
    shape.opened = True


def _is_asked(uses: Uses, call: s.Call, argument: s.Argument) -> bool:
    """``if (id) find(id)``: what is handed on is there."""
    code = uses.view.code(argument.value)
    tests = (
        above.test
        for above in uses.names.above(call)
        if isinstance(above, s.If | s.Either) and above.test is not None
    )
    return any(code == uses.view.code(test) for test in tests)


def _functions(uses: Uses, call: s.Call) -> Iterator[tuple[View, s.Function]]:
    for thing in trace(uses.names, call.callee):
        if isinstance(thing, Local) and isinstance(thing.node, s.Function) and not thing.path:
            yield uses.view, thing.node
            continue
        if not isinstance(thing, Qualified) or thing.is_global:
            continue
        if (found := neighbours.of(uses.view, thing.name)) is not None:
            view, name = found
            yield from ((view, f) for f in view.names.functions if _goes_by(view, f, name))


def _param(function: s.Function, call: s.Call, argument: s.Argument) -> s.Param | None:
    """The parameter that an argument of a call goes to."""
    plain = [p for p in function.params if p.kind == "plain"]
    if argument.name == "**":
        return None
    if argument.name is not None:
        named = (p for p in plain if isinstance(p.target, s.Name) and p.target.id == argument.name)
        return next(named, None)
    at = 0
    for each in call.arguments:
        if isinstance(each.value, s.Spread):
            return None
        if each is argument:
            return plain[at] if at < len(plain) else None
        at += each.name is None
    return None


_SCALAR = lazy(r"(string|number|boolean)((?:\s*\|\s*(?:undefined|null))*)\Z")


def _promised(view: View, param: s.Param) -> str:
    """The plain type of a parameter that does not take both ``null`` and ``undefined``."""
    code = annotation_code(view, param.annotation) if param.annotation is not None else ""
    match = _SCALAR.match(code)
    if match is None:
        return ""
    between = view.text[param.target.end : param.annotation.start if param.annotation else 0]
    undefined = "undefined" in match[2] or "?" in between
    return "" if undefined and "null" in match[2] else match[1]


def _goes_by(view: View, function: s.Function, name: str) -> bool:
    from prodgate.meaning.web import declared_name

    if view.names.function(function) is not None:
        return False
    if name == "default":
        return function.exported and view.code(function).startswith("export default")
    return declared_name(view.names, function) == name
