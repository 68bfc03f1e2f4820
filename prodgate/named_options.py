"""Options that a call is given by a name: ``fetch(url, init)``, ``generate(config=config)``.

A plain object is spread where it is passed, with the new key behind it: whoever else uses it sees
no change. The keywords of an object that a constructor makes stand at the constructor; they are set
there where nothing but such calls gets the object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.edits import Intent, Replace, SetArgument
from prodgate.meaning.argument import ABSENT, Present, argument

if TYPE_CHECKING:
    from prodgate.meaning.names import Binding
    from prodgate.view import View


class Named(Struct, frozen=True):
    """An expression that stands for options, the keyword it is given as, and the keys below it.

    ``deeper``: there are several, and something stands under the first already.
    """

    node: s.Name | s.Attribute
    keyword: str
    keys: tuple[str, ...]
    deeper: bool = False


def named(view: View, call: s.Call, path: str) -> Named | None:
    """The first name on the way to an argument; None where all of it is written at the call."""
    parts = path.split(".")
    for depth in range(1, len(parts)):
        answer = argument(view.names, call, ".".join(parts[:depth]))
        if not isinstance(answer, Present):
            return None
        value = s.bare(answer.node)
        if isinstance(value, s.Name | s.Attribute):
            keys = tuple(parts[depth:])
            below = argument(view.names, call, ".".join(parts[: depth + 1]))
            return Named(value, parts[depth - 1], keys, len(keys) > 1 and below is not ABSENT)
    return None


def set_named(view: View, call: s.Call, found: Named, code: str) -> Intent | None:
    """What gives the options one more key; None where no place for it is certain."""
    node = found.node
    if not isinstance(node, s.Name) or not call.start <= node.start < call.end:
        return None
    bindings = view.names.lookup(node)
    values = [s.bare(b.value) for b in bindings if b.value is not None and _is_whole(b)]
    if not values or len(values) != len(bindings):
        return None
    if all(isinstance(value, s.Mapping) or _is_dict(view, value) for value in values):
        # A spread of one level: what stands below the first key would be lost.
        if found.deeper:
            return None
        return Replace((node.start, node.end), _spread(view, node, found.keys, code))
    made = values[0]
    if len(values) > 1 or len(found.keys) > 1 or not isinstance(made, s.Call):
        return None
    if not _is_only_passed(view, node, made, found.keyword):
        return None
    return SetArgument((made.start, made.end), found.keys, code)


def _is_whole(binding: Binding) -> bool:
    return binding.kind == "value" and not binding.path and not binding.augmented


def _is_dict(view: View, made: s.Node) -> bool:
    return (
        view.language == "python" and isinstance(made, s.Call) and s.dotted(made.callee) == "dict"
    )


def _spread(view: View, node: s.Name, keys: tuple[str, ...], code: str) -> str:
    first, *inner = keys
    for key in reversed(inner):
        code = f"{{{_key(view, key)}: {code}}}"
    if view.language == "python":
        return f"{{**{node.id}, {_key(view, first)}: {code}}}"
    return f"{{ ...{node.id}, {_key(view, first)}: {code} }}"


def _key(view: View, key: str) -> str:
    return key if view.language == "javascript" and key.isidentifier() else f'"{key}"'


def _is_only_passed(view: View, node: s.Name, made: s.Call, keyword: str) -> bool:
    """Whether a constructor of this function makes it, and it goes nowhere but to such calls."""
    name = (s.dotted(made.callee) or "").rpartition(".")[2]
    if view.language != "python" or not name[:1].isupper():
        return False
    if view.names.function(made) is not view.names.function(node):
        return False
    bound = view.names.lookup(node)[0].node
    return all(
        _is_given_as(view, use, keyword)
        for use in view.names.uses(node.id)
        if any(binding.node is bound for binding in view.names.lookup(use))
        and not _is_target(view, use)
    )


def _is_target(view: View, use: s.Name) -> bool:
    parent = view.names.parent(use)
    return isinstance(parent, s.Assign) and any(use is target for target in parent.targets)


def _is_given_as(view: View, use: s.Name, keyword: str) -> bool:
    item = view.names.parent(use)
    return isinstance(item, s.Argument) and item.name == keyword
