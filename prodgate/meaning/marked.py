"""Where in a prompt a text from outside can be set apart by a function around it.

The function makes a text of what it is given. That is right where a text is put together, and where
the value is known to be one; an object that another function takes apart would be lost. A field of
JSON in the prompt is no place for marks either: the model is told to repeat the form as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.names import Binding
from prodgate.meaning.outside_words import called, is_format
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_IN_JSON = lazy(r"""\\?["'][\w -]+\\?["']\s*:\s*(?:\[\s*)?(?:\\?["'][^"'\n]*)?$""")
_HOLE_IN_JSON = lazy(r"""["'][\w -]+["']\s*:\s*["']?(?:\{\w*\}|%s|%\(\w+\)s)""")
_STRING = lazy(
    r"^(?:(?:str|string)(?:\s*\|\s*(?:None|null|undefined))*|Optional\[\s*str\s*\]|Text)$"
)
_GIVES_TEXT = {
    "str", "String", "repr", "dumps", "stringify", "join", "strip", "trim", "lower", "upper",
    "toLowerCase", "toUpperCase", "toString", "format", "dedent", "trimEnd", "replaceAll",
    "get_text", "model_dump_json", "title", "capitalize", "read_text", "text_input", "text_area",
    "chat_input",
}  # fmt: skip
_DEPTH = 4


def is_form(view: View, node: s.Node) -> bool:
    """Whether a value fills a field of JSON that is written into the prompt."""
    whole = _whole(view, node)
    if isinstance(whole, s.Text):
        before = view.text[whole.start : node.start].rstrip()
        return bool(_IN_JSON.search(before.removesuffix("{").removesuffix("$")))
    if isinstance(whole, s.Binary) and whole.operator == "+":
        left = s.bare(whole.left)
        left = s.bare(left.right) if isinstance(left, s.Binary) else left
        return _ends_in_field(left) and not _stands_in(node, left)
    template = _template(whole)
    return template is not None and bool(_HOLE_IN_JSON.search(template))


def becomes_text(view: View, node: s.Node, prompt: s.Node) -> bool:
    """Whether a text may stand where a value stands: it becomes one there, or is known to be.

    ``prompt``: what the call of the model is given, and takes as a text.
    """
    above = view.names.parent(node)
    while isinstance(above, s.Cast | s.Await):
        above = view.names.parent(above)
    if isinstance(above, s.Spread) or (isinstance(above, s.Entry) and above.key is None):
        return False
    if isinstance(above, s.Argument) and above.name == "**":
        return False
    if isinstance(above, s.Binary):
        return _joins(above, node)
    taker = _taker(view, node)
    of_model = taker is not None and taker is not s.bare(prompt) and _stands_in(prompt, taker)
    if taker is None or is_format(taker) or of_model:
        return True
    return _is_text(view, node, 0) or _takes_text(view, taker, node)


# -- where it stands -----------------------------------------------------------------------------


def _whole(view: View, node: s.Node) -> s.Node | None:
    """The text, sum or call of ``format`` that a value is put into."""
    for above in view.names.above(node):
        if isinstance(above, s.Text | s.Binary) or (isinstance(above, s.Call) and is_format(above)):
            return above
        if not isinstance(above, s.Cast | s.Await | s.Argument | s.Items):
            break
    return None


def _stands_in(node: s.Node, place: s.Node) -> bool:
    return place.start <= node.start and node.end <= place.end


def _ends_in_field(node: s.Node) -> bool:
    return isinstance(node, s.Literal) and bool(_IN_JSON.search(str(node.value)))


def _template(node: s.Node | None) -> str | None:
    """The text with holes of ``text % values`` and ``text.format(values)``."""
    left = node.left if isinstance(node, s.Binary) and node.operator == "%" else None
    if isinstance(node, s.Call) and isinstance(node.callee, s.Attribute):
        left = node.callee.value
    left = s.bare(left) if left is not None else None
    return left.value if isinstance(left, s.Literal) and isinstance(left.value, str) else None


def _joins(binary: s.Binary, node: s.Node) -> bool:
    """A sum of texts; ``"... %s" % value``, where the value fills the only hole."""
    if binary.operator != "%":
        return not any(isinstance(s.bare(n), s.Items) for n in (binary.left, binary.right))
    template = _template(binary)
    filled = _stands_in(node, binary.right)
    return not filled or (template is not None and re.findall(r"%[^%]", template) == ["%s"])


def _taker(view: View, node: s.Node) -> s.Call | None:
    """The call that takes a value, as an argument or as a field of one."""
    for above in view.names.above(node):
        if isinstance(above, s.Call):
            return above if not _stands_in(node, above.callee) else None
        if not isinstance(above, s.Cast | s.Await | s.Argument | s.Entry | s.Mapping):
            return None
    return None


# -- what it is ----------------------------------------------------------------------------------


def _is_text(view: View, node: s.Node, depth: int) -> bool:
    """Whether a value is known to be a text, by how it is made or by its type."""
    node = s.bare(node)
    if isinstance(node, s.Text):
        return True
    if isinstance(node, s.Literal):
        return isinstance(node.value, str)
    if isinstance(node, s.Binary):
        sides = (node.left, node.right) if node.operator in {"+", "%"} else ()
        return any(_is_text(view, side, depth + 1) for side in sides)
    if isinstance(node, s.Either):
        return all(_is_text(view, option, depth + 1) for option in node.options)
    if isinstance(node, s.Call):
        return called(node).rpartition(".")[2] in _GIVES_TEXT
    if isinstance(node, s.Name) and depth < _DEPTH:
        bindings = view.names.lookup(node)
        return bool(bindings) and all(_bound_to_text(view, b, depth) for b in bindings)
    return False


def _bound_to_text(view: View, binding: Binding, depth: int) -> bool:
    annotation = getattr(binding.node, "annotation", None)
    if annotation is not None:
        code = view.code(annotation)
        if not binding.path:
            return bool(_STRING.match(code.lstrip(": ")))
        return bool(re.search(rf"\b{re.escape(binding.path[-1])}\s*\??:\s*string\b", code))
    if binding.kind != "value" or binding.path or binding.value is None:
        return False
    return _is_text(view, binding.value, depth + 1)


def _takes_text(view: View, call: s.Call, node: s.Node) -> bool:
    """Whether the function, here or one import away, says that it wants a text there."""
    name = s.dotted(call.callee)
    index = next((n for n, a in enumerate(call.arguments) if s.bare(a.value) is node), None)
    if name is None or "." in name or index is None:
        return False
    from prodgate.body.neighbours import imported

    other = imported(view, name)
    where, local = other if other is not None else (view, name)
    wanted = call.arguments[index].name
    for function in where.names.functions:
        if _named(where, function) != local:
            continue
        params = {s.dotted(p.target): p for p in function.params}
        at = function.params[index] if wanted is None and index < len(function.params) else None
        param = params.get(wanted) if wanted is not None else at
        if param is not None and param.annotation is not None:
            return bool(_STRING.match(where.code(param.annotation).lstrip(": ")))
    return False


def _named(view: View, function: s.Function) -> str:
    from prodgate.meaning import web

    return web.declared_name(view.names, function) or ""
