"""Which value a name stands for, inside one file.

Scopes and bindings of a ``syntax.Module``: who binds a name, where, with what value. What a
binding cannot tell (parameters, imports of other files, loop variables) is left open: whoever
asks must treat it as unknown.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, TypeVar, cast

from prodgate import syntax as s
from prodgate.meaning.mutations import Mutation, changed_by
from prodgate.meaning.scopes import Binding as Binding
from prodgate.meaning.scopes import (
    Kind,
    Scope,
    Suite,
    declaring,
    reaching,
    suite_members,
    suites,
    within,
)

N = TypeVar("N", bound=s.Node)
T = TypeVar("T")


_PASSIVE = frozenset({
    s.Name, s.Attribute, s.Index, s.Literal, s.Text, s.Entry, s.Mapping, s.Items, s.Spread,
    s.Argument, s.Await, s.Cast, s.Threaded, s.Either, s.Binary, s.Unary, s.Expression, s.Return,
    s.Throw, s.Jump, s.Param, s.Bound, s.Pattern,
})  # fmt: skip
_HOLDERS = frozenset({
    s.Module, s.Function, s.Class, s.Block, s.With, s.Handler, s.If, s.Loop, s.Try, s.Switch,
})  # fmt: skip
_NO_SUITES: dict[int, Suite] = {}


class Names:
    """Scopes, parents and bindings of a module, built in one walk."""

    def __init__(self, module: s.Module) -> None:
        self.module = module
        self.parents: dict[int, s.Node] = {}
        self.scopes: dict[int, Scope] = {}
        self.mutations: dict[str, list[Mutation]] = defaultdict(list)
        self.attributes: dict[str, list[Binding]] = defaultdict(list)  # "Class.attr", "app.state.x"
        self.nodes: list[s.Node] = []  # all of them, in the order of ``syntax.walk``
        self.calls: list[s.Call] = []
        self.functions: list[s.Function] = []
        self.imports: list[s.Import] = []
        self.traced: dict[int, Any] = {}  # what ``trace`` has found, by node
        self._kinds: dict[type, list[s.Node]] = {}
        self._uses: dict[str, list[s.Name]] = {}
        self._meant: dict[int, list[Binding]] = {}  # what was looked up, by use
        self._kept: dict[Any, Any] = {}
        self._globals: dict[int, set[str]] = defaultdict(set)
        self._root = Scope(module, None)
        self.scopes[id(module)] = self._root
        self._build()

    # -- asking

    def parent(self, node: s.Node) -> s.Node | None:
        """The node directly above."""
        return self.parents.get(id(node))

    def above(self, node: s.Node) -> Iterator[s.Node]:
        """All nodes above, nearest first."""
        current = self.parents.get(id(node))
        while current is not None:
            yield current
            current = self.parents.get(id(current))

    def function(self, node: s.Node) -> s.Function | None:
        """The function a node stands in."""
        for above in self.above(node):
            if isinstance(above, s.Function):
                return above
        return None

    def statement(self, node: s.Node) -> s.Node:
        """The statement a node belongs to: the nearest node that stands in a statement list."""
        current = node
        for above in self.above(node):
            if current in suite_members(above):
                return current
            current = above
        return current

    def class_of(self, node: s.Node) -> s.Class | None:
        """The class whose method a node stands in."""
        for above in self.above(node):
            if isinstance(above, s.Class):
                return above
        return None

    def lookup(self, name: s.Name) -> list[Binding]:
        """The bindings a use of a name can mean; empty for a global or an unknown name."""
        found = self._meant.get(id(name))
        if found is None:
            found = self._meant[id(name)] = self._lookup(name)
        return found

    def _lookup(self, name: s.Name) -> list[Binding]:
        scope = self._scope(name)
        first = True
        while scope is not None:
            skip = isinstance(scope.owner, s.Class) and not first
            if not skip and (found := scope.bindings.get(name.id)):
                visible = [b for b in found if not b.block_scoped or within(name, b.suite)]
                if visible:
                    return reaching(visible, name) if first else visible
            if isinstance(scope.owner, s.Function):
                first = False
            scope = scope.parent
        return []

    def member(self, node: s.Attribute) -> list[Binding]:
        """The bindings of ``self.x`` / ``this.x`` in the class around, or of a dotted path."""
        if isinstance(node.value, s.Name) and node.value.id in {"self", "this", "cls"}:
            if owner := self.class_of(node):
                return self.attributes.get(f"{id(owner)}.{node.name}", [])
            return []
        path = s.dotted(node)
        return self.attributes.get(path, []) if path else []

    def of(self, kind: type[N]) -> list[N]:
        """All nodes of one kind, in the order of ``syntax.walk``."""
        if not self._kinds:
            grouped: dict[type, list[s.Node]] = defaultdict(list)
            for node in self.nodes:
                grouped[type(node)].append(node)
            self._kinds = dict(grouped)
        return cast("list[N]", self._kinds.get(kind, []))

    def among(self, *kinds: type[s.Node]) -> list[s.Node]:
        """All nodes of some kinds, in the order of ``syntax.walk``."""
        return [node for node in self.nodes if type(node) in kinds]

    def calls_in(self, node: s.Node) -> list[s.Call]:
        """The calls in the span of a node, in the order of ``calls``."""
        starts, places = self._by_start
        inside = places[bisect_left(starts, node.start) : bisect_right(starts, node.end)]
        return [call for at in sorted(inside) if (call := self.calls[at]).end <= node.end]

    @cached_property
    def _by_start(self) -> tuple[list[int], list[int]]:
        """The starts of all calls in order, and the place of each in ``calls``."""
        places = sorted(range(len(self.calls)), key=lambda at: self.calls[at].start)
        return [self.calls[at].start for at in places], places

    def uses(self, name: str) -> list[s.Name]:
        """All uses of a name, whatever it is bound to."""
        if not self._uses:
            grouped: dict[str, list[s.Name]] = defaultdict(list)
            for node in self.of(s.Name):
                grouped[node.id].append(node)
            self._uses = dict(grouped)
        return self._uses.get(name, [])

    def kept(self, gather: Callable[[Names], T]) -> T:
        """What ``gather`` makes of the names, made once; it must not hold them."""
        if gather not in self._kept:
            self._kept[gather] = gather(self)
        return cast("T", self._kept[gather])

    # -- building

    def _scope(self, node: s.Node) -> Scope | None:
        current: s.Node | None = node
        below: s.Node | None = None
        while current is not None:
            scope = self.scopes.get(id(current))
            if scope is not None and not self._evaluated_outside(current, below):
                return scope
            below, current = current, self.parents.get(id(current))
        return self._root

    def _evaluated_outside(self, owner: s.Node, below: s.Node | None) -> bool:
        """Decorators and bases of a function or class belong to the scope around it."""
        if below is None:
            return True
        if isinstance(owner, s.Function):
            return any(below is d for d in owner.decorators)
        if isinstance(owner, s.Class):
            return any(below is n for n in (*owner.decorators, *owner.bases))
        return False

    def _build(self) -> None:
        """One walk; (scope, suite) between the nodes of the stack says where the next ones stand.

        Most nodes are passive: what little is done for each of those is what this costs.
        """
        scope, suite = self._root, (self.module.start, self.module.end)
        stack: list[s.Node | tuple[Scope, Suite]] = [self.module]
        parents, note, pop = self.parents, self.nodes.append, stack.pop
        while stack:
            node = pop()
            if isinstance(node, tuple):
                scope, suite = node
                continue
            note(node)
            kind = type(node)
            if kind in s.LEAVES:
                if kind is s.Import:
                    self._enter(node, scope, suite)
                continue
            below = s.children(node)
            for child in below:
                parents[id(child)] = node
            if kind in _PASSIVE:  # they bind nothing and hold no statements
                stack += reversed(below)
                continue
            inner = self._enter(node, scope, suite)
            lists = suites(node) if kind in _HOLDERS else _NO_SUITES
            if inner is scope and not lists:
                stack += reversed(below)
                continue
            stack.append((scope, suite))
            for child in reversed(below):
                stack += (child, (inner, lists.get(id(child), suite)))

    def _enter(self, node: s.Node, scope: Scope, suite: Suite) -> Scope:
        """Record what the node binds; the scope that its children stand in."""
        if type(node) is s.Call:
            self.calls.append(node)
            for name, change in changed_by(node):
                self.mutations[name].append(change)
        elif type(node) is s.Assign:
            for target in node.targets:
                self._bind_target(target, node, node.value, scope, suite, "value")
        elif type(node) is s.Assigned:
            self._bind_target(node.target, node, node.value, scope, suite, "value")
        elif type(node) is s.Function:
            return self._enter_function(node, scope, suite)
        elif type(node) is s.Class:
            if node.name:
                self._bind(scope, Binding(node.name, "class", node, node, suite))
            inner = self.scopes[id(node)] = Scope(node, scope)
            return inner
        elif type(node) is s.Import:
            self.imports.append(node)
            for local, qualified in node.names:
                binding = Binding(local, "import", node, None, suite, (), qualified)
                self._bind(scope, binding)
        elif type(node) is s.Loop and node.target is not None:
            inside = suites(node).get(id(node.body[0]), suite) if node.body else suite
            self._bind_target(node.target, node, node.subject, scope, inside, "loop")
        elif type(node) is s.WithItem and node.target is not None:
            self._bind_target(node.target, node, node.value, scope, suite, "with")
        elif type(node) is s.Handler and node.name:
            self._bind(scope, Binding(node.name, "catch", node, None, suite))
        elif type(node) is s.Opaque and node.kind == "global":
            names = {n.id for n in node.children if isinstance(n, s.Name)}
            self._globals[id(scope)] |= names
        return scope

    def _enter_function(self, node: s.Function, scope: Scope, suite: Suite) -> Scope:
        if node.name:
            self._bind(scope, Binding(node.name, "function", node, node, suite))
        if isinstance(scope.owner, s.Class) and node.name:
            key = f"{id(scope.owner)}.{node.name}"
            self.attributes[key].append(Binding(node.name, "function", node, node, suite))
        self.functions.append(node)
        inner = self.scopes[id(node)] = Scope(node, scope)
        body = (node.start, node.end)
        for param in node.params:
            self._bind_target(param.target, param, None, inner, body, "param")
        return inner

    def _bind(self, scope: Scope, binding: Binding) -> None:
        if binding.name in self._globals.get(id(scope), ()):
            scope = self._root
        scope.bindings[binding.name].append(binding)

    def _bind_target(
        self,
        target: s.Node,
        node: s.Node,
        value: s.Node | None,
        scope: Scope,
        suite: Suite,
        kind: Kind,
    ) -> None:
        target = s.bare(target)
        how = node.kind if isinstance(node, s.Assign) else ""
        blocky, augmented = how in {"const", "let", "using"}, how == "augmented"
        if kind == "value" and value is None:
            kind = "declared"
        if isinstance(target, s.Name):
            is_field = isinstance(scope.owner, s.Class)  # ``client = new OpenAI()`` of a class
            plain = how == "" and kind == "value" and not is_field
            if plain and self.module.language == "javascript":
                scope = declaring(scope, target.id)
            self._bind(
                scope,
                Binding(target.id, kind, node, value, suite, (), None, blocky, augmented),
            )
            if isinstance(scope.owner, s.Class):
                self.attributes[f"{id(scope.owner)}.{target.id}"].append(
                    Binding(target.id, kind, node, value, suite)
                )
        elif isinstance(target, s.Pattern):
            for bound in target.names:
                path = bound.path if not bound.rest else (*bound.path, "...")
                self._bind(scope, Binding(bound.name, kind, node, value, suite, path, None, blocky))
        elif isinstance(target, s.Attribute):
            self._note_attribute(target, node, value, suite)
        elif isinstance(target, s.Index) and isinstance(target.value, s.Name):
            key = target.key.value if isinstance(target.key, s.Literal) else None
            text = key if isinstance(key, str) else None
            self.mutations[target.value.id].append(Mutation(node, text, value))

    def _note_attribute(
        self, target: s.Attribute, node: s.Node, value: s.Node | None, suite: Suite
    ) -> None:
        binding = Binding(target.name, "value", node, value, suite)
        if isinstance(target.value, s.Name):
            self.mutations[target.value.id].append(Mutation(node, target.name, value))
            if target.value.id in {"self", "this", "cls"}:
                if owner := self.class_of(node):
                    self.attributes[f"{id(owner)}.{target.name}"].append(binding)
                return
        if path := s.dotted(target):
            self.attributes[path].append(binding)
