"""Names of models that a file uses and that move, and clients that are given none.

A text with the name of a model is a use where it is given to a call, or where something called a
model gets it: a variable, a field, a parameter, a key of a request's body, the default of a
setting. In a list of choices, a table of prices or a comparison it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from prodgate import syntax as s
from prodgate.guard import is_helper
from prodgate.meaning.argument import ABSENT, Present, argument
from prodgate.meaning.calls import Call, Client
from prodgate.meaning.shown_models import is_documentation, is_label
from prodgate.meaning.trace import qualified
from prodgate.meaning.web import declared_name
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


class Moving(Struct, frozen=True):
    """A name that moves, ``fixed`` what it stood for ("" if that is not known), and its places.

    ``gone``: the provider has shut down what it stood for.
    """

    alias: str
    fixed: str
    uses: tuple[s.Literal, ...]
    gone: bool = False

    @property
    def latest(self) -> bool:
        """Whether it says itself that it follows the newest."""
        return not self.fixed or self.alias.endswith("-latest")


class Unnamed(Struct, frozen=True):
    """A client that is given no model, so that its library takes one of its own."""

    client: Client
    default: str
    fixed: str  # the name to write instead
    gone: bool = False


def moving_models(view: View) -> Iterator[Moving]:
    """Each moving name that the file uses, in the order of the first uses."""
    names = fixed_names(view)
    place = _Places(view)
    found: dict[str, list[s.Literal]] = {}
    for node in view.names.of(s.Literal):
        if isinstance(node.value, str):
            alias = split(node.value)[1]
            if alias in names and place.is_use(node):
                found.setdefault(alias, []).append(node)
    gone = retired(view) if found else frozenset[str]()
    for alias, uses in found.items():
        yield Moving(alias, names[alias], tuple(uses), names[alias] in gone)


def named_models(view: View) -> Iterator[s.Literal]:
    """Each text that stands where the name of a model is used, whatever it says."""
    place = _Places(view)
    for node in view.names.of(s.Literal):
        if isinstance(node.value, str) and node.value and place.is_use(node):
            yield node


def unnamed_models(view: View) -> Iterator[Unnamed]:
    """Each client that leaves the choice of the model to its library."""
    names = fixed_names(view)
    for client in view.found.clients:
        default = client.fact.default_model
        if not default or any(fact.default_model != default for fact in client.facts):
            continue
        python = view.language == "python"
        paths = [path for path in (*MODEL_PATHS, *SERVERS) if path.startswith("0.") is not python]
        if all(argument(view.names, client.node, path) is ABSENT for path in paths):
            fixed = names.get(default) or default
            yield Unnamed(client, default, fixed, fixed in retired(view))


def fixed_names(view: View) -> dict[str, str]:
    """Every moving name with what it stood for; the names are the same in every SDK."""
    return {alias: name for sdk in view.pack.sdks for alias, name in sdk.models.moving.items()}


def retired(view: View) -> frozenset[str]:
    """The fixed names that providers have shut down: nobody is told to write one."""
    return frozenset(name for sdk in view.pack.sdks for name in sdk.models.retired)


_PROVIDERS = {
    ":": {
        "openai", "openai-chat", "openai-responses", "anthropic", "google-gla", "google-vertex",
        "google_genai", "google_vertexai", "google", "mistral", "mistralai", "cohere",
    },
    "/": {
        "openai", "anthropic", "gemini", "vertex_ai", "mistral", "codestral", "cohere",
        "cohere_chat", "models",
    },
}  # fmt: skip


def split(text: str) -> tuple[str, str]:
    """``anthropic/claude-...`` as what stands in front ("anthropic/") and the name of the model."""
    for mark, providers in _PROVIDERS.items():
        head, found, tail = text.partition(mark)
        if found and head in providers:
            return head + mark, tail
    return "", text


# -- one place ---------------------------------------------------------------------------------

# Who takes "openai/gpt-4o" and knows the dated names behind it; a gateway has names of its own.
_ROUTERS = ("litellm", "crewai", "dspy", "google")
MODEL_PATHS = ("0|model", "model_name", "model_id", "id", "0.model", "0.modelName", "0.modelId")
SERVERS = (
    "base_url", "openai_api_base", "api_base", "0.baseURL", "0.configuration.baseURL",
    "0.basePath",
)  # fmt: skip
OWN_SERVERS = ("api.openai.com", "api.anthropic.com", "googleapis.com", "api.mistral.ai", "cohere.")


class _Places:
    """Which literals of a file are uses of a model."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.names = view.names
        modules = [node.module for node in self.names.imports]
        self.routed = any(m.partition(".")[0] in _ROUTERS for m in modules)
        self.page = "use client" in view.module.directives
        self.given: dict[int, bool] = {}  # literals given to a call; False: to somebody else's
        for made in _made(view):
            node = _given(view, made)
            if node is not None:
                own = not self._is_foreign(made)
                self.given[id(node)] = own and self.given.get(id(node), True)
        self.foreign = "azure" in view.text.lower() or self._all_foreign()

    def is_use(self, node: s.Literal) -> bool:
        """Whether a program asks the model that this literal names."""
        if split(str(node.value))[0].endswith("/") and not self.routed:
            return False
        if id(node) in self.given:
            return self.given[id(node)]
        if self.foreign or self.page or not self._is_named(node):
            return False
        return not is_documentation(self.names, node)

    # -- whose server

    def _is_foreign(self, made: Client | Call) -> bool:
        """Whether the names are those of a deployment, or of another provider's server."""
        callee = qualified(self.names, made.node.callee) or s.dotted(made.node.callee) or ""
        if "azure" in callee.lower() or self._has_server(made.node):
            return True
        if isinstance(made, Client):
            return False
        return any(use.client is not None and self._is_foreign(use.client) for use in made.uses)

    def _has_server(self, node: s.Call) -> bool:
        for path in SERVERS:
            answer = argument(self.names, node, path)
            if answer is not ABSENT and isinstance(answer, Present):
                if answer.known and answer.value is None:
                    continue
                return not any(host in self.view.code(answer.node) for host in OWN_SERVERS)
        return False

    def _all_foreign(self) -> bool:
        """Whether every client of the file is somebody else's, so that loose names are too."""
        clients = self.view.found.clients
        if any(path.endswith((".api_base", ".base_url")) for path in self.names.attributes):
            return True
        kinds = [self._is_foreign(c) for c in clients if c.sdk.kind == "model"]
        if any(self._has_server(call) for call in self.names.calls if _makes_provider(call)):
            return True
        return bool(kinds) and all(kinds)

    # -- what the place is called

    def _is_named(self, node: s.Node) -> bool:
        below, above = node, self.names.parent(node)
        while isinstance(above, s.Cast | s.Await) or (
            isinstance(above, s.Either) and below is not above.test
        ):
            below, above = above, self.names.parent(above)
        if isinstance(above, s.Argument):
            return self._argument(above)
        if isinstance(above, s.Entry):
            return above.value is below and self._entry(above)
        if isinstance(above, s.Assign):
            return above.value is below and self._assigned(above)
        if isinstance(above, s.Param):
            name = s.dotted(above.target)
            return above.default is below and self._parameter(above, name)
        if isinstance(above, s.Bound):
            return self._parameter(above, above.name)
        if isinstance(above, s.Return):
            function = self.names.function(above)
            return function is not None and is_model(declared_name(self.names, function))
        return False

    def _argument(self, item: s.Argument) -> bool:
        call = self.names.parent(item)
        if not isinstance(call, s.Call):
            return False
        callee = s.dotted(call.callee) or ""
        last = call.callee.name if isinstance(call.callee, s.Attribute) else callee
        if _reads_setting(callee, call):
            return item.value is not call.arguments[0].value
        if _NO_CALL.search(last) or is_label(call):
            return False
        if item.name == "default":
            return self._default(call, last)
        if item.name is not None:
            return is_model(item.name)
        if is_helper(self.view, call.callee, "choose_model"):
            return True
        return (qualified(self.names, call.callee) or "").startswith("@ai-sdk/")

    def _default(self, call: s.Call, last: str) -> bool:
        """``add_argument("--model", default="gpt-4o")``, ``Field(default="gpt-4o")``"""
        first = call.positional(0)
        if last in {"add_argument", "option", "Option"} and isinstance(first, s.Literal):
            return is_model(str(first.value).strip("-").replace("-", "_"))
        return last in {"Field", "field", "Option", "Argument", "Query"} and self._is_named(call)

    def _entry(self, entry: s.Entry) -> bool:
        mapping = self.names.parent(entry)
        if not (entry.name and is_model(entry.name) and isinstance(mapping, s.Mapping)):
            return False
        keys = {other.name for other in mapping.entries}
        if keys & _CATALOGUE:
            return False
        if keys & {"api_key", "apiKey"}:
            return True  # autogen's config_list
        above = self.names.parent(mapping)
        if isinstance(above, s.Argument):
            call = self.names.parent(above)
            tail = (s.dotted(call.callee) or "") if isinstance(call, s.Call) else ""
            sent = isinstance(call, s.Call) and above.name is None and is_label(call)
            return not (sent or _NO_CALL.search(tail.rpartition(".")[2]))
        return not isinstance(above, s.Items)

    def _assigned(self, node: s.Assign) -> bool:
        owner = self.names.parent(node)
        if isinstance(owner, s.Class) and any("Enum" in (s.dotted(b) or "") for b in owner.bases):
            return False
        value = s.bare(node.value) if node.value is not None else node
        return any(
            is_model(name) and not _spells(name, value) for name in map(_target, node.targets)
        )

    def _parameter(self, node: s.Node, name: str | None) -> bool:
        function = self.names.function(node)
        if function is None or not is_model(name or ""):
            return is_model(name or "")
        beside = (s.dotted(param.target) or "" for param in function.params)
        if any("tokenizer" in each.lower() for each in beside):
            return False  # it measures texts for the model
        return not _NO_CALL.search(declared_name(self.names, function))


