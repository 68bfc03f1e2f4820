"""The inputs of the action, as action.yml hands them over: read once, each by its form."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from prodgate.github.event import EventError

_SWITCH = ("auto", "true", "false")
_REF = re.compile(r"(?!.*\.\.)[A-Za-z0-9_][\w./+#@-]{0,250}")  # no word of git's own in it
_CATEGORY = re.compile(r"[\w ./:()-]{0,100}")


class Inputs(Struct, frozen=True):
    """What the workflow asks for."""

    fail_on: str | None = None  # None: as the policy says
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    policy_ref: str = ""
    sarif: str = "auto"
    suggestions: str = "auto"
    annotations: str = "auto"
    category: str = "prodgate"
    fix: bool = False  # open a pull request with the safe fixes


def read(environment: Mapping[str, str]) -> Inputs:
    """The inputs. Raises EventError, naming the input and what it may be."""
    fail_on = _one_of(environment, "fail-on", ("", "note", "warning", "error", "never"))
    category = _given(environment, "category") or "prodgate"
    if not _CATEGORY.fullmatch(category):
        raise EventError("category: letters, digits and . / : ( ) - _ only, at most 100")
    policy_ref = _given(environment, "policy-ref")
    if policy_ref and not _REF.fullmatch(policy_ref):
        raise EventError("policy-ref: not the name of a branch, a tag or a commit")
    return Inputs(
        fail_on or None,
        _names(environment, "select"),
        _names(environment, "ignore"),
        policy_ref,
        _one_of(environment, "sarif", _SWITCH),
        _one_of(environment, "suggestions", _SWITCH),
        _one_of(environment, "annotations", _SWITCH),
        category,
        _one_of(environment, "fix", ("off", "pull-request")) == "pull-request",
    )


def _given(environment: Mapping[str, str], name: str) -> str:
    return environment.get("PRODGATE_" + name.upper().replace("-", "_"), "").strip()


def _names(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"[\s,]+", _given(environment, name))))


def _one_of(environment: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    from prodgate.strict import quote

    given = _given(environment, name) or allowed[0]
    if given not in allowed:
        known = ", ".join(filter(None, allowed))
        raise EventError(f"{name}: {quote(given)} is not one of {known}")
    return given
