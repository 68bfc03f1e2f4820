"""Many files over several processes, in order; a process that dies costs its files, not the run."""

from __future__ import annotations

import multiprocessing
import os
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
    method = "fork" if sys.platform.startswith("linux") else "spawn"
    if method == "spawn":
        yield from map(checker.run, files)  # rules loaded by path do not pickle
        return
    context = multiprocessing.get_context(method)
    chunks = [files[at : at + CHUNK] for at in range(0, len(files), CHUNK)]
    workers = min(len(chunks), os.cpu_count() or 1, 8)
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures = [pool.submit(_check, chunk) for chunk in chunks]
        for chunk, future in zip(chunks, futures, strict=True):
            yield from _result(chunk, future)


def _result(chunk: Sequence[str], future: Future[list[FileResult]]) -> Iterator[FileResult]:
    try:
        yield from future.result()
    except BrokenProcessPool:
        reason = "the process that checked it was ended from outside, or by the file itself"
        for path in chunk:
            yield FileResult(path, not_checked=NotChecked(path, reason))
