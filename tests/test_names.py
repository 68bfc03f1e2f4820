"""What a use of a name can mean, in both languages."""

from __future__ import annotations

import pytest

from prodgate import syntax as s
from prodgate.detect import parse
from prodgate.meaning.names import Names
from prodgate.source import Source, decode

PYTHON = """
try:
    first()
except ValueError as e:
    log(e)
try:
    second()
except KeyError as e:
    print(e)
"""
SCRIPT = """
try { first() } catch (e) { log(e) }
try { second() } catch (e) { print(e) }
"""
NESTED = """
try:
    first()
except ValueError as e:
    try:
        again()
    except KeyError as e:
        print(e)
"""


def _names(name: str, code: str) -> Names:
    source = decode(name, code.encode())
    assert isinstance(source, Source)
    module = parse(source)
    assert isinstance(module, s.Module)
    return Names(module)


@pytest.mark.parametrize(("name", "code"), [
    ("x.py", PYTHON), ("x.ts", SCRIPT), ("x.py", NESTED),
])  # fmt: skip
def test_the_error_of_a_handler_is_its_own_not_an_earlier_ones(name: str, code: str) -> None:
    names = _names(name, code)
    (printed,) = (c for c in names.calls if s.dotted(c.callee) == "print")
    used = printed.arguments[0].value
    assert isinstance(used, s.Name)
    (binding,) = names.lookup(used)
    assert isinstance(binding.node, s.Handler)
    assert binding.node.start <= used.start <= binding.node.end
    assert all(binding.node.start >= n.start for n in names.above(used) if isinstance(n, s.Handler))


@pytest.mark.parametrize("code", [
    "x = 1\nx = 2\nprint(x)\n", "x = 1\nif y:\n    x = 2\nx = 3\nprint(x)\n",
])  # fmt: skip
def test_the_last_value_that_always_runs_before_is_the_one(code: str) -> None:
    names = _names("x.py", code)
    (use,) = (n for n in names.of(s.Name) if n.id == "x" and n.start > code.index("print"))
    assert [b.node.start for b in names.lookup(use)] == [code.rindex("x =")]
