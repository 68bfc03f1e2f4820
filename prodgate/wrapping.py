"""Code around expressions, also inside the f-strings of Python, which are written anew as a whole.

Nothing can be put into an f-string piece by piece: its quotes and lines follow other rules, and
before Python 3.12 nobody says for sure what stands where in it. Where that is certain here, the
whole f-string is replaced; else a person has to do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.edits import Intent, Refusal, Replace, Wrap

if TYPE_CHECKING:
    from prodgate.view import View


class Change(Struct, frozen=True):
    """An expression and what stands around it, or (``instead``) in its place, afterwards.

    ``instead`` is text: it becomes a literal.
    """

    node: s.Node
    before: str = ""
    after: str = ""
    instead: str | None = None


_INSIDE = Refusal("inside-f-string", "put the value into a variable of its own first")


def changed(view: View, changes: Iterable[Change]) -> list[Intent] | Refusal:
    """The intents for all of the changes, or why one of them cannot be written."""
    groups: dict[int, tuple[s.Text | None, list[Change]]] = {}
    for change in changes:
        text = _text_around(view, change.node)
        groups.setdefault(id(text), (text, []))[1].append(change)
    intents: list[Intent] = []
    for text, group in groups.values():
        made = _plainly(group) if text is None else _in_text(view, text, group)
        if isinstance(made, Refusal):
            return made
        intents += made
    return intents


def _text_around(view: View, node: s.Node) -> s.Text | None:
    if view.language != "python":
        return None
    return next((n for n in view.names.above(node) if isinstance(n, s.Text)), None)


def _plainly(group: list[Change]) -> list[Intent]:
    intents: list[Intent] = []
    for change in group:
        span = change.node.start, change.node.end
        if change.instead is None:
            intents.append(Wrap(span, change.before, change.after))
        else:
            intents.append(Replace(span, f'"{change.instead}"'))
    return intents


def _in_text(view: View, text: s.Text, group: list[Change]) -> list[Intent] | Refusal:
    code, shift = view.code(text), 0
    write = _writer(code)
    for change in sorted(group, key=lambda c: c.node.start):
        start, end = change.node.start - text.start + shift, change.node.end - text.start + shift
        if not _stands_alone(code, start, end, change.node):
            return _INSIDE
        written = write(change, code[start:end])
        code = code[:start] + written + code[end:]
        shift += len(written) - (end - start)
    return [Replace((text.start, text.end), code)]


def _writer(text: str) -> Callable[[Change, str], str]:
    """How a change is written in an f-string: a literal takes the other quotes."""
    quote = "'" if text.lstrip("rRfFbBuU")[:1] == '"' else '"'

    def write(change: Change, code: str) -> str:
        if change.instead is not None:
            return f"{quote}{change.instead}{quote}"
        return f"{change.before}{code}{change.after}"

    return write


def _stands_alone(code: str, start: int, end: int, node: s.Node) -> bool:
    """``{name}``, and nothing else between the braces."""
    name = s.dotted(node)
    if not 0 < start < end < len(code) or (name is not None and code[start:end] != name):
        return False
    return code[:start].rstrip()[-1:] == "{" and code[end:].lstrip()[:1] == "}"
