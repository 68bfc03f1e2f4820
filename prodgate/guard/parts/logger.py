"""One line of JSON for what happened, where a project has no logger."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

JAVASCRIPT = "logEvent"

_TYPESCRIPT = """\
/** One line of JSON for what happened: replace it with your logger where you have one. */
@@function logEvent(...values«: unknown[]»)«: void» {
  const message = values.map((value) => (typeof value === "string" ? value : asText(value)));
  const time = new Date().toISOString();
  console.info(JSON.stringify({ time, level: "info", message: message.join(" ") }));
}
"""
_AS_TEXT = """\
function asText(value«: unknown»)«: string» {
  if (value instanceof Error) return value.stack ?? value.message;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
"""


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """How a value is written, and the function."""
    types = "@param {unknown} value\n@returns {string}"
    as_text = f"/** A value as one line of text. */\n{_AS_TEXT}"
    yield dialect.write("asText", as_text, types, exported=False)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, "@param {...unknown} values\n@returns {void}")
