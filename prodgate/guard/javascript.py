"""The parts of ``prodgate-guard.ts`` and its JavaScript twins; each passes tsc --strict.

The JavaScript versions are made from the TypeScript ones: each type stands between ``«`` and ``»``
and is left out there, and the JSDoc has the types instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prodgate.edits import Define

if TYPE_CHECKING:
    from prodgate.policy import Policy

NAMES = {
    "tools_for_role": "toolsForRole",
    "tool_set_for_role": "toolSetForRole",
    "caller_role": "callerRole",
    "sanitize": "sanitizePrompt",
    "approval_policy": "agentPolicy",
    "choose_model": "chooseModel",
}

HEADER = """\
// Limits that this project puts around its models and agents.
// Written once by prodgate; it is yours: fill in the roles, the caller and the tiers.
"""


@dataclass(frozen=True)
class Dialect:
    """Which JavaScript: with types, and whether modules are taken with ``require``."""

    typed: bool
    requires: bool = False

    def write(self, name: str, code: str, types: str = "", exported: bool = True) -> Define:
        """A definition; ``types`` are the JSDoc lines that stand for the types."""
        if self.typed:
            code = re.sub("[«»]", "", code)
        else:
            code = re.sub("«[^»]*»", "", code)
            if types:
                code = _with_types(code, types)
        if not exported:
            return Define(name, code)
        if self.requires:
            return Define(name, code.replace("@@", "") + f"exports.{name} = {name};\n")
        return Define(name, code.replace("@@", "export "))


def _with_types(code: str, types: str) -> str:
    """The JSDoc comment in front of the code, with one line a type."""
    lines = "".join(f" * {line}\n" for line in types.split("\n"))
    if code.startswith("/** "):
        text, _, rest = code[4:].partition(" */\n")
        return f"/**\n * {text}\n{lines} */\n{rest}"
    return code.replace(" */\n", f"{lines} */\n", 1)


_ROLES = """\
/** The tools that each role may use, by name. A role that is not here may use none. */
const ROLE_TOOLS«: ReadonlyMap<string, readonly string[]>» = new Map(%s);
"""

_TOOLS_FOR_ROLE = """\
/** The tools that a role may use; none for a role that ROLE_TOOLS does not name. */
@@function toolsForRole«<T>»(
  role«: string | null | undefined»,
  tools«: Readonly<Record<string, T>>»,
)«: T[]» {
  const allowed = ROLE_TOOLS.get(role ?? "") ?? [];
  return Object.entries(tools)
    .filter(([name]) => allowed.includes(name))
    .map(([, tool]) => tool);
}
"""
_TOOLS_TYPES = """\
@template T
@param {string | null | undefined} role
@param {Readonly<Record<string, T>>} tools
@returns {T[]}"""

_TOOL_SET = """\
/**
 * The tools that a role may use, by name; none for a role that ROLE_TOOLS does not name.
 * The type stays that of the whole set, so that SDKs accept it: any of them may be missing.
 */
@@function toolSetForRole«<T extends Record<string, unknown>>»(
  role«: string | null | undefined»,
  tools«: T»,
)«: T» {
  const allowed = ROLE_TOOLS.get(role ?? "") ?? [];
  const kept = { ...tools };
  for (const name of Object.keys(tools)) {
    if (!allowed.includes(name)) delete kept[name« as keyof T»];
  }
  return kept;
}
"""
_TOOL_SET_TYPES = """\
@template {Record<string, unknown>} T
@param {string | null | undefined} role
@param {T} tools
@returns {T}"""

_CALLER_ROLE = """\
/** The role of whoever is calling: read it from your session. Until then nobody has one. */
@@function callerRole()«: string | undefined» {
  return undefined;
}
"""

_SANITIZE = """\
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

_REDACT = """\
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

_AGENT_POLICY = """\
/** What an agent must not do alone; whoever runs its tools has to ask this first. */
@@const agentPolicy = {
  /** Actions that a person must approve. */
  requireApproval: %s,
  /** For what is logged or leaves the system. */
  redactPii,
};
"""

_TIERS = """\
/** Your models by tier: small, medium, large. */
const MODEL_TIERS«: { readonly [tier: string]: string | undefined }» = {%s};
"""
_TIERS_TYPES = "@type {{ readonly [tier: string]: string | undefined }}"

_CHOOSE_MODEL = """\
/**
 * The model for a prompt: as small as its length allows, no larger than the budget. `current` is
 * what was there before; it stays until MODEL_TIERS names a model for the tier.
 */
@@function chooseModel(
  current«: string»,
  prompt = "",
  budget«: "small" | "medium" | "large"» = "large",
)«: string» {
  const sizes = ["small", "medium", "large"];
  const needed = !prompt ? 2 : prompt.length <= 500 ? 0 : prompt.length <= 4000 ? 1 : 2;
  const tier = sizes[Math.min(needed, sizes.indexOf(budget))] ?? "large";
  return MODEL_TIERS[tier] ?? current;
}
"""
_CHOOSE_TYPES = """\
@param {string} current
@param {string} [prompt]
@param {"small" | "medium" | "large"} [budget]
@returns {string}"""
_TEXT_TYPES = "@param {string} text\n@returns {string}"


def parts(part: str, policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The definitions of a part, those it needs first."""
    write = dialect.write
    if part in {"tools_for_role", "tool_set_for_role"}:
        types = "@type {ReadonlyMap<string, readonly string[]>}"
        yield write("ROLE_TOOLS", _ROLES % _role_tools(policy), types, exported=False)
        if part == "tools_for_role":
            yield write("toolsForRole", _TOOLS_FOR_ROLE, _TOOLS_TYPES)
        else:
            yield write("toolSetForRole", _TOOL_SET, _TOOL_SET_TYPES)
    elif part == "caller_role":
        yield write("callerRole", _CALLER_ROLE, "@returns {string | undefined}")
    elif part == "sanitize":
        limit = f"{policy.defaults.string_length:_}"
        yield write("MAX_PROMPT", f"const MAX_PROMPT = {limit}; // characters\n", exported=False)
        yield write("sanitizePrompt", _SANITIZE, _TEXT_TYPES)
    elif part == "approval_policy":
        yield write("redactPii", _REDACT, _TEXT_TYPES)
        yield write("agentPolicy", _AGENT_POLICY % _list(policy.approval))
    elif part == "choose_model":
        yield write("MODEL_TIERS", _TIERS % _tiers(policy), _TIERS_TYPES, exported=False)
        yield write("chooseModel", _CHOOSE_MODEL, _CHOOSE_TYPES)


def _role_tools(policy: Policy) -> str:
    rows = [f"  [{json.dumps(role)}, {_list(tools)}],\n" for role, tools in policy.roles.items()]
    return "[\n" + "".join(rows) + "]" if rows else ""


def _tiers(policy: Policy) -> str:
    tiers = policy.models.tiers
    named = {"small": tiers.small, "medium": tiers.medium, "large": tiers.large}
    rows = [f"  {tier}: {json.dumps(model)},\n" for tier, model in named.items() if model]
    return "\n" + "".join(rows) if rows else ""


def _list(values: tuple[str, ...]) -> str:
    return f"[{', '.join(map(json.dumps, values))}]"
