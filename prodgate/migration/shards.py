"""One large tree over several jobs: which files are whose, the same in every job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath


class ShardError(Exception):
    """No share that can be had; one sentence."""


def parse(text: str) -> tuple[int, int]:
    """``2/4``: the second of four. Raises ShardError."""
    one, slash, of = text.partition("/")
    if slash and one.isdecimal() and of.isdecimal() and 1 <= int(one) <= int(of) <= 1000:
        return int(one), int(of)
    raise ShardError(f"--shard is K/N, such as 2/4, with K from 1 to N; it is {text!r}")


def mine(paths: Sequence[str], shard: tuple[int, int]) -> tuple[str, ...]:
    """The paths of one share, in their order.

    A folder is not divided: a fix may add a module beside the file, which two jobs would both
    write. The largest folders are dealt out first, each to the share that has least.
    """
    number, count = shard
    sizes = Counter(str(PurePosixPath(path).parent) for path in paths)
    loads = [0] * count
    owner: dict[str, int] = {}
    for folder, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        share = loads.index(min(loads))
        owner[folder] = share
        loads[share] += size
    return tuple(p for p in paths if owner[str(PurePosixPath(p).parent)] == number - 1)
