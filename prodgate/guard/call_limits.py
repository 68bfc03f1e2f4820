"""How often something may be called: counted in one process, which the text says."""

from __future__ import annotations

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect

CALLS_PER_MINUTE = 60

_PYTHON = '''\
import time
from collections import defaultdict, deque
from threading import Lock

_CALLS: defaultdict[str, deque[float]] = defaultdict(deque)
_CALLS_LOCK = Lock()


def is_within_limit(endpoint: str) -> bool:
    """Whether an endpoint is called at most CALLS_PER_MINUTE times a minute, by all callers.

    It counts in this process: each worker has a count of its own, and a restart forgets it. Where
    you run several, or want a limit for each caller, count in Redis or at the gateway.
    """
    now = time.monotonic()
    with _CALLS_LOCK:
        recent = _CALLS[endpoint]
        while recent and recent[0] <= now - 60:
            recent.popleft()
        if len(recent) >= CALLS_PER_MINUTE:
            return False
        recent.append(now)
        return True
'''

_TYPESCRIPT = """\
const recentCalls«: Map<string, number[]>» = new Map();

/**
 * Whether an endpoint is called at most CALLS_PER_MINUTE times a minute, by all callers.
 *
 * It counts in this process: each instance has a count of its own, and a restart forgets it. Where
 * you run several, or want a limit for each caller, count in Redis or at the gateway.
 */
function isWithinLimit(endpoint«: string»)«: boolean» {
  const now = Date.now();
  const recent = (recentCalls.get(endpoint) ?? []).filter((at) => at > now - 60_000);
  recentCalls.set(endpoint, recent);
  if (recent.length >= CALLS_PER_MINUTE) return false;
  recent.push(now);
  return true;
}
"""
_LIMIT = "All calls of one endpoint that this process answers in a minute: your number."


def limit_python() -> tuple[Define, Define]:
    """The number, and ``is_within_limit``."""
    number = f"# {_LIMIT}\nCALLS_PER_MINUTE = {CALLS_PER_MINUTE}\n"
    return Define("CALLS_PER_MINUTE", number), Define("is_within_limit", _PYTHON)


def limit_javascript(dialect: Dialect) -> tuple[Define, Define, Define]:
    """The number, the count, and ``isWithinLimit``."""
    number = f"/** {_LIMIT} */\nconst CALLS_PER_MINUTE = {CALLS_PER_MINUTE};\n"
    count, _, function = _TYPESCRIPT.partition("\n\n")
    return (
        dialect.write("CALLS_PER_MINUTE", number, exported=False),
        dialect.write("recentCalls", "/** When each endpoint was called. */\n" + count + "\n",
                      "@type {Map<string, number[]>}", exported=False),
        dialect.write("isWithinLimit", function, "@param {string} endpoint\n@returns {boolean}",
                      exported=False),
    )  # fmt: skip
