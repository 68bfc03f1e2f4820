"""The credentials that can be told by their form: what they are called and how they look.

A pattern is strict about prefix, length and letters; whether the rest is random enough to be real
is asked in ``prodgate.secrets``. ``envs``: the variable that the provider's own SDK reads, then
others in use. ``shared``: the form says the kind but not the one owner, so a name in the code or
the SDK it is given to says more about the variable.
"""

from __future__ import annotations

from msgspec import Struct

from prodgate.regex import lazy

_WORD = r"[A-Za-z0-9]"
_FREE = r"[A-Za-z0-9_\-]"
_HEX = r"[0-9a-f]"


class Format(Struct, frozen=True):
    """One form. ``body``: the pattern without its edges; ``fixed``: the part that is not random."""

    label: str  # with its article, for messages
    envs: tuple[str, ...]
    body: str
    fixed: str
    shared: bool = False


def _format(label: str, envs: str, fixed: str, rest: str, *, shared: bool = False) -> Format:
    return Format(label, tuple(envs.split()), f"(?:{fixed}){rest}", fixed, shared)


_UUID = rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"

# The longer prefix stands before the shorter one.
FORMATS: tuple[Format, ...] = (
    _format(
        "an Anthropic key", "ANTHROPIC_API_KEY", r"sk-ant-(?:[a-z]+\d\d-)?", _FREE + "{32,130}"
    ),
    _format("an OpenRouter key", "OPENROUTER_API_KEY", "sk-or-(?:v1-)?", _HEX + "{40,64}"),
    _format("a Langfuse secret key", "LANGFUSE_SECRET_KEY", "sk-lf-", _UUID),
    _format(
        "an OpenAI key",
        "OPENAI_API_KEY",
        "sk-(?:proj|svcacct|admin|service|None)-",
        _FREE + "{32,200}",
        shared=True,
    ),
    _format("an OpenAI key", "OPENAI_API_KEY", "sk-", _WORD + "{32,64}", shared=True),
    _format("an ElevenLabs key", "ELEVENLABS_API_KEY", "sk_", _HEX + "{48}"),
    _format(
        "a Google API key",
        "GOOGLE_API_KEY GEMINI_API_KEY GOOGLE_GENERATIVE_AI_API_KEY",
        "AIza",
        _FREE + "{35}",
        shared=True,
    ),
    _format("a Google API key", "GOOGLE_API_KEY GEMINI_API_KEY", r"AQ\.Ab", _FREE + "{40,80}"),
    _format("a Google OAuth secret", "GOOGLE_CLIENT_SECRET", "GOCSPX-", _FREE + "{28}"),
    _format("a GitHub token", "GITHUB_TOKEN GH_TOKEN", "gh[pousr]_", _WORD + "{36,255}"),
    _format("a GitHub token", "GITHUB_TOKEN GH_TOKEN", "github_pat_", r"\w{82}"),
    _format("a GitLab token", "GITLAB_TOKEN", "glpat-", _FREE + "{20,60}"),
    _format("an AWS access key", "AWS_ACCESS_KEY_ID", "AKIA", "[A-Z2-7]{16}"),
    _format(
        "a Slack token", "SLACK_BOT_TOKEN", r"xox[abeprs]-", r"(?:\d{10,13}-)+[A-Za-z0-9-]{20,80}"
    ),
    _format("a Slack app token", "SLACK_APP_TOKEN", r"xapp-\d-", rf"[A-Z0-9]+-\d+-{_HEX}{{64}}"),
    _format(
        "a live Stripe or Clerk key", "STRIPE_SECRET_KEY",
        "[sr]k_live_", _WORD + "{24,110}", shared=True
    ),
    _format(
        "a webhook secret", "STRIPE_WEBHOOK_SECRET", "whsec_", r"[A-Za-z0-9+/=]{32,64}", shared=True
    ),
    _format("a Groq key", "GROQ_API_KEY", "gsk_", _WORD + "{40,60}"),
    _format("a Hugging Face token", "HF_TOKEN HUGGINGFACEHUB_API_TOKEN", "hf_", _WORD + "{30,40}"),
    _format("a Replicate token", "REPLICATE_API_TOKEN", "r8_", _WORD + "{32,40}"),
    _format("a Perplexity key", "PERPLEXITY_API_KEY PPLX_API_KEY", "pplx-", _WORD + "{32,64}"),
    _format("a Tavily key", "TAVILY_API_KEY", "tvly-(?:dev-|prod-)?", _FREE + "{24,70}"),
    _format("an xAI key", "XAI_API_KEY", "xai-", _WORD + "{60,100}"),
    _format("a Pinecone key", "PINECONE_API_KEY", "pcsk_", _WORD + r"{4,8}_[A-Za-z0-9]{40,80}"),
    _format("a SendGrid key", "SENDGRID_API_KEY", r"SG\.", r"[\w\-]{20,24}\.[\w\-]{39,50}"),
    _format(
        "a LangSmith key", "LANGSMITH_API_KEY LANGCHAIN_API_KEY",
        "lsv2_(?:pt|sk)_", rf"{_HEX}{{32}}_{_HEX}{{10}}"
    ),
    _format("a LangSmith key", "LANGSMITH_API_KEY LANGCHAIN_API_KEY", "ls__", _HEX + "{32}"),
    _format("a Firecrawl key", "FIRECRAWL_API_KEY", "fc-", _HEX + "{32}"),
    _format("an E2B key", "E2B_API_KEY", "e2b_", _HEX + "{40}"),
    _format("an NVIDIA key", "NVIDIA_API_KEY", "nvapi-", _FREE + "{60,70}"),
    _format("a Cerebras key", "CEREBRAS_API_KEY", "csk-", "[a-z0-9]{40,60}"),
    _format("a Fireworks key", "FIREWORKS_API_KEY", "fw_", _WORD + "{22,24}"),
    _format("a Together key", "TOGETHER_API_KEY", "tgp_v1_", _FREE + "{40,50}"),
    _format("a LlamaCloud key", "LLAMA_CLOUD_API_KEY", "llx-", _WORD + "{40,60}"),
    _format("a Jina key", "JINA_API_KEY", "jina_", _FREE + "{50,80}"),
    _format("a Supabase secret key", "SUPABASE_SECRET_KEY", "sb_secret_", _FREE + "{24,60}"),
    _format("a Supabase access token", "SUPABASE_ACCESS_TOKEN", "sbp_", _HEX + "{40}"),
    _format("an npm token", "NPM_TOKEN", "npm_", _WORD + "{36}"),
    _format("a PyPI token", "PYPI_TOKEN", "pypi-AgEIcHlwaS5vcmc", _FREE + "{50,250}"),
    _format("a DigitalOcean token", "DIGITALOCEAN_TOKEN", "do[opr]_v1_", _HEX + "{64}"),
    _format("a Databricks token", "DATABRICKS_TOKEN", "dapi", _HEX + r"{32}(?:-\d)?"),
    _format("a Notion token", "NOTION_TOKEN NOTION_API_KEY", "ntn_", _WORD + "{40,50}"),
    _format("a Linear key", "LINEAR_API_KEY", "lin_api_", _WORD + "{40}"),
    _format("an Airtable token", "AIRTABLE_API_KEY", "pat", rf"{_WORD}{{14}}\.{_HEX}{{64}}"),
    _format("an Apify token", "APIFY_TOKEN APIFY_API_TOKEN", "apify_api_", _WORD + "{30,40}"),
    _format("a Resend key", "RESEND_API_KEY", "re_", r"[A-Za-z0-9]{8}_[A-Za-z0-9]{20,26}"),
    _format("a Shopify token", "SHOPIFY_ACCESS_TOKEN", "shp(?:at|ca|pa|ss)_", _HEX + "{32}"),
    _format("a Mailgun key", "MAILGUN_API_KEY", "key-", _HEX + "{32}"),
    _format(
        "a Discord bot token", "DISCORD_TOKEN DISCORD_BOT_TOKEN",
        "[MNO]", rf"{_FREE}{{23,27}}\.{_FREE}{{6}}\.{_FREE}{{27,40}}"
    ),
    _format(
        "a Django secret key", "DJANGO_SECRET_KEY SECRET_KEY",
        "django-insecure-", r"[!#-&(-~]{40,60}", shared=True
    ),
)  # fmt: skip

