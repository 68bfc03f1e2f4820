"""What a call is given: present, absent, unknown; the same judge for both languages."""

from __future__ import annotations

import pytest

from prodgate import syntax as s
from prodgate.javascript.parse import parse as parse_javascript
from prodgate.meaning.argument import ABSENT, UNKNOWN, Answer, Present, argument
from prodgate.meaning.names import Names
from prodgate.python.parse import parse as parse_python


def ask(language: str, code: str, path: str) -> Answer:
    """The answer at the last call of a function named ``f``."""
    parse = parse_python if language == "python" else parse_javascript
    names = Names(parse(code, "x.py" if language == "python" else "x.ts"))
    calls = [c for c in names.calls if isinstance(c.callee, s.Name) and c.callee.id == "f"]
    return argument(names, calls[-1], path)


PYTHON = [
    ("f(cap=5)", "cap", 5),
    ("f(x)", "cap", ABSENT),
    ("f(cap=None)", "cap", None),
    ("N = 60 * 10\nf(cap=N)", "cap", 600),
    ("f(**{'cap': 5})", "cap", 5),
    ("o = {'cap': 5}\nf(**o)", "cap", 5),
    ("o = {'a': 1}\nf(**o)", "cap", ABSENT),
    ("o = {}\no['cap'] = 5\nf(**o)", "cap", "present"),
    ("o = {}\no.update(cap=5)\nf(**o)", "cap", "present"),
    ("o = {}\no.update(rest)\nf(**o)", "cap", UNKNOWN),
    ("o = dict(cap=5)\nf(**o)", "cap", 5),
    ("def g(**kw):\n    f(**kw)", "cap", UNKNOWN),
    ("def g(o):\n    f(**o)", "cap", UNKNOWN),
    ("o = {'a': 1}\nprepare(o)\nf(**o)", "cap", UNKNOWN),
    ("o = {'a': 1}\nprint(o)\nf(**o)", "cap", ABSENT),
    ("f(**({'cap': 5} if c else {}))", "cap", UNKNOWN),
    ("f(**({'cap': 5} if c else {'cap': 6}))", "cap", 5),
    ("def b():\n    return {'cap': 5}\nf(**b())", "cap", 5),
    ("from x import b\nf(**b())", "cap", UNKNOWN),
    ("f(config={'cap': 5})", "config.cap", 5),
    ("f(config=Config(cap=5))", "config.cap", 5),
    ("f(config=Config())", "config.cap", ABSENT),
    ("f(config=None)", "config.cap", ABSENT),
    ("f(config=make())", "config.cap", UNKNOWN),
    ("f(1, 5)", "1|cap", 5),
    ("f(1, cap=5)", "1|cap", 5),
    ("f(*a)", "1|cap", UNKNOWN),
    (
        "class C:\n    def __init__(self):\n        self.o = {'cap': 5}\n"
        "    def g(self):\n        f(**self.o)",
        "cap",
        5,
    ),
]
JAVASCRIPT = [
    ("f({ cap: 5 })", "0.cap", 5),
    ("f({ 'cap': 60_000 })", "0.cap", 60_000),
    ("f({})", "0.cap", ABSENT),
    ("f()", "0.cap", ABSENT),
    ("f({ cap: undefined })", "0.cap", None),
    ("const cap = 5; f({ cap })", "0.cap", 5),
    ("f({ ...{ cap: 5 } })", "0.cap", 5),
    ("const o = { cap: 5 }; f({ ...o, a: 1 })", "0.cap", 5),
    ("const o = { a: 1 }; f({ ...o })", "0.cap", ABSENT),
    ("function g(o) { f({ ...o }) }", "0.cap", UNKNOWN),
    ("function g(o) { f(o) }", "0.cap", UNKNOWN),
    ("const o = {}; o.cap = 5; f(o)", "0.cap", "present"),
    ("const o = { a: 1 }; f({ ...(x && { cap: 5 }) })", "0.cap", UNKNOWN),
    ("const K = 'cap'; f({ [K]: 5 })", "0.cap", 5),
    ("f({ [k]: 5 })", "0.cap", UNKNOWN),
    ("f({ cap: 5 } as Options)", "0.cap", 5),
    ("f({ a: { cap: 5 } })", "0.a.cap", 5),
    ("f(x, { signal })", "1.signal", "present"),
    ("f(...x)", "0.cap", UNKNOWN),
    ("f(Object.assign({}, { cap: 5 }))", "0.cap", 5),
    ("f('text')", "0.cap", ABSENT),
]


def check(answer: Answer, wanted: object) -> None:
    if wanted in (ABSENT, UNKNOWN):
        assert answer is wanted
    elif wanted == "present":
        assert isinstance(answer, Present)
    else:
        assert isinstance(answer, Present)
        assert (answer.known, answer.value) == (True, wanted)


@pytest.mark.parametrize(("code", "path", "wanted"), PYTHON)
def test_python(code: str, path: str, wanted: object) -> None:
    check(ask("python", code, path), wanted)


@pytest.mark.parametrize(("code", "path", "wanted"), JAVASCRIPT)
def test_javascript(code: str, path: str, wanted: object) -> None:
    check(ask("javascript", code, path), wanted)


def test_a_mapping_made_of_itself_comes_to_an_end() -> None:
    assert ask("python", "o = {**o}\nf(**o)", "cap") is not None
    assert ask("javascript", "let o = { ...o }; f({ ...o })", "0.cap") is not None
