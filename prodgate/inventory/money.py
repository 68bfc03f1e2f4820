"""What the calls of an inventory cost and take at most, put beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from prodgate.inventory import cost as costs
from prodgate.inventory import latency
from prodgate.inventory import prices as tables
from prodgate.inventory.prices import Prices
from prodgate.inventory.reasons import NOT_FOLLOWED
from prodgate.inventory.record import Call, Inventory
from prodgate.inventory.worst import Money, Way, Worst

if TYPE_CHECKING:
    from prodgate.run import Request


def of_request(found: Inventory, request: Request, own: Path | None, load: str) -> Inventory:
    """The inventory with its money: by the prices given, else those of the policy, else ours.

    Raises MoneyError.
    """
    policy = request.policy
    if own is not None or not policy.prices:
        return with_money(found, tables.load(own), load)
    folder = policy.folder or request.root
    return with_money(found, tables.load(folder / policy.prices, policy.prices, folder), load)


def with_money(found: Inventory, prices: Prices, load: str = "") -> Inventory:
    """The inventory with the worst case of every call and every way in. Raises LoadError."""
    a_day = costs.requests_a_day(load) if load else None
    servers: dict[str, dict[str, str]] = {}
    for model in found.models:
        for place in model.places if "." in model.provider else ():
            servers.setdefault(place.path, {})[model.name] = model.provider
    priced = [_priced(call, prices, servers.get(call.place.path, {})) for call in found.calls]
    reached: dict[str, list[Priced]] = {
        f"{each.method} {each.route}".strip(): [] for each in found.endpoints if each.asks_model
    }
    for each in priced:
        for route in each.call.endpoints or ("",):
            reached.setdefault(route, []).append(each)
    ways = [
        _way(route, reached[route], a_day)
        for route in sorted(reached, key=lambda route: (not route, route))
    ]
    money = Money(prices.currency, prices.source, prices.assumed, load, tuple(ways))
    return replace(found, calls=tuple(each.call for each in priced), money=money)


class Priced(Struct, frozen=True):
    """A call with its worst case, and what that was added up from."""

    call: Call
    cost: costs.Cost
    wait: latency.Wait


def _priced(call: Call, prices: Prices, servers: Mapping[str, str]) -> Priced:
    cost, wait = costs.cost_of(call, prices, servers), latency.wait_of(call)
    return Priced(replace(call, worst=_worst(cost, wait)), cost, wait)


def worst_of(call: Call, prices: Prices) -> Worst:
    """The worst case of one call."""
    return _worst(costs.cost_of(call, prices), latency.wait_of(call))


def _worst(cost: costs.Cost, wait: latency.Wait) -> Worst:
    return Worst(
        costs.number(cost.amount),
        costs.number(cost.at_model_limit),
        wait.seconds,
        cost.match.name if cost.match else "",
        cost.match.row.date if cost.match else "",
        cost.why,
        wait.why,
    )


def _way(route: str, calls: Sequence[Priced], a_day: Decimal | None) -> Way:
    if not calls:
        return Way(route, 0, None, None, None, (NOT_FOLLOWED,), (NOT_FOLLOWED,))
    cost = costs.total([each.cost for each in calls])
    wait = latency.total([each.wait for each in calls])
    # What no request is known to reach has no load.
    stated = costs.loads(cost, a_day) if a_day is not None and route else ()
    return Way(
        route, len(calls), costs.number(cost.amount), costs.number(cost.at_model_limit),
        wait.seconds, cost.why, wait.why, stated,
    )  # fmt: skip
