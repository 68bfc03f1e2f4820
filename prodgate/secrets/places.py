"""Where a literal stands: what it is called there, and what would have to be replaced.

The name decides whether a random-looking value is a credential; the place decides how a fix can
take it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.argument import Present, argument
from prodgate.regex import lazy
from prodgate.secrets import Role
from prodgate.secrets.formats import Format

if TYPE_CHECKING:
    from prodgate.view import View

# "value": an expression that can be replaced. "write": what is written into the environment, as in
# os.environ[...] = or process.env.X =. "setting": the default of a field that pydantic fills from
# the environment. "key", "statement": a name or a text, which nothing can stand in for.
Kind: TypeAlias = Literal["value", "write", "setting", "key", "statement"]
Shape: TypeAlias = Literal["whole", "bearer", "part", "comment"]


class Place(Struct, frozen=True):
    """``target``: the node to replace. ``name``: what the value is called, as written.

    ``variable``: the environment variable that the code itself names.
    """

    target: s.Node
    name: str | None = None
    variable: str | None = None
    kind: Kind = "value"


@dataclass(frozen=True)
class Secret:
    """What the rule hands to its fix. The value is in no ``repr``.

    ``shape``: the literal is the value; "bearer": it is ``Bearer <value>``; "part": the value is a
    piece of a longer text. ``client_env``: what the SDK reads that it is given to.
    """

    label: str
    value: str = field(repr=False)
    shape: Shape
    form: Format | None = None
    role: Role | None = None
    place: Place | None = field(default=None, repr=False)
    client_env: str | None = None
    node: s.Node | None = field(default=None, repr=False)


# -- the environment --------------------------------------------------------------------------

_READ = lazy(
    r"(?:os\.)?(?:environ\s*\[|environ\.get\(|getenv\()\s*[rRuU]?[\"'](?P<py>\w+)[\"']"
    r"|(?:process|Bun|import\.meta)\.env(?:\.(?P<js>\w+)|\[\s*[\"'](?P<at>\w+)[\"'])"
    r"|Deno\.env\.get\(\s*[\"'](?P<deno>\w+)[\"']"
)


def variable_read(view: View, node: s.Node) -> str | None:
    """The environment variable that an expression reads."""
    match = _READ.match(view.code(s.bare(node)))
    return next((v for v in match.groups() if v), None) if match else None


_GETTERS = {
    "os.getenv", "getenv", "os.environ.get", "environ.get", "os.environ.setdefault",
    "environ.setdefault", "config", "decouple.config", "env", "env.str", "env.get_value",
    "getEnv", "get_env", "env.get", "getEnvVar", "os.environ.pop",
}  # fmt: skip


def _default_of(call: s.Call, value: s.Node) -> str | None:
    """The variable of ``os.getenv("X", value)``, ``config("X", default=value)``."""
    if s.dotted(call.callee) not in _GETTERS:
        return None
    name = call.positional(0)
    given = value is call.positional(1) or value is call.keyword("default")
    if given and isinstance(name, s.Literal) and isinstance(name.value, str):
        return name.value
    return None


def _kind_of_default(view: View, call: s.Call, variable: str) -> Kind:
    """``os.environ.setdefault(X, value)`` alone and ``os.environ[X] = getenv(X, value)`` write."""
    parent = view.names.parent(call)
    if isinstance(parent, s.Assign):
        same = any(variable_read(view, target) == variable for target in parent.targets)
        return "write" if same else "value"
    return "write" if isinstance(parent, s.Expression) else "value"


# -- climbing ---------------------------------------------------------------------------------

_WRAPPERS = {
    "SecretStr", "Secret", "from_token", "str", "String", "Field", "SecretString", "strip", "trim",
    "AzureKeyCredential", "AuthKey",
}  # fmt: skip
_SETTERS = {"set", "append", "header", "setHeader", "setRequestHeader", "setdefault", "add_header"}


def place_of(view: View, node: s.Node) -> Place:
    """What a literal is called and how it could be taken out."""
    names, target, current = view.names, node, node
    while True:
        parent = names.parent(current)
        if isinstance(parent, s.Cast):
            if target is current and view.code(parent).endswith("as const"):
                target = parent
            current = parent
        elif isinstance(parent, s.Either):
            variable = _other_option(view, parent, current)
            if variable:
                return Place(parent if len(parent.options) == 2 else target, None, variable)
            current = parent
        elif isinstance(parent, s.Argument):
            found = _argument(view, parent, current, target)
            if isinstance(found, Place):
                return found
            current = found
        else:
            return _named(view, parent, current, target)


def _other_option(view: View, either: s.Either, current: s.Node) -> str | None:
    for option in either.options:
        if option is not current and (variable := variable_read(view, option)):
            return variable
    return None


def _argument(view: View, item: s.Argument, value: s.Node, target: s.Node) -> Place | s.Node:
    """The place of an argument, or the call to climb on from."""
    call = view.names.parent(item)
    if not isinstance(call, s.Call):
        return Place(target, item.name)
    if variable := _default_of(call, value):
        return Place(call, None, variable, _kind_of_default(view, call, variable))
    callee = s.dotted(call.callee) or (
        call.callee.name if isinstance(call.callee, s.Attribute) else ""
    )
    last = callee.rpartition(".")[2]
    if last in _WRAPPERS and item.name in {None, "default", "secret_value", "value", "key"}:
        return call
    if item.name is not None:
        return Place(target, item.name)
    first = call.positional(0)
    if last in _SETTERS and value is call.positional(1) and isinstance(first, s.Literal):
        return Place(target, str(first.value))
    return Place(target, last if re.match(r"(?i)set|use|with", last) else None)


def _named(view: View, parent: s.Node | None, current: s.Node, target: s.Node) -> Place:
    if isinstance(parent, s.Entry):
        if parent.value is not current:
            return Place(target, kind="key")
        return Place(target, parent.name or s.dotted(parent.key or parent))
    if isinstance(parent, s.Assign):
        return _assigned(view, parent, target)
    if isinstance(parent, s.Assigned):
        return Place(target, _last(parent.target))
    if isinstance(parent, s.Param):
        return Place(target, _last(parent.target))
    if isinstance(parent, s.Bound):
        return Place(target, parent.name)
    if isinstance(parent, s.Return):
        function = view.names.function(parent)
        return Place(target, function.name if function else None)
    if isinstance(parent, s.Binary) and parent.operator in {"==", "!="}:
        return Place(target, _last(parent.right if parent.left is current else parent.left))
    if isinstance(parent, s.Index) and parent.key is current:
        return Place(target, kind="key")
    if isinstance(parent, s.Opaque) and parent.kind == "enum":  # its values must be constants
        return Place(target, kind="key")
    if isinstance(parent, s.Expression):
        return Place(target, kind="statement")
    return Place(target)


def _last(node: s.Node) -> str | None:
    """The last part of what is assigned to: ``self.api_key`` and ``config["api_key"]`` too."""
    node = s.bare(node)
    if isinstance(node, s.Name):
        return node.id
    if isinstance(node, s.Attribute):
        return node.name
    if isinstance(node, s.Index) and isinstance(node.key, s.Literal):
        return str(node.key.value)
    return None


def _assigned(view: View, assign: s.Assign, target: s.Node) -> Place:
    for each in assign.targets:
        if variable := variable_read(view, each):
            return Place(target, variable, variable, "write")
    name = next((n for n in map(_last, assign.targets) if n), None)
    owner = view.names.parent(assign)
    if isinstance(owner, s.Class) and is_settings(owner):
        return Place(target, name, kind="setting")
    return Place(target, name)


def is_settings(owner: s.Class) -> bool:
    """Whether a class is filled from the environment by pydantic-settings."""
    return any((s.dotted(base) or "").rpartition(".")[2] == "BaseSettings" for base in owner.bases)


# -- given to a client ------------------------------------------------------------------------


def keys_of_clients(view: View) -> dict[int, str]:
    """``id`` of a literal that a client gets as its key, to the variable its SDK reads."""
    found: dict[int, str] = {}
    for client in view.found.clients:
        key = client.fact.key
        for path in key.at if key else ():
            answer = argument(view.names, client.node, path)
            if key and isinstance(answer, Present):
                for literal in _literals(view, answer.node):
                    found.setdefault(id(literal), key.env)
    return found


def _literals(view: View, node: s.Node, depth: int = 0) -> Iterator[s.Literal]:
    """The literals that a value can be, through names and wrappers of this file."""
    node = s.bare(node)
    if isinstance(node, s.Literal):
        yield node
    elif depth > 6:
        return
    elif isinstance(node, s.Either):
        for option in node.options:
            yield from _literals(view, option, depth + 1)
    elif isinstance(node, s.Call):
        last = (s.dotted(node.callee) or "").rpartition(".")[2]
        value = node.positional(0) if last in _WRAPPERS else node.positional(1)
        if value is not None:
            yield from _literals(view, value, depth + 1)
    elif isinstance(node, s.Name | s.Attribute):
        bound = view.names.lookup(node) if isinstance(node, s.Name) else view.names.member(node)
        for binding in bound:
            if binding.kind == "value" and binding.value is not None and not binding.path:
                yield from _literals(view, binding.value, depth + 1)
