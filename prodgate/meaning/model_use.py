"""What a program does with an object that a model wrote: checks it, or uses it as it came.

``judge(text, node)`` follows the value of an expression forwards: through variables, fields,
loops, destructuring, functions of this file it is passed to, and back to the callers of a function
that returns it. A schema, a type test, a coercion, an allow-list or a default for every field that
is read is a check; logging, comparing and counting are no use.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct, field

from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.meaning.model_checks import (
    CHECKING,
    COMPARING,
    HARMLESS,
    KEEPING,
    LISTING,
    TEXTUAL,
    acts,
    checks,
    is_harmless_call,
    is_named_check,
    is_type_test,
    reads_key,
    tests,
)
from prodgate.meaning.model_text import ModelText
from prodgate.meaning.validators import (
    is_cut,
    is_table,
)

# "carried": a field goes on as it is; no reason of its own, since a default may stand for it.
How: TypeAlias = Literal["splatted", "passed", "returned", "stored", "read", "carried"]
_ORDER: tuple[How, ...] = ("splatted", "passed", "stored", "returned", "read")
_DEPTH, _HOPS = 20, 3


class Use(Struct, frozen=True):
    """One use of the object, or of a field of it, as the model wrote it."""

    how: How
    node: s.Node
    call: s.Call | None = None


class Verdict(Struct):
    """What was seen of an object."""

    checked: bool = False  # by a schema, or by something that says what all of it must be
    checks: int = 0  # of single fields
    uses: list[Use] = field(default_factory=list)

    @property
    def worst(self) -> Use | None:
        """The use to name, where nothing checks the object."""
        uses = [use for use in self.uses if use.how != "carried"]
        if self.checked or self.checks or not uses:
            return None
        return min(uses, key=lambda use: _ORDER.index(use.how))


def judge(text: ModelText, node: s.Node) -> Verdict:
    """What becomes of the value of an expression."""
    walk = _Walk(text)
    walk.follow(node, 0, 0)
    return walk.verdict


class _Walk:
    def __init__(self, text: ModelText) -> None:
        self.text = text
        self.names = text.names
        self.verdict = Verdict()
        self.hops = 0
        self.seen: set[int] = set()

    def follow(self, node: s.Node, level: int, depth: int) -> None:
        """``level``: how many keys below the object the value stands."""
        parent = self.names.parent(node)
        if parent is None or depth > _DEPTH or id(node) in self.seen or self.verdict.checked:
            return
        self.seen.add(id(node))
        if isinstance(parent, s.Cast | s.Await):
            self.follow(parent, level, depth + 1)
        elif isinstance(parent, s.Attribute):
            self._attribute(parent, node, level, depth)
        elif isinstance(parent, s.Index):
            self._index(parent, node, level, depth)
        elif isinstance(parent, s.Assign | s.Assigned):
            self._assign(parent, node, level, depth)
        elif isinstance(parent, s.Argument):
            self._argument(parent, node, level, depth)
        elif isinstance(parent, s.Spread):
            self._spread(parent, node, level, depth)
        elif isinstance(parent, s.Return):
            self._return(parent, node, level, depth)
        else:
            self._other(parent, node, level, depth)

    def _use(self, how: How, node: s.Node, level: int, call: s.Call | None = None) -> None:
        weak = level > 0 and how not in {"splatted", "read"}
        self.verdict.uses.append(Use("carried" if weak else how, node, call))

    def _check(self, level: int) -> None:
        if level:
            self.verdict.checks += 1
        else:
            self.verdict.checked = True

    # -- parts

    def _attribute(self, parent: s.Attribute, node: s.Node, level: int, depth: int) -> None:
        call = self.names.parent(parent)
        called = call if isinstance(call, s.Call) and call.callee is parent else None
        if called is None:
            if parent.name not in {"length", "size"}:
                self._field(parent, level, depth)
            return
        if parent.name in {"get", "pop", "setdefault"}:
            if called.positional(1) is not None:
                self.follow(called, level + 1, depth + 1)  # with a default: what follows counts
            else:
                self._field(called, level, depth)
        elif parent.name in CHECKING:
            self._check(level)
        elif parent.name in LISTING:
            self._each(called, node, level, depth)
        elif level and parent.name in TEXTUAL:
            self.follow(called, level, depth + 1)
        elif parent.name not in HARMLESS:
            self._use("passed", called, level, called)

    def _field(self, node: s.Node, level: int, depth: int) -> None:
        """A field that is read: a default at once makes it one that may be missing."""
        before = self.verdict.checks
        self.follow(node, level + 1, depth + 1)
        if self.verdict.checks == before and not self._is_harmless(node):
            self._use("read", node, level + 1)

    def _is_harmless(self, node: s.Node) -> bool:
        """``data.get("x") or []``, ``data.x == "a"``, ``if data.x``"""
        parent = self.names.parent(node)
        while isinstance(parent, s.Cast | s.Await):
            node, parent = parent, self.names.parent(parent)
        if isinstance(parent, s.Either):
            return parent.test is node or parent.operator in {"or", "??"}
        if isinstance(parent, s.Binary):
            return parent.operator in COMPARING
        if isinstance(parent, s.Argument):
            call = self.names.parent(parent)
            return isinstance(call, s.Call) and is_harmless_call(call)
        return isinstance(parent, s.If | s.Unary | s.Switch | s.Expression)

    def _index(self, parent: s.Index, node: s.Node, level: int, depth: int) -> None:
        if node is parent.key:
            if is_table(self.names, s.bare(parent.value)):
                self._check(level)  # PRICES[data["plan"]]: one of those that stand here
            return
        above = self.names.parent(parent)
        if isinstance(above, s.Assign) and any(parent is t for t in above.targets):
            return  # data["id"] = 1
        if is_cut(parent):
            self._check(level)
        elif isinstance(s.bare(parent.key), s.Opaque):
            self.follow(parent, level, depth + 1)
        else:
            self._field(parent, level, depth)

    def _each(self, call: s.Call, node: s.Node, level: int, depth: int) -> None:
        """``data.map((item) => ...)``, ``for k, v in data.items()``"""
        callback = call.positional(0)
        if isinstance(callback, s.Function):
            if callback.params:
                self._bound(callback.params[0].target, callback.params[0], callback, level, depth)
            self._use("read" if level == 0 else "passed", call, level)
            return
        if callback is not None and is_named_check(callback):
            self._check(1)
            return
        self.follow(call, level, depth + 1)

    # -- names

    def _assign(self, parent: s.Assign | s.Assigned, node: s.Node, level: int, depth: int) -> None:
        targets = parent.targets if isinstance(parent, s.Assign) else (parent.target,)
        if any(node is target for target in targets):
            return
        if isinstance(parent, s.Assigned):
            self.follow(parent, level, depth + 1)
        for target in targets:
            bare = s.bare(target)
            if isinstance(bare, s.Name | s.Pattern):
                scope = self.names.function(parent) or self.names.module
                self._bound(bare, parent, scope, level, depth)
            else:
                self._use("stored", node, level)

    def _bound(
        self, target: s.Node, binding: s.Node, scope: s.Node, level: int, depth: int
    ) -> None:
        target = s.bare(target)
        if isinstance(target, s.Name):
            self._named(target.id, binding, scope, level, depth)
        elif isinstance(target, s.Pattern):
            for bound in target.names:
                before = self.verdict.checks
                self._named(bound.name, binding, scope, level + 1, depth)
                if bound.default is None and self.verdict.checks == before:
                    self._use("read", target, 1)

    def _named(self, name: str, binding: s.Node, scope: s.Node, level: int, depth: int) -> None:
        for use in self.text.uses(name):
            if not scope.start <= use.start < scope.end or use is binding:
                continue
            if self._is_target(use):
                continue
            if any(b.node is binding for b in self.names.lookup(use)):
                self.follow(use, level, depth + 1)

    def _is_target(self, node: s.Name) -> bool:
        parent = self.names.parent(node)
        if isinstance(parent, s.Assign):
            return any(node is target for target in parent.targets)
        return isinstance(parent, s.Param | s.Loop | s.WithItem | s.Assigned) and (
            parent.target is node
        )

    # -- calls

    def _argument(self, parent: s.Argument, node: s.Node, level: int, depth: int) -> None:
        call = self.names.parent(parent)
        if not isinstance(call, s.Call):
            return
        if checks(self.names, call):
            if is_helper(self.text.view, call.callee, "check_tool"):
                pass  # says which tool may run, not what it is given
            elif not is_type_test(call):
                self._check(level)
            elif not self._goes_on(call, node):
                self.verdict.checks += 1
            return
        if is_harmless_call(call):
            return
        name = s.dotted(call.callee) or ""
        if name in KEEPING:
            self.follow(call, level, depth + 1)
        elif parent.name == "**":
            self._use("splatted", node, level, call)
        elif (function := self.text.local(call)) is not None:
            self._into(function, parent, call, level, depth)
        else:
            self._use("passed", node, level, call)

    def _goes_on(self, test: s.Node, node: s.Node) -> bool:
        """``if isinstance(x, list): ... else: use(x)``: a choice between two uses, no check."""
        branch = self.names.parent(test)
        if not isinstance(branch, s.If) or branch.test is not test or not branch.orelse:
            return False
        name = node.id if isinstance(node, s.Name) else ""
        return any(acts(other, name) for other in branch.orelse)

    def _into(
        self, function: s.Function, given: s.Argument, call: s.Call, level: int, depth: int
    ) -> None:
        """The parameter of a function of this file that takes the value."""
        for param in function.params:
            if self.text.argument(function, param, call) is given.value and self.hops < _HOPS:
                self.hops += 1
                self._bound(param.target, param, function, level, depth)
                self.hops -= 1
                return
        self._use("passed", given.value, level, call)

    def _spread(self, parent: s.Spread, node: s.Node, level: int, depth: int) -> None:
        above = self.names.parent(parent)
        call = self.names.parent(above) if isinstance(above, s.Argument) else None
        if isinstance(call, s.Call):
            self._use("splatted", node, level, call)
        else:
            self._use("stored", node, level)

    # -- statements

    def _return(self, parent: s.Return, node: s.Node, level: int, depth: int) -> None:
        function = self.names.function(parent)
        if function is None:
            return
        sites = self.text.sites(function) if self.hops < _HOPS else []
        if not sites:
            self._use("returned", node, level)
            return
        self.hops += 1
        for site in sites:
            if not function.start <= site.start < function.end:
                self.follow(site, level, depth + 1)
        self.hops -= 1

    def _other(self, parent: s.Node, node: s.Node, level: int, depth: int) -> None:
        if isinstance(parent, s.Either):
            if parent.test is not node and not (
                parent.operator == "and" and parent.options[-1] is not node
            ):
                self.follow(parent, level, depth + 1)
        elif isinstance(parent, s.Binary):
            if parent.operator in {"in", "not in", "instanceof"}:
                self.verdict.checks += 1
            elif parent.operator not in COMPARING:
                self._use("passed", node, max(level, 1))
        elif isinstance(parent, s.Unary):
            if parent.operator == "typeof":
                test = self.names.parent(parent)
                self.verdict.checks += not self._goes_on(test or parent, node)
        elif isinstance(parent, s.Loop):
            if parent.subject is node and parent.target is not None:
                self._looped(parent, level, depth)
        elif isinstance(parent, s.Switch):
            self.verdict.checks += 1
        elif isinstance(parent, s.Entry | s.Items):
            self._use("stored", node, level)
        elif isinstance(parent, s.Opaque):
            self._opaque(parent, node, level, depth)

    def _looped(self, loop: s.Loop, level: int, depth: int) -> None:
        assert loop.target is not None
        before = self.verdict.checks
        scope = self.names.function(loop) or self.names.module
        self._loop_names(loop.target, loop, scope, level, depth)
        if self.verdict.checks == before and level == 0:
            self._use("read", loop.target, level)

    def _loop_names(
        self, target: s.Node, loop: s.Loop, scope: s.Node, level: int, depth: int
    ) -> None:
        target = s.bare(target)
        names = [target.id] if isinstance(target, s.Name) else []
        if isinstance(target, s.Pattern):
            names = [bound.name for bound in target.names]  # for key, value in data.items()
        for name in names:
            self._named(name, loop, scope, level + 1, depth)

    def _opaque(self, parent: s.Opaque, node: s.Node, level: int, depth: int) -> None:
        if parent.kind == "yield":
            self._use("returned", node, level)
        elif parent.kind == "comprehension":
            self._comprehended(parent, node, level)
        elif parent.kind == "jsx":
            self._use("passed", node, level)

    def _comprehended(self, parent: s.Opaque, node: s.Node, level: int) -> None:
        made = parent.children[0]
        if any(tests(n) for n in s.walk(parent)):
            self.verdict.checks += 1
        elif any(reads_key(n) for n in s.walk(made)):
            self._use("read", node, level)
        elif node is not made and not isinstance(made, s.Text):
            self._use("read" if level == 0 else "passed", node, level)
