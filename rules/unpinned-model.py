"""The name of a model that its provider points at another one from time to time.

`gpt-4o` was three different models within half a year, and `claude-3-5-sonnet-latest` says itself
that it follows the newest. On the day it moves, prompts that were checked give other answers, with
no release of yours that could be taken back. A dated name (`gpt-4o-2024-08-06`) stays what it is
until you change it, and evaluations that passed keep their meaning.

**Reported:** once a file and model, with all its places: a moving name in a call, a constant, a
default parameter, a request's body, a setting, or the default of an environment variable, where
the provider has a dated name. As advice; a warning where the name itself means "the newest"
(`-latest`). Also as advice: a client that is given no model, where its library takes one of its
own (`ChatOpenAI()`), until its next release takes another.

**Not reported:** dated names, and names that the provider keeps for one model
(`claude-sonnet-4-6`, `llama-3.3-70b`); names of deployments (Azure) and of servers with names of
their own (`base_url=`, gateways); prices, lists to choose from, comparisons, labels, records of
what was used, tests.
"""

from __future__ import annotations

from collections.abc import Iterator

from prodgate.findings import Applicability, Finding, Gate, Rule, Severity
from prodgate.meaning.moving_models import Moving, moving_models, unnamed_models
from prodgate.regex import lazy
from prodgate.view import View

_FAMILIES = (
    "gpt-", "claude-", "gemini-", "-latest", "command-r",
    '"o1', "'o1", '"o3', "'o3", '"o4-', "'o4-", "/o1", "/o3", "/o4-", ":o1", ":o3", ":o4-",
    "ChatOpenAI", "llama_index",
)  # fmt: skip

RULE = Rule(
    "unpinned-model",
    Gate.DEPLOYMENT,
    "The name of a model that its provider points at another one from time to time",
    Applicability.UNSAFE,
    literals=_FAMILIES,
    closer=True,
)
_QUOTED = lazy(
    rb"""["'`](?:[\w-]+[:/])?(?:gpt-[345]|o[134]\b|claude-|gemini-|command-r"""
    rb"""|[a-z0-9-]+-latest["'`])|ChatOpenAI|llama_index"""
)


def relevant(data: bytes) -> bool:
    """Whether a text of the file starts like the name of a model."""
    return bool(_QUOTED.search(data))


def check(view: View) -> Iterator[Finding]:
    """One finding a name, at the first place that uses it."""
    from prodgate.secrets import is_test_path

    if is_test_path(view.source.path) or not relevant(view.source.utf8):
        return
    for moving in moving_models(view):
        severity = Severity.WARNING if moving.latest else Severity.NOTE
        yield view.finding(RULE, moving.uses[0], severity, _message(moving), moving)
    for found in unnamed_models(view):
        who = found.client.sdk.label
        until = "which was shut down" if found.gone else "until a release takes another"
        message = f"no model is named: {who} takes {found.default}, {until}"
        yield view.finding(RULE, found.client.node, Severity.NOTE, message, found)


def _message(moving: Moving) -> str:
    where = f" ({len(moving.uses)} places in this file)" if len(moving.uses) > 1 else ""
    if moving.gone:
        return f"{moving.alias}{where} stood for {moving.fixed}, which its provider has shut down"
    what = "follows the newest release" if moving.latest else "is moved by its provider"
    return f"{moving.alias} {what}{where}: answers change on a day that you do not choose"
