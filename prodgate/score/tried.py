"""Tests that are tests: they call the application and say what must come of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning import endpoints, modules
from prodgate.meaning.asking import last_part
from prodgate.score.facts import Spot
from prodgate.score.gather_code import CODES, mentioned
from prodgate.secrets import is_test_path

if TYPE_CHECKING:
    from prodgate.view import View

_CLIENTS = {"TestClient", "AsyncClient", "test_client", "request", "supertest", "APIClient"}
_RAISES = {"raises", "assertRaises", "assertRaisesRegex", "rejects", "toThrow"}


class Tried(Struct, frozen=True):
    """The tests of one file. ``codes``: the error status that they expect."""

    path: str
    tests: tuple[Spot, ...] = ()
    hollow: int = 0  # test functions that call nothing of the application, or assert nothing
    codes: tuple[Spot, ...] = ()
    imports: bool = False  # something of the application


def tried(view: View, roots: frozenset[str]) -> Tried:
    """What a test file tries. ``roots``: the first names that modules of the tree go by."""
    own = _application(view, roots)
    tests, hollow, expected = [], 0, []
    for function in _tests(view):
        spot = Spot(view.source.path, view.source.position(function.start)[0], function.name)
        assertions = [*_assertions(view, function)]
        if not _calls(view, function, own | _fixtures(view, function, roots)) or not assertions:
            hollow += 1
            continue
        tests.append(spot)
        expected += [_status(view, node) for each in assertions for node in _statuses(each)]
    return Tried(view.source.path, tuple(tests), hollow, tuple(expected), bool(own))


def _application(view: View, roots: frozenset[str]) -> frozenset[str]:
    """The names that a file has from the application, directly or through a fixture of its own."""
    names = {
        local
        for each in view.names.imports
        for local, qualified in each.names
        if _is_own(view, each.module, qualified, roots)
    }
    if view.language == "javascript":
        names |= set(_required(view))
    if not names:
        return frozenset()
    helpers = {
        function.name
        for function in view.names.functions
        if function.name and mentioned(view, *function.body, *function.decorators) & names
    }
    made = {
        name
        for node in view.names.nodes
        if isinstance(node, s.Assign) and node.value is not None
        and mentioned(view, node.value) & names
        for name in map(s.dotted, node.targets)
        if name
    }  # fmt: skip
    return frozenset(names | helpers | made)


def _is_own(view: View, module: str, qualified: str, roots: frozenset[str]) -> bool:
    if view.language == "javascript":
        return module.startswith((".", "@/", "~/")) and not is_test_path(module)
    if qualified.partition(".")[0] in roots:
        return True
    paths = (*modules.files(view, qualified), *modules.files(view, f"{qualified}.x"))
    return any(not is_test_path(path) for path in paths)


def _required(view: View) -> Iterator[str]:
    """``const { title } = require("../src/title")``"""
    for node in view.names.nodes:
        call = s.bare(node.value) if isinstance(node, s.Assign) and node.value else None
        while isinstance(call, s.Attribute | s.Await):
            call = s.bare(call.value)
        if not isinstance(call, s.Call) or s.dotted(call.callee) not in {"require", "import"}:
            continue
        given = call.positional(0)
        path = given.value if isinstance(given, s.Literal) else None
        if not isinstance(path, str) or not path.startswith(".") or is_test_path(path):
            continue
        for target in node.targets if isinstance(node, s.Assign) else ():
            if isinstance(target, s.Pattern):
                yield from (bound.name for bound in target.names)
            elif name := s.dotted(target):
                yield name


def _tests(view: View) -> Iterator[s.Function]:
    if view.language == "python":
        yield from (f for f in view.names.functions if f.name.startswith("test"))
        return
    for call in view.names.calls:
        if (s.dotted(call.callee) or "").partition(".")[0] in {"it", "test"}:
            body = call.positional(1)
            if isinstance(body, s.Function):
                yield body


_PAGES = {"page", "request", "browser", "context"}  # Playwright's: they drive what is served


def _fixtures(view: View, function: s.Function, roots: frozenset[str]) -> set[str]:
    """The parameters of a test that come from the application, by way of a conftest."""
    given: set[str] = set()
    for param in function.params:
        if isinstance(param.target, s.Pattern):
            given |= {bound.name for bound in param.target.names}
        else:
            given.add(s.dotted(param.target) or "")
    if view.language == "javascript":
        driven = any("playwright" in each.module or "fixture" in each.module
                     for each in view.names.imports)  # fmt: skip
        return given if driven and given & _PAGES else set()
    return {name for name in given if name and _is_of_conftest(view, name, roots)}


def _is_of_conftest(view: View, name: str, roots: frozenset[str]) -> bool:
    folder = view.source.path.rpartition("/")[0]
    while True:
        other = endpoints.parsed(view, f"{folder}/conftest.py" if folder else "conftest.py")
        if other is not None and name in {each.name for each in other.names.functions}:
            return bool(_application(other, roots))
        if not folder:
            return False
        folder = folder.rpartition("/")[0]


def _calls(view: View, function: s.Function, own: frozenset[str] | set[str]) -> bool:
    """Whether a test calls something that it has from the application."""
    return any(
        mentioned(view, call.callee, *(a.value for a in call.arguments)) & own
        for call in view.names.calls_in(function)
    )


def _assertions(view: View, function: s.Function) -> Iterator[s.Node]:
    """Statements that can fail for what the application did: they name a value that is not
    written beside them."""
    for node in s.walk(*function.body):
        if isinstance(node, s.Opaque) and node.kind == "assert" and node.children:
            if _is_open(view, function, node.children[0]):
                yield node
        elif isinstance(node, s.Call):
            last = last_part(node.callee)
            if last in _RAISES or (
                re.match(r"assert[A-Z_]|to[A-Z]|expect$|assert$", last)
                and any(_is_open(view, function, each) for each in (node.callee, *_values(node)))
            ):
                yield node


def _values(call: s.Call) -> Iterator[s.Node]:
    for argument in call.arguments:
        yield argument.value
    callee = call.callee
    while isinstance(callee, s.Attribute):
        callee = callee.value
        if isinstance(callee, s.Call):
            yield from (argument.value for argument in callee.arguments)


_LOOKING = {"expect", "len", "bool", "str", "int"}


def _is_open(view: View, function: s.Function, node: s.Node) -> bool:
    """Whether the outcome depends on something that the test did."""
    made = {
        n.id
        for each in s.walk(*function.body)
        if isinstance(each, s.Assign | s.WithItem | s.Loop)
        for target in (each.targets if isinstance(each, s.Assign) else (each.target,))
        if target is not None and _comes_of_a_call(each)
        for n in s.walk(target)
        if isinstance(n, s.Name)
    }
    for each in s.walk(node):
        if isinstance(each, s.Call) and last_part(each.callee) not in _LOOKING:
            return True
        if isinstance(each, s.Name) and each.id in made:
            return True
        if isinstance(each, s.Name) and any(s.dotted(p.target) == each.id for p in function.params):
            return True
    return False


def _comes_of_a_call(node: s.Node) -> bool:
    value = (
        node.value if isinstance(node, s.Assign | s.WithItem) else getattr(node, "subject", None)
    )
    return value is not None and any(isinstance(n, s.Call | s.Await) for n in s.walk(value))


def _statuses(node: s.Node) -> Iterator[s.Literal]:
    for each in s.walk(node):
        if isinstance(each, s.Literal) and each.value in CODES and each.value is not True:
            yield each


def _status(view: View, node: s.Literal) -> Spot:
    return Spot(view.source.path, view.source.position(node.start)[0], str(node.value))
