"""What happened on GitHub, as the runner tells it: read once, checked, never trusted further.

The runner's variables come from GitHub and the workflow; the event file also holds words that
anybody may write (titles, branch names). Only the fields named here are read, each by its form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

_SHA = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REPOSITORY = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")
_URL = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[A-Za-z0-9._/-]*)?")
_LIMIT = 30_000_000  # bytes of an event file; GitHub's own are cut at 25 MB


class EventError(Exception):
    """An event that cannot be worked on; its text is one sentence for the log."""


class Pull(Struct, frozen=True):
    """A pull request."""

    number: int
    head: str  # the commit that its author pushed
    base: str  # the tip of the branch it goes to, when the event was made
    base_ref: str
    fork: bool  # it comes from another repository: the token can only read


class Run(Struct, frozen=True):
    """The workflow run whose end started this one (``workflow_run``)."""

    event: str  # what had started it: pull_request, push
    head: str
    owner: str  # of the repository that its commit came from
    branch: str  # anybody's words


class Event(Struct, frozen=True):
    """What the action works on."""

    name: str  # pull_request, push, merge_group, schedule, ...
    repository: str  # owner/name
    api: str  # https://api.github.com, without a slash at its end
    server: str  # https://github.com
    sha: str  # the commit that is checked
    ref: str  # refs/heads/main, refs/pull/7/merge
    default_branch: str
    pull: Pull | None = None
    run: Run | None = None
    group_base: str | None = None  # of a merge queue: the commit that the group goes onto

    @property
    def on_default_branch(self) -> bool:
        """Whether the commit is one of the default branch."""
        return bool(self.default_branch) and self.ref == f"refs/heads/{self.default_branch}"


def read(environment: Mapping[str, str]) -> Event:
    """The event of this run. Raises EventError, with what to do."""
    name = environment.get("GITHUB_EVENT_NAME", "")
    if not name:
        raise EventError("GITHUB_EVENT_NAME is not set: this is for a GitHub runner to start")
    payload = _payload(environment.get("GITHUB_EVENT_PATH", ""))
    repository = _matching(_REPOSITORY, environment, "GITHUB_REPOSITORY")
    return Event(
        name,
        repository,
        _matching(_URL, environment, "GITHUB_API_URL").rstrip("/"),
        _matching(_URL, environment, "GITHUB_SERVER_URL").rstrip("/"),
        _matching(_SHA, environment, "GITHUB_SHA"),
        environment.get("GITHUB_REF", ""),
        _text(payload, "repository", "default_branch"),
        pull_of(payload, repository),
        _run(payload),
        _sha(payload, "merge_group", "base_sha"),
    )


RECIPE = (
    "see docs/github.md: check on pull_request, which needs no rights, and let a second workflow "
    "on workflow_run, without a checkout, write what the first may not"
)


def why_refused(event: Event, checked_out: str | None) -> str | None:
    """Why a run is refused, with what to do instead; None where it is not.

    ``checked_out``: the commit that stands in the workspace, if any.
    """
    if event.name == "pull_request_target":
        return (
            "prodgate does not run on pull_request_target: the token of such a run may write, the "
            "commit that it names is the base and not what is proposed, and with a checkout of the "
            f"proposal its code is one step from the token; {RECIPE}"
        )
    if event.name == "workflow_run" and checked_out not in {None, event.sha}:
        return (
            "prodgate does not run on workflow_run with another commit than its own checked out: "
            "code of a pull request would stand beside a token that may write; take the checkout "
            f"out, prodgate reads the commits itself; {RECIPE}"
        )
    return None


def _run(payload: Mapping[str, Any]) -> Run | None:
    head = _sha(payload, "workflow_run", "head_sha")
    if head is None:
        return None
    owner = _text(payload, "workflow_run", "head_repository", "owner", "login")
    branch = _text(payload, "workflow_run", "head_branch")
    return Run(_text(payload, "workflow_run", "event"), head, owner, branch)


def pull_of(payload: Mapping[str, Any], repository: str) -> Pull | None:
    """The pull request in an event, or in an answer of the API put the same way."""
    number = _at(payload, "pull_request", "number")
    head, base = (_sha(payload, "pull_request", side, "sha") for side in ("head", "base"))
    if not isinstance(number, int) or head is None or base is None:
        return None
    origin = _text(payload, "pull_request", "head", "repo", "full_name")  # "" once it is deleted
    base_ref = _text(payload, "pull_request", "base", "ref")
    return Pull(number, head, base, base_ref, origin.lower() != repository.lower())


def _payload(path: str) -> Mapping[str, Any]:
    try:
        data = Path(path).read_bytes()
        document = json.loads(data) if len(data) <= _LIMIT else None
    except (OSError, ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise EventError("the event file (GITHUB_EVENT_PATH) cannot be read as JSON")
    return document


def _at(payload: Any, *keys: str) -> Any:
    for key in keys:
        payload = payload.get(key) if isinstance(payload, dict) else None
    return payload


def _text(payload: Any, *keys: str) -> str:
    found = _at(payload, *keys)
    return found if isinstance(found, str) else ""


def _sha(payload: Any, *keys: str) -> str | None:
    found = _text(payload, *keys)
    return found if _SHA.fullmatch(found) else None


def _matching(form: re.Pattern[str], environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "")
    if not form.fullmatch(value):
        raise EventError(f"{name} is not set, or not of the form that GitHub gives it")
    return value
