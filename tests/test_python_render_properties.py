"""Properties of the Python renderer over calls of many shapes, against an oracle on ``ast``."""

from __future__ import annotations

import ast
import io
import os
import tokenize
import warnings
from collections.abc import Sequence

import hypothesmith
import libcst as cst
import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from prodgate.edits import SetArgument, apply_edits
from prodgate.python.render import render_here
from prodgate.python.render_check import compiles, fulfils

pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning")

EXAMPLES = int(os.environ.get("PRODGATE_EXAMPLES", "100"))  # more of them when hunting

SPACE = ["", "", " ", "\t", "\n", "\n    ", "\n\t", "  #C\n    ", " \\\n  ", "\x0c", "\n #C\n\n  "]
VALUES = [
    "a", "1", "None", "'é, # )'", "(b)", "( a or b )", "[1, 2]", "{}", "{'k': 1}", "{'timeout': 5}",
    "lambda: 0", "g(1)", "g(\n  1,\n)", "Options(a=1)", "Options(\n    a=1,  #C\n)", "dict(n=3)",
    "{**base, 'n': 1}", "{\n    'k': 1,  #C\n    'n': 2\n}", "x if y else z", "(n := 1)",
    "[g(i) for i in j]", "f'{g(1)}'", '"""t\n  """', "h(q)(r).s(t)", "not a", "(i for i in j)",
]  # fmt: skip
CONTEXTS = [
    "{}", "x = {}", "@{}\ndef w(): pass", "def w(a={}): pass", "y = [{} for i in j]",
    "z = lambda: {}",
    "async def w():\n    return await {}", "if (n := {}):\n    pass", "class W({}): pass",
    "def w():\n\tfor i in j:\n\t\tk = {}.m", "r = ({}, 2)", "x: int = {}; y = 2", "print({}, {})",
    "# é\nassert {}, {}", "s = t[{}:2]", "with {} as o: pass", "\x0cv = {}",
]  # fmt: skip
PATHS = [
    ("timeout",), ("max_tokens",), ("k0",), ("k1",), ("k0", "timeout"), ("k0", "n"),
    ("k1", "a", "b"), ("options", "timeout"), ("options", "retry", "attempts"),
    ("options", "retry"), ("0", "timeout"), ("0",), ("1", "n"),
]  # fmt: skip


@st.composite
def calls(draw: st.DrawFn) -> str:
    """The source of one call, comments not yet numbered."""
    space = st.sampled_from(SPACE)
    value = st.sampled_from(VALUES)
    if draw(st.integers(0, 9)) == 0:
        return f"f({draw(space)}i{draw(space)} for i in{draw(space)} j{draw(space)})"
    star = st.sampled_from(["", "", "*"])
    items = [draw(star) + draw(value) for _ in range(draw(st.integers(0, 3)))]
    for number in range(draw(st.integers(0, 3))):
        equals = draw(space) + "=" + draw(space)
        items.append(f"k{number}{equals}{draw(value)}")
    if draw(st.integers(0, 3)) == 0:
        items.insert(draw(st.integers(len([i for i in items if "=" not in i]), len(items))), "**kw")
    inside = ",".join(draw(space) + item + draw(space) for item in items)
    trailing = draw(st.booleans())
    if items and trailing:
        inside += "," + draw(space)
    callee = draw(st.sampled_from(["f", "a.b.f", "(f)", "a(b).f", "f ", "(f # (\n)"]))
    return f"{callee}({draw(space) if not items else ''}{inside})"


@st.composite
def files(draw: st.DrawFn) -> str:
    """A module with calls in it, each comment with its own number."""
    context = draw(st.sampled_from(CONTEXTS))
    while "{}" in context:
        context = context.replace("{}", draw(calls()), 1)
    text = f"import os\n{context}\nlast = 1" + draw(st.sampled_from(["", "\n"]))
    parts = text.split("#C")
    text = "".join(f"{part}# c{number}" for number, part in enumerate(parts[:-1])) + parts[-1]
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))
    assume(compiles(text))
    return text


