"""The records of all files as one: the same thing in many places is one thing with many places."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec.structs import replace

from prodgate.inventory.graph import Edges, joined, mounted
from prodgate.inventory.models import family
from prodgate.inventory.record import (
    Call,
    DataSource,
    Endpoint,
    Inventory,
    Model,
    Place,
    Prompt,
    Sdk,
    Secret,
    Tool,
)
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.inventory.gather import Part
    from prodgate.tree import Tree

T = TypeVar("T")


def join(parts: Sequence[Part], tree: Tree) -> dict[str, Any]:
    """The fields of ``Inventory`` that are lists of records."""
    edges = _all(parts, "edges", Edges)
    calls, endpoints = joined(
        sorted(_all(parts, "calls", Call), key=lambda c: c.place),
        mounted(sorted(set(_all(parts, "endpoints", Endpoint)), key=_of_endpoint), edges),
        edges,
    )
    secrets = _all(parts, "secrets", Secret)
    secrets += _needed(_all(parts, "implied", Secret), secrets)
    return {
        "models": _models(_all(parts, "models", Model)),
        "prompts": tuple(sorted(set(_all(parts, "prompts", Prompt)), key=lambda p: p.place)),
        "endpoints": tuple(endpoints),
        "sdks": _sdks(_all(parts, "sdks", Sdk)),
        "tools": tuple(sorted(set(_all(parts, "tools", Tool)), key=lambda t: (t.place, t.name))),
        "secrets": _secrets(secrets, tree),
        "data": _data(_all(parts, "data", DataSource)),
        "calls": tuple(calls),
    }


def _all(parts: Sequence[Part], name: str, _: type[T]) -> list[T]:
    return [record for part in parts for record in part.found.get(name, ())]


def _of_endpoint(each: Endpoint) -> tuple[Place, str, str]:
    return each.place, each.route, each.method


def _grouped(records: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    found: dict[Hashable, list[T]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return list(found.values())


def _places(records: Iterable[Any]) -> tuple[Place, ...]:
    return tuple(sorted({place for record in records for place in record.places}))


def _models(records: list[Model]) -> tuple[Model, ...]:
    """Whose a model is, a client says better than its name does."""
    of: dict[tuple[str, str], set[str]] = {}
    for each in records:
        if each.provider not in {"", family(each.name)}:
            of.setdefault((each.name, each.setting), set()).add(each.provider)
    for each in records:
        if each.provider and (each.name, each.setting) not in of:
            of[each.name, each.setting] = {each.provider}
    known = []
    for each in records:
        better = of.get((each.name, each.setting), set())
        if each.provider in {"", family(each.name)} and len(better) == 1:
            each = replace(each, provider=next(iter(better)))
        known.append(each)
    groups = _grouped(known, lambda m: (m.name, m.provider, m.setting))
    one = [replace(group[0], places=_places(group)) for group in groups]
    return tuple(sorted(one, key=lambda m: (m.provider, m.name, m.setting)))


def _sdks(records: list[Sdk]) -> tuple[Sdk, ...]:
    groups = _grouped(records, lambda s: (s.name, s.language, s.manifest, s.declared, s.locked))
    joined = [replace(group[0], places=_places(group)) for group in groups]
    return tuple(sorted(joined, key=lambda s: (s.kind != "model", s.language, s.name, s.manifest)))


def _secrets(records: list[Secret], tree: Tree) -> tuple[Secret, ...]:
    """Required where some place takes no default; documented where any place is documentation."""
    from prodgate.inventory import documented

    named = documented.names(tree, {each.name for each in records})
    joined = []
    for group in _grouped(records, lambda s: s.name):
        name = group[0].name
        joined.append(
            Secret(
                name,
                any(each.secret for each in group),
                _is_required(group),
                name in named or any(each.documented for each in group),
                _places(group),
            )
        )
    return tuple(sorted(joined, key=lambda s: s.name))


def _is_required(group: list[Secret]) -> bool:
    """What the code says counts; a compose file only where no code reads the name."""
    code = [each for each in group if not each.places[0].path.endswith((".yml", ".yaml"))]
    read = [each for each in code if not each.documented]
    return any(each.required for each in (read or group))


def _needed(implied: list[Secret], read: list[Secret]) -> list[Secret]:
    """Keys that a library looks for by itself, where the project reads none of that provider."""
    own = {each.name for each in read if each.secret}
    return [
        each
        for each in implied
        if each.name in own or not any(each.name.split("_")[0] in name for name in own)
    ]


def _data(records: list[DataSource]) -> tuple[DataSource, ...]:
    """One a file and name, at its first place."""
    groups = _grouped(sorted(records, key=_of_data), lambda d: (d.kind, d.name, d.place.path))
    return tuple(group[0] for group in groups)


def _of_data(each: DataSource) -> tuple[str, str, Place]:
    return each.kind, each.name, each.place


# -- no secrets --------------------------------------------------------------------------------

_HASH = lazy(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")


def without_secrets(found: Inventory) -> Inventory:
    """The inventory with nothing in it that looks like a key, wherever somebody wrote one: as
    the name of a model, of a tool, in a command."""
    from prodgate.report.redact import Redactor

    return msgspec.convert(_clean(msgspec.to_builtins(found), Redactor().prose), Inventory)


def _clean(value: Any, redact: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return value if len(value) < 16 or _HASH.match(value) else redact(value)
    if isinstance(value, dict):
        return {key: _clean(each, redact) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each, redact) for each in value]
    return value
