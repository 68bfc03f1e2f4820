"""What is known of the SDKs: ``sdks/<language>/<sdk>.yaml``, decoded strictly.

A facts file says how the clients and calls of a library are named and what they do when nothing
is set. The call finder, the judge, the fixes and the proofs read it; a fact that nobody reads has
no place here.

**Names** are qualified: Python "openai.OpenAI", JavaScript "openai.default", "ai.generateText",
"@google/genai.GoogleGenAI"; a global function is its bare name ("fetch").

**Argument paths** are dotted. Python starts with a keyword ("timeout", "http_options.timeout");
JavaScript starts with the index of the argument ("0.maxOutputTokens", "1.signal"). A further part
is a key of the dict or object, or a keyword of the constructor call, that stands there. A number
in a Python path ("0") is a positional argument; "0|url" is a positional that may be a keyword.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from prodgate.edits import Import


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Base of all facts: immutable, unknown keys refused."""


class Unless(Fact, frozen=True):
    """A case in which the default is not a hazard: the argument at ``at`` looks like this.

    ``values``: globs, matched against a literal string. ``made-by``: qualified names of functions
    whose result stands there (``anthropic("claude-...")`` of @ai-sdk/anthropic). With neither, the
    argument need only be there.
    """

    at: str
    values: tuple[str, ...] = ()
    made_by: tuple[str, ...] = ()


class Made(Fact, frozen=True):
    """What an object below a setting is made by, where what is around it is such an object too.

    ``at``: its key; ``module`` and ``name``: the class.
    """

    at: str
    module: str
    name: str


class Timeout(Fact, frozen=True):
    """How one attempt is bounded in time.

    ``at``: paths where it can be set, the first is the one a fix writes. ``default``: seconds when
    nothing is set, null for none at all; on a call, "client" means that the client's applies.
    ``none``: what an explicit None means. ``inert``: paths that look like it and do nothing.
    ``total``: other paths that bound the call (a signal, a wall clock), whatever their value.
    ``write``: the code a fix writes, with {s} and {ms}; default is the plain number in the unit.
    """

    at: tuple[str, ...] = ()
    unit: Literal["s", "ms"] = "s"
    default: float | Literal["client"] | None = "client"
    none: Literal["unlimited", "default"] = "unlimited"
    zero: Literal["unlimited", "fails"] = "fails"
    inert: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    unless: tuple[Unless, ...] = ()
    why: str = ""  # after "waits ...": what makes the default so, in a clause
    slow: bool = False  # a sound answer may take longer (a local model, a stream): never safe
    write: str | None = None
    imports: tuple[Import, ...] = ()
    classes: tuple[Made, ...] = ()  # of the objects on the way to ``at``
    recipe: str = ""  # for a person, where no parameter can be set


class Retries(Fact, frozen=True):
    """How often a failed attempt is repeated.

    ``attempts``: requests seen on a steady 503 when nothing is set, the first one included.
    ``counts``: whether the parameter counts "retries" or "attempts". ``timeouts``: whether an
    attempt that ran out of time is repeated too.
    """

    at: tuple[str, ...] = ()
    timeouts: bool = True
    attempts: int | Literal["client"] | None = "client"
    counts: Literal["retries", "attempts"] = "retries"
    unless: tuple[Unless, ...] = ()
    why: str = ""
    # The code a fix writes, with {retries}, {attempts}, and {clock_ms} (``writing.clock_ms``).
    write: str | None = None
    imports: tuple[Import, ...] = ()
    classes: tuple[Made, ...] = ()
    advice: bool = False  # a note at most (raw HTTP, a local model)
    recipe: str = ""


class WriteWhen(Fact, frozen=True):
    """Another path to write where the client has an argument (``base_url``: another provider)."""

    client_has: str
    at: str


class Make(Fact, frozen=True):
    """The object to write where the argument that holds a setting is not there at all.

    ``at``: that argument; ``code`` with {value}.
    """

    at: str
    code: str
    imports: tuple[Import, ...] = ()


class Cap(Fact, frozen=True):
    """How the length of the output is bounded.

    ``default``: tokens when nothing is set; null for no bound but the model's own; "required":
    the SDK refuses a call without it, absence is a crash and not a finding.
    ``inert``: names of other versions that do nothing here.
    """

    at: tuple[str, ...]
    default: int | Literal["required"] | None = None
    inert: tuple[str, ...] = ()
    unless: tuple[Unless, ...] = ()
    write_when: tuple[WriteWhen, ...] = ()
    make: Make | None = None
    why: str = ""


