"""The tree as it is walked: what stands below a node is written out by hand, and held here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prodgate import syntax as s
from prodgate.detect import parse
from prodgate.meaning.names import Names
from prodgate.source import Source, decode

CASES = Path(__file__).parent / "cases"
# One file of each rule, in both languages: most constructs stand in one of them.
FILES = [path for end in ("py", "ts", "tsx") for path in sorted(CASES.glob(f"*/before*.{end}"))]


def _module(path: Path) -> s.Module | None:
    source = decode(path.name, path.read_bytes())
    module = parse(source) if isinstance(source, Source) else None
    return module if isinstance(module, s.Module) else None


def _held(value: object) -> Iterator[s.Node]:
    if isinstance(value, s.Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _held(item)


def _below(node: s.Node) -> list[s.Node]:
    """What the fields of a node hold, in their order."""
    return [n for field in node.__struct_fields__ for n in _held(getattr(node, field))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_children_are_all_nodes_of_the_fields(path: Path) -> None:
    module = _module(path)
    for node in s.walk(module) if module else ():
        assert s.children(node) == _below(node)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_names_have_the_nodes_of_the_walk(path: Path) -> None:
    module = _module(path)
    if module is None:
        return
    names = Names(module)
    assert names.nodes == list(s.walk(module))
    loops = [node for node in s.walk(module) if isinstance(node, s.Loop)]
    assert names.of(s.Loop) == loops
    for name in names.of(s.Name):
        assert name in names.uses(name.id)
    for node in names.nodes:
        assert all(names.parent(child) is node for child in s.children(node))


def test_every_kind_of_node_is_known() -> None:
    kinds = {k for k in vars(s).values() if isinstance(k, type) and issubclass(k, s.Node)}
    assert kinds - {s.Node} == s.LEAVES | set(s._BELOW)
