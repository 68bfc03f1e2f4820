"""Who may call: bearer tokens from the environment, until a login takes their place."""

from __future__ import annotations

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect

_PYTHON = '''\
import hmac
import os


def is_known_caller(authorization: str | None) -> bool:
    """Whether a request shows one of CALLER_TOKENS as its bearer token.

    The tokens come from the environment, with commas between them; while there are none, nobody is
    known. Where you have a login, ask it here instead.
    """
    given = (authorization or "").removeprefix("Bearer ").encode()
    tokens = [token for token in os.environ.get("CALLER_TOKENS", "").split(",") if token]
    return any(hmac.compare_digest(given, token.encode()) for token in tokens)
'''

_TYPESCRIPT = """\
/**
 * Whether a request shows one of CALLER_TOKENS as its bearer token.
 *
 * The tokens come from the environment, with commas between them; while there are none, nobody is
 * known. Where you have a login, ask it here instead.
 */
function isKnownCaller(authorization«: string | null | undefined»)«: boolean» {
  const given = (authorization ?? "").replace(/^Bearer /, "");
  const tokens = (process.env.CALLER_TOKENS ?? "").split(",");
  return given !== "" && tokens.includes(given);
}
"""
_TYPES = "@param {string | null | undefined} authorization\n@returns {boolean}"


def is_known_python() -> Define:
    """``is_known_caller``"""
    return Define("is_known_caller", _PYTHON)


def is_known_javascript(dialect: Dialect) -> Define:
    """``isKnownCaller``"""
    return dialect.write("isKnownCaller", _TYPESCRIPT, _TYPES, exported=False)
