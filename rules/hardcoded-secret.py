"""A credential in the code.

Whoever can read the repository can use the key: everyone who ever cloned it, every tool that is
given the code, and the whole world once it is made public. Taking the line out does not help,
because the history keeps it: the key has to be replaced at its provider (rotated).

**Reported:** keys of known forms (OpenAI, Anthropic, Google, GitHub, AWS, Slack and fifty more)
anywhere in a file, also as the default of an environment variable, in a header, in a database
address or in a comment; and random-looking values where a name says that a credential stands:
`api_key=`, `PASSWORD =`, `"x-api-key":`, the key of an SDK's client. Also in `.env` under git,
YAML, JSON and TOML. An error; a warning in tests.

**Not reported:** placeholders (`YOUR_KEY`, `sk-...`, `changeme`, `lm-studio`), prefix checks,
publishable keys, Firebase's web configuration, a search box's key and index, tokens that name a
widget's website, constants that a vendor ships in its own client, values of a manifest whose
comment says that they are to be changed, hashes, UUIDs, names that count tokens or name special
ones, and in tests everything that is not the real form of a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodgate import syntax as s
from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.surroundings import code_says
from prodgate.regex import lazy
from prodgate.secrets import (
    Role,
    holds,
    is_public_use,
    is_test_path,
    known,
    label_of,
    looks_chosen,
    looks_random,
    may_hold,
    role_of,
)
from prodgate.secrets import text as secret_text
from prodgate.secrets.formats import PREFIXES, Format
from prodgate.secrets.kinds import ENCRYPTION, is_shipped, kind, sentence
from prodgate.secrets.places import Place, Secret, Shape, keys_of_clients, place_of
from prodgate.view import TextView, View

_NAMES = (
    "api_key", "apiKey", "apikey", "ApiKey", "_KEY", "_key", "-key", "Key", "APIKEY",
    "secret", "SECRET", "Secret", "password", "PASSWORD", "Password", "passwd", "PASS", "pwd",
    "token", "TOKEN", "Token", "uthorization",
)  # fmt: skip

RULE = Rule(
    "hardcoded-secret",
    Gate.SECURITY,
    "A credential in the code",
    Applicability.UNSAFE,
    text=True,
    literals=(*_NAMES, *PREFIXES),
    closer=True,
    cwe=(798,),
    owasp=("A07:2021", "LLM02:2025"),
    risk=9.1,
)


def relevant(data: bytes) -> bool:
    """Whether any text in a file can be a secret: cheaper than a parse, and rarely true."""
    return may_hold(data)


def check(view: View) -> Iterator[Finding]:
    """One finding a literal, and one a key of a known form in a comment."""
    if not relevant(view.source.utf8):
        return
    found: dict[int, tuple[s.Node, Secret]] = {}
    spans: list[tuple[int, int]] = []
    for literal in view.names.of(s.Literal):
        if isinstance(literal.value, str | bytes):
            spans.append((literal.start, literal.end))
            if literal.start not in found and (secret := _judge(view, literal)):
                found[literal.start] = literal, secret
    for node, secret in _outside(view, spans):
        found.setdefault(node.start, (node, secret))
    for start in sorted(found):
        node, secret = found[start]
        yield view.finding(RULE, node, _severity(view.source.path), _message(secret), secret)


def check_text(view: TextView) -> Iterator[Finding]:
    """One finding a value of a ``.env``, YAML, JSON or TOML file."""
    for start, end, label in secret_text.secrets(view.source):
        severity = _severity(view.source.path)
        yield view.finding(RULE, (start, end), severity, sentence(label, "stands in this file"))


def _severity(path: str) -> Severity:
    return Severity.WARNING if is_test_path(path) else Severity.ERROR


def _message(secret: Secret) -> str:
    where = {
        "comment": "stands in a comment or text",
        "part": "is part of a text in the code",
    }.get(secret.shape, "is written into the code")
    if secret.place and secret.place.variable and secret.place.kind == "value":
        where = f"is the default of {secret.place.variable}"
    return sentence(secret.label, where)


# -- one literal ------------------------------------------------------------------------------


def _judge(view: View, node: s.Literal) -> Secret | None:
    text = node.value.decode("latin-1") if isinstance(node.value, bytes) else str(node.value)
    if len(text) < 8:
        return None
    for each in known(text):
        place = place_of(view, node)
        if is_shipped(text[each.start : each.end]):
            return None
        if place.name in _SHOWN or _is_public(view, node, place, each.form, text):
            return None
        value, shape = text[each.start : each.end], _shape(view, node, text, each.start, each.end)
        env = view.kept(keys_of_clients).get(id(node))
        return Secret(label_of(each.form, value), value, shape, each.form, "key", place, env, node)
    if len(text) > 600 or is_test_path(view.source.path):
        return None
    return _by_name(view, node, text) or _in_query(view, node, text)


# Attributes of an input that show what a key looks like.
_SHOWN = {"placeholder", "example", "examples", "hint"}
_ONE_WORD = lazy(r"[!-/:-~]*\d[!-~]*", re.ASCII)  # with a digit: what both ask for, at once
_SCHEME = lazy(r"(?:Bearer|Basic|Token|Bot|Key|ApiKey|token)\s+(\S+)")


def _shape(view: View, node: s.Node, text: str, start: int, end: int) -> Shape:
    if isinstance(view.names.parent(node), s.Text):
        return "part"
    if text.strip() == text[start:end]:
        return "whole"
    bearer = _SCHEME.fullmatch(text)
    return "bearer" if bearer and bearer[1] == text[start:end] else "part"


def _by_name(view: View, node: s.Literal, text: str) -> Secret | None:
    """A random-looking value where a name, or the client it goes to, says what it is."""
    bearer = _SCHEME.fullmatch(text)
    value = bearer[1] if bearer else text
    if not _ONE_WORD.fullmatch(value) or not (looks_random(value) or looks_chosen(value)):
        return None
    if isinstance(view.names.parent(node), s.Text):
        return None
    place = place_of(view, node)
    if place.kind in {"key", "statement"}:
        return None
    role = _role(place)
    env = view.kept(keys_of_clients).get(id(node))
    if env is not None and role is None:
        role = "key"
    if role is None or not holds(value, role) or _is_search_only(view, node):
        return None
    name = place.variable or place.name or ""
    if is_shipped(value, name):
        return None
    shape: Shape = "bearer" if bearer else "whole"
    return Secret(_kind(view, name, role), value, shape, None, role, place, env, node)


_CIPHERS = rb"\b\w*(?:Fernet|AESGCM|[Ee]ncrypt|[Cc]ipher)\w*\(\[?\s*(?:\w+\.)*"


def _kind(view: View, name: str, role: Role) -> str:
    """What it is called, and what it is used for where the project hands it to a cipher."""
    word = name.rpartition(".")[2]
    if role in {"key", "secret"} and word.isidentifier() and "key" in word.lower():
        uses = re.compile(_CIPHERS + word.encode() + rb"\b")
        if code_says(view, uses, (b"fernet", b"aesgcm", b"cipher", b"encrypt")):
            return ENCRYPTION
    return kind(word, role)


def _role(place: Place) -> Role | None:
    name = place.variable or place.name or ""
    if name.lower() in {"authorization", "proxy-authorization"}:
        return "token"
    return role_of(name)


_QUERY = lazy(r"[?&](?P<name>[A-Za-z_\-]+)=(?P<value>[A-Za-z0-9_\-.]{16,})(?=[&#]|\Z)")


def _in_query(view: View, node: s.Literal, text: str) -> Secret | None:
    """``https://api.example.org/data?appid=<key>``"""
    if "://" not in text:
        return None
    for match in _QUERY.finditer(text):
        name, value = match["name"], match["value"]
        if (name.lower() in {"key", "appid"} or role_of(name)) and looks_random(value):
            place = place_of(view, node)
            return Secret("an API key", value, "part", None, "key", place, None, node)
    return None


