"""What asking may cost at most and how long a caller may wait, as data.

``null`` is never zero: it says that there is no bound, or that it is not known, and the reasons
beside it say which.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct


class MoneyError(Exception):
    """A price table or a load that cannot be used; its text is one sentence for the user."""


Amount: TypeAlias = Annotated[float, Meta(ge=0)]
Reasons: TypeAlias = tuple[str, ...]

_COST = "The most that one request can cost, in the currency of the prices; null: see open-cost."
_AT_LIMIT = (
    "The same where the longest answer that the model can give stands in for a missing cap; "
    "null where that is not known either."
)
_SECONDS = "The longest that one request can wait, without what a provider asks to wait."


class Worst(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The worst case of one call, for one request that reaches it."""

    cost: Annotated[Amount | None, Meta(description=_COST)] = None
    cost_at_model_limit: Annotated[Amount | None, Meta(description=_AT_LIMIT)] = None
    seconds: Annotated[Amount | None, Meta(description=_SECONDS)] = None
    price_of: Annotated[str, Meta(description="The row of the prices: the dearest model.")] = ""
    price_date: str = ""
    open_cost: Annotated[Reasons, Meta(description="Why no cost is said.")] = ()
    open_time: Annotated[Reasons, Meta(description="Why no time is said.")] = ()


class Load(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What a number of requests can cost at most. A month has 31 days."""

    times: Annotated[Literal[1, 10, 100], Meta(description="Of the stated load.")]
    requests_a_day: Amount
    cost_a_day: Amount | None
    cost_a_month: Amount | None
    cost_a_day_at_model_limit: Amount | None = None
    cost_a_month_at_model_limit: Amount | None = None


class Way(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What one request to a way in can cost and take at most: the sum of the calls it reaches."""

    route: Annotated[str, Meta(description='"" for the calls that stand in no known handler.')]
    calls: Annotated[int, Meta(ge=0, description="How many calls were counted.")]
    cost: Annotated[Amount | None, Meta(description=_COST)] = None
    cost_at_model_limit: Annotated[Amount | None, Meta(description=_AT_LIMIT)] = None
    seconds: Annotated[Amount | None, Meta(description=_SECONDS)] = None
    open_cost: Reasons = ()
    open_time: Reasons = ()
    loads: Annotated[
        tuple[Load, ...], Meta(description="If the whole stated load goes this way.")
    ] = ()


class Money(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Ceilings, not estimates: what nothing in the code keeps it from costing."""

    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]
    prices: Annotated[str, Meta(description="Where the prices are from.")]
    assumed: Annotated[
        str, Meta(description="The model that counts where the code does not say which.")
    ] = ""
    load: Annotated[str, Meta(description='As it was given: "1000/day"; may be empty.')] = ""
    ways: tuple[Way, ...] = ()
