"""Ceilings of money: the formula, what absorbs it, and loads."""

from __future__ import annotations

import math
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from prodgate.inventory import cost, latency, money
from prodgate.inventory.prices import Long, Prices, Row
from prodgate.inventory.record import Call, Endpoint, Inventory, Place

TABLE = Prices(
    "USD",
    "a test",
    {
        "small": Row("2026-01-01", 1, 4, 1000, 200),
        "big": Row("2026-01-02", 10, 40, 1000, 100),
        "long": Row("2026-01-01", 1, 4, 1000, 200, Long(500, 2, 6)),
        "short": Row("2026-01-01", 1, 4, 500, 200, Long(500, 2, 6)),
        "vectors": Row("2026-01-01", 1, 0),
        "endless": Row("2026-01-01", 1, 4, 1000),
        "free": Row("2026-01-01", 0, 0),
    },
)


def call(**bounds: object) -> Call:
    usual = {
        "place": Place("app.py", 3), "sdk": "openai", "models": ("small",), "output_tokens": 100,
        "timeout_seconds": 10.0, "attempts": 1, "rounds": 1, "endpoints": ("POST /ask",),
    }  # fmt: skip
    return msgspec.convert({**{_dash(k): v for k, v in {**usual, **bounds}.items()}}, Call)


def _dash(name: str) -> str:
    return name.replace("_", "-")


# -- one call ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bounds", "dollars"),
    [
        ({}, "0.0014"),  # 1000 x 1 + 100 x 4
        ({"attempts": 3}, "0.0042"),
        ({"rounds": 5}, "0.007"),
        ({"attempts": 3, "rounds": 5}, "0.021"),
        ({"models": ("small", "big")}, "0.014"),  # the dearest
        ({"models": ("long",)}, "0.0026"),  # the whole window is long
        ({"models": ("short",)}, "0.0009"),  # its window ends where the long price would begin
        ({"output_tokens": 100_000}, "0.401"),  # a cap beyond the model's own still counts
        ({"models": ("free",), "output_tokens": None}, "0"),
        ({"rounds": 0}, "0"),
    ],
)
def test_a_bounded_call_costs(bounds: dict[str, object], dollars: str) -> None:
    found = cost.cost_of(call(**bounds), TABLE)
    assert (found.amount, found.why) == (Decimal(dollars), ())
    assert found.at_model_limit == found.amount


@pytest.mark.parametrize(
    ("bounds", "why", "at_limit"),
    [
        ({"output_tokens": None}, ("no output cap",), "0.0018"),
        ({"output_tokens": None, "models": ("endless",)}, ("no output cap",), None),
        ({"rounds": None}, ("no loop bound",), None),
        ({"attempts": None}, ("no bound on the attempts",), None),
        ({"models": ()}, ("model not known",), None),
        ({"models": ("small", "nobody-9")}, ("price not known: nobody-9",), None),
        ({"models": ("vectors",)}, ("no bound on the input: vectors",), None),
        ({"output_tokens": None, "rounds": None}, ("no output cap", "no loop bound"), None),
        (
            {"output_tokens": None, "unknown": ("output-tokens",)},
            ("output cap not known",),
            "0.0018",
        ),
    ],
)
def test_what_has_no_bound_says_why(
    bounds: dict[str, object], why: tuple[str, ...], at_limit: str | None
) -> None:
    found = cost.cost_of(call(**bounds), TABLE)
    assert (found.amount, found.why) == (None, why)
    assert found.at_model_limit == (Decimal(at_limit) if at_limit else None)


bounds = st.none() | st.integers(1, 10**6)
calls = st.builds(
    lambda models, tokens, seconds, attempts, rounds: call(
        models=models, output_tokens=tokens, timeout_seconds=seconds, attempts=attempts,
        rounds=rounds,
    ),
    st.lists(st.sampled_from(["small", "big", "long", "free", "vectors", "nobody"]), max_size=3),
    bounds, st.none() | st.floats(0.1, 1e6), bounds, bounds,
)  # fmt: skip
FIELDS = ("output_tokens", "timeout_seconds", "attempts", "rounds")


@given(calls, st.sampled_from(FIELDS), st.integers(1, 1000))
def test_a_looser_bound_never_costs_or_waits_less(one: Call, name: str, more: int) -> None:
    value = getattr(one, name)
    if value is None:
        return
    looser = replace(one, **{name: value + more})
    before, after = cost.cost_of(one, TABLE), cost.cost_of(looser, TABLE)
    assert (before.amount is None) == (after.amount is None)
    if before.amount is not None and after.amount is not None:
        assert after.amount >= before.amount
    waited, waits = latency.wait_of(one).seconds, latency.wait_of(looser).seconds
    assert (waited is None) == (waits is None)
    assert waited is None or waits is None or waits >= waited


@given(calls, st.sampled_from(FIELDS))
def test_no_bound_is_never_a_number_where_it_counts(one: Call, name: str) -> None:
    without = replace(one, **{name: None})
    if name in {"attempts", "rounds", "timeout_seconds"}:
        assert latency.wait_of(without).seconds is None
    if name in {"attempts", "rounds"}:
        assert cost.cost_of(without, TABLE).amount is None


@given(calls)
def test_there_is_a_number_or_a_reason(one: Call) -> None:
    found, wait = cost.cost_of(one, TABLE), latency.wait_of(one)
    assert (found.amount is None) == bool(found.why)
    assert (wait.seconds is None) == bool(wait.why)
    worst = money.worst_of(one, TABLE)
    assert all(n is None or math.isfinite(n) for n in (worst.cost, worst.seconds))
    assert msgspec.json.decode(msgspec.json.encode(worst), type=type(worst)) == worst