def _made(view: View) -> Iterator[Client | Call]:
    yield from view.found.clients
    yield from view.found.calls


def _given(view: View, made: Client | Call) -> s.Literal | None:
    """The literal that names the model of a call or client: in it, or in a constant."""
    path = made.fact.model if isinstance(made, Call) else None
    for candidate in (path,) if path else MODEL_PATHS:
        answer = argument(view.names, made.node, candidate)
        if not isinstance(answer, Present):
            continue
        node = s.bare(answer.node)
        if isinstance(node, s.Name):
            bindings = view.names.lookup(node)
            value = bindings[0].value if len(bindings) == 1 and not bindings[0].path else None
            node = s.bare(value) if value is not None else node
        if isinstance(node, s.Literal) and isinstance(node.value, str):
            return node
    return None


# What counts, records or prices: it names a model and asks none.
_NO_CALL = lazy(
    r"token|encod|price|pricing|cost|usage|record|track|log|print|spec|mock|fake|info|select|radio"
    r"|placeholder|useState|retrieve",
    re.IGNORECASE,
)
# Keys beside a model that make it an entry of a catalogue, or of a reply.
_CATALOGUE = {
    "label", "icon", "pricing", "price", "cost", "contextWindow", "context_window",
    "context_length", "contextLength", "displayName", "display_name", "object", "choices",
    "usage", "owned_by", "tokens", "score", "accuracy",
}  # fmt: skip
_MODEL_WORDS = {"model", "llm", "engine"}
_AFTER = {
    "name", "id", "default", "fallback", "primary", "type", "slug", "cheap", "standard", "premium",
    "small", "large", "fast", "smart", "main", "base", "strong",
}  # fmt: skip
_OTHER = {
    "token", "tokens", "tokenizer", "encoding", "price", "pricing", "cost", "tiktoken", "allowed",
    "supported", "count", "embedding", "embeddings", "label", "title", "description",
}  # fmt: skip
_WORD = lazy(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def is_model(name: str) -> bool:
    """Whether something of this name holds the name of a model: ``OPENAI_MODEL``, ``modelName``."""
    words = [word.lower() for word in _WORD.findall(name)]
    if not words or _OTHER.intersection(words):
        return False
    while len(words) > 1 and words[-1] in _AFTER:
        words.pop()
    return words[-1] in _MODEL_WORDS


def _target(node: s.Node) -> str:
    node = s.bare(node)
    if isinstance(node, s.Index):
        return str(node.key.value) if isinstance(node.key, s.Literal) else ""
    return (s.dotted(node) or "").rpartition(".")[2]


def _spells(name: str, value: s.Node) -> bool:
    """``GPT_4O_MODEL = "gpt-4o"`` gives a name to a name: who uses it, uses the model."""
    if not isinstance(value, s.Literal) or not isinstance(value.value, str):
        return False
    plain = re.sub(r"\W|_", "", name.lower())
    return re.sub(r"\W", "", split(value.value)[1]) in plain


def _reads_setting(callee: str, call: s.Call) -> bool:
    """``os.getenv("MODEL", "gpt-4o")``, ``settings.get("model", "gpt-4o")``"""
    last = callee.rpartition(".")[2]
    if callee in {"os.getenv", "getenv", "os.environ.get", "environ.get", "env", "env.str"}:
        return True
    key = call.positional(0)
    if last not in {"get", "config", "setdefault"} or not isinstance(key, s.Literal):
        return False
    return is_model(str(key.value))


def _makes_provider(call: s.Call) -> bool:
    """``createOpenAI({ baseURL })`` of the AI SDK, whose models have names of that server."""
    return (s.dotted(call.callee) or "").startswith("create")