class Loop(Fact, frozen=True):
    """How many turns an agent takes at most: calls of the model, or steps of a graph.

    ``at``: paths where the bound is set, the first is the one a fix writes. ``default``: the bound
    when nothing is set, null for none at all; on a call, "client" means that the object's applies.
    ``none``: what an explicit None means. ``unlimited``: numbers that mean none (0, -1). ``also``:
    paths that bound the loop in another way when they are given (a budget, a condition).
    ``endless``: functions whose result at ``at`` never ends the loop by itself. ``needs``: nothing
    loops without one of these arguments (tools).
    ``write``: the code a fix writes, with {turns}, and {steps} of a graph that takes two and more
    a turn; default is the plain number of turns.
    """

    at: tuple[str, ...] = ()
    default: int | Literal["client"] | None = "client"
    none: Literal["unlimited", "default"] = "unlimited"
    unlimited: tuple[int, ...] = ()
    also: tuple[str, ...] = ()
    endless: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    why: str = ""  # a clause: what makes the default so
    write: str | None = None
    imports: tuple[Import, ...] = ()
    classes: tuple[Made, ...] = ()
    recipe: str = ""  # for a person, where no parameter can be set


class Key(Fact, frozen=True):
    """Where the API key goes and which environment variable the SDK reads by itself."""

    at: tuple[str, ...]
    env: str


class Client(Fact, frozen=True):
    """A constructor, or a function that returns a client.

    ``model``: the object is the model itself (LangChain): its cap is set here, and calling any
    method of it generates. ``derive``: methods that return the same client with other settings.
    ``wraps``: the path of the argument that holds the real client (``instructor.from_openai(c)``):
    the result behaves as that client. ``transport``: an argument with an HTTP client of its own.
    ``returns``: methods that return another object of this SDK to call (``getGenerativeModel``),
    whose own arguments count as settings of the client. ``connections``: whether every instance
    opens its "own", or takes those of the process ("shared"), so that making one costs nothing.
    """

    names: tuple[str, ...]
    model: bool = False
    timeout: Timeout | None = None
    retries: Retries | None = None
    cap: Cap | None = None
    loop: Loop | None = None
    key: Key | None = None
    transport: tuple[str, ...] = ()
    derive: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    wraps: str | None = None
    connections: Literal["own", "shared"] = "shared"
    default_model: str = ""  # that the library takes where none is named


class Call(Fact, frozen=True):
    """A call that does the work: a method path on a client, or a function.

    ``distinctive``: the path is enough where the client was made in another file, given that the
    file imports this SDK or nothing else claims the path. ``structured``: a cut answer raises.
    ``kind``: "generate" spends output tokens; "http" is a request; "other" is known and unjudged
    (embeddings, images), so that nothing else claims it. ``usage``: the answer says what it took.
    """

    paths: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    kind: Literal["generate", "http", "other"] = "generate"
    distinctive: bool = False
    structured: bool = False
    usage: bool = True
    cap: Cap | None = None
    timeout: Timeout | None = None
    retries: Retries | None = None
    loop: Loop | None = None
    model: str | None = None  # path of the model's name
    prompt: tuple[str, ...] = ()  # paths of what the model is asked
    url: str | None = None  # path of the address of a raw request
    tools: str | None = None  # path of the tools given to an agent


class Release(Fact, frozen=True):
    """The clients and calls of a range of versions (packaging's specifiers; "" is all).

    ``pinned``: counts only where a manifest of the project names a version in the range, and then
    alone; without one, nobody has to agree with it (old minors, short windows).
    """

    versions: str = ""
    pinned: bool = False
    clients: tuple[Client, ...] = ()
    calls: tuple[Call, ...] = ()


class Measured(Fact, frozen=True):
    """On what the facts were seen, and which proof holds them."""

    version: str
    date: str
    also: tuple[str, ...] = ()
    proof: str = ""  # a test under tests/proofs/


class Models(Fact, frozen=True):
    """Globs of model names. ``plain`` take a cap as it is; ``reasoning`` spend it on thinking.

    ``moving``: whole names that the provider points at another model from time to time, each with
    the fixed name it stood for when that was last looked up; "" where that changes too often to be
    written down. ``retired``: fixed names that the provider has shut down, as its own list says.
    ``outputs``: the most tokens that a model writes by itself, of those that write few.
    """

    plain: tuple[str, ...] = ()
    reasoning: tuple[str, ...] = ()
    large: tuple[str, ...] = ()
    moving: dict[str, str] = {}
    retired: tuple[str, ...] = ()
    outputs: dict[str, int] = {}


class Sdk(Fact, frozen=True):
    """One facts file. Releases stand newest first."""

    sdk: str
    language: Literal["python", "javascript"]
    package: str  # its name in a manifest; "" for what comes with the language
    imports: tuple[str, ...]  # roots that a file must import; () for globals
    measured: Measured
    releases: tuple[Release, ...]
    kind: Literal["model", "http"] = "model"
    title: str = ""  # as people write it; default: the package
    models: Models = Models()

    @property
    def label(self) -> str:
        """The name for messages."""
        return self.title or self.package or self.sdk


class FactsError(Exception):
    """A facts file that does not fit the schema; the text is one sentence with file and place."""


def decode(text: str, name: str) -> Sdk:
    """An SDK from the text of its YAML file. Raises ``FactsError``."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(text, Loader=loader)  # noqa: S506  (a safe loader, in C)
        return msgspec.convert(data, Sdk)
    except yaml.YAMLError as error:
        raise FactsError(f"{name}: not YAML: {str(error).splitlines()[0]}") from None
    except msgspec.ValidationError as error:
        raise FactsError(f"{name}: {error}") from None
