"""The messages of a client that are a user's or an assistant's; no others."""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect
from prodgate.policy import Policy

PYTHON = "client_messages"
JAVASCRIPT = "clientMessages"

# A list of Any may not be added to a list of messages: what came as Any goes on as Any.
_PYTHON = '''\
from collections.abc import Iterable
from typing import Any


def client_messages(messages: Iterable[Any]) -> Any:
    """The messages that a client may send: those of a user or an assistant.

    A client that could send the role "system" would write its own system prompt.
    """
    return [m for m in messages if isinstance(m, dict) and m.get("role") in CLIENT_ROLES]
'''

_TYPESCRIPT = """\
/**
 * The messages that a client may send: those of a user or an assistant.
 *
 * A client that could send the role "system" would write its own system prompt.
 */
@@function clientMessages«<T extends readonly { role: string }[]>»(messages«: T»)«: T[number][]» {
  return messages.filter((message) => CLIENT_ROLES.includes(message.role));
}
"""
_TYPES = """\
@template {readonly { role: string }[]} T
@param {T} messages
@returns {T[number][]}"""


def python(policy: Policy) -> Iterator[Define]:
    """The roles, and the function."""
    yield Define("CLIENT_ROLES", 'CLIENT_ROLES = frozenset({"user", "assistant"})\n')
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The roles, and the function."""
    roles = 'const CLIENT_ROLES«: readonly string[]» = ["user", "assistant"];\n'
    yield dialect.write("CLIENT_ROLES", roles, exported=False)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, _TYPES)
