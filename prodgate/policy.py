"""What a team demands: the strict reading of ``prodgate.yaml`` or ``[tool.prodgate]``.

A policy is data. Loading one runs no code, follows no link out of the tree and fails with one
sentence that names the file, the line and what to do.
"""

from __future__ import annotations

import datetime
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from prodgate.findings import Gate, Language

YAML_NAMES = ("prodgate.yaml", "prodgate.yml")
PYPROJECT = "pyproject.toml"
PYPROJECT_LIMIT = 1_000_000  # bytes
BUILT_IN = "built-in defaults"


class PolicyError(Exception):
    """A policy that cannot be used; its text is one sentence for the user."""


# -- the types: what may stand in the file ----------------------------------------------------

# Names reach messages and generated code: no control characters, no line breaks.
_PLAIN = r"^[^\u0000-\u001f\u007f]+$(?!\n)"
_MODULE = r"([@~#]|[@~#]?[A-Za-z0-9_][A-Za-z0-9_.\-]*|\.{1,2})(/[A-Za-z0-9_.\-]+)*"
_IDENTIFIER = r"[A-Za-z_$][A-Za-z0-9_$]*"

Text: TypeAlias = Annotated[str, Meta(min_length=1, max_length=300, pattern=_PLAIN)]
Texts: TypeAlias = tuple[Text, ...]
Seconds: TypeAlias = Annotated[float, Meta(gt=0, le=86_400)]
Count: TypeAlias = Annotated[int, Meta(ge=1, le=1_000_000_000)]
FailOn: TypeAlias = Literal["note", "warning", "error", "never"]
Level: TypeAlias = Literal["note", "warning", "error", "off"]


class Function(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One function of the team: where it is imported from and what it is called."""

    module: Annotated[
        str,
        Meta(
            max_length=200,
            pattern=rf"^{_MODULE}$(?!\n)",
            description='Python module ("app.guard") or JavaScript specifier ("@/lib/guard"); '
            '"./lib/guard" is relative to the policy file.',
        ),
    ]
    name: Annotated[
        str,
        Meta(
            max_length=100,
            pattern=rf"^{_IDENTIFIER}$(?!\n)",
            description="The name that the module exports.",
        ),
    ]

    @property
    def language(self) -> Language:
        """The language of the module, told from its form: dotted identifiers are Python."""
        dotted = all(part.isidentifier() for part in self.module.split("."))
        return "python" if dotted else "javascript"


# The pattern is only published here and checked below: with a pattern of its own on text that may
# also be a list, msgspec 0.22 frees memory twice when the interpreter ends.
FUNCTION = rf"^{_MODULE}:{_IDENTIFIER}$(?!\n)"
FunctionText: TypeAlias = Annotated[str, Meta(extra_json_schema={"pattern": FUNCTION})]
# A list serves repositories with both languages: the first entry of the wanted language counts.
OwnFunction: TypeAlias = FunctionText | Function | tuple[FunctionText | Function, ...]
_OWN = 'The team\'s own function: "app.guard:name", {module, name}, or a list, one per language.'


class Functions(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Functions the team has already; fixes call these instead of writing a guard module."""

    sanitize: Annotated[OwnFunction | None, Meta(description=f"{_OWN} Cleans a prompt.")] = None
    tools_for_role: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Gives the tools a role may use.")
    ] = None
    choose_model: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Chooses a model by complexity and budget.")
    ] = None
    approval_policy: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Gives the approval policy of an agent.")
    ] = None
    caller_role: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Gives the role of the caller.")
    ] = None
    logger: Annotated[OwnFunction | None, Meta(description=f"{_OWN} Records an event.")] = None
    audit: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Records who did what with a tool.")
    ] = None
    record_usage: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Records the tokens of a model's answer.")
    ] = None
    untrusted: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Sets text from outside apart in a prompt.")
    ] = None
    client_messages: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Keeps a client from choosing roles.")
    ] = None
    redact: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Takes personal data out of a text.")
    ] = None
    approve: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Asks a person before an action runs.")
    ] = None
    check_tool: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Refuses a tool that a caller may not run.")
    ] = None
    require_caller: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Refuses a request of an unknown caller.")
    ] = None
    rate_limit: Annotated[
        OwnFunction | None, Meta(description=f"{_OWN} Refuses a caller that asks too often.")
    ] = None


