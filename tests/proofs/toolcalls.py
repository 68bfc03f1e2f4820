"""Answers of a model that always calls a tool: what an agent loop never gets out of by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any


def answer(path: str, bodies: Sequence[Any]) -> dict[str, Any] | None:
    """A call of the first tool that the last body offers; None where there is none to call.

    The calls are numbered, so that no two of them are alike (some frameworks skip those).
    """
    count, name = len(bodies), first_tool(bodies[-1])
    if name is None and isinstance(bodies[-1], dict) and bodies[-1].keys() & _CONTINUED:
        name = first_tool(bodies[0])
    if name is None:
        return None
    given = {"text": str(count)}
    if "enerateContent" in path:
        return _gemini(name, given)
    if path.endswith("/messages"):
        return _anthropic(name, given, count)
    if path.endswith("/responses"):
        return _responses(name, given, count)
    if path.endswith("/converse"):
        return _converse(name, given, count)
    return _chat(name, given, count)


# The server of these remembers what was offered before.
_CONTINUED = {"thread", "previous_response_id", "conversation"}


def is_forced(body: Any) -> bool:
    """Whether a request says that this one tool is to be called: so an answer gets its form."""
    chosen = body.get("tool_choice") if isinstance(body, dict) else None
    return isinstance(chosen, dict) and chosen.get("type") in {"function", "tool"}


def first_tool(body: Any) -> str | None:
    """The name of the first tool that a request offers to the model."""
    if not isinstance(body, dict):
        return None
    tools = body.get("tools") or (body.get("toolConfig") or {}).get("tools") or []
    for tool in tools:
        for declared in tool.get("functionDeclarations", (tool,)):
            inner = declared.get("function") or declared.get("toolSpec") or declared
            if name := inner.get("name"):
                return str(name)
    return None


def _chat(name: str, given: dict[str, str], count: int) -> dict[str, Any]:
    called = {"name": name, "arguments": json.dumps(given)}
    call = {"id": f"c{count}", "type": "function", "index": 0, "function": called}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    return {
        "id": f"x{count}",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "finish_reason": "tool_calls", "message": message}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


def _responses(name: str, given: dict[str, str], count: int) -> dict[str, Any]:
    call = {
        "id": f"f{count}",
        "call_id": f"c{count}",
        "type": "function_call",
        "status": "completed",
        "name": name,
        "arguments": json.dumps(given),
    }
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    usage |= {"input_tokens_details": {"cached_tokens": 0}}  # type: ignore[dict-item]
    usage |= {"output_tokens_details": {"reasoning_tokens": 0}}  # type: ignore[dict-item]
    return {
        "id": f"x{count}",
        "object": "response",
        "created_at": 1,
        "model": "m",
        "status": "completed",
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "output": [call],
        "usage": usage,
    }


def _anthropic(name: str, given: dict[str, str], count: int) -> dict[str, Any]:
    return {
        "id": f"x{count}",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [{"type": "tool_use", "id": f"c{count}", "name": name, "input": given}],
        "stop_reason": "tool_use",
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    }


def _gemini(name: str, given: dict[str, str]) -> dict[str, Any]:
    parts = [{"functionCall": {"name": name, "args": given}}]
    content = {"role": "model", "parts": parts}
    return {
        "candidates": [{"index": 0, "finishReason": "STOP", "content": content}],
        "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2},
    }


def _converse(name: str, given: dict[str, str], count: int) -> dict[str, Any]:
    call = {"toolUse": {"toolUseId": f"c{count}", "name": name, "input": given}}
    return {
        "output": {"message": {"role": "assistant", "content": [call]}},
        "stopReason": "tool_use",
        "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
        "metrics": {"latencyMs": 1},
    }


def events(whole: dict[str, Any]) -> Iterator[str]:
    """A chat completion as the lines of a stream."""
    choice = whole["choices"][0]
    base = {**whole, "object": "chat.completion.chunk"}
    del base["usage"]
    for delta, reason in ((choice["message"], None), ({}, choice["finish_reason"])):
        part = {**base, "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
        yield f"data: {json.dumps(part)}\n\n"
    yield "data: [DONE]\n\n"
