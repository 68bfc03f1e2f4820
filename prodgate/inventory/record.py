"""The inventory, as data: what there is, where, and what it may cost. Described by its schema.

Everything has a place. No value of a secret and no text of a prompt is ever in it.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from prodgate.inventory.worst import Money, Worst

Count: TypeAlias = Annotated[int, Meta(ge=0)]
Hash: TypeAlias = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Language: TypeAlias = Literal["python", "javascript"]


class Place(Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """Where something stands. Lines count from 1; in a notebook they are those of the cell."""

    path: str
    line: Annotated[int, Meta(ge=1)] = 1
    cell: Annotated[int, Meta(ge=1)] | None = None


class Model(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A model that the code names, or takes from a setting."""

    name: Annotated[str, Meta(description='"" where only a setting says it.')]
    provider: str  # "openai", "anthropic"; "" where the code does not say
    pinned: Annotated[
        bool | None,
        Meta(description="Whether the name stands for one version for good; null: not known."),
    ]
    setting: Annotated[str, Meta(description="The environment variable that chooses it.")] = ""
    places: tuple[Place, ...] = ()


class Prompt(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A prompt that stands in the code, or in a file of its own."""

    place: Place
    role: Literal["system", "user", "template", "file", "unknown"]
    characters: Count
    hash: Annotated[Hash, Meta(description="SHA-256 of the text, holes as {}, blanks folded.")]
    holes: Annotated[tuple[str, ...], Meta(description="What is put into it.")] = ()


class Endpoint(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A way in: a route, a server action, a bot's handler, a queue's consumer."""

    place: Place
    method: str  # "GET", "POST", "*"; "" where there is none
    route: str  # "/chat"; the handler's name where there is no address
    framework: str
    asks_model: bool
    checks_caller: bool
    validates: Annotated[
        bool | None, Meta(description="Of what it is given; null where it reads no body.")
    ] = None
    limited: Annotated[bool, Meta(description="Whether a rate limiter stands before it.")] = False


class Sdk(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A library that the code reaches models or the network with."""

    name: str  # of the package
    language: Language
    kind: Annotated[str, Meta(description='As the facts say: "model", "http", ...')]
    declared: Annotated[str, Meta(description="What the manifest asks for; may be empty.")]
    locked: Annotated[str, Meta(description="The version in the lock file; may be empty.")]
    manifest: str = ""
    places: tuple[Place, ...] = ()  # where it is imported


class Tool(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Something that a model may have run."""

    name: str
    place: Place
    can: Annotated[
        tuple[
            Literal["read", "write", "delete", "execute", "network", "send", "spend", "unknown"],
            ...,
        ],
        Meta(description="What its code does, as far as it can be seen."),
    ]
    approval: Annotated[bool, Meta(description="Whether a person is asked before it runs.")] = False


class Secret(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The name of a secret or setting that has to be there for the program to run."""

    name: str
    secret: Annotated[bool, Meta(description="Whether its name says that it is one.")]
    required: Annotated[bool, Meta(description="Whether the code has no default for it.")]
    documented: Annotated[bool, Meta(description="Whether .env.example or a page names it.")]
    places: tuple[Place, ...] = ()


class DataSource(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Where data comes from or goes to."""

    kind: Literal["database", "vector-store", "object-store", "queue", "http", "file", "cache"]
    name: str  # "postgresql", "chroma", "https://api.example.com"
    place: Place


class Call(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A call that asks a model, with what bounds it. null: no bound is known."""

    place: Place
    sdk: str
    models: Annotated[tuple[str, ...], Meta(description="Names it may use; empty: not known.")]
    output_tokens: Annotated[int | None, Meta(description="The most one answer may have.")]
    timeout_seconds: Annotated[float | None, Meta(description="The longest one attempt waits.")]
    attempts: Annotated[int | None, Meta(description="The most requests for one call.")]
    rounds: Annotated[
        int | None, Meta(description="How often a loop or an agent may make it for one request.")
    ] = 1
    endpoint: Annotated[
        str, Meta(description="The first route whose handler it stands in, or leads to it.")
    ] = ""
    endpoints: Annotated[tuple[str, ...], Meta(description='All of them, as "POST /chat".')] = ()
    unknown: Annotated[
        tuple[Literal["output-tokens", "timeout-seconds", "attempts", "rounds"], ...],
        Meta(
            description="Of the bounds that are null, those that something may set, to a number "
            "that is not known."
        ),
    ] = ()
    worst: Worst | None = None


class Start(Struct, frozen=True, forbid_unknown_fields=True):
    """A way to start the program that a manifest names."""

    command: str
    place: Place


class Inventory(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What a tree is made of."""

    version: Annotated[Literal[1], Meta(description="Of this format.")]
    prodgate: str
    commit: Annotated[str, Meta(description="Of the tree, where git knows it.")] = ""
    models: tuple[Model, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    sdks: tuple[Sdk, ...] = ()
    tools: tuple[Tool, ...] = ()
    secrets: tuple[Secret, ...] = ()
    data: tuple[DataSource, ...] = ()
    calls: tuple[Call, ...] = ()
    start: tuple[Start, ...] = ()
    money: Money | None = None
    not_checked: tuple[str, ...] = ()  # "path: reason"