# What no edge in front suits: "bot" stands there, or a scheme.
TELEGRAM = _format("a Telegram bot token", "TELEGRAM_BOT_TOKEN", "", rf"\d{{8,10}}:AA{_FREE}{{33}}")
SLACK_WEBHOOK = _format(
    "a Slack webhook",
    "SLACK_WEBHOOK_URL",
    r"https://hooks\.slack\.com/services/",
    r"T\w{8,}/B\w{8,}/\w{24}",
)
DISCORD_WEBHOOK = _format(
    "a Discord webhook",
    "DISCORD_WEBHOOK_URL",
    r"https://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/",
    r"\d{17,20}/[\w\-]{60,80}",
)
AZURE = _format(
    "an Azure storage key",
    "AZURE_STORAGE_CONNECTION_STRING",
    r"DefaultEndpointsProtocol=https?;[^\s\"']*AccountKey=",
    r"[A-Za-z0-9+/]{86}==[^\s\"']*",
)
SERVICE_BUS = _format(
    "an Azure shared access key",
    "AZURE_CONNECTION_STRING",
    r"Endpoint=sb://[^\s\"']*SharedAccessKey=",
    r"[A-Za-z0-9+/]{43}=[^\s\"']*",
)

SERVICE_ROLE = Format("a Supabase service-role key", ("SUPABASE_SERVICE_ROLE_KEY",), "", "")
TOKEN = Format("a token", (), "", "", shared=True)
PRIVATE_KEY = Format("a private key", ("PRIVATE_KEY",), "", "", shared=True)
URL_PASSWORD = Format("a URL with a password", ("SERVICE_URL",), "", "", shared=True)

