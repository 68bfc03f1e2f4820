"""What is a secret and what only looks like one: forms, placeholders, randomness, names.

Pure functions over text. None of them ever returns a value inside a message.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

from msgspec import Struct

from prodgate.regex import lazy
from prodgate.secrets import formats as forms
from prodgate.secrets.formats import Format

Role: TypeAlias = Literal["key", "token", "secret", "password"]


class Known(Struct, frozen=True):
    """A credential of a known form inside a text, by its place in it."""

    start: int
    end: int
    form: Format


def label_of(form: Format, value: str) -> str:
    """What a value is, for people; honest about what many providers' keys look like."""
    if form.body.startswith("(?:sk-)") and len(value) != 51:
        return "an API key (sk-)"
    return form.label


ROLE_LABELS: dict[Role, str] = {
    "key": "an API key",
    "token": "a token",
    "secret": "a secret",
    "password": "a password",
}

# -- a look before the parse -------------------------------------------------------------------

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/"
_SPACED = bytes(c if c in _LETTERS else 32 for c in range(256))
_IN_WORDS = bytes(c if c in _LETTERS or c in b"=.:~!@#$%^&" else 32 for c in range(256))
_DIGIT = lazy(rb"\d")  # names change too; of keys, only Hugging Face's may have no digit
_CHANGE = lazy(rb"[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]")
_PASSWORD = lazy(rb"(?i:pass|pwd)[^\n]{0,60}\d")
_LOGIN = lazy(rb"://[^\s/:@\"']*:[^\s/@\"']+@")


@lru_cache(maxsize=1)
def may_hold(data: bytes) -> bool:
    """Whether any stretch of a file's bytes can be a secret; a cheap look before a parse."""
    words = {word for word in data.translate(_IN_WORDS).split() if len(word) >= 16}
    keys = b" ".join(word for word in words if _DIGIT.search(word) or b"hf_" in word)
    if any(map(_is_changing, keys.translate(_SPACED).split())):
        return True
    return bool(_LOGIN.search(data) or _PASSWORD.search(data))


def _is_changing(run: bytes) -> bool:
    return 16 <= len(run) <= 400 and len(_CHANGE.findall(run)) >= 3  # longer ones are images


# -- known forms ------------------------------------------------------------------------------


def known(text: str) -> Iterator[Known]:
    """The credentials of known forms in a text that are neither placeholders nor made by hand."""
    if len(text) < 16:
        return
    for low, high in _stretches(text):
        for match in forms.PATTERN.finditer(text, low, high):
            form = forms.ALL[int((match.lastgroup or "f0")[1:])]
            if _is_real(match.group(), form):
                yield Known(match.start(), match.end(), form)
    if "eyJ" in text:
        yield from _service_roles(text)
    if "://" in text and _LOGIN.search(text.encode("ascii", "replace")):
        yield from _addresses(text)
    if "PRIVATE KEY" in text:
        yield from _private_keys(text)


