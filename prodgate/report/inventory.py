"""The inventory as JSON, and as a text that says what one must know to run the program."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from prodgate.escape import line as safe_line
from prodgate.escape import printable
from prodgate.inventory.documented import EXAMPLE
from prodgate.inventory.record import Call, Inventory, Model, Place, Sdk, Secret
from prodgate.report import money
from prodgate.report.text import Style, plain

_SHOWN = 2  # places of one thing; the JSON has all
_WIDTH = 100
_MANY = 15  # settings; of more, a program needs those of the providers that somebody chooses


def render_json(found: Inventory) -> str:
    """The document that ``schemas/inventory.json`` describes."""
    data = msgspec.json.format(msgspec.json.encode(_escaped(msgspec.to_builtins(found))), indent=2)
    return data.decode() + "\n"


def _escaped(value: Any) -> Any:
    """Names that are no text (bytes of a path that is not UTF-8) as they are shown elsewhere."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _escaped(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(each) for each in value]
    return value


def render_table(found: Inventory, *, style: Style = plain) -> str:
    """The text, for a terminal: no value of a secret, no word of a prompt."""
    parts = (_needs, _asks, _can_do, _ways_in, money.render, _unread)
    blocks = ["\n".join(rows) for part in parts if (rows := list(part(found, style)))]
    return "\n\n".join(blocks) + "\n"


# -- rows --------------------------------------------------------------------------------------


def _table(rows: Iterable[Sequence[str]], indent: str = "    ") -> Iterator[str]:
    """Columns as wide as what is in them, to a limit; the last is as long as it likes."""
    cells = [[printable(cell) for cell in row] for row in rows]
    if not cells:
        return
    wide = [
        min(44, max((len(row[at]) for row in cells if len(row) > max(at, 1)), default=0))
        for at in range(max(map(len, cells)))
    ]
    for row in cells:
        last = len(row) - 1
        text = "  ".join(
            cell if at == last else cell.ljust(wide[at]) for at, cell in enumerate(row)
        )
        yield safe_line(f"{indent}{text}".rstrip())


def _section(title: str, rows: Sequence[Sequence[str]], style: Style) -> Iterator[str]:
    if rows:
        yield f"  {style(title, bold=True)}"
        yield from _table(rows)


def _at(place: Place) -> str:
    cell = f"cell {place.cell}:" if place.cell is not None else ""
    return f"{place.path}:{cell}{place.line}"


def _places(places: Sequence[Place]) -> str:
    shown = ", ".join(map(_at, places[:_SHOWN]))
    more = len(places) - _SHOWN
    return f"{shown}, {more} more" if more > 0 else shown


def _wrapped(words: Iterable[str], width: int = _WIDTH - 4) -> list[list[str]]:
    """Names one after another, in lines."""
    rows: list[str] = []
    for word in words:
        if rows and len(rows[-1]) + len(word) + 2 <= width:
            rows[-1] += f", {word}"
        else:
            if rows:
                rows[-1] += ","
            rows.append(word)
    return [[row] for row in rows]


# -- to run it ---------------------------------------------------------------------------------


def _needs(found: Inventory, style: Style) -> Iterator[str]:
    yield style("To run it you need", bold=True)
    needed = [s for s in found.secrets if s.required and s.secret]
    settings = [s for s in found.secrets if s.required and not s.secret]
    loose = [s for s in found.secrets if not s.required and _is_only_example(s)]
    other = [s for s in found.secrets if not s.required and not _is_only_example(s)]
    title = "Secrets" if len(needed) <= _MANY else "Secrets of the services that are used"
    yield from _section(title, [_of_secret(s) for s in needed], style)
    listed: list[Sequence[str]] = [_of_secret(s) for s in settings]
    if len(settings) > _MANY:
        listed = [*_wrapped(s.name for s in settings)]
    yield from _section("Settings without a default", listed, style)
    title = "Settings it can do without, or has a default for"
    yield from _section(title, _wrapped(s.name for s in other), style)
    title = "Named in an example of an environment, and read by nothing that was found"
    yield from _section(title, _wrapped(s.name for s in loose), style)
    yield from _section("Where data comes from and goes to", _data(found), style)
    yield from _section("Libraries", [_of_sdk(sdk) for sdk in _one_each(found.sdks)], style)
    starts = [(s.command, _at(s.place)) for s in found.start]
    yield from _section("Ways to start that a manifest names", starts, style)
    if not (needed or settings or other or loose or found.data or found.sdks or starts):
        yield "    nothing that was found: no setting, no library of models, no data, no manifest"


def _is_only_example(each: Secret) -> bool:
    """A library may read it by itself, or nobody does any more."""
    return bool(each.places) and all(
        re.search(EXAMPLE, place.path, re.IGNORECASE) for place in each.places
    )


def _of_secret(each: Secret) -> tuple[str, str, str]:
    return each.name, "" if each.documented else "in no page", _places(each.places)


