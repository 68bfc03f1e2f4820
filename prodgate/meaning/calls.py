"""The call finder: which calls and clients of a file belong to which SDK.

Facts say how an SDK's clients and calls are named; ``trace`` says where the values of a file come
from; here the two meet. A call or client carries the facts of every release that the project's
manifests allow, newest first: whoever judges must find the same under each, or be silent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.meaning.argument import ABSENT, Present, argument
from prodgate.meaning.names import Names
from prodgate.meaning.trace import Made, Qualified, Thing, trace


class Client(Struct, frozen=True):
    """A client that this file makes. ``facts``: one a release, newest first."""

    node: s.Call
    sdk: f.Sdk
    facts: tuple[f.Client, ...]

    @property
    def fact(self) -> f.Client:
        """The newest release's."""
        return self.facts[0]


class Use(Struct, frozen=True):
    """What a call is made on.

    ``client`` is None where it was made in another file. ``settings``: calls on the way that
    change it (``with_options``, ``getGenerativeModel``), outermost last.
    """

    client: Client | None
    settings: tuple[s.Call, ...] = ()


class Call(Struct, frozen=True):
    """A call that belongs to an SDK; ``uses`` are the alternatives of what it is made on."""

    node: s.Call
    sdk: f.Sdk
    facts: tuple[f.Call, ...]
    uses: tuple[Use, ...] = ()

    @property
    def fact(self) -> f.Call:
        """The newest release's."""
        return self.facts[0]


class Found(Struct, frozen=True):
    """The clients and calls of one file."""

    clients: tuple[Client, ...]
    calls: tuple[Call, ...]

    def of(self, client: Client) -> Iterator[Call]:
        """The calls made on a client of this file."""
        for call in self.calls:
            if any(use.client is not None and use.client.node is client.node for use in call.uses):
                yield call


Entry: TypeAlias = "tuple[f.Sdk, int, f.Call]"  # int: index of the release


class Catalogue:
    """The facts of one language by name, for look-up."""

    def __init__(self, sdks: Iterable[f.Sdk]) -> None:
        self.sdks = tuple(sdks)
        self.constructors: dict[str, list[tuple[f.Sdk, int, f.Client]]] = defaultdict(list)
        self.functions: dict[str, list[Entry]] = defaultdict(list)
        self.paths: dict[str, list[Entry]] = defaultdict(list)
        for sdk in self.sdks:
            for number, release in enumerate(sdk.releases):
                for client in release.clients:
                    for name in client.names:
                        self.constructors[name].append((sdk, number, client))
                for call in release.calls:
                    for name in call.functions:
                        self.functions[name].append((sdk, number, call))
                    for path in call.paths:
                        self.paths[path].append((sdk, number, call))


# Which releases of an SDK the project of a file allows: indexes into Sdk.releases.
Releases: TypeAlias = Callable[[f.Sdk], frozenset[int]]


class _Resolved(Struct, frozen=True):
    """A thing that goes back to clients: which, what was set on the way, the path from there."""

    sdk: f.Sdk
    client: Client | None
    settings: tuple[s.Call, ...]
    path: tuple[str, ...]


