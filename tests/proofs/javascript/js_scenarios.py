"""From facts to scenarios: what each call is given, and what should then be seen."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from js_code import Code, arguments, fits, placed
from js_server import PATIENCE
from js_subjects import Spoken, Subject

from prodgate import facts as f
from prodgate.writing import clock_ms

MARK = 77  # the cap that is looked for on the wire
SECONDS = 1
TURNS = 4  # the bound that is set on an agent loop
Expect = Literal["attempts", "at most", "more", "ends", "waits", "capped", "uncapped"]


@dataclass(frozen=True)
class Scenario:
    """A call with something set, what the server does, and what the facts say comes of it."""

    name: str
    title: str
    expect: Expect
    mode: str
    code: str
    attempts: int | None = None
    call: int = 0  # which call of the subject
    field: str = ""  # which fact it holds
    seconds: float = SECONDS  # when it should end


@dataclass(frozen=True)
class Said:
    """A call with its facts, and the two argument lists."""

    call: Spoken
    fact: f.Call
    client: f.Client | None
    made: list[Any]
    given: list[Any]

    def make(self, path: str, value: Any) -> Said:
        """With an argument of the client's constructor."""
        return replace(self, made=placed(self.made, path, value))

    def give(self, path: str, value: Any) -> Said:
        """With an argument of the call."""
        return replace(self, given=placed(self.given, path, value))

    def code(self) -> str:
        """The statements."""
        lines = []
        if maker := self.call.maker:
            if maker.before:
                lines.append(maker.before)
            lines.append(f"const client = {maker.code}({arguments(self.made)});")
        call = f"{self.call.code}({arguments(self.given)})"
        lines.append(self.call.whole.replace("{call}", call))
        return "\n".join(lines)


def release_of(sdk: f.Sdk, version: str) -> f.Release:
    """The release that holds a version."""
    from packaging.specifiers import SpecifierSet

    for release in sdk.releases:
        if not version or SpecifierSet(release.versions).contains(version, prereleases=True):
            return release
    raise AssertionError(f"{sdk.sdk}: no release for {version}")


def said(release: f.Release, spoken: Spoken) -> Said:
    """A call of a subject with its facts; the facts must name it."""
    facts = [c for c in release.calls if spoken.fact in (*c.paths, *c.functions)]
    assert len(facts) == 1, f"{spoken.fact}: {len(facts)} facts"
    client = None
    if spoken.maker:
        clients = [c for c in release.clients if spoken.maker.name in c.names]
        assert len(clients) == 1, f"{spoken.maker.name}: {len(clients)} facts"
        client = clients[0]
    made = spoken.maker.arguments if spoken.maker else []
    return Said(spoken, facts[0], client, made, spoken.arguments)


def scenarios(subject: Subject, release: f.Release) -> Iterator[Scenario]:
    """Everything the facts claim of the calls of a subject."""
    count = itertools.count()
    for number, spoken in enumerate(subject.calls):
        start = said(release, spoken)
        for scenario in _of_call(start):
            title = f"{spoken.fact}: {scenario.title}"
            if spoken.maker:
                title = f"{spoken.maker.name}, {title}"
            yield replace(scenario, name=f"s{next(count)}", title=title, call=number)


def _of_call(start: Said) -> Iterator[Scenario]:
    if start.call.loops:
        yield from _loops(start)
        return
    for field, made in (("retries", _attempts), ("timeout", _ending), ("cap", _caps)):
        yield from (replace(scenario, field=field) for scenario in made(start))
    yield from _default(start)


# -- attempts


def _attempts(start: Said) -> Iterator[Scenario]:
    on_call, on_client = start.fact.retries, start.client.retries if start.client else None
    for default in (on_call, on_client):
        if default and default.attempts != "client":
            yield _failing("nothing set", start, default.attempts)
            break
    if on_client and on_client.at:
        after = start.make(on_client.at[0], _again(on_client))
        yield _written(start, after) if on_client.write else _failing("one on the client", after, 2)
    if on_call and on_call.at and not on_call.advice:
        after = start.give(on_call.at[0], _again(on_call))
        yield _written(start, after) if on_call.write else _failing("one on the call", after, 2)


def _written(start: Said, after: Said) -> Scenario:
    """Code that a fix writes: it repeats where nothing did, and ends what had no end."""
    endless = bool(start.client and start.client.retries and start.client.retries.attempts is None)
    scenario = _failing("as a fix writes it", after, 1)
    return scenario if endless else replace(scenario, expect="more")


