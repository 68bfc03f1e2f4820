"""Many files over several processes: all of them, in order, whatever becomes of one process."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import cast

import pytest

from prodgate import parallel
from prodgate.detect import FileCheck, FileResult

FILES = [f"{number}.py" for number in range(parallel.CHUNK * 9 + 5)]


class Dying:
    """A checker whose process is killed at some files, as by a kernel that is out of memory."""

    def __init__(self, *deadly: str) -> None:
        self.deadly = deadly

    def run(self, path: str) -> FileResult:
        if path in self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return FileResult(path)


def checked(*deadly: str) -> list[FileResult]:
    return list(parallel.run(cast("FileCheck", Dying(*deadly)), FILES))


def test_every_file_is_checked_once_and_in_order() -> None:
    results = checked()
    assert [r.path for r in results] == FILES
    assert all(r.not_checked is None for r in results)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux")
@pytest.mark.parametrize(
    "deadly",
    [
        (FILES[0],),
        (FILES[100],),
        (FILES[-1],),
        (FILES[30], FILES[31], FILES[60], FILES[200]),
    ],
)
def test_a_killed_process_costs_the_file_it_was_at_and_no_other(deadly: tuple[str, ...]) -> None:
    results = checked(*deadly)
    assert [r.path for r in results] == FILES
    lost = [r.not_checked for r in results if r.not_checked is not None]
    assert [each.path for each in lost] == list(deadly)
    assert all("was ended from outside" in each.reason for each in lost)


def test_what_a_file_gives_is_the_same_as_in_one_process(tmp_path: Path) -> None:
    from prodgate.pack import Pack
    from prodgate.policy import Policy

    for name in FILES[:50]:
        (tmp_path / name).write_text("from openai import OpenAI\nclient = OpenAI()\n")
    pack = Pack()
    checker = FileCheck(tmp_path, pack, Policy(), [m.rule for m in pack.rules.values()])
    together = list(parallel.run(checker, FILES[:50]))
    assert all(result.detected for result in together)
    assert together == [checker.run(path) for path in FILES[:50]]
