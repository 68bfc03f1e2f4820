"""Parsed output of a model used with no schema.

A model is asked for JSON and mostly gives it. Sometimes a key is missing, a number is text, a list
has ten thousand items, or a key is there that nobody asked for; JSON mode promises brackets that
match, and nothing else. Arguments of a tool call are no better: they are text the model wrote.

**Reported:** JSON that a model wrote, and arguments of its tool calls, that are returned, stored,
passed on, splatted into a function or read field by field while nothing on the way says what they
must be.

**Not reported:** a pydantic or zod parse, and what SDKs parse themselves (`.parse`,
`generateObject`, `response_model`, `with_structured_output`); strict `json_schema` whose end is
asked for; a type test, an allow-list, a coercion or a default for what is read; arguments that a
tool library validates, or that stay beside the tool's name in a record of the call (the history, a
message of another SDK, what is sent to the server of the tool); JSON that no model wrote: API
replies, caches, settings, server-sent events.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate import syntax as s
from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.model_objects import Object, objects
from prodgate.meaning.model_use import Use
from prodgate.regex import lazy
from prodgate.secrets import is_test_path
from prodgate.view import View

RULE = Rule(
    "unvalidated-model-output",
    Gate.DATA_VALIDATION,
    "Parsed output of a model used with no schema",
    Applicability.UNSAFE,
    literals=(
        "json.loads(", "JSON.parse(", "json5", "JSON5", "json_repair", "literal_eval(", "orjson",
        "ujson", "_json(", "Json(", "JSON(", "JsonOutputParser", "no-schema", ".input", '["args"]',
        "['args']", '["input"]', "safe_load(",
    ),
    closer=True,
    cwe=(1426, 20),
    owasp=("LLM05:2025",),
    risk=5.3,
)  # fmt: skip

_MODELS = lazy(
    rb"(?i)llm|gpt|openai|claude|anthropic|gemini|bedrock|mistral|groq|ollama|completion|langchain"
    rb"|tool_call|toolcall|function_?call|agent|generat|deepseek|cohere"
)


def relevant(data: bytes) -> bool:
    """Whether a file names a model at all."""
    return bool(_MODELS.search(data))


def check(view: View) -> Iterator[Finding]:
    """One finding an object; one a function for the arguments of its tools."""
    if is_test_path(view.source.path):
        return
    for found in objects(view):
        if found.cut:
            yield view.finding(RULE, found.node, Severity.NOTE, _CUT, found)
        else:
            yield view.finding(RULE, found.node, Severity.WARNING, _message(found), found)


_CUT = "the schema is strict, but an answer that was cut is no JSON, and nobody asks why it ended"


def _message(found: Object) -> str:
    what = "arguments that the model wrote" if found.is_arguments else "JSON that the model wrote"
    return f"{what}: {_WHY[found.use.how]}".replace("{callee}", _callee(found.use))


_WHY = {
    "splatted": "every key goes into {callee} as an argument, and no schema says which",
    "passed": "goes to {callee} with no schema, whatever keys and types there are",
    "stored": "kept with no schema, whatever its keys and types are",
    "returned": "returned with no schema, whatever its keys and types are",
    "read": "its fields are read with no schema, though any may be missing or of another type",
}


def _callee(use: Use) -> str:
    callee = s.bare(use.call.callee) if use.call is not None else None
    if callee is None:
        return "a call"
    if isinstance(callee, s.Attribute):
        return s.dotted(callee) or callee.name
    return s.dotted(callee) or "a function"