def calls_of(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def parsed(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def span_of(text: str, node: ast.Call) -> tuple[int, int]:
    """By Python's own lines: \\n, \\r\\n and \\r, never a form feed."""
    lines = io.StringIO(text, newline="").readlines()

    def offset(line: int, column: int) -> int:
        before = sum(len(part) for part in lines[: line - 1])
        return before + len(lines[line - 1].encode()[:column].decode())

    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return offset(node.lineno, node.col_offset), offset(node.end_lineno, node.end_col_offset)


def expect(call: ast.expr, path: Sequence[str], code: str) -> None:
    """What SetArgument means, on a syntax tree."""
    key, rest = path[0], path[1:]
    value = ast.parse(code, mode="eval").body
    for part in reversed(rest):
        value = ast.Dict([ast.Constant(part)], [value])
    if isinstance(call, ast.Dict):
        holder, at = call.values, None
        for number, name in enumerate(call.keys):
            if isinstance(name, ast.Constant) and name.value == key:
                at = number
        if at is None:
            call.keys.append(ast.Constant(key))
            call.values.append(value)
            return
    else:
        assert isinstance(call, ast.Call)
        keyword = next((k for k in call.keywords if k.arg == key), None)
        if key.isdecimal():
            holder, at = call.args, int(key)
        elif keyword is None:
            call.keywords.append(ast.keyword(key, value))
            return
        else:
            if rest and not is_none(keyword.value):
                expect(keyword.value, rest, code)
            else:
                keyword.value = value
            return
    if rest and not is_none(holder[at]):
        expect(holder[at], rest, code)
    else:
        holder[at] = value


def is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def dump(tree: ast.AST) -> str:
    """The tree with its keywords sorted: new ones stand before ``**kw``, not at the end."""
    for call in calls_of(tree):
        call.keywords.sort(key=lambda k: k.arg or "~")
    return ast.dump(tree)


def comments(text: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text, newline="").readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def check(text: str, wanted: list[tuple[int, tuple[str, ...], str]]) -> None:
    """All properties, for arguments of calls given by their number in the file."""
    note(text)
    before = parsed(text)
    found = calls_of(before)
    spans = [span_of(text, call) for call in found]
    intents = [SetArgument(spans[number], path, code) for number, path, code in wanted]
    rendered = render_here(text, intents)
    result = apply_edits(text, list(rendered.edits))
    note(result)
    note(repr([why.code for _, why in rendered.refused]))
    refused = {id(intent) for intent, _ in rendered.refused}
    kept = [(w, i) for w, i in zip(wanted, intents, strict=True) if id(i) not in refused]

    assert compiles(result)
    assert fulfils(text, rendered, intents)
    for (number, path, code), _ in kept:
        expect(found[number], path, code)
    after = parsed(result)
    assert dump(after) == dump(before)
    assert comments(result) == comments(text)

    again = {id(old): new for old, new in zip(calls_of(before), calls_of(after), strict=True)}
    second = [
        SetArgument(span_of(result, again[id(found[number])]), path, code)
        for (number, path, code), _ in kept
    ]
    assert render_here(result, second).edits == ()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_arguments_are_added_and_nothing_else_changes(data: st.DataObject) -> None:
    text = data.draw(files())
    count = len(calls_of(parsed(text)))
    one = st.tuples(
        st.integers(0, count - 1),
        st.sampled_from(PATHS),
        st.sampled_from(["60.0", "'é'", "[\n1,\n 2]"]),
    )
    check(text, data.draw(st.lists(one, min_size=1, max_size=4)))


@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_plain_keyword_is_never_refused_outside_f_strings(data: st.DataObject) -> None:
    text = data.draw(files())
    tree = parsed(text)
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    in_strings = {id(call) for node in strings for call in calls_of(node)}
    for call in calls_of(tree):
        rendered = render_here(text, [SetArgument(span_of(text, call), ("new",), "1")])
        assert bool(rendered.refused) == (id(call) in in_strings)


@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(hypothesmith.from_node(cst.Call), st.sampled_from(PATHS))
def test_any_call_that_python_accepts(source: str, path: tuple[str, ...]) -> None:
    text = f"x = (\n{source}\n)\n"
    assume(compiles(text) and calls_of(parsed(text)))
    try:
        comments(text)
    except (tokenize.TokenError, SyntaxError):
        assume(False)
    check(text, [(number, path, "60.0") for number in range(min(2, len(calls_of(parsed(text)))))])


@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(hypothesmith.from_grammar(), st.sampled_from(PATHS))
def test_a_call_behind_any_module(source: str, path: tuple[str, ...]) -> None:
    text = f"{source}\nx = f(a)  # c\n"  # the grammar alone hardly ever makes a call
    assume(compiles(text))
    check(text, [(len(calls_of(parsed(text))) - 1, path, "60.0")])
