"""Where a file reads the environment: which name, at which node, and what stands in for it.

One reader for the kinds that ask: the names of secrets, the models that a setting chooses, the
addresses of data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.argument import constant
from prodgate.meaning.trace import qualified
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.names import Names
    from prodgate.view import View


class Setting(Struct, frozen=True):
    """One read of one name. ``default``: what is taken where it is not set."""

    name: str
    node: s.Node
    default: s.Node | None = None
    optional: bool = False  # the code goes on without it
    empty: bool = False  # an empty text stands in for it, with which no key works


_NAME = lazy(r"[A-Za-z_][A-Za-z0-9_]{0,99}\Z")
# Python: who reads a name that is given first. The bare ones are those of libraries.
_GETTERS = {"os.getenv", "os.environ.get", "os.environ.pop", "os.environ.setdefault"}
_LIBRARIES = ("decouple.config", "environs.Env", "environ.Env", "starlette.config.Config")
_KEPT = ("streamlit.secrets", "google.colab.userdata")
_JS_OWNERS = {"process.env", "import.meta.env", "Bun.env"}
_JS_GETTERS = {"Deno.env.get"}


def settings(view: View) -> tuple[Setting, ...]:
    """Every read of the environment in a file, in source order of their kinds."""
    return view.kept(_all)


def _all(view: View) -> tuple[Setting, ...]:
    return tuple(_settings(view))


def _settings(view: View) -> Iterator[Setting]:
    names = view.names
    for call in names.calls:
        if found := of_call(view, call):
            yield found
    for index in names.of(s.Index):
        if found := of_index(view, index):
            yield found
    if view.language == "javascript":
        for attribute in names.of(s.Attribute):
            if found := of_attribute(view, attribute):
                yield found
        yield from _destructured(names)
        yield from _of_schemas(view)
    else:
        yield from _declared(view)


def at(view: View, node: s.Node) -> Setting | None:
    """The read that a node is, if it is one."""
    if isinstance(node, s.Call):
        return of_call(view, node)
    if isinstance(node, s.Index):
        return of_index(view, node)
    if isinstance(node, s.Attribute) and view.language == "javascript":
        return of_attribute(view, node)
    return None


def usable(name: object) -> bool:
    """Whether a text is the name of a variable, and not by mistake the secret itself."""
    if not isinstance(name, str) or not _NAME.match(name):
        return False
    from prodgate.secrets import known, looks_random

    return not any(known(name)) and (name == name.upper() or not looks_random(name))


# -- the forms ---------------------------------------------------------------------------------


def of_call(view: View, call: s.Call) -> Setting | None:
    """``os.getenv("A", "b")``, ``config("A", default="b")``, ``Deno.env.get("A")``"""
    first = call.positional(0) or call.keyword("key")
    if first is None or not _reads(view, call):
        return None
    known, name = constant(view.names, first)
    if not known or not usable(name):
        return None
    default = call.positional(1) or call.keyword("default")
    if isinstance(default, s.Literal) and default.value in (None, ""):
        return Setting(str(name), call, None, optional=default.value == "", empty=True)
    return _read(view, str(name), call, default)


def _reads(view: View, call: s.Call) -> bool:
    callee = s.bare(call.callee)
    written = s.dotted(callee) or ""
    if view.language == "javascript":
        return written in _JS_GETTERS
    if isinstance(callee, s.Attribute) and callee.name not in _METHODS:
        return False
    full = qualified(view.names, callee) or written
    if full in _GETTERS or written in {"getenv", "environ.get"}:
        return True
    if full.startswith(_KEPT):
        return full.endswith(".get")
    return full.startswith(_LIBRARIES) or _is_made_by_library(view, callee)


_METHODS = {
    "get", "getenv", "pop", "setdefault", "str", "bool", "int", "float", "list", "json", "url",
    "config", "secret",
}  # fmt: skip


def _is_made_by_library(view: View, callee: s.Node) -> bool:
    """``env("A")`` and ``env.str("A")`` with ``env = Env()``"""
    from prodgate.meaning.trace import Made, Qualified, trace

    for thing in trace(view.names, callee):
        by = thing.by if isinstance(thing, Made) else None
        if isinstance(by, Qualified) and by.name.startswith(_LIBRARIES):
            return True
    return False


def of_index(view: View, node: s.Index) -> Setting | None:
    """``os.environ["A"]``, ``process.env["A"]``, ``st.secrets["A"]``"""
    known, name = constant(view.names, node.key)
    if not known or not usable(name):
        return None
    if view.language == "javascript":
        if s.dotted(node.value) not in _JS_OWNERS:
            return None
    else:
        full = qualified(view.names, node.value) or s.dotted(node.value) or ""
        if full not in {"os.environ", "environ", "streamlit.secrets"}:
            return None
    if _is_written(view, node):
        return None
    return _read(view, str(name), node, None)


def of_attribute(view: View, node: s.Attribute) -> Setting | None:
    """``process.env.A``"""
    if not isinstance(node.value, s.Attribute | s.Name) or s.dotted(node.value) not in _JS_OWNERS:
        return None
    if not usable(node.name) or _is_written(view, node):
        return None
    return _read(view, node.name, node, None)


def _is_written(view: View, node: s.Node) -> bool:
    parent = view.names.parent(node)
    return isinstance(parent, s.Assign) and any(target is node for target in parent.targets)


def _destructured(names: Names) -> Iterator[Setting]:
    """``const { A, B = "c" } = process.env``"""
    for node in names.of(s.Assign):
        if node.value is None or s.dotted(s.bare(node.value)) not in _JS_OWNERS:
            continue
        for target in node.targets:
            for bound in target.names if isinstance(target, s.Pattern) else ():
                if len(bound.path) == 1 and usable(bound.path[0]) and not bound.rest:
                    yield Setting(bound.path[0], bound, bound.default)


def _of_schemas(view: View) -> Iterator[Setting]:
    """``createEnv({ server: { A: z.string() } })``, ``z.object({ A: ... }).parse(process.env)``"""
    for call in view.names.calls:
        for mapping in _schemas(view, call):
            for entry in mapping.entries:
                if entry.name and usable(entry.name) and isinstance(s.bare(entry.value), s.Call):
                    code = view.code(entry.value)
                    free = ".optional()" in code or ".default(" in code or ".nullish()" in code
                    yield Setting(entry.name, entry, None, optional=free)


def _schemas(view: View, call: s.Call) -> Iterator[s.Mapping]:
    callee = s.bare(call.callee)
    options = s.bare(call.arguments[0].value) if call.arguments else None
    if s.dotted(callee) == "createEnv" and isinstance(options, s.Mapping):
        for entry in options.entries:
            value = s.bare(entry.value)
            if entry.name in {"server", "client", "shared"} and isinstance(value, s.Mapping):
                yield value
    elif isinstance(callee, s.Attribute) and callee.name in {"parse", "safeParse"}:
        if options is None or s.dotted(options) not in _JS_OWNERS:
            return
        from prodgate.meaning.trace import Made, trace

        for thing in trace(view.names, callee.value):
            made = thing.call if isinstance(thing, Made) else None
            given = s.bare(made.arguments[0].value) if made and made.arguments else None
            if isinstance(given, s.Mapping):
                yield given


def _declared(view: View) -> Iterator[Setting]:
    """The fields of a class of pydantic-settings."""
    for owner in view.names.of(s.Class):
        bases = [(s.dotted(base) or "").rpartition(".")[2] for base in owner.bases]
        if "BaseSettings" not in bases:
            continue
        prefix = _prefix(owner)
        for node in owner.body:
            if not isinstance(node, s.Assign) or node.annotation is None:
                continue
            name = s.dotted(node.targets[0]) or ""
            if name and name[0] != "_" and name != "model_config":
                yield from _field(view, node, name, prefix)


def _field(view: View, node: s.Assign, name: str, prefix: str) -> Iterator[Setting]:
    value = s.bare(node.value) if node.value is not None else None
    default: s.Node | None = value
    written = (prefix + name).upper()
    if isinstance(value, s.Call) and (s.dotted(value.callee) or "").endswith("Field"):
        default = value.keyword("default") or value.keyword("default_factory")
        first = value.positional(0)
        if default is None and not isinstance(first, s.Opaque):  # an ellipsis
            default = first
        for key in ("validation_alias", "alias", "env"):
            given = value.keyword(key)
            if isinstance(given, s.Literal) and isinstance(given.value, str):
                written = given.value
    if usable(written):
        none = isinstance(default, s.Literal) and default.value in (None, "")
        empty = isinstance(default, s.Literal) and default.value == ""
        yield Setting(written, node, None if none else default, optional=none, empty=empty)


def _prefix(owner: s.Class) -> str:
    for node in s.walk(*owner.body):
        name = None
        if isinstance(node, s.Argument | s.Entry):
            name = node.name
        elif isinstance(node, s.Assign):
            name = s.dotted(node.targets[0])
        else:
            continue
        key = node.value if name == "env_prefix" else None
        if isinstance(key, s.Literal) and isinstance(key.value, str):
            return key.value
    return ""


# -- what stands in for it ---------------------------------------------------------------------


def _read(view: View, name: str, node: s.Node, default: s.Node | None) -> Setting:
    """A read with what is around it: ``process.env.A ?? "b"``, ``if os.getenv("A"):``"""
    below: s.Node = node
    for above in view.names.above(node):
        if isinstance(above, s.Cast | s.Await):
            below = above
        elif isinstance(above, s.Either):
            if above.test is below or above.operator == "and":
                return Setting(name, node, default, optional=True)
            others = [o for o in above.options if o is not below]
            if above.operator in {"or", "??"} and above.options[0] is below:
                empty = all(isinstance(o, s.Literal) and not o.value for o in others)
                stands = default or (None if empty else others[0])
                return Setting(name, node, stands, optional=empty, empty=empty)
            below = above
        elif isinstance(above, s.Argument) and _is_asked_whether(view, above):
            return Setting(name, node, default, optional=True)
        elif isinstance(above, s.If | s.Loop):
            return Setting(name, node, default, optional=above.test is below)
        elif isinstance(above, s.Unary):
            return Setting(name, node, default, optional=not _ends(view, above))
        elif isinstance(above, s.Binary):
            return Setting(name, node, default, optional=above.operator not in {"+", "%"})
        else:
            break
    return Setting(name, node, default)


def _is_asked_whether(view: View, given: s.Argument) -> bool:
    """``Boolean(process.env.A)``, ``bool(os.getenv("A"))``"""
    call = view.names.parent(given)
    return isinstance(call, s.Call) and s.dotted(call.callee) in {"Boolean", "bool"}


def _ends(view: View, node: s.Node) -> bool:
    """``if (!process.env.A) throw ...``: it has to be there."""
    above = view.names.parent(node)
    if not isinstance(above, s.If) or above.test is not node:
        return False
    return any(
        isinstance(n, s.Throw)
        or (isinstance(n, s.Call) and _EXITS.search(s.dotted(n.callee) or ""))
        for n in s.walk(*above.body)
    )


_EXITS = lazy(r"(?:^|\.)_?exit$")
