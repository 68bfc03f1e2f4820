"""The shape of a request body, from how a handler uses it.

Each use is a vote: ``.map`` makes a list, ``.trim()`` a string, ``if (!x)`` something that may be
left out. Declared types count for more than uses, uses for more than names. Uses are followed
through variables, destructuring, loops, callbacks, and into functions of this file or of a module
of the project.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.body.declared import annotation_code, declare
from prodgate.body.handed_on import argument
from prodgate.body.members import attribute, index
from prodgate.body.shape import HINT, LIKELY, Shape, kind_of_name
from prodgate.body.verdicts import binary, entry_name, leaves, presence, stand_in

if TYPE_CHECKING:
    from prodgate.view import View

_DEPTH = 25


class Uses:
    """Follows the uses of values in one file."""

    def __init__(self, view: View, hops: int = 0, foreign: bool = False) -> None:
        self.view = view
        self.foreign = foreign  # another file than the one that the schema will stand in
        self.names = view.names
        self.python = view.language == "python"
        self.hops = hops
        self.seen: set[int] = set()

    def follow(self, node: s.Node, shape: Shape, depth: int = 0) -> None:
        """Read the use of a value that stands at ``node``."""
        parent = self.names.parent(node)
        if parent is None or depth > _DEPTH or id(node) in self.seen:
            return
        self.seen.add(id(node))
        if isinstance(parent, s.Cast):
            self._cast(parent, node, shape)
            self.follow(parent, shape, depth + 1)
        elif isinstance(parent, s.Await):
            self.follow(parent, shape, depth + 1)
        elif isinstance(parent, s.Attribute):
            attribute(self, parent, shape, depth)
        elif isinstance(parent, s.Index):
            index(self, parent, node, shape, depth)
        elif isinstance(parent, s.Binary):
            binary(self.view, parent, node, shape)
        elif isinstance(parent, s.Either):
            self._either(parent, node, shape, depth)
        elif isinstance(parent, s.Assign | s.Assigned):
            self._assign(parent, node, shape, depth)
        elif isinstance(parent, s.Argument):
            argument(self, parent, shape, depth)
        else:
            self._other(parent, node, shape, depth)

    def within(self, view: View) -> Uses:
        """Who follows a value into a function of a file."""
        return self if view is self.view else Uses(view, self.hops + 1, True)

    def name(self, name: str, binding: s.Node, scope: s.Node, shape: Shape) -> None:
        """Read the uses of a variable that ``binding`` binds, inside ``scope``."""
        for node in s.walk(scope):
            if isinstance(node, s.Name) and node.id == name and not self._is_target(node):
                found = self.names.lookup(node)
                if any(b.node is binding for b in found):
                    self.follow(node, shape)

    def pattern(self, target: s.Pattern, binding: s.Node, scope: s.Node, shape: Shape) -> None:
        """Read the uses of what a destructuring takes out of the value."""
        for bound in target.names:
            inner = shape
            for part in bound.path:
                inner = inner.items() if part.isdigit() else inner.has(part)
            if bound.rest:
                inner.opened = True
            if bound.default is not None:
                stand_in(bound.default, inner)
                inner.nullable = False  # a default stands in for undefined only
                inner.settled = True
            self.name(bound.name, binding, scope, inner)

    def _is_target(self, node: s.Name) -> bool:
        parent = self.names.parent(node)
        if isinstance(parent, s.Assign):
            return any(node is target for target in parent.targets)
        return isinstance(parent, s.Param | s.Loop | s.WithItem | s.Assigned) and (
            parent.target is node
        )

    # -- operators

    def _cast(self, cast: s.Cast, value: s.Node, shape: Shape) -> None:
        code = self.view.text[value.end : cast.end].lstrip(")! \t\r\n")
        match = re.match(r"(?:as|satisfies)\s+(?!const\b)(.+)", code, re.DOTALL)
        if match and declare(self.view, match[1], shape, self.foreign):
            shape.declared = True

    def _either(self, parent: s.Either, node: s.Node, shape: Shape, depth: int) -> None:
        if node is parent.test:
            presence(shape)
            return
        if parent.operator in {"or", "??"} and node is parent.options[0]:
            before, shape.settled = shape.settled, True
            stand_in(parent.options[-1], shape)
            self.follow(parent, shape, depth + 1)
            shape.settled = before
            return
        if parent.operator == "and" and node is parent.options[0]:
            presence(shape)
            return
        self.follow(parent, shape, depth + 1)

    # -- names and calls

    def _assign(self, parent: s.Node, node: s.Node, shape: Shape, depth: int) -> None:
        targets: tuple[s.Node, ...] = ()
        if isinstance(parent, s.Assign):
            targets = parent.targets
            if parent.annotation is not None:
                code = annotation_code(self.view, parent.annotation)
                if declare(self.view, code, shape, self.foreign):
                    shape.declared = True
        elif isinstance(parent, s.Assigned):
            targets = (parent.target,)
            self.follow(parent, shape, depth + 1)
        for target in targets:
            if target is node:
                return
            self.bound(target, parent, self._scope(parent), shape)

    def _scope(self, node: s.Node) -> s.Node:
        return self.names.function(node) or self.names.module

    def bound(
        self, target: s.Node, binding: s.Node, scope: s.Node, shape: Shape,
        param: s.Param | None = None,
    ) -> None:  # fmt: skip
        """Read the uses of the value where it is bound anew."""
        if param is not None and param.annotation is not None:
            code = annotation_code(self.view, param.annotation)
            declare(self.view, code, shape, self.foreign)
            shape.declared |= bool(shape.fields)
        if isinstance(target, s.Name):
            self.name(target.id, binding, scope, shape)
        elif isinstance(target, s.Pattern):
            self.pattern(target, binding, scope, shape)
        else:
            shape.opened = True

    # -- what else stands around it

    def _other(self, parent: s.Node, node: s.Node, shape: Shape, depth: int) -> None:
        if isinstance(parent, s.Text):
            shape.vote("string", HINT)
            if kind_of_name(shape.name) in {"list", "integer", "number", "boolean"}:
                shape.vote(kind_of_name(shape.name) or "any", HINT + HINT)
        elif isinstance(parent, s.Unary):
            if parent.operator == "not":
                presence(shape)
                shape.settled |= leaves(self.names, parent)
            elif parent.operator in {"-", "+", "~"}:
                shape.vote("number", LIKELY)
        elif isinstance(parent, s.If | s.Loop) and node is parent.test:
            presence(shape)
        elif isinstance(parent, s.Loop) and node is parent.subject:
            item = shape.items()
            if parent.target is not None:
                self.bound(parent.target, parent, parent, item)
        elif isinstance(parent, s.Entry):
            self._entry(parent, node, shape)
        elif isinstance(parent, s.Spread):
            self._spread(parent, shape)
        elif isinstance(parent, s.Switch):
            shape.vote("string", LIKELY)
        elif isinstance(parent, s.Opaque):
            self._opaque(parent, node, shape)
        elif not isinstance(parent, s.Expression):
            shape.opened = True

    def _entry(self, parent: s.Entry, node: s.Node, shape: Shape) -> None:
        shape.opened = True
        if parent.key is None:
            shape.vote("object", LIKELY)
        elif node is parent.value and parent.name is not None:
            entry_name(parent.name, shape)

    def _spread(self, parent: s.Spread, shape: Shape) -> None:
        shape.items(LIKELY).opened = True
        shape.opened = True

    def _opaque(self, parent: s.Opaque, node: s.Node, shape: Shape) -> None:
        if parent.kind == "keys":
            shape.vote("record", LIKELY)
            shape.opened = True
            return
        before = self.view.text[: node.start].rstrip()
        loop = re.search(r"\bfor\s+(\w+)\s+in\Z", before[-80:])
        if parent.kind == "comprehension" and loop:
            item = shape.items()
            for inner in s.walk(parent):
                if isinstance(inner, s.Name) and inner.id == loop[1]:
                    self.follow(inner, item)
        elif parent.kind == "comprehension" and before.endswith(" in"):
            shape.items().opened = True
        elif parent.kind == "comprehension" and before.endswith(" if"):
            presence(shape)
        else:
            shape.opened = True
