"""The prompts that stand in the code or in files of their own: where, how long, a hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from prodgate import syntax as s
from prodgate.inventory.record import Place, Prompt
from prodgate.inventory.values import place
from prodgate.meaning.prompts import holes_of, prompts_of, written
from prodgate.meaning.system_prompts import holes
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

LEAST = 20  # characters; what is shorter is glue
Role: TypeAlias = Literal["system", "user", "template", "file", "unknown"]
_NAME = lazy(r"[A-Za-z_$][\w$.]{0,79}\Z")
_DOUBLE = lazy(r"\{\{\s*([A-Za-z_][\w.]{0,79})\s*\}\}")


def prompts(view: View) -> Iterator[Prompt]:
    """Every prompt of a file."""
    for found in prompts_of(view, LEAST):
        text = written(found.node)
        named = [_name(node) for node in holes_of(found.node)]
        filled = (*named, *(holes(text) if found.role in {"template", "system"} else ()))
        yield Prompt(
            place(view, found.node),
            cast("Role", found.role or "unknown"),
            len(text),
            hash_of(text),
            tuple(dict.fromkeys(name for name in filled if name != "{}")),
        )


def of_file(path: str, text: str) -> Prompt:
    """A file that is a prompt."""
    filled = (*_DOUBLE.findall(text), *holes(text))
    return Prompt(Place(path), "file", len(text), hash_of(text), tuple(dict.fromkeys(filled)))


def hash_of(text: str) -> str:
    """The same for the same words, however they are broken into lines."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def _name(node: s.Node) -> str:
    """What a hole is called: a name, or the function whose answer goes there."""
    node = s.bare(node)
    if isinstance(node, s.Call):
        name = s.dotted(node.callee) or ""
        return f"{name}()" if _NAME.match(name) else "\u2026"
    name = s.dotted(node) or ""
    return name if _NAME.match(name) else "\u2026"
