"""ROLE_TOOLS: which tools each role may use, as the policy says; several parts ask it."""

from __future__ import annotations

import json

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect, lines, listed
from prodgate.policy import Policy

_TYPESCRIPT = """\
/** The tools that each role may use, by name. A role that is not here may use none. */
const ROLE_TOOLS«: ReadonlyMap<string, readonly string[]>» = new Map(%s);
"""
_TYPES = "@type {ReadonlyMap<string, readonly string[]>}"


def python(policy: Policy) -> Define:
    """A dict of frozensets."""
    rows = [
        f"    {json.dumps(role)}: frozenset({_set(tools)}),\n"
        for role, tools in policy.roles.items()
    ]
    code = (
        "# The tools that each role may use, by name. A role that is not here may use none.\n"
        f"ROLE_TOOLS: dict[str, frozenset[str]] = {{{lines(rows)}}}\n"
    )
    return Define("ROLE_TOOLS", code)


def _set(values: tuple[str, ...]) -> str:
    return f"{{{', '.join(map(json.dumps, values))}}}" if values else ""


def javascript(policy: Policy, dialect: Dialect) -> Define:
    """A Map of arrays."""
    rows = [f"  [{json.dumps(role)}, {listed(tools)}],\n" for role, tools in policy.roles.items()]
    made = "[\n" + "".join(rows) + "]" if rows else ""
    return dialect.write("ROLE_TOOLS", _TYPESCRIPT % made, _TYPES, exported=False)
