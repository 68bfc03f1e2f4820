"""Runs one script inside the environment of an SDK and prints what was seen, as one JSON line.

Started by ``proofrun.run``: ``python proofchild.py SCRIPT PORT FAST [CLOCK]``. Nothing here may
need a package. The time limit in force is read where the SDK waits: at the socket, at the moment of
recv. With CLOCK, seconds count from the first connection, and a script that outlasts it is ended.
"""

from __future__ import annotations

import asyncio
import json
import os
import runpy
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

script, port, fast = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "fast"
clock = float(sys.argv[4]) if len(sys.argv) > 4 else None
sys.path[0] = ""  # what stands beside this file has no place in the environment of an SDK
limits: list[float | None] = []


def _watched(method: Callable[..., Any]) -> Callable[..., Any]:
    def watch(self: socket.socket, *args: Any, **kwargs: Any) -> Any:
        try:
            peer = self.getpeername()  # text where an event loop talks to itself
            if isinstance(peer, tuple) and peer[1] == port:
                limits.append(self.gettimeout())
        except OSError:
            pass  # closed, or not of the internet: not ours
        return method(self, *args, **kwargs)

    return watch


for name in ("recv", "recv_into"):
    setattr(socket.socket, name, _watched(getattr(socket.socket, name)))


def _report(error: str, since: float) -> None:
    seen = {"error": error, "seconds": time.monotonic() - since, "limits": limits}
    print("\n" + json.dumps(seen), flush=True)


def _outlasted(since: float) -> None:
    _report("outlasted", since)
    os._exit(0)


def _clocked(method: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: socket.socket, address: Any) -> Any:
        if not started and isinstance(address, tuple) and address[1] == port:
            started.append(time.monotonic())
            begin["at"] = started[0]
            timer = threading.Timer(clock or 0, _outlasted, started)
            timer.daemon = True
            timer.start()
        return method(self, address)

    return connect


started: list[float] = []
if clock is not None:
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _clocked(getattr(socket.socket, name)))

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
    runpy.run_path(script, init_globals=start, run_name="__main__")
except Exception as failure:
    error = f"{type(failure).__name__}: {str(failure)[:300]}"
_report(error, begin["at"])
