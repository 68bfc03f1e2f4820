"""SetArgument: give a call an argument, at any depth of its options."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, Union

import libcst as cst
from msgspec import Struct, field

from prodgate.edits import Edit, Refusal, SetArgument
from prodgate.python.render_base import Change, RefusedError, Span, skip_trivia
from prodgate.python.render_layout import Bracket, add_items
from prodgate.python.render_threads import refuse_argument
from prodgate.python.render_tree import Tree, below, unicode_text

Options: TypeAlias = dict[str, Union[str, "Options"]]
Container: TypeAlias = cst.Call | cst.Dict


class _Target(Struct):
    """What all intents together want of one node: new entries, or another value."""

    node: Container | cst.BaseExpression
    add: bool  # entries are added to the container; else the expression is replaced
    options: Options = field(default_factory=dict)
    value: str | None = None
    numbers: list[int] = field(default_factory=list)


def set_arguments(
    tree: Tree, intents: Iterable[tuple[int, SetArgument]]
) -> tuple[list[Change], dict[int, Refusal]]:
    """Edits for the numbered intents, merged per call, and the refusals by number."""
    targets: dict[cst.CSTNode, _Target] = {}
    refused: dict[int, Refusal] = {}
    for number, intent in intents:
        try:
            _collect(tree, targets, number, intent)
        except RefusedError as error:
            refused[number] = error.refusal
    changes: list[Change] = []
    for target in targets.values():
        try:
            changes.append(Change(tuple(target.numbers), tuple(_write(tree, target))))
        except RefusedError as error:
            refused |= dict.fromkeys(target.numbers, error.refusal)
    return changes, refused


def _collect(
    tree: Tree, targets: dict[cst.CSTNode, _Target], number: int, intent: SetArgument
) -> None:
    """Find what the intent is about and note what it wants of it."""
    call = tree.calls.get(intent.call)
    if call is None or not intent.path:
        raise RefusedError("not-found")
    tree.refuse_in_quotes(intent.call)
    refuse_argument(tree, intent.call, intent.path[0])
    node, add, rest = _resolve(call, intent.path)
    if not add and not rest and _same(intent.code, tree.source(tree.outer(_expression(node)))):
        return
    if not add and tree.has_comment(tree.outer(_expression(node))):
        raise RefusedError("would-lose-comment")
    target = targets.get(node) or _Target(node, add)
    _merge(target, rest, intent.code)
    target.numbers.append(number)
    targets[node] = target


def _expression(node: cst.CSTNode) -> cst.BaseExpression:
    if not isinstance(node, cst.BaseExpression):
        raise RefusedError("not-found")
    return node


def _resolve(
    call: cst.Call, path: Sequence[str]
) -> tuple[Container | cst.BaseExpression, bool, Sequence[str]]:
    """The node to change, whether entries are added to it, and the keys that are left."""
    container: Container = call
    for depth, key in enumerate(path):
        value = _value(container, key)
        if value is None:
            _refuse_new_key(container, key)
            return container, True, path[depth:]
        rest = path[depth + 1 :]
        if not rest or _is_none(value):
            return value, False, rest
        if not (isinstance(value, cst.Dict) or _is_constructor(value)):
            raise RefusedError("argument-not-a-literal")
        assert isinstance(value, (cst.Call, cst.Dict))
        container = value
    raise RefusedError("not-found")


def _is_none(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Name) and node.value == "None"


def _is_constructor(node: cst.BaseExpression) -> bool:
    """``types.HttpOptions(...)`` or ``dict(...)``: a call that keeps the keywords it is given."""
    if not isinstance(node, cst.Call):
        return False
    name = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    if not isinstance(name, cst.Name):
        return False
    return name.value == "dict" or name.value.lstrip("_")[:1].isupper()


def _value(container: Container, key: str) -> cst.BaseExpression | None:
    """What stands under a key of the container; None when nothing does."""
    if isinstance(container, cst.Dict):
        entries = [e for e in container.elements if isinstance(e, cst.DictElement)]
        # Of a repeated key the last one counts.
        return next((e.value for e in reversed(entries) if unicode_text(e.key) == key), None)
    if key.isdecimal():
        return _positional(container, int(key))
    named = [a for a in container.args if a.keyword is not None and a.keyword.value == key]
    return named[0].value if named else None


def _positional(call: cst.Call, index: int) -> cst.BaseExpression:
    values: list[cst.BaseExpression] = []
    for argument in call.args:
        if argument.star == "*" and len(values) <= index:
            raise RefusedError("starred-call")
        if argument.keyword is None and not argument.star:
            values.append(argument.value)
    if index >= len(values):
        raise RefusedError("not-found")
    return values[index]


def _refuse_new_key(container: Container, key: str) -> None:
    if isinstance(container, cst.Dict):
        return
    if not key.isidentifier() or keyword.iskeyword(key):
        raise RefusedError("not-a-keyword")
    spreads = (a.value for a in container.args if a.star == "**")
    if any(_names_key(node, key) for spread in spreads for node in below(spread)):
        raise RefusedError("would-repeat-argument")


def _names_key(node: cst.CSTNode, key: str) -> bool:
    """Whether a literal inside a spread may pass the key: ``**{"key": 1}``, ``**dict(key=1)``."""
    if isinstance(node, cst.DictElement):
        return unicode_text(node.key) == key
    return isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value == key


def _same(code: str, source: str) -> bool:
    """Whether both are the same expression, however they are laid out."""
    if code.strip() == source.strip():
        return True
    try:
        return _dump(code) == _dump(source)
    except (SyntaxError, ValueError):
        return False


def _dump(code: str) -> str:
    return ast.dump(ast.parse(f"(\n{code}\n)", mode="eval"))


def _merge(target: _Target, path: Sequence[str], code: str) -> None:
    """Note the value under the path, unless it contradicts what another intent asked for."""
    if not path:
        if target.options or (target.value is not None and not _same(target.value, code)):
            raise RefusedError("overlapping-edits")
        target.value = code
        return
    if target.value is not None:
        raise RefusedError("overlapping-edits")
    _put(target.options, path, code)


def _put(options: Options, path: Sequence[str], code: str) -> None:
    key, rest = path[0], path[1:]
    there = options.get(key)
    if rest:
        if isinstance(there, str):
            raise RefusedError("overlapping-edits")
        inner: Options = {} if there is None else there
        _put(inner, rest, code)
        options[key] = inner
        return
    if there is not None and (not isinstance(there, str) or not _same(there, code)):
        raise RefusedError("overlapping-edits")
    options[key] = code


def _write(tree: Tree, target: _Target) -> list[Edit]:
    if not target.add:
        start, end = tree.outer(_expression(target.node))
        code = _literal(target.options, '"') if target.value is None else target.value
        return [Edit(start, end, tree.in_its_lines(code))]
    if isinstance(target.node, cst.Dict):
        return _write_entries(tree, target.node, target.options)
    assert isinstance(target.node, cst.Call)
    return _write_keywords(tree, target.node, target.options)


def _write_entries(tree: Tree, node: cst.Dict, options: Options) -> list[Edit]:
    start, end = tree.spans[node]
    items = tuple(tree.spans[element] for element in node.elements)
    quote = _quote(tree, node)
    entries = [f"{_string(key, quote)}: {_code(value, quote)}" for key, value in options.items()]
    # At the end even behind a spread: there the new entry is the one that counts.
    bracket = Bracket(start + 1, end - 1, items, None, tree.module.default_indent)
    return add_items(tree.text, bracket, [tree.in_its_lines(entry) for entry in entries])


def _write_keywords(tree: Tree, node: cst.Call, options: Options) -> list[Edit]:
    entries = [f"{key}={_code(value, chr(34))}" for key, value in options.items()]
    items = tuple(tree.spans[argument] for argument in node.args)
    before = next((i for i, argument in enumerate(node.args) if argument.star == "**"), None)
    bracket = Bracket(
        _open(tree, node), tree.spans[node][1] - 1, items, before, tree.module.default_indent
    )
    edits = _parenthesise(node, items)
    return edits + add_items(tree.text, bracket, [tree.in_its_lines(e) for e in entries])


def _open(tree: Tree, node: cst.Call) -> int:
    """The offset behind the opening parenthesis of a call."""
    at = skip_trivia(tree.text, tree.outer(node.func)[1])
    if tree.text[at] != "(" or tree.text[tree.spans[node][1] - 1] != ")":
        raise RefusedError("not-found")
    return at + 1


def _parenthesise(node: cst.Call, items: tuple[Span, ...]) -> list[Edit]:
    """``f(x for x in y)`` takes no second argument until the generator has its own parentheses."""
    for argument, (start, end) in zip(node.args, items, strict=True):
        if isinstance(argument.value, cst.GeneratorExp) and not argument.value.lpar:
            return [Edit(start, start, "("), Edit(end, end, ")")]
    return []


def _quote(tree: Tree, node: cst.Dict) -> str:
    """The quote of the keys that stand there."""
    keys = [e.key for e in node.elements if isinstance(e, cst.DictElement)]
    plain = [tree.source(tree.spans[key]) for key in keys if isinstance(key, cst.SimpleString)]
    return "'" if plain and all(source.startswith("'") for source in plain) else '"'


def _string(text: str, quote: str) -> str:
    simple = text.isascii() and text.isprintable() and not set(text) & {'"', "'", "\\"}
    return f"{quote}{text}{quote}" if simple else repr(text)


def _code(value: str | Options, quote: str) -> str:
    return value if isinstance(value, str) else _literal(value, quote)


def _literal(options: Mapping[str, str | Options], quote: str) -> str:
    entries = (f"{_string(key, quote)}: {_code(value, quote)}" for key, value in options.items())
    return "{" + ", ".join(entries) + "}"
