"""Text without e-mail addresses, card and telephone numbers, known by their form."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import TEXT_TYPES, Dialect
from prodgate.policy import Policy

PYTHON = "redact_pii"
JAVASCRIPT = "redactPii"

_PYTHON = '''\
import re


def redact_pii(text: str) -> str:
    """The text with e-mail addresses, card numbers and telephone numbers replaced.

    It knows these by their form only. Names, addresses, dates of birth and identity numbers
    pass: use a service made for it where those matter.
    """
    text = re.sub(r"[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+", "[email]", text)
    text = re.sub(r"(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)", "[card]", text)
    phone = r"(?<![\\w+])(?:[+(]\\d|0\\d|\\d{3}[ .-]\\d{3})(?:[ ().-]{0,2}\\d){4,13}(?!\\w)"
    return re.sub(phone, "[tel]", text)
'''

_TYPESCRIPT = """\
/**
 * The text with e-mail addresses, card numbers and telephone numbers replaced.
 *
 * It knows these by their form only. Names, addresses, dates of birth and identity numbers pass:
 * use a service made for it where those matter.
 */
@@function redactPii(text«: string»)«: string» {
  const phone = /(?<![\\w+])(?:[+(]\\d|0\\d|\\d{3}[ .-]\\d{3})(?:[ ().-]{0,2}\\d){4,13}(?!\\w)/g;
  return text
    .replace(/[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+/g, "[email]")
    .replace(/(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)/g, "[card]")
    .replace(phone, "[tel]");
}
"""


def python(policy: Policy) -> Iterator[Define]:
    """The function."""
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The function."""
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, TEXT_TYPES)
