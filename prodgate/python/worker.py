"""The child process that LibCST runs in.

Its parser can crash the process or take for ever on hostile input. The parent keeps one child,
gives it a time limit per file, and starts another after a failure. Messages on its pipes are a
length (4 bytes, big-endian) and that many bytes of JSON.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import msgspec

from prodgate.edits import (
    AddImport,
    Define,
    Edit,
    InsertAfter,
    InsertBefore,
    Intent,
    Refusal,
    Replace,
    SetArgument,
    Wrap,
)
from prodgate.rendering import Rendered

TIMEOUT = 20.0  # seconds for one file
MEMORY = 4 << 30  # bytes of address space; a file of 1 MB takes a tenth of it
_COLLECT_EVERY = 500_000  # characters read; about 400 MB of syntax tree
LONGEST = 256 << 20  # bytes of one message

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (SetArgument, Replace, Wrap, InsertBefore, InsertAfter, Define, AddImport)
}


class _Request(msgspec.Struct):
    text: str
    intents: list[tuple[str, dict[str, Any]]]  # the name of the kind, and its fields
    seconds: float = TIMEOUT


class _Reply(msgspec.Struct):
    edits: list[Edit]
    refused: list[tuple[int, Refusal]]  # by the number of the intent


class _FailureError(Exception):
    """The child gave no usable answer."""


# -- the parent's side ------------------------------------------------------------------------

# Run without the user's and the working folder's modules (-I), the child is told where ours are.
# prodgate itself comes first, so that child and parent are the same version; the libraries come
# last, so that nothing in their folders hides a module of the standard library.
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); import prodgate; del sys.path[0]; "
    "sys.path += sys.argv[2:]; from prodgate.python.worker import serve; serve()"
)

_lock = threading.Lock()
_child: subprocess.Popen[bytes] | None = None


def render_in_child(
    text: str, intents: Sequence[Intent], timeout: float = TIMEOUT
) -> Rendered | None:
    """What ``render_here`` answers in the child; None when it crashed, hung or talked nonsense."""
    with _lock:
        try:
            return _ask(text, intents, timeout)
        except (_FailureError, OSError, ValueError, msgspec.MsgspecError):
            stop()
            return None


def stop() -> None:
    """End the child, if there is one."""
    global _child
    child, _child = _child, None
    if child is None:
        return
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was buffered for a dead child
                pipe.close()
    child.wait()


def warm() -> None:
    """Start the child, so that it has imported LibCST by the time the first file needs it."""
    with _lock, contextlib.suppress(OSError):
        _running()


def _forget() -> None:
    """After a fork: the child belongs to the other process, its pipes and its end too."""
    global _child, _lock
    _child, _lock = None, threading.Lock()


atexit.register(stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _ask(text: str, intents: Sequence[Intent], timeout: float) -> Rendered:
    asked = [(type(intent).__name__, msgspec.to_builtins(intent)) for intent in intents]
    request = msgspec.json.encode(_Request(text, asked, timeout))
    child = _running()
    assert child.stdin is not None
    assert child.stdout is not None
    # Killing the child from a timer ends a blocked read or write on every platform.
    timer = threading.Timer(timeout, child.kill)
    timer.start()
    try:
        _send(child.stdin, request)
        reply = msgspec.json.decode(_receive(child.stdout), type=_Reply)
    finally:
        timer.cancel()
    return _understood(reply, text, intents)


def _understood(reply: _Reply, text: str, intents: Sequence[Intent]) -> Rendered:
    numbers = [number for number, _ in reply.refused]
    if any(not 0 <= number < len(intents) for number in numbers):
        raise _FailureError
    if any(not 0 <= edit.start <= edit.end <= len(text) for edit in reply.edits):
        raise _FailureError
    refused = tuple((intents[number], why) for number, why in reply.refused)
    return Rendered(tuple(reply.edits), refused)


def _running() -> subprocess.Popen[bytes]:
    global _child
    if _child is not None and _child.poll() is not None:
        stop()
    if _child is None:
        _child = subprocess.Popen(
            [sys.executable, "-I", "-c", _BOOT, *_module_folders()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(sys.executable).anchor or None,
            env={k: v for k, v in os.environ.items() if not k.startswith("LIBCST_")},
        )
    return _child


def _module_folders() -> list[str]:
    """Where prodgate, and then the libraries that the child imports, are installed."""
    home = Path(__file__).resolve().parent.parent.parent
    folders = [str(home)]
    for name in ("msgspec", "libcst"):
        found = importlib.util.find_spec(name)
        if found is not None and found.origin is not None:
            folders.append(str(Path(found.origin).parent.parent))
    return folders


# -- the child's side -------------------------------------------------------------------------


def serve() -> None:
    """Answer requests on standard input until it closes."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a stray print is not an answer
    _limit_memory()
    from prodgate.python import render_arguments, render_statements, render_top  # noqa: F401

    gc.disable()  # a syntax tree is all young objects: collecting while it grows costs a third
    read = 0
    while True:
        try:
            request = msgspec.json.decode(_receive(incoming), type=_Request)
        except _FailureError:
            return
        _limit_time(request.seconds)
        _send(outgoing, msgspec.json.encode(_answer(request)))
        read += len(request.text)
        if read > _COLLECT_EVERY:
            gc.collect()
            read = 0


def _answer(request: _Request) -> _Reply:
    from prodgate.python.render import render_here

    intents = [msgspec.convert(fields, _KINDS[kind]) for kind, fields in request.intents]
    numbers = {id(intent): number for number, intent in enumerate(intents)}
    rendered = render_here(request.text, intents)
    refused = [(numbers[id(intent)], why) for intent, why in rendered.refused]
    return _Reply(list(rendered.edits), refused)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows: the time limit alone
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_AS, MEMORY)


def _limit_time(seconds: float) -> None:
    """Let the system end this process even when its parent is gone."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + seconds) + 2)


def _lower(kind: int, limit: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    try:
        resource.setrlimit(kind, (soft, hard))
    except (OSError, ValueError):  # macOS refuses some of them
        return


# -- both ------------------------------------------------------------------------------------


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(4, "big") + message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """One message; _FailureError when the pipe ends before it does."""
    head = pipe.read(4)
    size = int.from_bytes(head, "big")
    if len(head) < 4 or size > LONGEST:
        raise _FailureError
    message = pipe.read(size)
    if len(message) < size:
        raise _FailureError
    return message
