"""The Python renderer: what it writes, and what it refuses to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from prodgate.edits import (
    AddImport,
    Define,
    Import,
    InsertBefore,
    Intent,
    MoveSecret,
    Replace,
    SetArgument,
    WriteFile,
    apply_edits,
)
from prodgate.python import worker
from prodgate.python.render import render
from prodgate.python.render_base import RECIPES
from prodgate.python.render_check import fulfils
from prodgate.rendering import Rendered


def at(text: str, part: str) -> tuple[int, int]:
    """The span of the only place where ``part`` stands."""
    assert text.count(part) == 1, part
    return text.index(part), text.index(part) + len(part)


def written(text: str, *intents: Intent) -> str:
    """The text after a render that refuses nothing; rendering the result is up to the caller."""
    rendered = render(text, intents)
    assert rendered.refused == ()
    return apply_edits(text, list(rendered.edits))


def refusals(text: str, *intents: Intent) -> list[str]:
    """The codes of a render that writes nothing."""
    rendered = render(text, intents)
    assert rendered.edits == ()
    return [why.code for _, why in rendered.refused]


def set_on(text: str, call: str, *path_and_code: str) -> SetArgument:
    return SetArgument(at(text, call), path_and_code[:-1], path_and_code[-1])


def timeout(call: str, *path_and_code: str) -> str:
    """``call`` with an argument, ``timeout=60.0`` unless told otherwise."""
    text = f"x = {call}\n"
    intent = set_on(text, call, *(path_and_code or ("timeout", "60.0")))
    return written(text, intent).removeprefix("x = ").removesuffix("\n")


# -- one argument, every layout ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f()", "f(timeout=60.0)"),
        ("f(  )", "f(timeout=60.0  )"),
        ("f(a)", "f(a, timeout=60.0)"),
        ("f( a )", "f( a, timeout=60.0 )"),
        ("f(a,)", "f(a, timeout=60.0,)"),
        ("f(a, )", "f(a, timeout=60.0, )"),
        ("f(*a)", "f(*a, timeout=60.0)"),
        ("f(a, **kw)", "f(a, timeout=60.0, **kw)"),
        ("f(**kw)", "f(timeout=60.0, **kw)"),
        ("f(**kw, b=1)", "f(timeout=60.0, **kw, b=1)"),
        ("f(lambda: 0)", "f(lambda: 0, timeout=60.0)"),
        ("f(n := 1)", "f(n := 1, timeout=60.0)"),
        ("f('#)', ',')", "f('#)', ',', timeout=60.0)"),
        ("(f)(a)", "(f)(a, timeout=60.0)"),
        ("f (a)", "f (a, timeout=60.0)"),
        ("f \\\n(a)", "f \\\n(a, timeout=60.0)"),
        ("a(b).c(d)", "a(b).c(d, timeout=60.0)"),
        ("f(x for x in y)", "f((x for x in y), timeout=60.0)"),
        ("f(\n)", "f(\n    timeout=60.0,\n)"),
        ("f(\n    # none\n)", "f(\n    # none\n    timeout=60.0,\n)"),
        ("f(  # none\n)", "f(  # none\n    timeout=60.0,\n)"),
        ("f(\n    a,\n)", "f(\n    a,\n    timeout=60.0,\n)"),
        ("f(\n    a\n)", "f(\n    a,\n    timeout=60.0\n)"),
        ("f(\n    a,  # A\n)", "f(\n    a,  # A\n    timeout=60.0,\n)"),
        ("f(\n    a  # A\n)", "f(\n    a,  # A\n    timeout=60.0\n)"),
        ("f(\n    a,\n    # end\n)", "f(\n    a,\n    timeout=60.0,\n    # end\n)"),
        ("f(\n\ta,\n)", "f(\n\ta,\n\ttimeout=60.0,\n)"),
        ("f(\r\n  a,\r\n)", "f(\r\n  a,\r\n  timeout=60.0,\r\n)"),
        ("f(a,\n  b)", "f(a,\n  b,\n  timeout=60.0)"),
        ("f(a, \\\n  b)", "f(a, \\\n  b,\n  timeout=60.0)"),
        ("f(\n    a, b\n)", "f(\n    a, b, timeout=60.0\n)"),
        ("f(a, [\n    1,\n])", "f(a, [\n    1,\n], timeout=60.0)"),
        ("f(\n    a=[\n        1,\n    ],  # A\n)",
         "f(\n    a=[\n        1,\n    ],  # A\n    timeout=60.0,\n)"),
        ("f(\n    a=1,\n    **kw,\n)", "f(\n    a=1,\n    timeout=60.0,\n    **kw,\n)"),
        ("f(\n    a=1,  # A\n    # more\n    **kw\n)",
         "f(\n    a=1,  # A\n    timeout=60.0,\n    # more\n    **kw\n)"),
        ("f(  # all\n    # more\n    **kw,\n)",
         "f(  # all\n    timeout=60.0,\n    # more\n    **kw,\n)"),
        ("f(\x0ca,\x0c b)", "f(\x0ca,\x0c b, timeout=60.0)"),
        ("f('é', ü)", "f('é', ü, timeout=60.0)"),
        ("f(timeout=None)", "f(timeout=60.0)"),
        ("f(timeout = (a or b), c=1)", "f(timeout = 60.0, c=1)"),
        ("f(timeout=[\n  1], # t\n)", "f(timeout=60.0, # t\n)"),
    ],
)  # fmt: skip
def test_an_argument_is_written_in_the_style_of_its_neighbours(before: str, after: str) -> None:
    assert timeout(before) == after
    assert timeout(after) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(a)", 'f(a, options={"timeout": 6})'),
        ("f(options=None)", 'f(options={"timeout": 6})'),
        ("f(options={})", 'f(options={"timeout": 6})'),
        ("f(options={'a': 1})", "f(options={'a': 1, 'timeout': 6})"),
        ("f(options={'timeout': 1, 'b': 2})", "f(options={'timeout': 6, 'b': 2})"),
        ("f(options={**base, 'a': 1})", "f(options={**base, 'a': 1, 'timeout': 6})"),
        ("f(options={**base})", 'f(options={**base, "timeout": 6})'),
        (
            'f(options={\n    "a": 1,  # A\n})',
            'f(options={\n    "a": 1,  # A\n    "timeout": 6,\n})',
        ),
        ("f(options=types.Options())", "f(options=types.Options(timeout=6))"),
        ("f(options=types.Options(a=1))", "f(options=types.Options(a=1, timeout=6))"),
        ("f(options=Options(timeout=1))", "f(options=Options(timeout=6))"),
        ("f(options=dict(a=1))", "f(options=dict(a=1, timeout=6))"),
    ],
)
def test_an_option_is_written_into_what_stands_there(before: str, after: str) -> None:
    assert timeout(before, "options", "timeout", "6") == after
    assert timeout(after, "options", "timeout", "6") == after


def test_paths_go_three_deep() -> None:
    path = ("options", "retry", "attempts", "3")
    assert timeout("f()", *path) == 'f(options={"retry": {"attempts": 3}})'
    assert timeout("f(options=O(a=1))", *path) == 'f(options=O(a=1, retry={"attempts": 3}))'
    assert timeout("f(options=O(retry=None))", *path) == 'f(options=O(retry={"attempts": 3}))'
    assert timeout("f(options={'retry': R(n=1)})", *path) == (
        "f(options={'retry': R(n=1, attempts=3)})"
    )


def test_a_number_is_a_positional_argument() -> None:
    assert timeout("f({'a': 1}, b)", "0", "n", "2") == "f({'a': 1, 'n': 2}, b)"
    assert timeout("f(a, {})", "1", "n", "2") == 'f(a, {"n": 2})'
    assert timeout("f(a, b)", "1", "2") == "f(a, 2)"


# -- several at once --------------------------------------------------------------------------


def test_arguments_of_one_call_are_written_together() -> None:
    text = "x = f(\n    a,  # A\n)\n"
    call = "f(\n    a,  # A\n)"
    intents = [
        set_on(text, call, "timeout", "60.0"),
        set_on(text, call, "max_tokens", "4096"),
        set_on(text, call, "options", "timeout", "6"),
        set_on(text, call, "options", "retry", "attempts", "3"),
        set_on(text, call, "timeout", "60.0"),
    ]
    assert written(text, *intents) == (
        "x = f(\n    a,  # A\n    timeout=60.0,\n    max_tokens=4096,\n"
        '    options={"timeout": 6, "retry": {"attempts": 3}},\n)\n'
    )


def test_nested_and_chained_calls_are_told_apart() -> None:
    text = "x = a(b(c(1))).d(2)\n"
    intents = [
        set_on(text, "a(b(c(1))).d(2)", "p", "1"),
        set_on(text, "a(b(c(1)))", "q", "2"),
        set_on(text, "b(c(1))", "r", "3"),
        set_on(text, "c(1)", "s", "4"),
    ]
    assert written(text, *intents) == "x = a(b(c(1, s=4), r=3), q=2).d(2, p=1)\n"


@pytest.mark.parametrize(
    "text",
    [
        "@CALL\ndef g(): pass\n",
        "def g(a=CALL): pass\n",
        "class A(CALL): pass\n",
        "y = [CALL for a in b if a]\n",
        "async def g():\n    return await CALL\n",
        "if (n := CALL): pass\n",
        "y = lambda: CALL\n",
        "with CALL as a, b: pass\n",
        "def g():\n\tyield CALL\n",
        "\x0cy = CALL\n",
        "def g():\n    pass\n\x0c\n\x0cy = CALL",
        "# coding: latin-1\nü = CALL\r\n",
        "y = 1\ry = CALL\r",
        "match a:\n    case B() if CALL: pass\n",
    ],
)
def test_a_call_is_found_wherever_an_expression_may_stand(text: str) -> None:
    text = text.replace("CALL", "f(é)")
    assert written(text, set_on(text, "f(é)", "t", "1")) == text.replace("f(é)", "f(é, t=1)")


def test_many_calls_of_one_file_are_edited_in_one_go() -> None:
    text = "".join(f"x{n} = f({n})\n" for n in range(200))
    intents = [set_on(text, f"= f({n})\n", "t", "1") for n in range(200)]
    intents = [SetArgument((i.call[0] + 2, i.call[1] - 1), i.path, i.code) for i in intents]
    assert written(text, *intents) == "".join(f"x{n} = f({n}, t=1)\n" for n in range(200))


# -- refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "path", "code"),
    [
        ("f(options=o)", ("options", "timeout"), "argument-not-a-literal"),
        ("f(options=get())", ("options", "timeout"), "argument-not-a-literal"),
        ("f(options=a if b else {})", ("options", "timeout"), "argument-not-a-literal"),
        ("f(options={'retry': r})", ("options", "retry", "n"), "argument-not-a-literal"),
        ("f(*a, {})", ("1", "n"), "starred-call"),
        ("f(a)", ("1", "n"), "not-found"),
        ("f(**{'t': 1})", ("t",), "would-repeat-argument"),
        ("f(**dict(t=1))", ("t",), "would-repeat-argument"),
        ("f(**(a or {'t': 1}))", ("t",), "would-repeat-argument"),
        ("f(t=[\n1,  # why\n])", ("t",), "would-lose-comment"),
        ("f(options=O())", ("options", "X-Title"), "not-a-keyword"),
        ("f()", ("class",), "not-a-keyword"),
        ("f()", (), "not-found"),
    ],
)
def test_an_argument_that_cannot_be_written_is_refused(
    call: str, path: tuple[str, ...], code: str
) -> None:
    text = f"x = {call}\n"
    assert refusals(text, SetArgument(at(text, call), path, "1")) == [code]


@pytest.mark.parametrize("text", ['x = f"{f(1)}"\n', "x = f'''{a:{f(1)}}''' 'b'\n"])
def test_a_call_in_an_f_string_is_left_alone(text: str) -> None:
    assert refusals(text, set_on(text, "f(1)", "t", "1")) == ["inside-f-string"]
    assert refusals(text, Replace(at(text, "f(1)"), "g()")) == ["inside-f-string"]


def test_a_span_that_is_no_call_is_refused() -> None:
    text = "x = f(1)\n"
    for span in [(4, 7), (0, 8), (4, 9), (5, 8), (-1, 3), (4, 400)]:
        assert refusals(text, SetArgument(span, ("t",), "1")) == ["not-found"]


@pytest.mark.parametrize(
    "text", ["x = f(", "f(a=1, a=2)\n", "x = '\0'\n", "x = '\udc80'\n", "return f()\n",
             "x = " + "[" * 1500 + "]" * 1500, "x = " + "not " * 20000 + "f()",
             "x = " + "+".join("1" * 50000)],
)  # fmt: skip
def test_what_python_does_not_accept_is_refused_at_once(text: str) -> None:
    start = time.monotonic()
    assert refusals(text, SetArgument((4, 7), ("t",), "1"), AddImport(Import("os"))) == (
        ["not-parseable", "not-parseable"]
    )
    assert time.monotonic() - start < 2


def test_of_two_that_contradict_each_other_the_later_is_refused() -> None:
    text = "x = f(a(1), b=2)\n"
    whole, inner = at(text, "f(a(1), b=2)"), at(text, "a(1)")
    intents: list[Intent] = [
        SetArgument(whole, ("t",), "1"),
        SetArgument(whole, ("t",), "2"),
        SetArgument(whole, ("t", "n"), "2"),
        Replace(inner, "z"),
        SetArgument(inner, ("t",), "1"),
        Replace(whole, "y"),
    ]
    rendered = render(text, intents)
    assert apply_edits(text, list(rendered.edits)) == "x = f(z, b=2, t=1)\n"
    assert [(intents.index(intent), why.code) for intent, why in rendered.refused] == [
        (n, "overlapping-edits") for n in (1, 2, 4, 5)
    ]


def test_code_that_breaks_the_file_is_refused_with_all_the_rest() -> None:
    text = "x = f(a)\n"
    assert refusals(text, Define("A", "class A")) == ["check-failed"]
    for code in ["1, a=2", "1)(", "", "1 if", "lambda"]:
        intents = (SetArgument((4, 8), ("t",), code), AddImport(Import("os")))
        assert refusals(text, *intents) == ["check-failed", "check-failed"]


def test_every_refusal_has_a_recipe() -> None:
    text = "x = f(**{'t': 1})\n"
    ((_, why),) = render(text, [SetArgument((4, 17), ("t",), "1")]).refused
    assert why.recipe == RECIPES[why.code]


# -- Replace ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "part", "code", "after"),
    [
        ("x = f(a, 'k')\n", "'k'", "os.environ['K']", "x = f(a, os.environ['K'])\n"),
        ("x = a.b\n", "a", "u or v", "x = (u or v).b\n"),
        ("x = not (a)\n", "(a)", "u or v", "x = not (u or v)\n"),
        ("x = not (a)\n", "a", "u or v", "x = not (u or v)\n"),
        ("x = a\n", "a", "u or v", "x = u or v\n"),
        ("x = f(*a)\n", "a", "u or v", "x = f(*(u or v))\n"),
        ("x = [i for i in a if i]\n", "a", "u if v else w",
         "x = [i for i in (u if v else w) if i]\n"),
        ("def f(b: dict): pass\n", "dict", "Schema", "def f(b: Schema): pass\n"),
        ("def f(b, c): pass\n", "b", "b: Schema", "def f(b: Schema, c): pass\n"),
        ("x = a\r\n", "a", "[\n    1,\n]", "x = [\r\n    1,\r\n]\r\n"),
        ("x = f'{a}'\n", "f'{a}'", "b", "x = b\n"),
    ],
)  # fmt: skip
def test_code_is_replaced(before: str, part: str, code: str, after: str) -> None:
    start = before.rindex(part)
    assert written(before, Replace((start, start + len(part)), code)) == after


def test_the_same_replacement_twice_is_one_and_of_equal_code_none() -> None:
    text = "x = f(a)\n"
    assert written(text, Replace((6, 7), "b"), Replace((6, 7), "b")) == "x = f(b)\n"
    assert render(text, [Replace((6, 7), "a")]) == Rendered()


def test_a_replacement_keeps_comments_and_needs_a_whole_node() -> None:
    text = "x = [\n    a,  # why\n]\n"
    assert refusals(text, Replace((4, len(text) - 1), "[]")) == ["would-lose-comment"]
    kept = "g([\n    a,  # why\n])"
    assert written(text, Replace((4, len(text) - 1), kept)) == f"x = {kept}\n"
    assert refusals("x = ab + c\n", Replace((4, 5), "z")) == ["not-found"]


# -- InsertBefore -----------------------------------------------------------------------------


def test_statements_go_before_a_statement_with_its_indent() -> None:
    text = "def f(b):\n\t# about\n\treturn g(b)\n"
    code = "if not b:\n    raise ValueError\n\npayload = '''\nx'''"
    assert written(text, InsertBefore(at(text, "return g(b)"), code)) == (
        "def f(b):\n\t# about\n\tif not b:\n\t\traise ValueError\n\n\tpayload = '''\nx'''\n"
        "\treturn g(b)\n"
    )


def test_statements_stand_above_decorators_and_directives() -> None:
    text = "import a\n\n\n@d\n# c\n@e()\ndef f(): pass\n"
    expected = "import a\n\n\nz = 1\n@d\n# c\n@e()\ndef f(): pass\n"
    assert written(text, InsertBefore(at(text, "def f(): pass"), "z = 1")) == expected
    start = text.index("@d")
    assert written(text, InsertBefore((start, len(text)), "z = 1")) == expected
    text = "if a:\r\n  # why\r\n  # prodgate: ignore[x] y\r\n  f(1)\r\n"
    assert written(text, InsertBefore(at(text, "f(1)"), "z = 1")) == (
        "if a:\r\n  # why\r\n  z = 1\r\n  # prodgate: ignore[x] y\r\n  f(1)\r\n"
    )


def test_several_before_one_statement_keep_their_order_and_come_once() -> None:
    text = "f(1)\n"
    intents = [InsertBefore((0, 4), code) for code in ("a = 1", "b = 2", "a = 1")]
    result = written(text, *intents[:2])
    assert result == "a = 1\nb = 2\nf(1)\n"
    assert render(result, [InsertBefore((12, 16), i.code) for i in intents[:2]]) == Rendered()


def test_a_line_that_only_ends_like_the_statement_is_not_it() -> None:
    text = "aa = 1\nf(1)\n"
    assert written(text, InsertBefore(at(text, "f(1)"), "a = 1")) == "aa = 1\na = 1\nf(1)\n"


def test_code_taken_from_a_file_with_windows_newlines_is_not_doubled() -> None:
    text = "x = [\r\n  1]\r\n"
    assert written(text, Replace((4, 11), "g([\r\n  1])")) == "x = g([\r\n  1])\r\n"
    assert written(text, InsertBefore((0, 11), "y = [\r\n1]")) == "y = [\r\n1]\r\n" + text
    assert written(text, Define("A", "class A:\r\n    b = 1")) == (
        "class A:\r\n    b = 1\r\n\r\n\r\n" + text
    )


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("if x: f(1)\n", "f(1)"),
        ("a = 1; f(1)\n", "f(1)"),
        ("f(1); a = 1\n", "f(1)"),
        ("if x:\n    pass\nelif f(1):\n    pass\n", "elif f(1):\n    pass"),
        ("if x: \\\n  f(1)\n", "f(1)"),
        ("class A: f(1)\n", "f(1)"),
    ],
)
def test_a_statement_that_shares_its_line_is_refused(text: str, part: str) -> None:
    assert refusals(text, InsertBefore(at(text, part), "z")) == ["statement-not-on-its-own-line"]


def test_an_expression_is_no_statement() -> None:
    assert refusals("x = f(1)\n", InsertBefore((4, 8), "z")) == ["not-found"]


# -- AddImport and Define ---------------------------------------------------------------------

OS = AddImport(Import("os"))
OURS = AddImport(Import("ours"))
MODEL = AddImport(Import("pydantic", "BaseModel"))
SCHEMA = Define("Input", "class Input(BaseModel):\n    x: int")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "import ours\n"),
        ("x = 1\n", "import ours\n\nx = 1\n"),
        ('"""d"""\nx = 1\n', '"""d"""\n\nimport ours\n\nx = 1\n'),
        ('"""d"""\n\nx = 1\n', '"""d"""\n\nimport ours\n\nx = 1\n'),
        ('"""d"""', '"""d"""\n\nimport ours'),
        ("#!/bin/x\n# coding: utf-8\nx = 1\n",
         "#!/bin/x\n# coding: utf-8\n\nimport ours\n\nx = 1\n"),
        ("# Licence\n\n# about x\nx = 1\n", "# Licence\n\nimport ours\n\n# about x\nx = 1\n"),
        ("# about x\nx = 1\n", "import ours\n\n# about x\nx = 1\n"),
        ("from __future__ import annotations\n\nx = 1\n",
         "from __future__ import annotations\n\nimport ours\n\nx = 1\n"),
        ("import a\n\nx = 1\n", "import a\nimport ours\n\nx = 1\n"),
        ("import a", "import a\nimport ours"),
        ("import a  # why\r\nx = 1\r\n", "import a  # why\r\nimport ours\r\nx = 1\r\n"),
        ("import a; import b\n", "import a; import b\nimport ours\n"),
        ("from a import (\n    b,\n)  # c\n", "from a import (\n    b,\n)  # c\nimport ours\n"),
        ("from a import b, \\\n  c\nx = 1\n", "from a import b, \\\n  c\nimport ours\nx = 1\n"),
        ("import a\ntry:\n    import b\nexcept E: b = 0\nimport c\nx = 1\nimport d\n",
         "import a\ntry:\n    import b\nexcept E: b = 0\nimport c\nimport ours\nx = 1\nimport d\n"),
        ("try:\n    import b\nexcept E:\n    b = 0\n",
         "import ours\n\ntry:\n    import b\nexcept E:\n    b = 0\n"),
        ("import a\nif TYPE_CHECKING:\n    import ours\n",
         "import a\nimport ours\nif TYPE_CHECKING:\n    import ours\n"),
        ("__version__ = '1'\nimport a\n", "__version__ = '1'\nimport a\nimport ours\n"),
        ("def f():\n    import ours\n", "import ours\n\ndef f():\n    import ours\n"),
    ],
)  # fmt: skip
def test_an_import_goes_below_the_others_at_the_top(before: str, after: str) -> None:
    assert written(before, OURS) == after
    assert render(after, [OURS]) == Rendered()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import a\n\nx = 1\n", "import os\n\nimport a\n\nx = 1\n"),
        ("from a import b\n", "import os\n\nfrom a import b\n"),
        ("import re\n\nimport a\n", "import re\nimport os\n\nimport a\n"),
        ("import re\nimport a\n", "import re\nimport os\nimport a\n"),
        ("import re\nfrom typing import Any\nimport a\n",
         "import re\nimport os\nfrom typing import Any\nimport a\n"),
        ("from typing import Any\n\nimport a\n",
         "import os\n\nfrom typing import Any\n\nimport a\n"),
        ('"""d"""\n\nimport a  # why\n', '"""d"""\n\nimport os\n\nimport a  # why\n'),
        ('"""d"""\nimport a\n', '"""d"""\n\nimport os\n\nimport a\n'),
        ("from __future__ import annotations\n\nimport re\n\nimport a\n",
         "from __future__ import annotations\n\nimport re\nimport os\n\nimport a\n"),
        ("import re, a\nimport b\n", "import os\n\nimport re, a\nimport b\n"),
        ("import re; import json\nimport b\n", "import re; import json\nimport os\nimport b\n"),
        ("from . import re\nimport json\n", "import os\n\nfrom . import re\nimport json\n"),
        ("import re  # c\n# others\nimport a\n", "import re  # c\nimport os\n# others\nimport a\n"),
        ("import re\ntry:\n    import b\nexcept E:\n    b = 0\nimport a\n",
         "import re\nimport os\ntry:\n    import b\nexcept E:\n    b = 0\nimport a\n"),
        # Whose comment it is cannot be told; and what stands above may have to be first.
        ("# about a\nimport a\n", "# about a\nimport a\nimport os\n"),
        ("f()\nimport a\n", "f()\nimport a\nimport os\n"),
        ("try:\n    import b\nexcept E:\n    b = 0\nimport a\n",
         "try:\n    import b\nexcept E:\n    b = 0\nimport a\nimport os\n"),
    ],
)  # fmt: skip
def test_an_import_of_the_standard_library_goes_to_its_kind(before: str, after: str) -> None:
    assert written(before, OS) == after
    assert render(after, [OS]) == Rendered()
    windows = before.replace("\n", "\r\n")
    assert written(windows, OS) == after.replace("\n", "\r\n")


def test_names_of_the_standard_library_stand_behind_the_last_import_of_it() -> None:
    text = "import re\nfrom json import loads\n\nimport a\n"
    wanted = [AddImport(Import("typing", "Any")), OS, MODEL]
    assert written(text, *wanted) == (
        "import re\nimport os\nfrom json import loads\nfrom typing import Any\n\nimport a\n"
        "from pydantic import BaseModel\n"
    )


def test_imports_of_both_kinds_and_a_definition_fit_together() -> None:
    assert written("import a\nx = 1\n", SCHEMA, MODEL, OS) == (
        "import os\n\nimport a\nfrom pydantic import BaseModel\n\n\n"
        "class Input(BaseModel):\n    x: int\n\n\nx = 1\n"
    )


@pytest.mark.parametrize(
    "text", ["import os\n", "import os.path\n", "import a, os\n", "a; import os"]
)
def test_an_import_that_is_there_is_not_repeated(text: str) -> None:
    assert render(text, [OS, OS]) == Rendered()


@pytest.mark.parametrize(
    ("what", "line"),
    [
        (Import("a.b"), "import a.b"),
        (Import("a.b", alias="c"), "import a.b as c"),
        (Import("a", "b", "c"), "from a import b as c"),
        (Import(".a", "b"), "from .a import b"),
        (Import("..", "b"), "from .. import b"),
    ],
)
def test_every_form_of_import_is_written_and_recognised(what: Import, line: str) -> None:
    assert written("import z\n", AddImport(what)) == f"import z\n{line}\n"
    assert render(f"import z\n{line}\n", [AddImport(what)]) == Rendered()


def test_imports_asked_for_together_are_sorted_and_joined() -> None:
    intents = [
        AddImport(Import(".guard", "check")),
        AddImport(Import("pydantic", "Field")),
        MODEL,
        AddImport(Import("sys")),
        OS,
        MODEL,
    ]
    assert written("", *intents) == (
        "import os\nimport sys\nfrom pydantic import BaseModel, Field\nfrom .guard import check\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "os = 1\n", "def f(os): pass\n", "def os(): pass\n", "for os in a: pass\n",
        "import x as os\n", "from x import os\n", "def f():\n    os = 1\n",
        "try:\n    import os\nexcept E:\n    os = 0\n",
        "match a:\n    case {'b': os}: pass\n", "try: pass\nexcept E as os: pass\n", "(os := 1)\n",
        "x = [1 for os in a]\n", "with a as os: pass\n", "x = lambda os: 1\n", "class os: pass\n",
    ],
)  # fmt: skip
def test_a_name_that_means_something_else_is_not_imported_over(text: str) -> None:
    assert refusals(text, OS) == ["name-taken"]


@pytest.mark.parametrize(
    "what", [Import("./guard", "x"), Import("a-b"), Import("a", "*"), Import(".a"), Import("a\nb")]
)
def test_what_is_no_python_import_is_refused(what: Import) -> None:
    assert refusals("x = 1\n", AddImport(what)) == ["not-an-import"]


def test_an_import_comes_before_its_use_even_if_the_others_do_not() -> None:
    text = "x = f(1)\nimport a\n"
    assert written(text, OS, Replace(at(text, "1"), "os.sep")) == (
        "import os\n\nx = f(os.sep)\nimport a\n"
    )


def test_a_definition_stands_between_the_imports_and_its_use() -> None:
    text = "import a\nx = 1\nfrom b import c\ndef f(b: dict): pass\nimport z\n"
    replace = Replace(at(text, "dict"), "Input")
    result = written(text, SCHEMA, MODEL, replace)
    assert result == (
        "import a\nfrom pydantic import BaseModel\nx = 1\nfrom b import c\n\n\n"
        "class Input(BaseModel):\n    x: int\n\n\ndef f(b: Input): pass\nimport z\n"
    )
    assert render(result, [SCHEMA, MODEL]) == Rendered()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "class A: pass\n"),
        ("import a\n", "import a\n\n\nclass A: pass\n"),
        ("import a", "import a\n\n\nclass A: pass"),
        ("import a\n\nx = 1\n", "import a\n\n\nclass A: pass\n\n\nx = 1\n"),
        ("import a\r\n\r\n\r\n\r\nx = 1\r\n",
         "import a\r\n\r\n\r\nclass A: pass\r\n\r\n\r\n\r\nx = 1\r\n"),
        ("# c\n\nx = 1\n", "# c\n\n\nclass A: pass\n\n\nx = 1\n"),
        ("import a\ntry:\n    import b\nexcept E:\n    b = 0\nx = b\n",
         "import a\ntry:\n    import b\nexcept E:\n    b = 0\n\n\nclass A: pass\n\n\nx = b\n"),
    ],
)  # fmt: skip
def test_a_definition_has_two_empty_lines_around_it(before: str, after: str) -> None:
    assert written(before, Define("A", "class A: pass\n")) == after


def test_a_definition_takes_the_indent_of_the_file() -> None:
    text = "import a\nif a:\n\tb\n"
    assert "class Input(BaseModel):\n\tx: int\n" in written(text, SCHEMA)


def test_a_name_that_is_bound_is_not_defined_again() -> None:
    assert render("Input = 1\n", [SCHEMA]) == Rendered()
    assert render("from a import Input\n", [SCHEMA]) == Rendered()
    assert refusals("def f():\n    Input = 1\n", SCHEMA) == ["name-taken"]
    other = Define("Input", "class Input: pass")
    rendered = render("", [other, SCHEMA])
    assert [why.code for _, why in rendered.refused] == ["name-taken"]


def test_a_definition_cannot_use_what_is_bound_below_it() -> None:
    text = "x = f(1)\nfrom pydantic import BaseModel\n"
    rendered = render(text, [SCHEMA, Replace(at(text, "1"), "Input")])
    assert [why.code for _, why in rendered.refused] == ["name-bound-later"]


def test_all_kinds_of_intents_fit_into_one_file() -> None:
    text = "import a\n\n\n@app.post('/')\ndef f(body):\n    return run(body)\n"
    intents: list[Intent] = [
        SetArgument(at(text, "run(body)"), ("timeout",), "9.0"),
        Replace((text.rindex("body"), text.rindex("body") + 4), "payload"),
        InsertBefore(at(text, "return run(body)"), "payload = Input.model_validate(body)"),
        SCHEMA,
        MODEL,
        MoveSecret("K", "v"),
        WriteFile("x.py", "", ()),
    ]
    assert written(text, *intents) == (
        "import a\nfrom pydantic import BaseModel\n\n\nclass Input(BaseModel):\n    x: int\n\n\n"
        "@app.post('/')\ndef f(body):\n    payload = Input.model_validate(body)\n"
        "    return run(payload, timeout=9.0)\n"
    )


# -- the check afterwards ---------------------------------------------------------------------


def test_the_check_sees_an_argument_that_is_missing_or_wrong() -> None:
    text = "x = f(g(1))\n"
    good = SetArgument((6, 10), ("t",), "1")
    rendered = render(text, [good])
    assert fulfils(text, rendered, [good])
    assert not fulfils(text, rendered, [SetArgument((6, 10), ("t",), "2")])
    assert not fulfils(text, rendered, [SetArgument((4, 11), ("t",), "1")])
    assert not fulfils(text, rendered, [SetArgument((6, 10), ("u",), "1")])


# -- the child process ------------------------------------------------------------------------

ADD = SetArgument((4, 7), ("t",), "1")


@pytest.fixture(autouse=True, scope="module")
def _no_child_left() -> Iterator[None]:
    yield
    worker.stop()


def test_libcst_is_not_imported_by_the_parent() -> None:
    code = (
        "import sys\nfrom prodgate.edits import SetArgument\n"
        "from prodgate.python.render import render\n"
        "done = render('x = f()\\n', [SetArgument((4, 7), ('t',), '1')])\n"
        "print(len(done.edits), 'libcst' in sys.modules)"
    )
    root = Path(worker.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout == "1 False\n"


def test_nothing_is_started_for_nothing() -> None:
    worker.stop()
    assert render("x = f()\n", []) == Rendered()
    assert render("x = f()\n", [MoveSecret("K", "v")]) == Rendered()
    assert refusals("x = f(", ADD) == ["not-parseable"]
    assert worker._child is None


def test_one_child_serves_many_files() -> None:
    written("x = f()\n", ADD)
    first = worker._child
    written("x = f()\n", ADD)
    assert worker._child is first


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Python 3.12 warns of any thread
def test_a_forked_process_takes_a_child_of_its_own() -> None:
    worker.warm()
    first = worker._child
    pid = os.fork()
    if pid == 0:
        good = render("x = f()\n", [ADD]).refused == () and worker._child is not first
        worker.stop()
        os._exit(0 if good else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert written("x = f()\n", ADD) == "x = f(t=1)\n"
    assert worker._child is first


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("kind", ["SIGKILL", "SIGSEGV", "SIGSTOP"])
def test_a_child_that_dies_or_hangs_costs_one_file(kind: str) -> None:
    written("x = f()\n", ADD)
    assert worker._child is not None
    os.kill(worker._child.pid, getattr(signal, kind))
    if kind != "SIGSTOP":
        worker._child.wait()
        assert written("x = f()\n", ADD) == "x = f(t=1)\n"
        return
    assert worker.render_in_child("x = f()\n", [ADD], timeout=0.5) is None
    assert written("x = f()\n", ADD) == "x = f(t=1)\n"


def test_a_child_that_takes_too_long_is_ended() -> None:
    text = "x = f()\n" * 40_000
    start = time.monotonic()
    assert worker.render_in_child(text, [ADD], timeout=1.0) is None
    assert time.monotonic() - start < 5
    assert written("x = f()\n", ADD) == "x = f(t=1)\n"


def test_a_child_that_cannot_start_refuses_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    worker.stop()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert refusals("x = f()\n", ADD, OS) == ["renderer-failed", "renderer-failed"]


@pytest.mark.parametrize("answer", ["", "garbage" * 9, "\x00\x00\x00\x02{}", "\x00\x00\x00\x01"])
def test_an_answer_that_is_no_answer_refuses_everything(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "python"
    fake.write_text(f"#!{sys.executable}\nimport sys\nsys.stdout.write({answer!r})\n")
    fake.chmod(0o755)
    worker.stop()
    monkeypatch.setattr(sys, "executable", str(fake))
    assert refusals("x = f()\n", ADD) == ["renderer-failed"]
    worker.stop()


def test_modules_of_the_working_folder_are_never_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("libcst", "msgspec", "prodgate", "ast", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    worker.stop()
    assert written("x = f()\n", ADD) == "x = f(t=1)\n"
    assert not (tmp_path / "ran").exists()
