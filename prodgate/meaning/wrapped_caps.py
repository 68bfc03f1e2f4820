"""A wrapper that caps its model call only for the callers that ask for it.

``def ask(prompt, **kwargs)`` gives ``kwargs`` to the SDK. Whether the output is bounded is then for
each caller to say, and the callers of the same file can be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.model_text import model_text
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# A cap by any provider's name: the wrapper may rename it.
_CAP = lazy(r"(?i)max_?\w*_?(?:tokens?|length)\b|num_predict|options|config")


def caller_without_cap(view: View, call: s.Call) -> s.Call | None:
    """A caller in this file of the wrapper around a model call, where nothing caps the output.

    None wherever the wrapper may add a cap itself, or no caller is seen to leave it out.
    """
    function = view.names.function(call)
    name = _handed_on(call)
    if function is None or name is None or not _is_only_handed_on(view, function, call, name):
        return None
    return next((c for c in model_text(view).sites(function) if not _may_cap(c)), None)


def _handed_on(call: s.Call) -> str | None:
    """The name of the only mapping that is spread into a call without a cap of its own."""
    if any(a.name is not None and _CAP.search(a.name) for a in call.arguments):
        return None
    spread = [s.bare(a.value) for a in call.arguments if a.name == "**"]
    return spread[0].id if len(spread) == 1 and isinstance(spread[0], s.Name) else None


def _is_only_handed_on(view: View, function: s.Function, call: s.Call, name: str) -> bool:
    """Whether a name is the function's own ``**kwargs``, and gets nothing but what was in it."""
    if not any(p.kind == "keywords" and s.dotted(p.target) == name for p in function.params):
        return False
    return all(
        _adds_nothing(view, use, name, call)
        for use in view.names.uses(name)
        if view.names.function(use) is function
    )


def _adds_nothing(view: View, use: s.Name, name: str, call: s.Call) -> bool:
    above = list(view.names.above(use))
    parent = above[0]
    if isinstance(parent, s.Param) or any(node is call for node in above):
        return True
    if isinstance(parent, s.Binary):  # "max_tokens" in kwargs
        return parent.operator in {"in", "not in"} and parent.right is use and _guards(above)
    if isinstance(parent, s.Attribute):
        return parent.name in {"get", "pop"}
    if isinstance(parent, s.Index):  # kwargs["max_completion_tokens"] = kwargs.pop("max_tokens")
        assign = above[1]
        if isinstance(assign, s.Assign) and parent in assign.targets:
            value = s.bare(assign.value) if assign.value is not None else None
            return (
                isinstance(value, s.Call)
                and s.dotted(value.callee) in {f"{name}.pop"}
                and len(value.arguments) == 1
            )
        return True
    return False


def _guards(above: list[s.Node]) -> bool:
    """A test for what is there; one for what is missing may fill it in, or refuse."""
    test = next((n for n in above if isinstance(n, s.If)), None)
    inside = above[: above.index(test)] if test is not None else []
    return test is not None and not any(isinstance(n, s.Unary) for n in inside)


def _may_cap(call: s.Call) -> bool:
    return any(_names(call))


def _names(call: s.Call) -> Iterator[bool]:
    for argument in call.arguments:
        if argument.name is not None:
            yield argument.name in {"**", "*"} or bool(_CAP.search(argument.name))
        else:
            yield isinstance(argument.value, s.Spread)
