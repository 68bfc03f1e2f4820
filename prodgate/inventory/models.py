"""The models that a file names, or lets a setting choose."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import facts as f
from prodgate import syntax as s
from prodgate.inventory import settings
from prodgate.inventory.record import Model
from prodgate.inventory.values import Choice, choices, is_provider, place
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.calls import Call, Client
from prodgate.meaning.moving_models import (
    MODEL_PATHS,
    OWN_SERVERS,
    SERVERS,
    fixed_names,
    is_model,
    named_models,
    split,
    unnamed_models,
)
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Named(Struct, frozen=True):
    """A model of one call or client, as the record has it, and where its name is written."""

    choice: Choice
    provider: str

    @property
    def name(self) -> str:
        return self.choice.name


_OTHER = lazy(r"(?i)search|engine_id|database|voice|prefetch")
# A key in the place of a name is none, whatever else it is.
_SOUND = lazy(
    r"(?!sk-|gsk_|hf_[A-Za-z]{20}|AIza|xai-|AKIA|gh[ps]_|xox)"
    r"[A-Za-z0-9@][\w.:/@+~-]{0,119}\Z"
)


def models(view: View) -> Iterator[Model]:
    """Every model of a file, each use for itself; ``gather`` joins them."""
    told: set[int] = set()
    for call in view.names.calls:
        if is_provider(view, call):
            for choice in choices(view, call.arguments[0].value):
                if id(choice.node) not in told and _SOUND.match(choice.name or "x"):
                    told.add(id(choice.node))
                    yield _record(view, Named(choice, _of_package(view, call)))
    every: list[Client | Call] = [*view.found.clients, *view.found.calls]
    for made in every:
        for named in models_of(view, made):
            if id(named.choice.node) not in told:
                told.add(id(named.choice.node))
                yield _record(view, named)
    for literal in named_models(view):
        if id(literal) not in told and _reads_as_model(view, str(literal.value)):
            told.add(id(literal))
            named = Named(_chosen(view, literal), family(str(literal.value)))
            yield _record(view, named)
    for read in settings.settings(view):
        if read.default is None and is_model(read.name) and not _OTHER.search(read.name):
            yield Model("", "", None, read.name, (place(view, read.node),))
    for found in unnamed_models(view):
        provider = _provider(found.client.sdk, found.default, None)
        yield Model(
            found.default, provider, _pinned(view, found.default), "",
            (place(view, found.client.node),),
        )  # fmt: skip


def models_of(view: View, made: Client | Call) -> list[Named]:
    """The models that a call or client may use; none where that is not written."""
    if made.sdk.kind != "model":
        return []
    path = made.fact.model if isinstance(made, Call) else None
    found: list[Named] = []
    for candidate in (path,) if path else MODEL_PATHS:
        answer = argument(view.names, made.node, candidate)
        if not isinstance(answer, Present) or _is_object(view, answer.node):
            continue
        for choice in choices(view, answer.node):
            if choice.name and not _SOUND.match(choice.name):
                continue
            found.append(Named(choice, _provider_of(view, made, choice.name, choice.setting)))
        if found:
            return _distinct(found)
    return _distinct(found)


def is_name(text: str) -> bool:
    """Whether a text can be the name of a model: no sentence, and no key."""
    return bool(_SOUND.match(text))


def _distinct(found: list[Named]) -> list[Named]:
    return list({(n.choice.name, n.choice.setting): n for n in found}.values())


def _is_object(view: View, node: s.Node) -> bool:
    """``Agent(model=ChatOpenAI(...))``: the model object is a client of its own."""
    return isinstance(s.bare(node), s.Mapping | s.Items)


def _record(view: View, named: Named) -> Model:
    choice = named.choice
    pinned = _pinned(view, choice.name) if "azure" not in named.provider else None
    where = place(choice.view, choice.node)
    return Model(choice.name, named.provider, pinned, choice.setting, (where,))


def _chosen(view: View, literal: s.Literal) -> Choice:
    """A literal, with the setting whose default it is."""
    for above in view.names.above(literal):
        if isinstance(above, s.Argument | s.Entry):
            continue
        if isinstance(above, s.Either):
            read = settings.at(view, s.bare(above.options[0]))
            if read is not None:
                return Choice(str(literal.value), read.name, view, literal)
            continue
        if isinstance(above, s.Call) and (read := settings.at(view, above)) is not None:
            return Choice(str(literal.value), read.name, view, literal)
        if isinstance(above, s.Assign):
            for read in settings.settings(view):
                if read.node is above:
                    return Choice(str(literal.value), read.name, view, literal)
        break
    return Choice(str(literal.value), "", view, literal)


# -- whether it stays --------------------------------------------------------------------------

_DATED = lazy(r"(?:20\d\d-?\d\d-?\d\d|-\d{4}|-\d{3}|@\d{8}|-v\d+:\d+)$")


def _pinned(view: View, name: str) -> bool | None:
    if not name:
        return None
    plain = split(name)[1]
    if plain in fixed_names(view) or plain.endswith(("-latest", ":latest")):
        return False
    if _DATED.search(plain):
        return True
    known = any(
        fnmatchcase(plain, glob)
        for sdk in view.pack.sdks
        for glob in (*sdk.models.plain, *sdk.models.reasoning, *sdk.models.large)
    )
    return True if known else None


# -- whose it is -------------------------------------------------------------------------------

_FAMILIES = (
    ("openai", r"gpt-|chatgpt-|o[134](?:-|$)|text-embedding-(?:3|ada)|dall-e|whisper-1|tts-1"
               r"|(?:text-)?davinci|codex|computer-use"),
    ("anthropic", r"claude-"),
    ("google", r"gemini-|gemma|text-embedding-00|imagen|veo-|embedding-001|palm"),
    ("mistral", r"mistral|mixtral|codestral|ministral|pixtral|magistral|devstral"),
    ("cohere", r"command|embed-(?:english|multilingual|v\d)|rerank-"),
    ("meta", r"(?:meta-)?llama|Llama"),
    ("deepseek", r"deepseek"),
    ("alibaba", r"qwen|qwq"),
    ("xai", r"grok-"),
    ("perplexity", r"sonar"),
    ("microsoft", r"phi-?\d"),
    ("sentence-transformers", r"all-MiniLM|all-mpnet"),
)  # fmt: skip
_FAMILY = tuple((name, lazy(rf"^(?:models/)?(?:{pattern})")) for name, pattern in _FAMILIES)
# SDKs that ask one provider, by their name in the facts.
_OWN = {
    "openai": "openai", "anthropic": "anthropic", "google-genai": "google",
    "google-generativeai": "google", "google-generative-ai": "google", "mistralai": "mistral",
    "mistral": "mistral", "cohere": "cohere", "groq": "groq", "together": "together",
    "ollama": "ollama", "boto3-bedrock": "aws-bedrock", "bedrock": "aws-bedrock",
    "replicate": "replicate", "fireworks-ai": "fireworks", "huggingface": "huggingface",
    "huggingface_hub": "huggingface", "openai-edge": "openai", "azure-ai-inference": "azure",
    "google-adk": "google", "claude-agent-sdk": "anthropic",
}  # fmt: skip
_SUFFIXES = {
    "anthropic": "anthropic", "openai": "openai", "groq": "groq", "mistralai": "mistral",
    "google-genai": "google", "ollama": "ollama", "aws": "aws-bedrock", "azure-openai": "azure",
}  # fmt: skip


def family(name: str) -> str:
    """Who makes models that are called like this; "" for none that is known."""
    plain = split(name)[1]
    for provider, pattern in _FAMILY:
        if pattern.search(plain) or pattern.search(plain.rpartition("/")[2]):
            return provider
    return ""


def _reads_as_model(view: View, text: str) -> bool:
    return bool(_SOUND.match(text)) and (bool(family(text)) or split(text)[1] in fixed_names(view))


def _provider_of(view: View, made: Client | Call, name: str, setting: str) -> str:
    client = made if isinstance(made, Client) else None
    if isinstance(made, Call):
        client = next((use.client for use in made.uses if use.client is not None), None)
    callees = [view.code(n.node.callee) for n in (made, client) if n is not None]
    if any("azure" in callee.lower() for callee in (*callees, setting)):
        return "azure"
    for each in (made, client):
        server = _server(view, each.node) if each is not None else None
        if server:
            return server
        if server is not None:  # somebody's, who speaks the same protocol
            return family(name)
    return _provider(made.sdk, name, view)


_HOST = lazy(r"https?://(?:[^/@\s]*@)?([A-Za-z0-9.-]+)(?=[:/]|$)")


def _server(view: View, node: s.Call) -> str | None:
    """The host of the server that a client is given; None where it is given none, or the
    provider's own, and "" where it is not written."""
    given = None
    for path in SERVERS:
        answer = argument(view.names, node, path)
        if not isinstance(answer, Present) or (answer.known and answer.value is None):
            continue
        given = ""
        for choice in choices(view, answer.node):
            found = _HOST.match(choice.name)
            if found:
                own = any(own in found[1] for own in OWN_SERVERS)
                return None if own else found[1].lower()
    return given


def _provider(sdk: f.Sdk, name: str, view: View | None) -> str:
    if sdk.sdk in _OWN:
        return _OWN[sdk.sdk]
    head = split(name)[0].rstrip(":/")
    if head:
        return head
    for suffix, provider in _SUFFIXES.items():
        if sdk.sdk.endswith(f"-{suffix}"):
            return provider
    return family(name)


def _of_package(view: View, call: s.Call) -> str:
    """``openai`` of ``@ai-sdk/openai``."""
    from prodgate.meaning.trace import Made, Qualified, trace

    for thing in trace(view.names, call.callee):
        by = thing.by if isinstance(thing, Made) else thing
        if isinstance(by, Qualified):
            package = "/".join(by.name.split("/")[:2]).split(".")[0]
            return package.rpartition("/")[2] or package
    return ""
