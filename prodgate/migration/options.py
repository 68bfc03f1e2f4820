"""What a migration is asked for, and what may stand in its way."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from os.path import relpath

import msgspec
from msgspec import Struct

from prodgate import __version__, run
from prodgate.migration import record

BRANCH = "prodgate/migrate"


class MigrationError(Exception):
    """What stands in the way; one sentence with what to do."""


class Stopped(Exception):  # noqa: N818 - it is an answer, not a fault
    """A person stopped it; the text says how to go on."""


class Options(Struct, frozen=True):
    """What was asked for, beside what every command is asked."""

    request: run.Request
    unsafe: bool = False
    interactive: bool = False
    branch: str = BRANCH
    shard: tuple[int, int] | None = None
    planned: record.Record | None = None  # the plan that is to be carried out, and no other
    say: Callable[[str], None] = lambda _: None  # how far it has come

    def recorded(self) -> dict[str, str]:
        """All that the outcome depends on, in words: two runs with the same are the same."""
        asked = self.request
        policy = sha256(msgspec.json.encode(asked.policy, enc_hook=str)).hexdigest()[:16]
        words = {
            "paths": " ".join(sorted(asked.paths)),
            "below": str((asked.start or asked.root).relative_to(asked.root)),
            "select": " ".join(sorted(asked.select)),
            "ignore": " ".join(sorted(asked.ignore)),
            "packs": " ".join(relpath(pack, asked.root) for pack in (*asked.packs, *asked.trusted)),
            "prodgate": __version__,
            "unsafe": "yes" if self.unsafe else "",
            "ignores": "" if asked.ignores else "do not count",
            "policy": policy,
            "shard": "/".join(map(str, self.shard)) if self.shard else "",
        }
        return {name: word for name, word in words.items() if word}
