"""Which calls and statements check, log, count or keep what a model wrote."""

from __future__ import annotations

import re

from prodgate import syntax as s
from prodgate.meaning.names import Names
from prodgate.meaning.validators import (
    GUARD_CALLS,
    RETURNING,
    asserts,
    converts,
    gives_verdict,
    is_validator,
)
from prodgate.regex import lazy

CHECKING = {"validate", "parse", "success"}
LISTING = {
    "items", "values", "map", "filter", "forEach", "flatMap", "reduce", "sort", "slice", "find",
    "copy", "every", "some",
}  # fmt: skip
TEXTUAL = {
    "strip", "lower", "upper", "trim", "toLowerCase", "toUpperCase", "title", "capitalize",
    "replace", "split", "encode", "join", "toString", "splitlines", "rstrip", "lstrip",
}  # fmt: skip
HARMLESS = {
    "keys", "update", "append", "extend", "push", "hasOwnProperty", "startswith", "endswith",
    "startsWith", "endsWith", "includes", "catch", "toFixed", "insert", "concat", "sort", "count",
}  # fmt: skip
COMPARING = {"==", "!=", "is", "is not", "<", ">", "<=", ">=", "===", "!=="}
KEEPING = {
    "Object.entries", "Object.values", "list", "dict", "enumerate", "sorted", "deepcopy",
    "copy.deepcopy", "cast", "typing.cast", "structuredClone", "reversed", "zip",
}  # fmt: skip
LOGGING = lazy(
    r"^(print|pprint|rprint|console\.\w+|(self\.|this\.)?_?log(ger|ging)?\.\w+|"
    r"(.*\.)?(info|debug|warning|error|exception|log|echo|display))$"
)
COUNTING = {
    "len", "bool", "Boolean", "type", "id", "any", "all", "json.dumps", "JSON.stringify", "repr",
    "json.dump", "yaml.dump", "hash", "Object.keys", "callable", "yaml.safe_dump",
}  # fmt: skip
TYPE_TESTS = {
    "isinstance", "Array.isArray", "Number.isInteger", "Number.isFinite", "issubclass", "isNaN",
    "Number.isNaN", "hasattr", "isFinite",
}  # fmt: skip
COERCING = {
    "int", "float", "str", "Number", "String", "parseInt", "parseFloat", "bool", "Boolean", "min",
    "max", "Math.min", "Math.max", "Math.round", "Decimal", "UUID", "uuid.UUID", "Date", "round",
    "datetime.fromisoformat", "date.fromisoformat", "datetime.strptime", "set", "abs", "clamp",
}  # fmt: skip
# What a library runs with the schema of the tool: an MCP server, a tool of LangChain.
VALIDATING = {"call_tool", "callTool", "ainvoke", "invoke", "arun", "run_tool", "execute_tool"}


def checks(names: Names, call: s.Call) -> bool:
    """Whether a call says what the value must be."""
    name = s.dotted(call.callee) or ""
    callee = s.bare(call.callee)
    last = callee.name if isinstance(callee, s.Attribute) else name
    if (
        converts(names, call)
        or is_validator(call)
        or asserts(call)
        or gives_verdict(call)
        or last in RETURNING
    ):
        return True
    if last in VALIDATING and isinstance(callee, s.Attribute):
        return True
    if GUARD_CALLS.match(last.lstrip("_")) or name in COERCING or is_type_test(call):
        return True
    return bool(re.search(r"(?i)valid|schema|normali[sz]e|sanitize|coerce", last))


def is_type_test(call: s.Call) -> bool:
    """Whether a call asks for the type of a value."""
    return (s.dotted(call.callee) or "") in TYPE_TESTS


def is_harmless_call(call: s.Call) -> bool:
    """Whether a call only logs, counts or writes a value down."""
    name = s.dotted(call.callee) or ""
    return bool(LOGGING.match(name)) or name in COUNTING


def is_named_check(node: s.Node) -> bool:
    """``.map(normalise)``, ``.filter(Boolean)``: a function that checks, by its name."""
    name = (s.dotted(node) or "").rpartition(".")[2]
    return bool(GUARD_CALLS.match(name)) or name in {"String", "Number", "Boolean"}


def acts(node: s.Node, name: str) -> bool:
    """Whether a statement goes on with the value, or does something else of weight."""
    if isinstance(node, s.With | s.Try | s.Loop | s.If):
        return True
    call = s.bare(node.value) if isinstance(node, s.Expression) else None
    if isinstance(call, s.Call) and not is_harmless_call(call):
        return True
    return any(isinstance(n, s.Name) and n.id == name for n in s.walk(node))


def reads_key(node: s.Node) -> bool:
    """``topic["name"]`` in a comprehension."""
    return (
        isinstance(node, s.Index)
        and isinstance(node.key, s.Literal)
        and isinstance(node.key.value, str)
    )


def tests(node: s.Node) -> bool:
    """Whether an expression tests or coerces what stands in it."""
    if isinstance(node, s.Call):
        name = s.dotted(node.callee) or ""
        return is_type_test(node) or is_validator(node) or name in COERCING
    return isinstance(node, s.Binary) and node.operator in {"in", "not in"}
