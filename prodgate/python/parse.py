"""Python source to the syntax tree of ``prodgate.syntax``, by the standard library's ``ast``.

``ast`` parses ten files in about 10 ms, LibCST in 90 (550 with scopes): reading is done here,
LibCST is kept for rewriting.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from prodgate import syntax as s
from prodgate.python.threads import lowered


class UnreadableError(Exception):
    """The file is not Python that this interpreter can parse; the text is one sentence."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def parse(text: str, path: str) -> s.Module:
    """The tree of a decoded Python file. Raises ``UnreadableError``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes of the scanned file
            tree = ast.parse(text, path)
        return _Lower(text).module(tree)
    except SyntaxError as error:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        reason = f"syntax error for Python {version}, which prodgate runs on: {error.msg}"
        raise UnreadableError(reason, error.lineno) from None
    except (RecursionError, MemoryError):
        raise UnreadableError("nested too deeply to read") from None
    except ValueError as error:
        raise UnreadableError(f"not readable as Python: {error}") from None


def comments(text: str) -> list[tuple[int, int]]:
    """The character spans of the comment tokens; those before a broken token only, if one is."""
    starts = _line_starts(text)
    found: list[tuple[int, int]] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
            if token.type == tokenize.COMMENT:
                start = starts[token.start[0] - 1] + token.start[1]
                found.append((start, start + len(token.string)))
    except (tokenize.TokenError, SyntaxError, IndexError):
        pass  # ast.parse says what is wrong with the file
    return found


def _line_starts(text: str) -> list[int]:
    """Where each line starts, by the line ends that the tokenizer knows."""
    starts = [0]
    at = 0
    for line in io.StringIO(text, newline=""):
        at += len(line)
        starts.append(at)
    return starts


_BINARY = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.BitOr: "|", ast.BitAnd: "&", ast.BitXor: "^", ast.LShift: "<<",
    ast.RShift: ">>", ast.MatMult: "@", ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<",
    ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in",
    ast.NotIn: "not in",
}  # fmt: skip
_UNARY = {ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}


def _refuse_repeated(node: ast.Call) -> None:
    """``f(t=1, t=2)``: only the compiler minds, which would cost half a parse for every file."""
    seen: set[str] = set()
    for keyword in node.keywords:
        if keyword.arg in seen:
            place = None, keyword.lineno, None, None
            raise SyntaxError(f"keyword argument repeated: {keyword.arg}", place)
        if keyword.arg is not None:
            seen.add(keyword.arg)


class _Lower:
    """One file on its way from ``ast`` to ``syntax``; a method per node type, found by name."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = _line_starts(text)
        # ast counts columns in UTF-8 bytes: lines that are not ASCII need translating.
        self.lines = None if text.isascii() else text.splitlines(keepends=True)
        if self.lines is not None:
            self.lines = [text[a:b] for a, b in zip(self.starts, self.starts[1:], strict=False)]
        self.methods: dict[type, Callable[[Any], s.Node]] = {}

    def module(self, tree: ast.Module) -> s.Module:
        return s.Module(0, len(self.text), "python", self.body(tree.body))

    # -- positions

    def offset(self, line: int, column: int) -> int:
        start = self.starts[line - 1]
        if self.lines is None:
            return start + column
        source = self.lines[line - 1]
        if source.isascii():
            return start + column
        return start + len(source.encode()[:column].decode(errors="ignore"))

    def span(self, node: Any) -> tuple[int, int]:
        return (
            self.offset(node.lineno, node.col_offset),
            self.offset(node.end_lineno, node.end_col_offset),
        )

    # -- dispatch

    def node(self, node: ast.AST) -> s.Node:
        kind = type(node)
        method = self.methods.get(kind)
        if method is None:
            method = getattr(self, "_" + kind.__name__, self.opaque)
            self.methods[kind] = method
        return method(node)

    def maybe(self, node: ast.AST | None) -> s.Node | None:
        return None if node is None else self.node(node)

    def nodes(self, nodes: Iterable[ast.AST]) -> tuple[s.Node, ...]:
        return tuple([self.node(n) for n in nodes])

    def body(self, statements: Sequence[ast.stmt]) -> tuple[s.Node, ...]:
        return tuple([self.node(n) for n in statements])

    def opaque(self, node: Any) -> s.Node:
        """A node without a word of its own: keep what is inside, so that calls are still seen."""
        inner = [self.node(n) for n in ast.iter_child_nodes(node) if hasattr(n, "lineno")]
        for n in ast.iter_child_nodes(node):
            if isinstance(n, ast.comprehension):
                inner += self.nodes([n.iter, *n.ifs])
        kind = type(node).__name__.lower()
        if kind in {"listcomp", "setcomp", "dictcomp", "generatorexp"}:
            kind = "comprehension"
        return s.Opaque(*self.span(node), kind, tuple(inner))

    # -- expressions

    def _Name(self, node: ast.Name) -> s.Node:
        return s.Name(*self.span(node), node.id)

    def _Attribute(self, node: ast.Attribute) -> s.Node:
        chain: list[ast.Attribute] = []  # long method chains, without recursion
        below: ast.AST = node
        while isinstance(below, ast.Attribute):
            chain.append(below)
            below = below.value
        value = self.node(below)
        for link in reversed(chain):
            value = s.Attribute(*self.span(link), value, link.attr)
        return value

    def _Subscript(self, node: ast.Subscript) -> s.Node:
        return s.Index(*self.span(node), self.node(node.value), self.node(node.slice))

    def _Constant(self, node: ast.Constant) -> s.Node:
        value = node.value
        if value is None or isinstance(value, str | bytes | int | float):
            return s.Literal(*self.span(node), value)
        return s.Opaque(*self.span(node), "constant")  # complex numbers, an ellipsis

    def _JoinedStr(self, node: ast.JoinedStr) -> s.Node:
        span = self.span(node)
        parts = tuple(
            # Positions inside f-strings are wrong before Python 3.12: give all the outer span.
            s.Literal(*span, str(v.value))
            if isinstance(v, ast.Constant)
            else self.node(v.value)
            if isinstance(v, ast.FormattedValue)
            else self.node(v)
            for v in node.values
        )
        return s.Text(*span, parts)

    def _Call(self, node: ast.Call) -> s.Node:
        if len(node.keywords) > 1:
            _refuse_repeated(node)
        positional = [s.Argument(v.start, v.end, None, v) for v in map(self.node, node.args)]
        keywords = [
            s.Argument(*self.span(k), k.arg or "**", self.node(k.value)) for k in node.keywords
        ]
        arguments = tuple(sorted(positional + keywords, key=lambda a: a.start))
        return lowered(s.Call(*self.span(node), self.node(node.func), arguments))

    def _Starred(self, node: ast.Starred) -> s.Node:
        return s.Spread(*self.span(node), self.node(node.value))

    def _Dict(self, node: ast.Dict) -> s.Node:
        entries = []
        for key, value in zip(node.keys, node.values, strict=True):
            lowered = self.node(value)
            name = self.maybe(key)
            entries.append(s.Entry((name or lowered).start, lowered.end, name, lowered))
        return s.Mapping(*self.span(node), tuple(entries))

    def _List(self, node: ast.List | ast.Tuple | ast.Set) -> s.Node:
        return s.Items(*self.span(node), self.nodes(node.elts))

    _Tuple = _Set = _List

    def _Await(self, node: ast.Await) -> s.Node:
        return s.Await(*self.span(node), self.node(node.value))

    def _IfExp(self, node: ast.IfExp) -> s.Node:
        options = (self.node(node.body), self.node(node.orelse))
        return s.Either(*self.span(node), options, self.node(node.test))

    def _BoolOp(self, node: ast.BoolOp) -> s.Node:
        operator = "or" if isinstance(node.op, ast.Or) else "and"
        return s.Either(*self.span(node), self.nodes(node.values), None, operator)

    def _BinOp(self, node: ast.BinOp) -> s.Node:
        chain: list[ast.BinOp] = []
        below: ast.AST = node
        while isinstance(below, ast.BinOp):
            chain.append(below)
            below = below.left
        left = self.node(below)
        for link in reversed(chain):
            operator = _BINARY[type(link.op)]
            left = s.Binary(*self.span(link), operator, left, self.node(link.right))
        return left

    def _Compare(self, node: ast.Compare) -> s.Node:
        if len(node.ops) == 1:
            operator = _BINARY[type(node.ops[0])]
            right = self.node(node.comparators[0])
            return s.Binary(*self.span(node), operator, self.node(node.left), right)
        return s.Opaque(*self.span(node), "compare", self.nodes([node.left, *node.comparators]))

    def _UnaryOp(self, node: ast.UnaryOp) -> s.Node:
        value = self.node(node.operand)
        if isinstance(node.op, ast.USub) and isinstance(value, s.Literal):
            number = value.value
            if isinstance(number, int | float):
                return s.Literal(*self.span(node), -number)
        return s.Unary(*self.span(node), _UNARY[type(node.op)], value)

    def _NamedExpr(self, node: ast.NamedExpr) -> s.Node:
        return s.Assigned(*self.span(node), self.node(node.target), self.node(node.value))

    def _Lambda(self, node: ast.Lambda) -> s.Node:
        value = self.node(node.body)
        body = (s.Return(value.start, value.end, value),)
        return s.Function(*self.span(node), "", self.params(node.args), body)

    def params(self, arguments: ast.arguments) -> tuple[s.Param, ...]:
        plain = arguments.posonlyargs + arguments.args
        none: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults))
        pairs = list(zip(plain, none + list(arguments.defaults), strict=True))
        pairs += zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        params = [self.param(a, d, "plain") for a, d in pairs]
        if arguments.vararg:
            params.append(self.param(arguments.vararg, None, "rest"))
        if arguments.kwarg:
            params.append(self.param(arguments.kwarg, None, "keywords"))
        return tuple(sorted(params, key=lambda p: p.start))

    def param(self, arg: ast.arg, default: ast.expr | None, kind: Any) -> s.Param:
        span = self.span(arg)
        name = s.Name(span[0], span[0] + len(arg.arg), arg.arg)
        return s.Param(*span, name, self.maybe(arg.annotation), self.maybe(default), kind)

    # -- targets

    def target(self, node: ast.expr) -> s.Node:
        if isinstance(node, ast.Tuple | ast.List):
            names: list[s.Bound] = []
            self.unpack(node, (), names)
            return s.Pattern(*self.span(node), tuple(names))
        return self.node(node)

    def unpack(self, node: ast.expr, path: tuple[str, ...], into: list[s.Bound]) -> None:
        if isinstance(node, ast.Tuple | ast.List):
            for index, element in enumerate(node.elts):
                self.unpack(element, (*path, str(index)), into)
        elif isinstance(node, ast.Starred) and isinstance(node.value, ast.Name):
            into.append(s.Bound(*self.span(node), node.value.id, path, None, rest=True))
        elif isinstance(node, ast.Name):
            into.append(s.Bound(*self.span(node), node.id, path))

    # -- statements

    def _Expr(self, node: ast.Expr) -> s.Node:
        return s.Expression(*self.span(node), self.node(node.value))

    def _Assign(self, node: ast.Assign) -> s.Node:
        targets = tuple(self.target(t) for t in node.targets)
        return s.Assign(*self.span(node), targets, self.node(node.value))

    def _AnnAssign(self, node: ast.AnnAssign) -> s.Node:
        value, annotation = self.maybe(node.value), self.node(node.annotation)
        return s.Assign(*self.span(node), (self.node(node.target),), value, annotation)

    def _AugAssign(self, node: ast.AugAssign) -> s.Node:
        target = (self.node(node.target),)
        return s.Assign(*self.span(node), target, self.node(node.value), None, "augmented")

    def _Return(self, node: ast.Return) -> s.Node:
        return s.Return(*self.span(node), self.maybe(node.value))

    def _Raise(self, node: ast.Raise) -> s.Node:
        return s.Throw(*self.span(node), self.maybe(node.exc))

    def _Break(self, node: ast.Break) -> s.Node:
        return s.Jump(*self.span(node), "break")

    def _Continue(self, node: ast.Continue) -> s.Node:
        return s.Jump(*self.span(node), "continue")

    def _If(self, node: ast.If) -> s.Node:
        # A long chain of elif nests in ast: build it from the end, without recursion.
        chain = [node]
        while len(chain[-1].orelse) == 1 and isinstance(chain[-1].orelse[0], ast.If):
            chain.append(chain[-1].orelse[0])
        orelse = self.body(chain[-1].orelse)
        for link in reversed(chain):
            span, test = self.span(link), self.node(link.test)
            orelse = (s.If(*span, test, self.body(link.body), orelse),)
        return orelse[0]

    def _For(self, node: ast.For | ast.AsyncFor) -> s.Node:
        return s.Loop(
            *self.span(node),
            "for",
            self.body(node.body),
            target=self.target(node.target),
            subject=self.node(node.iter),
            orelse=self.body(node.orelse),
        )

    _AsyncFor = _For

    def _While(self, node: ast.While) -> s.Node:
        test, body, orelse = self.node(node.test), self.body(node.body), self.body(node.orelse)
        return s.Loop(*self.span(node), "while", body, test=test, orelse=orelse)

    def _Try(self, node: Any) -> s.Node:
        handlers = tuple(
            s.Handler(*self.span(h), self.maybe(h.type), h.name, self.body(h.body))
            for h in node.handlers
        )
        body, orelse, final = map(self.body, (node.body, node.orelse, node.finalbody))
        return s.Try(*self.span(node), body, handlers, orelse, final)

    _TryStar = _Try

    def _Global(self, node: ast.Global) -> s.Node:
        span = self.span(node)
        return s.Opaque(*span, "global", tuple(s.Name(*span, name) for name in node.names))

    def _With(self, node: ast.With | ast.AsyncWith) -> s.Node:
        items = []
        for item in node.items:
            value = self.node(item.context_expr)
            target = self.target(item.optional_vars) if item.optional_vars else None
            items.append(s.WithItem(value.start, (target or value).end, value, target))
        return s.With(*self.span(node), tuple(items), self.body(node.body))

    _AsyncWith = _With

    def _Match(self, node: ast.Match) -> s.Node:
        guards = tuple(self.node(c.guard) for c in node.cases if c.guard)
        cases = tuple(self.body(c.body) for c in node.cases)
        return s.Switch(*self.span(node), self.node(node.subject), guards, cases)

    def _FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> s.Node:
        decorators = self.nodes(node.decorator_list)
        start, end = self.span(node)
        if decorators:
            start = self.text.rfind("@", 0, decorators[0].start)
        return s.Function(
            start,
            end,
            node.name,
            self.params(node.args),
            self.body(node.body),
            decorators,
            is_async=isinstance(node, ast.AsyncFunctionDef),
            returns=self.maybe(node.returns),
        )

    _AsyncFunctionDef = _FunctionDef

    def _ClassDef(self, node: ast.ClassDef) -> s.Node:
        decorators = self.nodes(node.decorator_list)
        bases = self.nodes(node.bases) + self.nodes(k.value for k in node.keywords)
        return s.Class(*self.span(node), node.name, bases, self.body(node.body), decorators)

    def _Import(self, node: ast.Import) -> s.Node:
        names = tuple(
            (a.asname, a.name) if a.asname else (a.name.partition(".")[0],) * 2 for a in node.names
        )
        return s.Import(*self.span(node), node.names[0].name, names)

    def _ImportFrom(self, node: ast.ImportFrom) -> s.Node:
        module = "." * node.level + (node.module or "")
        joint = "" if module.endswith(".") else "."
        names = tuple(
            ("*", module) if a.name == "*" else (a.asname or a.name, module + joint + a.name)
            for a in node.names
        )
        return s.Import(*self.span(node), module, names)
