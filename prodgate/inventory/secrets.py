"""The names of secrets and settings that have to be there; never what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from prodgate.inventory.record import Secret
from prodgate.inventory.settings import settings
from prodgate.inventory.values import place
from prodgate.meaning.argument import ABSENT, argument
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

# Names that say that a secret is in them. A public key of a bundle is none.
_SECRET = lazy(
    r"(?:^|_)(?:KEY|KEYS|APIKEY|TOKEN|TOKENS|SECRET|SECRETS|PASSWORD|PASSWD|PASS|PWD|CREDENTIALS?|DSN|PAT"
    r"|AUTH|SALT|CERT|PRIVATE)(?:_\w+)?$|(?:DATABASE|POSTGRES|MONGO(?:DB)?|REDIS|MYSQL|DB|AMQP|BROKER)"
    r"_?(?:PRISMA_)?(?:URL|URI|CONNECTION(?:_STRING)?)(?:_\w+)?$|WEBHOOK_URL$|CONNECTION_STRING$"
    r"|API_?KEY",
    re.IGNORECASE,
)
_PUBLIC = lazy(
    r"^(?:NEXT_PUBLIC|VITE|REACT_APP|PUBLIC|EXPO_PUBLIC|NUXT_PUBLIC)_|PUBLISHABLE|ANON_KEY"
)
_NONE = lazy(
    r"MAX_|_?TOKENS?_(?:LIMIT|COUNT|MAX|BUDGET)|MAX_?TOKENS|_(?:ID|NAME|PATH|FILE|ENABLED|EXPIRY|EXPIRES?\w*"
    r"|MINUTES|SECONDS|TTL|TYPE|LENGTH|MODEL|HOST|PORT|DIR|ENDPOINT|VERSION|DOMAIN|ISSUER|AUDIENCE|PROVIDER"
    r"|ALGORITHM|LIMIT|METHOD|MODE)$|^AUTH_(?:TRUST|URL|MODE|TYPE|ENABLED)|^(?:DISABLE|ENABLE|USE|REQUIRE)_"
    r"|_AUTH_?URL$|TOKEN_URL$"
)
# What a platform or a shell sets by itself.
_PLATFORM = lazy(
    r"^(?:NODE_ENV|PATH|HOME|USER|SHELL|PWD|LANG|TERM|TMPDIR|TEMP|TMP|CI|PORT|HOST|HOSTNAME|DEBUG|NO_COLOR"
    r"|DISPLAY|VERCEL(?:_\w+)?|NETLIFY|RENDER|DYNO|AWS_LAMBDA_\w+|AWS_EXECUTION_ENV|GITHUB_\w+|RUNNER_\w+"
    r"|WEBSITE_\w+|NEXT_RUNTIME|NEXT_PHASE|MODE|DEV|PROD|SSR|BASE_URL|npm_\w+|PYTHON\w+|VIRTUAL_ENV"
    r"|XDG_\w+|APPDATA|LOCALAPPDATA|USERPROFILE|K_SERVICE|FLY_\w+|RAILWAY_\w+|KUBERNETES_\w+)$"
)


def secrets(view: View) -> Iterator[Secret]:
    """Every name that a file reads, each read for itself; ``gather`` joins them."""
    for read in settings(view):
        required = read.default is None and not read.optional and not is_platform(read.name)
        where = (place(view, read.node),)
        yield Secret(read.name, is_secret(read.name), required, False, where)
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


def is_secret(name: str) -> bool:
    """Whether a name says that a secret is in it."""
    upper = name.upper()
    if _PUBLIC.search(upper) or _NONE.search(upper):
        return False
    return bool(_SECRET.search(upper))


def is_platform(name: str) -> bool:
    """Whether something else sets it than whoever runs the program."""
    return bool(_PLATFORM.search(name))
