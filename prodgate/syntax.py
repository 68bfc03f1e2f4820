"""One small syntax tree for Python, JavaScript and TypeScript.

Both front ends (``prodgate.python.parse``, ``prodgate.javascript.parse``) lower a file to these
nodes, so that names, calls, arguments and flow are read by one piece of code. It keeps what the
rules ask about and nothing else; what it has no word for is ``Opaque``, whose children are still
walked. ``start`` and ``end`` are character offsets into the decoded text, end exclusive.

Casts (``x as T``, ``x!``, ``<T>x``) become ``Cast``; parentheses vanish, but the span of a node is
that of the node without them. ``a?.b`` and ``a!.b`` are ``Attribute`` like ``a.b``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from typing import Literal as Choice

import msgspec


class Node(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A place in a file. Nodes are compared by identity."""

    start: int
    end: int


# -- expressions ------------------------------------------------------------------------------


class Name(Node, frozen=True, eq=False, gc=False):
    """A bare name. ``this`` and Python's ``self`` are names like others."""

    id: str


class Attribute(Node, frozen=True, eq=False, gc=False):
    """``value.name``"""

    value: Node
    name: str


class Index(Node, frozen=True, eq=False, gc=False):
    """``value[key]``"""

    value: Node
    key: Node


class Literal(Node, frozen=True, eq=False, gc=False):
    """A string, number, bytes, boolean; ``None``, ``null`` and ``undefined`` are None."""

    value: str | int | float | bool | bytes | None


class Text(Node, frozen=True, eq=False, gc=False):
    """An f-string or a template literal with something in it; ``parts`` hold text and values."""

    parts: tuple[Node, ...]


class Entry(Node, frozen=True, eq=False, gc=False):
    """``key: value`` of a mapping; ``{name}`` has a Name as value.

    ``key`` is a Literal for a plain key, any node for a computed one, None for a spread.
    """

    key: Node | None
    value: Node

    @property
    def name(self) -> str | None:
        """The plain string key, or None when it is computed or a spread."""
        if isinstance(self.key, Literal) and isinstance(self.key.value, str):
            return self.key.value
        return None


class Mapping(Node, frozen=True, eq=False, gc=False):
    """A dict or object literal. A method ``{ run() {} }`` is an entry with a Function."""

    entries: tuple[Entry, ...]


class Items(Node, frozen=True, eq=False, gc=False):
    """A list, tuple, set or array literal; ``Spread`` among the elements."""

    elements: tuple[Node, ...]


class Spread(Node, frozen=True, eq=False, gc=False):
    """``*x`` or ``...x`` among elements or positional arguments."""

    value: Node


class Argument(Node, frozen=True, eq=False, gc=False):
    """An argument of a call.

    Positional: ``name`` None (value may be ``Spread``). Python keyword: its name. Python
    ``**kwargs``: name "**".
    """

    name: str | None
    value: Node


class Call(Node, frozen=True, eq=False, gc=False):
    """``callee(arguments)``; ``new`` for JavaScript's ``new X()``. A tagged template has a Text."""

    callee: Node
    arguments: tuple[Argument, ...]
    new: bool = False

    def positional(self, index: int) -> Node | None:
        """The value of the index-th positional argument, if no spread comes before it."""
        at = 0
        for argument in self.arguments:
            if argument.name is None:
                if isinstance(argument.value, Spread):
                    return None
                if at == index:
                    return argument.value
                at += 1
        return None

    def keyword(self, name: str) -> Node | None:
        """The value of a keyword argument written in the call itself."""
        for argument in self.arguments:
            if argument.name == name:
                return argument.value
        return None


class Await(Node, frozen=True, eq=False, gc=False):
    """``await value``"""

    value: Node


class Cast(Node, frozen=True, eq=False, gc=False):
    """``value as T``, ``value satisfies T``, ``value!``, ``<T>value``; typing.cast is a Call."""

    value: Node


class Threaded(Cast, frozen=True, eq=False, gc=False):
    """``asyncio.to_thread(lambda: value)``: a value made in a thread, there once it is awaited.

    ``by``: what hands it over, and whatever else that is given. ``evaluated``: a function and its
    arguments were handed over, ``to_thread(f, a)``; so the arguments are made here.
    """

    by: tuple[Node, ...] = ()
    evaluated: bool = False


class Either(Node, frozen=True, eq=False, gc=False):
    """One of several: ``a if c else b``, ``c ? a : b``, ``a or b``, ``a ?? b``, ``a and b``.

    ``test`` is the condition of a conditional expression; None for the short-circuit operators,
    whose ``operator`` is "or", "and", "??" ("||" and "&&" are given as "or" and "and").
    """

    options: tuple[Node, ...]
    test: Node | None = None
    operator: str = ""


class Binary(Node, frozen=True, eq=False, gc=False):
    """``left op right``, arithmetic and comparison; ``===`` is given as "==", ``!==`` as "!="."""

    operator: str
    left: Node
    right: Node


class Unary(Node, frozen=True, eq=False, gc=False):
    """``not x`` ("not", also ``!x``), ``-x``, ``typeof x``, ``void x`` ..."""

    operator: str
    value: Node


