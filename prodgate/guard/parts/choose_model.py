"""The model for a prompt, by its length and a budget; MODEL_TIERS names them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from prodgate.edits import Define
from prodgate.guard.dialect import Dialect, lines
from prodgate.policy import Policy

PYTHON = "choose_model"
JAVASCRIPT = "chooseModel"

_PYTHON = '''\
from typing import Literal

Tier = Literal["small", "medium", "large"]


def choose_model(current: str, prompt: str = "", budget: Tier = "large") -> str:
    """The model for a prompt: as small as its length allows, no larger than the budget.

    ``current`` is what was there before; it stays until MODEL_TIERS names a model for the tier.
    """
    sizes: tuple[Tier, ...] = ("small", "medium", "large")
    needed = 2 if not prompt else 0 if len(prompt) <= 500 else 1 if len(prompt) <= 4000 else 2
    return MODEL_TIERS.get(sizes[min(needed, sizes.index(budget))], current)
'''

_TIERS = """\
/** Your models by tier: small, medium, large. */
const MODEL_TIERS«: { readonly [tier: string]: string | undefined }» = {%s};
"""

_TIERS_TYPES = "@type {{ readonly [tier: string]: string | undefined }}"

_TYPESCRIPT = """\
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

_TYPES = """\
@param {string} current
@param {string} [prompt]
@param {"small" | "medium" | "large"} [budget]
@returns {string}"""


def python(policy: Policy) -> Iterator[Define]:
    """The tiers of the policy, and the function."""
    rows = [f"    {json.dumps(tier)}: {json.dumps(model)},\n" for tier, model in _named(policy)]
    code = (
        "# Your models by tier: small, medium, large.\n"
        f"MODEL_TIERS: dict[str, str] = {{{lines(rows)}}}\n"
    )
    yield Define("MODEL_TIERS", code)
    yield Define(PYTHON, _PYTHON)


def javascript(policy: Policy, dialect: Dialect) -> Iterator[Define]:
    """The tiers of the policy, and the function."""
    rows = [f"  {tier}: {json.dumps(model)},\n" for tier, model in _named(policy)]
    yield dialect.write("MODEL_TIERS", _TIERS % lines(rows), _TIERS_TYPES, exported=False)
    yield dialect.write(JAVASCRIPT, _TYPESCRIPT, _TYPES)


def _named(policy: Policy) -> list[tuple[str, str]]:
    tiers = policy.models.tiers
    named = (("small", tiers.small), ("medium", tiers.medium), ("large", tiers.large))
    return [(tier, model) for tier, model in named if model]
