"""Failures that a page shows: states that its markup reads, and checks, whose verdict is all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.asking import last_part
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.names import Binding, Names

_STATE = {"useState", "createSignal", "useSignal", "useReducer"}
_SAID = lazy(r"sorry|went wrong|try again|could ?n[o']t|fail|error|unable|unavailab|offline", 2)
# A state that is true while all is well.
_GOOD = lazy(
    r"(?:valid|ok|connected|available|reachable|healthy|online|working|ready|supported|verified|up)$",
    2,
)


def shows_failure(names: Names, body: tuple[s.Node, ...]) -> bool:
    """Whether statements set a state of a page that says what went wrong, and is shown by it."""
    for node in s.walk(*body):
        callee = s.bare(node.callee) if isinstance(node, s.Call) else None
        if not isinstance(node, s.Call) or not isinstance(callee, s.Name) or not node.arguments:
            continue
        for binding in names.lookup(callee):
            state = _state(binding)
            said = _says(state, node.arguments[0].value)
            if state and said and _is_shown(names, state):
                return True
    return False


def _state(binding: Binding) -> str:
    """``state`` of ``const [state, setState] = useState(...)``, for the binding of its setter."""
    made = s.bare(binding.value) if binding.value is not None else None
    if (
        binding.path != ("1",)
        or not isinstance(made, s.Call)
        or last_part(made.callee) not in _STATE
    ):
        return ""
    targets = binding.node.targets if isinstance(binding.node, s.Assign) else ()
    for target in targets:
        for bound in target.names if isinstance(target, s.Pattern) else ():
            if bound.path == ("0",):
                return bound.name
    return ""


def _says(state: str, value: s.Node) -> bool:
    value = s.bare(value)
    told = value.value if isinstance(value, s.Literal) else None
    if told is False:
        return bool(_GOOD.search(state))
    return isinstance(told, str) and bool(_SAID.search(told))


def _is_shown(names: Names, state: str) -> bool:
    return any(
        isinstance(above, s.Opaque) and above.kind.startswith("jsx")
        for use in names.uses(state)
        for above in names.above(use)
    )


# -- checks --------------------------------------------------------------------------------------


def is_check(tried: s.Try, calls: list[s.Call], handler: s.Handler) -> bool:
    """``try: ask(); valid = True`` ... ``except: valid = False``: nothing but a verdict is wanted.

    The answers are not used; what is set to true where they came is set to false where they did
    not.
    """
    unused = {id(s.bare(n.value)) for n in s.walk_scope(*tried.body) if isinstance(n, s.Expression)}
    if not all(id(call) in unused for call in calls):
        return False
    good, bad = dict(_verdicts(tried.body + tried.orelse)), dict(_verdicts(handler.body))
    return any(bad.get(name) is (not verdict) for name, verdict in good.items())


def _verdicts(body: tuple[s.Node, ...]) -> Iterator[tuple[str, bool]]:
    """What is set to true or false, by what it is called."""
    for node in s.walk_scope(*body):
        value: s.Node | None = None
        name = ""
        if isinstance(node, s.Return):
            name, value = "return", node.value
        elif isinstance(node, s.Assign):
            name, value = s.dotted(node.targets[0]) or "", node.value
        elif isinstance(node, s.Call) and len(node.arguments) == 1:
            name, value = s.dotted(node.callee) or "", node.arguments[0].value
        value = s.bare(value) if value is not None else None
        if name and isinstance(value, s.Literal) and isinstance(value.value, bool):
            yield name, value.value