class Assigned(Node, frozen=True, eq=False, gc=False):
    """An assignment used as an expression: ``(n := f())``, ``a = b = c`` inside JavaScript."""

    target: Node
    value: Node


class Opaque(Node, frozen=True, eq=False, gc=False):
    """Anything without a word of its own: JSX, comprehensions, yield, slices, regex ...

    ``kind`` is the front end's own name for it ("jsx", "comprehension", "yield", ...).
    """

    kind: str
    children: tuple[Node, ...] = ()


# -- patterns and functions -------------------------------------------------------------------


class Bound(Node, frozen=True, eq=False, gc=False):
    """One name that a pattern binds, and the path to it in the value.

    ``const {a: {b: c = 1}} = x`` binds c by the path ("a", "b"); array parts are "0", "1";
    ``rest`` says that the name takes all that is left.
    """

    name: str
    path: tuple[str, ...]
    default: Node | None = None
    rest: bool = False


class Pattern(Node, frozen=True, eq=False, gc=False):
    """A destructuring target: tuple, list, object or array pattern."""

    names: tuple[Bound, ...]


class Param(Node, frozen=True, eq=False, gc=False):
    """A parameter. ``target`` is a Name or a Pattern; ``kind`` "rest" is *args or ...args,
    "keywords" is **kwargs."""

    target: Node
    annotation: Node | None = None
    default: Node | None = None
    kind: Choice["plain", "rest", "keywords"] = "plain"


class Function(Node, frozen=True, eq=False, gc=False):
    """A def, lambda, arrow function, function expression or method, as statement or expression.

    The body of an arrow or lambda with an expression is one ``Return``. ``name`` is "" when it
    has none of its own. ``body_start`` is where the first statement of its block starts.
    """

    name: str
    params: tuple[Param, ...]
    body: tuple[Node, ...]
    decorators: tuple[Node, ...] = ()
    is_async: bool = False
    exported: bool = False
    directives: tuple[str, ...] = ()  # 'use server'
    returns: Node | None = None


class Class(Node, frozen=True, eq=False, gc=False):
    """A class. Fields are ``Assign`` to a Name in its body."""

    name: str
    bases: tuple[Node, ...]
    body: tuple[Node, ...]
    decorators: tuple[Node, ...] = ()
    exported: bool = False


# -- statements -------------------------------------------------------------------------------


class Expression(Node, frozen=True, eq=False, gc=False):
    """An expression as a statement."""

    value: Node


class Assign(Node, frozen=True, eq=False, gc=False):
    """``targets = value``. A declaration of several variables is several of these.

    ``kind``: "const", "let", "var", "using" in JavaScript, "" for a plain assignment, "augmented"
    for ``+=`` and its kin. ``value`` is None for a bare declaration.
    """

    targets: tuple[Node, ...]
    value: Node | None
    annotation: Node | None = None
    kind: str = ""
    exported: bool = False


class Import(Node, frozen=True, eq=False, gc=False):
    """``names`` are (local name, qualified name).

    Python: ``import a.b`` binds ("a", "a"), ``import a.b as c`` ("c", "a.b"), ``from a import b``
    ("b", "a.b"), ``from .x import y`` ("y", ".x.y"), ``from a import *`` ("*", "a").
    JavaScript: default import of "openai" is "openai.default", named "openai.OpenAI",
    namespace "openai"; ``import "x"`` binds nothing. ``module`` is the specifier.
    """

    module: str
    names: tuple[tuple[str, str], ...]


class Return(Node, frozen=True, eq=False, gc=False):
    """``return value``"""

    value: Node | None


class Throw(Node, frozen=True, eq=False, gc=False):
    """``raise value`` or ``throw value``"""

    value: Node | None


class Jump(Node, frozen=True, eq=False, gc=False):
    """``break`` or ``continue``."""

    kind: str


class If(Node, frozen=True, eq=False, gc=False):
    """``if test: body else: orelse``; an elif is an If alone in ``orelse``."""

    test: Node
    body: tuple[Node, ...]
    orelse: tuple[Node, ...] = ()


class Switch(Node, frozen=True, eq=False, gc=False):
    """``switch`` or ``match``; ``cases`` are the bodies, ``patterns`` what is tested for."""

    subject: Node
    patterns: tuple[Node, ...]
    cases: tuple[tuple[Node, ...], ...]


class Loop(Node, frozen=True, eq=False, gc=False):
    """``for`` and ``while``. ``for x in subject``: target and subject; ``while``: test.

    A C-style for has its init in ``before`` and its update at the end of ``body``.
    """

    kind: Choice["for", "while", "do"]
    body: tuple[Node, ...]
    target: Node | None = None
    subject: Node | None = None
    test: Node | None = None
    before: tuple[Node, ...] = ()
    orelse: tuple[Node, ...] = ()


class Handler(Node, frozen=True, eq=False, gc=False):
    """``except type as name: body`` or ``catch (name) {body}``."""

    type: Node | None
    name: str | None
    body: tuple[Node, ...]


