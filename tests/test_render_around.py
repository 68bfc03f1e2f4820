"""Wrap and InsertAfter, in both languages: code around an expression, a line below a statement."""

from __future__ import annotations

import pytest

from prodgate.edits import InsertAfter, Intent, SetArgument, Wrap, apply_edits
from prodgate.javascript.render import render as render_javascript
from prodgate.python.render import render as render_python
from prodgate.rendering import Rendered


def rendered(path: str, text: str, *intents: Intent) -> Rendered:
    if path.endswith(".py"):
        return render_python(text, intents)
    return render_javascript(text, path, intents)


def written(path: str, text: str, *intents: Intent) -> str:
    result = rendered(path, text, *intents)
    assert result.refused == ()
    return apply_edits(text, list(result.edits))


def at(text: str, part: str) -> tuple[int, int]:
    assert text.count(part) == 1, part
    return text.index(part), text.index(part) + len(part)


WRAPPED = {
    "python": ("a.py", "x = f(1)  # why\n", "f(1)", "x = log(f(1))  # why\n"),
    "python awaited": ("a.py", "async def g():\n    return await f()\n", "await f()",
                       "async def g():\n    return log(await f())\n"),
    "python many lines": ("a.py", "x = f(\n    1,\n)\n", "f(\n    1,\n)",
                          "x = log(f(\n    1,\n))\n"),
    "generator": ("a.py", "x = f(y for y in z)\n", "y for y in z", "x = f(log(y for y in z))\n"),
    "typescript": ("a.ts", "const x = await f(1); // why\n", "await f(1)",
                   "const x = log(await f(1)); // why\n"),
    "shorthand": ("a.ts", "g({ text });\n", "text", "g({ text: log(text) });\n"),
    "jsx": ("a.tsx", "const a = <b>{text}</b>;\n", "text", "const a = <b>{log(text)}</b>;\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRAPPED)
def test_a_wrap_stands_around_its_expression(name: str) -> None:
    path, text, part, after = WRAPPED[name]
    assert written(path, text, Wrap(at(text, part), "log(", ")")) == after


@pytest.mark.parametrize(
    ("path", "after"),
    [("a.py", "x = a(b(f(1, timeout=2)))\n"), ("a.ts", "x = a(b(f(1, { timeout: 2 })))\n")],
)
def test_wraps_nest_and_leave_room_for_an_argument(path: str, after: str) -> None:
    call = "f(1)" if path == "a.py" else "f(1, {})"
    text = f"x = {call}\n"
    where = at(text, call)
    argument = SetArgument(where, ("timeout",) if path == "a.py" else ("1", "timeout"), "2")
    outer = "a(", ")"
    once = written(path, text, Wrap(where, "b(", ")"), argument)
    inner = once[4:].rstrip("\n")
    assert written(path, once, Wrap(at(once, inner), *outer)) == after


def test_a_wrap_inside_an_f_string_is_refused() -> None:
    text = 'x = f"{f(1)}"\n'
    result = rendered("a.py", text, Wrap(at(text, "f(1)"), "log(", ")"))
    assert result.edits == ()
    assert [why.code for _, why in result.refused] == ["inside-f-string"]


def test_a_wrap_of_what_is_no_expression_is_refused() -> None:
    for path in ("a.py", "a.ts"):
        result = rendered(path, "x = f(1)\n", Wrap((4, 6), "log(", ")"))
        assert [why.code for _, why in result.refused] == ["not-found"]


AFTER = {
    "python": ("a.py", "def g():\n    x = f(1)  # why\n    return x\n", "x = f(1)", "log(x)",
               "def g():\n    x = f(1)  # why\n    log(x)\n    return x\n"),
    "python end of file": ("a.py", "x = f(1)", "x = f(1)", "log(x)", "x = f(1)\nlog(x)"),
    "python crlf": ("a.py", "x = f(1)\r\ny = 2\r\n", "x = f(1)", "log(x)\nlog(y)",
                    "x = f(1)\r\nlog(x)\r\nlog(y)\r\ny = 2\r\n"),
    "python block": ("a.py", "if a:\n    b()\nc()\n", "if a:\n    b()", "d()",
                     "if a:\n    b()\nd()\nc()\n"),
    "typescript": ("a.ts", "{\n  const x = f(1); // why\n  g(x);\n}\n", "const x = f(1);",
                   "log(x);",
                   "{\n  const x = f(1); // why\n  log(x);\n  g(x);\n}\n"),
    "javascript tabs": ("a.js", "{\n\tf(\n\t\t1,\n\t);\n}\n", "f(\n\t\t1,\n\t);",
                        "if (a) {\n  b();\n}",
                        "{\n\tf(\n\t\t1,\n\t);\n\tif (a) {\n\t\tb();\n\t}\n}\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", AFTER)
def test_a_line_goes_below_its_statement_and_goes_there_once(name: str) -> None:
    path, text, part, code, after = AFTER[name]
    intent = InsertAfter(at(text, part), code)
    assert written(path, text, intent) == after
    assert written(path, after, intent) == after


@pytest.mark.parametrize(
    ("path", "text", "part"),
    [("a.py", "if a: b()\n", "b()"), ("a.py", "b(); c()\n", "c()"), ("a.ts", "{ b(); }\n", "b();")],
)
def test_a_statement_that_shares_its_line_is_refused(path: str, text: str, part: str) -> None:
    result = rendered(path, text, InsertAfter(at(text, part), "log()"))
    assert result.edits == ()
    assert [why.code for _, why in result.refused] == ["statement-not-on-its-own-line"]


BESIDE = {
    "python": ("a.py", 'f(model="m", n=log(x))\n', "log(x)", ("timeout",), "9",
               'f(model="m", n=a(b(log(x), 1), 2), timeout=9)\nlog(y)\n'),
    "javascript": ("a.js", 'f({ model: "m", n: log(x) })\n', "log(x)", ("0", "timeout"), "9",
                   'f({ model: "m", n: a(b(log(x), 1), 2), timeout: 9 })\nlog(y)\n'),
}  # fmt: skip


@pytest.mark.parametrize("name", BESIDE)
def test_what_closes_stands_before_what_is_added_at_its_place(name: str) -> None:
    path, text, part, key, code, after = BESIDE[name]
    where, call = at(text, part), (0, len(text) - 1)
    wanted = (
        InsertAfter(call, "log(y)"), SetArgument(call, key, code),
        Wrap(where, "a(", ", 2)"), Wrap(where, "b(", ", 1)"),
    )  # fmt: skip
    assert written(path, text, *wanted) == after


@pytest.mark.parametrize("path", ["a.py", "a.js"])
def test_a_wrap_at_the_end_of_a_line_ends_before_the_next(path: str) -> None:
    text = "x = f(1)\ny = 2\n"
    around, below = Wrap(at(text, "f(1)"), "log(", ")"), InsertAfter((0, 8), "log(x)")
    assert written(path, text, below, around) == "x = log(f(1))\nlog(x)\ny = 2\n"
