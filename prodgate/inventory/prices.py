"""The price table: a dated list of what models cost, and which row a name stands for."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import replace

from prodgate.inventory.worst import MoneyError
from prodgate.regex import lazy
from prodgate.strict import DataError, Lines, convert, place, quote, read_text, read_yaml

BUILT_IN = Path(__file__).parent.parent / "prices.yaml"
_LIMIT = 1_000_000  # bytes

Price: TypeAlias = Annotated[float, Meta(ge=0, le=1_000_000)]  # for a million tokens
Tokens: TypeAlias = Annotated[int, Meta(ge=1, le=1_000_000_000)]
_PLAIN = r"^[^\u0000-\u001f\u007f]+$(?!\n)"
Text: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200, pattern=_PLAIN)]


class PriceError(MoneyError):
    """A price table that cannot be used; its text is one sentence for the user."""


# -- the types: what may stand in the file -----------------------------------------------------


class Long(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The price of a call whose input is long."""

    above: Annotated[Tokens, Meta(description="Tokens of input from which it holds.")]
    input: Price
    output: Price


class Row(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What one model costs, for a million tokens."""

    date: Annotated[
        str,
        Meta(
            pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\n)",
            description="When the price was the price.",
        ),
    ]
    input: Price
    output: Price
    context: Annotated[
        Tokens | None, Meta(description="The most input that one call can have, in tokens.")
    ] = None
    max_output: Annotated[
        Tokens | None, Meta(description="The longest answer of the model, in tokens.")
    ] = None
    long: Long | None = None
    provider: Text = "own"


class PriceFile(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A price table of prodgate: the built-in one, or one of the user's own."""

    version: Annotated[Literal[1], Meta(description="Of this format.")]
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$(?!\n)", description='"USD", "EUR"')]
    models: Annotated[dict[Text, Row], Meta(description="Rows by the name of the model.")]
    source: Annotated[Text, Meta(description="Where the prices are from.")] = "own prices"
    assume: Annotated[
        Text | None,
        Meta(description="The model that counts where the code does not say which."),
    ] = None
    replace: Annotated[
        bool, Meta(description="Whether the built-in rows are left out; true for a currency "
                               "other than USD.")
    ] = False  # fmt: skip


# -- loading -----------------------------------------------------------------------------------


class Prices(Struct, frozen=True):
    """Rows by name, in one currency."""

    currency: str
    source: str
    rows: Mapping[str, Row]
    assumed: str = ""  # the model where the code does not say which


def load(own: Path | None = None, name: str = "", root: Path | None = None) -> Prices:
    """The built-in prices, with a user's own rows in front of them, or instead of them.

    ``name`` is what messages call the user's file; with ``root``, a link out of it is refused.
    Raises PriceError.
    """
    try:
        if own is None:
            return _built_in()
        source = name or os.fspath(own)
        file, lines = _read(own, source, root)
    except DataError as error:
        raise PriceError(str(error)) from None
    base = _built_in()
    rows = file.models if file.replace else {**base.rows, **file.models}
    table = Prices(file.currency, file.source, rows, file.assume or "")
    if file.assume and find(table, file.assume) is None:
        where = place(source, lines, ("assume",))
        raise PriceError(f"{where}: there is no row for {quote(file.assume)}; add one to models")
    if file.replace:
        return table
    if file.currency != base.currency:
        where = place(source, lines, ("currency",))
        raise PriceError(
            f"{where}: the prices are in {file.currency} and the built-in ones in "
            f'{base.currency}; write "replace: true" to use yours alone'
        )
    return replace(table, source=f"{file.source}; {base.source}")


@lru_cache(maxsize=1)
def _built_in() -> Prices:
    file, _ = _read(BUILT_IN, "prices.yaml")
    return Prices(file.currency, file.source, file.models)


def _read(path: Path, source: str, root: Path | None = None) -> tuple[PriceFile, Lines]:
    data, lines = read_yaml(read_text(path, source, root, _LIMIT), source)
    if data is None:
        raise DataError(f"{source}: is empty; write version, currency and models")
    file = convert(data, PriceFile, lines, source)
    for name, row in file.models.items():
        where = ("models", name, "date")
        if not _is_date(row.date):
            raise DataError(f"{place(source, lines, where)}: {quote(row.date)} is no day; "
                            "write it like 2026-01-31")  # fmt: skip
    return file, lines


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


# -- which row a name stands for ---------------------------------------------------------------


class Match(Struct, frozen=True):
    """A row, and how the name led to it."""

    name: str
    row: Row
    how: Literal["exact", "prefix", "family"]


# Who serves models of others at prices of their own: a name counts there with theirs only.
_HOSTS = {
    "groq": "groq", "groq-sdk": "groq", "langchain-groq": "groq", "@langchain/groq": "groq",
    "@ai-sdk/groq": "groq",
    "together": "together", "together-ai": "together", "langchain-together": "together",
    "@ai-sdk/togetherai": "together",
    "fireworks-ai": "fireworks", "huggingface_hub": "huggingface",
    "@huggingface/inference": "huggingface", "replicate": "replicate", "ollama": "ollama",
    "langchain-ollama": "ollama",
}  # fmt: skip
# Servers that a client of another provider's SDK may be given; any other has prices of its own.
_SERVERS = {
    "": "", "openrouter.ai": "", "api.deepseek.com": "", "api.x.ai": "",
    "api.groq.com": "groq", "api.together.xyz": "together", "api.together.ai": "together",
}  # fmt: skip
_ALIASES = {"together_ai": "together", "together-ai": "together", "togetherai": "together"}
# Names of routers and libraries for the maker's own service, which the maker's price holds for.
_MAKERS = (
    "openai", "azure", "anthropic", "google", "google-gla", "google-vertex", "google_genai",
    "google_vertexai", "googleai", "gemini", "vertex_ai", "vertexai", "models", "mistral",
    "mistralai", "cohere", "deepseek", "xai", "x-ai", "voyage", "voyageai", "openrouter",
    "litellm", "openai-chat", "openai-responses", "bedrock", "bedrock_converse",
    "amazon-bedrock", "chat", "converse", "responses",
)  # fmt: skip
_PREFIX = lazy(rf"(?:{'|'.join(_MAKERS)})[/:](?=.)")
_REGION = lazy(r"(?:us|eu|apac|global|au|jp)\.(?=[a-z0-9]+\.)")
_DATED = lazy(r"(?:-20\d\d-\d\d-\d\d|-20\d{6}|@20\d{6}|-\d{3})\Z")
_TUNED = lazy(r"(ft:[^:]+):.*\Z")


def find(prices: Prices, name: str, package: str = "", server: str = "") -> Match | None:
    """The row of a model's name; None where its price is not known.

    The name as it is; without the words of providers and regions before it; without the date after
    it. ``package`` is the library it is asked with, which may be a host with prices of its own;
    ``server`` is the host that the code names instead of the provider's.
    """
    host = _SERVERS.get(server, server) or _HOSTS.get(package, "")
    if name in prices.rows and name.startswith(f"{host}/"):
        host = ""
    plain = f"{host}/{name.removeprefix(f'{host}/')}" if host else _renamed(name)
    how: Literal["exact", "prefix"] = "exact"
    while True:
        if plain in prices.rows:
            return Match(plain, prices.rows[plain], how)
        family = _DATED.sub("", plain)
        if family != plain and family in prices.rows:
            return Match(family, prices.rows[family], "family")
        shorter = _shorter(plain)
        if shorter == plain:
            return None
        plain, how = shorter, "prefix"


def _renamed(name: str) -> str:
    head, slash, rest = name.partition("/")
    return f"{_ALIASES[head]}/{rest}" if slash and head in _ALIASES else name


def _shorter(name: str) -> str:
    """One word of a provider or region less: "openai/gpt-4o", "eu.anthropic.claude-..."."""
    if tuned := _TUNED.match(name):
        return tuned[1]
    without = _PREFIX.sub("", name, count=1) if _PREFIX.match(name) else name
    if without != name:
        return without
    return _REGION.sub("", name, count=1) if _REGION.match(name) else name