@given(st.lists(calls, max_size=4), calls)
def test_one_more_call_never_makes_a_request_cheaper(some: list[Call], further: Call) -> None:
    priced = [cost.cost_of(each, TABLE) for each in some]
    before = cost.total(priced)
    after = cost.total([*priced, cost.cost_of(further, TABLE)])
    if before.amount is None:
        assert after.amount is None
    elif after.amount is not None:
        assert after.amount >= before.amount


@pytest.mark.parametrize("rounds", [10**400, 10**40, 2**63])
def test_numbers_beyond_counting_are_no_numbers(rounds: int) -> None:
    one = replace(call(), rounds=rounds, attempts=rounds)
    worst = money.worst_of(one, TABLE)
    assert worst.cost is None or math.isfinite(worst.cost)
    assert worst.seconds is None or math.isfinite(worst.seconds)
    if rounds == 10**400:
        assert (worst.open_cost, worst.open_time) == (("more than can be counted",),) * 2


# -- ways in and loads -------------------------------------------------------------------------


def found(*some: Call, ways: tuple[str, ...] = ()) -> Inventory:
    named = [way.split(" ") for way in ways]
    ends = tuple(
        Endpoint(Place("app.py", 1), method, route, "fastapi", True, False)
        for method, route in named
    )
    return Inventory(1, "0", calls=some, endpoints=ends)


def test_a_way_in_costs_what_it_reaches() -> None:
    priced = money.with_money(
        found(
            call(), call(models=("big",)), call(endpoints=("POST /ask", "GET /x")),
            call(endpoints=(), output_tokens=None),
            ways=("POST /ask", "GET /x", "GET /lost"),
        ),
        TABLE,
    )  # fmt: skip
    assert priced.money is not None
    told = {way.route: (way.calls, way.cost, way.open_cost) for way in priced.money.ways}
    assert told == {
        "GET /lost": (0, None, ("calls not known",)),
        "GET /x": (1, 0.0014, ()),
        "POST /ask": (3, 0.0168, ()),
        "": (1, None, ("no output cap",)),
    }
    assert all(not way.loads for way in priced.money.ways)


def test_loads_are_exact() -> None:
    priced = money.with_money(found(call()), TABLE, "1000/day").money
    assert priced is not None
    (way,) = priced.ways
    assert [(n.times, n.requests_a_day, n.cost_a_day, n.cost_a_month) for n in way.loads] == [
        (1, 1000, 1.4, 43.4),
        (10, 10_000, 14, 434),
        (100, 100_000, 140, 4340),
    ]


def test_a_load_without_a_bound_stays_without_one() -> None:
    priced = money.with_money(found(call(output_tokens=None)), TABLE, "1000/day").money
    assert priced is not None
    (load, _, _) = priced.ways[0].loads
    assert (load.cost_a_day, load.cost_a_day_at_model_limit) == (None, 1.8)


def test_no_requests_cost_nothing() -> None:
    priced = money.with_money(found(call(output_tokens=None)), TABLE, "0/day").money
    assert priced is not None
    assert [(n.cost_a_day, n.cost_a_month) for n in priced.ways[0].loads] == [(0, 0)] * 3


@pytest.mark.parametrize(
    ("text", "a_day"),
    [
        ("1000/day", 1000),
        ("1/second", 86_400),
        ("2/minute", 2880),
        ("1.5/hour", 36),
        ("28/month", 1),
    ],
)
def test_a_load_is_a_number_in_a_time(text: str, a_day: int) -> None:
    assert cost.requests_a_day(text) == a_day


@pytest.mark.parametrize(
    "text",
    ["", "1000", "many/day", "-1/day", "1e9/day", "1000/year", "1000 / day", "1/day\n2", "1" * 13
     + "/day", "nan/day", "\N{ARABIC-INDIC DIGIT ONE}/day"],
)  # fmt: skip
def test_any_other_load_is_one_sentence(text: str) -> None:
    with pytest.raises(cost.LoadError, match=r"^a load is a number of requests in a time, like"):
        cost.requests_a_day(text)


# -- waiting -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bounds", "seconds"),
    [
        ({}, 10),
        ({"attempts": 2, "timeout_seconds": 2}, 4.5),  # as measured against the real client
        ({"attempts": 3}, 31.5),  # 0.5 s and 1 s between them
        ({"attempts": 3, "rounds": 4}, 126),
        ({"attempts": 10}, 100 + 0.5 + 1 + 2 + 4 + 5 * 8),
        ({"sdk": "google-genai", "attempts": 3}, 30 + 2 + 3),
        ({"sdk": "of nobody"}, 10),
    ],
)
def test_a_bounded_call_waits(bounds: dict[str, object], seconds: float) -> None:
    assert latency.wait_of(call(**bounds)) == latency.Wait(seconds)


@pytest.mark.parametrize(
    ("bounds", "why"),
    [
        ({"timeout_seconds": None}, ("no timeout",)),
        ({"rounds": None, "timeout_seconds": None}, ("no timeout", "no loop bound")),
        ({"sdk": "of nobody", "attempts": 2}, ("waits between attempts not known",)),
        ({"timeout_seconds": None, "unknown": ("timeout-seconds",)}, ("timeout not known",)),
    ],
)
def test_an_endless_wait_says_why(bounds: dict[str, object], why: tuple[str, ...]) -> None:
    assert latency.wait_of(call(**bounds)) == latency.Wait(None, why)
