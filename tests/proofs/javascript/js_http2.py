"""HTTP/2 in front of the local server, for what speaks nothing else (the AWS SDK's Bedrock)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROXY = """\
import http from "node:http";
import http2 from "node:http2";
const server = http2.createServer((request, response) => {
  const plain = Object.entries(request.headers).filter(([name]) => !name.startsWith(":"));
  const options = { port: process.argv[2], path: request.url, method: request.method };
  const onward = http.request({ ...options, headers: Object.fromEntries(plain) }, (answer) => {
    response.writeHead(answer.statusCode, { "content-type": "application/json" });
    answer.pipe(response);
  });
  onward.on("error", () => response.stream.destroy());
  response.stream.on("close", () => onward.destroy());
  request.pipe(onward);
});
server.on("sessionError", () => {});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
"""


@contextmanager
def http2(url: str, folder: Path) -> Iterator[str]:
    """The address under which the server at ``url`` speaks HTTP/2 (unencrypted)."""
    script = folder / "proxy.mjs"
    script.write_text(_PROXY)
    argv = ["node", str(script), url.rpartition(":")[2]]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as proxy:
        assert proxy.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(proxy.stdout.readline())}"
        finally:
            proxy.kill()
