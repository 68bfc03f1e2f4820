"""Which names a Python file binds, and to what; read from ``ast``."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from msgspec import Struct

from prodgate.edits import Import


class Binding(Struct, frozen=True):
    """A name that something in the file binds."""

    name: str
    origin: tuple[str, str | None] | None  # module and name of an import; None for anything else
    module: str  # the dotted module an import statement names; "" for anything else
    depth: int  # 0: a statement at module level; 1: inside if, try, with, loops; 2: inside a scope
    line: int  # 1-based line of the top-level statement it stands in


def local_name(what: Import) -> str:
    """The name that an import binds."""
    return what.alias or what.name or what.module.split(".")[0]


def origin(what: Import) -> tuple[str, str | None]:
    """What that name stands for."""
    if what.name is None and what.alias is None:
        return what.module.split(".")[0], None
    return what.module, what.name


def bindings(tree: ast.Module) -> list[Binding]:
    """Every binding of a name in the file, attributes left out."""
    return [
        Binding(name, origin, module, depth, statement.lineno)
        for statement in tree.body
        for node, depth in _with_depth(statement)
        for name, origin, module in _bound_by(node)
    ]


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_NAMED: tuple[type[ast.AST], ...] = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.ExceptHandler,
    ast.MatchAs,
    ast.MatchStar,
    *filter(None, [getattr(ast, "type_param", None)]),  # since Python 3.12
)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _with_depth(statement: ast.stmt) -> Iterator[tuple[ast.AST, int]]:
    """The nodes of a top-level statement; those of a scope have depth 2, its own name not."""
    stack: list[tuple[ast.AST, int]] = [(statement, 0)]
    while stack:
        node, depth = stack.pop()
        yield node, depth
        if isinstance(node, _SCOPES + _COMPREHENSIONS):
            depth = 2
        elif isinstance(node, ast.Match) or (isinstance(node, ast.stmt) and hasattr(node, "body")):
            depth = max(depth, 1)
        stack += ((child, depth) for child in ast.iter_child_nodes(node))


def _bound_by(node: ast.AST) -> Iterator[tuple[str, tuple[str, str | None] | None, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            what = Import(alias.name, alias=alias.asname)
            yield local_name(what), origin(what), alias.name
    elif isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            yield alias.asname or alias.name, (module, alias.name), module
    else:
        name = _plain_name(node)
        if name is not None:
            yield name, None, ""


def _plain_name(node: ast.AST) -> str | None:
    """The name that a node other than an import binds."""
    if isinstance(node, ast.Name):
        return None if isinstance(node.ctx, ast.Load) else node.id
    if isinstance(node, ast.arg):
        return node.arg
    if isinstance(node, ast.MatchMapping):
        return node.rest
    return getattr(node, "name", None) if isinstance(node, _NAMED) else None


def names_at_import(code: str) -> set[str]:
    """The names that a definition reads while the module is imported: not in function bodies."""
    names: set[str] = set()
    try:
        stack: list[ast.AST] = [ast.parse(code)]
    except (SyntaxError, ValueError):
        return names  # the check of the result refuses it
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names.add(node.id)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            stack += [*node.decorator_list, node.args]
            stack += [node.returns] if node.returns else []
        elif not isinstance(node, ast.Lambda):
            stack += ast.iter_child_nodes(node)
    return names - set(dir(builtins))
