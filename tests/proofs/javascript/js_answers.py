"""What a healthy model answers, in the words of whoever asks: whole, or as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

PLAIN, STREAM, LINES = "application/json", "text/event-stream", "application/x-ndjson"
_JSON = '{"city": "Paris"}'
_USAGE = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}


def well(path: str, body: Any) -> tuple[str, str]:
    """The kind and the text of an answer to a request."""
    asked = body if isinstance(body, dict) else {}
    text = _JSON if _wants_json(asked) else "Paris"
    if "streamGenerateContent" in path:
        return STREAM, _events([_gemini(text)])
    if "enerateContent" in path:
        return PLAIN, json.dumps(_gemini(text))
    if path.endswith("/responses"):
        return _responses(text, bool(asked.get("stream")))
    if path.endswith("/messages"):
        return PLAIN, json.dumps(_anthropic(text))
    if path.endswith("/converse"):
        return PLAIN, json.dumps(_converse(text))
    if path.endswith("/v2/chat"):
        return _cohere(text, bool(asked.get("stream")))
    if "inputs" in asked:  # text generation of Hugging Face
        return PLAIN, json.dumps([{"generated_text": text}])
    if asked.get("stream"):
        return STREAM, _events([*_chunks(text, "messages" in asked), "[DONE]"])
    return PLAIN, json.dumps(_by_a_tool(asked) or _any(text))


def _wants_json(asked: dict[str, Any]) -> bool:
    given = asked.get("response_format") or asked.get("text") or asked.get("generationConfig")
    return "json" in json.dumps(given)


def _by_a_tool(asked: dict[str, Any]) -> dict[str, Any] | None:
    """An object that is asked for as the arguments of a tool that must be called."""
    if not isinstance(asked.get("tool_choice"), dict) or "messages" not in asked:
        return None
    called = {"name": asked["tool_choice"]["function"]["name"], "arguments": _JSON}
    call = {"id": "c", "type": "function", "function": called}
    answer = _any("")
    answer["choices"][0]["message"] = {"role": "assistant", "content": None, "tool_calls": [call]}
    return answer


def _events(parts: Iterable[Any]) -> str:
    return "".join(f"data: {p if isinstance(p, str) else json.dumps(p)}\n\n" for p in parts)


def _any(text: str) -> dict[str, Any]:
    """An answer to chat, completions, runs, and the chats of ollama at once."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": "stop", "text": text, "message": message}
    return {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [choice],
        "usage": _USAGE,
        "status": "completed",
        "message": message,
        "response": text,
        "answer": text,
        "text": text,
        "generations": [{"id": "g", "text": text}],
        "done": True,
    }


def _chunks(text: str, chat: bool) -> list[dict[str, Any]]:
    base = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    told: list[dict[str, Any]] = [
        {"delta": {"role": "assistant", "content": text}} if chat else {"text": text}
    ]
    ends: dict[str, Any] = {"delta": {}} if chat else {"text": ""}
    choices = [{"index": 0, "finish_reason": None, **part} for part in told]
    choices.append({"index": 0, "finish_reason": "stop", **ends})
    return [{**base, "choices": [choice]} for choice in choices]


def _gemini(text: str) -> dict[str, Any]:
    content = {"role": "model", "parts": [{"text": text}]}
    usage = {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2}
    candidate = {"index": 0, "finishReason": "STOP", "content": content}
    return {"candidates": [candidate], "usageMetadata": usage}


def _anthropic(text: str) -> dict[str, Any]:
    return {
        "id": "x",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [{"type": "text", "text": text}],
        "stop_reason": "end_turn",
        "usage": {"input_tokens": 1, "output_tokens": 1},
    }


def _converse(text: str) -> dict[str, Any]:
    return {
        "output": {"message": {"role": "assistant", "content": [{"text": text}]}},
        "stopReason": "end_turn",
        "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
        "metrics": {"latencyMs": 1},
    }


def _cohere(text: str, stream: bool) -> tuple[str, str]:
    whole = {"role": "assistant", "content": [{"type": "text", "text": text}]}
    if not stream:
        answer = {"id": "x", "finish_reason": "COMPLETE", "message": whole}
        return PLAIN, json.dumps(answer)
    parts: list[dict[str, Any]] = [
        {"type": "message-start", "id": "x", "delta": {"message": {"role": "assistant"}}},
        {
            "type": "content-delta",
            "index": 0,
            "delta": {"message": {"content": {"text": text}}},
        },
        {"type": "message-end", "id": "x", "delta": {"finish_reason": "COMPLETE"}},
    ]
    return STREAM, "".join(f"event: {p['type']}\n{_events([p])}" for p in parts)


def _responses(text: str, stream: bool) -> tuple[str, str]:
    content = {"type": "output_text", "text": text, "annotations": []}
    item = {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [content],
    }
    usage = {
        "input_tokens": 1,
        "output_tokens": 1,
        "total_tokens": 2,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
    }
    whole = {
        "id": "x",
        "object": "response",
        "created_at": 1,
        "model": "m",
        "status": "completed",
        "output": [item],
        "usage": usage,
    }
    if not stream:
        return PLAIN, json.dumps(whole)
    place = {"item_id": "m", "output_index": 0, "content_index": 0}
    begun = {**item, "status": "in_progress", "content": []}
    parts: list[dict[str, Any]] = [
        {"type": "response.created", "response": {**whole, "output": [], "usage": None}},
        {"type": "response.output_item.added", "output_index": 0, "item": begun},
        {"type": "response.content_part.added", **place, "part": {**content, "text": ""}},
        {"type": "response.output_text.delta", **place, "delta": text, "logprobs": []},
        {"type": "response.output_text.done", **place, "text": text, "logprobs": []},
        {"type": "response.content_part.done", **place, "part": content},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": whole},
    ]
    numbered = [{**part, "sequence_number": number} for number, part in enumerate(parts)]
    return STREAM, "".join(f"event: {p['type']}\n{_events([p])}" for p in numbered)