_DATABASES = {
    "postgres": "DATABASE_URL",
    "mysql": "DATABASE_URL",
    "mariadb": "DATABASE_URL",
    "mssql": "DATABASE_URL",
    "cockroachdb": "DATABASE_URL",
    "mongodb": "MONGODB_URI",
    "redis": "REDIS_URL",
    "amqp": "AMQP_URL",
    "clickhouse": "CLICKHOUSE_URL",
    "neo4j": "NEO4J_URI",
}


def database(scheme: str) -> Format:
    """The form of a database address with a password in it, by its scheme."""
    env = next((e for name, e in _DATABASES.items() if scheme.startswith(name)), "DATABASE_URL")
    return Format("a database address with its password", (env,), "", "", shared=True)


_START = r"(?<![A-Za-z0-9_\-])"
_END = r"(?![A-Za-z0-9_\-]|\.\.\.|\u2026|\*)"
ALL = (*FORMATS, SLACK_WEBHOOK, DISCORD_WEBHOOK, AZURE, SERVICE_BUS, TELEGRAM)
# The edge in front is asked once for all, so that most places of a text end there.
PATTERN = lazy(
    rf"(?:{_START}|(?<=/bot))(?:"
    + "|".join(f"(?P<f{n}>{f.body}{_END})" for n, f in enumerate(ALL))
    + ")"
)
JWT = lazy(rf"{_START}eyJ{_FREE}{{10,}}\.(eyJ{_FREE}{{10,}})\.{_FREE}{{20,}}")
SCHEMES = (
    "postgres(?:ql)?|mysql|mariadb|mssql|cockroachdb|mongodb|rediss?|amqps?|clickhouse|neo4j|https?"
)
ADDRESS = lazy(
    rf"(?<![A-Za-z0-9])(?P<scheme>{SCHEMES})(?:\+\w+)?://"
    r"(?P<user>[^\s:/@\"'`<>{}\\]*):(?P<password>[^\s@/,\"'`<>{}\\]+)@(?P<host>[\w.\-]+)"
    r"[^\s\"'`<>{}\\]*"
)
PEM = lazy(
    r"-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----"
    r"(?P<body>[A-Za-z0-9+/=\s\\:,\-\"']{100,}?)"
    r"-----END [A-Z ]+-----"
)

# One of these stands in most files with one of the forms; for a look before the parse. Prefixes
# that are common in code (re_, key-, ://) are left out: a name stands beside those keys.
PREFIXES = (
    "sk-", "AIza", "GOCSPX-", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "AKIA", "xoxb-",
    "xoxp-", "xapp-", "k_live_", "gsk_", "hf_", "r8_", "pplx-", "tvly-", "xai-", "pcsk_", "SG.",
    "lsv2_", "e2b_", "nvapi-", "sb_secret", "PRIVATE KEY", "postgres", "mysql", "mongodb", "redis",
    "amqp", "django-insecure", "hooks.slack", "/webhooks/", "eyJ", ":AA", "npm_", "fc-", "sk_",
    "discord", "cohere", "appid=",
)  # fmt: skip