class Finder:
    """Finds the calls and clients of one file."""

    def __init__(self, names: Names, catalogue: Catalogue, releases: Releases) -> None:
        self.names = names
        self.catalogue = catalogue
        self.releases = releases
        self.clients: dict[int, Client] = {}
        self.imported = _imported(names)

    def find(self) -> Found:
        """All clients and calls, in source order."""
        calls = [call for node in self.names.calls if (call := self._call(node)) is not None]
        for node in self.names.calls:
            for thing in trace(self.names, node.callee):
                self._client_of(thing, node)
        clients = sorted(self.clients.values(), key=lambda c: c.node.start)
        return Found(tuple(clients), tuple(calls))

    # -- clients

    def _client_of(self, callee: Thing, node: s.Call | None) -> _Resolved | None:
        """The client that calling ``callee`` gives."""
        if not isinstance(callee, Qualified):
            return None
        entries = self.catalogue.constructors.get(callee.name)
        if not entries:
            return None
        sdk = entries[0][0]
        facts = self._allowed([e for e in entries if e[0] is sdk])
        if not facts:
            return None
        if node is None:
            return _Resolved(sdk, None, (), ())
        if facts[0].wraps is not None:
            return self._wrapped(node, facts[0].wraps)
        client = self.clients.get(id(node))
        if client is None:
            client = self.clients[id(node)] = Client(node, sdk, facts)
        return _Resolved(sdk, client, (), ())

    def _wrapped(self, node: s.Call, path: str) -> _Resolved | None:
        inner = argument(self.names, node, path)
        if not isinstance(inner, Present):
            return None
        for thing in trace(self.names, inner.node):
            if resolved := self._resolve(thing):
                return resolved
        return None

    def _resolve(self, thing: Thing) -> _Resolved | None:
        """A value back to the client it was made from or is."""
        if not isinstance(thing, Made):
            return None
        base = self._client_of(thing.by, thing.call)
        if base is not None:
            return _Resolved(base.sdk, base.client, base.settings, (*base.path, *thing.path))
        below = self._resolve(thing.by) if isinstance(thing.by, Made) else None
        if below is None or not below.path:
            return None
        if below.path[-1] in self._derived(below):
            settings = (*below.settings, thing.call) if thing.call else below.settings
            return _Resolved(below.sdk, below.client, settings, thing.path)
        made = (*below.path[:-1], below.path[-1] + "()", *thing.path)
        return _Resolved(below.sdk, below.client, below.settings, made)

    def _derived(self, below: _Resolved) -> set[str]:
        facts: Iterable[f.Client] = below.client.facts if below.client else ()
        if below.client is None:
            facts = (c for r in below.sdk.releases for c in r.clients)
        return {name for fact in facts for name in (*fact.derive, *fact.returns)}

    def _allowed(self, entries: list[tuple[f.Sdk, int, f.Client]]) -> tuple[f.Client, ...]:
        allowed = self.releases(entries[0][0])
        return tuple(fact for _, number, fact in entries if number in allowed)

    # -- calls

    def _call(self, node: s.Call) -> Call | None:
        uses: list[Use] = []
        chosen: tuple[f.Sdk, tuple[f.Call, ...]] | None = None
        things = trace(self.names, node.callee)
        for thing in things:
            if match := self._match(thing):
                sdk, facts, use = match
                if chosen is None:
                    chosen = sdk, facts
                if chosen[0] is sdk and use is not None:
                    uses.append(use)
        if chosen is None:
            return self._distinctive(node, things)
        return Call(node, chosen[0], chosen[1], tuple(uses))

    def _match(self, thing: Thing) -> tuple[f.Sdk, tuple[f.Call, ...], Use | None] | None:
        if isinstance(thing, Qualified):
            entries = self.catalogue.functions.get(thing.name, [])
            entries = [e for e in entries if self._is_reachable(thing, e[0])]
            found = self._facts(entries)
            return (*found, None) if found else None
        if (resolved := self._resolve(thing)) and resolved.path:
            entries = self.catalogue.paths.get(".".join(resolved.path), [])
            found = self._facts([e for e in entries if e[0] is resolved.sdk])
            use = Use(resolved.client, resolved.settings)
            return (*found, use) if found else None
        return None

    def _is_reachable(self, thing: Qualified, sdk: f.Sdk) -> bool:
        """A name bound nowhere is a global of the language; in Python, also what a star import or
        a registry put there (``litellm.completion`` in a function that is stored as text)."""
        if not thing.is_global:
            return bool(sdk.imports)
        return not sdk.imports or self.names.module.language == "python"

    def _facts(self, entries: list[Entry]) -> tuple[f.Sdk, tuple[f.Call, ...]] | None:
        if not entries:
            return None
        sdk = entries[0][0]
        allowed = self.releases(sdk)
        facts = tuple(c for owner, number, c in entries if owner is sdk and number in allowed)
        return (sdk, facts) if facts else None

    def _distinctive(self, node: s.Call, things: tuple[Thing, ...]) -> Call | None:
        """``client.chat.completions.create(...)`` on a client made in another file."""
        for thing in things:
            path = _written_path(thing)
            for length in range(min(4, len(path)), 0, -1):
                entries = self.catalogue.paths.get(".".join(path[-length:]), [])
                entries = [e for e in entries if e[2].distinctive]
                if length == 1:
                    entries = [e for e in entries if self._is_meant(node, e)]
                if entries and (found := self._facts(self._likeliest(entries))):
                    return Call(node, *found, (Use(None),))
        return None

    def _is_meant(self, node: s.Call, entry: Entry) -> bool:
        """``bedrock.converse(modelId=...)``: one word is enough where the file imports the SDK and
        the call names a model; ``self.converse(text)`` is a method of its own."""
        sdk, _, fact = entry
        imported = any(_is_import_of(module, sdk) for module in self.imported)
        return (
            imported
            and fact.model is not None
            and (argument(self.names, node, fact.model) is not ABSENT)
        )

    def _likeliest(self, entries: list[Entry]) -> list[Entry]:
        """Of several SDKs with the same path: the one this file imports, else the first."""
        for entry in entries:
            if any(_is_import_of(module, entry[0]) for module in self.imported):
                return [e for e in entries if e[0] is entry[0]]
        # Others copied the paths of openai, whose own they are where nothing else is known.
        likely = next((e for e in entries if e[0].sdk == "openai"), entries[0])
        return [e for e in entries if e[0] is likely[0]]


def _written_path(thing: Thing) -> tuple[str, ...]:
    """The attributes after the part that cannot be known."""
    if isinstance(thing, Qualified):
        return tuple(thing.name.split("."))[1:]
    return tuple(thing.path)


def _imported(names: Names) -> set[str]:
    return {node.module for node in names.imports}


def _is_import_of(module: str, sdk: f.Sdk) -> bool:
    return any(
        module == root or module.startswith((root + ".", root + "/")) for root in sdk.imports
    )
