"""Made-up credentials of the right form, put together when a test runs.

Case files hold markers (``@@OPENAI_KEY@@``), so that no scanner takes the repository for one that
leaks keys. The values are the same in every run.
"""

from __future__ import annotations

import base64
import random
import re
import string

_ALNUM = string.ascii_letters + string.digits
_HEX = "0123456789abcdef"
_FREE = _ALNUM + "_-"


def _made(seed: str, letters: str, size: int) -> str:
    return "".join(random.Random(seed).choices(letters, k=size))


def _alnum(name: str, size: int) -> str:
    """Letters and digits, both edges a letter, so that no edge is lost to punctuation."""
    return "q" + _made(name, _ALNUM, size - 2) + "Z"


def _hex(name: str, size: int) -> str:
    return _made(name, _HEX, size)


def _free(name: str, size: int) -> str:
    return "q" + _made(name, _FREE, size - 2) + "Z"


def _jwt(claims: str) -> str:
    def part(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    header = part('{"alg":"HS256","typ":"JWT"}')
    return f"{header}.{part(claims)}.{_free(claims, 43)}"


def _pem() -> str:
    body = _made("pem", _ALNUM + "+/", 640)
    lines = [body[n : n + 64] for n in range(0, len(body), 64)]
    kind = "PRIVATE KEY"
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----", ""])


VALUES: dict[str, str] = {
    "OPENAI_KEY": "sk-" + "proj-" + _free("a", 74) + "T3Blbk" + "FJ" + _free("b", 74),
    "OPENAI_OLD_KEY": "sk-" + _alnum("old", 20) + "T3Blbk" + "FJ" + _alnum("c", 20),
    "OPENAI_SERVICE_KEY": "sk-" + "svcacct-" + _free("d", 120),
    "ANTHROPIC_KEY": "sk-" + "ant-api03-" + _free("e", 93) + "AA",
    "OPENROUTER_KEY": "sk-" + "or-v1-" + _hex("f", 64),
    "DEEPSEEK_KEY": "sk-" + _hex("g", 32),
    "GOOGLE_KEY": "AI" + "za" + _free("h", 35),
    "GITHUB_KEY": "gh" + "p_" + _alnum("i", 36),
    "GITHUB_OAUTH_KEY": "gh" + "o_" + _alnum("i2", 36),
    "GITHUB_FINE_KEY": "github" + "_pat_" + _alnum("j", 22) + "_" + _alnum("k", 59),
    "GITLAB_KEY": "gl" + "pat-" + _free("l", 20),
    "AWS_KEY": "AK" + "IA" + _made("m1", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
    "SLACK_KEY": "xo" + "xb-" + "204983751620-739184206515-" + _alnum("n", 24),
    "SLACK_APP_KEY": "xa" + "pp-1-A0" + "8QZ3K7M1P-7391842065158-" + _hex("o", 64),
    "SLACK_WEBHOOK": "https://hooks.sl" + "ack.com/services/T08Q3ZK7M/B07PX2R9L/" + _alnum("p", 24),
    "DISCORD_WEBHOOK": "https://disc" + "ord.com/api/webhooks/11938472065182739/" + _free("q", 68),
    "DISCORD_KEY": "M" + _free("r", 23) + "." + _alnum("s", 6) + "." + _free("t", 38),
    "STRIPE_KEY": "sk" + "_live_" + _alnum("u", 99),
    "STRIPE_RESTRICTED_KEY": "rk" + "_live_" + _alnum("v", 24),
    "GROQ_KEY": "gs" + "k_" + _alnum("w", 52),
    "HF_KEY": "hf" + "_" + _made("x1", string.ascii_letters, 34),
    "REPLICATE_KEY": "r8" + "_" + _alnum("y", 37),
    "PERPLEXITY_KEY": "pp" + "lx-" + _alnum("z", 48),
    "TAVILY_KEY": "tv" + "ly-dev-" + _alnum("aa", 32),
    "XAI_KEY": "xa" + "i-" + _alnum("ab", 80),
    "PINECONE_KEY": "pc" + "sk_" + _alnum("ac", 6) + "_" + _alnum("ad", 63),
    "SENDGRID_KEY": "S" + "G." + _free("ae", 22) + "." + _free("af", 43),
    "LANGSMITH_KEY": "ls" + "v2_pt_" + _hex("ag", 32) + "_" + _hex("ah", 10),
    "FIRECRAWL_KEY": "f" + "c-" + _hex("ai", 32),
    "E2B_KEY": "e2" + "b_" + _hex("aj", 40),
    "NVIDIA_KEY": "nv" + "api-" + _free("ak", 64),
    "TELEGRAM_KEY": "738201" + "4956:AA" + _free("al", 33),
    "ELEVENLABS_KEY": "sk" + "_" + _hex("am", 48),
    "SUPABASE_KEY": _jwt('{"iss":"supabase","ref":"qzkvwpxm","role":"service_role","iat":17}'),
    "SUPABASE_SECRET_KEY": "sb" + "_secret_" + _free("an", 31),
    "NPM_KEY": "np" + "m_" + _alnum("ao", 36),
    "DATABASE_URL": "postgresql://owner:" + _alnum("ap", 16) + "@ep-leaf-9.eu.aws.neon.tech/main",
    "MONGO_URL": "mongodb" + "+srv://svc:" + _alnum("aq", 14) + "@cluster0.k3vzq.mongodb.net/app",
    "REDIS_URL": "rediss://default:" + _alnum("ar", 32) + "@eu1-steady-ox-31.upstash.io:6379",
    "AZURE_STORAGE": "DefaultEndpointsProtocol=https;AccountName=blobs7;AccountKey="
    + _made("as", _ALNUM, 86) + "==;EndpointSuffix=core.windows.net",
    # No form of their own: what they are, the names beside them say.
    "AWS_SECRET": _alnum("at", 19) + "/" + _alnum("au", 20),
    "HEX_KEY": _hex("av", 32),
    "PLAIN_KEY": _alnum("aw", 40),
    "PASSWORD": "vT9#" + "qLm2xR7w",
}  # fmt: skip

PRIVATE_KEY = _pem()
ANON_KEY = _jwt('{"iss":"supabase","ref":"qzkvwpxm","role":"anon","iat":17}')
PUBLISHABLE_KEY = "pk" + "_live_" + _alnum("ax", 40)
UNFORMED = {"AWS_SECRET", "HEX_KEY", "PLAIN_KEY", "PASSWORD"}
FORMED = {name: value for name, value in VALUES.items() if name not in UNFORMED}


_ALL = {**VALUES, "ANON_KEY": ANON_KEY, "PUBLISHABLE_KEY": PUBLISHABLE_KEY}


def plant(text: str) -> str:
    """A text with its markers replaced. Raises KeyError for a marker that is not known."""
    return re.sub(r"@@([A-Z0-9_]+)@@", lambda match: _ALL[match[1]], text)
