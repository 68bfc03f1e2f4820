"""Whether a call asks a model, and what its result is: the sources of ``model_text``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from prodgate import syntax as s
from prodgate.meaning.argument import Present, argument
from prodgate.meaning.model_given import UNCHECKED, Given
from prodgate.meaning.sinks import FRAMEWORKS, RUNNERS, asks_provider
from prodgate.meaning.trace import Made, Parameter, Qualified, Thing, Value, trace
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View


def reply(view: View, call: s.Call, known: dict[int, Given]) -> Given | None:
    """What a call of a model gives; None where it is not known to be one.

    ``known``: the calls that the facts know, see ``known_calls``.
    """
    if (given := known.get(id(call))) is not None:
        return given
    if _tail(call) == "InvokeModelCommand":
        return Given("reply", call, envelope=True)
    if asks_provider(view, call) and not _is_own(call):
        return Given("reply", call, envelope=True)
    callee = s.bare(call.callee)
    if not isinstance(callee, s.Attribute) or callee.name not in _RUN:
        return None
    for thing in trace(view.names, callee):
        if isinstance(thing, Made) and (given := _of_framework(view, thing, call)) is not None:
            return given
        if isinstance(thing, Value) and (given := _of_chain(view, thing, call)) is not None:
            return given
    return None


def _is_own(call: s.Call) -> bool:
    """``fetch("/api/chat")``: a route of this project, whatever it answers."""
    address = call.positional(0)
    return (
        isinstance(address, s.Literal)
        and isinstance(address.value, str)
        and address.value.startswith("/")
    )


_RUN = RUNNERS - {"query", "aquery", "call"} | {
    "batch",
    "abatch",
    "parse",
    "query",
    "aquery",
    "run_async",
}


def known_calls(view: View) -> dict[int, Given]:
    """The model calls that the facts know, by the id of their node."""
    found: dict[int, Given] = {}
    for call in view.found.calls:
        if call.sdk.kind != "model" or call.fact.kind != "generate":
            continue
        tail = _tail(call.node)
        found[id(call.node)] = Given(
            "reply",
            call.node,
            schema=is_constrained(view, call.node) or tail == "parse",
            path=(UNCHECKED,) if _has_no_schema(view, call.node) else (),
            # Bedrock's invoke_model answers with the provider's JSON, as bytes
            envelope=tail in {"invoke_model", "invokeModel"} or _is_raw(call.node),
        )
    return found


def _has_no_schema(view: View, call: s.Call) -> bool:
    """``generateObject({ output: "no-schema" })``"""
    answer = argument(view.names, call, "0.output")
    return isinstance(answer, Present) and answer.known and answer.value == "no-schema"


def _is_raw(call: s.Call) -> bool:
    given = call.positional(0)
    command = s.dotted(given.callee) if isinstance(given, s.Call) else None
    raw = "with_raw_response" in (s.dotted(call.callee) or "")
    return raw or (command or "").startswith("InvokeModel")


def _tail(call: s.Call) -> str:
    callee = s.bare(call.callee)
    return callee.name if isinstance(callee, s.Attribute) else s.dotted(callee) or ""


# -- a schema that the provider holds the model to ---------------------------------------------

_FORMATS = (
    "response_format", "text.format", "text_format", "0.response_format", "0.text.format",
    "output_format", "output_config.format", "0.output_config.format", "response_model",
    "0.response_model",
)  # fmt: skip
_GRAMMARS = (  # decoding is bound to these, no word "strict" needed
    "config.response_schema", "config.response_json_schema", "0.config.responseSchema",
    "0.config.responseJsonSchema", "generation_config.response_schema",
    "0.generationConfig.responseSchema", "format", "0.format", "output_type", "output_schema",
)  # fmt: skip


def is_constrained(view: View, call: s.Call) -> bool:
    """Whether the provider keeps the model to a schema: strict ``json_schema``, a pydantic class,
    a grammar. JSON mode (``{"type": "json_object"}``) is none."""
    for path in _FORMATS:
        answer = argument(view.names, call, path)
        if isinstance(answer, Present) and _is_schema(view, answer.node):
            return True
    for path in _GRAMMARS:
        answer = argument(view.names, call, path)
        if isinstance(answer, Present) and not (answer.known and answer.value in {None, "json"}):
            return True
    return False


def is_strict_text(view: View, given: Given) -> bool:
    """Whether the text of an answer is held to a strict ``json_schema`` and read by hand: what
    ends early is no JSON. What SDKs parse, or decode by a grammar, raises by itself."""
    if given.call is None or _tail(given.call) == "parse":
        return False
    for path in _FORMATS:
        answer = argument(view.names, given.call, path)
        if isinstance(answer, Present):
            node = s.bare(answer.node)
            if isinstance(node, s.Name | s.Attribute):
                found = [t.node for t in trace(view.names, node) if isinstance(t, Value)]
                node = found[0] if found else node
            return isinstance(node, s.Mapping)
    return False


def _is_schema(view: View, node: s.Node) -> bool:
    """A class, ``zodResponseFormat(...)``, or ``{"type": "json_schema", ... "strict": True}``."""
    node = s.bare(node)
    if isinstance(node, s.Call):
        return (s.dotted(node.callee) or "").rpartition(".")[2] not in {"dict", "ResponseFormat"}
    if isinstance(node, s.Name | s.Attribute):
        things = trace(view.names, node)
        values = [t.node for t in things if isinstance(t, Value) and not t.path]
        if not values:
            return True  # a class, or made elsewhere: not known to be mere JSON mode
        node = s.bare(values[0])
    return isinstance(node, s.Mapping) and _is_strict(view, node)


def _is_strict(view: View, node: s.Mapping) -> bool:
    """``strict: true`` somewhere in it; or a part that nobody here can see into."""
    for entry in (n for n in s.walk(node) if isinstance(n, s.Entry)):
        value = s.bare(entry.value)
        if entry.name == "strict" and isinstance(value, s.Literal):
            return value.value is True
        if entry.name not in {"json_schema", "schema", "format"}:
            continue
        if isinstance(value, s.Name | s.Attribute):
            inner = [t.node for t in trace(view.names, value) if isinstance(t, Value)]
            if not inner or any(isinstance(n, s.Mapping) and _is_strict(view, n) for n in inner):
                return True
    return False


# -- frameworks --------------------------------------------------------------------------------

_SHAPED = {
    "with_structured_output", "withStructuredOutput", "as_structured_llm", "structured_predict",
    "create_structured_output_runnable",
}  # fmt: skip
_NO_MODEL = lazy(
    r"(?i)retriever|loader|splitter|embedding|vector|memory|store|search|prompttemplate|toolkit|"
    r"tools?\b|\btool|document|database|wrapper|callback|parser$|sessionservice|session"
)


def _of_framework(view: View, thing: Made, call: s.Call) -> Given | None:
    """``ChatOpenAI().invoke(...)``, ``Agent().run(...)``: what a framework made is run."""
    shaped = False
    below: Thing = thing
    while isinstance(below, Made):
        shaped |= any(part in _SHAPED for part in below.path)
        if below.call is not None:
            shaped |= is_constrained(view, below.call)
        below = below.by
    if not isinstance(below, Qualified) or not _is_model(view, below.name):
        return None
    return Given("reply", call, schema=shaped, parsed=shaped)


def _is_model(view: View, name: str) -> bool:
    if _NO_MODEL.search(name.rpartition(".")[2]):
        return False
    if entries := view.pack.catalogue(view.language).constructors.get(name):
        return any(sdk.kind == "model" for sdk, *_ in entries)
    return name.startswith(FRAMEWORKS)


_PARSERS = lazy(r"(Pydantic|Structured|Zod|Enum|List|Datetime|Boolean|Regex)\w*Parser")


def _of_chain(view: View, thing: Value, call: s.Call) -> Given | None:
    """``(prompt | model | parser).invoke(...)``"""
    if not isinstance(thing.node, s.Binary) or thing.node.operator != "|":
        return None
    given = None
    for link in _links(thing.node):
        for made in trace(view.names, link):
            if isinstance(made, Value):
                found = _of_chain(view, made, call)
            else:
                found = _of_link(view, made, call)
            if found is not None and (given is None or found.parsed):
                given = found
    return given


def _of_link(view: View, made: Thing, call: s.Call) -> Given | None:
    """What a chain gives by one of its links; the last parser decides."""
    below = made
    while isinstance(below, Made):
        if any(part in _SHAPED for part in below.path):
            return Given("reply", call, schema=True, parsed=True)
        below = below.by
    if not isinstance(below, Qualified | Parameter):
        return None
    name = below.name.rpartition(".")[2]
    if _PARSERS.search(name):
        return Given("reply", call, schema=True, parsed=True)
    if name.endswith(("JsonOutputParser", "JsonOutputFunctionsParser")):
        return Given("reply", call, parsed=True)
    return Given("reply", call) if _is_link(view, below) else None


def _is_link(view: View, below: Qualified | Parameter) -> bool:
    if isinstance(below, Qualified) and _is_model(view, below.name):
        return "prompt" not in below.name.lower()
    return bool(_MODEL.search(below.name))


def _links(node: s.Node) -> list[s.Node]:
    found: list[s.Node] = []
    while isinstance(node, s.Binary) and node.operator == "|":
        found.append(node.right)
        node = s.bare(node.left)
    return [node, *reversed(found)]


# -- wrappers of the project -------------------------------------------------------------------

_MODEL = lazy(
    r"(?i)(?:^|[^a-z])(?:llms?|gpt\d*|chatgpt|openai|claude|anthropic|gemini|bedrock|mistral|groq|"
    r"ollama|deepseek|completions?|chat_?model|language_?model|ai|agent)(?:$|[^a-z])"
)
_CAMEL = lazy(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ACTS = lazy(
    r"(?:^|_)(ask|call|query|invoke|run|prompt|generate|get|request|fetch|complete|chat|send|create|"
    r"stream|a?completion|execute|infer|predict|make)(?:_|$)"
)
_NOT = lazy(
    r"(?i)client|config|key|url|model_?(name|id|info|list)|price|cost|token|usage|setting|history|"
    r"session|template|prompt$|messages?$|embedding|params|options|context|cache|schema|tools?$|"
    r"provider|instance|headers?|status|id$|name$|version|log|metric|path|dir|file|list|count|"
    r"^_?(get|create|make|build|init|load|setup)_\w*(agent|llm|model|ai|openai|gemini|claude)$"
)


@lru_cache(maxsize=8192)
def reads_as_model(name: str) -> bool:
    """Whether a function that nobody here can see asks a model, by its name: ``call_llm``,
    ``llm.generate``, ``askClaude``, ``getCompletion``; not ``get_llm_client``, ``chatId``."""
    head, _, last = _CAMEL.sub("_", name).rpartition(".")
    if _NOT.search(last) or _API.match(name):
        return False
    if _MODEL.search(last) and _ACTS.search(last.lower()):
        return True
    owner = head.rpartition(".")[2]
    tail = name.rpartition(".")[2]
    return tail in RUNNERS | _OWN_RUNNERS and bool(_MODEL.search(owner)) and not _NOT.search(owner)


_API = lazy(r"(?i)(?:\w+\.)*(?:api|axios|http|https|request|requests|fetcher|router|app)\b\.")

_OWN_RUNNERS = {
    "prompt", "completion", "acompletion", "generate_text", "generateText", "__call__",
    "generate_response", "chat_completion", "get_response", "send", "create",
}  # fmt: skip


# -- the protocol of tool calls ------------------------------------------------------------------

_CALL_NAMES = {
    "function",
    "function_call",
    "functionCall",
    "tool_call",
    "toolCall",
    "tool_function",
}


def by_convention(owner: s.Node, part: str) -> list[Given]:
    """``tool_call.function.arguments`` of a reply that came from elsewhere: the protocol's own
    words, which nothing else is called by."""
    owner = s.bare(owner)
    if isinstance(owner, s.Index):
        key = owner.key.value if isinstance(owner.key, s.Literal) else ""
        last = key if isinstance(key, str) else ""
    else:
        last = (s.dotted(owner) or "").rpartition(".")[2]
        if isinstance(owner, s.Attribute):
            last = owner.name
    if last not in _CALL_NAMES:
        return []
    if part == "arguments":
        return [Given("arguments")]
    return [Given("tool")] if part == "name" and last != "function" else []
