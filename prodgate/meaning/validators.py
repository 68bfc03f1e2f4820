"""Which calls check what they are given: validators, guards, coercions with a limit."""

from __future__ import annotations

import re

from prodgate import syntax as s
from prodgate.meaning.names import Names
from prodgate.regex import lazy

# Methods whose result is checked data, given that the receiver is no plain decoder.
THROWING = {
    "parse", "parseAsync", "parse_obj", "parse_raw", "model_validate", "model_validate_json",
    "validate_python", "validate_json", "validateSync", "validateAsync", "attempt", "assert",
    "decode", "Parse", "Decode", "Assert", "create", "deserialize", "from_dict", "structure",
    "validate", "validateOrReject", "load", "loads", "validated", "valid", "valid_json",
}  # fmt: skip
RETURNING = {"safeParse", "safeParseAsync", "safe_parse", "spa", "is_valid", "isValid", "Check"}
_DECODERS = {
    "JSON", "json", "ujson", "orjson", "simplejson", "yaml", "qs", "querystring", "Date", "URL",
    "url", "URLSearchParams", "marked", "csv", "Number", "path", "superjson", "ast", "toml",
    "jwt", "base64", "urllib.parse", "Buffer", "Object", "TextDecoder", "db", "prisma",
}  # fmt: skip
GUARD_CALLS = lazy(
    r"^(is[A-Z_]\w*|assert\w+|validat\w*|sanitiz\w*|ensure\w*|check\w*|allowed\w*|verify\w*|"
    r"require[A-Z_]\w*|guard\w*|clamp\w*|coerce\w*|parse[A-Z_]\w*|normali[sz]e\w*)$"
)
_MADE = lazy(r"(?:^|\.)(?:decode|validate|parse|assert)\w*$")
_ASSERTING = lazy(r"^(assert\w*|validate(?!$)\w+|ensure[A-Z_]\w*|require_?[Vv]alid\w*)$")


def is_validator(call: s.Call) -> bool:
    """A call whose result is checked: ``Schema.parse(x)``, ``Model(**x)``, ``int(x)``."""
    name = s.dotted(call.callee) or _of_made(call.callee)
    head, _, last = name.rpartition(".")
    if isinstance(call.callee, s.Call):  # Schema.decodeUnknownSync(Ask)(x)
        return bool(_MADE.search(s.dotted(call.callee.callee) or ""))
    if last in {"decode", "convert"} and call.keyword("type") is not None:
        return True  # msgspec.json.decode(x, type=Ask)
    if last in THROWING:
        owner = head.rpartition(".")[2] or head
        if not head:  # a bare parse(x): valibot's v.parse is qualified, so is zod's
            return last in {"parse", "validate", "structure", "validated"}
        if last in {"load", "loads", "decode", "create", "from_dict", "valid", "assert"}:
            return "schema" in owner.lower() or owner[:1].isupper() or owner in {"v", "t", "S"}
        return head not in _DECODERS and owner not in _DECODERS
    if not head and GUARD_CALLS.match(last):
        return not last.startswith(("check", "is", "parseJSON", "parse_json", "ensure_"))
    if name in {"int", "float", "Number", "parseInt", "parseFloat", "UUID", "uuid.UUID", "bool"}:
        return True
    starred = any(a.name == "**" for a in call.arguments)
    return starred and last[:1].isupper()  # Model(**data)


def _of_made(callee: s.Node) -> str:
    """``AskSchema.load`` for ``AskSchema().load``."""
    if isinstance(callee, s.Attribute) and isinstance(callee.value, s.Call):
        owner = s.dotted(callee.value.callee)
        return f"{owner}.{callee.name}" if owner else ""
    return ""


def asserts(call: s.Call) -> bool:
    """A call that throws where its arguments are wrong, whether its result is used or not:
    ``assert(body, Ask)``, ``await validateOrReject(dto)``, ``jsonschema.validate(data, SCHEMA)``,
    ``form.is_valid(raise_exception=True)``."""
    name = s.dotted(call.callee) or ""
    if name in {"jsonschema.validate", "fastjsonschema.validate"}:
        return True
    if call.keyword("raise_exception") is not None:
        return True
    return bool(_ASSERTING.match(name))


