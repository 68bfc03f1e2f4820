"""What an engine says, and the code shows to be harmless or without a remedy."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache

from prodgate.regex import lazy


def is_idle(rule: str, path: str, text: str, line: int) -> bool:
    """Whether what an engine reports of a call on a line is not worth saying."""
    if rule == "unsafe-pickle":
        return "/migrations/" in f"/{path}"  # reads once what another program has kept
    if rule == "blocking-process-in-async":
        # A page of Streamlit: each visitor has a thread and, by asyncio.run, a loop of their own.
        return bool(_STREAMLIT.search(text)) and "asyncio.run(" in text
    if rule == "unsafe-yaml-load":
        return _has_a_loader_of_its_own(_parsed(text), line)
    if rule not in {"unpinned-download", "code-from-text"}:
        return False
    tree = _parsed(text)
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and n.lineno == line]
    judge = _is_chosen if rule == "unpinned-download" else _is_arithmetic
    return bool(calls) and any(judge(tree, call) for call in calls)


_STREAMLIT = lazy(r"^(?:import|from) streamlit\b", re.MULTILINE)


@lru_cache(maxsize=4)
def _parsed(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in the scanned text
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return ast.Module([], [])


# -- a name that is chosen elsewhere -----------------------------------------------------------

_TAKES = {"from_pretrained", "load_dataset", "hf_hub_download", "snapshot_download"}
_NAMED = {"repo_id", "path", "pretrained_model_name_or_path"}


def _is_chosen(tree: ast.Module, call: ast.Call) -> bool:
    """No commit can be written beside a name that a setting or a caller gives."""
    if _last(call.func) not in _TAKES:
        return False
    given = [k.value for k in call.keywords if k.arg in _NAMED]
    first = call.args[0] if call.args else next(iter(given), None)
    return isinstance(first, ast.Name) and not any(_texts(tree, first.id))


def _texts(tree: ast.Module, name: str) -> Iterator[bool]:
    """For each value that a name is given in the file: whether it holds a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if node.value is not None and any(_is_name(t, name) for t in targets):
                yield _holds_text(node.value)
        elif isinstance(node, ast.arguments):
            plain = [*node.posonlyargs, *node.args][::-1][: len(node.defaults)][::-1]
            pairs = [*zip(plain, node.defaults, strict=True)]
            pairs += [(a, v) for a, v in zip(node.kwonlyargs, node.kw_defaults, strict=True) if v]
            yield from (_holds_text(value) for each, value in pairs if each.arg == name)
        elif isinstance(node, ast.For | ast.comprehension) and _is_name(node.target, name):
            yield _holds_text(node.iter)


def _holds_text(value: ast.expr) -> bool:
    return any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in ast.walk(value))


# -- a loader that is not one of the unsafe ones -----------------------------------------------

_UNSAFE_LOADERS = {f"{kind}Loader" for kind in ("", "Full", "Unsafe", "C", "CFull", "CUnsafe")}


def _has_a_loader_of_its_own(tree: ast.Module, line: int) -> bool:
    """``yaml.load(text, Loader=Strict)``: a name that is not made of an unsafe loader here."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or _last(node.func) not in {"load", "load_all"}:
            continue
        if not node.lineno <= line <= (node.end_lineno or node.lineno):
            continue
        given = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "Loader")]
        if given and isinstance(given[0], ast.Name):
            made = {_last(leaf) for leaf in _made_of(tree, given[0].id, 0)}
            return not made & _UNSAFE_LOADERS
    return False


def _made_of(tree: ast.Module, name: str, depth: int) -> Iterator[ast.expr]:
    """The names that a name of the file stands for: bases of a class, what is assigned."""
    values: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == name:
            values += node.bases
        elif isinstance(node, ast.Assign) and any(_is_name(t, name) for t in node.targets):
            values += [n for n in ast.walk(node.value) if isinstance(n, ast.Name | ast.Attribute)]
        elif isinstance(node, ast.ImportFrom):
            values += [ast.Name(a.name) for a in node.names if (a.asname or a.name) == name]
    for value in values:
        yield value
        if isinstance(value, ast.Name) and value.id != name and depth < 3:
            yield from _made_of(tree, value.id, depth + 1)


# -- a text that can only be arithmetic --------------------------------------------------------

_LETTER = lazy(r"[^\W\d]|_")


def _is_arithmetic(tree: ast.Module, call: ast.Call) -> bool:
    """``eval("".join(c for c in text if c in "0123456789+-*/.() "))``: no name can be in it."""
    if _last(call.func) != "eval" or not call.args or not isinstance(call.args[0], ast.Name):
        return False
    values = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(_is_name(target, call.args[0].id) for target in node.targets)
    ]
    return bool(values) and all(_is_sieved(tree, value) for value in values)


def _is_sieved(tree: ast.Module, value: ast.expr) -> bool:
    if not isinstance(value, ast.Call) or _last(value.func) != "join" or len(value.args) != 1:
        return False
    kept = value.args[0]
    if not isinstance(kept, ast.GeneratorExp | ast.ListComp) or len(kept.generators) != 1:
        return False
    loop = kept.generators[0]
    if not (isinstance(kept.elt, ast.Name) and _is_name(loop.target, kept.elt.id)):
        return False
    return any(_is_plain(tree, test, kept.elt.id) for test in loop.ifs)


def _is_plain(tree: ast.Module, test: ast.expr, name: str) -> bool:
    """``c in allowed``, where what is allowed holds no letter."""
    if not isinstance(test, ast.Compare) or not _is_name(test.left, name):
        return False
    if [type(operator) for operator in test.ops] != [ast.In]:
        return False
    allowed = test.comparators[0]
    found = [allowed]
    if isinstance(allowed, ast.Name):
        found = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and any(_is_name(target, allowed.id) for target in node.targets)
        ]
    texts = [n.value for n in found if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return bool(texts) and len(texts) == len(found) and not any(map(_LETTER.search, texts))


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