_LONG = lazy(r"[A-Za-z0-9_\-+/]{16}")
_MARKS = ("django-insecure", "AccountKey=", "SharedAccessKey=")  # of forms with other letters
_AROUND = 300  # characters; the longest form that is not one run of letters


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text worth a closer look: around long runs with changes in them."""
    if len(text) < 1000:
        if _LONG.search(text):
            yield 0, len(text)
        return
    data = text.encode("ascii", "replace")  # a byte a character: offsets stay
    runs = {run for run in data.translate(_SPACED).split() if _is_changing(run)}
    runs |= {mark.encode() for mark in _MARKS if mark in text}
    end = 0
    for start, stop in sorted(_places(data, runs)):
        low = max(end, text.rfind("\n", 0, start) + 1, start - _AROUND)
        newline = text.find("\n", stop)
        high = min(len(text) if newline < 0 else newline, stop + _AROUND)
        if high > low:
            yield low, high
            end = high


def _places(data: bytes, runs: set[bytes]) -> Iterator[tuple[int, int]]:
    for run in runs:
        at = data.find(run)
        while at >= 0:
            yield at, at + len(run)
            at = data.find(run, at + len(run))


def _is_real(value: str, form: Format) -> bool:
    prefix = re.match(form.fixed, value) if form.fixed else None
    rest = value[prefix.end() :] if prefix else value
    if any(word in value.lower() for word in _FILLERS) or _is_made_up(rest):
        return False
    if value.isupper() and value.isalnum():  # AWS: few digits, and no small letters
        return entropy(rest) >= 2.5
    # Only Hugging Face makes keys of letters alone; others without a digit are words.
    if not any(map(str.isdigit, rest)) and "HF_TOKEN" not in form.envs:
        return False
    return entropy(rest) >= 3.0 and _changes(rest) >= 0.12


def _service_roles(text: str) -> Iterator[Known]:
    for match in forms.JWT.finditer(text):
        claims = _claims(match[1])
        if '"service_role"' in claims and "supabase-demo" not in claims:
            yield Known(match.start(), match.end(), forms.SERVICE_ROLE)


def _claims(part: str) -> str:
    """The payload of a JWT as text without spaces; empty when it is none."""
    import base64
    import binascii

    try:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (binascii.Error, ValueError):
        return ""
    return raw.decode("utf-8", "replace").replace(" ", "")


_LOCAL = lazy(
    r"(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|host\.docker)"
    r"|(?:.*\.)?(?:example\.(?:com|org|net)|(?:example|local|localhost|test|internal|invalid))\Z",
    re.IGNORECASE,
)
_HOSTED = lazy(
    r"(?:neon\.tech|supabase\.(?:co|com)|mongodb\.net|rds\.amazonaws\.com|upstash\.io|azure\.com"
    r"|redis-cloud\.com|redislabs\.com|cloudamqp\.com|render\.com|rlwy\.net|railway\.(?:app|internal)"
    r"|planetscale\.com|psdb\.cloud|aivencloud\.com|databases\.neo4j\.io|cockroachlabs\.cloud"
    r"|ondigitalocean\.com|timescale\.com|clickhouse\.cloud|elephantsql\.com)\Z"
)


def _addresses(text: str) -> Iterator[Known]:
    for match in forms.ADDRESS.finditer(text):
        user, password, host = match["user"], match["password"], match["host"].lower()
        if "." not in host or _LOCAL.match(host) or "example" in host or host.startswith("your"):
            continue
        if is_placeholder(password) or password.lower() in _WEAK or user.lower() in _NOBODY:
            continue
        if any(sign in password for sign in "$*%[(") and "%" not in password:
            continue
        plain = match["scheme"].startswith("http")
        hosted = not plain and _HOSTED.search(host) and len(password) >= 6
        if hosted or looks_random(password, 12 if plain else 10) or looks_chosen(password):
            form = forms.URL_PASSWORD if plain else forms.database(match["scheme"])
            yield Known(match.start(), match.end(), form)


def _private_keys(text: str) -> Iterator[Known]:
    for match in forms.PEM.finditer(text):
        body = re.sub(r"\\[nr]|[^A-Za-z0-9+/]", "", match["body"])
        if len(body) >= 80 and entropy(body) >= 4.0 and not _is_made_up(body):
            yield Known(match.start(), match.end(), forms.PRIVATE_KEY)


# -- placeholders -----------------------------------------------------------------------------

# Four letters or more: a random value of 50 letters holds one of these once in a thousand.
_FILLERS = (
    "your", "example", "placeholder", "changeme", "change_me", "change-me", "replace", "insert",
    "dummy", "fake", "xxxx", "sample", "redacted", "invalid", "000000", "test-", "test_", "-test",
    "_test", "todo", "notreal", "not-real", "mock",
)  # fmt: skip
_WEAK = {
    "password", "pass", "passwd", "pwd", "secret", "postgres", "mysql", "root", "admin", "user",
    "guest", "test", "redis", "mongo", "rabbitmq", "changeme", "example", "mypassword", "password1",
    "123456", "12345678", "password123", "mysecretpassword", "db_password", "xxx", "neo4j",
}  # fmt: skip
_NOBODY = {"username", "your_user", "youruser", "<user>"}
_WORDS = lazy(
    r"token|secret|passw|access|client|admin|server|local|default|session|public|private|select"
    r"|button|label|input|field|string|please|enter|value|hidden|needed|require|super|simple|hello"
    r"|world|welcome|qwerty|letmein|ollama|studio|empty|proxy|insecure|dev-|-dev|prod-|demo|"
    r"development|production|staging|apikey|api_key|api-key|mykey|my-key|my_key|something|random"
)
_SIGNS = lazy(r"[<>{}\s]|\.\.\.|\u2026|\*\*\*|\$\(|%\(|%s|\(\?|\\[dws]|\[[^\]]*-[^\]]*\]|\.\*")


def is_placeholder(value: str) -> bool:
    """Whether a value says itself that it stands for another: "YOUR_KEY", "sk-...", "<key>"."""
    lower = value.lower()
    return bool(
        _SIGNS.search(value)
        or any(word in lower for word in _FILLERS)
        or _is_made_up(value)
        or ("_" in value and re.fullmatch(r"[A-Z][A-Z0-9_]*", value))
    )


def is_weak(value: str) -> bool:
    """Whether a value is a word that is written where no password was made: "postgres"."""
    return value.lower() in _WEAK


_ROWS = "qwertyuiop asdfghjkl zxcvbnm 1234567890"


def _is_made_up(value: str) -> bool:
    """Whether a value was typed along the alphabet or the keyboard, or repeats itself."""
    lower = value.lower()
    pairs = list(pairwise(lower))
    if not pairs:
        return True
    steps = sum(abs(ord(a) - ord(b)) <= 1 or a + b in _ROWS for a, b in pairs)
    period = (value + value).find(value, 1)
    return steps / len(pairs) > 0.4 or period < len(value) or len(set(lower)) < 5


# -- randomness -------------------------------------------------------------------------------


def entropy(value: str) -> float:
    """Shannon's, in bits a character."""
    size = len(value)
    return -sum(n / size * math.log2(n / size) for n in Counter(value).values()) if size else 0.0


