"""A provider on 127.0.0.1 in good and in bad hours; it keeps what it was asked, and for how long.

The address says what it does: ``/<program>/<hour>/...``. "well" answers, "late" a second later,
"503" and "429" fail, "once-503" fails the first time only, "hang" never answers, "tool" always
calls a tool, "looking" calls one twice and then answers.
"""

from __future__ import annotations

import json
import select
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import toolcalls
from js_answers import PLAIN, STREAM, well

LATE = 1.0  # seconds
PATIENCE = 40  # answers with a tool call, before it gives in
HOURS = ("well", "late", "503", "429", "once-503", "hang", "tool", "looking")


@dataclass
class Asked:
    """A request: its body, and how long it stayed open; None while it is."""

    path: str
    body: Any
    began: float
    held: float | None = None

    def waited(self) -> float:
        """Seconds so far."""
        return self.held if self.held is not None else time.monotonic() - self.began


class Provider:
    """Use as a context manager; ``asked`` has the requests by "<program>/<hour>", in order."""

    def __init__(self) -> None:
        self.asked: dict[str, list[Asked]] = defaultdict(list)
        self.closed = threading.Event()
        self._http = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The address without a trailing slash."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Provider:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closed.set()
        self._http.shutdown()
        self._http.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what is tested."""


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            program, hour = self.path.split("/")[1:3]
            body = self._body()
            path = self.path.partition("?")[0]
            asked = Asked(path, body, time.monotonic())
            requests = provider.asked[f"{program}/{hour}"]
            requests.append(asked)
            try:
                self._answer(hour, asked, requests)
            finally:
                asked.held = time.monotonic() - asked.began

        do_GET = do_PUT = do_PATCH = do_DELETE = do_POST  # noqa: N815

        def _answer(self, hour: str, asked: Asked, requests: list[Asked]) -> None:
            if hour == "hang":
                self._hang()
            elif hour in {"503", "429"} or (hour == "once-503" and len(requests) == 1):
                status = int(hour.rpartition("-")[2])
                failed = {"error": {"message": "no", "type": "x", "code": status}}
                self._write(status, PLAIN, json.dumps(failed))
            elif hour in {"tool", "looking"}:
                self._use_a_tool(asked, requests, 2 if hour == "looking" else PATIENCE)
            else:
                time.sleep(LATE if hour == "late" else 0)
                self._write(200, *well(asked.path, asked.body))

        def _hang(self) -> None:
            """Until the other side hangs up."""
            while not provider.closed.is_set():
                if select.select([self.connection], [], [], 0.05)[0]:
                    break
            self.close_connection = True

        def _use_a_tool(self, asked: Asked, requests: list[Asked], most: int) -> None:
            bodies = [each.body for each in requests]
            called = toolcalls.answer(asked.path, bodies) if len(bodies) <= most else None
            if called is None:
                self._write(200, *well(asked.path, asked.body))
            elif asked.body.get("stream") and "choices" in called:
                self._write(200, STREAM, "".join(toolcalls.events(called)))
            else:
                self._write(200, PLAIN, json.dumps(called))

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
