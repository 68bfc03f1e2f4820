"""Keys in what every visitor gets, for ``test_planted_keys``, and keys that may be there."""

from __future__ import annotations

from collections.abc import Iterator

from planted import ANON_KEY, PUBLISHABLE_KEY, VALUES
from planting import Shape, named, parts

_PREFIXES = (
    "NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "GATSBY_", "VUE_APP_", "NUXT_PUBLIC_",
    "PUBLIC_",
)  # fmt: skip
_SECRET = (
    "OPENAI_API_KEY", "OPENAI_KEY", "ANTHROPIC_API_KEY", "CLAUDE_KEY", "GEMINI_API_KEY",
    "GROQ_API_KEY", "MISTRAL_API_KEY", "COHERE_API_KEY", "TOGETHER_API_KEY", "HF_TOKEN",
    "HUGGINGFACE_TOKEN", "REPLICATE_API_TOKEN", "OPENROUTER_API_KEY", "DEEPSEEK_API_KEY",
    "PERPLEXITY_API_KEY", "XAI_API_KEY", "ELEVENLABS_API_KEY", "DEEPGRAM_API_KEY",
    "PINECONE_API_KEY", "TAVILY_API_KEY", "LANGSMITH_API_KEY", "SUPABASE_SERVICE_ROLE_KEY",
    "STRIPE_SECRET_KEY", "AWS_SECRET_ACCESS_KEY", "GITHUB_CLIENT_SECRET", "JWT_SECRET",
    "AZURE_OPENAI_API_KEY", "OPENAI_SECRET",
)  # fmt: skip
_MEANT = (
    "STRIPE_PUBLISHABLE_KEY", "SUPABASE_ANON_KEY", "SUPABASE_PUBLISHABLE_KEY", "FIREBASE_API_KEY",
    "GOOGLE_MAPS_API_KEY", "MAPS_KEY", "POSTHOG_KEY", "SENTRY_DSN", "RECAPTCHA_SITE_KEY",
    "TURNSTILE_SITE_KEY", "ALGOLIA_SEARCH_KEY", "SEGMENT_WRITE_KEY", "VAPID_PUBLIC_KEY",
    "CLERK_PUBLISHABLE_KEY", "API_URL", "OPENAI_MODEL", "OPENAI_BASE_URL", "MAX_TOKENS",
    "ANTHROPIC_VERSION", "LLM_ENDPOINT", "KEYCLOAK_REALM", "MONKEY", "TOKEN_LIMIT",
)  # fmt: skip
_READS = parts("keys/reads")


def _read(name: str, read: str) -> Shape:
    page = "React" in read
    text = _READS[read].replace("{name}", name)
    return Shape(f"{name}, {read}", "src/Page.tsx" if page else "src/client.ts", f"{text}\n")


def _exposed() -> Iterator[Shape]:
    for prefix in _PREFIXES:
        for name in _SECRET:
            yield _read(prefix + name, "a constant")
    for prefix in ("NEXT_PUBLIC_", "VITE_"):
        for name in ("OPENAI_API_KEY", "HF_TOKEN"):
            for read in list(_READS)[1:]:
                yield _read(prefix + name, read)


def _by_use() -> Iterator[Shape]:
    """Called after nothing, and given to the client of a model as its key."""
    for name in ("VITE_API_KEY", "NEXT_PUBLIC_AI_KEY", "REACT_APP_KEY", "EXPO_PUBLIC_TOKEN"):
        for read in ("a client", "a client, by a name", "a client of another SDK"):
            yield _read(name, read)


def _meant() -> Iterator[Shape]:
    for prefix in _PREFIXES:
        for name in _MEANT:
            yield _read(prefix + name, "a constant")
    for prefix in ("NEXT_PUBLIC_", "VITE_"):
        for name in ("SUPABASE_ANON_KEY", "API_URL"):
            for read in list(_READS)[1:]:
                yield _read(prefix + name, read)
    for name in ("OPENAI_API_KEY", "HF_TOKEN"):  # no prefix: a server's
        for read in _READS:
            if not read.startswith("a client"):
                shape = _read(name, read)
                yield Shape(shape.name, "server/client.tsx", shape.text)


