"""A model server on 127.0.0.1 that fails, hangs or answers, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import toolcalls

Mode = Literal["503", "429", "hang", "ok", "tool"]

_OPENAI = {
    "id": "x",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "text": "hi",
            "message": {"role": "assistant", "content": "hi"},
        }
    ],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
}
_RESPONSES = {
    "id": "x",
    "object": "response",
    "created_at": 1,
    "model": "m",
    "status": "completed",
    "error": None,
    "incomplete_details": None,
    "instructions": None,
    "metadata": {},
    "parallel_tool_calls": True,
    "temperature": 1.0,
    "tool_choice": "auto",
    "tools": [],
    "top_p": 1.0,
    "output": [
        {
            "id": "y",
            "type": "message",
            "role": "assistant",
            "status": "completed",
            "content": [{"type": "output_text", "text": "hi", "annotations": []}],
        }
    ],
    "usage": {
        "input_tokens": 1,
        "output_tokens": 1,
        "total_tokens": 2,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
    },
}
_ANTHROPIC = {
    "id": "x",
    "type": "message",
    "role": "assistant",
    "model": "m",
    "content": [{"type": "text", "text": "hi"}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {"input_tokens": 1, "output_tokens": 1},
}
_GEMINI = {
    "candidates": [
        {
            "index": 0,
            "finishReason": "STOP",
            "content": {"role": "model", "parts": [{"text": "hi"}]},
        }
    ],
    "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2},
}
_OLLAMA = {
    "model": "m",
    "created_at": "2026-01-01T00:00:00Z",
    "message": {"role": "assistant", "content": "hi"},
    "response": "hi",
    "done": True,
    "done_reason": "stop",
}
_CONVERSE = {
    "output": {"message": {"role": "assistant", "content": [{"text": "hi"}]}},
    "stopReason": "end_turn",
    "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
    "metrics": {"latencyMs": 1},
}
_COHERE = {
    "id": "x",
    "finish_reason": "COMPLETE",
    "message": {"role": "assistant", "content": [{"type": "text", "text": "hi"}]},
}
# The end of the path decides, the first that fits.
_ANSWERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("generateContent", _GEMINI),
    ("/messages", _ANTHROPIC),
    ("/responses", _RESPONSES),
    ("/api/chat", _OLLAMA),
    ("/api/generate", _OLLAMA),
    ("/v2/chat", _COHERE),
    ("/converse", _CONVERSE),
    ("", _OPENAI),
)


class ModelServer:
    """Use as a context manager; ``bodies`` holds the parsed body of every request, in order.

    In the mode "tool" the model calls a tool in each of its first ``patience`` answers. With
    ``failures``, so many requests fail, and the next are answered.
    """

    def __init__(self, mode: Mode, patience: int = 0, failures: int | None = None) -> None:
        self.mode = mode
        self.failures = failures
        self.patience = patience
        self.bodies: list[Any] = []
        self.released = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The address without a trailing slash."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> ModelServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._http.shutdown()
        self._http.server_close()


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            server.bodies.append(self._body())
            if server.mode == "hang":
                server.released.wait(120)
                self.close_connection = True
                return
            mended = server.failures is not None and len(server.bodies) > server.failures
            if mended or server.mode in {"ok", "tool"}:
                self._answer(server.bodies[-1])
            else:
                self._send(int(server.mode), {"error": {"message": "no", "type": "x", "code": 1}})

        do_GET = do_POST  # noqa: N815

        def _answer(self, body: Any) -> None:
            path = self.path.partition("?")[0]
            called = None
            patient = server.mode == "tool" and len(server.bodies) <= server.patience
            if patient or toolcalls.is_forced(body):
                called = toolcalls.answer(path, server.bodies)
            whole = called or next(a for end, a in _ANSWERS if path.endswith(end))
            if isinstance(body, dict) and body.get("stream") and "choices" in whole:
                self._write(200, "text/event-stream", "".join(toolcalls.events(whole)))
            else:
                self._send(200, whole)

        def _body(self) -> Any:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                return json.loads(raw)
            except ValueError:
                return None

        def _send(self, status: int, answer: dict[str, Any]) -> None:
            self._write(status, "application/json", json.dumps(answer))

        def _write(self, status: int, kind: str, text: str) -> None:
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    return Handler