def _data(found: Inventory) -> list[tuple[str, str, str]]:
    grouped: dict[tuple[str, str], list[Place]] = {}
    for each in found.data:
        grouped.setdefault((each.kind, each.name), []).append(each.place)
    return [(kind, name, _places(places)) for (kind, name), places in grouped.items()]


def _one_each(sdks: Sequence[Sdk]) -> list[Sdk]:
    return sorted(sdks, key=lambda s: (s.language, s.name, s.manifest))


def _of_sdk(sdk: Sdk) -> tuple[str, str, str]:
    asked = sdk.declared or ("any version" if sdk.manifest else "in no manifest")
    locked = f", locked at {sdk.locked}" if sdk.locked else ""
    return sdk.name, f"{asked}{locked}", sdk.manifest or _places(sdk.places)


# -- what it asks ------------------------------------------------------------------------------


def _asks(found: Inventory, style: Style) -> Iterator[str]:
    if not (found.models or found.calls or found.prompts):
        return
    yield style("What it asks", bold=True)
    yield from _section("Models", [_of_model(model) for model in found.models], style)
    calls = [_of_call(call) for call in found.calls]
    if calls:
        calls.insert(0, ("", "tokens", "seconds", "attempts", "rounds", "model"))
    yield from _section("Calls, each with its bounds", calls, style)
    yield from _section("Prompts", list(_prompts(found)), style)


_STAYS = {True: "one version", False: "moves", None: "may move"}


def _of_model(model: Model) -> tuple[str, str, str, str]:
    name = model.name or "(no default)"
    by = f"set by {model.setting}" if model.setting else _STAYS[model.pinned]
    return name, model.provider or "?", by, _places(model.places)


def _of_call(call: Call) -> tuple[str, ...]:
    def bound(value: float | None, name: str) -> str:
        if value is None:
            return "not known" if name in call.unknown else "unbounded"
        return f"{value:g}"

    models = ", ".join(call.models) or "?"
    through = f"{call.sdk}: {models}" if call.sdk else models
    if call.endpoints:
        more = f", {len(call.endpoints) - 1} more" if len(call.endpoints) > 1 else ""
        through += f"  for {call.endpoints[0]}{more}"
    return (
        _at(call.place),
        bound(call.output_tokens, "output-tokens"),
        bound(call.timeout_seconds, "timeout-seconds"),
        bound(call.attempts, "attempts"),
        bound(call.rounds, "rounds"),
        through,
    )


def _prompts(found: Inventory) -> Iterator[tuple[str, ...]]:
    """The longest ones, and what stands more than once."""
    if not found.prompts:
        return
    times = Counter(prompt.hash for prompt in found.prompts)
    twice = sum(1 for count in times.values() if count > 1)
    said = f"{len(times)} different"
    if twice:
        said += f", {twice} of them in more than one place"
    yield (f"{said}; the longest:",)
    longest = sorted(found.prompts, key=lambda p: (-p.characters, p.place))
    told: set[str] = set()
    for prompt in longest:
        if prompt.hash in told or len(told) >= 8:
            continue
        told.add(prompt.hash)
        holes = f"takes {', '.join(prompt.holes[:4])}" if prompt.holes else ""
        again = f"{times[prompt.hash]} places" if times[prompt.hash] > 1 else ""
        yield (
            _at(prompt.place), f"{prompt.characters} characters", prompt.role,
            "; ".join(filter(None, (again, holes))),
        )  # fmt: skip


# -- what it can do, and who asks it -----------------------------------------------------------


def _can_do(found: Inventory, style: Style) -> Iterator[str]:
    if not found.tools:
        return
    yield style("What a model can have it do", bold=True)
    grave = {"execute": 0, "delete": 1, "spend": 2, "send": 3, "write": 4, "network": 5, "read": 6}
    ordered = sorted(found.tools, key=lambda t: (grave.get(t.can[0], 7), t.name, t.place))
    yield from _table(
        [
            (
                tool.name,
                ", ".join(tool.can) if tool.can != ("unknown",) else "not seen what",
                "asks a person" if tool.approval else "asks nobody",
                _at(tool.place),
            )
            for tool in ordered
        ]
    )


def _ways_in(found: Inventory, style: Style) -> Iterator[str]:
    if not found.endpoints:
        return
    yield style("Ways in", bold=True)
    say: Callable[[bool, str, str], str] = lambda yes, one, other: one if yes else other  # noqa: E731
    yield from _table(
        [
            (
                f"{each.method} {each.route}".strip(),
                each.framework or "?",
                say(each.asks_model, "asks a model", ""),
                say(each.checks_caller, "checks who calls", "checks nobody"),
                {True: "checks the body", False: "checks no body", None: ""}[each.validates],
                say(each.limited, "limited", "no limit"),
                _at(each.place),
            )
            for each in found.endpoints
        ]
    )


def _unread(found: Inventory, style: Style) -> Iterator[str]:
    if not found.not_checked:
        return
    yield style("Not read, so that something may be missing above", bold=True)
    yield from _table([(each,) for each in found.not_checked])