def _again(fact: f.Retries) -> Any:
    """What a fix writes, or one retry."""
    if fact.write:
        return _retries(fact)
    return 2 if fact.counts == "attempts" else 1


def _failing(title: str, said: Said, attempts: int | None) -> Scenario:
    return Scenario("", f"503, {title}", "attempts", "503", said.code(), attempts)


# -- time


def limit(fact: f.Timeout, seconds: float) -> Any:
    """What a fix writes."""
    if fact.write:
        text = fact.write.replace("{ms}", str(int(seconds * 1000)))
        return Code(text.replace("{s}", str(seconds)))
    return int(seconds * 1000) if fact.unit == "ms" else seconds


def once(start: Said) -> Said:
    """Without retries, so that one attempt is what is timed."""
    zero = {"retries": 0, "attempts": 1}
    if start.client and (fact := start.client.retries) and fact.at:
        value = Code(fact.write) if fact.write == "false" else zero[fact.counts]
        return start if fact.write and fact.write != "false" else start.make(fact.at[0], value)
    if (fact := start.fact.retries) and fact.at and not fact.write and not fact.advice:
        return start.give(fact.at[0], zero[fact.counts])
    return start


# The limits of Node's own fetch, which our clock does not move, begin here.
_NODE = 300
FASTER = 100  # in the mode "slow" a clock of JavaScript runs so much faster


def _default(start: Said) -> Iterator[Scenario]:
    """A default that a timer of JavaScript keeps: seen with a clock that runs faster."""
    own, made = start.fact.timeout, start.client.timeout if start.client else None
    fact = own if own is not None and own.default != "client" else made
    if fact is not None and isinstance(fact.default, float | int) and fact.default < _NODE:
        seconds = fact.default / FASTER
        code = once(start).code()
        title = f"hangs, nothing set, {fact.default:g} s"
        yield Scenario("", title, "ends", "slow", code, seconds=seconds, field="timeout.default")


def _ending(start: Said) -> Iterator[Scenario]:
    single = once(start)
    if start.client and (fact := start.client.timeout):
        for path in fact.at:
            yield _hanging(f"client {path}", single.make(path, limit(fact, SECONDS)))
        for path in fact.total:
            value = SECONDS * 1000 if path == "1.timeout" else _bound(path)
            if value:
                yield _hanging(f"client {path}", single.make(path, value))
        for path in fact.inert:
            yield _hanging(f"client {path}", single.make(path, SECONDS * 500), "waits")
    if fact := start.fact.timeout:
        for path in fact.at:
            if fits(start.given, path) and not _needs_other_form(start, path):
                yield _hanging(path, single.give(path, limit(fact, SECONDS)))
        for path in fact.total:
            other = not fits(start.given, path) or _needs_other_form(start, path)
            if not other and (value := _bound(path)):
                yield _hanging(path, single.give(path, value))
        for path in fact.inert:
            value = _bound(path) or SECONDS * 500
            yield _hanging(path, single.give(path, value), "waits")


def _needs_other_form(start: Said, path: str) -> bool:
    """``axios(url, config)`` takes its second argument only where the first is the address."""
    config = isinstance(start.given[0], dict)
    return config and path.startswith("1.") and start.call.fact == "axios.default"


def _bound(path: str) -> Any:
    if path.lower().endswith("signal"):
        return Code(f"AbortSignal.timeout({SECONDS * 1000})")
    return None


def _hanging(title: str, said: Said, expect: Expect = "ends") -> Scenario:
    return Scenario("", f"hangs, {title}", expect, "hang", said.code())


# -- caps


def _caps(start: Said) -> Iterator[Scenario]:
    bare = start
    if start.client and (cap := start.client.cap):
        for path in cap.at:
            yield _answered(f"client {path}", start.make(path, MARK), "capped")
        for path in cap.inert:
            yield _answered(f"client {path}", start.make(path, MARK), "uncapped")
    if cap := start.fact.cap:
        for path in cap.at:
            if fits(start.given, path):
                yield _answered(path, bare.give(path, MARK), "capped")
        for path in cap.inert:
            if fits(start.given, path):
                yield _answered(path, start.give(path, MARK), "uncapped")


def _answered(title: str, said: Said, expect: Expect) -> Scenario:
    return Scenario("", f"answers, {title}", expect, "200", said.code())


