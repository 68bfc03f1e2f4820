"""Clients that are made anew for every request, message or turn of a loop.

Only clients that open connections of their own count (``connections: own`` in the facts): the
others share those of the process, and making one costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from prodgate import syntax as s
from prodgate.meaning import web
from prodgate.meaning.calls import Client
from prodgate.meaning.names import Binding
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class PerRequest(Struct, frozen=True):
    """A client and how often it is made.

    ``managed``: a ``with`` statement closes it. ``outside``: everything it is made of is there at
    module level. ``name``: how the shared one can be called in Python; another for each way in
    which the file makes it.
    """

    client: Client
    often: Literal["request", "message", "turn"]
    managed: bool
    outside: bool
    name: str


def clients_per_request(view: View) -> Iterator[PerRequest]:
    """Each client with connections of its own that nothing of the request goes into."""
    judge = _Judge(view)
    ways: dict[str, list[str]] = {}
    for client in view.found.clients:
        own = all(fact.connections == "own" for fact in client.facts)
        if own and (found := judge.of(client)):
            made = ways.setdefault(found.name, [])
            code = view.code(client.node)
            if code not in made:
                made.append(code)
            number = made.index(code)
            yield replace(found, name=f"{found.name}_{number + 1}") if number else found


def _name(node: s.Call) -> str:
    """``OpenAI`` is openai_client, ``genai.Client`` genai_client."""
    parts = (s.dotted(node.callee) or "client").split(".")
    last = re.sub(r"^Async(?=[A-Z])", "async_", parts[-1])
    last = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", "_", last).lower()
    if last in {"client", "async_client", "client_v2"} and len(parts) > 1:
        last = f"{parts[-2].lower()}_{last}"
    return last if "client" in last else f"{last}_client"


class _Judge:
    def __init__(self, view: View) -> None:
        self.view = view
        self.names = view.names

    def of(self, client: Client) -> PerRequest | None:
        node = client.node
        function = self.names.function(node)
        if function is None or self._is_kept(node, function):
            return None
        often = self._often(node, function)
        if often is None:
            return None
        needed = [n for n in s.walk(node) if isinstance(n, s.Name)]
        if any(self._is_of_request(name, 0) for name in needed):
            return None
        if self._asks_anybody(node, function):
            return None
        outside = all(self._is_outside(name) for name in needed)
        return PerRequest(client, often, self._is_managed(node), outside, _name(node))

    # -- how often

    def _often(
        self, node: s.Call, function: s.Function
    ) -> Literal["request", "message", "turn"] | None:
        if self._is_handled(node) or id(function) in self._serving:
            return "request"
        around = [function, *(f for f in self.names.above(function) if isinstance(f, s.Function))]
        if any(_hears(decorator) for each in around for decorator in each.decorators):
            return "message"
        return "turn" if _in_body_of_loop(self.view, node) else None

    def _is_handled(self, node: s.Node) -> bool:
        return any(id(above) in self._handlers for above in self.names.above(node))

    @cached_property
    def _handlers(self) -> set[int]:
        path = self.view.source.path
        return {id(f) for f in self.names.functions if web.is_handler(self.names, f, path)}

    @cached_property
    def _serving(self) -> set[int]:
        """The functions that answering a request goes through, in this file."""
        callers: dict[str, list[s.Call]] = {}
        for call in self.names.calls:
            if isinstance(call.callee, s.Name):
                callers.setdefault(call.callee.id, []).append(call)
                if call.callee.id == "Depends" and isinstance(given := call.positional(0), s.Name):
                    callers.setdefault(given.id, []).append(call)
        named = [(web.declared_name(self.names, f), f) for f in self.names.functions]
        left = [(name, f) for name, f in named if name in callers and not _is_cached(f)]
        found: set[int] = set()
        while True:
            new = {id(f) for name, f in left if any(self._asked(c, found) for c in callers[name])}
            if new <= found:
                return found
            found |= new

    def _asked(self, call: s.Call, serving: set[int]) -> bool:
        if isinstance(call.callee, s.Name) and call.callee.id == "Depends":
            return True
        function = self.names.function(call)
        if function is not None and id(function) in serving:
            return True
        return self._is_handled(call)

    # -- kept for the next one

    def _is_kept(self, node: s.Node, function: s.Function) -> bool:
        """Whether somebody keeps the client: a cache, a global, an attribute, a table."""
        functions = [
            function,
            *(f for f in self.names.above(function) if isinstance(f, s.Function)),
        ]
        if any(_is_cached(each) for each in functions):
            return True
        above = self.names.parent(node)
        while isinstance(above, s.Await | s.Cast | s.Either):
            above = self.names.parent(above)
        if isinstance(above, s.Assigned):
            return True
        if not isinstance(above, s.Assign):
            return False
        if self.names.module.language == "javascript" and above.kind in {"", "augmented"}:
            return True  # declared further out
        return any(self._keeps(target, function) for target in above.targets)

    def _keeps(self, target: s.Node, function: s.Function) -> bool:
        target = s.bare(target)
        if not isinstance(target, s.Name):
            return True
        own = self.names.scopes[id(function)].bindings.get(target.id, [])
        if not own or any(b.kind == "param" for b in own):
            return True  # a global, or a client that a caller may give
        if len(own) > 1 and any(b.kind == "value" and _is_loaded(b) for b in own):
            return True
        if any(path.startswith(f"{target.id}.") for path in self.names.attributes):
            return True  # set later: client.api_key = key
        return any(_stores(node, target.id) for node in s.walk(*function.body))

    # -- what it is made of

    def _is_of_request(self, name: s.Name, depth: int) -> bool:
        """Whether a name holds, or may hold, something of the request or of the turn."""
        if name.id in _CONTEXT or depth > 6:
            return True
        for binding in self.names.lookup(name):
            if binding.kind == "import" or self._is_at_top(binding):
                continue
            if binding.kind in {"function", "class"}:
                continue
            if binding.kind not in {"value", "with"} or binding.value is None:
                return True
            inner = [n for n in s.walk(binding.value) if isinstance(n, s.Name)]
            if any(self._is_of_request(each, depth + 1) for each in inner):
                return True
        return False

    def _asks_anybody(self, node: s.Call, function: s.Function) -> bool:
        """Whether all it asks are addresses that callers send: no two share a connection."""
        above = self.names.parent(node)
        if isinstance(above, s.WithItem):
            target = above.target
        else:
            target = above.targets[0] if isinstance(above, s.Assign) else None
        if not isinstance(target, s.Name):
            return False
        addresses = [
            address
            for call in s.walk(*function.body)
            if isinstance(call, s.Call) and (address := _address(call, target.id)) is not None
        ]
        return bool(addresses) and all(self._is_sent(address, 0) for address in addresses)

    def _is_sent(self, node: s.Node, depth: int) -> bool:
        """Whether an address starts with what the caller of a handler sent."""
        node = s.bare(node)
        if depth > 6:
            return False
        if isinstance(node, s.Text):
            return bool(node.parts) and self._is_sent(node.parts[0], depth + 1)
        if isinstance(node, s.Binary):
            return node.operator == "+" and self._is_sent(node.left, depth + 1)
        if isinstance(node, s.Call):
            given = node.positional(0) if s.dotted(node.callee) in {"str", "String"} else None
            return given is not None and self._is_sent(given, depth + 1)
        while isinstance(node, s.Attribute | s.Index):
            node = s.bare(node.value)
        if not isinstance(node, s.Name):
            return False
        bindings = self.names.lookup(node)
        return bool(bindings) and all(self._is_bound_to_sent(b, depth) for b in bindings)

    def _is_bound_to_sent(self, binding: Binding, depth: int) -> bool:
        if binding.kind == "param":
            return self._is_handled(binding.node)
        value = binding.value if binding.kind == "value" else None
        return value is not None and self._is_sent(value, depth + 1)

    def _is_at_top(self, binding: Binding) -> bool:
        return self.names.function(binding.node) is None

    def _is_outside(self, name: s.Name) -> bool:
        return all(self._is_at_top(binding) for binding in self.names.lookup(name))

    def _is_managed(self, node: s.Node) -> bool:
        """Whether the handler closes the client: with a ``with`` statement, or by hand."""
        above = self.names.parent(node)
        if isinstance(above, s.WithItem):
            return True
        if not isinstance(above, s.Assign) or not isinstance(above.targets[0], s.Name):
            return False
        name = above.targets[0].id
        return name in self._closed

    @cached_property
    def _closed(self) -> set[str]:
        """The names that a ``with`` statement or a call of ``close`` gets."""
        found = set()
        for call in self.names.calls:
            owner, _, method = (s.dotted(call.callee) or "").rpartition(".")
            if method in {"close", "aclose", "destroy"}:
                found.add(owner)
        for node in self.names.of(s.WithItem):
            if isinstance(node.value, s.Name):
                found.add(node.value.id)
        return found


# What belongs to one request or one visitor, wherever it is imported from.
_CONTEXT = {
    "request", "req", "session", "g", "current_user", "ctx", "context", "st", "self", "this", "cls",
    "event",
}  # fmt: skip
_CACHED = lazy(r"cache|singleton|once|memo", re.IGNORECASE)
_HEARS = {"on_message", "message", "command", "slash_command", "hybrid_command"}


def _is_cached(function: s.Function) -> bool:
    for decorator in function.decorators:
        callee = decorator.callee if isinstance(decorator, s.Call) else decorator
        if _CACHED.search(s.dotted(callee) or ""):
            return True
    return any(isinstance(n, s.Opaque) and n.kind == "global" for n in s.walk_scope(*function.body))


def _hears(decorator: s.Node) -> bool:
    callee = decorator.callee if isinstance(decorator, s.Call) else decorator
    return isinstance(callee, s.Attribute) and callee.name in _HEARS


def _address(call: s.Call, client: str) -> s.Node | None:
    """What ``client.get(address)`` and ``client.request(method, address)`` ask."""
    callee = call.callee
    if not isinstance(callee, s.Attribute) or s.dotted(callee.value) != client:
        return None
    index = 1 if callee.name in {"request", "stream", "build_request"} else 0
    return call.keyword("url") or call.positional(index)


def _is_loaded(binding: Binding) -> bool:
    """``client = cache.get(key)`` before ``client = OpenAI()``."""
    value = s.bare(binding.value) if binding.value is not None else None
    return isinstance(value, s.Index | s.Attribute) or (
        isinstance(value, s.Call)
        and isinstance(value.callee, s.Attribute)
        and value.callee.name in {"get", "setdefault", "pop"}
    )


def _stores(node: s.Node, name: str) -> bool:
    """``cache[key] = client``, ``app.state.client = client``, ``pool.append(client)``"""
    if isinstance(node, s.Assign) and node.value is not None:
        value = s.bare(node.value)
        kept = any(isinstance(t, s.Index | s.Attribute) for t in node.targets)
        return kept and isinstance(value, s.Name) and value.id == name
    if not isinstance(node, s.Call) or not isinstance(node.callee, s.Attribute):
        return False
    given = [a.value.id for a in node.arguments if isinstance(a.value, s.Name)]
    return name in given and node.callee.name in {"append", "add", "set", "push", "setdefault"}


def _in_body_of_loop(view: View, node: s.Node) -> bool:
    """Whether a loop makes the client turn by turn, and goes on to the next one with it done.

    After a failed turn a fresh client may be what was wanted.
    """
    below: s.Node = node
    for above in view.names.above(node):
        if isinstance(above, s.Loop):
            in_body = below not in (above.subject, above.test, *above.before)
            return in_body and not _leaves(above)
        if isinstance(above, s.Function | s.Handler):
            return False
        below = above
    return False


def _leaves(loop: s.Loop) -> bool:
    """``while True: try: ...; return``: a loop for the case of failure, or one with one turn."""
    return any(
        isinstance(n, s.Return) or (isinstance(n, s.Jump) and n.kind == "break")
        for n in s.walk_scope(*loop.body)
    )
