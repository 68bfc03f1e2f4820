"""Parts of a streamed answer that are lost, where the rest goes on as if it were whole."""

from __future__ import annotations

from prodgate import syntax as s
from prodgate.meaning.asking import Asking, last_part
from prodgate.meaning.failures import Scene, Trace, trace_left
from prodgate.meaning.hidden import Swallowed
from prodgate.meaning.model_text import model_text

_SENDS = {"write", "send", "send_text", "append", "push", "put", "put_nowait", "enqueue", "emit"}


def streamed(asking: Asking, node: s.Try, handler: s.Handler) -> Swallowed | None:
    """``for part in stream: try: yield read(part) except Exception as e: print(e)``

    A provider also says in a part of the stream that it gives up. Where the handler is silent, it
    mostly skips the lines that carry no text: only one that takes it for an error is meant.
    """
    loop = asking.names.parent(node)
    if not isinstance(loop, s.Loop) or loop.subject is None or node not in loop.body:
        return None
    if not any(map(_sends, s.walk_scope(*node.body))) or _ends(handler):
        return None
    errors = frozenset({handler.name} if handler.name else ())
    if trace_left(Scene(asking.names, handler.body, errors, asking.own)) is not Trace.PRINTED:
        return None
    if model_text(asking.view).of(loop.subject) is None:
        return None
    value = "the rest of the answer goes on as if it were whole"
    return Swallowed(handler, "part of the stream", Trace.PRINTED, value, handler, form="stream")


def _sends(node: s.Node) -> bool:
    if isinstance(node, s.Call):
        return last_part(node.callee) in _SENDS
    if isinstance(node, s.Assign):
        return node.kind == "augmented"
    return isinstance(node, s.Opaque) and node.kind == "yield"


def _ends(handler: s.Handler) -> bool:
    """Whether the handler leaves the loop, or puts something into the answer."""
    return any(
        isinstance(n, s.Return | s.Throw)
        or (isinstance(n, s.Jump) and n.kind == "break")
        or _sends(n)
        for n in s.walk_scope(*handler.body)
    )
