"""Whose key pays for a model call: the caller's own, which costs nobody else anything.

A key is the caller's where it comes from a request or from what a visitor types, and nothing of
ours stands in for one that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.asking import last_part
from prodgate.meaning.injected import MECHANISMS
from prodgate.meaning.local_calls import LocalCalls
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.meaning.calls import Call
    from prodgate.view import View

_KEY = lazy(
    r"(?i)^(?:\w*_)?(?:api_?key|access_?key|secret_?key|(?:open_?ai|anthropic|claude|gemini|google|"
    r"groq|mistral|cohere|llm|provider|user)_?key)$|^\w*ApiKey$"
)
_TYPED = {"text_input", "getpass", "prompt", "chat_input"}
_PREFILLED = lazy(r"session_state\b[^\n=]*=\s*(?:os\.|st\.secrets)")
_OURS = lazy(
    r"\bprocess\.env\b|\bimport\.meta\.env\b|\bos\.(?:environ|getenv)|\bgetenv\(|\b(?:settings|config|"
    r"secrets|env)\b|\bget_(?:config|settings|secret)",
    re.IGNORECASE,
)


def caller_pays(view: View, handler: s.Function) -> bool:
    """Whether a handler hands on a key that its caller sends."""
    return any(
        _is_of_caller(view, value) for call in view.names.calls_in(handler) for value in _keys(call)
    )


def visitor_pays(view: View, call: Call) -> bool:
    """Whether a call of a known SDK is made with a key that a request or a visitor brings."""
    made = [use.client.node for use in call.uses if use.client is not None]
    nodes = made or [call.node]
    return all(_is_given(view, node) for node in nodes)


def _is_given(view: View, node: s.Call) -> bool:
    keys = [*_keys(node)]
    if keys:
        return all(_is_of_caller(view, key) for key in keys)
    return any(_is_of_caller(view, value) for value in _set_in_environment(view))


def _keys(call: s.Call) -> Iterator[s.Node]:
    """What a call is given as a key: by name, in an object, or as a variable called like one."""
    for argument in call.arguments:
        value = s.bare(argument.value)
        if isinstance(value, s.Mapping):
            yield from (e.value for e in value.entries if e.name and _KEY.match(e.name))
        elif argument.name is not None:
            if _KEY.match(argument.name):
                yield value
        elif isinstance(value, s.Name | s.Attribute) and _KEY.match(last_part(value)):
            yield value


def _set_in_environment(view: View) -> Iterator[s.Node]:
    """``os.environ["OPENAI_API_KEY"] = key``"""
    for node in view.names.of(s.Assign):
        target = node.targets[0]
        if not isinstance(target, s.Index) or s.dotted(target.value) != "os.environ":
            continue
        key = target.key.value if isinstance(target.key, s.Literal) else ""
        if node.value is not None and _KEY.match(str(key)):
            yield node.value


def _is_of_caller(view: View, node: s.Node, depth: int = 0) -> bool:
    """Whether a value is a request's or a visitor's, whatever the way it takes."""
    node = s.bare(node)
    if depth > 5 or _OURS.search(view.code(node)):
        return False
    if isinstance(node, s.Either):
        return all(_is_of_caller(view, option, depth + 1) for option in node.options)
    if isinstance(node, s.Call) and last_part(node.callee) in _TYPED:
        return True
    owner = _root(node)
    if not isinstance(owner, s.Name):
        return False
    if "session_state" in view.code(node):  # of one visitor, unless we put ours there
        return not _PREFILLED.search(view.text)
    bindings = view.names.lookup(owner)
    return bool(bindings) and all(
        _is_param(view, binding.node, depth)
        if binding.kind == "param"
        else binding.value is not None and _is_of_caller(view, binding.value, depth + 1)
        for binding in bindings
    )


def _root(node: s.Node) -> s.Node:
    """``request`` of ``(await request.json()).key``, ``request.headers["x-key"]``"""
    while True:
        node = s.bare(node)
        if isinstance(node, s.Attribute | s.Index | s.Await):
            node = node.value
        elif isinstance(node, s.Call) and isinstance(s.bare(node.callee), s.Attribute):
            node = node.callee
        else:
            return node


def _is_param(view: View, node: s.Node, depth: int) -> bool:
    """A parameter of a handler that a request fills; of a helper, what the file gives it."""
    function = view.names.parent(node)
    if not isinstance(node, s.Param) or not isinstance(function, s.Function):
        return False
    if web.is_handler(view.names, function, view.source.path):
        given = [part for part in (node.default, node.annotation) if part is not None]
        calls = (n for part in given for n in s.walk(part) if isinstance(n, s.Call))
        return not any(last_part(call.callee) in MECHANISMS for call in calls)
    passed = view.kept(_local).passed(function, node)
    return bool(passed) and all(_is_of_caller(view, value, depth + 1) for value in passed)


def _local(view: View) -> LocalCalls:
    return LocalCalls(view.names)
