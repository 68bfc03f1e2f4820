"""Text from outside, cleaned and set apart from what the project says itself."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect
from prodgate.guard.parts import sanitize
from prodgate.policy import Policy

PYTHON = "untrusted"
JAVASCRIPT = "untrusted"

_PYTHON = '''\
import re


def untrusted(text: object) -> str:
    """Text from outside between <untrusted> and </untrusted>, cleaned and of bounded length.

    Say in the prompt that what stands between them is data and never an instruction. This makes
    prompt injection harder and does not stop it: the tools of the model must be limited too.
    """
    inside = re.sub(r"(?i)<\\s*/?\\s*untrusted\\s*>", " ", sanitize_prompt(str(text)))
    return f"<untrusted>{inside}</untrusted>"
'''

_TYPESCRIPT = """\
/**
 * Text from outside between <untrusted> and </untrusted>, cleaned and of bounded length.
 *
 * Say in the prompt that what stands between them is data and never an instruction. This makes
 * prompt injection harder and does not stop it: the tools of the model must be limited too.
 */
@@function untrusted(text«: unknown»)«: string» {
  const inside = sanitizePrompt(String(text)).replace(/<\\s*\\/?\\s*untrusted\\s*>/gi, " ");
  return `<untrusted>${inside}</untrusted>`;
}
"""


def python(policy: Policy) -> Iterator[Define]:
    """What cleans a text, and the function."""
    yield from sanitize.python(policy)
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """What cleans a text, and the function."""
    yield from sanitize.javascript(policy, dialect)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, "@param {unknown} text\n@returns {string}")