_SDKS = {
    "openai": ('import OpenAI from "openai";', "OpenAI"),
    "openai, named": ('import { OpenAI } from "openai";', "OpenAI"),
    "openai, renamed": ('import { OpenAI as Client } from "openai";', "Client"),
    "openai, required": ('const OpenAI = require("openai");', "OpenAI"),
    "anthropic": ('import Anthropic from "@anthropic-ai/sdk";', "Anthropic"),
    "groq": ('import Groq from "groq-sdk";', "Groq"),
    "together": ('import Together from "together-ai";', "Together"),
}
_GIVEN = {
    "process.env": ("", "apiKey: process.env.{name}"),
    "import.meta.env": ("", "apiKey: import.meta.env.{name}"),
    "with a default": ("", 'apiKey: process.env.{name} ?? ""'),
    "non-null": ("", "apiKey: process.env.{name}!"),
    "by a name": ("const apiKey = process.env.{name};", "apiKey"),
    "by a constant": ("const KEY = process.env.{name};", "apiKey: KEY"),
}


def _flagged(flag: str = "true", path: str = "src/chat.tsx") -> Iterator[Shape]:
    for sdk, (imported, made) in _SDKS.items():
        for way, (above, given) in _GIVEN.items():
            text = (
                f"{imported}\n{above}\n"
                f"export const client = new {made}({{\n"
                f"  {given},\n  dangerouslyAllowBrowser: {flag},\n}});\n"
            ).replace("{name}", "OPENAI_API_KEY")
            yield Shape(f"{sdk}, {way}, {flag} in {path}", path, text)


def _settings(wanted: str) -> Iterator[Shape]:
    for heading, text in parts("keys/settings").items():
        path, _, what = heading.partition(", ")
        for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "STRIPE_SECRET_KEY"):
            if what == wanted:
                yield Shape(f"{path}, {name}", path, text.replace("{name}", name) + "\n")


_FORMS = (
    "OPENAI_KEY", "OPENAI_OLD_KEY", "OPENAI_SERVICE_KEY", "ANTHROPIC_KEY", "OPENROUTER_KEY",
    "DEEPSEEK_KEY", "GROQ_KEY", "HF_KEY", "REPLICATE_KEY", "PERPLEXITY_KEY", "XAI_KEY",
    "NVIDIA_KEY",
)  # fmt: skip
_LITERALS = {
    "a client component": ("components/Chat.tsx", '"use client";\nexport const key = "{}";\n'),
    "a header of a client component": (
        "components/Chat.tsx",
        '"use client";\nexport const h = {{ Authorization: "Bearer {}" }};\n',
    ),
    "a client of a client component": (
        "components/Chat.tsx",
        '"use client";\nimport OpenAI from "openai";\nconst c = new OpenAI({{ apiKey: "{}" }});\n',
    ),
    "a page's script": ("public/app.js", 'const key = "{}";\n'),
    "a page's script, in a folder": ("static/js/chat.js", "const key = '{}';\n"),
    "beside the flag": (
        "src/chat.ts",
        'import OpenAI from "openai";\n'
        'const c = new OpenAI({{ apiKey: "{}", dangerouslyAllowBrowser: true }});\n',
    ),
    "beside the header of the flag": (
        "src/chat.ts",
        'const h = {{ "x-api-key": "{}", "anthropic-dangerous-direct-browser-access": "true" }};\n',
    ),
}


def _literals() -> Iterator[Shape]:
    for form in _FORMS:
        for place, (path, text) in _LITERALS.items():
            yield Shape(f"{form}, {place}", path, text.format(VALUES[form]))


def _fine() -> Iterator[Shape]:
    for name, text in parts("keys/fine").items():
        for path in ("src/app.tsx", "components/chat.jsx", "app/page.tsx"):
            is_typed = "interface" in text or ": string" in text
            if path.endswith(".tsx") or not is_typed:
                yield Shape(f"{name}, {path}", path, f"{text}\n")
    for place, (path, text) in _LITERALS.items():
        yield Shape(f"a publishable key, {place}", path, text.format(PUBLISHABLE_KEY))
        yield Shape(f"an anonymous key, {place}", path, text.format(ANON_KEY))
    for shape in _literals():  # in a test, whatever it is
        yield Shape(f"{shape.name}, in a test", "src/chat.test.tsx", shape.text)


EXPOSED = named([*_exposed(), *_by_use(), *_flagged(), *_settings("found"), *_literals()])
MEANT = named(
    [
        *_meant(),
        *_fine(),
        *_flagged("false"),
        *_flagged(path="app/api/chat/route.ts"),
        *_settings("silent"),
    ]
)