class Limits(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The most that passes; exactly the limit passes."""

    max_timeout: Annotated[
        Seconds, Meta(description="Longest effective timeout of one attempt, in seconds.")
    ] = 120
    max_output_tokens: Annotated[
        Count, Meta(description="Largest output cap of one model call, in tokens.")
    ] = 64_000


class Defaults(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The values that fixes write."""

    timeout: Annotated[Seconds, Meta(description="Timeout of one attempt, in seconds.")] = 60
    output_tokens: Annotated[Count, Meta(description="Output cap of a model call, in tokens.")] = (
        4096
    )
    retries: Annotated[
        int, Meta(ge=0, le=9, description="Retries after the first attempt of a model call.")
    ] = 2
    turns: Annotated[Count, Meta(description="Turns of an agent loop.")] = 10
    list_items: Annotated[Count, Meta(description="Items of a list in a request body.")] = 100
    string_length: Annotated[
        Count, Meta(description="Characters of a string in a request body.")
    ] = 10_000
    document_length: Annotated[
        Count, Meta(description="Characters of a document, of code or a record in a request body.")
    ] = 100_000


class Tiers(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Model names by budget; a tier that is not named keeps the model that was there."""

    small: Annotated[Text | None, Meta(description="Model for simple requests.")] = None
    medium: Annotated[Text | None, Meta(description="Model for ordinary requests.")] = None
    large: Annotated[Text | None, Meta(description="Model for hard requests.")] = None


class Models(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The team's models."""

    tiers: Annotated[Tiers, Meta(description="Model names by budget.")] = Tiers()
    large: Annotated[
        Texts, Meta(description="Globs of model names that count as large, besides the known.")
    ] = ()


# What a person may vouch for, because no repository can show it, or shows it elsewhere.
Vouched: TypeAlias = Literal[
    "access-review",
    "alerts",
    "budget",
    "load-test",
    "on-call",
    "penetration-test",
    "rollback",
    "runbook",
]
ATTESTED_DAYS, MOST_DAYS = 180, 366


class Vouching(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What somebody vouches for, with a file of the repository as proof."""

    what: Annotated[Vouched, Meta(description="What was done or is in place.")]
    path: Annotated[Text, Meta(description="A file that shows it, relative to the root.")]
    by: Annotated[Text, Meta(description="Who vouches.")]
    on: Annotated[datetime.date, Meta(description="The day on which it was so.")]
    expires: Annotated[
        datetime.date | None,
        Meta(description=f"From when it counts no more; {ATTESTED_DAYS} days later by default."),
    ] = None

    @property
    def until(self) -> datetime.date:
        """The day from which it counts no more."""
        return self.expires or self.on + datetime.timedelta(days=ATTESTED_DAYS)


class Settings(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The policy file of prodgate: prodgate.yaml, or [tool.prodgate] in pyproject.toml."""

    fail_on: Annotated[
        FailOn, Meta(description='Least severity that fails a run; "never" only reports.')
    ] = "warning"
    select: Annotated[
        Texts, Meta(description="Rules or gates to run; an empty list runs all of them.")
    ] = ()
    ignore: Annotated[Texts, Meta(description="Rules or gates not to run.")] = ()
    exclude: Annotated[
        Texts, Meta(description="Globs of files that are not checked, relative to the root.")
    ] = ()
    severity: Annotated[
        dict[Text, Level], Meta(description='Severity by rule; "off" silences the rule.')
    ] = {}
    limits: Annotated[Limits, Meta(description="The most that passes.")] = Limits()
    defaults: Annotated[Defaults, Meta(description="The values that fixes write.")] = Defaults()
    models: Annotated[Models, Meta(description="The team's models.")] = Models()
    roles: Annotated[
        dict[Text, Texts], Meta(description="Tools by role; an unknown role gets none.")
    ] = {}
    approval: Annotated[
        Texts, Meta(description="Actions of an agent that a person must approve.")
    ] = ("write", "delete", "external_post")
    functions: Annotated[
        Functions, Meta(description="The team's own functions, called by fixes.")
    ] = Functions()
    packs: Annotated[
        Texts,
        Meta(
            description="Folders with rules/*.yaml and sdks/*.yaml, relative to the policy file; "
            "data only."
        ),
    ] = ()
    semgrep: Annotated[
        Literal["required", "optional"],
        Meta(description='Whether a missing Semgrep makes the run incomplete ("required").'),
    ] = "required"
    baseline: Annotated[
        Text, Meta(description="File of accepted old findings, relative to the root.")
    ] = ".prodgate-baseline.json"
    prices: Annotated[
        Text | None,
        Meta(description="File with the team's own prices of models, relative to the policy file."),
    ] = None
    attestations: Annotated[
        tuple[Vouching, ...],
        Meta(description="What the score cannot measure, and somebody vouches for."),
    ] = ()


class Policy(Settings, frozen=True, rename="kebab"):
    """Settings and where they came from."""

    source: str = BUILT_IN  # the path as it was found or given
    folder: Path | None = None  # the folder of that file: what packs are relative to
    lines: dict[tuple[str, ...], int] = {}  # key path -> line, for late checks

    def function(self, key: str, language: Language) -> Function | None:
        """The team's own function for a key of ``functions`` ("tools-for-role"), or None."""
        value: OwnFunction | None = getattr(self.functions, key.replace("-", "_"), None)
        entries = value if isinstance(value, tuple) else () if value is None else (value,)
        for entry in entries:
            found = Function(*entry.rsplit(":", 1)) if isinstance(entry, str) else entry
            if found.language == language:
                return found
        return None

    def pack_folders(self) -> tuple[Path, ...]:
        """The absolute folders of ``packs``, which ``load`` has checked."""
        return tuple((self.folder or Path()) / pack for pack in self.packs)


# -- loading ----------------------------------------------------------------------------------


def load(root: Path, explicit: Path | None = None) -> Policy:
    """The policy of a tree; the built-in defaults when it has none.

    ``explicit`` is a file the user named, inside or outside the tree. Raises PolicyError.
    """
    found = [name for name in YAML_NAMES if os.path.lexists(root / name)]
    if explicit is None and not found and not _mentions_us(root / PYPROJECT):
        return Policy()
    from prodgate import policy_file
    from prodgate.strict import DataError

    try:
        if explicit is not None:
            return policy_file.read_file(explicit)
        return policy_file.read_tree(root, found, in_pyproject=_mentions_us(root / PYPROJECT))
    except DataError as error:
        raise PolicyError(str(error)) from None


def check_names(policy: Policy, known_rules: Iterable[str]) -> None:
    """Raises PolicyError when ``select``, ``ignore`` or ``severity`` name what does not exist."""
    rules = set(known_rules)
    gates = {gate.value for gate in Gate}
    for path, name in _named(policy):
        known = rules if path[0] == "severity" else rules | gates
        if name not in known:
            from prodgate.strict import place, quote, suggest

            what = "rule" if path[0] == "severity" else "rule or gate"
            hint = suggest(name, known, "run 'prodgate rules' for the list")
            where = place(policy.source, policy.lines, path)
            raise PolicyError(f"{where}: {path[0]} names an unknown {what} {quote(name)}; {hint}")


def _named(policy: Policy) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, names in (("select", policy.select), ("ignore", policy.ignore)):
        for index, name in enumerate(names):
            yield (key, str(index)), name
    for name in policy.severity:
        yield ("severity", name), name


def _mentions_us(path: Path) -> bool:
    """Whether a pyproject.toml may hold a policy: cheaper than a parse, and mostly no.

    One that cannot be read counts as yes, so that the reader says so: a policy that is silently
    not applied would let a run pass by accident.
    """
    if not os.path.lexists(path):
        return False
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > PYPROJECT_LIMIT:
            return True
        return b"prodgate" in path.read_bytes()
    except OSError:
        return True