def gives_verdict(call: s.Call) -> bool:
    """A call that says whether its arguments are right, or what is wrong: ``ajv.validate(...)``,
    ``await validate(dto)``, ``Schema().validate(data)``."""
    last = (s.dotted(call.callee) or _of_made(call.callee)).rpartition(".")[2]
    return last in {"validate", "is_valid", "isValid", "Check", "check"}


def converts(names: Names, call: s.Call) -> bool:
    """``args.get("n", 3, type=int)``; ``Tone(text)`` of an enumeration of this file."""
    kind = call.keyword("type")
    if kind is not None and s.dotted(kind) in {"int", "float", "bool", "uuid.UUID", "UUID"}:
        return True
    if not isinstance(call.callee, s.Name):
        return False
    return any(
        isinstance(b.node, s.Class) and any(_last(base).endswith("Enum") for base in b.node.bases)
        for b in names.lookup(call.callee)
    )


def is_cut(node: s.Node) -> bool:
    """``String(x).slice(0, 500)``, ``str(x)[:500]``: made text and cut."""
    if isinstance(node, s.Index):
        if not isinstance(node.key, s.Opaque) or node.key.kind != "slice":
            return False
        return bool(node.key.children) and _is_text(node.value)
    if not isinstance(node, s.Call) or not isinstance(node.callee, s.Attribute):
        return False
    if node.callee.name in {"slice", "substring", "substr"}:
        return len(node.arguments) > 1 and _is_text(node.callee.value)
    return node.callee.name in {"strip", "trim", "trimEnd"} and is_cut(s.bare(node.callee.value))


def _is_text(node: s.Node) -> bool:
    """``String(x).trim()``, ``str(x).strip()``, a template."""
    node = s.bare(node)
    while isinstance(node, s.Call) and isinstance(node.callee, s.Attribute):
        node = s.bare(node.callee.value)
    return isinstance(node, s.Text) or (
        isinstance(node, s.Call) and s.dotted(node.callee) in {"String", "str"}
    )


_STORES = lazy(
    r"^_?(db|database|prisma|supabase|knex|drizzle|pool|redis|kv|cursor|conn|connection|\w*repo|"
    r"\w*repository|\w*collection|session)$",
    re.I,
)
_LOOK_UPS = lazy(r"^(get|find|first|fetch|select|query|load|retrieve|lookup|one|scalar)")
_WRITES = lazy(r"^(create|insert|add|update|upsert|save|set|put|push|merge)")


def looks_up(names: Names, call: s.Call) -> bool:
    """What a request names, not what it holds: a record of its id, an entry of a table of this
    file (``PROMPTS.get(kind)``)."""
    if not isinstance(call.callee, s.Attribute):
        return False
    if call.callee.name == "get" and is_table(names, call.callee.value):
        return True
    chain: list[str] = []
    node: s.Node = call
    while isinstance(node, s.Call | s.Attribute | s.Await | s.Cast):
        if isinstance(node, s.Attribute):
            chain.append(node.name)
        node = node.callee if isinstance(node, s.Call) else node.value
    if not isinstance(node, s.Name):
        return False
    owners = [node.id, *chain[1:]]
    return (
        any(_STORES.match(name) for name in owners)
        and any(_LOOK_UPS.match(name) for name in chain)
        and not any(_WRITES.match(name) for name in chain)
    )


def is_table(names: Names, node: s.Node) -> bool:
    """A name of a dict or object that is written out in this file."""
    if not isinstance(node, s.Name):
        return False
    bindings = names.lookup(node)
    return bool(bindings) and all(
        b.value is not None and not b.path and isinstance(s.bare(b.value), s.Mapping)
        for b in bindings
    )


def _last(node: s.Node) -> str:
    return (s.dotted(node) or "").rpartition(".")[2]
