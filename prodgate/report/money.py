"""The money and the waiting of an inventory, as text: ceilings, each with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prodgate.escape import line as safe_line
from prodgate.escape import printable
from prodgate.inventory.reasons import is_open
from prodgate.inventory.record import Call, Inventory
from prodgate.inventory.worst import Load, Way, Worst
from prodgate.report.text import Style, plain

_WIDE = 44


def render(found: Inventory, style: Style = plain) -> Iterator[str]:
    """The lines of the section; none where nothing asks a model."""
    money = found.money
    if money is None or not (found.calls or money.ways):
        return
    yield style("What it can cost and how long it can take, at most", bold=True)
    yield "    Ceilings, not estimates: what one request can come to before anything stops it."
    if any(call.worst for call in found.calls):
        yield f"  {style('One request to each call', bold=True)}"
        yield from _table([_HEAD, *_of_calls(found.calls, money.currency)])
    ways = [way for way in money.ways if way.route]
    if ways:
        yield f"  {style('One request to each way in, as far as its calls are known', bold=True)}"
        yield from _table([_HEAD, *(_of_way(way, money.currency) for way in ways)])
    for way in money.ways:
        if not way.route:
            calls = "1 call" if way.calls == 1 else f"{way.calls} calls"
            yield f"    {calls} of those above: no way in is known to reach them"
    if money.load:
        yield f"  {style(f'{money.load} requests to each way in', bold=True)}"
        yield from _table(list(_at_load(ways, money.currency)))
    yield from _notes(found)


_HEAD = ("", "costs", "waits", "because")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    cells = [[printable(cell) for cell in row] for row in rows]
    wide = [
        min(_WIDE, max((len(row[at]) for row in cells if len(row) > at + 1), default=0))
        for at in range(max(map(len, cells), default=0))
    ]
    for row in cells:
        padded = [cell.ljust(wide[at]) for at, cell in enumerate(row[:-1])]
        yield safe_line("    " + "  ".join([*padded, row[-1]]).rstrip())


# -- rows --------------------------------------------------------------------------------------


def _of_calls(calls: Sequence[Call], currency: str) -> Iterator[tuple[str, ...]]:
    """One a call; of those that share that no cost is known, and why, one for all."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for call in calls:
        worst = call.worst or Worst()
        place = call.place
        cell = f"cell {place.cell}:" if place.cell is not None else ""
        where, said = f"{place.path}:{cell}{place.line}", _what(worst, currency)
        has_cost = worst.cost is not None or worst.cost_at_model_limit is not None
        key: tuple[str, ...] = (where, *said) if has_cost else said
        alike.setdefault(key, []).append(where)
    for key, places in alike.items():
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield f"{places[0]}{more}", *key[-3:]


def _of_way(way: Way, currency: str) -> tuple[str, ...]:
    return way.route, *_what(way, currency)


def _what(worst: Worst | Way, currency: str) -> tuple[str, str, str]:
    cost = _cost(worst.cost, worst.cost_at_model_limit, worst.open_cost, currency)
    time = seconds(worst.seconds) if worst.seconds is not None else _open(worst.open_time)
    return cost, time, ", ".join(dict.fromkeys((*worst.open_cost, *worst.open_time)))


def _cost(known: float | None, at_limit: float | None, why: Sequence[str], currency: str) -> str:
    if known is not None:
        return amount(known, currency)
    return _open(why) + (f" ({amount(at_limit, currency)}*)" if at_limit is not None else "")


def _open(why: Sequence[str]) -> str:
    """ "unbounded" where the code sets no bound; "not known" where only we do not know one."""
    return "unbounded" if any(map(is_open, why)) else "not known"


def _at_load(ways: Sequence[Way], currency: str) -> Iterator[tuple[str, ...]]:
    """What 1, 10 and 100 times the load come to in a day and in a month."""
    if not any(way.loads for way in ways):
        yield ("no way in is known to reach a call",)
        return
    numbers = [way for way in ways if any(_has_number(load) for load in way.loads)]
    if numbers:
        yield "", "requests a day", "a day", "a month"
    for way in numbers:
        for load in way.loads:
            yield (
                way.route if load.times == 1 else "",
                f"{load.times:>3}x  {load.requests_a_day:,.10g}",
                _cost(load.cost_a_day, load.cost_a_day_at_model_limit, way.open_cost, currency),
                _cost(load.cost_a_month, load.cost_a_month_at_model_limit, way.open_cost, currency),
            )

    for way in ways:
        if way not in numbers:
            yield way.route, f"{_open(way.open_cost)} at any load"


def _has_number(load: Load) -> bool:
    return load.cost_a_day is not None or load.cost_a_day_at_model_limit is not None


def _notes(found: Inventory) -> Iterator[str]:
    money = found.money
    assert money is not None
    shown = [(call.worst.price_of, call.worst.price_date) for call in found.calls if call.worst]
    dated = ", ".join(f"{name} ({date})" for name, date in sorted({*shown}) if name)
    if money.assumed and any(not call.models for call in found.calls):
        yield safe_line(f"    Where no model is known, {printable(money.assumed)} is assumed.")
    if any(way.cost_at_model_limit is not None and way.open_cost for way in money.ways):
        yield "    * No cap on the output is known: the model's longest answer stands in for it,"
        yield "      for as long as the provider keeps that limit. `prodgate fix` writes a cap."
    yield "    Input counts as the whole context window of the model and every attempt as paid;"
    yield "    of several models the dearest, of one that a setting chooses the code's default."
    yield "    A month has 31 days. List prices of text: nothing for priority, searches, audio,"
    yield "    images. Waits that a provider asks for (Retry-After) come on top. docs/cost.md has"
    yield "    the formula, and how to use prices of your own."
    if dated:
        yield safe_line(f"    Prices: {printable(dated)}")
        yield safe_line(f"    from {printable(money.prices)}")


# -- numbers -----------------------------------------------------------------------------------


def amount(value: float, currency: str) -> str:
    """Money, never shown lower than it is: "$0.0585", "$1,813.50", "0.0012 EUR"."""
    from decimal import ROUND_CEILING, Decimal

    exact = Decimal(str(value))
    cents = exact >= 1 or not exact  # below that, four digits that say something
    step = Decimal("0.01") if cents else Decimal(1).scaleb(exact.adjusted() - 3)
    shown = f"{exact.quantize(step, ROUND_CEILING):,f}" if exact < 10**15 else f"{exact:.3e}"
    if exact < 1 and exact:
        shown = shown.rstrip("0")
        whole, _, rest = shown.partition(".")
        shown = f"{whole}.{rest.ljust(2, '0')}"
    return f"${shown}" if currency == "USD" else f"{shown} {currency}"


def seconds(value: float) -> str:
    """A time, never shown shorter than it is: "45 s", "10 min 2 s", "2 h"."""
    from math import ceil

    whole = ceil(round(value, 6))
    if whole < 120:
        return f"{whole} s"
    if whole < 7200:
        return f"{whole // 60} min" + (f" {whole % 60} s" if whole % 60 else "")
    hours = ceil(whole / 360) / 10
    return f"{hours:,g} h"
