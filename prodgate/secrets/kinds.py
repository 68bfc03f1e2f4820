"""What kind of credential a value is, by its name, and what is none: constants of vendors."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from prodgate.regex import lazy
from prodgate.secrets import ROLE_LABELS, Role, holds, is_placeholder, is_weak, known

ENCRYPTION, SIGNING = "an encryption key", "a signing key"
_WORDS = lazy(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_ENCRYPTS = {"encryption", "encrypt", "fernet", "aes", "cipher", "crypto", "kms"}
_SIGNS = {"signing", "sign", "jwt", "hmac", "session", "cookie", "nextauth", "csrf"}


def kind(name: str, role: Role) -> str:
    """What people call a credential of this name: ``fernet_key`` encrypts, ``JWT_SECRET`` signs."""
    words = [word.lower() for word in _WORDS.findall(name)]
    if role in {"key", "secret"}:
        if _ENCRYPTS.intersection(words):
            return ENCRYPTION
        if _SIGNS.intersection(words):
            return SIGNING
        if words[-2:] in (["secret", "key"], ["private", "key"], ["master", "key"]):
            return f"a {words[-2]} key"
    return ROLE_LABELS[role]


def sentence(label: str, where: str) -> str:
    """What is to be done, for people: a new key does not open what the old one closed."""
    if label == ENCRYPTION:
        return (
            f"{label} {where}: make a new one and encrypt anew what is stored, as history keeps it"
        )
    return f"{label} {where}: rotate it, as the history of the repository keeps it"


# -- constants of vendors ----------------------------------------------------------------------

# By their SHA-256, so that no scanner takes this table for a leak. Each is in every copy of a
# program that its vendor ships, opens nobody's account, and cannot be rotated by who uses it.
_SHIPPED = {
    # the client token of Edge's read-aloud
    "558d7c6a7f7db444895946fe23a54ad172fd6d159f46cb34dd4db21bb27c07d7",
    # the key of YouTube's own pages (innertube)
    "31043aae8be22df7c8159c11f0b029a8a0da56817f00ea996a37cc48db57482c",
    # the key that Chromium's speech recognition was built with
    "f7010ed46587929256ab8329e9030bebf3ab3f4390c063fe1e2de30a6ac22162",
    # the bearer token of Twitter's own pages for visitors
    "7ae1b7eb48ace61d5eccf312601bbe3ccad13dd74b895f6e8103c4d6e06340f6",
}


def is_shipped(value: str, name: str | None = None) -> bool:
    """Whether a vendor ships this value in its own client, the same for everybody."""
    words = [word.lower() for word in _WORDS.findall(name or "")]
    if words == ["trusted", "client", "token"] or "".join(words) == "trustedclienttoken":
        return True
    return hashlib.sha256(value.encode()).hexdigest() in _SHIPPED


# -- manifests of Kubernetes -------------------------------------------------------------------

_IS_SECRET = lazy(r"^\s*kind:[ \t]*[\"']?Secret\b", re.MULTILINE)


def is_secret_manifest(text: str) -> bool:
    """Whether a file declares ``kind: Secret``, whose values are in base64."""
    return bool(_IS_SECRET.search(text))


def unpacked(value: str) -> str | None:
    """The text that a value is the base64 of; None for anything else."""
    try:
        text = base64.b64decode(value, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return text.strip() if text.strip().isprintable() and text.strip() else None


def holds_packed(value: str, role: Role) -> bool:
    """Whether a value of a Secret is one: what it stands for, where that is a text."""
    text = unpacked(value)
    if text is None:
        return holds(value, role)
    if is_weak(text) or is_placeholder(text):
        return False
    return holds(text, role) or any(known(text))


_TO_BE_CHANGED = lazy(
    r"(?i)\bchange[ _-]?me\b"
    r"|\b(?:must|should|need(?:s)? to|have to|please|be sure to|remember to)\b"
    r"[^\n]{0,30}\b(?:chang|replac|updat|overrid|overwrit|fill)"
    r"|\b(?:change|replace|update|override|overwrite|fill in)\b[^\n]{0,30}"
    r"\b(?:this|these|it|them|with your|your own|value|before|in production)\b"
    r"|\bplaceholder\b|\bdummy\b|\bnot a real\b|\bbase64 encoded\b[^\n]*\byour\b"
)


def is_to_be_changed(text: str, start: int) -> bool:
    """Whether a comment at a value, right above it, or at the top of the file says that it only
    stands for another."""
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    above = text[text.rfind("\n", 0, max(begin - 1, 0)) + 1 : begin].strip()
    top = re.match(r"(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\r?\n)*", text)
    comments = [line.partition("#")[2], above if above.startswith("#") else ""]
    if top is not None and is_secret_manifest(text):
        comments.append(top[0])
    return any(_TO_BE_CHANGED.search(comment) for comment in comments)
