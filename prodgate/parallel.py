"""Many files over several processes, in order; a process that dies costs one file."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from prodgate.detect import FileCheck, FileResult
from prodgate.findings import NotChecked

CHUNK = 24  # files a request: small enough that two processes end together

_checker: FileCheck | None = None


def _adopt(checker: FileCheck) -> None:
    global _checker
    _checker = checker


def _check(paths: Sequence[str]) -> list[FileResult]:
    assert _checker is not None
    return [_checker.run(path) for path in paths]


def run(checker: FileCheck, files: Sequence[str]) -> Iterator[FileResult]:
    """What each file gave, as it is known. Processes are forked where that is safe, else none."""
    _adopt(checker)
    if not sys.platform.startswith("linux"):
        yield from map(checker.run, files)  # rules loaded by path do not pickle
        return
    chunks = [files[at : at + CHUNK] for at in range(0, len(files), CHUNK)]
    while chunks:
        done = 0
        for results in _until_broken(chunks):
            yield from results
            done += 1
        # Whatever ended the process, it was in one of the next few chunks.
        for path in chunks[done] if done < len(chunks) else ():
            yield _alone(path)
        chunks = chunks[done + 1 :]


def _until_broken(chunks: Sequence[Sequence[str]]) -> Iterator[list[FileResult]]:
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
    pool: ProcessPoolExecutor, chunks: Sequence[Sequence[str]]
) -> list[Future[list[FileResult]]]:
    futures: list[Future[list[FileResult]]] = []
    for chunk in chunks:
        try:
            futures.append(pool.submit(_check, chunk))
        except BrokenProcessPool:  # so soon
            break
    return futures


def _alone(path: str) -> FileResult:
    """A file in a process of its own, so that it can take no other down with it."""
    with _pool(1) as pool:
        try:
            return pool.submit(_check, [path]).result()[0]
        except BrokenProcessPool:
            reason = "the process that checked it was ended from outside, or by the file itself"
            return FileResult(path, not_checked=NotChecked(path, reason))


def _pool(workers: int) -> ProcessPoolExecutor:
    fork = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(workers, mp_context=fork, initializer=_obey)


def _obey() -> None:
    """End when told to: when one process dies, the pool ends the others, and waits for them.

    The command's own handler, which a fork inherits, cannot run while a full pipe is written to.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
