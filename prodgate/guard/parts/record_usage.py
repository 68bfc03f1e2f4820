"""The tokens of a model's answer, as its SDK counts them, in a log of their own."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

PYTHON = "record_usage"
JAVASCRIPT = "recordUsage"

_PYTHON = '''\
import json
import logging
from typing import TypeVar

Answer = TypeVar("Answer")


def record_usage(answer: Answer, call: str) -> Answer:
    """Record the tokens that an answer took in the log "usage", and give the answer back.

    ``call`` says which call it was. SDKs name their counts differently; whatever an answer has
    under "usage" or "usage_metadata" and counts tokens is written as it is.
    """
    usage = None
    for name in ("usage", "usage_metadata"):
        found = answer.get(name) if isinstance(answer, dict) else getattr(answer, name, None)
        usage = usage or (found() if callable(found) else found)
    fields = usage if isinstance(usage, dict) else getattr(usage, "__dict__", {})
    counts = {name: n for name, n in fields.items() if "token" in name and isinstance(n, int)}
    log = logging.getLogger("usage")
    log.setLevel(logging.INFO)
    if not log.hasHandlers():
        log.addHandler(logging.StreamHandler())
    log.info(json.dumps({"call": call, "tokens": counts}))
    return answer
'''

_TYPESCRIPT = """\
/**
 * Records the tokens that an answer took, on standard error, and gives the answer back.
 *
 * `call` says which call it was. SDKs name their counts differently; what an answer has as `usage`
 * or `usageMetadata` is written as it is.
 */
@@function recordUsage«<T>»(answer«: T», call«: string»)«: T» {
  const given«: { usage?: unknown; usageMetadata?: unknown }» = Object(answer);
  const tokens = given.usage ?? given.usageMetadata ?? null;
  console.warn(JSON.stringify({ usage: { call, tokens } }));
  return answer;
}
"""
_TYPES = """\
@template T
@param {T} answer
@param {string} call
@returns {T}"""


def python(policy: Policy) -> Iterator[Define]:
    """The function."""
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The function."""
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, _TYPES)
