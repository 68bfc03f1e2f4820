"""A model server on 127.0.0.1 that many scenarios of one process share.

The address says what to do: ``/<scenario>/<mode>/...``; a mode is a status ("503", "200"), "hang"
or "slow", or "tool" for a model that calls a tool in its first ``PATIENCE`` answers. What came in
is kept by scenario.
"""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import toolcalls

PATIENCE = 40
# One body that is an answer to every SDK at once.
_ANSWER: dict[str, Any] = {
    "id": "x",
    "object": "chat.completion",
    "type": "message",
    "role": "assistant",
    "created": 1,
    "model": "m",
    "content": [{"type": "text", "text": "{}"}],
    "stop_reason": "end_turn",
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2, "input_tokens": 1},
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "text": "{}",
            "message": {"role": "assistant", "content": "{}"},
        }
    ],
    "output": [],
    "status": "completed",
    "candidates": [
        {
            "index": 0,
            "finishReason": "STOP",
            "content": {"role": "model", "parts": [{"text": "{}"}]},
        }
    ],
    "message": {"role": "assistant", "content": "{}"},
    "response": "{}",
    "done": True,
}


class ModelServer:
    """Use as a context manager; ``bodies`` has the parsed bodies of each scenario, in order."""

    def __init__(self) -> None:
        self.bodies: dict[str, list[Any]] = defaultdict(list)
        self.released = threading.Event()
        self._http = _Server(("127.0.0.1", 0), _handler(self))
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


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what is tested."""


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            scenario, mode = self.path.split("/")[1:3]
            server.bodies[scenario].append(self._body())
            if mode in {"hang", "slow"}:
                server.released.wait(120)
                self.close_connection = True
            elif mode == "tool":
                self._agree(server.bodies[scenario])
            else:
                self._send(int(mode))

        do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815

        def _body(self) -> Any:
            if "chunked" in self.headers.get("Transfer-Encoding", ""):
                raw = b"".join(self._chunks())
            else:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                return json.loads(raw)
            except ValueError:
                return None

        def _chunks(self) -> Any:
            while size := int(self.rfile.readline().split(b";")[0], 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()

        def _agree(self, bodies: list[Any]) -> None:
            """Calls a tool, as a stream where a stream of chat is asked for."""
            path = self.path.partition("?")[0]
            called = toolcalls.answer(path, bodies) if len(bodies) <= PATIENCE else None
            whole = called or _ANSWER
            if bodies[-1].get("stream") and "choices" in whole:
                self._write(200, "text/event-stream", "".join(toolcalls.events(whole)))
            else:
                self._write(200, "application/json", json.dumps(whole))

        def _send(self, status: int) -> None:
            failed = {"error": {"message": "no", "type": "x", "code": status}}
            text = json.dumps(_ANSWER if status == 200 else failed)
            self._write(status, "application/json", text)

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
