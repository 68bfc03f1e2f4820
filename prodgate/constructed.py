"""A setting inside an object that a constructor makes: there an object, not a plain dict.

``HttpOptions(retry_options={"attempts": 3})`` runs, but no type checker takes it: where the options
stand as an object of the SDK, what is set inside them is written as one too.
"""

from __future__ import annotations

from collections.abc import Iterable

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.edits import Import
from prodgate.meaning.argument import ABSENT, Present, argument
from prodgate.view import View


def constructed(
    view: View, call: s.Call, path: str, code: str, classes: Iterable[f.Made]
) -> tuple[str, str, tuple[Import, ...]]:
    """Path, code and imports of a setting as the object takes it that it is written into."""
    parts = path.split(".")
    known = {made.at: made for made in classes}
    holder, depth = _holder(view, call, parts)
    keys = parts[depth:-1]  # objects that are not there yet
    if holder is None or not keys or any(key not in known for key in keys):
        return path, code, ()
    imports: list[Import] = []
    for key, inner in zip(reversed(keys), [parts[-1], *reversed(keys)], strict=False):
        made = known[key]
        if isinstance(holder.callee, s.Attribute):
            name = f"{view.code(holder.callee).rpartition('.')[0]}.{made.name}"
        else:
            name = made.name
            imports.append(Import(made.module, made.name))
        code = f"{name}({inner}={code})"
    return ".".join(parts[: depth + 1]), code, tuple(imports)


def _holder(view: View, call: s.Call, parts: list[str]) -> tuple[s.Call | None, int]:
    """The constructor inside which the way ends, if it is one, and how many parts lead there."""
    holder: s.Call | None = None
    for depth in range(1, len(parts)):
        answer = argument(view.names, call, ".".join(parts[:depth]))
        if answer is ABSENT:
            return holder, depth - 1
        value = s.bare(answer.node) if isinstance(answer, Present) else None
        holder = value if isinstance(value, s.Call) and _is_class(value) else None
        if holder is None and not isinstance(value, s.Mapping):
            return None, depth
    return None, len(parts)


def _is_class(made: s.Call) -> bool:
    name = (s.dotted(made.callee) or "").rpartition(".")[2]
    return name[:1].isupper()
