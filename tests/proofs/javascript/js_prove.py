"""Runs the proofs of behaviour side by side, and writes their results.

python tests/proofs/javascript/js_prove.py CACHE [words that the names hold]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from js_behaviour import Row, prove  # noqa: E402
from js_faults import Provider  # noqa: E402
from js_programs import Program, programs  # noqa: E402
from js_run import environment  # noqa: E402

_AT_ONCE = 6  # most of them wait


def rows(cache: Path, wanted: Sequence[Program]) -> Iterator[Row]:
    """The results, in the order of the programs."""
    with Provider() as provider, tempfile.TemporaryDirectory() as folder:

        def one(numbered: tuple[int, Program]) -> Row:
            number, program = numbered
            modules = environment(cache, program.packages) / "node_modules"
            return prove(program, provider, Path(folder) / str(number), modules)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            yield from pool.map(one, enumerate(wanted))


def main(arguments: list[str]) -> int:
    """Prints a line for each; 1 where one does not hold."""
    cache, words = Path(arguments[0]).absolute(), arguments[1:]
    wanted = [p for p in programs() if not words or any(w in p.name for w in words)]
    failed = 0
    for row in rows(cache, wanted):
        failed += bool(row.why)
        print(f"{'FAILS' if row.why else 'holds'} {row.program.name}", flush=True)
        print(f"      {row.title} | {row.before} | {row.after} | {row.healthy}")
        if row.why:
            print(f"      {row.why}", flush=True)
    print(f"{len(wanted)} proofs, {failed} do not hold")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