_FIREBASE = {"authDomain", "messagingSenderId", "measurementId", "storageBucket"}


def _is_public(view: View, node: s.Node, place: Place, form: Format, text: str) -> bool:
    """A Google key that every page shows: of Firebase's web configuration, of Maps."""
    if is_public_use(form, place.variable or place.name, text):
        return True
    entry = view.names.parent(node)
    while entry is not None and not isinstance(entry, s.Entry | s.Module):
        entry = view.names.parent(entry)
    mapping = view.names.parent(entry) if entry is not None else None
    if "GOOGLE_API_KEY" not in form.envs or not isinstance(mapping, s.Mapping):
        return False
    return bool(_FIREBASE & {each.name for each in mapping.entries if each.name})


_SEARCH = {"appId", "applicationId", "app_id"}, {"indexName", "index_name", "indices"}


def _is_search_only(view: View, node: s.Node) -> bool:
    """``{appId, apiKey, indexName}``: what Algolia's search box gives to every reader."""
    entry = view.names.parent(node)
    mapping = view.names.parent(entry) if isinstance(entry, s.Entry) else None
    if not isinstance(entry, s.Entry) or not isinstance(mapping, s.Mapping):
        return False
    keys = {each.name for each in mapping.entries}
    return all(keys & wanted for wanted in _SEARCH) and "admin" not in (entry.name or "").lower()


# -- outside of literals ----------------------------------------------------------------------


def _outside(view: View, spans: list[tuple[int, int]]) -> Iterator[tuple[s.Node, Secret]]:
    """Keys of known forms in comments and in the text of pages."""
    for each in known(view.text):
        if any(start < each.end and each.start < end for start, end in spans):
            continue
        value = view.text[each.start : each.end]
        line = view.source.line_text(view.source.position(each.start)[0])
        if not is_public_use(each.form, None, line):
            node = s.Opaque(each.start, each.end, "comment")
            yield node, Secret(label_of(each.form, value), value, "comment", each.form)
