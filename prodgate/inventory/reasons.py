"""Why there is no number: what the code does not bound, and what is only not known."""

from __future__ import annotations

from typing import Literal, TypeAlias

from prodgate.inventory.record import Call

Bound: TypeAlias = Literal["output-tokens", "timeout-seconds", "attempts", "rounds"]

NO_MODEL = "model not known"
NO_PRICE = "price not known"
NO_INPUT = "no bound on the input"
NO_WAITS = "waits between attempts not known"
NOT_FOLLOWED = "calls not known"
TOO_MUCH = "more than can be counted"
_MISSING: dict[Bound, tuple[str, str]] = {
    "output-tokens": ("no output cap", "output cap not known"),
    "timeout-seconds": ("no timeout", "timeout not known"),
    "attempts": ("no bound on the attempts", "attempts not known"),
    "rounds": ("no loop bound", "rounds not known"),
}


def missing(call: Call, bound: Bound) -> str:
    """What to say of a bound that is null: that nothing sets it, or that nobody knows to what."""
    return _MISSING[bound][bound in call.unknown]


def is_open(reason: str) -> bool:
    """Whether it is the code that has no bound. The rest is not known to us."""
    return "not known" not in reason


NO_CAP = _MISSING["output-tokens"][0]
