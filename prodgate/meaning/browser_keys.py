"""Which keys of a server a bundler or a page gives to every visitor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from prodgate import syntax as s
from prodgate.meaning.argument import Present, argument
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# "named": a bundler knows it by its prefix; "flag": an SDK is told that it runs in a browser;
# "config": a bundler is told to write it into the code; "literal": it stands in a page's code.
Way: TypeAlias = Literal["named", "flag", "config", "literal"]


class Exposed(Struct, frozen=True):
    """A key and how it gets out. ``name`` is what it is called; "" where it has no name."""

    node: s.Node
    name: str
    way: Way


PREFIXES = (
    "NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "GATSBY_", "VUE_APP_", "NUXT_PUBLIC_",
    "PUBLIC_",
)  # fmt: skip
_PREFIX = lazy(rf"(?:{'|'.join(PREFIXES)})")
_PROVIDERS = (
    r"OPENAI|ANTHROPIC|CLAUDE|GEMINI|GROQ|MISTRAL|COHERE|TOGETHER|HUGGING_?FACE|HF|REPLICATE|"
    r"OPENROUTER|DEEPSEEK|PERPLEXITY|XAI|GROK|FIREWORKS|BEDROCK|ELEVEN_?LABS|DEEPGRAM|ASSEMBLY_?AI|"
    r"STABILITY|PINECONE|TAVILY|SERP_?API|SERPER|LANGCHAIN|LANGSMITH|GOOGLE_(?:AI|GENAI|GENERATIVE)|"
    r"VERTEX|LLM|GPT|CHATGPT|CEREBRAS|NVIDIA|VOYAGE|E2B|FIRECRAWL"
)
_PROVIDER_KEY = lazy(rf"(?:^|_)(?:{_PROVIDERS})(?:_\w+)?_?(?:KEY|TOKEN|SECRET|PAT)$")
_ALWAYS_SECRET = lazy(
    r"(?:SERVICE_ROLE(?:_KEY)?|CLIENT_SECRET|(?:^|_)SECRET(?:_ACCESS)?_KEY|PRIVATE_KEY|ADMIN_"
    r"(?:KEY|SECRET|TOKEN)|JWT_SECRET|API_SECRET)$"
)
_MEANT = lazy(r"PUBLISHABLE|ANON|SITE_KEY|PUBLIC_KEY|WRITE_KEY|SEARCH_KEY|MAPS|FIREBASE")
_ANY_KEY = lazy(r"(?:KEY|TOKEN|SECRET)$")


def is_server_key(name: str) -> bool:
    """Whether a variable is called after a key that spends money or opens a server."""
    plain = _PREFIX.sub("", name, count=1) if _PREFIX.match(name) else name
    if _MEANT.search(plain):
        return False
    return bool(_PROVIDER_KEY.search(plain) or _ALWAYS_SECRET.search(plain))


# -- reads of the environment ----------------------------------------------------------------------

_ENV = lazy(r"(?:process|Bun|import\.meta)\??\.env$")
_READ = lazy(
    r"(?:(?:process|Bun|import\.meta)\??\.env|\benv)\??(?:\.(\w+)|\[\s*[\"'`](\w+)[\"'`]\s*\])$"
)


def variable(view: View, node: s.Node) -> str | None:
    """The environment variable that an expression reads."""
    if not isinstance(node, s.Attribute | s.Index) or node.end - node.start > 120:
        return None
    match = _READ.match(view.code(node))
    return (match[1] or match[2]) if match else None


def public_reads(view: View) -> Iterator[Exposed]:
    """Where the file takes a key whose name gives it to pages; once a name."""
    done: set[str] = set()
    for node in view.names.nodes:
        for name, place in _public(view, node):
            if name not in done and _PREFIX.match(name) and _is_key(view, name, place):
                done.add(name)
                yield Exposed(place, name, "named")


def _public(view: View, node: s.Node) -> Iterator[tuple[str, s.Node]]:
    if isinstance(node, s.Attribute | s.Index) and (name := variable(view, node)):
        yield name, node
    elif isinstance(node, s.Assign) and node.value is not None:
        target = s.bare(node.targets[0]) if node.targets else node
        if isinstance(target, s.Pattern) and _ENV.match(view.code(s.bare(node.value))):
            for bound in target.names:
                yield (bound.path[-1] if bound.path else bound.name), bound
    elif isinstance(node, s.Import) and node.module == "$env/static/public":
        for _, qualified in node.names:
            yield qualified.rpartition(".")[2], node


def _is_key(view: View, name: str, node: s.Node) -> bool:
    """By its name; else by what it is used for."""
    if is_server_key(name):
        return True
    if _MEANT.search(name) or not _ANY_KEY.search(name):
        return False
    return any(_holds(view, given, node) for given in _model_keys(view))


def _model_keys(view: View) -> Iterator[s.Node]:
    """What the clients of model SDKs are given as their key."""
    for client in view.found.clients:
        key = client.fact.key
        for path in key.at if key is not None and client.sdk.kind == "model" else ():
            given = argument(view.names, client.node, path)
            if isinstance(given, Present):
                yield given.node


def _holds(view: View, given: s.Node, read: s.Node) -> bool:
    """Whether a value is a read, itself or through a name."""
    given = s.bare(given)
    if any(node is read for node in s.walk(given)):
        return True
    if isinstance(given, s.Name):
        for binding in view.names.lookup(given):
            if binding.value is not None and any(n is read for n in s.walk(binding.value)):
                return True
    return False


# -- an SDK in a browser ---------------------------------------------------------------------------

_SERVER_PATH = lazy(
    r"(^|/)(api|server|backend|functions|scripts?|cli|cron|jobs|workers?|pages/api)(/|\.[cm]?[jt]s$)"
)
_SERVER_MODULES = {"express", "fastify", "koa", "hono", "fs", "http", "next/server", "dotenv"}


def is_of_server(view: View) -> bool:
    """Whether the path or the modules of a file say that no page gets it."""
    if "use client" in view.module.directives:
        return False
    modules = {node.module for node in view.names.imports}
    if "use server" in view.module.directives or modules & _SERVER_MODULES:
        return True
    return bool(_SERVER_PATH.search(view.source.path)) or any(
        module.startswith("node:") for module in modules
    )


def flagged(view: View) -> Iterator[Exposed]:
    """``dangerouslyAllowBrowser`` with a key that the code takes from its environment."""
    if is_of_server(view):
        return
    for call in view.names.calls:
        flag = argument(view.names, call, "0.dangerouslyAllowBrowser")
        if not isinstance(flag, Present) or flag.value is not True:
            continue
        key = argument(view.names, call, "0.apiKey")
        for node in _values(view, key.node) if isinstance(key, Present) else ():
            name = variable(view, node)
            if name and not _PREFIX.match(name) and _ANY_KEY.search(name):
                yield Exposed(node, name, "flag")
                break


def _values(view: View, node: s.Node) -> Iterator[s.Node]:
    """What an expression may stand for: itself, its options, what its name is bound to."""
    node = s.bare(node)
    if isinstance(node, s.Either):
        for option in node.options:
            yield from _values(view, option)
    elif isinstance(node, s.Name):
        for binding in view.names.lookup(node):
            value = s.bare(binding.value) if binding.value is not None else None
            if value is not None and not binding.path and not isinstance(value, s.Name):
                yield from _values(view, value)
    else:
        yield node


# -- bundlers --------------------------------------------------------------------------------------

_CONFIG = lazy(r"(^|/)(vite|vitest|webpack|next|rollup|esbuild|rspack|craco|nuxt)[\w.-]*\.\w+$")
_HOLDERS = {"define", "env", "publicRuntimeConfig", "public"}


def configured(view: View) -> Iterator[Exposed]:
    """Keys that the settings of a bundler write into the code of a page."""
    if not _CONFIG.search(view.source.path) or "vitest" in view.source.path:
        return
    for node in view.names.nodes:
        if (
            isinstance(node, s.Entry)
            and node.name in _HOLDERS
            and isinstance(node.value, s.Mapping)
        ):
            yield from _written(view, node.value)
        elif isinstance(node, s.Call) and (s.dotted(node.callee) or "").endswith("DefinePlugin"):
            options = node.positional(0)
            if isinstance(options, s.Mapping):
                yield from _written(view, options)


def _written(view: View, options: s.Mapping) -> Iterator[Exposed]:
    for entry in options.entries:
        for node in s.walk(entry.value):
            name = variable(view, node)
            if name and is_server_key(name):
                yield Exposed(entry, name, "config")
                break
        else:
            if entry.name == "process.env" and _is_whole(view, entry.value):
                yield Exposed(entry, "the whole environment", "config")


def _is_whole(view: View, node: s.Node) -> bool:
    """``JSON.stringify(process.env)``"""
    node = s.bare(node)
    if isinstance(node, s.Call) and s.dotted(node.callee) == "JSON.stringify":
        given = node.positional(0)
        return given is not None and bool(_ENV.match(view.code(given)))
    return bool(_ENV.match(view.code(node)))


# -- written into a page ---------------------------------------------------------------------------

_PAGE_PATH = lazy(r"(^|/)(public|static|www|htdocs)/")
_FLAGS = ("dangerouslyAllowBrowser", "dangerous-direct-browser-access")
KEY = lazy(
    r"\b(?:sk-(?:proj-|ant-|or-|svcacct-)?|gsk_|hf_|xai-|pplx-|r8_|nvapi-)[A-Za-z0-9_-]{20,}"
)


def literals(view: View) -> Iterator[Exposed]:
    """Keys of model providers in code that is known to be a page's."""
    from prodgate.secrets import known

    in_page = "use client" in view.module.directives or _PAGE_PATH.search(view.source.path)
    if not in_page and not any(flag in view.text for flag in _FLAGS):
        return
    for node in view.names.nodes:
        value = node.value if isinstance(node, s.Literal) else None
        if isinstance(value, str) and KEY.search(value) and any(known(value)):
            yield Exposed(node, "", "literal")
