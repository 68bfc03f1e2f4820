"""Where a file shows text as HTML, so that what stands in it can run in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.execution import qualified_names
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Shown(Struct, frozen=True):
    """A place where a text becomes HTML. ``parts``: the values in it that nothing cleans."""

    node: s.Node
    value: s.Node
    name: str
    parts: tuple[s.Node, ...]


_CLEANERS = lazy(
    r"sanit|purify|escape|encode|bleach|nh3|xss|clean|strip_?tags|striptags|quote", re.I
)
# What makes HTML of Markdown, and lets HTML in it pass.
_RENDERERS = lazy(r"^(?:marked|markdown|md|micromark|showdown|remark|commonmark|snarkdown)", re.I)
_PYTHON_HTML = {
    "markupsafe.Markup", "flask.Markup", "jinja2.Markup", "django.utils.safestring.mark_safe",
    "flask.render_template_string", "streamlit.components.v1.html",
}  # fmt: skip


def shown_as_html(view: View) -> Iterator[Shown]:
    """The places of a file in source order, where a value reaches them uncleaned."""
    find = _python if view.language == "python" else _javascript
    for node, value, name in find(view):
        parts = tuple(_uncleaned(value))
        if parts:
            yield Shown(node, value, name, parts)


def _python(view: View) -> Iterator[tuple[s.Node, s.Node, str]]:
    for call in view.names.calls:
        if not call.arguments:
            continue
        unsafe = call.keyword("unsafe_allow_html")
        if isinstance(unsafe, s.Literal) and unsafe.value is True:
            yield call, call.arguments[0].value, "unsafe_allow_html"
            continue
        for name in qualified_names(view.names, call.callee):
            if name in _PYTHON_HTML:
                yield call, call.arguments[0].value, name.rpartition(".")[2]


def _javascript(view: View) -> Iterator[tuple[s.Node, s.Node, str]]:
    for node in view.names.nodes:
        if isinstance(node, s.Assign | s.Assigned) and node.value is not None:
            target = node.targets[0] if isinstance(node, s.Assign) else node.target
            if isinstance(target, s.Attribute) and target.name in {"innerHTML", "outerHTML"}:
                yield node, node.value, target.name
        elif isinstance(node, s.Entry) and node.name == "dangerouslySetInnerHTML":
            inner = s.bare(node.value)
            for entry in inner.entries if isinstance(inner, s.Mapping) else ():
                if entry.name == "__html":
                    yield node, entry.value, "dangerouslySetInnerHTML"
        elif isinstance(node, s.Call) and isinstance(node.callee, s.Attribute):
            if node.callee.name == "insertAdjacentHTML" and len(node.arguments) > 1:
                yield node, node.arguments[1].value, "insertAdjacentHTML"
            elif s.dotted(node.callee) == "document.write" and node.arguments:
                yield node, node.arguments[0].value, "document.write"


def _uncleaned(node: s.Node) -> Iterator[s.Node]:
    """The values in a text that no function cleans on the way."""
    node = s.bare(node)
    if isinstance(node, s.Text):
        for part in node.parts:
            yield from _uncleaned(part)
    elif isinstance(node, s.Binary):
        if node.operator in {"+", "%"}:
            yield from _uncleaned(node.left)
            yield from _uncleaned(node.right)
    elif isinstance(node, s.Either):
        for option in node.options:
            yield from _uncleaned(option)
    elif isinstance(node, s.Call):
        yield from _called(node)
    elif not isinstance(node, s.Literal):
        yield node


def _called(node: s.Call) -> Iterator[s.Node]:
    callee = s.bare(node.callee)
    name = s.dotted(callee) or (callee.name if isinstance(callee, s.Attribute) else "")
    if _CLEANERS.search(name):
        return
    if _RENDERERS.match(name) and node.arguments:
        yield from _uncleaned(node.arguments[0].value)
    else:
        yield node