# -- agent loops


def _loops(start: Said) -> Iterator[Scenario]:
    loop, placed_by = _loop(start)
    default = start.client.loop.default if start.client and start.client.loop else loop.default
    if loop.default != "client":
        default = loop.default
    yield _looping("default", "nothing set", start, _requests(start, default))
    if not loop.at:
        return
    field = "write" if loop.write else "at"
    after = placed_by(loop.at[0], turns(loop))
    yield _looping(field, f"{TURNS} turns", after, TURNS + start.call.last)
    for name in loop.endless:
        code = Code(f'{name.rpartition(".")[2]}("never")')
        yield _looping("endless", name, placed_by(loop.at[0], code), PATIENCE + 1)
    if not loop.write:
        after = placed_by(loop.at[0], Code("null"))
        scenario = _looping("none", "null", after, _requests(start, None))
        if loop.none == "default":  # or refused
            most = _requests(start, default)
            scenario = replace(scenario, expect="at most", attempts=most)
        yield scenario


def _loop(start: Said) -> tuple[f.Loop, Callable[[str, Any], Said]]:
    if start.fact.loop is not None:
        return start.fact.loop, start.give
    assert start.client is not None, f"{start.call.fact}: no fact of a loop"
    assert start.client.loop is not None, f"{start.call.fact}: no fact of a loop"
    return start.client.loop, start.make


def _requests(start: Said, bound: int | str | None) -> int:
    """How often the model is asked until the loop ends by itself, or the server gives in."""
    if not isinstance(bound, int):
        return PATIENCE + 1
    asked = (bound + 1) // 2 if start.call.steps else bound
    return min(asked + start.call.last, PATIENCE + 1)


def turns(loop: f.Loop) -> Any:
    """What a fix writes; the steps of a graph are model and tool in turn, and the end."""
    if loop.write:
        return Code(loop.write.format(turns=TURNS, steps=2 * TURNS - 1))
    return TURNS


def _looping(field: str, title: str, said: Said, attempts: int) -> Scenario:
    title = f"always a tool, {title}"
    return Scenario("", title, "attempts", "tool", said.code(), attempts, field=f"loop.{field}")


# -- what fixes write


def fixed(subject: Subject, release: f.Release) -> str:
    """A TypeScript module with every call as the fixes leave it."""
    blocks = [subject.imports, "const URL = process.argv[2] as string;"]
    for spoken in subject.calls:
        for variant in _variants(said(release, spoken)):
            blocks.append("{\n" + variant.code() + "\n}")
    return "\n".join(blocks) + "\nexport {};\n"


def _variants(start: Said) -> Iterator[Said]:
    """With each cap that a fix writes; all else set on the client, then all on the call."""
    cap_fact = start.fact.cap
    caps = [cap_fact.at[0], *(w.at for w in cap_fact.write_when)] if cap_fact else [""]
    for cap in caps:
        if cap and not fits(start.given, cap):
            cap = ""
        capped = start.give(cap, 4096) if cap else start
        yield _set_on_client(capped)
        yield _set_on_call(capped)


def _set_on_client(result: Said) -> Said:
    client = result.client
    if client is None:
        return result
    if result.call.loops and client.loop and client.loop.at:
        result = result.make(client.loop.at[0], turns(client.loop))
    if client.cap:
        result = result.make(client.cap.at[0], 4096)
    if client.timeout and client.timeout.at:
        result = result.make(client.timeout.at[0], limit(client.timeout, 60))
    if client.retries and client.retries.at:
        result = result.make(client.retries.at[0], _retries(client.retries))
    return result


def _set_on_call(result: Said) -> Said:
    timeout, retries, loop = result.fact.timeout, result.fact.retries, result.fact.loop
    if result.call.loops and loop and loop.at:
        result = result.give(loop.at[0], turns(loop))
    if timeout and timeout.at and fits(result.given, timeout.at[0]):
        result = result.give(timeout.at[0], limit(timeout, 60))
    if retries and retries.at and not retries.advice:
        result = result.give(retries.at[0], _retries(retries))
    return result


def _retries(fact: f.Retries) -> Any:
    if fact.write:
        code = fact.write.replace("{retries}", "2").replace("{attempts}", "3")
        return Code(code.replace("{clock_ms}", str(clock_ms(2))))
    return 3 if fact.counts == "attempts" else 2
