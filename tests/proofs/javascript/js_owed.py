"""What is to be proven: every place in the facts where a safe fix writes something."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from prodgate import facts as f

ROOT = Path(__file__).parents[3]
MOST_SECONDS = 5.0  # the policy of the proofs; see js_fixing.py
MOST_TURNS = 1000


@dataclass(frozen=True)
class Owed:
    """A rule, and the client or call of an SDK (of some releases) at which its fix writes."""

    rule: str
    sdk: str
    versions: str  # of the release; "" for all
    names: tuple[str, ...]  # of the client or call in the facts


def sdks() -> Iterator[f.Sdk]:
    """Every facts file of JavaScript."""
    for path in sorted((ROOT / "sdks/javascript").glob("*.yaml")):
        yield f.decode(path.read_text(), path.name)


def owed(sdk: f.Sdk) -> Iterator[Owed]:
    """What the safe fixes write for an SDK."""
    timeouts = "missing-timeout" if sdk.kind == "model" else "http-without-timeout"
    for release in sdk.releases:
        for client in release.clients:
            if _writes_timeout(client.timeout):
                yield Owed(timeouts, sdk.sdk, release.versions, client.names)
            if sdk.kind == "model" and _writes_retries(client.retries):
                yield Owed("missing-retry", sdk.sdk, release.versions, client.names)
            if client.model and _writes_cap(client.cap):
                yield Owed("uncapped-tokens", sdk.sdk, release.versions, client.names)
            if _writes_loop(client.loop):
                yield Owed("unbounded-agent-loop", sdk.sdk, release.versions, client.names)
        for call in release.calls:
            yield from _of_call(sdk, release, call, timeouts)


def _of_call(sdk: f.Sdk, release: f.Release, call: f.Call, timeouts: str) -> Iterator[Owed]:
    names = (*call.paths, *call.functions)
    calm = tuple(n for n in names if "stream" not in n.rpartition(".")[2].lower())
    if _writes_timeout(call.timeout) and calm:  # the limit of a stream is no safe fix
        yield Owed(timeouts, sdk.sdk, release.versions, calm)
    if sdk.kind == "model" and _writes_retries(call.retries):
        yield Owed("missing-retry", sdk.sdk, release.versions, names)
    plain = bool(sdk.models.plain) and call.model is not None
    if call.kind == "generate" and not call.structured and plain and _writes_cap(call.cap):
        yield Owed("uncapped-tokens", sdk.sdk, release.versions, names)
    if _writes_loop(call.loop):
        yield Owed("unbounded-agent-loop", sdk.sdk, release.versions, names)


def _writes_timeout(fact: f.Timeout | None) -> bool:
    if fact is None or not fact.at or fact.default == "client" or fact.slow:
        return False
    return (math.inf if fact.default is None else float(fact.default)) > MOST_SECONDS


def _writes_retries(fact: f.Retries | None) -> bool:
    return fact is not None and bool(fact.at) and fact.attempts == 1


def _writes_cap(fact: f.Cap | None) -> bool:
    return fact is not None and bool(fact.at) and fact.default is None


def _writes_loop(fact: f.Loop | None) -> bool:
    return fact is not None and bool(fact.at) and fact.default is None


_TOOL_RUNNER = "the tool runner came with a later release: there is nothing to run"
_CONVEX = "its agent runs inside a Convex deployment, with its database; there is none here"
UNPROVEN = {
    Owed("unbounded-agent-loop", "anthropic", "<0.50", ("beta.messages.toolRunner",)): _TOOL_RUNNER,
    Owed("uncapped-tokens", "convex-agent", ">=0.2,<0.3", ("@convex-dev/agent.Agent",)): _CONVEX,
}
