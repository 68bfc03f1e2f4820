"""Many files over several processes, in order; a process that dies costs one file."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from prodgate.detect import FileCheck, FileResult
from prodgate.findings import NotChecked

CHUNK = 24  # files a request: small enough that two processes end together

T = TypeVar("T")
R = TypeVar("R")
_function: Callable[[Any], Any] | None = None


def run(checker: FileCheck, files: Sequence[str]) -> Iterator[FileResult]:
    """What each file gave, as it is known."""
    return over(checker.run, files, _lost)


def _lost(path: str) -> FileResult:
    reason = "the process that checked it was ended from outside, or by the file itself"
    return FileResult(path, not_checked=NotChecked(path, reason))


def over(function: Callable[[T], R], items: Sequence[T], lost: Callable[[T], R]) -> Iterator[R]:
    """What a function makes of each item, in order, as it is known.

    Processes are forked where that is safe, else there are none. ``lost`` says what to give for
    an item that took its process down.
    """
    global _function
    _function = function  # rules loaded by path do not pickle: the processes inherit them
    if not sys.platform.startswith("linux"):
        yield from map(function, items)
        return
    chunks = [items[at : at + CHUNK] for at in range(0, len(items), CHUNK)]
    while chunks:
        done = 0
        for results in _until_broken(chunks):
            yield from results
            done += 1
        # Whatever ended the process, it was in one of the next few chunks.
        for item in chunks[done] if done < len(chunks) else ():
            yield _alone(item, lost)
        chunks = chunks[done + 1 :]


def _each(items: Sequence[Any]) -> list[Any]:
    assert _function is not None
    return [_function(item) for item in items]


def _until_broken(chunks: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
    """What the chunks gave, in order, up to one that was lost with its process."""
    workers = min(len(chunks), os.cpu_count() or 1, 8)
    with _pool(workers) as pool:
        for future in _submitted(pool, chunks):
            try:
                results = future.result()
            except BrokenProcessPool:
                return
            yield results


def _submitted(
    pool: ProcessPoolExecutor, chunks: Sequence[Sequence[Any]]
) -> list[Future[list[Any]]]:
    futures: list[Future[list[Any]]] = []
    for chunk in chunks:
        try:
            futures.append(pool.submit(_each, chunk))
        except BrokenProcessPool:  # so soon
            break
    return futures


def _alone(item: T, lost: Callable[[T], R]) -> R:
    """An item in a process of its own, so that it can take no other down with it."""
    with _pool(1) as pool:
        try:
            alone: R = pool.submit(_each, [item]).result()[0]
        except BrokenProcessPool:
            return lost(item)
        return alone


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool that is waited for at its end, unless something stops the run."""
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(workers, mp_context=fork, initializer=_obey)
    try:
        yield pool
    except BaseException:
        # Told to stop, maybe amid a lock of the pool's own: to wait for it could be for ever.
        for process in multiprocessing.active_children():
            process.kill()
        raise
    pool.shutdown()


def _obey() -> None:
    """End when told to: when one process dies, the pool ends the others, and waits for them.

    The command's own handler, which a fork inherits, cannot run while a full pipe is written to.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
