"""A stand-in for the model provider and for the CRM, so that the prototype runs offline.

    python fake_provider.py [PORT] [--hang]

It speaks as much of POST /v1/chat/completions as the SDKs need, and GET /customers/<id>.
With --hang it accepts model calls and never answers them, as a provider on a bad day does.
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HANG = "--hang" in sys.argv


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.headers.get("X-Api-Key"):
            self.answer({"name": "Ada"})
        else:
            self.answer({"error": "no key"}, status=401)

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if HANG:
            time.sleep(3600)
        text = f"You said: {request['messages'][-1]['content']}"
        message = {"role": "assistant", "content": text}
        self.answer(
            {
                "id": "chatcmpl-1",
                "object": "chat.completion",
                "created": 1,
                "model": request["model"],
                "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            }
        )

    def answer(self, data, status=200):
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    ports = [argument for argument in sys.argv[1:] if argument.isdigit()]
    server = ThreadingHTTPServer(("127.0.0.1", int(ports[0]) if ports else 8100), Handler)
    print(f"fake provider on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
