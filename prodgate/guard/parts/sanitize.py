"""A prompt without control characters, and of bounded length."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import TEXT_TYPES, Dialect
from prodgate.policy import Policy

PYTHON = "sanitize_prompt"
JAVASCRIPT = "sanitizePrompt"

_PYTHON = '''\
def sanitize_prompt(text: str) -> str:
    """The text without control characters, at most MAX_PROMPT characters of it.

    This bounds cost and keeps terminals and logs clean. It does not stop prompt injection: what a
    model is told can still mislead it, so its tools must be limited too.
    """
    controls = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\\n\\t"}
    return text.translate(controls)[:MAX_PROMPT]
'''

_TYPESCRIPT = """\
/**
 * The text without control characters, at most MAX_PROMPT characters of it.
 *
 * This bounds cost and keeps terminals and logs clean. It does not stop prompt injection: what a
 * model is told can still mislead it, so its tools must be limited too.
 */
@@function sanitizePrompt(text«: string»)«: string» {
  return text.replace(/(?![\\n\\t])\\p{Cc}/gu, "").slice(0, MAX_PROMPT);
}
"""


def python(policy: Policy) -> Iterator[Define]:
    """The limit of the policy, and the function."""
    yield Define("MAX_PROMPT", f"MAX_PROMPT = {policy.defaults.string_length:_}  # characters\n")
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The limit of the policy, and the function."""
    limit = f"const MAX_PROMPT = {policy.defaults.string_length:_}; // characters\n"
    yield dialect.write("MAX_PROMPT", limit, exported=False)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, TEXT_TYPES)
