"""Which names of settings a page for people, or an example of an environment, tells of."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.tree import Tree

EXAMPLE = (
    r"(?:^|/)(?:\.?env[._-](?:example|sample|template|dist|defaults?)(?:\.\w+)?"
    r"|(?:example|sample|template)\.env|\.env\.\w+\.(?:example|sample)|[\w-]+\.env\.example)$"
)
_PAGES = (
    r"(?:^|/)(?:readme|install|setup|contributing|deploy\w*|getting[-_]started|configuration|env\w*)"
    r"[^/]*\.(?:md|rst|txt)$"
)
_DOCS = r"(?:^|/)docs?/(?:[^/]+/)?[^/]+\.(?:md|mdx|rst)$"
_WORD = lazy(rb"[A-Za-z_][A-Za-z0-9_]{2,99}")
_MOST = 200  # pages; more is a book


def names(tree: Tree, wanted: Collection[str]) -> frozenset[str]:
    """Those of the wanted names that a page or an example of an environment has."""
    left = {name.encode() for name in wanted}
    found: set[bytes] = set()
    pages = [*tree.named(EXAMPLE), *tree.named(_PAGES), *tree.named(_DOCS)]
    for path in pages[:_MOST]:
        if re.search(r"(?:^|/)(?:node_modules|vendor)/", path):
            continue
        found |= left & set(_WORD.findall(tree.read(path)))
    return frozenset(name.decode() for name in found)