def _changes(value: str) -> float:
    """How often the kind of character changes, a step: words and names hardly ever change it.

    A capital before small letters starts a word and does not count; separators do not either.
    """
    changes = steps = 0
    for run in re.findall(r"[A-Za-z0-9]+", value):
        kinds = [_kind(c) for c in run]
        steps += len(run) - 1
        changes += sum(a != b and (a, b) != ("U", "l") for a, b in pairwise(kinds))
    return changes / steps if steps > 0 else 0.0


def _kind(character: str) -> str:
    if character.isdigit():
        return "d"
    return "U" if character.isupper() else "l"


_UUID = lazy(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NOT_KEYS = lazy(
    r"https?:|data:|file:|arn:|urn:|vault:|op://|ssm:|projects/|\.{1,2}/|~/|/[a-z]+/|[A-Za-z]:\\"
    r"|(?:sha\d+|md5)[-:]|\$2[abxy]\$|\$argon2|\$[156]\$|pbkdf2|scrypt|bcrypt|ENC\[|AQICAH|enc:"
    r"|pk_(?:live|test)_|phc_|pk\.eyJ|sk_test_|rk_test_|sb_publishable_|pub-|pk-lf-|gid://"
    r"|\d{4}-\d\d-\d\d"
    r"|\d+(?:\.\d+)*\Z"
)


def looks_random(value: str, least: int = 16) -> bool:
    """Whether a value in the place of a credential looks like one made by a machine."""
    if not least <= len(value) <= 500 or not re.fullmatch(r"[A-Za-z0-9_\-+/=.:~!@#$%^&]+", value):
        return False
    if not 0 < sum(map(str.isdigit, value)) < len(value):  # cheap, and most values end here
        return False
    if is_placeholder(value) or _NOT_KEYS.match(value) or _UUID.fullmatch(value):
        return False
    if _is_public_token(value) or _WORDS.search(value.lower()[:40]):
        return False
    cased = any(map(str.islower, value)) and any(map(str.isupper, value))
    # Names in camel case change at every word; nothing else that people write does.
    return entropy(value) >= 3.0 and _changes(value) >= (0.22 if cased else 0.15)


_LEET = str.maketrans("01345@$!", "oieasasi")


def looks_chosen(value: str) -> bool:
    """Whether a value in the place of a password is a strong one that somebody chose."""
    if not 8 <= len(value) <= 64 or not re.fullmatch(r"[!-~]+", value):
        return False
    if not any(map(str.isdigit, value)):
        return False
    if is_placeholder(value) or _NOT_KEYS.match(value) or _UUID.fullmatch(value):
        return False
    if _WORDS.search(value.lower()) or _WORDS.search(value.lower().translate(_LEET)):
        return False
    kinds = {_kind(c) if c.isalnum() else "s" for c in value}
    if not {"d"} < kinds or len(kinds) < 3:
        return False
    sorts = [_kind(c) if c.isalnum() else "s" for c in value]
    steps = sum(a != b and (a, b) != ("U", "l") for a, b in pairwise(sorts))
    return steps / (len(value) - 1) >= 0.35


def _is_public_token(value: str) -> bool:
    """A JWT that is public on purpose, or one of the specimens everybody copies."""
    match = forms.JWT.fullmatch(value)
    if match is None:
        return False
    claims = _claims(match[1])
    signs = ('"anon"', "supabase-demo", "JohnDoe", '"1234567890"', "example")
    return not claims or any(sign in claims for sign in signs)


def holds(value: str, role: Role) -> bool:
    """Whether a value looks like a secret where a name says that one of this role stands."""
    if looks_random(value):
        return True
    return role == "password" and looks_chosen(value)


# -- names ------------------------------------------------------------------------------------

_PARTS = lazy(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_JOINED: dict[str, Role] = {
    "apikey": "key", "secretkey": "key", "accesskey": "key", "authkey": "key", "privatekey": "key",
    "authtoken": "token", "accesstoken": "token", "bottoken": "token", "apitoken": "token",
    "clientsecret": "secret", "appsecret": "secret", "password": "password", "passwd": "password",
    "pwd": "password", "passphrase": "password", "secret": "secret", "token": "token",
}  # fmt: skip
_BEFORE_KEY = {
    "api", "secret", "access", "private", "encryption", "signing", "subscription", "role", "admin",
    "master", "auth", "account", "jwt", "server", "service", "fernet", "aes",
    "hmac", "openai", "anthropic", "claude", "gemini", "google", "groq", "mistral", "cohere",
    "azure", "pinecone", "tavily", "serper", "serpapi", "replicate", "hf", "huggingface",
    "deepseek", "perplexity", "xai", "grok", "elevenlabs", "deepgram", "assemblyai", "langsmith",
    "langchain",
    "langfuse", "weaviate", "qdrant", "firecrawl", "exa", "stripe", "sendgrid", "twilio", "resend",
    "supabase", "newsapi", "weather", "openweather", "rapidapi", "gpt", "llm", "ai", "together",
    "fireworks", "nvidia", "voyage", "jina", "aws", "search",
}  # fmt: skip
_OPEN = {
    "public", "publishable", "anon", "pub", "publish", "primary", "foreign", "cache", "hash",
    "hashed", "encrypted", "name", "header", "field", "prefix", "eos", "bos", "pad", "stop",
    "special", "mask", "sep", "cls", "unk", "start", "end", "next", "page", "continuation", "max",
    "min", "csrf", "xsrf", "cursor", "sync", "fake", "dummy", "mock", "example", "placeholder",
    "site", "sitekey", "recaptcha", "invalid", "expected", "wrong", "bad", "idempotency", "push",
    "vapid", "num", "image", "mapbox", "posthog",
}  # fmt: skip
_IN_PAGES = {"website", "widget", "beacon"}  # whose token says which site a page belongs to
_PUBLIC_PREFIX = lazy(r"(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|PUBLIC|NUXT_PUBLIC|GATSBY)_")


def role_of(name: str) -> Role | None:
    """What a name says its value is; None when it names no credential.

    ``openai_api_key`` a key, ``accessToken`` a token; not ``cache_key``, ``eos_token``,
    ``password_hash``, ``token_count``, ``anon_key``.
    """
    if is_public_name(name):
        return None
    words = [w.lower() for w in _PARTS.findall(name)]
    while words and words[-1].isdigit():
        words.pop()
    if not words or _OPEN & set(words):
        return None
    last = words[-1]
    if last == "token" and _IN_PAGES & set(words):
        return None
    if last == "key":
        return "key" if len(words) > 1 and words[-2] in _BEFORE_KEY else None
    if last == "pass":
        return "password" if len(words) > 1 else None
    return _JOINED.get(last)


def is_public_name(name: str) -> bool:
    """Whether a bundler would give a variable of this name to every browser."""
    return bool(_PUBLIC_PREFIX.match(name))


def is_public_use(form: Format, name: str | None, text: str) -> bool:
    """Whether a Google key is one for browsers: of Firebase's or Maps' JavaScript."""
    if "GOOGLE_API_KEY" not in form.envs:
        return False
    words = (name or "").lower()
    return (
        any(word in words for word in ("firebase", "maps", "public", "browser"))
        or is_public_name(name or "")
        or "maps.googleapis.com/maps/api/js" in text
    )


def upper_snake(name: str) -> str | None:
    """``openaiApiKey`` and ``openai-api-key`` as an environment variable; None for no words."""
    words = [word.upper() for word in _PARTS.findall(name)]
    if len(words) > 1 and words[0] == "X":  # x-api-key
        words = words[1:]
    if not words or words[0][0].isdigit():
        return None
    return "_".join(words)


# -- places -----------------------------------------------------------------------------------

_TEST_PATH = lazy(
    r"(?:^|/)(?:tests?|__tests__|specs?|__mocks__|mocks?|fixtures?|testdata|e2e|cypress|cassettes)/"
    r"|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py\Z|\.(?:test|spec|e2e)\.[cm]?[jt]sx?\Z"
    r"|(?:^|/)test[-_.][^/]*\.[cm]?[jt]sx?\Z|(?:^|/)\.env\.test\Z",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def is_test_path(path: str) -> bool:
    """Whether a file is a test, or data of tests."""
    return bool(_TEST_PATH.search(path))
