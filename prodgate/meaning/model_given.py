"""What a model gave, as a value moves through a program: reply, text, tool arguments, tool name.

``Given.step`` reads one attribute or key further, as the replies of the SDKs are built:
``.choices[0].message.content`` is text, ``.function.arguments`` are arguments, ``.usage`` is
neither (None).
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from prodgate import syntax as s

Kind: TypeAlias = Literal["reply", "text", "arguments", "tool", "param"]

UNCHECKED = "(unchecked)"  # starts the path of a reply whose object no schema was asked for


class Given(Struct, frozen=True):
    """A value that a model decides.

    ``kind``: "reply" is the object a call returns, or a part of it that is not known better; of a
    wrapper it may be the text itself. "text"; "arguments" of a tool call; "tool", the name of the
    tool that the model chose. ("param" stays inside ``model_text``.)
    """

    kind: Kind
    call: s.Call | None = None  # the call that asked the model; None where another file does
    parsed: bool = False  # read as JSON, or given as an object: keys and values of the model's
    # A schema was applied: by the SDK (``.parse``, ``generateObject``), or ``strict`` by the model.
    schema: bool = False
    envelope: bool = False  # a raw HTTP reply: parsing it is no reading of the model's text
    under: tuple[str, ...] = ()  # a container with the value below these keys
    param: s.Param | None = None
    path: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether the value itself is what the model wrote, not a container around it."""
        return not self.under and not self.envelope

    def step(self, part: str) -> Given | None:
        """One attribute, key or method ("text()") further; None where the model decides nothing."""
        if self.under:
            if "*" in (part, self.under[0]) or part == self.under[0]:
                return replace(self, under=self.under[1:])
            return None
        if self.kind == "param" or self.parsed:
            return replace(self, path=(*self.path, part))
        if self.envelope and not self.path:
            return replace(self, path=("body",)) if part in _BODY else _harmless(self, part)
        if part in _HARMLESS:
            return None
        return self._into(part)

    def _into(self, part: str) -> Given:
        path = (*self.path, part)
        if part in _CHECKED and self.kind == "reply":
            return replace(self, parsed=True, schema=UNCHECKED not in self.path, path=path)
        if part in _ARGUMENTS or (part == "input" and _in_block(self.path)):
            is_object = part in {"args", "input"}
            return replace(self, kind="arguments", envelope=False, path=path, parsed=is_object)
        if part in _TOOL or (part == "name" and (_in_call(self.path) or _in_block(self.path))):
            return replace(self, kind="tool", envelope=False, path=path)
        if part in _TEXT:
            return replace(self, kind="text", envelope=False, path=path)
        return replace(self, path=path)


def _harmless(given: Given, part: str) -> Given | None:
    """A part of a raw reply beside its body: its status, its headers."""
    return given if part == "*" else None


def _in_call(path: tuple[str, ...]) -> bool:
    return any(part in _CALLS for part in path)


def _in_block(path: tuple[str, ...]) -> bool:
    """Below the list of content blocks, one of which may be the use of a tool."""
    return any(part in {"content", "tool_use", "toolUse"} for part in path)


_BODY = {
    "text", "content", "data", "body", "json()", "text()", "read()", "json", "iter_lines()",
    "iter_content()", "aiter_lines()", "Body", "stdout", "getReader()",
}  # fmt: skip
_TEXT = {
    "content", "text", "text()", "output_text", "outputText", "response", "completion",
    "generated_text", "final_output", "finalOutput", "output", "text_stream", "textStream",
    "get_final_text()", "finalText()", "raw", "message_content", "reasoning", "thinking",
    "candidates_text", "completions", "getText()", "final_output()",
}  # fmt: skip
_ARGUMENTS = {"arguments", "args"}
_TOOL = {"toolName", "tool_name"}
_CALLS = {
    "function", "tool_calls", "toolCalls", "function_call", "functionCall", "function_calls",
    "functionCalls", "functionCalls()", "tool_call", "toolCall", "tool_use", "toolUse",
}  # fmt: skip
_CHECKED = {
    "parsed", "object", "output_parsed", "structured_response", "structuredResponse",
    "experimental_output", "pydantic", "structured_output",
}  # fmt: skip
_HARMLESS = {
    "usage", "id", "model", "created", "finish_reason", "finishReason", "stop_reason", "stopReason",
    "role", "type", "status", "status_code", "statusCode", "headers", "total_tokens", "cost",
    "usage_metadata", "usageMetadata", "index", "response_metadata", "ok", "done", "logprobs",
    "embedding", "embeddings", "tool_call_id", "toolCallId", "created_at", "duration", "length",
    "size", "statusText", "prompt_feedback", "promptFeedback", "system_fingerprint", "object_type",
    "url", "history", "source_documents", "sources", "latency", "image", "images", "audio",
}  # fmt: skip


# -- what happens to values ---------------------------------------------------------------------


def applied(passed: Given, through: Given) -> list[Given]:
    """The value that was passed, after what a function did with its parameter."""
    given: Given | None = passed
    if through.parsed:
        given = parsed(passed) if not passed.under else None
    for part in through.path:
        given = given.step(part) if given is not None else None
    if given is None:
        return []
    return [replace(given, under=(*through.under, *given.under))]


def stepped(givens: tuple[Given, ...], part: str) -> list[Given]:
    """The values one step further, without those where the model decides nothing."""
    return [given for g in givens if (given := g.step(part)) is not None]


def below(given: Given, key: str) -> Given:
    """A container that has the value under a key."""
    return replace(given, under=(key, *given.under)) if len(given.under) < 4 else given


def parsed(given: Given) -> Given:
    """The value after it was read as JSON: an envelope stays one, its text is not reached yet."""
    return given if given.envelope else replace(given, parsed=True, path=())


def as_text(given: Given) -> Given:
    """The value as a part of some text."""
    return given if given.kind == "param" else replace(given, kind="text", parsed=False)
