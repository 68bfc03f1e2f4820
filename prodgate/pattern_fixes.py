"""What a Semgrep rule may name as its fix: a few rewrites, told in the rule's metadata.

A pack of a team is data, so its rules bring no code. ``metadata.fix`` names one of these instead:

- ``{set-argument: {path: timeout, code: "30"}}`` gives the matched call an argument; paths are
  those of the SDK facts (``timeout`` in Python, ``0.timeout`` in JavaScript);
- ``{call-instead: {module: app.llm, name: client}}`` calls a function of the team in place of the
  one that was called, with the same arguments;
- ``{wrap: {module: app.guard, name: clean}}`` puts a function around the matched expression;
  ``{wrap: sanitize}`` the one that the policy, or the guard module, has for that part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from prodgate import syntax as s
from prodgate.edits import AddImport, Fix, Import, Intent, Refusal, Replace, SetArgument, Wrap
from prodgate.findings import Applicability

if TYPE_CHECKING:
    from prodgate.view import View

_NAME = r"^[A-Za-z_$][\w$]*$(?!\n)"
_MODULE = r"^[@~#.]?[\w@./~#-]*$(?!\n)"
_LINE = r"^[^\u0000-\u001f\u007f]+$(?!\n)"


class _Spec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    pass


class Argument(_Spec, frozen=True):
    """An argument of the matched call, and the expression to give it."""

    path: str
    code: str


class Function(_Spec, frozen=True):
    """A function of the team, and where it is imported from."""

    module: str
    name: str


class Spec(_Spec, frozen=True):
    """``metadata.fix``: exactly one of the rewrites."""

    set_argument: Argument | None = None
    call_instead: Function | None = None
    wrap: Function | str | None = None
    applicability: Literal["safe", "unsafe"] = "unsafe"


def problem(given: Any) -> str | None:
    """What is wrong with a ``metadata.fix``, as a clause; None for nothing."""
    try:
        spec = msgspec.convert(given, Spec)
    except msgspec.ValidationError as error:
        return f"metadata.fix: {error}"
    if sum(each is not None for each in (spec.set_argument, spec.call_instead, spec.wrap)) != 1:
        return "metadata.fix names one of set-argument, call-instead and wrap"
    if isinstance(spec.wrap, str) and not _is_part(spec.wrap):
        return f"metadata.fix: wrap: no part of the guard module is called {spec.wrap!r}"
    for name, pattern in _texts(spec):
        if not re.search(pattern, name):
            return f"metadata.fix: {name[:40]!r} cannot be written into code"
    return None


def _texts(spec: Spec) -> list[tuple[str, str]]:
    if spec.set_argument is not None:
        argument = spec.set_argument
        return [(argument.code, _LINE), *((part, r"^[\w|]+$") for part in argument.path.split("."))]
    function = spec.call_instead or spec.wrap
    if isinstance(function, Function):
        return [(function.name, _NAME), (function.module, _MODULE)]
    return []


def _is_part(name: str) -> bool:
    from importlib.util import find_spec

    return name.isidentifier() and find_spec(f"prodgate.guard.parts.{name}") is not None


def fix(view: View, span: tuple[int, int], given: Any) -> Fix | Refusal:
    """The rewrite that a rule names, for a match at a span."""
    spec = msgspec.convert(given, Spec)
    applicability = Applicability(spec.applicability)
    node = _node(view, span)
    if node is None:
        return Refusal("not-found", "the match is no expression of its own; change it by hand")
    if spec.set_argument is not None:
        return _set_argument(node, spec.set_argument, applicability)
    if spec.call_instead is not None:
        return _call_instead(view, node, spec.call_instead, applicability)
    assert spec.wrap is not None
    return _wrap(view, node, spec.wrap, applicability)


def _node(view: View, span: tuple[int, int]) -> s.Node | None:
    """The outermost expression at a span; of a statement with a value, the value."""
    found: s.Node | None = None
    for node in view.names.nodes:
        if (node.start, node.end) == span and not isinstance(node, s.Module):
            found = node
            break
    while isinstance(found, s.Expression | s.Await | s.Return | s.Assign) and found.value:
        found = found.value
    return found


def _set_argument(node: s.Node, wanted: Argument, applicability: Applicability) -> Fix | Refusal:
    if not isinstance(node, s.Call):
        return Refusal("not-found", f"give the call {wanted.path} = {wanted.code} by hand")
    intent = SetArgument((node.start, node.end), tuple(wanted.path.split(".")), wanted.code)
    return Fix((intent,), applicability, f"{wanted.path} = {wanted.code}")


def _call_instead(
    view: View, node: s.Node, wanted: Function, applicability: Applicability
) -> Fix | Refusal:
    if not isinstance(node, s.Call) or node.new:
        return Refusal("not-found", f"call {wanted.name} of {wanted.module} by hand")
    callee = Replace((node.callee.start, node.callee.end), wanted.name)
    intents: tuple[Intent, ...] = (_imported(view, node.callee, wanted), callee)
    return Fix(intents, applicability, f"{wanted.name} of {wanted.module} instead")


def _imported(view: View, callee: s.Node, wanted: Function) -> Intent:
    """The import of the new function: in place of the old one's, where nothing else needs that."""
    add = AddImport(Import(wanted.module, wanted.name))
    if view.language != "python" or not isinstance(callee, s.Name):
        return add
    uses = view.names.uses(callee.id)
    for node in view.module.body if len(uses) == 1 else ():
        if isinstance(node, s.Import) and [name for name, _ in node.names] == [callee.id]:
            line = f"from {wanted.module} import {wanted.name}"
            return Replace((node.start, node.end), line)
    return add


def _wrap(
    view: View, node: s.Node, wanted: Function | str, applicability: Applicability
) -> Fix | Refusal:
    if isinstance(wanted, str):
        from prodgate.guard import helper

        made = helper(view, wanted)
        name, intents = made.name, made.intents
    else:
        name, intents = wanted.name, (AddImport(Import(wanted.module, wanted.name)),)
    around = Wrap((node.start, node.end), f"{name}(", ")")
    return Fix((*intents, around), applicability, f"{name}(...) around it")
