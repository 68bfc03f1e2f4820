"""The names of secrets and settings that have to be there; never what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.inventory.record import Secret
from prodgate.inventory.settings import settings
from prodgate.inventory.values import place
from prodgate.meaning.argument import ABSENT, argument
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# Names that say that a secret is in them. A public key of a bundle is none.
_SECRET = lazy(
    r"(?:^|_)(?:KEY|KEYS|APIKEY|TOKEN|(?:ACCESS|API|AUTH|CALLER|BEARER|VALID|ALLOWED)_TOKENS|SECRET|SECRETS|PASSWORD|PASSWD|PASS|PWD|CREDENTIALS?|DSN|PAT"
    r"|AUTH|SALT|CERT|PRIVATE)(?:_\w+)?$|(?:DATABASE|POSTGRES|MONGO(?:DB)?|REDIS|MYSQL|DB|AMQP|BROKER)"
    r"_?(?:PRISMA_)?(?:URL|URI|CONNECTION(?:_STRING)?)(?:_\w+)?$|WEBHOOK_URL$|CONNECTION_STRING$"
    r"|API_?KEY",
    re.IGNORECASE,
)
_PUBLIC = lazy(
    r"^(?:NEXT_PUBLIC|VITE|REACT_APP|PUBLIC|EXPO_PUBLIC|NUXT_PUBLIC)_|PUBLISHABLE|ANON_KEY"
)
_NONE = lazy(
    r"(?:^|_)MAX_|_?TOKENS?_(?:LIMIT|COUNT|MAX|BUDGET)|MAX_?TOKENS|_(?:ID|NAME|PATH|FILE|ENABLED|EXPIRY|EXPIRES?\w*"
    r"|MINUTES|SECONDS|TTL|TYPE|LENGTH|MODEL|HOST|PORT|DIR|ENDPOINT|VERSION|DOMAIN|ISSUER|AUDIENCE|PROVIDER"
    r"|ALGORITHM|LIMIT|METHOD|MODE)$|^AUTH_(?:TRUST|URL|MODE|TYPE|ENABLED)|^(?:DISABLE|ENABLE|USE|REQUIRE)_"
    r"|_AUTH_?URL$|TOKEN_URL$"
)
# What a platform or a shell sets by itself.
_PLATFORM = lazy(
    r"^(?:NODE_ENV|PATH|HOME|USER|SHELL|PWD|LANG|TERM|TMPDIR|TEMP|TMP|CI|PORT|HOST|HOSTNAME|DEBUG|NO_COLOR"
    r"|DISPLAY|(?:NEXT_PUBLIC_)?VERCEL(?:_\w+)?|NETLIFY|RENDER|DYNO|AWS_LAMBDA_\w+|AWS_EXECUTION_ENV|GITHUB_\w+|RUNNER_\w+"
    r"|WEBSITE_\w+|NEXT_RUNTIME|NEXT_PHASE|MODE|DEV|PROD|SSR|BASE_URL|npm_\w+|PYTHON\w+|VIRTUAL_ENV"
    r"|XDG_\w+|APPDATA|LOCALAPPDATA|USERPROFILE|K_SERVICE|FLY_\w+|RAILWAY_\w+|KUBERNETES_\w+)$"
)


def secrets(view: View) -> Iterator[Secret]:
    """Every name that a file reads, each read for itself; ``gather`` joins them."""
    for read in settings(view):
        secret = is_secret(read.name)
        missed = not read.optional or (secret and read.empty)
        required = read.default is None and missed and not is_platform(read.name)
        yield Secret(read.name, secret, required, False, (place(view, read.node),))
    yield from _of_clients(view)


def _of_clients(view: View) -> Iterator[Secret]:
    """What an SDK reads by itself: ``OpenAI()`` wants OPENAI_API_KEY."""
    for client in view.found.clients:
        key = client.fact.key
        if key is None or not key.env:
            continue
        if any(argument(view.names, client.node, path) is not ABSENT for path in key.at):
            continue
        yield Secret(key.env, True, True, False, (place(view, client.node),))


# Libraries that make the client themselves, and the key that they look for then.
_READ_BY = {
    "openai-agents": "OPENAI_API_KEY", "@openai/agents": "OPENAI_API_KEY",
    "claude-agent-sdk": "ANTHROPIC_API_KEY", "@anthropic-ai/claude-agent-sdk": "ANTHROPIC_API_KEY",
    "@ai-sdk/openai": "OPENAI_API_KEY", "@ai-sdk/anthropic": "ANTHROPIC_API_KEY",
    "@ai-sdk/google": "GOOGLE_GENERATIVE_AI_API_KEY", "@ai-sdk/groq": "GROQ_API_KEY",
    "@ai-sdk/mistral": "MISTRAL_API_KEY", "@ai-sdk/xai": "XAI_API_KEY",
    "@ai-sdk/togetherai": "TOGETHER_AI_API_KEY", "@ai-sdk/deepseek": "DEEPSEEK_API_KEY",
    "@ai-sdk/cohere": "COHERE_API_KEY", "@ai-sdk/fireworks": "FIREWORKS_API_KEY",
    "@ai-sdk/perplexity": "PERPLEXITY_API_KEY", "crewai": "OPENAI_API_KEY",
}  # fmt: skip
_OF_PROVIDER = {
    "openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "google": "GOOGLE_API_KEY",
    "gemini": "GEMINI_API_KEY", "groq": "GROQ_API_KEY", "mistral": "MISTRAL_API_KEY",
    "cohere": "COHERE_API_KEY", "deepseek": "DEEPSEEK_API_KEY",
}  # fmt: skip
_BY_MODEL = {"litellm", "pydantic-ai", "pydantic-ai-slim", "crewai", "google-adk"}


def implied(view: View) -> Iterator[Secret]:
    """What a library that is used looks for by itself, where nothing in the file says a key."""
    from prodgate.inventory.models import models
    from prodgate.inventory.sdks import sdks

    by_model = False
    for sdk in sdks(view):
        if sdk.name in _BY_MODEL:
            by_model = True
        elif sdk.name in _READ_BY and not _makes_provider(view):
            yield Secret(_READ_BY[sdk.name], True, True, False, sdk.places)
    for model in models(view) if by_model else ():
        if name := _OF_PROVIDER.get(model.provider):
            yield Secret(name, True, True, False, model.places)


def _makes_provider(view: View) -> bool:
    """``createOpenAI({ apiKey })``: the key is given, from wherever it is."""
    return any(
        item.name == "api_key" or any(entry.name == "apiKey" for entry in _entries(item.value))
        for call in view.names.calls
        for item in call.arguments
    )


def _entries(node: s.Node) -> tuple[s.Entry, ...]:
    node = s.bare(node)
    return node.entries if isinstance(node, s.Mapping) else ()


def is_secret(name: str) -> bool:
    """Whether a name says that a secret is in it."""
    upper = name.upper()
    if _PUBLIC.search(upper) or _NONE.search(upper):
        return False
    return bool(_SECRET.search(upper))


def is_platform(name: str) -> bool:
    """Whether something else sets it than whoever runs the program."""
    return bool(_PLATFORM.search(name))
