"""A line for each action of a tool: when, who, what. Who acts is unknown until it is filled in."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

PYTHON = "audit"
JAVASCRIPT = "audit"

_WHO_PYTHON = '''\
def acting_user() -> str:
    """Who acts through the agent: read it from your session. Until then nobody knows."""
    return "unknown"
'''

_PYTHON = '''\
import json
import logging
from datetime import datetime, timezone


def audit(action: str, /, **details: object) -> None:
    """Record who does what, and when, in the log "audit": one line of JSON an action.

    Each detail is cut to 200 characters. Keep this log where only auditors can read it, and where
    nobody can change it.
    """
    log = logging.getLogger("audit")
    log.setLevel(logging.INFO)
    if not log.hasHandlers():
        log.addHandler(logging.StreamHandler())
    time = datetime.now(timezone.utc).isoformat()
    what = {name: str(value)[:200] for name, value in details.items()}
    entry = {"time": time, "who": acting_user(), "action": action, "details": what}
    log.info(json.dumps(entry))
'''

_WHO_TYPESCRIPT = """\
/** Who acts through the agent: read it from your session. Until then nobody knows. */
@@function actingUser()«: string» {
  return "unknown";
}
"""

_TYPESCRIPT = """\
/**
 * Records who does what, and when: one line of JSON an action, on standard error.
 *
 * Each detail is cut to 200 characters. Keep these lines where only auditors can read them, and
 * where nobody can change them.
 */
@@function audit(action«: string», details«: Readonly<Record<string, unknown>>» = {})«: void» {
  const hidden = /passw|secret|token|api_?key|credential/i;
  const what = Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      let text = String(value);
      try {
        if (value && typeof value === "object") {
          text = JSON.stringify(value, (key, each) => (hidden.test(key) ? "…" : each));
        }
      } catch {
        // goes round in a circle: that it is an object has to do
      }
      return [name, text.slice(0, 200)];
    }),
  );
  const time = new Date().toISOString();
  console.warn(JSON.stringify({ audit: { time, who: actingUser(), action, details: what } }));
}
"""
_TYPES = """\
@param {string} action
@param {Readonly<Record<string, unknown>>} [details]
@returns {void}"""


def python(policy: Policy) -> Iterator[Define]:
    """Who acts, to be filled in, and the record."""
    yield Define("acting_user", _WHO_PYTHON)
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """Who acts, to be filled in, and the record."""
    yield dialect.write("actingUser", _WHO_TYPESCRIPT, "@returns {string}")
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, _TYPES)
