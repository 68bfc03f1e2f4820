"""Proves programs side by side, and tells the results file; what node and the packages are called.

python tests/proofs/javascript/js_prove.py CACHE [words that the names hold]

With PRODGATE_PROOF_RESULTS=1 the rows are kept, and limits of 300 s are waited for.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import table  # noqa: E402
from js_behaviour import Row, prove  # noqa: E402
from js_faults import Provider  # noqa: E402
from js_programs import RULES, Program, programs  # noqa: E402
from js_run import environment  # noqa: E402

_AT_ONCE = 60  # nearly all of them wait; see js_hours.starting
_OWNERS = Counter((p.rule, p.packages, p.owner) for p in programs())


class Proofs:
    """Use as a context manager: programs that are proven while others are waited for."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._folder = tempfile.TemporaryDirectory()
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        self._provider = Provider()
        self._count = 0

    def __enter__(self) -> Proofs:
        self._provider.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._provider.__exit__()
        self._folder.cleanup()

    def start(self, program: Program) -> Future[Row]:
        """Begins a proof."""
        self._count += 1
        return self._pool.submit(self._prove, program, Path(self._folder.name) / str(self._count))

    def _prove(self, program: Program, folder: Path) -> Row:
        modules = environment(self._cache, program.packages) / "node_modules"
        return prove(program, self._provider, folder, modules, whole=table.wanted())


def keep(row: Row) -> None:
    """Puts a row into the results, if this run is to be recorded."""
    table.record("javascript", of_table(row), f"Node {node()}")


def of_table(row: Row) -> table.Row:
    """A row as the table has it; ``at`` with the program's title where an owner has several."""
    program = row.program
    several = _OWNERS[program.rule, program.packages, program.owner] > 1
    return table.Row(
        rule=program.rule,
        sdk=program.sdk,
        version=program.packages[0].rpartition("@")[2] if program.packages else node(),
        at=f"{program.owner}, {program.title}" if several else program.owner,
        claim=row.claim,
        fix=row.title,
        before=row.before,
        after=row.after,
        same=row.same,
        holds=not row.why,
        reason=row.why,
    )


def node() -> str:
    """The version of node."""
    done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
    return done.stdout.strip().lstrip("v")


def prove_all(cache: Path, wanted: Iterable[Program]) -> int:
    """Prints a line for each as it comes; how many do not hold."""
    failed = 0
    with Proofs(cache) as proofs:
        for future in as_completed([proofs.start(program) for program in wanted]):
            row = future.result()
            keep(row)
            failed += bool(row.why)
            print(f"{'FAILS' if row.why else 'holds'} {row.program.name}")
            print(f"      {row.title} | {row.before} | {row.after} | {row.same}")
            print(f"      {row.why}" if row.why else "", flush=True)
    return failed


def main(arguments: list[str]) -> int:
    """1 where a proof does not hold."""
    cache, words = Path(arguments[0]).absolute(), arguments[1:]
    wanted = [p for p in programs() if not words or any(w in p.name for w in words)]
    wanted.sort(key=lambda p: RULES.index(p.rule))  # the longest first
    failed = prove_all(cache, wanted)
    print(f"{len(wanted)} proofs, {failed} do not hold")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