class Try(Node, frozen=True, eq=False, gc=False):
    """try, except or catch, else, finally."""

    body: tuple[Node, ...]
    handlers: tuple[Handler, ...] = ()
    orelse: tuple[Node, ...] = ()
    final: tuple[Node, ...] = ()


class WithItem(Node, frozen=True, eq=False, gc=False):
    """``value as target`` of a with statement."""

    value: Node
    target: Node | None


class With(Node, frozen=True, eq=False, gc=False):
    """``with`` and ``async with``."""

    items: tuple[WithItem, ...]
    body: tuple[Node, ...]


class Block(Node, frozen=True, eq=False, gc=False):
    """``{ ... }`` as a statement, and any statement that only holds others (labels)."""

    body: tuple[Node, ...]


class Module(Node, frozen=True, eq=False, gc=False):
    """A whole file. ``broken`` are spans that the parser could not read (JavaScript only)."""

    language: Choice["python", "javascript"]
    body: tuple[Node, ...]
    directives: tuple[str, ...] = ()  # 'use client', 'use server'
    broken: tuple[tuple[int, int], ...] = ()


LEAVES = frozenset({Name, Literal, Jump, Import})  # nothing stands below them
# What stands directly below every other node, in the order of its fields. Written out, not read
# from the fields: half of the time of a walk is spent here.
_BELOW: dict[type, Callable[[Any], list[Node]]] = {
    Attribute: lambda n: [n.value],
    Index: lambda n: [n.value, n.key],
    Text: lambda n: [*n.parts],
    Entry: lambda n: [n.value] if n.key is None else [n.key, n.value],
    Mapping: lambda n: [*n.entries],
    Items: lambda n: [*n.elements],
    Spread: lambda n: [n.value],
    Argument: lambda n: [n.value],
    Call: lambda n: [n.callee, *n.arguments],
    Await: lambda n: [n.value],
    Cast: lambda n: [n.value],
    Threaded: lambda n: [n.value, *n.by],
    Either: lambda n: [*n.options, *_some(n.test)],
    Binary: lambda n: [n.left, n.right],
    Unary: lambda n: [n.value],
    Assigned: lambda n: [n.target, n.value],
    Opaque: lambda n: [*n.children],
    Bound: lambda n: _some(n.default),
    Pattern: lambda n: [*n.names],
    Param: lambda n: [n.target, *_some(n.annotation), *_some(n.default)],
    Function: lambda n: [*n.params, *n.body, *n.decorators, *_some(n.returns)],
    Class: lambda n: [*n.bases, *n.body, *n.decorators],
    Expression: lambda n: [n.value],
    Assign: lambda n: [*n.targets, *_some(n.value), *_some(n.annotation)],
    Return: lambda n: _some(n.value),
    Throw: lambda n: _some(n.value),
    If: lambda n: [n.test, *n.body, *n.orelse],
    Switch: lambda n: [n.subject, *n.patterns, *(node for case in n.cases for node in case)],
    Loop: lambda n: [
        *n.body, *_some(n.target), *_some(n.subject), *_some(n.test), *n.before, *n.orelse
    ],
    Handler: lambda n: [*_some(n.type), *n.body],
    Try: lambda n: [*n.body, *n.handlers, *n.orelse, *n.final],
    WithItem: lambda n: [n.value, *_some(n.target)],
    With: lambda n: [*n.items, *n.body],
    Block: lambda n: [*n.body],
    Module: lambda n: [*n.body],
}  # fmt: skip


def _some(node: Node | None) -> list[Node]:
    return [] if node is None else [node]


def children(node: Node) -> list[Node]:
    """The nodes directly below, in the order of the fields; a new list."""
    below = _BELOW.get(type(node))
    return [] if below is None else below(node)


def walk(*nodes: Node) -> Iterator[Node]:
    """The nodes and all below them, parents first, in source order; never recurses.

    For a whole file, ``Names.nodes`` has them at hand.
    """
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        yield node
        if (below := _BELOW.get(type(node))) is not None:
            stack += reversed(below(node))


def walk_scope(*nodes: Node) -> Iterator[Node]:
    """Like ``walk``, but does not go into functions and classes below the given nodes."""
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        yield node
        kind = type(node)
        if kind is not Function and kind is not Class and (below := _BELOW.get(kind)) is not None:
            stack += reversed(below(node))


_WRAPPERS = frozenset({Cast, Threaded, Await})

# ``isinstance`` takes a fifth of a microsecond to say no of a struct; ``type(node) is`` a tenth of
# that. Where every node of every file is asked, that is what counts: no kind but ``Cast`` has one
# below it.


def bare(node: Node) -> Node:
    """The value below casts and awaits."""
    while type(node) in _WRAPPERS:
        node = node.value  # type: ignore[attr-defined]
    return node


def dotted(node: Node) -> str | None:
    """``a.b.c`` for a chain of names, None for anything else."""
    parts: list[str] = []
    while type(node) is not Name:
        if type(node) is Attribute:
            parts.append(node.name)
        elif type(node) not in _WRAPPERS:
            return None
        node = node.value  # type: ignore[attr-defined]
    if not parts:
        return node.id
    parts.append(node.id)
    return ".".join(reversed(parts))
