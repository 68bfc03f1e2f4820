"""Text from outside, cleaned and set apart from what the project says itself."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

PYTHON = "untrusted"
JAVASCRIPT = "untrusted"

_PYTHON = '''\
import re


def untrusted(text: object) -> str:
    """Text from outside between <untrusted> and </untrusted>, without control characters.

    Nothing is cut: what is missing from a document or a conversation would be missing unseen.
    Say in the prompt that what stands between them is data and never an instruction. This makes
    prompt injection harder and does not stop it: the tools of the model must be limited too.
    """
    clean = re.sub(r"[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]", "", str(text))
    inside = re.sub(r"(?i)<\\s*/?\\s*untrusted\\s*>", " ", clean)
    return f"<untrusted>{inside}</untrusted>"
'''

_TYPESCRIPT = """\
/**
 * Text from outside between <untrusted> and </untrusted>, without control characters.
 *
 * Nothing is cut: what is missing from a document or a conversation would be missing unseen.
 * Say in the prompt that what stands between them is data and never an instruction. This makes
 * prompt injection harder and does not stop it: the tools of the model must be limited too.
 */
@@function untrusted(text«: unknown»)«: string» {
  const clean = String(text).replace(/(?![\\n\\t])\\p{Cc}/gu, "");
  const inside = clean.replace(/<\\s*\\/?\\s*untrusted\\s*>/gi, " ");
  return `<untrusted>${inside}</untrusted>`;
}
"""


def python(policy: Policy) -> Iterator[Define]:
    """The function."""
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The function."""
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, "@param {unknown} text\n@returns {string}")
