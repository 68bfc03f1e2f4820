"""What one file shows of its controls: plain data, so that files can be shared out to processes."""

from __future__ import annotations

from msgspec import Struct, field


class Spot(Struct, frozen=True):
    """A place, and what stands there."""

    path: str
    line: int
    what: str = ""


class Made(Struct, frozen=True):
    """A client of a model SDK or of HTTP. None: it cannot be seen."""

    spot: Spot
    kind: str  # as the facts say: "model", "http"
    bounded: bool | None
    retried: bool | None
    literal_key: bool
    shared: bool | None  # made once for many requests


class Asked(Struct, frozen=True):
    """A call that asks a model."""

    spot: Spot
    direct: bool  # on no client of this file: its own arguments bound it
    capped: bool | None
    bounded: bool | None
    retried: bool | None
    blocking: bool  # a call in an async function that nobody awaits
    caught: bool  # a handler stands around it, and does something about the failure
    falls_back: bool  # the handler has another way on
    streamed: bool
    function: str  # it stands in; "" at the top of a module


class Way(Struct, frozen=True):
    """A handler behind which a model answers."""

    spot: Spot
    end: int  # its last line
    mentions: frozenset[str]  # every name in it and around it
    asks: bool  # it looks at the caller itself
    codes: frozenset[int]  # the error status that it answers with itself
    typed: bool  # a schema of the framework holds what it is given
    reads: int
    validated: bool  # what it reads goes through a validator
    route: str


class Function(Struct, frozen=True):
    """A function, by what its name is mentioned for elsewhere."""

    name: str
    spot: Spot
    mentions: frozenset[str]
    codes: frozenset[int]
    asks: bool
    logs: bool
    hook: bool  # runs before every request


class Acting(Struct, frozen=True):
    """A tool that writes, spends, sends or runs."""

    spot: Spot
    recorded: bool
    mentions: frozenset[str]


class FileFacts(Struct, frozen=True):
    """One file."""

    path: str
    made: tuple[Made, ...] = ()
    asked: tuple[Asked, ...] = ()
    ways: tuple[Way, ...] = ()
    functions: tuple[Function, ...] = ()
    tools: tuple[Spot, ...] = ()
    acting: tuple[Acting, ...] = ()
    parsed: tuple[Spot, ...] = ()  # objects that a model wrote
    structured: tuple[Spot, ...] = ()  # answers that an SDK holds to a schema
    bounds: tuple[Spot, ...] = ()  # lengths and ranges in schemas
    usage: tuple[Spot, ...] = ()  # tokens that are read and handed on
    health: tuple[Spot, ...] = ()
    trackers: tuple[Spot, ...] = ()
    tracing: tuple[Spot, ...] = ()
    settings: tuple[Spot, ...] = ()  # keys that come from the environment
    failures: tuple[Spot, ...] = ()  # application-wide handlers of errors
    agents: tuple[Spot, ...] = ()  # loops of an SDK and loops around a call
    budget: tuple[Spot, ...] = ()
    limiters: frozenset[str] = frozenset()  # names that a library for limits is bound to
    mounted: frozenset[str] = frozenset()  # names installed in front of every route of the tree
    mounted_here: frozenset[str] = frozenset()  # of the routes of this file
    aliases: dict[str, frozenset[str]] = field(default_factory=dict)
    models: tuple[Spot, ...] = ()
    prompts: tuple[Spot, ...] = ()
