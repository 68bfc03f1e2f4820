"""Record the tokens of every answer in the file, with a function that logs them."""

from __future__ import annotations

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


_IN_STREAM = "log the usage where the SDK tells it, such as in the last chunk of a stream"
_WHERE_TAKEN = "log the usage of the answer where its text is taken out"


def fix(view: View, finding: Finding) -> Fix | Refusal:
    """``record_usage(reply, "answer")`` after each call, or around it."""
    record = helper(view, "record_usage")
    found = [_recorded(view, call, record) for call in finding.data]
    intents = [intent for intent in found if intent is not None]
    if not intents:
        streamed = any(is_streamed(view, call.node) for call in finding.data)
        return Refusal("manual", _IN_STREAM if streamed else _WHERE_TAKEN)
    title = f"{record.name}(...), which logs the tokens of an answer"
    return Fix((*record.intents, *intents), Applicability.UNSAFE, title)


def _recorded(view: View, call: Call, record: Helper) -> Intent | None:
    node = awaited(view, call.node)
    if (
        call.sdk.sdk not in _SAY
        or is_streamed(view, call.node)
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


def _name(view: View, call: Call) -> str:
    function = view.names.function(call.node)
    name = declared_name(view.names, function) if function is not None else ""
    return name or (s.dotted(call.node.callee) or "model")
