"""What cannot be written at a call that hands a function, with its arguments, to a thread.

``asyncio.to_thread(f, a)`` takes the keywords of ``f``; it is not the value of ``f(a)``, so nothing
can be put around it or in its place, and its first argument is not that of ``f``.
"""

from __future__ import annotations

from prodgate.python.render_base import RefusedError, Span
from prodgate.python.render_tree import Tree
from prodgate.python.threads import HANDING_KEYWORDS, handed, is_partial


def refuse_whole(tree: Tree, span: Span) -> None:
    """Refuse code around such a call, or in its place."""
    name = _name(tree, span)
    if name is not None and (is_partial(name) or handed(name) is not None):
        raise RefusedError("in-a-thread")


def refuse_argument(tree: Tree, span: Span, key: str) -> None:
    """Refuse an argument that such a call would take for itself."""
    name = _name(tree, span)
    if name is None or (not is_partial(name) and handed(name) is None):
        return
    takes = is_partial(name) or name.rpartition(".")[2] in HANDING_KEYWORDS
    if key.isdecimal() or not takes:
        raise RefusedError("in-a-thread")


def _name(tree: Tree, span: Span) -> str | None:
    call = tree.calls.get(span)
    return None if call is None else tree.source(tree.spans[call.func])
