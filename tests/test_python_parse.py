"""Python as the common tree: spans that slice right, constructs that are kept, input that bites."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodgate import syntax as s
from prodgate.python.parse import UnreadableError, comments, parse

ROOT = Path(__file__).parent.parent


def calls(text: str) -> list[str]:
    return [text[n.start : n.end] for n in s.walk(parse(text, "x.py")) if isinstance(n, s.Call)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("f(1)\n", ["f(1)"]),
        ("é = f('ü', g(x))\n", ["f('ü', g(x))", "g(x)"]),
        ("# 😀\nx = '😀'; f(y)\n", ["f(y)"]),
        ("f(\r\n  1,\r\n)\r\n", ["f(\r\n  1,\r\n)"]),
        ("\x0cf(1)\n", ["f(1)"]),
        ("if a:\n\tawait_ = f(\n\t\t1)\n", ["f(\n\t\t1)"]),
        ("a(1).b(2)(3)\n", ["a(1).b(2)(3)", "a(1).b(2)", "a(1)"]),
        ("x = [f(i) for i in g()]\n", ["f(i)", "g()"]),
        ("@d(1)\ndef h(a=f()): ...\n", ["f()", "d(1)"]),
        ("match f(x):\n    case {'a': 1, **rest}:\n        g()\n", ["f(x)", "g()"]),
        ("with f() as a, g() as b:\n    h()\n", ["f()", "g()", "h()"]),
        ("lambda x: f(x)\n", ["f(x)"]),
    ],
)
def test_the_span_of_a_call_is_its_source(text: str, wanted: list[str]) -> None:
    assert sorted(calls(text)) == sorted(wanted)


def test_a_decorated_function_starts_at_its_decorator() -> None:
    text = "@app.post('/x')\nasync def chat(body: dict = None, *a, **kw) -> str:\n    return 'x'\n"
    (function,) = parse(text, "x.py").body
    assert isinstance(function, s.Function)
    assert text[function.start] == "@"
    assert function.is_async
    assert [p.kind for p in function.params] == ["plain", "rest", "keywords"]


def test_imports_are_bound_by_their_full_name() -> None:
    text = "import a.b\nimport a.b as c\nfrom a import d as e\nfrom .x import y\nfrom . import z\n"
    bound = [pair for n in parse(text, "x.py").body if isinstance(n, s.Import) for pair in n.names]
    assert bound == [("a", "a"), ("c", "a.b"), ("e", "a.d"), ("y", ".x.y"), ("z", ".z")]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1500 + ")" * 1500,
        "x = " + "1+" * 50_000 + "1",
        "x = " + "not " * 20_000 + "1",
        "x = a" + ".b" * 20_000,
        "if a:\n  pass\n" + "elif b:\n  pass\n" * 3000,
        "def f(:\n",
        "x = 1\0",
        "f'{a b}'",
    ],
)
def test_hostile_input_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        parse(text, "x.py")
    except UnreadableError as refused:
        assert "\n" not in str(refused)  # noqa: PT017 (either way is right)


def test_comments_are_tokens_not_text() -> None:
    text = "x = '# no'  # yes\n# also\n"
    assert [text[a:b] for a, b in comments(text)] == ["# yes", "# also"]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted((ROOT / "prodgate").rglob("*.py"))))
def test_every_name_and_call_of_our_own_files_slices_right(path: Path) -> None:
    text = path.read_text()
    for node in s.walk(parse(text, path.name)):
        if isinstance(node, s.Name) and text[node.start : node.end] != node.id:
            # Names of a global statement, and inside f-strings before Python 3.12.
            assert node.id in text[node.start : node.end] or not text[node.start].isidentifier()
        if isinstance(node, s.Call) and text[node.start : node.end].endswith(")"):
            ast.parse(f"({text[node.start : node.end]}\n)", mode="eval")
