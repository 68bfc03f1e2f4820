"""Record the tokens of every answer in the file, with a function that logs them."""

from __future__ import annotations

from collections.abc import Sequence

from prodgate import syntax as s
from prodgate.edits import Fix, InsertAfter, Intent, Refusal, Wrap
from prodgate.findings import Applicability, Finding
from prodgate.guard import Helper, helper
from prodgate.meaning.calls import Call
from prodgate.meaning.usage import awaited, is_streamed
from prodgate.meaning.web import declared_name
from prodgate.view import View

# Whose answers say under "usage" or "usage_metadata" what they took.
_SAY = {
    "openai", "anthropic", "google-genai", "mistralai", "mistral", "groq",
    "together", "litellm", "fireworks-ai", "ai",
    "huggingface_hub", "huggingface", "pydantic-ai", "langchain-openai", "langchain-anthropic",
    "langchain-groq", "langchain-mistralai", "langchain-google-genai", "langchain-aws",
}  # fmt: skip


# Where an answer says what it took, and where a stream does.
_USAGE = {
    "openai": "usage", "groq": "usage", "together": "usage", "litellm": "usage",
    "anthropic": "usage", "mistralai": "usage", "mistral": "usage", "fireworks-ai": "usage",
    "google-genai": "usage_metadata (usageMetadata in JavaScript)", "ai": "usage",
    "google-generativeai": "usage_metadata", "cohere": "usage.tokens",
    "ollama": "prompt_eval_count and eval_count", "bedrock": "usage",
    "pydantic-ai": "usage()", "openai-agents": "context_wrapper.usage",
}  # fmt: skip
_LAST_CHUNK = {
    "openai": 'ask for it with stream_options {"include_usage": true}, and log the usage of the '
    "last "
    "chunk",
    "anthropic": "log the usage of the final message (get_final_message(), finalMessage()), or "
    "of the "
    "events message_start and message_delta",
    "ai": "log the usage that onFinish is given",
    "google-genai": "log the usage_metadata (usageMetadata) of the last chunk",
    "ollama": "log prompt_eval_count and eval_count of the last chunk",
}


def _refusal(calls: Sequence[Call], *, streamed: bool) -> Refusal:
    """Why the tokens cannot be logged here, and where a person does it."""
    sdk = calls[0].sdk.sdk
    if streamed:
        last = _LAST_CHUNK.get(sdk)
        return Refusal(
            "streamed-answer", last or f"log the usage that {sdk} tells at the end of the stream"
        )
    field = _USAGE.get(sdk)
    if field is None and sdk.startswith("langchain"):
        field = "usage_metadata"
    what = f"its {field}" if field else "the usage that it tells"
    return Refusal(
        "answer-goes-on",
        f"log {what} where the answer of {sdk} arrives, before its text is taken out and the "
        f"rest is "
        "dropped",
    )


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``record_usage(reply, "answer")`` after each call, or around it."""
    record = helper(view, "record_usage")
    found = [_recorded(view, call, record) for call in finding.data]
    intents = [intent for intent in found if intent is not None]
    if not intents:
        streamed = any(_comes_in_parts(view, call) for call in finding.data)
        return _refusal(finding.data, streamed=streamed)
    title = f"{record.name}(...), which logs the tokens of an answer"
    return Fix((*record.intents, *intents), Applicability.UNSAFE, title)


def _recorded(view: View, call: Call, record: Helper) -> Intent | None:
    node = awaited(view, call.node)
    if (
        call.sdk.sdk not in _SAY
        or _comes_in_parts(view, call)
        or (view.language == "javascript" and node is call.node)
    ):
        return None
    name = _name(view, call)
    parent = view.names.parent(node)
    if isinstance(parent, s.Assign) and len(parent.targets) == 1 and parent.value is node:
        target = parent.targets[0]
        if isinstance(target, s.Name):
            end = ";" if view.language == "javascript" else ""
            code = f'{record.name}({target.id}, "{name}"){end}'
            return InsertAfter((parent.start, parent.end), code)
    if record.own:
        return None  # it may give nothing back
    return Wrap((node.start, node.end), f"{record.name}(", f', "{name}")')


def _comes_in_parts(view: View, call: Call) -> bool:
    """Whether it is streamed: what a loop goes through is, whatever the arguments say."""
    node = awaited(view, call.node)
    above = view.names.parent(node)
    return is_streamed(view, call.node) or (isinstance(above, s.Loop) and above.subject is node)


def _name(view: View, call: Call) -> str:
    function = view.names.function(call.node)
    name = declared_name(view.names, function) if function is not None else ""
    return name or (s.dotted(call.node.callee) or "model")
