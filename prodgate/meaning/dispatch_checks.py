"""Whether anybody asks about the name of a looked-up function before it runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.meaning.model_text import ModelText
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.dispatch import Lookup
    from prodgate.view import View

_LISTS = lazy(r"(?i)^(\w*_)?(allow|permit|approved|enabled|safe|whitelist)|Allow|Permitted")
_FILTERS = lazy(r"(?i)role|allow|permit|authori[sz]|for_?(user|caller|agent)|scope|enabled")
_ASKS = lazy(
    r"(?i)authori[sz]e|permi(t|ssion)|allow|approv|confirm|validat|check_?(tool|name|access|policy)"
    r"|can_?(use|call|run|execute)|is_?(known|valid|registered|safe)|assert|ensure|require|guard"
)
_MEMBERS = {"includes", "has", "hasOwn", "hasOwnProperty", "call", "some", "contains", "indexOf"}


def is_asked(view: View, text: ModelText, lookup: Lookup, call: s.Call) -> bool:
    """Whether the name is held against a list, a role, a person, or the table itself."""
    if _is_filtered(view, lookup):
        return True
    function = view.names.function(call)
    scopes: list[s.Node] = [function or view.module]
    if function is not None:
        callers = (view.names.function(site) for site in text.sites(function))
        scopes += [caller for caller in callers if caller is not None]
    asked = _Asked(view, text, lookup)
    return any(asked.inside(scope) for scope in scopes)


def _is_filtered(view: View, lookup: Lookup) -> bool:
    """``ALLOWED[name]``, ``tools_for(user.role)[name]``, and a variable that holds the latter."""
    base = lookup.base
    if base is None:
        return False
    if is_prefixed(lookup.key):
        return True
    last = (s.dotted(base) or "").rpartition(".")[2]
    if _LISTS.search(last):
        return True
    if isinstance(base, s.Name):
        values = [b.value for b in view.names.lookup(base) if b.value is not None and not b.path]
    else:
        values = [base]
    for value in values:
        made = s.bare(value)
        if isinstance(made, s.Call) and _is_of_the_caller(made):
            return True
        if isinstance(made, s.Opaque) and made.kind == "comprehension" and _has_test(view, made):
            return True
    return False


def _is_of_the_caller(call: s.Call) -> bool:
    """``tools_by_role(...)``, ``tools_for(user.role)``"""
    said = (s.dotted(call.callee), *(s.dotted(argument.value) for argument in call.arguments))
    return any(_FILTERS.search(name) for name in said if name)


def _has_test(view: View, node: s.Opaque) -> bool:
    """``{n: t for n, t in TOOLS.items() if n in allowed}``"""
    return any(isinstance(n, s.Binary) and n.operator == "in" for n in s.walk(node))


def is_prefixed(key: s.Node) -> bool:
    """``getattr(self, f"tool_{name}")``: the prefix says which methods are meant."""
    if isinstance(key, s.Binary) and key.operator == "+":
        first = s.bare(key.left)
    elif isinstance(key, s.Text) and key.parts:
        first = key.parts[0]
    else:
        return False
    return isinstance(first, s.Literal) and isinstance(first.value, str) and len(first.value) > 1


class _Asked:
    def __init__(self, view: View, text: ModelText, lookup: Lookup) -> None:
        self.view = view
        self.text = text
        self.lookup = lookup
        self.code = view.code(lookup.key)
        self.results = set(self._results()) if not lookup.is_open else set()

    def _results(self) -> Iterator[str]:
        """The variables that hold what was looked up."""
        for above in self.view.names.above(self.lookup.node):
            if isinstance(above, s.Assign | s.Assigned):
                targets = above.targets if isinstance(above, s.Assign) else (above.target,)
                for target in targets:
                    bare = s.bare(target)
                    if isinstance(bare, s.Name):
                        yield bare.id
                return
            if not isinstance(above, s.Cast | s.Await | s.Attribute | s.Either):
                return

    def inside(self, scope: s.Node) -> bool:
        """Whether a function asks, wherever in it."""
        if self._key_error() or self._optional():
            return True
        body = scope.body if isinstance(scope, s.Function | s.Module) else ()
        return any(self._asks(node) for node in s.walk(*body))

    def _asks(self, node: s.Node) -> bool:
        if isinstance(node, s.Binary):
            if node.operator in {"in", "not in"}:
                return self._is_key(node.left) and not self._is_namespace_test(node)
            return node.operator in {"==", "is"} and self._enumerates(node)
        if isinstance(node, s.Call):
            return self._call_asks(node)
        if isinstance(node, s.If | s.Loop | s.Either):
            return node.test is not None and self._tests_result(node.test)
        return isinstance(node, s.Switch) and self._is_key(node.subject)

    def _is_key(self, node: s.Node) -> bool:
        """The same name: as written, or the name of the tool under another variable."""
        node = s.bare(node)
        if self.view.code(node) == self.code:
            return True
        given = self.text.of(node)
        return given is not None and given.kind == "tool" and given.is_text

    def _is_namespace_test(self, node: s.Binary) -> bool:
        """``name in globals()``, ``name in dir(tools)``: everything is in it."""
        right = s.bare(node.right)
        return isinstance(right, s.Call) and s.dotted(right.callee) in {
            "globals", "locals", "dir", "vars",
        }  # fmt: skip

    def _enumerates(self, node: s.Binary) -> bool:
        """``if name == "search": TOOLS[name]()``"""
        sides = (node.left, node.right)
        if not any(isinstance(s.bare(side), s.Literal) for side in sides):
            return False
        if not any(self._is_key(side) for side in sides):
            return False
        return any(
            isinstance(above, s.If) and _within(self.lookup.node, above.body)
            for above in self.view.names.above(node)
        )

    def _call_asks(self, call: s.Call) -> bool:
        if not any(self._is_key(argument.value) for argument in call.arguments):
            return False
        if is_helper(self.view, call.callee, "check_tool"):
            return True
        callee = s.bare(call.callee)
        last = callee.name if isinstance(callee, s.Attribute) else s.dotted(callee) or ""
        return last in _MEMBERS or bool(_ASKS.search(last))

    def _tests_result(self, test: s.Node) -> bool:
        """``if tool is None: ...``, ``if (!tool)``: what is not in the table is refused."""
        return any(isinstance(node, s.Name) and node.id in self.results for node in _tested(test))

    def _key_error(self) -> bool:
        """``try: TOOLS[name] except KeyError:`` answers what is not in the table."""
        if self.lookup.is_open:
            return False
        for above in self.view.names.above(self.lookup.node):
            if not isinstance(above, s.Try) or not _within(self.lookup.node, above.body):
                continue
            if any(_catches(handler.type) for handler in above.handlers):
                return True
        return False

    def _optional(self) -> bool:
        """``TOOLS[name]?.(args)``"""
        after = self.view.text[self.lookup.node.end : self.lookup.node.end + 3]
        return not self.lookup.is_open and after == "?.("


def _tested(test: s.Node) -> Iterator[s.Node]:
    """The values whose presence a condition asks about."""
    test = s.bare(test)
    if isinstance(test, s.Unary):
        yield from _tested(test.value)
    elif isinstance(test, s.Either):
        for option in test.options:
            yield from _tested(option)
    elif isinstance(test, s.Binary):
        for side in (s.bare(test.left), s.bare(test.right)):  # typeof tool !== "function"
            yield s.bare(side.value) if isinstance(side, s.Unary) else side
    elif isinstance(test, s.Attribute):
        yield s.bare(test.value)
    elif isinstance(test, s.Assigned):
        yield s.bare(test.target)
    elif isinstance(test, s.Call):
        yield from (s.bare(argument.value) for argument in test.arguments)
    else:
        yield test


def _within(node: s.Node, body: tuple[s.Node, ...]) -> bool:
    return bool(body) and body[0].start <= node.start and node.end <= body[-1].end


def _catches(kind: s.Node | None) -> bool:
    return kind is not None and any(
        isinstance(n, s.Name) and n.id in {"KeyError", "LookupError"} for n in s.walk(kind)
    )
