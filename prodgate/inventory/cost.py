"""The most that a call can cost: a ceiling, not an estimate.

For one request that reaches the call:

    attempts x rounds x (input price x longest input + output price x output cap)

The longest input is the context window of the model, all of it: the code does not bound what it is
given, and a ceiling may be too high but never too low. Every attempt counts in full: one that the
client gave up on may have been answered, and is paid. Of several models the dearest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from typing import Literal

from msgspec import Struct

from prodgate.inventory.prices import Match, Prices, Row, find
from prodgate.inventory.reasons import (
    NO_INPUT,
    NO_MODEL,
    NO_PRICE,
    TOO_MUCH,
    missing,
)
from prodgate.inventory.record import Call
from prodgate.inventory.worst import Load, MoneyError, Reasons
from prodgate.regex import lazy

_MILLION = Decimal(1_000_000)
DAYS = 31  # of the longest month: a ceiling holds in every month
TIMES: tuple[Literal[1, 10, 100], ...] = (1, 10, 100)


class Cost(Struct, frozen=True):
    """The cost of one request, exactly; None where there is no bound, with the reasons."""

    amount: Decimal | None
    at_model_limit: Decimal | None
    why: Reasons = ()
    match: Match | None = None  # the dearest model


def cost_of(call: Call, prices: Prices, servers: Mapping[str, str] = {}) -> Cost:
    """The most that one request costs at one call; ``servers`` by the models asked on them."""
    if not call.models and not prices.assumed:
        return Cost(None, None, (NO_MODEL,))
    names = call.models or (prices.assumed,)
    priced = [_of_model(call, name, prices, servers.get(name, "")) for name in names]
    why = tuple(dict.fromkeys(reason for each in priced for reason in each.why))
    dearest = max(priced, key=_dear)
    return Cost(
        None if why else _most(each.amount for each in priced),
        _most(each.at_model_limit for each in priced),
        why,
        dearest.match,
    )


def total(costs: Sequence[Cost]) -> Cost:
    """The sum of the calls that one request reaches: no bound of one is no bound of all."""
    why = tuple(dict.fromkeys(reason for each in costs for reason in each.why))
    return Cost(_sum(c.amount for c in costs), _sum(c.at_model_limit for c in costs), why)


def _of_model(call: Call, name: str, prices: Prices, server: str) -> Cost:
    match = find(prices, name, call.sdk if call.models else "", server)
    if match is None:
        asked = f"{server}/{name}" if server else name
        return Cost(None, None, (f"{NO_PRICE}: {asked}",))
    row = match.row
    why = [
        reason
        for reason, is_so in (
            (missing(call, "rounds"), call.rounds is None),
            (missing(call, "attempts"), call.attempts is None),
            (f"{NO_INPUT}: {name}", row.input > 0 and row.context is None),
        )
        if is_so
    ]
    times = None if call.rounds is None or call.attempts is None else call.rounds * call.attempts
    capless = call.output_tokens is None and _dearer(row)[1] > 0
    cap = 0 if capless or call.output_tokens is None else call.output_tokens
    own = _amount(row, times, None if capless else cap)
    limit = _amount(row, times, row.max_output if capless else cap)
    if capless:
        why.insert(0, missing(call, "output-tokens"))
    if not why and own is not None and not isfinite(float(own)):
        return Cost(None, None, (TOO_MUCH,), match)
    return Cost(own if not why else None, limit, tuple(why), match)


def _amount(row: Row, times: int | None, output: int | None) -> Decimal | None:
    if times is None or output is None or (row.input and row.context is None):
        return None
    input_price, output_price = _dearer(row)
    once = input_price * Decimal(row.context or 0) + output_price * Decimal(output)
    return Decimal(times) * once / _MILLION


def _dearer(row: Row) -> tuple[Decimal, Decimal]:
    """The prices of the longest input. A price is what its digits say, not the nearest double."""
    own = Decimal(str(row.input)), Decimal(str(row.output))
    if row.long is None or row.context is None or row.context <= row.long.above:
        return own
    long = Decimal(str(row.long.input)), Decimal(str(row.long.output))
    return max(own[0], long[0]), max(own[1], long[1])


def _dear(cost: Cost) -> tuple[bool, Decimal]:
    known = cost.amount if cost.amount is not None else cost.at_model_limit
    return cost.match is not None, Decimal(-1) if known is None else known


def _most(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    numbers = [n for n in known if n is not None]
    return max(numbers) if numbers and len(numbers) == len(known) else None


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    numbers = [n for n in known if n is not None]
    return sum(numbers, Decimal(0)) if len(numbers) == len(known) else None


def number(amount: Decimal | None) -> float | None:
    """For JSON; what is too large for it has no bound either."""
    if amount is None:
        return None
    value = float(amount)
    return value if isfinite(value) else None


# -- at a load ---------------------------------------------------------------------------------


class LoadError(MoneyError):
    """A load that cannot be read; its text is one sentence for the user."""


_LOAD = lazy(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)/(second|minute|hour|day|month)\Z")
_A_DAY = {"second": 86_400, "minute": 1_440, "hour": 24, "day": 1}


def requests_a_day(text: str) -> Decimal:
    """``1000/day`` as requests a day. Raises LoadError."""
    found = _LOAD.match(text.strip())
    if found is None:
        raise LoadError(
            "a load is a number of requests in a time, like 1000/day; "
            "known are second, minute, hour, day and month"
        )
    count = Decimal(found[1])
    # A month may have 28 days: the same requests in fewer days are more a day.
    return count / 28 if found[2] == "month" else count * _A_DAY[found[2]]


def loads(cost: Cost, a_day: Decimal) -> tuple[Load, ...]:
    """What 1, 10 and 100 times a load can cost."""
    found: list[Load] = []
    for times in TIMES:
        requests = a_day * times
        day, at_limit = _times(cost.amount, requests), _times(cost.at_model_limit, requests)
        found.append(
            Load(
                times,
                float(requests),
                number(day),
                number(_times(day, Decimal(DAYS))),
                number(at_limit),
                number(_times(at_limit, Decimal(DAYS))),
            )
        )
    return tuple(found)


def _times(amount: Decimal | None, count: Decimal) -> Decimal | None:
    """Nothing is asked for nothing, however little is known of its cost."""
    if not count:
        return Decimal(0)
    return None if amount is None else amount * count
