"""Credentials on their way into a log: by what a value is called, and in the error of a request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.trace import Made, Qualified, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_CAMEL = lazy(r"(?<=[a-z0-9])(?=[A-Z])")
# The plural of "token" alone counts them; so does max_tokens.
_CREDENTIAL = lazy(
    r"(?:^|[_-])(?:creds?|credentials?|passw(?:or)?ds?|passphrase|pwd|secrets?|"
    r"(?:api|secret|private|access|signing|encryption|auth|service_account)_?keys?|"
    r"(?:auth|oauth2?|access|refresh|bearer|id|session|api|bot|csrf)_?tokens?|token|jwt|"
    r"authorization|set-cookie)$",
    re.IGNORECASE,
)
# What is said of one: whether there is one, when it ends, how it is called.
_ABOUT = lazy(r"(?:^|_)(?:has|is|no|missing|valid|need|needs|use|uses|num|max|next|page)_", re.I)


def is_credential(name: str) -> bool:
    """``google_creds``, ``apiKey``, ``Authorization``: a name that a secret goes by."""
    snake = _CAMEL.sub("_", name)
    return bool(_CREDENTIAL.search(snake)) and not _ABOUT.search(snake)


def names_credential(node: s.Node) -> str:
    """The name under which a value that is put into a text is a credential; "" for any other."""
    node = s.bare(node)
    if isinstance(node, s.Name):
        return node.id if is_credential(node.id) else ""
    if isinstance(node, s.Attribute):
        return node.name if is_credential(node.name) else ""
    key: s.Node | None = node.key if isinstance(node, s.Index) else None
    if isinstance(node, s.Call) and isinstance(node.callee, s.Attribute):
        key = node.positional(0) if node.callee.name == "get" else None
    text = key.value if isinstance(key, s.Literal) else None
    return text if isinstance(text, str) and is_credential(text) else ""


# -- errors that hold their request --------------------------------------------------------------

# Their errors hold the request, headers and all; those of fetch and of the SDKs hold the answer.
_HOLD_REQUESTS = {"axios", "got", "ky", "superagent", "needle", "request", "request-promise"}
# The texts of their errors hold the address, parameters and all.
_NAME_ADDRESS = {"requests", "httpx", "aiohttp", "urllib3"}
_IN_ADDRESS = lazy(r"[?&](?:key|[\w-]*(?:token|secret|api_?key|password))=", re.IGNORECASE)
_WORD = lazy(r"[A-Za-z][\w-]*")


def error_tells_credential(view: View, node: s.Node) -> bool:
    """Whether the error of a request inside a node shows the credential that was sent with it."""
    javascript = view.language == "javascript"
    roots = _HOLD_REQUESTS if javascript else _NAME_ADDRESS
    for call in view.names.calls_in(node):
        for made in _requests(view, call, roots):
            if _is_sent(view, made) if javascript else _is_in_address(made):
                return True
    return False


def _requests(view: View, call: s.Call, roots: set[str]) -> list[s.Call]:
    """The call, and the one that made its client, where it is a request of one of these."""
    for thing in trace(view.names, call.callee):
        name = thing.name if isinstance(thing, Qualified) else ""
        if isinstance(thing, Made) and isinstance(thing.by, Qualified):
            name = thing.by.name
        if name.split(".")[0] in roots:
            made = thing.call if isinstance(thing, Made) else None
            return [call] if made is None else [call, made]
    return []


def _is_sent(view: View, call: s.Call) -> bool:
    """Whether a word of what a call is given says that it is a credential."""
    given = (view.code(argument) for argument in call.arguments)
    return any(word == "auth" or is_credential(word) for c in given for word in _WORD.findall(c))


def _is_in_address(call: s.Call) -> bool:
    """``?key=...`` in the address, or a parameter that becomes a part of it."""
    for node in s.walk(*(a.value for a in call.arguments if a.name in {None, "url"})):
        if isinstance(node, s.Literal) and _IN_ADDRESS.search(str(node.value)):
            return True
    params = call.keyword("params")
    params = s.bare(params) if params is not None else None
    entries = params.entries if isinstance(params, s.Mapping) else ()
    return any(e.name == "key" or is_credential(e.name or "") for e in entries)
