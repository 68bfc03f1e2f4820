"""Runs one script inside the environment of an SDK and prints what was seen, as one JSON line.

Started by ``proofrun.run``: ``python proofchild.py SCRIPT PORT FAST``. Nothing here may need a
package. The time limit in force is read where the SDK waits: at the socket, at the moment of recv.
"""

from __future__ import annotations

import asyncio
import json
import runpy
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

script, port, fast = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "fast"
sys.path[0] = ""  # what stands beside this file has no place in the environment of an SDK
limits: list[float | None] = []


def _watched(method: Callable[..., Any]) -> Callable[..., Any]:
    def watch(self: socket.socket, *args: Any, **kwargs: Any) -> Any:
        try:
            if self.getpeername()[1] == port:
                limits.append(self.gettimeout())
        except OSError:
            pass  # closed, or not of the internet: not ours
        return method(self, *args, **kwargs)

    return watch


for name in ("recv", "recv_into"):
    setattr(socket.socket, name, _watched(getattr(socket.socket, name)))

if fast:  # the pauses between attempts are not what is measured
    _sleep, _async_sleep = time.sleep, asyncio.sleep

    async def _short(delay: float, result: Any = None) -> Any:
        return await _async_sleep(min(delay, 0.01), result)

    setattr(time, "sleep", lambda seconds: _sleep(min(seconds, 0.01)))  # noqa: B010
    setattr(asyncio, "sleep", _short)  # noqa: B010

error = ""
# Imports may take seconds: the script says when the call begins.
begin = {"at": time.monotonic()}
start = {"START": lambda: begin.update(at=time.monotonic())}
try:
    runpy.run_path(script, init_globals=start)
except Exception as failure:
    error = f"{type(failure).__name__}: {str(failure)[:300]}"
seconds = time.monotonic() - begin["at"]
print("\n" + json.dumps({"error": error, "seconds": seconds, "limits": limits}), flush=True)
