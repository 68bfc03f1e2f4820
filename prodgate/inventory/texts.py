"""What files beside the code say: examples of an environment, compose files, prompts, schemas.

Only names are taken from an example of an environment; a real ``.env`` is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from prodgate.inventory.data_sources import of_image, of_scheme
from prodgate.inventory.documented import EXAMPLE
from prodgate.inventory.prompts import of_file
from prodgate.inventory.record import DataSource, Place, Prompt, Secret
from prodgate.inventory.secrets import is_platform, is_secret
from prodgate.inventory.settings import usable
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.inventory.gather import Part
    from prodgate.tree import Tree

_COMPOSE = r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml$"
_PRISMA = r"(?:^|/)[\w-]+\.prisma$"
_PROMPT = (
    r"\.prompt(?:y|ty)?$|\.prompt\.\w+$"
    r"|(?:^|/)(?:[\w-]+[_-])?prompts?/(?:[^/]+/){0,3}[^/]+\.(?:md|txt|ya?ml|j2|jinja2?|hbs|mustache|tmpl)$"
    r"|(?:^|/)[\w-]*(?:system[_-]?)?prompts?(?:[_-][\w-]+)?\.(?:txt|md|j2|jinja2?)$"
)
_NO_PROMPT = lazy(r"(?:^|/)(?:readme|changelog|index|license)[^/]*$|(?:^|/)\.(?!prompts?/)", re.I)
_ASSIGNED = lazy(rb"^[ \t]*(?:#[ \t]?)?(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]{1,99})[ \t]*=", re.M)
_SUBSTITUTED = lazy(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(:?[-?+])?")


def of_tree(tree: Tree, paths: Sequence[str]) -> Part:
    """What the files of a tree that are no code give."""
    from prodgate.inventory.gather import Part

    part = Part("")
    part.found["secrets"] = (*_examples(tree, paths), *_composed(tree, paths))
    part.found["prompts"] = tuple(_prompts(tree, paths))
    part.found["data"] = (*_images(tree, paths), *_schemas(tree, paths))
    return part


def _named(paths: Iterable[str], pattern: str) -> Iterator[str]:
    wanted = re.compile(pattern, re.IGNORECASE)
    return (path for path in paths if wanted.search(path))


# -- settings ----------------------------------------------------------------------------------


def _examples(tree: Tree, paths: Sequence[str]) -> Iterator[Secret]:
    """The names of ``.env.example``. Their values are not looked at: some are real."""
    for path in _named(paths, EXAMPLE):
        data = tree.read(path)
        for match in _ASSIGNED.finditer(data):
            name = match[1].decode()
            commented = b"#" in match[0]
            if not usable(name) or (commented and name != name.upper()):
                continue
            line = data.count(b"\n", 0, match.start(1)) + 1
            yield Secret(name, is_secret(name), False, True, (Place(path, line),))


def _composed(tree: Tree, paths: Sequence[str]) -> Iterator[Secret]:
    """``${NAME}`` of a compose file: it stops, or starts with nothing, where it is not set."""
    for path in _named(paths, _COMPOSE):
        text = tree.read(path).decode("utf-8", "replace")
        for number, row in enumerate(text.split("\n"), 1):
            for match in _SUBSTITUTED.finditer(row.split(" #")[0]):
                name, how = match[1], match[2] or ""
                if not usable(name) or row.lstrip().startswith("#"):
                    continue
                needed = not how.endswith(("-", "+")) and not is_platform(name)
                yield Secret(name, is_secret(name), needed, False, (Place(path, number),))


# -- prompts -----------------------------------------------------------------------------------


def _prompts(tree: Tree, paths: Sequence[str]) -> Iterator[Prompt]:
    for path in _named(paths, _PROMPT):
        if _NO_PROMPT.search(path):
            continue
        source = tree.source(path)
        if source is not None and source.text.strip():
            yield of_file(path, source.text)


# -- data --------------------------------------------------------------------------------------


def _images(tree: Tree, paths: Sequence[str]) -> Iterator[DataSource]:
    """The databases, stores and queues that a compose file starts."""
    for path in _named(paths, _COMPOSE):
        rows = tree.read(path).decode("utf-8", "replace").split("\n")
        for number, row in enumerate(rows, 1):
            match = _IMAGE.match(row)
            found = of_image(match[1]) if match else None
            if found is not None:
                yield DataSource(*found, Place(path, number))


_IMAGE = lazy(r"\s*image:\s*[\"']?([^\s\"'#]+)")
_PROVIDER = lazy(r"^\s*provider\s*=\s*\"(\w+)\"", re.M)


def _schemas(tree: Tree, paths: Sequence[str]) -> Iterator[DataSource]:
    """The ``datasource`` of a Prisma schema."""
    for path in _named(paths, _PRISMA):
        text = tree.read(path).decode("utf-8", "replace")
        start = text.find("datasource")
        match = _PROVIDER.search(text, start) if start >= 0 else None
        found = of_scheme(match[1]) if match else None
        if match and found is not None:
            yield DataSource(*found, Place(path, text.count("\n", 0, match.start(1)) + 1))
