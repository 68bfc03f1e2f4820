"""The longest that a caller can wait for a call.

For one request that reaches the call:

    rounds x (attempts x timeout + the waits between attempts)

The waits are those that the SDK chooses itself. A provider may ask for longer ones (Retry-After):
they are not counted, and the report says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from msgspec import Struct

from prodgate.inventory.reasons import NO_WAITS, TOO_MUCH, missing
from prodgate.inventory.record import Call
from prodgate.inventory.worst import Reasons


class Backoff(Struct, frozen=True):
    """How long an SDK waits before it asks again, in seconds: doubling, up to a most."""

    first: float
    most: float
    jitter: float = 0  # added at most

    def waits(self, attempts: int) -> float:
        """The sum of the waits between so many attempts."""
        total = 0.0
        wait = self.first
        for gap in range(attempts - 1):
            if wait >= self.most:
                return total + (attempts - 1 - gap) * (self.most + self.jitter)
            total += wait + self.jitter
            wait *= 2
        return total


_STAINLESS = Backoff(0.5, 8)
# Read in the sources of the packages: of the SDKs that are not here the waits are not known.
BACKOFF = {
    "openai": _STAINLESS, "anthropic": _STAINLESS, "@anthropic-ai/sdk": _STAINLESS,
    "groq": _STAINLESS, "groq-sdk": _STAINLESS, "together": Backoff(1, 10),
    "langchain-openai": _STAINLESS, "langchain-anthropic": _STAINLESS,
    "langchain-groq": _STAINLESS, "google-genai": Backoff(1, 60, 1),
    "ai": Backoff(2, float("inf")),
}  # fmt: skip


class Wait(Struct, frozen=True):
    """Seconds, or the reasons why there is no number."""

    seconds: float | None
    why: Reasons = ()


def wait_of(call: Call) -> Wait:
    """The longest that one request waits for one call."""
    why: list[str] = []
    if call.timeout_seconds is None:
        why.append(missing(call, "timeout-seconds"))
    if call.rounds is None:
        why.append(missing(call, "rounds"))
    if call.attempts is None:
        why.append(missing(call, "attempts"))
    backoff = BACKOFF.get(call.sdk)
    if call.attempts is not None and call.attempts > 1 and backoff is None:
        why.append(NO_WAITS)
    if why or call.timeout_seconds is None or call.rounds is None or call.attempts is None:
        return Wait(None, tuple(why))
    try:
        between = backoff.waits(call.attempts) if backoff and call.attempts > 1 else 0.0
        seconds = call.rounds * (call.attempts * call.timeout_seconds + between)
    except OverflowError:
        seconds = float("inf")
    return Wait(seconds) if isfinite(seconds) else Wait(None, (TOO_MUCH,))


def total(waits: Sequence[Wait]) -> Wait:
    """One call after the other."""
    why = tuple(dict.fromkeys(reason for each in waits for reason in each.why))
    known = [each.seconds for each in waits if each.seconds is not None]
    return Wait(sum(known)) if len(known) == len(waits) else Wait(None, why)
