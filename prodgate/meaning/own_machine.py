"""Addresses on the machine that the program itself runs on: its own helpers, and local models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.calls import Call, Client
from prodgate.meaning.surroundings import code_says
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

_LOOPBACK = lazy(
    r"[\"'`]?(?:(?:https?|wss?)://)?(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0"
    r"|host\.docker\.internal)(?::(?P<port>\d+))?(?=[/:\"'`?#]|\Z)",
    re.IGNORECASE,
)
_ENVIRONMENT = lazy(r"\benv(?:iron)?\b|getenv|settings|config", re.IGNORECASE)
# Programs that run a model where the user sits: slow, and with limits that are their own.
_MODEL_SERVERS = lazy(
    r"ollama|lm_?studio|(?<!azure_)(?<!ai_)foundry_?(?:local|base)|local_?ai(?:_|\b)|local_?llm"
    r"|kobold|llama_?cpp|llama_?file|text_?gen(?:eration)?_?web|lemonade|omlx|docker_?model",
    re.IGNORECASE,
)
_MODEL_PORTS = {"11434", "1234", "1337", "8000", "5000", "5001", "5272"}
BASES = (
    "base_url", "openai_api_base", "api_base", "host", "0.baseURL", "0.basePath",
    "0.configuration.baseURL", "0.host",
)  # fmt: skip


def is_loopback(view: View, node: s.Node) -> bool:
    """Whether a value is written here as an address of the machine itself.

    What the environment may change is not: there, it is the address of a developer's machine.
    """
    texts = list(_written(view, node))
    return bool(texts) and all(_LOOPBACK.match(t) or _is_helper(view, t) for t in texts)


def _is_helper(view: View, code: str) -> bool:
    """``helper.baseUrl``, which the class of another file makes from its own port."""
    owner, _, name = code.rpartition(".")
    if not _DOTTED.fullmatch(code) or not owner:
        return False
    made = rb"\bget\s+" + name.encode() + rb"\s*\([^{]*\{[^}]{0,200}[\"'`](?:https?|wss?)://"
    here = re.compile(made + rb"(?:localhost|127\.)")
    return view.language == "javascript" and code_says(view, here, (b"localhost", b"127."))


_DOTTED = lazy(r"(?:this\.)?\w+\.\w+")


def serves_models(view: View, made: Client | Call | None) -> bool:
    """Whether a client asks a model on the machine of whoever runs the program."""
    return made is not None and any(
        _MODEL_SERVERS.search(code) or (_port(code) or "") in _MODEL_PORTS
        for code in _bases(view, made)
    )


def asks_itself(view: View, made: Client | Call) -> bool:
    """Whether a client of a provider's SDK is pointed at a server beside it that is no known
    server of models: one that the project, or whoever runs it, has written."""
    codes = list(_bases(view, made))
    here = any(_LOOPBACK.match(code) and not _ENVIRONMENT.search(code) for code in codes)
    return here and not serves_models(view, made)


def _port(code: str) -> str | None:
    match = _LOOPBACK.match(code)
    return match["port"] if match else None


def _bases(view: View, made: Client | Call) -> Iterator[str]:
    clients = [made] if isinstance(made, Client) else [u.client for u in made.uses if u.client]
    for node in {id(each.node): each.node for each in (made, *clients)}.values():
        # The first of ollama.Client is its host; in JavaScript it is an object of all options.
        for path in (*BASES, *(("0|host",) if view.language == "python" else ())):
            answer = argument(view.names, node, path)
            if isinstance(answer, Present):
                yield from _written(view, answer.node)


def _written(view: View, node: s.Node, depth: int = 0) -> Iterator[str]:
    """The code that says what a value is: its own, and that of what it is bound to here."""
    node = s.bare(node)
    if isinstance(node, s.Text) and node.parts and not isinstance(node.parts[0], s.Literal):
        node = s.bare(node.parts[0])  # f"{BASE}/ask"
    bound = []
    if isinstance(node, s.Name):
        bound = view.names.lookup(node)
    elif isinstance(node, s.Attribute):
        bound = view.names.member(node)
    values = [b.value for b in bound if b.kind == "value" and b.value is not None and not b.path]
    if depth > 2 or not values or len(values) != len(bound):
        yield view.code(node).removeprefix("f")
        return
    for value in values:
        yield from _written(view, value, depth + 1)
